"""What the corpus's reports tell of each call, to be held against other texts."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.collecting.matching.catalogue import LEAST_AMOUNT, NAME
from analysis.collecting.matching.normalising import LETTERS
from analysis.collecting.matching.told import Facts, find_numbers, telling_stems
from analysis.collecting.matching.transliterating import name_keys
from analysis.reading.corpus import Corpus
from analysis.tables.days import Days

LEAST_STEMS = 20
"""A passage of fewer stems counts as if the rest were unknown: one word in common is not much."""

RELEASERS = frozenset({"HUR", "SBU"})
"""Services that a text can name; the other values say only what it was not."""


@dataclass(frozen=True)
class Telling:
    """A call as one report tells it; names by skeleton, as they are spelled."""

    report_id: str
    call_id: str
    gist: str
    digest: str
    stems: frozenset[str]
    names: Mapping[str, str]
    numbers: frozenset[str]
    facts: Facts

    @property
    def own_words(self) -> str:
        """All that we say in sentences on it."""
        return f"{self.gist} {self.digest}"


class Profiles:
    """The tellings of a corpus by call and by report, and how rare what they tell is."""

    def __init__(self, corpus: Corpus) -> None:
        self.tellings = read_tellings(corpus)
        self.of_call: dict[str, list[int]] = defaultdict(list)
        of_report: dict[str, set[str]] = defaultdict(set)
        for number, each in enumerate(self.tellings):
            self.of_call[each.call_id].append(number)
            of_report[each.report_id] |= each.stems
        self.reports = len(of_report)
        spread = Counter(stem for some in of_report.values() for stem in some)
        self.places = {stem: place for place, stem in enumerate(sorted(spread))}
        self.weights = np.array([_rarity(spread[stem], self.reports) for stem in self.places])
        self.vectors = self.weigh([each.stems for each in self.tellings])
        self.alike = (self.vectors @ self.vectors.T).toarray()
        self._spread = {
            "names": self._calls_with("names"), "numbers": self._calls_with("numbers")
        }  # fmt: skip

    def others(self, report_id: str | None) -> dict[str, list[int]]:
        """The tellings of each call, but for one report's own; calls without any are left out."""
        kept = {
            call_id: [each for each in some if self.tellings[each].report_id != report_id]
            for call_id, some in self.of_call.items()
        }
        return {call_id: some for call_id, some in kept.items() if some}

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

    def commonness(self, stem: str) -> tuple[float, str]:
        """What stems are sorted by so that the rarest come first."""
        return -self.weights[self.places[stem]], stem

    def likeness(self, alike: np.ndarray, tellings: list[int]) -> np.ndarray:
        """Cosine of each row with the sum of some tellings, from those with each telling."""
        length = math.sqrt(float(self.alike[np.ix_(tellings, tellings)].sum()))
        return np.asarray(alike[:, tellings].sum(axis=1)) / (length or 1.0)

    def rarity(self, kind: str, key: str) -> float:
        """How much a name or number says: logarithm of the inverse share of calls that have it."""
        return math.log(len(self.of_call) / max(self._spread[kind][key], 1))

    def _calls_with(self, kind: str) -> Counter[str]:
        return Counter(
            key
            for some in self.of_call.values()
            for key in {key for each in some for key in getattr(self.tellings[each], kind)}
        )


def _rarity(having: int, total: int) -> float:
    """Inverse document frequency (Spärck Jones 1972), smoothed."""
    return math.log((1 + total) / (1 + having)) + 1


def read_tellings(corpus: Corpus) -> list[Telling]:
    """Every telling that is linked to a call, in the order of the table.

    What the corpus says of a call after all its reports were compared (`calls`, `variants`) is not
    used: a text shall be matched by what reports tell, not by what was concluded from them.
    """
    reports = {row.report_id: row for row in corpus.reports.itertuples(index=False)}
    linked = corpus.tellings.dropna(subset=["call_id"])
    several = linked["report_id"].value_counts()
    tables = [("places", "place"), ("formations", "formation"), ("figures", "what")]
    told = {column: _by_telling(corpus.tables[table], column) for table, column in tables}
    amounts = _by_telling(corpus.figures, "amount")
    return [
        _telling(
            row,
            reports[row.report_id],
            {column: some[row.report_id, row.position] for column, some in told.items()},
            [f"{each:g}" for each in amounts[row.report_id, row.position] if each >= LEAST_AMOUNT],
            alone=several[row.report_id] == 1,
        )
        for row in linked.itertuples(index=False)
    ]


def _telling(
    row: Any, report: Any, facts: dict[str, list[str]], amounts: list[str], *, alone: bool
) -> Telling:
    """A row with what stands beside it; the digest's names are a call's own if it is alone."""
    gist = "" if pd.isna(row.gist) else str(row.gist)
    told = " . ".join([gist, *(word for some in facts.values() for word in some)])
    own = f"{told} . {report.digest}" if alone else told
    words = [*NAME.findall(own), *LETTERS.findall(" ".join(facts["place"] + facts["formation"]))]
    return Telling(
        report_id=str(row.report_id),
        call_id=str(row.call_id),
        gist=gist,
        digest=str(report.digest),
        stems=telling_stems(f"{told} . {report.digest}"),
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
