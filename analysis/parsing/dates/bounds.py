"""What the outlet's own words say of when they were written: bounds, each with its evidence.

A bound is one or more spans of days, in one of which the text was published. It comes from a
date, from how long the war is said to have lasted, from a public event or from a season.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from analysis.parsing.dates.calendar_words import find_weekdays
from analysis.parsing.dates.stated import StatedDate
from analysis.parsing.dates.war_time import BEGIN
from analysis.parsing.prose import Prose, within
from analysis.parsing.spans import Evidence, Span
from analysis.parsing.wordlists import read_words, word_pattern
from analysis.reading.events import Event
from analysis.tables.days import Days, parse_day

WEEKDAY_SPAN = 13
"""Days after `on Monday (October 23)` within which it is news. Writers name the weekday of the
last days; a second week is for translations and copies (one such came on the sixth day)."""

NEWS_SPAN = 60
"""Days after a day without a year that a sentence of news gives: `published on 8 December`."""

YEARLESS_SPAN = 364
"""Any other day without a year is the last one of that name."""

TOLD_SPAN = 6
"""Days after something said "on Wednesday": on the seventh it would be "last Wednesday"."""

NOT_YET_NEAR = 40
"""Signs before a date in which a word can say that the date is still to come."""


LONG = ("month", "year")


ALWAYS = Days(date.min, date.max)


class Bound(NamedTuple):
    """Spans of days, in one of which a text was published; `basis` is text or context.

    What stands outside the text has no evidence in it.
    """

    evidence: Evidence | None
    spans: tuple[Days, ...]
    basis: str


def find_dated_bounds(
    prose: Prose, years: Days | None, *, leave_out: Collection[StatedDate] = ()
) -> tuple[list[Bound], list[Bound]]:
    """What dates say: not before them, and not long after the latest (the latest first).

    A day without a year is one of the `years`, if there are any, and in a headline always news.
    The page's own dates are left out, and what a line such as `When: 1 October` announces.
    """

    @cache
    def says(name: str, span: Span) -> bool:
        return word_pattern("dates", name).search(prose.told.text, *span) is not None

    lower, upper = [], []
    for stated in filter(prose.is_told, prose.dates):
        line = prose.paragraph_at(stated.start)
        before = prose.text[line.start : stated.start].rstrip()
        if stated in leave_out or (line.kind == "subheading" and before.endswith(":")):
            continue
        sentence = prose.told.at(stated.start)
        days = _days(stated, years)
        # A word says so shortly before a day, anywhere beside a month or a year.
        near = Span(max(sentence.start, stated.start - NOT_YET_NEAR), stated.start)
        if not days or says("not_yet", sentence if stated.precision in LONG else near):
            continue
        evidence = Evidence(stated.start, stated.end, "a day named in the text: not before it")
        lower.append(Bound(evidence, tuple(Days(day, date.max) for day in days), "text"))
        length = (
            NEWS_SPAN
            if line.kind == "headline" and not stated.first
            else _news_span(stated, says("news_words", sentence))
        )
        if length is not None:
            why = f"news within {length} days of the day named"
            spans = tuple(Days(day, day + timedelta(days=length)) for day in days)
            upper.append(Bound(evidence._replace(why=why), spans, "text"))
    return lower, sorted(upper, key=lambda bound: bound.spans[-1], reverse=True)


def _days(stated: StatedDate, years: Days | None) -> list[date]:
    """The earliest day that a date can mean, or one for each year; the war's own is a jubilee."""
    found = [first for first, _ in stated.days(years)]
    begin = (BEGIN.month, BEGIN.day)
    return [day for day in found if stated.first or (day.month, day.day) != begin]


def _news_span(stated: StatedDate, is_news: bool) -> int | None:
    if stated.first and not (stated.weekday is not None and is_news):
        return None
    if stated.weekday is not None:
        return WEEKDAY_SPAN
    return NEWS_SPAN if is_news else YEARLESS_SPAN


def find_war_bounds(prose: Prose) -> list[Bound]:
    """What the length of the war says, as far as the text counts it."""
    return [
        Bound(
            Evidence(each.start, each.end, "how long the war has lasted"),
            (Days(each.first, each.last),),
            "text",
        )
        for each in filter(prose.is_told, prose.war_times)
    ]


def find_event_bounds(
    prose: Prose, events: Iterable[Event], *, not_yet: re.Pattern[str] | None = None
) -> list[Bound]:
    """What public events and seasons say; those told in the same words are alternatives.

    Nothing, where `not_yet` finds something right before the words.
    """
    found: dict[Span, list[tuple[Event, Span]]] = {}
    for event in events:
        for place, sentence in prose.with_fragments.find(event.cues, not_yet=not_yet):
            found.setdefault(place, []).append((event, sentence))
    bounds = []
    for place, told in sorted(found.items()):
        spans = tuple(_event_days(prose, event, sentence) for event, sentence in told)
        why = " or ".join(dict.fromkeys(event.name for event, _ in told))
        bounds.append(Bound(Evidence(*place, why), spans, "context"))
    return bounds


def _event_days(prose: Prose, event: Event, sentence: Span) -> Days:
    """From its first day; to the sixth after, when it is told with its weekday and no date."""
    if event.day and not within(prose.dates, sentence):
        found = find_weekdays(prose.with_fragments.text, *sentence)
        if event.day.weekday() in {number for _, number in found}:
            return Days(event.day, event.day + timedelta(days=TOLD_SPAN))
    return Days(event.first, event.last or date.max)


@cache
def seasons(first: int, last: int) -> tuple[Event, ...]:
    """The phrases of `dates.yml`; a season is an event of each year from the first to the last."""
    return tuple(
        Event(name, name, *span, None, tuple(phrase["cues"]), "")
        for name, phrase in read_words("dates")["phrases"].items()
        for span in _spans(phrase["from"], phrase["to"], range(first, last + 1))
    )


def _spans(first: str, last: str, years: Iterable[int]) -> Iterator[tuple[date, date]]:
    """The days of a phrase; a season that ends earlier in the year than it begins, in the next."""
    if first.count("-") > 1:
        yield parse_day(first), parse_day(last)
        return
    for year in years:
        yield parse_day(f"{year}-{first}"), parse_day(f"{year + (last < first)}-{last}")


def narrow(spans: list[Days], bound: Iterable[Days]) -> list[Days]:
    """The days that lie in one of the spans and in one of the bound's."""
    bound = list(bound)
    both = [Days(max(a, c), min(b, d)) for a, b in spans for c, d in bound]
    return sorted({days for days in both if days.first <= days.last})


def apply(spans: list[Days], bounds: Iterable[Bound]) -> tuple[list[Days], list[Bound]]:
    """Narrow by one bound after the other; what contradicts those before it is left out."""
    used = []
    for bound in bounds:
        narrower = narrow(spans, bound.spans)
        if narrower:
            if narrower != spans:
                used.append(bound)
            spans = narrower
    return spans, used
