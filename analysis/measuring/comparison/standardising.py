"""Groups compared as if they had covered the same quarters, or the same calls.

Reports are weighted so that every group covers the strata alike: direct standardisation.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple, get_args

import numpy as np
import pandas as pd

from analysis.coding.views import ADJUDICATED
from analysis.measuring.comparison.differences import ALPHA, Difference, find_differences
from analysis.measuring.comparison.layout import Layout, measure_and_lay_out
from analysis.measuring.comparison.ratios import (
    Ratios,
    Sums,
    clusters_with,
    estimate_ratios,
    ratio_interval,
    sum_others,
)
from analysis.measuring.comparison.shared_calls import link_calls
from analysis.measuring.comparison.verdicts import judge, tabulate
from analysis.measuring.dates import spread_dates
from analysis.reading.corpus import Corpus

Over = Literal["quarter", "call"]

LEAST = 0.5
"""Reports that a group needs to cover a stratum: with less, it is there by a vague date alone."""


class Standard(NamedTuple):
    """Cells weighted to the standard, of the groups and of what each is compared with.

    Attributes
    ----------
    cells, others
        One row a report and group, as in `Layout.cells`: the reports of the group, and those of
        all other groups together, with weights that sum to the same in every stratum.
    covered
        Share of the standard in which the group has reports, by group.
    strata, common
        How many strata there are, and how many of them every group covers: the standard is cut
        down to these.
    kept
        Share of the reports compared that lie in the common strata.
    """

    cells: pd.DataFrame
    others: pd.DataFrame
    covered: np.ndarray
    strata: int
    common: int
    kept: float


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


def weigh_to_standard(corpus: Corpus, layout: Layout, over: Over) -> Standard:
    """Weight the reports of a layout to the strata of all of them together.

    Parameters
    ----------
    corpus, over
        As for `standardise_groups`.
    layout
        The reports compared.

    Raises
    ------
    ValueError
        There is no such kind of stratum.
    """
    cells = layout.cells.merge(_find_strata(corpus, layout, over), on="row")
    numbers, names = pd.factorize(cells["stratum"], use_na_sentinel=False)
    cells = cells.assign(stratum=numbers, part=cells["part"] * cells["share"])
    cells["weight"] *= cells["share"]
    groups, strata = len(layout.groups), len(names)
    held = _add(cells, cells["part"], groups, strata)
    standard = _add(cells, cells["weight"], groups, strata).sum(axis=0)
    covers = held >= LEAST
    common = np.asarray(covers.all(axis=0)) & bool(groups)
    cells = cells[common[numbers]]
    others = [cells[cells["group"] != group].assign(group=group) for group in range(groups)]
    own, rest = (
        _reweigh(each, layout.amounts.base, standard, groups=groups)
        for each in (cells, pd.concat([cells.head(0), *others]))
    )
    whole = standard.sum()
    return Standard(
        own,
        rest,
        covers @ standard / whole if whole else np.full(groups, np.nan),
        strata,
        int(common.sum()),
        float(standard[common].sum() / whole) if whole else float("nan"),
    )


def _find_strata(corpus: Corpus, layout: Layout, over: Over) -> pd.DataFrame:
    """One row a report and stratum: number of the report, stratum, share of the report in it."""
    if over not in get_args(Over):
        raise ValueError(f"over is {over!r}, expected one of: {', '.join(get_args(Over))}")
    ids = layout.amounts.report_ids
    if over == "quarter":
        spread = spread_dates(corpus.select(ids).reports, every="quarter")
        strata = spread.rename(columns={"period": "stratum", "weight": "share"})
    else:
        strata = link_calls(corpus.select(ids)).rename(columns={"call_id": "stratum"})
        strata["share"] = 1 / strata.groupby("report_id")["stratum"].transform("size")
    return strata.assign(row=ids.get_indexer(strata["report_id"])).drop(columns="report_id")


def _add(cells: pd.DataFrame, amount: pd.Series, groups: int, strata: int) -> np.ndarray:
    total = np.zeros((groups, strata))
    np.add.at(total, (cells["group"].to_numpy(), cells["stratum"].to_numpy()), amount.to_numpy())
    return total


def _reweigh(
    cells: pd.DataFrame, base: np.ndarray, standard: np.ndarray, *, groups: int
) -> pd.DataFrame:
    """Weights that give every group the standard's sum in each stratum, and one row a report."""
    total = _add(cells, cells["weight"] * base[cells["row"]], groups, len(standard))
    factor = standard[cells["stratum"]] / total[cells["group"], cells["stratum"]]
    weighted = cells.assign(weight=cells["weight"] * factor)
    keys = ["row", "cluster", "group"]
    return weighted.groupby(keys, as_index=False)[["part", "weight"]].sum()
