"""What a text shows of itself, worked out once and held against every report."""

import re
from dataclasses import dataclass
from functools import cached_property

from analysis.collecting.matching.normalising import count_words, fold
from analysis.collecting.matching.told import Facts, Told, body_of, tell
from analysis.parsing.article import Article
from analysis.parsing.files import parse_document
from analysis.parsing.spans import DateInterval
from analysis.reading.texts.documents import Document
from analysis.tables.days import Days

HEAD, TAIL = 600, 300
"""Characters at the top and at the foot of a page where its author stands."""


@dataclass(frozen=True)
class Seen:
    """A text with its words, days, names and language, each worked out when first asked for.

    `window` are the days that it is of, see `parse_article`.
    """

    document: Document
    window: Days | None = None

    @cached_property
    def article(self) -> Article:
        """The text parsed, as far as is asked."""
        return parse_document(self.document, window=self.window)

    @cached_property
    def told(self) -> Told:
        """Its words, names and numbers."""
        article = self.article
        return tell(article.text, body_of(article), language=article.language, facts=Facts())

    @cached_property
    def edges(self) -> str:
        return fold(f"{self.document.text[:HEAD]}\n{self.document.text[-TAIL:]}")

    @cached_property
    def folded(self) -> str:
        return fold(self.document.text)

    def names(self, folded: str) -> bool:
        """Whether the text has a name, written as `fold` writes it, as whole words."""
        return folded in self.folded and bool(re.search(rf"\b{re.escape(folded)}\b", self.folded))

    @cached_property
    def words(self) -> int:
        return count_words(self.document.text)

    @cached_property
    def language(self) -> str:
        guess = self.article.language
        return guess if guess != "und" else self.document.fact("language") or "und"

    @cached_property
    def headlines(self) -> list[str]:
        """The title and the first lines, one of which is the headline on most pages."""
        lines = [line.strip() for line in self.document.text[:2000].splitlines() if line.strip()]
        title = self.document.fact("title")
        return [fold(line) for line in [*([title] if title else []), *lines[:6]] if len(line) < 250]

    @property
    def published(self) -> DateInterval:
        return self.article.published
