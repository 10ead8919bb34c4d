"""What charts of comparisons share: words for numbers, notes, and the rows that are dots."""

import textwrap
from typing import Any

import pandas as pd

from analysis.charting.agreement import UNSURE, label_values
from analysis.charting.codes import UNIT_NAMES
from analysis.charting.comparison.dots import COLUMNS, DIFFERENCE, FIELDS, PAIR_SHIFT, STAR, Axes
from analysis.charting.style import say_number, say_share
from analysis.charting.themes import Spec

LINE = 96
"""Letters in a line of the subtitle that fit above the marks."""

HEADER = 20
"""Letters in a line of a panel's header."""

GAPS = ("difference", "difference_low", "difference_high")
SHARES = ("share", "share of words")
VARIABLES = {
    "theme": "Themes", "frame": "Frames", "victim": "Who suffers", "emotive": "Emotive wording",
    "release_motive": "Release motive", "title_voice": "Headline voice",
    "distance": "Words of distance", "quoted": "Quoted words",
}  # fmt: skip


def say_title(options: dict[str, Any]) -> str:
    """What is compared: "Themes by kind of outlet"."""
    variable = str(options["variable"])
    return f"{VARIABLES.get(variable, variable.capitalize())} by {options['by_words']}"


def is_share(options: dict[str, Any]) -> bool:
    """Whether the estimates lie between 0 and 1."""
    return options["measure"] in SHARES


def estimate_axes(options: dict[str, Any]) -> Axes:
    """Titles and number format for the measure of a comparison."""
    if not is_share(options):
        measure = str(options["measure"])
        return Axes(measure, ".1f", "difference", "+.1f")
    what = "words" if options["measure"] != "share" else UNIT_NAMES[options["unit"]]
    return Axes(f"share of {what}", "%", "difference, points")


def gap_scale(options: dict[str, Any]) -> float:
    """Differences of shares are drawn in points, which are hundredths."""
    return 100.0 if is_share(options) else 1.0


def say_estimate(number: float, options: dict[str, Any]) -> str:
    """An estimate in the unit of its measure."""
    if is_share(options):
        return say_share(number)
    return "not known" if pd.isna(number) else f"{number:.2f}"


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
    if not is_coded(table):
        return f"{number} {options['base']}."
    who = f" ({options['coder_note']})" if options["coder_note"] else ""
    return f"{number} Codes: {options['coder']}{who}; α: Krippendorff's alpha."


def is_coded(table: pd.DataFrame) -> bool:
    """Whether coders decided the values, so that their agreement belongs to the numbers."""
    return bool(table["reliability"].ne("not known").any())


def note_rows(table: pd.DataFrame) -> list[str]:
    """What the marks mean, as far as they occur."""
    options = table.attrs
    notes = ["Bars: 95 % intervals that resample calls."]
    if "q" in table:
        rate = f"{options['alpha_level']:.0%}".replace("%", " %")
        notes[0] += f" {STAR} differs (false-discovery rate {rate} over "
        notes[0] += f"{say_number(options['family'], 'test')})."
    if "few" in table and table["few"].any():
        notes.append("Pale with a hole: fewer than five independent calls, too few to tell.")
    if table["reliability"].isin(UNSURE).any():
        notes.append("Diamond, dashed: coders agree too little (α under .667) for any conclusion.")
    return notes


def dot_rows(table: pd.DataFrame, *, separator: str = " (") -> pd.DataFrame:
    """One row a row of the table, with what every dot has (see `charting.comparison.dots.COLUMNS`).

    `separator` stands between the title of a value and its alpha.
    """
    options = table.attrs
    data = pd.DataFrame("", index=table.index, columns=COLUMNS, dtype="object")
    data[[*FIELDS, "verdict"]] = table[[*FIELDS, "verdict"]]
    data["what"] = label_values(table, separator, coded=is_coded(table))
    data["who"] = table["group"].map(say_group)
    data[["x", "low", "high"]] = table[["estimate", "low", "high"]].round(4)
    data[["x2", "gap", "gap_low", "gap_high"]] = None
    data["few"] = table.get("few", False)
    data["shaky"] = table["reliability"].isin(UNSURE)
    if "q" in table:
        data["star"] = table["q"].lt(options["alpha_level"]).map({True: STAR, False: ""})
    data["said"] = [say_estimate(each, options) for each in table["estimate"]]
    data["interval"] = [
        say_range(*ends, options) for ends in zip(table["low"], table["high"], strict=True)
    ]
    data["basis"] = [
        f"{reports:.0f} reports of {calls:.0f} calls"
        for reports, calls in zip(table["reports"], table["calls"], strict=True)
    ]
    data["words"] = data["who"] + ", " + table["title"] + ": " + data["said"]
    return data


def say_group(group: str) -> str:
    """A group as people write it."""
    return group.replace("_", " ")


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


def say_range(low: float, high: float, options: dict[str, Any]) -> str:
    """An interval in the unit of its measure; nothing where there is none."""
    if pd.isna(low):
        return ""
    return f"{say_estimate(low, options)} to {say_estimate(high, options)}"


def dress(form: Spec, title: str, lines: list[str], description: str) -> Spec:
    """A form with the words that belong to its data; empty lines are left out, long ones cut."""
    subtitle = [part for line in lines for part in textwrap.wrap(line, LINE)]
    # From the left edge of the labels, which are long.
    heading = form["title"] | {"text": title, "subtitle": subtitle, "frame": "bounds"}
    return form | {"title": heading, "description": description}
