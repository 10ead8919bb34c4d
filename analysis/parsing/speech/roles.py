"""Who is meant: pronouns, names and "the woman" resolved through the parties of the call."""

import re
from bisect import bisect_left
from typing import NamedTuple

from analysis.parsing.spans import CALLERS, KNOWN_ROLES, OUTSIDERS, PARTNERS, Quote, Span
from analysis.parsing.speech.coreference import cast_of
from analysis.parsing.speech.people import Person, addressed
from analysis.parsing.speech.referring import Mention
from analysis.parsing.speech.scene import Scene
from analysis.parsing.speech.subjects import (
    Attribution,
    is_object,
)
from analysis.parsing.wordlists import is_listed, phrase

MENTIONS_BACK = 25
"""An antecedent farther back than so many mentions is a guess."""

NAMED_BACK = 1500
"""Signs around a cue in which the name of its subject stands."""

NEAR = (-1, 1, -2, -3)
"""Paragraphs beside one in which it may stand whom a woman talks to, the nearest first."""

WOMEN = ("mother", "wife")
FAMILY = (*WOMEN, "relative")
PLAIN = 2
"""Words of `a spokeswoman`; a treasury spokeswoman says for whom she speaks."""

FEW = ("man", "woman", "other")
"""Words that could mean any caller."""


BESIDE = 80
"""Signs between a name and what else somebody is called, where both are told together."""

APART = re.compile(r"[.!?]\s")
"""What stands between two sentences."""

EITHER = "c"
"""The gender of a verb that needs no pronoun and does not tell him from her."""


class Voice(NamedTuple):
    """Who speaks, in what role, by which cue."""

    speaker: str | None
    role: str
    cue: Span | None = None
    gender: str = "n"

    @property
    def who(self) -> str:
        """Who speaks: a role, however it is called, or a name of whom none is known."""
        return self.role if self.role != "unknown" else self.speaker or ""


UNKNOWN = Voice(None, "unknown")


def antecedent(scene: Scene, pronoun: Person) -> Person | None:
    """Whom a pronoun means: the most salient of all, else a party of the call."""
    return cast_of(scene).antecedent(pronoun) or _of_parties(scene, pronoun)


def _of_parties(scene: Scene, pronoun: Person) -> Person | None:
    """Whom a pronoun means: the nearest subject before it that it agrees with, or object."""
    start = max(scene.section_start(pronoun.start), pronoun.start - NAMED_BACK)
    earlier = scene.people_in(start, pronoun.start)[-MENTIONS_BACK:]
    earlier = [p for p in earlier if p.role != "pronoun" and scene.is_told(p)]
    fitting = [person for person in reversed(earlier) if _agrees(scene, person, pronoun)]
    subjects = [person for person in fitting if not is_object(scene, person)]
    begin = scene.paragraphs[scene.number_at(pronoun.start)].start
    here, beside = ([p for p in some if p.start >= begin] for some in (subjects, fitting))
    same = [person for person in subjects if person.gender == pronoun.gender]
    ranked = (here, beside, same, subjects, fitting)
    return next((some[0] for some in ranked if some), None)


def _agrees(scene: Scene, person: Person, pronoun: Person) -> bool:
    """Whether somebody can be he, she or it."""
    written = scene.written(person)
    if person.gender != "n":
        return pronoun.gender in (person.gender, EITHER)
    if person.role in ("official", "journalist"):
        return bool(person.name) or bool(phrase("human", r"<>$").search(written))
    return person.role in ("other", "comrade", "unknown", "politician")


def meant(scene: Scene, person: Person) -> Person:
    """Whom a pronoun stands for, if the text tells; anybody else stands for themselves."""
    return (antecedent(scene, person) if person.role == "pronoun" else None) or person


