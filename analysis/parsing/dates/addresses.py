"""The date in a page's address: `/2023/10/29/`, `/2023/oct/29/`, `20231029`, `/2023/10/`."""

import calendar
import re
from datetime import date

from analysis.parsing.dates.calendar_words import SHORT_MONTHS, english_months, month_names
from analysis.parsing.dates.notations import YEARS, day_of

_DAY = re.compile(
    r"(?<!\d)(?P<year>20[12]\d)(?P<sign>[-/_.]?)(?P<month>\d{2}|[a-z]{3,9})(?P=sign)(?P<day>\d{1,2})(?!\d)",
    re.IGNORECASE,
)
_DAY_FIRST = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})(?P<sign>[-/_.])(?P<month>\d{2}|[a-z]{3,9})(?P=sign)(?P<year>20[12]\d)(?!\d)",
    re.IGNORECASE,
)
_MONTH = re.compile(r"/(?P<year>20[12]\d)[-/](?P<month>\d{2}|[a-z]{3,9})(?=/|$)", re.IGNORECASE)


def parse_address_date(address: str) -> tuple[date, date] | None:
    """First and last day that an address can stand for; missing when it holds no date.

    Examples
    --------
    >>> parse_address_date("https://news.example/world/2023/oct/29/call")
    (datetime.date(2023, 10, 29), datetime.date(2023, 10, 29))
    """
    for pattern in (_DAY, _DAY_FIRST):
        for match in pattern.finditer(address):
            month = _month(match["month"])
            whole = match["sign"] or len(match["day"]) == 2
            day = day_of(int(match["year"]), month, int(match["day"])) if whole else None
            if day:
                return day, day
    for match in _MONTH.finditer(address):
        month, year = _month(match["month"]), int(match["year"])
        if month and year in YEARS:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    return None


def _month(word: str) -> int:
    """1 to 12; 0 for what is no month."""
    if word.isdigit():
        return int(word) if 1 <= int(word) <= 12 else 0
    word = word.casefold()
    return min(month_names()[word]) if word in english_months() else SHORT_MONTHS.get(word, 0)
