"""How a call, its tellings and what became of its details are said, in charts and explorers."""

from typing import Any

import pandas as pd

from analysis.charting.wording import say_group
from analysis.measuring.retelling.changing import (
    ADDED,
    CHANGED,
    DROPPED,
    FIRST,
    KEPT,
    MAYBE_FIRST,
    NOT_CERTAIN,
    NOT_SEEN,
)

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
