"""The plan keeps what it promises: its widths are those that coded corpora have."""

import numpy as np
import pytest

import analysis
from tests.generating import Plan, generate_corpus


def width(table, measure, reports):
    [found] = table.query("measure == @measure and reports == @reports")["width"]
    return found


def test_a_share_of_half_has_the_width_of_wilsons_interval():
    plan = analysis.plan_coding(0.5, 1, reports=[100])
    # Wilson's of 50 in 100: .404 to .596; a share drawn beside one half has a little less.
    assert width(plan, "share", 100) == pytest.approx(0.19, abs=0.005)
    # Coders who never differ have an alpha of 1 in every draw.
    assert width(plan, "alpha", 100) == 0


def test_four_times_the_reports_halve_the_width_and_reports_that_count_as_one_widen_it():
    plan = analysis.plan_coding(0.3, 0.8, reports=[200, 800])
    for measure in ("share", "alpha"):
        assert width(plan, measure, 200) / width(plan, measure, 800) == pytest.approx(2, abs=0.1)
    some = analysis.plan_coding(0.3, 0.8, reports=[800], design=4)
    assert width(some, "alpha", 800) == pytest.approx(width(plan, "alpha", 200), rel=0.05)
    assert (plan["low"] <= plan["width"]).all()
    assert (plan["width"] <= plan["high"]).all()


def test_the_width_of_alpha_is_that_of_corpora_coded_so():
    corpora = [
        generate_corpus(Plan(reports=150, shares={"losses": 0.4}, alike=0, seed=seed))
        for seed in range(8)
    ]
    rows = [
        analysis.compare_coders(each, "theme").set_index("value").loc["losses"] for each in corpora
    ]
    # Both err in 5 of 100: they differ in 2 * .05 * .95 of the reports, .095, on a share of .41.
    alpha, share = 1 - 0.095 / (2 * 0.41 * 0.59), 0.41
    assert np.mean([row["alpha"] for row in rows]) == pytest.approx(alpha, abs=0.05)
    plan = analysis.plan_coding(share, alpha, reports=[150])
    found = np.mean([row["high"] - row["low"] for row in rows])
    assert width(plan, "alpha", 150) == pytest.approx(found, rel=0.1)


def test_the_same_seed_is_the_same_plan_and_what_cannot_be_is_refused():
    plan = analysis.plan_coding(0.1, 0.7, reports=[40])
    assert plan.equals(analysis.plan_coding(0.1, 0.7, reports=[40]))
    assert not plan.equals(analysis.plan_coding(0.1, 0.7, reports=[40], seed=1))
    for wrong in (
        {"share": 0}, {"share": 1}, {"alpha": 1.1}, {"alpha": -0.1}, {"design": 0.5},
        {"reports": [1]}, {"reports": []},
    ):  # fmt: skip
        with pytest.raises(ValueError, match="share must lie between 0 and 1"):
            analysis.plan_coding(**{"share": 0.1, "alpha": 0.7, "reports": [40]} | wrong)
