"""Rates and differences: against statsmodels, and p against the interval."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import eye_array
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.rates import confint_poisson

from analysis.measuring.comparison.differences import adjust_p, find_differences
from analysis.measuring.ratios import (
    clusters_with,
    estimate_ratios,
    ratio_interval,
    sum_clusters,
)


def sums_of(amount, base, cluster, group, *, others=False):
    """One report a row, its amount of one value."""
    cells = pd.DataFrame(
        {"row": range(len(amount)), "cluster": cluster, "place": group, "part": 1.0, "weight": 1.0}
    )
    amount, base = (np.asarray(each, dtype=float) for each in (amount, base))
    how = {"shares": eye_array(max(group) + 1, format="csr"), "clusters": max(cluster) + 1}
    return sum_clusters(cells, amount[:, None], base, **how, sides=(others,))[0]


def differences(*reports, is_rate=False, **options):
    sums = [sums_of(*reports, others=others) for others in (False, True)]
    ratios = (estimate_ratios(each, is_rate=is_rate) for each in sums)
    return find_differences(*ratios, clusters_with(sums[0], is_rate=is_rate), **options)


def test_the_interval_of_a_rate_of_single_events_is_rao_s():
    random = np.random.default_rng(2)
    amount, base = random.poisson(0.8, 300), np.ones(300)
    sums = sums_of(amount, base, range(300), [0] * 300)
    found = ratio_interval(estimate_ratios(sums, is_rate=True))
    expected = confint_poisson(amount.sum(), 300, method="score")
    assert (found.low.item(), found.high.item()) == pytest.approx(expected, abs=0.02)


def test_a_rate_of_events_that_come_together_is_less_sure():
    amount = [0, 0, 0, 8] * 10
    sums = sums_of(amount, [1] * 40, range(40), [0] * 40)
    found = ratio_interval(estimate_ratios(sums, is_rate=True))
    alone = confint_poisson(80, 40, method="score")
    assert found.high.item() - found.low.item() > 2 * (alone[1] - alone[0])


def test_a_group_without_an_event_has_a_rate_of_nought_and_an_upper_end():
    sums = sums_of([0] * 10 + [1] * 20, [1] * 30, range(30), [0] * 10 + [1] * 20)
    found = ratio_interval(estimate_ratios(sums, is_rate=True))
    assert (found.share[0, 0], found.low[0, 0]) == (0, 0)
    assert found.high[0, 0] > confint_poisson(0, 10, method="score")[1]


def test_a_group_alone_differs_from_nothing():
    found = differences([1, 0, 1], [1] * 3, range(3), [0] * 3)
    assert np.isnan([found.estimate, found.low, found.high, found.p]).all()


REPORTS = st.lists(
    st.tuples(st.integers(0, 1), st.integers(0, 9), st.integers(0, 1)), min_size=12, max_size=40
)


@given(REPORTS, st.sampled_from([0.01, 0.05, 0.2]), st.booleans())
@settings(max_examples=60, deadline=None)
def test_p_is_below_alpha_exactly_where_the_interval_leaves_out_zero(reports, alpha, is_rate):
    amount, cluster, group = map(list, zip(*(*reports, (0, 0, 0), (1, 1, 1)), strict=True))
    reports = amount, [1] * len(amount), cluster, group
    found = differences(*reports, is_rate=is_rate, alpha=alpha)
    apart = (found.low > 0) | (found.high < 0)
    assert (apart == (found.p < alpha)).all()
    assert (found.low <= found.estimate + 1e-12).all()
    assert (found.estimate <= found.high + 1e-12).all()


@given(REPORTS)
@settings(max_examples=40, deadline=None)
def test_the_difference_the_other_way_round_has_the_other_sign(reports):
    amount, cluster, group = map(list, zip(*(*reports, (0, 0, 0), (1, 1, 1)), strict=True))
    found = differences(amount, [1] * len(amount), cluster, group)
    np.testing.assert_allclose(found.low[0], -found.high[1], atol=1e-9)
    np.testing.assert_allclose(found.p[0], found.p[1], rtol=1e-6)


def test_the_example_of_benjamini_and_hochberg_1995():
    # Their table of 15 p-values: four are discoveries at .05, where Bonferroni finds three.
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
         0.5719, 0.6528, 0.7590, 1.0000]  # fmt: skip
    q = adjust_p(np.array(p))
    assert (q <= 0.05).sum() == 4
    assert (np.array(p) <= 0.05 / 15).sum() == 3


@given(st.lists(st.one_of(st.none(), st.floats(0, 1)), max_size=30))
def test_q_is_that_of_statsmodels_and_missing_where_p_is(given_p):
    p = np.array([np.nan if each is None else each for each in given_p], dtype=float)
    q = adjust_p(p)
    known = ~np.isnan(p)
    assert (np.isnan(q) == ~known).all()
    if known.any():
        np.testing.assert_allclose(
            q[known], multipletests(p[known], method="fdr_bh")[1], atol=1e-12
        )
