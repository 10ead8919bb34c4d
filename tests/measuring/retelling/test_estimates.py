"""Shares, means and medians of rows in clusters, against formulas and known cases."""

import numpy as np
import pytest
from scipy import stats

from analysis.measuring.retelling.estimates import estimate_mean, estimate_median, estimate_share


def test_mean_of_clusters_of_one_row_has_students_interval():
    values = np.random.default_rng(7).normal(10, 2, size=40)
    found = estimate_mean(values, np.arange(40))
    # Of the plain mean; draws of the bootstrap stand for its variance.
    low, high = stats.t.interval(0.95, 39, values.mean(), stats.sem(values))
    assert found.estimate == pytest.approx(values.mean())
    assert (found.low, found.high) == (pytest.approx(low, abs=0.06), pytest.approx(high, abs=0.06))


def test_rows_of_one_cluster_are_one_observation():
    values = np.array([1.0, 2.0, 3.0, 4.0])
    once = estimate_mean(values, np.arange(4))
    again = estimate_mean(values.repeat(5), np.arange(4).repeat(5))
    assert again == pytest.approx(once)


def test_weighted_mean_counts_rows_by_weight():
    found = estimate_mean(np.array([1.0, 4.0]), np.array([0, 1]), np.array([2.0, 1.0]))
    assert found.estimate == pytest.approx(2.0)


def test_one_cluster_gives_no_interval_and_none_gives_nothing():
    one = estimate_mean(np.array([1.0, 2.0]), np.array([5, 5]))
    assert one.estimate == 1.5
    assert np.isnan([one.low, one.high]).all()
    for estimate in (estimate_mean, estimate_median, estimate_share):
        assert np.isnan(estimate(np.array([]), np.array([]))).all()


def test_median_interval_holds_the_median_and_widens_with_clusters():
    values = np.arange(41, dtype="float64")
    fine = estimate_median(values, np.arange(41))
    coarse = estimate_median(values, np.arange(41) // 8)
    assert fine.estimate == coarse.estimate == 20
    # Ranks of the binomial interval of the median of 41: the 14th and the 28th.
    assert (fine.low, fine.high) == (pytest.approx(13, abs=1), pytest.approx(27, abs=1))
    assert coarse.low < fine.low < 20 < fine.high < coarse.high


def test_of_many_clusters_bunches_are_drawn_and_intervals_are_as_wide():
    """Of 8,000 rows of which half are 1: 0.5 +- 1.96 * 0.5 / sqrt(8000) = 0.011; of their ranks
    the median's interval is 3999.5 +- 1.96 * sqrt(8000) / 2 = 87.7."""
    number = 8_000
    mean = estimate_mean(np.arange(number) % 2.0, np.arange(number))
    assert mean.estimate == 0.5
    assert mean.high - 0.5 == pytest.approx(0.011, rel=0.1)
    middle = estimate_median(np.arange(number, dtype="float64"), np.arange(number))
    assert middle.estimate == 3999.5
    assert middle.high - middle.low == pytest.approx(2 * 87.7, rel=0.1)


def test_share_is_that_of_rows_and_its_interval_that_of_clusters():
    having = np.array([1, 1, 0, 0], dtype=bool)
    apart = estimate_share(having, np.arange(4))
    together = estimate_share(having, np.array([0, 0, 1, 1]))
    assert apart.estimate == together.estimate == 0.5
    assert together.low < apart.low < 0.5 < apart.high < together.high


def test_intervals_of_unequal_clusters_cover_nine_times_in_ten():
    # Sizes as in the corpus: many calls that stand alone, one cluster of fifteen.
    random = np.random.default_rng(11)
    sizes = np.array([1] * 35 + [2] * 6 + [3] * 4 + [15])
    hits = np.zeros(2)
    for _ in range(300):
        labels = np.repeat(np.arange(len(sizes)), random.choice(sizes, len(sizes)))
        shared = random.normal(size=len(sizes))[labels]
        values = np.exp(0.6 * (0.55 * shared + 0.835 * random.normal(size=len(labels))))
        mean, median = estimate_mean(values, labels), estimate_median(values, labels)
        hits += mean.low <= np.exp(0.18) <= mean.high, median.low <= 1 <= median.high
    # A skewed measure of so few calls: 95 % intervals cover a little less.
    assert (hits / 300 > 0.9).all()
    assert (hits / 300 < 0.98).all()
