"""Sentences: where they end, and the phrases in them."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache

from analysis.parsing.spans import Span

BLOT = "\x00"
"""A sign that is no blank, no letter and no part of a date: nothing is read across it."""

NEAR = 30
"""Signs before a phrase in which a word can say that it has not happened: `before the retreat`."""

TITLES = (
    "Dr Mr Ms St Lt Mrs Sen Rep Gen Col Maj Sgt Gov Capt Brig Prof U.S U.K Hon Rev Supt Insp Det"
    " Cllr Jr Sr phil med jur geb bzw"
)
SHORTENED = r"(?<!\b[A-ZÄÖÜ]\.)" + "".join(
    rf"(?<!\b{re.escape(title)}\.)" for title in TITLES.split()
)
"""A stop behind a title ends no sentence: Lt. Col. Moore."""

SENTENCE = re.compile(rf"[.!?…]{SHORTENED}(?=\s|$)")
ENDED = re.compile(rf"[.!?…]{SHORTENED}[\"'”’»)\]]*(?=\s|$)|[\r\n]")
"""Where a sentence ends, the marks behind its stop included; a line ends one, too."""

# "am 6. Februar" goes on: a stop behind one or two digits is that of a day or a rank.
_SENTENCE_END = re.compile(
    r"(?<![\s(]\d)(?<![\s(]\d\d)[.!?…][\"'”’»“)\]]{0,3}\s+(?=[\"'“„«‘(\[]?[^\W\d_a-zа-яà-ÿ])|[\r\n]+"
)

_LEAD = re.compile(rf"[{BLOT} \r\n\t]*")


class Sentences:
    """A text, some of it blotted out, with its sentences and the phrases in them.

    A phrase is a row of words; a * stands for any ending, and " + " joins rows of words that must
    stand in one sentence.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._folded = text.casefold()
        self.spans = sentences(text)

    def at(self, place: int) -> Span:
        """The sentence that holds a place; an empty one where there is none."""
        number = bisect_left(self.spans, Span(place + 1, 0)) - 1
        inside = number >= 0 and self.spans[number].end > place
        return self.spans[number] if inside else Span(place, place)

    def find(
        self, phrases: Iterable[str], *, not_yet: re.Pattern[str] | None = None
    ) -> list[tuple[Span, Span]]:
        """Where the first row of words of a phrase stands, and the sentence, for each sentence."""
        found = []
        for phrase in phrases:
            parts = _parts(phrase)
            if all(sure in self._folded for sure, _ in parts):
                found += [
                    (place, sentence)
                    for sentence in self.spans
                    if (place := self._place(parts, sentence, not_yet))
                ]
        return found

    def _place(
        self,
        parts: tuple[tuple[str, re.Pattern[str]], ...],
        sentence: Span,
        not_yet: re.Pattern[str] | None,
    ) -> Span | None:
        matches = [pattern.search(self.text, *sentence) for _, pattern in parts]
        if not all(matches):
            return None
        places = sorted(match.span() for match in matches if match)
        start, end = places[0][0], max(place[1] for place in places)
        near = max(sentence.start, start - NEAR)
        if not_yet and not_yet.search(self.text, near, start):
            return None
        return Span(start, end)


@lru_cache(maxsize=4096)
def _parts(phrase: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each row of words: a piece of it to look for first, for speed, and its pattern."""
    return tuple((_sure(part), _pattern(part)) for part in phrase.split(" + "))


def _sure(part: str) -> str:
    return max(part.replace("*", " ").split(" "), key=len).casefold()


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
