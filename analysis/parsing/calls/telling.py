"""The calls that a text tells: who talks, who released it where and when, and what it names."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import islice
from typing import NamedTuple

from analysis.parsing.calls.mentions import Mentions, find_mentions
from analysis.parsing.dates.calendar_words import find_weekdays
from analysis.parsing.dates.stated import StatedDate
from analysis.parsing.prose import Prose, between, cover, within
from analysis.parsing.sources.naming import kind_of
from analysis.parsing.spans import (
    CALLERS,
    Call,
    DateInterval,
    Evidence,
    Mention,
    Paragraph,
    Quote,
    Source,
    Span,
    Turn,
)
from analysis.parsing.wordlists import any_of, any_word, read_words, word_pattern
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


UNDATED = DateInterval(None, None, "unknown")
NEAR = 1000
"""Signs before the mention of one more call in which a quotation can begin that ends before it."""

RELEASERS = ("service", "ministry", "channel")
RELAYS = ("outlet", "agency")


class _Text(NamedTuple):
    """What is known of a text before its calls."""

    prose: Prose
    quotes: Sequence[Quote]
    turns: Sequence[Turn]
    sources: Sequence[Source]
    dates: list[CallDate]
    named: Mentions
    pairs: list[Mention]


def parse_calls(
    prose: Prose,
    published: DateInterval,
    *,
    quotes: Sequence[Quote] = (),
    turns: Sequence[Turn] = (),
    sources: Sequence[Source] = (),
) -> list[Call]:
    """The calls, or batches of calls, that a text tells, in its order.

    A new one begins where the text says so ("in another call"); calls released before that are
    told in passing last to the end of their paragraph.

    Parameters
    ----------
    prose
        The text.
    published
        When the text was published, which gives release dates their year.
    quotes, turns, sources
        Its quotations with those who say them, its transcripts, and mentions of who vouches.

    Returns
    -------
    list of Call
        None when nothing in the text speaks of a call.
    """
    if not turns and not word_pattern("dates", "call_words").search(prose.told.text):
        return []
    dates, pairs = parse_call_dates(prose, published), list(_pairs(prose))
    known = _Text(prose, quotes, turns, sources, dates, find_mentions(prose), pairs)
    return [_call(known, stretches) for stretches in _parts(known)]


def _parts(known: _Text) -> list[list[Span]]:
    """The stretches of text that each call is told in."""
    told = [each for each in known.prose.paragraphs if each.furniture is None]
    earlier = _earlier(known, told)
    aside = cover(known.prose.text, earlier)
    starts = [
        _begin(known, match.start())
        for match in _other_call().finditer(known.prose.told.text)
        if not aside[match.start()]
    ]
    # What stands before the first "another call" is the first; a text may also begin with one.
    starts = sorted({told[0].start, *starts})
    ends = [*starts[1:], told[-1].end]
    spans = [Span(*pair) for pair in zip(starts, ends, strict=True)]
    parts = [between(within(earlier, span), span) for span in spans]
    return sorted([part for part in (*parts, *([one] for one in earlier)) if part])


def _begin(known: _Text, place: int) -> int:
    """Where the sentence begins that tells of one more call; a quotation may end the last one."""
    start = known.prose.told.at(place).start
    ended = [
        quote.end + 1
        for quote in within(known.quotes, (max(start, place - NEAR), place))
        if quote.end < place and known.prose.text[quote.end - 1] in ".!?…"
    ]
    return max([start, *ended])


def _earlier(known: _Text, told: list[Paragraph]) -> list[Span]:
    """From the sentence that speaks of an earlier release to the end of its paragraph."""
    phrases = read_words("calls")["earlier_call"]
    not_yet = word_pattern("calls", "not_earlier")
    first: dict[int, int] = {}
    for _, sentence in known.prose.told.find(phrases, not_yet=not_yet):
        end = known.prose.paragraph_at(sentence.start).end
        if end > told[0].end:
            first[end] = min(sentence.start, first.get(end, end))
    return sorted(Span(start, end) for end, start in first.items())


def _call(known: _Text, stretches: list[Span]) -> Call:
    dates = within(known.dates, *stretches)
    sources = within(known.sources, *stretches)
    releasers = [each.name for each in sources if kind_of(each.name) in RELEASERS]
    # Who is named released it, though "the service" stands before, as in a headline.
    releasers.sort(key=lambda name: name in read_words("sources")["unnamed"].values())
    via = [each.name for each in sources if kind_of(each.name) in RELAYS]
    return Call(
        start=stretches[0].start,
        end=stretches[-1].end,
        parties=_parties(known, stretches),
        released_by=releasers[0] if releasers else None,
        released=next((each.when for each in dates if each.what == "released"), UNDATED),
        made=next((each.when for each in dates if each.what == "made"), UNDATED),
        channel=_channel(known, stretches),
        via=tuple(dict.fromkeys(via)),
        places=tuple(within(known.named.places, *stretches)),
        formations=tuple(within(known.named.formations, *stretches)),
        figures=tuple(within(known.named.figures, *stretches)),
    )


def _parties(known: _Text, stretches: list[Span]) -> tuple[str, ...]:
    """The roles of those who talk: of turns, else of quotations, else of who a call is said of."""
    talking = [turn.role for turn in within(known.turns, *stretches)]
    talking += [quote.role for quote in within(known.quotes, *stretches) if quote.kind == "speech"]
    roles = list(dict.fromkeys(role for role in talking if role in CALLERS))
    for pair in within(known.pairs, *stretches)[:1]:
        if set(roles) <= {pair.name}:
            return pair.name, pair.name
    calls, prose = word_pattern("dates", "call_words"), known.prose
    for sentence in within(known.prose.told.spans, *stretches):
        if len(roles) > 1:
            break
        people = prose.scene.people_in(*sentence)
        named = [person.role for person in people if person.role in CALLERS]
        # "A soldier tells his wife" need not say that it is in the call.
        if len(set(named)) > 1 or calls.search(prose.told.text, *sentence):
            roles = list(dict.fromkeys([*roles, *named]))
    return tuple(roles[:2])


def _pairs(prose: Prose) -> Iterator[Mention]:
    """Where a text speaks of two of a kind, and the role of both."""
    for match in _two_people().finditer(prose.told.text):
        named = [person.role for person in prose.scene.people_in(*match.span("who"))][:1]
        if named and named[0] in ("soldier", "woman"):
            yield Mention(*match.span(), "soldier" if named[0] == "soldier" else "unknown")


def _channel(known: _Text, stretches: list[Span]) -> str | None:
    """The channel named in a sentence that tells of a release."""
    for sentence in within(known.prose.told.spans, *stretches):
        words = known.prose.told.text[slice(*sentence)]
        if word_pattern("calls", "release_verbs").search(words):
            for name, spellings in read_words("calls")["channels"].items():
                if any_word(spellings).search(words):
                    return str(name)
    return None


@cache
def _other_call() -> re.Pattern[str]:
    before, adjectives, nouns = (
        any_of(read_words("calls")[f"other_call_{key}"])
        for key in ("before", "adjectives", "nouns")
    )
    return re.compile(rf"(?<!\w){before}(?: {adjectives}){{0,3}} {nouns}(?!\w)", re.IGNORECASE)


@cache
def _two_people() -> re.Pattern[str]:
    two = any_of(read_words("calls")["two"])
    return re.compile(rf"(?<!\w){two}(?P<who>(?: [\w-]+){{1,3}})", re.IGNORECASE)
