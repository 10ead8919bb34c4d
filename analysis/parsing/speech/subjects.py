"""Who does the saying: the subject of a cue within its clause."""

import re
from bisect import bisect_left
from typing import NamedTuple

from analysis.parsing.speech.clauses import ADJECTIVES, REACH, Clauses
from analysis.parsing.speech.cues import TOLD, Cue, find_cues
from analysis.parsing.speech.nouns import Person
from analysis.parsing.speech.people import find_people, people_between
from analysis.parsing.wordlists import read_words

NO_NAMES = frozenset(read_words("grammar")["no_names"].split())

PASSIVE = re.compile(
    r"\b(?:was|were|is|are|been|being|gets?|got|wurden?|wird|werden|worden)\s+(?:\w+\s)?$", re.I
)
AGENT = re.compile(r"\s{1,3}(?:[\w-]+\s){0,3}?(?:by|von)\s", re.I)
NAME_BEFORE = re.compile(
    r"((?:[A-ZÄÖÜА-ЯІЇЄ][\w’'-]*\s){1,5})(?:(?:also|then|later|has|had|will|again|never|even|hat|auch)\s){0,2}$"
)
NAME_AFTER = re.compile(r"\s((?:[A-ZÄÖÜА-ЯІЇЄ][\w’-]*)(?:\s[A-ZÄÖÜА-ЯІЇЄ][\w’-]*){0,2})")

ONLY_NOMINATIVE = ("er", "hij")
OWNER = re.compile(r"\s(?:of|from|by|des|der|von|vom)\s", re.I)
OWN = re.compile(r"(?<!\w)(?:(?P<m>his|seine?)|(?P<f>her|ihre?))\s(?:\w+\s)?$", re.I)
QUOTED = re.compile(r"(?<!\w)(?:wird|wurde|werden|wurden)\s[^.!?:;]{0,80}$", re.I)
INFINITIVE = re.compile(r"\b(?:to|zu)\s$", re.I)
RELATIVE = re.compile(r",\s(?:who|der|die|welche[rs]?)\s[^,.;:!?]{0,60}$")
BEFORE_NAMES = re.compile(
    r"(?:^|[,.!?:;–—)]|['’]s|\s{3}|\b(?:and|but|while|when|as|that|if|und|aber|dass|wie|während|doch))\s*$",
    re.I,
)


class Attribution(NamedTuple):
    """A cue and its subject, either of which can be missing."""

    cue: Cue | None
    person: Person | None
    name: str | None = None
    other: bool = False


