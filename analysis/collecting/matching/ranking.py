"""What speaks for and against, and how much: targets ranked for a text by weighed evidence.

A target is what a text may tell or be: a call, or a report. What a pair of a text and a target
shows are pieces of evidence, each with the values that are weighed; the weights are data.
"""

import math
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

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


class Weights(NamedTuple):
    """Points for one unit of each value, for no evidence at all, and what is enough."""

    points: Mapping[str, float]
    start: float
    threshold: float

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
    def evidence(self) -> str:
        """What is weighed in words, with its points, the strongest first."""
        weighed = [(self.weights.weigh(piece), piece.what) for piece in self.pieces]
        weighed.sort(key=lambda each: -abs(each[0]))
        return "; ".join(f"{what} ({more:+.1f})" for more, what in weighed if abs(more) >= 0.05)

    def of(self, what: str) -> list[Piece]:
        """The pieces of one kind."""
        return [each for each in self.pieces if each.what == what]


@cache
def read_weights(targets: str, language: str) -> Weights:
    """The weights for "calls" or "reports", and for texts in a language of the digests or another.

    Words are compared where the text is in the language of the digests, or may be; else facts.
    """
    tree = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return Weights(**tree[targets][compared_by(language)])


DIGESTS = "en"
"""The language of our digests."""


def compared_by(language: str) -> str:
    """By what texts of a language are compared with our digests: "words" or "facts"."""
    return "words" if language in (DIGESTS, "und") else "facts"


def rank(found: Iterable[tuple[str, Iterable[Piece]]], weights: Weights) -> list[Match]:
    """Targets with their evidence, most points first; equal ones in the order of their ids."""
    matches = []
    for target_id, evidence in found:
        pieces = tuple(evidence)
        points = weights.start + sum(weights.weigh(piece) for piece in pieces)
        matches.append(Match(target_id, points, pieces, weights))
    return sorted(matches, key=lambda match: (-round(match.points, 9), match.target_id))
