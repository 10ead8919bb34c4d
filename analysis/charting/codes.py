"""Shares of codes over time: by period, or as a smooth course with its band and events of the time.

Both are small multiples, one panel a code.
"""

from collections.abc import Iterable
from functools import partial
from typing import Any

import altair as alt
import pandas as pd

from analysis.charting.forest import whiskers
from analysis.charting.style import (
    BLUE,
    GREY,
    INK,
    TIME_AXIS,
    TIME_SCALE,
    finish,
    middle_of,
    records,
    utc,
)
from analysis.charting.wording import (
    UNIT_NAMES,
    noun_of_values,
    say_alpha,
    say_codes,
    say_period,
    say_share,
)
from analysis.reading.events import Event
from analysis.tables.declaring import noun_of

PANELS_WIDTH, PANEL_HEIGHT, COURSE_HEIGHT, GAP = 640, 110, 130, 30
UP = partial(
    alt.Y, title="share of all", scale=alt.Scale(domain=[0, 1]),
    axis=alt.Axis(format="%", tickCount=3, labelFlush=True),
)  # fmt: skip
"""The axis of shares in a panel."""
ACROSS = partial(alt.X, title=None, scale=TIME_SCALE, axis=TIME_AXIS)

COURSE, EVENT = "course", "event"
LINE = 13
"""What the name of an event takes beside its rule, in pixels."""


def chart_codes(counts: pd.DataFrame, *, columns: int = 3) -> alt.TopLevelMixin:
    """Chart the shares that `count_codes` gives, one panel a value.

    A dot is a share, the bar through it its 95 % interval. Dots are joined only where both periods
    rest on at least five independent calls; the others are hollow and stand alone, since so few
    calls are no trend.

    Parameters
    ----------
    counts
        Table from `count_codes`, by period.
    columns
        Panels in a row.

    Returns
    -------
    Chart
        An Altair chart; each panel's title holds the coders' agreement.

    Raises
    ------
    ValueError
        The counts have no periods.

    Examples
    --------
    >>> import analysis
    >>> corpus = analysis.read_corpus()
    >>> chart = analysis.chart_codes(analysis.count_codes(corpus, values=["losses", "doubt"]))
    >>> chart.to_dict()["title"]["text"]
    'How often the chosen themes were reported, by month'
    """
    data, options = panel_data(counts), counts.attrs
    every, unit, say = options["every"], UNIT_NAMES[options["unit"]], noun_of(options).say
    undated = counts.loc[counts["period"].isna(), "total"].max() if len(counts) else 0
    left = f"; {options['uncoded']} not coded" if options["uncoded"] else ""
    return _finish(
        _panels(_draw_counts(say), data, columns=columns, height=PANEL_HEIGHT),
        options,
        how=f", by {every}",
        number=f"Share of {unit} in each {every}; n = {{}}, "
        f"{0 if pd.isna(undated) else undated:g} undated{left}.",
        marks="Bars: 95 % intervals that take the reports of a call together. Hollow dots: fewer "
        "than five independent calls, no trend.",
        description=f"Small multiples of the share of {unit} by {every}, {{}}.",
        courses=_say_courses(
            data.assign(when="in " + data["when"]), say(f"no {every} has five independent calls.")
        ),
    )


