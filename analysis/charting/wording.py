"""Numbers, periods, agreement and tellings in the words of every chart and explorer.

Apart from the charts' look, since an explorer needs the words only: to load Altair takes a second.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from babel import Locale

from analysis.measuring.reliability import UNSURE
from analysis.measuring.retelling.changes import (
    ADDED,
    CHANGED,
    DROPPED,
    FIRST,
    KEPT,
    MAYBE_FIRST,
    NOT_CERTAIN,
    NOT_SEEN,
)
from analysis.tables.days import Days
from analysis.tables.declaring import Noun, noun_of

UNIT_NAMES = {"report": "reports", "call": "calls", "outlet": "outlets"}
SHARES = ("share", "share of words")
VARIABLES = {
    "theme": "Themes", "frame": "Frames", "victim": "Who suffers", "emotive": "Emotive wording",
    "release_motive": "Release motive", "title_voice": "Headline voice",
    "distance": "Words of distance", "quoted": "Quoted words",
}  # fmt: skip


def say_variable(variable: str) -> str:
    """The heading of a variable."""
    return VARIABLES.get(variable, say_group(variable).capitalize())


def say_compared(options: Mapping[Any, Any]) -> str:
    """What is compared: "Themes by kind of outlet"."""
    return f"{say_variable(options['variable'])} by {options['by_words']}"


def noun_of_values(variable: str) -> Noun:
    """What the values of a variable are called."""
    if variable in ("theme", "frame"):
        return Noun(variable, f"{variable}s")
    return Noun(f"value of {variable}", f"values of {variable}")


def say_period(period: pd.Timestamp, every: str | None) -> str:
    """A period as people write it: "June 2023", "Q2 2023", "week of 5 June 2023"."""
    if every is None:
        return "all time"
    if pd.isna(period):
        return "undated"
    day = f"{period.day} {period:%B %Y}"
    quarter = f"Q{period.quarter} {period.year}"
    words = {"month": f"{period:%B %Y}", "year": f"{period.year}", "quarter": quarter}
    return words.get(every, f"week of {day}" if every == "week" else day)


def say_share(share: float) -> str:
    """A share as whole per cent; "under 1 %" rather than 0 for what is not nothing."""
    if pd.isna(share):
        return "not known"
    return "under 1 %" if 0 < share <= 0.005 else f"{share:.0%}".replace("%", " %")


def say_number(number: float, noun: str) -> str:
    """A number with its noun: "1 report", "261 reports"."""
    return f"{number:g} {noun}" if number == 1 else f"{number:g} {noun}s"


def say_measure(options: Mapping[str, Any]) -> str:
    """What the numbers of a table are: "share of reports"."""
    measure = str(options.get("measure", "share"))
    if measure != "share":
        return measure
    return noun_of(options).say(f"share of {UNIT_NAMES[options['unit']]}")


def drop_poor(table: pd.DataFrame, *, poor: bool) -> tuple[pd.DataFrame, str]:
    """The rows to draw, and a sentence on the values left out ("" where none is).

    Parameters
    ----------
    table
        Rows with title, alpha and reliability.
    poor
        Keep the values whose reliability is "poor" (alpha under .4), too.
    """
    bad = table["reliability"] == "poor"
    if poor or not bad.any():
        return table, ""
    named = table[bad].drop_duplicates("title")
    words = ", ".join(
        f"{title} ({say_alpha(alpha)})"
        for title, alpha in zip(named["title"], named["alpha"], strict=True)
    )
    return table[~bad], f"Left out, since the coders hardly agree: {words}. poor=True draws them."


def say_alpha(alpha: float) -> str:
    """Krippendorff's alpha as charts write it."""
    return f"α {'not known' if pd.isna(alpha) else format(alpha, '.2f')}"


def say_short(first: Any, last: Any) -> str:
    """Days as sure as they are, and no longer than they must be.

    Examples
    --------
    >>> day = pd.Timestamp
    >>> say_short(day("2023-10-29"), day("2023-10-29"))
    '29 Oct 2023'
    >>> say_short(day("2023-10-01"), day("2023-10-31"))
    'Oct 2023'
    >>> say_short(day("2023-10-20"), day("2023-11-30"))
    '20 Oct–30 Nov 2023'
    >>> say_short(None, None)
    'undated'
    """
    days = Days.of(first, last)
    if days is None:
        return "undated"
    one, other = days
    whole = one.day == 1 and (pd.Timestamp(other) + pd.Timedelta(days=1)).day == 1
    begins, ends = (
        ("%b" if whole else "%-d %b"),
        f"{other:%b %Y}" if whole else f"{other:%-d %b %Y}",
    )
    if one == other or (whole and (one.year, one.month) == (other.year, other.month)):
        return ends
    if one.year != other.year:
        begins += " %Y"
    elif not whole and one.month == other.month:
        begins = "%-d"
    return f"{one.strftime(begins)}–{ends}"


