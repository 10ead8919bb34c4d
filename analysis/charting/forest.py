"""The forest plot: dots with intervals, a row each. Every estimate of the kit is drawn so.

`whiskers` makes its marks. Comparisons are drawn by `draw_pairs` and `draw_panels`.
"""

from functools import partial
from typing import Any, NamedTuple

import altair as alt
import pandas as pd

from analysis.charting.style import (
    BLUE,
    GREY,
    INK,
    ORANGE,
    PALE,
    RED,
    records,
)

Ink = alt.Color | tuple[str, str, str]
"""The colour of marks: a channel, or a test, the colour where it holds, and the other."""

HOLLOW = "datum.few || datum.shaky"
"""A dot is hollow where few calls are behind it, or codes on which coders hardly agree."""

FIELDS = ["group", "value"]

PAIR_STEP, PANEL_STEP, SIDES_STEP = 40, 19, 30
ESTIMATE_WIDTH, GAP_WIDTH, PANELS_WIDTH, GAP = 180, 120, 400, 20
"""With their labels, these fit into a notebook beside the file browser on a screen of 1,000 px."""
STAR = "*"
STARRED = f"datum.star == '{STAR}'"
PAIR_SHIFT, SIDES_SHIFT = (14, 26), (10, 20)
"""Pixels from the top of a row to each of its two dots."""

ESTIMATE, DIFFERENCE = ("x", "low", "high"), ("gap", "gap_low", "gap_high")
COLUMNS = [
    *FIELDS, "who", "row", "row_order", "side", "side_order", "shift", "panel", "panel_order",
    *ESTIMATE, "x2", *DIFFERENCE, "star", "few", "shaky", "what", "said", "interval", "basis",
    "verdict", "words",
]  # fmt: skip
"""The fields of a row, which is a dot: what a click tells; where it stands (row, colour, panel);
estimate and interval; in pairs the other estimate and the difference, on one row of the two; a star
beside it; whether it rests on few calls or on codes that are not reliable; words for the
tooltip and for a screen reader. What is missing is not drawn."""


class Axes(NamedTuple):
    """Title and number format of the estimates, and of their differences."""

    title: str
    number: str
    gap: str = ""
    gap_number: str = "+d"


def whiskers(
    base: alt.Chart,
    along: Any,
    *,
    ink: Ink,
    fields: tuple[str, str, str] = ("estimate", "low", "high"),
    **dots: Any,
) -> list[alt.Chart]:
    """Interval bars and the dots on them.

    Parameters
    ----------
    base
        A chart with data and the channel of the rows. A row that is `few` has a hollow dot and
        a thin bar, one that is `shaky` a hollow diamond and a dashed bar.
    along
        `partial(alt.X, title=..., ...)`, or with `alt.Y` for bars that stand.
    ink
        Colour of bars and dots.
    fields
        Estimate and the ends of its interval; what is missing is not drawn.
    dots
        Further encodings of the dots.
    """
    number, low, high = fields
    way = "x" if along.func is alt.X else "y"
    hollow = alt.when(HOLLOW).then(alt.value("white"))
    colour: Any
    fill: Any
    if isinstance(ink, alt.Color):
        # One legend, that of the dots.
        colour, fill = ink.legend(None), hollow.otherwise(ink)
    else:
        test, one, other = ink
        colour = _marked(test, one, other)
        fill = hollow.when(test).then(alt.value(one)).otherwise(alt.value(other))
    bars = base.mark_rule(opacity=0.35).encode(
        **{way: along(f"{low}:Q"), f"{way}2": f"{high}:Q"}, color=colour,
        strokeWidth=_marked("datum.few", 1.5, 4),
        strokeDash=_marked("datum.shaky", [3, 3], [1, 0]),
    )  # fmt: skip
    points = base.mark_point(size=48, opacity=1, strokeWidth=1.6).encode(
        **{way: along(f"{number}:Q")}, color=colour, fill=fill,
        shape=_marked("datum.shaky", "diamond", "circle"), **dots,
    )  # fmt: skip
    return [bars, points]


def write_beside(base: alt.Chart, field: str) -> alt.Chart:
    """Words to the right of each row."""
    text = base.mark_text(align="left", baseline="middle", dx=10, fontSize=11)
    return text.encode(x=alt.value("width"), text=f"{field}:N", color=alt.value(INK))


def rule_at(*places: float) -> alt.Chart:
    """Lines across all rows."""
    rules = alt.Chart(alt.Data(values=[{"limit": each} for each in places]))
    return rules.mark_rule(color=GREY, opacity=0.5).encode(x="limit:Q")


