"""Which reports are compared, in which groups, and in which clusters of calls."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.measuring.comparison.grouping import GROUPINGS, IN_ORDER, group_reports
from analysis.measuring.comparison.ratios import Sums, sum_clusters
from analysis.measuring.comparison.variables import BASES, RATE, Amounts, measure_reports
from analysis.measuring.counting import FEW_CALLS, Unit, weigh_reports
from analysis.measuring.reports import NOT_KNOWN
from analysis.measuring.resampling import cluster_reports
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

    def sums(self) -> Sums:
        """The sums of each cluster and group."""
        return self.sum(self.cells)

    def sum(self, cells: pd.DataFrame) -> Sums:
        """The same of other cells of these reports, in the same clusters and groups."""
        size = {"groups": len(self.groups), "clusters": self.attrs["calls"]}
        return sum_clusters(cells, self.amounts.amount, self.amounts.base, **size)


def lay_out(
    corpus: Corpus,
    by: str,
    amounts: Amounts,
    *,
    groups: Iterable[str] | None,
    unit: Unit = "report",
) -> Layout:
    """Lay out the reports that have an amount by group and cluster.

    Parameters
    ----------
    corpus, by, groups, unit
        As for `compare_groups`.
    amounts
        From `measure_reports`, of the same corpus.

    Raises
    ------
    ValueError
        There is no such grouping, or no such group in it.
    """
    measured = corpus.select(amounts.report_ids)
    members = group_reports(measured, by)
    weight = weigh_reports(measured, unit=unit)
    if groups is None:
        names = _choose(members, cluster_reports(measured), by)
    else:
        names = _require(corpus, by, groups)
    shown = members[members["group"].isin(names)]
    # Reports that are not compared link nothing, so the clusters are found again without them.
    compared = measured.select(shown["report_id"])
    clusters = cluster_reports(compared)
    cells = pd.DataFrame(
        {
            "row": amounts.report_ids.get_indexer(shown["report_id"]),
            "cluster": clusters[shown["report_id"]].to_numpy(),
            "group": pd.Index(names).get_indexer(shown["group"]),
            "part": shown["weight"].to_numpy(),
            "weight": shown["weight"].to_numpy() * weight[shown["report_id"]].to_numpy(),
        }
    )
    left_out = members["report_id"].nunique() - shown["weight"].sum()
    attrs = {
        "unit": unit,
        "reports": len(clusters),
        "calls": int(clusters.nunique()),
        "left_out": round(float(left_out), 6),
        "left_out_groups": members.loc[~members["group"].isin(names), "group"].nunique(),
    }
    return Layout(amounts, cells, names, attrs)


def measure_and_lay_out(
    corpus: Corpus,
    by: str,
    variable: str,
    values: Iterable[str] | None,
    *,
    groups: Iterable[str] | None,
    unit: Unit,
    coder: str,
) -> Layout:
    """Measure a variable (`measure_reports`) and lay the reports out (`lay_out`)."""
    amounts = measure_reports(corpus, variable, values, coder=coder)
    layout = lay_out(corpus, by, amounts, groups=groups, unit=unit)
    attrs = describe_comparison(corpus, by, variable, amounts, coder=coder) | layout.attrs
    return layout._replace(attrs=attrs)


def describe_comparison(
    corpus: Corpus, by: str, variable: str, amounts: Amounts, *, coder: str
) -> dict[str, Any]:
    """What was compared and who coded it: the attrs that every table of a comparison has."""
    is_coded = variable in corpus.codebook.variables
    return {
        "by": by,
        "by_words": GROUPINGS[by],
        "variable": variable,
        "measure": amounts.measure,
        "base": "coded reports" if is_coded else BASES[variable],
        "coder": coder,
        "coder_note": corpus.codebook.coders.get(coder, "") if is_coded else "",
        "uncoded": len(corpus.reports) - len(amounts.report_ids),
    }


def _require(corpus: Corpus, by: str, groups: Iterable[str]) -> list[str]:
    """The groups asked for; one whose reports were not measured is there with none."""
    wanted = list(dict.fromkeys(groups))
    known = sorted(group_reports(corpus, by)["group"].unique())
    unknown = [group for group in wanted if group not in known]
    if unknown:
        raise ValueError(f"no {by} {', '.join(unknown)}; there are: {', '.join(known)}")
    return wanted


def _choose(members: pd.DataFrame, clusters: pd.Series, by: str) -> list[str]:
    """The groups that are known and have enough calls, in time or the largest first."""
    members = members[members["group"] != NOT_KNOWN]
    cluster = clusters[members["report_id"]].to_numpy()
    present = members["weight"].groupby([members["group"], cluster]).max().groupby("group").sum()
    size = members.groupby("group")["weight"].sum()[present[present >= FEW_CALLS].index]
    order = np.lexsort([size.index, np.zeros(len(size)) if by in IN_ORDER else -size])
    return size.index[order].tolist()
