"""What the words of a quotation say about who may say them: whom they address, what they ask."""

import re
from functools import cache

from analysis.parsing.words import read_words

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
        role: re.compile(rf"{_BEFORE}(?:{'|'.join(words)}){_AFTER}", re.IGNORECASE)
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
