"""When a text was published: an interval that contains the day, with what it rests on.

All that speaks of the day is one list of claims: what the file itself states, lines of the page,
its dateline, its address. The surest counts, narrowed by what the others say where they agree.
Without any, the day is inferred, rather too wide than wrong: bounds from days on which the text was
there, from dates, from the length of the war, from public events and from seasons are laid over
each other, the surer first.
"""

from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from analysis.parsing.dates.bounds import (
    ALWAYS,
    Bound,
    apply,
    find_dated_bounds,
    find_event_bounds,
    find_war_bounds,
    narrow,
    seasons,
)
from analysis.parsing.dates.pages import (
    PageDate,
    find_address,
    find_page_dates,
    parse_address_date,
    split_archived,
)
from analysis.parsing.dates.readings import read_in
from analysis.parsing.dates.war_time import BEGIN, WAR, is_of_war
from analysis.parsing.language import guess_language
from analysis.parsing.prose import Prose
from analysis.parsing.spans import DateInterval, Evidence
from analysis.parsing.wordlists import word_pattern
from analysis.reading.events import Event, read_events
from analysis.tables.days import Days

UPDATE_SPAN = 30
"""Days before a line such as `Last updated` within which a report first came out, where nothing
in the text says more: a judgement, not a rule of any outlet. Two lines of a page that are as near
to each other are both of its report."""

A_YEAR = timedelta(days=364)
UNKNOWN = DateInterval(None, None, "unknown")


class Claim(NamedTuple):
    """What one place says of the day of publication: any of the `readings` can be meant.

    `kind` is one of `BASES`, or updated, or saved: the text was there on that day.
    """

    kind: str
    readings: list[Days]
    evidence: tuple[Evidence, ...] = ()

    @property
    def days(self) -> Days:
        """From the first day that can be meant to the last."""
        return Days(self.readings[0].first, self.readings[-1].last)

    @property
    def allows(self) -> list[Days]:
        """The days on which the text can have been published, if this is of it."""
        if self.kind == "updated" and self.readings:
            return [Days(date.min, self.days.last)]
        return self.readings if self.kind in BASES else []


BASES = {
    "header": "stated", "published": "stated", "plain": "stated", "dateline": "stated", "url": "url"
}  # fmt: skip
"""The kinds of claims that give the day itself, the surest first -> the basis of the date."""


def parse_published(
    prose: Prose,
    *,
    window: Days | None = None,
    address: str | None = None,
    stated: Days | None = None,
    latest: date | None = None,
) -> DateInterval:
    """When a text was published, as an interval.

    Parameters
    ----------
    prose
        The text; furniture and quotations in it date nothing.
    window
        The days between which it must have been published, such as those that a corpus is about: a
        day without a year takes its year from there. Without it, a text that names the war is held
        to be of the war, and in any other such a day stays open.
    address
        Where the text stands; without it, the address that the text gives.
    stated
        What something outside the text states, such as a file's own header.
    latest
        A day on which it was there already, such as that of its last change.

    Returns
    -------
    DateInterval
        `basis` is stated, url, text (inferred from dates or the length of the war), context (from
        events and seasons) or unknown. `first` or `last` is missing when nothing bounds it, both
        are when nothing at all is known.

    Examples
    --------
    >>> from analysis.parsing.layout.paragraphs import parse_paragraphs
    >>> text = "Posted on 3 August 2022"
    >>> parse_published(Prose(text, parse_paragraphs(text))).first
    datetime.date(2022, 8, 3)
    """
    page = find_page_dates(prose)
    url, there = _from_address(prose, address)
    there += [Bound(None, _until(latest), "text")] if latest else []
    there += [_saved(each) for each in page if each.kind == "saved" and each.stated.last]
    frame, years = _frame(prose, window)
    spans, used = _infer(prose, frame, years, page=page, there=there)
    near = narrow(spans, url.readings) or spans
    resolved = [_of_page(prose, each, years, near) for each in page]
    limit = min([bound.spans[0].last for bound in there] + [date.today() + timedelta(days=1)])
    claims = [
        claim._replace(readings=_possible(claim.readings, frame, limit))
        for claim in (Claim("header", [stated] if stated else []), *resolved, url)
    ]
    if found := _conclude(claims) or _from_update(claims, spans, used):
        return found
    spans, more = apply(
        spans,
        [
            Bound(claim.evidence[0], tuple(claim.readings), "text")
            for claim in claims
            if claim.kind == "yearless" and claim.readings
        ],
    )
    if not (used := used + more):
        return UNKNOWN
    basis = "text" if any(bound.basis == "text" for bound in used) else "context"
    evidence = tuple(sorted({bound.evidence for bound in used if bound.evidence}))
    return _interval(spans, basis, evidence)


def _interval(spans: list[Days], basis: str, evidence: tuple[Evidence, ...]) -> DateInterval:
    first, last = min(first for first, _ in spans), max(last for _, last in spans)
    first_known, last_known = first > date.min, last < date.max
    return DateInterval(
        first if first_known else None, last if last_known else None, basis, evidence
    )