def chart_smooth(
    course: pd.DataFrame, *, events: Iterable[Event] = (), columns: int = 2
) -> alt.TopLevelMixin:
    """Chart the smooth course that `smooth_codes` gives, one panel a value.

    The line is the share, the band around it its 95 % interval, day by day. Both end where fewer
    than five independent calls are near.

    Parameters
    ----------
    course
        Table from `smooth_codes`.
    events
        Public events to mark by a thin rule at their first day (`read_events`); those before the
        course begins or after it ends are left out. Of events too close for their names to be read
        the first has it before its rule, the next behind, and further ones in the tooltip only.
    columns
        Panels in a row.

    Returns
    -------
    Chart
        An Altair chart; each panel's title holds the coders' agreement.

    Examples
    --------
    >>> import analysis
    >>> course = analysis.smooth_codes(analysis.read_corpus(), values=["losses", "doubt"])
    >>> dam = analysis.read_events(event_ids=["kakhovka-dam"])
    >>> analysis.chart_smooth(course, events=dam).to_dict()["title"]["text"]
    'How often the chosen themes were reported: a smooth course'
    """
    data, options = smooth_data(course), course.attrs
    unit, columns = UNIT_NAMES[options["unit"]], max(1, min(columns, course["value"].nunique()))
    marks = pd.concat([data, _event_rows(data, events, panel_width(columns))], ignore_index=True)
    left = f", {options['undated']} undated left out" if options["undated"] else ""
    left += f", {options['uncoded']} not coded" if options["uncoded"] else ""
    return _finish(
        _panels(_draw_course(noun_of(options).say), marks, columns=columns, height=COURSE_HEIGHT),
        options,
        how=": a smooth course",
        number=f"Share of {unit} within {options['bandwidth']} days, the nearer the more; "
        f"n = {{}}{left}.",
        marks="Bands: 95 % intervals, each day by itself. No line where fewer than five "
        "independent calls are near.",
        description=f"Smooth courses of the share of {unit}, {{}}.",
        courses=_say_courses(data.assign(when="around " + data["day"].dt.strftime("%-d %B %Y"))),
    )


def _finish(
    chart: alt.FacetChart,
    options: dict[Any, Any],
    *,
    how: str,
    number: str,
    marks: str,
    description: str,
    courses: list[str],
) -> Any:
    """Dress panels: what they show, n, coder view, marks; and each panel's course in words."""
    say, values = noun_of(options).say, noun_of_values(options["variable"])
    behind = f"{options['reports']} reports of {options['calls']} independent calls"
    return finish(
        chart,
        title=f"How often the chosen {values.several} were reported{how}",
        subtitle=[say(number.format(behind)), say_codes(options), say(marks)],
        description=" ".join([say(description.format(behind)), *courses]),
    )


def _say_courses(data: pd.DataFrame, nothing: str = "") -> list[str]:
    """Where the share of each panel is lowest and highest; `when` says it of each row."""
    said = []
    for panel, rows in data.groupby("panel", sort=False):
        solid = rows[~rows["few"]]
        if solid.empty:
            said.append(f"{panel}: {nothing}")
            continue
        low, top = (solid.loc[at] for at in (solid["share"].idxmin(), solid["share"].idxmax()))
        said.append(
            f"{panel}: from {say_share(low['share'])} {low['when']} to {say_share(top['share'])} "
            f"{top['when']} (interval {top['interval']})."
        )
    return said


def panel_data(counts: pd.DataFrame) -> pd.DataFrame:
    """The dated rows with what the marks need: panel, middle, run and words for the tooltip.

    ValueError for counts without periods.
    """
    every = counts.attrs["every"]
    if every is None:
        raise ValueError("these counts have no periods; count with every='month' to draw a course")
    # Before empty periods go: a line must end at one as at a period of few calls.
    data = _mark_panels(counts[counts["period"].notna()])
    data = data[data["total"] > 0].copy()
    words = {period: say_period(period, every) for period in data["period"].unique()}
    data["when"] = data["period"].map(words).astype("str")
    data["middle"], data["period"] = utc(middle_of(data["period"], every)), utc(data["period"])
    numbers = ["count", "total", "share", "low", "high", "calls"]
    return data.assign(**data[numbers].round(4)).reset_index(drop=True)


def smooth_data(course: pd.DataFrame) -> pd.DataFrame:
    """The days that are drawn, with their panel, unbroken run, and words for the tooltip."""
    data = _mark_panels(course)
    data = data[~data["few"]].reset_index(drop=True)
    numbers = data[["share", "low", "high", "reports", "calls"]].round(4)
    return data.assign(**numbers, kind=COURSE, day=utc(data["day"]))


def _mark_panels(table: pd.DataFrame) -> pd.DataFrame:
    """Rows in order of time with panel, its place, the run in which they are joined, interval."""
    ends = zip(table["low"], table["high"], strict=True)
    return table.assign(
        panel=table["title"] + " (" + table["alpha"].map(say_alpha).astype("str") + ")",
        order=pd.factorize(table["value"])[0],
        run=table.groupby("value")["few"].transform(lambda few: few.cumsum()).astype("str"),
        interval=[f"{say_share(low)} to {say_share(high)}" for low, high in ends],
    )


