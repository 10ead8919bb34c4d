"""A handful of reports, each a mark of its own."""

import pytest

import analysis
from analysis.charting.singles import chart_singles, single_data

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
