"""What a comparison allows to say: rows of a table, and a sentence for each difference."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.measuring.agreement import RELIABLE, TENTATIVE
from analysis.measuring.comparison.differences import ALPHA, Difference, adjust_p
from analysis.measuring.comparison.layout import Layout
from analysis.measuring.comparison.ratios import Sums
from analysis.measuring.comparison.variables import RATE, SHARE
from analysis.measuring.counting import FEW_CALLS

POOR = 0.4
"""Below this, what coders disagree on is most of what there is to see."""

WORDS_FOR = {
    "reliable": "the coders agree",
    "tentative": "the coders agree only moderately",
    "unreliable": "the coders agree too little to draw conclusions",
    "poor": "the coders hardly agree",
    "not known": "no agreement of coders is known",
}


class Found(NamedTuple):
    """One difference, with what a sentence about it needs; what is not known is missing."""

    difference: float
    low: float
    high: float
    p: float
    q: float
    alpha: float


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


def reliability_of(alpha: float) -> str:
    """How far codes with this agreement can be relied on.

    Parameters
    ----------
    alpha
        Krippendorff's alpha; missing where there is none.

    Returns
    -------
    str
        "reliable" (at least .8), "tentative" (.667: conclusions only with reserve), "unreliable",
        "poor" (under .4) or "not known". The limits but the last are Krippendorff's (2004).

    Examples
    --------
    >>> [reliability_of(alpha) for alpha in (0.96, 0.7, 0.6, 0.2, float("nan"))]
    ['reliable', 'tentative', 'unreliable', 'poor', 'not known']
    """
    if pd.isna(alpha):
        return "not known"
    limits = {"reliable": RELIABLE, "tentative": TENTATIVE, "unreliable": POOR}
    return next((name for name, least in limits.items() if alpha >= least), "poor")


def say_reliability(alpha: float) -> str:
    """The agreement of coders as a phrase.

    >>> say_reliability(0.61)
    'the coders agree too little to draw conclusions (alpha 0.61)'
    """
    words = WORDS_FOR[reliability_of(alpha)]
    return words if pd.isna(alpha) else f"{words} (alpha {alpha:.2f})"


def say_few(calls: float) -> str:
    """That so few independent calls are no basis."""
    noun = "call" if calls == 1 else "calls"
    return f"too few to tell ({round(calls, 1):g} independent {noun})"


def say_difference(found: Found, *, than: str, measure: str, tests: int = 1) -> str:
    """What a difference allows to say.

    Parameters
    ----------
    found
        The difference; it is called one where q is at most .05 and the interval leaves out zero.
    than
        What it is compared with: "the others".
    measure
        "share", "per 100 own words" or "share of words".
    tests
        How many comparisons q was adjusted for.

    Examples
    --------
    >>> found = Found(0.18, 0.04, 0.31, 0.01, 0.03, 0.9)
    >>> say_difference(found, than="the others", measure="share")
    'more often than the others (+18 points, 4 to 31)'
    >>> say_difference(found._replace(q=0.08), than="the others", measure="share", tests=15)
    'cannot be told from chance among 15 comparisons (+18 points, 4 to 31; q = 0.08)'
    """
    apart = found.p <= ALPHA and (found.low > 0 or found.high < 0)
    if apart and found.q <= ALPHA:
        more, less = ("more often", "less often") if measure == SHARE else ("more", "less")
        said = f"{more if found.difference > 0 else less} than {than} ({_amount(found, measure)})"
    elif apart:
        amount = f"{_amount(found, measure)}; q = {_digits(found.q)}"
        said = f"cannot be told from chance among {tests} comparisons ({amount})"
    else:
        low, high = (_signed(end, measure) for end in (found.low, found.high))
        said = f"no clear difference (interval {low} to {high} {_unit(measure)})"
    if not pd.isna(found.alpha) and found.alpha < TENTATIVE:
        said += f"; {say_reliability(found.alpha)}"
    return said


def _amount(found: Found, measure: str) -> str:
    low, high = (_number(end, measure) for end in (found.low, found.high))
    return f"{_signed(found.difference, measure)} {_unit(measure)}, {low} to {high}"


def _unit(measure: str) -> str:
    return measure if measure == RATE else "points"


def _number(amount: float, measure: str) -> str:
    if _unit(measure) == "points":
        return f"{round(100 * amount):d}"
    return f"{round(amount, 2) + 0.0:.2f}"


def _signed(amount: float, measure: str) -> str:
    number = _number(amount, measure)
    return number if number.startswith("-") or not float(number) else f"+{number}"


def _digits(q: float) -> str:
    return f"{q:.2f}" if q >= 0.095 else f"{q:.2g}"
