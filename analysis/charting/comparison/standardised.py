"""Groups compared as they are, and as if they had covered the same calls or times."""

import altair as alt
import pandas as pd

from analysis.charting.agreement import drop_poor
from analysis.charting.comparison.dots import SIDES_SHIFT, as_chart, draw_panels
from analysis.charting.comparison.saying import (
    dress,
    estimate_axes,
    note_rows,
    panel_rows,
    say_basis,
    say_estimate,
    say_group,
    say_title,
)
from analysis.charting.style import say_share
from analysis.charting.themes import Spec

RAW, STANDARDISED = "as it is", "standardised"


def chart_standardised(
    table: pd.DataFrame, *, poor: bool = False, columns: int = 3
) -> alt.TopLevelMixin:
    """Chart what `standardise_groups` gives: standardised estimates beside the raw ones.

    Parameters
    ----------
    table
        Table from `standardise_groups`.
    poor
        Draw also the values on which the coders hardly agree (alpha under .4).
    columns
        Panels in a row.

    Returns
    -------
    Chart
        One panel a value, a row a group with two dots. Its parameter "mark" holds the groups and
        values clicked.

    Examples
    --------
    >>> import analysis
    >>> table = analysis.standardise_groups(
    ...     analysis.read_corpus(), "outlet_kind", values=["losses"], over="quarter")
    >>> analysis.chart_standardised(table).to_dict()["title"]["text"]
    'Themes by kind of outlet, standardised over quarters'
    """
    return as_chart(draw_standardised(table, poor=poor, columns=columns))


def draw_standardised(table: pd.DataFrame, *, poor: bool = False, columns: int = 3) -> Spec:
    """The chart of `chart_standardised` as a Vega-Lite specification."""
    shown, left_out = drop_poor(table, poor=poor)
    options = shown.attrs
    over = f"{options['over']}s"
    form = draw_panels(standardised_rows(shown), estimate_axes(shown.attrs), columns=columns)
    lines = [
        say_basis(shown),
        f"Standardised: as if each group had covered the {over} as all reports together did. In "
        f"brackets: how much of that it covers. Compared: the {options['common']} of "
        f"{options['strata']} {over} that all groups cover, {say_share(options['kept'])} of the "
        "reports.",
        *note_rows(shown),
        left_out,
    ]
    title = f"{say_title(options)}, standardised over {over}"
    return dress(form, title, lines, describe_standardised(shown))


def standardised_rows(table: pd.DataFrame) -> pd.DataFrame:
    """One row a group, value and side: raw above, standardised below."""
    ends = {name: f"standardised_{name}" for name in ("low", "high")}
    columns = {"estimate": "standardised"} | ends
    adjusted = table.assign(**{name: table[column] for name, column in columns.items()})
    sides = []
    for number, (side, rows) in enumerate({RAW: table, STANDARDISED: adjusted}.items()):
        data = panel_rows(rows)
        covered = table.groupby("group")["covered"].transform("first").map(say_share)
        data["row"] = data["who"] + " (" + covered + ")"
        # The test is one of the standardised difference.
        data["star"] = data["star"] if side == STANDARDISED else ""
        sides.append(data.assign(side=side, side_order=number, shift=SIDES_SHIFT[number]))
    return pd.concat(sides, ignore_index=True)


def describe_standardised(table: pd.DataFrame) -> str:
    """The chart in words."""
    options = table.attrs
    sentences = [
        f"{say_title(options)}, as they are and standardised over {options['over']}s; "
        f"{options['reports']:g} reports."
    ]
    for title, rows in table.groupby("title", sort=False):
        said = [
            f"{say_group(row.group)} {say_estimate(row.estimate, options)}, standardised "
            f"{say_estimate(row.standardised, options)}"
            for row in rows.itertuples()
        ]
        sentences.append(f"{title}: {'; '.join(said)}.")
    return " ".join(sentences)
