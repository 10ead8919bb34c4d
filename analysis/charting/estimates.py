"""Estimates with their intervals, a row each: one chart for every table that holds some."""

import textwrap
from collections.abc import Callable
from functools import partial
from typing import Any

import altair as alt
import pandas as pd

from analysis.charting.agreement import draw_agreement, draw_course, draw_plan
from analysis.charting.comparison import draw_comparison
from analysis.charting.forest import whiskers, write_beside
from analysis.charting.style import BLUE, GREY, INK, finish, records
from analysis.charting.texts import MOST, draw_words
from analysis.charting.wording import say_share
from analysis.measuring.ratios import FEW_CALLS
from analysis.tables.declaring import Noun, noun_of

WIDTH, NARROW, STEP, LETTER = 320, 170, 30, 6.3
LABEL, LABELS = 40, 260
"""Letters in a line of a label, and pixels for all labels."""
SHARE, MEAN, MEDIAN = "share", "mean", "median"
AXES = {SHARE: "share of {}", MEAN: "mean over {}", MEDIAN: "median over {}, days"}
TOLD_AGAIN, NOT_KEPT = "share of calls told more than once", "not kept, share of comparisons"
HOLLOW = f"Hollow: fewer than {FEW_CALLS} independent calls, no basis for a claim."


def chart_estimates(
    table: pd.DataFrame, *, poor: bool = False, columns: int = 3, most: int = MOST
) -> alt.TopLevelMixin:
    """Chart estimates with their 95 % intervals.

    Parameters
    ----------
    table
        What one of these gives, all of it or the rows that are wanted.

        `compare_groups`: two groups are pairs of dots, one row a value, with the difference and
        its interval beside them; in the same calls also in how many of them the first group has
        it more, less and alike. More groups are rows, one panel a value, and so are standardised
        ones: the estimate as it is above, the standardised one below.

        `compare_coders`: Krippendorff's alpha, a row a value, and lines at .667 and .8; with
        `every`, a panel a value and its course as coding went on.

        `plan_coding`: how wide intervals will be, by the number of reports.

        `compare_words`: log-odds, a row a word; hollow where all occurrences in its group come
        from one text or one call.

        `summarise_travel`: one panel a unit, a row a measure.

        `count_changes`: a row a kind of detail, in how many calls it differs and, beside it, how
        often one telling changes what its source, or the earliest telling, has.
    poor
        Of groups, draw also the values on which the coders hardly agree (alpha under .4); without
        it the subtitle names those that are left out.
    columns
        Of groups, panels in a row.
    most
        Of words, draw so many of either group, those with the largest z.

    Returns
    -------
    Chart
        A dot and its interval a row.

    Raises
    ------
    ValueError
        The table is from none of these.

    Examples
    --------
    >>> import analysis
    >>> corpus = analysis.read_corpus()
    >>> table = analysis.compare_groups(corpus, "outlet_kind", values=["losses", "doubt"],
    ...                                 groups=["newspaper", "news_site"])
    >>> analysis.chart_estimates(table).to_dict()["title"]["text"]
    'Themes by kind of outlet'
    >>> chart = analysis.chart_estimates(analysis.compare_coders(corpus, "frame"))
    >>> chart.to_dict()["title"]["text"]
    'How far the coders agree'
    >>> chart = analysis.chart_estimates(analysis.count_changes(corpus))
    >>> chart.to_dict()["title"]["text"]
    'Which details change from telling to telling'
    """
    column = next((column for column in DRAWN if column in table), None)
    if column is None:
        known = ", ".join(f"`{name}`" for name, _ in DRAWN.values())
        raise ValueError(f"the table is from none of {known}; its columns are: {', '.join(table)}")
    draw = DRAWN[column][1]
    if column == "verdict":
        return draw(table, poor=poor, columns=columns)
    return draw(table, most=most) if column == "log_odds" else draw(table)


