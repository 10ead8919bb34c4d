"""The explorer of groups: what a choice or a mark changes."""

import json

import pytest
from pandas.testing import assert_frame_equal

import analysis
from analysis.exploring.comparison.saying import say_verdicts
from analysis.exploring.comparison.showing import (
    BLUE,
    GREY,
    RED,
    GroupChoices,
    compare,
    draw_groups,
    list_reports,
)
from analysis.measuring.reports import detail_reports

# Newspapers tell k1 to k6; carried copies tell k1 to k3, with other themes.
TWELVE = "report dates outlet carried_by calls a b adjudicated\n" + "".join(
    f"n{number} 2022-05-0{number} N - k{number} losses losses losses\n"
    f"c{number} 2022-06-0{number} N site{number} k{number if number < 4 else number + 3} "
    "doubt doubt doubt\n"
    for number in range(1, 7)
)


@pytest.fixture
def explorer(corpus):
    return analysis.explore_groups(corpus, groups=["newspaper", "tabloid"], values=["losses"])


@pytest.fixture(scope="module")
def twelve(make_corpus):
    return make_corpus(TWELVE)


@pytest.fixture
def small(twelve):
    return analysis.explore_groups(twelve, by="carriage", values=["losses", "doubt"])


def ids(explorer):
    return explorer.selected()["report_id"].tolist()


def heading(explorer):
    return explorer.view["list"]["heading"]


def rows(explorer):
    return [row for panel in explorer.view["chart"]["panels"] for row in panel["rows"]]


def offered(explorer):
    return {control["name"]: control for control in explorer.view["controls"]}


def test_the_table_is_that_of_the_plain_function_and_the_dots_its_numbers(explorer, corpus):
    table = analysis.compare_groups(corpus, "outlet_kind", groups=["newspaper", "tabloid"])
    chosen = table[table["value"] == "losses"].reset_index(drop=True)
    assert_frame_equal(explorer.table, chosen)
    [row] = rows(explorer)
    for dot, told in zip(row["dots"], chosen.itertuples(), strict=True):
        assert [dot["x"], dot["low"], dot["high"]] == pytest.approx(
            [told.estimate, told.low, told.high], abs=5e-5
        )


def test_groups_stand_in_order_of_their_values_with_a_line_for_all(corpus):
    explorer = analysis.explore_groups(corpus, values=["losses"])
    shares = [row["dots"][0]["x"] for row in rows(explorer)]
    assert shares == sorted(shares, reverse=True)
    table = explorer.table
    line = explorer.view["chart"]["panels"][0]["line"]
    assert line == pytest.approx(table["count"].sum() / table["total"].sum(), abs=5e-5)


def test_groups_that_follow_each_other_keep_their_order(corpus):
    explorer = analysis.explore_groups(corpus, by="step", variable="certainty")
    labels = [row["label"] for row in explorer.view["chart"]["panels"][0]["rows"]]
    assert labels == ["step 0", "step 1", "step 2", "step 3 or more"]


def test_only_what_differs_clearly_has_a_colour(whole):
    explorer = analysis.explore_groups(whole, by="step", variable="certainty")
    table = explorer.table.set_index(["group", "value"])
    hues = {tuple(row["mark"]): row["dots"][0]["hue"] for row in rows(explorer)}
    for key, hue in hues.items():
        clear = table.loc[key, "q"] <= table.attrs["alpha_level"]
        above = table.loc[key, "difference"] > 0
        assert hue == (GREY if not clear else BLUE if above else RED)
    assert set(hues.values()) == {GREY, BLUE, RED}


def test_what_is_not_shown_still_counts_as_tested(explorer):
    shown = explorer.table
    explorer.choose(values=[each["value"] for each in offered(explorer)["values"]["options"]])
    everything = explorer.table
    assert everything["value"].nunique() == 15
    assert everything.loc[everything["value"] == "losses", "q"].tolist() == shown["q"].tolist()
    assert shown.attrs["family"] == everything.attrs["family"] > 10


def test_at_first_all_compared_reports_are_listed(small):
    assert len(ids(small)) == 12
    assert heading(small) == "12 reports compared"


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("unit", "call", "share of calls"),
        ("unit", "outlet", "share of outlets"),
        ("variable", "frame", "Frames by kind of outlet"),
        ("variable", "distance", "per 100 own words"),
    ],
)
def test_a_choice_changes_the_picture_and_its_words(explorer, name, value, words):
    explorer.choose(**{name: value})
    assert getattr(explorer.choices, name) == value
    assert words in explorer.view["subtitle"]


