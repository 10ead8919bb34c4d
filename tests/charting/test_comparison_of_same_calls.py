"""Two groups on the calls that both told, drawn."""

import pandas as pd
import pytest

import analysis
from analysis.charting.comparison import split_groups

PAIR = ("news_site", "newspaper")


@pytest.fixture(scope="module")
def table(corpus):
    return analysis.compare_groups(corpus, "outlet_kind", "frame", on="same calls", groups=PAIR)


@pytest.fixture(scope="module")
def chart(drawn, table):
    return drawn(analysis.chart_estimates(table))


def test_each_group_has_a_dot_at_its_mean_over_the_calls(chart, table):
    data = chart.data("x").set_index(["group", "value"])["x"]
    for row in table.itertuples():
        assert data["news_site", row.value] == pytest.approx(row.estimate, abs=5e-5)
        assert data["newspaper", row.value] == pytest.approx(row.other_estimate, abs=5e-5)


def test_the_interval_is_that_of_the_difference_within_calls(chart, table):
    data = chart.data("gap").dropna(subset=["gap"])
    assert data["gap"].tolist() == pytest.approx((100 * table["difference"]).tolist(), abs=5e-3)
    assert data["gap_low"].tolist() == pytest.approx((100 * table["low"]).tolist(), abs=5e-3)
    assert data["low"].isna().all()


def test_the_words_count_calls_and_say_which_group_has_it_more(chart, table):
    options, first = table.attrs, table.iloc[0]
    assert chart.title == "Frames by kind of outlet, in the same calls"
    assert (
        f"Only the {options['calls']} calls that both told, in {options['clusters']} independent "
        "groups" in chart.subtitle
    )
    assert "On the right: news site minus newspaper, within calls" in chart.subtitle
    counts = f"more {first['more']}, fewer {first['fewer']}, alike {first['same']}"
    assert chart.data("row")["row"].iloc[0] == f"{first['title']}\nα {first['alpha']:.2f}; {counts}"
    assert f"; {counts}." in chart.description


def test_split_groups_has_the_shape_of_a_comparison(table):
    long = split_groups(table)
    assert len(long) == 2 * len(table)
    assert long["group"].tolist() == ["news_site"] * len(table) + ["newspaper"] * len(table)
    assert long["reports"].tolist()[-1] == table["other_reports"].iloc[-1]
    assert long.attrs == table.attrs


def test_poor_values_are_left_out_unless_asked_for(drawn, table):
    poor = table.assign(
        reliability=table["reliability"].mask(table["value"] == "conflict", "poor"), alpha=0.3
    )
    poor.attrs = table.attrs
    assert "conflict" not in set(drawn(analysis.chart_estimates(poor)).data("value")["value"])
    asked = drawn(analysis.chart_estimates(poor, poor=True))
    assert "conflict" in set(asked.data("value")["value"])


def test_groups_that_told_no_call_in_common_make_an_empty_chart(drawn, make_corpus):
    text = "report dates carried_by calls a adjudicated\nr1 - x k1 . losses\nr2 - - k2 . .\n"
    corpus = make_corpus(text)
    table = analysis.compare_groups(
        corpus, "carriage", on="same calls", groups=("author", "carrier")
    )
    chart = drawn(analysis.chart_estimates(table))
    assert "Only the 0 calls that both told" in chart.subtitle


def test_no_values_make_a_chart_without_rows(drawn, table):
    empty = table.head(0)
    empty.attrs = table.attrs
    assert isinstance(analysis.chart_estimates(empty).to_dict(), dict)
    assert pd.DataFrame(split_groups(empty)).empty