def voice_of(scene: Scene, found: Attribution, at: int) -> Voice:
    """The attribution of what is said at a place, with pronoun and name resolved."""
    cue = found.place
    at = cue.start if cue else at
    if found.person is None:
        alone = len(scene.parties) == 1 and not found.nobody
        return Voice(None, scene.parties[0] if alone else "unknown", cue)
    person = meant(scene, found.person)
    if cue == (person.start, person.end):  # a verb without a pronoun, and nobody whom it can mean
        return Voice(None, "unknown", cue)
    voice = of_person(scene, person, cue)
    if found.other:
        return (opposite(scene, voice) or UNKNOWN)._replace(cue=cue)
    return voice


def place_of(scene: Scene, found: Attribution | None, speaker: str | None) -> Span | None:
    """Where an attribution names the speaker; missing where the speaker is known otherwise."""
    if not found or not speaker or not found.person:
        return None
    person = meant(scene, found.person)
    start = scene.told.find(speaker, person.start, person.end)
    return Span(start, start + len(speaker)) if start >= 0 else None


def of_person(scene: Scene, person: Person, cue: Span | None = None) -> Voice:
    """The voice of somebody mentioned."""
    return Voice(name_of(scene, person), role_of(scene, person), cue, person.gender)


def of_mention(scene: Scene, mention: Mention) -> Voice:
    """The voice of whoever is mentioned there."""
    person = next((p for p in scene.people_at(*mention[:2]) if p.role != "pronoun"), None)
    return of_person(scene, person or Person(*mention[:2], "unknown", mention.gender, False))


def name_of(scene: Scene, person: Person) -> str:
    """The fullest name that the text has for somebody, or the words of the mention."""
    somebody = cast_of(scene).of(person.start, person.end)
    written = scene.written(person)
    other = somebody and len(somebody.called) > 1 and not (scene.is_call and somebody.human)
    known = somebody and (somebody.named or other)
    spokesman = is_listed("spokesmen", written)
    whole = spokesman and somebody and len(somebody.name.split()) > PLAIN
    return somebody.name if somebody and (known or whole) else written


def opposite(scene: Scene, voice: Voice, at: int | None = None) -> Voice | None:
    """Whoever talks with somebody; missing where the text does not say who that is."""
    others = [party for party in scene.parties[:2] if party != voice.role]
    known = voice.role in scene.parties and len(others) == 1
    return party(scene, others[0], at) if known else None


def party(scene: Scene, role: str, at: int | None) -> Voice:
    """A party of the call as it was called last."""
    named = scene.mentions[role]
    if not named:
        return Voice(None, role)
    place = bisect_left(named, (at,)) if at is not None else 0
    return of_person(scene, named[max(0, place - 1)])._replace(role=role)


def by_address(scene: Scene, voice: Voice, quote: Quote) -> Voice:
    """Who calls somebody mum is not the mother: the other one, where that is all we know."""
    called = addressed(scene.text[quote.start : quote.end])
    soldier = "soldier" in scene.parties
    if called == "soldier":
        other = opposite(scene, voice, quote.start) if voice.role == "soldier" else None
        return other or voice
    if not called or not soldier:
        return voice
    if voice.role not in CALLERS:
        return party(scene, "soldier", quote.start)._replace(cue=voice.cue)
    wrong = WOMEN if called == "mother" else ("relative",)
    return party(scene, "soldier", quote.start) if voice.role in wrong else voice


def role_of(scene: Scene, person: Person) -> str:
    """One of `spans.ROLES` for somebody mentioned; callers are only where soldiers are told of."""
    role = _role_of(scene, person)
    if role == "unknown" and is_listed("authorities", scene.written(person)):
        return "official"
    if scene.is_of_soldiers or role not in CALLERS:
        return role
    kin = role in FAMILY or phrase("kinsmen").search(scene.written(person))
    return "relative" if kin and person.role not in FEW else "unknown"


def _role_of(scene: Scene, person: Person) -> str:
    written = scene.written(person)
    known = _known(scene, person)
    if known and known.role in (*KNOWN_ROLES, "unknown") and person.role not in KNOWN_ROLES:
        return known.role
    relative = person.role in ("relative", "comrade") and "soldier" in scene.parties
    if relative and scene.is_counterpart(written):
        return "soldier"
    if person.role in KNOWN_ROLES:
        return person.role
    if known and person.role == "unknown" and known.role != "unknown":
        return _role_of(scene, known)
    if person.name and not known:
        return _by_title(scene, person.name)
    if person.role == "woman":
        return _woman(scene, person.start)
    if person.role == "man":
        return _father(scene, person) or _man(scene)
    if person.role == "other":
        return _one_of(scene, person) or _other_party(scene, person)
    return "unknown"


