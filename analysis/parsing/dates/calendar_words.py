"""The words of the calendar in many languages: months, weekdays, small numbers.

Months and weekdays are those of the Unicode CLDR, in `data/calendar_names.yml`; what it lacks and
reports were seen to use is in `data/calendar.yml`. A name that means two months (`listopada` is
October in Croatian, November in Polish) keeps both: the date is then an interval of two readings.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from analysis.parsing.spans import Span
from analysis.parsing.wordlists import read_words

_WORD = re.compile(r"[^\s.,;:()]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_WORDS, _NAMES = read_words("calendar"), read_words("calendar_names")
BETWEEN, DAY_ENDINGS, ARTICLES, BEFORE_SHORT_DATE, BEFORE_YEAR, WORDS_TOO = (
    frozenset(_WORDS[name])
    for name in (
        "between", "day_endings", "articles", "before_short_date", "before_year", "words_too"
    )
)  # fmt: skip
SHORT_MONTHS, SHORT_WEEKDAYS, NUMBERS, ORDINALS = (
    {word: int(number) for word, number in _WORDS[name].items()}
    for name in ("short_months", "short_weekdays", "numbers", "ordinals")
)
"""What each is, says the file; abbreviations of months and weekdays are English and German."""


@cache
def month_names() -> dict[str, frozenset[int]]:
    """Every full month name, in small letters -> the months that it can mean."""
    return _numbered(_NAMES["months"].values(), _WORDS["months"])


@cache
def month_abbreviations() -> dict[str, frozenset[int]]:
    """Every abbreviation of a month without its stop -> the months that it can mean."""
    full, short = month_names(), _numbered(_NAMES["short"].values(), SHORT_MONTHS)
    return {name: months for name, months in short.items() if name not in full}


@cache
def weekday_names() -> dict[str, int]:
    """Every full weekday name, in small letters -> 0 for Monday; never one that means two."""
    found = _numbered(_NAMES["days"].values(), _WORDS["weekdays"], first=0)
    return {name: min(days) for name, days in found.items() if len(days) == 1}


@cache
def months_in(language: str) -> dict[str, frozenset[int]]:
    """Every full month name of one language; none of one that the calendars do not have."""
    return _numbered(filter(None, [_NAMES["months"].get(language)]), {})


def _numbered(
    rows: Iterable[str], more: Mapping[str, str | int], *, first: int = 1
) -> dict[str, frozenset[int]]:
    """The names of rows, numbered in each; numbered months (`5月`) have a notation of their own."""
    found = defaultdict[str, set[int]](set)
    for row in rows:
        for number, names in enumerate(row.split(", "), first):
            for name in names.split(" | "):
                found[name].add(number)
    for name, value in more.items():
        found[name].add(int(value))
    return {name: frozenset(numbers) for name, numbers in found.items() if len(name) > 1}


def find_weekdays(text: str, start: int, end: int) -> Iterator[tuple[Span, int]]:
    """Where a stretch of a text has full names of weekdays, and which."""
    for match in _WORD.finditer(text, start, end):
        number = weekday_names().get(match.group().casefold())
        if number is not None:
            yield Span(*match.span()), number


@cache
def names_of_days() -> frozenset[str]:
    """Names and abbreviations of months and weekdays that are written without a year."""
    return frozenset((*names_of_months(), *weekday_names(), *SHORT_WEEKDAYS))


@cache
def names_of_months() -> frozenset[str]:
    """Those of months only."""
    return frozenset((*month_names(), *SHORT_MONTHS))


@cache
def english_months() -> frozenset[str]:
    """The full names that are written before the day, as in `October 29`."""
    return frozenset(months_in("en"))


DATED = ("published", "updated", "saved")
"""What a word before a date says that it is the date of; see `dates.yml`."""


@cache
def date_words() -> frozenset[str]:
    """All words that a line may hold that is nothing but a date, in any language."""
    phrases = (phrase for kind in DATED for phrase in read_words("dates")[kind])
    words = {word for phrase in phrases for word in _LETTERS.findall(phrase)}
    words.update(read_words("headers")["date_words"], ARTICLES, BETWEEN)
    return names_of_days() | month_abbreviations().keys() | words
