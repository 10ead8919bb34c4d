"""A smooth course of shares over time, with its band and events of the time."""

from collections.abc import Iterable

import altair as alt
import pandas as pd

from analysis.charting.codes import (
    PANEL_HEIGHT,
    UP,
    facet_panels,
    mark_panels,
    panel_width,
    say_intervals,
)
from analysis.charting.style import BLUE, GREY, INK, TIME_AXIS, TIME_SCALE, finish, records, utc
from analysis.charting.wording import UNIT_NAMES, noun_of_values, say_codes, say_share
from analysis.reading.events import Event
from analysis.tables.declaring import Noun, noun_of

COURSE, EVENT = "course", "event"
LINE = 13
"""What the name of an event takes beside its rule, in pixels."""


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
    data = smooth_data(course)
    options, columns = course.attrs, max(1, min(columns, course["value"].nunique()))
    marks = pd.concat([data, _event_rows(data, events, panel_width(columns))], ignore_index=True)
    left = f", {options['undated']} undated left out" if options["undated"] else ""
    left += f", {options['uncoded']} not coded" if options["uncoded"] else ""
    noun = noun_of(options)
    return finish(
        _panels(alt.Data(values=records(marks)), columns, noun),
        title=f"How often the chosen {noun_of_values(options['variable']).several} were reported: "
        "a smooth course",
        subtitle=[
            noun.say(
                f"Share of {UNIT_NAMES[options['unit']]} within {options['bandwidth']} days, the "
                f"nearer the more; n = {options['reports']} reports of {options['calls']} "
                f"independent calls{left}."
            ),
            say_codes(options),
            noun.say(
                "Bands: 95 % intervals, each day by itself. No line where fewer than five "
                "independent calls are near."
            ),
        ],
        description=_describe(data, course.attrs),
    )


def smooth_data(course: pd.DataFrame) -> pd.DataFrame:
    """The days that are drawn, with their panel, unbroken run, and words for the tooltip."""
    data = mark_panels(course)
    data = data[~data["few"]].reset_index(drop=True)
    numbers = data[["share", "low", "high", "reports", "calls"]].round(4)
    return data.assign(**numbers, kind=COURSE, interval=say_intervals(data), day=utc(data["day"]))


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


def _panels(data: alt.Data, columns: int, noun: Noun) -> alt.FacetChart:
    calls = alt.Tooltip("calls:Q", format=".1f", title=noun.say("independent calls near"))
    base = alt.Chart().encode(x=alt.X("day:T", title=None, scale=TIME_SCALE, axis=TIME_AXIS))
    course = base.transform_filter(f"datum.kind == '{COURSE}'").encode(
        tooltip=[*TOOLTIP, calls], detail="run:N"
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
    layers = alt.layer(band, rules, words, line, data=data)
    return facet_panels(layers, columns=columns, height=PANEL_HEIGHT + 20)


TOOLTIP = [
    alt.Tooltip("panel:N", title="code"),
    alt.Tooltip("day:T", title="around", format="%e %B %Y"),
    alt.Tooltip("share:Q", format=".0%"),
    alt.Tooltip("interval:N", title="95 % interval"),
]


def _describe(data: pd.DataFrame, options: dict[str, object]) -> str:
    """The chart in words: for each panel its lowest and its highest day."""
    sentences = [
        noun_of(options).say(
            f"Smooth courses of the share of {UNIT_NAMES[str(options['unit'])]}, "
            f"{options['reports']} reports of {options['calls']} independent calls."
        )
    ]
    for panel, rows in data.groupby("panel", sort=False):
        low, top = rows.loc[rows["share"].idxmin()], rows.loc[rows["share"].idxmax()]
        sentences.append(
            f"{panel}: from {say_share(low['share'])} around {low['day']:%-d %B %Y} to "
            f"{say_share(top['share'])} around {top['day']:%-d %B %Y} "
            f"(interval {top['interval']})."
        )
    return " ".join(sentences)
