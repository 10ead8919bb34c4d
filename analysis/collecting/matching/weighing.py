"""How much each piece of evidence is worth: shipped weights, and the score that they make."""

import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

FILE = Path(__file__).parent / "weights.yml"

FEATURES = {
    "words": (
        "words", "words_lead", "names", "numbers", "dated", "days_apart", "same_releaser",
        "other_releaser",
    ),
    "facts": ("names", "numbers", "dated", "days_apart", "same_releaser", "other_releaser"),
    "meaning": (
        "meaning", "names", "numbers", "dated", "days_apart", "same_releaser", "other_releaser",
    ),
}  # fmt: skip
"""What a text is scored by: in the language of the digests; in another; and there with a model."""


class Weights(NamedTuple):
    """Points for one unit of each piece of evidence, for none at all, and what is enough."""

    points: Mapping[str, float]
    start: float
    threshold: float

    def score(self, values: Mapping[str, float]) -> float:
        """The logistic function of the points: 0 to 1."""
        total = self.start + sum(self.parts(values).values())
        return 1 / (1 + math.exp(-total))

    def parts(self, values: Mapping[str, float]) -> dict[str, float]:
        """The points that each piece of evidence adds to the log-odds."""
        return {name: points * values[name] for name, points in self.points.items()}


@cache
def read_weights() -> dict[str, Weights]:
    """The shipped weights, by the names of `FEATURES`."""
    tree = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {name: Weights(**tree["weights"][name]) for name in FEATURES}
