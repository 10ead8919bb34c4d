"""A text with what is found in it, each once: the outlet's own sentences, dates, people."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import Generic, Protocol, TypeVar

from analysis.parsing.dates.stated import StatedDate, find_dates
from analysis.parsing.dates.war_time import WarTime, find_war_time
from analysis.parsing.spans import Paragraph, Quote, Span
from analysis.parsing.speech.nouns import sex_of
from analysis.parsing.speech.roles import Dialogue
from analysis.parsing.speech.subjects import Scene

BLOT = "\x00"
"""A sign that is no blank, no letter and no part of a date: nothing is read across it."""

NOT_TOLD = ("furniture", "caption", "transcript_turn", "legend")
PAGE_KINDS = ("date", "byline", "dateline")
"""Paragraphs whose dates are those of the page."""

FRAGMENT = 60
"""A quotation of fewer signs is mostly a few words of somebody in the outlet's own sentence."""

NEAR = 30
"""Signs before a phrase in which a word can say that it has not happened: `before the retreat`."""

# "am 6. Februar" goes on: a stop behind one or two digits is that of a day or a rank.
_SENTENCE_END = re.compile(
    r"(?<![\s(]\d)(?<![\s(]\d\d)[.!?…][\"'”’»“)\]]{0,3}\s+(?=[\"'“„«‘(\[]?[^\W\d_a-zа-яà-ÿ])|[\r\n]+"
)

_SIGN = re.compile(r"[^\r\n]")
_LEAD = re.compile(rf"[{BLOT} \r\n\t]*")


class Placed(Protocol):
    """Anything that begins somewhere in a text."""

    @property
    def start(self) -> int: ...


class Spanning(Placed, Protocol):
    """Anything that ends somewhere as well."""

    @property
    def end(self) -> int: ...


Item = TypeVar("Item", bound=Placed)


class InOrder(Generic[Item]):
    """Things in the order of the text: those of a stretch are found without a look at the others.

    Examples
    --------
    >>> InOrder([Span(0, 3), Span(5, 7), Span(9, 12)]).within([Span(4, 10)])
    [Span(start=5, end=7), Span(start=9, end=12)]
    """

    def __init__(self, items: Iterable[Item]) -> None:
        self.items = sorted(items, key=lambda item: item.start)
        self._starts = [item.start for item in self.items]

    def within(self, stretches: Sequence[tuple[int, int]]) -> list[Item]:
        """Those that begin in any of the stretches, which are in order and do not overlap."""
        found: list[Item] = []
        for start, end in stretches:
            first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
            found += self.items[first:last]
        return found


class Sentences:
    """A text, some of it blotted out, with its sentences and the phrases in them.

    A phrase is a row of words; a * stands for any ending, and " + " joins rows of words that must
    stand in one sentence.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._folded = text.casefold()
        self.spans = sentences(text)

    def at(self, place: int) -> Span:
        """The sentence that holds a place; an empty one where there is none."""
        number = bisect_left(self.spans, Span(place + 1, 0)) - 1
        inside = number >= 0 and self.spans[number].end > place
        return self.spans[number] if inside else Span(place, place)

    def find(
        self, phrases: Iterable[str], *, not_yet: re.Pattern[str] | None = None
    ) -> list[tuple[Span, Span]]:
        """Where the first row of words of a phrase stands, and the sentence, for each sentence."""
        found = []
        for phrase in phrases:
            parts = _parts(phrase)
            if all(sure in self._folded for sure, _ in parts):
                found += [
                    (place, sentence)
                    for sentence in self.spans
                    if (place := self._place(parts, sentence, not_yet))
                ]
        return found

    def _place(
        self,
        parts: tuple[tuple[str, re.Pattern[str]], ...],
        sentence: Span,
        not_yet: re.Pattern[str] | None,
    ) -> Span | None:
        matches = [pattern.search(self.text, *sentence) for _, pattern in parts]
        if not all(matches):
            return None
        places = sorted(match.span() for match in matches if match)
        start, end = places[0][0], max(place[1] for place in places)
        near = max(sentence.start, start - NEAR)
        if not_yet and not_yet.search(self.text, near, start):
            return None
        return Span(start, end)


@lru_cache(maxsize=4096)
def _parts(phrase: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each row of words: a piece of it to look for first, for speed, and its pattern."""
    return tuple((_sure(part), _pattern(part)) for part in phrase.split(" + "))


