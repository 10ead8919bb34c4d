"""Groups compared: shares and rates, their differences, and what these allow to say."""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import pandas as pd

from analysis.measuring.comparison.differences import find_differences
from analysis.measuring.comparison.grouping import group_reports
from analysis.measuring.comparison.layout import Layout, lay_out
from analysis.measuring.comparison.verdicts import judge
from analysis.measuring.counting import Unit
from analysis.measuring.ratios import Sums, clusters_with, estimate_ratios, sum_others, tabulate
from analysis.measuring.variables import describe_variable, measure_reports
from analysis.reading.codes import ADJUDICATED, coder_views
from analysis.reading.corpus import Corpus


def compare_groups(
    corpus: Corpus,
    by: str,
    variable: str = "theme",
    values: Iterable[str] | None = None,
    *,
    groups: Iterable[str] | None = None,
    unit: Unit = "report",
    coder: str = ADJUDICATED,
) -> pd.DataFrame:
    """Compare groups of reports, each with all the others, with intervals that resample calls.

    Parameters
    ----------
    corpus
        Reports to compare; `Corpus.select` a part of it first to compare within that part.
    by
        What makes the groups: one of `GROUPINGS` ("outlet_kind", "language", "origin", ...).
    variable, values
        A variable of the codebook, "title_voice" (a fact of the headline), or a measure of
        wording: "distance" (words of distance per 100 of the outlet's own words) or "quoted"
        (share of words inside quotation marks), both in English and German reports only and
        without transcripts; and those of its values that are wanted (default: all).
    groups
        Which groups, in the order of the table; default: all that are known and have at least
        five independent calls, the largest first (periods in their order).
    unit
        What counts as one: "report", "call" or "outlet" (see `weigh_reports`).
    coder
        View of the codes (see `view_codes`); facts and wording have none.

    Returns
    -------
    DataFrame
        One row a group and value. `count` of `total` units (for wording: of words, or hundreds of
        words) is the `estimate`, with `low` and `high` (95 %, calls resampled); `reports`,
        independent `calls` (clusters of reports that share calls; fractional where dates are
        shared out), `few` (fewer than five of these); `alpha` (the coders' agreement on the value
        over the whole corpus) and `reliability` (`reliability_of`); `difference` from the other
        groups of the table together, with `difference_low`, `difference_high`, `p`, `q` (false
        discovery rate over the table; missing where too few to tell) and `verdict`, a sentence.
        `.attrs` holds the options, who coded, what was left out, and the `family` of tests.

    Raises
    ------
    KeyError, ValueError
        No such variable or value; no such grouping, group, unit or coder view.

    Notes
    -----
    Intervals: `ratio_interval` and `find_differences`; the correlation of groups that told the
    same calls is taken into account. With two groups each difference is tested once, so the two
    rows of a value share one p and q. The false discovery rate is Benjamini & Hochberg's (1995):
    of the differences that a table names, at most 5 % are expected to be none. That is proved for
    tests that are independent or depend positively (Benjamini & Yekutieli 2001); values that
    exclude each other do not quite, so q is a guide, not a guarantee.

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
    """
    amounts = measure_reports(corpus, variable, values, coder=coder)
    layout = lay_out(corpus, group_reports(corpus, by), amounts, groups=groups, unit=unit)
    table = compare_all(layout)
    table.attrs |= describe_variable(corpus, variable, amounts, coder=coder)
    return judge(corpus, table, gap=GAP)[COLUMNS]


def compare_all(layout: Layout) -> pd.DataFrame:
    """Compare each group with all others together: one row a group and value."""
    sums = layout.sums()
    return compare_sums(layout, sums, sum_others(sums))


def compare_sums(layout: Layout, sums: Sums, others: Sums) -> pd.DataFrame:
    """Compare each group with its others, as `judge` wants it.

    Parameters
    ----------
    layout
        What is compared.
    sums, others
        Of each group, and of what it is compared with, in the same clusters.
    """
    amounts, groups = layout.amounts, layout.groups
    own, rest = (estimate_ratios(each, is_rate=layout.is_rate) for each in (sums, others))
    found = find_differences(own, rest, clusters_with(sums, is_rate=layout.is_rate))
    table = tabulate(sums, own, groups=pd.Index(groups, dtype="str"), values=amounts.values)
    some = sums.counted.sum(axis=(0, 1)) > 0
    least = np.minimum(sums.present.sum(axis=0), others.present.sum(axis=0))
    than = groups[::-1] if len(groups) == 2 else ["the others"] * len(groups)
    than = than if len(groups) > 1 else [""] * len(groups)
    each = len(amounts.values)
    table = table.assign(
        title=pd.Series(amounts.titles * len(groups), index=table.index, dtype="str"),
        **{name: part.ravel() for name, part in zip(GAP, found, strict=False)},
        p=np.where(some, found.p, np.nan).ravel(),
        least=least.repeat(each),
        than=np.repeat(np.array(than, dtype=object), each),
    )
    table.attrs = dict(layout.attrs)
    return table


GAP = ("difference", "difference_low", "difference_high")
COLUMNS = [
    "group", "value", "title", "count", "total", "estimate", "low", "high", "reports", "calls",
    "few", "alpha", "reliability", *GAP, "p", "q", "verdict",
]  # fmt: skip


def compare_views(
    compare: Callable[..., pd.DataFrame],
    corpus: Corpus,
    *what: Any,
    coders: Iterable[str] | None = None,
    **options: Any,
) -> pd.DataFrame:
    """Repeat a comparison with each view of the codes.

    Parameters
    ----------
    compare
        `compare_groups`, `compare_same_calls`, `standardise_groups` or another function of a
        corpus with the option `coder`.
    corpus, *what, **options
        What it is called with.
    coders
        Views of the codes (see `view_codes`); by default all that there are.

    Returns
    -------
    DataFrame
        The tables below each other, with a first column `coder`. `.attrs` are those of the first.

    Raises
    ------
    ValueError
        There is no such view, or none at all.

    Examples
    --------
    >>> import analysis
    >>> table = analysis.compare_views(
    ...     analysis.compare_groups, analysis.read_corpus(), "carriage", "certainty")
    >>> rows = table.query("group == 'author' and value == 'attributed'")
    >>> rows[["coder", "estimate", "difference"]].round(2)
              coder  estimate  difference
    1   adjudicated      0.51        0.15
    7             a      0.49        0.13
    13            b      0.54        0.09
    19         both      0.47        0.13
    25       either      0.56        0.09
    """
    views = coder_views(corpus) if coders is None else list(coders)
    if not views:
        known = ", ".join(coder_views(corpus)) or "none"
        raise ValueError(f"no coder view to compare; there are: {known}")
    tables = [compare(corpus, *what, coder=view, **options) for view in views]
    for view, table in zip(views, tables, strict=True):
        table.insert(0, "coder", view)
    both = pd.concat(tables, ignore_index=True)
    both.attrs = tables[0].attrs
    return both
