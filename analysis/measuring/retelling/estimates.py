"""Shares, means and medians with 95 % intervals that take clusters of calls together."""

from typing import NamedTuple

import numpy as np
from scipy import stats

from analysis.measuring.resampling import (
    bunch_clusters,
    coded_footing,
    correlate_reports,
    draw_clusters,
    draw_ratios,
    draws_variance,
    equal_clusters,
    wilson_interval,
)

LEVEL = 0.95


class Estimate(NamedTuple):
    """A number and the ends of its interval; missing where nothing was observed."""

    estimate: float
    low: float
    high: float


NOTHING = Estimate(np.nan, np.nan, np.nan)


def estimate_share(having: np.ndarray, clusters: np.ndarray) -> Estimate:
    """The share of rows that have something; `clusters` names the cluster of each row.

    Wilson's interval for the number of independent rows that they are worth (`coded_footing`).
    """
    if not len(having):
        return NOTHING
    number, labels = _number(clusters)
    has = np.asarray(having, dtype="float64")[:, None]
    total = np.bincount(labels, minlength=number).astype("float64")[:, None]
    footing = coded_footing(total, total, correlate_reports(has, labels))
    found = wilson_interval(has.mean(axis=0), footing, 1 - LEVEL)
    return Estimate(*(float(each.item()) for each in found))


def estimate_mean(
    values: np.ndarray, clusters: np.ndarray, weights: np.ndarray | None = None
) -> Estimate:
    """The weighted mean of rows, with Student's interval for the variance over draws of clusters.

    Degrees of freedom are those of the number of equal clusters that would weigh alike (Kish
    1965), less one. With one cluster there is no interval. Of counts as skewed as those of calls,
    in clusters as unequal, it covers the mean in 91 to 94 % of simulations (test_intervals.py).
    """
    if not len(values):
        return NOTHING
    number, labels = _number(clusters)
    weights = np.ones(len(values)) if weights is None else weights
    total = np.bincount(labels, weights=weights, minlength=number)
    summed = np.bincount(labels, weights=weights * values, minlength=number)
    mean = float(summed.sum() / total.sum())
    if number < 2:
        return Estimate(mean, np.nan, np.nan)
    freedom = max(float(equal_clusters(total)) - 1, 1.0)
    bunch = bunch_clusters(number)
    sums, sizes = (np.bincount(bunch, weights=each) for each in (summed, total))
    drawn = draw_ratios(sums[:, None, None], sizes[:, None])[:, 0, 0]
    variance = float(draws_variance(drawn)) * (freedom + 1) / freedom
    half = float(stats.t.ppf((1 + LEVEL) / 2, freedom)) * variance**0.5
    return Estimate(mean, mean - half, mean + half)


def estimate_median(values: np.ndarray, clusters: np.ndarray) -> Estimate:
    """The median of rows, with the percentile interval over draws of clusters (Efron 1979)."""
    if not len(values):
        return NOTHING
    number, labels = _number(clusters)
    order = np.argsort(values, kind="stable")
    ordered = np.asarray(values, dtype="float64")[order]
    place = bunch_clusters(number)[labels[order]]
    # A draw at a time: all of them, of every row, do not fit into memory where calls are many.
    weights = (drawn[place].cumsum() for drawn in draw_clusters(place.max() + 1))
    drawn = ordered[[np.searchsorted(each, each[-1] / 2) for each in weights]]
    tail = (1 - LEVEL) / 2 * 100
    low, high = (float(each) for each in np.percentile(drawn, [tail, 100 - tail]))
    return Estimate(float(np.median(ordered)), low, high)


def _number(clusters: np.ndarray) -> tuple[int, np.ndarray]:
    found, labels = np.unique(clusters, return_inverse=True)
    return len(found), labels
