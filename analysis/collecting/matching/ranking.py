"""Which text is which: targets ranked for a text by weighed evidence.

A target is what a text may tell or be: a call, a report, another text. Features look for what a
text and each target have in common; the weights are data, fitted by a script of the tests.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy as np
import yaml

from analysis.collecting.matching.seen import Seen
from analysis.collecting.matching.targets import Targets
from analysis.parsing.spans import Span

FILE = Path(__file__).parent / "weights.yml"


class Piece(NamedTuple):
    """A piece of evidence: what it is, what is weighed, and both sides of it.

    `values` are amounts by name of the weight; what has none is shown and not weighed. `theirs` is
    how the corpus has it, `own` how the text has it, `place` where the text has it, and `telling`
    the number of the telling that is shown.
    """

    what: str
    values: Mapping[str, float]
    theirs: str | None = None
    own: str | None = None
    place: Span | None = None
    telling: int | None = None


class Found(NamedTuple):
    """What a feature finds: amounts by name for each target, and one target's pieces to show."""

    values: Mapping[str, np.ndarray]
    show: Callable[[int], Iterator[Piece]]


Some = TypeVar("Some", bound=Targets)
Feature = Callable[[Seen, Some], Found]


class Weights(NamedTuple):
    """Points for one unit of each value, for no evidence at all, and the score that is enough."""

    points: Mapping[str, float]
    start: float
    threshold: float

    @property
    def least(self) -> float:
        """The points of a score that is enough."""
        return math.log(self.threshold / (1 - self.threshold))

    def counts(self, piece: Piece) -> bool:
        """Whether any of its values is weighed."""
        return not self.points.keys().isdisjoint(piece.values)

    def weigh(self, piece: Piece) -> float:
        """The points that a piece of evidence adds."""
        return sum(self.points.get(name, 0.0) * value for name, value in piece.values.items())


class Match(NamedTuple):
    """A target, its points, and the evidence and the weights that they rest on."""

    target_id: str
    points: float
    pieces: tuple[Piece, ...]
    weights: Weights

    @property
    def score(self) -> float:
        """The logistic function of the points, 0 to 1: a probability where weights are fitted."""
        return 1 / (1 + math.exp(-self.points))

    @property
    def likely(self) -> bool:
        return self.points >= self.weights.least

    @property
    def evidence(self) -> str:
        """What is weighed in words, with its points, the strongest first."""
        kinds = dict.fromkeys(piece.what for piece in self.pieces)
        weighed = [(sum(map(self.weights.weigh, self.of(kind))), kind) for kind in kinds]
        weighed.sort(key=lambda each: -abs(each[0]))
        return "; ".join(f"{what} ({more:+.1f})" for more, what in weighed if abs(more) >= 0.05)

    def of(self, what: str) -> list[Piece]:
        """The pieces of one kind."""
        return [each for each in self.pieces if each.what == what]


@cache
def read_weights(targets: str, compared_by: str) -> Weights:
    """The weights for "calls", "texts" or "reports", and for how the words are compared."""
    tree = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return Weights(**tree[targets][compared_by])


def rank(
    seen: Seen,
    targets: Some,
    features: Sequence[Feature[Some]],
    weights: Weights,
    *,
    most: int | None = None,
    likely: bool = False,
) -> list[Match]:
    """The targets for a text, most points first; equal ones in the order of their ids.

    Parameters
    ----------
    seen, targets
        A text, and what it may tell or be.
    features
        What to look for.
    weights
        Points for what is found.
    most
        How many to return, each with its evidence; by default all.
    likely
        Whether only those are returned that reach the threshold.
    """
    found = [feature(seen, targets) for feature in features]
    points = np.full(len(targets.ids), float(weights.start))
    for each in found:
        for name, values in each.values.items():
            points += weights.points.get(name, 0.0) * values
    kept = targets.alive & (points >= weights.least) if likely else targets.alive
    numbers = np.flatnonzero(kept)
    order = numbers[np.argsort(-points[numbers].round(9), kind="stable")][:most]
    return [
        Match(
            targets.ids[number],
            float(points[number]),
            tuple(piece for each in found for piece in each.show(number)),
            weights,
        )
        for number in order
    ]
