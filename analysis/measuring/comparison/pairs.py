"""Paired differences: the same call told by both groups, summed over clusters of calls."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import special

from analysis.measuring.comparison.multiplicity import ALPHA
from analysis.measuring.resampling import SEED, cluster_reports
from analysis.reading.corpus import Corpus

EXACT = 16
"""With up to so many clusters every way of swapping is tried, beyond that a sample of ways."""

SWAPS = 20_000

ADDED = 0.75
"""Size, in mean clusters, of each of the two clusters added to the differences of shares. With
Student's quantile, 95 % intervals then cover at least 93 % in clusters like this corpus's; without
it 86 % and with 0.5 91 % (`simulate` in tests/measuring/comparison/simulation.py)."""


class Pairs(NamedTuple):
    """Differences of calls, summed over clusters of calls.

    Attributes
    ----------
    summed
        Sum of the differences of the calls of each cluster: one row a cluster, one column a value.
    calls
        Number of calls, by cluster.
    """

    summed: np.ndarray
    calls: np.ndarray


def sum_pairs(corpus: Corpus, told: pd.DataFrame, differences: np.ndarray) -> Pairs:
    """Sum the differences of calls over clusters of calls.

    Parameters
    ----------
    corpus
        The corpus; clusters are those of the reports compared, by all the calls that they tell.
    told
        From `tell_shared`.
    differences
        One row a call, in the order of their ids; one column a value.
    """
    clusters = cluster_reports(corpus.select(told["report_id"].unique()))
    of_call = told.assign(cluster=clusters[told["report_id"]].to_numpy())
    of_call = of_call.groupby("call_id")["cluster"].first().sort_index()
    number = pd.factorize(of_call, sort=True)[0]
    calls = np.bincount(number).astype("float64")
    summed = np.zeros((len(calls), differences.shape[1]))
    np.add.at(summed, number, differences)
    return Pairs(summed, calls)


def paired_interval(
    pairs: Pairs, *, is_share: bool, alpha: float = ALPHA
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Mean difference over calls, and the ends of its interval; missing where none can be had.

    Parameters
    ----------
    pairs
        Differences by cluster of calls.
    is_share
        Whether the differences are those of shares of reports with a code.
    alpha
        One minus the confidence level.
    """
    summed, calls = pairs
    nothing = np.full(summed.shape[1], np.nan)
    if not len(calls):
        return nothing, nothing, nothing
    mean = summed.sum(axis=0) / calls.sum()
    equal = calls.sum() ** 2 / np.square(calls).sum()
    if is_share:
        size = ADDED * calls.mean()
        calls = np.append(calls, [size, size])
        added = np.outer([size, -size], np.ones(summed.shape[1]))
        summed = np.vstack([summed, added])
    elif equal < 2:
        return mean, nothing, nothing
    freedom = max(equal - 1, 1.0)
    centre = summed.sum(axis=0) / calls.sum()
    squares = np.square(summed - centre * calls[:, None]).sum(axis=0)
    error = np.sqrt(squares * (freedom + 1) / freedom) / calls.sum()
    half = -special.stdtrit(freedom, alpha / 2) * error
    # A share's interval is centred nearer to zero than the difference, but holds it.
    low, high = np.minimum(centre - half, mean), np.maximum(centre + half, mean)
    return (mean, low.clip(-1, 1), high.clip(-1, 1)) if is_share else (mean, low, high)


def swap_p(pairs: Pairs) -> np.ndarray:
    """Share of the ways of swapping the two groups that give a difference as large as there is."""
    signs = _swaps(len(pairs.calls))
    swapped = np.abs(signs @ pairs.summed)
    found = np.abs(pairs.summed.sum(axis=0))
    as_large = (swapped >= found - 1e-9).sum(axis=0)
    if len(pairs.calls) <= EXACT:
        return as_large / len(signs)
    return (as_large + 1) / (len(signs) + 1)


@lru_cache(maxsize=4)
def _swaps(clusters: int) -> np.ndarray:
    """Signs of clusters, a row a way of swapping; the same array for all, so nobody can write."""
    if clusters <= EXACT:
        numbers = np.arange(2**clusters)[:, None] >> np.arange(clusters)
        signs = 1.0 - 2.0 * (numbers & 1)
    else:
        signs = np.random.default_rng(SEED).choice([-1.0, 1.0], size=(SWAPS, clusters))
    signs.setflags(write=False)
    return signs
