"""Groups of reports, and the independent calls behind them."""

import pandas as pd

import analysis


def table(groups: int) -> pd.DataFrame:
    reports = list(range(groups, 0, -1))
    return pd.DataFrame(
        {"outlet_kind": [f"kind {number}" for number in reports], "reports": reports}
    ).assign(share=lambda t: t["reports"] / t["reports"].sum(), calls=1, outlets=1)


def test_bars_are_reports_and_dots_are_calls(drawn, corpus):
    counts = analysis.count_reports(corpus, "outlet_kind")
    chart = drawn(analysis.chart_groups(counts))
    data = chart.data("what").pivot_table("number", index="outlet_kind", columns="what")
    names = counts["outlet_kind"].str.replace("_", " ").tolist()
    data = data.loc[names]
    assert data["reports"].tolist() == counts["reports"].tolist()
    assert data["independent calls"].tolist() == counts["calls"].tolist()
    assert chart.marks() == ["bar", "point"]
    assert chart.spec["layer"][0]["encoding"]["y"]["sort"] == names


def test_the_words_name_the_number_and_the_largest_group(drawn):
    chart = drawn(analysis.chart_groups(table(3)))
    assert chart.title == "Reports by outlet kind"
    assert "n = 6 reports in 3 groups." in chart.subtitle
    assert "Largest: kind 3, 3 reports of 1 calls." in chart.description


def test_groups_that_are_not_drawn_are_counted(drawn):
    chart = drawn(analysis.chart_groups(table(5), most=2))
    assert chart.data("what")["outlet_kind"].unique().tolist() == ["kind 5", "kind 4"]
    assert "n = 15 reports in 5 groups; 3 smaller groups (6 reports) not drawn." in chart.subtitle


def test_groups_that_are_no_words_are_drawn_too(drawn, corpus):
    chart = drawn(analysis.chart_groups(analysis.count_reports(corpus, "outlet_inferred")))
    assert set(chart.data("what")["outlet_inferred"]) == {"True", "False"}


def test_no_groups_still_make_a_chart(drawn, corpus):
    nothing = analysis.count_reports(corpus.select([]), "outlet_kind")
    assert "n = 0 reports in 0 groups." in drawn(analysis.chart_groups(nothing)).subtitle
