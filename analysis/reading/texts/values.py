"""Values as files write them: languages by their names, days as programs and people write them."""

import re
from datetime import UTC, datetime
from functools import cache

from babel import Locale

WRITTEN_IN = "en de fr es it nl pt pl uk ru zh zh_Hant ja ko".split()  # noqa: SIM905
"""Languages that exports and headers are written in."""

DATED_IN = [*WRITTEN_IN, *"sv da nb fi cs sk tr ro hu hr sr bg el et lv lt be ar he".split()]  # noqa: SIM905
"""Languages that articles are dated in."""

MORE_NAMES = {"slovene": "sl"}

DATE_LINE = 80
"""Characters of a line that is a date, a weekday, an hour, an edition."""

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
FIGURES = re.compile(
    r"(?<!\d)\d{1,2}[./-]\d{1,2}[./-]\d{4}(?!\d)|(?<!\d)\d{4}[./-]\d{1,2}[./-]\d{1,2}(?!\d)"
    r"|[年년]\s*\d{1,2}\s*[月월]"
)
PACKED = re.compile(r"((?:19|20)\d\d)[/.]?(0\d|1[0-2])[/.]?([0-2]\d|3[01])(?:[T ]\d{4,6}.*|/.*)?")
ASIAN = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
EPOCH = re.compile(r"1[0-9]{9}(?:\d{3})?(?:\.\d+)?")
"""Seconds, or thousandths, since 1970: from 2001 to 2033."""

SHORT = re.compile(r"(\d{1,2})[- ]([^\W\d_]{3,5})\.?[- ](\d\d)")
"""A day as spreadsheets show it."""


def is_date_line(line: str) -> bool:
    """Whether a line is about a day: a year with a month's name or in figures, and little else.

    Examples
    --------
    >>> [is_date_line(each) for each in ("July 3, 2022 Sunday", "Weekend Edition 2022/27")]
    [True, False]
    """
    if not 6 <= len(line.strip()) <= DATE_LINE or not YEAR.search(line):
        return False
    return bool(FIGURES.search(line)) or any(
        word in _months() for word in re.findall(r"[^\W\d_]+", line.lower())
    )


def spell_date(written: str) -> str:
    """A date as programs write it, so that it can be read: 20220703T100000Z, 1656842400, 13-Jul-22.

    Examples
    --------
    >>> spell_date("20220703T100000Z"), spell_date("13-Jul-22"), spell_date("2022 年 7 月 3 日")
    ('2022-07-03', '13 Jul 2022', '2022-07-03')
    """
    if match := PACKED.fullmatch(written) or ASIAN.search(written):
        return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
    if EPOCH.fullmatch(written):
        return datetime.fromtimestamp(int(written[:10]), UTC).isoformat(sep=" ")[:16]
    if match := SHORT.fullmatch(written):
        return f"{match[1]} {match[2]} 20{match[3]}"
    return written


@cache
def _months() -> frozenset[str]:
    """The names of months in the languages that exports are written in, with and without a dot."""
    return frozenset(
        part
        for locale in map(Locale.parse, DATED_IN)
        for form in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for name in locale.months[form][width].values()
        for part in re.findall(r"[^\W\d_]+", name.lower())
    )


@cache
def _codes() -> dict[str, str]:
    """Names of one word -> codes of two letters; no name in these languages means two."""
    names = (each for locale in map(Locale.parse, WRITTEN_IN) for each in locale.languages.items())
    known = {name.lower(): code for code, name in names if len(code) == 2 and name.isalpha()}
    return known | MORE_NAMES


def language_code(name: str | None) -> str | None:
    """The code of a language by its name in one of some languages; None for any other words.

    Examples
    --------
    >>> language_code("ENGLISH; ANGLAIS"), language_code("Deutsch"), language_code("Page 3")
    ('en', 'de', None)
    """
    words = re.findall(r"[^\W\d_]+", name or "")
    return _codes().get(words[0].lower()) if words else None
