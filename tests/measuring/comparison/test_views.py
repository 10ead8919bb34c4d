"""The same comparison with each view of the codes."""

import pytest
from pandas.testing import assert_frame_equal

import analysis

# Coder a gives the theme to the first carrier only, b to both; the adjudication follows b.
REPORTS = """
report  dates       carried_by  calls  a       b       adjudicated
r1      2022-05-01  x           k1     losses  losses  losses
r2      2022-05-02  y           k2     .       losses  losses
r3      2022-05-03  -           k3     .       .       .
"""


def test_each_view_has_the_table_that_the_comparison_gives_it(make_corpus):
    corpus = make_corpus(REPORTS)
    options = {"values": ["losses"], "groups": ["carrier", "author"]}
    table = analysis.compare_views(analysis.compare_groups, corpus, "carriage", **options)
    shares = table[table["group"] == "carrier"].set_index("coder")["estimate"]
    assert shares.to_dict() == {
        "adjudicated": 1.0, "a": 0.5, "b": 1.0, "both": 0.5, "either": 1.0,
    }  # fmt: skip
    one = analysis.compare_groups(corpus, "carriage", coder="a", **options)
    rows = table[table["coder"] == "a"].drop(columns="coder").reset_index(drop=True)
    assert_frame_equal(rows, one, check_like=False)


def test_views_can_be_chosen_and_come_in_that_order(make_corpus):
    table = analysis.compare_views(
        analysis.compare_same_calls, make_corpus(REPORTS), "carriage", values=["losses"],
        groups=("carrier", "author"), coders=["b", "a"],
    )  # fmt: skip
    assert table["coder"].tolist() == ["b", "a"]


def test_a_view_that_there_is_not_is_refused(make_corpus):
    with pytest.raises(ValueError, match="no coder view 'c'"):
        analysis.compare_views(
            analysis.compare_groups, make_corpus(REPORTS), "carriage", coders=["c"]
        )
