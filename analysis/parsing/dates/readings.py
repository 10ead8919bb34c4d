"""What a written day can mean: the value of a header, and a date that can be read in two ways."""

import re
from datetime import date, timedelta

from analysis.parsing.dates.calendar_words import months_in
from analysis.parsing.dates.stated import NUMERIC, StatedDate, find_dates
from analysis.tables.days import Days

MONTH_FIRST = ("en", "und", "zh", "ja", "ko", "hu")
"""Languages in which 03/04/2022 is not for sure a day of April."""


def read_in(language: str, text: str, stated: StatedDate) -> date | None:
    """The one of two readings of a date that a language has: of two months, of day and month."""
    figures = NUMERIC.search(text, stated.start, stated.end)
    if figures:
        meant = {int(figures["b"])} if language not in MONTH_FIRST else set()
    else:
        words = text[stated.start : stated.end].casefold().split()
        meant = {each for word in words for each in months_in(language).get(word.rstrip(".,"), ())}
    readings = [day for day in (stated.first, stated.last) if day and day.month in meant]
    return readings[0] if len(readings) == 1 else None


NIGHT = (4, 21)
"""Hours of universal time before and from which it is another day in some of the countries that
report: until then in America, and from then in Eastern Europe."""

EPOCH = "1970-01-01"
"""What programs write for no day at all."""

_UNIVERSAL = re.compile(
    r"(?P<hour>\d\d):(?P<minute>\d\d)(?P<rest>:\d\d)?(?:[.,]\d+)?\s*(?:Z|[+-]00:?00|UTC|GMT)\b"
)


def read_days(written: str) -> list[Days]:
    """The days that the value of a header, a column or a markup can mean; none, where it has two.

    An instant of universal time near midnight is of either day; midnight itself is how a day is
    written that has no hour.

    Examples
    --------
    >>> [f"{days}" for days in read_days("2022-07-03T22:30:00Z") + read_days("03/04/2022")]
    ['2022-07-03/2022-07-04', '2022-03-04', '2022-04-03']
    """
    written = written.strip()
    if written.startswith(EPOCH):
        return []
    try:
        return [Days.parse(written)]
    except ValueError:
        found = {each[2:5]: each for each in find_dates(written) if each.first}
    if len(found) != 1:
        return []
    days = next(iter(found.values())).days()
    instant = _UNIVERSAL.search(written)
    if not instant or int(instant["hour"] + instant["minute"]) == 0:
        return days
    before = timedelta(days=int(instant["hour"]) < NIGHT[0])
    after = timedelta(days=int(instant["hour"]) >= NIGHT[1])
    return [Days(first - before, last + after) for first, last in days]
