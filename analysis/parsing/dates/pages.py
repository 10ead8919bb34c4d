"""The dates that a page gives for itself: in lines such as `Posted on 14 May 2022`, in datelines
and in its address (`/2023/10/29/`, `/2023/oct/29/`, `20231029`, `/2023/10/`).
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from analysis.parsing.dates.calendar_words import SHORT_MONTHS, english_months, month_names
from analysis.parsing.dates.stated import StatedDate, day_of
from analysis.parsing.prose import NOT_TOLD, PAGE_KINDS, Prose, within
from analysis.parsing.spans import Paragraph, Span
from analysis.parsing.wordlists import any_of, read_words, word_pattern, word_set
from analysis.tables.days import Days

LINE = 160
"""Signs in a line that may be a page's own date; longer ones are paragraphs that hold a date."""

REST = 50
"""Signs behind the date in such a line: an hour, a zone, a name, a rubric."""

_PLACE = re.compile(r"[^\W\d_a-z][\w./’' -]{1,40}(?:, [A-Z][\w. ]{1,20})?,? ?\(?")
_DASH = re.compile(r"\.?\)?,? ?(?:\([^()\r\n]{2,30}\)|[A-Z]{2,5})? ?[-–—]")
_CRAWLED = re.compile(r"date (?P<written>\d{4}-\d\d(?P<day>-\d\d)?)(?!\S)")
_ADDRESS = re.compile(r"https?://[^\s<>\"']{4,500}")


class PageDate(NamedTuple):
    """A date that a page gives for itself: `kind` is published, updated, plain or dateline."""

    stated: StatedDate
    kind: str


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, word_pattern("dates", kind)) for kind in ("updated", "published"))


@cache
def _starts() -> re.Pattern[str]:
    names = ("published", "updated", "date_label", "mid_line")
    published, updated, labels, mid_line = (word_set("dates", name) for name in names)
    either, label = any_of((published | updated) - labels - mid_line), any_of(labels)
    return re.compile(
        rf"\W{{0,3}}(?:{either}(?:[ ]?[:|]|[ ](?=[\d(]|[^\W\d_a-z]))|{label}\b)",
        re.IGNORECASE,
    )


def find_page_dates(prose: Prose) -> list[PageDate]:
    """The dates of a page for itself, in text order; furniture has none of them.

    A line counts by its kind, or when it is short and begins with a word such as `Published:`.
    """
    found: list[PageDate] = []
    if prose.paragraphs:
        found += _crawled(prose.text, prose.paragraphs[0])
    seen_body = False
    for each in prose.paragraphs:
        if each.furniture == "timestamp":
            found += _in_line(prose, each)
        if each.furniture is not None or each.kind in NOT_TOLD:
            continue
        if each.kind in PAGE_KINDS or _gives_date(prose, each):
            found += _in_line(prose, each)
        elif each.kind == "body" and not seen_body:
            seen_body = each.end - each.start > LINE
            found += _dateline(prose, each)
    return found


def _crawled(text: str, first: Paragraph) -> Iterator[PageDate]:
    """What a crawler puts before a text: `date 2023-10-27`, or only the month, `date 2023-10`."""
    found = _CRAWLED.match(text, first.start, first.end)
    if not found or first.furniture is not None or (found["day"] and first.kind in PAGE_KINDS):
        return
    days = _parse(found["written"])
    if days:
        precision = "day" if found["day"] else "month"
        yield PageDate(StatedDate(*found.span("written"), precision, *days), "published")


def _parse(written: str) -> Days | None:
    try:
        return Days.parse(written)
    except ValueError:
        return None


def _gives_date(prose: Prose, line: Paragraph) -> bool:
    """`Posted on 14 May 2022 by Ann`, not `Published on 14 May 2022, the call shows ...`."""
    short = line.end - line.start <= LINE
    opens = _starts().match(prose.text, line.start, line.end) if short else None
    dates = within(prose.dates, line[:2]) if opens else []
    if not opens or not dates or any(map(str.isalpha, prose.text[opens.end() : dates[0].start])):
        return False
    return line.end - dates[-1].end <= REST and prose.text[line.end - 1] not in ".!?"


def _in_line(prose: Prose, line: Paragraph) -> Iterator[PageDate]:
    after, kind = line.start, "dateline" if line.kind == "dateline" else "plain"
    for stated in within(prose.dates, line[:2]):
        if stated.precision == "year":
            continue
        words = prose.text[after : stated.start]
        cues = [(match.end(), name) for name, cue in _kinds() for match in cue.finditer(words)]
        kind = max(cues)[1] if cues else kind
        yield PageDate(stated, kind)
        after = stated.end


def _dateline(prose: Prose, line: Paragraph) -> Iterator[PageDate]:
    """`KYIV, Oct. 23 (Agency) - ...`: a place, a date and a dash open the first paragraph."""
    for stated in within(prose.dates, line[:2])[:1]:
        opens = _PLACE.fullmatch(prose.text, line.start, stated.start)
        if opens and stated.precision == "day" and _DASH.match(prose.text, stated.end, line.end):
            yield PageDate(stated, "dateline")


def find_address(text: str, paragraphs: Iterable[Paragraph]) -> tuple[str, Span] | None:
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


def parse_address_date(address: str) -> Days | None:
    """First and last day that an address can stand for; missing when it holds no date.

    Examples
    --------
    >>> parse_address_date("https://news.example/world/2023/oct/29/call")
    Days(first=datetime.date(2023, 10, 29), last=datetime.date(2023, 10, 29))
    """
    for pattern in (_DAY, _DAY_FIRST):
        for match in pattern.finditer(address):
            month = _month(match["month"])
            whole = match["sign"] or len(match["day"]) == 2
            day = day_of(int(match["year"]), month, int(match["day"])) if whole else None
            if day:
                return Days(day, day)
    months = (
        _parse(f"{each['year']}-{_month(each['month']):02}") for each in _MONTH.finditer(address)
    )
    return next(filter(None, months), None)


def _month(word: str) -> int:
    """1 to 12; 0 for what is no month."""
    if word.isdigit():
        return int(word) if 1 <= int(word) <= 12 else 0
    word = word.casefold()
    return min(month_names()[word]) if word in english_months() else SHORT_MONTHS.get(word, 0)
