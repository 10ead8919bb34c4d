"""Clusters of reports that share calls, and intervals that resample them."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.measuring.resampling import cluster_reports, draw_clusters, share_interval


def clusters_of(corpus, ids=None):
    found = cluster_reports(corpus if ids is None else corpus.select(ids))
    groups = found.index.to_series().groupby(found).agg(list)
    return sorted(groups.tolist())


def interval(having, size, **options):
    """Low, share and high of clusters of `size` reports, of which `having` have a code."""
    having, size = np.asarray(having, dtype=float), np.asarray(size, dtype=float)
    found = share_interval(
        having[:, None, None], size[:, None], size[:, None], np.array([float(len(size))]), **options
    )
    return tuple(float(part[0, 0]) for part in (found.low, found.share, found.high))


def wilson(having, size):
    """Wilson's score interval as Newcombe (1998, method 3) writes it."""
    z, share = stats.norm.ppf(0.975), having / size
    root = z * np.sqrt(z**2 + 4 * size * share * (1 - share))
    ends = [(2 * size * share + z**2 + sign * root) / (2 * (size + z**2)) for sign in (-1, 1)]
    return tuple(float(end) for end in ends)


LINKED = """
report  dates       calls
r1      2022-05-01  k1
r2      2022-05-02  k1
r3      2022-05-03  k2
r4      2022-05-04  k3
r5      2022-05-05  k3,k4
r6      2022-05-06  k4
r7      2022-05-07  -
r8      2022-05-08  k5
r9      2022-05-09  k6
"""


def test_reports_that_share_a_call_or_a_batch_or_a_chain_of_calls_are_one_cluster(make_corpus):
    corpus = make_corpus(LINKED, batches={"k5": "evening", "k6": "evening"})
    assert clusters_of(corpus) == [["r1", "r2"], ["r3"], ["r4", "r5", "r6"], ["r7"], ["r8", "r9"]]


def test_a_report_of_the_batch_is_in_the_cluster_of_its_calls(make_corpus):
    text = LINKED.replace("r3      2022-05-03  k2", "r3      2022-05-03  evening")
    corpus = make_corpus(text, batches={"k5": "evening", "k6": "evening"})
    assert ["r3", "r8", "r9"] in clusters_of(corpus)


def test_reports_that_are_not_asked_for_link_nothing(make_corpus):
    assert clusters_of(make_corpus(LINKED), ["r4", "r6"]) == [["r4"], ["r6"]]


def test_equal_ids_of_a_report_and_a_call_are_kept_apart(make_corpus):
    corpus = make_corpus("report dates calls\nk2 2022-05-01 k1\nr2 2022-05-02 k2")
    assert clusters_of(corpus) == [["k2"], ["r2"]]


def test_clusters_are_in_the_order_of_the_reports_and_count_from_zero(make_corpus):
    corpus = make_corpus(LINKED)
    found = cluster_reports(corpus)
    assert found.index.tolist() == corpus.reports["report_id"].tolist()
    assert sorted(found.unique()) == list(range(found.nunique()))


def test_the_numbers_of_clusters_do_not_depend_on_the_order_of_rows(make_corpus):
    corpus = make_corpus(LINKED)
    back = replace(corpus, tables={name: table[::-1] for name, table in corpus.tables.items()})
    pd.testing.assert_series_equal(cluster_reports(back).sort_index(), cluster_reports(corpus))


def test_no_reports_are_no_clusters(make_corpus):
    assert clusters_of(make_corpus(LINKED), []) == []
    assert draw_clusters(0).shape == (1000, 0)


