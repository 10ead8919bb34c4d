"""Which text is which: targets ranked for a text by what it has in common with each.

A target is what a text may tell or be: a call, a report, another text. Features look for what a
text and each target have in common; the weights are data, fitted by a script of the tests.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import yaml

from analysis.collecting.matching.seen import SERVICES, Seen
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


Feature = Callable[[Seen, Any], Found]
"""What looks for one thing, in a text and in each target."""


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
    targets: Targets,
    features: Sequence[Feature],
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


def find_words(seen: Seen, targets: Targets, *, space: str) -> Found:
    """How alike a passage and each target are, how far ahead it is, and where the two are shown."""
    if not seen.passages:
        return Found({}, lambda number: iter(()))
    bags = [seen.terms(passage, space) for passage in seen.passages]
    alike, vectors = targets.alike(bags, space)
    alike[:, ~targets.alive] = 0.0
    rows = alike.argmax(axis=0)
    values = {"words": alike.max(axis=0), "words_lead": _lead(alike)}

    def show(number: int) -> Iterator[Piece]:
        place = seen.passages[rows[number]]
        telling = targets.nearest(number, vectors[[rows[number]]], space)
        yield Piece(
            "words", {name: float(each[number]) for name, each in values.items()},
            targets.tellings[telling].gist, own=seen.text[slice(*place)], place=place,
            telling=telling,
        )  # fmt: skip

    return Found(values, show)


def _lead(alike: np.ndarray) -> np.ndarray:
    """How far a target is ahead of the next, or behind the first, in the passage favouring it."""
    if alike.shape[1] < 2:
        return np.zeros(alike.shape[1])
    ordered = np.partition(alike, -2, axis=1)
    first, second = ordered[:, -1:], ordered[:, -2:-1]
    lead: np.ndarray = (alike - np.where(alike == first, second, first)).max(axis=0)
    return lead


def find_shared(seen: Seen, targets: Targets, *, kind: str) -> Found:
    """The names or numbers that a text and the targets have.

    A rarity is the logarithm of the inverse share of targets that have it. All together weigh the
    logarithm of its sum, parted by it.
    """
    own: dict[Span, frozenset[str]] = getattr(seen, kind)
    whole = np.zeros(len(targets.ids))
    shared: list[tuple[Span, str, np.ndarray, float]] = []
    for place, keys in own.items():
        known: np.ndarray = np.array([], dtype=int)
        for key in sorted(keys):
            having, rarity = targets.sharing(kind, key)
            having = np.setdiff1d(having, known)
            whole[having] += rarity
            known = np.union1d(known, having)
            shared.append((place, key, having, rarity))
    values = np.log1p(whole)

    def show(number: int) -> Iterator[Piece]:
        mine = [each for each in shared if number in each[2]]
        for place, key, _, rarity in sorted(mine, key=lambda each: (-each[3], each[0])):
            part = rarity * float(values[number] / whole[number]) if whole[number] else 0.0
            theirs = (getattr(targets.tellings[each], kind) for each in targets.tellings_of(number))
            spelled = next(some for some in theirs if key in some)
            yield Piece(
                kind.removesuffix("s"), {kind: part},
                spelled[key],
                own=seen.text[slice(*place)], place=place,
            )  # fmt: skip

    return Found({kind: values}, show)


def find_days(seen: Seen, targets: Targets) -> Found:
    """How near the day of the text, or of the release that it tells, is to one of theirs."""
    own = [each for each in (seen.facts.released, seen.facts.published) if each]
    apart = np.full(len(targets.ids), np.inf)
    for days in own:
        first, last = days.first.toordinal(), days.last.toordinal()
        between = np.maximum(targets.first - last, first - targets.last).clip(0)
        kept = np.where(np.isnan(between), np.inf, between).min(axis=1)
        np.minimum.at(apart, targets.of[targets.kept], kept[targets.kept])
    dated = np.isfinite(apart)
    values = {"dated": dated * 1.0, "days_apart": np.log1p(np.where(dated, apart, 0.0))}

    def show(number: int) -> Iterator[Piece]:
        pairs = [
            (mine.apart(other), mine, other)
            for mine in own
            for each in targets.tellings_of(number)
            for other in targets.days[each]
            if other
        ]
        if pairs:
            days, mine, other = min(pairs, key=lambda pair: pair[0])
            weighed = {"dated": 1.0, "days_apart": math.log1p(days)}
            yield Piece("days", weighed, f"{other}", own=f"{mine}")

    return Found(values, show)


def find_releaser(seen: Seen, targets: Targets) -> Found:
    """The services that are said to have released it, and whether the text names them."""
    own = seen.facts.released_by if seen.facts.released_by in SERVICES else None
    named = targets.services
    same = (targets.count(named == own) > 0) & (own is not None)
    other = (targets.count(named != None) > 0) & ~same & (own is not None)  # noqa: E711
    values = {"same_releaser": same * 1.0, "other_releaser": other * 1.0}

    def show(number: int) -> Iterator[Piece]:
        theirs = sorted({named[each] for each in targets.tellings_of(number)} - {None})
        if theirs:
            weighed = {name: 1.0 for name, each in values.items() if each[number]}
            yield Piece("releaser", weighed, ", ".join(theirs), own=seen.facts.released_by)

    return Found(values, show)


def with_wording(*others: Feature) -> dict[str, tuple[Feature, ...]]:
    """Features beside words and names, by how words are compared.

    With "facts" words are shown, and not weighed.
    """
    spaces = {"words": "words", "concepts": "concepts", "facts": "words"}
    names = partial(find_shared, kind="names")
    return {by: (partial(find_words, space=each), names, *others) for by, each in spaces.items()}


FEATURES = with_wording(partial(find_shared, kind="numbers"), find_days, find_releaser)
"""What is looked for where words are compared as "words", as "concepts", or by "facts" only."""
