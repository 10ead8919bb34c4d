"""What the corpus's reports tell, by call or by report, to be held against texts."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.collecting.matching.normalising import LETTERS, name_keys
from analysis.collecting.matching.ranking import Piece
from analysis.collecting.matching.told import (
    LEAST_AMOUNT,
    Facts,
    Told,
    find_numbers,
    telling_stems,
)
from analysis.parsing.spans import Span
from analysis.reading.corpus import Corpus
from analysis.tables.days import Days

LEAST_STEMS = 20
"""A passage of fewer stems counts as if the rest were unknown: one word in common is not much."""

RELEASERS = frozenset({"HUR", "SBU"})
"""Services that a text can name; the other values say only what it was not."""

NAME = re.compile(r"(?<=[a-z,;] )[A-Z][^\W\d_]{2,}")
"""A capital within a sentence of our English words: a name."""


@dataclass(frozen=True)
class Telling:
    """What one report tells of a call, or of none that is linked.

    `names` are by skeleton, as they are spelled; `named` the stems of all names, of the digest too.
    """

    report_id: str
    call_id: str | None
    gist: str
    digest: str
    stems: frozenset[str]
    named: frozenset[str]
    names: Mapping[str, str]
    numbers: frozenset[str]
    facts: Facts

    @property
    def own_words(self) -> str:
        """All that we say in sentences on it."""
        return f"{self.gist} {self.digest}"


class Profiles:
    """The tellings of a corpus by call or by report, and how rare what they tell is."""

    def __init__(self, corpus: Corpus, by: Literal["call_id", "report_id"]) -> None:
        self.tellings = [each for each in read_tellings(corpus) if getattr(each, by)]
        self.groups: dict[str, list[int]] = defaultdict(list)
        of_report: dict[str, set[str]] = defaultdict(set)
        for number, each in enumerate(self.tellings):
            self.groups[getattr(each, by)].append(number)
            of_report[each.report_id] |= each.stems
        self.reports = len(of_report)
        self.spread = Counter(stem for some in of_report.values() for stem in some)
        self.places = {stem: place for place, stem in enumerate(sorted(self.spread))}
        self.rarities = {stem: _rarity(self.spread[stem], self.reports) for stem in self.places}
        self.weights = np.array(list(self.rarities.values()))
        self._having = {
            kind: Counter(
                key
                for some in self.groups.values()
                for key in {key for each in some for key in getattr(self.tellings[each], kind)}
            )
            for kind in ("names", "numbers")
        }

    @cached_property
    def vectors(self) -> sparse.csr_array:
        """The words of each telling."""
        return self.weigh([each.stems for each in self.tellings])

    @cached_property
    def alike(self) -> np.ndarray:
        """The cosine of each two tellings."""
        found: np.ndarray = (self.vectors @ self.vectors.T).toarray()
        return found

    def others(self, report_id: str | None) -> dict[str, list[int]]:
        """The tellings of each group, but for one report's own; groups without any are left out."""
        kept = {
            target_id: [each for each in some if self.tellings[each].report_id != report_id]
            for target_id, some in self.groups.items()
        }
        return {target_id: some for target_id, some in kept.items() if some}

    def weigh(self, bags: Iterable[frozenset[str]]) -> sparse.csr_array:
        """Words as vectors of length one, a row each; what no report says lengthens them too."""
        rows, columns, values = [], [], []
        unknown = _rarity(0, self.reports) ** 2
        count = 0
        for row, bag in enumerate(bags):
            known = sorted(self.places[stem] for stem in bag if stem in self.places)
            weights = self.weights[known]
            rest = max(len(bag), LEAST_STEMS) - len(known)
            length = math.sqrt(float(weights @ weights) + unknown * rest)
            rows += [row] * len(known)
            columns += known
            values += list(weights / length)
            count = row + 1
        return sparse.csr_array((values, (rows, columns)), shape=(count, len(self.places)))

    def weight(self, stems: Iterable[str]) -> float:
        """The weight of words that reports say, all together."""
        return sum(self.rarities[stem] for stem in sorted(stems))

    def commonness(self, stem: str) -> tuple[float, str]:
        """What stems are sorted by so that the rarest come first."""
        return -self.rarities[stem], stem

    def likeness(self, alike: np.ndarray, tellings: list[int]) -> np.ndarray:
        """Cosine of each row with the sum of some tellings, from those with each telling."""
        length = math.sqrt(float(self.alike[np.ix_(tellings, tellings)].sum()))
        return np.asarray(alike[:, tellings].sum(axis=1)) / (length or 1.0)

    def shared(self, told: Told, kind: str, tellings: Iterable[int]) -> list[Piece]:
        """The names or numbers that a text and some tellings have, the rarest first.

        A rarity is the logarithm of the inverse share of groups that have it. All together weigh
        the logarithm of its sum, parted by it.
        """
        own: Mapping[str, Span] = getattr(told, kind)
        found: dict[Span, tuple[float, str]] = {}
        for number in tellings:
            theirs = getattr(self.tellings[number], kind)
            for key in sorted(own.keys() & set(theirs)):
                rarity = math.log(len(self.groups) / self._having[kind][key])
                shown = theirs[key] if isinstance(theirs, Mapping) else key
                found.setdefault(own[key], (rarity, shown))
        whole = sum(rarity for rarity, _ in found.values())
        unit = math.log1p(whole) / whole if whole else 0.0
        rarest = sorted(found.items(), key=lambda each: (-each[1][0], each[0]))
        return [
            Piece(
                kind.removesuffix("s"), {kind: rarity * unit}, shown,
                own=told.text[slice(*place)], place=place,
            )
            for place, (rarity, shown) in rarest
        ]  # fmt: skip


