"""What a text and a call, or two texts, have in common, piece by piece."""

import math
from collections.abc import Iterator
from functools import partial

import numpy as np

from analysis.collecting.matching.ranking import Feature, Found, Piece
from analysis.collecting.matching.seen import SERVICES, Seen
from analysis.collecting.matching.targets import Targets
from analysis.parsing.spans import Span


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
                spelled[key] if isinstance(spelled, dict) else key,
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


WORDINGS: dict[str, Feature[Targets]] = {
    "words": partial(find_words, space="words"),
    "concepts": partial(find_words, space="concepts"),
    "facts": partial(find_words, space="words"),
}
"""How words are compared; with "facts" they are shown, and not weighed."""

NAMES: Feature[Targets] = partial(find_shared, kind="names")
NUMBERS: Feature[Targets] = partial(find_shared, kind="numbers")

FEATURES: dict[str, tuple[Feature[Targets], ...]] = {
    compared_by: (words, NAMES, NUMBERS, find_days, find_releaser)
    for compared_by, words in WORDINGS.items()
}
"""What is looked for where words are compared as "words", as "concepts", or by "facts" only."""
