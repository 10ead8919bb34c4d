"""Reported speech without marks, where an attribution shows it: the soldier said that it rains."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from analysis.parsing.prose import Prose
from analysis.parsing.spans import Paragraph, Reported, Source
from analysis.parsing.speech.indirect import MARKS, ReportedClauses
from analysis.parsing.speech.roles import Voice, place_of, voice_of
from analysis.parsing.speech.speakers import nearest_source
from analysis.parsing.speech.subjects import Attribution

KINDS = ("body", "subheading")
LONGEST = 1000
"""Signs of a sentence that is looked at; a bound for texts without stops."""

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
    return _Reporting(prose).run(sources)


class _Reporting:
    def __init__(self, prose: Prose) -> None:
        self.scene, self.masked = prose.scene, prose.scene.told
        self.clauses = ReportedClauses(prose.scene)
        self.paragraphs, self.turns = prose.paragraphs, prose.scene.turns

    def run(self, sources: Sequence[Source]) -> list[Reported]:
        found = []
        spoken = sorted(turn.start for turn in self.turns)
        for paragraph in self.paragraphs:
            told = paragraph.furniture is None and paragraph.kind in KINDS
            turns = bisect_left(spoken, paragraph.end) - bisect_left(spoken, paragraph.start)
            if told and not turns:
                for each in self._in_paragraph(paragraph):
                    source = nearest_source(each, paragraph, sources)
                    found.append(each._replace(source=source))
        return found

    def _in_paragraph(self, paragraph: Paragraph) -> Iterator[Reported]:
        last: Voice | None = None
        ends = [stop.end() for stop in STOP.finditer(self.masked, paragraph.start, paragraph.end)]
        for start, end in pairwise([paragraph.start, *ends, paragraph.end]):
            clause = self.clauses.find(start, end) if end - start <= LONGEST else None
            voice = self._voice(clause.found) if clause else None
            if clause and voice:
                last = voice
                yield from self._row(clause.start, clause.end, voice, clause.found)
            elif last and not clause and self.clauses.goes_on(start, end):
                yield from self._row(start, end, last._replace(cue=None))
            elif self.masked[start:end].strip(EDGES) and not MARKS.search(self.masked, start, end):
                last = None

    def _voice(self, found: Attribution) -> Voice | None:
        at = found.cue.start if found.cue else 0
        voice = voice_of(self.scene, found, at)
        pronoun = found.person and found.person.role == "pronoun"
        nobody = pronoun and voice.role == "unknown"
        return voice if voice.speaker and not nobody else None

    def _row(
        self, start: int, end: int, voice: Voice, found: Attribution | None = None
    ) -> Iterator[Reported]:
        mark = MARKS.search(self.masked, start, end)
        least = WHOLE if mark else LEAST
        words = NOTE.sub("", self.masked[start : mark.start() if mark else end])
        start += len(words) - len(words.lstrip(EDGES))
        words = words.strip(EDGES)
        if len(words.split()) >= least and not re.search(r"\s{4}", words):
            yield Reported(
                start,
                start + len(words),
                voice.speaker,
                voice.role,
                voice.cue,
                named=place_of(self.scene, found, voice.speaker),
            )
