"""The cleanest comparison: two groups, on the calls alone that both of them told."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis.measuring.comparison.amounts import SHARE, Amounts, measure_reports
from analysis.measuring.comparison.layout import describe_comparison
from analysis.measuring.comparison.multiplicity import ALPHA, adjust_p
from analysis.measuring.comparison.pairing import mean_calls, tell_shared
from analysis.measuring.comparison.pairs import paired_interval, sum_pairs, swap_p
from analysis.measuring.comparison.saying import Found, reliability_of, say_difference, say_few
from analysis.measuring.counting import FEW_CALLS
from analysis.reading.codes import ADJUDICATED
from analysis.reading.corpus import Corpus


def compare_same_calls(
    corpus: Corpus,
    by: str,
    variable: str = "theme",
    values: Iterable[str] | None = None,
    *,
    groups: tuple[str, str],
    coder: str = ADJUDICATED,
) -> pd.DataFrame:
    """Compare two groups on the calls that both told: what differs is not what was told.

    Parameters
    ----------
    corpus, by, variable, values, coder
        As for `compare_groups`.
    groups
        The two groups.

    Returns
    -------
    DataFrame
        One row a value: value, title, group, other; `calls` (told by both) with `reports` and
        `other_reports` that tell them; `estimate` and `other_estimate` (mean over these calls of
        the mean of the group's reports of the call); their `difference` with `low` and `high`
        (95 %, over clusters of calls); `more`, `fewer`, `same` (calls that the first group has
        more, less or alike); `p`, `q` (false discovery rate over the table; missing where too few
        to tell); alpha, reliability, `verdict`. `.attrs` as for `compare_groups`, with `clusters`:
        independent calls, since a report that tells two calls ties them together.

    Raises
    ------
    KeyError, ValueError
        No such variable or value; no such grouping, group or coder view; not two groups.

    Notes
    -----
    p: within a cluster of calls the two groups are swapped, every way of swapping in turn where
    there are up to 16 clusters, else 20,000 ways drawn with a fixed seed (a sign-flip
    permutation test; Good 2005). The interval of a share follows Bonett & Price's (2012) for
    paired shares, carried over to clusters: two small clusters that differ either way are added,
    so that it keeps a width where no call differs. That of words is Student's.

    Examples
    --------
    >>> import analysis
    >>> corpus = analysis.read_corpus()
    >>> table = analysis.compare_same_calls(corpus, "origin", "frame", ["conflict"],
    ...                                     groups=("original", "translation"))
    >>> table[["calls", "estimate", "other_estimate", "more", "fewer", "same"]].round(2)
       calls  estimate  other_estimate  more  fewer  same
    0     37      0.48            0.41     6      3    28
    """
    amounts = measure_reports(corpus, variable, values, coder=coder)
    told = tell_shared(corpus, by, amounts, groups=groups)
    means, _ = mean_calls(told, amounts)
    pairs = sum_pairs(corpus, told, means[0] - means[1])
    p = swap_p(pairs) if len(pairs.calls) >= FEW_CALLS else np.full(len(amounts.values), np.nan)
    # What no report has, and no swap can change, is no test.
    p = np.where(np.abs(means).sum(axis=(0, 1)) > 0, p, np.nan)
    table = _tabulate(amounts, told, means, groups=groups)
    mean_low_high = paired_interval(pairs, is_share=amounts.measure == SHARE)
    numbers = dict(zip(["difference", "low", "high"], mean_low_high, strict=True))
    table = table.assign(**numbers, p=p, q=adjust_p(p))
    tests = int((~np.isnan(p)).sum())
    said = _say(table, clusters=len(pairs.calls), measure=amounts.measure, tests=tests)
    table = table.assign(verdict=said).astype({"verdict": "str"})[COLUMNS]
    table.attrs = describe_comparison(corpus, by, variable, amounts, coder=coder) | {
        "unit": "call",
        "reports": int(told["report_id"].nunique()),
        "calls": means.shape[1],
        "clusters": len(pairs.calls),
        "family": tests,
        "alpha_level": ALPHA,
    }
    return table


COLUMNS = [
    "value", "title", "group", "other", "calls", "reports", "other_reports", "estimate",
    "other_estimate", "difference", "low", "high", "more", "fewer", "same", "p", "q", "alpha",
    "reliability", "verdict",
]  # fmt: skip


def _tabulate(
    amounts: Amounts, told: pd.DataFrame, means: np.ndarray, *, groups: tuple[str, str]
) -> pd.DataFrame:
    """One row a value: names, counts, means over calls, agreement of the coders."""
    reports = told.groupby("side")["report_id"].nunique().reindex([0, 1], fill_value=0)
    table = pd.DataFrame(
        {
            "value": amounts.values,
            "title": amounts.titles,
            "group": groups[0],
            "other": groups[1],
            "calls": means.shape[1],
            "reports": reports[0],
            "other_reports": reports[1],
            "estimate": _mean(means[0]),
            "other_estimate": _mean(means[1]),
            **_count_signs(means[0] - means[1]),
            "alpha": amounts.alpha,
            "reliability": [reliability_of(alpha) for alpha in amounts.alpha],
        }
    )
    return table.astype(dict.fromkeys(["value", "title", "group", "other", "reliability"], "str"))


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


def _say(table: pd.DataFrame, *, clusters: int, measure: str, tests: int) -> list[str]:
    if clusters < FEW_CALLS:
        return [say_few(clusters)] * len(table)
    return [
        "no report has it"
        if pd.isna(row.p)
        else say_difference(
            Found(row.difference, row.low, row.high, row.p, row.q, row.alpha),
            than=row.other,
            measure=measure,
            tests=tests,
        )
        for row in table.itertuples()
    ]
