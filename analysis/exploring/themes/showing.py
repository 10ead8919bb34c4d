"""Choices of the theme explorer -> what is drawn of them; plain functions without a widget."""

from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.charting.wording import say_measure, say_number, say_period, say_short
from analysis.exploring.cards import hues, list_cards
from analysis.exploring.choices import Choices
from analysis.exploring.themes.saying import say_about, say_dot, say_title
from analysis.measuring.counting import Unit, count_calls, count_codes
from analysis.measuring.dates import FREQUENCIES, count_dates
from analysis.measuring.ratios import FEW_CALLS
from analysis.measuring.reports import locate_reports
from analysis.measuring.resampling import cluster_reports
from analysis.measuring.smoothing import smooth_codes
from analysis.reading.codes import ADJUDICATED
from analysis.reading.corpus import Corpus
from analysis.reading.events import Event, read_events
from analysis.reading.judgements import view_codes

Drawn = dict[str, dict[str, Any]]
"""Theme -> what its panel has."""

FEW_REPORTS = 10


@dataclass(frozen=True)
class ThemeChoices(Choices):
    """What the reader of themes over time chose.

    Attributes
    ----------
    themes, every, unit, coder
        As for `count_codes`.
    outlet_kinds, languages
        Only reports of these; empty means all.
    start, end
        First and last day shown, "YYYY-MM-DD", taken to whole periods; missing means no limit.
    marks
        Theme and first day of a period (or none: all time) whose reports are listed.
    """

    themes: tuple[str, ...] = ()
    every: str = "quarter"
    unit: Unit = "report"
    coder: str = ADJUDICATED
    outlet_kinds: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None


@lru_cache(maxsize=8)
def narrow_corpus(
    corpus: Corpus, outlet_kinds: tuple[str, ...] = (), languages: tuple[str, ...] = ()
) -> Corpus:
    """The reports of these kinds of outlet and languages; kept, since each redrawing asks."""
    reports = corpus.tables["reports"]
    keep = pd.Series(True, index=reports.index)
    for column, wanted in (("outlet_kind", outlet_kinds), ("language", languages)):
        if wanted:
            keep &= reports[column].isin(wanted)
    return corpus if keep.all() else corpus.select(reports.loc[keep, "report_id"])


def snap(day: Any, every: str, *, last: bool = False) -> pd.Timestamp | None:
    """First or last day of the period that a day lies in."""
    if day is None:
        return None
    period = pd.Period(pd.Timestamp(day), freq=FREQUENCIES[every])
    return (period.end_time if last else period.start_time).normalize()


def span_of(choices: ThemeChoices) -> tuple[pd.Timestamp | None, pd.Timestamp | None]:
    """The days shown, in whole periods and in order."""
    ends = [choices.start, choices.end]
    if None not in ends and pd.Timestamp(ends[0]) > pd.Timestamp(ends[1]):
        ends.reverse()
    first, last = ends
    return snap(first, choices.every), snap(last, choices.every, last=True)


def list_reports(corpus: Corpus, choices: ThemeChoices) -> pd.DataFrame:
    """The reports that the choices select: behind the marks, else all of the days shown."""
    chosen = narrow_corpus(corpus, choices.outlet_kinds, choices.languages)
    start, end = span_of(choices)
    if not choices.marks:
        return locate_reports(chosen, start=start, end=end)
    leading, every = chosen.codebook.leading, choices.every
    coded = partial(locate_reports, chosen, variable=leading, coder=choices.coder)
    lists = [
        coded(value=theme, start=snap(day, every) or start, end=snap(day, every, last=True) or end)
        for theme, day in choices.marks
    ]
    return (
        pd.concat(lists)
        .drop_duplicates("report_id")
        .sort_values(["published_from", "published_to", "report_id"], ignore_index=True)
    )


def say_selection(corpus: Corpus, choices: ThemeChoices, found: pd.DataFrame) -> str:
    """What the list holds: "34 reports: Losses, Q4 2023"."""
    titles = corpus.codebook.titles(corpus.codebook.leading)
    said = [
        titles[theme] + (f", {say_period(pd.Timestamp(day), choices.every)}" if day else "")
        for theme, day in choices.marks
    ]
    start, end = span_of(choices)
    if not said and (start or end):
        reports = corpus.tables["reports"]
        first, last = reports["published_from"].min(), reports["published_to"].max()
        said = [say_short(start or first, end or last)]
    return f"{say_number(len(found), 'report')}{': ' if said else ''}{'; '.join(said)}"


def read_themes(corpus: Corpus, choices: ThemeChoices) -> dict[str, Any]:
    """The reports of the choices, those that lie there for certain first; by date among them."""
    chosen = narrow_corpus(corpus, choices.outlet_kinds, choices.languages)
    found = list_reports(corpus, choices)
    return {
        "heading": say_selection(corpus, choices, found),
        "total": len(found),
        "cards": list_cards(chosen, by_part(found), coder=choices.coder, shown=choices.shown),
    }


