"""Intervals against a truth that is set, in the reports, groups and clusters of the corpus.

Each report has the code with a chance that its group alone decides, and reports of one call
resemble each other. Real are the reports, their groups, the calls they tell and the clusters.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import stats

import analysis
from analysis.measuring.comparison.differences import find_differences, paired_interval, sum_pairs
from analysis.measuring.comparison.grouping import group_reports
from analysis.measuring.comparison.layout import Layout, lay_out
from analysis.measuring.comparison.shared_calls import (
    mean_calls,
    tell_shared,
)
from analysis.measuring.comparison.standardising import find_strata, weigh_to_standard
from analysis.measuring.ratios import Sums, clusters_with, estimate_ratios
from analysis.measuring.resampling import Correlation, Moments, correlate_reports
from analysis.measuring.variables import Amounts, measure_reports

Ends = tuple[np.ndarray, np.ndarray]

OWN = 0.2
"""Part of the resemblance that only reports of the same group share."""


class Design(NamedTuple):
    """Reports of two sides, and the kit's interval of their difference.

    Attributes
    ----------
    comparison, name
        Which function is tried, on which groups.
    cluster, side
        Of each report; the side is 0 or 1.
    ends
        The ends of the kit's intervals: one row a report, one column a replication goes in.
    hundreds
        For a rate, the hundreds of words of each report.
    """

    comparison: str
    name: str
    cluster: np.ndarray
    side: np.ndarray
    ends: Callable[[np.ndarray], Ends]
    hundreds: np.ndarray | None = None


def cover(
    design: Design, truth: tuple[float, float], alike: float, *, size: int, seed: int
) -> tuple[float, float]:
    """Share of replications in which the kit's interval, and the naive one, hold the truth.

    Parameters
    ----------
    truth
        Share of the reports of each side that have the code; rates per 100 words are five times it.
    alike
        How much reports of a cluster resemble each other: a correlation; the variance of the
        cluster's own factor where rates are counted.
    size, seed
        Number of replications, and where they start.
    """
    random = np.random.default_rng(seed)
    if design.hundreds is None:
        amount = _draw_codes(design, truth, alike, size, random)
        naive = newcombe(amount, design.side)
    else:
        truth = (5 * truth[0], 5 * truth[1])
        amount = _draw_words(design, truth, alike, size, random)
        naive = poisson(amount, design.side, design.hundreds)
    wanted = truth[0] - truth[1]
    held = [
        float(((low <= wanted) & (wanted <= high)).mean())
        for low, high in (design.ends(amount), naive)
    ]
    return held[0], held[1]


def _draw_codes(
    design: Design,
    truth: tuple[float, float],
    alike: float,
    size: int,
    random: np.random.Generator,
) -> np.ndarray:
    """A normal variable underlies each code; the threshold gives each side its true share."""
    clusters = design.cluster.max() + 1
    both = random.standard_normal((clusters, size))[design.cluster]
    own = random.standard_normal((clusters, 2, size))[design.cluster, design.side]
    single = random.standard_normal((len(design.cluster), size))
    beneath = np.sqrt(alike * (1 - OWN)) * both + np.sqrt(alike * OWN) * own
    beneath += np.sqrt(1 - alike) * single
    return (beneath < stats.norm.ppf(truth)[design.side, None]).astype("float64")


def _draw_words(
    design: Design,
    rates: tuple[float, float],
    alike: float,
    size: int,
    random: np.random.Generator,
) -> np.ndarray:
    """Words are counted as a Poisson variable, with a factor of the cluster's own (gamma)."""
    factor = np.ones((design.cluster.max() + 1, size))
    if alike:
        factor = random.gamma(1 / alike, alike, size=factor.shape)
    expected = np.array(rates)[design.side] * design.hundreds
    return random.poisson(expected[:, None] * factor[design.cluster]).astype("float64")


def newcombe(having: np.ndarray, side: np.ndarray) -> Ends:
    """Newcombe's (1998) interval, method 10: every report counts as independent."""
    z = stats.norm.ppf(0.975)
    shares, lows, highs = [], [], []
    for group in (0, 1):
        share, spread = having[side == group].mean(axis=0), z**2 / (side == group).sum()
        centre = (share + spread / 2) / (1 + spread)
        half = np.sqrt(spread * (share * (1 - share) + spread / 4)) / (1 + spread)
        shares, lows, highs = [*shares, share], [*lows, centre - half], [*highs, centre + half]
    difference = shares[0] - shares[1]
    down = np.hypot(shares[0] - lows[0], highs[1] - shares[1])
    return difference - down, difference + np.hypot(highs[0] - shares[0], shares[1] - lows[1])


def poisson(counted: np.ndarray, side: np.ndarray, hundreds: np.ndarray) -> Ends:
    """Wald's interval of a difference of Poisson rates: every word counts as independent."""
    exposure = np.array([hundreds[side == group].sum() for group in (0, 1)])[:, None]
    rates = np.array([counted[side == group].sum(axis=0) for group in (0, 1)]) / exposure
    half = stats.norm.ppf(0.975) * np.sqrt((rates / exposure).sum(axis=0))
    return rates[0] - rates[1] - half, rates[0] - rates[1] + half


