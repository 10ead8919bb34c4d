"""Quotations -> the same with who is said to say them, by which words, and in what role."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from analysis.parsing.prose import Prose
from analysis.parsing.spans import CALLERS, Paragraph, Quote, Reported, Source, Span, Turn
from analysis.parsing.speech.alternating import Alternating
from analysis.parsing.speech.attributions import STOP, Attributions
from analysis.parsing.speech.cues import find_cues
from analysis.parsing.speech.quoted_words import match_headlines
from analysis.parsing.speech.roles import UNKNOWN, Voice
from analysis.parsing.speech.spoken import BACK, Spoken
from analysis.parsing.speech.subjects import Attribution
from analysis.parsing.speech.turn_taking import TurnTaking
from analysis.parsing.speech.turns import parse_turns

QUOTED_BY = 40
FIRST_PERSON = re.compile(r"\b(?:I|ich|we|wir)\s(?:\w+\s){0,2}$")
"""Whoever says `I told him` is quoting himself."""


def attribute_quotes(
    prose: Prose, *, sources: Sequence[Source] = (), turns: Sequence[Turn] | None = None
) -> list[Quote]:
    """The quotations with speaker, role, cue and source.

    Parameters
    ----------
    prose
        A text, its paragraphs and its quotations.
    sources
        Mentions of who vouches, from which a quotation takes the nearest one of its paragraph.
    turns
        What `parse_turns` returns for the text, if it is at hand; else they are parsed here.

    Returns
    -------
    list of Quote
        As many as the text has, in the same order. `speaker` is as written in the text (of a
        pronoun what it stands for); missing and "unknown" where the text does not tell.

    Examples
    --------
    >>> from analysis.parsing.layout.paragraphs import parse_paragraphs
    >>> from analysis.parsing.speech.quotations import parse_quotes
    >>> said = "A soldier told his mother: “It rains.” “Still?” she asked."
    >>> paragraphs = parse_paragraphs(said)
    >>> prose = Prose(said, paragraphs, parse_quotes(said, paragraphs))
    >>> [each.role for each in attribute_quotes(prose)]
    ['soldier', 'mother']
    """
    turns = parse_turns(prose.text, prose.paragraphs) if turns is None else turns
    attributed = _Attributing(prose, turns).run()
    attributed = match_headlines(prose.text, attributed, prose.paragraphs, turns)
    return [_with_source(quote, prose.paragraphs, sources) for quote in attributed]


class _Attributing:
    def __init__(self, prose: Prose, turns: Sequence[Turn]) -> None:
        self.text, self.quotes, self.turns = prose.text, prose.quotes, turns
        self.scene, self.dialogue = prose.scene, prose.dialogue
        self.attributions = Attributions(self.text, self.scene, prose.paragraphs, self.quotes)
        self.spoken = Spoken(self.text, self.dialogue, self.quotes)
        self.turn_taking, self.voices = TurnTaking(self.spoken), self.spoken.voices
        self.found: list[Attribution | None] = []

    def run(self) -> list[Quote]:
        outer: list[int] = []
        for number, quote in enumerate(self.quotes):
            while outer and self.quotes[outer[-1]].end <= quote.start:
                outer.pop()
            inside = outer[-1] if outer else None
            self.found.append(self.attributions.find(number) if inside is None else None)
            self.voices.append(self._voice(number, quote, inside))
            outer.append(number)
        voices = Alternating(self.spoken, self.found).settle()
        return [
            quote._replace(
                speaker=voice.speaker,
                role=voice.role,
                cue=voice.cue,
                named=self._named(number, voice),
            )
            if voice
            else quote
            for number, (quote, voice) in enumerate(zip(self.quotes, voices, strict=True))
        ]

    def _named(self, number: int, voice: Voice) -> Span | None:
        """Where the cue of a quotation, or else what stands beside it, names its speaker."""
        found = self.found[number]
        if voice.cue:
            beside = self.found[max(0, number - BACK) : number + 1]
            cued = (each for each in beside if each and each.cue and each.cue[:2] == voice.cue)
            found = next(cued, found)
        return self.dialogue.place(found, voice.speaker)

    def _voice(self, number: int, quote: Quote, inside: int | None) -> Voice | None:
        if inside is not None:
            return self._nested(quote, inside)
        if quote.kind in ("term", "title"):
            return None
        if quote.kind == "scare":
            return self._of_turn(quote)
        found = self.found[number]
        if quote.continued_from is not None:
            before = self.voices[quote.continued_from]
            if before and not (found and found.cue and found.cue.start > quote.end):
                return before._replace(cue=None)
        if found:
            return self._shared(number, found) or self._told(number, quote, found)
        start = self.attributions.bounds(number)[0]
        if turn := self._of_turn(quote):
            return turn
        inherited = self.turn_taking.inherit(number, start)
        return self.dialogue.by_address(inherited or UNKNOWN, quote)

    def _told(self, number: int, quote: Quote, found: Attribution) -> Voice | None:
        """The voice that a cue gives, unless the words themselves say that it is another's."""
        if found.other and not found.person:
            return self.turn_taking.reply(number, found)
        voice = self.turn_taking.goes_on(found)
        voice = voice or self.dialogue.voice(found, quote)
        if voice.role == "unknown" and found.cue and not (found.person or found.name):
            voice = self.turn_taking.left_over(number, voice)
        sure = voice.role in CALLERS and found.person and found.person.role != "pronoun"
        return voice if sure else self.dialogue.by_address(voice, quote)

    def _nested(self, quote: Quote, inside: int) -> Voice | None:
        """Speech within speech is the speaker's own, or of somebody whom he quotes: unknown."""
        outer = self.voices[inside]
        if not outer or quote.kind != "speech":
            return None
        before = self.text[max(self.quotes[inside].start, quote.start - QUOTED_BY) : quote.start]
        told = [cue for cue in find_cues(before) if not FIRST_PERSON.search(before[: cue.start])]
        return None if told else outer._replace(cue=None)

    def _shared(self, number: int, found: Attribution) -> Voice | None:
        """A cue that names nobody goes on with the speaker before it: “…”, adding: “…”."""
        before = self.spoken.before_in_paragraph(number)
        if before is None or not found.cue or found.person or found.name or found.other:
            return None
        gap = self.scene.text[self.quotes[before].end : found.cue.start]
        voice = self.voices[before]
        if voice is None or (STOP.search(gap) and found.cue.start < self.quotes[number].end):
            return None
        return voice._replace(cue=found.place)

    def _of_turn(self, quote: Quote) -> Voice | None:
        """A quotation within a transcript's turn is in the mouth of whoever has the turn."""
        at = bisect_right(self.turns, (quote.start, float("inf"))) - 1
        turn = self.turns[at] if at >= 0 else None
        return Voice(turn.speaker, turn.role) if turn and quote.end <= turn.end else None


def _with_source(quote: Quote, paragraphs: Sequence[Paragraph], sources: Sequence[Source]) -> Quote:
    if quote.paragraph is None:
        return quote
    return quote._replace(source=nearest_source(quote, paragraphs[quote.paragraph], sources))


def nearest_source(
    said: Quote | Reported, paragraph: Paragraph, sources: Sequence[Source]
) -> str | None:
    """Who vouches for what is said: the source named nearest to it in its paragraph."""
    low = bisect_left(sources, (paragraph.start,))
    high = bisect_left(sources, (paragraph.end,))
    near = [s for s in sources[low:high] if s.end <= said.start or s.start >= said.end]
    if not near:
        return None
    return min(near, key=lambda s: max(s.start - said.end, said.start - s.end)).name
