"""Estimates with their intervals, a row each: how calls travel, and which details change."""

import textwrap
from functools import partial
from typing import Any, NamedTuple

import altair as alt
import pandas as pd

from analysis.charting.forest import whiskers, write_beside
from analysis.charting.style import BLUE, GREY, INK, finish, records, say_share
from analysis.measuring.ratios import FEW_CALLS

WIDTH, NARROW, STEP, LETTER = 320, 170, 30, 6.3
LABEL, LABELS = 40, 260
"""Letters in a line of a label, and pixels for all labels."""
SHARE, MEAN, MEDIAN = "share", "mean", "median"
AXES = {SHARE: "share of {}", MEAN: "mean over {}", MEDIAN: "median over {}, days"}
HOLLOW = f"Hollow: fewer than {FEW_CALLS} independent calls, no basis for a claim."


def chart_estimates(table: pd.DataFrame) -> alt.TopLevelMixin:
    """Chart estimates over all calls with their 95 % intervals.

    Parameters
    ----------
    table
        What `summarise_travel` gives, all of it or the rows that are wanted: one panel a unit, a
        row a measure. Or what `count_changes` gives: a row a kind of detail, in how many calls it
        differs and, beside it, how often one telling changes what its source, or the earliest
        telling, has.

    Returns
    -------
    Chart
        A dot and its interval a row, with the numbers and n beside it.

    Raises
    ------
    ValueError
        The table is neither.

    Examples
    --------
    >>> import analysis
    >>> corpus = analysis.read_corpus()
    >>> chart = analysis.chart_estimates(analysis.summarise_travel(corpus))
    >>> chart.to_dict()["title"]["text"]
    'How calls travel'
    >>> chart = analysis.chart_estimates(analysis.count_changes(corpus))
    >>> chart.to_dict()["title"]["text"]
    'Which details change from telling to telling'
    """
    draw = next((draw for column, draw in DRAWN.items() if column in table), None)
    if draw is None:
        raise ValueError(
            "the table is from neither `summarise_travel` nor `count_changes`; its columns are: "
            f"{', '.join(table)}"
        )
    drawing = draw(table)
    chart = finish(
        drawing.panels,
        title=drawing.title,
        subtitle=drawing.subtitle,
        description=f"Dots with intervals, {len(table)} {drawing.said}.",
    )
    chart.title.frame = "bounds"
    return chart


class Drawing(NamedTuple):
    """The panels of a table, and the words around them; `said` is the description's end."""

    panels: Any
    title: str
    subtitle: list[str]
    said: str


def _draw_travel(summary: pd.DataFrame) -> Drawing:
    rows = summary.assign(
        label=[textwrap.fill(words, LABEL) for words in summary["measure"]],
        said=[f"{_say(each, each.unit)}, n = {each.n:g}" for each in summary.itertuples()],
        # Changes per step are in the units of what changes: each has an axis of its own.
        scale=summary["measure"].where(~summary["unit"].isin([SHARE, MEAN, MEDIAN]), ""),
    )
    panels = [
        _panel(group, AXES.get(unit, f"{unit}, {{}}").format(of), share=unit == SHARE)
        for (unit, of, _), group in rows.groupby(["unit", "of", "scale"], sort=False)
    ]
    said = "; ".join(f"{each.measure}: {each.said}" for each in rows.itertuples())
    return Drawing(
        alt.vconcat(*panels, spacing=14),
        "How calls travel",
        [
            f"n = up to {_most(summary, 'calls')} independent calls, "
            f"{_most(summary, 'tellings')} reports. Bars: 95 % intervals that resample calls.",
            f"Of the tellings that were found: there can be earlier and later ones. {HOLLOW}",
        ],
        f"figures. {said}",
    )


