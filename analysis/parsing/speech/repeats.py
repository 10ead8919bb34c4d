"""Headlines repeat the words of a text, and so tell who says what they quote."""

import re
from collections.abc import Sequence

from analysis.parsing.spans import Paragraph, Quote

ALIKE = 0.5
"""A headline's quotation repeats one of the text if half of its words stand there."""

REPEATED = 200
"""So many spoken quotations are compared; more is no newspaper article."""

_WORD = re.compile(r"\w+")


def match_headlines(
    text: str, quotes: Sequence[Quote], paragraphs: Sequence[Paragraph]
) -> list[Quote]:
    """Headline quotations without a speaker take the one of the quotation that they repeat."""
    spoken = [
        (q, _words(text[q.start : q.end]))
        for q in quotes
        if q.kind == "speech" and q.role != "unknown"
    ]
    del spoken[REPEATED:]
    found = []
    for quote in quotes:
        own = quote.paragraph is None or paragraphs[quote.paragraph].furniture is None
        unknown = quote.kind == "headline_quote" and quote.role == "unknown" and not quote.cue
        found.append(_as_repeated(text, quote, spoken) if own and unknown else quote)
    return found


def _as_repeated(text: str, quote: Quote, spoken: list[tuple[Quote, set[str]]]) -> Quote:
    words = _words(text[quote.start : quote.end])
    best = max(spoken, key=lambda item: len(words & item[1]), default=None)
    if not best or not words or len(words & best[1]) / len(words) < ALIKE:
        return quote
    return quote._replace(speaker=best[0].speaker, role=best[0].role)


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}