def _event_rows(data: pd.DataFrame, events: Iterable[Event], width: int) -> pd.DataFrame:
    """A row an event and panel; `side` is that of its rule on which there is room for its name."""
    marked = pd.DataFrame(
        [(pd.Timestamp(event.first, tz="UTC"), event.name) for event in events],
        columns=["day", "name"],
    ).sort_values("day", ignore_index=True)
    first, last = data["day"].min(), data["day"].max()
    marked = marked[marked["day"].between(first, last)]
    sides: list[str] = []
    for near in marked["day"].diff() < (last - first) * LINE / width:
        sides.append("before" if not near else "behind" if sides[-1] == "before" else "neither")
    marked["side"] = sides
    panels = data[["panel", "order"]].drop_duplicates()
    return panels.merge(marked.assign(kind=EVENT), how="cross")


def _draw_counts(say: Any) -> list[alt.Chart]:
    """Interval bars, dots joined where there are calls enough, hollow dots where there are few."""
    facts = [
        alt.Tooltip("count:Q", format=".1f", title="with it"),
        alt.Tooltip("total:Q", format=".1f", title="of"),
        alt.Tooltip("calls:Q", format=".1f", title=say("independent calls")),
    ]
    when = alt.Tooltip("when:N", title="period")
    base = alt.Chart().encode(x=ACROSS("middle:T"), tooltip=_tooltip(when, *facts))
    line = base.transform_filter("!datum.few").mark_line(color=BLUE, strokeWidth=1.5)
    line = line.encode(y=UP("share:Q"), detail="run:N")
    ink, fields = ("datum.few", GREY, BLUE), ("share", "low", "high")
    bars, points = whiskers(base, UP, ink=ink, fields=fields)
    return [bars, line, points]


def _draw_course(say: Any) -> list[alt.Chart]:
    """A band around a line, and events as rules with their names."""
    calls = alt.Tooltip("calls:Q", format=".1f", title=say("independent calls near"))
    when = alt.Tooltip("day:T", title="around", format="%e %B %Y")
    base = alt.Chart().encode(x=ACROSS("day:T"))
    course = base.transform_filter(f"datum.kind == '{COURSE}'").encode(
        tooltip=_tooltip(when, calls), detail="run:N"
    )
    band = course.mark_area(color=BLUE, opacity=0.18).encode(y=UP("low:Q"), y2="high:Q")
    line = course.mark_line(color=BLUE, strokeWidth=2).encode(y=UP("share:Q"))
    event = base.transform_filter(f"datum.kind == '{EVENT}'")
    rules = event.mark_rule(color=GREY, strokeWidth=1, strokeDash=[2, 3]).encode(tooltip="name:N")
    behind = "datum.side == 'behind'"
    words = event.transform_filter("datum.side != 'neither'").mark_text(
        color=INK, fontSize=9.5, angle=270, align="right", limit=PANEL_HEIGHT,
        baseline=alt.expr(f"{behind} ? 'top' : 'bottom'"), dy=alt.expr(f"{behind} ? 2 : -2"),
    ).encode(y=alt.value(2), text="name:N")  # fmt: skip
    return [band, rules, words, line]


def _tooltip(when: alt.Tooltip, *facts: alt.Tooltip) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("panel:N", title="code"), when, alt.Tooltip("share:Q", format=".0%"),
        alt.Tooltip("interval:N", title="95 % interval"), *facts,
    ]  # fmt: skip


def panel_width(columns: int) -> int:
    """Pixels of a panel where so many stand in a row."""
    return (PANELS_WIDTH - (columns - 1) * GAP) // columns


def _panels(
    layers: list[alt.Chart], data: pd.DataFrame, *, columns: int, height: int
) -> alt.FacetChart:
    """A panel a value, so many in a row, in the order of the data."""
    columns = max(1, min(columns, data["panel"].nunique()))
    header, order = alt.Header(title=None), alt.EncodingSortField("order", op="min")
    return (
        alt.layer(*layers, data=alt.Data(values=records(data)))
        .properties(width=panel_width(columns), height=height)
        .facet(alt.Facet("panel:N", header=header, sort=order), columns=columns)
        .resolve_axis(x="independent")
    )
