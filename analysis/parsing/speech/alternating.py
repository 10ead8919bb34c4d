"""Paragraphs that are nothing but speech: two who talk take turns in them."""

from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import NamedTuple

from analysis.parsing.sentences import SENTENCE
from analysis.parsing.spans import CALLERS
from analysis.parsing.speech.attributions import attribution_of
from analysis.parsing.speech.mentions import SKIPPED, Voices, mentioned
from analysis.parsing.speech.people import addressed
from analysis.parsing.speech.roles import Voice, opposite, party
from analysis.parsing.speech.scene import BACK, Scene
from analysis.parsing.speech.turns import CALLED

EDGE = 3
"""Marks and blanks between the end of a paragraph and its speech."""

LEAST = 2
NEXT = 2
"""Quotations beside a run whose speaker can be the other one in it."""


class _Line(NamedTuple):
    """A quotation that a paragraph begins or ends with, and whether it is all that stands there.

    What somebody is told to ask behind it is a line without a quotation.
    """

    number: int | None
    bare: bool = False


def by_alternation(scene: Scene, voices: Voices) -> list[Voice | None]:
    """The voices with those of each run of bare paragraphs set by what is sure within it."""
    settled = list(voices)
    for run in _runs(scene):
        told = _told(scene, voices, run)
        callers = scene.parties and all(voice.role in CALLERS for _, voice in told)
        found = list(_of_call(scene, settled, run)) if callers else []
        for number, voice in found or _of_exchange(scene, settled, run, told):
            settled[number] = voice
    return settled


def _told(scene: Scene, voices: Voices, run: list[_Line]) -> list[tuple[int, Voice]]:
    """The lines that a word of saying gives to somebody."""
    cued = (
        (at, voices[number])
        for at, (number, _) in enumerate(run)
        if number is not None and attribution_of(scene, number)
    )
    return [(at, voice) for at, voice in cued if voice and voice.speaker]


def _of_call(scene: Scene, voices: Voices, run: list[_Line]) -> Iterator[tuple[int, Voice]]:
    """Lines of the two parties of a call."""
    roles = _parties(scene, voices, run)
    last: dict[str, Voice] = {}
    for place, (number, _) in enumerate(run):
        role, voice = roles.get(place % 2), voices[number] if number is not None else None
        if role and number is not None and _is_open(scene, number, voice, role):
            other = last.get(role) or _last_of(voices, number, role)
            other = other or party(scene, role, scene.quotes[number].start)
            last[role] = other._replace(cue=voice.cue if voice else None)
            yield number, last[role]


def _of_exchange(
    scene: Scene, voices: Voices, run: list[_Line], told: list[tuple[int, Voice]]
) -> Iterator[tuple[int, Voice]]:
    """Bare lines beside those of two who are told to speak: every other one is of the same."""
    if not told or not _takes_turns(scene, run, [voice.who for _, voice in told]):
        return
    for place, (number, bare) in enumerate(run):
        if number is None or not bare or attribution_of(scene, number):
            continue
        near = sorted(told, key=lambda each: (each[0] > place, abs(each[0] - place)))
        at, voice = near[0]
        others = [other for _, other in near if other.who != voice.who]
        others = others or _another(scene, voices, run, voice)
        if others:
            speaking = voice if (place - at) % 2 == 0 else others[0]
            yield number, speaking._replace(cue=None)


def _another(scene: Scene, voices: Voices, run: list[_Line], one: Voice) -> list[Voice]:
    """Whoever else is mentioned right before a run, or told to speak beside it."""
    numbers = [number for number, _ in run if number is not None]
    first, last = numbers[0], numbers[-1]
    beside = (
        *range(first - 1, max(-1, first - 1 - NEXT), -1),
        *range(last + 1, min(len(voices), last + 1 + NEXT)),
    )
    told = (voices[number] for number in beside if attribution_of(scene, number))
    above = scene.paragraphs[max(0, (scene.quotes[first].paragraph or 0) - 1)]
    speaking = (mentioned(scene, above.start, above.end), *told)
    return [voice for voice in speaking if voice and voice.speaker and voice.who != one.who]


def _takes_turns(scene: Scene, run: list[_Line], told: list[str]) -> bool:
    """Whether two talk with each other, and not one after the other to a reporter.

    One of them speaks again behind the other, a bare line asks, or stands behind a bare one.
    """
    again = any(one == other for one, other in zip(told, told[2:], strict=False))
    bare = any(one.bare and other.bare for one, other in pairwise(run))
    asked = any(scene.asks(scene.quotes[number]) for number, bare in run if bare and number)
    return again or bare or asked


