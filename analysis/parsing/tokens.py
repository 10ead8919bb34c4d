"""The words of a text, and whose they are: the outlet's own, quoted, or in scare quotes."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import chain, compress

from analysis.parsing.article import Article
from analysis.parsing.prose import Spanning
from analysis.parsing.spans import Paragraph, Span
from analysis.parsing.words import LETTER, WORD, count_words

COUNTED = ("headline", "subheading", "body")
"""Kinds of paragraph in which an outlet tells; bylines, captions and legends are names mostly."""

SPEECH = ("speech", "headline_quote")

_TAIL = re.compile(rf"(?<={LETTER}){LETTER}+")
"""The rest of a word behind a place within it."""

OWN, QUOTED, SCARE = "own", "quoted", "scare quotes"
EVERYBODY = (OWN, QUOTED, SCARE)
ANYTHING = "anything"
"""Whose the words of a page are, furniture and all: nothing is parsed to find them."""


def list_tokens(article: Article, whose: Collection[str]) -> Iterator[Span]:
    """The words of headlines, subheadings and body that are somebody's, in order; or of anything.

    A word is a run of letters and digits, and whose its first sign is; page furniture has none.
    """
    for stretch in _stretches(article, whose):
        for found in WORD.finditer(article.text, *stretch):
            yield Span(*found.span())


def count_tokens(article: Article, whose: Collection[str]) -> Counter[str]:
    """How often each word that is somebody's stands there, in small letters."""
    found = [article.text[start:end] for start, end in _stretches(article, whose)]
    return article.words if found == [article.text] else count_words("\n".join(found))


def _stretches(article: Article, whose: Collection[str]) -> Iterator[Span]:
    """Where the words stand that are somebody's, from the start of one to the end of one."""
    everybody = {*whose} == {*EVERYBODY} and all(map(_is_told, article.paragraphs))
    if everybody or ANYTHING in whose:
        yield Span(0, len(article.text))
        return
    wanted = "".join(str(EVERYBODY.index(each)) for each in whose)
    for found in re.finditer(rf"[{wanted}]+".encode(), _whose_signs(article, whose)):
        start, end = (
            tail.end() if (tail := _TAIL.match(article.text, edge)) else edge
            for edge in found.span()
        )
        yield Span(start, end)


def _is_told(paragraph: Paragraph) -> bool:
    """Whether the outlet tells in it."""
    return paragraph.furniture is None and paragraph.kind in COUNTED


def _whose_signs(article: Article, whose: Collection[str]) -> bytearray:
    """For each sign of a text the number of whose it is; a blank where nobody tells.

    No more is parsed than it takes to tell whose words are asked for from those of others.
    """
    signs = bytearray(b" " * len(article.text))

    def paint(spans: Iterable[Spanning], owner: str) -> None:
        for each in spans:
            signs[each.start : each.end] = str(EVERYBODY.index(owner)).encode() * (
                each.end - each.start
            )

    told = [*map(_is_told, article.paragraphs)]
    paint(compress(article.paragraphs, told), OWN)
    if {*whose} != {*EVERYBODY}:
        paint(chain.from_iterable(compress(article.marked, told)), SCARE)
    if {*whose} not in ({*EVERYBODY}, {OWN}):
        quotes = [each for each in article.prose.quotes if each.kind in SPEECH]
        paint((each for each in quotes if told[each.paragraph or 0]), QUOTED)
    paint(article.spoken, QUOTED)
    return signs
