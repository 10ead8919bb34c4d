"""The lines that say who wrote a text, when and where."""

import re
from functools import cache

from analysis.parsing.dates.calendar_words import date_words, names_of_months
from analysis.parsing.layout.furniture import find_rubric
from analysis.parsing.layout.lines import Line
from analysis.parsing.wordlists import any_of, read_words

STANDFIRSTS = 1
"""Paragraphs that may stand above the lines of the head."""

_FIGURE = re.compile(r"\d")
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_DAY_FIRST = re.compile(r"(?:\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}-\d\d-\d\d) *[/|>›»] .{1,60}$")
"""A date, and the way to the page behind it."""

_NAMED = re.compile(
    r"[^\W\d_]{3,10},? (?:\d{1,2}\.? )?[^\W\d_]{3,10}\.? (?:\d{1,2},? )?\d{4}, "
    r"\d{1,2}[.:]\d\d ?(?:[ap]m)?(?: [A-Z]{3,4})?, (?:[^\W\d_a-z][\w’']* ?){1,5}$"
)
"""A weekday, a date and an hour, and the name of the paper behind them."""

_DATELINE = re.compile(r"^[^\W\d_a-z][^\W\d_a-z\s,./-]+[ ,]")
_PLACE = re.compile(
    r"^[^\W\d_a-z][\w.’'-]{1,20}(?:[ /][^\W\d_a-z][\w.’'-]{1,20}){0,2}"
    r"(?:, [\w. ]{2,20})?(?: ?\([\w /-]{2,20}\))? ?[—–-] "
)
_AND = re.compile(r",? (?:and|und|&) |, ")
_BRACKETS = re.compile(r" \([a-zà-ÿ ]{2,15}\)")
_FULL_NAME = re.compile(r"[^\W\d_a-z][\w’'-]*[a-zà-ÿ][\w’'-]*(?: [^\W\d_a-z][\w.’'-]*){1,2}")
_YEARS = range(1990, 2100)


def mark_headers(lines: list[Line]) -> None:
    """Find bylines, date lines and datelines; "last updated" dates a text only from above it."""
    told = 0
    for line in lines:
        if line.kind in (None, "furniture") and is_date_line(line):
            if not (told > STANDFIRSTS and line.furniture == "timestamp"):
                line.kind, line.furniture = "date", None
        elif line.kind is None and is_byline(line):
            line.kind = "byline"
        elif line.kind is None and _is_dateline(line):
            line.kind = "dateline"
        told += line.kind is None and not line.is_headline_shaped


def is_date_line(line: Line) -> bool:
    """Nothing but a date, a time and the words for them; a rubric may follow."""
    if not _FIGURE.search(line.text):
        return False
    text = line.text[: find_rubric(line.text)].strip()
    if any(form.match(text) for form in (_DAY_FIRST, _NAMED)):
        return True
    tokens = []
    for match in _TOKEN.finditer(text.casefold()):
        tokens.append(match.group())
        if not tokens[-1].isdecimal() and tokens[-1] not in date_words():
            return False
    numbers = [int(token) for token in tokens if token.isdecimal() and len(token) <= 4]
    begun = text.casefold().startswith(tuple(read_words("headers")["date_starts"]))
    month = not names_of_months().isdisjoint(tokens)
    day = len(numbers) > 2 and any(number in _YEARS for number in numbers)
    return bool(numbers) and (begun or month or day)


def is_byline(line: Line) -> bool:
    """The word "by" or its like and a name: two to eight words that begin with capitals."""
    text = line.text.strip(" |•*_")
    begun = _byline().match(text)
    if begun is None or line.has_stop:
        return False
    return _is_name(text[begun.end() :], alone=":" in begun.group())


@cache
def _byline() -> re.Pattern[str]:
    words = any_of(read_words("headers")["byline_starts"])
    return re.compile(rf"{words}[ :\u00a0]+", re.IGNORECASE)


def _is_name(text: str, *, alone: bool) -> bool:
    """A colon before it lets one word be a name; elsewhere it takes two, or capitals."""
    between = read_words("headers")["byline_between"]
    name = re.split(r" [|•·–—-] |, |\d", text)[0]
    plain = {*between, *read_words("furniture")["author_roles"]}
    words = [word for word in name.split() if word.casefold() not in plain]
    if not 1 <= len(words) <= 8 or not all(word[0].isupper() for word in words):
        return False
    return alone or len(words) > 1 or name.isupper()


def is_names(line: Line) -> bool:
    """Nothing but names of two or three words each: "Ann Bell, Bo Carl and Cy Dorn"."""
    names = _AND.split(_BRACKETS.sub("", line.text))
    return all(_FULL_NAME.fullmatch(name) for name in names)


def _is_dateline(line: Line) -> bool:
    """As in "KYIV, May 14 (Agency)" alone on a line: capitals, and a date."""
    text = line.text
    if len(text) > 60 or line.has_stop or not _DATELINE.match(text):
        return False
    named = not names_of_months().isdisjoint(_TOKEN.findall(text.casefold()))
    return named and any(map(str.isdigit, text))


def begins_with_place(line: Line) -> bool:
    """Whether a paragraph begins with the place it is written from: "Kyiv – ..."."""
    return bool(_PLACE.match(line.text[:80]))
