"""Plain sentences: what a comparison allows to say, and how far its codes can be relied on."""

from typing import NamedTuple

import pandas as pd

from analysis.measuring.agreement import RELIABLE, TENTATIVE
from analysis.measuring.comparison.amounts import RATE, SHARE
from analysis.measuring.comparison.multiplicity import ALPHA

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
