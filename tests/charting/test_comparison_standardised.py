"""Groups as they are and as if they had covered the same quarters, drawn."""

import pytest

import analysis


@pytest.fixture(scope="module")
def table(corpus):
    return analysis.compare_groups(
        corpus, "outlet_kind", "certainty", on="like quarters", groups=["newspaper", "tabloid"]
    )


@pytest.fixture(scope="module")
def chart(drawn, table):
    return drawn(analysis.chart_estimates(table))


def test_each_group_has_a_raw_dot_and_a_standardised_one_with_their_intervals(chart, table):
    data = chart.data("side")
    for side, column in (("as it is", "estimate"), ("standardised", "standardised")):
        rows = data[data["side"] == side]
        assert rows["x"].tolist() == pytest.approx(table[column].tolist(), abs=5e-5)
    rows = data[data["side"] == "standardised"]
    assert rows["low"].tolist() == pytest.approx(table["standardised_low"].tolist(), abs=5e-5)
    assert rows["high"].tolist() == pytest.approx(table["standardised_high"].tolist(), abs=5e-5)


def test_the_words_say_over_what_and_how_much_is_covered(chart, table):
    options = table.attrs
    assert chart.title == "Certainty by kind of outlet, standardised over quarters"
    assert f"the {options['common']} of {options['strata']} quarters" in chart.subtitle
    covered = table.drop_duplicates("group")["covered"]
    assert chart.data("row")["row"].unique().tolist() == [
        f"{group} ({share:.0%})".replace("%", " %")
        for group, share in zip(["newspaper", "tabloid"], covered, strict=True)
    ]
    assert "Asserted: newspaper " in chart.description


def test_only_the_standardised_difference_can_have_a_star(drawn, table):
    sure = table.assign(q=0.01)
    sure.attrs = table.attrs
    data = drawn(analysis.chart_estimates(sure)).data("star")
    assert set(data.loc[data["side"] == "as it is", "star"]) == {""}
    assert set(data.loc[data["side"] == "standardised", "star"]) == {"*"}


def test_over_calls_and_with_poor_values(drawn, corpus):
    table = analysis.compare_groups(corpus, "origin", "frame", on="like calls")
    table.loc[table["value"] == "conflict", "reliability"] = "poor"
    chart = drawn(analysis.chart_estimates(table))
    assert chart.title.endswith("standardised over calls")
    assert "conflict" not in set(chart.data("value")["value"])
    asked = drawn(analysis.chart_estimates(table, poor=True, columns=1))
    assert "conflict" in set(asked.data("value")["value"])
    assert asked.spec["columns"] == 1
