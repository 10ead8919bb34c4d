"""What texts are held against: calls, reports or texts of a user by what is told of each."""

import copy
import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.collecting.matching.normalising import (
    DIGESTS,
    LEAST_AMOUNT,
    LETTERS,
    find_numbers,
    name_keys,
    telling_stems,
    terms_of,
)
from analysis.collecting.matching.seen import SERVICES, Facts, Seen
from analysis.reading.corpus import Corpus
from analysis.tables.days import Days

NAME = re.compile(r"(?<=[a-z,;] )[A-Z][^\W\d_]{2,}")
"""A capital within a sentence of our English words: a name."""

LEAST_TERMS = {"words": 20, "concepts": 10}
"""A passage that says less counts as if the rest were unknown: one in common is not much."""


class Telling(NamedTuple):
    """What one report tells of a call, or of none that is linked; or what a user's text tells.

    `said` is all that is compared, in a language; `names` and `numbers` are as they are spelled,
    by key; `words` are all that we say in sentences.
    """

    report_id: str
    call_id: str | None
    gist: str
    words: str
    said: str
    language: str
    names: Mapping[str, str]
    numbers: Mapping[str, str]
    facts: Facts

    def terms(self, space: str) -> frozenset[str]:
        """What it says, as "words" or as "concepts"."""
        return terms_of(self.said, self.language, space)


@lru_cache(maxsize=1)
def read_tellings(corpus: Corpus) -> tuple[Telling, ...]:
    """Every telling, in the order of the table, and one of each report that has none.

    Texts are held against reports and then against calls: those of the last corpus are kept.

    What the corpus says of a call after all its reports were compared (`calls`, `variants`) is not
    used: a text shall be matched by what reports tell, not by what was concluded from them.
    """
    reports = {row.report_id: row for row in _rows(corpus.reports)}
    several = corpus.tellings["report_id"].value_counts()
    bare = corpus.reports.loc[~corpus.reports["report_id"].isin(several.index), ["report_id"]]
    tables = {"place": "places", "formation": "formations", "what": "figures", "amount": "figures"}
    told = {
        column: corpus.tables[table].groupby(["report_id", "position"])[column].agg(list).to_dict()
        for column, table in tables.items()
    }
    return tuple(
        _telling(
            row,
            reports[row.report_id],
            {name: some.get((row.report_id, row.position), []) for name, some in told.items()},
            alone=several.get(row.report_id, 1) == 1,
        )
        for row in _rows(pd.concat([corpus.tellings, bare], ignore_index=True))
    )


def _rows(table: pd.DataFrame) -> Any:
    plain = table.astype("object")
    return plain.where(plain.notna(), None).itertuples(index=False)


def _telling(row: Any, report: Any, facts: dict[str, list[Any]], *, alone: bool) -> Telling:
    """A row with what stands beside it; the digest's names are a call's own if it is alone."""
    written = facts["place"] + facts["formation"]
    told = " . ".join([row.gist or "", *written, *facts["what"]])
    amounts = {f"{each:g}" for each in facts["amount"] if each >= LEAST_AMOUNT}
    both = f"{told} . {report.digest or ''}"
    own = both if alone else told
    words = [*NAME.findall(own), *LETTERS.findall(" ".join(written))]
    # A date that may rest on other reports of the call says nothing of this one.
    known = report.date_basis != "context"
    return Telling(
        report_id=row.report_id,
        call_id=row.call_id,
        gist=row.gist or "",
        words=f"{row.gist or ''} {report.digest or ''}",
        said=both,
        language=DIGESTS,
        names={key: word for word in words if telling_stems(word) for key in name_keys(word)},
        numbers={each: each for each in amounts.union(number for number, _ in find_numbers(own))},
        facts=Facts(
            Days.of(report.published_from, report.published_to) if known else None,
            Days.of(row.released_from, row.released_to),
            row.released_by if row.released_by in SERVICES else None,
        ),
    )


def tell(text_id: str, seen: Seen) -> Telling:
    """A text of the user's as a telling of a call of its own."""
    whole = seen.passages[0]
    shown = {place: seen.text[slice(*place)] for place in seen.names}
    return Telling(
        report_id=text_id,
        call_id=text_id,
        gist=seen.text[slice(*whole)],
        words=seen.text[slice(*whole)],
        said=seen.told(whole),
        language=seen.language,
        names={key: shown[place] for place, keys in seen.names.items() for key in keys},
        numbers={each: each for keys in seen.numbers.values() for each in keys},
        facts=seen.facts,
    )


class Space:
    """How rare what tellings say is, and what is said as vectors of length one."""

    def __init__(self, name: str, tellings: Sequence[Telling]) -> None:
        self.least = LEAST_TERMS[name]
        bags = [each.terms(name) for each in tellings]
        of_report: dict[str, set[str]] = defaultdict(set)
        for telling, bag in zip(tellings, bags, strict=True):
            of_report[telling.report_id] |= bag
        self.reports = len(of_report)
        self.spread = Counter(term for some in of_report.values() for term in sorted(some))
        self.places = {term: place for place, term in enumerate(sorted(self.spread))}
        self.rarities = {term: self._rarity(self.spread[term]) for term in self.places}
        self.vectors = self.weigh(bags)

    def _rarity(self, having: int) -> float:
        """Inverse document frequency (Spärck Jones 1972), smoothed."""
        return math.log((1 + self.reports) / (1 + having)) + 1

    def weigh(self, bags: Iterable[frozenset[str]]) -> sparse.csr_array:
        """A row each; what no report says lengthens them too."""
        unknown = self._rarity(0) ** 2
        values: list[float] = []
        columns: list[int] = []
        ends = [0]
        for bag in bags:
            known = sorted(bag & self.places.keys())
            weights = np.array([self.rarities[term] for term in known])
            rest = max(len(bag), self.least) - len(known)
            values += (weights / math.sqrt(float(weights @ weights) + unknown * rest)).tolist()
            columns += [self.places[term] for term in known]
            ends.append(len(columns))
        shape = (len(ends) - 1, len(self.places))
        return sparse.csr_array((values, columns, ends), shape=shape)


