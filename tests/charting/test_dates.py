"""Reports a period, and how sure their dates are."""

import pandas as pd
import pytest

import analysis
from analysis.charting.dates import CERTAIN, POSSIBLE, bar_data


@pytest.fixture(scope="module")
def reports():
    return pd.DataFrame(
        {
            "report_id": ["one", "two", "three"],
            "published_from": pd.to_datetime(["2022-05-22", "2022-06-01", None]),
            "published_to": pd.to_datetime(["2022-06-30", "2022-06-01", None]),
        }
    )


def test_a_bar_is_the_certain_part_and_on_it_the_expected_one(drawn, reports):
    data = drawn(analysis.chart_dates(analysis.bound_dates(reports))).data("how")
    assert data[["when", "how", "bottom", "top", "most"]].to_dict("split")["data"] == [
        ["May 2022", CERTAIN, 0, 0, 1],
        ["June 2022", CERTAIN, 0, 1, 2],
        ["May 2022", POSSIBLE, 0, 0.25, 1],
        ["June 2022", POSSIBLE, 1, 1.75, 2],
    ]


def test_the_words_name_the_number_and_the_undated(drawn, reports):
    chart = drawn(analysis.chart_dates(analysis.bound_dates(reports)))
    assert chart.title == "Reports by month, and how sure their dates are"
    assert "n = 3 reports; undated: 1." in chart.subtitle
    assert chart.description == (
        "Bars of 3 reports by month; 1 undated. Most in June 2022: 1 for certain, 2 at most."
    )


@pytest.mark.parametrize(
    ("every", "first", "last"),
    [
        ("week", "2022-05-16", "2022-05-22"),
        ("month", "2022-05-01", "2022-05-31"),
        ("quarter", "2022-04-01", "2022-06-30"),
        ("year", "2022-01-01", "2022-12-31"),
    ],
)
def test_a_bar_reaches_from_the_first_day_to_the_last_in_every_time_zone(
    reports, every, first, last
):
    data = bar_data(analysis.bound_dates(reports, every=every), every)
    assert {str(data[name].dtype.tz) for name in ("period", "middle", "end")} == {"UTC"}
    assert f"{data['period'][0]:%Y-%m-%d}" == first
    assert f"{data['end'][0]:%Y-%m-%d %H:%M:%S}" == f"{last} 23:59:59"
    assert data["period"][0] < data["middle"][0] < data["end"][0]


def test_the_chart_of_the_corpus_holds_every_report(drawn, corpus):
    chart = drawn(analysis.chart_dates(analysis.bound_dates(corpus.reports)))
    bars = chart.data("how")
    heights = bars["top"] - bars["bottom"]
    assert heights.sum() == pytest.approx(261, abs=0.01)
    assert chart.spec["width"] <= 760


def test_no_reports_still_make_a_chart(drawn, reports):
    chart = drawn(analysis.chart_dates(analysis.bound_dates(reports.iloc[:0])))
    assert "n = 0 reports; undated: 0." in chart.subtitle
