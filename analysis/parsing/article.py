"""A whole text parsed: paragraphs, speech, distance, sources, dates and calls, all with offsets."""

from dataclasses import dataclass
from datetime import date

from analysis.parsing.calls.telling import parse_calls
from analysis.parsing.dates.published import parse_published
from analysis.parsing.language import guess_language
from analysis.parsing.layout.paragraphs import parse_paragraphs
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
)  # fmt: skip
from analysis.parsing.speech.quotations import parse_quotes
from analysis.parsing.speech.reported import parse_reported
from analysis.parsing.speech.speakers import attribute_quotes
from analysis.parsing.speech.turns import parse_turns


@dataclass(frozen=True)
class Article:
    """One text and what it was parsed into; every offset refers to `text`, which is untouched."""

    text: str
    language: str
    published: DateInterval
    paragraphs: list[Paragraph]
    quotes: list[Quote]
    turns: list[Turn]
    reported: list[Reported]
    markers: list[Marker]
    sources: list[Source]
    calls: list[Call]


def parse_article(
    text: str,
    *,
    stated: date | None = None,
    address: str | None = None,
    read_on: date | None = None,
) -> Article:
    """Parse a text of any language; English and German in full.

    Parameters
    ----------
    text
        An article as it was saved, furniture and all. It is not changed.
    stated, address
        The day of publication and the address, where something outside the text gives them.
    read_on
        The day on which the text is at hand, which bounds what nothing in it bounds from above.

    Returns
    -------
    Article
        Lists of small records in the order of the text; furniture is marked, not deleted, and
        gives no quotation, marker, source or date.

    Examples
    --------
    >>> article = parse_article("“It rains,” the soldier said.")
    >>> [article.text[quote.start : quote.end] for quote in article.quotes]
    ['It rains,']
    """
    language = guess_language(text)
    paragraphs = parse_paragraphs(text)
    quotes = parse_quotes(text, paragraphs)
    turns = parse_turns(text, paragraphs)
    sources = parse_sources(text, paragraphs, quotes, language=language)
    quotes = attribute_quotes(text, paragraphs, quotes, sources=sources, turns=turns)
    published = parse_published(
        text, paragraphs, quotes, stated=stated, address=address, read_on=read_on
    )
    return Article(
        text=text,
        language=language,
        published=published,
        paragraphs=paragraphs,
        quotes=quotes,
        turns=turns,
        reported=parse_reported(text, paragraphs, quotes, turns=turns, sources=sources),
        markers=parse_markers(text, paragraphs, quotes, language=language),
        sources=sources,
        calls=parse_calls(text, paragraphs, quotes, turns, sources, published),
    )
