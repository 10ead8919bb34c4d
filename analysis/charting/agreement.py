"""How far coders agree, value by value."""

import altair as alt
import pandas as pd

from analysis.charting.style import BLUE, ORANGE, RED, finish
from analysis.charting.time import records
from analysis.measuring.agreement import RELIABLE, TENTATIVE

GRADES = {
    f"at least {RELIABLE}": BLUE,
    f"{TENTATIVE} to {RELIABLE}: tentative": ORANGE,
    f"under {TENTATIVE}: unreliable": RED,
}


def grade(alpha: float) -> str:
    """The customary name for an alpha (Krippendorff 2004)."""
    good, fair, poor = GRADES
    return good if alpha >= RELIABLE else fair if alpha >= TENTATIVE else poor


def chart_agreement(agreement: pd.DataFrame) -> alt.LayerChart:
    """Chart Krippendorff's alpha of each row of `compare_coders`, with its interval.

    Parameters
    ----------
    agreement
        Table from `compare_coders`, all of it or the rows that are wanted.

    Returns
    -------
    Chart
        One dot a value with its 95 % interval, and lines at .667 and .8.

    Examples
    --------
    >>> import analysis
    >>> corpus = analysis.read_corpus()
    >>> chart = analysis.chart_agreement(analysis.compare_coders(corpus, "frame"))
    >>> chart.to_dict()["title"]["text"]
    'How far the coders agree'
    """
    data = agreement.dropna(subset=["alpha"]).copy()
    data["grade"] = data["alpha"].map(grade)
    data = data.round(4)
    notes = agreement.attrs.get("coder_notes", {})
    who = "; ".join(f"{name}, {note}" if note else name for name, note in notes.items())
    scale = alt.Scale(domain=list(GRADES), range=list(GRADES.values()))
    lowest = min(0.0, data[["low", "alpha"]].min().min())
    x = alt.X("alpha:Q", title="Krippendorff's alpha", scale=alt.Scale(domain=[lowest, 1]))
    base = alt.Chart(alt.Data(values=records(data))).encode(
        y=alt.Y("title:N", sort=data["title"].tolist(), title=None, axis=alt.Axis(labelLimit=240)),
        color=alt.Color("grade:N", title=None, scale=scale),
        tooltip=["title:N", "alpha:Q", "low:Q", "high:Q", "agreement:Q", "prevalence:Q"],
    )
    bars = base.mark_rule(strokeWidth=4, opacity=0.35).encode(x=alt.X("low:Q"), x2="high:Q")
    dots = base.mark_point(filled=True, size=60, opacity=1).encode(x=x)
    limits = [{"limit": TENTATIVE}, {"limit": RELIABLE}]
    lines = alt.Chart(alt.Data(values=limits)).mark_rule(strokeDash=[3, 3], opacity=0.5)
    least = data.loc[data["alpha"].idxmin()] if len(data) else None
    words = f" Least: {least['title']}, {least['alpha']:.2f}." if least is not None else ""
    return finish(
        alt.layer(lines.encode(x="limit:Q"), bars, dots).properties(width=420, height=alt.Step(20)),
        title="How far the coders agree",
        subtitle=[
            f"n = {data['reports'].max() if len(data) else 0} reports coded by each coder. "
            "Bars: 95 % intervals that resample calls.",
            *([f"Coders: {who}."] if who else []),
            "Alpha says how definite codebook and texts are, not whether the coders are right.",
        ],
        description=f"Alpha of {len(data)} codes with intervals.{words}",
    )
