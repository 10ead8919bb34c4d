"""The calls drawn: which reports are compared, in which groups, in which clusters of calls.

From there each group is compared with what stands against it, by default all the others.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.measuring.comparison.differences import find_differences
from analysis.measuring.comparison.grouping import IN_ORDER, group_reports
from analysis.measuring.counting import Unit, weigh_reports
from analysis.measuring.ratios import (
    FEW_CALLS,
    Sums,
    clusters_with,
    estimate_ratios,
    fold_cells,
    sum_clusters,
    tabulate,
)
from analysis.measuring.reports import NOT_KNOWN
from analysis.measuring.resampling import Folded, cluster_reports
from analysis.measuring.variables import RATE, SHARE, Amounts
from analysis.reading.corpus import Corpus
from analysis.reading.judgements import place_within


class Layout(NamedTuple):
    """The reports compared, each with its amounts, weight, group and cluster.

    Attributes
    ----------
    amounts
        The variable, measured in each report.
    cells
        One row a report and group that is compared: `report` (its number among those measured) and
        what `sum_clusters` wants; `place` is the group.
    groups
        Their names, in the order of their numbers in `cells`.
    attrs
        What was asked for and who coded, for tables and charts.
    folded
        The clusters of the cells, taken together, where reports are what is counted.
    """

    amounts: Amounts
    cells: pd.DataFrame
    groups: list[str]
    attrs: dict[str, Any]
    folded: Folded | None = None

    @property
    def is_rate(self) -> bool:
        return self.amounts.measure == RATE

    def sum(self, cells: pd.DataFrame | None = None) -> list[Sums]:
        """The sums of each group and of its others; of other cells of these reports, if given."""
        amount, base = self.amounts.amount, self.amounts.base
        folded = self.folded if cells is None and self.amounts.measure == SHARE else None
        cells = self.cells if cells is None else cells
        alone = sparse.eye_array(len(self.groups), format="csr")
        how = {"shares": alone, "clusters": self.attrs["calls"], "folded": folded}
        return sum_clusters(cells, amount, base, **how, sides=(False, True))


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
    wanted = None if groups is None else tuple(_require(members, groups))
    by = members.attrs["by"]
    cells, folded, names, attrs = _place_in_groups(corpus, measured, by, wanted, unit)
    rows = amounts.rows(measured.tables.ids())[cells["report"]]
    return Layout(amounts, cells.assign(row=rows), names, members.attrs | attrs, folded)


@lru_cache(maxsize=8)
def _place_in_groups(
    corpus: Corpus, measured: Corpus, by: str, groups: tuple[str, ...] | None, unit: Unit
) -> tuple[pd.DataFrame, Folded, list[str], dict[str, Any]]:
    """The cells of a layout without their amounts, their clusters folded, groups and attrs.

    Kept, since it is the same of all variables and coders.
    """
    cells, names, attrs = _group_cells(corpus, measured, by, groups)
    weight = weigh_reports(measured, unit=unit).to_numpy()[cells["report"]]
    cells = cells.assign(weight=cells["part"] * weight)
    return cells, fold_cells(cells), names, {"unit": unit} | attrs


@lru_cache(maxsize=8)
def _group_cells(
    corpus: Corpus, measured: Corpus, by: str, groups: tuple[str, ...] | None
) -> tuple[pd.DataFrame, list[str], dict[str, Any]]:
    """The same without weights, whatever is the unit."""
    members = group_reports(corpus, by)
    known, report = members["group"].cat.categories, members.index.to_numpy()
    group, part = members["group"].cat.codes.to_numpy(), members["weight"].to_numpy()
    if measured is not corpus:
        report = place_within(corpus, measured)[report]
        report, group, part = (each[report >= 0] for each in (report, group, part))
    if groups is None:
        cluster = cluster_reports(measured).to_numpy()[report]
        enough = known[_choose(group, cluster, part, in_order=by in IN_ORDER)]
        groups = tuple(enough[enough != NOT_KNOWN])
    there = known[np.flatnonzero(np.bincount(group))]
    place = pd.Index(groups, dtype="str").get_indexer(known)
    whole, shown = np.count_nonzero(np.bincount(report)), place[group] >= 0
    report, place, part = report[shown], place[group][shown], part[shown]
    # Reports that are not compared link nothing, so the clusters are found again without them.
    compared = measured.select(measured.tables.ids()[report])
    clusters = cluster_reports(compared).to_numpy()
    laid = {
        "report": report,
        "cluster": clusters[place_within(measured, compared)[report]],
        "place": place,
        "part": part,
    }
    attrs = {
        "reports": len(clusters),
        "calls": int(clusters.max(initial=-1) + 1),
        "left_out": round(float(whole - part.sum()), 6),
        "left_out_groups": int((~there.isin(groups)).sum()),
    }
    return pd.DataFrame(laid, copy=False), list(groups), attrs


def _require(members: pd.DataFrame, groups: Iterable[str]) -> list[str]:
    """The groups asked for; one whose reports were not measured is there with none."""
    wanted = list(dict.fromkeys(groups))
    known = sorted(members["group"].unique())
    unknown = [group for group in wanted if group not in known]
    if unknown:
        by = members.attrs["by"]
        raise ValueError(f"no {by} {', '.join(unknown)}; there are: {', '.join(known)}")
    return wanted


def _choose(
    group: np.ndarray, cluster: np.ndarray, part: np.ndarray, *, in_order: bool
) -> np.ndarray:
    """The groups that have enough calls, in their order or the largest first."""
    clusters = cluster.max(initial=-1) + 1
    pair, pairs = pd.factorize(group * np.int64(clusters) + cluster)
    largest = np.zeros(len(pairs))
    np.maximum.at(largest, pair, part)
    present = np.bincount(pairs // max(clusters, 1), largest)
    size = np.bincount(group, part, len(present))
    enough = np.flatnonzero(present >= FEW_CALLS)
    return enough if in_order else enough[np.argsort(-size[enough], kind="stable")]


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
    return compare_sums(layout, *layout.sum())


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


GAP = ("difference", "difference_low", "difference_high")
COLUMNS = [
    "group", "value", "title", "count", "total", "estimate", "low", "high", "reports", "calls",
    "few", "alpha", "reliability", *GAP, "p", "q", "verdict",
]  # fmt: skip
