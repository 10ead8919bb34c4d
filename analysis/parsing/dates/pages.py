"""The dates that a page gives for itself: in lines such as `Posted on 14 May 2022`, in datelines
and in its address (`/2023/10/29/`, `/2023/oct/29/`, `20231029`, `/2023/10/`).
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import NamedTuple

from analysis.parsing.dates.calendar_words import (
    DATED,
    SHORT_MONTHS,
    date_words,
    english_months,
    month_names,
)
from analysis.parsing.dates.readings import read_days
from analysis.parsing.dates.stated import StatedDate, day_of
from analysis.parsing.prose import NOT_TOLD, PAGE_KINDS, Prose, within
from analysis.parsing.spans import Paragraph, Span
from analysis.parsing.wordlists import any_of, read_words, word_pattern, word_set
from analysis.tables.days import Days

LINE = 160
"""Signs in a line that may be a page's own date; longer ones are paragraphs that hold a date."""

REST = 50
"""Signs behind the date in such a line: an hour, a zone, a name, a rubric."""

STANDFIRSTS = 1
"""Paragraphs that may stand above the line with the date."""

PROSE = 100
"""Signs from which on a line is of the text."""

MISTAKEN = ("timestamp", "inserted_headline")
"""Furniture that can be a page's line with its date."""

NAMED = 4
"""Words of a name between `Posted by` and the date."""

_PLACE = re.compile(r"[^\W\d_a-z][\w./’' -]{1,40}(?:, [A-Z][\w. ]{1,20})?,? ?\(?")
_DASH = re.compile(r"\.?\)?,? ?(?:\([^()\r\n]{2,30}\)|[A-Z]{2,5})? ?[-–—]")
_CRAWLED = re.compile(r"date (?P<written>\d{4}-\d\d(?P<day>-\d\d)?)(?!\S)")
_ADDRESS = re.compile(r"https?://[^\s<>\"']{4,500}")
_WORD = re.compile(r"[^\W\d_]+")
_NAME = re.compile(r"(?:[^\W\d_a-z][\w.’'-]*[ ]?){1,5}[,|·•/–—-]")
_SIGNED = re.compile(r"(?:[^\W\d_a-z][\w.’'-]*[ ]?){1,3}")
_BAR = re.compile(r" [|·•] ")
_STOP = re.compile(r"(?<![ap]\.m)[.!?]$", re.IGNORECASE)
_COUNT = re.compile(r"[\W\d_]+$")


class PageDate(NamedTuple):
    """A date that a page gives for itself: `kind` is one of `DATED`, plain or dateline."""

    stated: StatedDate
    kind: str


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, word_pattern("dates", kind)) for kind in DATED)


@cache
def _starts() -> re.Pattern[str]:
    words = frozenset[str]().union(*(word_set("dates", kind) for kind in DATED))
    by_whom, either = word_set("dates", "by_whom"), words - word_set("dates", "mid_line")
    return re.compile(
        rf"\W{{0,3}}(?:(?P<by>{any_of(by_whom)})|{any_of(either)})(?![^\W\d])", re.IGNORECASE
    )


def find_page_dates(prose: Prose) -> list[PageDate]:
    """The dates of a page for itself, in text order; furniture has none of them.

    Above the text a line counts that is nothing but a date, with a name before it at most; there
    and at the foot one that begins with a word such as `Published`, and nothing below a heading
    such as `Comments`.
    """
    found: list[PageDate] = []
    if prose.paragraphs:
        found += _crawled(prose.text, prose.paragraphs[0])
    told = 0
    for number, each in enumerate(prose.paragraphs):
        line = prose.text[each.start : each.end]
        if told and _COUNT.sub("", line).casefold() in word_set("dates", "tail"):
            break
        if each.furniture not in MISTAKEN and (each.furniture or each.kind in NOT_TOLD):
            continue
        above = told <= STANDFIRSTS
        given = _gives_date(prose, each) and (not told or _is_at_foot(prose, number))
        if given or (above and _is_date_alone(prose, each)):
            found += _in_line(prose, each)
        elif each.kind == "body":
            found += [*(_dateline(prose, each) if above else ()), *_amended(prose, each)]
        told += len(line) > PROSE
    return found


def _is_at_foot(prose: Prose, number: int) -> bool:
    """Whether a line stands right below the text or its other dates, not below a comment's name."""
    above = (prose.paragraphs[at] for at in range(number - 1, -1, -1))
    last, *before = islice((each for each in above if each.furniture != "image_caption"), 2)
    if last.kind in (*PAGE_KINDS, "furniture"):
        return last.furniture in (None, *MISTAKEN)
    named = any(_SIGNED.fullmatch(prose.text, each.start, each.end) for each in before)
    return last.end - last.start > PROSE and not named


def _crawled(text: str, first: Paragraph) -> Iterator[PageDate]:
    """What a crawler puts before a text: `date 2023-10-27`, or only the month, `date 2023-10`."""
    found = _CRAWLED.match(text, first.start, first.end)
    if not found or first.furniture is not None or (found["day"] and first.kind in PAGE_KINDS):
        return
    for days in read_days(found["written"]):
        precision = "day" if found["day"] else "month"
        yield PageDate(StatedDate(*found.span("written"), precision, *days), "published")


