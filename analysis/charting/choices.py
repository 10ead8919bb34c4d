"""A finding under every defensible choice: estimates above, the choices behind each below."""

from functools import partial

import altair as alt
import pandas as pd

from analysis.charting.style import BLUE, GREY, INK, PALE, finish, records
from analysis.charting.wording import say_share
from analysis.tables.declaring import Noun, noun_of

WIDTH, HEIGHT, STEP = 640, 190, 15
SPOKEN = ("unit", "without", "on")
"""Choices whose options speak of calls."""


def chart_choices(
    table: pd.DataFrame, *, title: str, null: float | None = None
) -> alt.VConcatChart:
    """Chart what `vary_choices` gives: a specification curve.

    Above, each specification is a dot with its 95 % interval, the smallest estimate first. Below,
    a dot says which option of each choice it was made with: where the dots of an option crowd at
    one end, the finding depends on it.

    Parameters
    ----------
    table
        Table from `vary_choices`.
    title
        The finding, as a phrase.
    null
        What the estimate would be if there were nothing to find: a line; and the intervals that
        leave it out are counted.

    Returns
    -------
    Chart
        An Altair chart.

    Examples
    --------
    >>> import analysis
    >>> def losses(corpus, **options):
    ...     return analysis.count_codes(corpus, values=["losses"], every=None, **options)
    >>> table = analysis.vary_choices(analysis.read_corpus(), losses, unit=["report", "call"])
    >>> chart = analysis.chart_choices(table, title="Losses in most reports", null=0.5)
    >>> chart.to_dict()["title"]["text"]
    'Losses in most reports'
    """
    data = _ordered(table)
    noun = noun_of(table.attrs)
    words = _say(data, null)
    x = alt.X("rank:Q", axis=None, scale=alt.Scale(nice=False, zero=False, padding=12))
    return finish(
        alt.vconcat(
            _curve(data, x, null), _matrix(data, x, table.attrs["choices"], noun), spacing=10
        ).resolve_scale(color="independent"),
        title=title,
        subtitle=[
            words,
            "Bars: 95 % intervals, blue where they leave out the line."
            if null is not None
            else "Bars: 95 % intervals.",
        ],
        description=f"Specification curve: {title}. {words}",
    )


def _ordered(table: pd.DataFrame) -> pd.DataFrame:
    """The specifications that could be measured, the smallest estimate first, numbered as before.

    Their index is that of the table, so that the options keep the order in which they were named.
    """
    data = table.dropna(subset="estimate").sort_values("estimate", kind="stable")
    return data.assign(rank=range(1, len(data) + 1))


def _say(data: pd.DataFrame, null: float | None) -> str:
    if data.empty:
        return "It can be measured in no specification."
    least, middle, most = (say_share(data["estimate"].quantile(at)) for at in (0, 0.5, 1))
    said = f"{len(data)} specifications: {least} to {most}, median {middle}"
    if null is None:
        return f"{said}."
    above, below = (data["low"] > null).sum(), (data["high"] < null).sum()
    return f"{said}; the interval lies above {say_share(null)} in {above}, below in {below}."


def _curve(data: pd.DataFrame, x: alt.X, null: float | None) -> alt.LayerChart | alt.FacetChart:
    out = (data["low"] > null) | (data["high"] < null) if null is not None else data["low"].notna()
    told = data[["rank", "estimate", "low", "high"]].round(4).assign(out=out)
    base = alt.Chart(alt.Data(values=records(told))).encode(
        x=x, color=alt.condition("datum.out", alt.value(BLUE), alt.value(GREY))
    )
    up = partial(
        alt.Y, title="estimate", axis=alt.Axis(format="%", tickCount=5),
        scale=alt.Scale(zero=False),
    )  # fmt: skip
    layers = [
        base.mark_rule(opacity=0.45).encode(y=up("low:Q"), y2="high:Q"),
        base.mark_circle(size=30, opacity=1).encode(y=up("estimate:Q"), tooltip=TOOLTIP),
    ]
    if null is not None:
        line = alt.Chart(alt.Data(values=[{"at": null}])).mark_rule(color=INK, strokeDash=[4, 3])
        layers.insert(0, line.encode(y=up("at:Q")))
    return alt.layer(*layers).properties(width=WIDTH, height=HEIGHT)


TOOLTIP = [
    alt.Tooltip("rank:Q", title="specification"),
    alt.Tooltip("estimate:Q", format=".1%"),
    alt.Tooltip("low:Q", format=".1%", title="from"),
    alt.Tooltip("high:Q", format=".1%", title="to"),
]


def _matrix(data: pd.DataFrame, x: alt.X, choices: list[str], noun: Noun) -> alt.LayerChart:
    """A row an option of each choice, a dot where a specification was made with it."""
    chosen = data.sort_index().melt(["rank"], choices, "choice", "option")
    option = chosen["option"].astype("str")
    # Other options are words of the corpus: codes, coders.
    own = chosen["choice"].isin(SPOKEN)
    chosen["row"] = chosen["choice"] + ": " + option.where(~own, option.map(noun.say))
    rows = chosen["row"].unique().tolist()
    y = alt.Y(
        "row:N", title=None, sort=rows, axis=alt.Axis(labelLimit=220, grid=True, gridColor=PALE)
    )
    dots = alt.Chart(alt.Data(values=records(chosen[["rank", "row"]])))
    return (
        dots.mark_circle(color=INK, size=22, opacity=1)
        .encode(x=x, y=y)
        .properties(width=WIDTH, height=alt.Step(STEP))
    )
