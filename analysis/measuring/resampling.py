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
from pandas.util import hash_array
from scipy import sparse, special

from analysis.reading.corpus import Corpus
from analysis.reading.judgements import place_within

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
    told, ids = number_told(corpus), corpus.tables.ids()
    # Who tells several calls links them.
    several = told.report[1:] == told.report[:-1]
    left = np.concatenate([told.call[:-1][several], told.part])
    right = np.concatenate([told.call[1:][several], told.batch])
    size = np.concatenate([told.call, left, right]).max(initial=-1) + 1
    graph = sparse.coo_array((np.ones(len(left)), (left, right)), shape=(size, size))
    _, linked = sparse.csgraph.connected_components(graph, directed=False)
    labels = size + np.arange(len(ids))
    labels[told.report] = linked[told.call]
    # Numbered in the order of ids, so that the draws do not depend on the order of rows.
    order = slice(None) if ids.is_monotonic_increasing else ids.argsort()
    numbers = np.empty(len(ids), dtype="int64")
    numbers[order] = pd.factorize(labels[order])[0]
    return pd.Series(numbers, index=ids)


class Told(NamedTuple):
    """Which report tells which call, in the order of both, and which call is of a batch.

    Reports are numbered by their place in the corpus, calls by the order of their ids.
    """

    report: np.ndarray
    call: np.ndarray
    part: np.ndarray
    batch: np.ndarray


@lru_cache(maxsize=16)
def number_told(corpus: Corpus) -> Told:
    """Who tells what, by number; each telling once."""
    ids = corpus.tables.ids()
    if corpus.origin is not None:
        whole = number_told(corpus.origin)
        report = place_within(corpus.origin, corpus)[whole.report]
        return whole._replace(report=report[report >= 0], call=whole.call[report >= 0])
    told = corpus.tables["tellings"][["report_id", "call_id"]].dropna().drop_duplicates()
    parts = corpus.tables["calls"][["call_id", "part_of"]].dropna()
    named = pd.concat([told["call_id"], parts["call_id"], parts["part_of"]])
    calls, _ = pd.factorize(named, sort=True)
    call, part, batch = np.split(calls, [len(told), len(told) + len(parts)])
    report = ids.get_indexer(told["report_id"])
    order = np.lexsort([call, report])
    return Told(report[order], call[order], part, batch)


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


BLOCK = 50_000
"""Sums by cluster and group, or day, are held for so many at once: what a processor keeps near."""

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


class Folded(NamedTuple):
    """Clusters of which those that are composed alike are one.

    Attributes
    ----------
    rows
        The rows of one cluster of each kind, cluster by cluster.
    cluster
        The number of the cluster of each of these rows.
    times
        How many clusters are like it, by cluster.
    """

    rows: np.ndarray
    cluster: np.ndarray
    times: np.ndarray


def fold_clusters(clusters: np.ndarray, *facts: np.ndarray) -> Folded:
    """Take clusters together whose rows have the same facts, in whatever order.

    They are known by sums of hashes: of a million different clusters, two would be taken for
    alike by a chance of one to tens of millions.

    Parameters
    ----------
    clusters
        The number of each row's cluster.
    facts
        What a cluster is told by: a number of each of its rows, an array each.

    Examples
    --------
    >>> import numpy as np
    >>> fold_clusters(np.array([0, 0, 1, 2, 2]), np.array([7, 8, 7, 8, 7])).times.tolist()
    [2.0, 1.0]
    """
    rows = np.ones(len(clusters), dtype="uint64")  # the hash of 0 is 0, which would add nothing
    for fact in facts:
        if len(fact) and fact.min() < fact.max():  # else it tells nothing
            rows = hash_array(rows ^ _hash(fact), categorize=False)
    sums = np.zeros(clusters.max(initial=-1) + 1, dtype="uint64")
    np.add.at(sums, clusters, rows)
    known = np.flatnonzero(np.bincount(clusters))
    _, first, times = np.unique(sums[known], return_index=True, return_counts=True)
    number = np.full(len(sums), -1)
    number[known[np.sort(first)]] = np.arange(len(first))
    cluster = number[clusters]
    kept = np.flatnonzero(cluster >= 0)
    kept = kept[np.argsort(cluster[kept], kind="stable")]
    return Folded(kept, cluster[kept], times[np.argsort(first)].astype("float64"))


def _hash(fact: np.ndarray) -> np.ndarray:
    """A hash of each number; of few whole numbers each is made once."""
    if fact.dtype.kind == "i" and fact.min() >= 0 and fact.max() < len(fact):
        return hash_array(np.arange(fact.max() + 1), categorize=False)[fact]
    return hash_array(fact, categorize=False)


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


def correlate_reports(
    has: np.ndarray, clusters: np.ndarray, kinds: np.ndarray | None = None
) -> Correlation:
    """Intraclass correlation of codes in clusters, from the pairs of reports of each cluster.

    Parameters
    ----------
    has
        1 where a report has the code, else 0: one row a report, one column a value.
    clusters
        The number of each report's cluster.
    kinds
        The row of each report, where `has` has one for all that are alike.

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
    kinds = np.arange(len(has)) if kinds is None else kinds
    reports, (rows, cluster, times) = len(kinds), fold_clusters(clusters, kinds)
    size = np.bincount(cluster).astype("float64")[:, None]
    alike = sparse.coo_array((np.ones(len(rows)), (cluster, kinds[rows])), (len(size), len(has)))
    having = alike @ has
    with np.errstate(invalid="ignore"):
        share = times @ having / np.float64(reports)
    deviation, spread = having - share * size, share * (1 - share)
    # A report's product with itself is no pair.
    itself = having * (1 - share) ** 2 + (size - having) * share**2
    paired = np.where(size > 1, size, 0.0)  # number of pairs, times their weight
    total = times @ paired[:, 0] + AGREEING
    with np.errstate(invalid="ignore", divide="ignore"):
        products = (np.square(deviation) - itself) / np.maximum(size - 1, 1) / spread
        value = (times @ products + AGREEING) / total
        # What each cluster adds to it: by its pairs, and by the share that all are measured with.
        slope = value * (1 - 2 * share) / spread * total / np.float64(reports)
        added = (products - value * paired - slope * deviation) / (1 - paired / total)
        variance = times @ np.square(added / total)
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


def sum_moments(total: np.ndarray, squared: np.ndarray, times: np.ndarray | None = None) -> Moments:
    """The moments of groups, from sums of weights and of squared weights by cluster and group.

    `times` says of how many clusters each is one.
    """
    times = np.ones(len(total)) if times is None else times
    with np.errstate(invalid="ignore", divide="ignore"):
        cubes = np.where(total > 0, squared**2 / total, 0.0)
    counted = times[:, None] * total
    pairs, mixed, cubed = (_add_products(counted, each) for each in (total, squared, total**2))
    one = times @ cubes
    three = cubed - 3 * mixed + 2 * one
    return Moments(times @ total, times @ squared, pairs, one, mixed - one, three)


def _add_products(some: np.ndarray, others: np.ndarray) -> np.ndarray:
    """The sums of products over clusters, by group, without an array of the products."""
    return np.einsum("ij,ij->j", some, others)


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