class Scene(Clauses):
    """A text without its quotations, and who and what it mentions."""

    def __init__(self, masked: str) -> None:
        super().__init__(masked, find_people(masked))
        self._cues = find_cues(masked)
        self._starts = [cue.start for cue in self._cues]

    def cues(self, start: int, end: int) -> list[Cue]:
        """The cues within these offsets, outside quotations."""
        low = bisect_left(self._starts, start)
        high = bisect_left(self._starts, end)
        return [cue for cue in self._cues[low:high] if cue.end <= end]

    def subject(self, cue: Cue, start: int, end: int) -> Attribution:
        """Who the cue is about, looking no further than `start` and `end`."""
        before = people_between(self.people, max(start, cue.start - 3 * REACH), cue.start)
        after = people_between(self.people, cue.end, min(end, cue.end + REACH))
        if cue.shape == "quotes" and (passive := QUOTED.search(self.text, start, cue.start)):
            named = [p for p in before if p.start >= passive.start()]
            if named:
                return Attribution(cue, named[0])
        if cue.shape in ("according", "quotes"):
            return self._after(cue, after, end)
        if cue.shape == "said":
            return self._of_noun(cue, before, after)
        if cue.shape == "behind":
            return Attribution(cue, before[-1] if before else None)
        passive = PASSIVE.search(self.text, max(start, cue.start - 24), cue.start)
        if passive and not self._is_participle(cue):
            told = TOLD.match(self.text, cue.start)
            agent = AGENT.match(self.text, cue.end, min(end, cue.end + REACH))
            if agent:
                agents = [p for p in after if p.start >= agent.end() - 1]
                return Attribution(cue, agents[0] if agents else None)
            subjects = [p for p in before if not self.is_object(p)]
            if told and subjects:
                return Attribution(cue, subjects[-1], other=True)
        return self._of_verb(cue, before, after, start, end)

    def _of_noun(self, cue: Cue, before: list[Person], after: list[Person]) -> Attribution:
        """Whose answer it is; where that is not said, the one's who was spoken to."""
        if after and OWNER.match(self.text, cue.end) and self._near(cue.end, after[0]):
            return Attribution(cue, _head(self.text, after))
        if before and before[-1].possessive and self._words_between(before[-1].end, cue.start) < 3:
            return Attribution(cue, before[-1])
        own = OWN.search(self.text, max(0, cue.start - 24), cue.start)
        if own:
            gender = "m" if own["m"] else "f"
            return Attribution(cue, Person(*own.span(), "pronoun", gender, False))
        return Attribution(cue, None, other=True)

    def _after(self, cue: Cue, after: list[Person], end: int) -> Attribution:
        if after and self._words_between(cue.end, after[0].start) <= ADJECTIVES + 1:
            return Attribution(cue, _head(self.text, after))
        return Attribution(cue, None, self._name_after(cue, end))

    def _of_verb(
        self, cue: Cue, before: list[Person], after: list[Person], start: int, end: int
    ) -> Attribution:
        sure = self._inverted_pronoun(cue, after) or self._relative(cue, before, start)
        if sure:
            return Attribution(cue, sure)
        inverted = not self.text[start : cue.start].strip(" ,–—-\u00a0“”\"'‘’«»*_").strip()
        first_after = next(
            (p for p in after if self._near(cue.end, p) and not self.is_object(p)), None
        )
        if not inverted and TOLD.match(self.text, cue.start):
            after, first_after = [], None  # who stands behind `told` is told
        if inverted:
            name = None if first_after else self._name_after(cue, end)
            return Attribution(cue, first_after, name)
        if self._is_participle(cue) and before and not self._comma_before(cue):
            owners_last = sorted(before, key=lambda person: not person.possessive)
            return Attribution(cue, owners_last[-1])
        name = self._name_before(cue, start, before)
        nominative = first_after and self._is_nominative(first_after)
        if first_after and nominative and self._comma_before(cue):
            return Attribution(cue, first_after)
        if name and not nominative:
            return Attribution(cue, None, name)
        subjects = [p for p in before if not self.is_object(p)]
        if subjects:
            infinitive = INFINITIVE.search(self.text, max(start, cue.start - 4), cue.start)
            return Attribution(cue, subjects[0 if infinitive else -1])
        if first_after:
            return Attribution(cue, first_after)
        name = self._name_after(cue, end)
        if name and not before:
            return Attribution(cue, None, name)
        return Attribution(cue, before[-1] if before else after[0] if after else None)

    def _inverted_pronoun(self, cue: Cue, after: list[Person]) -> Person | None:
        """German puts `er` right behind the verb where something else begins the clause."""
        if not after or after[0].role != "pronoun":
            return None
        nominative = self.text[after[0].start : after[0].end].lower() in ONLY_NOMINATIVE
        close = self.text[cue.end : after[0].start].isspace()
        return after[0] if nominative and close else None

    def _relative(self, cue: Cue, before: list[Person], start: int) -> Person | None:
        """The head of a relative clause: to the governor, who has promised."""
        clause = RELATIVE.search(self.text, max(start, cue.start - REACH), cue.start)
        if not clause:
            return None
        heads = [p for p in before if p.end <= clause.start() and p.role != "pronoun"]
        near = heads and self._words_between(heads[-1].end, clause.start()) <= 1
        return heads[-1] if near else None

    def _is_participle(self, cue: Cue) -> bool:
        return self.text[cue.start : cue.end].lower().endswith("ing")

    def _comma_before(self, cue: Cue) -> bool:
        return self.text[max(0, cue.start - 3) : cue.start].rstrip().endswith(",")

    def _near(self, at: int, person: Person) -> bool:
        between = self.text[at : person.start]
        return self._words_between(at, person.start) <= ADJECTIVES + 2 and not re.search(
            r"[,:;.]", between
        )

    def _words_between(self, start: int, end: int) -> int:
        return len(self.text[start:end].split())

    def _name_before(self, cue: Cue, start: int, before: list[Person]) -> str | None:
        """A name right before the cue; none where somebody is mentioned by it: `he`, `Dima`."""
        left = max(start, cue.start - 60)
        window = self.text[left : cue.start]
        match = NAME_BEFORE.search(window)
        if not match or not BEFORE_NAMES.search(window[: match.start()]):
            return None
        if before and before[-1].end > left + match.start():
            return None
        return _proper(match.group(1))

    def _name_after(self, cue: Cue, end: int) -> str | None:
        match = NAME_AFTER.match(self.text, cue.end, min(end, cue.end + 60))
        return _proper(match.group(1)) if match else None


def _head(text: str, people: list[Person]) -> Person:
    """Of `the soldier's mother` the mother."""
    for number, person in enumerate(people):
        if not person.possessive or number == len(people) - 1:
            return person
    return people[0]


def _proper(words: str) -> str | None:
    kept = words.split()
    while kept and kept[0].lower() in NO_NAMES:
        kept.pop(0)
    owners = [number for number, word in enumerate(kept) if word.endswith(("'s", "’s"))]
    kept = kept[owners[-1] + 1 :] if owners else kept
    if not kept or any(word.lower() in NO_NAMES for word in kept):
        return None
    return " ".join(kept)
