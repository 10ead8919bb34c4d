"""What a reader chose to see, and the plain functions that turn it into a chart and a list."""

from dataclasses import dataclass

import pandas as pd

from analysis.charting.singles import FEW_REPORTS, chart_singles
from analysis.charting.style import say_number, say_period
from analysis.charting.themes import Spec, draw_linked, link
from analysis.charting.time import end_of
from analysis.measuring.counting import FEW_CALLS, Unit, count_codes
from analysis.measuring.finding import find_reports
from analysis.measuring.periods import FREQUENCIES, bound_dates
from analysis.measuring.resampling import cluster_reports
from analysis.reading.codes import ADJUDICATED, view_codes
from analysis.reading.corpus import Corpus


@dataclass(frozen=True)
class View:
    """What the reader has chosen.

    Attributes
    ----------
    themes, every, unit, coder
        As for `count_codes`.
    outlet_kinds, languages
        Only reports of these; empty means all.
    start, end
        First and last day shown; missing means no limit.
    listed
        Theme whose reports are listed; missing means all reports.
    marks
        Marks clicked: theme and first day of the period.
    reports
        Single reports clicked, where each is a mark of its own.
    span
        Span of time brushed.
    """

    themes: tuple[str, ...]
    every: str = "quarter"
    unit: Unit = "report"
    coder: str = ADJUDICATED
    outlet_kinds: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    start: pd.Timestamp | None = None
    end: pd.Timestamp | None = None
    listed: str | None = None
    marks: tuple[tuple[str, pd.Timestamp], ...] = ()
    reports: tuple[str, ...] = ()
    span: tuple[pd.Timestamp, pd.Timestamp] | None = None


def narrow_corpus(corpus: Corpus, view: View) -> Corpus:
    """The reports of the outlets, languages and days chosen; undated ones stay in."""
    reports = corpus.tables["reports"]
    keep = pd.Series(True, index=reports.index)
    for column, wanted in (("outlet_kind", view.outlet_kinds), ("language", view.languages)):
        if wanted:
            keep &= reports[column].isin(wanted)
    if view.start is not None:
        keep &= ~(reports["published_to"] < view.start)
    if view.end is not None:
        keep &= ~(reports["published_from"] > view.end)
    return corpus if keep.all() else corpus.select(reports.loc[keep, "report_id"])


def draw_themes(corpus: Corpus, view: View) -> Spec:
    """The chart of a view, as a Vega-Lite specification.

    Shares over time, or single marks where the reports are too few for shares.
    """
    chosen = narrow_corpus(corpus, view)
    reports = chosen.tables["reports"]
    if len(reports) < FEW_REPORTS or cluster_reports(chosen).nunique() < FEW_CALLS:
        codes = view_codes(chosen, coder=view.coder, variable="theme")
        titles = {value: corpus.codebook.titles("theme")[value] for value in view.themes}
        note = corpus.codebook.coders.get(view.coder, "")
        spec = chart_singles(reports, codes, titles=titles, coder_note=note).to_dict()
        dots = spec["layer"][-1]
        return spec | {"params": link(dots, dots, "report_id")}
    counts = count_codes(
        chosen, "theme", view.themes, every=view.every, unit=view.unit, coder=view.coder
    )
    bounds = bound_dates(reports, every=view.every)
    return draw_linked(_shown(counts, view), _shown(bounds, view))


def _shown(table: pd.DataFrame, view: View) -> pd.DataFrame:
    """The periods that the chosen days touch, and the undated."""
    ends = end_of(table["period"], view.every)
    keep = pd.Series(True, index=table.index)
    if view.start is not None:
        keep &= ~(ends < view.start)
    if view.end is not None:
        keep &= ~(table["period"] > view.end)
    return table[keep]


def list_reports(corpus: Corpus, view: View) -> pd.DataFrame:
    """The reports that a view selects: clicked marks, else the span brushed, else all shown."""
    chosen = narrow_corpus(corpus, view)
    if view.reports:
        found = find_reports(chosen)
        return found[found["report_id"].isin(view.reports)].reset_index(drop=True)
    if not view.marks:
        start, end = view.span or (None, None)
        return find_reports(chosen, start=start, end=end, value=view.listed, coder=view.coder)
    lists = [
        find_reports(
            chosen, start=period, end=last_day(period, view.every), value=theme, coder=view.coder
        )
        for theme, period in view.marks
    ]
    return (
        pd.concat(lists)
        .drop_duplicates("report_id")
        .sort_values(["published_from", "published_to", "report_id"], ignore_index=True)
    )


def last_day(period: pd.Timestamp, every: str) -> pd.Timestamp:
    """Last day of the period that begins on a day."""
    return pd.Period(period, freq=FREQUENCIES[every]).end_time.normalize()


def say_selection(corpus: Corpus, view: View, found: pd.DataFrame) -> str:
    """What the list under the chart holds, in words."""
    titles = corpus.codebook.titles("theme")
    if view.reports:
        what = "clicked"
    elif view.marks:
        what = ", ".join(
            f"{titles.get(theme, theme)} in {say_period(period, view.every)}"
            for theme, period in view.marks
        )
    else:
        what = titles[view.listed] if view.listed else "all shown"
        if view.span is not None:
            what += f", {view.span[0]:%Y-%m-%d} to {view.span[1]:%Y-%m-%d}"
    return f"{say_number(len(found), 'report')} ({what})"