def test_a_draw_takes_as_many_clusters_as_there_are_and_is_the_same_twice():
    draws = draw_clusters(7, draws=50)
    assert draws.shape == (50, 7)
    assert (draws.sum(axis=1) == 7).all()
    assert (draws == draw_clusters(7, draws=50)).all()
    assert (draws != draw_clusters(7, draws=50, seed=1)).any()


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 5)), min_size=1, max_size=20))
@settings(max_examples=40, deadline=None)
def test_an_interval_holds_its_share_and_stays_between_nought_and_one(clusters):
    having = [min(some, size) for some, size in clusters]
    low, share, high = interval(having, [size for _, size in clusters])
    assert 0 <= low <= share <= high <= 1
    assert high > low


def test_forty_reports_of_four_calls_say_less_than_forty_of_forty():
    low, share, high = interval([1] * 20 + [0] * 20, [1] * 40)
    low_4, share_4, high_4 = interval([10, 10, 0, 0], [10] * 4)
    assert share == share_4 == 0.5
    assert high_4 - low_4 > 2 * (high - low)


def test_calls_that_all_say_the_same_count_as_calls_not_as_reports():
    low, share, high = interval([10] * 4, [10] * 4)
    assert (share, high) == (1, 1)
    # Wilson's lower end of 4 of 4 is 0.51, and with 3 degrees of freedom it is lower still.
    assert low < wilson(4, 4)[0] < wilson(40, 40)[0]
    none = interval([0] * 4, [10] * 4)
    assert none == pytest.approx((0, 0, 1 - low))


def test_a_higher_level_is_a_wider_interval():
    low, _, high = interval([1] * 10 + [0] * 10, [1] * 20)
    low_80, _, high_80 = interval([1] * 10 + [0] * 10, [1] * 20, level=0.8)
    assert low < low_80 < high_80 < high


def test_the_interval_of_single_reports_is_wilsons():
    # The worked example of Newcombe (1998): 81 of 263, 0.2553 to 0.3662.
    published = (0.2553, 0.3662)
    assert wilson(81, 263) == pytest.approx(published, abs=5e-5)
    low, share, high = interval([1] * 81 + [0] * 182, [1] * 263)
    assert share == pytest.approx(0.3080, abs=5e-5)
    # 1,000 draws know a standard error to about 1 in 45 of it, here 0.0013.
    assert (low, high) == pytest.approx(published, abs=0.003)


def test_a_period_without_reports_has_no_share():
    with_code, total = np.zeros((3, 2, 1)), np.zeros((3, 2))
    with_code[0, 0], total[:, 0] = 1, 1
    found = share_interval(with_code, total, total, np.array([3.0, 0.0]))
    assert np.isnan([part[1, 0] for part in found]).all()
    assert not np.isnan([part[0, 0] for part in found]).any()


@pytest.mark.parametrize(
    "sizes",
    [
        [1, 1, 1, 2, 2, 3, 5, 12] * 5,
        [1, 1, 1, 2, 2, 3, 5, 12] * 3,
        [23, 7, 5, 4, 3, 2] + [1] * 14,  # July to September 2022 in the corpus
    ],
    ids=["40 calls", "24 calls", "20 calls, one of them in half of the reports"],
)
@pytest.mark.parametrize(("a", "b"), [(1.0, 1.5), (0.3, 1.7)], ids=["share 0.4", "share 0.15"])
def test_intervals_cover_the_truth_where_reports_of_a_call_resemble_each_other(sizes, a, b):
    # A call has its own chance of the code (beta), and its reports take it each by itself: their
    # correlation is 1 / (1 + a + b), 0.29 or 0.33. Each replication is a value of one period.
    truth, random, size = a / (a + b), np.random.default_rng(1), np.array(sizes)[:, None]
    having = random.binomial(size, random.beta(a, b, size=(len(sizes), 2_000))).astype(float)
    total = size.astype(float)
    found = share_interval(having[:, None, :], total, total, np.array([float(len(sizes))]))
    covered = (found.low <= truth) & (truth <= found.high)
    assert covered.mean() >= 0.93
    naive = [wilson(each, size.sum()) for each in having.sum(axis=0)]
    assert np.mean([low <= truth <= high for low, high in naive]) < 0.85
