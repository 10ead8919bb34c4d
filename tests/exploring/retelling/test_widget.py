"""The explorer of one call: what a choice, a step or a click changes."""

import pandas as pd
import pytest
from altair.utils.selection import PointSelection
from pandas.testing import assert_frame_equal

import analysis
from analysis.charting.retelling.traces import chart_trace
from analysis.exploring.controls import ALL
from analysis.exploring.retelling.viewing import (
    CallView,
    cards_html,
    find_calls,
    list_calls,
    matrix_html,
    say_ordinal,
)

SMALL = """
report  dates                  outlet  carried_by  calls
r1      2022-05-02             Alpha   -           k1
r2      2022-05-03/2022-05-10  Beta    mirror      k1
r3      2022-05-04             Gamma   -           k1,k2
r4      2022-05-20             Beta    -           k3
"""
ALSO = {
    "citations": """
report_id  source  source_report_id  evidence
r1         HUR     -                 named
r2         Alpha   r1                named
r3         Beta    r2                copied
""",
    "variants": """
call_id  aspect  detail  report_id  reading
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


@pytest.fixture(scope="module")
def small(make_corpus):
    return make_corpus(SMALL, also=ALSO)


@pytest.fixture
def explorer(small):
    return analysis.explore_call(small)


def control(explorer, name):
    return explorer._controls.widgets[name]


def click(explorer, *points):
    """What the browser sends when a mark is clicked; no point: none is marked any more."""
    selection = PointSelection(name="mark", value=list(points), store=[])
    explorer._canvas.selections._set_value("mark", selection)


def press(explorer, label):
    buttons = [*explorer._controls.steps, explorer._clear]
    [button] = [each for each in buttons if each.description == label]
    button.click()


def ids(explorer):
    return explorer.selected()["report_id"].tolist()


def marked(explorer):
    return explorer._canvas.spec["datasets"]["marked"]


def test_the_most_told_call_is_shown_first_with_all_its_tellings(explorer):
    assert explorer.view == CallView("k1")
    assert ids(explorer) == ["r1", "r2", "r3"]
    assert control(explorer, "call").options == (
        ("The lost dog (3)", "k1"), ("A boat (1)", "k3"), ("A broken boot (1)", "k2"),
    )  # fmt: skip


def test_the_chart_is_that_of_chart_trace(explorer, small):
    trace = analysis.trace_call(small, "k1")
    assert explorer._canvas.spec == chart_trace(trace).to_dict()
    assert_frame_equal(explorer.selected(), trace.tellings)
    assert_frame_equal(explorer.trace.edges, trace.edges)
    assert_frame_equal(explorer.table, analysis.trace_call(small, "k1").details)


def test_another_call_has_its_own_chart_tellings_and_details(explorer):
    press(explorer, "Later")
    control(explorer, "call").value = "k3"
    assert explorer.view == CallView("k3")
    assert ids(explorer) == ["r4"]
    assert explorer._canvas.spec["title"]["text"] == "Told once: A boat"
    assert [value for _, value in control(explorer, "telling").options] == [ALL, "r4"]
    assert explorer.table.empty
    assert "No detail is known to differ" in explorer._matrix.value


def test_steps_go_through_the_tellings_in_order_and_stop_at_the_ends(explorer):
    seen = []
    for _ in range(4):
        press(explorer, "Later")
        seen.append(ids(explorer))
    assert seen == [["r1"], ["r2"], ["r3"], ["r3"]]
    for _ in range(4):
        press(explorer, "Earlier")
    assert ids(explorer) == ["r1", "r2", "r3"]
    assert explorer.view.telling is None


def test_the_telling_that_is_read_stands_out_in_chart_and_matrix(explorer):
    assert marked(explorer) == []
    control(explorer, "telling").value = "r2"
    rows = pd.DataFrame(explorer._canvas.spec["datasets"]["rows"])
    [mark] = marked(explorer)
    assert rows.loc[mark["row"], "label"] == "Beta on mirror · en"
    assert explorer._matrix.value.count('aria-current="true"') == 1


def test_a_click_on_a_mark_chooses_its_telling(explorer):
    click(explorer, {"report_id": "r3"})
    assert ids(explorer) == ["r3"]
    assert control(explorer, "telling").value == "r3"


def test_a_redrawn_chart_without_marks_forgets_nothing(explorer):
    click(explorer, {"report_id": "r3"})
    click(explorer)
    assert ids(explorer) == ["r3"]


def test_a_click_on_what_is_no_telling_changes_nothing(explorer):
    click(explorer, {"report_id": None})
    click(explorer, {})
    assert explorer.view.telling is None


def test_all_tellings_come_back(explorer):
    click(explorer, {"report_id": "r3"})
    press(explorer, "Show all")
    assert ids(explorer) == ["r1", "r2", "r3"]
    assert marked(explorer) == []


def test_lanes_change_the_chart_and_keep_the_telling(explorer):
    click(explorer, {"report_id": "r3"})
    control(explorer, "lanes").value = "language"
    rows = pd.DataFrame(explorer._canvas.spec["datasets"]["rows"])
    assert "in en (3)" in rows["label"].tolist()
    assert explorer.view == CallView("k1", "language", "r3")
    assert len(marked(explorer)) == 1


@pytest.mark.parametrize(
    ("words", "found"),
    [("boot", ["k2"]), ("BROKEN sbu", ["k2"]), ("sbu", ["k3", "k2"]), ("beta", ["k1", "k3"])],
)
def test_a_call_is_found_by_words_of_its_title_releaser_or_outlets(explorer, words, found):
    control(explorer, "find").value = words
    assert [value for _, value in control(explorer, "call").options] == found
    assert explorer.view.call_id == found[0]
    assert explorer.trace.call["call_id"] == found[0]


def test_where_no_call_has_the_words_all_are_offered_and_that_is_said(explorer):
    control(explorer, "find").value = "zebra"
    assert len(control(explorer, "call").options) == 3
    assert explorer.view.call_id == "k1"
    note = explorer._controls._found
    assert (note.value, note.layout.display) == (
        "No call has all these words: all are offered.", None,
    )  # fmt: skip
    control(explorer, "find").value = ""
    assert note.layout.display == "none"


def test_words_to_find_are_words_and_no_pattern(small):
    assert find_calls(list_calls(small), "(").empty
    assert find_calls(list_calls(small), ".*").empty


def test_each_choice_draws_once(explorer, monkeypatch):
    drawn = []
    monkeypatch.setattr(explorer, "_show_list", lambda: drawn.append(1))
    control(explorer, "call").value = "k3"
    control(explorer, "find").value = "boot"
    assert len(drawn) == 2


def test_first_choices_are_set(small):
    explorer = analysis.explore_call(small, "k1", lanes="language", telling="r2")
    assert explorer.view == CallView("k1", "language", "r2")
    assert analysis.explore_call(small, find="boot").view.call_id == "k2"


@pytest.mark.parametrize(
    ("call_id", "chosen", "error", "message"),
    [
        ("k9", {}, KeyError, "k9"),
        (None, {"lanes": "country"}, ValueError, "lanes 'country' is none of: outlet, language"),
        (None, {"telling": "r4"}, ValueError, "telling 'r4' is none of: .*, r1, r2, r3"),
        (None, {"speed": 1}, ValueError, "no choice speed; there are: find, call, lanes, telling"),
    ],
)
def test_a_first_choice_that_there_is_not_is_refused(small, call_id, chosen, error, message):
    with pytest.raises(error, match=message):
        analysis.explore_call(small, call_id, **chosen)


def test_a_corpus_without_calls_is_refused(make_corpus):
    corpus = make_corpus("report dates outlet calls\nr1 2022-05-02 Alpha .")
    with pytest.raises(ValueError, match="no report of this corpus tells a call"):
        analysis.explore_call(corpus)


def test_a_telling_is_shown_beside_its_source_with_its_place_in_words(explorer):
    press(explorer, "Later")
    press(explorer, "Later")
    shown = explorer._list.value
    assert "Telling 2 of 3 as listed: Beta" in shown
    assert shown.index("This telling: ") < shown.index("A source of it: ")
    place = explorer.selected().iloc[0]
    assert (place["earliest"], place["latest"]) == (2, 2)
    assert "By dates and sources it stands 2nd of 3" in shown
    assert "Sources: Alpha (named)" in shown


def test_an_order_that_is_not_known_is_said_in_words(corpus):
    trace = analysis.trace_call(corpus, "nyt-aleksandr-putin-fool-2022-09")
    shown = cards_html(trace, CallView("x", telling="2022-09-30-dong-a-ilbo-aleksandr-putin-fool"))
    assert "it could stand anywhere from 6th to 17th of 17" in shown


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"),
     (21, "21st"), (102, "102nd"), (111, "111th")],
)  # fmt: skip
def test_ordinals(number, words):
    assert say_ordinal(number) == words


def test_a_matrix_names_details_tellings_and_changes(explorer):
    shown = matrix_html(explorer.table, "r1")
    assert '<th scope="col">number: dead</th>' in shown
    assert '<tr class="chosen" aria-current="true"><th scope="row">Alpha</th>' in shown
    assert "≠ changed" in shown


def test_what_a_corpus_holds_stays_text(make_corpus):
    evil = {"digest": "<script>alert(1)</script>", "byline": "x"}
    outlet = {"calls": ALSO["calls"].replace("The_lost_dog", "<img/src=x/onerror=alert(1)>")}
    explorer = analysis.explore_call(make_corpus(SMALL, also=ALSO | outlet, **evil), "k1")
    shown = explorer._list.value + explorer._matrix.value
    assert "&lt;script&gt;alert(1)" in shown
    assert "&lt;b&gt;30&lt;/b&gt;" in shown
    assert not any(tag in shown for tag in ("<script", "<img", "<b>30"))


def test_every_control_can_be_worked_with_the_keyboard_and_has_a_label(explorer):
    controls = list(explorer._controls.widgets.values())
    assert [each.description for each in controls] == ["Find", "Call", "Lanes", "Telling"]
    assert all(each.tooltip for each in explorer._controls.steps if hasattr(each, "click"))


def test_without_a_kernel_picture_and_words_are_there(explorer):
    bundle = explorer._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert data["text/plain"].startswith("Released by HUR, 2022-05-01. 3 tellings: Alpha")
    assert data["image/png"][:4] == b"\x89PNG"
