"""Clusters of reports that share calls, and intervals that resample them."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.measuring.resampling import (
    Correlation,
    Footing,
    cluster_reports,
    coded_footing,
    correlate_reports,
    draw_clusters,
    fold_clusters,
    wilson_interval,
)
from analysis.reading.tableset import Tables
from tests.measuring.designs import cover_all, enumerate_coverage, read_designs


def clusters_of(corpus, ids=None):
    found = cluster_reports(corpus if ids is None else corpus.select(ids))
    groups = found.index.to_series().groupby(found).agg(list)
    return sorted(groups.tolist())


def intervals(having, size, level=0.95):
    """Shares of many replications, a column each, in clusters of `size` reports."""
    having, size = np.asarray(having, dtype="int64"), np.asarray(size)
    number = np.repeat(np.arange(len(size)), size)
    place = np.concatenate([np.arange(each) for each in size])
    has = (place[:, None] < having[number]).astype("float64")
    total = size[:, None].astype("float64")
    footing = coded_footing(total, total, correlate_reports(has, number))
    return wilson_interval(has.mean(axis=0), footing, 1 - level)


def interval(having, size, **options):
    """Low, share and high of clusters of `size` reports, of which `having` have a code."""
    found = intervals(np.asarray(having)[:, None], size, **options)
    return tuple(float(part.item()) for part in (found.low, found.share, found.high))


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
    tables = {name: table[::-1] for name, table in corpus.tables.items()}
    back = replace(corpus, tables=Tables(tables))
    pd.testing.assert_series_equal(cluster_reports(back).sort_index(), cluster_reports(corpus))


def test_no_reports_are_no_clusters(make_corpus):
    assert clusters_of(make_corpus(LINKED), []) == []
    assert draw_clusters(0).shape == (1000, 0)


def test_a_draw_takes_as_many_clusters_as_there_are_and_is_the_same_twice():
    draws = draw_clusters(7)
    assert draws.shape == (1000, 7)
    assert (draws.sum(axis=1) == 7).all()
    draw_clusters.cache_clear()
    assert (draws == draw_clusters(7)).all()


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
    assert low == pytest.approx(wilson(4, 4)[0], abs=0.002)
    assert interval([0] * 4, [10] * 4) == pytest.approx((0, 0, 1 - low))


def alike(having, size):
    number = np.repeat(np.arange(len(size)), size)
    place = np.concatenate([np.arange(each) for each in size])
    has = (place < np.array(having)[number]).astype("float64")
    return float(correlate_reports(has[:, None], number).value.item())


def test_reports_are_alike_by_the_pairs_of_each_call():
    # Share 1/2. Two calls of two reports that agree: each pair has the product +1/4 of 1/4.
    assert alike([2, 0], [2, 2]) == 1
    # One of three agrees with itself only: pairs +1, -1, -1 of each report's two, mean -1/3; and
    # with two alike reports added (3 * -1/3 + 3 * -1/3 + 2) / (6 + 2) = 0.
    assert alike([1, 2], [3, 3]) == pytest.approx(0)
    # (2 + 2 - 2 - 2 + 2) / (8 + 2): as many calls divided as united, and the two added.
    assert alike([2, 0, 1, 1], [2, 2, 2, 2]) == pytest.approx(0.2)
    # Calls told once hold no pair; nothing is known but what was added.
    assert alike([1, 0, 1], [1, 1, 1]) == 1


def test_a_code_that_every_report_has_or_none_tells_nothing_of_how_alike_they_are():
    assert alike([2, 2], [2, 2]) == alike([0, 0], [2, 2]) == 1


def test_the_correlation_and_its_variance_are_those_of_simulated_corpora():
    # Beta with a + b = 1/0.4 - 1: reports of a call correlate by 0.4.
    random, size = np.random.default_rng(5), np.array([1, 1, 2, 2, 3, 4, 6, 9] * 12)
    chance = random.beta(0.6, 0.9, size=(len(size), 2_000))
    number = np.repeat(np.arange(len(size)), size)
    has = (random.random((len(number), 2_000)) < chance[number]).astype("float64")
    found = correlate_reports(has, number)
    assert found.value.mean() == pytest.approx(0.4, abs=0.01)
    assert found.variance.mean() == pytest.approx(found.value.var(), rel=0.1)


def test_reports_rest_on_calls_as_far_as_they_are_alike():
    # Kish: 6 reports of 3 calls at correlation 1/2: 36 / (6 + 1/2 * (2*2 + 2*2 + 2*2 - 6)) = 4.
    total = np.array([[2.0], [2.0], [2.0]])
    correlation = Correlation(np.array([0.5, 0.0, 1.0]), np.array([0.02, 0.0, 0.0]))
    found = coded_footing(total, total, correlation)
    assert found.size.tolist() == [[4, 6, 3]]
    # Third moment: 6 + 3 * rho * 6 of one and two reports, none of three; over variance and size.
    assert found.skew[0] == pytest.approx([15 / 9 / 6, 1 / 6, 1 / 3])
    # Satterthwaite: 2 * 9^2 / (0.02 * 6^2) = 225; known for certain, the quantile is the normal's.
    assert found.freedom[0] == pytest.approx([225, np.inf, np.inf])


def test_beside_few_cases_the_end_is_that_of_a_poisson_count():
    # Brown, Cai & DasGupta (2001): of x = 2 cases the lower end is the .05 quantile of chi-squared
    # with 2x degrees of freedom, halved, over n.
    found = wilson_interval(np.array([0.2, 0.8, 0.5]), Footing(np.full(3, 10.0), np.inf), 0.05)
    assert found.low[0] == pytest.approx(stats.chi2.ppf(0.05, 4) / 2 / 10)
    assert found.high[1] == pytest.approx(1 - found.low[0])
    assert (found.low[2], found.high[2]) == pytest.approx(wilson(5, 10))


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
    assert (low, high) == pytest.approx(published, abs=5e-4)
    bare = wilson_interval(np.array([81 / 263]), Footing(np.array([263]), np.inf), 0.05)
    assert (bare.low[0], bare.high[0]) == pytest.approx(published, abs=5e-5)


def test_the_correction_for_skewness_moves_both_ends_as_gart_and_nam_do():
    # Of 10 reports 4: (p - .4)^2 is z^2 p (1 - p) / 10 at Wilson's ends. With half of the skewness
    # of a binomial, (1 - 2p) (z^2 - 1) / 12 / 10 is taken from the distance first.
    footing = Footing(np.array([10.0]), np.inf, np.array([0.1]))
    found = wilson_interval(np.array([0.4]), footing, 0.05)
    z = stats.norm.ppf(0.975)
    for end in (found.low[0], found.high[0]):
        moved = 0.4 - end - (1 - 2 * end) * (z**2 - 1) / 12 / 10
        assert moved**2 == pytest.approx(z**2 * end * (1 - end) / 10)


def test_a_period_without_reports_has_no_share():
    total = np.array([[1.0, 0.0]] * 3)
    footing = coded_footing(total, total, Correlation(np.array([0.5]), np.array([0.1])))
    found = wilson_interval(np.array([[1 / 3], [np.nan]]), footing, 0.05)
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
    truth, random = a / (a + b), np.random.default_rng(1)
    chance = random.beta(a, b, size=(len(sizes), 2_000))
    having = random.binomial(np.array(sizes)[:, None], chance)
    found = intervals(having, sizes)
    covered = (found.low <= truth) & (truth <= found.high)
    # A corpus of so few calls knows less well how alike reports of a call are.
    assert covered.mean() >= (0.93 if len(sizes) >= 40 else 0.91)
    naive = [wilson(each, sum(sizes)) for each in having.sum(axis=0)]
    assert np.mean([low <= truth <= high for low, high in naive]) < 0.85


def test_intervals_of_the_corpus_are_neither_too_narrow_nor_too_wide():
    """A tenth of the designs; `python -m tests.measuring.designs` simulates all."""
    table = cover_all(read_designs()[::10], size=400)
    many = table[table["clusters"] >= 10]
    assert 0.945 <= many["coverage"].mean() <= 0.965
    assert many["coverage"].min() >= 0.91  # 400 replications know .93 to .025
    assert many["ratio"].mean() <= 0.92


@pytest.mark.nightly
def test_intervals_of_all_designs_of_the_first_edition():
    table = cover_all(read_designs(), size=2_000)
    many, few = table[table["clusters"] >= 10], table[table["clusters"] < 10]
    assert 0.945 <= many["coverage"].mean() <= 0.965
    assert many["coverage"].min() >= 0.925  # .93 but for the noise of 2,000 replications
    assert many["ratio"].mean() <= 0.9
    assert few["coverage"].mean() >= 0.945


def test_as_few_calls_as_four_allow_no_coverage_that_is_near_95_per_cent_everywhere():
    found = {clusters: enumerate_coverage(clusters) for clusters in range(2, 10)}
    assert min(mean for _, mean in found.values()) >= 0.95
    assert min(least for least, _ in found.values()) >= 0.84


@pytest.mark.parametrize(
    ("clusters", "places", "weights", "times"),
    [
        # In another order they are the same; with a row more, or the first place twice, not.
        ([0, 0, 1, 1, 2, 2, 2], [0, 1, 1, 0, 0, 0, 1], [1.0] * 7, [2, 1]),
        # Which weight is in which place counts, not only which there are.
        ([0, 0, 1, 1], [0, 1, 0, 1], [0.5, 0.25, 0.25, 0.5], [1, 1]),
        # Where all rows are of one place and weight, the number of rows tells clusters apart.
        ([0, 1, 2, 2], [0, 0, 0, 0], [1.0] * 4, [2, 1]),
        ([], [], [], []),
    ],
)
def test_clusters_are_folded_that_have_the_same_rows(clusters, places, weights, times):
    numbers = (np.array(clusters, dtype="int64"), np.array(places, dtype="int64"))
    folded = fold_clusters(*numbers, np.array(weights, dtype="float64"))
    assert folded.times.tolist() == times
    assert sorted(folded.cluster.tolist()) == folded.cluster.tolist()
    sizes = np.bincount(numbers[0]) if len(clusters) else np.array([])
    assert folded.times @ np.bincount(folded.cluster, minlength=len(times)) == sizes.sum()