def test_another_grouping_offers_its_groups_and_forgets_those_chosen(explorer):
    explorer.choose(by="language")
    assert explorer.choices.groups == ()
    assert explorer.table["group"].unique().tolist()[:2] == ["en", "de"]
    named = [(each["label"], each["number"]) for each in offered(explorer)["groups"]["options"]]
    assert named[:2] == [("English", 162), ("German", 32)]


def test_another_variable_offers_its_values_and_shows_the_first_six(explorer):
    explorer.choose(variable="certainty")
    assert explorer.choices.values == ("asserted", "attributed", "distanced")
    explorer.choose(variable="theme", values=[])
    assert len(explorer.choices.values) == 6


def test_in_the_same_calls_two_groups_are_compared_on_what_both_told(small):
    small.choose(mode="same")
    assert small.choices.pair == ("author", "carrier")
    table = analysis.compare_groups(
        small.corpus, "carriage", on="same calls", groups=("author", "carrier")
    )
    chosen = table[table["value"].isin(["losses", "doubt"])].reset_index(drop=True)
    assert_frame_equal(small.table, chosen)
    assert ids(small) == ["n1", "n2", "n3", "c1", "c2", "c3"]
    assert "Only the 3 calls that both told" in small.view["subtitle"]
    assert [dot["x"] for dot in rows(small)[0]["dots"]] == [1, 0]


def test_another_pair_can_be_chosen(corpus):
    explorer = analysis.explore_groups(corpus, mode="same", values=["losses"])
    first, second, *_ = (each["value"] for each in offered(explorer)["pair"]["options"])
    explorer.choose(pair=second)
    chosen = (explorer.table["group"].iloc[0], explorer.table["other"].iloc[0])
    assert chosen == tuple(second) != tuple(first)


def test_standardised_groups_are_drawn_beside_the_raw_ones(explorer):
    explorer.choose(mode="standardised", over="call")
    raw, adjusted = rows(explorer)[0]["dots"]
    told = explorer.table.set_index("group").loc[rows(explorer)[0]["mark"][0]]
    assert (raw["x"], raw["few"]) == (pytest.approx(told["estimate"], abs=5e-5), True)
    assert adjusted["x"] == pytest.approx(told["standardised"], abs=5e-5)
    assert "as if each group had covered the calls" in explorer.view["subtitle"]


@pytest.mark.parametrize(
    ("mode", "there"),
    [
        ("all", {"groups", "unit"}),
        ("same", {"pair"}),
        ("standardised", {"groups", "over"}),
    ],
)
def test_what_has_no_effect_in_a_mode_is_not_offered(small, mode, there):
    small.choose(mode=mode)
    assert offered(small).keys() & {"groups", "unit", "pair", "over"} == there


def test_a_mark_lists_the_reports_of_the_group_with_the_value(small):
    small.choose(marks=[["author", "losses"]])
    assert ids(small) == ["n1", "n2", "n3", "n4", "n5", "n6"]
    assert heading(small) == "6 reports: author, Losses"
    small.choose(marks=[[None, "doubt"]])
    assert ids(small) == ["c1", "c2", "c3", "c4", "c5", "c6"]
    assert heading(small) == "6 reports: Doubt"


def test_a_mark_in_the_same_calls_lists_only_reports_of_these_calls(small):
    small.choose(mode="same", marks=[["carrier", "doubt"]])
    assert ids(small) == ["c1", "c2", "c3"]


def test_a_mark_outlives_other_choices_as_long_as_there_is_its_group(small):
    small.choose(marks=[["author", "losses"]])
    small.choose(coder="a")
    assert heading(small) == "6 reports: author, Losses"
    small.choose(by="language")
    assert small.choices.marks == ()


def test_a_measure_of_words_lists_the_reports_that_have_such_words(corpus):
    explorer = analysis.explore_groups(corpus, variable="distance", groups=["newspaper", "tabloid"])
    row = corpus.wording.set_index("report_id")["hearsay"]
    explorer.choose(marks=[["tabloid", "hearsay"]])
    kinds = corpus.reports.set_index("report_id").loc[ids(explorer), "outlet_kind"]
    assert set(kinds) == {"tabloid"}
    assert row[ids(explorer)].gt(0).all()


