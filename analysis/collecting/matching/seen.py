"""What a text shows of itself, worked out once and held against every call, report or text."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from analysis.collecting.matching.normalising import (
    DIGESTS,
    WORDS,
    find_names,
    find_numbers,
    fold,
    read_glossary,
    terms_of,
)
from analysis.parsing.article import Article
from analysis.parsing.files import parse_document
from analysis.parsing.sentences import sentences
from analysis.parsing.spans import PACKS, DateInterval, Span
from analysis.parsing.wordlists import any_of
from analysis.reading.texts.documents import Document
from analysis.tables.days import Days

PASSAGE = 60
"""Words of a passage, about as many as our digest of a call has."""

HEAD, TAIL = 600, 300
"""Characters at the top and at the foot of a page where its author stands."""

SERVICES = {
    service: re.compile(rf"\b{any_of(map(fold, names))}") for service, names in
    WORDS["releasers"].items()
}  # fmt: skip
"""Services that release calls and that a text can name."""

WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
"""A word as `wording.csv` counts words, so that its counts can be held against a text."""


class Facts(NamedTuple):
    """What is known of a telling beside its words."""

    published: Days | None = None
    released: Days | None = None
    released_by: str | None = None


Named = Mapping[Span, frozenset[str]]
"""Where names or numbers stand first -> the keys by which each is compared."""


@dataclass(frozen=True)
class Seen:
    """A text with its words, days, names and language, each worked out when first asked for.

    `parsed` is the text parsed, where it is already; `window` are the days that it is of, and
    `packs` the words of its subject (see `parse_article`).
    """

    document: Document
    parsed: Article | None = None
    window: Days | None = field(default=None, kw_only=True)
    packs: tuple[str, ...] = field(default=PACKS, kw_only=True)

    @cached_property
    def article(self) -> Article:
        """The text parsed, as far as is asked."""
        return self.parsed or parse_document(self.document, window=self.window, packs=self.packs)

    @property
    def text(self) -> str:
        return self.document.text

    @cached_property
    def language(self) -> str:
        guess = self.article.language
        return guess if guess != "und" else self.document.fact("language") or "und"

    @property
    def compared_by(self) -> str:
        """How its words are compared with our digests: as "words", as "concepts", or "facts" only.

        What may be in the language of the digests is compared as if it were.
        """
        if self.language in (DIGESTS, "und"):
            return "words"
        return "concepts" if self.language in read_glossary() else "facts"

    @property
    def published(self) -> DateInterval:
        return self.article.published

    @cached_property
    def facts(self) -> Facts:
        """When it was published, and by whom and when the first call was released."""
        calls = self.article.calls
        released = next((call.released.days for call in calls if call.released.days), None)
        by = next((call.released_by for call in calls if call.released_by), None)
        named = [name for name, service in SERVICES.items() if service.search(self.folded)]
        return Facts(self.published.days, released, by or (named[0] if len(named) == 1 else None))

    @cached_property
    def body(self) -> list[Span]:
        """The lines of the text but for page furniture."""
        lines = self.article.paragraphs
        return [Span(each.start, each.end) for each in lines if not each.furniture]

    @cached_property
    def passages(self) -> list[Span]:
        """The whole, and every run of sentences that has the words of a passage."""
        parts = [
            Span(start + part.start, start + part.end)
            for start, end in self.body
            for part in sentences(self.text[start:end])
        ]
        runs = list(_runs([len(self.text[start:end].split()) for start, end in parts]))
        whole = (0, len(parts))
        stretches = [whole, *(run for run in runs if run != whole)] if parts else []
        return [Span(parts[first].start, parts[last - 1].end) for first, last in stretches]

    def told(self, place: Span) -> str:
        """A stretch of it, furniture aside."""
        lines = ((max(start, place.start), min(end, place.end)) for start, end in self.body)
        return "\n".join(self.text[start:end] for start, end in lines if start < end)

    def terms(self, place: Span, space: str) -> frozenset[str]:
        """What a stretch of it says, as "words" or as "concepts"."""
        return terms_of(self.told(place), self.language, space)

    @cached_property
    def names(self) -> Named:
        """Its names, each once."""
        return self._first(lambda text: find_names(text, self.language))

    @cached_property
    def numbers(self) -> Named:
        """Its numbers, each once."""
        return self._first(
            lambda text: ((frozenset([each]), place) for each, place in find_numbers(text))
        )

    def _first(self, find: Callable[[str], Iterable[tuple[frozenset[str], Span]]]) -> Named:
        found: dict[frozenset[str], Span] = {}
        for start, end in self.body:
            for keys, place in find(self.text[start:end]):
                found.setdefault(keys, Span(start + place.start, start + place.end))
        return {place: keys for keys, place in found.items()}

    @cached_property
    def edges(self) -> str:
        return fold(f"{self.text[:HEAD]}\n{self.text[-TAIL:]}")

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    def mentions(self, folded: str) -> bool:
        """Whether the text has a name, written as `fold` writes it, as whole words."""
        return folded in self.folded and bool(re.search(rf"\b{re.escape(folded)}\b", self.folded))

    @cached_property
    def words(self) -> int:
        return sum(1 for _ in WORD.finditer(self.text))

    @cached_property
    def headlines(self) -> list[str]:
        """The title and the first lines, one of which is the headline on most pages."""
        lines = [line.strip() for line in self.text[:2000].splitlines() if line.strip()]
        title = self.document.fact("title")
        return [fold(line) for line in [*([title] if title else []), *lines[:6]] if len(line) < 250]


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
