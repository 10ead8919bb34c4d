"""Shares over time: small multiples that say how much they rest on."""

import pandas as pd
import pytest

import analysis
from analysis.charting.codes import panel_data

# Five calls in May, one in June, five in July, none in August, five in September and October.
GAPS = "report dates calls a b adjudicated\n" + "".join(
    f"r{month}{number} 2022-{month:02}-0{number} k{month}{number} losses . losses\n"
    for month, calls in [(5, 5), (6, 1), (7, 5), (9, 5), (10, 5)]
    for number in range(1, calls + 1)
)


@pytest.fixture(scope="module")
def counts(corpus):
    return analysis.count_codes(corpus, "theme", ["losses", "doubt"], every="quarter")


@pytest.fixture(scope="module")
def gaps(make_corpus):
    return analysis.count_codes(make_corpus(GAPS), "theme", ["losses", "doubt"])


def test_the_marks_are_the_rows_of_the_table(drawn, counts):
    data = drawn(analysis.chart_codes(counts)).data("panel")
    dated = counts[counts["period"].notna() & (counts["total"] > 0)]
    assert data["value"].tolist() == dated["value"].tolist()
    for column in ("count", "total", "share", "low", "high", "calls"):
        assert data[column].tolist() == pytest.approx(dated[column].tolist(), abs=5e-5)
    moments = pd.to_datetime(data["period"], unit="ms")
    assert moments.tolist() == dated["period"].tolist()


def test_the_words_name_number_unit_coder_and_agreement(drawn, counts):
    chart = drawn(analysis.chart_codes(counts))
    assert chart.title == "How often the chosen themes were reported, by quarter"
    assert (
        "Share of reports in each quarter; n = 261 reports of 84 independent calls, 0 undated"
        in (chart.subtitle)
    )
    assert "Codes: adjudicated (two passes of a language model" in chart.subtitle
    assert "95 % intervals that take the reports of a call together" in chart.subtitle
    assert set(chart.data("panel")["panel"]) == {"Losses (α 0.96)", "Doubt (α 0.91)"}
    assert "261 reports of 84 independent calls" in chart.description
    assert "Losses (α 0.96): from " in chart.description


@pytest.mark.parametrize(("unit", "name"), [("call", "calls"), ("outlet", "outlets")])
def test_the_unit_is_named(drawn, corpus, unit, name):
    table = analysis.count_codes(corpus, "theme", ["losses"], every="year", unit=unit, coder="b")
    chart = drawn(analysis.chart_codes(table))
    assert f"Share of {name} in each year" in chart.subtitle
    assert "Codes: b (second, independent pass of a language model)" in chart.subtitle


def test_other_variables_are_named(drawn, corpus):
    table = analysis.count_codes(corpus, "certainty", every="year")
    assert drawn(analysis.chart_codes(table)).title == (
        "How often the chosen values of certainty were reported, by year"
    )


def test_what_was_not_coded_and_what_is_undated_is_said(drawn, make_corpus):
    text = "report dates calls a adjudicated\nr1 - k1 . losses\nr2 2022-05-01 k2 . .\n"
    table = analysis.count_codes(make_corpus(text + "r3 2022-05-02 k3 . -"), "theme", ["losses"])
    subtitle = drawn(analysis.chart_codes(table)).subtitle
    assert "n = 2 reports of 2 independent calls, 1 undated; 1 not coded." in subtitle


def test_a_line_ends_at_a_period_of_few_calls_and_at_an_empty_one(gaps):
    data = panel_data(gaps)
    losses = data[data["value"] == "losses"].set_index("when")
    assert losses["few"].to_dict() == {
        "May 2022": False, "June 2022": True, "July 2022": False, "September 2022": False,
        "October 2022": False,
    }  # fmt: skip
    solid = losses.loc[~losses["few"], "run"]
    assert solid["May 2022"] != solid["July 2022"]
    assert solid["July 2022"] != solid["September 2022"]
    assert solid["September 2022"] == solid["October 2022"]


def test_lines_join_solid_dots_of_one_run_only_and_few_calls_make_a_hollow_dot(drawn, gaps):
    chart = drawn(analysis.chart_codes(gaps))
    bars, line, points = chart.spec["spec"]["layer"]
    assert (bars["mark"]["type"], line["mark"]["type"]) == ("rule", "line")
    assert line["transform"] == [{"filter": "!datum.few"}]
    assert line["encoding"]["detail"]["field"] == "run"
    assert "transform" not in points
    hollow, _ = points["encoding"]["fill"]["condition"]
    assert hollow == {"test": "datum.few || datum.shaky", "value": "white"}


def test_moments_are_the_same_days_in_every_time_zone(counts):
    data = panel_data(counts)
    assert str(data["period"].dtype.tz) == str(data["middle"].dtype.tz) == "UTC"
    assert data.loc[data["value"] == "losses", "middle"].dt.strftime("%Y-%m-%d").tolist()[0] == (
        "2022-05-16"
    )


def test_no_alpha_is_said_to_be_not_known(drawn, make_corpus):
    corpus = make_corpus("report dates calls a\nr1 2022-05-01 k1 losses")
    table = analysis.count_codes(corpus, "theme", ["losses"], coder="a")
    chart = drawn(analysis.chart_codes(table))
    assert chart.data("panel")["panel"].tolist() == ["Losses (α not known)"]
    assert "no month has five independent calls" in chart.description


@pytest.mark.parametrize("columns", [1, 2, 3, 5])
def test_panels_fit_beside_the_file_browser(drawn, corpus, columns):
    table = analysis.count_codes(corpus, every="quarter")
    chart = drawn(analysis.chart_codes(table, columns=columns))
    assert chart.spec["columns"] == columns
    assert columns * chart.spec["spec"]["width"] + (columns - 1) * 30 <= 760


def test_no_reports_still_make_a_chart(drawn, corpus):
    table = analysis.count_codes(corpus.select([]), "theme", ["losses"])
    chart = drawn(analysis.chart_codes(table))
    assert "n = 0 reports of 0 independent calls, 0 undated" in chart.subtitle


def test_counts_without_periods_are_refused_with_what_to_do(corpus):
    counts = analysis.count_codes(corpus, "theme", ["losses"], every=None)
    with pytest.raises(ValueError, match="no periods; count with every='month'"):
        analysis.chart_codes(counts)
