"""A handful of reports, each a mark of its own: too few to be a share of anything."""

import altair as alt
import pandas as pd

from analysis.charting.style import BLUE, GREY, PALE, finish, say_number
from analysis.charting.time import TIME_AXIS, TIME_SCALE, utc
from analysis.tables.days import say_days

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
    >>> from analysis.charting.singles import chart_singles
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
