"""A whole text parsed: paragraphs, speech, distance, sources, dates and calls, all with offsets."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from unicodedata import is_normalized

from analysis.parsing.calls.telling import parse_calls
from analysis.parsing.composing import compose_letters
from analysis.parsing.dates.published import parse_published
from analysis.parsing.language import UNKNOWN, guess_language
from analysis.parsing.layout.paragraphs import parse_paragraphs
from analysis.parsing.prose import Prose
from analysis.parsing.sources.hedges import parse_markers
from analysis.parsing.sources.naming import parse_sources
from analysis.parsing.spans import (
    Call,
    DateInterval,
    Marker,
    Paragraph,
    Quote,
    Reported,
    Source,
    Turn,
)
from analysis.parsing.speech.quotations import parse_quotes
from analysis.parsing.speech.reported import parse_reported
from analysis.parsing.speech.speakers import attribute_quotes
from analysis.parsing.wordlists import read_languages, read_words
from analysis.reading.hedges import read_markers
from analysis.tables.days import Days

PARTS = (
    "language", "paragraphs", "turns", "sources", "quotes", "reported", "markers", "published",
    "calls",
)  # fmt: skip
"""What an article is parsed into."""


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

    @cached_property
    def language(self) -> str:
        return guess_language(self.text)

    @property
    def not_read(self) -> list[str]:
        """Parts that are not, or hardly, looked for in the language: to find none says nothing."""
        return unread_parts(self.language)

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        return parse_paragraphs(self.text)

    @cached_property
    def prose(self) -> Prose:
        """The text with its quotations, nobody asked yet who says them."""
        return Prose(self.text, self.paragraphs, parse_quotes(self.text, self.paragraphs))

    @cached_property
    def turns(self) -> list[Turn]:
        return self.prose.scene.turns

    @cached_property
    def sources(self) -> list[Source]:
        return parse_sources(self.prose, language=self.language)

    @cached_property
    def quotes(self) -> list[Quote]:
        return attribute_quotes(self.prose, sources=self.sources)

    @cached_property
    def reported(self) -> list[Reported]:
        return parse_reported(self.prose, sources=self.sources)

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
        return parse_calls(
            self.prose, self.published, quotes=self.quotes, turns=self.turns, sources=self.sources
        )


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
        "markers": language in read_markers(),
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

    Returns
    -------
    Article
        Lists of small records in the order of the text; furniture is marked, not deleted, and
        gives no quotation, marker, source or date. `not_read` names the parts that are not looked
        for in the language of the text.

    Examples
    --------
    >>> article = parse_article("“It rains,” the soldier said.")
    >>> [article.text[quote.start : quote.end] for quote in article.quotes]
    ['It rains,']
    """
    article = Article(text, stated, address, latest, window)
    return article if is_normalized("NFC", text) else _parse_composed(article)


def _parse_composed(article: Article) -> Article:
    """An article with letters apart from their accents, and what is found in it composed."""
    composed = compose_letters(article.text)
    found = replace(article, text=composed.text)
    parts = {name: composed.place_back(getattr(found, name)) for name in PARTS}
    quotes = composed.place_back(found.prose.quotes)
    # What a cached property finds in its place, it takes.
    article.__dict__.update(parts, prose=Prose(article.text, parts["paragraphs"], quotes))
    return article
