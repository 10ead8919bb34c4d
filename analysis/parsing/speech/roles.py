"""Who is meant: pronouns, names and "the woman" resolved through the parties of the call."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from analysis.parsing.spans import CALLERS, KNOWN_ROLES, PARTNERS, Paragraph, Quote, Span
from analysis.parsing.speech.coreference import (
    CALLING,
    MENTIONS_BACK,
    Coreference,
    are_two_soldiers,
    find_parties,
    is_at_war,
)
from analysis.parsing.speech.nouns import Person, is_counterpart, kin_of_woman, sex_of
from analysis.parsing.speech.people import named_people
from analysis.parsing.speech.quoted_words import addressed
from analysis.parsing.speech.subjects import Attribution, Scene

HIS_SON = re.compile(r"\b(?:his|sein(?:em|en)) (?:\w+ )?(?:son|Sohn)\b")
WOMEN = re.compile(r"women|Frauen", re.I)

ONE_OF = re.compile(
    r"(?:one of them|the other|the one|ein(?:er|e) von ihnen|(?:der|die) (?:eine|andere))$", re.I
)
OFFICE = re.compile(r"(?:[A-Z]{2,}|.*(?:services|forces|authorities|headquarters))$")
OLDER = re.compile(r"\b(?:old(?:er)?|elder|ältere|alte) (?:man|Mann)$", re.I)
SEVERAL = re.compile(r"(?:men|women|s|ere|[^s]en|er)$")
NAMED_BACK = 1500


class Voice(NamedTuple):
    """Who speaks, in what role, by which cue."""

    speaker: str | None
    role: str
    cue: Span | None = None
    gender: str = "n"


UNKNOWN = Voice(None, "unknown")


class Dialogue:
    """What a text says about who talks to whom."""

    def __init__(self, text: str, scene: Scene, paragraphs: Sequence[Paragraph]) -> None:
        self.text, self.scene, self.paragraphs = text, scene, paragraphs
        self.coreference = Coreference(text, scene, paragraphs)
        self.named = named_people(scene.text, scene.people)
        self.kin: dict[int, str | None] = {}
        self.counterparts: dict[str, bool] = {}
        self.at_war = is_at_war(scene.text)
        told = list(filter(self.coreference.is_told, scene.people)) or scene.people
        self.parties = find_parties(scene.text, told)
        self.mentions: dict[str, list[Person]] = defaultdict(list)
        for person in told:
            self.mentions[person.role].append(person)
        self.interlocutors = [
            person
            for person in self.mentions["other"]
            if not person.possessive and not CALLING.match(self.scene.written(person))
        ]
        self.are_soldiers = are_two_soldiers(scene.text)

    def voice(self, found: Attribution, quote: Quote) -> Voice:
        """The attribution of a quotation, with pronoun and name resolved."""
        cue = found.place
        at = found.cue.start if found.cue else quote.start
        if found.person is None:
            return self._of_name(found.name, at, cue)
        person = self._meant(found.person)
        if person.role == "pronoun":
            role = self._by_gender(person, at)
            return Voice(self.scene.written(person), role, cue, person.gender)
        if found.other:
            return self._opposite(person, cue)
        return self.of_person(person, cue)

    def _meant(self, person: Person) -> Person:
        """Whom a pronoun stands for, if the text tells; anybody else stands for themselves."""
        return (self.coreference.antecedent(person) if person.role == "pronoun" else None) or person

    def place(self, found: Attribution | None, speaker: str | None) -> Span | None:
        """Where an attribution names the speaker; missing where the speaker is known otherwise."""
        if not found or not speaker:
            return None
        if found.person:
            person = self._meant(found.person)
            place = Span(person.start, person.end)
        else:
            start = self._place_of(speaker, found.cue.start) if found.cue else -1
            place = Span(max(0, start), start + len(speaker))
        return place if self.text[slice(*place)] == speaker else None

    def _place_of(self, name: str, at: int) -> int:
        return self.scene.text.rfind(name, max(0, at - 90), at + 90)

    def _opposite(self, person: Person, cue: Span | None) -> Voice:
        """Who tells somebody something in the passive: the other party of the call."""
        return (self.opposite(self.of_person(person, None)) or UNKNOWN)._replace(cue=cue)

    def opposite(self, voice: Voice, at: int | None = None) -> Voice | None:
        """Whoever talks with somebody; missing where the text does not say who that is."""
        others = [party for party in self.parties[:2] if party != voice.role]
        if voice.role in self.parties and len(others) == 1:
            return self.party(others[0], at)
        talking = self.interlocutors
        if voice.role == "soldier" and talking:
            return self.of_person(talking[0], None)
        known = voice.role == "unknown" and voice.speaker and talking and self.parties
        return self.party("soldier", at) if known and "soldier" in self.parties else None

    def party(self, role: str, at: int | None) -> Voice:
        """A party of the call as it was called last."""
        named = self.mentions[role]
        if not named:
            return Voice(None, role)
        place = bisect_left(named, (at,)) if at is not None else 0
        return self.of_person(named[max(0, place - 1)], None)._replace(role=role)

    def by_address(self, voice: Voice, quote: Quote) -> Voice:
        """Who calls somebody mum is not the mother: the other one, where that is all we know."""
        called = addressed(self.text[quote.start : quote.end])
        outside = voice.role not in CALLERS and called in ("mother", "father")
        if outside and "soldier" in self.parties:
            return self.party("soldier", quote.start)._replace(cue=voice.cue)
        if not called or voice.role not in CALLERS:
            return voice
        if called == "soldier":
            other = self.opposite(voice, quote.start) if voice.role == "soldier" else None
            return other or voice
        wrong = voice.role in ("mother", "wife") if called == "mother" else voice.role == "relative"
        wrong = wrong and "soldier" in self.parties
        return self.party("soldier", quote.start) if wrong else voice

    def of_person(self, person: Person, cue: Span | None) -> Voice:
        written = self.scene.written(person)
        return Voice(written, self.role_of(person), cue, person.gender)

    def role_of(self, person: Person) -> str:
        """One of `spans.ROLES` for somebody mentioned."""
        written = self.scene.written(person)
        known = self.named.get(written)
        if known and known.role in KNOWN_ROLES:
            return known.role
        known = known or self.named.get(person.name or "")
        if known and known.role in (*KNOWN_ROLES, "unknown") and person.role not in KNOWN_ROLES:
            return known.role
        if (
            person.role in ("relative", "comrade")
            and "soldier" in self.parties
            and self._is_counterpart(written)
        ):
            return "soldier"
        if person.role in KNOWN_ROLES:
            return person.role
        if person.name and not known:
            return "unknown"
        if person.role == "woman":
            return self._woman(person.start)
        if person.role == "man":
            return self._father(person) or self._elder(person) or self._man()
        if person.role == "other":
            return self._one_of(person) or self._other_party(written, person.start)
        return "unknown"

    def _is_counterpart(self, noun: str) -> bool:
        if noun not in self.counterparts:
            self.counterparts[noun] = is_counterpart(self.scene.text, noun)
        return self.counterparts[noun]

    def _of_name(self, name: str | None, at: int, cue: Span | None) -> Voice:
        if not name:
            alone = len(self.parties) == 1
            return Voice(None, self.parties[0] if alone else "unknown", cue)
        known = self.named.get(name) or self.named.get(name.split()[-1])
        if known:
            return Voice(name, self.role_of(known), cue, known.gender)
        gender = sex_of(name.split()[0])
        place = self._place_of(name, at)
        owners = self.scene.people_in(max(0, place - 20), max(0, place))
        owner = owners[-1] if owners and place - owners[-1].end <= 3 else None
        if owner and owner.role in ("journalist", "official"):
            return Voice(name, owner.role, cue, gender or "n")
        if gender and len(name.split()) == 1:
            role = self._man() if gender == "m" else self._woman(at)
            return Voice(name, role, cue, gender)
        return Voice(name, "unknown", cue, gender or "n")

    def _woman(self, at: int) -> str:
        """Who she is: by whom she talks to, by the woman named last, by the call's parties."""
        number = self.coreference.paragraph_of(at)
        role = self._kin_in(number) or self._named_before(at)
        if role:
            return role
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
            self.kin[number] = kin_of_woman(self.scene.text, paragraph.start, paragraph.end)
        return self.kin[number]

    def _father(self, person: Person) -> str | None:
        """A man who talks to his son, where no soldier is named beside him."""
        paragraph = self.paragraphs[self.coreference.paragraph_of(person.start)]
        start = max(paragraph.start, person.start - NAMED_BACK)
        end = min(paragraph.end, person.end + NAMED_BACK)
        named = {p.role for p in self.scene.people_in(start, person.start)}
        his_son = HIS_SON.search(self.scene.text, start, end)
        return "relative" if his_son and "soldier" not in named else None

    def _elder(self, person: Person) -> str | None:
        """The older man of two is the father or uncle, if there is one."""
        older = OLDER.search(self.text, max(0, person.start - 16), person.end)
        return "relative" if older and "relative" in self.parties else None

    def _named_before(self, at: int) -> str | None:
        earlier = self.scene.people_in(max(0, at - NAMED_BACK), at)[-MENTIONS_BACK:]
        women = [person.role for person in reversed(earlier) if person.gender == "f"]
        return next((role for role in women if role in PARTNERS), None)

    def _man(self) -> str:
        return "soldier" if self.parties or self.at_war else "unknown"

    def _by_gender(self, person: Person, at: int) -> str:
        if person.gender == "n":
            return "unknown"
        return self._woman(at) if person.gender == "f" else self._man()

    def _one_of(self, person: Person) -> str | None:
        """`One of them` and `der andere` are of the several who were mentioned last."""
        if not ONE_OF.match(self.scene.written(person)):
            return None
        earlier = self.scene.people_in(max(0, person.start - NAMED_BACK), person.start)
        several = [
            p
            for p in earlier
            if SEVERAL.search(self.scene.written(p)) and not OFFICE.match(self.scene.written(p))
        ]
        if not several:
            return self.parties[0] if self.parties else None
        if WOMEN.match(self.scene.written(several[-1])):
            return self._woman(person.start)
        return self.role_of(several[-1])

    def _other_party(self, written: str, at: int) -> str:
        """Whom the soldier talks to is the other party, if there is one; a voice may be his."""
        others = [role for role in self.parties if role != "soldier"]
        calling = bool(CALLING.match(written))
        if calling or not others:
            return "soldier" if self.parties and (calling or self.are_soldiers) else "unknown"
        start = self.paragraphs[self.coreference.paragraph_of(at)].start
        near = [p.role for p in self.scene.people_in(start, at) if p.role in others]
        return near[-1] if near else others[0]