def _draw_travel(summary: pd.DataFrame) -> Any:
    """Draw what `summarise_travel` gives: one panel a unit, a row a measure."""
    noun = noun_of(summary.attrs)
    rows = summary.assign(
        label=[textwrap.fill(words, LABEL) for words in summary["measure"]],
        said=[f"{_say(each, each.unit)}, n = {each.n:g}" for each in summary.itertuples()],
        # Changes per step are in the units of what changes: each has an axis of its own.
        scale=summary["measure"].where(~summary["unit"].isin([SHARE, MEAN, MEDIAN]), ""),
    )
    panels = [
        _panel(
            group, noun.say(AXES.get(unit, f"{unit}, {{}}").format(of)), noun, share=unit == SHARE
        )
        for (unit, of, _), group in rows.groupby(["unit", "of", "scale"], sort=False)
    ]
    said = "; ".join(f"{each.measure}: {each.said}" for each in rows.itertuples())
    return _dress(
        alt.vconcat(*panels, spacing=14),
        title=noun.say("How calls travel"),
        subtitle=[
            noun.say(each)
            for each in (
                f"n = up to {_most(summary, 'calls')} independent calls, "
                f"{_most(summary, 'tellings')} reports. Bars: 95 % intervals that resample calls.",
                f"Of the tellings that were found: there can be earlier and later ones. {HOLLOW}",
            )
        ],
        description=f"Dots with intervals, {len(rows)} figures. {said}.",
    )


def _draw_changes(changes: pd.DataFrame) -> Any:
    """Draw what `count_changes` gives: kinds of detail, what differs and what is not kept."""
    left, right, noun = _differing(changes), _changed(changes), noun_of(changes.attrs)
    said = "; ".join(
        f"{one.label}: differing in {one.said} of {noun.several}, not kept in {other.said}"
        for one, other in zip(left.itertuples(), right.itertuples(), strict=True)
    )
    return _dress(
        alt.hconcat(
            _panel(left, noun.say(TOLD_AGAIN), noun, share=True, width=NARROW),
            _panel(right, NOT_KEPT, noun, share=True, width=NARROW, labels=False),
            spacing=30,
        ),
        title="Which details change from telling to telling",
        subtitle=[
            noun.say(
                f"Left: calls with a detail that differs; n = {_most(changes, 'told_again')} calls "
                "told more than once."
            ),
            "Right: details that differ, in a telling compared with its source or the earliest "
            "one; dates leave many open.",
            noun.say(f"Bars: 95 % intervals that take the reports of a call together. {HOLLOW}"),
        ],
        description=f"Dots with intervals, {len(changes)} kinds of detail. {said}.",
    )


def _dress(panels: Any, **words: Any) -> Any:
    chart = finish(panels, **words)
    chart.title.frame = "bounds"
    return chart


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
    rows: pd.DataFrame,
    title: str,
    noun: Noun,
    *,
    share: bool,
    width: int = WIDTH,
    labels: bool = True,
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
    base = alt.Chart(alt.Data(values=records(data))).encode(y=y, tooltip=_tooltip(noun))
    along = partial(alt.X, title=title, scale=scale, axis=axis)
    dots = whiskers(base, along, ink=("datum.few", GREY, BLUE))
    return alt.layer(*dots, write_beside(base, "said")).properties(
        width=width, height=alt.Step(STEP)
    )


def _tooltip(noun: Noun) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("label:N", title="figure"),
        alt.Tooltip("said:N", title="estimate and 95 % interval"),
        alt.Tooltip("calls:Q", title=noun.say("independent calls")),
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


DRAWN: dict[str, tuple[str, Callable[..., Any]]] = {
    "verdict": ("compare_groups", draw_comparison),
    "coded": ("compare_coders", draw_course),
    "agreement": ("compare_coders", draw_agreement),
    "width": ("plan_coding", draw_plan),
    "log_odds": ("compare_words", draw_words),
    "measure": ("summarise_travel", _draw_travel),
    "kind": ("count_changes", _draw_changes),
}
"""A column that only one kind of table has -> what makes the table, and how it is drawn."""
