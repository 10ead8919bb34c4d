"""Every table is what its schema says, and the schemas agree with one another."""

from collections import defaultdict

import pandas as pd
import pytest

import analysis
from analysis.tables import CSV_SCHEMAS, SCHEMAS
from analysis.tables.columns import DAY, DTYPES

NAMES = list(SCHEMAS)


def test_there_are_eleven_tables(corpus):
    assert list(corpus.tables) == NAMES
    assert len(NAMES) == 11


@pytest.mark.parametrize("name", NAMES)
def test_a_table_has_the_columns_and_dtypes_that_its_schema_declares(corpus, name):
    declared = {
        column: DTYPES[described.metadata["kind"]]
        for column, described in SCHEMAS[name].columns.items()
    }
    assert corpus.tables[name].dtypes.astype("str").to_dict() == declared


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_table_has_them_too(corpus, name):
    empty = corpus.select([]).tables[name]
    pd.testing.assert_series_equal(empty.dtypes, corpus.tables[name].dtypes)


@pytest.mark.parametrize("name", NAMES)
def test_a_table_passes_its_schema(corpus, name):
    SCHEMAS[name].validate(corpus.tables[name])


@pytest.mark.parametrize("name", NAMES)
def test_a_key_is_of_one_row(corpus, name):
    table = corpus.tables[name]
    assert not table.duplicated(SCHEMAS[name].unique).any()
    assert table.index.equals(pd.RangeIndex(len(table)))


@pytest.mark.parametrize("name", NAMES)
def test_a_column_is_empty_only_where_the_schema_says_what_that_means(corpus, name):
    for column, described in SCHEMAS[name].columns.items():
        if described.metadata["missing"] is None:
            assert corpus.tables[name][column].notna().all(), column
        assert not corpus.tables[name][column].eq("").any(), column


def test_a_column_name_has_one_kind_and_unit_in_all_tables():
    kinds = defaultdict(set)
    for schema in [*SCHEMAS.values(), *CSV_SCHEMAS.values()]:
        for column, described in schema.columns.items():
            kinds[column].add((described.metadata["kind"], described.metadata["unit"]))
    assert {column: found for column, found in kinds.items() if len(found) > 1} == {}


@pytest.mark.parametrize("name", NAMES)
def test_describing_a_table_prints_what_every_column_means(name):
    page = analysis.describe(name)
    assert page._repr_markdown_() == f"##{page}"  # no title of the notebook
    assert page.startswith(f"# {name}\n\nOne row: {SCHEMAS[name].description}.")
    assert f"Key: {', '.join(SCHEMAS[name].unique)}." in page
    for column, described in SCHEMAS[name].columns.items():
        [line] = [line for line in page.splitlines() if line.startswith(f"| {column} |")]
        assert described.description in line
        assert described.metadata["kind"] in line
        assert (described.metadata["unit"] or "") in line
        assert (described.metadata["missing"] or "never empty") in line
        assert all(value in line for value in described.metadata["allowed"] or [])
        assert ("1900-01-01 to 2100-12-31" in line) == (described.metadata["kind"] == DAY)
        assert line.count("|") == 5


def test_describing_no_table_lists_them_all():
    page = analysis.describe()
    for name, schema in SCHEMAS.items():
        assert f"| {name} | {schema.description} |" in page


def test_describing_an_unknown_table_names_the_tables():
    with pytest.raises(KeyError, match="no table 'report'; the tables are: reports, calls, tell"):
        analysis.describe("report")
