"""Groups of reports compared: estimates, differences, and how far to trust either."""

import altair as alt
import pandas as pd

from analysis.charting.agreement import drop_poor
from analysis.charting.comparison.dots import STAR, as_chart, draw_pairs, draw_panels
from analysis.charting.comparison.saying import (
    dress,
    estimate_axes,
    note_rows,
    pair_rows,
    panel_rows,
    say_basis,
    say_estimate,
    say_group,
    say_title,
)
from analysis.charting.themes import Spec


def chart_comparison(
    table: pd.DataFrame, *, poor: bool = False, columns: int = 3
) -> alt.TopLevelMixin:
    """Chart what `compare_groups` gives.

    Two groups are pairs of dots, one row a value, with the difference and its interval beside
    them; more groups are rows, one panel a value.

    Parameters
    ----------
    table
        Table from `compare_groups`.
    poor
        Draw also the values on which the coders hardly agree (alpha under .4); without it the
        subtitle names those that are left out.
    columns
        Panels in a row, where there are more than two groups.

    Returns
    -------
    Chart
        An Altair chart; its parameter "mark" holds the groups and values clicked.

    Examples
    --------
    >>> import analysis
    >>> table = analysis.compare_groups(
    ...     analysis.read_corpus(), "outlet_kind", values=["losses", "doubt"],
    ...     groups=["newspaper", "news_site"])
    >>> analysis.chart_comparison(table).to_dict()["title"]["text"]
    'Themes by kind of outlet'
    """
    return as_chart(draw_comparison(table, poor=poor, columns=columns))


def draw_comparison(table: pd.DataFrame, *, poor: bool = False, columns: int = 3) -> Spec:
    """The chart of `chart_comparison` as a Vega-Lite specification."""
    shown, left_out = drop_poor(table, poor=poor)
    axes = estimate_axes(shown.attrs)
    groups = shown["group"].unique()
    if len(groups) == 2:
        form = draw_pairs(pair_rows(shown), axes)
        how = f"Grey: the gap. On the right: {say_group(groups[0])} minus {say_group(groups[1])}."
    else:
        form = draw_panels(panel_rows(shown), axes, columns=columns)
        how = "After each group: its reports/independent calls. It is compared with all others."
    lines = [say_basis(shown), how, *note_rows(shown), left_out]
    return dress(form, say_title(shown.attrs), lines, describe_comparison(shown))


def describe_comparison(table: pd.DataFrame) -> str:
    """The chart in words: on how much each group rests, and the estimates of each value."""
    options = table.attrs
    who = "; ".join(
        f"{say_group(row.group)}, {row.reports:.0f} reports of {row.calls:.0f} calls"
        for row in table.drop_duplicates("group").itertuples()
    )
    said: dict[str, list[str]] = {}
    for row in table[["title", "group", "estimate", "q"]].itertuples(index=False):
        star = f" {STAR}" if row.q < options["alpha_level"] else ""
        words = f"{say_group(row.group)} {say_estimate(row.estimate, options)}{star}"
        said.setdefault(row.title, []).append(words)
    return " ".join([
        f"{say_title(options)}: dots with 95 % intervals, {options['reports']:g} reports. {who}.",
        *(f"{title}: {', '.join(words)}." for title, words in said.items()),
    ])  # fmt: skip
