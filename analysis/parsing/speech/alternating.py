"""Paragraphs that are nothing but speech: two who talk take turns in them."""

from itertools import groupby, pairwise
from typing import NamedTuple

from analysis.parsing.sentences import SENTENCE
from analysis.parsing.spans import CALLERS
from analysis.parsing.speech.attributions import attribution_of
from analysis.parsing.speech.mentions import SKIPPED, Voices, mentioned
from analysis.parsing.speech.people import addressed
from analysis.parsing.speech.roles import Voice, opposite, party
from analysis.parsing.speech.scene import Scene
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


Told = list[tuple[int, Voice]]
"""The lines of which it is known who says them."""


def by_alternation(scene: Scene, voices: Voices) -> list[Voice | None]:
    """The voices with those of each run of bare paragraphs set by what is sure within it.

    Every other line is of the same one, counted from the nearest line that is sure.
    """
    settled = list(voices)
    for run in _runs(scene):
        told = _told(scene, settled, run)
        if not told or not _takes_turns(scene, run, told):
            continue
        for place, line in enumerate(run):
            near = sorted(told, key=lambda each: (each[0] > place, abs(each[0] - place)))
            (at, voice), number = near[0], line.number
            if number is None or not _is_open(scene, settled, line):
                continue
            others = [other for _, other in near if other.who != voice.who]
            others = others or _another(scene, settled, run, voice)
            speaking = voice if (place - at) % 2 == 0 else next(iter(others), None)
            last = settled[number]
            if speaking and (not last or last.who != speaking.who):
                settled[number] = speaking._replace(cue=last.cue if last else None)
    return settled


def _told(scene: Scene, voices: Voices, run: list[_Line]) -> Told:
    """The lines that a word of saying gives to somebody, or that call the other one by a word."""
    told: Told = []
    for at, (number, _) in enumerate(run):
        if number is None:
            continue
        called = CALLED.get(addressed(scene.words(scene.quotes[number])) or "")
        found, voice = attribution_of(scene, number), voices[number]
        if called and called in scene.parties:
            start = scene.quotes[number].start
            other = party(scene, called, start)
            told += [(at + 1, other)]
            if called != "soldier" and "soldier" in scene.parties:
                told += [(at, party(scene, "soldier", start))]
        elif found and voice and voice.speaker:
            told.append((at, voice))
    return told


def _another(scene: Scene, voices: Voices, run: list[_Line], one: Voice) -> list[Voice]:
    """Whoever else is mentioned right before a run, or told to speak beside it."""
    numbers = [number for number, _ in run if number is not None]
    first, last = numbers[0], numbers[-1]
    if party := opposite(scene, one, scene.quotes[first].start):
        return [party]
    beside = (
        *range(first - 1, max(-1, first - 1 - NEXT), -1),
        *range(last + 1, min(len(voices), last + 1 + NEXT)),
    )
    told = (voices[number] for number in beside if attribution_of(scene, number))
    above = scene.paragraphs[max(0, (scene.quotes[first].paragraph or 0) - 1)]
    speaking = (mentioned(scene, above.start, above.end), *told)
    return [voice for voice in speaking if voice and voice.speaker and voice.who != one.who]


def _takes_turns(scene: Scene, run: list[_Line], told: Told) -> bool:
    """Whether two talk with each other, and not one after the other to a reporter.

    They do in a call, if what is sure agrees. Else one of them speaks again behind the other, a
    bare line asks, or stands behind a bare one.
    """
    (first, one), *_ = told
    agree = all((voice.who == one.who) is ((at - first) % 2 == 0) for at, voice in told)
    if agree and all(voice.role in scene.parties for _, voice in told):
        return True
    who = [voice.who for _, voice in told]
    again = any(one == other for one, other in zip(who, who[2:], strict=False))
    bare = any(one.bare and other.bare for one, other in pairwise(run))
    asked = any(scene.asks(scene.quotes[number]) for number, bare in run if bare and number)
    return again or bare or asked


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


def _is_open(scene: Scene, voices: Voices, line: _Line) -> bool:
    """Whether nothing beside a line says that it is another's."""
    number = line.number or 0
    found, voice = attribution_of(scene, number), voices[number]
    if not found:
        return line.bare or bool(voice)
    pronoun = found.person and found.person.role == "pronoun"
    return bool(voice and voice.role in CALLERS and (not found.cue or pronoun or found.other))
