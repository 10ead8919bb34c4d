"""Groups compared as if they had covered the same quarters, or the same calls.

Reports are weighted so that every group covers the strata alike: direct standardisation.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from analysis.measuring.comparison.layout import Layout, compare_sums, lay_out
from analysis.measuring.comparison.shared_calls import link_calls
from analysis.measuring.dates import number_days, share_spans, spread_places
from analysis.measuring.variables import Amounts
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
    standard = weigh_to_standard(layout, find_strata(corpus, amounts, over))
    own, rest = (layout.sum(each)[0] for each in (standard.cells, standard.others))
    table, raw = compare_sums(layout, own, rest), compare_sums(layout, *layout.sum())[RAW]
    table = table.rename(columns=dict(zip(RAW, STANDARDISED, strict=True))).assign(
        **raw, covered=standard.covered.repeat(len(amounts.values))
    )
    facts = {"strata": standard.strata, "common": standard.common, "kept": standard.kept}
    table.attrs = layout.attrs | facts | {"over": over}
    return table


RAW = ["estimate", "low", "high", "difference", "difference_low", "difference_high"]
STANDARDISED = [
    "standardised", "standardised_low", "standardised_high", "standardised_difference",
    "standardised_difference_low", "standardised_difference_high",
]  # fmt: skip
COLUMNS = [
    "group", "value", "title", *RAW, *STANDARDISED, "p", "q", "covered", "reports", "calls", "few",
    "alpha", "reliability", "verdict",
]  # fmt: skip


def weigh_to_standard(layout: Layout, strata: pd.DataFrame) -> Standard:
    """Weight the reports of a layout to the strata (`find_strata`) of all of them together."""
    cells = layout.cells.merge(strata, on="report")
    numbers, names = pd.factorize(cells["stratum"], use_na_sentinel=False)
    cells = cells.assign(stratum=numbers, part=cells["part"] * cells["share"])
    cells["weight"] *= cells["share"]
    groups, size = len(layout.groups), len(names)
    held = _add(cells, cells["part"], groups, size)
    standard = _add(cells, cells["weight"], groups, size).sum(axis=0)
    covers = held >= LEAST
    common = np.asarray(covers.all(axis=0)) & bool(groups)
    cells = cells[common[numbers]]
    others = [cells[cells["place"] != group].assign(place=group) for group in range(groups)]
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
    """One row a report and stratum: number of the report, stratum, share of the report in it."""
    measured = corpus.select(amounts.report_ids)
    if over == "quarter":
        known, spans = number_days(measured)
        shares, _ = share_spans(spans, every="quarter")
        report, at = spread_places(shares, known)
        stratum, share = shares.indices[at], shares.data[at]
        return pd.DataFrame({"report": report, "stratum": stratum, "share": share})
    told = link_calls(measured)
    report = measured.tables.ids().get_indexer(told["report_id"])
    share = 1 / np.bincount(report)[report]
    return pd.DataFrame({"report": report, "stratum": told["call_id"].array, "share": share})


def _add(cells: pd.DataFrame, amount: pd.Series, groups: int, strata: int) -> np.ndarray:
    place = cells["place"].to_numpy() * strata + cells["stratum"].to_numpy()
    return np.bincount(place, amount, groups * strata).reshape(groups, strata)


def _reweigh(
    cells: pd.DataFrame, base: np.ndarray, standard: np.ndarray, *, groups: int
) -> pd.DataFrame:
    """Weights that give every group the standard's sum in each stratum, and one row a report."""
    total = _add(cells, cells["weight"] * base[cells["row"]], groups, len(standard))
    factor = standard[cells["stratum"]] / total[cells["place"], cells["stratum"]]
    weighted = cells.assign(weight=cells["weight"] * factor)
    keys = ["report", "row", "cluster", "place"]
    return weighted.groupby(keys, as_index=False)[["part", "weight"]].sum()
