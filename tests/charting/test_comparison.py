"""Groups compared, drawn: pairs with their difference, or panels; how far to trust either."""

import pandas as pd
import pytest

import analysis
from analysis.charting.comparison import pair_rows
from analysis.charting.wording import drop_poor, label_values, split_groups

PAIR = ("news_site", "newspaper")
OPTIONS = {
    "by": "outlet_kind", "by_words": "kind of outlet", "variable": "theme", "measure": "share",
    "unit": "report", "coder": "adjudicated", "coder_note": "two passes of a language model",
    "base": "coded reports", "reports": 60, "calls": 30, "uncoded": 1, "left_out": 7.0,
    "family": 3, "alpha_level": 0.05,
}  # fmt: skip

# Group, value, title, estimate, alpha, reliability, difference, q.
ROWS = [
    ("news_site", "losses", "Losses", 0.6, 0.96, "reliable", 0.3, 0.01),
    ("news_site", "doubt", "Doubt", 0.4, 0.61, "unreliable", 0.1, 0.4),
    ("news_site", "belief", "Belief", 0.1, 0.3, "poor", 0.0, 0.9),
    ("tabloid", "losses", "Losses", 0.3, 0.96, "reliable", -0.3, 0.01),
    ("tabloid", "doubt", "Doubt", 0.3, 0.61, "unreliable", -0.1, 0.4),
    ("tabloid", "belief", "Belief", 0.1, 0.3, "poor", 0.0, 0.9),
    ("agency", "losses", "Losses", 0.5, 0.96, "reliable", 0.05, 0.6),
    ("agency", "doubt", "Doubt", 0.2, 0.61, "unreliable", -0.1, float("nan")),
    ("agency", "belief", "Belief", 0.2, 0.3, "poor", 0.1, float("nan")),
]


def make(groups: int = 3, **options: object) -> pd.DataFrame:
    names = ["group", "value", "title", "estimate", "alpha", "reliability", "difference", "q"]
    table = pd.DataFrame(ROWS[: 3 * groups], columns=names)
    reports = table["group"].map({"news_site": 40, "tabloid": 20, "agency": 4})
    table = table.assign(
        count=0, total=reports, reports=reports, calls=reports / 2, few=reports < 10,
        low=table["estimate"] - 0.1, high=table["estimate"] + 0.1, p=table["q"],
        difference_low=table["difference"] - 0.2, difference_high=table["difference"] + 0.2,
        verdict="a sentence",
    )  # fmt: skip
    table.attrs = OPTIONS | options
    return table


@pytest.fixture(scope="module")
def pair(drawn):
    return drawn(analysis.chart_estimates(make(2)))


@pytest.fixture(scope="module")
def panels(drawn):
    return drawn(analysis.chart_estimates(make(3)))


@pytest.fixture(scope="module")
def asked(drawn):
    return drawn(analysis.chart_estimates(make(3), poor=True))


def test_two_groups_are_two_dots_a_row_and_more_are_a_panel_a_value(pair, panels):
    assert len(pair.spec["hconcat"]) == 2
    assert pair.data("row")["row"].unique().tolist() == [
        "Losses\nα 0.96", "Doubt\nα 0.61, unreliable",
    ]  # fmt: skip
    assert panels.spec["columns"] == 2
    assert panels.data("row")["row"].unique().tolist() == [
        "news site (40/20)", "tabloid (20/10)", "agency (4/2)",
    ]  # fmt: skip


def test_a_dot_is_an_estimate_and_a_bar_its_interval(asked):
    table = make(3)
    data = asked.data("x")
    assert data.set_index(["group", "value"])["x"].to_dict() == {
        (group, value): estimate for group, value, _, estimate, *_ in ROWS
    }
    assert data["low"].tolist() == pytest.approx(table["low"].tolist())
    assert data["high"].tolist() == pytest.approx(table["high"].tolist())


def test_the_difference_of_a_pair_stands_once_in_points_with_its_interval():
    rows = pair_rows(make(2)).set_index(["group", "value"])
    first = rows.loc[("news_site", "losses")]
    assert first[["gap", "gap_low", "gap_high"]].tolist() == [30.0, 10.0, 50.0]
    assert first["x2"] == 0.3
    assert pd.isna(rows.loc[("tabloid", "losses"), "gap"])


def test_a_difference_of_rates_is_not_in_points():
    rows = pair_rows(make(2, measure="per 100 own words"))
    assert rows["gap"].iloc[0] == 0.3


def test_a_star_marks_what_the_false_discovery_rate_allows_to_call_different(asked, pair):
    data = asked.data("star")
    starred = data[data["star"] == "*"]
    assert list(zip(starred["group"], starred["value"], strict=True)) == [
        ("news_site", "losses"), ("tabloid", "losses"),
    ]  # fmt: skip
    assert (pair.data("star")["star"] == "*").sum() == 1
    assert "* differs (false-discovery rate 5 % over 3 tests)" in pair.subtitle
    assert "Losses: news site 60 % *, tabloid 30 % *." in pair.description


