"""Codes in numbers: which coder gave which report which value of a variable, and was asked it.

A million reports have tens of millions of codes; what is counted of them are ones and noughts. And
many reports are coded alike: what is asked of codes is asked once of each kind of report.
"""

from collections.abc import Collection, Iterable
from functools import lru_cache
from types import EllipsisType
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.reading.codebook import version_order
from analysis.reading.codes import (
    ADJUDICATED,
    BOTH,
    EITHER,
    coders,
    list_all,
    list_coded,
    name_view,
)
from analysis.reading.corpus import Corpus

DRAWN = "drawn"
"""The view that takes, for each report, one of the independent coders at random."""


class Judgements(NamedTuple):
    """What every coder gave reports, of one variable.

    Attributes
    ----------
    coders, values
        Who coded anything, in alphabetical order, and the values of the variable.
    kinds
        The kind of each report; reports of one kind are coded alike.
    given
        Whether the coder gave the reports the value, by coder, kind and value.
    judged
        Whether the coder judged the variable in the reports (`list_judges`), by coder and kind;
        of a variable that nobody coded, whether anything of the reports.
    late
        Whether the value came later than the coding (`list_unasked`), by coder, kind and value;
        None where none did.
    """

    coders: list[str]
    values: list[str]
    kinds: np.ndarray
    given: np.ndarray
    judged: np.ndarray
    late: np.ndarray | None

    def asked(self, who: Iterable[str], values: Collection[str] = ()) -> np.ndarray:
        """Whether the coder judged the variable in a kind when it had all these values."""
        places = pd.Index(self.coders).get_indexer(list(who))
        asked = self.judged[places]
        if self.late is not None and values:
            wanted = pd.Index(self.values).get_indexer(list(values))
            asked = asked & ~self.late[places][..., wanted].any(axis=-1)
        return asked

    def gave(self, who: Iterable[str], values: Collection[str]) -> np.ndarray:
        """Whether the coder gave a kind the value, of these coders and values."""
        places = pd.Index(self.coders).get_indexer(list(who))
        return self.given[places][..., pd.Index(self.values).get_indexer(list(values))]

    def both_gave(self, who: list[str], values: Collection[str]) -> np.ndarray:
        """Whether every coder who was asked the value gave it a kind, of two or more."""
        places = pd.Index(self.coders).get_indexer(who)
        asked = self.judged[places].sum(axis=0)[:, None]
        if self.late is not None:
            wanted = pd.Index(self.values).get_indexer(list(values))
            asked = asked - self.late[places][..., wanted].sum(axis=0)
        return (self.gave(who, values).sum(axis=0) == asked) & (asked > 1)


def judge_reports(corpus: Corpus, variable: str | None, ids: pd.Index | None = None) -> Judgements:
    """The codes of one variable, of all or these reports; of none, who coded anything of a report.

    What is written was judged. Of a variable of which a report can have any number of values, a
    coder who coded the report judged it, too: that none was found leaves nothing to write. Not so a
    coder who ever says "none", as one does at the desk: of that coder only what is written counts,
    and a report coded by half is not one without themes. Where nobody ever gave a value of the
    variable, nobody found any.

    A value that came later than the coding was not asked, unless it was given. A coder judged a
    variable of a report by the latest version of the codebook that the codes have; where they have
    none, before any value was added.
    """
    found = _judge_whole(corpus.origin or corpus, variable)
    return found._replace(kinds=found.kinds[place_in_whole(corpus, ids)])


@lru_cache(maxsize=16)
def _judge_whole(whole: Corpus, variable: str | None) -> Judgements:
    kinds, codes = whole.tables.coded_alike(variable)
    names = sorted(list_all(whole, "coder"))
    values = [] if variable is None else whole.codebook.values(variable)
    coder, kind = pd.Index(names).get_indexer(codes["coder"]), codes["report"].to_numpy()
    own = (codes["variable"] == variable).to_numpy()
    value = pd.Index(values).get_indexer(codes["value"])
    shape = len(names), kinds.max(initial=-1) + 1, len(values)
    given, judged, coded = (np.zeros(shape[:size], dtype=bool) for size in (3, 2, 2))
    some = own & (value >= 0)
    given[coder[some], kind[some], value[some]] = True
    judged[coder[own], kind[own]] = True
    coded[coder, kind] = True
    judged |= coded & _imply(whole, variable, names)[:, None]
    later = whole.codebook.since(variable) if variable else {}
    if not later:
        return Judgements(names, values, kinds, given, judged, None)
    rank, ranks_later = _rank_versions(codes["codebook"], list(later.values()))
    last, last_own = np.full((2, *shape[:2]), -1)
    np.maximum.at(last, (coder, kind), rank)
    np.maximum.at(last_own, (coder[own], kind[own]), rank[own])
    asked = np.where(last_own < 0, last, last_own)
    late = np.zeros_like(given)
    for each, since in zip(later, ranks_later, strict=True):
        late[..., values.index(each)] = coded & (asked < since)
    return Judgements(names, values, kinds, given, judged, late & ~given)


