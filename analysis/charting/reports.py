"""Reports themselves: how many a group or a period holds, and a handful as marks of their own."""

from typing import Any

import altair as alt
import pandas as pd

from analysis.charting.style import (
    BLUE,
    GREY,
    INK,
    ORANGE,
    PALE,
    SKY,
    TIME_AXIS,
    TIME_SCALE,
    end_of,
    finish,
    records,
    utc,
)
from analysis.charting.wording import say_number, say_period
from analysis.tables.days import say_days
from analysis.tables.declaring import noun_of

LABELS = {"reports": "reports", "calls": "independent calls"}


def chart_reports(counts: pd.DataFrame, *, most: int = 15) -> alt.TopLevelMixin:
    """Chart the counts of `count_reports`, by group or by period.

    Parameters
    ----------
    counts
        Table from `count_reports`.
    most
        Draw so many groups; the subtitle says how many are left out. Periods are all drawn.

    Returns
    -------
    Chart
        Groups: horizontal bars, the largest group first, with a dot for the independent calls
        behind it. Periods: bars of the expected number, their dark part certain; a tick at the
        most that is possible.

    Examples
    --------
    >>> import analysis
    >>> corpus = analysis.read_corpus()
    >>> chart = analysis.chart_reports(analysis.count_reports(corpus, "outlet_kind"))
    >>> chart.to_dict()["title"]["text"]
    'Reports by outlet kind'
    >>> chart = analysis.chart_reports(analysis.count_reports(corpus, "month"))
    >>> chart.to_dict()["title"]["text"]
    'Reports by month, and how sure their dates are'
    """
    return _chart_periods(counts) if "period" in counts else _chart_groups(counts, most)


def _chart_groups(counts: pd.DataFrame, most: int) -> Any:
    by = str(counts.columns[0])
    shown = counts.head(most)
    shown = shown.assign(**{by: shown[by].astype("str").str.replace("_", " ")})
    long = shown.melt(id_vars=by, value_vars=list(LABELS), var_name="what", value_name="number")
    say = noun_of(counts.attrs).say
    labels = {column: say(words) for column, words in LABELS.items()}
    long["what"] = long["what"].map(labels)
    colours = alt.Scale(domain=list(labels.values()), range=[BLUE, ORANGE])
    y = alt.Y(f"{by}:N", sort=shown[by].tolist(), title=None, axis=alt.Axis(labelLimit=260))
    x = alt.X("number:Q", title="number", axis=alt.Axis(tickMinStep=1, tickCount=6))
    colour = alt.Color("what:N", title=None, scale=colours)
    base = alt.Chart(long).encode(x=x, y=y, color=colour, tooltip=[f"{by}:N", "what:N", "number:Q"])
    bars = base.transform_filter("datum.what == 'reports'").mark_bar(height={"band": 0.65})
    dots = base.transform_filter("datum.what != 'reports'").mark_point(
        filled=True, size=70, opacity=1, stroke="white", strokeWidth=1
    )
    rest = counts.iloc[most:]
    left = (
        f"; {len(rest)} smaller groups ({rest['reports'].sum()} reports) not drawn"
        if len(rest)
        else ""
    )
    name = by.replace("_", " ")
    first = shown.iloc[0] if len(shown) else None
    leader = (
        f" Largest: {first[by]}, " + say(f"{first['reports']} reports of {first['calls']} calls.")
        if first is not None
        else ""
    )
    return finish(
        alt.layer(bars, dots).properties(width=520, height=alt.Step(22)),
        title=f"Reports by {name}",
        subtitle=[
            f"n = {counts['reports'].sum()} reports in {len(counts)} groups{left}.",
            say(
                "Dots: independent calls behind them; reports that share a call are not "
                "independent."
            ),
        ],
        description=f"Bars of {counts['reports'].sum()} reports by {name}.{leader}",
    )


CERTAIN, POSSIBLE = "in it for certain", "its share of those that may lie in it"


def _chart_periods(bounds: pd.DataFrame) -> Any:
    every = bounds.attrs.get("every", "month")
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


