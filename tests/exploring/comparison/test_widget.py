"""The explorer of groups: what a choice or a mark changes."""

import ipywidgets as widgets
import pytest
from pandas.testing import assert_frame_equal

import analysis
from analysis.charting.comparison import draw_comparison
from analysis.exploring.comparison.viewing import (
    Comparison,
    compare,
    list_reports,
    verdicts_html,
)
from tests.exploring.acting import choose, click, ids, listed

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


def test_the_table_is_that_of_the_plain_function_and_the_chart_its_drawing(explorer, corpus):
    table = analysis.compare_groups(corpus, "outlet_kind", groups=["newspaper", "tabloid"])
    chosen = table[table["value"] == "losses"].reset_index(drop=True)
    assert_frame_equal(explorer.table, chosen)
    assert explorer._canvas.spec == draw_comparison(explorer.table)


def test_what_is_not_shown_still_counts_as_tested(explorer):
    shown = explorer.table
    choose(explorer, values=())
    everything = explorer.table
    assert everything["value"].nunique() == 15
    assert everything.loc[everything["value"] == "losses", "q"].tolist() == shown["q"].tolist()
    assert shown.attrs["family"] == everything.attrs["family"] > 10


def test_at_first_all_compared_reports_are_listed(small):
    assert len(ids(small)) == 12
    assert "12 reports (all compared)" in listed(small)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("unit", "call", "share of calls"),
        ("unit", "outlet", "share of outlets"),
        ("coder", "both", "Codes: both (what"),
        ("variable", "frame", "Frames by kind of outlet"),
        ("variable", "distance", "per 100 own words"),
    ],
)
def test_a_choice_changes_view_and_chart(explorer, name, value, words):
    choose(explorer, **{name: value})
    assert getattr(explorer.view, name) == value
    assert words in str(explorer._canvas.spec)


def test_another_grouping_offers_its_groups_and_forgets_those_chosen(explorer):
    choose(explorer, by="language")
    assert explorer.view.groups == ()
    assert explorer.table["group"].unique().tolist()[:2] == ["en", "de"]
    labels = [label for label, _ in explorer._controls.widgets["groups"].options]
    assert labels[:2] == ["en (162)", "de (32)"]


def test_another_variable_offers_its_values(explorer):
    choose(explorer, variable="certainty")
    assert explorer._controls.values("values") == ["asserted", "attributed", "distanced"]
    assert explorer.view.values == ()
    assert explorer.table["value"].nunique() == 3


def test_a_change_of_grouping_is_drawn_once(explorer):
    drawn = []
    explorer._canvas.observe(lambda change: drawn.append(change["new"]), "spec")
    choose(explorer, by="language")
    assert len(drawn) == 1


def test_in_the_same_calls_two_groups_are_compared_on_what_both_told(small):
    choose(small, mode="same")
    assert small.view.pair == ("author", "carrier")
    table = analysis.compare_groups(
        small.corpus, "carriage", on="same calls", groups=("author", "carrier")
    )
    chosen = table[table["value"].isin(["losses", "doubt"])].reset_index(drop=True)
    assert_frame_equal(small.table, chosen)
    assert ids(small) == ["n1", "n2", "n3", "c1", "c2", "c3"]
    assert "Only the 3 calls that both told" in str(small._canvas.spec)


def test_another_pair_can_be_chosen(corpus):
    explorer = analysis.explore_groups(corpus, mode="same", values=["losses"])
    first, second, *_ = explorer._controls.values("pair")
    choose(explorer, pair=second)
    assert (explorer.table["group"].iloc[0], explorer.table["other"].iloc[0]) == second != first


def test_standardised_groups_are_drawn_beside_the_raw_ones(explorer):
    choose(explorer, mode="standardised", over="call")
    assert "standardised" in explorer.table
    assert explorer.view.over == "call"
    assert "standardised over calls" in explorer._canvas.spec["title"]["text"]


@pytest.mark.parametrize(
    ("mode", "able"),
    [
        ("all", {"groups": True, "unit": True, "pair": False, "over": False}),
        ("same", {"groups": False, "unit": False, "pair": True, "over": False}),
        ("standardised", {"groups": True, "unit": False, "pair": False, "over": True}),
    ],
)
def test_what_cannot_be_chosen_in_a_mode_is_disabled(small, mode, able):
    choose(small, mode=mode)
    assert {name: not small._controls.widgets[name].disabled for name in able} == able


def test_a_mark_lists_the_reports_of_the_group_with_the_value(small):
    click(small, {"group": "author", "value": "losses"})
    assert ids(small) == ["n1", "n2", "n3", "n4", "n5", "n6"]
    assert "6 reports (author: Losses)" in listed(small)
    click(small, {"group": "author", "value": "losses"}, {"group": "carrier", "value": "losses"})
    assert len(ids(small)) == 6
    click(small)
    assert len(ids(small)) == 12


def test_a_mark_in_the_same_calls_lists_only_reports_of_these_calls(small):
    choose(small, mode="same")
    click(small, {"group": "carrier", "value": "doubt"})
    assert ids(small) == ["c1", "c2", "c3"]


