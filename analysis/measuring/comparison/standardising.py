"""Groups compared as if they had covered the same quarters, or the same calls.

Reports are weighted so that every group covers the strata alike: direct standardisation.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple, get_args

import numpy as np
import pandas as pd

from analysis.measuring.comparison.comparing import compare_all, compare_sums
from analysis.measuring.comparison.grouping import group_reports
from analysis.measuring.comparison.layout import Layout, lay_out
from analysis.measuring.comparison.shared_calls import link_calls
from analysis.measuring.comparison.verdicts import judge
from analysis.measuring.dates import spread_dates
from analysis.measuring.variables import Amounts, describe_variable, measure_reports
from analysis.reading.codes import ADJUDICATED
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
    0     original      0.37          0.37      1.0
    1  translation      0.26          0.33      1.0
    """
    amounts = measure_reports(corpus, variable, values, coder=coder)
    layout = lay_out(corpus, group_reports(corpus, by), amounts, groups=groups)
    table = compare_standardised(layout, find_strata(corpus, amounts, over))
    table.attrs |= describe_variable(corpus, variable, amounts, coder=coder) | {"over": over}
    table = judge(corpus, table, gap=GAP)
    if not table.attrs["common"]:
        table["verdict"] = f"no {over} that all groups cover"
    return table[COLUMNS]


def compare_standardised(layout: Layout, strata: pd.DataFrame) -> pd.DataFrame:
    """Compare each group with all others, as they are and weighted to the strata of all.

    Parameters
    ----------
    layout
        What is compared.
    strata
        From `find_strata`.
    """
    standard = weigh_to_standard(layout, strata)
    table = compare_sums(layout, layout.sum(standard.cells), layout.sum(standard.others))
    names = dict(zip(RAW, STANDARDISED, strict=True))
    raw = compare_all(layout)[RAW]
    attrs = {"strata": standard.strata, "common": standard.common, "kept": standard.kept}
    table = table.rename(columns=names).assign(
        **raw, covered=standard.covered.repeat(len(layout.amounts.values))
    )
    table.attrs = layout.attrs | attrs
    return table


RAW = ["estimate", "low", "high", "difference", "difference_low", "difference_high"]
STANDARDISED = [
    "standardised", "standardised_low", "standardised_high", "standardised_difference",
    "standardised_difference_low", "standardised_difference_high",
]  # fmt: skip
GAP = ("standardised_difference", "standardised_difference_low", "standardised_difference_high")
COLUMNS = [
    "group", "value", "title", *RAW, *STANDARDISED, "p", "q", "covered", "reports", "calls", "few",
    "alpha", "reliability", "verdict",
]  # fmt: skip


def weigh_to_standard(layout: Layout, strata: pd.DataFrame) -> Standard:
    """Weight the reports of a layout to the strata (`find_strata`) of all of them together."""
    cells = layout.cells.merge(strata, on="row")
    numbers, names = pd.factorize(cells["stratum"], use_na_sentinel=False)
    cells = cells.assign(stratum=numbers, part=cells["part"] * cells["share"])
    cells["weight"] *= cells["share"]
    groups, size = len(layout.groups), len(names)
    held = _add(cells, cells["part"], groups, size)
    standard = _add(cells, cells["weight"], groups, size).sum(axis=0)
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
        size,
        int(common.sum()),
        float(standard[common].sum() / whole) if whole else float("nan"),
    )


def find_strata(corpus: Corpus, amounts: Amounts, over: Over) -> pd.DataFrame:
    """One row a report and stratum: number of the report, stratum, share of the report in it.

    Raises
    ------
    ValueError
        There is no such kind of stratum.
    """
    if over not in get_args(Over):
        raise ValueError(f"over is {over!r}, expected one of: {', '.join(get_args(Over))}")
    ids = amounts.report_ids
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
