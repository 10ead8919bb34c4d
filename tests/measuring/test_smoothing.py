"""Smooth courses of shares: weights by hand, the truth of generated corpora, and where none is."""

import numpy as np
import pandas as pd
import pytest

import analysis
from analysis.measuring.smoothing import kernel_weights, smooth_codes
from tests.generating import Plan, generate_corpus, true_share


def reports(*days):
    """Reports by their first and last possible day."""
    from_, to = zip(
        *[each if isinstance(each, tuple) else (each, each) for each in days], strict=True
    )
    return pd.DataFrame(
        {"published_from": pd.to_datetime(list(from_)), "published_to": pd.to_datetime(list(to))}
    )


def test_a_report_weighs_by_its_distance_in_days():
    days = pd.to_datetime(["2022-06-01", "2022-06-16", "2022-07-31"])
    found = kernel_weights(reports("2022-06-01"), days, bandwidth=30)
    # 1 - (distance / bandwidth)^2, but for the width of a day.
    assert found[0] == pytest.approx([1, 0.75, 0], abs=1e-3)


def test_an_interval_weighs_as_the_mean_of_its_days():
    days = pd.to_datetime(["2022-06-05"])
    whole = kernel_weights(reports(("2022-06-01", "2022-06-10")), days, bandwidth=20)
    each = kernel_weights(reports(*pd.date_range("2022-06-01", "2022-06-10")), days, bandwidth=20)
    assert whole[0, 0] == pytest.approx(each.mean())


ALTERNATING = "report dates calls a b adjudicated\n" + "".join(
    f"r{number:02} 2022-05-{number + 1:02} k{number} {code} {code} {code}\n"
    for number, code in enumerate(["losses", "doubt"] * 6)
)


def test_the_share_is_the_weighted_share_of_reports(make_corpus):
    course = smooth_codes(make_corpus(ALTERNATING), values=["losses"], bandwidth=20)
    # Mondays; the reports are of 1 May, a Sunday, to 12 May.
    assert course["day"].dt.strftime("%m-%d").tolist() == ["04-25", "05-02", "05-09"]
    first = course.iloc[1]
    near = 1 - ((np.arange(12) - 1) / 20) ** 2
    assert first["share"] == pytest.approx(near[::2].sum() / near.sum(), abs=1e-3)
    assert first["low"] < first["share"] < first["high"]
    # Each report a call of its own: both are the sum of the weights.
    assert first["calls"] == pytest.approx(first["reports"]) == pytest.approx(near.sum(), abs=0.01)


def test_nothing_is_said_where_fewer_than_five_calls_are_near(make_corpus):
    course = smooth_codes(make_corpus(ALTERNATING), values=["losses"], bandwidth=3)
    assert course["few"].all()
    assert course[["share", "low", "high"]].isna().all(axis=None)


def test_the_reports_of_one_call_count_as_one_call(make_corpus):
    text = "report dates calls a b adjudicated\n" + "".join(
        f"r{number:02} 2022-05-01 k1 losses losses losses\n" for number in range(12)
    )
    course = smooth_codes(make_corpus(text), values=["losses"], bandwidth=20)
    # On the Monday six days before they weigh 1 - (6 / 20)^2.
    assert course["reports"].iloc[0] == pytest.approx(12 * 0.91, abs=0.01)
    assert course["calls"].iloc[0] == pytest.approx(0.91, abs=0.001)
    assert course["few"].all()


def test_in_calls_each_call_weighs_one(make_corpus):
    text = "report dates calls a b adjudicated\n" + "".join(
        f"r{number:02} 2022-05-01 k{max(number, 6)} {code} {code} {code}\n"
        for number, code in enumerate(["doubt"] * 6 + ["losses"] * 6)
    )
    course = smooth_codes(make_corpus(text), values=["losses"], unit="call")
    # Five calls of one report each with the code, and one with it in one of its seven reports.
    assert course["share"].iloc[0] == pytest.approx((5 + 1 / 7) / 6)


def test_a_report_without_a_date_is_left_out_and_counted(make_corpus):
    text = ALTERNATING + "r99 - k99 losses losses losses\n"
    course = smooth_codes(make_corpus(text), values=["losses"], bandwidth=20)
    assert course.attrs["reports"] == 12
    assert course.attrs["undated"] == 1


def test_a_bandwidth_of_nothing_is_refused(corpus):
    with pytest.raises(ValueError, match="bandwidth is 0, expected a number of days"):
        analysis.smooth_codes(corpus, bandwidth=0)


def wave(over):
    """A share that rises to 65 per cent in a quarter of the time and falls to 15 in three."""
    return 0.4 + 0.25 * np.sin(2 * np.pi * over)


def coverage(corpora: int) -> float:
    """How often the band holds the true course, over days that are drawn."""
    held = []
    for seed in range(corpora):
        plan = Plan(reports=400, shares={"losses": wave}, interval=0.2, seed=seed)
        course = smooth_codes(generate_corpus(plan), values=["losses"], bandwidth=45)
        course = course[~course["few"]].iloc[10:75:8]
        truth = true_share(wave, course["day"])
        held += ((course["low"] <= truth) & (truth <= course["high"])).tolist()
    return float(np.mean(held))


def test_the_band_holds_the_true_course_of_generated_corpora():
    assert coverage(15) >= 0.88  # 135 days, those of a corpus alike: .95 but for their noise


@pytest.mark.nightly
def test_the_band_holds_the_true_course_as_often_as_it_says():
    assert 0.93 <= coverage(200) <= 0.975
