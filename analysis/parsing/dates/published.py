"""When a text was published: an interval that contains the day, with what it rests on.

A day that the page gives for itself goes before its address, and that before what the text tells.
What is inferred is rather too wide than wrong: bounds from dates, from the length of the war, from
public events and from seasons are laid over each other, the surer first.
"""

from datetime import date, timedelta
from functools import cache

from analysis.parsing.dates.bounds import (
    Bound,
    apply,
    find_dated_bounds,
    find_event_bounds,
    find_season_bounds,
    find_war_bounds,
    first_that_fits,
    narrow,
)
from analysis.parsing.dates.pages import PageDate, find_address, find_page_dates, parse_address_date
from analysis.parsing.dates.stated import StatedDate
from analysis.parsing.dates.war_time import BEGIN
from analysis.parsing.prose import Prose
from analysis.parsing.spans import DateInterval, Evidence
from analysis.reading.events import Event, read_events
from analysis.tables.days import Days

WINDOW_END = date(2023, 12, 31)
"""The last year that a day without a year is tried in, unless a later `latest` is given."""

UPDATE_SPAN = 30
"""Days before a line such as `Last updated` within which a report first came out, where nothing
in the text says more: a judgement, not a rule of any outlet."""

UNKNOWN = DateInterval(None, None, "unknown")


def parse_published(
    prose: Prose,
    *,
    earliest: date = BEGIN,
    latest: date | None = None,
    address: str | None = None,
    stated: Days | None = None,
    read_on: date | None = None,
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
    read_on
        The day on which the text is at hand: it bounds from above what nothing else does. No year
        is tried because of it, so that a reading years later finds the same days.

    Returns
    -------
    DateInterval
        `basis` is stated, url, text (inferred from dates or the length of the war), context (from
        events and seasons) or unknown. `last` is missing when nothing bounds it and neither
        `latest` nor `read_on` is given; both days are missing when nothing at all is known.

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
    page = [each for each in find_page_dates(prose) if _within(each.stated, window)]
    spans, used = _infer(prose, window)
    found = (
        _from_page(page, spans)
        or _from_address(prose, address, spans)
        or _from_update(page, spans, used)
    )
    if found:
        return found
    if not used:
        return UNKNOWN
    basis = "text" if any(bound.basis == "text" for bound in used) else "context"
    last = max(last for _, last in spans)
    evidence = tuple(sorted({bound.evidence for bound in used}))
    if last == date.max:
        return _open(DateInterval(spans[0][0], read_on, basis, evidence))
    return DateInterval(spans[0][0], last, basis, evidence)


def _open(found: DateInterval) -> DateInterval:
    """An interval that only the day of reading bounds says so, beside the day it begins with."""
    if found.last is None or not found.evidence:
        return found
    place = found.evidence[0]
    why = "published no later than it was read: nothing else bounds it from above"
    return found._replace(evidence=(*found.evidence, Evidence(place.start, place.end, why)))


def _within(stated: StatedDate, window: Days) -> bool:
    """A page's date outside the window is the day of a crawl, or of a member's joining."""
    known = Days.of(stated.first, stated.last)
    return known is None or known.meets(window)


def _infer(prose: Prose, window: Days) -> tuple[list[Days], list[Bound]]:
    """The days that the outlet's own words allow, and the bounds that were of use."""
    last = WINDOW_END if window.last == date.max else max(window.last, BEGIN)
    years = Days(max(BEGIN, date(window.first.year, 1, 1)), date(last.year, 12, 31))
    lower, upper = find_dated_bounds(prose, years)
    spans, used = apply([window], lower)
    war = find_war_bounds(prose)
    events = find_event_bounds(prose, _events())
    for bounds in (first_that_fits(spans, upper), war, events, find_season_bounds(prose, years)):
        spans, more = apply(spans, bounds)
        used += more
    return spans, used


@cache
def _events() -> list[Event]:
    return read_events()


def _from_page(page: list[PageDate], spans: list[Days]) -> DateInterval | None:
    """The first day called published; else what the other lines agree on; else a dateline."""
    for kind in ("published", "plain", "dateline"):
        dated = [(each.stated, _resolve(each.stated, spans)) for each in page if each.kind == kind]
        known = [(stated, days) for stated, days in dated if days]
        if known:
            first = known[0][1][0]
            same = known[:1] if kind == "published" else _close(known, first)
            evidence = tuple(
                Evidence(s.start, s.end, f"the page's own date: {kind}") for s, _ in same
            )
            days = [day for _, span in same for day in span]
            return DateInterval(min(days), max(days), "stated", evidence)
    return None


def _close(known: list[tuple[StatedDate, Days]], first: date) -> list[tuple[StatedDate, Days]]:
    """A second line within a month is a second day of the same report; further off, of another."""
    return [each for each in known if abs((each[1][0] - first).days) <= UPDATE_SPAN]


def _resolve(stated: StatedDate, spans: list[Days]) -> Days | None:
    """A page's date with its year; one without a year takes those that the text allows."""
    known = stated.days(Days(date(BEGIN.year, 1, 1), WINDOW_END))
    if stated.first is None or stated.precision == "month":
        known = narrow(known, spans) or (known if stated.first else [])
    return Days(known[0].first, known[-1].last) if known else None


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


def _from_update(page: list[PageDate], spans: list[Days], used: list[Bound]) -> DateInterval | None:
    """Not after the update; not before what the text tells, or not long before the update."""
    for each in page:
        days = _resolve(each.stated, spans) if each.kind == "updated" else None
        if not days:
            continue
        evidence = [Evidence(each.stated.start, each.stated.end, "updated: published no later")]
        told = narrow([Days(date.min, days[1])], spans)
        first = max(BEGIN, days[0] - timedelta(days=UPDATE_SPAN))
        if used and told:
            evidence += [bound.evidence for bound in used]
            first = told[0][0]
        return DateInterval(first, days[1], "text", tuple(sorted(evidence)))
    return None
