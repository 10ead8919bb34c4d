"""When the calls that a text tells were released and made."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

from analysis.parsing.dates.calendar_words import weekday_names
from analysis.parsing.dates.stated import StatedDate, find_dates
from analysis.parsing.dates.war_time import BEGIN
from analysis.parsing.prose import blot, sentences
from analysis.parsing.spans import DateInterval, Evidence, Paragraph, Quote, Span
from analysis.parsing.wordlists import any_word, read_words

WEEK = 7
DATED = ("headline", "date", "byline", "dateline")
"""Paragraphs whose dates are the page's, or not said to be of what."""


class CallDate(NamedTuple):
    """A date of a call, where it stands: `what` is released or made."""

    start: int
    end: int
    what: str
    when: DateInterval


def parse_call_dates(
    text: str, paragraphs: list[Paragraph], quotes: Sequence[Quote], published: DateInterval
) -> list[CallDate]:
    """When calls were released or made, as the outlet's own sentences say.

    A bare weekday is the last one up to the day of publication, so it is known as well as that.

    Parameters
    ----------
    published
        From `parse_published`: it gives a day its year, and a weekday its day.

    Examples
    --------
    >>> from analysis.parsing.layout.paragraphs import parse_paragraphs
    >>> text = "The SBU posted the call on Friday."
    >>> day = DateInterval(date(2023, 6, 12), date(2023, 6, 12), "stated")
    >>> parse_call_dates(text, parse_paragraphs(text), [], day)[0].when.first
    datetime.date(2023, 6, 9)
    """
    told = [each for each in paragraphs if each.kind not in DATED]
    prose = blot(text, told, quotes)
    found = []
    for sentence in sentences(prose):
        words = prose[slice(*sentence)]
        if not _words("dates", "call_words").search(words) or _words("calls", "unknown").search(
            words
        ):
            continue
        for what in ("made", "released"):
            name = "release_verbs" if what == "released" else "made_verbs"
            if _words("calls", name).search(words):
                found += list(_in_sentence(prose, sentence, what, published))
                break
    return found


def _in_sentence(
    prose: str, sentence: Span, what: str, published: DateInterval
) -> Iterator[CallDate]:
    stated = [each for each in find_dates(prose[slice(*sentence)]) if each.precision != "year"]
    for each in stated:
        days = _resolve(each, published)
        if days:
            start, end = sentence.start + each.start, sentence.start + each.end
            evidence = (Evidence(start, end, f"the day it was {what}"),)
            yield CallDate(start, end, what, DateInterval(*days, "stated", evidence))
    if not stated and published.first and published.last:
        yield from _bare_weekday(prose, sentence, what, published)


def _resolve(stated: StatedDate, published: DateInterval) -> tuple[date, date] | None:
    """The days of a date: those of the last year that is not after the publication."""
    if stated.first and stated.last:
        return stated.first, stated.last
    last = published.last or published.first
    if last is None:
        return None
    days = [stated.in_year(year) for year in range(BEGIN.year, last.year + 1)]
    known = [day for day in days if day and day <= last]
    if not known:
        return None
    earliest = published.first or last
    before = [day for day in known if day <= earliest]
    return (before[-1] if before else known[0]), known[-1]


def _bare_weekday(
    prose: str, sentence: Span, what: str, published: DateInterval
) -> Iterator[CallDate]:
    for place, word in _words_of(prose, sentence):
        number = weekday_names().get(word.casefold())
        if number is not None and published.first and published.last:
            first, last = (_last_such_day(day, number) for day in published[:2] if day)
            evidence = (Evidence(place, place + len(word), f"the weekday it was {what}"),)
            when = DateInterval(first, last, "text", evidence)
            yield CallDate(place, place + len(word), what, when)
            return


def _words_of(prose: str, sentence: Span) -> Iterator[tuple[int, str]]:
    place = sentence.start
    for part in prose[slice(*sentence)].split(" "):
        word = part.strip(".,;:()\r\n\t")
        yield place + part.find(word), word
        place += len(part) + 1


def _last_such_day(day: date, weekday: int) -> date:
    return day - timedelta(days=(day.weekday() - weekday) % WEEK)


@cache
def _words(file: str, name: str) -> Any:
    return any_word(read_words(file)[name])
