"""The layers of a traced call: release, arrows from source to telling, dots and bars, words."""

import math
from typing import Any

import altair as alt
import pandas as pd

from analysis.charting.retelling.lanes import Drawing
from analysis.charting.retelling.routes import WIDTH, Span
from analysis.charting.style import (
    BLUE,
    GREEN,
    GREY,
    INK,
    ORANGE,
    RED,
    YELLOW,
    Spec,
    records,
    utc,
)

Datasets = dict[str, list[dict[str, Any]]]
MARKED, RELEASE, ROWS, LINES, HEADS, TELLINGS = (
    "marked", "release", "rows", "lines", "heads", "tellings",
)  # fmt: skip
"""Names of the data of the layers; a drawing fills them in."""
EVIDENCE = {"named": [1.0, 0.0], "copied": [7.0, 3.0], "inferred": [1.5, 3.0]}
"""Kind of evidence -> dashes of its arrows."""
CHEVRON = "M-0.8,-0.9L0.5,0L-0.8,0.9"
ARROWHEADS = {
    "named": ("triangle-right", INK), "copied": ("triangle-right", "white"),
    "inferred": (CHEVRON, "transparent"),
}  # fmt: skip
"""Filled, hollow, open: told apart without colours, and where dashes are too short to be seen."""
EDGE_TOOLTIP = [
    alt.Tooltip("user:N", title="telling"), alt.Tooltip("source:N"), alt.Tooltip("evidence:N"),
    alt.Tooltip("timing:N", title="by the dates"),
]  # fmt: skip
COLOUR, SHAPE = 0, 1
KINDS = {
    "release": (ORANGE, "diamond"), "telling": (BLUE, "circle"),
    "translation": (GREEN, "square"), "outside the corpus": (GREY, "diamond"),
}  # fmt: skip
LINE_FIELDS = ["arrow", "order", "moment", "row", "evidence", "timing"]
HEAD_FIELDS = [*LINE_FIELDS, "user", "source"]
SHOWN = [
    "report_id", "node", "row", "what", "label", "language", "start", "end", "known", "before",
    "after", "days", "place", "date_basis", "confidence",
]  # fmt: skip
TOOLTIP = [
    alt.Tooltip("label:N", title="who"), alt.Tooltip("what:N"), alt.Tooltip("days:N"),
    alt.Tooltip("date_basis:N", title="date known from"), alt.Tooltip("place:N", title="place"),
    alt.Tooltip("confidence:N", title="link to the call"),
]  # fmt: skip
NEAR_MARK = 9
"""Pixels around a mark in which a click means it."""
LABEL_WIDTH = 285
ROW_LINE = "#eef0f3"
MANY_DAYS, MOST_TICKS = 120, 5


def trace_layers(what: tuple[str, ...]) -> list[alt.Chart]:
    """All layers, from the back to the front, for these kinds of marks; `fill_axes` fits them."""
    scale = alt.Scale(reverse=True, nice=False, zero=False)
    y = alt.Y("row:Q", scale=scale, axis=None)
    return [*_background(y), *_arrow_layers(y), *_mark_layers(what, y), *_word_layers(y)]


def fill_axes(layers: list[Spec], span: Span, rows: int) -> list[Spec]:
    """The same layers with the days of a span across, and a number of rows down."""
    days = (span.last - span.first).days
    long = days > MANY_DAYS
    every = f"{math.ceil(days / 30 / MOST_TICKS)}MS" if long else f"{math.ceil(days / MOST_TICKS)}D"
    drawn = pd.date_range(span.first, span.last, freq=every) if span.dated else []
    axis = {
        "values": [_ms(day) for day in drawn], "format": "%b %Y" if long else "%-d %b %Y",
    }  # fmt: skip
    domains: dict[str, list[float]] = {
        "x": [_ms(span.moment(0)), _ms(span.moment(WIDTH))],
        "y": [-0.6, rows - 0.4],
    }
    return [
        layer | {"encoding": layer["encoding"] | _fit(layer["encoding"], domains, axis)}
        for layer in layers
    ]


def _fit(encoding: Spec, domains: dict[str, list[float]], axis: Spec) -> Spec:
    """The channels of a layer that have a scale, with its domain, and along time with its ticks."""
    fitted = {
        name: encoding[name] | {"scale": encoding[name]["scale"] | {"domain": domain}}
        for name, domain in domains.items()
        if "scale" in encoding.get(name, {})
    }
    if "x" in fitted:
        fitted["x"] |= {"axis": fitted["x"]["axis"] | axis}
    return fitted


def _x(field: str = "start") -> alt.X:
    scale = alt.Scale(type="utc", nice=False)
    axis = alt.Axis(grid=False, domain=False, labelOverlap="greedy")
    return alt.X(f"{field}:T", title=None, scale=scale, axis=axis)


def _ms(moment: pd.Timestamp) -> int:
    return round((moment - pd.Timestamp(0)) / pd.Timedelta(milliseconds=1))


def trace_data(drawing: Drawing, rows: pd.DataFrame) -> Datasets:
    """The data of the layers by name."""
    release = drawing.marks["kind"] == "release"
    ends = {"left": drawing.span.moment(0), "right": drawing.span.moment(WIDTH)}
    tables = {
        RELEASE: drawing.marks.loc[release, ["start", "end"]],
        ROWS: rows[["row", "label", "kind", "place"]].assign(**ends),
        LINES: drawing.lines[LINE_FIELDS],
        HEADS: drawing.heads[HEAD_FIELDS],
        TELLINGS: drawing.marks[SHOWN],
    }
    return {name: records(_in_utc(table)) for name, table in tables.items()} | {MARKED: []}


