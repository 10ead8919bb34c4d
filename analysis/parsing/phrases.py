"""Phrases that stand for something, found in sentences: whole words, in any order.

A phrase is a row of words; a * stands for any ending, and " + " joins rows of words that must
stand in one sentence.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from analysis.parsing.prose import sentences
from analysis.parsing.spans import Span

NEAR = 30
"""Signs before a phrase in which a word can say that it has not happened: `before the retreat`."""


@lru_cache(maxsize=4096)
def _parts(phrase: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each row of words: a piece of it to look for first, for speed, and its pattern."""
    return tuple((_sure(part), _pattern(part)) for part in phrase.split(" + "))


def _sure(part: str) -> str:
    return max(part.replace("*", " ").split(" "), key=len).casefold()


def _pattern(part: str) -> re.Pattern[str]:
    words = [re.escape(word).replace(r"\*", r"\w*") for word in part.split(" ")]
    return re.compile(r"(?<!\w)" + r"[\s-]".join(words) + r"(?!\w)", re.IGNORECASE)


def any_word(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of some words, whole, the longest first."""
    ordered = sorted(map(re.escape, words), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(ordered)})(?!\w)", re.IGNORECASE)


class PhraseFinder:
    """Finds phrases in one text; it keeps the sentences and what they are in small letters."""

    def __init__(self, text: str, *, not_yet: re.Pattern[str] | None = None) -> None:
        self.text, self.not_yet = text, not_yet
        self.folded = text.casefold()
        self.sentences = sentences(text)

    def find(self, phrases: Iterable[str]) -> list[tuple[Span, Span]]:
        """Where the first row of words of a phrase stands, and the sentence, for each sentence."""
        found = []
        for phrase in phrases:
            parts = _parts(phrase)
            if all(sure in self.folded for sure, _ in parts):
                found += [
                    (place, sentence)
                    for sentence in self.sentences
                    if (place := self._place(parts, sentence))
                ]
        return found

    def _place(self, parts: tuple[tuple[str, re.Pattern[str]], ...], sentence: Span) -> Span | None:
        matches = [pattern.search(self.text, *sentence) for _, pattern in parts]
        if not all(matches):
            return None
        places = sorted(match.span() for match in matches if match)
        start, end = places[0][0], max(place[1] for place in places)
        near = max(sentence.start, start - NEAR)
        if self.not_yet and self.not_yet.search(self.text, near, start):
            return None
        return Span(start, end)
