"""The words of a text: where one begins and ends, how it is compared, how often each is there."""

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from itertools import chain

from analysis.parsing.wordlists import KNOWN

MARKS = "\u0300-\u036f\u0483-\u0487\u064b-\u065f\u1161-\u11ff\u3099\u309a"
"""What a letter can be composed with: accents, Arabic and Japanese marks, Korean vowels."""

LETTER = rf"[\w{MARKS}]"
"""A letter can stand apart from its accents."""

WORD = re.compile(rf"\w{LETTER}*")


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """A word in small letters, these composed; one that would grow by it, such as "İ", stays
    findable as it is.
    """
    word = unicodedata.normalize("NFC", word)
    small = word.lower()
    return small if len(small) == len(word) else word


def count_words(text: str) -> Counter[str]:
    """How often each word stands in a text, in small letters, in the order of the text.

    Examples
    --------
    >>> dict(count_words("“No boots,” he said: no boots."))
    {'no': 2, 'boots': 2, 'he': 1, 'said': 1}
    """
    return Counter(chain.from_iterable(map(_words_of, text.split())))


@lru_cache(KNOWN)
def _words_of(written: str) -> tuple[str, ...]:
    """The words of what stands between two blanks: mostly one, beside its marks."""
    return tuple(map(fold, WORD.findall(written)))
