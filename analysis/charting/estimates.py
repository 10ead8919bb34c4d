"""Estimates with their intervals, a row each: one chart for every table that holds some.

A finding under every defensible choice is a curve: estimates above, the choices of each below.
"""

import textwrap
from collections.abc import Callable
from functools import partial
from typing import Any

import altair as alt
import pandas as pd

from analysis.charting.agreement import draw_agreement, draw_course, draw_plan
from analysis.charting.comparison import draw_comparison
from analysis.charting.forest import whiskers, write_beside
from analysis.charting.style import BLUE, GREY, INK, PALE, finish, records
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


CURVE, HEIGHT, CHOICE = 640, 190, 15
"""Pixels: width and height of a specification curve, and a row of its choices."""
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
    words = _say_curve(data, null)
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


def _say_curve(data: pd.DataFrame, null: float | None) -> str:
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
    return alt.layer(*layers).properties(width=CURVE, height=HEIGHT)


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
        .properties(width=CURVE, height=alt.Step(CHOICE))
    )
