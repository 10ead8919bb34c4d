"""What in a text an outlet says itself: the text with all else blotted out, at its own offsets."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Generic, Protocol, TypeVar

from analysis.parsing.spans import Paragraph, Quote, Span

BLOT = "\x1f"
"""A sign that is no blank, no letter and no part of a date: nothing is read across it."""

NOT_TOLD = ("furniture", "caption", "transcript_turn", "legend")
FRAGMENT = 60
"""A quotation of fewer signs is mostly a few words of somebody in the outlet's own sentence."""

# "am 6. Februar" goes on: a stop behind one or two digits is that of a day or a rank.
_SENTENCE_END = re.compile(
    r"(?<![\s(]\d)(?<![\s(]\d\d)[.!?…][\"'”’»“)\]]{0,3}\s+(?=[\"'“„«‘(\[]?[^\W\d_a-zа-яà-ÿ])|[\r\n]+"
)

_KEPT = re.compile(b"\1+")
_SIGN = re.compile(r"[^\r\n]")
_LEAD = re.compile(rf"[{BLOT} \r\n\t]*")


def blot(
    text: str, paragraphs: Iterable[Paragraph], quotes: Iterable[Quote], *, fragments: bool = False
) -> str:
    """The text, as long as it was, with everything blotted out that is not the outlet's own.

    Parameters
    ----------
    fragments
        Keep quotations of a few words, which a sentence of the outlet may be built around.
    """
    told = bytearray(len(text))
    for each in paragraphs:
        if each.furniture is None and each.kind not in NOT_TOLD:
            told[each.start : each.end] = b"\1" * (each.end - each.start)
    for quote in quotes:
        if not fragments or quote.end - quote.start > FRAGMENT:
            told[quote.start : quote.end] = bytes(quote.end - quote.start)
    pieces, at = [], 0
    for kept in _KEPT.finditer(told):
        pieces += [_SIGN.sub(BLOT, text[at : kept.start()]), text[kept.start() : kept.end()]]
        at = kept.end()
    return "".join([*pieces, _SIGN.sub(BLOT, text[at:])])


def cover(text: str, spans: Iterable[tuple[int, int]]) -> bytearray:
    """For each place of a text 1 where a span covers it, else 0."""
    covered = bytearray(len(text))
    for start, end in spans:
        covered[start:end] = b"\1" * (end - start)
    return covered


def sentences(text: str) -> list[Span]:
    """Sentences, roughly: a stop before a capital or the end of a line ends one."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    starts = [0, *ends]
    spans = zip(starts, [*ends, len(text)], strict=True)
    begun = [(_LEAD.match(text, *span), span[1]) for span in spans]
    return [Span(lead.end(), end) for lead, end in begun if lead and lead.end() < end]


def sentence_at(found: list[Span], place: int) -> Span:
    """The sentence that holds a place; an empty one where there is none."""
    number = bisect_left(found, Span(place + 1, 0)) - 1
    inside = number >= 0 and found[number].end > place
    return found[number] if inside else Span(place, place)


class Placed(Protocol):
    """Anything that begins somewhere in a text."""

    @property
    def start(self) -> int: ...


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

    def within(self, stretches: Sequence[Span]) -> list[Item]:
        """Those that begin in any of the stretches, which are in order and do not overlap."""
        found: list[Item] = []
        for start, end in stretches:
            first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
            found += self.items[first:last]
        return found
