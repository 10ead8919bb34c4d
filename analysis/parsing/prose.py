"""A text with what is found in it, each once: the outlet's own sentences, dates, people."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from operator import attrgetter
from typing import Protocol, TypeVar

from analysis.parsing.dates.stated import StatedDate, find_dates
from analysis.parsing.dates.war_time import WarTime, find_war_time
from analysis.parsing.layout.lines import unbreak
from analysis.parsing.sentences import BLOT, Sentences
from analysis.parsing.spans import PACKS, WAR, Paragraph, Quote, Span, Turn
from analysis.parsing.speech.naming import sex_of
from analysis.parsing.speech.scene import Scene

NOT_TOLD = ("furniture", "caption", "transcript_turn", "legend")
PAGE_KINDS = ("date", "byline", "dateline")
"""Paragraphs whose dates are those of the page."""

NOT_WORDED = ("date", "byline", "transcript_turn", "legend")
"""Paragraphs in which the outlet does not speak: a turn is a caller's."""

FRAGMENT = 60
"""A quotation of fewer signs is mostly a few words of somebody in the outlet's own sentence."""

NAMED = re.compile(r"(?<!\w)[A-ZÄÖÜ][\w.’-]+(?: \(\w+\))? [\"'“‘„»«‚]$")
"""A word with a large letter before a mark."""

_LINE = re.compile(r"[^\r\n]+")


class Placed(Protocol):
    """Anything that begins somewhere in a text."""

    @property
    def start(self) -> int: ...


class Spanning(Placed, Protocol):
    """Anything that ends somewhere as well."""

    @property
    def end(self) -> int: ...


Item = TypeVar("Item", bound=Placed)
_START = attrgetter("start")


def within(items: Sequence[Item], *stretches: Sequence[int]) -> list[Item]:
    """Those of some things that begin in any of the stretches, all in the order of the text.

    Examples
    --------
    >>> within([Span(0, 3), Span(5, 7), Span(9, 12)], Span(4, 8), Span(8, 10))
    [Span(start=5, end=7), Span(start=9, end=12)]
    """
    found: list[Item] = []
    for start, end in stretches:
        first = bisect_left(items, start, key=_START)
        found += items[first : bisect_left(items, end, key=_START)]
    return found


OF_PAPER = 2
"""Words at most of a paper's name in marks, which can be a subject: der „Bote“ meldet."""


class Prose:
    """A text, its paragraphs and its quotations, and what more is found in it when it is asked for.

    Examples
    --------
    >>> from analysis.parsing.layout.paragraphs import parse_paragraphs
    >>> text = "It rains. On 3 May 2022 it did not."
    >>> prose = Prose(text, parse_paragraphs(text))
    >>> [text[each.start : each.end] for each in prose.dates]
    ['3 May 2022']
    """

    def __init__(
        self,
        text: str,
        paragraphs: Sequence[Paragraph],
        quotes: Sequence[Quote] = (),
        *,
        turns: list[Turn] | None = None,
        packs: Collection[str] = PACKS,
    ) -> None:
        self.of_war, self._turns = WAR in packs, turns
        self.text, self.paragraphs, self.quotes = unbreak(text, paragraphs), paragraphs, quotes
        self._starts = [each.start for each in paragraphs]

    @cached_property
    def told(self) -> Sentences:
        """What the outlet says itself, all else blotted out."""
        return Sentences(self.without((*NOT_TOLD, *PAGE_KINDS), self.quotes))

    @cached_property
    def with_fragments(self) -> Sentences:
        """The same with quotations of a few words, which a sentence may be built around."""
        long = [quote for quote in self.quotes if quote.end - quote.start > FRAGMENT]
        return Sentences(self.without((*NOT_TOLD, *PAGE_KINDS), long))

    def without(self, kinds: Collection[str], spans: Iterable[Spanning] = ()) -> str:
        """The text with furniture, paragraphs of some kinds and some stretches blotted out."""
        kept = [p for p in self.paragraphs if p.furniture is None and p.kind not in kinds]
        return blot(self.text, [*between(kept, Span(0, len(self.text))), *spans])

    def is_told(self, each: Placed) -> bool:
        """Whether what begins somewhere is the outlet's own."""
        return self.told.text[each.start] != BLOT

    def paragraph_at(self, place: int) -> Paragraph:
        """The paragraph that holds a place."""
        return self.paragraphs[bisect_right(self._starts, place) - 1]

    @cached_property
    def dates(self) -> list[StatedDate]:
        """The dates that stand anywhere in the text."""
        return find_dates(self.text)

    @cached_property
    def war_times(self) -> list[WarTime]:
        """The lengths of the war that stand anywhere in the text, if it is read with that pack."""
        return list(find_war_time(self.text)) if self.of_war else []

    @cached_property
    def scene(self) -> Scene:
        """Who and what is mentioned outside quotations; a quoted first name is no quotation."""
        hidden = [
            quote
            for quote in self.quotes
            if quote.kind not in ("term", "title") or not self._is_nickname(quote)
        ]
        told = blot(self.text, hidden, fill=" ")
        parts = self.text, told, self.paragraphs, self.quotes
        return Scene(*parts, turns=self._turns, of_war=self.of_war)

    def _is_nickname(self, quote: Quote) -> bool:
        """Whether words in marks are a name, or part of one: Wilhelmina “Billie” Moore, „Bote“."""
        words = self.text[quote.start : quote.end]
        before = NAMED.search(self.text, max(0, quote.start - FRAGMENT), quote.start)
        paper = quote.kind == "title" and words.istitle() and len(words.split()) <= OF_PAPER
        return bool(sex_of(words) or paper or (before and words.isalpha() and words.istitle()))


def between(items: Sequence[Spanning], whole: Span) -> list[Span]:
    """What of a stretch some things in it leave.

    Examples
    --------
    >>> between([Span(2, 3), Span(6, 9)], Span(0, 9))
    [Span(start=0, end=2), Span(start=3, end=6)]
    """
    starts = [whole.start, *(each.end for each in items)]
    ends = [*(each.start for each in items), whole.end]
    return [Span(*pair) for pair in zip(starts, ends, strict=True) if pair[0] < pair[1]]


def blot(text: str, spans: Iterable[Spanning], *, fill: str = BLOT) -> str:
    """The text, as long as it was, with some stretches blotted out but for the ends of lines."""
    pieces, at = [], 0
    for start, end in sorted((each.start, each.end) for each in spans):
        start = max(start, at)
        if end > start:
            hidden = text[start:end]
            within = "\n" in hidden or "\r" in hidden
            blots = _LINE.sub(lambda line: fill * len(line[0]), hidden) if within else None
            pieces += [text[at:start], blots or fill * len(hidden)]
            at = end
    return "".join([*pieces, text[at:]])


def cover(text: str, spans: Iterable[Spanning]) -> bytearray:
    """For each place of a text 1 where a span covers it, else 0."""
    covered = bytearray(len(text))
    for each in spans:
        covered[each.start : each.end] = b"\1" * (each.end - each.start)
    return covered
