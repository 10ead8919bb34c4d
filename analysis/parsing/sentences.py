"""Sentences: where they end, and the phrases in them."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

from analysis.parsing.spans import Span
from analysis.parsing.wordlists import read_words

BLOT = "\x00"
"""A sign that is no blank, no letter and no part of a date: nothing is read across it."""

NEAR = 30
"""Signs before a phrase in which a word can say that it has not happened: `before the retreat`."""

SHORTENED = r"(?<!\b[A-ZÄÖÜ]\.)(?<!\b[IVX]{2}\.)(?<!\b[IVX]{3}\.)" + "".join(
    rf"(?<!\b{re.escape(word)}\.)" for word in read_words("people_names")["shortened"]
)
"""A stop behind a title ends no sentence: Lt. Col. Moore."""

SENTENCE = re.compile(rf"[.!?…]{SHORTENED}(?=\s|$)")
ENDED = re.compile(rf"[.!?…]{SHORTENED}[\"'”’»)\]]*(?=\s|$)|[\r\n]")
"""Where a sentence ends, the marks behind its stop included; a line ends one, too."""

# "am 6. Februar" goes on: a stop behind one or two digits is that of a day or a rank.
_SENTENCE_END = re.compile(
    r"[.!?…](?<![\s(]\d.)(?<![\s(]\d\d.)[\"'”’»“)\]]{0,3}\s+(?=[\"'“„«‘(\[]?[^\W\d_a-zа-яà-ÿ])|[\r\n]+"
)

_WORD = re.compile(r"[^\W\d_]+")
_LEAD = re.compile(rf"[{BLOT} \r\n\t]*")


class Sentences:
    """A text, some of it blotted out, with its sentences and the phrases in them.

    A phrase is a row of words; a * stands for any ending, and " + " joins rows of words that must
    stand in one sentence.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._folded = text.casefold()
        self._words = frozenset(_WORD.findall(self._folded))
        self.spans = sentences(text)

    def at(self, place: int) -> Span:
        """The sentence that holds a place; an empty one where there is none."""
        number = bisect_left(self.spans, Span(place + 1, 0)) - 1
        inside = number >= 0 and self.spans[number].end > place
        return self.spans[number] if inside else Span(place, place)

    def find(
        self, phrases: Sequence[str], *, not_yet: re.Pattern[str] | None = None
    ) -> list[tuple[Span, Span]]:
        """Where the first row of words of a phrase stands, and the sentence, for each sentence."""
        found: list[tuple[Span, Span]] = []
        for phrase in phrases:
            words, pieces = _needed(phrase)
            if words <= self._words and all(each in self._folded for each in pieces):
                found += self._places(phrase, not_yet)
        return found

    def _places(self, phrase: str, not_yet: re.Pattern[str] | None) -> Iterator[tuple[Span, Span]]:
        first, *others = map(_pattern, phrase.split(" + "))
        seen = -1
        for match in first.finditer(self.text):
            sentence = self.at(match.start())
            if match.end() > sentence.end or sentence.start == seen:
                continue
            seen = sentence.start
            rest = [pattern.search(self.text, *sentence) for pattern in others]
            places = sorted(each.span() for each in (match, *rest) if each)
            start, end = places[0][0], max(place[1] for place in places)
            near = max(sentence.start, start - NEAR)
            if all(rest) and not (not_yet and not_yet.search(self.text, near, start)):
                yield Span(start, end), sentence


@lru_cache(maxsize=4096)
def _needed(phrase: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """The words that a text must have which holds a phrase, and the pieces of words."""
    words = phrase.replace(" + ", " ").casefold().split(" ")
    whole = frozenset(filter(str.isalpha, words))
    return whole, tuple(max(word.split("*"), key=len) for word in words if word not in whole)


@lru_cache(maxsize=4096)
def _pattern(part: str) -> re.Pattern[str]:
    words = [re.escape(word).replace(r"\*", r"\w*") for word in part.split(" ")]
    return re.compile(r"(?<!\w)" + r"[\s-]".join(words) + r"(?!\w)", re.IGNORECASE)


def sentences(text: str) -> list[Span]:
    """Sentences, roughly: a stop before a capital or the end of a line ends one."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    starts = [0, *ends]
    spans = zip(starts, [*ends, len(text)], strict=True)
    begun = [(_LEAD.match(text, *span), span[1]) for span in spans]
    return [Span(lead.end(), end) for lead, end in begun if lead and lead.end() < end]


def stretches(text: str, pattern: re.Pattern[str], reach: int) -> list[Span]:
    """The stretches of a text around what a pattern finds, so far on each side, apart.

    Examples
    --------
    >>> stretches("It rains. On 3 May it did not, and on 4 May.", re.compile("[0-9]"), 5)
    [Span(start=8, end=19), Span(start=33, end=44)]
    """
    found: list[Span] = []
    for match in pattern.finditer(text):
        start, end = max(0, match.start() - reach), min(len(text), match.end() + reach)
        if found and start <= found[-1].end:
            start = found.pop().start
        found.append(Span(start, end))
    return found
