"""The clauses that an attribution makes reported speech: `that …`, `…, he said`, `laut …`."""

import re
from functools import cache
from typing import NamedTuple

from analysis.parsing.speech.cues import Cue, is_asking, subjunctive
from analysis.parsing.speech.scene import Scene
from analysis.parsing.speech.subjects import Attribution, subject_of
from analysis.parsing.wordlists import any_of, phrase, word_set

MARKS = re.compile(r"[“”„\"«»‘‚‹›]")
TAIL = 6
"""Words of an attribution behind its clause: `, the tired soldier told his mother.`"""

THAT = re.compile(r"(?P<to>(?:\s[^\s,.;:!?]+){0,5}?),?\s(?P<word>that|dass)\s")

COMMA = re.compile(r",\s")
LONGEST = 1500
"""Signs of a sentence that can still be one; each of its cues looks through the whole of it."""

LATER = 8
"""Words at most between the comma and the verb of an attribution behind a clause."""

OPENING = 7
"""Words of a sentence among which its verb stands, mostly the second part of it."""


@cache
def _no_clause() -> re.Pattern[str]:
    return re.compile(any_of(word_set("reported", "no_clause")), re.IGNORECASE)


@cache
def _opens_adverbial() -> re.Pattern[str]:
    """What begins `When his wife asks, …`: the attribution behind it is of what follows."""
    return re.compile(
        rf"\s*(?:{any_of(word_set('reported', 'adverbial'))}|\w+(?:ing|ed))(?!\w)", re.IGNORECASE
    )


@cache
def _asked() -> re.Pattern[str]:
    words = any_of(word_set("reported", "asked"))
    return re.compile(rf"(?P<to>(?:\s[^\s,.;:!?]+){{0,4}}?),?\s(?P<word>{words})\s", re.IGNORECASE)


@cache
def _bare_start() -> re.Pattern[str]:
    return re.compile(rf"\s{any_of(word_set('reported', 'bare_starts'))}\s", re.IGNORECASE)


@cache
def _finite() -> re.Pattern[str]:
    """A finite verb of English, by the commonest ones and the endings of the others."""
    return re.compile(
        r"(?<!\w)(?:is|are|was|were|has|have|had|will|would|can|could|should|may|might|must|do|does|did"
        r"|got|went|came|took|gave|made|saw|lost|left|kept|knew|felt|sent|sold|ate|slept|ran|\w+ed|[a-z]+n['’]t)(?!\w)"
    )


class Clause(NamedTuple):
    start: int
    end: int
    found: Attribution


