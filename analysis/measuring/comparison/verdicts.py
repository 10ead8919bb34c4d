"""What a comparison allows to say: the coders' agreement, tests together, and plain sentences."""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.measuring.agreement import find_alphas
from analysis.measuring.comparison.differences import ALPHA, adjust_p
from analysis.measuring.ratios import FEW_CALLS
from analysis.measuring.reliability import TENTATIVE, reliability_of
from analysis.measuring.variables import RATE, SHARE
from analysis.reading.corpus import Corpus

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


def judge(corpus: Corpus, table: pd.DataFrame, *, gap: tuple[str, str, str]) -> pd.DataFrame:
    """Say what the differences of a comparison allow to say.

    Parameters
    ----------
    corpus
        Its coders' agreement is asked for.
    table
        One row a group and value: group, value; `than` (what the group is compared with, empty
        where there is nothing); `least` (independent calls in the smaller of the two); a
        difference with the ends of its interval; `p`, missing where nothing was counted. `.attrs`
        hold the variable and the measure.
    gap
        Names of the difference and its ends.

    Returns
    -------
    DataFrame
        The table with `alpha` (over the whole corpus; missing where nobody coded), `reliability`,
        `p` missing too where calls are few, `q` and `verdict`; `.attrs` with the `family`: how
        many tests q is adjusted for.
    """
    attrs = table.attrs | {"noun": corpus.declared.noun}
    alpha = pd.Series(np.nan, index=table.index)
    if attrs["variable"] in corpus.codebook.variables:
        alphas = find_alphas(corpus.origin or corpus, attrs["variable"])
        alpha = table["value"].map(alphas).astype("float64")
    p = table["p"].where(table["least"] >= FEW_CALLS)
    # Of two groups, each is the others of the other: one test a value, not two.
    times = 2 if table["group"].nunique() == 2 else 1
    family = p.to_numpy()[: len(p) // times]
    attrs |= {"family": int((~np.isnan(family)).sum()), "alpha_level": ALPHA}
    table = table.assign(
        alpha=alpha,
        reliability=pd.Series(map(reliability_of, alpha), index=table.index, dtype="str"),
        p=p,
        q=np.tile(adjust_p(family), times),
    )
    said = [_say(row, attrs, gap) for row in table.to_dict("records")]
    table["verdict"] = pd.Series(said, index=table.index, dtype="str")
    table.attrs = attrs
    return table


def _say(row: dict[Any, Any], attrs: dict[str, Any], gap: tuple[str, str, str]) -> str:
    if not row["than"]:
        return "nothing to compare with"
    if attrs.get("common") == 0:
        return attrs["noun"].say(f"no {attrs['over']} that all groups cover")
    if row["least"] < FEW_CALLS:
        return attrs["noun"].say(say_few(float(row["least"])))
    if np.isnan(row["p"]):
        return "no report has it"
    found = Found(*(row[name] for name in (*gap, "p", "q", "alpha")))
    return say_difference(found, than=row["than"], measure=attrs["measure"], tests=attrs["family"])


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
