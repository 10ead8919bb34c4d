"""Shares of codes over time as small multiples, one panel a code."""

from functools import partial
from typing import Any

import altair as alt
import pandas as pd

from analysis.charting.forest import whiskers
from analysis.charting.style import (
    BLUE,
    GREY,
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
from analysis.tables.declaring import Noun, noun_of

PANELS_WIDTH, PANEL_HEIGHT, GAP = 640, 110, 30
UP = partial(
    alt.Y, title="share of all", scale=alt.Scale(domain=[0, 1]),
    axis=alt.Axis(format="%", tickCount=3, labelFlush=True),
)  # fmt: skip
"""The axis of shares in a panel."""


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
    data = panel_data(counts)
    chart = panels(
        alt.Data(values=records(data)), columns=columns, count=counts["value"].nunique(),
        noun=noun_of(counts.attrs),
    )  # fmt: skip
    return finish(
        chart,
        title=say_title(counts),
        subtitle=subtitle(counts),
        description=describe_counts(data, counts.attrs),
    )


def say_title(counts: pd.DataFrame) -> str:
    """What the chart shows."""
    values = noun_of_values(counts.attrs["variable"])
    return f"How often the chosen {values.several} were reported, by {counts.attrs['every']}"


def subtitle(counts: pd.DataFrame) -> list[str]:
    """Lines that say n, unit, coder view and what the marks mean."""
    options, say = counts.attrs, noun_of(counts.attrs).say
    undated = counts.loc[counts["period"].isna(), "total"].max() if len(counts) else 0
    left = f"; {options['uncoded']} not coded" if options["uncoded"] else ""
    return [
        say(
            f"Share of {UNIT_NAMES[options['unit']]} in each {options['every']}; n = "
            f"{options['reports']} reports of {options['calls']} independent calls, "
            f"{0 if pd.isna(undated) else undated:g} undated{left}."
        ),
        say_codes(options),
        say(
            "Bars: 95 % intervals that take the reports of a call together. Hollow dots: fewer "
            "than five independent calls, no trend."
        ),
    ]


def panel_data(counts: pd.DataFrame) -> pd.DataFrame:
    """The dated rows with what the marks need: panel, middle, run and words for the tooltip.

    ValueError for counts without periods.
    """
    every = counts.attrs["every"]
    if every is None:
        raise ValueError("these counts have no periods; count with every='month' to draw a course")
    # Before empty periods go: a line must end at one as at a period of few calls.
    data = mark_panels(counts[counts["period"].notna()])
    data = data[data["total"] > 0].copy()
    words = {period: say_period(period, every) for period in data["period"].unique()}
    data["when"] = data["period"].map(words)
    data["interval"] = say_intervals(data)
    data["middle"], data["period"] = utc(middle_of(data["period"], every)), utc(data["period"])
    numbers = ["count", "total", "share", "low", "high", "calls"]
    return data.assign(**data[numbers].round(4)).reset_index(drop=True)


def mark_panels(table: pd.DataFrame) -> pd.DataFrame:
    """Rows in order of time with their panel, its place, and the run in which they are joined."""
    few = table.groupby("value")["few"]
    return table.assign(
        panel=table["title"] + " (" + table["alpha"].map(say_alpha).astype("str") + ")",
        order=pd.factorize(table["value"])[0],
        run=few.transform(lambda few: few.cumsum()).astype("str"),
    )


def say_intervals(data: pd.DataFrame) -> list[str]:
    """The interval of each row in words."""
    ends = zip(data["low"], data["high"], strict=True)
    return [f"{say_share(low)} to {say_share(high)}" for low, high in ends]


def panels(data: alt.Data, *, columns: int, count: int, noun: Noun) -> alt.FacetChart:
    """One panel a value, in the order of the data.

    Interval bars, dots joined where there are calls enough, hollow dots where there are few.
    """
    x = alt.X("middle:T", title=None, scale=TIME_SCALE, axis=TIME_AXIS)
    calls = alt.Tooltip("calls:Q", format=".1f", title=noun.say("independent calls"))
    base = alt.Chart().encode(x=x, tooltip=[*TOOLTIP, calls])
    line = base.transform_filter("!datum.few").mark_line(color=BLUE, strokeWidth=1.5)
    line = line.encode(y=UP("share:Q"), detail="run:N")
    ink, fields = ("datum.few", GREY, BLUE), ("share", "low", "high")
    bars, points = whiskers(base, UP, ink=ink, fields=fields)
    layers = alt.layer(bars, line, points, data=data)
    return facet_panels(layers, columns=max(1, min(columns, count)), height=PANEL_HEIGHT)


def facet_panels(layers: Any, *, columns: int, height: int) -> alt.FacetChart:
    """A panel a value, so many in a row, in the order of the data."""
    header, order = alt.Header(title=None), alt.EncodingSortField("order", op="min")
    width = (PANELS_WIDTH - (columns - 1) * GAP) // columns
    return (
        layers.properties(width=width, height=height)
        .facet(alt.Facet("panel:N", header=header, sort=order), columns=columns)
        .resolve_axis(x="independent")
    )


TOOLTIP = [
    alt.Tooltip("panel:N", title="code"),
    alt.Tooltip("when:N", title="period"),
    alt.Tooltip("share:Q", format=".0%"),
    alt.Tooltip("interval:N", title="95 % interval"),
    alt.Tooltip("count:Q", format=".1f", title="with it"),
    alt.Tooltip("total:Q", format=".1f", title="of"),
]


def describe_counts(data: pd.DataFrame, options: dict[str, Any]) -> str:
    """The chart in words: for each panel where the share is highest, and on how much it rests."""
    say = noun_of(options).say
    sentences = [
        say(
            f"Small multiples of the share of {UNIT_NAMES[options['unit']]} by {options['every']}, "
            f"{options['reports']} reports of {options['calls']} independent calls."
        )
    ]
    for panel, rows in data.groupby("panel", sort=False):
        solid = rows[~rows["few"]]
        if solid.empty:
            few = say(f"no {options['every']} has five independent calls.")
            sentences.append(f"{panel}: {few}")
            continue
        top = solid.loc[solid["share"].idxmax()]
        low = solid.loc[solid["share"].idxmin()]
        sentences.append(
            f"{panel}: from {say_share(low['share'])} in {low['when']} to "
            f"{say_share(top['share'])} in {top['when']} (interval {top['interval']})."
        )
    return " ".join(sentences)
