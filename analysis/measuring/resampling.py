"""Uncertainty of shares: calls count, not reports.

Reports of one call repeat each other, so they are not as many observations. Reports that tell a
call in common, directly or over further reports and batches, are one cluster.

Of a code that a report has or has not, the intraclass correlation says how alike the reports of a
cluster are. It is a property of the code, so all reports of the corpus tell of it, and with it the
clusters of a period or group give the number of independent reports that its share rests on (Kish
1965; Rao & Scott 1992): few reports say little about their own correlation, and intervals that ask
them for it are too wide or too narrow. Of words, which no such correlation holds for, the variance
comes from drawing clusters with replacement (Field & Welsh 2007). Either gives Wilson's interval,
which stays between 0 and 1 and keeps a width where every report agrees (Korn & Graubard 1998; Dean
& Pagano 2015).
"""

from collections.abc import Iterable
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
    skew
        How lopsided the share falls, beyond its variance: of n independent reports 1 / n; more
        where one call holds many reports. 0 where it is not known.
    """

    size: np.ndarray
    freedom: np.ndarray
    skew: np.ndarray | float = 0.0


@lru_cache(maxsize=16)
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
        tells no known call is a cluster of its own. Kept, so not to be changed.

    Examples
    --------
    >>> import analysis
    >>> from analysis.measuring.resampling import cluster_reports
    >>> cluster_reports(analysis.read_corpus()).nunique()
    138
    """
    report_ids = corpus.tables["reports"]["report_id"]
    told = corpus.tables["tellings"][["report_id", "call_id"]].dropna()
    # Of calls that none of the reports tells, batches link none of them.
    parts = (corpus.origin or corpus).tables["calls"][["call_id", "part_of"]].dropna()
    # Reports and calls are nodes of one graph, the calls numbered behind the reports.
    own = pd.Index(report_ids)
    calls, _ = pd.factorize(pd.concat([told["call_id"], parts["call_id"], parts["part_of"]]))
    one, part, whole = np.split(calls + len(own), [len(told), len(told) + len(parts)])
    left = np.concatenate([own.get_indexer(told["report_id"]), part])
    right = np.concatenate([one, whole])
    size = len(own) + calls.max(initial=-1) + 1
    graph = sparse.coo_array((np.ones(len(left)), (left, right)), shape=(size, size))
    _, labels = sparse.csgraph.connected_components(graph, directed=False)
    # Numbered in the order of ids, so that the draws do not depend on the order of rows.
    order = np.argsort(report_ids.to_numpy(), kind="stable")
    numbers = np.empty(len(own), dtype="int64")
    numbers[order] = pd.factorize(labels[: len(own)][order])[0]
    return pd.Series(numbers, index=report_ids.to_numpy())


@lru_cache(maxsize=16)
def draw_clusters(clusters: int) -> np.ndarray:
    """How often each cluster is drawn: one row a bootstrap sample, one column a cluster.

    The same array comes back to all who ask for the same, so nobody can write to it.
    """
    drawn = np.empty((DRAWS, clusters))
    if clusters:
        equal = np.full(clusters, 1 / clusters)
        drawn[:] = np.random.default_rng(SEED).multinomial(clusters, equal, size=DRAWS)
    drawn.setflags(write=False)
    return drawn


BLOCK = 1_000_000
"""Sums by cluster and group, or day, are held for so many at once."""

BUNCHES = 2_000
"""Of more clusters than this, bunches are drawn: a correlation over them is as sure as 1,000 draws
can tell, and the draws of a million reports take the room of those of a few thousand."""


def bunch_clusters(clusters: int) -> np.ndarray:
    """The number of what is drawn with each cluster: itself, or, of many, a bunch put by chance.

    Sums over bunches vary as those over clusters do (random groups: Wolter 2007, chapter 2).

    Examples
    --------
    >>> bunch_clusters(4)
    array([0, 1, 2, 3])
    """
    if clusters <= BUNCHES:
        return np.arange(clusters)
    return np.random.default_rng(SEED).permutation(clusters) % BUNCHES


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


class Correlation(NamedTuple):
    """How alike reports of one cluster are in each code.

    Attributes
    ----------
    value
        Intraclass correlation, by value of the variable: 0 where reports of a cluster are no more
        alike than others, 1 where they all agree.
    variance
        Its sampling variance.
    """

    value: np.ndarray
    variance: np.ndarray


AGREEING = 2.0
"""Reports of one more cluster that are alike, added to those that there are, so that a small corpus
does not take its reports for independent; in this one they raise a correlation by less than .01."""


def correlate_reports(has: np.ndarray, clusters: np.ndarray) -> Correlation:
    """Intraclass correlation of codes in clusters, from the pairs of reports of each cluster.

    Parameters
    ----------
    has
        1 where a report has the code, else 0: one row a report, one column a value.
    clusters
        The number of each report's cluster.

    Returns
    -------
    Correlation
        By value. Each report counts once: its pairs with the others of its cluster share one weight
        (Karlin, Cameron & Williams 1981; Ridout, Demetrio & Firth 1999, who compare twenty
        estimators). The variance is that of the ratio over clusters, each scaled as if left out. A
        code that all reports or none have tells nothing: 1.

    Examples
    --------
    >>> import numpy as np
    >>> has = np.array([[1], [1], [0], [0], [1], [0]])
    >>> correlate_reports(has, np.array([0, 0, 1, 1, 2, 3])).value
    array([1.])
    """
    size = np.bincount(clusters).astype("float64")[:, None]
    having = np.zeros((len(size), has.shape[1]))
    np.add.at(having, clusters, has)
    share = has.mean(axis=0) if len(has) else np.full(has.shape[1], np.nan)
    deviation, spread = having - share * size, share * (1 - share)
    # A report's product with itself is no pair.
    itself = having * (1 - share) ** 2 + (size - having) * share**2
    paired = np.where(size > 1, size, 0.0)  # number of pairs, times their weight
    total = paired.sum() + AGREEING
    with np.errstate(invalid="ignore", divide="ignore"):
        products = (np.square(deviation) - itself) / np.maximum(size - 1, 1) / spread
        value = (products.sum(axis=0) + AGREEING) / total
        # What each cluster adds to it: by its pairs, and by the share that all are measured with.
        slope = value * (1 - 2 * share) / spread * total / len(has)
        added = (products - value * paired - slope * deviation) / (1 - paired / total)
        variance = np.square(added / total).sum(axis=0)
    known = spread > 0
    return Correlation(np.where(known, value, 1.0).clip(0, 1), np.where(known, variance, 0.0))