def _until(last: date) -> tuple[Days]:
    return (Days(date.min, last),)


def _saved(page: PageDate) -> Bound:
    stated = page.stated
    why = "printed, saved or changed then: published no later"
    return Bound(Evidence(stated.start, stated.end, why), _until(stated.last or date.max), "text")


def _frame(prose: Prose, window: Days | None) -> tuple[Days, Days | None]:
    """The days that are possible at all, and those from which a day without a year takes it."""
    if window:
        return window, window
    of_war = prose.of_war and is_of_war(prose.text)
    return (Days(BEGIN, date.max), WAR) if of_war else (ALWAYS, None)


def _infer(
    prose: Prose, frame: Days, years: Days | None, *, page: list[PageDate], there: list[Bound]
) -> tuple[list[Days], list[Bound]]:
    """The days that the outlet's own words allow, and the bounds that were of use."""
    lower, upper = find_dated_bounds(prose, years, leave_out=[each.stated for each in page])
    spans, used = apply([frame], [*there, *lower])
    passes = [[bound for bound in upper if narrow(spans, bound.spans)][:1]]
    if years:
        not_yet = word_pattern("dates", "not_yet")
        passes += [
            find_war_bounds(prose),
            find_event_bounds(prose, _events() if prose.of_war else [], not_yet=not_yet),
            find_event_bounds(prose, seasons(years.first.year - 1, years.last.year)),
        ]
    for bounds in passes:
        spans, more = apply(spans, bounds)
        used += more
    return spans, used


@cache
def _events() -> list[Event]:
    return read_events(checked=True)


def _of_page(prose: Prose, page: PageDate, years: Days | None, near: list[Days]) -> Claim:
    """A page's date with its days; one without a year takes those that the text allows."""
    stated, kind = page
    if stated.first is None and years is None and near[-1].last < date.max:
        years = Days(max(near[0].first, near[-1].last - A_YEAR), near[-1].last)
    known = stated.days(years)
    if stated.first is None or stated.precision == "month":
        known = narrow(known, near) or (known if stated.first else [])
    why = f"the page's own date: {kind}"
    if len(known) > 1 and stated.first is None:
        kind, why = "yearless", "the page's own day, in one of several years"
    elif len(known) > 1:
        language = guess_language(prose.text)
        if day := read_in(language, prose.text, stated):
            known, why = [Days(day, day)], f"{why}, read as in `{language}`"
    return Claim(kind, known, (Evidence(stated.start, stated.end, why),))


def _possible(readings: list[Days], frame: Days, limit: date) -> list[Days]:
    """One outside the frame is the day of a crawl, or of a member's joining; none is to come."""
    return [
        Days(first, min(last, limit))
        for first, last in readings
        if first <= limit and frame.meets(Days(first, last))
    ]


def _conclude(claims: list[Claim]) -> DateInterval | None:
    """The surest claim, narrowed by what the others say where they agree with it.

    A second line within a month is a second day of the same report; one further off is of another,
    and nobody knows which is this one's.
    """
    for kind, basis in BASES.items():
        known = [claim for claim in claims if claim.kind == kind and claim.readings]
        if not known:
            continue
        same = known if kind in ("plain", "dateline") else known[:1]
        if any(each.days.apart(known[0].days) > UPDATE_SPAN for each in same):
            continue
        readings = [days for claim in same for days in claim.readings]
        evidence = [each for claim in same for each in claim.evidence]
        for other in claims:
            narrower = narrow(readings, other.allows) if other not in same else []
            if narrower and narrower != sorted(readings):
                readings = narrower
                evidence += other.evidence
        return _interval(readings, basis, tuple(sorted(set(evidence))))
    return None


def _from_address(prose: Prose, address: str | None) -> tuple[Claim, list[Bound]]:
    """What an address says of the day; one in an archive, too, by when the page was there."""
    evidence: tuple[Evidence, ...] = ()
    if address is None and (found := find_address(prose.text, prose.paragraphs)):
        address, place = found
        evidence = (Evidence(*place, "the day in the address"),)
    own, archived = split_archived(address or "")
    days = parse_address_date(own)
    there = [Bound(None, _until(archived.last), "text")] if archived else []
    return Claim("url", [days] if days else [], evidence), there


def _from_update(claims: list[Claim], spans: list[Days], used: list[Bound]) -> DateInterval | None:
    """Not after the update; not before what the text tells, or not long before the update."""
    updated = next((each for each in claims if each.kind == "updated" and each.readings), None)
    if updated is None:
        return None
    first, last = updated.days
    told = narrow(spans, _until(last))
    evidence = [each._replace(why="updated: published no later") for each in updated.evidence]
    if used and told and told[0].first > date.min:
        evidence += [bound.evidence for bound in used if bound.evidence]
        first = told[0].first
    else:
        first = max(first - timedelta(days=UPDATE_SPAN), spans[0].first)
    return DateInterval(first, last, "text", tuple(sorted(evidence)))
