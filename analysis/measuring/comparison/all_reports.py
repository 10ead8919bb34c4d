"""Each group of reports with all the others: as they are, or as if all had covered alike.

The calls are drawn first: which reports are compared, in which groups, in which clusters of calls.
To cover the same quarters, or the same calls, reports are weighted so that every group covers the
strata alike: direct standardisation.
"""

from collections.abc import Iterable
from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd

from analysis.measuring.comparison.differences import find_differences
from analysis.measuring.comparison.grouping import IN_ORDER
from analysis.measuring.comparison.shared_calls import link_calls
from analysis.measuring.counting import Unit, place_reports, weigh_reports
from analysis.measuring.dates import spread_dates
from analysis.measuring.ratios import (
    FEW_CALLS,
    Sums,
    clusters_with,
    estimate_ratios,
    sum_clusters,
    tabulate,
)
from analysis.measuring.reports import NOT_KNOWN
from analysis.measuring.resampling import cluster_reports
from analysis.measuring.variables import RATE, Amounts
from analysis.reading.corpus import Corpus


class Layout(NamedTuple):
    """The reports compared, each with its amounts, weight, group and cluster.

    Attributes
    ----------
    amounts
        The variable, measured in each report.
    cells
        One row a report and group that is compared (see `sum_clusters`).
    groups
        Their names, in the order of their numbers in `cells`.
    attrs
        What was asked for and who coded, for tables and charts.
    """

    amounts: Amounts
    cells: pd.DataFrame
    groups: list[str]
    attrs: dict[str, Any]

    @property
    def is_rate(self) -> bool:
        return self.amounts.measure == RATE

    def sum(self, cells: pd.DataFrame | None = None, *, others: bool = False) -> Sums:
        """The sums of each group, or of its others; of other cells of these reports, if given."""
        amount, base = self.amounts.amount, self.amounts.base
        cells = self.cells if cells is None else cells
        size = {"groups": len(self.groups), "clusters": self.attrs["calls"]}
        return sum_clusters(cells, amount, base, **size, others=others)


def lay_out(
    corpus: Corpus,
    members: pd.DataFrame,
    amounts: Amounts,
    *,
    groups: Iterable[str] | None = None,
    unit: Unit = "report",
) -> Layout:
    """Draw the calls: reports that have an amount, by group and by cluster of calls.

    Parameters
    ----------
    corpus
        The corpus compared.
    members, amounts
        Its reports in groups (`group_reports`), and what was measured in them (`measure_reports`).
    groups, unit
        As for `compare_groups`.

    Raises
    ------
    ValueError
        There is no such group.
    """
    measured = corpus.select(amounts.report_ids)
    wanted = None if groups is None else _require(members, groups)
    members = members[members["report_id"].isin(amounts.report_ids)]
    names = _choose(members, cluster_reports(measured)) if wanted is None else wanted
    weight = weigh_reports(measured, unit=unit)
    shown = members[members["group"].isin(names)]
    # Reports that are not compared link nothing, so the clusters are found again without them.
    clusters = cluster_reports(measured.select(shown["report_id"]))
    numbered = shown.assign(group=pd.Index(names).get_indexer(shown["group"]))
    cells = place_reports(numbered, weight.loc[amounts.report_ids], clusters)
    left_out = members["report_id"].nunique() - shown["weight"].sum()
    attrs = members.attrs | {
        "unit": unit,
        "reports": len(clusters),
        "calls": int(clusters.nunique()),
        "left_out": round(float(left_out), 6),
        "left_out_groups": members.loc[~members["group"].isin(names), "group"].nunique(),
    }
    return Layout(amounts, cells, names, attrs)


def _require(members: pd.DataFrame, groups: Iterable[str]) -> list[str]:
    """The groups asked for; one whose reports were not measured is there with none."""
    wanted = list(dict.fromkeys(groups))
    known = sorted(members["group"].unique())
    unknown = [group for group in wanted if group not in known]
    if unknown:
        by = members.attrs["by"]
        raise ValueError(f"no {by} {', '.join(unknown)}; there are: {', '.join(known)}")
    return wanted


