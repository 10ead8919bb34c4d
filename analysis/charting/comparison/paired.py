"""The same calls in two groups: what each made of them."""

import altair as alt
import pandas as pd

from analysis.charting.agreement import drop_poor
from analysis.charting.comparison.dots import STAR, as_chart, draw_pairs
from analysis.charting.comparison.saying import (
    dress,
    estimate_axes,
    is_share,
    note_rows,
    pair_rows,
    say_basis,
    say_estimate,
    say_group,
    say_title,
)
from analysis.charting.style import say_number
from analysis.charting.themes import Spec


def chart_same_calls(table: pd.DataFrame, *, poor: bool = False) -> alt.TopLevelMixin:
    """Chart what `compare_same_calls` gives: two groups on the calls that both told.

    Parameters
    ----------
    table
        Table from `compare_same_calls`.
    poor
        Draw also the values on which the coders hardly agree (alpha under .4).

    Returns
    -------
    Chart
        Two dots a value, the mean over the calls in each group, with the difference and its
        interval beside them, and in words in how many calls the first group has it more, less and
        alike. Its parameter "mark" holds the groups and values clicked.

    Examples
    --------
    >>> import analysis
    >>> table = analysis.compare_same_calls(
    ...     analysis.read_corpus(), "outlet_kind", groups=("newspaper", "news_site"))
    >>> analysis.chart_same_calls(table).to_dict()["title"]["text"]
    'Themes by kind of outlet, in the same calls'
    """
    return as_chart(draw_same_calls(table, poor=poor))


def draw_same_calls(table: pd.DataFrame, *, poor: bool = False) -> Spec:
    """The chart of `chart_same_calls` as a Vega-Lite specification."""
    shown, left_out = drop_poor(table, poor=poor)
    data = pair_rows(split_groups(shown))
    data["row"] += data["value"].map(_say_calls(shown))
    group, other = _names(shown)
    options = shown.attrs
    calls = say_number(options["calls"], "call")
    lines = [
        f"Only the {calls} that both told, in {options['clusters']:g} independent groups; dots are "
        "means over these calls, each counted once.",
        say_basis(shown),
        f"On the right: {group} minus {other}, within calls; more, fewer, alike: in so many calls.",
        *note_rows(shown),
        left_out,
    ]
    title = f"{say_title(options)}, in the same calls"
    axes = estimate_axes(options)
    if is_share(options):
        axes = axes._replace(title="mean of the calls")
    form = draw_pairs(data, axes)
    return dress(form, title, lines, describe_same_calls(shown))


def split_groups(table: pd.DataFrame) -> pd.DataFrame:
    """The table with one row a group and value, in the shape of `compare_groups`."""
    other = {"group": "other", "estimate": "other_estimate", "reports": "other_reports"}
    common = ["value", "title", "calls", "alpha", "reliability", "q", "verdict"]
    gap = {"difference_low": "low", "difference_high": "high"}
    first = table[[*common, *other, "difference"]].assign(
        **{name: table[column] for name, column in gap.items()}, place=0
    )
    second = table[common].assign(
        **{name: table[column] for name, column in other.items()}, place=1
    )
    both = pd.concat([first, second]).sort_values("place", kind="stable", ignore_index=True)
    both = both.assign(low=float("nan"), high=float("nan"), few=False)
    both.attrs = table.attrs
    return both


def describe_same_calls(table: pd.DataFrame) -> str:
    """The chart in words."""
    options = table.attrs
    group, other = _names(table)
    sentences = [
        f"{say_title(options)} in {say_number(options['calls'], 'call')} told by both {group} and "
        f"{other}, {options['reports']:g} reports."
    ]
    for row in table.itertuples():
        star = f" {STAR}" if row.q < options["alpha_level"] else ""
        sentences.append(
            f"{row.title}: {say_estimate(row.estimate, options)} against "
            f"{say_estimate(row.other_estimate, options)}{star}; more in {row.more}, less in "
            f"{row.fewer}, alike in {row.same}."
        )
    return " ".join(sentences)


def _say_calls(table: pd.DataFrame) -> pd.Series:
    """In how many calls the first group has each value more, less and alike, by value."""
    words = [
        f"; more {row.more}, fewer {row.fewer}, alike {row.same}" for row in table.itertuples()
    ]
    return pd.Series(words, index=table["value"], dtype="str")


def _names(table: pd.DataFrame) -> tuple[str, str]:
    if table.empty:
        return "one group", "another"
    return say_group(table["group"].iloc[0]), say_group(table["other"].iloc[0])
