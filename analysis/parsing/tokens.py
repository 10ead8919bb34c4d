"""The words of a text, and whose they are: the outlet's own, quoted, or in scare quotes."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from analysis.parsing.article import MARKS, Article
from analysis.parsing.prose import Spanning, cover

COUNTED = ("headline", "subheading", "body")
"""Kinds of paragraph in which an outlet tells; bylines, captions and legends are names mostly."""

SPEECH = ("speech", "headline_quote")

LETTER = rf"[\w{MARKS}]"
"""A letter can stand apart from its accents."""

WORD = re.compile(rf"\w{LETTER}*")

OWN, QUOTED, SCARE = "own", "quoted", "scare quotes"


class Token(NamedTuple):
    """A word at its place: a run of letters and digits, and whose it is."""

    start: int
    end: int
    whose: str


def list_tokens(article: Article) -> Iterator[Token]:
    """The words of headlines, subheadings and body, in order; page furniture has none."""
    text, quotes, turns = article.text, article.prose.quotes, article.turns
    told: list[Spanning] = [
        each for each in article.paragraphs if each.furniture is None and each.kind in COUNTED
    ]
    counted = cover(text, [*told, *turns])
    spoken = cover(text, [*(each for each in quotes if each.kind in SPEECH), *turns])
    marked = cover(text, quotes)
    for found in WORD.finditer(text):
        start = found.start()
        if counted[start]:
            whose = QUOTED if spoken[start] else SCARE if marked[start] else OWN
            yield Token(start, found.end(), whose)


def count_tokens(article: Article) -> Counter[tuple[str, str]]:
    """How often each word, in small letters, is whose."""
    return Counter((each.whose, fold(article.text[each.start : each.end]))
                   for each in list_tokens(article))  # fmt: skip


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """A word in small letters, these composed; one that would grow by it, such as "İ", stays
    findable as it is.
    """
    word = unicodedata.normalize("NFC", word)
    small = word.lower()
    return small if len(small) == len(word) else word