def _draw_changes(changes: pd.DataFrame) -> Drawing:
    left, right = _differing(changes), _changed(changes)
    said = "; ".join(
        f"{one.label}: differing in {one.said} of calls, not kept in {other.said}"
        for one, other in zip(left.itertuples(), right.itertuples(), strict=True)
    )
    return Drawing(
        alt.hconcat(
            _panel(left, "share of calls told more than once", share=True, width=NARROW),
            _panel(right, "not kept, share of comparisons", share=True, width=NARROW, labels=False),
            spacing=30,
        ),
        "Which details change from telling to telling",
        [
            f"Left: calls with a detail that differs; n = {_most(changes, 'told_again')} calls "
            "told more than once.",
            "Right: details that differ, in a telling compared with its source or the earliest "
            "one; dates leave many open.",
            f"Bars: 95 % intervals that resample calls. {HOLLOW}",
        ],
        f"kinds of detail. {said}",
    )


DRAWN = {"measure": _draw_travel, "kind": _draw_changes}
"""A column that a table has -> how it is drawn."""


def _differing(changes: pd.DataFrame) -> pd.DataFrame:
    """The calls in which a detail of a kind differs, as rows of a panel."""
    rows = changes[["kind", "differing", "tellings"]].set_axis(
        ["label", "calls", "tellings"], axis=1
    )
    rows = rows.assign(
        estimate=changes["differing_share"],
        low=changes["differing_low"],
        high=changes["differing_high"],
    )
    return rows.assign(said=[_say(each, SHARE) for each in rows.itertuples()])


def _changed(changes: pd.DataFrame) -> pd.DataFrame:
    """The comparisons in which a telling did not keep a detail, as rows of a panel."""
    rows = changes.rename(columns={"kind": "label", "share": "estimate"})
    return rows.assign(
        said=[f"{_say(each, SHARE)}, n = {each.tellings:g}" for each in rows.itertuples()]
    )


def _panel(
    rows: pd.DataFrame, title: str, *, share: bool, width: int = WIDTH, labels: bool = True
) -> Any:
    """Dots with intervals on one axis; the numbers stand at the right."""
    fields = ["label", "estimate", "low", "high", "said", "calls", "tellings"]
    data = rows[fields].round(4).assign(few=rows["calls"] < FEW_CALLS)
    # Where nothing could be estimated there is an axis all the same.
    low = min(0.0, data["low"].min())
    high = max(data["high"].fillna(0.0).max(), float(share)) or 1.0
    scale = alt.Scale(domain=[low, high], nice=not share)
    axis = alt.Axis(tickCount=4, format="%" if share else "~g")
    names = alt.Axis(
        labelLimit=LABELS, minExtent=LABELS if rows["label"].str.contains("\n").any() else 0,
        labelExpr="split(datum.label, '\\n')", labelColor=INK, domain=False, ticks=False,
        labels=labels,
    )  # fmt: skip
    y = alt.Y("label:N", sort=data["label"].tolist(), title=None, axis=names)
    base = alt.Chart(alt.Data(values=records(data))).encode(y=y, tooltip=TOOLTIP)
    along = partial(alt.X, title=title, scale=scale, axis=axis)
    dots = whiskers(base, along, ink=("datum.few", GREY, BLUE))
    return alt.layer(*dots, write_beside(base, "said")).properties(
        width=width, height=alt.Step(STEP)
    )


TOOLTIP = [
    alt.Tooltip("label:N", title="figure"),
    alt.Tooltip("said:N", title="estimate and 95 % interval"),
    alt.Tooltip("calls:Q", title="independent calls"),
    alt.Tooltip("tellings:Q", title="tellings"),
]


def _say(row: Any, unit: str) -> str:
    """The estimate and its interval in words."""
    if pd.isna(row.estimate):
        return "not known"
    if unit == SHARE:
        ends = [say_share(each).removesuffix(" %") for each in (row.low, row.high)]
        return f"{say_share(row.estimate)} ({' to '.join(ends)})"
    return f"{row.estimate:.3g} ({row.low:.3g} to {row.high:.3g})"


def _most(table: pd.DataFrame, column: str) -> str:
    return f"{table[column].max() if len(table) else 0:g}"