def groups_design(corpus: analysis.Corpus, by: str, group: str) -> Design:
    """A group of reports and all the others, as `compare_groups` compares them."""
    layout = _two_sides(corpus, by, group)
    cells = layout.cells

    def ends(amount: np.ndarray) -> Ends:
        correlation = correlate_reports(amount, cells["cluster"].to_numpy())
        return _difference(_fill(layout, amount).sum(_numbered(cells))[0], correlation)

    return _design("groups", f"{group} and others", cells, ends)


def standard_design(corpus: analysis.Corpus, by: str, group: str, over: str) -> Design:
    """The same, standardised as `compare_groups` does on like quarters or calls."""
    layout = _two_sides(corpus, by, group)
    cells = weigh_to_standard(layout, find_strata(corpus, layout.amounts, over)).cells

    def ends(amount: np.ndarray) -> Ends:
        correlation = correlate_reports(amount, cells["cluster"].to_numpy())
        return _difference(_fill(layout, amount).sum(_numbered(cells))[0], correlation)

    return _design("standardised", f"{group} and others, by {over}", cells, ends)


def rates_design(corpus: analysis.Corpus, by: str, group: str) -> Design:
    """Words counted in the reports of a group and of the others."""
    words = measure_reports(corpus, "distance", ["all"], coder="adjudicated")
    layout = _two_sides(corpus, by, group, words)
    cells = layout.cells
    hundreds = words.base[cells["row"]]

    def ends(amount: np.ndarray) -> Ends:
        filled = _fill(layout, amount, hundreds)
        return _difference(filled.sum(_numbered(cells))[0])

    return _design("rates of words", f"{group} and others", cells, ends, hundreds)


def pairs_design(corpus: analysis.Corpus, by: str, groups: tuple[str, str]) -> Design:
    """Two groups on the calls that both told, as `compare_groups` compares them."""
    amounts = measure_reports(corpus, "theme", ["losses"], coder="adjudicated")
    told = tell_shared(corpus, group_reports(corpus, by), amounts, groups=groups)
    reports = told.drop_duplicates("report_id")
    cluster = reports["cluster"].to_numpy()

    def ends(amount: np.ndarray) -> Ends:
        means = mean_calls(told, _amounts(amount, pd.Index(reports["report_id"])))
        pairs = sum_pairs(told, means[0] - means[1])
        return paired_interval(pairs, is_share=True)[1:]

    name = " and ".join(groups).replace("_", " ")
    return Design("same calls", name, cluster, reports["side"].to_numpy(), ends)


def _two_sides(
    corpus: analysis.Corpus, by: str, group: str, amounts: Amounts | None = None
) -> Layout:
    amounts = amounts or measure_reports(corpus, "theme", ["losses"], coder="adjudicated")
    layout = lay_out(corpus, group_reports(corpus, by), amounts)
    side = layout.cells["place"].ne(layout.groups.index(group)).astype("int64")
    return layout._replace(cells=layout.cells.assign(place=side), groups=[group, "others"])


def _design(
    comparison: str,
    name: str,
    cells: pd.DataFrame,
    ends: Callable[[np.ndarray], Ends],
    hundreds: np.ndarray | None = None,
) -> Design:
    cluster, side = cells["cluster"].to_numpy(), cells["place"].to_numpy()
    return Design(comparison, name.replace("_", " "), cluster, side, ends, hundreds)


def _numbered(cells: pd.DataFrame) -> pd.DataFrame:
    return cells.assign(row=range(len(cells)))


def _amounts(amount: np.ndarray, ids: pd.Index, base: np.ndarray | None = None) -> Amounts:
    """Replications take the place of values."""
    size = amount.shape[1]
    base = np.ones(len(ids)) if base is None else base
    kinds = np.arange(len(ids))
    return Amounts("share", ids, list(range(size)), [""] * size, amount, base, kinds)


def _fill(layout: Layout, amount: np.ndarray, base: np.ndarray | None = None) -> Layout:
    return layout._replace(amounts=_amounts(amount, pd.RangeIndex(len(amount)), base))


def _difference(sums: Sums, correlation: Correlation | None = None) -> Ends:
    is_rate = correlation is None
    ratios = [estimate_ratios(_only(sums, side), correlation, is_rate=is_rate) for side in (0, 1)]
    found = find_differences(*ratios, clusters_with(sums, is_rate=is_rate))
    return found.low[0], found.high[0]


def _only(sums: Sums, side: int) -> Sums:
    return Sums(
        sums.counted[:, [side]],
        sums.total[:, [side]],
        Moments(*(each[[side]] for each in sums.moments)),
        sums.calls[[side]],
        sums.reports[[side]],
        None if sums.drawn is None else sums.drawn[:, [side]],
    )
