"""Two groups on the calls that both told: by hand, and against scipy."""

from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from pandas.testing import assert_frame_equal
from scipy import stats

import analysis
from analysis.measuring.comparison.differences import EXACT, Pairs, _swaps, paired_interval, swap_p
from analysis.measuring.comparison.shared_calls import list_shared_calls
from analysis.reading.tableset import Tables

TEN = """
report  dates       outlet   calls  adjudicated
a1      2022-05-01  Harbour  k1     losses
a2      2022-05-02  Harbour  k1     .
b1      2022-05-03  Fjord    k1     losses
a3      2022-05-04  Harbour  k2     losses
b2      2022-05-05  Fjord    k2     .
a4      2022-05-06  Harbour  k3     .
b3      2022-05-07  Fjord    k3     .
a5      2022-05-08  Harbour  k4     losses
b4      2022-05-09  Fjord    k5     losses
c1      2022-05-10  River    k2     losses
"""
PAIR = ("Harbour", "Fjord")
compare_same_calls = partial(analysis.compare_groups, on="same calls")


@pytest.fixture(scope="module")
def paired(make_corpus):
    return make_corpus(TEN)


def singles(*differences):
    """Calls that are each a cluster of their own."""
    summed = np.array(differences, dtype=float)[:, None]
    return Pairs(summed, np.ones(len(summed)))


def test_only_calls_that_both_told_count_and_each_counts_once(paired):
    row = compare_same_calls(paired, "outlet", "theme", ["losses"], groups=PAIR).iloc[0]
    # k1: a half and one; k2: one and none; k3: none and none. k4 and k5 were told by one alone.
    assert (row["calls"], row["reports"], row["other_reports"]) == (3, 4, 3)
    assert row["estimate"] == pytest.approx((1 / 2 + 1 + 0) / 3)
    assert row["other_estimate"] == pytest.approx((1 + 0 + 0) / 3)
    assert row["difference"] == pytest.approx((-1 / 2 + 1) / 3)
    assert (row["more"], row["fewer"], row["same"]) == (1, 1, 1)
    assert row["verdict"] == "too few to tell (3 independent calls)"


def test_the_other_way_round_only_the_signs_change(corpus):
    groups = ("original", "translation")
    one, other = (
        compare_same_calls(corpus, "origin", "frame", groups=each)
        for each in (groups, groups[::-1])
    )
    for column, back in (("difference", "difference"), ("low", "high"), ("high", "low")):
        np.testing.assert_allclose(one[column], -other[back])
    np.testing.assert_allclose(one["p"], other["p"])
    assert one["more"].tolist() == other["fewer"].tolist()


def test_a_report_that_tells_two_calls_makes_them_one(make_corpus):
    corpus = make_corpus(TEN.replace("Fjord    k2 ", "Fjord    k2,k3 "))
    table = compare_same_calls(corpus, "outlet", "theme", ["losses"], groups=PAIR)
    assert (table.attrs["calls"], table.attrs["clusters"]) == (3, 2)


def test_pairs_of_groups_are_listed_with_the_calls_they_share(paired):
    table = list_shared_calls(paired, "outlet")
    assert table.to_numpy().tolist() == [
        ["Harbour", "Fjord", 3, 4, 3],
        ["Harbour", "River", 1, 1, 1],
        ["Fjord", "River", 1, 1, 1],
    ]


def test_links_that_are_only_possible_are_no_shared_calls(paired):
    tellings = paired.tellings
    doubtful = tellings["report_id"].eq("b1")
    tellings["confidence"] = tellings["confidence"].where(~doubtful, "possible")
    corpus = replace(paired, tables=Tables(dict(paired.tables) | {"tellings": tellings}))
    assert list_shared_calls(corpus, "outlet")["calls"].tolist() == [2, 1, 1]


def test_p_is_the_share_of_swaps_that_give_as_much():
    # All five the same way: of 32 ways of swapping, all more and all fewer give as much.
    assert swap_p(singles(1, 1, 1, 1, 1)).tolist() == [2 / 32]
    # Calls that do not differ change nothing.
    assert swap_p(singles(1, 1, 1, 1, 1, 0, 0, 0)).tolist() == [2 / 32]
    assert swap_p(singles(0.5, -0.5)).tolist() == [1]


