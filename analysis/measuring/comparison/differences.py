"""Differences of ratios: interval and p-value from one and the same inversion.

The interval joins those of the two ratios (the square-and-add method of Newcombe 1998, for any two
estimates and with their correlation: Zou & Donner 2008). The correlation comes from the draws:
both groups are drawn with the same clusters, so that what a call does to both of them cancels.
The p-value is the smallest alpha whose interval leaves out zero.
Of many p-values at once, the false discovery rate.

In the calls that both groups told, differences are paired: within each call, summed over clusters.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import special, stats

from analysis.measuring.ratios import Ratios, ratio_interval
from analysis.measuring.resampling import SEED, bunch_clusters

ALPHA = 0.05
"""Share of false ones among the differences that are named."""

HALVINGS = 40
"""Steps of the search for a p-value: each halves the span of its logarithm, from 1e-12 to 1."""


class Difference(NamedTuple):
    """Differences by group and value, the ends of their intervals, and p; missing where none."""

    estimate: np.ndarray
    low: np.ndarray
    high: np.ndarray
    p: np.ndarray


def find_differences(
    one: Ratios, other: Ratios, clusters: np.ndarray, *, alpha: float = 0.05
) -> Difference:
    """Differences of ratios, one minus the other, with interval and p-value.

    Parameters
    ----------
    one, other
        Ratios of the same shape, in the same clusters.
    clusters
        How many clusters, by value, have what is counted (`clusters_with`): a correlation that is
        seen in few of them is no evidence that calls cancel, and is shrunk towards zero.
    alpha
        One minus the confidence level.

    Notes
    -----
    With every report a call of its own this is Newcombe's (1998) method 10 for two shares, but for
    Student's quantile. `tests/measuring/comparison/simulation.py` measures its coverage where
    reports of a call resemble each other and groups share calls.
    """
    together = _correlation(one.sums.draw(), other.sums.draw())
    # Unshrunk, 95 % intervals of codes that few calls have cover 91 to 93 %; shrunk 94 % and more,
    # for 2 % more width.
    shrunk = together * np.maximum(clusters - 1, 0) / (clusters + 3)
    together = np.where(together > 0, shrunk, together)
    low, high = _square_and_add(one, other, together, np.full(one.estimate.shape, alpha))
    difference = one.estimate - other.estimate
    below, above = (np.full(difference.shape, np.log(end)) for end in (1e-12, 1.0))
    for _ in range(HALVINGS):
        middle = (below + above) / 2
        from_, to = _square_and_add(one, other, together, np.exp(middle))
        outside = (from_ > 0) | (to < 0)
        below, above = np.where(outside, below, middle), np.where(outside, middle, above)
    p = np.where(np.isnan(low) | np.isnan(high), np.nan, np.exp(above))
    return Difference(difference, low, high, p)


def _correlation(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Correlation over the draws that hit both; 0 where one of them does not vary."""
    seen = ~(np.isnan(one) | np.isnan(other))
    with np.errstate(invalid="ignore", divide="ignore"):
        count = seen.sum(axis=0)
        one, other = (
            np.where(seen, each - np.where(seen, each, 0.0).sum(axis=0) / count, 0.0)
            for each in (one, other)
        )
        product = (one * other).sum(axis=0)
        size = np.sqrt(np.square(one).sum(axis=0) * np.square(other).sum(axis=0))
        return np.where(size > 1e-12, product / size, 0.0)


def _square_and_add(
    one: Ratios, other: Ratios, together: np.ndarray, alpha: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    first, second = ratio_interval(one, alpha), ratio_interval(other, alpha)
    difference = one.estimate - other.estimate
    down = _hypotenuse(first.share - first.low, second.high - second.share, together)
    up = _hypotenuse(first.high - first.share, second.share - second.low, together)
    return difference - down, difference + up


def _hypotenuse(one: np.ndarray, other: np.ndarray, together: np.ndarray) -> np.ndarray:
    return np.sqrt(np.maximum(one**2 + other**2 - 2 * together * one * other, 0.0))


def adjust_p(p: np.ndarray) -> np.ndarray:
    """Adjust p-values for the false discovery rate; what is missing is no test.

    Parameters
    ----------
    p
        P-values of one family of tests.

    Returns
    -------
    ndarray
        q: the lowest false discovery rate at which the test is still called a discovery
        (Benjamini & Hochberg 1995, by `scipy.stats.false_discovery_control`); missing where p is.

    Examples
    --------
    >>> import numpy as np
    >>> adjust_p(np.array([0.01, np.nan, 0.04, 0.03])).round(3)
    array([0.03,  nan, 0.04, 0.04])
    """
    p = np.asarray(p, dtype="float64")
    q = np.full(p.shape, np.nan)
    known = ~np.isnan(p)
    if known.any():
        q[known] = stats.false_discovery_control(p[known])
    return q


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


def sum_pairs(told: pd.DataFrame, differences: np.ndarray) -> Pairs:
    """Sum the differences of calls over clusters of calls.

    Parameters
    ----------
    told
        One row a telling: call_id, `cluster`.
    differences
        One row a call, in the order of their ids; one column a value.
    """
    of_call = told.groupby("call_id")["cluster"].first().sort_index()
    number = pd.factorize(of_call, sort=True)[0]
    calls = np.bincount(number).astype("float64")
    summed = np.zeros((len(calls), differences.shape[1]))
    np.add.at(summed, number, differences)
    return Pairs(summed, calls)


def paired_interval(pairs: Pairs, *, is_share: bool) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Mean difference over calls, and the ends of its interval; missing where none can be had.

    Parameters
    ----------
    pairs
        Differences by cluster of calls.
    is_share
        Whether the differences are those of shares of reports with a code.
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
    half = -special.stdtrit(freedom, ALPHA / 2) * error
    # A share's interval is centred nearer to zero than the difference, but holds it.
    low, high = np.minimum(centre - half, mean), np.maximum(centre + half, mean)
    return (mean, low.clip(-1, 1), high.clip(-1, 1)) if is_share else (mean, low, high)


def swap_p(pairs: Pairs) -> np.ndarray:
    """Share of the ways of swapping the two groups that give a difference as large as there is."""
    # Of very many clusters whole bunches are swapped.
    bunches = bunch_clusters(len(pairs.calls))
    summed = np.zeros((bunches.max(initial=-1) + 1, pairs.summed.shape[1]))
    np.add.at(summed, bunches, pairs.summed)
    signs = _swaps(len(summed))
    swapped = np.abs(signs @ summed)
    found = np.abs(summed.sum(axis=0))
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