def draw_themes(corpus: Corpus, choices: ThemeChoices) -> dict[str, Any]:
    """The picture of the choices: title, panels, months to brush."""
    chosen = narrow_corpus(corpus, choices.outlet_kinds, choices.languages)
    counted = [
        of_themes(count_all(chosen, every, choices.unit, choices.coder), choices)
        for every in (choices.every, None)
    ]
    counts = _shown(counted[0], choices)
    few = _are_few(chosen)
    panels = _panels(chosen, choices, None if few else counts)
    title, subtitle = say_title(counts, counted[1], few=few)
    days = _days_shown(chosen, choices)
    return {
        "title": title,
        "subtitle": subtitle,
        "chart": {
            "kind": "panels",
            "measure": say_measure(counts.attrs),
            "from": days[0], "to": days[1], "top": _top(panels),
            "panels": panels,
            "events": _events(corpus.folder, *days),
        },
        "bars": _bars(chosen, choices),
        "about": say_about(corpus, counts),
        "csv": counts.to_csv(index=False, float_format="%.4f"),
    }  # fmt: skip


@lru_cache(maxsize=16)
def count_all(corpus: Corpus, every: str | None, unit: Unit, coder: str) -> pd.DataFrame:
    """The counts of all themes, kept: most choices only ask for others of them."""
    return count_codes(corpus, corpus.codebook.leading, every=every, unit=unit, coder=coder)


@lru_cache(maxsize=16)
def smooth_all(corpus: Corpus, unit: Unit, coder: str) -> pd.DataFrame:
    """The courses of all themes, kept for the same reason."""
    return smooth_codes(corpus, corpus.codebook.leading, unit=unit, coder=coder)


def of_themes(table: pd.DataFrame, choices: ThemeChoices) -> pd.DataFrame:
    """The rows of the themes chosen."""
    return table[table["value"].isin(choices.themes)]


def by_part(found: pd.DataFrame) -> pd.DataFrame:
    """Reports with those first that lie in the span for certain, the doubtful last."""
    doubtful = found["part"].to_numpy() < 1
    return found.sort_values("part", ascending=False, kind="stable") if doubtful.any() else found


def chart_themes(corpus: Corpus, choices: ThemeChoices) -> Any:
    """The courses as an Altair chart; single reports where they are too few for shares."""
    # Altair takes a second to load, and no explorer needs it before somebody asks for this.
    from analysis.charting.codes import chart_smooth
    from analysis.charting.reports import chart_singles

    chosen = narrow_corpus(corpus, choices.outlet_kinds, choices.languages)
    if _are_few(chosen):
        titles = corpus.codebook.titles(corpus.codebook.leading)
        return chart_singles(
            chosen.tables["reports"],
            view_codes(chosen, coder=choices.coder, variable=corpus.codebook.leading),
            titles={theme: titles[theme] for theme in choices.themes},
            coder_note=corpus.codebook.who(choices.coder),
        )
    return chart_smooth(_course(chosen, choices), events=known_events(corpus.folder), columns=3)


@lru_cache(maxsize=8)
def _are_few(corpus: Corpus) -> bool:
    reports = len(corpus.tables["reports"])
    return reports < FEW_REPORTS or bool(cluster_reports(corpus).max() + 1 < FEW_CALLS)


def _shown(table: pd.DataFrame, choices: ThemeChoices) -> pd.DataFrame:
    """The periods within the days chosen, and the undated."""
    start, end = span_of(choices)
    before = table["period"] < (start or pd.Timestamp.min)
    return table[~before & ~(table["period"] > (end or pd.Timestamp.max))]


def _days_shown(corpus: Corpus, choices: ThemeChoices) -> tuple[str, str]:
    reports = corpus.tables["reports"].dropna(subset=["published_from"])
    start, end = span_of(choices)
    if not len(reports):
        return ("2022-01-01", "2022-12-31")
    first = start or snap(reports["published_from"].min(), choices.every)
    last = end or snap(reports["published_to"].max(), choices.every, last=True)
    return iso(first), iso(last)


def iso(day: Any) -> str:
    """A day as the page takes it."""
    return f"{day:%Y-%m-%d}"


def _panels(
    corpus: Corpus, choices: ThemeChoices, counts: pd.DataFrame | None
) -> list[dict[str, Any]]:
    """One panel a theme; of reports too few to count, a bar for each."""
    leading = corpus.codebook.leading
    colours, titles = hues(corpus, leading), corpus.codebook.titles(leading)
    drawn = _singles(corpus, choices) if counts is None else _shares(corpus, choices, counts)
    return [
        {"key": theme, "title": titles[theme], "hue": colours[theme], **drawn[theme]}
        for theme in choices.themes
    ]


def _shares(corpus: Corpus, choices: ThemeChoices, counts: pd.DataFrame) -> Drawn:
    """Of each theme the smooth course with its band, and a dot for each period."""
    courses = dict(list(_course(corpus, choices).groupby("value")))
    most = max(counts["calls"].max(), 1) if len(counts) else 1
    return {
        theme: {"course": _as_lists(courses.get(theme)), "dots": _dots(rows, choices, most)}
        for theme, rows in counts.groupby("value")
    }


