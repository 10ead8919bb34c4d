"""Groups compared: group the reports, measure the variable, draw the calls, compare, judge."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Literal, NamedTuple, get_args

import pandas as pd

from analysis.measuring.comparison import layout, shared_calls, standardising
from analysis.measuring.comparison.grouping import group_reports
from analysis.measuring.comparison.layout import compare_all
from analysis.measuring.comparison.shared_calls import compare_shared
from analysis.measuring.comparison.standardising import compare_standardised
from analysis.measuring.comparison.verdicts import judge
from analysis.measuring.counting import Unit
from analysis.measuring.variables import describe_variable, measure_reports
from analysis.reading.codes import ADJUDICATED, coder_views
from analysis.reading.corpus import Corpus

On = Literal["all reports", "same calls", "like quarters", "like calls"]

EACH = "each"
"""Every view of the codes in turn."""


class Way(NamedTuple):
    """A way to compare: corpus, groups of its reports, amounts -> table; and what is kept of it."""

    compare: Callable[..., pd.DataFrame]
    gap: tuple[str, str, str]
    columns: list[str]


def _standardised(over: standardising.Over) -> Way:
    compare = partial(compare_standardised, over=over)
    return Way(compare, standardising.GAP, standardising.COLUMNS)


WAYS: dict[On, Way] = {
    "all reports": Way(compare_all, layout.GAP, layout.COLUMNS),
    "same calls": Way(compare_shared, shared_calls.GAP, shared_calls.COLUMNS),
    "like quarters": _standardised("quarter"),
    "like calls": _standardised("call"),
}


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
    way, members = WAYS[on], group_reports(corpus, by)
    counted = {} if unit == "report" else {"unit": unit}
    views = _views(corpus, coder)
    tables = []
    for view in views:
        amounts = measure_reports(corpus, variable, values, coder=view)
        table = way.compare(corpus, members, amounts, groups=groups, **counted)
        table.attrs |= describe_variable(corpus, variable, amounts, coder=view)
        tables.append(judge(corpus, table, gap=way.gap)[way.columns])
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
