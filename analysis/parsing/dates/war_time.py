"""How long a text says that the war has lasted, as spans of days on which it can say so.

The count begins with 24 February 2022, day 1. The slack on each side is a judgement: writers
round (`after five months of war` was written in the sixth, too), and a copy comes days later.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import chain
from typing import NamedTuple

from analysis.parsing.dates.calendar_words import NUMBERS, ORDINALS
from analysis.parsing.sentences import stretches
from analysis.parsing.wordlists import any_of, read_words, word_set
from analysis.tables.days import Days


class WarTime(NamedTuple):
    """A length of the war, and the days on which a text can count it so."""

    start: int
    end: int
    first: date
    last: date


BEGIN = date(2022, 2, 24)
WAR = Days(BEGIN, date(2023, 12, 31))
"""The days that the kit's corpus is about."""

UNITS = {"days": 1.0, "weeks": 7.0, "months": 30.44, "years": 365.25}
LONGEST = {"days": 1000, "weeks": 140, "months": 34, "years": 2}

DAY_SLACK = (-2, 4)
MONTH_SLACK = (-10, 40)
HALF_SLACK = (-75, 120)
SLACK = {"days": (-3, 10), "weeks": (-7, 21), "months": (-21, 45), "years": (-60, 180)}
"""Days before and after what is named: a day or a month by its number, a year and a half, and a
length where no word says more or less."""

BELOW = {"days": (-10, 7), "weeks": (-14, 7), "months": (-35, 7), "years": (-150, 7)}
"""`almost two years`: from so many days before."""

ABOVE = {"days": (-4, 45), "weeks": (-4, 35), "months": (-4, 50), "years": (-4, 366)}
"""`more than 100 days`: to so many days after, when the next round number would be named."""

NEAR = 120
"""More characters than stand in a length of the war before its unit or behind it."""

REPEATED = ("filler", "war")
LISTED = ("half", "below", "above", "part", "link", "later", *REPEATED)
WRITTEN = {"day": r"\d{1,4}", "number": rf"\d{{1,3}}|{any_of(NUMBERS)}", "nth": any_of(ORDINALS)}


def find_war_time(text: str) -> Iterator[WarTime]:
    """The lengths of the war that a text names.

    Examples
    --------
    >>> [str(first) for *_, first, _ in find_war_time("It is the 78th day of the war")]
    ['2022-05-10']
    """
    near = stretches(text, _named("units"), NEAR)
    for pattern in _patterns():
        for match in chain.from_iterable(pattern.finditer(text, *each) for each in near):
            days = _days({name: word for name, word in match.groupdict().items() if word})
            if days:
                yield WarTime(*match.span(), *days)


def is_of_war(text: str) -> bool:
    """Whether a text names the country and has a word of war, in any language."""
    return all(_named(name).search(text) for name in ("country", "war_words"))


@cache
def _named(words: str) -> re.Pattern[str]:
    return re.compile(any_of(read_words("dates")[words], escape=False), re.IGNORECASE)


@cache
def _patterns() -> list[re.Pattern[str]]:
    words = read_words("dates")
    forms = WRITTEN | {name: any_of(words[name]) for name in LISTED}
    forms["unit"] = any_of(word for unit in UNITS for word in words[unit])

    def form(match: re.Match[str]) -> str:
        name = match[1]
        return f"(?:{forms[name]})" if name in REPEATED else f"(?P<{name}>{forms[name]})"

    return [
        re.compile(rf"(?<![\w.])(?=\w){re.sub('<([a-z]+)>', form, written)}(?!\w)", re.IGNORECASE)
        for written in (f"<day>(?:{'|'.join(words['war_days'])})", *words["war_times"])
    ]


def _days(said: dict[str, str]) -> tuple[date, date] | None:
    """The days that the words of a pattern mean, by its names for them."""
    if "half" in said:
        return _around(1.5 * UNITS["years"], HALF_SLACK)
    if "nth" in said:
        return _around((ORDINALS[said["nth"].casefold()] - 1) * UNITS["months"], MONTH_SLACK)
    if "day" in said:
        number = int(said["day"])
        return _around(number - 1, DAY_SLACK) if 0 < number <= LONGEST["days"] else None
    word = said["number"].casefold()
    number = int(word) if word.isdigit() else NUMBERS[word]
    unit = next(unit for unit in UNITS if said["unit"].casefold() in word_set("dates", unit))
    if "part" in said or not 0 < number <= LONGEST[unit]:
        return None
    slack = BELOW if "below" in said else ABOVE if "above" in said else SLACK
    first, last = _around(number * UNITS[unit], slack[unit])
    return first, date.max if "later" in said else last


def _around(days: float, slack: tuple[int, int]) -> tuple[date, date]:
    middle = BEGIN + timedelta(days=round(days))
    return max(BEGIN, middle + timedelta(days=slack[0])), middle + timedelta(days=slack[1])
