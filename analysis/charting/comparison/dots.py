"""Dots with intervals, the form of every comparison: pairs side by side, or one panel a value.

A form is built once; each drawing fills in the data and the words (see `charting.themes`).
"""

from functools import lru_cache
from typing import Any, NamedTuple

import altair as alt
import pandas as pd

from analysis.charting.style import BLUE, GREY, INK, ORANGE, PALE, RED, finish, records
from analysis.charting.themes import MARK, Spec

ROWS = "rows"
FIELDS = ["group", "value"]
"""What a click on a dot tells."""

PAIR_STEP, PANEL_STEP, SIDES_STEP = 40, 19, 30
ESTIMATE_WIDTH, GAP_WIDTH, PANELS_WIDTH, GAP = 180, 120, 400, 20
"""With their labels, these fit into a notebook beside the file browser on a screen of 1,000 px."""
STAR = "*"
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


def draw_pairs(data: pd.DataFrame, axes: Axes) -> Spec:
    """Draw two estimates a row and, beside them, their difference."""
    return _pairs_form(axes) | {"datasets": {ROWS: records(data)}}


def draw_panels(data: pd.DataFrame, axes: Axes, *, columns: int) -> Spec:
    """Draw one panel a value with a row a group; where there are two sides, coloured by side."""
    columns = max(1, min(columns, data["panel"].nunique()))
    form = _panels_form(axes, columns, len(data["side"].unique()) > 1)
    return form | {"datasets": {ROWS: records(data)}}


def as_chart(spec: Spec) -> alt.TopLevelMixin:
    """The chart of a specification that was drawn here."""
    # Altair checked the form when it was built; to check it with its data takes half a second.
    kind = alt.HConcatChart if "hconcat" in spec else alt.FacetChart
    return kind.from_dict(spec, validate=False)


@lru_cache(maxsize=8)
def _pairs_form(axes: Axes) -> Spec:
    """The chart without data and words; its callers must not change it."""
    band = alt.Chart().mark_bar(color=PALE, opacity=0.55, height={"band": 0.62})
    band = band.encode(x="x:Q", x2="x2:Q", y=_y("row", _LABELS))
    colour = alt.Color(
        "side:N", sort=_by("side_order"), scale=_scale(BLUE, ORANGE), title=None,
        legend=alt.Legend(columns=1),
    )  # fmt: skip
    base = alt.Chart().encode(y=_y("row", _LABELS), yOffset=_SHIFT, color=colour)
    left = alt.layer(band, *_dots(base, ESTIMATE, _along(axes.title, axes.number)))
    bare = _y("row", alt.Axis(labels=False, domain=False, ticks=False))
    base = alt.Chart().encode(y=bare, color=_marked("datum.star == '*'", INK, GREY))
    zero = alt.Chart(alt.Data(values=[{}])).mark_rule(color=GREY).encode(x=alt.datum(0))
    gaps = _dots(base, DIFFERENCE, _along(axes.gap, axes.gap_number), words="verdict")
    right = alt.layer(zero, *gaps, _stars(base, "gap_high"))
    chart = alt.hconcat(
        left.properties(width=ESTIMATE_WIDTH, height=alt.Step(PAIR_STEP)),
        right.properties(width=GAP_WIDTH, height=alt.Step(PAIR_STEP)),
        data=alt.NamedData(ROWS), spacing=GAP,
    )  # fmt: skip
    return _clickable(finish(chart, title="", subtitle=[], description="").to_dict())


@lru_cache(maxsize=32)
def _panels_form(axes: Axes, columns: int, coloured: bool) -> Spec:
    """The chart without data and words; its callers must not change it."""
    width = (PANELS_WIDTH - (columns - 1) * GAP) // columns
    labels = alt.Axis(labelLimit=190, domain=False, ticks=False, labelColor=INK)
    base = alt.Chart().encode(y=_y("row", labels), color=_marked("datum.star == '*'", BLUE, GREY))
    if coloured:
        scale = _scale(ORANGE, BLUE)
        colour = alt.Color("side:N", sort=_by("side_order"), scale=scale, title=None)
        base = base.encode(color=colour, yOffset=_SHIFT)
    dots = _dots(base, ESTIMATE, _along(axes.title, axes.number))
    header = alt.Header(
        title=None, labelExpr=_LINES, labelFontSize=12, labelLineHeight=14, labelLimit=width + GAP
    )
    chart = (
        alt.layer(*dots, _stars(base, "high"), data=alt.NamedData(ROWS))
        .properties(width=width, height=alt.Step(SIDES_STEP if coloured else PANEL_STEP))
        .facet(
            alt.Facet("panel:N", header=header, sort=_by("panel_order")),
            columns=columns,
            spacing={"row": GAP, "column": GAP},
        )
        .resolve_axis(x="independent")
    )
    return _clickable(finish(chart, title="", subtitle=[], description="").to_dict())


def _dots(
    base: alt.Chart, fields: tuple[str, str, str], along: Spec, *, words: str = "words"
) -> list[alt.Chart]:
    """Interval bars, pale where calls are few; dots; holes where calls are few or codes unsure."""
    number, low, high = fields
    bars = base.mark_rule(strokeWidth=2).encode(
        x=alt.X(f"{low}:Q", **along), x2=high,
        strokeDash=alt.condition("datum.shaky", alt.value([3, 3]), alt.value([1, 0])),
        opacity=alt.condition("datum.few", alt.value(0.4), alt.value(1)),
    )  # fmt: skip
    shape = alt.condition("datum.shaky", alt.value("diamond"), alt.value("circle"))
    base = base.encode(x=alt.X(f"{number}:Q", **along), shape=shape)
    marked = alt.selection_point(name=MARK)
    size = alt.condition(marked, alt.value(150), alt.value(60), empty=False)
    dots = base.mark_point(filled=True, opacity=1)
    dots = dots.encode(size=size, tooltip=_TIP, description=f"{words}:N")
    hole = alt.condition("datum.few || datum.shaky", alt.value(1), alt.value(0))
    # Without a tooltip it lets clicks through to its dot.
    holes = base.mark_point(filled=True, size=20, aria=False)
    holes = holes.encode(color=alt.value("white"), opacity=hole)
    return [bars, dots, holes]


def _stars(base: alt.Chart, end: str) -> alt.Chart:
    text = base.mark_text(align="left", dx=4, dy=3, fontSize=15, fontWeight="bold")
    return text.encode(x=f"{end}:Q", text="star:N", color=alt.value(INK))


def _clickable(form: Spec) -> Spec:
    """The form with a parameter that makes the dots of its first view selectable."""
    first = form["hconcat"][0] if "hconcat" in form else form["spec"]
    dots = next(layer for layer in first["layer"] if layer["mark"]["type"] == "point")
    point = {"type": "point", "fields": FIELDS, "on": "click"}
    dots["name"] = "dots"
    return form | {"params": [{"name": MARK, "select": point, "views": [dots["name"]]}]}


def _along(title: str, number: str) -> Spec:
    return {"title": title, "axis": alt.Axis(format=number, tickCount=4)}


def _y(field: str, axis: alt.Axis) -> alt.Y:
    return alt.Y(f"{field}:N", title=None, sort=_by(f"{field}_order"), axis=axis, scale=_FULL)


def _by(field: str) -> alt.EncodingSortField:
    return alt.EncodingSortField(field, op="min")


def _scale(*colours: str) -> alt.Scale:
    return alt.Scale(range=list(colours))


def _marked(test: str, one: str, other: str) -> Any:
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
