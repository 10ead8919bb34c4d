"""How many reports a period holds, and how sure that is."""

from typing import Any

import altair as alt
import pandas as pd

from analysis.charting.style import BLUE, INK, SKY, finish, say_period
from analysis.charting.time import TIME_AXIS, TIME_SCALE, end_of, records, utc

CERTAIN, POSSIBLE = "in it for certain", "its share of those that may lie in it"


def chart_dates(bounds: pd.DataFrame, *, every: str = "month") -> alt.TopLevelMixin:
    """Chart how many reports lie in each period: for certain, as expected, and at most.

    Parameters
    ----------
    bounds
        Table from `bound_dates`.
    every
        The period that it was made with.

    Returns
    -------
    Chart
        Bars of the expected number, their dark part certain; a tick at the most that is possible.

    Examples
    --------
    >>> import analysis
    >>> corpus = analysis.read_corpus()
    >>> chart = analysis.chart_dates(analysis.bound_dates(corpus.reports))
    >>> chart.to_dict()["title"]["text"]
    'Reports by month, and how sure their dates are'
    """
    undated = int(bounds.loc[bounds["period"].isna(), "most"].sum())
    total = bounds["expected"].sum()
    dated = bounds[bounds["period"].notna()]
    top = dated.loc[dated["expected"].idxmax()] if len(dated) else None
    peak = (
        f" Most in {say_period(top['period'], every)}: {top['fewest']} for certain, "
        f"{top['most']} at most." if top is not None else ""
    )  # fmt: skip
    return finish(
        report_bars(alt.Data(values=records(bar_data(bounds, every)))).properties(
            width=700, height=180
        ),
        title=f"Reports by {every}, and how sure their dates are",
        subtitle=[
            f"n = {total:g} reports; undated: {undated}.",
            "A report whose date is an interval gives each period the share of its days.",
            "Tick: the most reports that can lie in the period.",
        ],
        description=f"Bars of {total:g} reports by {every}; {undated} undated.{peak}",
    )


def report_bars(data: alt.Data, *, legend: bool = True, **bars: Any) -> Any:
    """Bars a period, certain part dark, with a tick at the most; `bars` are further encodings."""
    x = alt.X("period:T", title=None, scale=TIME_SCALE, axis=TIME_AXIS)
    tooltip = [
        alt.Tooltip("when:N", title="period"), alt.Tooltip("fewest:Q", title="at least"),
        alt.Tooltip("expected:Q", format=".1f"), alt.Tooltip("most:Q", title="at most"),
    ]  # fmt: skip
    y = alt.Y("bottom:Q", title="reports", axis=alt.Axis(tickCount=4))
    scale = alt.Scale(domain=[CERTAIN, POSSIBLE], range=[BLUE, SKY])
    base = alt.Chart(data).encode(tooltip=tooltip)
    stacked = base.mark_rect(stroke="white", strokeWidth=1)
    colour = alt.Color("how:N", title=None, scale=scale)
    colour = colour if legend else colour.legend(None)
    stacked = stacked.encode(x=x, x2="end:T", y=y, y2="top:Q", color=colour, **bars)
    most = base.mark_tick(color=INK, thickness=1.5, size=10)
    most = most.encode(x=alt.X("middle:T", scale=TIME_SCALE), y="most:Q")
    return alt.layer(stacked, most)


def bar_data(bounds: pd.DataFrame, every: str) -> pd.DataFrame:
    """One row a dated period and part of its bar."""
    dated = bounds[bounds["period"].notna()].copy()
    dated["when"] = [say_period(period, every) for period in dated["period"]]
    dated["end"] = utc(end_of(dated["period"], every))
    dated["period"] = utc(dated["period"])
    dated["middle"] = dated["period"] + (dated["end"] - dated["period"]) / 2
    parts = [
        dated.assign(how=CERTAIN, bottom=0.0, top=dated["fewest"].astype("float64")),
        dated.assign(how=POSSIBLE, bottom=dated["fewest"], top=dated["expected"].round(4)),
    ]
    return pd.concat(parts, ignore_index=True).round({"expected": 4})