def test_the_control_lists_what_a_click_lists_and_a_click_goes_before(small):
    choose(small, listed=("carrier", "doubt"))
    assert ids(small) == ["c1", "c2", "c3", "c4", "c5", "c6"]
    assert "6 reports (carrier: Doubt)" in listed(small)
    click(small, {"group": "author", "value": "losses"})
    assert "6 reports (author: Losses)" in listed(small)
    small._clear.click()
    assert "6 reports (carrier: Doubt)" in listed(small)


def test_marks_are_forgotten_when_something_else_is_compared(small):
    click(small, {"group": "author", "value": "losses"})
    choose(small, coder="a")
    assert small.view.marks == ()
    assert len(ids(small)) == 12


def test_a_measure_of_words_lists_the_reports_that_have_such_words(corpus):
    explorer = analysis.explore_groups(corpus, variable="distance", groups=["newspaper", "tabloid"])
    row = corpus.wording.set_index("report_id")["hearsay"]
    click(explorer, {"group": "tabloid", "value": "hearsay"})
    kinds = corpus.reports.set_index("report_id").loc[ids(explorer), "outlet_kind"]
    assert set(kinds) == {"tabloid"}
    assert row[ids(explorer)].gt(0).all()


def test_sentences_say_what_can_be_told_from_chance(small):
    said = small._verdicts.value
    assert "2 of 2 differences can be told from chance" in said
    assert "<li><b>Losses</b>: author 100 %" in said
    choose(small, mode="same")
    assert "author 100 %, carrier 0 %: too few to tell" in small._verdicts.value


def test_the_sentences_after_the_first_unfold(corpus):
    view = Comparison("outlet_kind")
    table = compare(corpus, view)
    said = verdicts_html(table, view)
    assert said.count("<li>") == len(table)
    assert f"<summary>{len(table) - 6} more</summary>" in said


def test_poor_values_are_shown_on_request(twelve):
    view = Comparison("carriage", values=("losses", "doubt"))
    table = compare(twelve, view)
    table.loc[table["value"] == "doubt", "reliability"] = "poor"
    assert "Left out, since the coders hardly agree: Doubt" in verdicts_html(table, view)
    assert "Doubt</b>" not in verdicts_html(table, view)
    asked = Comparison("carriage", values=("losses", "doubt"), poor=True)
    assert "Doubt</b>" in verdicts_html(table, asked)
    assert len(draw_comparison(table, poor=asked.poor)["datasets"]["rows"]) == 4
    assert len(draw_comparison(table, poor=view.poor)["datasets"]["rows"]) == 2


def test_names_of_a_corpus_stay_text(make_corpus):
    text = TWELVE.replace(" N ", " <script>alert(1)</script> ")
    explorer = analysis.explore_groups(make_corpus(text), by="outlet")
    assert "&lt;script&gt;" in explorer._verdicts.value
    assert "<script" not in explorer._verdicts.value + listed(explorer)


@pytest.mark.parametrize(
    ("chosen", "message"),
    [
        ({"by": "colour"}, "by 'colour' is none of: outlet, outlet_kind, "),
        ({"mode": "best"}, "mode 'best' is none of: all, same, standardised"),
        ({"values": ["wins"]}, "values 'wins' is none of: losses, "),
        ({"groups": ["radio"]}, "groups 'radio' is none of: news_site, newspaper, "),
        ({"mode": "same", "pair": ["tabloid", "radio"]}, "pair .* is none of: "),
        ({"moods": 1}, "no choice moods; there are: mode, by, variable, "),
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
    choose(explorer, mode="same")
    assert explorer.view.pair is None
    assert "Nothing to compare: by language, no two groups" in explorer._verdicts.value
    assert ids(explorer) == []


def test_every_control_has_a_label_and_can_be_worked_with_the_keyboard(explorer):
    controls = explorer._controls.widgets.values()
    assert len({each.description for each in controls}) == len(controls)
    assert all(each.description for each in controls)
    keyboard = (
        widgets.Dropdown, widgets.SelectMultiple, widgets.ToggleButtons, widgets.Checkbox,
    )  # fmt: skip
    assert all(isinstance(each, keyboard) for each in controls)


def test_a_page_without_a_kernel_gets_picture_and_words(explorer):
    data = explorer._repr_mimebundle_()
    data = data[0] if isinstance(data, tuple) else data
    assert data["image/png"].startswith(b"\x89PNG")
    assert data["text/plain"] == explorer._canvas.spec["description"]


def test_the_chart_can_be_taken_out(small, tmp_path):
    assert analysis.save_chart(small.chart, tmp_path / "chart.svg").exists()


def test_the_list_is_that_of_the_plain_function(small):
    found = list_reports(small.corpus, small.view, small.table)
    assert_frame_equal(small.selected(), found)


def test_a_study_that_is_not_coded_opens_with_what_it_has():
    explorer = analysis.explore_groups(analysis.collecting.start_study().corpus)
    assert explorer.view.variable == "title_voice"
    assert "Nothing to compare" in explorer._verdicts.value
