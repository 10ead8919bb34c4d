"""One visual language for every chart, and output that needs no network.

A chart is shown as Vega-Lite data that JupyterLab draws by itself, a picture beside it for places
that cannot, and its description as text. Altair's own renderers load scripts from a network.
"""

import json
import struct
import zlib
from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd
import vl_convert

from analysis.measuring.agreement import UNSURE
from analysis.measuring.dates import FREQUENCIES
from analysis.untrusted import plain_data

# Okabe & Ito (2008): told apart with any kind of colour blindness, and in grey.
BLUE, ORANGE, GREEN, RED = "#0072B2", "#E69F00", "#009E73", "#D55E00"
SKY, PURPLE, YELLOW = "#56B4E9", "#CC79A7", "#F0E442"
INK, GREY, PALE = "#1f2430", "#6b7280", "#d5dae1"

FONT = "Helvetica, Arial, sans-serif"
MIME = "application/vnd.vegalite.v5+json"
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
PICTURE_SCALE = 1.5

Spec = dict[str, Any]
"""A chart as Vega-Lite data."""

MARK, SPAN = "mark", "span"
"""Names of the two selections: marks clicked, and the span of time brushed over bars."""


def click_on(dots: Spec, *fields: str) -> Spec:
    """A parameter of a chart: marks clicked, by what they have in `fields`; the view is named."""
    dots["name"] = "dots"
    point = {"type": "point", "fields": list(fields), "on": "click"}
    return {"name": MARK, "select": point, "views": [dots["name"]]}


def finish(chart: alt.TopLevelMixin, *, title: str, subtitle: list[str], description: str) -> Any:
    """Dress a chart: title, subtitle lines, description (the text alternative), fonts, axes.

    Parameters
    ----------
    chart
        Any Altair chart that is not yet configured.
    title
        What the chart shows, as a phrase.
    subtitle
        Lines with n, unit, coder view, agreement, and what the marks mean.
    description
        The chart in words, for those who do not see it.

    Returns
    -------
    Chart
        The same chart, ready to show or to save.
    """
    _use_renderer()
    heading = alt.TitleParams(
        title, subtitle=subtitle, anchor="start", frame="group", fontSize=17, fontWeight=600,
        color=INK, subtitleColor=GREY, subtitleFontSize=12, subtitleLineHeight=16,
        subtitlePadding=6, offset=14,
    )  # fmt: skip
    return (
        chart.properties(title=heading, description=description, background="white")
        .configure(font=FONT, padding=10)
        .configure_view(stroke=None)
        .configure_axis(
            domainColor=PALE, tickColor=PALE, gridColor="#eef0f3", labelColor=GREY,
            titleColor=GREY, titleFontWeight="normal", labelFontSize=11, titleFontSize=12,
        )
        .configure_header(
            labelFontSize=13, labelFontWeight=600, labelColor=INK, labelAnchor="start",
            labelPadding=4, title=None,
        )
        .configure_legend(
            orient="top", labelColor=INK, titleColor=GREY, titleFontWeight="normal",
            labelFontSize=12, titleFontSize=12, labelLimit=0,
        )
    )  # fmt: skip


def show_bundle(spec: dict[str, Any]) -> dict[str, Any]:
    """The representations of a chart for a notebook: data, picture and words."""
    spec = finite(spec)
    return {
        MIME: spec | {"$schema": SCHEMA},
        "image/png": draw_png(spec),
        "text/plain": spec.get("description", "Chart"),
    }


def finite(spec: Any) -> Any:
    """A specification with null for what is no number: JSON has no NaN.

    JupyterLab opens no notebook in which one stands.
    """
    return json.loads(json.dumps(spec), parse_constant=lambda _: None)


def draw_png(spec: dict[str, Any]) -> bytes:
    """A chart's picture, drawn without a browser and without a network."""
    png = vl_convert.vegalite_to_png(drawable(spec), scale=PICTURE_SCALE, allowed_base_urls=[])
    return _pack(png)


def drawable(spec: dict[str, Any]) -> dict[str, Any]:
    """A chart without controls in its words: one, and vl-convert would end the whole process."""
    plain: dict[str, Any] = plain_data(spec)
    return plain


