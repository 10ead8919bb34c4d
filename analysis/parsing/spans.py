"""What a text is parsed into: small records in the order of the text.

Offsets are Unicode code points of the untouched text: `text[start:end]` is the thing itself.
"""

from datetime import date
from typing import NamedTuple

from analysis.tables.days import Days

QUOTE_KINDS = ("speech", "headline_quote", "scare", "term", "title")
PARTNERS = ("mother", "wife", "relative", "comrade")
CALLERS = ("soldier", *PARTNERS)
"""Roles of those who talk in a call: a soldier, and whom he talks to."""

WAR = "war"
"""The pack of words of the kit's own corpus: with it those who talk in a call have roles, calls are
looked for, and a text can count the days of the war, allude to its events or be of its years."""

PACKS = (WAR,)
"""The packs that there are. All are read with unless it is said otherwise."""

OUTSIDERS = ("official", "politician", "journalist")
"""Roles of those who speak of calls."""

KNOWN_ROLES = (*CALLERS, *OUTSIDERS)
ROLES = (*KNOWN_ROLES, "unknown")


class Span(NamedTuple):
    """A stretch of the text."""

    start: int
    end: int


class Paragraph(NamedTuple):
    """A line that is not blank, without its edge blanks; `furniture` says of what sort."""

    start: int
    end: int
    kind: str
    furniture: str | None = None


class Quote(NamedTuple):
    """What stands between quotation marks (the marks are outside), and who is said to say it.

    `named` is where an attribution of its own names the speaker, `cue` where it says that one
    speaks; both are missing where the speaker is inferred from what stands around.
    """

    start: int
    end: int
    kind: str
    speaker: str | None = None
    role: str = "unknown"
    cue: Span | None = None
    source: str | None = None
    continued_from: int | None = None
    paragraph: int | None = None
    named: Span | None = None


class Reported(NamedTuple):
    """A clause that somebody is reported to say, without quotation marks."""

    start: int
    end: int
    speaker: str | None
    role: str = "unknown"
    cue: Span | None = None
    source: str | None = None
    named: Span | None = None


class Turn(NamedTuple):
    """What one speaker of a transcript says before the next one does."""

    start: int
    end: int
    speaker: str
    role: str = "unknown"


class Marker(NamedTuple):
    """A word by which the outlet keeps its distance, outside quotations."""

    start: int
    end: int
    kind: str


class Source(NamedTuple):
    """A mention of who vouches for a claim: `name` is the canonical name."""

    start: int
    end: int
    name: str


class Evidence(NamedTuple):
    """A stretch of the text that a date rests on, and why."""

    start: int
    end: int
    why: str


class DateInterval(NamedTuple):
    """First and last possible day, how they are known, and from what; all missing when unknown."""

    first: date | None
    last: date | None
    basis: str
    evidence: tuple[Evidence, ...] = ()

    @property
    def days(self) -> Days | None:
        """The interval where both its ends are known."""
        return Days(self.first, self.last) if self.first and self.last else None


class Mention(NamedTuple):
    """A place or a military formation where it is named: `name` is the usual English spelling."""

    start: int
    end: int
    name: str


class Figure(NamedTuple):
    """A number that is claimed; `bound` is lower, upper, about or none, `upto` ends a range."""

    start: int
    end: int
    value: float
    what: str
    bound: str | None = None
    upto: float | None = None


class Call(NamedTuple):
    """A call, or a batch of calls, as a text tells it, from where its telling begins."""

    start: int
    end: int
    parties: tuple[str, ...]
    released_by: str | None
    released: DateInterval
    made: DateInterval
    channel: str | None = None
    via: tuple[str, ...] = ()
    places: tuple[Mention, ...] = ()
    formations: tuple[Mention, ...] = ()
    figures: tuple[Figure, ...] = ()
