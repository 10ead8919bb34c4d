"""Corpora that lack something: results with the same columns and kinds of columns, or a reason."""

import warnings
from collections.abc import Callable

import pandas as pd
import pytest

import analysis
from analysis.measuring.retelling.sources import compare_with_sources
from analysis.measuring.retelling.travel import measure_travel
from analysis.reading.corpus import Corpus
from analysis.reading.tableset import Tables

WORDING = ("distance", "quoted", "title_voice")
MEASURES: dict[str, Callable[[Corpus], pd.DataFrame]] = {
    "measure_travel": measure_travel,
    "summarise_travel": analysis.summarise_travel,
    "count_changes": analysis.count_changes,
    "count_feeds": analysis.count_feeds,
    "compare_with_sources": compare_with_sources,
    "list_shared_calls": lambda corpus: analysis.list_shared_calls(corpus, "origin"),
} | {
    f"compare_groups {name}": lambda corpus, name=name: analysis.compare_groups(
        corpus, "origin", name
    )
    for name in WORDING
}
LACKING = {
    "citations": ["citations"],
    "variants": ["variants"],
    "wording": ["wording"],
    "codings": ["codings"],
    "calls": ["calls", "tellings", "variants"],
}


def without(corpus: Corpus, names: list[str]) -> Corpus:
    tables = {
        name: table.iloc[:0] if name in names else table for name, table in corpus.tables.items()
    }
    return Corpus(corpus.folder, Tables(tables), corpus.codebook)


@pytest.fixture(scope="module")
def poor(intact: Corpus) -> dict[str, Corpus]:
    found = {what: without(intact, names) for what, names in LACKING.items()}
    return found | {"reports": intact.select([])}


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("lacking", [*LACKING, "reports"])
def test_what_lacks_changes_no_column(
    corpus: Corpus, poor: dict[str, Corpus], lacking: str, measure: str
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = MEASURES[measure](poor[lacking])
    known = _full(corpus, measure)
    assert dict(found.dtypes) == dict(known.dtypes)


_FOUND: dict[str, pd.DataFrame] = {}


def _full(corpus: Corpus, measure: str) -> pd.DataFrame:
    if measure not in _FOUND:
        _FOUND[measure] = MEASURES[measure](corpus)
    return _FOUND[measure]


def test_nothing_selected_counts_to_an_empty_table_of_the_same_kinds(corpus: Corpus) -> None:
    found = analysis.count_codes(corpus.select([]), "theme")
    assert found.empty
    assert dict(found.dtypes) == dict(analysis.count_codes(corpus, "theme").dtypes)


def test_two_groups_are_asked_for_by_name_where_there_is_none(intact: Corpus) -> None:
    with pytest.raises(ValueError, match="expected two of: none"):
        analysis.compare_groups(
            intact.select([]), "origin", on="same calls", groups=("original", "translation")
        )


def test_views_are_not_compared_where_nobody_coded(poor: dict[str, Corpus]) -> None:
    with pytest.raises(ValueError, match="no coder view to compare; there are: none"):
        analysis.compare_groups(poor["codings"], "origin", coder="each")


def test_a_call_that_is_not_there_is_said_so_where_no_call_is(poor: dict[str, Corpus]) -> None:
    with pytest.raises(KeyError, match="among 0; the reports tell none"):
        analysis.trace_call(poor["calls"], "late-mail")


def test_a_call_that_is_only_listed_has_a_trace_without_tellings(intact: Corpus) -> None:
    lonely = without(intact, ["tellings"])
    told = analysis.trace_call(lonely, "late-mail").tellings
    assert told.empty
    assert dict(told.dtypes) == dict(analysis.trace_call(intact, "late-mail").tellings.dtypes)
