"""Stated dates of a text in many notations and languages, each with its span and precision.

No library is used for reading: dateparser invents a missing year and reads 03/04/2022 as March.
What cannot be told is kept as what it can be: `03/04/2022` is either of two days, and a day
without a year has none until something else gives it one.
"""

import calendar
import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain
from typing import NamedTuple

from analysis.parsing.dates.calendar_words import (
    ARTICLES,
    BEFORE_SHORT_DATE,
    BEFORE_YEAR,
    BETWEEN,
    DAY_ENDINGS,
    SHORT_MONTHS,
    SHORT_WEEKDAYS,
    WORDS_TOO,
    english_months,
    month_abbreviations,
    month_names,
    weekday_names,
)
from analysis.parsing.sentences import stretches
from analysis.parsing.wordlists import any_of
from analysis.tables.days import Days


class StatedDate(NamedTuple):
    """A date as written, with its weekday where one touches it.

    `precision` is day, either (two readings of one notation), range, month or year. Without a year
    `first` and `last` are missing, and `day` and `month` say what there is.
    """

    start: int
    end: int
    precision: str
    first: date | None
    last: date | None
    day: int | None = None
    month: int | None = None
    weekday: int | None = None

    def in_year(self, year: int) -> date | None:
        """The day in a year; missing where there is no such day or it is no such weekday."""
        if self.day is None or self.month is None:
            return None
        found = day_of(year, self.month, self.day)
        fits = found is not None and self.weekday in (None, found.weekday())
        return found if fits else None

    def days(self, window: Days | None = None) -> list[Days]:
        """The days that it can stand for: as written, or one in each year of a window."""
        if self.first and self.last:
            if self.precision == "either":
                return [Days(self.first, self.first), Days(self.last, self.last)]
            return [Days(self.first, self.last)]
        if window is None:
            return []
        found = map(self.in_year, range(window.first.year, window.last.year + 1))
        return [Days(day, day) for day in found if day and window.first <= day <= window.last]


YEARS = range(1900, 2100)
LEAP_YEAR = 2024
SHORT_YEARS = range(14, 40)
"""A two-digit year is one of the war that began in 2014, or of what is still to come."""

GAP = r"[^\S\r\n]{0,3}"
_BLANK = r"[^\S\r\n]{1,3}"
_WORD = r"(?P<word>[^\W\d_]{2,15}(?:[ ]ال[^\W\d_]{3,6})?)"  # Levantine names have two words
_ALONE = r"(?<![\d.,:/\-])(?<![^\W_])"
_FULL_YEAR = r"(?P<year>\d{4})(?![\d])"

_SHORT_NAMED = re.compile(
    rf"{_ALONE}(?P<day>\d{{1,2}})(?P<sign>[-/]){_WORD}(?P=sign)(?P<year>\d{{4}}|\d{{2}})(?!\d)(?P<to>)",
    re.IGNORECASE,
)
"""`13-Jul-22`, as spreadsheets write it."""