def test_poor_values_are_left_out_with_the_reason_and_shown_on_request(panels, asked):
    assert "belief" not in set(panels.data("value")["value"])
    assert (
        "Left out, since the coders hardly agree: Belief (α 0.30). poor=True draws them."
    ) in panels.subtitle
    assert "belief" in set(asked.data("value")["value"])
    assert "Left out" not in asked.subtitle
    assert "Belief (α\u00a00.30,\nunreliable)" in set(asked.data("panel")["panel"])


def test_unreliable_values_and_few_calls_look_different_and_are_explained(drawn, panels):
    data = panels.data("shaky").set_index(["group", "value"])
    assert data.loc[("news_site", "doubt"), ["shaky", "few"]].tolist() == [True, False]
    assert data.loc[("agency", "losses"), ["shaky", "few"]].tolist() == [False, True]
    bars, dots, _ = panels.spec["spec"]["layer"]
    assert bars["encoding"]["strokeDash"]["condition"]["test"] == "datum.shaky"
    assert dots["encoding"]["shape"]["condition"] == {"test": "datum.shaky", "value": "diamond"}
    assert dots["encoding"]["fill"]["condition"][0] == {
        "test": "datum.few || datum.shaky", "value": "white",
    }  # fmt: skip
    assert bars["encoding"]["strokeWidth"]["condition"]["test"] == "datum.few"
    assert "Diamond, dashed: coders agree too little (α under .667)" in panels.subtitle
    assert "fewer than five independent calls" in panels.subtitle
    sound = make(2).query("value == 'losses'")
    sound.attrs = OPTIONS
    words = drawn(analysis.chart_estimates(sound)).subtitle
    assert "Diamond" not in words
    assert "fewer than five" not in words


def test_the_words_name_number_groups_coder_and_what_is_left(pair):
    assert pair.title == "Themes by kind of outlet"
    assert (
        "n = 60 reports of 30 independent calls; 7 reports of other groups; 1 not measured."
        in pair.subtitle
    )
    assert "Codes: adjudicated (two passes of a language model)" in pair.subtitle
    assert "On the right: news site minus tabloid." in pair.subtitle
    assert pair.data("side")["side"].unique().tolist() == [
        "news site: 40 reports of 20 calls", "tabloid: 20 reports of 10 calls",
    ]  # fmt: skip
    assert "news site, 40 reports of 20 calls" in pair.description


def test_what_nobody_coded_has_no_alpha_and_says_what_it_rests_on(drawn, corpus):
    table = analysis.compare_groups(corpus, "language", "distance", groups=["en", "de"])
    chart = drawn(analysis.chart_estimates(table))
    assert "α" not in chart.text
    assert "English and German reports, no transcripts" in chart.subtitle
    assert chart.spec["hconcat"][0]["layer"][2]["encoding"]["x"]["title"] == "per 100 own words"
    assert "Any word of distance: English 0." in chart.description


def test_the_real_corpus_is_drawn_as_it_is_counted(drawn, corpus):
    table = analysis.compare_groups(corpus, "outlet_kind", values=["losses", "doubt"])
    data = drawn(analysis.chart_estimates(table)).data("x")
    assert data["x"].tolist() == pytest.approx(table["estimate"].tolist(), abs=5e-5)
    assert data["group"].tolist() == table["group"].tolist()
    counted = [f"{row.reports} reports of {row.calls:.0f} calls" for row in table.itertuples()]
    assert data["basis"].tolist() == counted


def test_a_drawing_changes_neither_table_nor_the_next_drawing():
    table = make(3)
    before = table.copy()
    first = analysis.chart_estimates(table).to_dict()
    analysis.chart_estimates(make(3, variable="frame"), poor=True)
    assert analysis.chart_estimates(table).to_dict() == first
    pd.testing.assert_frame_equal(table, before)


@pytest.mark.parametrize("columns", [1, 2, 5])
def test_panels_fit_beside_the_file_browser(columns):
    spec = analysis.chart_estimates(make(3), poor=True, columns=columns).to_dict()
    columns = min(columns, 3)
    assert columns * spec["spec"]["width"] + (columns - 1) * 20 <= 400


def test_nothing_to_compare_still_makes_a_chart(drawn):
    empty = make(3).head(0)
    empty.attrs = OPTIONS | {"reports": 0, "calls": 0}
    assert "n = 0 reports" in drawn(analysis.chart_estimates(empty)).subtitle


def test_a_label_warns_where_coders_agree_too_little():
    labels = label_values(make(1), " (", coded=True)
    assert labels.tolist() == [
        "Losses (α 0.96)", "Doubt (α 0.61, unreliable)", "Belief (α 0.30, unreliable)",
    ]  # fmt: skip
    assert label_values(make(1), " (", coded=False).tolist() == ["Losses", "Doubt", "Belief"]


def test_nothing_poor_leaves_nothing_out():
    table = make(1).query("value != 'belief'")
    kept, said = drop_poor(table, poor=False)
    assert kept is table
    assert said == ""


@pytest.fixture(scope="module")
def same(corpus):
    return analysis.compare_groups(corpus, "outlet_kind", "frame", on="same calls", groups=PAIR)


@pytest.fixture(scope="module")
def same_chart(drawn, same):
    return drawn(analysis.chart_estimates(same))