def _last_of(voices: Voices, number: int, role: str) -> Voice | None:
    """The last one in a role who spoke before, as he or she was called there."""
    earlier = reversed(voices[max(0, number - BACK) : number])
    return next((voice for voice in earlier if voice and voice.role == role), None)


def _runs(scene: Scene) -> list[list[_Line]]:
    """Consecutive paragraphs that begin with speech, from one that ends with it to the last."""
    speech = [n for n, quote in enumerate(scene.quotes) if quote.kind == "speech"]
    spoken = {at: list(some) for at, some in groupby(speech, lambda n: scene.quotes[n].paragraph)}
    runs: list[list[_Line]] = [[]]
    for at, paragraph in enumerate(scene.paragraphs):
        if paragraph.kind in SKIPPED:
            continue
        numbers = spoken.get(at, [])
        line = _line(scene, numbers[0]) if numbers else None
        if line is None:
            line = _closing(scene, numbers) if numbers else None
            runs.append([])
        if line:
            runs[-1].append(line)
            last = scene.quotes[numbers[-1]].end
            stop = SENTENCE.search(scene.told, last, paragraph.end)
            if stop and scene.is_asking(stop.end(), paragraph.end):
                runs[-1].append(_Line(None))
    return [run for run in runs if len(run) >= LEAST and any(line.bare for line in run)]


def _line(scene: Scene, number: int) -> _Line | None:
    """The quotation that a paragraph begins with."""
    first = scene.quotes[number]
    paragraph = scene.paragraph(first)
    begins = scene.is_closed(first) and first.start - paragraph.start <= EDGE
    bare = paragraph.end - first.end <= EDGE
    return _Line(number, bare) if begins and first.continued_from is None else None


def _closing(scene: Scene, numbers: list[int]) -> _Line | None:
    """The quotation with which a paragraph ends: the next paragraph may answer it."""
    last = max(numbers, key=lambda number: scene.quotes[number].end)
    quote = scene.quotes[last]
    ends = scene.paragraph(quote).end - quote.end <= EDGE
    return _Line(last) if ends and scene.is_closed(quote) else None


def _parties(scene: Scene, voices: Voices, run: list[_Line]) -> dict[int, str]:
    """Who speaks in the even and who in the odd lines, where all that is sure agrees."""
    told: dict[int, set[str]] = {0: set(), 1: set()}
    for place, (number, _) in enumerate(run):
        role, other = _sure(scene, number, voices[number]) if number is not None else (None, None)
        told[place % 2] |= {role} if role else set()
        told[1 - place % 2] |= {other} if other else set()
    number = run[0].number or 0
    first = voices[number]
    if not any(told.values()) and first and first.role in CALLERS:
        told[0] = {first.role}
    if any(len(roles) > 1 for roles in told.values()) or told[0] == told[1]:
        return {}
    known = {place: next(iter(roles)) for place, roles in told.items() if roles}
    if len(known) == 1:
        place, role = next(iter(known.items()))
        partner = opposite(scene, Voice(role, role), scene.quotes[number].start)
        if partner and partner.role in CALLERS and partner.role != role:
            known[1 - place] = partner.role
    return known


def _sure(scene: Scene, number: int, voice: Voice | None) -> tuple[str | None, str | None]:
    """The role that the text gives a quotation, and that of whom it calls by a word."""
    called = CALLED.get(addressed(scene.words(scene.quotes[number])) or "")
    if called:
        soldier = called != "soldier" and "soldier" in scene.parties
        return "soldier" if soldier else None, called
    found = attribution_of(scene, number)
    person = found.person if found and found.cue else None
    sure = person and (person.role != "pronoun" or _tells_apart(scene, person.gender))
    return (voice.role if sure and voice and voice.role in CALLERS else None), None


def _tells_apart(scene: Scene, gender: str) -> bool:
    """Whether he and she are two people here."""
    named = [scene.mentions[role][:1] for role in scene.parties[:2]]
    genders = {person.gender for some in named for person in some}
    return gender in genders and genders == {"m", "f"}


def _is_open(scene: Scene, number: int, voice: Voice | None, role: str) -> bool:
    """Whether nothing beside a quotation says that it is another's."""
    if not voice and scene.before_in_paragraph(number) is not None:
        return False  # what goes on in a paragraph is told from what stands before it
    found = attribution_of(scene, number)
    cued = found and found.cue
    pronoun = found and found.person and found.person.role == "pronoun"
    return (not voice or voice.role != role) and bool(
        not cued or pronoun or (found and found.other)
    )