@pytest.mark.parametrize("clusters", [7, EXACT])
def test_p_is_that_of_scipys_permutation_test(clusters):
    differences = np.random.default_rng(3).normal(0.4, 1, clusters)
    expected = stats.permutation_test(
        (differences,), np.mean, permutation_type="samples", n_resamples=np.inf
    ).pvalue
    assert swap_p(singles(*differences))[0] == pytest.approx(expected)


def test_beyond_what_can_be_tried_out_p_is_drawn():
    differences = np.random.default_rng(4).normal(0.3, 1, EXACT + 4)
    ways = ((np.arange(2 ** len(differences))[:, None] >> np.arange(len(differences))) & 1) * 2 - 1
    exact = (np.abs(ways @ differences) >= abs(differences.sum())).mean()
    assert swap_p(singles(*differences))[0] == pytest.approx(exact, abs=0.01)


def test_the_interval_of_shares_is_that_worked_by_hand():
    # Four calls of eight differ. With two clusters of 0.75 added: centre 4 / 9.5, squares
    # 2.0499 + 1.3245, times 8 / 7; Student's quantile of 7 is 2.3646.
    mean, low, high = paired_interval(singles(1, 1, 1, 1, 0, 0, 0, 0), is_share=True)
    assert mean[0] == 0.5
    assert (low[0], high[0]) == pytest.approx((-0.0677, 0.9099), abs=2e-4)


def test_the_interval_of_words_is_students():
    differences = [0.2, -0.1, 0.4, 0.3, 0.0, 0.5]
    _, low, high = paired_interval(singles(*differences), is_share=False)
    expected = stats.ttest_1samp(differences, 0).confidence_interval()
    assert (low[0], high[0]) == pytest.approx((expected.low, expected.high))


def test_calls_that_never_differ_leave_an_interval_of_shares_a_width():
    _, low, high = paired_interval(singles(*[0] * 10), is_share=True)
    assert low[0] < -0.1 < 0.1 < high[0]


def test_one_call_gives_no_interval_of_words():
    mean, low, high = paired_interval(singles(0.3), is_share=False)
    assert mean[0] == 0.3
    assert np.isnan([low[0], high[0]]).all()


def test_groups_that_share_no_call_have_nothing_to_compare(make_corpus):
    corpus = make_corpus(
        "report dates outlet calls adjudicated\n"
        "a 2022-05-01 Harbour k1 losses\nb 2022-05-01 Fjord k2 ."
    )
    table = compare_same_calls(corpus, "outlet", "theme", ["losses"], groups=PAIR)
    assert table["calls"].tolist() == [0]
    assert table[["estimate", "difference", "low", "p"]].isna().all(axis=None)
    assert table["verdict"].tolist() == ["too few to tell (0 independent calls)"]
    assert list_shared_calls(corpus, "outlet").empty


def test_the_same_call_gives_the_same_table_to_the_last_digit(corpus):
    options = {"by": "carriage", "variable": "emotive", "groups": ("author", "carrier")}
    first = compare_same_calls(corpus, **options)
    assert first.attrs["clusters"] > EXACT
    assert_frame_equal(compare_same_calls(corpus, **options), first, check_exact=True)


@pytest.mark.parametrize("groups", [("Harbour",), ("Harbour", "Harbour"), ("Harbour", "Moor")])
def test_other_than_two_groups_that_there_are_are_refused(paired, groups):
    with pytest.raises(ValueError, match="expected two of: Fjord, Harbour, River"):
        compare_same_calls(paired, "outlet", groups=groups)


@pytest.mark.parametrize("clusters", [4, 20])
def test_nobody_can_write_into_the_ways_of_swapping_that_all_share(clusters: int) -> None:
    with pytest.raises(ValueError, match="read-only"):
        _swaps(clusters)[0, 0] = 5.0
