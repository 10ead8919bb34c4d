"""What a text tells, as it can be compared with other tellings: words, names, numbers, days."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from analysis.collecting.matching.normalising import NUMBER, find_names, name_keys, stems
from analysis.collecting.matching.normalising import numbers as read_figures
from analysis.collecting.matching.ranking import DIGESTS
from analysis.parsing.article import Article
from analysis.parsing.dates.calendar_words import (
    NUMBERS,
    WORDS_TOO,
    month_names,
    weekday_names,
)
from analysis.parsing.sentences import sentences
from analysis.parsing.spans import Span
from analysis.parsing.wordlists import read_words
from analysis.tables.days import Days

PASSAGE = 60
"""Words of a passage, about as many as our digest of a call has."""

LEAST_AMOUNT = 4
"""Smaller numbers stand in every text."""

OWN_WORDS = frozenset(stems(" ".join(read_words("matching")["own_words"])))
"""Words of our digests that tell no report from another."""

YEAR = re.compile(r"(?:19|20)\d\d")
_TENS = "|".join(word for word, value in NUMBERS.items() if 20 <= value <= 90)
_UNITS = "|".join(word for word, value in NUMBERS.items() if value <= 9)
_SPELLED = re.compile(
    rf"(?<![\w-])(?:(?P<tens>{_TENS})-(?P<unit>{_UNITS})|(?P<one>{'|'.join(NUMBERS)}))(?![\w-])",
    re.IGNORECASE,
)


class Passage(NamedTuple):
    """A stretch of a text, and the stems of its words."""

    start: int
    end: int
    stems: frozenset[str]


class Facts(NamedTuple):
    """What is known of a telling beside its words."""

    published: Days | None = None
    released: Days | None = None
    released_by: str | None = None


@dataclass(frozen=True)
class Told:
    """What a text tells; names by skeleton and numbers as digits, each with its first place."""

    text: str
    language: str
    passages: tuple[Passage, ...]
    names: Mapping[str, Span]
    numbers: Mapping[str, Span]
    facts: Facts


@cache
def _empty_stems() -> frozenset[str]:
    calendar = (month_names().keys() | weekday_names().keys()) - WORDS_TOO
    return OWN_WORDS | stems(" ".join([*calendar, *read_words("stopwords")[DIGESTS]]))


def telling_stems(text: str) -> frozenset[str]:
    """The stems of words that can tell one call from another; what days tell is compared as days.

    Examples
    --------
    >>> sorted(telling_stems("The soldier reportedly left them on Friday without boots."))
    ['boots', 'left', 'withou']
    """
    return frozenset(stems(text)) - _empty_stems()


def body_of(article: Article) -> list[Span]:
    """The lines of a text but for page furniture."""
    return [Span(each.start, each.end) for each in article.paragraphs if not each.furniture]


def read_told(article: Article) -> Told:
    """What a parsed text tells; page furniture aside."""
    releasers = [call.released_by for call in article.calls if call.released_by]
    facts = Facts(
        published=article.published.days,
        released=next((call.released.days for call in article.calls if call.released.days), None),
        released_by=next(iter(releasers), None),
    )
    return tell(article.text, body_of(article), language=article.language, facts=facts)


def tell(text: str, body: Iterable[Span], *, language: str, facts: Facts) -> Told:
    """What the parts of a text that count tell.

    Examples
    --------
    >>> told = tell("Five of 30 left Izium.", [Span(0, 22)], language="en", facts=Facts())
    >>> sorted(told.numbers), [told.text[slice(*place)] for place in told.names.values()]
    (['30', '5'], ['Izium'])
    """
    body = list(body)
    names: dict[str, Span] = {}
    numbers: dict[str, Span] = {}
    for start, end in body:
        for named in find_names(text[start:end]):
            for key in name_keys(named.word) if telling_stems(named.word) else ():
                names.setdefault(key, Span(start + named.start, start + named.end))
        for number, place in find_numbers(text[start:end]):
            numbers.setdefault(number, Span(start + place.start, start + place.end))
    return Told(text, language, tuple(_passages(text, body)), names, numbers, facts)


def find_numbers(text: str) -> Iterator[tuple[str, Span]]:
    """Numbers in figures, and in English and German words, from four on; no years.

    Examples
    --------
    >>> [number for number, _ in find_numbers("In 2022, 1,000 rubles and twenty-five men")]
    ['1000', '25']
    """
    for match in NUMBER.finditer(text):
        for number in read_figures(match.group()):
            if not YEAR.fullmatch(number) and float(number) >= LEAST_AMOUNT:
                yield number, Span(*match.span())
    for match in _SPELLED.finditer(text):
        value = sum(NUMBERS[word.casefold()] for word in match.groups() if word)
        if value >= LEAST_AMOUNT:
            yield str(value), Span(*match.span())


def _passages(text: str, body: list[Span]) -> Iterator[Passage]:
    """The whole, and every run of sentences that has the words of a passage."""
    parts = [
        Span(start + part.start, start + part.end)
        for start, end in body
        for part in sentences(text[start:end])
    ]
    bags = [telling_stems(text[start:end]) for start, end in parts]
    runs = list(_runs([len(text[start:end].split()) for start, end in parts]))
    whole = (0, len(parts))
    for first, last in [whole, *(run for run in runs if run != whole)] if parts else []:
        stretch = bags[first:last]
        yield Passage(parts[first].start, parts[last - 1].end, frozenset().union(*stretch))


def _runs(words: list[int]) -> Iterator[tuple[int, int]]:
    """From each sentence on, as many as make a passage, until the last is in one."""
    for first in range(len(words)):
        last, count = first + 1, words[first]
        while count < PASSAGE and last < len(words):
            count += words[last]
            last += 1
        yield first, last
        if last == len(words):
            return
