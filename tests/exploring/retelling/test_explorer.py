"""The explorer of one call: what choices change in story, time line, details and list."""

import csv
import json

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import analysis
from analysis.charting.wording import say_ordinal
from analysis.exploring.retelling import showing
from analysis.exploring.retelling.picturing import span_days, tick_days
from analysis.exploring.retelling.showing import find_calls, list_calls

SMALL = """
report  dates                  outlet  carried_by  language  calls
r1      2022-05-02             Alpha   -           en        k1
r2      2022-05-03/2022-05-10  Beta    mirror      de        k1
r3      2022-05-12             Gamma   -           en        k1,k2
r4      2022-05-20             Beta    -           en        k3
"""
ALSO = {
    "citations": """
report_id  source  source_report_id  evidence
r1         HUR     -                 named
r2         Alpha   r1                named
r3         Beta    r2                copied
r3         HUR     -                 named
""",
    "variants": """
call_id  aspect  detail  report_id  reading
k1       caller  who     r1         a_soldier
k1       caller  who     r2         a_sergeant
k1       caller  who     r3         a_sergeant
k1       number  dead    r1         3
k1       number  dead    r2         <b>30</b>
""",
    "calls": """
call_id  kind  title          released_by  released_from  released_to
k1       call  The_lost_dog   HUR          2022-05-01     2022-05-01
k2       call  A_broken_boot  SBU          2022-05-01     2022-05-01
k3       call  A_boat         SBU          2022-05-01     2022-05-01
""",
}
DAM = "dam-sabotage-group-2023-06"


@pytest.fixture(scope="module")
def small(make_corpus):
    return make_corpus(SMALL, also=ALSO)


@pytest.fixture
def explorer(small):
    return analysis.explore_call(small)


def ids(explorer):
    return explorer.selected()["report_id"].tolist()


def cards(explorer):
    return {card["key"]: card for card in explorer.view["chart"]["cards"]}


def heading(explorer):
    return explorer.view["list"]["heading"]


def listed(explorer):
    return {card["id"]: card["said"] for card in explorer.view["list"]["cards"]}


def offered(explorer):
    return {control["name"]: control["options"] for control in explorer.view["controls"]}


def test_the_most_told_call_is_shown_first_with_all_its_tellings(explorer):
    assert (explorer.choices.call_id, explorer.choices.view) == ("k1", "story")
    assert ids(explorer) == ["r1", "r2", "r3"]
    assert heading(explorer) == "3 tellings"
    calls = [
        (each["value"], each["label"], each["number"]) for each in offered(explorer)["call_id"]
    ]
    assert calls == [("k1", "The lost dog", 3), ("k3", "A boat", 1), ("k2", "A broken boot", 1)]


def test_the_title_says_what_is_known_and_that_steps_are_lower_bounds(explorer):
    assert explorer.view["title"] == (
        "The lost dog: told three times in two languages, at least three steps from its release "
        "to Gamma, two details changed"
    )
    assert explorer.view["subtitle"] == (
        "Released by HUR, 1 May 2022. 3 tellings found. A column is a step; steps are lower "
        "bounds, since a source that is used and not named leaves no trace."
    )


def test_a_call_told_once_has_a_title_without_steps(explorer):
    explorer.choose(call_id="k3")
    assert explorer.view["title"] == "A boat: told once"


def test_cards_stand_in_columns_by_step(explorer):
    assert {key: card["column"] for key, card in cards(explorer).items()} == {
        "release": 0, "r1": 1, "r2": 2, "r3": 3,
    }  # fmt: skip
    assert cards(explorer)["r2"]["facts"] == "on mirror · German · 3–10 May 2022"


def test_what_changed_against_its_source_is_struck_out_and_new(explorer):
    changes = {
        key: [(each["old"], each["new"], each["what"]) for each in card["changes"]]
        for key, card in cards(explorer).items()
    }
    assert changes == {
        "release": [],
        "r1": [("", "a soldier", "kept"), ("", "3", "kept")],
        "r2": [("a soldier", "a sergeant", "new"), ("3", "<b>30</b>", "new")],
        "r3": [("", "a sergeant", "kept")],
    }


def test_against_the_earliest_alone_nothing_is_struck_out(whole):
    explorer = analysis.explore_call(whole, "ivanivka-forest-2023-10")
    [watson] = [card for card in cards(explorer).values() if card["name"] == "watson"]
    assert [(each["old"], each["new"]) for each in watson["changes"]] == [("", "massacre")]


def test_each_card_knows_the_way_to_it(explorer):
    lines = explorer.view["chart"]["lines"]
    way = {(lines[place]["from"], lines[place]["to"]) for place in cards(explorer)["r3"]["path"]}
    assert way == {("release", "r1"), ("r1", "r2"), ("r2", "r3")}
    assert [(line["from"], line["to"]) for line in lines if line["long"]] == [("release", "r3")]


