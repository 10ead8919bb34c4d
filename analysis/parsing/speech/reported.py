"""Reported speech without marks, where an attribution shows it: the soldier said that it rains."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from analysis.parsing.prose import Prose
from analysis.parsing.spans import Paragraph, Reported, Source
from analysis.parsing.speech.indirect import MARKS, find_clause, goes_on
from analysis.parsing.speech.roles import Voice, place_of, voice_of
from analysis.parsing.speech.scene import Scene
from analysis.parsing.speech.speakers import with_sources
from analysis.parsing.speech.subjects import Attribution

KINDS = ("body", "subheading")
LEAST = 3
"""Words of a clause; fewer are the rest of a sentence that a quotation is part of."""

WHOLE = 6
"""The same of a clause that runs into a quotation."""

STOP = re.compile(
    r"(?<![\s(]\d)(?<![\s(]\d\d)(?<!\b[A-Z])[.!?…:][)\]”\"»]*(?:\[\d+\])?\s+(?=[“„«»\"‘(\[]|[^\W\d_a-zß-ÿ])"
)
"""Where a sentence ends whose quotations are blanked: a mark may begin the next one."""

NOTE = re.compile(r"(?:\.?\[\d+\])+\s*$")
EDGES = " \t\u00a0,;:–—-.…!?)"


def parse_reported(prose: Prose, *, sources: Sequence[Source] = ()) -> list[Reported]:
    """The clauses of a text that are attributed to somebody without quotation marks.

    English and German: clauses behind `that` and `dass`, bare ones behind a verb of saying, ones
    before `, he said` and `, according to`, questions behind a verb of asking, and German indirect
    speech by its subjunctive, which goes on until a sentence is told in the indicative. What is
    found can be relied on rather than complete: a clause needs a verb of saying with a subject.
    The kinds are those of Leech and Short (Style in Fiction, 1981): indirect speech, and for the
    German sentences without a verb of saying free indirect speech.

    Parameters
    ----------
    prose
        A text, its paragraphs and its quotations.
    sources
        Mentions of who vouches.

    Returns
    -------
    list of Reported
        In text order, outside quotations, furniture and transcripts; none overlaps another.

    Examples
    --------
    >>> from analysis.parsing.layout.paragraphs import parse_paragraphs
    >>> text = "A soldier called home. He said that the coats never came."
    >>> [(text[each.start : each.end], each.role)
    ...  for each in parse_reported(Prose(text, parse_paragraphs(text)))]
    [('the coats never came', 'soldier')]
    """
    scene = prose.scene
    spoken = [turn.start for turn in scene.turns]
    found: list[Reported] = []
    for paragraph in scene.paragraphs:
        told = paragraph.furniture is None and paragraph.kind in KINDS
        turns = bisect_left(spoken, paragraph.end) - bisect_left(spoken, paragraph.start)
        found += _in_paragraph(scene, paragraph) if told and not turns else []
    return with_sources(scene, found, sources)


def _in_paragraph(scene: Scene, paragraph: Paragraph) -> Iterator[Reported]:
    last: Voice | None = None
    ends = [stop.end() for stop in STOP.finditer(scene.told, paragraph.start, paragraph.end)]
    for start, end in pairwise([paragraph.start, *ends, paragraph.end]):
        clause = find_clause(scene, start, end)
        voice = _voice(scene, clause.found) if clause else None
        if clause and voice:
            last = voice
            yield from _row(scene, (clause.start, clause.end), voice, clause.found)
        elif last and not clause and goes_on(scene, start, end):
            yield from _row(scene, (start, end), last._replace(cue=None))
        elif scene.told[start:end].strip(EDGES) and not MARKS.search(scene.told, start, end):
            last = None


def _voice(scene: Scene, found: Attribution) -> Voice | None:
    voice = voice_of(scene, found, 0)
    pronoun = found.person and found.person.role == "pronoun"
    nobody = pronoun and voice.role == "unknown"
    return voice if voice.speaker and not nobody else None


def _row(
    scene: Scene, within: tuple[int, int], voice: Voice, found: Attribution | None = None
) -> Iterator[Reported]:
    start, end = within
    mark = MARKS.search(scene.told, start, end)
    words = NOTE.sub("", scene.told[start : mark.start() if mark else end])
    start += len(words) - len(words.lstrip(EDGES))
    words = words.strip(EDGES)
    if len(words.split()) >= (WHOLE if mark else LEAST) and "    " not in words:
        named = place_of(scene, found, voice.speaker)
        end = start + len(words)
        yield Reported(start, end, voice.speaker, voice.role, voice.cue, named=named)