def _course(corpus: Corpus, choices: ThemeChoices) -> pd.DataFrame:
    """The smooth courses, each week of the days shown."""
    course = of_themes(smooth_all(corpus, choices.unit, choices.coder), choices)
    start, end = span_of(choices)
    days = course["day"]
    return course[days.between(start or days.min(), end or days.max())]


def _as_lists(course: pd.DataFrame | None) -> dict[str, Any] | None:
    """One course: its first Monday, and share, low and high week by week."""
    if course is None:
        return None
    numbers = course[["share", "low", "high"]].round(3).astype("object")
    numbers = numbers.where(numbers.notna(), None)
    return {"from": iso(course["day"].iloc[0]), **numbers.to_dict("list")}


def _dots(counts: pd.DataFrame, choices: ThemeChoices, most: float) -> list[dict[str, Any]]:
    dated = counts[counts["period"].notna() & (counts["total"] > 0)]
    return [
        {
            "key": iso(row.period),
            "when": say_period(row.period, choices.every),
            "x": iso(row.period + (snap(row.period, choices.every, last=True) - row.period) / 2),
            "y": round(row.share, 4), "low": round(row.low, 4), "high": round(row.high, 4),
            "size": round(float(np.sqrt(row.calls / most)), 3),
            "few": bool(row.few),
            "said": say_dot(row, counts.attrs),
        }
        for row in dated.itertuples()
    ]  # fmt: skip


def _singles(corpus: Corpus, choices: ThemeChoices) -> Drawn:
    """Of each theme a bar of days for each report."""
    leading = corpus.codebook.leading
    titles = corpus.codebook.titles(leading)
    codes = view_codes(corpus, coder=choices.coder, variable=leading)
    having = codes.groupby("value")["report_id"].agg(set).to_dict()
    reports = corpus.tables["reports"].dropna(subset=["published_from"])
    drawn = {}
    for theme in choices.themes:
        given = reports["report_id"].isin(having.get(theme, set()))
        singles = [
            {
                "from": iso(row.published_from), "to": iso(row.published_to), "given": bool(is_so),
                "said": f"{row.report_id}: {titles[theme]} {'' if is_so else 'not '}coded",
            }
            for row, is_so in zip(reports.itertuples(), given, strict=True)
        ]  # fmt: skip
        drawn[theme] = {"singles": singles, "course": None, "dots": []}
    return drawn


def _top(panels: list[dict[str, Any]]) -> float:
    """Where the axis of all panels ends: a quarter, a half, three quarters or all."""
    courses = [panel["course"] for panel in panels if panel["course"]]
    highs = [high for course in courses for high in course["high"] if high is not None]
    highs += [dot["y"] for panel in panels for dot in panel["dots"]]
    return min(1.0, float(np.ceil(max(highs, default=1.0) * 4) / 4)) or 0.25


@lru_cache(maxsize=8)
def known_events(folder: Path) -> list[Event]:
    """The events to mark; none where the corpus is in no folder."""
    return [event for event in read_events(folder) if event.mark] if folder.is_dir() else []


def _events(folder: Path, first: str, last: str) -> list[dict[str, Any]]:
    return [
        {"x": iso(event.first), "word": event.mark, "name": event.name}
        for event in known_events(folder)
        if first <= iso(event.first) <= last
    ]


@lru_cache(maxsize=8)
def _months(corpus: Corpus) -> pd.DataFrame:
    """Reports a month as expected from their dates, and the independent calls behind them."""
    bounds = count_dates(corpus, "month")
    return bounds.assign(calls=count_calls(corpus, "month")).dropna(subset=["period"])


def _bars(corpus: Corpus, choices: ThemeChoices) -> dict[str, Any]:
    """The months below the panels: all of them, with those that are shown."""
    start, end = span_of(choices)
    say = corpus.declared.noun.say
    return {
        "label": say("Reports a month, dark: independent calls. Drag to choose a time."),
        "snap": choices.every,
        "start": start and iso(start),
        "end": end and iso(end),
        "bars": [
            {
                "from": iso(row.period),
                "to": iso(row.period + pd.offsets.MonthEnd(0)),
                "all": round(row.expected, 1),
                "dark": round(row.calls, 1),
                "said": f"{row.period:%B %Y}: {row.expected:.0f} reports "
                f"({row.fewest} for certain, {row.most} at most), "
                + say(f"{row.calls:.0f} independent calls"),
            }
            for row in _months(corpus).itertuples()
        ],
    }


@lru_cache(maxsize=8)
def offers_weeks(corpus: Corpus) -> bool:
    """Whether half of the weeks can have five reports: under that, weeks are a wall of few."""
    weeks = count_dates(corpus, "week").dropna(subset=["period"])
    return bool((weeks["expected"] >= FEW_CALLS).mean() >= 0.5) if len(weeks) else False