class Targets:
    """What texts may tell or be, each with its tellings.

    Parameters
    ----------
    tellings
        All, those of no target too: how rare a word is is counted in them.
    target_of
        The id of a telling's target, or None.
    """

    def __init__(
        self, tellings: Sequence[Telling], target_of: Callable[[Telling], str | None]
    ) -> None:
        targets = [target_of(each) for each in tellings]
        self.ids = sorted({each for each in targets if each is not None})
        number = {target_id: place for place, target_id in enumerate(self.ids)}
        self.number = number
        self.tellings = tellings
        self.of = np.array([-1 if each is None else number[each] for each in targets], dtype=int)
        self.report_of = np.array([each.report_id for each in tellings], dtype=object)
        facts = [each.facts for each in tellings]
        self.services = np.array([each.released_by for each in facts], dtype=object)
        self.days = [(each.released, each.published) for each in facts]
        self.first, self.last = (
            np.array([[_number(days, end) for days in pair] for pair in self.days]).reshape(-1, 2)
            for end in (0, 1)
        )
        self.kept = self.of >= 0
        self.alive = np.ones(len(self.ids), dtype=bool)
        self._changed: list[int] = []
        self._spaces: dict[str, tuple[Space, sparse.csr_array]] = {}
        self._having = {kind: self._list(kind) for kind in ("names", "numbers")}

    def _list(self, kind: str) -> dict[str, np.ndarray]:
        """The tellings that have each name or number."""
        found: dict[str, list[int]] = defaultdict(list)
        for place in np.flatnonzero(self.kept).tolist():
            for key in getattr(self.tellings[place], kind):
                found[key].append(place)
        return {key: np.array(some) for key, some in found.items()}

    def without(self, report_id: str) -> "Targets":
        """The same but for one report's own tellings; targets without any other are not alive."""
        own = np.flatnonzero((self.report_of == report_id) & self.kept)
        if not len(own):
            return self
        left = copy.copy(self)
        left.kept = self.kept.copy()
        left.kept[own] = False
        left._changed = sorted(set(self.of[own].tolist()))
        left.alive = self.count(left.kept) > 0
        return left

    def count(self, which: np.ndarray) -> np.ndarray:
        """How many tellings of each target are among some, given as a mask."""
        counts: np.ndarray = np.bincount(self.of[which & self.kept], minlength=len(self.ids))
        return counts

    def tellings_of(self, number: int) -> np.ndarray:
        """The numbers of a target's tellings."""
        return np.flatnonzero((self.of == number) & self.kept)

    def space(self, name: str) -> tuple[Space, sparse.csr_array]:
        """Words or concepts of the tellings, and the sum of each target's, of length one."""
        if name not in self._spaces:
            space = Space(name, self.tellings)
            mine = np.flatnonzero(self.of >= 0)
            ones = (np.ones(len(mine)), (self.of[mine], mine))
            together = sparse.csr_array(ones, shape=(len(self.ids), len(self.of))) @ space.vectors
            self._spaces[name] = space, _unit(together)
        return self._spaces[name]

    def alike(self, bags: Iterable[frozenset[str]], name: str) -> tuple[np.ndarray, np.ndarray]:
        """Cosine of what passages say with what all tellings of each target say.

        The vector of a target is the sum of its tellings' (Rocchio 1971).

        Returns
        -------
        ndarray, csr_array
            A row a passage, a column a target; and the passages as vectors.
        """
        space, centres = self.space(name)
        passages = space.weigh(bags)
        found = (passages @ centres.T).toarray()
        for number in self._changed:
            some = space.vectors[self.tellings_of(number)]
            centre = _unit(sparse.csr_array(some.sum(axis=0).reshape(1, -1)))
            found[:, [number]] = (passages @ centre.T).toarray()
        return found, passages

    def nearest(self, number: int, passage: sparse.csr_array, name: str) -> int:
        """Which telling of a target is most like a passage."""
        some = self.tellings_of(number)
        alike = (self.space(name)[0].vectors[some] @ passage.T).toarray()
        return int(some[alike.argmax()])

    def sharing(self, kind: str, key: str) -> tuple[np.ndarray, float]:
        """The targets that have a name or number, and the log of the inverse share that has it."""
        holders = self._having[kind].get(key, np.array([], dtype=int))
        having = len(np.unique(self.of[holders])) or 1
        return np.unique(self.of[holders[self.kept[holders]]]), math.log(len(self.ids) / having)


def _number(days: Days | None, end: int) -> float:
    """A day as a number that can be counted with."""
    return days[end].toordinal() if days else math.nan


def _unit(rows: sparse.csr_array) -> sparse.csr_array:
    lengths = np.sqrt(rows.multiply(rows).sum(axis=1))
    return sparse.csr_array(sparse.diags_array(1 / np.where(lengths, lengths, 1)) @ rows)
