"""Things found in a text, looked up by where they begin."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Generic, Protocol, TypeVar

from analysis.parsing.spans import Span


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
