"""Date intervals over periods: hand-worked shares, and sums that hold for every interval."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import analysis
from analysis.measuring.dates import FREQUENCIES, all_periods, bound_dates, spread_dates

DAYS = st.dates(pd.Timestamp("2021-12-01").date(), pd.Timestamp("2024-12-31").date())
INTERVALS = st.lists(
    st.one_of(st.none(), st.tuples(DAYS, st.integers(0, 400))), min_size=0, max_size=12
)


def table(*intervals: str) -> pd.DataFrame:
    """Reports r1, r2, ... by their dates: "2022-05-10", "2022-05-10/2022-06-01" or "" (undated)."""
    days = [text.partition("/") for text in intervals]
    return pd.DataFrame(
        {
            "report_id": [f"r{number}" for number, _ in enumerate(days, 1)],
            "published_from": pd.to_datetime([first or None for first, _, _ in days]),
            "published_to": pd.to_datetime([last or first or None for first, _, last in days]),
        }
    )


def shares(interval: str, every: str) -> dict[str, float]:
    spread = spread_dates(table(interval), every=every)
    return dict(zip(spread["period"].dt.strftime("%Y-%m-%d"), spread["weight"], strict=True))


def drawn(intervals: list) -> pd.DataFrame:
    return table(
        *(
            "" if each is None else f"{each[0]}/{each[0] + pd.Timedelta(days=each[1])}"
            for each in intervals
        )
    )


@pytest.mark.parametrize("every", FREQUENCIES)
def test_a_known_day_lies_wholly_in_its_period(every):
    [weight] = shares("2022-05-10", every).values()
    assert weight == 1


@pytest.mark.parametrize(
    ("interval", "every", "expected"),
    [
        # 2 days of May, 3 of June
        ("2022-05-30/2022-06-03", "month", {"2022-05-01": 0.4, "2022-06-01": 0.6}),
        # 10 days of May, 30 of June, 10 of July
        (
            "2022-05-22/2022-07-10",
            "month",
            {"2022-05-01": 0.2, "2022-06-01": 0.6, "2022-07-01": 0.2},
        ),
        # 1 day of January, the 29 of a leap February, 2 of March
        (
            "2024-01-31/2024-03-02",
            "month",
            {"2024-01-01": 1 / 32, "2024-02-01": 29 / 32, "2024-03-01": 2 / 32},
        ),
        # a Sunday and the Monday after it
        ("2022-05-08/2022-05-09", "week", {"2022-05-02": 0.5, "2022-05-09": 0.5}),
        # Monday to Sunday is one week
        ("2022-05-09/2022-05-15", "week", {"2022-05-09": 1.0}),
        ("2022-06-30/2022-07-03", "quarter", {"2022-04-01": 0.25, "2022-07-01": 0.75}),
        ("2022-12-31/2023-01-04", "year", {"2022-01-01": 0.2, "2023-01-01": 0.8}),
        ("2022-02-28/2022-03-01", "day", {"2022-02-28": 0.5, "2022-03-01": 0.5}),
    ],
)
def test_an_interval_gives_each_period_the_share_of_its_days(interval, every, expected):
    assert shares(interval, every) == pytest.approx(expected)


def test_an_undated_report_keeps_a_row_of_its_own():
    spread = spread_dates(table("", "2022-05-10"))
    assert spread["report_id"].tolist() == ["r1", "r2"]
    assert spread["period"].isna().tolist() == [True, False]
    assert spread["weight"].tolist() == [1, 1]


def test_no_reports_give_no_rows_with_the_same_dtypes():
    empty = spread_dates(table().astype(table("2022-05-10").dtypes))
    assert empty.empty
    assert_frame_equal(empty, spread_dates(table("2022-05-10")).iloc[:0])


def test_rows_come_in_the_order_of_the_reports_whatever_their_index():
    reports = table("2022-06-01", "2022-05-31/2022-06-01").set_axis([7, 7])
    assert spread_dates(reports)["report_id"].tolist() == ["r1", "r2", "r2"]


def test_the_input_stays_as_it_was():
    reports = table("2022-05-22/2022-07-10", "")
    before = reports.copy(deep=True)
    spread_dates(reports)
    bound_dates(reports)
    assert_frame_equal(reports, before)


def test_calls_are_spread_by_their_days_of_release(intact):
    spread = spread_dates(intact.calls, start="released_from", end="released_to")
    assert spread.columns[0] == "call_id"
    wet = spread[spread["call_id"] == "wet-boots"]
    assert wet["weight"].tolist() == pytest.approx([30 / 31, 1 / 31])
    assert spread.loc[spread["call_id"] == "long-leave", "period"].isna().all()


def test_the_bounds_count_what_is_certain_and_what_is_possible():
    bounds = bound_dates(table("2022-05-22/2022-06-30", "2022-06-01", "2022-08-09", ""))
    expected = pd.DataFrame(
        {
            "period": pd.to_datetime(["2022-05-01", "2022-06-01", "2022-07-01", "2022-08-01", None])
            .as_unit("us"),
            "fewest": [0, 1, 0, 1, 1],
            "expected": [0.25, 1.75, 0, 1, 1],
            "most": [1, 2, 0, 1, 1],
        }
    )  # fmt: skip
    assert_frame_equal(bounds, expected)


@given(INTERVALS, st.sampled_from(list(FREQUENCIES)))
@settings(max_examples=60, deadline=None)
def test_the_shares_of_each_report_sum_to_one_and_the_periods_to_all_reports(intervals, every):
    reports = drawn(intervals)
    spread = spread_dates(reports, every=every)
    assert (spread["weight"] > 0).all()
    assert not spread.duplicated(["report_id", "period"]).any()
    sums = spread.groupby("report_id")["weight"].sum()
    assert sorted(sums.index) == sorted(reports["report_id"])
    assert sums.to_list() == pytest.approx([1.0] * len(reports))
    assert bound_dates(reports, every=every)["expected"].sum() == pytest.approx(len(reports))


@given(INTERVALS, st.sampled_from(list(FREQUENCIES)))
@settings(max_examples=60, deadline=None)
def test_the_expected_number_lies_between_the_fewest_and_the_most(intervals, every):
    bounds = bound_dates(drawn(intervals), every=every)
    assert (bounds["fewest"] <= bounds["expected"] + 1e-9).all()
    assert (bounds["expected"] <= bounds["most"] + 1e-9).all()
    assert bounds["period"].is_unique


@given(DAYS, st.integers(0, 120), st.sampled_from(list(FREQUENCIES)))
@settings(max_examples=60, deadline=None)
def test_a_share_is_the_number_of_its_days_counted_one_by_one(first, length, every):
    days = pd.date_range(first, periods=length + 1)
    counted = days.to_period(FREQUENCIES[every]).start_time.value_counts() / len(days)
    spread = spread_dates(table(f"{days[0]:%Y-%m-%d}/{days[-1]:%Y-%m-%d}"), every=every)
    assert spread["weight"].to_list() == pytest.approx(counted.sort_index().to_list())
    assert spread["period"].to_list() == counted.sort_index().index.to_list()


@pytest.mark.parametrize("every", FREQUENCIES)
def test_all_periods_leaves_no_gap_and_puts_the_undated_last(every):
    periods = spread_dates(table("2022-05-10", "", "2023-02-01"), every=every)["period"]
    index = all_periods(periods, every=every)
    assert index[:-1].is_monotonic_increasing
    assert pd.isna(index[-1])
    assert len(index) == 1 + len(
        pd.period_range("2022-05-10", "2023-02-01", freq=FREQUENCIES[every])
    )


@pytest.mark.parametrize("every", ["decade", "M", "", None])
def test_a_period_that_there_is_not_is_refused_with_those_that_there_are(every):
    with pytest.raises(ValueError, match="expected one of: day, week, month, quarter, year"):
        spread_dates(table("2022-05-10"), every=every)


def test_an_interval_the_wrong_way_round_is_named():
    with pytest.raises(ValueError, match="not both days in order for: r2"):
        spread_dates(table("2022-05-10", "2022-05-11/2022-05-10"))


@pytest.mark.parametrize("column", ["published_from", "published_to"])
def test_an_interval_with_one_end_is_named(column):
    reports = table("2022-05-10", "2022-05-11", "")
    reports.loc[0, column] = pd.NaT
    with pytest.raises(ValueError, match=r"not both days in order for: r1$"):
        bound_dates(reports)


def test_every_report_of_the_corpus_is_somewhere(corpus):
    bounds = analysis.count_reports(corpus, "month")
    assert abs(bounds["expected"].sum() - 261) < 1e-9
