"""How long a text says that the war has lasted, as spans of days on which it can say so.

The count begins with 24 February 2022, day 1. The slack on each side is a judgement: writers
round (`after five months of war` was written in the sixth, too), and a copy comes days later.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from analysis.parsing.dates.calendar_words import NUMBERS
from analysis.parsing.wordlists import any_of, word_set


class WarTime(NamedTuple):
    """A length of the war, and the days on which a text can count it so."""

    start: int
    end: int
    first: date
    last: date


BEGIN = date(2022, 2, 24)
MONTH = 30.44

DAY_SLACK = (-2, 4)
SLACK = {"days": (-3, 10), "weeks": (-7, 21), "months": (-21, 45), "years": (-60, 180)}
"""Days before and after the length named, where no word says more or less."""

BELOW = {"days": 10, "weeks": 14, "months": 35, "years": 150}
"""`almost two years`: from so many days before."""

ABOVE = {"days": 45, "weeks": 35, "months": 50, "years": 366}
"""`more than 100 days`: to so many days after, when the next round number would be named."""

LONGEST = {"days": 1000, "weeks": 140, "months": 34, "years": 2}
UNITS = {"days": 1.0, "weeks": 7.0, "months": MONTH, "years": 365.25}

ORDINALS = {
    "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "zweite": 2, "dritte": 3, "vierte": 4,
    "fünfte": 5, "sechste": 6, "siebte": 7, "achte": 8, "neunte": 9, "zehnte": 10, "elfte": 11,
    "zwölfte": 12,
}  # fmt: skip
_WAR_BEFORE = re.compile(
    r"(?:war|invasion|fighting)(?: in ukraine| against ukraine)?(?: has| had)? $", re.I
)

_ORDINALS = re.compile(
    r"(?<![\w.])(?P<a>\d{1,4})(?:st|nd|rd|th|\.|º|-й|-ий|-та|-ма)? "
    r"(?:day of (?:the |its |this |russia[’']s )?(?:full-scale )?(?:war|invasion)|kriegstag|"
    r"tag des (?:russischen )?(?:angriffs)?krieg|tag der invasion|"
    r"день вой|день вторж|день війн|доба війн|"
    r"giorno di guerra|jour de (?:la )?guerre|día de (?:la )?guerra)"
    r"|(?<!\w)(?:day|tag) (?P<b>\d{1,4}) (?:of|des|der|im|in) (?:the |its |russia[’']s )?"
    r"(?:full-scale )?(?:war|invasion|(?:angriffs|ukraine-)?krieg)"
    r"|(?<!\w)kriegstag (?P<c>\d{1,4})(?!\w)",
    re.IGNORECASE,
)
_NTH_MONTH = re.compile(
    r"(?<!\w)(?:(?:entered|enters|entering|into|now in|in) (?:its|their|the) (?P<en>[a-z]+) month"
    r"(?P<of> of (?:the |its |russia[’']s )?(?:full-scale )?(?:war|invasion))?"
    r"|im (?P<de>[a-zäöüß]+)n (?:kriegsmonat"
    r"|monat (?:des (?:russischen )?(?:angriffs)?kriege?s|der invasion)))(?!\w)",
    re.IGNORECASE,
)
_BEGUN_AGO = re.compile(
    r"(?<!\w)vor (?:(?P<more>mehr als|über|knapp|fast|gut|rund|etwa) )?"
    r"(?P<number>\d{1,3}|[a-zäöüß]+) (?P<unit>tagen|wochen|monaten|monat|jahren|jahr) "
    r"(?:begann|startete|griff|überfiel|marschierte|hat|ist) [^.!?;:]{0,60}?"
    r"(?:krieg|angriff|invasion|überfall|ukraine)(?:s|es)?(?:krieg)?(?!\w)",
    re.IGNORECASE,
)
_HALVES = re.compile(
    r"(?<!\w)(?:a year and a half|one and a half years|anderthalb jahren?|eineinhalb jahren?) "
    r"(?:of|into|since|nach|seit)? ?(?:the |its |russia[’']s |dem |der )?(?:full-scale )?"
    r"(?:war|invasion|krieg)",
    re.IGNORECASE,
)


def find_war_time(text: str) -> Iterator[WarTime]:
    """The lengths of the war that a text names.

    Examples
    --------
    >>> [str(first) for *_, first, _ in find_war_time("It is the 78th day of the war")]
    ['2022-05-10']
    """
    for match in _ORDINALS.finditer(text):
        number = int(match["a"] or match["b"] or match["c"])
        if 0 < number <= LONGEST["days"]:
            yield WarTime(*match.span(), *_around(number - 1, *DAY_SLACK))
    yield from _nth_months(text)
    yield from _begun_ago(text)
    for match in _HALVES.finditer(text):
        yield WarTime(*match.span(), *_around(1.5 * UNITS["years"], -75, 120))
    for match in _lengths().finditer(text):
        unit = next(unit for unit in UNITS if match["unit"].casefold() in word_set("dates", unit))
        number = _number(match["number"])
        if match["part"] or not 0 < number <= LONGEST[unit]:
            continue
        first, last = _length(number, unit, (match["more"] or "").casefold())
        later = match["link"].strip().casefold() in word_set("dates", "later")
        yield WarTime(*match.span(), first, date.max if later else last)


def _nth_months(text: str) -> Iterator[WarTime]:
    """`the war entered its fourth month`: three months have gone."""
    for match in _NTH_MONTH.finditer(text):
        number = ORDINALS.get((match["en"] or match["de"]).casefold())
        told = (
            match["of"]
            or match["de"]
            or _WAR_BEFORE.search(text, max(0, match.start() - 60), match.start())
        )
        if number and told:
            yield WarTime(*match.span(), *_around((number - 1) * MONTH, -10, 40))


def _begun_ago(text: str) -> Iterator[WarTime]:
    """`Vor knapp einem Jahr begann der Angriff`."""
    for match in _BEGUN_AGO.finditer(text):
        word = match["number"].casefold()
        number = int(word) if word.isdigit() else NUMBERS.get(word, 0)
        unit = {"t": "days", "w": "weeks", "m": "months", "j": "years"}[match["unit"][0].casefold()]
        if 0 < number <= LONGEST[unit]:
            yield WarTime(*match.span(), *_length(number, unit, (match["more"] or "").casefold()))


def _length(number: int, unit: str, more: str) -> tuple[date, date]:
    days = number * UNITS[unit]
    if more in word_set("dates", "below"):
        return _around(days, -BELOW[unit], 7)
    if more in word_set("dates", "above"):
        return _around(days, -4, ABOVE[unit])
    return _around(days, *SLACK[unit])


def _around(days: float, before: int, after: int) -> tuple[date, date]:
    middle = BEGIN + timedelta(days=round(days))
    return max(BEGIN, middle + timedelta(days=before)), middle + timedelta(days=after)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS[word.casefold()]


@cache
def _lengths() -> re.Pattern[str]:
    """`almost eight months of Russia's war`, `seit mehr als hundert Tagen Krieg`."""

    def one_of(*names: str) -> str:
        return any_of({word for name in names for word in word_set("dates", name)} - {""})

    return re.compile(
        rf"(?<!\w)(?:(?P<part>{one_of('of_a_part')}) )?(?:(?P<more>{one_of('below', 'above')}) )?"
        rf"(?P<number>\d{{1,3}}|{any_of(NUMBERS)})[ ](?P<unit>{one_of(*UNITS)}) "
        rf"(?P<link>(?:(?:{one_of('lasting', 'later')}) )?)(?:(?:{one_of('war_fillers')}) ){{0,4}}"
        rf"(?:{one_of('war')})(?![\w-])",
        re.IGNORECASE,
    )
