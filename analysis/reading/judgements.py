"""Codes in numbers: which coder gave which report which value of a variable, and was asked it.

A million reports have tens of millions of codes; what is counted of them are ones and noughts.
"""

from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.reading.codes import (
    ADJUDICATED,
    BOTH,
    EITHER,
    coders,
    list_all,
    list_judges,
    list_unasked,
    name_view,
)
from analysis.reading.corpus import Corpus
from analysis.reading.stored import StoredTables, mark_codes

DRAWN = "drawn"
"""The view that takes, for each report, one of the independent coders at random."""


class Judgements(NamedTuple):
    """What every coder gave the reports of a whole corpus, of one variable.

    Attributes
    ----------
    coders, values
        Who coded anything, in alphabetical order, and the values of the variable.
    given
        Whether the coder gave the report the value, by coder, report and value.
    judged
        Whether the coder judged the variable in the report (`list_judges`), by coder and report;
        of a variable that nobody coded, whether anything of the report.
    late
        Whether the value came later than the coding (`list_unasked`); None where none did.
    """

    coders: list[str]
    values: list[str]
    given: np.ndarray
    judged: np.ndarray
    late: np.ndarray | None

    def asked(self, who: Iterable[str], values: Collection[str] = ()) -> np.ndarray:
        """Whether the coder judged the variable in the report when it had all these values."""
        places = pd.Index(self.coders).get_indexer(list(who))
        asked = self.judged[places]
        if self.late is not None and values:
            wanted = pd.Index(self.values).get_indexer(list(values))
            asked = asked & ~self.late[places][..., wanted].any(axis=-1)
        return asked

    def gave(self, who: Iterable[str], values: Collection[str]) -> np.ndarray:
        """Whether the coder gave the report the value, of these coders and values."""
        places = pd.Index(self.coders).get_indexer(list(who))
        return self.given[places][..., pd.Index(self.values).get_indexer(list(values))]

    def both_gave(self, who: list[str], values: Collection[str]) -> np.ndarray:
        """Whether every coder who was asked the value gave it the report, of two or more."""
        places = pd.Index(self.coders).get_indexer(who)
        asked = self.judged[places].sum(axis=0)[:, None]
        if self.late is not None:
            wanted = pd.Index(self.values).get_indexer(list(values))
            asked = asked - self.late[places][..., wanted].sum(axis=0)
        return (self.gave(who, values).sum(axis=0) == asked) & (asked > 1)


@lru_cache(maxsize=8)
def judge_reports(whole: Corpus, variable: str | None) -> Judgements:
    """The codes of one variable of a whole corpus; of none, who coded anything of a report."""
    names = sorted(list_all(whole, "coder"))
    values = [] if variable is None else whole.codebook.values(variable)
    if isinstance(whole.tables, StoredTables):
        marked = mark_codes(whole.tables.store, whole.codebook, variable, names)
    else:
        marked = _mark_rows(whole, variable, names)
    return Judgements(names, values, *marked)


def _mark_rows(
    whole: Corpus, variable: str | None, names: list[str]
) -> tuple[np.ndarray, np.ndarray, np.ndarray | None]:
    """The same of tables in memory."""
    ids = pd.Index(whole.tables["reports"]["report_id"])
    values = [] if variable is None else whole.codebook.values(variable)

    def mark(rows: pd.DataFrame, *more: np.ndarray) -> np.ndarray:
        marked = np.zeros((len(names), len(ids), len(values))[: 2 + len(more)], dtype=bool)
        coder = pd.Index(names).get_indexer(rows["coder"])
        marked[(coder, ids.get_indexer(rows["report_id"]), *more)] = True
        return marked

    def mark_values(rows: pd.DataFrame) -> np.ndarray:
        return mark(rows, pd.Index(values).get_indexer(rows["value"]))

    codings, judges, late = whole.tables["codings"], list_judges(whole), list_unasked(whole)
    own, late = (each[each["variable"] == variable] for each in (codings, late))
    # Where nobody ever gave one of its values, nobody found any.
    if variable in list_all(whole, "variable"):
        judges = judges[judges["variable"] == variable]
    later = variable is not None and whole.codebook.since(variable)
    given, judged = mark_values(own.dropna(subset="value")), mark(judges)
    return given, judged, mark_values(late) if later else None


def coded_reports(
    corpus: Corpus,
    *,
    coder: str = ADJUDICATED,
    variable: str | None = None,
    values: Collection[str] = (),
) -> pd.Index:
    """Ids of the reports that the view has codes of: the base of every share.

    A report without a theme is coded, too; one that a coder never saw is not (`list_judges`), nor
    one that was coded before all these `values` were in the codebook (`list_unasked`).
    """
    view = name_view(corpus, coder)
    who = coders(corpus) if view in (BOTH, EITHER) else [view]
    judged = judge_reports(corpus.origin or corpus, variable).asked(who, values).sum(axis=0)
    ids = pd.Index(corpus.tables["reports"]["report_id"])
    return ids[judged[place_in_whole(corpus, ids)] >= (2 if view == BOTH else 1)]


def indicate_view(
    corpus: Corpus, variable: str, values: list[str], ids: pd.Index, *, coder: str
) -> np.ndarray:
    """One row a report, one column a value: 1 or 0, or the share of coders who gave it.

    Missing where nobody was asked for all of the values.
    """
    found = judge_reports(corpus.origin or corpus, variable)
    independent = coders(corpus)
    if coder == DRAWN:
        gave, asked = found.gave(independent, values), found.asked(independent, values)
        with np.errstate(invalid="ignore"):
            has = gave.sum(axis=0) / asked.sum(axis=0)[:, None]
    elif (view := name_view(corpus, coder)) == BOTH:
        has = found.both_gave(independent, values)
    else:
        has = found.gave(independent if view == EITHER else [view], values).any(axis=0)
    return has[place_in_whole(corpus, ids)].astype("float64")


def place_in_whole(corpus: Corpus, ids: pd.Index) -> np.ndarray | slice:
    """Where these reports stand in the whole corpus."""
    whole = pd.Index((corpus.origin or corpus).tables["reports"]["report_id"])
    return slice(None) if ids.equals(whole) else whole.get_indexer(ids)
