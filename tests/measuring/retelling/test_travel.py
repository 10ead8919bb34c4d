"""How far each call travels, by hand; and over all calls."""

import numpy as np
import pandas as pd
import pytest

import analysis
from analysis.measuring.retelling.sources import compare_with_sources, within_calls
from analysis.measuring.retelling.travel import measure_travel


@pytest.fixture(scope="module")
def summary(corpus):
    return analysis.summarise_travel(corpus).set_index("key")


def test_travel_of_a_call_told_six_times(six):
    found = measure_travel(six).set_index("call_id").loc["k1"]
    assert found[["tellings", "outlets", "languages", "longest_chain"]].tolist() == [6, 4, 2, 4]
    # Released on 1 May; the last telling is of 20 May at least, and of 31 May at most.
    assert found[["days_from", "days_to", "release_days"]].tolist() == [19, 30, 1]


def test_nothing_is_told_before_the_release(make_corpus):
    one = "report dates calls\nr1 2022-05-01/2022-05-09 k1"
    release = "call_id released_from released_to\nk1 2022-05-04 2022-05-06"
    found = measure_travel(make_corpus(one, also={"calls": release})).loc[0]
    assert found[["days_from", "days_to"]].tolist() == [0, 5]


def test_what_has_no_date_leaves_the_last_day_open(make_corpus):
    two = "report dates calls\nr1 2022-05-09 k1\nr2 - k1"
    release = "call_id released_from released_to\nk1 2022-05-04 2022-05-06"
    found = measure_travel(make_corpus(two, also={"calls": release})).loc[0]
    assert found["days_from"] == 3
    assert pd.isna(found["days_to"])
    bare = measure_travel(make_corpus(two)).loc[0]
    assert bare[["days_from", "days_to", "release_days", "longest_chain"]].isna().all()


def test_bounds_of_days_are_in_order_and_counts_add_up(corpus):
    travel = measure_travel(corpus)
    assert len(travel) == 134
    assert (travel["days_from"] <= travel["days_to"]).all()
    single = travel["call_id"].isin(corpus.calls.query("kind == 'call'")["call_id"])
    assert travel.loc[single, "tellings"].sum() == len(
        corpus.tellings.merge(corpus.calls.query("kind == 'call'"), on="call_id")
    )


def test_report_and_source_are_compared_in_the_order_of_the_codebook(six):
    pairs = compare_with_sources(six).set_index("report_id")
    assert pairs["certainty_change"].to_dict() == {
        "r2": "more distance", "r3": "less distance", "r4": "the same",
    }  # fmt: skip
    # Markers per 100 own words: r1 1, r2 0.5, r3 3, r4 2; only pairs of one language are compared.
    assert pairs["distance"].to_dict() == {"r2": 0.5, "r3": 3.0, "r4": 2.0}
    assert pairs["source_distance"].to_dict() == {"r2": 1.0, "r3": 0.5, "r4": 3.0}
    assert pairs["distance_change"].isna().all()


def test_change_per_step_compares_only_reports_of_one_call(six):
    # k1: steps 1 2 3 4, distanced 0 1 0 0: covariance -0.5, variance of steps 5. k2 is told once.
    slopes = within_calls(six, "distanced")
    mean = np.average(slopes["slope"], weights=slopes["weight"])
    assert mean == pytest.approx(-0.5 / 5)
    # English: steps 1 and 3, markers 1 and 3; German: steps 2 and 4, markers 0.5 and 2.
    marked = within_calls(six, "distance")
    assert np.average(marked["slope"], weights=marked["weight"]) == pytest.approx(3.5 / 4)


def test_summary_of_one_call_told_again(six):
    found = analysis.summarise_travel(six).set_index("key")
    assert found.loc["told_again", ["estimate", "n", "calls", "tellings"]].tolist() == [
        0.5,
        2,
        1,
        6,
    ]
    assert found.loc["days_to", "estimate"] == 30
    assert found.loc["naming", ["estimate", "n"]].tolist() == [4 / 6, 6]
    # Seven sources: one is copied, one inferred; five are outlets.
    assert found.loc["named", "estimate"] == pytest.approx(5 / 7)
    assert found.loc["outlets_named", "estimate"] == pytest.approx(3 / 5)


def test_summary_needs_neither_variants_nor_codings(make_six):
    bare = make_six(
        codings="report_id coder variable value",
        wording="report_id words own_words",
        citations="report_id source source_report_id evidence",
    )
    found = analysis.summarise_travel(bare).set_index("key")
    assert found.loc["more_distance", "n"] == 0
    assert found.loc[["more_distance", "distance", "named"], "estimate"].isna().all()


def test_bounds_hold_the_estimate_and_what_dates_leave_open_lies_between_rows(summary):
    known = summary.dropna()
    assert (known["low"] <= known["estimate"]).all()
    assert (known["estimate"] <= known["high"]).all()
    assert summary.loc["days_from", "estimate"] < summary.loc["days_to", "estimate"]
    assert summary.loc["week_from", "estimate"] < summary.loc["week_to", "estimate"]


def test_figures_over_all_calls_of_the_corpus(summary):
    found = summary["estimate"]
    assert summary.loc["told_again", ["n", "calls"]].tolist() == [129, 84]
    assert found[["days_from", "days_to"]].tolist() == [1, 11]
    assert found.loc[
        ["told_again", "naming", "named", "more_distance", "less_distance"]
    ].tolist() == (pytest.approx([76 / 129, 219 / 251, 283 / 334, 38 / 80, 7 / 80]))


def test_order_of_rows_changes_nothing(six, make_six):
    backwards = make_six(backwards=True)
    for measure in (measure_travel, analysis.summarise_travel):
        pd.testing.assert_frame_equal(measure(six), measure(backwards))