def test_title_and_sentences_say_what_can_be_told_from_chance(small):
    assert small.view["title"] == (
        "Losses: 100 % (author) against 0 % (carrier); Doubt: 0 % (author) against 100 % (carrier)"
    )
    said = small.view["verdicts"]
    assert said["heading"] == "2 of 2 differences can be told from chance"
    assert said["sentences"][0].startswith("Losses: author 100 % (")
    small.choose(mode="same")
    assert small.view["title"].endswith("none of 0 differences is clearly more than chance")
    assert "too few to tell" in small.view["verdicts"]["sentences"][0]


def test_a_difference_that_may_be_chance_is_in_no_title(corpus):
    view = analysis.explore_groups(corpus, groups=["newspaper", "tabloid"]).view
    clear = compare(corpus, GroupChoices(groups=("newspaper", "tabloid"), values=("losses",)))
    assert clear["q"].gt(0.05).all()
    assert "against" not in view["title"] or "Losses" not in view["title"]


def test_poor_values_are_left_out_by_name_and_shown_on_request(twelve, monkeypatch):
    table = compare(twelve, GroupChoices(by="carriage", values=("losses", "doubt")))
    table.loc[table["value"] == "doubt", "reliability"] = "poor"
    monkeypatch.setattr(
        "analysis.exploring.comparison.showing.compare", lambda corpus, choices: table
    )
    view = draw_groups(twelve, GroupChoices(by="carriage"))
    assert view["notes"][0].startswith("Left out, since the coders hardly agree: Doubt")
    assert [row["label"] for row in view["chart"]["panels"][0]["rows"]] == ["Losses"]
    asked = draw_groups(twelve, GroupChoices(by="carriage", poor=True))
    assert asked["notes"] == []
    assert len(asked["chart"]["panels"][0]["rows"]) == 2


@pytest.mark.parametrize(
    ("chosen", "message"),
    [
        ({"by": "colour"}, "by 'colour' is none of: outlet, outlet_kind, "),
        ({"mode": "best"}, "mode 'best' is none of: all, same, standardised"),
        ({"values": ["wins"]}, "values 'wins' is none of: losses, "),
        ({"groups": ["radio"]}, "groups 'radio' is none of: news_site, newspaper, "),
        ({"mode": "same", "pair": ["tabloid", "radio"]}, "pair .* is none of: "),
        ({"moods": 1}, "no choice moods; there are: marks, mode, by, variable, "),
    ],
)
def test_a_first_choice_that_there_is_not_is_refused_with_those_that_there_are(
    corpus, chosen, message
):
    with pytest.raises(ValueError, match=message):
        analysis.explore_groups(corpus, **chosen)


def test_no_call_in_common_is_said_and_draws_nothing(make_corpus):
    corpus = make_corpus("report dates calls a adjudicated\nr1 2022-05-01 k1 . losses")
    explorer = analysis.explore_groups(corpus, by="language", values=["losses"])
    explorer.choose(mode="same")
    assert explorer.choices.pair is None
    assert explorer.view["title"].startswith("Nothing to compare: by language, no two groups")
    assert ids(explorer) == []


def test_the_chart_can_be_taken_out(small, tmp_path):
    assert analysis.save_chart(small.chart, tmp_path / "chart.svg").exists()


def test_the_list_is_that_of_the_plain_function(small):
    found = list_reports(small.corpus, small.choices, small.table)
    assert_frame_equal(small.selected(), detail_reports(small.corpus, found))


def test_sentences_put_the_surest_first(whole):
    table = compare(whole, GroupChoices(by="step", variable="certainty", values=("asserted",)))
    first = table.sort_values(["q", "p"]).iloc[0]
    assert say_verdicts(table)["sentences"][0].startswith(f"Asserted: {first['group']} ")


def test_the_view_is_plain_json_and_its_python_opens_it_again(whole):
    explorer = analysis.explore_groups(whole, by="language", mode="same", marks=[["en", "losses"]])
    view = json.loads(json.dumps(explorer.view, allow_nan=False))
    again = eval(view["python"], {"analysis": analysis, "corpus": whole})  # noqa: S307
    assert again.choices == explorer.choices


def test_a_study_that_is_not_coded_opens_with_what_it_has():
    explorer = analysis.explore_groups(analysis.collecting.start_study().corpus)
    assert explorer.choices.variable == "title_voice"
    assert explorer.view["title"].startswith("Nothing to compare")