def _choose(members: pd.DataFrame, clusters: pd.Series) -> list[str]:
    """The groups that are known and have enough calls, in time or the largest first."""
    in_order = members.attrs["by"] in IN_ORDER
    members = members[members["group"] != NOT_KNOWN]
    cluster = clusters[members["report_id"]].to_numpy()
    present = members["weight"].groupby([members["group"], cluster]).max().groupby("group").sum()
    size = members.groupby("group")["weight"].sum()[present[present >= FEW_CALLS].index]
    order = np.lexsort([size.index, np.zeros(len(size)) if in_order else -size])
    return size.index[order].tolist()


def compare_all(
    corpus: Corpus,
    members: pd.DataFrame,
    amounts: Amounts,
    *,
    groups: Iterable[str] | None = None,
    unit: Unit = "report",
) -> pd.DataFrame:
    """Compare each group with all others together: one row a group and value (see `lay_out`)."""
    layout = lay_out(corpus, members, amounts, groups=groups, unit=unit)
    return compare_sums(layout, layout.sum(), layout.sum(others=True))


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
    own, rest = (
        estimate_ratios(each, amounts.correlation, is_rate=layout.is_rate)
        for each in (sums, others)
    )
    found = find_differences(own, rest, clusters_with(sums, is_rate=layout.is_rate))
    table = tabulate(sums, own, groups=pd.Index(groups, dtype="str"), values=amounts.values)
    some = sums.counted.sum(axis=(0, 1)) > 0
    least = np.minimum(sums.calls, others.calls)
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


GAP = ["difference", "difference_low", "difference_high"]
RAW = ["estimate", "low", "high", *GAP]
STANDARDISED = ["standardised", "standardised_low", "standardised_high"]
STANDARDISED += [f"standardised_{each}" for each in GAP]
COLUMNS = [
    "group", "value", "title", "count", "total", "estimate", "low", "high", "reports", "calls",
    "few", "alpha", "reliability", *GAP, "p", "q", "verdict",
]  # fmt: skip
STANDARDISED_COLUMNS = [
    "group", "value", "title", *RAW, *STANDARDISED, "p", "q", "covered", "reports", "calls", "few",
    "alpha", "reliability", "verdict",
]  # fmt: skip


Over = Literal["quarter", "call"]

LEAST = 0.5
"""Reports that a group needs to cover a stratum: with less, it is there by a vague date alone."""


def compare_standardised(
    corpus: Corpus,
    members: pd.DataFrame,
    amounts: Amounts,
    *,
    groups: Iterable[str] | None = None,
    over: Over,
) -> pd.DataFrame:
    """Compare each group with all others, as they are and weighted to the strata of all.

    Parameters
    ----------
    corpus, members, amounts, groups
        As for `lay_out`.
    over
        What is made alike (`find_strata`).
    """
    layout = lay_out(corpus, members, amounts, groups=groups)
    own, rest, covered, facts = weigh_to_standard(layout, find_strata(corpus, amounts, over))
    table = compare_sums(layout, layout.sum(own), layout.sum(rest))
    raw = compare_sums(layout, layout.sum(), layout.sum(others=True))[RAW]
    table = table.rename(columns=dict(zip(RAW, STANDARDISED, strict=True))).assign(
        **raw, covered=covered.repeat(len(amounts.values))
    )
    table.attrs = layout.attrs | facts | {"over": over}
    return table


def weigh_to_standard(
    layout: Layout, strata: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame, np.ndarray, dict[str, float]]:
    """Weight the reports of a layout to the strata (`find_strata`) of all of them together.

    Returns
    -------
    DataFrame, DataFrame
        One row a report and group, as in `Layout.cells`: the reports of the group, and those of
        all other groups together, with weights that sum to the same in every stratum.
    ndarray
        Share of the standard in which the group has reports, by group.
    dict
        `strata`: how many there are; `common`: how many of them every group covers, to which the
        standard is cut down; `kept`: share of the reports compared that lie in these.
    """
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
    facts = {
        "strata": size,
        "common": int(common.sum()),
        "kept": float(standard[common].sum() / whole) if whole else float("nan"),
    }
    return own, rest, covers @ standard / whole if whole else np.full(groups, np.nan), facts


def find_strata(corpus: Corpus, amounts: Amounts, over: Over) -> pd.DataFrame:
    """One row a report and stratum: number of the report, stratum, share of the report in it."""
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
