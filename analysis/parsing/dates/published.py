"""When a text was published: an interval that contains the day, with what it rests on.

A day that the page gives for itself goes before its address, and that before what the text tells.
What is inferred is rather too wide than wrong: bounds from dates, from the length of the war, from
public events and from seasons are laid over each other, the surer first.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from analysis.parsing.dates.bounds import (
    Bound,
    apply,
    find_dated_bounds,
    find_event_bounds,
    find_war_bounds,
    narrow,
    seasons,
)
from analysis.parsing.dates.pages import PageDate, find_address, find_page_dates, parse_address_date
from analysis.parsing.dates.war_time import BEGIN
from analysis.parsing.prose import Prose
from analysis.parsing.spans import DateInterval, Evidence, Span
from analysis.parsing.wordlists import word_pattern
from analysis.reading.events import Event, read_events
from analysis.tables.days import Days

WINDOW_END = date(2023, 12, 31)
"""The last year that a day without a year is tried in, unless a later `latest` is given."""

UPDATE_SPAN = 30
"""Days before a line such as `Last updated` within which a report first came out, where nothing
in the text says more: a judgement, not a rule of any outlet."""

UNKNOWN = DateInterval(None, None, "unknown")


class _Dated(NamedTuple):
    """A page's date, where it stands, with the days that it can mean."""

    kind: str
    place: Span
    days: Days


def parse_published(
    prose: Prose,
    *,
    earliest: date = BEGIN,
    latest: date | None = None,
    address: str | None = None,
    stated: Days | None = None,
) -> DateInterval:
    """When a text was published, as an interval.

    Parameters
    ----------
    prose
        The text; furniture and quotations in it date nothing.
    earliest, latest
        The days between which it must have been published; `latest` may be unknown.
    address
        Where the text stands; without it, the address that the text gives.
    stated
        What something outside the text states, such as a file's own header.

    Returns
    -------
    DateInterval
        `basis` is stated, url, text (inferred from dates or the length of the war), context (from
        events and seasons) or unknown. `last` is missing when nothing bounds it, `latest` included,
        so that a reading years later finds the same days; both days are missing when nothing at all
        is known.

    Examples
    --------
    >>> from analysis.parsing.layout.paragraphs import parse_paragraphs
    >>> text = "Posted on 3 August 2022"
    >>> parse_published(Prose(text, parse_paragraphs(text))).first
    datetime.date(2022, 8, 3)
    """
    if stated:
        return DateInterval(stated.first, stated.last, "stated")
    window = Days(earliest, latest or date.max)
    spans, used = _infer(prose, window)
    page = list(_resolve(find_page_dates(prose), window, spans))
    found = (
        _from_page(page) or _from_address(prose, address, spans) or _from_update(page, spans, used)
    )
    if found:
        return found
    if not used:
        return UNKNOWN
    basis = "text" if any(bound.basis == "text" for bound in used) else "context"
    last = max(last for _, last in spans)
    evidence = tuple(sorted({bound.evidence for bound in used}))
    return DateInterval(spans[0][0], None if last == date.max else last, basis, evidence)


def _infer(prose: Prose, window: Days) -> tuple[list[Days], list[Bound]]:
    """The days that the outlet's own words allow, and the bounds that were of use."""
    last = WINDOW_END if window.last == date.max else max(window.last, BEGIN)
    years = Days(max(BEGIN, date(window.first.year, 1, 1)), date(last.year, 12, 31))
    lower, upper = find_dated_bounds(prose, years)
    spans, used = apply([window], lower)
    not_yet = word_pattern("dates", "not_yet")
    for bounds in (
        [bound for bound in upper if narrow(spans, bound.spans)][:1],
        find_war_bounds(prose),
        find_event_bounds(prose, _events(), not_yet=not_yet),
        find_event_bounds(prose, seasons(years.first.year - 1, years.last.year)),
    ):
        spans, more = apply(spans, bounds)
        used += more
    return spans, used


@cache
def _events() -> list[Event]:
    return read_events()


def _resolve(page: list[PageDate], window: Days, spans: list[Days]) -> Iterator[_Dated]:
    """A page's dates with their days; one without a year takes those that the text allows.

    One outside the window is the day of a crawl, or of a member's joining.
    """
    for stated, kind in page:
        known = stated.days(Days(date(BEGIN.year, 1, 1), WINDOW_END))
        if stated.first is None or stated.precision == "month":
            known = narrow(known, spans) or (known if stated.first else [])
        if known and (stated.first is None or known[0].meets(window)):
            yield _Dated(kind, Span(stated.start, stated.end), Days(known[0].first, known[-1].last))


def _from_page(page: list[_Dated]) -> DateInterval | None:
    """The first day called published; else what the other lines agree on; else a dateline.

    A second line within a month is a second day of the same report; further off, of another.
    """
    for kind in ("published", "plain", "dateline"):
        known = [each for each in page if each.kind == kind][: 1 if kind == "published" else None]
        same = [each for each in known if each.days.apart(known[0].days) <= UPDATE_SPAN]
        if same:
            days = [day for each in same for day in each.days]
            why = f"the page's own date: {kind}"
            evidence = tuple(Evidence(*each.place, why) for each in same)
            return DateInterval(min(days), max(days), "stated", evidence)
    return None


def _from_address(prose: Prose, address: str | None, spans: list[Days]) -> DateInterval | None:
    evidence: tuple[Evidence, ...] = ()
    if address is None and (found := find_address(prose.text, prose.paragraphs)):
        address, place = found
        evidence = (Evidence(*place, "the day in the address"),)
    days = parse_address_date(address) if address else None
    if not days:
        return None
    within = narrow([days], spans) or [days]
    return DateInterval(within[0][0], within[-1][1], "url", evidence)


def _from_update(page: list[_Dated], spans: list[Days], used: list[Bound]) -> DateInterval | None:
    """Not after the update; not before what the text tells, or not long before the update."""
    updated = next((each for each in page if each.kind == "updated"), None)
    if updated is None:
        return None
    evidence = [Evidence(*updated.place, "updated: published no later")]
    told = narrow([Days(date.min, updated.days.last)], spans)
    first = max(BEGIN, updated.days.first - timedelta(days=UPDATE_SPAN))
    if used and told:
        evidence += [bound.evidence for bound in used]
        first = told[0][0]
    return DateInterval(first, updated.days.last, "text", tuple(sorted(evidence)))
