"""Stated dates of a text in many notations and languages, each with its span and precision."""

import re

from analysis.parsing.dates.calendar_words import ARTICLES, SHORT_WEEKDAYS, weekday_names
from analysis.parsing.dates.notations import GAP, NOTATIONS, StatedDate, any_of

_WEEKDAY = r"(?P<weekday>[^\W\d_]{2,15}(?:-[^\W\d_]{4,6})?)"
_WEEKDAY_BEFORE = re.compile(
    rf"{_WEEKDAY}(?P<mark>\.?,?){GAP}[(]?(?:{any_of(ARTICLES)}[^\S\r\n]{{1,3}})?$",
    re.IGNORECASE,
)
_WEEKDAY_AFTER = re.compile(rf"{GAP},?{GAP}[(]?{_WEEKDAY}")
REACH = 32
"""The most characters that a weekday with its comma, bracket and article takes."""


def find_dates(text: str) -> list[StatedDate]:
    """The dates that a text states, in its order; none overlaps another.

    Parameters
    ----------
    text
        Any text; the offsets refer to it as it is.

    Returns
    -------
    list of StatedDate

    Examples
    --------
    >>> [(d.first, d.precision) for d in find_dates("Posted on 14 травня 2022, um 9 Uhr")]
    [(datetime.date(2022, 5, 14), 'day')]
    >>> find_dates("On Monday (October 23)")[0].in_year(2023)
    datetime.date(2023, 10, 23)
    """
    found: list[StatedDate] = []
    taken = bytearray(len(text) + 1)
    for pattern, read in NOTATIONS:
        for match in pattern.finditer(text):
            for stated in read(match):
                if not any(taken[stated.start : stated.end]):
                    taken[stated.start : stated.end] = b"\1" * (stated.end - stated.start)
                    found.append(stated)
    return sorted((_with_weekday(text, stated) for stated in found), key=lambda each: each.start)


def _with_weekday(text: str, stated: StatedDate) -> StatedDate:
    """The date with the weekday that touches it; of two readings, the one that is such a day."""
    if stated.precision not in ("day", "either"):
        return stated
    left = max(0, stated.start - REACH)
    before = _WEEKDAY_BEFORE.search(text[left : stated.start])
    after = _WEEKDAY_AFTER.match(text, stated.end, stated.end + REACH)
    number = _weekday(before)
    if before and number is not None:
        close = text[stated.end : stated.end + 1] == ")" and "(" in before.group()
        span = left + before.start(), stated.end + close
    elif after and (number := weekday_names().get(after["weekday"].casefold())) is not None:
        span = stated.start, after.end()
    else:
        return stated
    stated = stated._replace(start=span[0], end=span[1], weekday=number)
    readings = {stated.first, stated.last} if stated.precision == "either" else set()
    fitting = [day for day in readings if day and day.weekday() == number]
    if len(fitting) == 1:
        return stated._replace(precision="day", first=fitting[0], last=fitting[0])
    return stated


def _weekday(match: re.Match[str] | None) -> int | None:
    """The weekday of a match: a full name, or an abbreviation that is written like one."""
    if not match:
        return None
    word = match["weekday"]
    if word.casefold() in weekday_names():
        return weekday_names()[word.casefold()]
    marked = word[0].isupper() and match["mark"]
    return SHORT_WEEKDAYS.get(word.casefold()) if marked else None
