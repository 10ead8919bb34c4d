"""The calls drawn: which reports are compared, in which groups, in which clusters of calls.

From there each group is compared with what stands against it, by default all the others.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.measuring.comparison.differences import find_differences
from analysis.measuring.comparison.grouping import IN_ORDER
from analysis.measuring.counting import Unit, place_reports, weigh_reports
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


GAP = ("difference", "difference_low", "difference_high")
COLUMNS = [
    "group", "value", "title", "count", "total", "estimate", "low", "high", "reports", "calls",
    "few", "alpha", "reliability", *GAP, "p", "q", "verdict",
]  # fmt: skip
