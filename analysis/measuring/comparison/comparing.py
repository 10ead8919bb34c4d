"""Groups compared: group the reports, measure the variable, draw the calls, compare, judge."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, Literal, NamedTuple, get_args

import numpy as np
import pandas as pd

from analysis.measuring.agreement import find_alphas
from analysis.measuring.comparison import layout, shared_calls, standardising
from analysis.measuring.comparison.differences import ALPHA, adjust_p
from analysis.measuring.comparison.grouping import group_reports
from analysis.measuring.comparison.layout import compare_all
from analysis.measuring.comparison.shared_calls import compare_shared
from analysis.measuring.comparison.standardising import compare_standardised
from analysis.measuring.counting import Unit
from analysis.measuring.ratios import FEW_CALLS
from analysis.measuring.reliability import TENTATIVE, reliability_of
from analysis.measuring.variables import RATE, SHARE, describe_variable, measure_reports
from analysis.reading.codes import ADJUDICATED, coder_views
from analysis.reading.corpus import Corpus

On = Literal["all reports", "same calls", "like quarters", "like calls"]

EACH = "each"
"""Every view of the codes in turn."""


WAYS: dict[On, tuple[Callable[..., pd.DataFrame], list[str]]] = {
    "all reports": (compare_all, layout.COLUMNS),
    "same calls": (compare_shared, shared_calls.COLUMNS),
    "like quarters": (partial(compare_standardised, over="quarter"), standardising.COLUMNS),
    "like calls": (partial(compare_standardised, over="call"), standardising.COLUMNS),
}
"""Corpus, groups of its reports, amounts -> table; and what is kept of it."""

ESTIMATES = (
    ("standardised_difference", "standardised_difference_low", "standardised_difference_high"),
    ("difference", "difference_low", "difference_high"),
    ("difference", "low", "high"),
    ("share", "low", "high"),
    ("estimate", "low", "high"),
)
"""Columns of an estimate and its interval, in the tables of this kit; the first there count."""


def compare_groups(
    corpus: Corpus,
    by: str,
    variable: str | None = None,
    values: Iterable[str] | None = None,
    *,
    on: On = "all reports",
    groups: Iterable[str] | None = None,
    unit: Unit = "report",
    coder: str | Iterable[str] = ADJUDICATED,
) -> pd.DataFrame:
    """Compare groups of reports: as they are, on the same calls, or as if they had covered alike.

    Parameters
    ----------
    corpus
        Reports to compare; `Corpus.select` a part of it first to compare within that part.
    by
        What makes the groups: one of `GROUPINGS` ("outlet_kind", "language", "origin", ...).
    variable, values
        A variable of the codebook (default: its default variable), "title_voice" (a fact of the
        headline), or a measure of wording: "distance" (words of distance per 100 of the outlet's
        own words) or "quoted" (share of words inside quotation marks), both in English and German
        reports only and without transcripts; and those of its values that are wanted (default:
        all). Reports that were coded before one of these was in the codebook are left out.
    on
        "all reports": each group with all the others. "same calls": two groups on the calls that
        both told, within each, so that what differs is not what was told. "like quarters", "like
        calls": each group with all the others, too, but weighted as if all had reported at the
        same times (a report that can lie in two quarters gives each a share of itself), or on the
        same calls (a report that tells several gives each an equal share).
    groups
        Which groups, in the order of the table; default: all that are known and have at least
        five independent calls, the largest first (periods in their order). For the same calls: the
        two groups.
    unit
        What counts as one in all reports: "report", "call" or "outlet" (see `weigh_reports`).
    coder
        View of the codes (see `view_codes`); several, or "each" for all that there are, give a
        table each, below each other with a first column `coder`. Facts and wording have none.

    Returns
    -------
    DataFrame
        Of all reports: one row a group and value. `count` of `total` units (for wording: of
        words, or hundreds of words) is the `estimate`, with `low` and `high` (95 %, reports
        of a call taken together); `reports`, independent `calls` (clusters of reports that share
        calls; fractional where dates are shared out), `few` (fewer than five of these); `alpha`
        (the coders' agreement on the value over the whole corpus) and `reliability`
        (`reliability_of`); `difference` from the other groups of the table together, with
        `difference_low`, `difference_high`, `p`, `q` (false discovery rate over the table; missing
        where too few to tell) and `verdict`, a sentence.

        Of the same calls: one row a value. group, other; `calls` (told by both) with `reports`
        and `other_reports` that tell them; `estimate` and `other_estimate` (mean over these calls
        of the mean of the group's reports of the call); their `difference` with `low` and `high`
        (95 %, over clusters of calls); `more`, `fewer`, `same` (calls that the first group has
        more, less or alike); `p`, `q`, alpha, reliability, `verdict`.

        Like quarters or calls: one row a group and value. The estimate and difference as they
        are; `standardised` and `standardised_difference`, each with `_low` and `_high`, `p`, `q`
        and `verdict` on the latter; `covered`: share of the standard in which the group has
        reports; `reports`, `calls` and `few` in what all groups cover.

        `.attrs` holds the options, who coded, what was left out, and the `family` of tests; of
        the same calls `clusters` (independent calls: a report that tells two calls ties them
        together); of what is standardised `over`, `strata`, `common` (strata that all groups
        cover) and `kept` (share of the reports that lie in these).

    Raises
    ------
    KeyError, ValueError
        No such variable or value; no such grouping, group, unit or coder view; no such way to
        compare; not two groups for the same calls; a unit where only reports are counted.

    Notes
    -----
    All reports: `ratio_interval` and `find_differences`; the correlation of groups that told the
    same calls is taken into account. With two groups each difference is tested once, so the two
    rows of a value share one p and q. The false discovery rate is Benjamini & Hochberg's (1995):
    of the differences that a table names, at most 5 % are expected to be none. That is proved for
    tests that are independent or depend positively (Benjamini & Yekutieli 2001); values that
    exclude each other do not quite, so q is a guide, not a guarantee.

    Same calls: within a cluster of calls the two groups are swapped, every way of swapping in
    turn where there are up to 16 clusters, else 20,000 ways drawn with a fixed seed (a sign-flip
    permutation test; Good 2005). The interval of a share follows Bonett & Price's (2012) for
    paired shares, carried over to clusters: two small clusters that differ either way are added,
    so that it keeps a width where no call differs. That of words is Student's.

    Like quarters or calls: direct standardisation (Rothman, Greenland & Lash 2008): in each
    stratum the group's own ratio, averaged with the weights of all reports compared. Strata where
    one of the groups has less than half a report are left out for all groups. The draws take the
    weights as given.

    Examples
    --------
    >>> import analysis
    >>> corpus = analysis.read_corpus()
    >>> table = analysis.compare_groups(corpus, "language", "frame", ["morality"],
    ...                                 groups=["en", "de"])
    >>> table[["group", "estimate", "difference", "reports", "calls"]].round(2)
      group  estimate  difference  reports  calls
    0    en      0.25       -0.01      227   84.0
    1    de      0.26        0.01       90   35.0
    >>> table = analysis.compare_groups(corpus, "origin", "frame", ["conflict"], on="same calls",
    ...                                 groups=("original", "translation"))
    >>> table[["calls", "estimate", "other_estimate", "more", "fewer", "same"]].round(2)
       calls  estimate  other_estimate  more  fewer  same
    0     60      0.48            0.42    17     13    30
    >>> table = analysis.compare_groups(corpus, "origin", "frame", ["conflict"],
    ...                                 on="like quarters")
    >>> table[["group", "estimate", "standardised", "covered"]].round(2)
             group  estimate  standardised  covered
    0     original      0.37          0.37      1.0
    1  translation      0.26          0.33      1.0
    >>> table = analysis.compare_groups(corpus, "carriage", "certainty", coder="each")
    >>> rows = table.query("group == 'author' and value == 'attributed'")
    >>> rows[["coder", "estimate", "difference"]].round(2)
              coder  estimate  difference
    1   adjudicated      0.51        0.15
    7             a      0.49        0.13
    13            b      0.54        0.09
    19         both      0.47        0.13
    25       either      0.56        0.09
    """
    if on not in WAYS:
        raise ValueError(f"on is {on!r}, expected one of: {', '.join(get_args(On))}")
    if on != "all reports" and unit != "report":
        raise ValueError(f"{unit}s are counted on all reports only; here on is {on!r}")
    corpus = corpus.in_numbers
    variable = variable or corpus.codebook.leading
    (compare, columns), members = WAYS[on], group_reports(corpus, by)
    counted = {} if unit == "report" else {"unit": unit}
    views = _views(corpus, coder)
    tables = []
    for view in views:
        amounts = measure_reports(corpus, variable, values, coder=view)
        table = compare(corpus, members, amounts, groups=groups, **counted)
        table.attrs |= describe_variable(corpus, variable, amounts, coder=view)
        tables.append(judge(corpus, table)[columns])
    if isinstance(coder, str) and coder != EACH:
        return tables[0]
    for view, table in zip(views, tables, strict=True):
        table.insert(0, "coder", view)
    below = pd.concat(tables, ignore_index=True)
    below.attrs = tables[0].attrs
    return below


def _views(corpus: Corpus, coder: str | Iterable[str]) -> list[str]:
    """The views of the codes that are asked for."""
    if isinstance(coder, str) and coder != EACH:
        return [coder]
    known = coder_views(corpus)
    views = known if coder == EACH else list(coder)
    if not views:
        raise ValueError(f"no coder view to compare; there are: {', '.join(known) or 'none'}")
    return views


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


def judge(corpus: Corpus, table: pd.DataFrame) -> pd.DataFrame:
    """Say what the differences of a comparison allow to say.

    Parameters
    ----------
    corpus
        Its coders' agreement is asked for.
    table
        One row a group and value: group, value; `than` (what the group is compared with, empty
        where there is nothing); `least` (independent calls in the smaller of the two); a
        difference with the ends of its interval (`ESTIMATES`); `p`, missing where nothing was
        counted. `.attrs` hold the variable and the measure.

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
    gap = find_estimate(table.columns)
    said = [_say(row, attrs, gap) for row in table.to_dict("records")]
    table["verdict"] = pd.Series(said, index=table.index, dtype="str")
    table.attrs = attrs
    return table


def find_estimate(columns: Iterable[str]) -> tuple[str, str, str]:
    """The columns of a table with its estimate and the ends of the interval (`ESTIMATES`)."""
    found = next((names for names in ESTIMATES if {*names} <= {*columns}), None)
    if found is None:
        raise ValueError(f"the finding has no estimate; its columns are: {', '.join(columns)}")
    return found


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