class ReportedClauses:
    """Finds the reported clause of a sentence by the surest rule that applies."""

    def __init__(self, scene: Scene) -> None:
        self.masked, self.scene = scene.told, scene

    def find(self, start: int, end: int) -> Clause | None:
        """The reported clause of one sentence, by the surest rule that applies."""
        if end - start > LONGEST:
            return None
        cues = [cue for cue in self.scene.cues(start, end) if self._takes_clause(cue)]
        for rule in (
            self._that,
            self._question,
            self._tail,
            self._according,
            self._bare,
            self._dependent,
        ):
            for cue in cues:
                found = rule(cue, start, end)
                if found and (found.found.person or found.found.name):
                    return found
        return None

    def _takes_clause(self, cue: Cue) -> bool:
        """What somebody `speaks of` or `calls` is no clause, and a recording `suggests` its own."""
        return not _no_clause().match(self.masked, cue.start, cue.end)

    def _subject(self, cue: Cue, start: int, end: int) -> Attribution | None:
        """The subject, where it stands before the verb or right behind it."""
        found = subject_of(self.scene, cue, start, end)
        if found.other or (found.person and found.person.start >= end):
            return None
        behind = found.person and found.person.start > cue.start
        if behind and found.person and not self._is_near(cue.end, found.person.end):
            return None
        return found

    def _until(self, start: int, end: int) -> int:
        """Where a clause ends: before `, she added`, or at the end of its sentence."""
        for cue in self.scene.cues(start, end):
            comma = self.masked.rfind(",", start, cue.start)
            if comma > start and len(self.masked[comma : cue.start].split()) <= LATER:
                return comma
        return end

    def _that(self, cue: Cue, start: int, end: int) -> Clause | None:
        """`She told him that …`: nothing but who is spoken to stands between."""
        match = THAT.match(self.masked, cue.end, end) if cue.shape == "verb" else None
        if not match or not self._is_addressee(cue.end, match.end("to")):
            return None
        found = self._subject(cue, start, match.start("word"))
        return Clause(match.end(), self._until(match.end(), end), found) if found else None

    def _is_addressee(self, start: int, end: int) -> bool:
        words = self.masked[start:end].split()
        small = {word.casefold() for word in words} <= word_set("reported", "between")
        return small or bool(self.scene.people_in(start, end))

    def _question(self, cue: Cue, start: int, end: int) -> Clause | None:
        """`The mother asks whether …`."""
        if cue.shape != "verb" or not is_asking(self.masked[cue.start : cue.end]):
            return None
        match = _asked().match(self.masked, cue.end, end)
        if not match or not self._is_addressee(cue.end, match.end("to")):
            return None
        found = self._subject(cue, start, match.start("word")) if cue.start > start + 1 else None
        return Clause(match.start("word"), self._until(match.end(), end), found) if found else None

    def _tail(self, cue: Cue, start: int, end: int) -> Clause | None:
        """`The coats never came, the soldier said.`, `Es fehle an Salz, sagt er.`"""
        comma = self.masked.rfind(",", start, cue.start)
        if comma < 0 or cue.shape != "verb" or MARKS.search(self.masked, start, end):
            return None
        if self.masked[comma:end].count(",") > 1 or not self._is_short_tail(cue, comma, end):
            return None
        found = subject_of(self.scene, cue, comma + 1, end)
        inverted = self.masked[comma + 1 : cue.start].isspace()
        english = self.masked[cue.start : cue.end].casefold() in word_set("reported", "bare_verbs")
        german = subjunctive().search(self.masked, start, comma)
        whole = self._has_verb(start, comma) and not _opens_adverbial().match(self.masked, start)
        if not (german or (whole and (english or not inverted))):
            return None
        far = found.person and not comma < found.person.start
        return None if far or found.other else Clause(start, comma, found)

    def _is_short_tail(self, cue: Cue, comma: int, end: int) -> bool:
        """`, the soldier told his wife.`: nothing more before the verb or behind it."""
        before, after = self.masked[comma + 1 : cue.start], self.masked[cue.end : end]
        stopped = after.rstrip()[-1:] in (".", "!", "?", "]")
        return stopped and len(before.split()) <= LATER // 2 and len(after.split()) <= TAIL

    def _according(self, cue: Cue, start: int, end: int) -> Clause | None:
        """`According to the soldier, …`, `…, so der Soldat.`, `Dem Soldaten zufolge …`."""
        if cue.shape not in ("according", "behind") or MARKS.search(self.masked, start, end):
            return None
        found = subject_of(self.scene, cue, start, end)
        before = self.masked[start : cue.start].rstrip()
        if cue.shape == "according" and before.endswith(","):
            late = len(self.masked[cue.end : end].split()) <= TAIL
            return Clause(start, start + len(before) - 1, found) if late else None
        if cue.shape == "behind":
            early = len(before.split()) <= TAIL and found.person
            return Clause(cue.end, end, found) if early else None
        if before or not found.person:
            return None
        comma = COMMA.search(self.masked, found.person.end, end)
        english = self.masked[cue.start : cue.end].casefold().startswith(("according", "in the"))
        begin = comma.end() if english and comma else found.person.end
        return Clause(begin, end, found) if comma or not english else None

    def _bare(self, cue: Cue, start: int, end: int) -> Clause | None:
        """`The soldier said the coats never came.`"""
        if self.masked[cue.start : cue.end].casefold() not in word_set("reported", "bare_verbs"):
            return None
        found = subject_of(self.scene, cue, start, end)
        subject_end = found.person.end if found.person else cue.start if found.name else end
        people = self.scene.people_in(cue.end, end)
        told = people[0].end if people and self._is_near(cue.end, people[0].end) else cue.end
        needs_addressee = bool(phrase("told").match(self.masked, cue.start))  # not: `told a story`
        for begin in dict.fromkeys((cue.end, told)):
            if needs_addressee and begin == cue.end:
                continue
            if subject_end <= cue.start and _bare_start().match(self.masked, begin, end):
                until = self._until(begin, end)
                return Clause(begin, until, found) if self._has_verb(begin, until) else None
        return None

    def _is_near(self, start: int, end: int) -> bool:
        return len(self.masked[start:end].split()) <= 3 and "," not in self.masked[start:end]

    def _has_verb(self, start: int, end: int) -> bool:
        """A clause and not an object: `said the same to his wife` has no verb of its own."""
        return bool(_finite().search(self.masked, start, end))

    def _dependent(self, cue: Cue, start: int, end: int) -> Clause | None:
        """`Der Soldat sagte, er habe …`."""
        comma = COMMA.search(self.masked, cue.end, end) if cue.shape == "verb" else None
        if not comma or not self._is_near(cue.end, comma.start()):
            return None
        if not subjunctive().search(self.masked, comma.end(), end):
            return None
        return Clause(comma.end(), end, subject_of(self.scene, cue, start, comma.start()))

    def goes_on(self, start: int, end: int) -> bool:
        """A German sentence whose first verb is in the subjunctive goes on with what was said."""
        first = " ".join(self.masked[start:end].split()[:OPENING])
        return bool(subjunctive().search(first)) and not MARKS.search(self.masked, start, end)
