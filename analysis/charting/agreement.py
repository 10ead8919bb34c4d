"""How far coders agree, value by value, and how charts treat what they agree on too little."""

from functools import partial

import altair as alt
import pandas as pd

from analysis.charting.forest import rule_at, whiskers
from analysis.charting.style import BLUE, ORANGE, RED, finish, records
from analysis.measuring.agreement import RELIABLE, TENTATIVE, UNSURE, reliability_of

GRADES = {
    "reliable": (f"at least {RELIABLE}", BLUE),
    "tentative": (f"{TENTATIVE} to {RELIABLE}: tentative", ORANGE),
    "unreliable": (f"under {TENTATIVE}: unreliable", RED),
    "poor": (f"under {TENTATIVE}: unreliable", RED),
}
"""Grade of `reliability_of` -> its words and colour."""


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
    data["grade"] = [GRADES[reliability_of(alpha)][0] for alpha in data["alpha"]]
    data = data.round(4)
    notes = agreement.attrs.get("coder_notes", {})
    who = "; ".join(f"{name}, {note}" if note else name for name, note in notes.items())
    colours = dict(GRADES.values())
    scale = alt.Scale(domain=list(colours), range=list(colours.values()))
    lowest = min(0.0, data[["low", "alpha"]].min().min())
    along = partial(
        alt.X, title="Krippendorff's alpha", scale=alt.Scale(domain=[lowest, 1], nice=False)
    )
    base = alt.Chart(alt.Data(values=records(data))).encode(
        y=alt.Y("title:N", sort=data["title"].tolist(), title=None, axis=alt.Axis(labelLimit=240)),
        tooltip=[
            "title:N",
            "alpha:Q",
            "low:Q",
            "high:Q",
            "ac1:Q",
            "agreement:Q",
            "prevalence:Q",
            "reports:Q",
        ],
    )
    ink = alt.Color("grade:N", title=None, scale=scale)
    dots = whiskers(base, along, ink=ink, fields=("alpha", "low", "high"))
    least = data.loc[data["alpha"].idxmin()] if len(data) else None
    words = f" Least: {least['title']}, {least['alpha']:.2f}." if least is not None else ""
    return finish(
        alt.layer(rule_at(TENTATIVE, RELIABLE), *dots).properties(width=420, height=alt.Step(20)),
        title="How far the coders agree",
        subtitle=[
            f"n = {data['reports'].max() if len(data) else 0} reports that two coders coded. "
            "Bars: 95 % intervals that resample calls.",
            *([f"Coders: {who}."] if who else []),
            "Alpha says how definite codebook and texts are, not whether the coders are right.",
        ],
        description=f"Alpha of {len(data)} codes with intervals.{words}",
    )


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


def label_values(table: pd.DataFrame, separator: str, *, coded: bool) -> pd.Series:
    """The title of each row's value with its alpha and, where that is low, a warning."""
    if not coded:
        return table["title"]
    warning = table["reliability"].isin(UNSURE).map({True: ", unreliable", False: ""})
    close = ")" if separator.endswith("(") else ""
    return table["title"] + separator + table["alpha"].map(say_alpha) + warning + close
