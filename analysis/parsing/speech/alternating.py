"""Paragraphs that are nothing but speech: two who talk take turns in them."""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from analysis.parsing.sentences import SENTENCE
from analysis.parsing.spans import CALLERS
from analysis.parsing.speech.attributions import attribution_of
from analysis.parsing.speech.mentions import SKIPPED
from analysis.parsing.speech.people import addressed
from analysis.parsing.speech.roles import Voice, opposite, party
from analysis.parsing.speech.scene import BACK, Scene
from analysis.parsing.speech.turns import CALLED

EDGE = 3
"""Marks and blanks between the end of a paragraph and its speech."""

LEAST = 2


class _Line(NamedTuple):
    """What one speaker says in a paragraph, and whether that is all there is."""

    quotes: list[int]
    bare: bool


def by_alternation(scene: Scene, voices: Sequence[Voice | None]) -> list[Voice | None]:
    """The voices with those of each run of bare paragraphs set by what is sure within it."""
    settled = list(voices)
    for run in _runs(scene, voices):
        roles = _parties(scene, voices, run)
        for place, line in enumerate(run):
            role = roles.get(place % 2)
            for number in line.quotes if role else []:
                voice = voices[number]
                if not voice and scene.before_in_paragraph(number) is not None:
                    continue  # what goes on in a paragraph is told from what stands before it
                if role and _is_open(scene, number, voice, role):
                    named = _last_of(settled, number, role)
                    other = named or party(scene, role, scene.quotes[number].start)
                    settled[number] = other._replace(cue=voice.cue if voice else None)
    return settled


def _last_of(voices: Sequence[Voice | None], number: int, role: str) -> Voice | None:
    """The last one in a role who spoke before, as he or she was called there."""
    earlier = reversed(voices[max(0, number - BACK) : number])
    return next((voice for voice in earlier if voice and voice.role == role), None)


def _runs(scene: Scene, voices: Sequence[Voice | None]) -> list[list[_Line]]:
    """Consecutive paragraphs that begin with speech, from one with a cue to the last bare."""
    speech = [n for n, quote in enumerate(scene.quotes) if quote.kind == "speech"]
    spoken = {at: list(some) for at, some in groupby(speech, lambda n: scene.quotes[n].paragraph)}
    runs: list[list[_Line]] = [[]]
    for at, paragraph in enumerate(scene.paragraphs):
        if paragraph.kind in SKIPPED:
            continue
        line = _line(scene, spoken.get(at, []))
        if line is None or scene.quotes[line.quotes[0]].continued_from is not None:
            line = _closing(scene, spoken.get(at, []))
            runs.append([])
        if line:
            runs[-1] += _split(voices, line)
            last = scene.quotes[line.quotes[-1]]
            stop = SENTENCE.search(scene.told, last.end, paragraph.end)
            if stop and scene.is_asking(stop.end(), paragraph.end):
                runs[-1].append(_Line([], False))  # what the other one wants to know is a turn
    return [run for run in runs if len(run) >= LEAST and any(line.bare for line in run)]


def _line(scene: Scene, numbers: list[int]) -> _Line | None:
    """The speech that a paragraph begins with, and all behind it."""
    first = scene.quotes[numbers[0]] if numbers else None
    if not first or not scene.is_closed(first):
        return None
    paragraph = scene.paragraph(first)
    outer = [n for n in numbers if n == numbers[0] or scene.quotes[n].start >= first.end]
    bare = len(outer) == 1 and paragraph.end - first.end <= EDGE
    return _Line(outer, bare) if first.start - paragraph.start <= EDGE else None


def _closing(scene: Scene, numbers: list[int]) -> _Line | None:
    """The quotation with which a paragraph ends: the next paragraph may answer it."""
    if not numbers:
        return None
    last = max(numbers, key=lambda number: scene.quotes[number].end)
    quote = scene.quotes[last]
    ends = scene.paragraph(quote).end - quote.end <= EDGE
    return _Line([last], False) if ends and scene.is_closed(quote) else None


def _split(voices: Sequence[Voice | None], line: _Line) -> list[_Line]:
    """A paragraph in which both speak is a line of each."""
    parts: list[list[int]] = []
    last = None
    for number in line.quotes:
        voice = voices[number]
        role = voice.role if voice and voice.role in CALLERS else last
        if parts and role == last:
            parts[-1].append(number)
        else:
            parts.append([number])
        last = role
    return [_Line(part, line.bare) for part in parts]


def _parties(scene: Scene, voices: Sequence[Voice | None], run: list[_Line]) -> dict[int, str]:
    """Who speaks in the even and who in the odd paragraphs, where all that is sure agrees."""
    told: dict[int, set[str]] = {0: set(), 1: set()}
    for place, line in enumerate(run):
        for number in line.quotes:
            role, other = _sure(scene, number, voices[number])
            told[place % 2] |= {role} if role else set()
            told[1 - place % 2] |= {other} if other else set()
    first = voices[run[0].quotes[0]]
    if not any(told.values()) and first and first.role in CALLERS:
        told[0] = {first.role}
    if any(len(roles) > 1 for roles in told.values()) or told[0] == told[1]:
        return {}
    known = {place: next(iter(roles)) for place, roles in told.items() if roles}
    if len(known) == 1:
        place, role = next(iter(known.items()))
        partner = opposite(scene, Voice(role, role), scene.quotes[run[0].quotes[0]].start)
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
    found = attribution_of(scene, number)
    cued = found and found.cue
    pronoun = found and found.person and found.person.role == "pronoun"
    return (not voice or voice.role != role) and bool(
        not cued or pronoun or (found and found.other)
    )