_OF = rf"(?:{any_of(BETWEEN)}{_BLANK})?"
_DAY_FIRST = re.compile(
    rf"{_ALONE}(?P<day>\d{{1,2}})(?:\.?[ ]?[-–—/][ ]?(?P<to>\d{{1,2}}))?"
    rf"(?:-?{any_of(DAY_ENDINGS)}\b)?\.?,?{GAP}{_OF}{_WORD}"
    rf"(?:\.?,?{GAP}{_OF}{_FULL_YEAR})?",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"(?<![^\W_])(?P<word>{any_of([*english_months(), *SHORT_MONTHS])})\.?{_BLANK}"
    r"(?P<day>\d{1,2})(?:[-–](?P<to>\d{1,2}))?"
    rf"(?:st|nd|rd|th)?(?![\d%]|[.,:]\d|[^\W_])(?:,?{_BLANK}{_FULL_YEAR})?",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(
    rf"{_ALONE}(?P<year>\d{{4}})\.?(?:{_BLANK}m\.)?{_BLANK}{_WORD}{_BLANK}(?P<day>\d{{1,2}})(?!\d)"
    r"(?P<to>)",
    re.IGNORECASE,
)
_MONTH_YEAR = re.compile(
    rf"(?<![^\W_])(?<!\d )(?<!\d\. ){_WORD}\.?,?{_BLANK}{_OF}{_FULL_YEAR}", re.IGNORECASE
)
_ISO = re.compile(
    rf"{_ALONE}(?P<year>\d{{4}})(?P<sign>[-/.])(?P<month>\d{{1,2}})(?P=sign)(?P<day>\d{{1,2}})"
    r"(?!\d|[-/]\d)"
)
NUMERIC = re.compile(
    rf"{_ALONE}(?P<a>\d{{1,2}})(?P<sign>[./\-])[ ]?(?P<b>\d{{1,2}})(?P=sign)[ ]?"
    r"(?P<year>\d{4}|\d{2})(?!\d|[./\-]\d)"
)
_SHORT = re.compile(
    rf"(?P<before>[^\W\d_]{{2,15}})\.?,?{_BLANK}"
    r"(?P<date>(?P<day>\d{1,2})\.[ ]?(?P<month>\d{1,2})\.)(?!\d|[ ]?\d{4})"
)
_EAST_ASIAN = re.compile(
    r"(?:(?P<year>\d{4})[ ]?[年년][ ]?)?(?P<month>\d{1,2})[ ]?[月월][ ]?(?P<day>\d{1,2})[ ]?[日일]"
)
_YEAR_ALONE = re.compile(
    rf"\b{any_of(BEFORE_YEAR)}[ -](?P<year>\d{{4}})(?![\d%]|[.,:/-]\d)", re.IGNORECASE
)


def day_of(year: int, month: int, day: int) -> date | None:
    fits = year in YEARS and 1 <= month <= 12 and day >= 1
    return date(year, month, day) if fits and day <= calendar.monthrange(year, month)[1] else None


def _year(digits: str | None) -> int | None:
    if not digits:
        return None
    number = int(digits)
    if len(digits) == 2:
        return 2000 + number if number in SHORT_YEARS else None
    return number if number in YEARS else None


def _of_days(
    span: tuple[int, int], days: list[date | None], several: str = "either"
) -> Iterator[StatedDate]:
    known = [day for day in days if day]
    if known:
        precision = "day" if min(known) == max(known) else several
        yield StatedDate(*span, precision, min(known), max(known))


def _months(match: re.Match[str]) -> frozenset[int]:
    """The months that the word of a match can mean, none where it is only an ordinary word."""
    word, has_year = match["word"].casefold(), bool(match["year"])
    definite = has_year or match["word"][:1].isupper()
    if word in month_names():
        return month_names()[word] if definite or word not in WORDS_TOO else frozenset()
    if word in SHORT_MONTHS and definite:
        return frozenset({SHORT_MONTHS[word]})
    return month_abbreviations().get(word, frozenset()) if has_year else frozenset()


def _spelled(match: re.Match[str]) -> Iterator[StatedDate]:
    months = _months(match)
    days = [int(match["day"]), int(match["to"] or match["day"])]
    year = _year(match["year"])
    if year:
        known = [day_of(year, m, d) for m in months for d in days]
        yield from _of_days(match.span(), known, "range" if days[0] != days[1] else "either")
    elif len(months) == 1 and not match["year"]:
        end = match.end("word") if match.start("day") < match.start("word") else match.end()
        yield from _yearless((match.start(), end), min(months), days[1])


def _yearless(span: tuple[int, int], month: int, day: int) -> Iterator[StatedDate]:
    if day_of(LEAP_YEAR, month, day):
        yield StatedDate(*span, "day", None, None, day, month)


def _month_year(match: re.Match[str]) -> Iterator[StatedDate]:
    months, year = _months(match), _year(match["year"])
    if months and year:
        last = max(months)
        first, final = date(year, min(months), 1), calendar.monthrange(year, last)[1]
        yield StatedDate(*match.span(), "month", first, date(year, last, final))


def _in_figures(match: re.Match[str]) -> Iterator[StatedDate]:
    year, month, day = _year(match["year"]), int(match["month"]), int(match["day"])
    if year:
        yield from _of_days(match.span(), [day_of(year, month, day)])
    elif not match["year"]:
        yield from _yearless(match.span(), month, day)


def _numeric(match: re.Match[str]) -> Iterator[StatedDate]:
    """Day before month, or month before day as in America; with stops only where it must be."""
    a, b, year = int(match["a"]), int(match["b"]), _year(match["year"])
    if year:
        readings = [day_of(year, b, a), day_of(year, a, b)]
        if match["sign"] == "." and readings[0]:
            readings.pop()
        yield from _of_days(match.span(), readings)


def _short(match: re.Match[str]) -> Iterator[StatedDate]:
    before = match["before"].casefold()
    if before in BEFORE_SHORT_DATE or before in weekday_names() or before in SHORT_WEEKDAYS:
        yield from _yearless(match.span("date"), int(match["month"]), int(match["day"]))


def _year_alone(match: re.Match[str]) -> Iterator[StatedDate]:
    year = _year(match["year"])
    if year:
        yield StatedDate(*match.span("year"), "year", date(year, 1, 1), date(year, 12, 31))


NOTATIONS: list[tuple[re.Pattern[str], Callable[[re.Match[str]], Iterator[StatedDate]]]] = [
    (_ISO, _in_figures), (NUMERIC, _numeric), (_EAST_ASIAN, _in_figures), (_YEAR_FIRST, _spelled),
    (_SHORT_NAMED, _spelled), (_DAY_FIRST, _spelled), (_MONTH_FIRST, _spelled),
    (_MONTH_YEAR, _month_year), (_SHORT, _short), (_YEAR_ALONE, _year_alone),
]  # fmt: skip
"""From the most definite: what one has read, the next does not read again."""


_WEEKDAY = r"(?P<weekday>[^\W\d_]{2,15}(?:-[^\W\d_]{4,6})?)"
_WEEKDAY_BEFORE = re.compile(
    rf"{_WEEKDAY}(?P<mark>\.?,?){GAP}[(]?(?:{any_of(ARTICLES)}[^\S\r\n]{{1,3}})?$",
    re.IGNORECASE,
)
_WEEKDAY_AFTER = re.compile(rf"{GAP},?{GAP}[(]?{_WEEKDAY}")
NEAR = 48
"""More characters than a date has before its first figure or behind its last; each has one."""

_FIGURES = re.compile(r"\d+")
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
    near = stretches(text, _FIGURES, NEAR)
    for pattern, read in NOTATIONS:
        for match in chain.from_iterable(pattern.finditer(text, *each) for each in near):
            for stated in read(match):
                if not any(taken[stated.start : stated.end]):
                    taken[stated.start : stated.end] = b"" * (stated.end - stated.start)
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