def draw_pairs(data: pd.DataFrame, axes: Axes) -> alt.HConcatChart:
    """Draw two estimates a row and, beside them, their difference."""
    band = alt.Chart().mark_bar(color=PALE, opacity=0.55, height={"band": 0.62})
    band = band.encode(x="x:Q", x2="x2:Q", y=_y("row", _LABELS))
    colour = alt.Color(
        "side:N", sort=_by("side_order"), scale=_scale(BLUE, ORANGE), title=None,
        legend=alt.Legend(columns=1),
    )  # fmt: skip
    base = alt.Chart().encode(y=_y("row", _LABELS), yOffset=_SHIFT)
    left = alt.layer(band, *_dots(base, ESTIMATE, _along(axes.title, axes.number), ink=colour))
    base = alt.Chart().encode(y=_y("row", alt.Axis(labels=False, domain=False, ticks=False)))
    gap, ink = _along(axes.gap, axes.gap_number), (STARRED, INK, GREY)
    gaps = _dots(base, DIFFERENCE, gap, ink=ink, words="verdict")
    right = alt.layer(rule_at(0), *gaps, _stars(base, "gap_high"))
    return alt.hconcat(
        left.properties(width=ESTIMATE_WIDTH, height=alt.Step(PAIR_STEP)),
        right.properties(width=GAP_WIDTH, height=alt.Step(PAIR_STEP)),
        data=alt.Data(values=records(data)), spacing=GAP,
    )  # fmt: skip


def draw_panels(data: pd.DataFrame, axes: Axes, *, columns: int) -> alt.FacetChart:
    """Draw one panel a value with a row a group; where there are two sides, coloured by side."""
    columns = max(1, min(columns, data["panel"].nunique()))
    width = (PANELS_WIDTH - (columns - 1) * GAP) // columns
    labels = alt.Axis(labelLimit=190, domain=False, ticks=False, labelColor=INK)
    base = alt.Chart().encode(y=_y("row", labels))
    ink: Ink = (STARRED, BLUE, GREY)
    sides = len(data["side"].unique()) > 1
    if sides:
        scale = _scale(ORANGE, BLUE)
        ink = alt.Color("side:N", sort=_by("side_order"), scale=scale, title=None)
        base = base.encode(yOffset=_SHIFT)
    dots = _dots(base, ESTIMATE, _along(axes.title, axes.number), ink=ink)
    header = alt.Header(
        title=None, labelExpr=_LINES, labelFontSize=12, labelLineHeight=14, labelLimit=width + GAP
    )
    facet = alt.Facet("panel:N", header=header, sort=_by("panel_order"))
    return (
        alt.layer(*dots, _stars(base, "high"), data=alt.Data(values=records(data)))
        .properties(width=width, height=alt.Step(SIDES_STEP if sides else PANEL_STEP))
        .facet(facet, columns=columns, spacing={"row": GAP, "column": GAP})
        .resolve_axis(x="independent")
    )


def _dots(
    base: alt.Chart, fields: tuple[str, str, str], along: Any, *, ink: Ink, words: str = "words"
) -> list[alt.Chart]:
    """The marks of a comparison: dots say what they are."""
    more = {"size": alt.value(60), "tooltip": _TIP, "description": f"{words}:N"}
    return whiskers(base, along, ink=ink, fields=fields, **more)


def _stars(base: alt.Chart, end: str) -> alt.Chart:
    text = base.mark_text(align="left", dx=4, dy=3, fontSize=15, fontWeight="bold")
    return text.encode(x=f"{end}:Q", text="star:N", color=alt.value(INK))


def _along(title: str, number: str) -> Any:
    return partial(alt.X, title=title, axis=alt.Axis(format=number, tickCount=4))


def _y(field: str, axis: alt.Axis) -> alt.Y:
    return alt.Y(f"{field}:N", title=None, sort=_by(f"{field}_order"), axis=axis, scale=_FULL)


def _by(field: str) -> alt.EncodingSortField:
    return alt.EncodingSortField(field, op="min")


def _scale(*colours: str) -> alt.Scale:
    return alt.Scale(range=list(colours))


def _marked(test: str, one: Any, other: Any) -> Any:
    return alt.condition(test, alt.value(one), alt.value(other))


_LINES = "split(datum.label, '\\n')"
_FULL = alt.Scale(padding=0)
_SHIFT = alt.YOffset("shift:Q", scale=None)
_LABELS = alt.Axis(
    labelExpr=_LINES, labelLimit=290, labelLineHeight=13, domain=False,
    ticks=False, labelColor=_marked("indexof(datum.label, 'unreliable') >= 0", RED, INK),
)  # fmt: skip

_TIP = [
    alt.Tooltip("what:N", title="code"),
    alt.Tooltip("who:N", title="group"),
    alt.Tooltip("said:N", title="estimate"),
    alt.Tooltip("interval:N", title="95 % interval"),
    alt.Tooltip("basis:N", title="rests on"),
    alt.Tooltip("verdict:N"),
]
