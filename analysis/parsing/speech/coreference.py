"""Who is meant: the parties of the calls, and whom a pronoun stands for."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

from analysis.parsing.spans import CALLERS, OUTSIDERS, Paragraph
from analysis.parsing.speech.nouns import Person, kin_of_woman
from analysis.parsing.speech.subjects import REACH, Scene

CALLING = re.compile(r"(?:voices?|speakers?|Stimmen?|callers?|recipients?)$", re.I)

PLURAL = re.compile(r"^(?!.*[A-Z]).*(?:[^s’']s|men)$")
"""English plurals: neither he nor she."""

THIS_ONE = ("der", "die", "dieser", "diese", "celui-ci", "celle-ci")
"""Said of whoever was mentioned last, addressee or not."""

SENTENCE_START = re.compile(r"(?:^|[.!?:”»“]\s|\n)(?:The|His|Der|Die|Sein) (?:\w+ )?$")
TURNS = re.compile(r"(?:but|and|while|aber|doch|und|während) (?:he|er)\b", re.I)
APPOSITION = re.compile(
    r"(?: \(\d\d\))?, (?:who|whose|an?|the|der|die|dessen|deren|[A-Z]\w+(?:in|or|er))\b"
)
INTRODUCED = (*OUTSIDERS, "unknown")
GERMAN_PLURAL = re.compile(r"[A-ZÄÖÜ]\w+(?:isten|aten|innen|leute|männer|frauen)$")
OBLIQUE = re.compile(r"(?<!\w)(?:de[mns]|(?:[mds]?ein|ihr)e[mns]) (?:\w+ )?$", re.I)
"""Before a German noun in -en they say that it is one man all the same: den Soldaten."""

SECTION = re.compile(r"\+\+\+|\d{1,2}[.:]\d\d(?: (?:Uhr|GMT|BST|CET|EST|EDT|ET|Kyiv time))?\s*$")
"""Paragraphs that begin another report of a ticker."""

MENTIONS_BACK = 25
"""An antecedent farther back than so many mentions is a guess."""


class Coreference:
    """Finds whom a pronoun stands for, and which part of a text tells of somebody."""

    def __init__(self, text: str, scene: Scene, paragraphs: Sequence[Paragraph]) -> None:
        self.text, self.scene, self.paragraphs = text, scene, paragraphs
        self.starts = [paragraph.start for paragraph in paragraphs]
        self.sections = [
            paragraph.start
            for paragraph in paragraphs
            if SECTION.match(text, paragraph.start, paragraph.end)
        ]

    def paragraph_of(self, at: int) -> int:
        """The number of the paragraph that holds a place."""
        return max(0, bisect_right(self.starts, at) - 1)

    def is_told(self, person: Person) -> bool:
        """Whether somebody belongs to the report; a teaser tells another one."""
        paragraph = self.paragraphs[self.paragraph_of(person.start)]
        return paragraph.kind not in ("furniture", "caption")

    def section_start(self, at: int) -> int:
        """Where the report of a ticker begins that holds an offset; else where the text does."""
        place = bisect_right(self.sections, at) - 1
        return self.sections[place] if place >= 0 else 0

    def antecedent(self, pronoun: Person) -> Person | None:
        """Whom a pronoun means: the nearest subject before it that it agrees with, or object."""
        start = max(self.section_start(pronoun.start), pronoun.start - 1500)
        earlier = self.scene.people_in(start, pronoun.start)[-MENTIONS_BACK:]
        earlier = [p for p in earlier if p.role != "pronoun" and self.is_told(p)]
        fitting = [person for person in reversed(earlier) if self._agrees(person, pronoun)]
        if self.scene.written(pronoun).lower() in THIS_ONE:
            return fitting[0] if fitting else None
        subjects = [person for person in fitting if not self.scene.is_object(person)]
        main = [person for person in subjects if not self.scene.is_subordinate(person)]
        subjects = main or subjects
        callers = [p for p in subjects if p.role in CALLERS or p.role in ("man", "woman", "other")]
        nearest = self.paragraph_of(pronoun.start)
        here = [p for p in subjects if p.start >= self.paragraphs[nearest].start]
        talking = [p for p in fitting if p.role in CALLERS]
        groups = (here, callers, subjects, talking)
        same = [[p for p in some if p.gender == pronoun.gender] for some in groups]
        beside = [p for p in fitting if p.start >= self.paragraphs[nearest].start]
        if not here and not beside and subjects and self._is_introduced(subjects[0]):
            return subjects[0]
        if not here and not beside and callers and self._begins(callers[0], pronoun.start):
            return callers[0]
        for some in (here, beside, *same, callers, subjects, fitting):
            if some:
                return some[0]
        return None

    def _is_introduced(self, person: Person) -> bool:
        """Whether somebody outside the call is named in full: who speaks next is this one."""
        told = person.role != "unknown" or person.gender != "n"
        told = told or bool(APPOSITION.match(self.text, person.end))
        return person.role in INTRODUCED and bool(person.name) and told

    def _begins(self, person: Person, until: int) -> bool:
        """Whether the sentence before is about the friend of the call: The friend breathes out."""
        if person.role != "comrade" or TURNS.search(self.scene.text, person.end, until):
            return False
        before = self.text[max(0, person.start - REACH) : person.start]
        return bool(SENTENCE_START.search(before))

    def _agrees(self, person: Person, pronoun: Person) -> bool:
        singular = self.scene.written(pronoun).lower() in ("he", "she")
        if singular and PLURAL.search(self.scene.written(person)):
            return False
        if GERMAN_PLURAL.match(self.scene.written(person)) and not OBLIQUE.search(
            self.text, max(0, person.start - 24), person.start
        ):
            return False
        if pronoun.gender == "n":
            voice = person.role == "other" and CALLING.match(self.scene.written(person))
            return (person.role in ("official", "journalist") and person.gender == "n") or bool(
                voice
            )
        if person.gender != "n":
            return person.gender == pronoun.gender
        return person.role in ("other", "comrade", "unknown", "politician") or (
            person.role in ("official", "journalist") and self._is_human(person)
        )

    def _is_human(self, person: Person) -> bool:
        return bool(person.name) or bool(
            re.search(r"(?:er|or|ist|son|ial|ent|host)s?$", self.scene.written(person), re.I)
        )


WAR = re.compile(
    r"\b(?:front|army|military|brigades?|battalions?|regiments?|intercept\w*|occup\w+|call|Armee|Truppen?"
    r"|Telefonat\w*|abgehört\w*|Gespräch\w*|фронт\w*|армия|перехв\w+|перехоп\w+)\b",
    re.IGNORECASE,
)
"""Where these stand, a man who speaks and is not called anything else is the soldier."""

TWO_SOLDIERS = re.compile(
    r"\b(?:two|both|zwei|beiden?) (?:\w+ ){0,3}"
    r"(?:soldiers|servicemen|occupiers|fighters|recruits|Soldaten)\b"
    r"|\b(?:fellow|another|other) (?:\w+ )?(?:soldier|serviceman|occupier|fighter)\b",
    re.IGNORECASE,
)


def find_parties(text: str, people: Iterable[Person]) -> list[str]:
    """The roles of those who may talk, the one mentioned most first."""
    counts = Counter(person.role for person in people if person.role in CALLERS)
    parties = [role for role, _ in counts.most_common()]
    woman = kin_of_woman(text) if parties == ["soldier"] else None
    return [*parties, woman] if woman else parties


def is_at_war(text: str) -> bool:
    """Whether a text is about a war, so that a man of whom no more is said is a soldier."""
    return bool(WAR.search(text))


def are_two_soldiers(text: str) -> bool:
    """Whether a text tells of two soldiers who talk with each other."""
    return bool(TWO_SOLDIERS.search(text))
