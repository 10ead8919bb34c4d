"""Headlines repeat the words of a text, and so tell who says what they quote."""

import re
from collections.abc import Sequence

from analysis.parsing.spans import Paragraph, Quote, Turn

ALIKE = 0.5
"""A headline's quotation repeats one of the text if half of its words stand there."""

VERY_WORDS = 0.9
"""The same where the headline names somebody, who may be the one who published the call."""

REPEATED = 200
"""So many spoken quotations are compared; more is no newspaper article."""

_WORD = re.compile(r"\w+")


def match_headlines(
    text: str, quotes: Sequence[Quote], paragraphs: Sequence[Paragraph], turns: Sequence[Turn] = ()
) -> list[Quote]:
    """Headline quotations without a word of saying take the speaker of what they repeat.

    One that the headline itself gives a speaker takes another only from its very words.
    """
    said = (q for q in quotes if q.kind == "speech" and q.role not in ("unknown", "journalist"))
    known: list[Quote | Turn] = [*said, *turns]
    spoken = [(each, _words(text[each.start : each.end])) for each in known[:REPEATED]]
    found = []
    for quote in quotes:
        own = quote.paragraph is None or paragraphs[quote.paragraph].furniture is None
        open_to = own and quote.kind == "headline_quote" and not quote.cue
        found.append(_as_repeated(text, quote, spoken) if open_to else quote)
    return found


def _as_repeated(text: str, quote: Quote, spoken: list[tuple[Quote | Turn, set[str]]]) -> Quote:
    words = _words(text[quote.start : quote.end])
    best = max(spoken, key=lambda item: len(words & item[1]), default=None)
    if not best or not words:
        return quote
    least = ALIKE if quote.role == "unknown" else VERY_WORDS
    if len(words & best[1]) / len(words) < least:
        return quote
    return quote._replace(speaker=best[0].speaker, role=best[0].role)


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}