def _sure(part: str) -> str:
    return max(part.replace("*", " ").split(" "), key=len).casefold()


def _pattern(part: str) -> re.Pattern[str]:
    words = [re.escape(word).replace(r"\*", r"\w*") for word in part.split(" ")]
    return re.compile(r"(?<!\w)" + r"[\s-]".join(words) + r"(?!\w)", re.IGNORECASE)


class Prose:
    """A text, its paragraphs and its quotations, and what more is found in it when it is asked for.

    Examples
    --------
    >>> from analysis.parsing.layout.paragraphs import parse_paragraphs
    >>> text = "It rains. On 3 May 2022 it did not."
    >>> prose = Prose(text, parse_paragraphs(text))
    >>> [text[each.start : each.end] for each in prose.dates.items]
    ['3 May 2022']
    """

    def __init__(
        self, text: str, paragraphs: Sequence[Paragraph], quotes: Sequence[Quote] = ()
    ) -> None:
        self.text, self.paragraphs, self.quotes = text, paragraphs, quotes
        self._starts = [each.start for each in paragraphs]

    @cached_property
    def told(self) -> Sentences:
        """What the outlet says itself, all else blotted out."""
        return Sentences(self._own(self.quotes))

    @cached_property
    def with_fragments(self) -> Sentences:
        """The same with quotations of a few words, which a sentence may be built around."""
        return Sentences(self._own([q for q in self.quotes if q.end - q.start > FRAGMENT]))

    def _own(self, quotes: Sequence[Quote]) -> str:
        others = (*NOT_TOLD, *PAGE_KINDS)
        kept = [p for p in self.paragraphs if p.furniture is None and p.kind not in others]
        starts = [0, *(each.end for each in kept)]
        ends = [*(each.start for each in kept), len(self.text)]
        return blot(self.text, [*map(Span, starts, ends), *quotes])

    def is_told(self, each: Placed) -> bool:
        """Whether what begins somewhere is the outlet's own."""
        return self.told.text[each.start] != BLOT

    def paragraph_at(self, place: int) -> Paragraph:
        """The paragraph that holds a place."""
        return self.paragraphs[bisect_right(self._starts, place) - 1]

    @cached_property
    def dates(self) -> InOrder[StatedDate]:
        """The dates that stand anywhere in the text."""
        return InOrder(find_dates(self.text))

    @cached_property
    def war_times(self) -> list[WarTime]:
        """The lengths of the war that stand anywhere in the text."""
        return list(find_war_time(self.text))

    @cached_property
    def scene(self) -> Scene:
        """Who and what is mentioned outside quotations; a quoted first name is no quotation."""
        hidden = [
            quote
            for quote in self.quotes
            if quote.kind != "term" or not sex_of(self.text[quote.start : quote.end])
        ]
        return Scene(blot(self.text, hidden, fill=" "))

    @cached_property
    def dialogue(self) -> Dialogue:
        """Who talks to whom."""
        return Dialogue(self.text, self.scene, self.paragraphs)


def blot(text: str, spans: Iterable[Spanning], *, fill: str = BLOT) -> str:
    """The text, as long as it was, with some stretches blotted out but for the ends of lines."""
    pieces, at = [], 0
    for start, end in sorted((each.start, each.end) for each in spans):
        start = max(start, at)
        if end > start:
            pieces += [text[at:start], _SIGN.sub(fill, text[start:end])]
            at = end
    return "".join([*pieces, text[at:]])


def cover(text: str, spans: Iterable[Spanning]) -> bytearray:
    """For each place of a text 1 where a span covers it, else 0."""
    covered = bytearray(len(text))
    for each in spans:
        covered[each.start : each.end] = b"\1" * (each.end - each.start)
    return covered


def sentences(text: str) -> list[Span]:
    """Sentences, roughly: a stop before a capital or the end of a line ends one."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    starts = [0, *ends]
    spans = zip(starts, [*ends, len(text)], strict=True)
    begun = [(_LEAD.match(text, *span), span[1]) for span in spans]
    return [Span(lead.end(), end) for lead, end in begun if lead and lead.end() < end]
