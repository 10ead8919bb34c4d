"""What the words of a quotation say about who says them: whom they address, ask, repeat."""

import re
from collections.abc import Sequence
from functools import cache

from analysis.parsing.spans import Paragraph, Quote, Turn
from analysis.parsing.wordlists import any_of, read_words

ASKING = re.compile(
    r"(?:ask|wonder|inquir|quer(?:y|ied)|want(?:s|ed) to know|frag|erkundig|will|wollte|möchte"
    r"|wissen)",
    re.IGNORECASE,
)
"""How a word of saying begins that asks for an answer."""

BETWEEN = re.compile(r"[\s“”„\"«»‘'’‚‹›「」*_–—―-]*")
QUESTION_ENDS = "?"

_BEFORE = (
    r"(?:^|[,.!?…;:]\s*"
    r"|(?<=\s)(?:but|and|yes|no|oh|well|hello|hi|ja|nein|ach|aber|und|hallo|да|нет)\s)"
)
_AFTER = r"(?=\s*(?:[,.!?…;]|$))"


@cache
def _called() -> dict[str, re.Pattern[str]]:
    return {
        role: re.compile(rf"{_BEFORE}{any_of(words)}{_AFTER}", re.IGNORECASE)
        for role, words in read_words("addressing").items()
    }


def addressed(words: str) -> str | None:
    """Whom a quotation speaks to: mother, father or soldier; missing where it calls nobody.

    Examples
    --------
    >>> addressed("No, Mum, the coats never came.")
    'mother'
    >>> addressed("Mum knows it.") is None
    True
    """
    for role, pattern in _called().items():
        if pattern.search(words):
            return role
    return None


def asks(words: str) -> bool:
    """Whether a quotation ends with a question."""
    return words.rstrip("”“\"’' ").endswith(QUESTION_ENDS)


def is_asking(cue: str) -> bool:
    """Whether a word of saying asks: `fragt`, `wants to know`."""
    return bool(ASKING.match(cue))


def touch(gap: str) -> bool:
    """Whether nothing but marks and dashes stands between two quotations."""
    return bool(BETWEEN.fullmatch(gap))


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
    return quote._replace(speaker=best[0].speaker, role=best[0].role, named=None)


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}
