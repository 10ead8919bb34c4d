"""When the calls that a text tells were released and made."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from typing import NamedTuple

from analysis.parsing.dates.calendar_words import find_weekdays
from analysis.parsing.dates.stated import StatedDate
from analysis.parsing.prose import Prose, within
from analysis.parsing.spans import DateInterval, Evidence, Span
from analysis.parsing.wordlists import word_pattern
from analysis.tables.days import Days

WEEK = 7


class CallDate(NamedTuple):
    """A date of a call, where it stands: `what` is released or made."""

    start: int
    end: int
    what: str
    when: DateInterval


def parse_call_dates(prose: Prose, published: DateInterval) -> list[CallDate]:
    """When calls were released or made, as the outlet's own sentences below the headline say.

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
    >>> parse_call_dates(Prose(text, parse_paragraphs(text)), day)[0].when.first
    datetime.date(2023, 6, 9)
    """
    calls, unknown = word_pattern("dates", "call_words"), word_pattern("calls", "unknown")
    found: list[CallDate] = []
    for sentence in prose.told.spans:
        words = prose.told.text[slice(*sentence)]
        headed = prose.paragraph_at(sentence.start).kind == "headline"
        if headed or not calls.search(words) or unknown.search(words):
            continue
        for what, verbs in (("made", "made_verbs"), ("released", "release_verbs")):
            if word_pattern("calls", verbs).search(words):
                found += _in_sentence(prose, sentence, what, published)
                break
    return found


def _in_sentence(
    prose: Prose, sentence: Span, what: str, published: DateInterval
) -> Iterator[CallDate]:
    told = filter(prose.is_told, within(prose.dates, sentence))
    stated = [each for each in told if each.precision != "year"]
    for each in stated:
        days = _resolve(each, published)
        if days:
            evidence = (Evidence(each.start, each.end, f"the day it was {what}"),)
            yield CallDate(each.start, each.end, what, DateInterval(*days, "stated", evidence))
    if not stated and published.days:
        yield from _bare_weekday(prose.told.text, sentence, what, published.days)


def _resolve(stated: StatedDate, published: DateInterval) -> Days | None:
    """The days of a date: those of the last year that is not after the publication."""
    last, earliest = published.last or published.first, published.first or published.last
    years = Days(date(earliest.year - 1, 1, 1), last) if earliest and last else None
    known = stated.days(years)
    if not known:
        return None
    before = [days for days in known if stated.first or earliest is None or days.last <= earliest]
    return Days((before[-1] if before else known[0]).first, known[-1].last)


def _bare_weekday(prose: str, sentence: Span, what: str, published: Days) -> Iterator[CallDate]:
    for place, number in islice(find_weekdays(prose, *sentence), 1):
        first, last = (_last_such_day(day, number) for day in published)
        evidence = (Evidence(*place, f"the weekday it was {what}"),)
        yield CallDate(*place, what, DateInterval(first, last, "text", evidence))


def _last_such_day(day: date, weekday: int) -> date:
    return day - timedelta(days=(day.weekday() - weekday) % WEEK)
