"""Groups of reports compared: estimates, differences, and how far to trust either."""

import textwrap
from collections.abc import Callable
from typing import Any, NamedTuple

import altair as alt
import pandas as pd

from analysis.charting.forest import (
    COLUMNS,
    DIFFERENCE,
    FIELDS,
    PAIR_SHIFT,
    SIDES_SHIFT,
    STAR,
    Axes,
    draw_pairs,
    draw_panels,
)
from analysis.charting.style import finish
from analysis.charting.wording import (
    drop_poor,
    is_coded,
    is_share,
    label_values,
    say_codes,
    say_compared,
    say_estimate,
    say_group,
    say_measure,
    say_number,
    say_range,
    say_share,
    split_groups,
)
from analysis.measuring.reliability import UNSURE
from analysis.tables.declaring import noun_of

LINE = 96
"""Letters in a line of the subtitle that fit above the marks."""

HEADER = 20
"""Letters in a line of a panel's header."""

GAPS = ("difference", "difference_low", "difference_high")


RAW, STANDARDISED = "as it is", "standardised"


class Drawing(NamedTuple):
    """What is drawn of a table.

    Attributes
    ----------
    dots
        One row a dot (`forest.COLUMNS`), with `told`: what the description says of it.
    how
        What stands where, a sentence or two.
    pairs
        Two dots a row with their difference beside them; else panels.
    title, axis
        What is added to the title, and what the dots are where it is not what the measure says.
    tail
        What is said of each value besides its dots, by value.
    """

    dots: pd.DataFrame
    how: str
    pairs: bool = False
    title: str = ""
    axis: str = ""
    tail: dict[str, str] = {}


def draw_comparison(
    table: pd.DataFrame, *, poor: bool = False, columns: int = 3
) -> alt.TopLevelMixin:
    """Draw what `compare_groups` gives; see `chart_estimates`."""
    shown, left_out = drop_poor(table, poor=poor)
    draw = next(draw for column, draw in DRAWN.items() if column in shown)
    drawing = draw(shown)
    axes = estimate_axes(shown.attrs)
    axes = axes._replace(title=drawing.axis or axes.title)
    dots = drawing.dots[COLUMNS]
    title = f"{say_compared(shown.attrs)}{drawing.title}"
    lines = [say_basis(shown), drawing.how, *note_rows(shown), left_out]
    chart = finish(
        draw_pairs(dots, axes) if drawing.pairs else draw_panels(dots, axes, columns=columns),
        title=title,
        subtitle=[part for line in lines for part in textwrap.wrap(line, LINE)],
        description=describe_comparison(drawing, title, shown.attrs),
    )
    # From the left edge of the labels, which are long.
    chart.title.frame = "bounds"
    return chart


def draw_all(table: pd.DataFrame) -> Drawing:
    """All reports: pairs of two groups, or a panel a value."""
    groups = [say_group(group) for group in table["group"].unique()]
    if len(groups) == 2:
        how = f"Grey: the gap. On the right: {groups[0]} minus {groups[1]}."
        return Drawing(pair_rows(table), how, pairs=True)
    how = "After each group: its reports/independent calls. It is compared with all others."
    return Drawing(panel_rows(table), noun_of(table.attrs).say(how))


def draw_same_calls(table: pd.DataFrame) -> Drawing:
    """The same calls: means over the calls that both groups told."""
    options, say = table.attrs, noun_of(table.attrs).say
    names = (table["group"], table["other"])
    group, other = (say_group(each.iloc[0]) if len(each) else "a group" for each in names)
    dots = pair_rows(split_groups(table))
    tail = {
        row.value: f"; more {row.more}, fewer {row.fewer}, alike {row.same}"
        for row in table.itertuples()
    }
    dots["row"] += dots["value"].map(tail)
    on = say(
        f"Only the {say_number(options['calls'], 'call')} that both told, in "
        f"{options['clusters']:g} independent groups; dots are means over these calls, each "
        "counted once."
    )
    within = say("within calls; more, fewer, alike: in so many calls.")
    return Drawing(
        dots,
        f"{on} On the right: {group} minus {other}, {within}",
        pairs=True,
        title=say(", in the same calls"),
        axis=say("mean of the calls") if is_share(options) else "",
        tail=tail,
    )