def _rarity(having: int, total: int) -> float:
    """Inverse document frequency (Spärck Jones 1972), smoothed."""
    return math.log((1 + total) / (1 + having)) + 1


def read_tellings(corpus: Corpus) -> list[Telling]:
    """Every telling, in the order of the table, and one of each report that has none.

    What the corpus says of a call after all its reports were compared (`calls`, `variants`) is not
    used: a text shall be matched by what reports tell, not by what was concluded from them.
    """
    reports = {row.report_id: row for row in corpus.reports.itertuples(index=False)}
    several = corpus.tellings["report_id"].value_counts()
    bare = corpus.reports.loc[~corpus.reports["report_id"].isin(several.index), ["report_id"]]
    rows = pd.concat([corpus.tellings, bare], ignore_index=True).astype("object")
    tables = [("places", "place"), ("formations", "formation"), ("figures", "what")]
    told = {column: _by_telling(corpus.tables[table], column) for table, column in tables}
    amounts = _by_telling(corpus.figures, "amount")
    return [
        _telling(
            row,
            reports[row.report_id],
            {column: some[row.report_id, row.position] for column, some in told.items()},
            [f"{each:g}" for each in amounts[row.report_id, row.position] if each >= LEAST_AMOUNT],
            alone=several.get(row.report_id, 1) == 1,
        )
        for row in rows.where(rows.notna(), None).itertuples(index=False)
    ]


def _telling(
    row: Any, report: Any, facts: dict[str, list[str]], amounts: list[str], *, alone: bool
) -> Telling:
    """A row with what stands beside it; the digest's names are a call's own if it is alone."""
    told = " . ".join([row.gist or "", *(word for some in facts.values() for word in some)])
    both = f"{told} . {report.digest}"
    own = both if alone else told
    written = LETTERS.findall(" ".join(facts["place"] + facts["formation"]))
    words = [*NAME.findall(own), *written]
    return Telling(
        report_id=row.report_id,
        call_id=row.call_id,
        gist=row.gist or "",
        digest=report.digest,
        stems=telling_stems(both),
        named=telling_stems(" ".join([*NAME.findall(both), *written])),
        names={
            key: word for word in words if telling_stems(word) for key in sorted(name_keys(word))
        },
        numbers=frozenset([*amounts, *(number for number, _ in find_numbers(own))]),
        facts=Facts(
            published=_published(report),
            released=Days.of(row.released_from, row.released_to),
            released_by=row.released_by if row.released_by in RELEASERS else None,
        ),
    )


def _by_telling(table: pd.DataFrame, column: str) -> dict[tuple[str, int], list[Any]]:
    found: dict[tuple[str, int], list[Any]] = defaultdict(list)
    for row in table.itertuples(index=False):
        found[row.report_id, row.position].append(getattr(row, column))
    return found


def _published(report: Any) -> Days | None:
    """The bounds of a report's date, unless they may rest on other reports of the call."""
    known = report.date_basis != "context"
    return Days.of(report.published_from, report.published_to) if known else None
