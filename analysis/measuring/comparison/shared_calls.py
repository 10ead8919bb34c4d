"""Calls that two groups both told, and how differently: pairs summed over clusters of calls."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import special

from analysis.measuring.comparison.differences import ALPHA
from analysis.measuring.comparison.grouping import group_reports
from analysis.measuring.comparison.variables import Amounts
from analysis.measuring.reports import NOT_KNOWN
from analysis.measuring.resampling import SEED, cluster_reports
from analysis.reading.corpus import Corpus


def list_shared_calls(corpus: Corpus, by: str) -> pd.DataFrame:
    """List the pairs of groups that told the same calls.

    Parameters
    ----------
    corpus
        Reports to look in.
    by
        What makes the groups: one of `GROUPINGS`.

    Returns
    -------
    DataFrame
        One row a pair of known groups, most shared calls first: group, other, `calls` (told by
        both; links that are only possible do not count), `reports` and `other_reports` (of either
        group, telling these calls). The group with more reports is named first.

    Raises
    ------
    ValueError
        There is no such grouping.

    Examples
    --------
    >>> import analysis
    >>> from analysis.measuring.comparison.shared_calls import list_shared_calls
    >>> list_shared_calls(analysis.read_corpus(), "origin")
          group        other  calls  reports  other_reports
    0  original  translation     37      101             33
    """
    told = _told(corpus, group_reports(corpus, by))
    told = told.loc[told["group"] != NOT_KNOWN, ["report_id", "call_id", "group"]]
    size = told.groupby("group")["report_id"].nunique()
    rank = pd.Series(range(len(size)), index=size.index[np.lexsort([size.index, -size])])
    told = told.assign(rank=told["group"].map(rank))
    both = told.merge(told, on="call_id", suffixes=("", "_other"))
    both = both[both["rank"] < both["rank_other"]]
    pairs = both.rename(columns={"group_other": "other"}).groupby(["rank", "rank_other"])
    table = pairs.agg(
        group=("group", "first"),
        other=("other", "first"),
        calls=("call_id", "nunique"),
        reports=("report_id", "nunique"),
        other_reports=("report_id_other", "nunique"),
    )
    return table.sort_values("calls", ascending=False, kind="stable", ignore_index=True)


def tell_shared(
    corpus: Corpus, by: str, amounts: Amounts, *, groups: tuple[str, str]
) -> pd.DataFrame:
    """Tellings by two groups of the calls that both told, in reports that have an amount.

    Returns
    -------
    DataFrame
        One row a report, call and group: report_id, call_id, group, `weight` (of the report in
        the group), `side` (0 for the first group, 1 for the other).

    Raises
    ------
    ValueError
        No such grouping or group, or not two groups.
    """
    members = group_reports(corpus, by)
    known = sorted(members["group"].unique())
    if len(set(groups)) != 2 or len(groups) != 2 or not set(groups) <= set(known):
        raise ValueError(f"groups are {groups!r}, expected two of: {', '.join(known) or 'none'}")
    members = members[members["group"].isin(groups)]
    told = _told(corpus, members[members["report_id"].isin(amounts.report_ids)])
    shared = told.groupby("call_id")["group"].nunique()
    told = told[told["call_id"].isin(shared.index[shared == 2])]
    side = told["group"].map({group: side for side, group in enumerate(groups)})
    return told.assign(side=side.astype("int64")).reset_index(drop=True)


def mean_calls(told: pd.DataFrame, amounts: Amounts) -> tuple[np.ndarray, np.ndarray]:
    """Mean amount of each call by side, call and value, and the reports by side and call.

    The calls are in the order of their ids.
    """
    calls = np.sort(told["call_id"].unique())
    place = told["side"].to_numpy(), pd.Index(calls).get_indexer(told["call_id"])
    row = amounts.report_ids.get_indexer(told["report_id"])
    amount = amounts.amount[row] / amounts.base[row, None]
    total = np.zeros((2, len(calls)))
    summed = np.zeros((2, len(calls), len(amounts.values)))
    reports = np.zeros((2, len(calls)), dtype="int64")
    weight = told["weight"].to_numpy()
    np.add.at(total, place, weight)
    np.add.at(summed, place, weight[:, None] * amount)
    np.add.at(reports, place, 1)
    return summed / total[..., None], reports


def link_calls(corpus: Corpus) -> pd.DataFrame:
    """One row a report and call that it tells: report_id, call_id; not links that are possible."""
    tellings = corpus.tellings.dropna(subset="call_id")
    sure = tellings["confidence"].ne("possible").fillna(value=True)
    return tellings.loc[sure, ["report_id", "call_id"]].drop_duplicates()


def _told(corpus: Corpus, members: pd.DataFrame) -> pd.DataFrame:
    """Members of groups with the calls that they tell."""
    return members.merge(link_calls(corpus), on="report_id")


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