def _gives_date(prose: Prose, line: Paragraph) -> bool:
    """`Posted on 14 May 2022 by Ann`, not `Published on 14 May 2022, the call shows ...`."""
    starts = [line.start, *(bar.end() for bar in _BAR.finditer(prose.text, line.start, line.end))]
    for start in starts if line.end - line.start <= LINE else ():
        opens = _starts().match(prose.text, start, line.end)
        dates = within(prose.dates, (start, line.end)) if opens else []
        if opens and dates:
            unknown = _unknown(prose.text[opens.end() : dates[0].start])
            rest = prose.text[dates[-1].end : line.end]
            short = len(rest) <= REST and not _STOP.search(rest)
            if short and len(unknown) <= (NAMED if opens["by"] else 0):
                return True
    return False


def _unknown(words: str) -> list[str]:
    """The words that a line which is only a date would not have."""
    return [word for word in _WORD.findall(words.casefold()) if word not in date_words()]


def _is_date_alone(prose: Prose, line: Paragraph) -> bool:
    """Whether only a name, an hour or a word for publishing stands beside the dates.

    `Opened 3 June 1911` and `Closing date: 31.10.2022` are days of something else.
    """
    dates = within(prose.dates, line[:2])
    if not dates or line.kind == "headline" or line.end - line.start > LINE:
        return False
    before, after = prose.text[line.start : dates[0].start], prose.text[dates[-1].end : line.end]
    if line.kind not in PAGE_KINDS and (_unknown(_BAR.split(after)[0]) or not dates[0].first):
        return False
    return line.kind == "byline" or not _unknown(before) or bool(_NAME.fullmatch(before.strip()))


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


def _amended(prose: Prose, line: Paragraph) -> Iterator[PageDate]:
    """As in `This article was amended on 14 March 2022 to ...`."""
    for stated in within(prose.dates, line[:2])[:1]:
        if _amending().fullmatch(prose.text[line.start : stated.start]):
            yield PageDate(stated, "saved")


@cache
def _amending() -> re.Pattern[str]:
    words = any_of(read_words("dates")["amended"], escape=False)
    return re.compile(rf"\W{{0,3}}{words}\W{{0,3}}", re.IGNORECASE)


def find_address(text: str, paragraphs: Iterable[Paragraph]) -> tuple[str, Span] | None:
    """The page's own address where a line gives it: `URL: https://...`, or alone above the text."""
    starts = read_words("dates")["address_starts"]
    above = True
    for each in paragraphs:
        line = text[each.start : each.end]
        word, colon, _ = line.partition(":")
        address = _ADDRESS.search(line)
        named = colon and word.strip().casefold() in starts
        if address and (named or (above and address.group() == line)):
            start = each.start + address.start()
            return address.group(), Span(start, start + len(address.group()))
        above = above and len(line) <= LINE
    return None


_YEAR, _MONTH_WORD = r"(?P<year>20[0-3]\d)", r"(?P<month>\d{2}|[a-z]{3,9})"
_SIGN, _SAME_SIGN, _EDGE = r"(?P<sign>[-/_.]?)", r"(?P=sign)", r"(?P<edge>[/?#]|\.[a-z]{3,5}$|$)"
_ADDRESS_DAYS = [
    re.compile(rf"(?P<opens>[/_.=-]){form}(?:{_EDGE}|(?=[_.-]))", re.IGNORECASE)
    for form in (
        rf"{_YEAR}{_SIGN}{_MONTH_WORD}{_SAME_SIGN}(?P<day>\d{{1,2}})",
        rf"(?P<day>\d{{2}}){_SIGN}{_MONTH_WORD}{_SAME_SIGN}{_YEAR}",
    )
]
_ADDRESS_MONTH = re.compile(rf"/{_YEAR}[-/]{_MONTH_WORD}(?=/|$)", re.IGNORECASE)
_ARCHIVED = re.compile(
    r"https?://(?:web\.archive\.org/web|(?:www\.)?archive\.(?:ph|is|today|org|md|fo|li|vn))"
    r"/(\d{4})(\d\d)(\d\d)\d*[a-z_]*/(?P<address>.*)"
)


def split_archived(address: str) -> tuple[str, Days | None]:
    """The address of a page in a web archive -> its own, and the day on which it was archived.

    Examples
    --------
    >>> split_archived("https://web.archive.org/web/20220607101112/https://a.example/boots")[0]
    'https://a.example/boots'
    """
    archived = _ARCHIVED.fullmatch(address)
    if not archived:
        return address, None
    day = day_of(*map(int, archived.groups()[:3]))
    return archived["address"], Days(day, day) if day else None


def parse_address_date(address: str) -> Days | None:
    """First and last day that an address can stand for; missing when it holds no date.

    Examples
    --------
    >>> parse_address_date("https://news.example/world/2023/oct/29/call")
    Days(first=datetime.date(2023, 10, 29), last=datetime.date(2023, 10, 29))
    """
    for pattern in _ADDRESS_DAYS:
        for match in filter(_is_at_edge, pattern.finditer(address)):
            day = day_of(int(match["year"]), _month(match["month"]), int(match["day"]))
            if day:
                return Days(day, day)
    for match in _ADDRESS_MONTH.finditer(address):
        for days in read_days(f"{match['year']}-{_month(match['month']):02}"):
            return days
    return None


def _is_at_edge(match: re.Match[str]) -> bool:
    """A day between slashes, or first or last of what stands between them.

    Amid the words of an address it is as likely one of what they tell.
    """
    opens, closes = match["opens"] == "/", match["edge"] is not None
    whole = match["sign"] or len(match["day"]) == 2
    return bool(whole) and (opens and closes if match["sign"] == "/" else opens or closes)


def _month(word: str) -> int:
    """1 to 12; 0 for what is no month."""
    if word.isdigit():
        return int(word) if 1 <= int(word) <= 12 else 0
    word = word.casefold()
    return min(month_names()[word]) if word in english_months() else SHORT_MONTHS.get(word, 0)
