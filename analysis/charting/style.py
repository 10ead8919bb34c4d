"""One visual language for every chart, and output that needs no network.

A chart is shown as Vega-Lite data that JupyterLab draws by itself, a picture beside it for places
that cannot, and its description as text. Altair's own renderers load scripts from a network, and
so does the HTML that it saves.
"""

import json
from html import escape
from pathlib import Path
from string import Template
from typing import Any

import altair as alt
import pandas as pd
import vl_convert

from analysis.charting.packing import finite, pack_data, pack_png
from analysis.collecting.store import new, update
from analysis.measuring.dates import FREQUENCIES
from analysis.untrusted import plain_data

# Okabe & Ito (2008): told apart with any kind of colour blindness, and in grey.
BLUE, ORANGE, GREEN, RED = "#0072B2", "#E69F00", "#009E73", "#D55E00"
SKY, PURPLE, YELLOW = "#56B4E9", "#CC79A7", "#F0E442"
INK, GREY, PALE = "#1f2430", "#6b7280", "#d5dae1"

FONT = "Helvetica, Arial, sans-serif"
MIME = "application/vnd.vegalite.v5+json"
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
PICTURE_SCALE = 1.0

Spec = dict[str, Any]
"""A chart as Vega-Lite data."""


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
        MIME: pack_data(spec) | {"$schema": SCHEMA},
        "image/png": draw_png(spec),
        "text/plain": spec.get("description", "Chart"),
    }


def draw_png(spec: dict[str, Any], *, scale: float = PICTURE_SCALE) -> bytes:
    """A chart's picture, drawn without a browser and without a network."""
    png = vl_convert.vegalite_to_png(drawable(spec), scale=scale, allowed_base_urls=[])
    return pack_png(png)


def drawable(spec: dict[str, Any]) -> dict[str, Any]:
    """A chart without controls in its words: one, and vl-convert would end the whole process."""
    plain: dict[str, Any] = plain_data(spec)
    return plain


def _use_renderer() -> None:
    alt.renderers.register("overheard", show_bundle)
    alt.renderers.enable("overheard")


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


PAGE = Template((Path(__file__).parent / "page.html").read_text(encoding="utf-8"))
DRAW = (
    "vegaEmbed('#chart', JSON.parse(document.getElementById('spec').textContent), "
    "{renderer: 'svg'});"
)


def _page(spec: dict[str, Any]) -> str:
    """A page with its scripts inside; the one of `vl_convert` runs a `</script>` in the data."""
    return PAGE.substitute(
        description=escape(str(spec.get("description", "Chart"))),
        # In a script element only "<" could end the data; JSON may write it as an escape.
        spec=json.dumps(spec, ensure_ascii=False).replace("<", "\\u003c"),
        script=vl_convert.javascript_bundle(DRAW),
    )


FORMATS = {
    ".png": lambda spec: vl_convert.vegalite_to_png(drawable(spec), scale=2, allowed_base_urls=[]),
    ".svg": lambda spec: vl_convert.vegalite_to_svg(drawable(spec), allowed_base_urls=[]).encode(),
    ".html": lambda spec: _page(spec).encode(),
}


def save_chart(chart: alt.TopLevelMixin, path: str | Path, *, overwrite: bool = False) -> Path:
    """Save a chart as PNG, SVG or HTML; the HTML holds its scripts and needs no network.

    Parameters
    ----------
    chart
        Any Altair chart.
    path
        Where to; the ending says the format.
    overwrite
        Replace a file that is there.

    Returns
    -------
    Path
        The file written, whole or not at all.

    Raises
    ------
    ValueError
        The ending is none of .png, .svg, .html.
    FileExistsError
        The file is there and `overwrite` is not set.

    Examples
    --------
    >>> import analysis, tempfile, pathlib
    >>> corpus = analysis.read_corpus()
    >>> chart = analysis.chart_reports(analysis.count_reports(corpus, "month"))
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "dates.svg"
    >>> analysis.save_chart(chart, path).stat().st_size > 1_000
    True
    """
    path = Path(path)
    if path.suffix.lower() not in FORMATS:
        raise ValueError(f"{path.name}: a chart is saved as one of: {', '.join(FORMATS)}")
    if path.exists() and not overwrite:
        raise FileExistsError(f"{path} is there already; choose another name or overwrite=True")
    data = FORMATS[path.suffix.lower()](finite(chart.to_dict()))
    update(path, (lambda _: data) if overwrite else new(path, data))
    return path
