"""Arrays by group and value -> rows of a table, with q and a sentence for each difference."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.measuring.comparison.differences import Difference
from analysis.measuring.comparison.layout import Layout
from analysis.measuring.comparison.multiplicity import adjust_p
from analysis.measuring.comparison.ratios import Sums
from analysis.measuring.comparison.saying import Found, reliability_of, say_difference, say_few
from analysis.measuring.counting import FEW_CALLS


def tabulate(layout: Layout, sums: Sums) -> pd.DataFrame:
    """One row a group and value: names, counts, calls behind them, agreement of the coders."""
    amounts, groups = layout.amounts, layout.groups
    per_group, per_value = len(amounts.values), len(groups)
    calls = sums.present.sum(axis=0)
    alpha = np.tile(amounts.alpha, per_value)
    table = pd.DataFrame(
        {
            "group": np.repeat(np.array(groups, dtype=object), per_group),
            "value": np.tile(np.array(amounts.values, dtype=object), per_value),
            "title": np.tile(np.array(amounts.titles, dtype=object), per_value),
            "count": sums.counted.sum(axis=0).ravel(),
            "total": sums.total.sum(axis=0).repeat(per_group),
            "reports": sums.reports.repeat(per_group),
            "calls": calls.repeat(per_group),
            "few": (calls < FEW_CALLS).repeat(per_group),
            "alpha": alpha,
            "reliability": [reliability_of(each) for each in alpha],
        }
    )
    return table.astype(dict.fromkeys(["group", "value", "title", "reliability"], "str"))


class Judgement(NamedTuple):
    """P and q by group and value (missing where nothing is tested), a sentence for each of them.

    Attributes
    ----------
    p, q, verdicts
        Verdicts are in the order of the rows of `tabulate`.
    tests
        Number of tests in the family that q is adjusted for.
    """

    p: np.ndarray
    q: np.ndarray
    verdicts: list[str]
    tests: int


def judge(layout: Layout, found: Difference, calls: np.ndarray, *, some: np.ndarray) -> Judgement:
    """Judge the differences of each group from the others.

    Parameters
    ----------
    layout, found
        What is compared, and the differences.
    calls
        Independent calls, by group, in the smaller of the two that are compared.
    some
        Whether anything was counted of a value, in any group.
    """
    tested = (calls >= FEW_CALLS)[:, None] & some[None, :]
    p = np.where(tested, found.p, np.nan)
    # Of two groups, each is the others of the other: one test a value, not two.
    family = p[:1] if len(p) == 2 else p
    q = np.broadcast_to(adjust_p(family), p.shape)
    tests = int((~np.isnan(family)).sum())
    alpha = np.broadcast_to(layout.amounts.alpha, p.shape)
    numbers = np.stack([found.estimate, found.low, found.high, p, q, alpha], axis=-1)
    verdicts = [
        _say(layout, Found(*map(float, numbers[group, value])), group, calls=calls, tests=tests)
        for group, value in np.ndindex(p.shape)
    ]
    return Judgement(p, q, verdicts, tests)


def _say(layout: Layout, found: Found, group: int, *, calls: np.ndarray, tests: int) -> str:
    if len(layout.groups) < 2:
        return "nothing to compare with"
    if calls[group] < FEW_CALLS:
        return say_few(float(calls[group]))
    if np.isnan(found.p):
        return "no report has it"
    than = layout.groups[1 - group] if len(layout.groups) == 2 else "the others"
    return say_difference(found, than=than, measure=layout.amounts.measure, tests=tests)
