"""Uncertainty of shares: calls are resampled, not reports.

Reports of one call repeat each other, so they are one observation, not many. Reports that tell a
call in common, directly or over further reports and batches, are one cluster; the bootstrap draws
clusters with replacement (Field & Welsh 2007). The variance over the draws gives the effective
number of reports behind a share, and with it Wilson's interval, which stays between 0 and 1 and
keeps a width where every report agrees (Korn & Graubard 1998; Dean & Pagano 2015).
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse, special

from analysis.reading.corpus import Corpus

DRAWS = 1_000
SEED = 20_220_224


class Share(NamedTuple):
    """A share and the ends of its interval; arrays of one shape."""

    share: np.ndarray
    low: np.ndarray
    high: np.ndarray


class Footing(NamedTuple):
    """How much a share rests on; arrays that fit the share's shape.

    Attributes
    ----------
    size
        Number of independent reports that would give the share the same variance.
    freedom
        Degrees of freedom of that variance.
    """

    size: np.ndarray
    freedom: np.ndarray


def cluster_reports(corpus: Corpus) -> pd.Series:
    """The cluster of each report: reports linked by calls that they tell in common.

    Parameters
    ----------
    corpus
        Its reports are clustered; calls of one batch (`part_of`) count as linked, tellings by any
        confidence do. Select before: a report that is left out links nothing.

    Returns
    -------
    Series
        Number of the cluster, from 0, by report_id in the order of the reports; a report that
        tells no known call is a cluster of its own.

    Examples
    --------
    >>> import analysis
    >>> from analysis.measuring.resampling import cluster_reports
    >>> cluster_reports(analysis.read_corpus()).nunique()
    138
    """
    report_ids = corpus.tables["reports"]["report_id"]
    told = corpus.tables["tellings"][["report_id", "call_id"]].dropna()
    parts = corpus.tables["calls"][["call_id", "part_of"]].dropna()
    # Reports and calls are nodes of one graph; a prefix keeps equal ids apart.
    own = "report " + report_ids
    left = pd.concat(["report " + told["report_id"], "call " + parts["call_id"]])
    right = pd.concat(["call " + told["call_id"], "call " + parts["part_of"]])
    codes, nodes = pd.factorize(pd.concat([own, left, right]))
    links = codes[len(own) :].reshape(2, -1)
    graph = sparse.coo_array((np.ones(links.shape[1]), tuple(links)), shape=(len(nodes),) * 2)
    _, labels = sparse.csgraph.connected_components(graph, directed=False)
    # Numbered in the order of ids, so that the draws do not depend on the order of rows.
    order = np.argsort(report_ids.to_numpy(), kind="stable")
    numbers = np.empty(len(own), dtype="int64")
    numbers[order] = pd.factorize(labels[codes[: len(own)]][order])[0]
    return pd.Series(numbers, index=report_ids.to_numpy())


@lru_cache(maxsize=16)
def draw_clusters(clusters: int, *, draws: int = DRAWS, seed: int = SEED) -> np.ndarray:
    """How often each cluster is drawn: one row a bootstrap sample, one column a cluster.

    The same array comes back to all who ask for the same, so nobody can write to it.
    """
    drawn = np.empty((draws, clusters))
    if clusters:
        equal = np.full(clusters, 1 / clusters)
        drawn[:] = np.random.default_rng(seed).multinomial(clusters, equal, size=draws)
    drawn.setflags(write=False)
    return drawn


def draw_ratios(counted: np.ndarray, total: np.ndarray) -> np.ndarray:
    """Ratios of sums over drawn clusters, the same draws for every period or group.

    Parameters
    ----------
    counted
        What is counted, by cluster, period (or group) and value.
    total
        What it is counted of, by cluster and period (or group).

    Returns
    -------
    ndarray
        By draw, period and value; missing where a draw hits nothing of the period.
    """
    draws = draw_clusters(len(total))
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.tensordot(draws, counted, 1) / (draws @ total)[..., None]


def share_interval(
    with_code: np.ndarray,
    total: np.ndarray,
    squared: np.ndarray,
    clusters: np.ndarray,
    *,
    level: float = 0.95,
) -> Share:
    """Shares with intervals from resampling clusters.

    Parameters
    ----------
    with_code
        Weight of the reports that have a code, by cluster, period and value.
    total, squared
        Weight of all reports, and sum of their squared weights, by cluster and period.
    clusters
        Number of clusters in each period; it need not be whole, where dates are intervals.
    level
        Confidence level, between 0 and 1.

    Returns
    -------
    Share
        Arrays by period and value; missing where there is no report.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        share = with_code.sum(axis=0) / total.sum(axis=0)[:, None]
    footing = share_footing(share, draw_ratios(with_code, total), total, squared, clusters)
    return wilson_interval(share, footing, 1 - level)


def share_footing(
    share: np.ndarray,
    drawn: np.ndarray,
    total: np.ndarray,
    squared: np.ndarray,
    clusters: np.ndarray,
) -> Footing:
    """What shares rest on, from their variance over draws of clusters.

    Parameters
    ----------
    share
        By period and value.
    drawn
        The same in each draw (`draw_ratios`): by draw, period and value.
    total, squared, clusters
        As for `share_interval`.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        equal = equal_clusters(total)
        # With the bare number of clusters, 95 % intervals cover but 91 to 94 % where a few calls
        # hold most reports (test_resampling.py); with this one 94 % and more.
        freedom = np.maximum(np.minimum(clusters, equal) - 1, 1.0)[:, None]
        variance = draws_variance(drawn) * (freedom + 1) / freedom
        size = np.where(variance > 1e-12, share * (1 - share) / variance, equal[:, None])
        reports = (total.sum(axis=0) ** 2 / squared.sum(axis=0))[:, None]
    return Footing(np.minimum(size, reports), freedom)


def wilson_interval(share: np.ndarray, footing: Footing, alpha: np.ndarray | float) -> Share:
    """Wilson's (1927) score interval with Student's quantile in place of the normal one.

    Parameters
    ----------
    share, footing
        Shares and what they rest on (`share_footing`).
    alpha
        One minus the confidence level, one for all or one for each share.
    """
    spread = special.stdtrit(footing.freedom, np.asarray(alpha) / 2) ** 2
    with np.errstate(invalid="ignore", divide="ignore"):
        spread = spread / footing.size
        centre = (share + spread / 2) / (1 + spread)
        half = np.sqrt(spread * (share * (1 - share) + spread / 4)) / (1 + spread)
    return Share(share, np.clip(centre - half, 0, share), np.clip(centre + half, share, 1))


def draws_variance(drawn: np.ndarray) -> np.ndarray:
    """Variance over the draws that hit the period at all."""
    seen = ~np.isnan(drawn)
    with np.errstate(invalid="ignore", divide="ignore"):
        count = seen.sum(axis=0)
        mean = np.where(seen, drawn, 0.0).sum(axis=0) / count
        return np.where(seen, np.square(drawn - mean), 0.0).sum(axis=0) / count


def equal_clusters(total: np.ndarray) -> np.ndarray:
    """Number of equal clusters that would weigh like these (Kish 1965).

    It gives the degrees of freedom of the variance. Where no draw differs, as when every report
    agrees, it stands in for the variance, too: nothing is known of that then, and the worst case
    is that each cluster is one observation.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        return total.sum(axis=0) ** 2 / (total**2).sum(axis=0)