def _in_utc(table: pd.DataFrame) -> pd.DataFrame:
    moments = {name: utc(table[name]) for name in table.select_dtypes("datetime")}
    return table.assign(**moments)


def _background(y: alt.Y) -> list[alt.Chart]:
    """A line a row, the days of the release as a band, and the row that is to stand out."""
    lines = alt.Chart(alt.NamedData(ROWS)).transform_filter("datum.kind != 'lane'")
    band = alt.Chart(alt.NamedData(RELEASE))
    stands_out = alt.Chart(alt.NamedData(MARKED)).transform_calculate(
        top="datum.row - 0.48", bottom="datum.row + 0.48"
    )
    return [
        stands_out.mark_rect(color=YELLOW, opacity=0.4).encode(
            x=alt.value(0), x2=alt.value(WIDTH),
            y=alt.Y("top:Q", axis=None), y2="bottom:Q",
        ),
        band.mark_rect(color=ORANGE, opacity=0.18, stroke=ORANGE, strokeWidth=1).encode(
            x=_x(), x2="end:T", y=alt.value(0), y2=alt.value("height")
        ),
        lines.mark_rule(color=ROW_LINE).encode(x=_x("left"), x2="right:T", y=y),
    ]  # fmt: skip


def _arrow_layers(y: alt.Y) -> list[alt.Chart]:
    """Lines by evidence, heads of another shape each; red where the dates speak against it."""
    legend = alt.Legend(
        title=None, orient="bottom", symbolType="stroke", symbolSize=300, symbolStrokeWidth=1.6
    )
    names = list(EVIDENCE)
    dash = alt.StrokeDash(
        "evidence:N", scale=alt.Scale(domain=names, range=[*EVIDENCE.values()]), legend=legend
    )
    wrong = "datum.timing == 'against the dates'"
    ink = alt.condition(wrong, alt.value(RED), alt.value(INK))
    x = _x("moment")
    lines = alt.Chart(alt.NamedData(LINES)).mark_line(strokeWidth=1.3, strokeJoin="round")
    heads = alt.Chart(alt.NamedData(HEADS)).encode(x=x, y=y, tooltip=EDGE_TOOLTIP)
    return [
        lines.encode(x=x, y=y, detail="arrow:N", order="order:O", strokeDash=dash, stroke=ink),
        *(
            heads.transform_filter(f"datum.evidence == '{evidence}'")
            .mark_point(shape=shape, size=45, strokeWidth=1.4, opacity=1, fill=fill)
            .encode(stroke=ink)
            for evidence, (shape, fill) in ARROWHEADS.items()
        ),
        heads.transform_filter(wrong)
        .mark_text(dx=-8, dy=-8, fontSize=12, fontWeight="bold", color=RED)
        .encode(text=alt.value("!")),
    ]


def _mark_layers(what: tuple[str, ...], y: alt.Y) -> list[alt.Chart]:
    """Bars for intervals, dots for known days, and signs where a bar goes on beyond the axis."""
    names = [name for name in KINDS if name in what]
    scale = {
        part: alt.Scale(domain=names, range=[KINDS[name][part] for name in names])
        for part in (COLOUR, SHAPE)
    }
    colour = alt.Color(
        "what:N", title=None, scale=scale[COLOUR], legend=alt.Legend(symbolOpacity=1)
    )
    shape = alt.Shape("what:N", title=None, scale=scale[SHAPE])
    base = alt.Chart(alt.NamedData(TELLINGS)).encode(y=y, tooltip=TOOLTIP)
    bars = base.transform_filter("!datum.known").mark_rule(strokeWidth=7, opacity=0.55)
    dots = base.transform_filter("datum.known").mark_point(filled=True, size=80, opacity=1)
    ends = {
        (field, sign): base.transform_filter(f"datum.{field}").mark_point(
            filled=True, shape=sign, size=80, opacity=1
        )
        for field, sign in (("before", "triangle-left"), ("after", "triangle-right"))
    }
    # One layer to be clicked: a selection cannot be spread over several.
    area = base.mark_rect(
        opacity=0, xOffset=-NEAR_MARK, x2Offset=NEAR_MARK, yOffset=-NEAR_MARK, y2Offset=NEAR_MARK,
    ).properties(name=TELLINGS)  # fmt: skip
    clicked = alt.selection_point(name="mark", fields=["report_id"], on="click")
    return [
        bars.encode(x=_x(), x2="end:T", color=colour),
        dots.encode(x=_x(), color=colour, shape=shape),
        ends["before", "triangle-left"].encode(x=_x(), color=colour),
        ends["after", "triangle-right"].encode(x=_x("end"), color=colour),
        area.encode(x=_x(), x2="end:T", y2="row:Q").add_params(clicked),
    ]


def _word_layers(y: alt.Y) -> list[alt.Chart]:
    """What each row is, at the left; the place in the order of time, at the right."""
    base: Any = alt.Chart(alt.NamedData(ROWS)).encode(y=y)
    bold = "(datum.kind == 'lane' || datum.kind == 'release')"
    colour = alt.condition("datum.kind == 'outside'", alt.value(GREY), alt.value(INK))
    labels = [
        base.transform_filter(rows_of)
        .mark_text(align="right", fontSize=12, limit=LABEL_WIDTH, fontWeight=weight)
        .encode(x=alt.value(-8), text="label:N", color=colour)
        for rows_of, weight in ((bold, "bold"), (f"!{bold}", "normal"))
    ]
    places = base.transform_filter("isValid(datum.place)").mark_text(align="left", fontSize=11)
    places = places.encode(x=alt.value(WIDTH + 10), text="place:N", color=alt.value(GREY))
    return [*labels, places]
