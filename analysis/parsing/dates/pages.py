"""The dates that a page gives for itself: in lines such as `Posted on 14 May 2022`, in datelines
and in its address (`/2023/10/29/`, `/2023/oct/29/`, `20231029`, `/2023/10/`).
"""

import calendar
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from analysis.parsing.dates.calendar_words import SHORT_MONTHS, english_months, month_names
from analysis.parsing.dates.stated import YEARS, StatedDate, day_of, find_dates
from analysis.parsing.prose import NOT_TOLD
from analysis.parsing.spans import Paragraph, Span
from analysis.parsing.wordlists import any_word, read_words

LINE = 160
"""Signs in a line that may be a page's own date; longer ones are paragraphs that hold a date."""

REST = 50
"""Signs behind the date in such a line: an hour, a zone, a name, a rubric."""

OWN_KINDS = ("date", "byline", "dateline")

_PLACE = re.compile(r"[^\W\d_a-z][\w./’' -]{1,40}(?:, [A-Z][\w. ]{1,20})?,? ?\(?")
_DASH = re.compile(r"\.?\)?,? ?(?:\([^()\r\n]{2,30}\)|[A-Z]{2,5})? ?[-–—]")
_CRAWLED = re.compile(r"date (?P<year>\d{4})-(?P<month>\d\d)(?:-(?P<day>\d\d))?(?!\S)")
_ADDRESS = re.compile(r"https?://[^\s<>\"']{4,500}")


class PageDate(NamedTuple):
    """A date that a page gives for itself: `kind` is published, updated, plain or dateline."""

    stated: StatedDate
    kind: str


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    words = read_words("dates")
    return tuple((kind, any_word(words[kind])) for kind in ("updated", "published"))


@cache
def _starts() -> re.Pattern[str]:
    words = read_words("dates")
    both = sorted({*words["published"], *words["updated"]} - {"vom", "date", "datum"}, key=len)
    either = "|".join(map(re.escape, reversed(both)))
    return re.compile(
        rf"\W{{0,3}}(?:(?:{either})(?:[ ]?[:|]|[ ](?=[\d(]|[^\W\d_a-z]))|(?:date|datum|дата)\b)",
        re.IGNORECASE,
    )


def find_page_dates(text: str, paragraphs: list[Paragraph]) -> list[PageDate]:
    """The dates of a page for itself, in text order; furniture has none of them.

    A line counts by its kind, or when it is short and begins with a word such as `Published:`.
    """
    found: list[PageDate] = list(_crawled(text, paragraphs[0])) if paragraphs else []
    seen_body = False
    for each in paragraphs:
        line = text[each.start : each.end]
        if each.furniture == "timestamp":
            found += _in_line(line, each.start, dateline=False)
        if each.furniture is not None or each.kind in NOT_TOLD:
            continue
        if each.kind in OWN_KINDS or _gives_date(line):
            found += _in_line(line, each.start, dateline=each.kind == "dateline")
        elif each.kind == "body" and not seen_body:
            seen_body = len(line) > LINE
            found += _dateline(line, each.start)
    return found


def _crawled(text: str, first: Paragraph) -> Iterator[PageDate]:
    """What a crawler puts before a text: `date 2023-10-27`, or only the month, `date 2023-10`."""
    found = _CRAWLED.match(text, first.start, first.end)
    if not found or first.furniture is not None or (found["day"] and first.kind in OWN_KINDS):
        return
    year, month = int(found["year"]), int(found["month"])
    day = int(found["day"]) if found["day"] else None
    earliest = day_of(year, month, day or 1)
    latest = day_of(year, month, day or _last_day(year, month))
    if earliest and latest:
        precision = "day" if day else "month"
        stated = StatedDate(found.start("year"), found.end(), precision, earliest, latest)
        yield PageDate(stated, "published")


def _last_day(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1] if 1 <= month <= 12 and year else 0


def _gives_date(line: str) -> bool:
    """`Posted on 14 May 2022 by Ann`, not `Published on 14 May 2022, the call shows ...`."""
    opens = _starts().match(line) if len(line) <= LINE else None
    dates = find_dates(line) if opens else []
    if not opens or not dates or any(map(str.isalpha, line[opens.end() : dates[0].start])):
        return False
    return len(line) - dates[-1].end <= REST and not line.endswith((".", "!", "?"))


def _in_line(line: str, offset: int, *, dateline: bool) -> Iterator[PageDate]:
    after, kind = 0, "dateline" if dateline else "plain"
    for stated in find_dates(line):
        if stated.precision == "year":
            continue
        words = line[after : stated.start]
        cues = [(match.end(), name) for name, cue in _kinds() for match in cue.finditer(words)]
        kind = max(cues)[1] if cues else kind
        yield PageDate(_moved(stated, offset), kind)
        after = stated.end


def _dateline(line: str, offset: int) -> Iterator[PageDate]:
    """`KYIV, Oct. 23 (Agency) - ...`: a place, a date and a dash open the first paragraph."""
    for stated in find_dates(line[:120])[:1]:
        opens = _PLACE.fullmatch(line, 0, stated.start)
        if opens and stated.precision == "day" and _DASH.match(line, stated.end):
            yield PageDate(_moved(stated, offset), "dateline")


def _moved(stated: StatedDate, offset: int) -> StatedDate:
    return stated._replace(start=stated.start + offset, end=stated.end + offset)


def find_address(text: str, paragraphs: list[Paragraph]) -> tuple[str, Span] | None:
    """The page's own address where a line gives it: `URL: https://...`."""
    starts = read_words("dates")["address_starts"]
    for each in paragraphs:
        line = text[each.start : each.end]
        word, colon, _ = line.partition(":")
        address = _ADDRESS.search(line)
        if colon and address and word.strip().casefold() in starts:
            start = each.start + address.start()
            return address.group(), Span(start, start + len(address.group()))
    return None


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
