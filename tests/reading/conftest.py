"""One check for every kind of bad input: what is reported, and what is still read."""

from collections.abc import Callable, Collection
from typing import NamedTuple

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import analysis
from analysis.reading.problems import CorpusError


class Expected(NamedTuple):
    """One problem: where it stands, a part of what is said to be wrong, and of the mend."""

    file: str
    line: int
    problem: str
    mend: str


@pytest.fixture
def expect(small_corpus, intact) -> Callable[..., analysis.Corpus]:
    """Assert that the small corpus has these problems, no others, and has lost only `reports`."""

    def check(*wanted: tuple[str, int, str, str], reports: Collection[str] = ()):
        with pytest.raises(CorpusError) as error:
            analysis.read_corpus(small_corpus)
        found = error.value.problems
        told = [Expected(*row) for row in found.itertuples(index=False)]
        assert [row[:2] for row in told] == [row[:2] for row in wanted], found.to_string()
        for row, each in zip(told, wanted, strict=True):
            assert each[2] in row.problem
            assert each[3] in row.mend
            assert row.mend
            assert f"\n{row.file}:{row.line}: {row.problem}; {row.mend}" in str(error.value)
        left = analysis.read_corpus(small_corpus, on_error="skip")
        assert_frame_equal(left.problems, found)
        for name, table in intact.tables.items():
            assert_frame_equal(left.tables[name], without(table, reports))
        return left

    return check


def without(table: pd.DataFrame, reports: Collection[str]) -> pd.DataFrame:
    """The table as it is when these reports, and the rows that name them, are gone."""
    for column in ("report_id", "source_report_id"):
        if column in table:
            table = table[~table[column].isin(reports)]
    return table.reset_index(drop=True)
