"""Groups compared as if they had covered the same quarters, or the same calls."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis.measuring.comparison.differences import Difference, find_differences
from analysis.measuring.comparison.layout import Layout, measure_and_lay_out
from analysis.measuring.comparison.multiplicity import ALPHA
from analysis.measuring.comparison.ratios import (
    Ratios,
    Sums,
    clusters_with,
    estimate_ratios,
    ratio_interval,
    sum_others,
)
from analysis.measuring.comparison.strata import Over, Standard, weigh_to_standard
from analysis.measuring.comparison.tabulating import judge, tabulate
from analysis.reading.codes import ADJUDICATED
from analysis.reading.corpus import Corpus


def standardise_groups(
    corpus: Corpus,
    by: str,
    variable: str = "theme",
    values: Iterable[str] | None = None,
    *,
    groups: Iterable[str] | None = None,
    over: Over = "quarter",
    coder: str = ADJUDICATED,
) -> pd.DataFrame:
    """Compare groups as if they had reported at the same times, or the same calls.

    Parameters
    ----------
    corpus, by, variable, values, groups, coder
        As for `compare_groups`.
    over
        What is made alike: "quarter" (of publication; a report that can lie in two gives each a
        share of itself) or "call" (a report that tells several gives each an equal share).

    Returns
    -------
    DataFrame
        One row a group and value. Raw: `estimate`, `low`, `high`, and `difference` from the other
        groups together, with `difference_low`, `difference_high`. Standardised: `standardised`,
        and `standardised_difference`, each with `_low` and `_high` (95 %, calls resampled), `p`
        and `q` of the latter, and `verdict` on it. `covered`: share of the standard in which the
        group has reports; `reports` and `calls` of the group in the common strata, `few`, alpha,
        reliability. `.attrs` as for `compare_groups`, with `over`, `strata`, `common` and `kept`.

    Raises
    ------
    KeyError, ValueError
        As for `compare_groups`; no such `over`.

    Notes
    -----
    Direct standardisation (Rothman, Greenland & Lash 2008): in each stratum the group's own ratio,
    averaged with the weights of all reports compared. Strata where one of the groups has less
    than half a report are left out for all groups: `kept` says what share of the reports is left.
    The draws take the weights as given.

    Examples
    --------
    >>> import analysis
    >>> table = analysis.standardise_groups(analysis.read_corpus(), "origin", "frame", ["conflict"])
    >>> table[["group", "estimate", "standardised", "covered"]].round(2)
             group  estimate  standardised  covered
    0     original      0.51          0.50      1.0
    1  translation      0.36          0.51      1.0
    """
    layout = measure_and_lay_out(
        corpus, by, variable, values, groups=groups, unit="report", coder=coder
    )
    raw = layout.sums()
    standard = weigh_to_standard(corpus, layout, over)
    sums, others = (layout.sum(cells) for cells in (standard.cells, standard.others))
    ratios, found = _compare(layout, sums, others)
    raw_ratios, raw_found = _compare(layout, raw, sum_others(raw))
    least = np.minimum(sums.present.sum(axis=0), others.present.sum(axis=0))
    p, q, verdicts, tests = judge(layout, found, least, some=sums.counted.sum(axis=(0, 1)) > 0)
    numbers = {
        **_name(RAW, [*ratio_interval(raw_ratios), *raw_found[:3]]),
        **_name(STANDARDISED, [*ratio_interval(ratios), *found[:3], p, q]),
    }
    table = tabulate(layout, sums).assign(
        **numbers,
        covered=standard.covered.repeat(len(layout.amounts.values)),
        verdict=verdicts if standard.common else f"no {over} that all groups cover",
    )
    table = table.astype({"verdict": "str"})[COLUMNS]
    table.attrs = layout.attrs | _describe(standard, over, tests)
    return table


RAW = ["estimate", "low", "high", "difference", "difference_low", "difference_high"]
STANDARDISED = [
    "standardised", "standardised_low", "standardised_high", "standardised_difference",
    "standardised_difference_low", "standardised_difference_high", "p", "q",
]  # fmt: skip
COLUMNS = [
    "group", "value", "title", *RAW, *STANDARDISED, "covered", "reports", "calls", "few", "alpha",
    "reliability", "verdict",
]  # fmt: skip


def _compare(layout: Layout, sums: Sums, others: Sums) -> tuple[Ratios, Difference]:
    is_rate = layout.is_rate
    ratios, rest = (estimate_ratios(each, is_rate=is_rate) for each in (sums, others))
    return ratios, find_differences(ratios, rest, clusters_with(sums, is_rate=is_rate))


def _name(names: list[str], parts: list[np.ndarray]) -> dict[str, np.ndarray]:
    return {name: part.ravel() for name, part in zip(names, parts, strict=True)}


def _describe(standard: Standard, over: str, tests: int) -> dict[str, object]:
    return {
        "over": over,
        "strata": standard.strata,
        "common": standard.common,
        "kept": standard.kept,
        "family": tests,
        "alpha_level": ALPHA,
    }
