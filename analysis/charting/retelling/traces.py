"""How one call travelled: its release, its tellings over time, and who used whom."""

from functools import lru_cache

import altair as alt
import pandas as pd

from analysis.charting.retelling.lanes import (
    OUTSIDE,
    Lanes,
    is_doubtful,
    lay_rows,
    origin_of,
    place_marks,
    say_release,
)
from analysis.charting.retelling.routes import ROW_HEIGHT, WIDTH
from analysis.charting.retelling.tracks import (
    MARKED,
    TELLINGS,
    Datasets,
    fill_axes,
    trace_data,
    trace_layers,
)
from analysis.charting.style import Spec, finish
from analysis.charting.wording import say_number
from analysis.measuring.retelling.tracing import Trace
from analysis.tables.days import say_days


def chart_trace(
    trace: Trace, *, lanes: Lanes = "outlet", marked: str | None = None
) -> alt.TopLevelMixin:
    """Chart the way of one call: tellings over time, and arrows from source to telling.

    A dot is a known day, a bar an interval of days on which the telling can have appeared. An
    arrow leads from a source to the telling that names it (solid), copies it (dashed) or, as
    inferred, used it (dotted). Sources outside the corpus have no date and stand at the left.

    Parameters
    ----------
    trace
        What `trace_call` gives.
    lanes
        "outlet", or "language": then outlets stand under the language in which they report.
    marked
        Id of a report whose row is to stand out.

    Returns
    -------
    Chart
        Time across, lanes down in order of their first telling. Beside each telling stands the
        place, or the places, that it can have in the order of time. Its parameter "mark" holds
        the telling clicked.

    Raises
    ------
    ValueError
        No such lanes.

    Examples
    --------
    >>> import analysis
    >>> corpus = analysis.read_corpus()
    >>> trace = analysis.trace_call(corpus, "nyt-aleksandr-putin-fool-2022-09")
    >>> chart = analysis.chart_trace(trace)
    >>> chart.to_dict()["title"]["text"]
    'Told 50 times: Aleksandr: Kyiv cannot be taken'
    """
    # Altair checked the form when it was built.
    return alt.LayerChart.from_dict(draw_trace(trace, lanes=lanes, marked=marked), validate=False)


def draw_trace(trace: Trace, *, lanes: Lanes = "outlet", marked: str | None = None) -> Spec:
    """Draw what `chart_trace` shows, as a Vega-Lite specification."""
    rows = lay_rows(trace, lanes)
    drawing = place_marks(trace, rows)
    form = _form(tuple(sorted(set(drawing.marks["what"]))))
    words = {
        "text": f"{say_times(len(trace.tellings))}: {trace.call['title']}",
        "subtitle": _subtitle(trace, drawing.marks),
    }
    return form | {
        "title": form["title"] | words,
        "description": describe_trace(trace),
        "height": ROW_HEIGHT * len(rows),
        "layer": fill_axes(form["layer"], drawing.span, len(rows)),
        "datasets": mark_telling(trace_data(drawing, rows), marked),
    }


@lru_cache(maxsize=16)
def _form(what: tuple[str, ...]) -> Spec:
    """The chart without data and words (see `charting.codes`); its callers must not change it."""
    chart = finish(
        alt.layer(*trace_layers(what)).properties(width=WIDTH, height=ROW_HEIGHT),
        title="", subtitle=[], description="",
    )  # fmt: skip
    chart.title.frame = "bounds"  # the names at the left are wide
    return dict(chart.to_dict())


def mark_telling(data: Datasets, report_id: str | None) -> Datasets:
    """The same data with the row of one telling standing out, or of none."""
    rows = [{"row": each["row"]} for each in data[TELLINGS] if each["node"] == report_id]
    return data | {MARKED: rows}


def say_times(number: int) -> str:
    """How often a call was told."""
    return {0: "Not told", 1: "Told once", 2: "Told twice"}.get(number, f"Told {number} times")


def _subtitle(trace: Trace, marks: pd.DataFrame) -> list[str]:
    """Lines that say n, what the marks mean, and what is not drawn."""
    edges, tellings = trace.edges, trace.tellings
    wrong = int((edges["timing"] == "against the dates").sum())
    doubt = sum(map(is_doubtful, tellings["confidence"]))
    hidden = edges.loc[origin_of(trace).str.startswith(OUTSIDE), "source"].nunique() - int(
        (marks["kind"] == "outside").sum()
    )
    return [
        f"n = {say_number(len(tellings), 'telling')}, {say_number(len(edges), 'citation')}. Dots: "
        "known days; bars: the days on which it can have appeared.",
        "At the right: place in the order of time, from the first possible to the last.",
        *([f"Red: {wrong} against the dates as they are known."] if wrong else []),
        *(["A triangle ends a bar that goes on beyond the chart."] if _cut(marks) else []),
        *([f"Likely, possible: how sure it is that {doubt} tell this call."] if doubt else []),
        *([f"{say_number(hidden, 'more source')} outside the corpus not drawn."] if hidden else []),
    ]


def _cut(marks: pd.DataFrame) -> bool:
    return bool((marks["before"] | marks["after"]).any())


def describe_trace(trace: Trace) -> str:
    """The chart in words: the release, the tellings in order, and who used whom."""
    call = trace.call
    names = trace.tellings.set_index("report_id")["name"]
    told = "; ".join(
        f"{row.name}, {say_days(row.published_from, row.published_to)}"
        for row in trace.tellings.itertuples(index=False)
    )
    used = "; ".join(
        f"{names[edge.report_id]} uses {edge.source} ({edge.evidence})"
        for edge in trace.edges.itertuples()
    )
    release = say_release(call)
    return (
        f"{release[0].upper()}{release[1:]}, "
        f"{say_days(call['released_from'], call['released_to'])}. "
        f"{say_number(len(trace.tellings), 'telling')}: {told or 'none'}. "
        f"{say_number(len(trace.edges), 'citation')}: {used or 'none'}."
    )