def _pack(png: bytes) -> bytes:
    """The same picture in a third of the bytes: it is drawn fast and packed loosely."""
    start, end = png.index(b"IDAT") - 4, png.rindex(b"IEND") - 4
    data, place = b"", start
    while place < end:
        (size,) = struct.unpack_from(">I", png, place)
        data += png[place + 8 : place + 8 + size]
        place += size + 12
    data = b"IDAT" + zlib.compress(zlib.decompress(data), 9)
    packed = struct.pack(">I", len(data) - 4) + data + struct.pack(">I", zlib.crc32(data))
    return png[:start] + packed + png[end:]


def _use_renderer() -> None:
    alt.renderers.register("overheard", show_bundle)
    alt.renderers.enable("overheard")


def say_period(period: pd.Timestamp, every: str | None) -> str:
    """A period as people write it: "June 2023", "Q2 2023", "week of 5 June 2023"."""
    if every is None:
        return "all time"
    if pd.isna(period):
        return "undated"
    day = f"{period.day} {period:%B %Y}"
    quarter = f"Q{period.quarter} {period.year}"
    words = {"month": f"{period:%B %Y}", "year": f"{period.year}", "quarter": quarter}
    return words.get(every, f"week of {day}" if every == "week" else day)


def say_share(share: float) -> str:
    """A share as whole per cent; "under 1 %" rather than 0 for what is not nothing."""
    if pd.isna(share):
        return "not known"
    return "under 1 %" if 0 < share <= 0.005 else f"{share:.0%}".replace("%", " %")


def say_number(number: float, noun: str) -> str:
    """A number with its noun: "1 report", "261 reports"."""
    return f"{number:g} {noun}" if number == 1 else f"{number:g} {noun}s"


def drop_poor(table: pd.DataFrame, *, poor: bool) -> tuple[pd.DataFrame, str]:
    """The rows to draw, and a sentence on the values left out ("" where none is).

    Parameters
    ----------
    table
        Rows with title, alpha and reliability.
    poor
        Keep the values whose reliability is "poor" (alpha under .4), too.
    """
    bad = table["reliability"] == "poor"
    if poor or not bad.any():
        return table, ""
    named = table[bad].drop_duplicates("title")
    words = ", ".join(
        f"{title} ({say_alpha(alpha)})"
        for title, alpha in zip(named["title"], named["alpha"], strict=True)
    )
    kept = table[~bad]
    kept.attrs = table.attrs
    return kept, f"Left out, since the coders hardly agree: {words}. poor=True draws them."


def say_alpha(alpha: float) -> str:
    """Krippendorff's alpha as charts write it."""
    return f"α {'not known' if pd.isna(alpha) else format(alpha, '.2f')}"


def say_codes(options: Mapping[Any, Any]) -> str:
    """Whose codes a table holds, by its attrs."""
    who = f" ({options['coder_note']})" if options["coder_note"] else ""
    return f"Codes: {options['coder']}{who}; α: Krippendorff's alpha."


def label_values(table: pd.DataFrame, separator: str, *, coded: bool) -> pd.Series:
    """The title of each row's value with its alpha and, where that is low, a warning."""
    if not coded:
        return table["title"]
    warning = table["reliability"].isin(UNSURE).map({True: ", unreliable", False: ""})
    close = ")" if separator.endswith("(") else ""
    return table["title"] + separator + table["alpha"].map(say_alpha) + warning + close


TIME_SCALE = alt.Scale(type="utc", nice=False, padding=8)
TIME_AXIS = alt.Axis(tickCount={"interval": "month", "step": 6}, format="%b %Y", grid=False)


def utc(days: pd.Series) -> pd.Series:
    """Days fixed to UTC, so that a browser west of Greenwich does not draw the day before."""
    return days.dt.floor("s").dt.tz_localize("UTC")


def end_of(periods: pd.Series, every: str) -> pd.Series:
    """Last moment of each period, given by its first day."""
    return periods.dt.to_period(FREQUENCIES[every]).dt.end_time


def middle_of(periods: pd.Series, every: str) -> pd.Series:
    """Middle of each period, where its mark stands."""
    return periods + (end_of(periods, every) - periods) / 2


def records(data: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as plain values for a chart: moments in milliseconds, missing as null."""
    plain = data.copy()
    for name in plain.select_dtypes("datetimetz"):
        plain[name] = plain[name].dt.as_unit("ms").astype("int64")
    return plain.astype("object").where(plain.notna(), None).to_dict("records")
