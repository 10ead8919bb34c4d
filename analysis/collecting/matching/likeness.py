"""How alike the passages of a text and the tellings of each call are, by words or by meaning."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from analysis.collecting.matching.profiles import Profiles
from analysis.collecting.matching.told import Told

Embed = Callable[[Sequence[str]], np.ndarray]
"""Stretches of text -> a row of numbers each, of length one, near each other if they mean alike."""


class Likeness(NamedTuple):
    """By call: how alike, how far ahead, the telling that is nearest, and the text's passage."""

    alike: np.ndarray
    lead: np.ndarray
    nearest: list[int]
    passages: list[int]


def by_words(told: Told, profiles: Profiles, others: Mapping[str, list[int]]) -> Likeness:
    """Cosine of a passage's words with those of all tellings of a call, rare words weighing more.

    The vector of a call is the sum of its tellings' (Rocchio 1971).
    """
    each = (profiles.weigh(part.stems for part in told.passages) @ profiles.vectors.T).toarray()
    calls = np.column_stack([profiles.likeness(each, some) for some in others.values()])
    return Likeness(calls.max(axis=0), _lead(calls), *_places(calls, each, others))


def by_meaning(
    told: Told, embedded: np.ndarray, others: Mapping[str, list[int]], embed: Embed
) -> Likeness:
    """Cosine of a passage with the nearest telling of a call, both as a model embeds them.

    In standard deviations above the mean of all calls: two languages are less alike than one.
    """
    passages = embed([told.text[part.start : part.end] for part in told.passages])
    each = np.asarray(passages) @ embedded.T
    calls = np.column_stack([each[:, some].max(axis=1) for some in others.values()])
    best = calls.max(axis=0)
    alike = (best - best.mean()) / (best.std() or 1.0)
    return Likeness(alike, _lead(calls), *_places(calls, each, others))


def _places(
    calls: np.ndarray, each: np.ndarray, others: Mapping[str, list[int]]
) -> tuple[list[int], list[int]]:
    """The telling that is nearest, and the passage; `calls` and `each` (telling) by passages."""
    rows = [int(row) for row in calls.argmax(axis=0)]
    pairs = zip(rows, others.values(), strict=True)
    return [some[int(each[row, some].argmax())] for row, some in pairs], rows


def _lead(calls: np.ndarray) -> np.ndarray:
    """How far a call is ahead of the next, or behind the first, in the passage that favours it."""
    if calls.shape[1] < 2:
        return np.zeros(calls.shape[1])
    ordered = np.sort(calls, axis=1)
    first, second = ordered[:, -1:], ordered[:, -2:-1]
    lead: np.ndarray = (calls - np.where(calls == first, second, first)).max(axis=0)
    return lead