def say_codes(options: Mapping[Any, Any]) -> str:
    """Whose codes a table holds, by its attrs."""
    who = f" ({options['coder_note']})" if options["coder_note"] else ""
    return f"Codes: {options['coder']}{who}; α: Krippendorff's alpha."


def label_values(table: pd.DataFrame, separator: str, *, coded: bool) -> pd.Series:
    """The title of each row's value with its alpha and, where that is low, a warning."""
    if not coded:
        return table["title"]
    warning = table["reliability"].isin(UNSURE).map({True: ", unreliable", False: ""})
    close = ")" if separator.endswith("(") else ""
    return table["title"] + separator + table["alpha"].map(say_alpha) + warning + close


def is_share(options: dict[str, Any]) -> bool:
    """Whether the estimates lie between 0 and 1."""
    return options["measure"] in SHARES


def say_estimate(number: float, options: dict[str, Any]) -> str:
    """An estimate in the unit of its measure."""
    if is_share(options):
        return say_share(number)
    return "not known" if pd.isna(number) else f"{number:.2f}"


LANGUAGES = Locale("en").languages
"""Code of a language -> its name."""


def say_group(group: str) -> str:
    """A group as people write it, a language by its name.

    Examples
    --------
    >>> say_group("news_site"), say_group("de")
    ('news site', 'German')
    """
    return LANGUAGES.get(group, group.replace("_", " "))


def say_range(low: float, high: float, options: dict[str, Any]) -> str:
    """An interval in the unit of its measure; nothing where there is none."""
    if pd.isna(low):
        return ""
    return f"{say_estimate(low, options)} to {say_estimate(high, options)}"


def is_coded(table: pd.DataFrame) -> bool:
    """Whether coders decided the values, so that their agreement belongs to the numbers."""
    return bool(table["reliability"].ne("not known").any())


def split_groups(table: pd.DataFrame) -> pd.DataFrame:
    """The table with one row a group and value, as of all reports."""
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
    return both.assign(low=float("nan"), high=float("nan"), few=False)


CHANGES = {
    FIRST: "● first that is known",
    MAYBE_FIRST: "○ possibly the first",
    KEPT: "= kept",
    CHANGED: "≠ changed",
    ADDED: "+ added",
    DROPPED: "− dropped",
    NOT_CERTAIN: "~ not certain",
    NOT_SEEN: "? not in what was read",
}
"""Change -> its sign with words; the sign stands in the cell."""

RELEASED, UNKNOWN = "Released", "Step not known"
ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth")


def say_step(step: int) -> str:
    """The heading of a column of tellings: how many hands they are from the release, at least."""
    if step == 0:
        return RELEASED
    word = ORDINALS[step - 1] if step <= len(ORDINALS) else say_ordinal(step)
    return f"{word} retellings" if step == 1 else word


def say_ordinal(number: int) -> str:
    """A place in digits: "1st", "12th", "23rd"."""
    teen = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def say_release(call: pd.Series) -> str:
    """Who released a call; a medium is named as its tellings name it."""
    if pd.isna(call["releaser"]):
        return f"released by: {call['released_by']}"
    return f"released by {call['releaser']}"


def say_language(telling: Any) -> str:
    """In which language a telling is, and from which it was translated."""
    language = say_group(telling.language)
    if pd.isna(telling.translated_from):
        return language
    return f"{language} from {say_group(telling.translated_from)}"


def say_place(telling: Any) -> str:
    """First and last possible place in the order of time: "3", or "3 to 7"."""
    first, last = telling.earliest, telling.latest
    if pd.isna(first) or pd.isna(last):
        return "?"
    return f"{first}" if first == last else f"{first} to {last}"


def is_doubtful(confidence: object) -> bool:
    """Whether a link to the call is known to be less than sure."""
    return bool(pd.notna(confidence) and confidence != "sure")


def say_times(number: int) -> str:
    """How often a call was told."""
    return {0: "Not told", 1: "Told once", 2: "Told twice"}.get(number, f"Told {number} times")