def _by_title(scene: Scene, name: str) -> str:
    """What somebody is called where the name stands in full: Colonel Ada Moore."""
    titled = (r for r in OUTSIDERS if any(each.name == name for each in scene.mentions[r]))
    return next(titled, "unknown")


def _known(scene: Scene, person: Person) -> Person | None:
    """By what else somebody is called beside the name: the son, Rurik."""
    somebody = cast_of(scene).of(person.start, person.end)
    mentions = somebody.mentions if somebody else []
    names = [each for each in mentions if each.kind == "name"] or mentions
    called = (
        each
        for mention in mentions
        if mention.kind != "pronoun" and any(_is_beside(scene, mention, name) for name in names)
        for each in scene.people_at(*mention[:2])
        if each.role in KNOWN_ROLES or (not each.name and each.role != "other")
        if each.role != "man" or mention < names[0]  # not: Ada Moore, a fellow
    )
    return next(called, None)


def _is_beside(scene: Scene, one: Mention, other: Mention) -> bool:
    first, last = sorted([one[:2], other[:2]])
    return last[0] - first[0] < BESIDE and not APART.search(scene.told, first[1], last[0])


def _woman(scene: Scene, at: int) -> str:
    """Who she is: by whom she talks to, by the woman named last, by the call's parties."""
    number = scene.number_at(at)
    earlier = scene.people_in(max(0, at - NAMED_BACK), at)[-MENTIONS_BACK:]
    women = (person.role for person in reversed(earlier) if person.gender == "f")
    told = (
        scene.kin.get(number),
        next((role for role in women if role in PARTNERS), None),
        *(scene.kin.get(number + step) for step in NEAR),
        *(role for role in scene.parties if role in WOMEN),
    )
    return next((role for role in told if role), "unknown")


def _man(scene: Scene) -> str:
    return "soldier" if scene.parties or scene.at_war else "unknown"


def _father(scene: Scene, person: Person) -> str | None:
    """A man who talks to his son, where no soldier is named beside him; the older of two."""
    paragraph = scene.paragraphs[scene.number_at(person.start)]
    start = max(paragraph.start, person.start - NAMED_BACK)
    end = min(paragraph.end, person.end + NAMED_BACK)
    named = {each.role for each in scene.people_in(start, person.start)}
    if phrase("his_son").search(scene.told, start, end) and "soldier" not in named:
        return "relative"
    older = phrase("older", r"(?<!\w)<>$").search(scene.text, max(0, person.start - 16), person.end)
    return "relative" if older and "relative" in scene.parties else None


def _one_of(scene: Scene, person: Person) -> str | None:
    """`One of them` and `der andere` are of the several who were mentioned last."""
    if not is_listed("one_of", scene.written(person)):
        return None
    earlier = scene.people_in(max(0, person.start - NAMED_BACK), person.start)
    for each in reversed(earlier):
        written = scene.written(each)
        several = phrase("several", r"<>$").search(written)
        if several and not phrase("offices", "<>$").match(written):
            women = phrase("women").match(written)
            return _woman(scene, person.start) if women else _role_of(scene, each)
    return scene.parties[0] if scene.parties else None


def _other_party(scene: Scene, person: Person) -> str:
    """Whom the soldier talks to is the other party, if there is one; a voice may be his."""
    others = [role for role in scene.parties if role != "soldier"]
    calling = scene.is_voice(person)
    if calling or not others:
        soldier = scene.parties and (calling or scene.are_two_soldiers)
        return "soldier" if soldier else "unknown"
    start = scene.paragraphs[scene.number_at(person.start)].start
    near = [p.role for p in scene.people_in(start, person.start) if p.role in others]
    return near[-1] if near else others[0]