def _imply(whole: Corpus, variable: str | None, names: list[str]) -> np.ndarray:
    """Of which coders it is implied that they judged the variable in all that they coded."""
    if variable not in list_all(whole, "variable"):
        return np.ones(len(names), dtype=bool)
    if variable not in whole.codebook.present_only:
        return np.zeros(len(names), dtype=bool)
    found = list_coded(whole)
    say_none = found.loc[found["value"].isna(), "coder"]
    coded_it = found.loc[found["variable"] == variable, "coder"]
    return pd.Index(names).isin(set(coded_it) - set(say_none))


def _rank_versions(given: pd.Series, later: list[str]) -> tuple[np.ndarray, list[int]]:
    """Versions of the codebook as numbers in their order; none is before all others."""
    number, versions = pd.factorize(given)
    orders = [version_order(each) for each in [*versions, *later, None]]
    *ranks, none = map(sorted(set(orders)).index, orders)
    return np.array([*ranks[: len(versions)], none])[number], ranks[len(versions) :]


@lru_cache(maxsize=8)
def list_judges(corpus: Corpus) -> pd.DataFrame:
    """Which coder judged which variable in which report; the base of every share and agreement.

    Returns
    -------
    DataFrame
        One row a report, coder and variable: report_id, coder, variable. The adjudication is a
        coder here. By `judge_reports`. Kept, so not to be changed.

    Examples
    --------
    >>> import analysis
    >>> judges = list_judges(analysis.read_corpus())
    >>> judges.query("variable == 'theme'")["coder"].value_counts().to_dict()
    {'a': 651, 'adjudicated': 651, 'b': 651}
    """
    ever = list_all(corpus.origin or corpus, "variable")
    coded = [each for each in corpus.codebook.variables if each in ever]
    return _list_where(corpus, coded, "judged").drop(columns="value")


@lru_cache(maxsize=8)
def list_unasked(corpus: Corpus) -> pd.DataFrame:
    """Which value no coder can have given in which report: it came later than the coding.

    That it is not there is no judgement.

    Returns
    -------
    DataFrame
        One row a report, coder, variable and value: report_id, coder, variable, value. By
        `judge_reports`. Kept, so not to be changed.
    """
    added = [each for each in corpus.codebook.variables if corpus.codebook.since(each)]
    return _list_where(corpus, added, "late")


def _list_where(corpus: Corpus, variables: list[str], field: str) -> pd.DataFrame:
    """One row a report, coder and variable, or value of it, of which a field is so."""
    ids = corpus.tables.ids()
    rows = [pd.DataFrame(columns=["report_id", "coder", "variable", "value"])]
    for variable in variables:
        found = judge_reports(corpus, variable)
        coder, report, *value = np.nonzero(getattr(found, field)[:, found.kinds])
        listed = {"report_id": ids[report], "coder": np.array(found.coders, dtype=object)[coder]}
        if value:
            listed["value"] = np.array(found.values, dtype=object)[value[0]]
        rows.append(pd.DataFrame(listed).assign(variable=variable))
    return pd.concat(rows, ignore_index=True).astype("str")


