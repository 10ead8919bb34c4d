"""The words of the calendar in many languages: months, weekdays, small numbers.

Months and weekdays are those of the Unicode CLDR as shipped with Babel (no network); what it lacks
and reports were seen to use is added here. A name that means two months (`listopada` is October
in Croatian, November in Polish) keeps both: the date is then an interval of two readings.
"""

from collections import defaultdict
from functools import cache

from babel import Locale

LANGUAGES = """
en de fr es pt it nl pl cs sk uk ru be bg sr hr sl ro hu fi sv nb da et lv lt el tr ja ko zh ar fa
he is ca sq mk ka hy
""".split()  # noqa: SIM905

MORE_MONTHS = {
    1: ["jänner", "كانون الثاني"],
    2: ["feber", "شباط"],
    3: ["märz", "maerz", "mrz", "آذار"],
    4: ["نيسان"],
    5: ["أيار"],
    6: ["حزيران"],
    7: ["تموز"],
    8: ["آب"],
    9: ["sept", "أيلول"],
    10: ["تشرين الأول"],
    11: ["تشرين الثاني"],
    12: ["كانون الأول"],
}
"""Austrian, transcribed and Levantine names, and the abbreviation of English news style."""

SHORT_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "mär": 3, "mrz": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8,
    "sep": 9, "sept": 9, "oct": 10, "okt": 10, "nov": 11, "dec": 12, "dez": 12,
}  # fmt: skip
"""English and German abbreviations: read without a year, too, when written with a capital.

Those of other languages are words of English (`out 10`, `led 20`, `set 3`), so they need a year.
"""

WORDS_TOO = {"may", "march"}
"""Names that are also ordinary words: without a year they count only with a capital."""

SHORT_WEEKDAYS = {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5,
    "sun": 6, "mo": 0, "di": 1, "mi": 2, "do": 3, "fr": 4, "sa": 5, "so": 6,
}  # fmt: skip
"""Read only where they touch a date: `do`, `so` and `sat` are words."""

MORE_WEEKDAYS = {"sonnabend": 5, "середу": 2, "п'ятницю": 4, "неділю": 6, "среду": 2, "пятницу": 4}
"""What CLDR has no form for: a second German Saturday, and accusatives as in `on Wednesday`."""

BETWEEN = ["of", "de", "del", "di", "d’", "d'", "a", "år", "den"]
"""What may stand between a day and its month, or a month and its year."""

DAY_ENDINGS = ["st", "nd", "rd", "th", "er", "ème", "º", "ª", "o", "го", "е", "ого", "η", "ης"]

ARTICLES = ["the", "the day of", "den", "der", "dem", "el", "le", "il", "o", "em", "op"]
"""What may stand between a weekday and its date."""

BEFORE_SHORT_DATE = ["am", "vom", "bis", "zum", "seit", "den", "dem", "der", "ab", "od", "dne"]
"""`23.10.` without a year is a date after these only: else it is a version or a score."""

BEFORE_YEAR = [
    "in", "since", "during", "of", "early", "late", "mid", "until", "im jahr", "jahr", "anfang",
    "ende", "mitte", "seit", "en", "nel", "año", "année", "em", "в", "у", "w", "v roce", "roku",
]  # fmt: skip
"""A year alone is a date after these only: else it is a number."""

NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "hundred": 100, "ein": 1, "einem": 1, "einen": 1, "eines": 1, "einer": 1, "eine": 1, "zwei": 2,
    "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10,
    "elf": 11, "zwölf": 12, "dreizehn": 13, "vierzehn": 14, "fünfzehn": 15, "sechzehn": 16,
    "siebzehn": 17, "achtzehn": 18, "neunzehn": 19, "zwanzig": 20, "dreißig": 30, "vierzig": 40,
    "dreissig": 30,
    "fünfzig": 50, "sechzig": 60, "siebzig": 70, "achtzig": 80, "neunzig": 90, "hundert": 100,
}  # fmt: skip


@cache
def month_names() -> dict[str, frozenset[int]]:
    """Every full month name, in small letters -> the months that it can mean."""
    return _months("wide", MORE_MONTHS)


@cache
def month_abbreviations() -> dict[str, frozenset[int]]:
    """Every abbreviation of a month without its stop -> the months that it can mean."""
    full = month_names()
    short = _months("abbreviated", {number: [name] for name, number in SHORT_MONTHS.items()})
    return {name: months for name, months in short.items() if name not in full}


def _months(width: str, more: dict[int, list[str]]) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for locale in map(Locale.parse, LANGUAGES):
        for context in ("format", "stand-alone"):
            for number, name in locale.months[context][width].items():
                found[_plain(name)].add(number)
    for number, names in more.items():
        for name in names:
            found[name].add(number)
    return {name: frozenset(months) for name, months in found.items() if _is_word(name)}


@cache
def weekday_names() -> dict[str, int]:
    """Every full weekday name, in small letters -> 0 for Monday; never one that means two."""
    found: dict[str, set[int]] = defaultdict(set)
    for locale in map(Locale.parse, LANGUAGES):
        for context in ("format", "stand-alone"):
            for number, name in locale.days[context]["wide"].items():
                found[_plain(name)].add(number)
    once = {name: days.pop() for name, days in found.items() if len(days) == 1 and _is_word(name)}
    return once | MORE_WEEKDAYS


def _plain(name: str) -> str:
    return name.casefold().rstrip(".")


def _is_word(name: str) -> bool:
    """Numbered months (`5月`) are read by a notation of their own."""
    return len(name) > 1 and not any(letter.isdigit() for letter in name)


@cache
def english_months() -> frozenset[str]:
    """The full names that are written before the day, as in `October 29`."""
    return frozenset(_plain(name) for name in Locale.parse("en").months["format"]["wide"].values())
