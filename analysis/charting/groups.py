"""How large the groups of reports are, and on how many calls they rest."""

import altair as alt
import pandas as pd

from analysis.charting.style import BLUE, ORANGE, finish

LABELS = {"reports": "reports", "calls": "independent calls"}


def chart_groups(counts: pd.DataFrame, *, most: int = 15) -> alt.TopLevelMixin:
    """Chart the counts of `count_reports`: reports as bars, independent calls as dots on them.

    Parameters
    ----------
    counts
        Table from `count_reports`; its first column names the groups.
    most
        Draw so many groups; the subtitle says how many are left out.

    Returns
    -------
    Chart
        Horizontal bars, the largest group first.

    Examples
    --------
    >>> import analysis
    >>> corpus = analysis.read_corpus()
    >>> chart = analysis.chart_groups(analysis.count_reports(corpus, "outlet_kind"))
    >>> chart.to_dict()["title"]["text"]
    'Reports by outlet kind'
    """
    by = str(counts.columns[0])
    shown = counts.head(most)
    shown = shown.assign(**{by: shown[by].astype("str").str.replace("_", " ")})
    long = shown.melt(id_vars=by, value_vars=list(LABELS), var_name="what", value_name="number")
    long["what"] = long["what"].map(LABELS)
    colours = alt.Scale(domain=list(LABELS.values()), range=[BLUE, ORANGE])
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
        f" Largest: {first[by]}, {first['reports']} reports of {first['calls']} calls."
        if first is not None
        else ""
    )
    return finish(
        alt.layer(bars, dots).properties(width=520, height=alt.Step(22)),
        title=f"Reports by {name}",
        subtitle=[
            f"n = {counts['reports'].sum()} reports in {len(counts)} groups{left}.",
            "Dots: independent calls behind them; reports that share a call are not independent.",
        ],
        description=f"Bars of {counts['reports'].sum()} reports by {name}.{leader}",
    )
