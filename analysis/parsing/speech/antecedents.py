"""Whom a pronoun means: of those mentioned before it, the one that fits."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from analysis.parsing.spans import Paragraph
from analysis.parsing.speech.nouns import Person
from analysis.parsing.speech.subjects import Scene

CALLERS = ("soldier", "mother", "wife", "relative", "comrade")

CALLING = re.compile(r"(?:voices?|speakers?|Stimmen?|callers?|recipients?)$", re.I)

PLURAL = re.compile(r"^(?!.*[A-Z]).*(?:[^s’']s|men)$")
"""English plurals: neither he nor she."""

THIS_ONE = ("der", "die", "dieser", "diese", "celui-ci", "celle-ci")
"""Said of whoever was mentioned last, addressee or not."""

MENTIONS_BACK = 25
"""An antecedent farther back than so many mentions is a guess."""


class Antecedents:
    """Finds whom a pronoun stands for."""

    def __init__(self, text: str, scene: Scene, paragraphs: Sequence[Paragraph]) -> None:
        self.text, self.scene, self.paragraphs = text, scene, paragraphs
        self.starts = [paragraph.start for paragraph in paragraphs]

    def _written(self, person: Person) -> str:
        return self.text[person.start : person.end]

    def _paragraph_of(self, at: int) -> int:
        return max(0, bisect_right(self.starts, at) - 1)

    def antecedent(self, pronoun: Person) -> Person | None:
        """Whom a pronoun means: the nearest subject before it that it agrees with, or object."""
        earlier = self.scene.people_in(max(0, pronoun.start - 1500), pronoun.start)
        earlier = [person for person in earlier[-MENTIONS_BACK:] if person.role != "pronoun"]
        fitting = [person for person in reversed(earlier) if self._agrees(person, pronoun)]
        if self._written(pronoun).lower() in THIS_ONE:
            return fitting[0] if fitting else None
        subjects = [person for person in fitting if not self.scene.is_object(person)]
        main = [person for person in subjects if not self.scene.is_subordinate(person)]
        subjects = main or subjects
        callers = [p for p in subjects if p.role in CALLERS or p.role in ("man", "woman", "other")]
        nearest = self._paragraph_of(pronoun.start)
        here = [p for p in subjects if p.start >= self.paragraphs[nearest].start]
        talking = [p for p in fitting if p.role in CALLERS]
        groups = (here, callers, subjects, talking)
        same = [[p for p in some if p.gender == pronoun.gender] for some in groups]
        beside = [p for p in fitting if p.start >= self.paragraphs[nearest].start]
        for some in (here, beside, *same, callers, subjects, fitting):
            if some:
                return some[0]
        return None

    def _agrees(self, person: Person, pronoun: Person) -> bool:
        singular = self._written(pronoun).lower() in ("he", "she")
        if singular and PLURAL.search(self._written(person)):
            return False
        if pronoun.gender == "n":
            voice = person.role == "other" and CALLING.match(self._written(person))
            return (person.role in ("official", "journalist") and person.gender == "n") or bool(
                voice
            )
        if person.gender != "n":
            return person.gender == pronoun.gender
        return person.role in ("other", "comrade", "unknown", "politician") or (
            person.role in ("official", "journalist") and self._is_human(person)
        )

    def _is_human(self, person: Person) -> bool:
        return bool(re.search(r"(?:er|or|ist|son|ial|ent|host)s?$", self._written(person), re.I))
