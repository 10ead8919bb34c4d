"""Texts held against a corpus: every call with its evidence, ranked by the weights."""

import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from analysis.collecting.matching.comparing import Comparison, compare
from analysis.collecting.matching.normalising import LETTERS, STEM, fold
from analysis.collecting.matching.profiles import Profiles
from analysis.collecting.matching.told import DIGESTS, Told
from analysis.reading.corpus import Corpus

FILE = Path(__file__).parent / "weights.yml"

FEATURES = {
    "words": (
        "words", "words_lead", "names", "numbers", "dated", "days_apart", "same_releaser",
        "other_releaser",
    ),
    "facts": ("names", "numbers", "dated", "days_apart", "same_releaser", "other_releaser"),
}  # fmt: skip
"""What a text is scored by: in the language of the digests, and in another."""


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


class Matcher:
    """A corpus with what is needed to hold texts against it."""

    def __init__(self, corpus: Corpus) -> None:
        self.profiles = Profiles(corpus)
        self.calls = corpus.calls.set_index("call_id")[["title", "part_of"]].to_dict("index")

    def choose(self, told: Told) -> str:
        """By what a text is compared: by words where it is, or may be, in our language."""
        return "words" if told.language in (DIGESTS, "und") else "facts"

    def compare(self, told: Told, *, report_id: str | None = None) -> list[Comparison]:
        """The text and each call, in the order of the corpus."""
        return list(compare(told, self.profiles, self.profiles.others(report_id)))

    def weights(self, told: Told) -> Weights:
        """What evidence is worth in a text of this language."""
        return read_weights()[self.choose(told)]

    def rank(self, told: Told, *, report_id: str | None = None) -> list[tuple[Comparison, float]]:
        """Each call with its score, the highest first."""
        score = self.weights(told).score
        found = [(each, score(each.values)) for each in self.compare(told, report_id=report_id)]
        return sorted(found, key=lambda pair: (-pair[1], pair[0].call_id))

    def words(self, told: Told, found: Comparison) -> list[str]:
        """Our words on the nearest telling that the passage has, too, the rarest first."""
        telling = self.profiles.tellings[found.nearest]
        [passage] = [each for each in told.passages if each[:2] == found.passage]
        spelled = {fold(word)[:STEM]: word for word in LETTERS.findall(telling.own_words)}
        shared = passage.stems & telling.stems & spelled.keys()
        return [spelled[stem] for stem in sorted(shared, key=self.profiles.commonness)]
