"""Calls that two groups both told, and what each group's reports make of them."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis.measuring.comparison.amounts import Amounts, measure_reports
from analysis.measuring.comparison.grouping import group_reports
from analysis.measuring.groups import NOT_KNOWN
from analysis.reading.codes import ADJUDICATED
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
    >>> from analysis.measuring.comparison.pairing import list_shared_calls
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


def pair_calls(
    corpus: Corpus,
    by: str,
    variable: str = "theme",
    values: Iterable[str] | None = None,
    *,
    groups: tuple[str, str],
    coder: str = ADJUDICATED,
) -> pd.DataFrame:
    """Set side by side what two groups made of each call that both told.

    Parameters
    ----------
    corpus, by, variable, values, groups, coder
        As for `compare_same_calls`.

    Returns
    -------
    DataFrame
        One row a call and value: call_id, call (its title), value, title; `estimate` and
        `other_estimate` (mean of the reports of either group that tell the call), `difference`,
        `reports` and `other_reports` (how many they are). The calls come in the order of their
        ids. `find_reports` leads on to the reports.

    Raises
    ------
    KeyError, ValueError
        No such variable or value; no such grouping, group or coder view; not two groups.
    """
    amounts = measure_reports(corpus, variable, values, coder=coder)
    told = tell_shared(corpus, by, amounts, groups=groups)
    means, counts = mean_calls(told, amounts)
    calls = np.sort(told["call_id"].unique())
    repeat = len(amounts.values)
    titles = corpus.calls.set_index("call_id")["title"].reindex(calls).to_numpy()
    return pd.DataFrame(
        {
            "call_id": calls.repeat(repeat),
            "call": titles.repeat(repeat),
            "value": np.tile(np.array(amounts.values, dtype=object), len(calls)),
            "title": np.tile(np.array(amounts.titles, dtype=object), len(calls)),
            "estimate": means[0].ravel(),
            "other_estimate": means[1].ravel(),
            "difference": (means[0] - means[1]).ravel(),
            "reports": counts[0].repeat(repeat),
            "other_reports": counts[1].repeat(repeat),
        }
    ).astype(dict.fromkeys(["call_id", "call", "value", "title"], "str"))


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