def view_codes(
    corpus: Corpus, *, coder: str = ADJUDICATED, variable: str | None = None
) -> pd.DataFrame:
    """The codes as one coder, the adjudication, or the coders together have them.

    Parameters
    ----------
    corpus
        Its codings are read.
    coder
        "adjudicated" (what is settled, whatever the codebook calls the coder; where only one coder
        coded, what that coder gave), the name of a coder ("a", "b"), "both" (only what every coder
        of the report gave, of reports that at least two coded) or "either" (what at least one
        gave).
    variable
        Only this variable of the codebook; by default all.

    Returns
    -------
    DataFrame
        One row a report, variable and value: report_id, variable, value; none of a variable that
        was judged and of whose values none was found.

    Raises
    ------
    ValueError
        There is no such view; the message names those that there are.

    Examples
    --------
    >>> import analysis
    >>> corpus = analysis.read_corpus()
    >>> len(analysis.view_codes(corpus, coder="both", variable="theme"))
    1704
    """
    coder = name_view(corpus, coder)
    codings = corpus.tables["codings"]
    if variable is not None:
        corpus.codebook.values(variable)
        codings = codings[codings["variable"] == variable]
    codings = codings.dropna(subset="value")
    columns = ["report_id", "variable", "value"]
    if coder not in (BOTH, EITHER):
        return codings.loc[codings["coder"] == coder, columns].reset_index(drop=True)
    who, ids = coders(corpus), corpus.tables.ids()
    rows = [pd.DataFrame(columns=columns)]
    for each in corpus.codebook.variables if variable is None else [variable]:
        found = judge_reports(corpus, each)
        has = np.asarray(found.gave(who, found.values).any(axis=0))
        if coder == BOTH:
            has = found.both_gave(who, found.values)
        report, value = np.nonzero(has[found.kinds])
        values = np.array(found.values, dtype=object)[value]
        rows.append(pd.DataFrame({"report_id": ids[report], "variable": each, "value": values}))
    return pd.concat(rows).astype("str").sort_values(columns, ignore_index=True)


def coded_reports(
    corpus: Corpus,
    *,
    coder: str = ADJUDICATED,
    variable: str | None = None,
    values: Collection[str] = (),
) -> pd.Index:
    """Ids of the reports that the view has codes of: the base of every share.

    A report without a theme is coded, too; one that a coder never saw is not, nor one that was
    coded before all these `values` were in the codebook (`judge_reports`).
    """
    kinds, coded = coded_kinds(corpus, coder=coder, variable=variable, values=values)
    ids, of_reports = corpus.tables.ids(), coded[kinds]
    return ids if of_reports.all() else ids[of_reports]


def coded_kinds(
    corpus: Corpus, *, coder: str, variable: str | None = None, values: Collection[str] = ()
) -> tuple[np.ndarray, np.ndarray]:
    """The kind of each report, and whether the view has codes of a kind (see `coded_reports`)."""
    view = name_view(corpus, coder)
    who = coders(corpus) if view in (BOTH, EITHER) else [view]
    found = judge_reports(corpus, variable)
    coded = found.asked(who, values).sum(axis=0) >= (2 if view == BOTH else 1)
    return found.kinds, coded


def indicate_view(
    corpus: Corpus, variable: str, values: list[str], *, coder: str, ids: pd.Index | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """The kind of each report, of these or all; and by kind and value whether a kind has it.

    That is 1 or 0; of the coder that is drawn it is the share of coders who gave it, missing where
    nobody was asked for all of the values.
    """
    found = judge_reports(corpus, variable, ids)
    independent = coders(corpus)
    if coder == DRAWN:
        gave, asked = found.gave(independent, values), found.asked(independent, values)
        with np.errstate(invalid="ignore"):
            has = gave.sum(axis=0) / asked.sum(axis=0)[:, None]
    elif (view := name_view(corpus, coder)) == BOTH:
        has = found.both_gave(independent, values)
    else:
        has = found.gave(independent if view == EITHER else [view], values).any(axis=0)
    return found.kinds, has.astype("float64", order="C")


def place_in_whole(corpus: Corpus, ids: pd.Index | None = None) -> np.ndarray | EllipsisType:
    """Where these reports stand in the whole corpus, by default all that were selected."""
    return corpus.chosen if ids is None else (corpus.origin or corpus).tables.ids().get_indexer(ids)


def place_within(corpus: Corpus, part: Corpus) -> np.ndarray:
    """Where each report of a corpus stands in a part of it; -1 for one that is not there."""
    if part is corpus:
        return np.arange(len(part.tables.ids()))
    place = np.full(len((corpus.origin or corpus).tables.ids()), -1)
    place[part.chosen] = np.arange(len(part.tables.ids()))
    return place[corpus.chosen]
