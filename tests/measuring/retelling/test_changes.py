"""Which kinds of detail differ, and which change with a step."""

import pandas as pd
import pytest

import analysis
from analysis.measuring.retelling.changes import KINDS
from analysis.tables.schemas import ASPECTS


def test_every_aspect_has_a_kind():
    assert set(KINDS) == set(ASPECTS)


def test_changes_of_one_call_are_counted_by_kind(six):
    found = analysis.count_changes(six).set_index("kind")
    # The number: r2 kept it, r3 and r6 changed it, r4 dropped it, r1 is first.
    assert found.loc["numbers", ["tellings", "kept", "changed", "dropped", "added"]].tolist() == [
        4, 1, 2, 1, 0,
    ]  # fmt: skip
    assert found.loc["numbers", "share"] == 3 / 4
    assert found.loc["persons", ["tellings", "kept", "added", "uncertain"]].tolist() == [2, 1, 1, 1]
    # Of the two calls one is told again, and in it all three details differ.
    assert found["told_again"].tolist() == [1, 1, 1]
    assert found["differing_share"].tolist() == [1.0, 1.0, 1.0]
    assert found.loc["places", "tellings"] == 0
    assert pd.isna(found.loc["places", "share"])


def test_detail_that_all_have_alike_does_not_differ(make_six):
    text = "call_id aspect detail report_id reading\nk1 number dead r1 3\nk1 number dead r2 3"
    found = analysis.count_changes(make_six(variants=text)).loc[0]
    assert found[["details", "differing", "kept"]].tolist() == [0, 0, 1]


def test_corpus_without_variants_gives_an_empty_table(make_six):
    found = analysis.count_changes(make_six(variants="call_id aspect detail report_id reading"))
    assert found.empty
    assert "share" in found


def test_persons_and_wording_differ_in_most_calls_of_the_corpus(corpus):
    found = analysis.count_changes(corpus)
    assert found["kind"].head(3).tolist() == ["persons", "wording", "claims told or left out"]
    assert found["told_again"].eq(76).all()
    assert found["differing"].head(4).tolist() == [35, 33, 30, 12]
    counted = found[["kept", "changed", "dropped", "added"]].sum(axis=1)
    assert counted.tolist() == found["tellings"].tolist()
    assert (found["low"] <= found["share"]).all() and (found["share"] <= found["high"]).all()


def test_order_of_rows_changes_nothing(six, make_six):
    pd.testing.assert_frame_equal(
        analysis.count_changes(six), analysis.count_changes(make_six(backwards=True))
    )


@pytest.mark.parametrize("kind", ["numbers", "persons"])
def test_interval_of_one_call_is_wide(six, kind):
    found = analysis.count_changes(six).set_index("kind").loc[kind]
    assert found["calls"] == 1
    assert found["high"] - found["low"] > 0.7
