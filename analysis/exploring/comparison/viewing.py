"""What a reader chose to compare, and the plain functions that turn it into table, chart, list."""

from dataclasses import dataclass
from functools import partial
from html import escape
from typing import Any

import pandas as pd

from analysis.charting.comparison import say_estimate, say_group, say_range
from analysis.charting.wording import drop_poor, say_number
from analysis.exploring.styles import VERDICTS, dress
from analysis.measuring.comparison.comparing import On, compare_groups
from analysis.measuring.comparison.grouping import group_reports
from analysis.measuring.comparison.shared_calls import tell_shared
from analysis.measuring.comparison.standardising import Over
from analysis.measuring.counting import Unit
from analysis.measuring.reports import find_reports
from analysis.measuring.variables import Amounts, measure_reports
from analysis.reading.codes import ADJUDICATED
from analysis.reading.corpus import Corpus

ALL_REPORTS, SAME_CALLS, STANDARDISED = "all", "same", "standardised"
MODES = {
    "All reports": ALL_REPORTS, "Same calls only": SAME_CALLS, "Standardised": STANDARDISED,
}  # fmt: skip

LIKE: dict[Over, On] = {"quarter": "like quarters", "call": "like calls"}

SENTENCES = 6
"""So many sentences are shown at once, the surest first; the others unfold."""

Mark = tuple[str, str]


@dataclass(frozen=True)
class Comparison:
    """What the reader has chosen to compare.

    Attributes
    ----------
    by, variable, groups, values, unit, coder
        As for `compare_groups`; no groups or values means those that it takes by itself.
    mode
        "all" reports, the "same" calls only, or "standardised".
    pair
        The two groups whose common calls are compared.
    over
        What is standardised over.
    poor
        Show values on which the coders hardly agree, too.
    listed
        Group and value whose reports are listed; missing means all that are compared.
    marks
        Marks clicked: group and value.
    """

    by: str
    variable: str = "theme"
    groups: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    unit: Unit = "report"
    coder: str = ADJUDICATED
    mode: str = ALL_REPORTS
    pair: Mark | None = None
    over: Over = "quarter"
    poor: bool = False
    listed: Mark | None = None
    marks: tuple[Mark, ...] = ()


def compare(corpus: Corpus, view: Comparison) -> pd.DataFrame:
    """The table of a comparison, in the shape that its mode has; no rows without a pair.

    All values are compared, and those chosen are kept: the control of false discoveries counts
    what was looked at, not what one chose to see.
    """
    table = _compare_all(corpus, view)
    if not view.values:
        return table
    kept = table[table["value"].isin(view.values)].reset_index(drop=True)
    kept.attrs = table.attrs
    return kept


def _compare_all(corpus: Corpus, view: Comparison) -> pd.DataFrame:
    # Where nobody coded there is no view to choose, and only facts and wording to compare.
    coder = view.coder or ADJUDICATED
    compare_all = partial(compare_groups, corpus, view.by, view.variable, coder=coder)
    groups = view.groups or None
    if view.mode == STANDARDISED:
        return compare_all(on=LIKE[view.over], groups=groups)
    if view.mode == SAME_CALLS and view.pair:
        return compare_all(on="same calls", groups=view.pair)
    table = compare_all(groups=groups, unit=view.unit)
    if view.mode == ALL_REPORTS:
        return table
    nothing = table.head(0)
    nothing.attrs = table.attrs | {"reports": 0, "calls": 0}
    return nothing


def list_reports(corpus: Corpus, view: Comparison, table: pd.DataFrame) -> pd.DataFrame:
    """The reports of the marks clicked, else of the mark listed, else all that are compared."""
    amounts = measure_reports(corpus, view.variable, None, coder=view.coder)
    members = _members(corpus, view, table, amounts)
    marks = view.marks or ((view.listed,) if view.listed else ())
    if marks:
        keep = pd.Series(False, index=members.index)
        for group, value in marks:
            having = amounts.report_ids[amounts.amount[:, amounts.values.index(value)] > 0]
            keep |= members["group"].eq(group) & members["report_id"].isin(having)
        members = members[keep]
    found = find_reports(corpus)
    return found[found["report_id"].isin(members["report_id"])].reset_index(drop=True)


def _members(
    corpus: Corpus, view: Comparison, table: pd.DataFrame, amounts: Amounts
) -> pd.DataFrame:
    """One row a report and group that the table compares."""
    members = group_reports(corpus, view.by)
    if view.mode == SAME_CALLS and view.pair:
        return tell_shared(corpus, members, amounts, groups=view.pair)
    shown = members["group"].isin(table["group"]) & members["report_id"].isin(amounts.report_ids)
    return members[shown]


def say_marks(view: Comparison, table: pd.DataFrame, found: pd.DataFrame) -> str:
    """What the list under the chart holds, in words."""
    titles = dict(zip(table["value"], table["title"], strict=True))
    marks = view.marks or ((view.listed,) if view.listed else ())
    what = ", ".join(f"{say_group(group)}: {titles.get(value, value)}" for group, value in marks)
    return f"{say_number(len(found), 'report')} ({what or 'all compared'})"


def verdicts_html(table: pd.DataFrame, view: Comparison) -> str:
    """What the comparison allows to say, the surest first, as escaped HTML."""
    shown, left_out = drop_poor(table, poor=view.poor)
    rows = shown.drop_duplicates("value") if shown["group"].nunique() == 2 else shown
    rows = rows.sort_values(["q", "p"], kind="stable")
    items = [_sentence(row, table.attrs) for row in rows.itertuples()]
    rest = "".join(items[SENTENCES:])
    more = (
        f"<details><summary>{len(items) - SENTENCES} more</summary><ul>{rest}</ul></details>"
        if rest
        else ""
    )
    reason = f"<p>{escape(left_out)}</p>" if left_out else ""
    return dress(
        VERDICTS,
        '<section class="overheard-verdicts" aria-live="polite" aria-label="What can be said">'
        f"<p><strong>{escape(say_verdicts(rows, table.attrs))}</strong></p>"
        f"<ul>{''.join(items[:SENTENCES])}</ul>{more}{reason}</section>",
    )


def say_verdicts(rows: pd.DataFrame, options: dict[str, Any]) -> str:
    """How many of the differences are more than chance."""
    if rows.empty:
        return f"Nothing to compare: by {options['by_words']}, no two groups are large enough"
    tested = say_number(int(rows["q"].notna().sum()), "difference")
    differ = int(rows["q"].le(options["alpha_level"]).sum())
    few = int(rows["q"].isna().sum())
    left = f"; {few} rest on too few calls to tell" if few else ""
    return f"{differ or 'None'} of {tested} can be told from chance{left}"


def _sentence(row: Any, options: dict[str, Any]) -> str:
    number = say_estimate(row.estimate, options)
    if "other" in row._fields:
        other = say_estimate(row.other_estimate, options)
        said = f"{say_group(row.group)} {number}, {say_group(row.other)} {other}"
    elif "standardised" in row._fields:
        adjusted = say_estimate(row.standardised, options)
        said = f"{say_group(row.group)} {number}, standardised {adjusted}"
    else:
        said = f"{say_group(row.group)} {number} ({say_range(row.low, row.high, options)})"
    return f"<li><b>{escape(row.title)}</b>: {escape(f'{said}: {say_group(row.verdict)}')}.</li>"