class Moments(NamedTuple):
    """What intervals of codes need of the clusters of each group: sums over them, by group.

    Attributes
    ----------
    total, squared
        Of all reports the weights, and the squared weights.
    together
        Of each cluster's weight, squared: over all pairs of its reports.
    one, two, three
        Over one, two and three different reports of a cluster; cubes as of equal weights.
    """

    total: np.ndarray
    squared: np.ndarray
    together: np.ndarray
    one: np.ndarray
    two: np.ndarray
    three: np.ndarray


def sum_moments(total: np.ndarray, squared: np.ndarray) -> Moments:
    """The moments of groups, from sums of weights and of squared weights by cluster and group."""
    with np.errstate(invalid="ignore", divide="ignore"):
        cubed = np.where(total > 0, squared**2 / total, 0.0)
    pairs = total**2
    mixed = total * squared
    triples = pairs * total - 3 * mixed + 2 * cubed
    sums = (each.sum(axis=0) for each in (total, squared, pairs, cubed, mixed - cubed, triples))
    return Moments(*sums)


def add_moments(parts: Iterable[Moments]) -> Moments:
    """The moments of the clusters of all parts together."""
    return Moments(*(np.sum(each, axis=0) for each in zip(*parts, strict=True)))


def coded_footing(total: np.ndarray, squared: np.ndarray, correlation: Correlation) -> Footing:
    """What the shares of codes rest on (`rest_on`), by sums over each cluster and group."""
    return rest_on(sum_moments(total, squared), correlation)


def rest_on(moments: Moments, correlation: Correlation) -> Footing:
    """What the shares of codes rest on, from how alike reports of a cluster are.

    Parameters
    ----------
    moments
        Of each period or group.
    correlation
        Of the codes, by value.

    Returns
    -------
    Footing
        By period and value. `size` is Kish's (1965), for clusters of any sizes and reports of any
        weights; `freedom` Satterthwaite's (1946): infinite where no two reports share a cluster;
        `skew` follows from the third moment of the beta-binomial distribution.
    """
    rho = correlation.value
    reports, alone, pairs, one, two, three = (each[:, None] for each in moments)
    variance = alone + rho * (pairs - alone)
    with np.errstate(invalid="ignore", divide="ignore"):
        third = one + 3 * rho * two + 2 * rho**2 / (1 + rho) * three
        freedom = 2 * variance**2 / (correlation.variance * (pairs - alone) ** 2)
        freedom = np.where(np.isnan(freedom), np.inf, freedom).clip(min=1)
        return Footing(reports**2 / variance, freedom, third / variance / reports)


CORRECTED = 0.5
"""Part of the correction for skewness that is made. In designs like this corpus's the whole of it
goes too far where a call holds most reports, and without it intervals of rare codes cover 91 %."""


def wilson_interval(share: np.ndarray, footing: Footing, alpha: np.ndarray | float) -> Share:
    """Wilson's (1927) score interval with Student's quantile, corrected for skewness.

    The correction is that of Gart & Nam (1988), by half. Beside a share of few cases, or of all but
    few, the end is that of a Poisson count wherever that is farther out (Brown, Cai & DasGupta
    2001, section 4.1.1).

    Parameters
    ----------
    share, footing
        Shares and what they rest on (`coded_footing`).
    alpha
        One minus the confidence level, one for all or one for each share.
    """
    squared = special.stdtrit(footing.freedom, np.asarray(alpha) / 2) ** 2
    shift = CORRECTED * footing.skew * (squared - 1) / 6
    with np.errstate(invalid="ignore", divide="ignore"):
        # The ends solve (share - shift - (1 - 2 shift) p)^2 = spread p (1 - p).
        spread, moved, slope = squared / footing.size, share - shift, 1 - 2 * shift
        centre = moved * slope + spread / 2
        half = np.sqrt(np.maximum(spread * (moved * (slope - moved) + spread / 4), 0.0))
        low, high = ((centre + side * half) / (slope**2 + spread) for side in (-1, 1))
    low = np.minimum(low.clip(0, share), _least_share(share, footing.size, alpha))
    most = 1 - _least_share(1 - share, footing.size, alpha)
    return Share(share, low, np.maximum(high.clip(share, 1), most))


RARE = 3.0
"""Of so few independent reports that have a code, or lack it, Wilson's interval is too narrow."""


def _least_share(share: np.ndarray, size: np.ndarray, alpha: np.ndarray | float) -> np.ndarray:
    """The lower end of the share of a code that few independent reports have; else the share."""
    count = share * size
    few = (count > 0) & (count <= RARE)
    with np.errstate(invalid="ignore", divide="ignore"):
        least = special.gammaincinv(np.where(few, count, 1.0), alpha) / size
    return np.where(few, least, share)


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
