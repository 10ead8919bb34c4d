"""Who does the saying: the subject of a cue within its clause, told from objects and owners."""

import re
from bisect import bisect_left
from typing import NamedTuple

from analysis.parsing.sentences import SENTENCE
from analysis.parsing.spans import Span
from analysis.parsing.speech.cues import TOLD, Cue, find_cues, is_cue_word
from analysis.parsing.speech.nouns import Person
from analysis.parsing.speech.people import find_people
from analysis.parsing.speech.quoted_words import is_asking
from analysis.parsing.wordlists import read_words

_GRAMMAR = {key: frozenset(words.split()) for key, words in read_words("grammar").items()}
PREPOSITIONS, ARTICLES = _GRAMMAR["prepositions"], _GRAMMAR["articles"]
NO_NAMES = _GRAMMAR["no_names"]
OBJECT_ARTICLES = _GRAMMAR["object_articles"]
FEMININE_OBJECT = ("der",)
"""German `der Mutter` is an object, `der Soldat` a subject: the noun's gender tells."""

NOMINATIVE = ("der", "die", "das", "ein", "eine")

BREAK = re.compile(r"[.!?:;,]|\s{3}")
"""What parts a verb from the last one mentioned; blanks stand for a quotation."""

CLAUSE = re.compile(
    r"[.!?:;,]|\b(?:and|but|while|when|as|that|if|because|und|aber|während|als|dass|weil|doch)\b",
    re.I,
)
"""What a new clause begins with: behind it, his wife is a subject again."""

POSSESSIVES = ("his", "her", "their", "seine", "ihre")

SUBORDINATE = re.compile(
    r"\s*(?:when|while|after|before|because|although|als|wenn|während|nachdem|bevor|weil|obwohl)\b",
    re.I,
)

ADJECTIVES = 3
REACH = 100

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

    @property
    def place(self) -> Span | None:
        """Where the cue stands."""
        return Span(self.cue.start, self.cue.end) if self.cue else None


class Scene:
    """A text without its quotations, who and what it mentions, and who does the saying."""

    def __init__(self, masked: str) -> None:
        self.text, self.people = masked, find_people(masked)
        self._cues = find_cues(masked)
        self._starts = [cue.start for cue in self._cues]

    def cues(self, start: int, end: int) -> list[Cue]:
        """The cues within these offsets, outside quotations."""
        low = bisect_left(self._starts, start)
        high = bisect_left(self._starts, end)
        return [cue for cue in self._cues[low:high] if cue.end <= end]

    def people_in(self, start: int, end: int) -> list[Person]:
        """Whoever is mentioned within these offsets, outside quotations."""
        low, high = bisect_left(self.people, (start,)), bisect_left(self.people, (end,))
        return self.people[low:high]

    def written(self, person: Person) -> str:
        """The words by which somebody is mentioned."""
        return self.text[person.start : person.end]

    def is_object(self, person: Person) -> bool:
        """Whether somebody is owner, addressee or part of a phrase: of the man, seiner Mutter."""
        if person.possessive:
            return True
        if person.role == "pronoun":  # he, er, она: the object has another form
            return False
        before = self.text[max(0, person.start - 60) : person.start]
        words = before[before.rfind("\n") + 1 :].split(" ")
        words = [word.strip().lower() for word in words if word.strip()][-1 - ADJECTIVES :]
        for word in reversed(words):
            if word[-1:] in ",.:;!?–—)":
                return False
            if word == "de" and self._follows_cue(person):
                return False
            if word in PREPOSITIONS or word in OBJECT_ARTICLES:
                return True
            if word in FEMININE_OBJECT and person.gender == "f":
                return True
            if word in ARTICLES:
                return self._is_addressee(person, word)
        return False

    def is_subordinate(self, person: Person) -> bool:
        """Whether a clause with `when` or `als` holds somebody: a pronoun behind it is another."""
        before = self.text[max(0, person.start - REACH) : person.start]
        clause = re.split(r"[.!?:;,\n]", before)[-1]
        return bool(SUBORDINATE.match(clause))

    def _is_nominative(self, person: Person) -> bool:
        return "".join(self._words_before(person)[-1:]).lower() in NOMINATIVE

    def _follows_cue(self, person: Person) -> bool:
        """Dutch `zegt de soldaat`; elsewhere `de` is a preposition."""
        words = self._words_before(person)
        return len(words) > 1 and is_cue_word(words[-2])

    def _words_before(self, person: Person) -> list[str]:
        return self.text[max(0, person.start - 40) : person.start].split()

    def _is_addressee(self, person: Person, article: str) -> bool:
        """Whether a preposition, or a verb that has its subject, stands before the article."""
        window = self.text[max(0, person.start - 80) : person.start].lower()
        window = window[window.rfind("\n") + 1 :]
        words = window[: max(0, window.rfind(f"{article} "))].split()
        if not words:
            return False
        if words[-1] in PREPOSITIONS:
            return True
        if article in POSSESSIVES:
            verb = person.start - len(window) + window.rfind(f"{article} ")
            subject = self.people_in(verb - REACH, verb)[-1:]
            if subject and not CLAUSE.search(self.text, subject[0].end, verb):
                return True
        if article in NOMINATIVE or not is_cue_word(words[-1]):
            return False
        verb = person.start - len(window) + window.rfind(words[-1])
        subject = self.people_in(verb - REACH, verb)[-1:]
        return bool(subject) and not BREAK.search(self.text, subject[0].end, verb)

    def is_asking(self, start: int, end: int) -> bool:
        """Whether the last cue within these offsets asks for an answer."""
        cues = self.cues(start, end)
        return bool(cues) and is_asking(self.text[cues[-1].start : cues[-1].end])

    def starts(self, start: int, end: int) -> list[int]:
        """Where the sentences begin within these offsets, the first at their start."""
        return [start, *(stop.end() for stop in SENTENCE.finditer(self.text, start, end))]

    def subject(self, cue: Cue, start: int, end: int) -> Attribution:
        """Who the cue is about, looking no further than `start` and `end`."""
        before = self.people_in(max(start, cue.start - 3 * REACH), cue.start)
        after = self.people_in(cue.end, min(end, cue.end + REACH))
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
        nominative = self.written(after[0]).lower() in ONLY_NOMINATIVE
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
        return len(between.split()) <= ADJECTIVES + 2 and not re.search(r"[,:;.]", between)

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
    return next((person for person in people if not person.possessive), people[-1])


def _proper(words: str) -> str | None:
    kept = words.split()
    while kept and kept[0].lower() in NO_NAMES:
        kept.pop(0)
    owners = [number for number, word in enumerate(kept) if word.endswith(("'s", "’s"))]
    kept = kept[owners[-1] + 1 :] if owners else kept
    if not kept or any(word.lower() in NO_NAMES for word in kept):
        return None
    return " ".join(kept)
