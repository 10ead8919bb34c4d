"""Who is meant: pronouns, names and "the woman" resolved through the parties of the call."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from analysis.parsing.spans import Paragraph, Quote, Span
from analysis.parsing.speech.people import Person, named_people, sex_of
from analysis.parsing.speech.subjects import Attribution, Scene

CALLERS = ("soldier", "mother", "wife", "relative", "comrade")
KIN_OF_WOMAN = {
    "mother": re.compile(
        r"\b(?:her|ihre[mnr]?|su|son) (?:\w+ )?(?:sons?|Sohn|boys?|Jungen?|hijo|fils)\b", re.I
    ),
    "wife": re.compile(
        r"\b(?:her|ihre[mnr]?|su|son) (?:\w+ )?(?:husband|Mann|Ehemann|marido|mari)\b"
        r"|\bseine[rn]? (?:\w+ )?Frau\b",
        re.I,
    ),
}
"""Whom a woman talks to says who she is."""

WAR = re.compile(
    r"\b(?:front|army|military|brigades?|battalions?|regiments?|intercept\w*|occup\w+|call|Armee|Truppen?"
    r"|Telefonat\w*|abgehört\w*|Gespräch\w*|фронт\w*|армия|перехв\w+|перехоп\w+)\b",
    re.IGNORECASE,
)
"""Where these stand, a man who speaks and is not called anything else is the soldier."""

PLAIN = ("soldier", "mother", "wife", "relative", "comrade", "official", "politician", "journalist")
THIS_ONE = ("der", "die", "dieser", "diese", "celui-ci", "celle-ci")
"""Said of whoever was mentioned last, addressee or not."""

MENTIONS_BACK = 25
"""An antecedent farther back than so many mentions is a guess."""


class Voice(NamedTuple):
    """Who speaks, in what role, by which cue."""

    speaker: str | None
    role: str
    cue: Span | None = None
    gender: str = "n"


class Dialogue:
    """What a text says about who talks to whom."""

    def __init__(self, text: str, scene: Scene, paragraphs: Sequence[Paragraph]) -> None:
        self.text, self.scene, self.paragraphs = text, scene, paragraphs
        self.named = named_people(scene.text, scene.people)
        self.kin: dict[int, str | None] = {}
        self.starts = [paragraph.start for paragraph in paragraphs]
        self.at_war = bool(WAR.search(scene.text))
        counts = Counter(person.role for person in scene.people if person.role in CALLERS)
        self.parties = [role for role, _ in counts.most_common()]

    def voice(self, found: Attribution, quote: Quote) -> Voice:
        """The attribution of a quotation, with pronoun and name resolved."""
        cue = Span(found.cue.start, found.cue.end) if found.cue else None
        at = found.cue.start if found.cue else quote.start
        if found.person is None:
            return self._of_name(found.name, at, cue)
        person = found.person
        if person.role == "pronoun":
            antecedent = self.antecedent(person)
            if antecedent is None:
                return Voice(self._written(person), self._by_gender(person, at), cue, person.gender)
            person = antecedent
        if found.other:
            return self._opposite(person, cue)
        return self.of_person(person, cue)

    def _opposite(self, person: Person, cue: Span | None) -> Voice:
        """Who tells somebody something in the passive: the other party of the call."""
        role = self.role_of(person)
        others = [party for party in self.parties[:2] if party != role]
        known = len(others) == 1 and role in self.parties
        return Voice(others[0], others[0], cue) if known else Voice(None, "unknown", cue)

    def _written(self, person: Person) -> str:
        return self.text[person.start : person.end]

    def of_person(self, person: Person, cue: Span | None) -> Voice:
        written = self._written(person)
        return Voice(written, self.role_of(person), cue, person.gender)

    def role_of(self, person: Person) -> str:
        """One of `spans.ROLES` for somebody mentioned."""
        written = self._written(person)
        known = self.named.get(written)
        if known and known.role in PLAIN:
            return known.role
        if person.role in PLAIN:
            return person.role
        if person.role == "woman":
            return self._woman(person.start)
        if person.role == "man":
            return self._man()
        if person.role == "other":
            return self._other_party(person)
        return "unknown"

    def _of_name(self, name: str | None, at: int, cue: Span | None) -> Voice:
        if not name:
            alone = len(self.parties) == 1
            return Voice(None, self.parties[0] if alone else "unknown", cue)
        known = self.named.get(name) or self.named.get(name.split()[-1])
        if known:
            return Voice(name, self.role_of(known), cue, known.gender)
        gender = sex_of(name.split()[0])
        place = self.scene.text.rfind(name, max(0, at - 90), at + 90)
        owners = self.scene.people_in(max(0, place - 20), max(0, place))
        owner = owners[-1] if owners and place - owners[-1].end <= 3 else None
        if owner and owner.role in ("journalist", "official"):
            return Voice(name, owner.role, cue, gender or "n")
        if gender and len(name.split()) == 1:
            role = self._man() if gender == "m" else self._woman(at)
            return Voice(name, role, cue, gender)
        return Voice(name, "unknown", cue, gender or "n")

    def _woman(self, at: int) -> str:
        number = self._paragraph_of(at)
        for step in (0, 1, 2, 3):
            for near in {number - step, number + step} if step < 2 else {number - step}:
                if 0 <= near < len(self.paragraphs):
                    role = self._kin_in(near)
                    if role:
                        return role
        female = [role for role in self.parties if role in ("mother", "wife")]
        return female[0] if female else "unknown"

    def _kin_in(self, number: int) -> str | None:
        if number not in self.kin:
            paragraph = self.paragraphs[number]
            part = self.scene.text[paragraph.start : paragraph.end]
            named = [role for role, pattern in KIN_OF_WOMAN.items() if pattern.search(part)]
            self.kin[number] = named[0] if named else None
        return self.kin[number]

    def _man(self) -> str:
        return "soldier" if self.parties or self.at_war else "unknown"

    def _by_gender(self, person: Person, at: int) -> str:
        return (
            self._woman(at)
            if person.gender == "f"
            else self._man()
            if person.gender == "m"
            else "unknown"
        )

    def _other_party(self, person: Person) -> str:
        """The person spoken to is whom the soldier calls; a caller at the front the soldier."""
        others = [role for role in self.parties if role != "soldier"]
        if not others:
            return "soldier" if self.parties else "unknown"
        return others[0]

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
        callers = [p for p in subjects if p.role in CALLERS or p.role in ("man", "woman", "other")]
        nearest = self._paragraph_of(pronoun.start)
        here = [p for p in subjects if p.start >= self.paragraphs[nearest].start]
        for some in (here, callers, subjects, fitting):
            if some:
                return some[0]
        return None

    def _agrees(self, person: Person, pronoun: Person) -> bool:
        if pronoun.gender == "n":
            return person.role in ("official", "journalist") and person.gender == "n"
        if person.gender != "n":
            return person.gender == pronoun.gender
        return person.role in ("other", "comrade", "unknown", "politician") or (
            person.role in ("official", "journalist") and self._is_human(person)
        )

    def _is_human(self, person: Person) -> bool:
        return bool(re.search(r"(?:er|or|ist|son|ial|ent|host)s?$", self._written(person), re.I))
