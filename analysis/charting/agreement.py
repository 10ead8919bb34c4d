"""How far coders agree, how that came as they went on, and how much is still to be coded."""

from functools import partial
from typing import Any

import altair as alt
import pandas as pd

from analysis.charting.forest import rule_at, whiskers
from analysis.charting.style import BLUE, ORANGE, PALE, RED, finish, records
from analysis.charting.wording import say_share
from analysis.measuring.agreement import STUDIES
from analysis.measuring.reliability import RELIABLE, TENTATIVE, reliability_of
from analysis.tables.declaring import noun_of

ALPHA = "Krippendorff's alpha"
PANEL, COLUMNS, HEIGHT = 270, 2, 130
TOLD = ("alpha", "low", "high", "ac1", "agreement", "prevalence", "reports")

GRADES = {
    "reliable": (f"at least {RELIABLE}", BLUE),
    "tentative": (f"{TENTATIVE} to {RELIABLE}: tentative", ORANGE),
    "unreliable": (f"under {TENTATIVE}: unreliable", RED),
    "poor": (f"under {TENTATIVE}: unreliable", RED),
}
"""Grade of `reliability_of` -> its words and colour."""


def draw_agreement(agreement: pd.DataFrame) -> alt.LayerChart:
    """Draw Krippendorff's alpha of each row of `compare_coders`, with its interval."""
    data = agreement.dropna(subset=["alpha"]).drop(columns="kappa")
    data["grade"] = [GRADES[reliability_of(alpha)][0] for alpha in data["alpha"]]
    data = data.round(4)
    colours = dict(GRADES.values())
    scale = alt.Scale(domain=list(colours), range=list(colours.values()))
    lowest = min(0.0, data[["low", "alpha"]].min().min())
    along = partial(alt.X, title=ALPHA, scale=alt.Scale(domain=[lowest, 1], nice=False))
    base = alt.Chart(alt.Data(values=records(data))).encode(
        y=alt.Y("title:N", sort=data["title"].tolist(), title=None, axis=alt.Axis(labelLimit=240)),
        tooltip=["title:N", *(f"{each}:Q" for each in TOLD)],
    )
    ink = alt.Color("grade:N", title=None, scale=scale)
    dots = whiskers(base, along, ink=ink, fields=("alpha", "low", "high"))
    least = data.loc[data["alpha"].idxmin()] if len(data) else None
    words = f" Least: {least['title']}, {least['alpha']:.2f}." if least is not None else ""
    return finish(
        alt.layer(rule_at(TENTATIVE, RELIABLE), *dots).properties(width=420, height=alt.Step(20)),
        title="How far the coders agree",
        subtitle=[
            noun_of(agreement.attrs).say(
                f"n = {data['reports'].max() if len(data) else 0} reports that two coders coded. "
                "Bars: 95 % intervals that resample calls."
            ),
            *_say_coders(agreement),
        ],
        description=f"Alpha of {len(data)} codes with intervals.{words}",
    )


def draw_course(agreement: pd.DataFrame) -> Any:
    """Draw how alpha came as coding went on: `compare_coders` with `every`, a panel a value."""
    data = agreement.dropna(subset=["alpha"]).round(4)
    titles = data["title"].drop_duplicates().tolist()
    lowest = min(0.0, data[["low", "alpha"]].min().min())
    along = alt.X(
        "coded:Q", title="reports that two had coded", axis=alt.Axis(tickCount=5, format="d")
    )
    up = partial(alt.Y, title=ALPHA, scale=alt.Scale(domain=[lowest, 1], nice=False))
    chart = alt.layer(
        *(
            alt.Chart().mark_rule(color=PALE).encode(y=alt.datum(limit))
            for limit in (TENTATIVE, RELIABLE)
        ),
        *_course(along, up, "alpha", alt.value(BLUE)),
        data=alt.Data(values=records(data)),
    ).properties(width=PANEL, height=HEIGHT)
    last = data.groupby("title", sort=False).tail(1)
    return finish(
        chart.facet(alt.Facet("title:N", sort=titles, title=None), columns=COLUMNS),
        title="How agreement came as coding went on",
        subtitle=[
            noun_of(agreement.attrs).say(
                f"n = up to {data['coded'].max() if len(data) else 0} reports that two coders "
                "coded. Bands: 95 % intervals that resample calls."
            ),
            *_say_coders(agreement),
        ],
        description=f"Courses of alpha, {len(titles)}. "
        + " ".join(
            f"{row.title}: {row.alpha:.2f} ({row.low:.2f} to {row.high:.2f}) after {row.coded}."
            for row in last.itertuples()
        ),
    )


def draw_plan(plan: pd.DataFrame) -> Any:
    """Draw how wide intervals will be: `plan_coding`, a line a measure."""
    data, given = plan.dropna(subset=["width"]).round(4), plan.attrs
    names = {
        "share": f"of a share of {say_share(given['share'])}",
        "alpha": f"of an alpha of {given['alpha']:.2g}",
    }
    data["of"] = data["measure"].map(names)
    along = alt.X(
        "reports:Q", title="reports coded; for alpha, coded by two",
        scale=alt.Scale(type="log", nice=False, padding=12),
        axis=alt.Axis(values=sorted(set(data["reports"])), format="d"),
    )  # fmt: skip
    up = partial(alt.Y, title="width of the 95 % interval", scale=alt.Scale(zero=True))
    ink = alt.Color(
        "of:N", title=None, legend=alt.Legend(symbolOpacity=1),
        scale=alt.Scale(domain=list(names.values()), range=[BLUE, ORANGE]),
    )  # fmt: skip
    lines = _course(along, up, "width", ink)
    said = "; ".join(
        f"{row.of}: {row.width:.2f} with {row.reports} reports" for row in data.itertuples()
    )
    return finish(
        alt.layer(*lines, data=alt.Data(values=records(data))).properties(width=420, height=240),
        title="How wide the intervals will be",
        subtitle=[
            f"Lines: mean of {STUDIES} simulated studies. Bands: four in five lie between.",
            "Each report counts as one observation."
            if given["design"] == 1
            else f"{given['design']:.2g} reports count as one observation.",
        ],
        description=f"Widths of 95 % intervals {said}.",
    )


def _course(along: alt.X, up: Any, field: str, ink: Any) -> list[alt.Chart]:
    """A line through points, and the band between `low` and `high` around it."""
    tooltip = [along.shorthand, *(f"{each}:Q" for each in (field, "low", "high"))]
    base = alt.Chart().encode(x=along, color=ink, tooltip=tooltip)
    return [
        base.mark_area(opacity=0.18).encode(y=up("low:Q"), y2="high:Q"),
        base.mark_line(strokeWidth=2, point=True).encode(y=up(f"{field}:Q")),
    ]


def _say_coders(agreement: pd.DataFrame) -> list[str]:
    notes = agreement.attrs.get("coder_notes", {})
    who = "; ".join(f"{name}, {note}" if note else name for name, note in notes.items())
    says = "Alpha says how definite codebook and texts are, not whether the coders are right."
    return [f"Coders: {who}.", says] if who else [says]
