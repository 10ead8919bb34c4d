"""Intervals hold the truth in the corpus's own clusters, where naive ones do not.

A smaller `simulation`, which has every setting and draws the chart.
"""

import pytest

from tests.measuring.comparison.covering import (
    cover,
    groups_design,
    pairs_design,
    rates_design,
    standard_design,
)

SIZE = 500
DESIGNS = {
    "kinds": (groups_design, "outlet_kind", "tabloid"),
    "carriers": (groups_design, "carriage", "carrier"),
    "rates": (rates_design, "language", "de"),
    "pairs": (pairs_design, "carriage", ("author", "carrier")),
    "standard": (standard_design, "carriage", "carrier", "quarter"),
}


@pytest.fixture(scope="module", params=DESIGNS)
def design(request, corpus):
    make, *arguments = DESIGNS[request.param]
    return make(corpus, *arguments)


@pytest.mark.parametrize("truth", [(0.05, 0.05), (0.4, 0.4), (0.1, 0.25)])
def test_intervals_cover_where_reports_of_a_call_resemble_each_other(design, truth):
    ours, naive = cover(design, truth, 0.8, size=SIZE, seed=1)
    assert ours >= 0.93
    assert naive < ours


def test_reports_taken_for_independent_are_too_sure(design):
    _, naive = cover(design, (0.1, 0.25), 0.95, size=SIZE, seed=1)
    assert naive < 0.87


def test_single_reports_are_covered_by_both(corpus):
    design = groups_design(corpus, "outlet_kind", "newspaper")
    ours, naive = cover(design, (0.4, 0.4), 0.0, size=SIZE, seed=1)
    assert ours >= 0.94
    assert naive >= 0.93
