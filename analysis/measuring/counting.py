"""Counts and shares of coded reports, by period and value, in the unit that is asked for.

A report's codes are the report's: where the unit is the call, every call that a report tells
gets the codes of the whole report, since reports are coded as wholes.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

import numpy as np
import pandas as pd

from analysis.measuring.agreement import find_alphas
from analysis.measuring.dates import number_days, share_all_time, share_spans
from analysis.measuring.ratios import estimate_ratios, fold_cells, sum_clusters, tabulate, widen
from analysis.measuring.resampling import (
    Correlation,
    Folded,
    cluster_reports,
    correlate_reports,
    number_told,
)
from analysis.reading.codes import ADJUDICATED, BOTH, coders
from analysis.reading.corpus import Corpus
from analysis.reading.judgements import DRAWN, coded_kinds, coded_reports, indicate_view

Unit = Literal["report", "call", "outlet"]
UNITS: tuple[Unit, ...] = ("report", "call", "outlet")

DRAWN_NOTE = "for each report one of the independent coders, drawn at random"


def weigh_reports(corpus: Corpus, *, unit: Unit = "report") -> pd.Series:
    """The weight of each report, so that each unit counts as one.

    Parameters
    ----------
    corpus
        Its reports are weighted; select before, since the weights are relative to the selection.
    unit
        "report": each report counts one. "call": each call counts one, shared equally by the
        reports that tell it (a report that tells three calls holds a part of three). "outlet":
        each outlet counts one, shared equally by its reports; reports whose outlet is not shown
        count by the site that carries them.

    Returns
    -------
    Series
        Weight by report_id; its sum is the number of units. A report that tells no known call
        counts as a call of its own, and one without outlet and site as an outlet of its own.

    Raises
    ------
    ValueError
        There is no such unit.

    Examples
    --------
    >>> import analysis
    >>> from analysis.measuring.counting import weigh_reports
    >>> float(weigh_reports(analysis.read_corpus(), unit="call").sum())
    213.0
    """
    ids = corpus.tables.ids()
    if unit not in UNITS:
        raise ValueError(f"unit is {unit!r}, expected one of: {', '.join(UNITS)}")
    weight = np.ones(len(ids))
    if unit == "outlet":
        number, names = pd.factorize(name_outlets(corpus.tables["reports"]))
        known = number >= 0
        weight[known] = 1 / np.bincount(number[known], minlength=len(names))[number[known]]
    elif unit == "call":
        told = number_told(corpus)
        part = 1 / np.bincount(told.call)[told.call]
        weight[told.report] = np.bincount(told.report, part, len(ids))[told.report]
    return pd.Series(weight, index=ids)


def count_codes(
    corpus: Corpus,
    variable: str | None = None,
    values: Iterable[str] | None = None,
    *,
    every: str | None = "month",
    unit: Unit = "report",
    coder: str = ADJUDICATED,
) -> pd.DataFrame:
    """Count reports by period and code, with shares and their intervals.

    Parameters
    ----------
    corpus
        Reports to count; `Corpus.select` a part of it first to count that part.
    variable, values
        A variable of the codebook (default: its default variable), and those of its values that are
        wanted (default: all).
    every
        Period: "day", "week", "month", "quarter", "year"; None for all time at once, without a
        column `period`.
    unit
        What counts as one: "report", "call" or "outlet" (see `weigh_reports`).
    coder
        View of the codes (see `view_codes`); or "drawn": one of the independent coders at random,
        report by report. The share is then the mean over all such draws, and its interval carries
        what the coders disagree on, too.

    Returns
    -------
    DataFrame
        One row a period and value, every period from the first to the last, then the undated
        (missing period). Columns: period; value; title; `count` (units with the value), `total`
        (units coded; of a value that the codebook got later, coded with it), both fractional where
        date intervals span periods; `share` = count / total,
        with `low` and `high` (95 % interval that takes the reports of a call together);
        `reports`: coded reports that can lie in the period; `calls`: independent calls behind them
        (clusters of reports that share calls), fractional like `count`; `few`: fewer than five of
        these, no basis for a trend; `alpha`: the coders' agreement on the value over the whole
        corpus. Shares are missing where nothing was coded. `.attrs` holds the options and who
        coded, for the chart.

    Raises
    ------
    KeyError, ValueError
        No such variable or value; no such period, unit or coder view.

    Notes
    -----
    See `spread_dates` for the assumption about dates and `coded_footing` for the method.

    Examples
    --------
    >>> import analysis
    >>> corpus = analysis.read_corpus()
    >>> table = analysis.count_codes(corpus, "theme", ["losses"], every=None)
    >>> table[["value", "count", "total", "share"]].round(3)
        value  count  total  share
    0  losses  294.0  651.0  0.452
    """
    corpus = corpus.in_numbers
    variable = variable or corpus.codebook.leading
    wanted = require_values(corpus, variable, values)
    view = BOTH if coder == DRAWN else coder
    coded = corpus.select(coded_reports(corpus, coder=view, variable=variable))
    cells, spans, folded = place_in_time(coded, unit)
    shares, periods = share_all_time(spans) if every is None else share_spans(spans, every=every)
    parts = []
    for some in asked_alike(corpus, variable, wanted):
        kinds, asked = coded_kinds(coded, coder=view, variable=variable, values=some)
        kept, kept_folded = cells.assign(row=kinds), folded
        if not asked[kinds].all():
            kept = kept[asked[kinds]]
            kept_folded = fold_cells(kept)
        _, has = indicate_view(coded, variable, some, coder=coder)
        base = np.ones(len(has))
        [sums] = sum_clusters(kept, has, base, shares=shares, folded=kept_folded)
        ratios = estimate_ratios(sums, correlate_codes(corpus, variable, some, coder=coder))
        if coder == DRAWN:
            # Which coder is drawn for a report varies it by m (1 - m), apart from all others.
            kept, squares = kept.assign(weight=kept["weight"] ** 2), shares.power(2)
            [varied] = sum_clusters(kept, has * (1 - has), base, shares=squares, folded=kept_folded)
            ratios = widen(ratios, varied)
        parts.append(tabulate(sums, ratios, groups=periods, values=some))
    table = pd.concat(parts)
    if len(parts) > 1:
        table = table.iloc[np.lexsort([table["value"].map(wanted.index), table["group"]])]
    table = table.rename(columns={"group": "period", "estimate": "share"}).reset_index(drop=True)
    table = title_values(table, corpus, variable)
    table.attrs = {
        "variable": variable, "every": every, "unit": unit, "coder": coder,
        "reports": len(cells), "uncoded": len(corpus.tables.ids()) - len(cells),
        "calls": int(cells["cluster"].max() + 1) if len(cells) else 0,
        "units": round(float(cells["weight"].sum()), 6),
        "coder_note": DRAWN_NOTE if coder == DRAWN else corpus.codebook.who(coder),
        "noun": corpus.declared.noun,
    }  # fmt: skip
    return table.drop(columns="period") if every is None else table


@lru_cache(maxsize=4)
def place_in_time(corpus: Corpus, unit: Unit) -> tuple[pd.DataFrame, pd.DataFrame, Folded]:
    """Reports as `sum_clusters` adds them up, each in the place of its span of days; the spans.

    And their clusters, folded. Kept, since it is the same of all periods, variables and coders.
    """
    known, spans = number_days(corpus)
    clusters, weight = cluster_reports(corpus), weigh_reports(corpus, unit=unit)
    cells = {"cluster": clusters.to_numpy(), "place": known, "part": 1.0, "weight": weight.array}
    laid = pd.DataFrame(cells, copy=False)
    return laid, spans, fold_cells(laid)


def count_calls(corpus: Corpus, every: str) -> np.ndarray:
    """How many independent calls are behind the reports of each period (see `count_codes`)."""
    cells, spans, folded = place_in_time(corpus, "report")
    shares, _ = share_spans(spans, every=every)
    one = cells.assign(row=0), np.ones((1, 0)), np.ones(1)
    return sum_clusters(*one, shares=shares, folded=folded)[0].calls


def name_outlets(reports: pd.DataFrame) -> pd.Series:
    """The outlet of each report, or the site that carries it where the outlet is not shown."""
    own, site = (reports[each].astype("category") for each in ("outlet", "carried_by"))
    names = own.cat.categories.union(site.cat.categories)
    return own.cat.set_categories(names).fillna(site.cat.set_categories(names))


def asked_alike(corpus: Corpus, variable: str, values: list[str]) -> list[list[str]]:
    """The values in groups asked of the same reports: each that came later is one by itself."""
    later = corpus.codebook.since(variable)
    first = [value for value in values if value not in later]
    return [*([first] if first else []), *([value] for value in values if value in later)]


def title_values(table: pd.DataFrame, corpus: Corpus, variable: str) -> pd.DataFrame:
    """The table with each value's title behind it and, at the end, the coders' agreement on it."""
    alpha = table["value"].map(find_alphas(corpus.origin or corpus, variable)).astype("float64")
    table.insert(2, "title", table["value"].map(corpus.codebook.titles(variable)))
    return table.assign(alpha=alpha)


def correlate_codes(corpus: Corpus, variable: str, values: list[str], *, coder: str) -> Correlation:
    """How alike reports of one call are in each value, over the whole corpus that was read."""
    whole = corpus.origin or corpus
    if coder == DRAWN:
        each = [correlate_codes(whole, variable, values, coder=name) for name in coders(whole)]
        return Correlation(*(np.mean(part, axis=0) for part in zip(*each, strict=True)))
    places = pd.Index(whole.codebook.values(variable)).get_indexer(values)
    return Correlation(*(part[places] for part in _correlate_all(whole, variable, coder)))


@lru_cache(maxsize=16)
def _correlate_all(corpus: Corpus, variable: str, coder: str) -> Correlation:
    """The same of every value, kept like the coders' agreement: each redrawing asks for it."""
    values = corpus.codebook.values(variable)
    value, variance = np.empty((2, len(values)))
    for some in asked_alike(corpus, variable, values):
        ids = coded_reports(corpus, coder=coder, variable=variable, values=some)
        kinds, has = indicate_view(corpus, variable, some, coder=coder, ids=ids)
        places = pd.Index(values).get_indexer(some)
        value[places], variance[places] = correlate_values(corpus, has, ids, kinds)
    return Correlation(value, variance)


def correlate_values(
    corpus: Corpus, has: np.ndarray, report_ids: pd.Index, kinds: np.ndarray
) -> Correlation:
    """How alike reports of one call are in what they have, of the reports of which it is known."""
    clusters = cluster_reports(corpus.select(report_ids))
    return correlate_reports(has, clusters.to_numpy(), kinds)


def require_values(corpus: Corpus, variable: str, values: Iterable[str] | None) -> list[str]:
    """The values of a variable of the codebook that are wanted (`choose_values`)."""
    return choose_values(variable, corpus.codebook.values(variable), values)


def choose_values(variable: str, known: list[str], values: Iterable[str] | None) -> list[str]:
    """The values that are wanted, each once; KeyError names those that there are."""
    wanted = known if values is None else list(dict.fromkeys(values))
    unknown = [value for value in wanted if value not in known]
    if unknown:
        raise KeyError(f"no {variable} {', '.join(unknown)}; there are: {', '.join(known)}")
    return wanted