def draw_standardised(table: pd.DataFrame) -> Drawing:
    """Like quarters or calls: in each row the raw estimate and the standardised one."""
    options = table.attrs
    over = noun_of(options).say(f"{options['over']}s")
    return Drawing(
        standardised_rows(table),
        f"Standardised: as if each group had covered the {over} as all reports together did. In "
        f"brackets: how much of that it covers. Compared: the {options['common']} of "
        f"{options['strata']} {over} that all groups cover, {say_share(options['kept'])} of the "
        "reports.",
        title=f", standardised over {over}",
    )


DRAWN: dict[str, Callable[[pd.DataFrame], Drawing]] = {
    "standardised": draw_standardised, "other_estimate": draw_same_calls, "estimate": draw_all,
}  # fmt: skip
"""A column that a table has -> how it is drawn."""


def describe_comparison(drawing: Drawing, title: str, options: dict[str, Any]) -> str:
    """The chart in words: on how much each group rests, and the estimates of each value."""
    dots = drawing.dots
    groups = dots.drop_duplicates("group")
    who = "; ".join(f"{row.who}, {row.basis}" for row in groups.itertuples())
    said = [
        f"{rows['title'].iloc[0]}: {', '.join(rows['told'])}{drawing.tail.get(value, '')}."
        for value, rows in dots.groupby("value", sort=False)
    ]
    number = f"{title}: dots with 95 % intervals, {options['reports']:g} reports."
    return " ".join([number, f"{who or 'no group'}.", *said])


def estimate_axes(options: dict[str, Any]) -> Axes:
    """Titles and number format for the measure of a comparison."""
    if not is_share(options):
        return Axes(say_measure(options), ".1f", "difference", "+.1f")
    return Axes(say_measure(options), "%", "difference, points")


def gap_scale(options: dict[str, Any]) -> float:
    """Differences of shares are drawn in points, which are hundredths."""
    return 100.0 if is_share(options) else 1.0


def say_basis(table: pd.DataFrame) -> str:
    """On what a comparison rests: unit, number of reports and calls, coders."""
    options = table.attrs
    left = "".join(
        f"; {options[name]:g} {words}"
        for name, words in (("left_out", "reports of other groups"), ("uncoded", "not measured"))
        if options.get(name)
    )
    calls = options.get("clusters", options["calls"])
    number = f"n = {options['reports']:g} reports of {calls:g} independent calls{left}."
    number = noun_of(options).say(number)
    if not is_coded(table):
        return f"{number} {options['base']}."
    return f"{number} {say_codes(options)}"


def note_rows(table: pd.DataFrame) -> list[str]:
    """What the marks mean, as far as they occur."""
    options, say = table.attrs, noun_of(table.attrs).say
    notes = [say("Bars: 95 % intervals that take the reports of a call together.")]
    if "q" in table:
        rate = f"{options['alpha_level']:.0%}".replace("%", " %")
        notes[0] += f" {STAR} differs (false-discovery rate {rate} over "
        notes[0] += f"{say_number(options['family'], 'test')})."
    if "few" in table and table["few"].any():
        notes.append(say("Hollow: fewer than five independent calls, too few to tell."))
    if table["reliability"].isin(UNSURE).any():
        notes.append("Diamond, dashed: coders agree too little (α under .667) for any conclusion.")
    return notes


