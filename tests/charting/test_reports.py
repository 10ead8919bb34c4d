"""Groups of reports, and the independent calls behind them."""

import pandas as pd
import pytest

import analysis
from analysis.charting.reports import CERTAIN, POSSIBLE, bar_data, chart_singles, single_data
from analysis.measuring.dates import bound_dates


def table(groups: int) -> pd.DataFrame:
    reports = list(range(groups, 0, -1))
    return pd.DataFrame(
        {"outlet_kind": [f"kind {number}" for number in reports], "reports": reports}
    ).assign(share=lambda t: t["reports"] / t["reports"].sum(), calls=1, outlets=1)


def test_bars_are_reports_and_dots_are_calls(drawn, corpus):
    counts = analysis.count_reports(corpus, "outlet_kind")
    chart = drawn(analysis.chart_reports(counts))
    data = chart.data("what").pivot_table("number", index="outlet_kind", columns="what")
    names = counts["outlet_kind"].str.replace("_", " ").tolist()
    data = data.loc[names]
    assert data["reports"].tolist() == counts["reports"].tolist()
    assert data["independent calls"].tolist() == counts["calls"].tolist()
    assert chart.marks() == ["bar", "point"]
    assert chart.spec["layer"][0]["encoding"]["y"]["sort"] == names


def test_the_words_name_the_number_and_the_largest_group(drawn):
    chart = drawn(analysis.chart_reports(table(3)))
    assert chart.title == "Reports by outlet kind"
    assert "n = 6 reports in 3 groups." in chart.subtitle
    assert "Largest: kind 3, 3 reports of 1 calls." in chart.description


def test_groups_that_are_not_drawn_are_counted(drawn):
    chart = drawn(analysis.chart_reports(table(5), most=2))
    assert chart.data("what")["outlet_kind"].unique().tolist() == ["kind 5", "kind 4"]
    assert "n = 15 reports in 5 groups; 3 smaller groups (6 reports) not drawn." in chart.subtitle


def test_groups_that_are_no_words_are_drawn_too(drawn, corpus):
    chart = drawn(analysis.chart_reports(analysis.count_reports(corpus, "outlet_inferred")))
    assert set(chart.data("what")["outlet_inferred"]) == {"True", "False"}


def test_no_groups_still_make_a_chart(drawn, corpus):
    nothing = analysis.count_reports(corpus.select([]), "outlet_kind")
    assert "n = 0 reports in 0 groups." in drawn(analysis.chart_reports(nothing)).subtitle


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
    data = drawn(analysis.chart_reports(bound_dates(reports))).data("how")
    assert data[["when", "how", "bottom", "top", "most"]].to_dict("split")["data"] == [
        ["May 2022", CERTAIN, 0, 0, 1],
        ["June 2022", CERTAIN, 0, 1, 2],
        ["May 2022", POSSIBLE, 0, 0.25, 1],
        ["June 2022", POSSIBLE, 1, 1.75, 2],
    ]


def test_the_words_name_the_number_and_the_undated(drawn, reports):
    chart = drawn(analysis.chart_reports(bound_dates(reports)))
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
    data = bar_data(bound_dates(reports, every=every), every)
    assert {str(data[name].dtype.tz) for name in ("period", "middle", "end")} == {"UTC"}
    assert f"{data['period'][0]:%Y-%m-%d}" == first
    assert f"{data['end'][0]:%Y-%m-%d %H:%M:%S}" == f"{last} 23:59:59"
    assert data["period"][0] < data["middle"][0] < data["end"][0]


def test_the_chart_of_the_corpus_holds_every_report(drawn, corpus):
    chart = drawn(analysis.chart_reports(analysis.count_reports(corpus, "month")))
    bars = chart.data("how")
    heights = bars["top"] - bars["bottom"]
    assert heights.sum() == pytest.approx(261, abs=0.01)
    assert chart.spec["width"] <= 760


def test_no_reports_still_make_a_chart(drawn, reports):
    chart = drawn(analysis.chart_reports(bound_dates(reports.iloc[:0])))
    assert "n = 0 reports; undated: 0." in chart.subtitle


TITLES = {"losses": "Losses", "doubt": "Doubt"}
FIVE = """
report  dates                  calls  a
r1      2022-05-03             k1     losses
r2      2022-05-20/2022-05-31  k2     losses,doubt
r3      2022-06-01             k3     .
r4      -                      k4     doubt
r5      2022-07-15             k5     supply
"""


@pytest.fixture(scope="module")
def five(make_corpus):
    return make_corpus(FIVE)


@pytest.fixture
def chart(drawn, five):
    codes = analysis.view_codes(five, coder="a")
    return drawn(chart_singles(five.reports, codes, titles=TITLES, coder_note="a, by hand"))


def test_five_reports_do_not_look_like_a_trend(chart):
    assert chart.marks() == ["rule", "point"]
    assert "share" not in chart.text.replace("Too few for shares", "")


def test_a_mark_is_a_report_and_a_theme(chart):
    data = chart.data("given")
    given = {(row.report_id, row.value) for row in data[data["given"]].itertuples()}
    assert given == {("r1", "losses"), ("r2", "losses"), ("r2", "doubt")}
    assert len(data) == 4 * 2
    assert data.loc[data["report_id"] == "r2", "dates"].unique().tolist() == [
        "between 2022-05-20 and 2022-05-31"
    ]


def test_the_words_name_the_number_the_undated_and_the_coder(chart):
    assert chart.title == "5 reports, each a mark of its own"
    assert "undated: 1. Codes: a, by hand." in chart.subtitle
    assert chart.description == "5 reports as single marks; Losses: 2; Doubt: 1; 1 undated."


def test_moments_are_the_same_days_in_every_time_zone(five):
    data = single_data(five.reports, analysis.view_codes(five, coder="a"), TITLES)
    assert {str(data[name].dtype.tz) for name in ("period", "middle", "end")} == {"UTC"}


def test_no_reports_or_only_undated_ones_still_make_a_chart(drawn, five):
    codes = analysis.view_codes(five, coder="a")
    for some in (five.reports.iloc[:0], five.reports.iloc[3:4], five.reports):
        drawn(chart_singles(some, codes, titles=TITLES))
        drawn(chart_singles(some, codes.iloc[:0], titles={}))
