"""Q-values against a second implementation."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from analysis.measuring.comparison.multiplicity import adjust_p


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
