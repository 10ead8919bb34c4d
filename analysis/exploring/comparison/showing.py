"""Choices of the explorer of groups -> what is drawn of them; plain functions without a widget."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from analysis.charting.wording import (
    drop_poor,
    is_share,
    say_estimate,
    say_group,
    say_measure,
    split_groups,
)
from analysis.exploring.cards import list_cards
from analysis.exploring.choices import Choices
from analysis.exploring.comparison.saying import (
    say_about,
    say_row,
    say_selection,
    say_title,
    say_verdicts,
)
from analysis.measuring.comparison.comparing import On, compare_groups
from analysis.measuring.comparison.grouping import IN_ORDER, group_reports
from analysis.measuring.comparison.shared_calls import tell_shared
from analysis.measuring.comparison.standardising import Over
from analysis.measuring.counting import Unit
from analysis.measuring.reliability import UNSURE
from analysis.measuring.reports import locate_reports
from analysis.measuring.variables import Amounts, measure_reports
from analysis.reading.codes import ADJUDICATED
from analysis.reading.corpus import Corpus

ALL_REPORTS, SAME_CALLS, STANDARDISED = "all", "same", "standardised"
LIKE: dict[Over, On] = {"quarter": "like quarters", "call": "like calls"}

FIRST_VALUES = 6
MOST_GROUPS = 12
"""So many groups are rows of a panel; the others are in the numbers to take away."""

BLUE, RED, GREY = 0, 1, 7
"""Hues of what lies clearly above or below, and of what does not."""


@dataclass(frozen=True)
class GroupChoices(Choices):
    """What the reader of groups chose to compare.

    Attributes
    ----------
    by, variable, groups, values, unit, coder
        As for `compare_groups`; no groups means those that it takes by itself, no values the first
        six.
    mode
        "all" reports, the "same" calls only, or "standardised".
    pair
        The two groups whose common calls are compared.
    over
        What is standardised over.
    poor
        Show values on which the coders hardly agree, too.
    marks
        Group and value whose reports are listed.
    """

    mode: str = ALL_REPORTS
    by: str = "outlet_kind"
    variable: str = "theme"
    groups: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    unit: Unit = "report"
    coder: str = ADJUDICATED
    pair: tuple[str, str] | None = None
    over: Over = "quarter"
    poor: bool = False


_compare = lru_cache(maxsize=16)(compare_groups)
"""Comparisons, kept, since every redrawing asks."""


def compare(corpus: Corpus, choices: GroupChoices) -> pd.DataFrame:
    """The table of a comparison, in the shape that its mode has; no rows without a pair.

    All values are compared, and those chosen are kept: the control of false discoveries counts
    what was looked at, not what one chose to see.
    """
    same = choices.mode == SAME_CALLS
    how: dict[str, Any] = {"groups": (choices.pair if same else choices.groups) or None}
    if same and choices.pair:
        how["on"] = "same calls"
    elif choices.mode == STANDARDISED:
        how["on"] = LIKE[choices.over]
    else:
        how["unit"] = choices.unit
    # Where nobody coded there is no view to choose, and only facts and wording to compare.
    coder = choices.coder or ADJUDICATED
    table = _compare(corpus, choices.by, choices.variable, coder=coder, **how)
    nothing = same and not choices.pair
    kept = table[table["value"].isin(() if nothing else choices.values)].reset_index(drop=True)
    if nothing:
        kept.attrs |= {"reports": 0, "calls": 0}
    return kept


def measure(corpus: Corpus, variable: str, coder: str) -> Amounts:
    """The variable in each report."""
    return measure_reports(corpus, variable, None, coder=coder or ADJUDICATED)


def list_reports(corpus: Corpus, choices: GroupChoices, table: pd.DataFrame) -> pd.DataFrame:
    """The reports of the marks, else all that are compared."""
    amounts = measure(corpus, choices.variable, choices.coder)
    members = list_members(corpus, choices, table, amounts)
    if choices.marks:
        keep = pd.Series(False, index=members.index)
        for group, value in choices.marks:
            of_value = pd.Series(True, index=members.index)
            if value in amounts.values:
                of_value = amounts.having(value).get_indexer(members["report_id"]) >= 0
            keep |= (members["group"].eq(group) | (group is None)) & of_value
        members = members[keep]
    found, ids = locate_reports(corpus), corpus.tables.ids()
    listed = np.zeros(len(ids), dtype=bool)
    listed[ids.get_indexer(members["report_id"])] = True
    return found[listed[found.index]]


def list_members(
    corpus: Corpus, choices: GroupChoices, table: pd.DataFrame, amounts: Amounts
) -> pd.DataFrame:
    """One row a report and group that the table compares."""
    members = group_reports(corpus, choices.by)
    if choices.mode == SAME_CALLS and choices.pair:
        return tell_shared(corpus, members, amounts, groups=choices.pair)
    known = members["group"].cat.categories.isin(table["group"])[members["group"].cat.codes]
    measured = amounts.report_ids.get_indexer(corpus.tables.ids()) >= 0
    return members[known & measured[members.index]]


def read_groups(corpus: Corpus, choices: GroupChoices) -> dict[str, Any]:
    """The reports of the choices to read, under a heading that says what they are."""
    table = compare(corpus, choices)
    found = list_reports(corpus, choices, table)
    return {
        "heading": say_selection(choices.marks, table, found),
        "total": len(found),
        "cards": list_cards(corpus, found, coder=choices.coder or None, shown=choices.shown),
    }


def draw_groups(corpus: Corpus, choices: GroupChoices) -> dict[str, Any]:
    """The picture of the choices: what differs clearly, panels or pairs, sentences."""
    table = compare(corpus, choices)
    shown, left_out = drop_poor(table, poor=choices.poor)
    title, subtitle = say_title(shown)
    return {
        "title": title,
        "subtitle": subtitle,
        "chart": draw_rows(shown, in_order=choices.by in IN_ORDER),
        "verdicts": say_verdicts(shown),
        "notes": [left_out] if left_out else [],
        "about": say_about(corpus, choices.coder, table),
        "csv": table.to_csv(index=False, float_format="%.4f"),
    }  # fmt: skip


def draw_rows(table: pd.DataFrame, *, in_order: bool) -> dict[str, Any]:
    """The chart of a comparison: a panel a value, or one of pairs where there are two groups."""
    options = table.attrs
    if "other_estimate" in table:
        panels = [_pair_panel(split_groups(table), options)]
    elif table["group"].nunique() == 2 and "standardised" not in table:
        panels = [_pair_panel(table, options)]
    else:
        panels = [
            _group_panel(rows, options, in_order=in_order)
            for _, rows in table.groupby("value", sort=False)
        ]
    panels = [panel for panel in panels if panel["rows"]]
    ends = [
        end for panel in panels for row in panel["rows"] for dot in row["dots"]
        for end in (dot["x"], dot["low"], dot["high"]) if end is not None
    ]  # fmt: skip
    return {
        "kind": "rows",
        "percent": is_share(options),
        "measure": say_measure(options),
        "from": min([0.0, *ends]),
        "to": min(max([*ends, 0.1]), 1.0) if is_share(options) else max([*ends, 0.1]),
        "panels": panels,
    }


def _dot(row: Any, hue: int, fields: tuple[str, str, str] = ("estimate", "low", "high")) -> Any:
    numbers = [getattr(row, field) for field in fields]
    x, low, high = (None if pd.isna(each) else round(float(each), 4) for each in numbers)
    few = bool(getattr(row, "few", False))
    return {
        "x": x, "low": low, "high": high, "hue": hue, "few": few,
        "shaky": row.reliability in UNSURE,
    }  # fmt: skip


def _hue(row: Any, options: dict[str, Any]) -> int:
    if pd.isna(row.q) or row.q > options["alpha_level"]:
        return GREY
    gap = getattr(row, "standardised_difference", row.difference)
    return BLUE if gap > 0 else RED


def _group_panel(rows: pd.DataFrame, options: dict[str, Any], *, in_order: bool) -> dict[str, Any]:
    """One value: a row a group, the highest first unless groups follow each other."""
    best = "standardised" if "standardised" in rows else "estimate"
    if not in_order:
        rows = rows.sort_values(best, ascending=False, kind="stable")
    if len(rows) > MOST_GROUPS:  # the largest
        rows = rows[rows["reports"].rank(ascending=False, method="first") <= MOST_GROUPS]
    first = rows.iloc[0]
    drawn = []
    for row in rows.itertuples():
        dots = [_dot(row, _hue(row, options))]
        if best == "standardised":
            ends = ("standardised", "standardised_low", "standardised_high")
            dots = [_dot(row, GREY) | {"few": True, "low": None, "high": None},
                    _dot(row, _hue(row, options), ends)]  # fmt: skip
        drawn.append({
            "mark": [row.group, row.value],
            "label": say_group(row.group),
            "dots": dots,
            "text": say_estimate(getattr(row, best), options),
            "said": say_row(row, options),
        })  # fmt: skip
    return {
        "key": first["value"], "title": first["title"], "rows": drawn,
        "line": _mean(rows, options),
    }  # fmt: skip


def _mean(rows: pd.DataFrame, options: dict[str, Any]) -> float | None:
    """What all groups together have: the line to compare with."""
    if "count" not in rows or not rows["total"].sum() or not is_share(options):
        return None
    return round(float(rows["count"].sum() / rows["total"].sum()), 4)


def _pair_panel(table: pd.DataFrame, options: dict[str, Any]) -> dict[str, Any]:
    """Two groups: a row a value with both dots and, at the right, their difference."""
    groups = table["group"].unique().tolist()
    drawn = []
    for _, rows in table.groupby("value", sort=False):
        one, other = list(rows.itertuples())
        gap = (one.difference, one.difference_low, one.difference_high)
        clear = _hue(one, options) != GREY
        drawn.append({
            "mark": [one.group, one.value],
            "label": one.title,
            "dots": [
                _dot(each, hue) | {"mark": [each.group, each.value], "said": say_row(each, options)}
                for each, hue in ((one, BLUE), (other, RED))
            ],
            "text": _say_gap(gap, options),
            "clear": clear,
            "said": say_row(one, options),
            "high": one.estimate,
        })  # fmt: skip
    drawn.sort(key=lambda row: -row.pop("high"))
    names = [say_group(group) for group in groups]
    return {
        "key": None, "title": "", "rows": drawn, "line": None,
        "legend": [
            {"hue": hue, "label": name} for hue, name in zip((BLUE, RED), names, strict=False)
        ],
        "column": f"{names[0]} minus {names[1]}" if len(names) == 2 else "",
    }  # fmt: skip


def _say_gap(gap: tuple[float, float, float], options: dict[str, Any]) -> str:
    """A difference with its interval: "+12 (-3 to 29)", in points where it is one of shares."""
    if pd.isna(gap[1]):
        return "too few"
    form = "{:+.0f}" if is_share(options) else "{:+.2f}"
    scale = 100 if is_share(options) else 1
    middle, low, high = (form.format(each * scale).replace("-", "−") for each in gap)
    return f"{middle} ({low} to {high})"