def test_each_group_has_a_dot_at_its_mean_over_the_calls(same_chart, same):
    data = same_chart.data("x").set_index(["group", "value"])["x"]
    for row in same.itertuples():
        assert data["news_site", row.value] == pytest.approx(row.estimate, abs=5e-5)
        assert data["newspaper", row.value] == pytest.approx(row.other_estimate, abs=5e-5)


def test_the_interval_is_that_of_the_difference_within_calls(same_chart, same):
    data = same_chart.data("gap").dropna(subset=["gap"])
    assert data["gap"].tolist() == pytest.approx((100 * same["difference"]).tolist(), abs=5e-3)
    assert data["gap_low"].tolist() == pytest.approx((100 * same["low"]).tolist(), abs=5e-3)
    assert data["low"].isna().all()


def test_the_words_count_calls_and_say_which_group_has_it_more(same_chart, same):
    options, first = same.attrs, same.iloc[0]
    assert same_chart.title == "Frames by kind of outlet, in the same calls"
    assert (
        f"Only the {options['calls']} calls that both told, in {options['clusters']} independent "
        "groups" in same_chart.subtitle
    )
    assert "On the right: news site minus newspaper, within calls" in same_chart.subtitle
    counts = f"more {first['more']}, fewer {first['fewer']}, alike {first['same']}"
    assert (
        same_chart.data("row")["row"].iloc[0]
        == f"{first['title']}\nα {first['alpha']:.2f}; {counts}"
    )
    assert f"; {counts}." in same_chart.description


def test_split_groups_has_the_shape_of_a_comparison(same):
    long = split_groups(same)
    assert len(long) == 2 * len(same)
    assert long["group"].tolist() == ["news_site"] * len(same) + ["newspaper"] * len(same)
    assert long["reports"].tolist()[-1] == same["other_reports"].iloc[-1]
    assert long.attrs == same.attrs


def test_groups_that_told_no_call_in_common_make_an_empty_chart(drawn, make_corpus):
    text = "report dates carried_by calls a adjudicated\nr1 - x k1 . losses\nr2 - - k2 . .\n"
    corpus = make_corpus(text)
    same = analysis.compare_groups(
        corpus, "carriage", on="same calls", groups=("author", "carrier")
    )
    same_chart = drawn(analysis.chart_estimates(same))
    assert "Only the 0 calls that both told" in same_chart.subtitle


def test_no_values_make_a_chart_without_rows(same):
    empty = same.head(0)
    empty.attrs = same.attrs
    assert split_groups(empty).empty
    assert isinstance(analysis.chart_estimates(empty).to_dict(), dict)


@pytest.fixture(scope="module")
def like(corpus):
    return analysis.compare_groups(
        corpus, "outlet_kind", "certainty", on="like quarters", groups=["newspaper", "tabloid"]
    )


@pytest.fixture(scope="module")
def like_chart(drawn, like):
    return drawn(analysis.chart_estimates(like))


def test_each_group_has_a_raw_dot_and_a_standardised_one_with_their_intervals(like_chart, like):
    data = like_chart.data("side")
    for side, column in (("as it is", "estimate"), ("standardised", "standardised")):
        rows = data[data["side"] == side]
        assert rows["x"].tolist() == pytest.approx(like[column].tolist(), abs=5e-5)
    rows = data[data["side"] == "standardised"]
    assert rows["low"].tolist() == pytest.approx(like["standardised_low"].tolist(), abs=5e-5)
    assert rows["high"].tolist() == pytest.approx(like["standardised_high"].tolist(), abs=5e-5)


def test_the_words_say_over_what_and_how_much_is_covered(like_chart, like):
    options = like.attrs
    assert like_chart.title == "Certainty by kind of outlet, standardised over quarters"
    assert f"the {options['common']} of {options['strata']} quarters" in like_chart.subtitle
    covered = like.drop_duplicates("group")["covered"]
    assert like_chart.data("row")["row"].unique().tolist() == [
        f"{group} ({share:.0%})".replace("%", " %")
        for group, share in zip(["newspaper", "tabloid"], covered, strict=True)
    ]
    assert "Asserted: newspaper " in like_chart.description


def test_only_the_standardised_difference_can_have_a_star(drawn, like):
    sure = like.assign(q=0.01)
    sure.attrs = like.attrs
    data = drawn(analysis.chart_estimates(sure)).data("star")
    assert set(data.loc[data["side"] == "as it is", "star"]) == {""}
    assert set(data.loc[data["side"] == "standardised", "star"]) == {"*"}


def test_over_calls_and_with_poor_values(drawn, corpus):
    like = analysis.compare_groups(corpus, "origin", "frame", on="like calls")
    like.loc[like["value"] == "conflict", "reliability"] = "poor"
    like_chart = drawn(analysis.chart_estimates(like))
    assert like_chart.title.endswith("standardised over calls")
    assert "conflict" not in set(like_chart.data("value")["value"])
    asked = drawn(analysis.chart_estimates(like, poor=True, columns=1))
    assert "conflict" in set(asked.data("value")["value"])
    assert asked.spec["columns"] == 1