def report_bars(data: alt.Data) -> Any:
    """Bars a period, certain part dark, with a tick at the most."""
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
    stacked = stacked.encode(x=x, x2="end:T", y=y, y2="top:Q", color=colour)
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


FEW_REPORTS = 10


def chart_singles(
    reports: pd.DataFrame,
    codes: pd.DataFrame,
    *,
    titles: dict[str, str],
    coder_note: str = "",
) -> alt.TopLevelMixin:
    """Chart single reports: a bar for each date interval, filled dots where a code was given.

    Parameters
    ----------
    reports
        One row a report, with published_from and published_to.
    codes
        One row a report and value, as `view_codes` gives it.
    titles
        Value -> its title; these values are drawn, one row each, in this order.
    coder_note
        Who coded, in words.

    Returns
    -------
    Chart
        Codes down, time across; undated reports are counted in the subtitle.

    Examples
    --------
    >>> import analysis
    >>> from analysis.charting.reports import chart_singles
    >>> corpus = analysis.read_corpus()
    >>> some = corpus.reports.head(3)
    >>> chart = chart_singles(some, analysis.view_codes(corpus), titles={"losses": "Losses"})
    >>> chart.to_dict()["title"]["text"]
    '3 reports, each a mark of its own'
    """
    data = single_data(reports, codes, titles)
    undated = int(reports["published_from"].isna().sum())
    x = alt.X("period:T", title=None, scale=TIME_SCALE, axis=TIME_AXIS)
    y = alt.Y("title:N", title=None, sort=list(titles.values()), axis=alt.Axis(labelLimit=220))
    base = alt.Chart(data).encode(
        y=y, yOffset=alt.YOffset("place:O"),
        tooltip=["report_id:N", "title:N", alt.Tooltip("given:N", title="coded"), "dates:N"],
    )  # fmt: skip
    bars = base.mark_rule(color=PALE, strokeWidth=3, strokeCap="round").encode(x=x, x2="end:T")
    dots = base.mark_point(size=50, strokeWidth=1.6, opacity=1).encode(
        x="middle:T",
        stroke=alt.condition("datum.given", alt.value(BLUE), alt.value(GREY)),
        fill=alt.condition("datum.given", alt.value(BLUE), alt.value("white")),
    )
    height = max(18 * len(titles), min(len(reports), FEW_REPORTS) * 8 * len(titles))
    return finish(
        alt.layer(bars, dots).properties(width=560, height=height),
        title=f"{say_number(len(reports), 'report')}, each a mark of its own",
        subtitle=[
            "Too few for shares or a trend. Filled: the code was given; hollow: it was not.",
            f"Bars: the days on which a report can have appeared; undated: {undated}.",
            *([f"Codes: {coder_note}."] if coder_note else []),
        ],
        description=f"{len(reports)} reports as single marks; " + "; ".join(
            f"{title}: {int(data.loc[data['title'] == title, 'given'].sum())}"
            for title in titles.values()
        ) + f"; {undated} undated.",
    )  # fmt: skip


def single_data(reports: pd.DataFrame, codes: pd.DataFrame, titles: dict[str, str]) -> pd.DataFrame:
    """One row a dated report and value: its dates, and whether the value was given."""
    dated = reports[reports["published_from"].notna()].copy()
    dated["period"] = utc(dated["published_from"])
    dated["end"] = utc(dated["published_to"])
    dated["middle"] = dated["period"] + (dated["end"] - dated["period"]) / 2
    days = zip(dated["published_from"], dated["published_to"], strict=True)
    dated["dates"] = [say_days(*each) for each in days]
    dated["place"] = range(len(dated))
    values = pd.DataFrame({"value": list(titles), "title": list(titles.values())}, dtype="str")
    data = dated[["report_id", "period", "end", "middle", "dates", "place"]].merge(
        values, how="cross"
    )
    given = codes[["report_id", "value"]].drop_duplicates().assign(given=True)
    data = data.merge(given, on=["report_id", "value"], how="left")
    return data.assign(given=data["given"].notna())