def test_a_card_lists_its_report_with_those_of_its_sources(explorer):
    explorer.choose(marks=[["r2"]])
    assert ids(explorer) == ["r2"]
    assert heading(explorer) == "Beta: telling 2 of 3 as listed"
    said = listed(explorer)
    assert list(said) == ["r2", "r1"]
    assert said["r2"] == (
        "By dates and sources 2nd of 3. Sources: Alpha (named). Steps from the release: 2 at least."
    )
    assert said["r1"].startswith("A source of it. By dates and sources 1st of 3. ")


def test_the_release_lists_who_names_it(explorer):
    explorer.choose(marks=[["release"]])
    assert ids(explorer) == ["r1", "r3"]
    assert heading(explorer) == "2 tellings: on the word of HUR"


def test_an_order_that_is_not_known_is_said_in_words(corpus):
    report = "2022-09-30-dong-a-ilbo-aleksandr-putin-fool"
    explorer = analysis.explore_call(corpus, "nyt-aleksandr-putin-fool-2022-09", marks=[[report]])
    assert "By dates and sources from 6th to 17th of 17" in listed(explorer)[report]


def test_another_call_forgets_what_was_chosen_of_the_one_before(explorer):
    explorer.choose(marks=[["r2"]])
    explorer.choose(call_id="k3")
    assert explorer.choices.marks == ()
    assert ids(explorer) == ["r4"]
    assert set(cards(explorer)) == {"release", "r4"}


def test_a_selection_outlives_another_view(explorer):
    explorer.choose(marks=[["r3"]])
    for view in ("time line", "details"):
        explorer.choose(view=view)
        assert ids(explorer) == ["r3"]


def test_the_time_line_has_dots_bars_and_places(explorer):
    explorer.choose(view="time line")
    rows = {row["key"]: row for row in explorer.view["chart"]["rows"]}
    assert list(rows) == ["release", "r1", "r2", "r3"]
    assert (rows["r2"]["first"], rows["r2"]["last"], rows["r2"]["days"]) == (
        "2022-05-03", "2022-05-10", "3–10 May 2022",
    )  # fmt: skip
    assert [row["place"] for row in rows.values()] == ["", "1", "2", "3"]
    assert rows["r3"]["path"] == ["r1", "r2", "r3", "release"]


def test_the_details_are_a_table_of_those_who_have_one(explorer):
    explorer.choose(view="details")
    chart = explorer.view["chart"]
    assert [head["detail"] for head in chart["heads"]] == ["who", "dead"]
    table = {row["key"]: [cell and cell["sign"] for cell in row["cells"]] for row in chart["rows"]}
    assert table == {"r1": ["●", "●"], "r2": ["≠", "≠"], "r3": ["=", None]}


def test_where_nothing_differs_that_is_said(explorer):
    explorer.choose(call_id="k3", view="details")
    assert explorer.view["notes"] == ["No detail is known to differ between these tellings."]


def test_many_tellings_fold_by_language_and_unfold_on_demand(whole):
    explorer = analysis.explore_call(whole, DAM)
    folded = cards(explorer)
    assert folded["1 it"]["group"]["number"] == 6
    assert "ANSA" in folded["1 it"]["group"]["names"]
    explorer.choose(marks=[["1 it"]])
    assert len(ids(explorer)) == 6
    explorer.choose(view="time line")
    assert (len(ids(explorer)), heading(explorer)) == (6, "6 tellings: Italian")
    explorer.choose(view="story")
    explorer.choose(unfolded=["1 it"])
    assert len(cards(explorer)) == len(folded) + 5
    explorer.choose(fold_by="none")
    kinds = [card["kind"] for card in cards(explorer).values()]
    assert kinds.count("telling") + kinds.count("translation") == 92


def test_folding_is_offered_only_where_something_folds(explorer, whole):
    assert list(offered(explorer)) == ["call_id", "view"]
    assert "fold_by" in offered(analysis.explore_call(whole, DAM))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("boot", ["k2"]), ("BROKEN sbu", ["k2"]), ("sbu", ["k3", "k2"]), ("beta", ["k1", "k3"]),
        ("(", []), (".*", []),
    ],
)  # fmt: skip
def test_a_call_is_found_by_words_of_its_title_releaser_or_outlets(small, words, found):
    assert find_calls(list_calls(small), words)["call_id"].tolist() == found


@pytest.fixture
def many(make_corpus, monkeypatch):
    """The small corpus with more calls than a menu is to list."""
    monkeypatch.setattr(showing, "MOST", 2)
    return analysis.explore_call(make_corpus(SMALL, also=ALSO))


def calls_offered(explorer):
    return [option["value"] for option in offered(explorer)["call_id"]]


def label(explorer, name):
    return next(each["label"] for each in explorer.view["controls"] if each["name"] == name)


def test_of_many_calls_the_menu_lists_the_most_told_and_says_so(many):
    assert calls_offered(many) == ["k1", "k3"]
    assert label(many, "find") == "the 2 most retold of 3 calls; find another"


def test_words_show_the_most_told_call_that_has_them_and_list_all_that_have(many):
    many.choose(marks=[["r2"]], find="SBU a")
    assert (many.choices.call_id, many.choices.marks) == ("k3", ())
    assert calls_offered(many) == ["k3", "k2"]
    assert label(many, "find") == "2 of 3 calls found by"
    many.choose(call_id="k2")
    assert (many.choices.find, many.view["title"]) == ("SBU a", "A broken boot: told once")
    many.choose(find="")
    assert many.choices.call_id == "k2"
    assert calls_offered(many) == ["k2", "k1", "k3"]