def dot_rows(table: pd.DataFrame, *, separator: str = " (") -> pd.DataFrame:
    """One row a row of the table, with what every dot has (see `Drawing`).

    `separator` stands between the title of a value and its alpha.
    """
    options = table.attrs
    data = pd.DataFrame("", index=table.index, columns=COLUMNS, dtype="object")
    data[[*FIELDS, "verdict"]] = table[[*FIELDS, "verdict"]]
    data["what"] = label_values(table, separator, coded=is_coded(table))
    data["who"] = table["group"].map(say_group).astype("str")
    data[["x", "low", "high"]] = table[["estimate", "low", "high"]].round(4)
    data[["x2", "gap", "gap_low", "gap_high"]] = None
    data["few"] = table.get("few", False)
    data["shaky"] = table["reliability"].isin(UNSURE)
    if "q" in table:
        data["star"] = table["q"].lt(options["alpha_level"]).map({True: STAR, False: ""})
    said = [say_estimate(each, options) for each in table["estimate"]]
    data["said"] = pd.Series(said, index=table.index, dtype="str")
    data["interval"] = [
        say_range(*ends, options) for ends in zip(table["low"], table["high"], strict=True)
    ]
    data["basis"] = [
        noun_of(options).say(f"{reports:.0f} reports of {calls:.0f} calls")
        for reports, calls in zip(table["reports"], table["calls"], strict=True)
    ]
    words = ["said", "interval", "basis"]
    data[words] = data[words].astype("str")  # where there is no row, too
    data["words"] = data["who"] + ", " + table["title"] + ": " + data["said"]
    data["title"] = table["title"]
    data["told"] = data["who"] + " " + data["said"] + data["star"].map({STAR: f" {STAR}", "": ""})
    return data


def panel_rows(table: pd.DataFrame) -> pd.DataFrame:
    """One row a group and value, as the panels draw it: one panel a value, one row a group."""
    data = dot_rows(table)
    data["row"] = [
        f"{who} ({reports:.0f}/{calls:.0f})"
        for who, reports, calls in zip(data["who"], table["reports"], table["calls"], strict=True)
    ]
    # One row a group, even where a value has another number of reports than the others.
    data["row"] = data.groupby("group", sort=False)["row"].transform("first")
    data["row_order"] = pd.factorize(table["group"])[0]
    data["panel"] = data["what"].map(_head)
    return data.assign(panel_order=pd.factorize(table["value"])[0])


def _head(what: str) -> str:
    # No break after the letter alpha: a blank that does not break stands there.
    return "\n".join(textwrap.wrap(what.replace("α ", "α\u00a0"), HEADER))


def pair_rows(table: pd.DataFrame) -> pd.DataFrame:
    """One row a group and value, as the pairs draw it; the first of two holds their difference."""
    data = dot_rows(table, separator="\n")
    data["row"], data["row_order"] = data["what"], pd.factorize(table["value"])[0]
    data["side"] = (data["who"] + ": " + data["basis"]).groupby(table["group"]).transform("first")
    data["side_order"] = pd.factorize(table["group"])[0]
    data["shift"] = data["side_order"].map(dict(enumerate(PAIR_SHIFT)))
    first = data["side_order"] == 0
    other = table[~first].set_index("value")["estimate"]
    data["x2"] = table["value"].map(other).where(first)
    scale = gap_scale(table.attrs)
    for field, column in zip(DIFFERENCE, GAPS, strict=True):
        data[field] = (table[column] * scale).round(4).where(first)
    data["star"] = data["star"].where(first, "")
    return data


def standardised_rows(table: pd.DataFrame) -> pd.DataFrame:
    """One row a group, value and side: raw above, standardised below."""
    ends = {name: f"standardised_{name}" for name in ("low", "high")}
    columns = {"estimate": "standardised"} | ends
    adjusted = table.assign(**{name: table[column] for name, column in columns.items()})
    sides = []
    # The test is one of the standardised difference.
    raw = table.assign(q=float("nan"))
    covered = table.groupby("group")["covered"].transform("first")
    covered = covered.map(say_share).astype("str")
    for number, (side, rows) in enumerate({RAW: raw, STANDARDISED: adjusted}.items()):
        data = panel_rows(rows)
        data["row"] = data["who"] + " (" + covered + ")"
        if side == STANDARDISED:
            told = zip(data["told"], data["who"], strict=True)
            data["told"] = [each.replace(who, f"{who} {STANDARDISED}", 1) for each, who in told]
        sides.append(data.assign(side=side, side_order=number, shift=SIDES_SHIFT[number]))
    both = pd.concat(sides).sort_index(kind="stable")
    return both.reset_index(drop=True)
