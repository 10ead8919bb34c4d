"""What the corpus knows of each report, laid out to be held against a text."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from analysis.collecting.matching.normalising import LETTERS, STEM, fold, slug_words, stems
from analysis.reading.corpus import Corpus

NAMED = 2.0
"""A name is worth so many other words: retellings keep names and change words."""

RARE = 2
"""A name in no more reports than this is as good as theirs alone."""

NAME = re.compile(r"(?<=[a-z,;] )[A-Z][^\W\d_]{2,}")
"""A capital within a sentence of our English words: a name."""

OWN_WORDS = frozenset(
    stem
    for stem in stems(
        "report reports reported reportedly said says call calls intercepted recording soldier "
        "russian ukrainian ukraine article describes published released copy piece text headline "
        "the and that his her for with from who not their they was are has have been into this"
    )
)
"""Words of our digests that tell no report from another."""


@dataclass(frozen=True)
class Known:
    """One report of the catalogue, as evidence is looked for."""

    report_id: str
    url: str | None
    slug: str
    outlet: str | None
    carried_by: str | None
    byline: str | None
    language: str
    first: date | None
    last: date | None
    words: int | None
    whole: bool
    terms: Mapping[str, float]
    names: frozenset[str]
    rare: frozenset[str]
    amounts: frozenset[str]
    sources: tuple[str, ...]
    released: frozenset[date]


USED = ("tellings", "figures", "places", "formations", "citations", "variants", "wording")
TOLD = [
    ("tellings", "gist"), ("places", "place"), ("formations", "formation"), ("figures", "what"),
    ("variants", "reading"),
]  # fmt: skip
"""Table and column of what is told of a report, beside its digest."""

LEAST_AMOUNT = 4
"""Smaller numbers stand in every text."""


def know_reports(corpus: Corpus) -> list[Known]:
    """What is known of each report, in the order of the table."""
    return _Catalogue(corpus).known()


class _Catalogue:
    """The tables by report, and in how many reports each word is told."""

    def __init__(self, corpus: Corpus) -> None:
        self.tables = {
            name: {
                str(report_id): rows for report_id, rows in corpus.tables[name].groupby("report_id")
            }
            for name in USED
        }
        self.rows = list(corpus.reports.itertuples(index=False))
        self.texts = {row.report_id: self.told(row) for row in self.rows}
        self.spread = Counter(
            term for text in self.texts.values() for term in stems(text) - OWN_WORDS
        )

    def column(self, table: str, report_id: str, column: str) -> Iterator[str]:
        rows = self.tables[table].get(report_id)
        if rows is not None:
            yield from (str(value) for value in rows[column].dropna())

    def told(self, row: Any) -> str:
        told = [
            each for table, column in TOLD for each in self.column(table, row.report_id, column)
        ]
        return " . ".join([row.digest, *told])

    def names(self, report_id: str) -> set[str]:
        """The stems of the names in our words on a report, and of its places and formations."""
        named = [
            *NAME.findall(self.texts[report_id]),
            *self.column("places", report_id, "place"),
            *self.column("formations", report_id, "formation"),
        ]
        return {word[:STEM] for word in LETTERS.findall(fold(" ".join(named)))} - OWN_WORDS

    def known(self) -> list[Known]:
        return [self.report(row) for row in self.rows]

    def report(self, row: Any) -> Known:
        report_id = str(row.report_id)
        names = self.names(report_id)
        words = [int(value) for value in self.column("wording", report_id, "words")]
        days = self.column("tellings", report_id, "released_from")
        amounts = map(float, self.column("figures", report_id, "amount"))
        return Known(
            report_id=report_id,
            url=_word(row.url),
            slug=slug_words(_word(row.url) or ""),
            outlet=_word(row.outlet),
            carried_by=_word(row.carried_by),
            byline=_word(row.byline),
            language=row.language,
            first=None if pd.isna(row.published_from) else row.published_from.date(),
            last=None if pd.isna(row.published_to) else row.published_to.date(),
            words=words[0] if words else None,
            whole=row.read == "whole",
            terms=self.weigh(stems(self.texts[report_id]) - OWN_WORDS, names),
            names=frozenset(names),
            rare=frozenset(name for name in names if self.spread[name] <= RARE),
            amounts=frozenset(f"{each:g}" for each in amounts if each >= LEAST_AMOUNT),
            sources=tuple(dict.fromkeys(self.column("citations", report_id, "source"))),
            released=frozenset(pd.Timestamp(day).date() for day in days),
        )

    def weigh(self, terms: set[str], names: set[str]) -> dict[str, float]:
        """The weight of each term: the rarer the more (inverse document frequency), names twice."""
        return {
            term: math.log(len(self.rows) / self.spread[term] + 1) * (NAMED if term in names else 1)
            for term in terms
        }


def _word(value: Any) -> str | None:
    return None if pd.isna(value) else str(value)