def test_words_that_no_call_has_leave_the_call_and_the_most_told(many):
    many.choose(find="aubergine")
    assert many.choices.call_id == "k1"
    assert calls_offered(many) == ["k1", "k3"]
    assert label(many, "find") == "none of 3 calls found by"


def test_a_call_that_is_not_listed_can_be_chosen_by_its_id_if_there_is_one(many):
    many.choose(call_id="k2")
    assert calls_offered(many) == ["k2", "k1", "k3"]
    with pytest.raises(KeyError, match="no call 'k9' among 3"):
        many.choose(call_id="k9")


def test_words_stand_in_the_line_of_python_where_the_menu_asks_for_them(many):
    again = analysis.explore_call(many.corpus, find="boot")
    assert again.choices.call_id == "k2"
    assert again.view["python"] == "analysis.explore_call(corpus, call_id='k2', find='boot')"


def test_first_choices_are_set(small):
    explorer = analysis.explore_call(small, "k1", view="details", marks=[["r2"]])
    assert (explorer.choices.view, ids(explorer)) == ("details", ["r2"])
    assert analysis.explore_call(small, find="boot").choices.call_id == "k2"


def test_the_line_of_python_opens_the_explorer_as_it_stands(small):
    explorer = analysis.explore_call(small, "k3")
    explorer.choose(view="details", marks=[["r4"]])
    assert explorer.view["python"] == (
        "analysis.explore_call(corpus, marks=[['r4']], call_id='k3', view='details')"
    )
    again = analysis.explore_call(small, marks=[["r4"]], call_id="k3", view="details")
    assert again.choices == explorer.choices


@pytest.mark.parametrize(
    ("call_id", "chosen", "error", "message"),
    [
        ("k9", {}, KeyError, "k9"),
        (None, {"view": "map"}, ValueError, "view 'map' is none of: story, time line, details"),
        (None, {"speed": 1}, ValueError, "no choice speed; there are: marks, call_id, view, "),
    ],
)
def test_a_first_choice_that_there_is_not_is_refused(small, call_id, chosen, error, message):
    with pytest.raises(error, match=message):
        analysis.explore_call(small, call_id, **chosen)


def test_a_corpus_without_calls_is_refused(make_corpus):
    corpus = make_corpus("report dates outlet calls\nr1 2022-05-02 Alpha .")
    with pytest.raises(ValueError, match="no report of this corpus tells a call"):
        analysis.explore_call(corpus)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"),
        (21, "21st"), (102, "102nd"), (111, "111th"),
    ],
)  # fmt: skip
def test_ordinals(number, words):
    assert say_ordinal(number) == words


def test_an_axis_holds_of_a_long_interval_only_an_end():
    days = [("2022-05-02", "2022-05-02"), ("2022-05-06", "2023-05-20"), (None, None)]
    dates = pd.DataFrame(days, columns=["first", "last"]).apply(pd.to_datetime)
    first, last = span_days(dates)
    assert (f"{first:%Y-%m-%d}", f"{last:%Y-%m-%d}") == ("2022-05-02", "2022-05-06")
    assert tick_days(first, last)[0]["said"] == "2 May 2022"


def test_where_no_day_is_known_all_are_undated(make_corpus):
    text = "report dates outlet calls\nr1 - Alpha k1\nr2 - Beta k1"
    explorer = analysis.explore_call(make_corpus(text), "k1", view="time line")
    assert {row["days"] for row in explorer.view["chart"]["rows"]} == {"undated"}


def test_what_a_corpus_holds_is_set_as_text(small):
    explorer = analysis.explore_call(small, "k1")
    assert "<b>30</b>" in json.dumps(explorer.view)
    assert "innerHTML" not in explorer._esm


def test_table_and_chart_are_those_of_the_call(explorer, small):
    assert_frame_equal(explorer.table, analysis.trace_call(small, "k1").details)
    assert explorer.chart.to_dict()["title"]["text"] == "Told 3 times: The lost dog"


def test_without_a_kernel_a_story_that_can_be_asked_is_there(explorer):
    bundle = explorer._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    still = data["application/vnd.vegalite.v5+json"]
    assert data["text/plain"].startswith("The lost dog: told three times")
    [pick] = still["params"]
    assert pick["bind"]["labels"] == ["all (3)", "English (2)", "German (1)"]
    names = [row["n"] for row in csv.DictReader(still["datasets"]["cards"].splitlines())]
    assert names == ["HUR", "Alpha", "Beta", "Gamma"]
    reports = pd.DataFrame(csv.DictReader(still["datasets"]["reports"].splitlines()))
    assert reports["v"].tolist() == ["|all|en|", "|all|de|", "|all|en|"]
    assert reports["g"].tolist() == ["1", "2", "3"]
    layers = still["layer"][0]["layer"]
    names = {param["name"] for layer in layers for param in layer.get("params", [])}
    assert names == {"way", "mark"}
