"""Groups compared: shares and rates, their differences, and what these allow to say."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis.measuring.comparison.differences import find_differences
from analysis.measuring.comparison.layout import measure_and_lay_out
from analysis.measuring.comparison.multiplicity import ALPHA
from analysis.measuring.comparison.ratios import (
    clusters_with,
    estimate_ratios,
    ratio_interval,
    sum_others,
)
from analysis.measuring.comparison.tabulating import judge, tabulate
from analysis.measuring.counting import Unit
from analysis.reading.codes import ADJUDICATED
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
    0    en      0.23        0.05      162   69.0
    1    de      0.19       -0.05       32   22.0
    """
    layout = measure_and_lay_out(
        corpus, by, variable, values, groups=groups, unit=unit, coder=coder
    )
    sums, others = layout.sums(), sum_others(layout.sums())
    ratios = estimate_ratios(sums, is_rate=layout.is_rate)
    rest = estimate_ratios(others, is_rate=layout.is_rate)
    found = find_differences(ratios, rest, clusters_with(sums, is_rate=layout.is_rate))
    least = np.minimum(sums.present.sum(axis=0), others.present.sum(axis=0))
    some = sums.counted.sum(axis=(0, 1)) > 0
    p, q, verdicts, tests = judge(layout, found, least, some=some)
    numbers = dict(zip(["estimate", "low", "high"], ratio_interval(ratios), strict=True))
    numbers |= dict(zip(DIFFERENCES, [*found[:3], p, q], strict=True))
    table = tabulate(layout, sums).assign(
        **{name: part.ravel() for name, part in numbers.items()}, verdict=verdicts
    )
    table = table.astype({"verdict": "str"})[COLUMNS]
    table.attrs = layout.attrs | {"family": tests, "alpha_level": ALPHA}
    return table


DIFFERENCES = ["difference", "difference_low", "difference_high", "p", "q"]
COLUMNS = [
    "group", "value", "title", "count", "total", "estimate", "low", "high", "reports", "calls",
    "few", "alpha", "reliability", *DIFFERENCES, "verdict",
]  # fmt: skip
