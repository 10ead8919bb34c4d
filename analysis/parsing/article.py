"""A whole text parsed: paragraphs, speech, distance, sources, dates and calls, all with offsets."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from typing import Any, NamedTuple, TypeVar
from unicodedata import is_normalized

from analysis.parsing.calls.telling import parse_calls
from analysis.parsing.dates.published import parse_published
from analysis.parsing.language import UNKNOWN, guess_language
from analysis.parsing.layout.lines import unbreak
from analysis.parsing.layout.paragraphs import parse_paragraphs
from analysis.parsing.prose import Prose
from analysis.parsing.sources.hedges import parse_markers
from analysis.parsing.sources.naming import parse_sources
from analysis.parsing.spans import (
    CALLERS,
    PACKS,
    WAR,
    Call,
    DateInterval,
    Marker,
    Paragraph,
    Quote,
    Reported,
    Source,
    Turn,
)
from analysis.parsing.speech.mark_pairs import Pair
from analysis.parsing.speech.quotations import find_pairs, parse_quotes
from analysis.parsing.speech.reported import parse_reported
from analysis.parsing.speech.speakers import attribute_quotes
from analysis.parsing.speech.turns import parse_turns
from analysis.parsing.wordlists import read_languages, read_words
from analysis.parsing.words import MARKS, count_words
from analysis.reading.hedges import read_markers
from analysis.tables.days import Days

_LETTER = re.compile(rf".[{MARKS}]*", re.DOTALL)


class Composed(NamedTuple):
    """A text with its letters composed (NFC), and where each, and its end, stands as it is."""

    text: str
    places: list[int]

    def place_back(self, value: Any) -> Any:
        """Records with offsets in the composed text -> the same with offsets in the text as it is.

        Examples
        --------
        >>> from analysis.parsing.spans import Span
        >>> compose_letters("cafe\\u0301 open").place_back([Span(5, 9)])
        [Span(start=6, end=10)]
        """
        if isinstance(value, list):
            return [self.place_back(each) for each in value]
        if not isinstance(value, tuple):
            return value
        if not hasattr(value, "_fields"):
            return tuple(map(self.place_back, value))
        fields = zip(value._fields, value, strict=True)
        return type(value)(
            *(
                self.places[each] if name in ("start", "end") else self.place_back(each)
                for name, each in fields
            )
        )


def compose_letters(text: str) -> Composed:
    """A text with each letter and its marks as one character, where there is one."""
    pieces, places = [], list[int]()
    for letter in _LETTER.finditer(text):
        piece = unicodedata.normalize("NFC", letter[0])
        pieces.append(piece)
        places.append(letter.start())
        places += range(letter.end() - len(piece) + 1, letter.end())
    return Composed("".join(pieces), [*places, len(text)])


PARTS = (
    "language", "paragraphs", "turns", "sources", "quotes", "reported", "markers", "published",
    "calls",
)  # fmt: skip
"""What an article is parsed into."""

Said = TypeVar("Said", Quote, Reported, Turn)
Made = TypeVar("Made")


@dataclass(frozen=True)
class Article:
    """One text and what it is parsed into, each part once, when it is first asked for.

    Every offset refers to `text`, which is untouched. The rest is what `parse_article` was told.
    """

    text: str
    stated: Days | None = None
    address: str | None = None
    latest: date | None = None
    window: Days | None = None
    packs: tuple[str, ...] = PACKS

    @cached_property
    def words(self) -> Counter[str]:
        """How often each word stands in the text, page furniture and all; not to be changed."""
        return count_words(self.text)

    @cached_property
    def language(self) -> str:
        return guess_language(self.text, self.words)

    @property
    def not_read(self) -> list[str]:
        """Parts that are not, or hardly, looked for in the text: to find none says nothing."""
        unread = unread_parts(self.language)
        return unread if WAR in self.packs else [*dict.fromkeys([*unread, "calls"])]

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        return parse_paragraphs(self.text)

    @cached_property
    def marked(self) -> list[list[Pair]]:
        """By paragraph, what stands between quotation marks, whatever it is."""
        return find_pairs(self.text, self.paragraphs)

    @cached_property
    def prose(self) -> Prose:
        """The text with its quotations and turns, nobody asked yet who says the first."""
        quotes = parse_quotes(self.text, self.paragraphs, self.marked)
        return Prose(self.text, self.paragraphs, quotes, turns=self.spoken, packs=self.packs)

    @cached_property
    def spoken(self) -> list[Turn]:
        """The turns of transcripts, whatever words of a subject are looked for."""
        return parse_turns(unbreak(self.text, self.paragraphs), self.paragraphs)

    @cached_property
    def turns(self) -> list[Turn]:
        return self._of_packs(self.spoken)

    @cached_property
    def sources(self) -> list[Source]:
        return parse_sources(self.prose, language=self.language)

    @cached_property
    def quotes(self) -> list[Quote]:
        return self._of_packs(attribute_quotes(self.prose, sources=self.sources))

    @cached_property
    def reported(self) -> list[Reported]:
        return self._of_packs(parse_reported(self.prose, sources=self.sources))

    @cached_property
    def markers(self) -> list[Marker]:
        return parse_markers(self.prose, language=self.language)

    @cached_property
    def published(self) -> DateInterval:
        return parse_published(
            self.prose,
            stated=self.stated,
            address=self.address,
            latest=self.latest,
            window=self.window,
        )

    @cached_property
    def calls(self) -> list[Call]:
        if WAR not in self.packs:
            return []
        return parse_calls(
            self.prose, self.published, quotes=self.quotes, turns=self.turns, sources=self.sources
        )

    def once(self, make: Callable[..., Made], *how: Hashable) -> Made:
        """What a function makes of the text, made when it is first asked for, as its parts are."""
        made = self.__dict__.setdefault("made", {})
        if (make, how) not in made:
            made[make, how] = make(self, *how)
        known: Made = made[make, how]
        return known

    def _of_packs(self, said: list[Said]) -> list[Said]:
        """What is said; without the pack of the war, nobody by a role in a call."""
        if WAR in self.packs:
            return said
        return [each._replace(role="unknown") if each.role in CALLERS else each for each in said]


@cache
def _marked() -> frozenset[str]:
    """The languages of which there are words of distance."""
    return frozenset(read_markers())


def unread_parts(language: str) -> list[str]:
    """What of an article is not, or hardly, looked for in a language, for want of its words.

    Examples
    --------
    >>> unread_parts("de"), unread_parts("pl")
    ([], ['sources', 'markers', 'calls'])
    """
    speech = read_languages().get(language, {})
    unsure = language == UNKNOWN  # words of every language are looked for
    read = {
        "speakers": unsure or "cue_verbs" in speech,
        "reported": unsure or "that" in speech,
        "sources": language in read_words("sources")["languages"],
        "markers": language in _marked(),
        "calls": unsure or language in read_words("calls")["languages"],
    }
    return [part for part, known in read.items() if not known]


def parse_article(
    text: str,
    *,
    stated: Days | None = None,
    address: str | None = None,
    latest: date | None = None,
    window: Days | None = None,
    packs: Iterable[str] = PACKS,
) -> Article:
    """Parse a text of any language; English and German in full, of others what they have words for.

    Parameters
    ----------
    text
        An article as it was saved, furniture and all. It is not changed.
    stated, address
        When and where it was published, as far as something outside the text says so.
    latest
        A day on which it was there already, such as that of its last change.
    window
        The days that the texts are of, such as those of a corpus: a day without a year takes its
        year from there. Without it, that of a text which names the war is one of the war.
    packs
        Words of a subject that are looked for besides those of every text. "war": calls and their
        dates; soldiers, mothers, wives and others who talk in them as roles; the days, events and
        years of the war. Without it a speaker has the words of the text and, of a role, only
        official, politician or journalist.

    Returns
    -------
    Article
        Lists of small records in the order of the text; furniture is marked, not deleted, and
        gives no quotation, marker, source or date. `not_read` names the parts that are not looked
        for in the language of the text.

    Raises
    ------
    ValueError
        There is no such pack.

    Examples
    --------
    >>> article = parse_article("“It rains,” the soldier said.")
    >>> [article.text[quote.start : quote.end] for quote in article.quotes]
    ['It rains,']
    >>> [article.quotes[0].role, parse_article(article.text, packs=[]).quotes[0].role]
    ['soldier', 'unknown']
    """
    chosen = tuple(packs)
    if unknown := sorted({*chosen} - {*PACKS}):
        raise ValueError(f"no pack {', '.join(unknown)}; there are: {', '.join(PACKS)}")
    article = Article(text, stated, address, latest, window, chosen)
    return article if is_normalized("NFC", text) else _parse_composed(article)


def _parse_composed(article: Article) -> Article:
    """An article with letters apart from their accents, and what is found in it composed."""
    composed = compose_letters(article.text)
    found = replace(article, text=composed.text)
    parts = {name: composed.place_back(getattr(found, name)) for name in PARTS}
    known = [found.prose.quotes, found.marked, found.spoken]
    quotes, marked, spoken = composed.place_back(known)
    # What a cached property finds in its place, it takes.
    prose = Prose(article.text, parts["paragraphs"], quotes, turns=spoken, packs=article.packs)
    article.__dict__.update(parts, marked=marked, spoken=spoken, prose=prose)
    return article
