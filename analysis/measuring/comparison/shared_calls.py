"""The cleanest comparison: two groups, on the calls alone that both of them told."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis.measuring.comparison.differences import paired_interval, sum_pairs, swap_p
from analysis.measuring.comparison.grouping import group_reports
from analysis.measuring.reports import NOT_KNOWN
from analysis.measuring.resampling import cluster_reports
from analysis.measuring.variables import SHARE, Amounts
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
    0  original  translation     60      334             74
    """
    told = group_reports(corpus, by).merge(link_calls(corpus), on="report_id")
    told = told.loc[told["group"] != NOT_KNOWN, ["report_id", "call_id", "group"]]
    size = told.groupby("group")["report_id"].nunique()
    rank = pd.Series(range(len(size)), index=size.index[np.lexsort([size.index, -size])])
    told = told.astype({"group": "str"})
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
    corpus: Corpus, members: pd.DataFrame, amounts: Amounts, *, groups: tuple[str, ...]
) -> pd.DataFrame:
    """Draw the calls: tellings by two groups of those that both told, where there is an amount.

    Parameters
    ----------
    corpus, members, amounts
        As for `lay_out`.
    groups
        The two groups.

    Returns
    -------
    DataFrame
        One row a report, call and group: report_id, call_id, group, `weight` (of the report in
        the group), `side` (0 for the first group, 1 for the other), `cluster` (of the reports
        compared, by all the calls that they tell).

    Raises
    ------
    ValueError
        No such group, or not two groups.
    """
    known = sorted(members["group"].unique())
    if len(set(groups)) != 2 or len(groups) != 2 or not set(groups) <= set(known):
        raise ValueError(f"groups are {groups!r}, expected two of: {', '.join(known) or 'none'}")
    members = members[members["group"].isin(groups)]
    told = members[members["report_id"].isin(amounts.report_ids)]
    told = told.merge(link_calls(corpus), on="report_id")
    shared = told.groupby("call_id")["group"].nunique()
    told = told[told["call_id"].isin(shared.index[shared == 2])]
    side = told["group"].map({group: side for side, group in enumerate(groups)})
    clusters = cluster_reports(corpus.select(told["report_id"].unique()))
    told = told.assign(side=side.astype("int64"), cluster=told["report_id"].map(clusters))
    told.attrs = members.attrs
    return told.reset_index(drop=True)


def mean_calls(told: pd.DataFrame, amounts: Amounts) -> np.ndarray:
    """Mean amount of each call by side, call and value; calls are in the order of their ids."""
    calls = np.sort(told["call_id"].unique())
    place = told["side"].to_numpy(), pd.Index(calls).get_indexer(told["call_id"])
    row = amounts.rows(told["report_id"])
    amount = amounts.amount[row] / amounts.base[row, None]
    total = np.zeros((2, len(calls)))
    summed = np.zeros((2, len(calls), len(amounts.values)))
    weight = told["weight"].to_numpy()
    np.add.at(total, place, weight)
    np.add.at(summed, place, weight[:, None] * amount)
    return summed / total[..., None]


def link_calls(corpus: Corpus) -> pd.DataFrame:
    """One row a report and call that it tells: report_id, call_id; not links that are possible."""
    tellings = corpus.tellings.dropna(subset="call_id")
    sure = tellings["confidence"].ne("possible").fillna(value=True)
    return tellings.loc[sure, ["report_id", "call_id"]].drop_duplicates()


def compare_shared(
    corpus: Corpus, members: pd.DataFrame, amounts: Amounts, *, groups: Iterable[str] | None
) -> pd.DataFrame:
    """Compare two groups within each call that both told (`tell_shared`): one row a value."""
    groups = tuple(groups or ())
    told = tell_shared(corpus, members, amounts, groups=groups)
    means = mean_calls(told, amounts)
    pairs = sum_pairs(told, means[0] - means[1])
    reports = told.groupby("side")["report_id"].nunique().reindex([0, 1], fill_value=0)
    mean_low_high = paired_interval(pairs, is_share=amounts.measure == SHARE)
    # What no report has, and no swap can change, is no test.
    some = np.abs(means).sum(axis=(0, 1)) > 0
    table = pd.DataFrame(
        {
            "value": amounts.values,
            "title": amounts.titles,
            "group": groups[0],
            "other": groups[1],
            "than": groups[1],
            "calls": means.shape[1],
            "reports": reports[0],
            "other_reports": reports[1],
            "estimate": _mean(means[0]),
            "other_estimate": _mean(means[1]),
            **_count_signs(means[0] - means[1]),
            **dict(zip(GAP, mean_low_high, strict=True)),
            "p": np.where(some, swap_p(pairs), np.nan),
            "least": len(pairs.calls),
        }
    ).astype(dict.fromkeys(["value", "title", "group", "other"], "str"))
    table.attrs = told.attrs | {
        "unit": "call",
        "reports": int(told["report_id"].nunique()),
        "calls": means.shape[1],
        "clusters": len(pairs.calls),
    }
    return table


GAP = ("difference", "low", "high")
COLUMNS = [
    "value", "title", "group", "other", "calls", "reports", "other_reports", "estimate",
    "other_estimate", "difference", "low", "high", "more", "fewer", "same", "p", "q", "alpha",
    "reliability", "verdict",
]  # fmt: skip


def _mean(by_call: np.ndarray) -> np.ndarray:
    return by_call.mean(axis=0) if len(by_call) else np.full(by_call.shape[1], np.nan)


def _count_signs(differences: np.ndarray) -> dict[str, np.ndarray]:
    # The mean of three thirds is not quite one.
    close = np.abs(differences) < 1e-9
    return {
        "more": ((differences > 0) & ~close).sum(axis=0),
        "fewer": ((differences < 0) & ~close).sum(axis=0),
        "same": close.sum(axis=0),
    }
