"""The chart of the theme explorer: shares of codes above, reports per period below, linked.

It is redrawn at every move of a control, and building a chart object takes far longer than
counting. So its form is built once, and each drawing fills in the data and the words.
"""

from functools import lru_cache

import altair as alt
import pandas as pd

from analysis.charting.codes import (
    PANELS_WIDTH,
    describe_counts,
    panel_data,
    panels,
    say_title,
    subtitle,
)  # fmt: skip
from analysis.charting.reports import bar_data, report_bars
from analysis.charting.style import MARK, SPAN, Spec, finish, records

SHARES, REPORTS = "shares", "reports"
CONTEXT_HEIGHT = 70


def draw_linked(counts: pd.DataFrame, bounds: pd.DataFrame) -> Spec:
    """Draw shares of codes over time above the number of reports, with selections in both.

    Parameters
    ----------
    counts, bounds
        Tables from `count_codes` and `bound_dates`, made with the same period.

    Returns
    -------
    dict
        A Vega-Lite specification. Its parameter "mark" holds the values and periods clicked,
        "span" the time brushed.
    """
    every = counts.attrs["every"]
    data = panel_data(counts)
    form = _form(min(3, counts["value"].nunique()))
    above, below = form["vconcat"]
    heading = f"Reports per {every} (dark: for certain; tick: at most). Drag here to choose a time."
    return form | {
        "title": form["title"] | {"text": say_title(counts), "subtitle": subtitle(counts)},
        "description": describe_counts(data, counts.attrs),
        "vconcat": [above, below | {"title": below["title"] | {"text": heading}}],
        "datasets": {SHARES: records(data), REPORTS: records(bar_data(bounds, every))},
    }


@lru_cache(maxsize=8)
def _form(columns: int) -> Spec:
    """The chart without data and words; its callers must not change it."""
    marked, brush = alt.selection_point(name=MARK), alt.selection_interval(name=SPAN)
    size = alt.condition(marked, alt.value(120), alt.value(38), empty=False)
    above = panels(alt.NamedData(SHARES), columns=columns, count=columns, size=size)
    heading = alt.TitleParams("", anchor="start", fontSize=12, fontWeight="normal")
    opacity = alt.condition(brush, alt.value(1), alt.value(0.3))
    below = report_bars(alt.NamedData(REPORTS), legend=False, opacity=opacity).properties(
        width=PANELS_WIDTH, height=CONTEXT_HEIGHT, title=heading
    )
    chart = alt.vconcat(above, below, spacing=18)
    form = finish(chart, title="", subtitle=[], description="").to_dict()
    panel, context = form["vconcat"]
    return form | {
        "params": link(panel["spec"]["layer"][-1], context["layer"][0], "value", "period")
    }


def link(dots: Spec, bars: Spec, *fields: str) -> list[Spec]:
    """Parameters that make the two views of a chart selectable; the views are named for it.

    A click on a dot chooses what has its values of `fields` (with shift held, several), a drag
    over the bars a span of time.
    """
    bars["name"] = "bars"
    dots["name"] = "dots"
    point = {"type": "point", "fields": list(fields), "on": "click"}
    interval = {"type": "interval", "encodings": ["x"]}
    return [
        {"name": MARK, "select": point, "views": [dots["name"]]},
        {"name": SPAN, "select": interval, "views": [bars["name"]]},
    ]
