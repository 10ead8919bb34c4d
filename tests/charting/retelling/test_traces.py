"""The chart of one call: cards, curves, and what the words say."""

import pandas as pd
import pytest

import analysis
from analysis.charting.wording import say_place, say_step, say_times

CALL = "nyt-aleksandr-putin-fool-2022-09"

FIVE = """
report  dates                  outlet  carried_by  language  calls
r1      2022-05-02             Alpha   -           en        k1
r2      2022-05-03/2022-05-10  Beta    mirror      de        k1
r3      2022-05-04             Gamma   -           en        k1
r4      -                      -       -           en        k1
"""
ALSO = {
    "citations": """
report_id  source   source_report_id  evidence
r1         HUR      -                 named
r2         Alpha    r1                named
r3         Beta     r2                copied
r3         HUR      -                 named
r1         Gamma    r3                inferred
""",
    "variants": """
call_id  aspect  detail  report_id  reading
k1       caller  who     r1         a_soldier
k1       caller  who     r2         a_sergeant
""",
    "calls": """
call_id  kind  title       released_by  released_from  released_to
k1       call  Some_words  HUR          2022-05-01     2022-05-02
""",
}


@pytest.fixture(scope="module")
def trace(make_corpus):
    return analysis.trace_call(make_corpus(FIVE, also=ALSO), "k1")


@pytest.fixture(scope="module")
def chart(trace, drawn):
    return drawn(analysis.chart_trace(trace))


def cards(chart):
    return pd.DataFrame(chart.spec["datasets"]["cards"]).set_index("n")


def lines(chart):
    return pd.DataFrame(chart.spec["datasets"]["lines"])


def test_each_card_names_site_language_and_days_as_sure_as_they_are(chart):
    found = cards(chart)["d"].str.replace("\n", " ")
    assert found.to_dict() == {
        "HUR": "1–2 May 2022", "Alpha": "English · 2 May 2022",
        "Beta": "on mirror · German · 3–10 May 2022", "Gamma": "English · 4 May 2022",
        "not shown": "English · undated",
    }  # fmt: skip


def test_what_a_telling_has_otherwise_than_its_source_stands_in_its_card(chart):
    changed = cards(chart)["w"].str.replace("\n", " ")
    assert changed[changed != ""].to_dict() == {"Beta": "a soldier → a sergeant"}


def test_cards_of_a_step_stand_below_each_other_and_steps_side_by_side(chart):
    found = cards(chart)
    for _, column in found.groupby("x"):
        column = column.sort_values("y")
        assert (column["y"].iloc[1:].to_numpy() > column["y2"].iloc[:-1].to_numpy()).all()
    assert found.loc["HUR", "x2"] < found.loc["Alpha", "x"]


def test_curves_lead_from_the_edge_of_a_source_to_that_of_its_user(chart):
    found, drawn_lines = cards(chart).reset_index().set_index("g"), lines(chart)
    for line in drawn_lines.itertuples():
        target = found.loc[line.t]
        assert line.x2 in (target["x"], target["x2"])
        assert target["y"] < line.y2 < target["y2"]
    assert sorted(drawn_lines["e"]) == ["copied", "inferred", "named", "named", "named"]


def test_a_curve_against_the_dates_is_red(chart):
    assert lines(chart)["a"].sum() == 1
    assert "Red: 1 against the dates" in chart.subtitle
    [stroke] = [layer["encoding"]["stroke"] for layer in chart.spec["layer"]
                if "stroke" in layer["encoding"]]  # fmt: skip
    assert stroke["condition"] == {"test": "datum.a", "value": "#D55E00"}


def test_kinds_of_evidence_differ_in_dashes(chart):
    [scale] = [layer["encoding"]["strokeDash"]["scale"] for layer in chart.spec["layer"]
               if "strokeDash" in layer["encoding"]]  # fmt: skip
    assert scale["domain"] == ["named", "copied", "inferred"]
    assert len({tuple(each) for each in scale["range"]}) == 3


def test_the_way_to_the_card_under_the_pointer_is_dark(chart):
    [param] = chart.spec["params"]
    assert (param["name"], param["select"]["on"], param["views"]) == (
        "way", "pointerover", ["cards"],
    )  # fmt: skip
    number = cards(chart)["g"]
    lit = lines(chart)["p"]
    assert lit.str.contains(f"|{number['Beta']}|", regex=False).sum() == 3


@pytest.mark.parametrize(
    ("first", "last", "words"), [(3, 3, "3"), (3, 7, "3 to 7"), (pd.NA, pd.NA, "?")]
)
def test_places_are_one_or_a_span_or_not_known(first, last, words):
    row = pd.Series({"earliest": first, "latest": last}, dtype="object")
    assert say_place(row) == words


@pytest.mark.parametrize(
    ("step", "words"),
    [(0, "Released"), (1, "First retellings"), (2, "Second"), (9, "Ninth"), (10, "10th")],
)
def test_steps_in_words(step, words):
    assert say_step(step) == words


def test_many_tellings_fold_by_language(corpus, drawn):
    trace = analysis.trace_call(corpus, CALL)
    found = cards(drawn(analysis.chart_trace(trace, fold="language")))
    assert "English · 6" in found.index
    assert len(found) < len(cards(drawn(analysis.chart_trace(trace))))


def test_the_words_say_number_release_tellings_and_sources(chart):
    assert chart.title == "Told 4 times: Some words"
    assert "n = 4 tellings, 5 citations." in chart.subtitle
    assert chart.description.startswith(
        "Released by HUR, between 2022-05-01 and 2022-05-02. 4 tellings: Alpha, 2022-05-02; "
    )
    assert "Gamma uses Beta (copied)" in chart.description


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "Not told"), (1, "Told once"), (2, "Told twice"), (17, "Told 17 times")],
)
def test_how_often_a_call_was_told_is_said(number, words):
    assert say_times(number) == words


def test_one_trace_is_always_drawn_alike(corpus):
    specs = [analysis.chart_trace(analysis.trace_call(corpus, CALL)).to_dict() for _ in range(2)]
    assert specs[0] == specs[1]


def test_the_trace_is_not_changed(corpus):
    trace = analysis.trace_call(corpus, CALL)
    before = [trace.tellings.copy(), trace.edges.copy()]
    analysis.chart_trace(trace)
    for table, copy in zip((trace.tellings, trace.edges), before, strict=True):
        pd.testing.assert_frame_equal(table, copy)


def test_a_call_told_once_without_a_source_makes_a_chart(make_corpus, drawn):
    text = "report dates outlet calls\nr1 2022-05-02 Alpha k1"
    chart = drawn(analysis.chart_trace(analysis.trace_call(make_corpus(text), "k1")))
    assert len(cards(chart)) == 2
    assert chart.title.startswith("Told once")


@pytest.mark.parametrize(
    ("call_id", "fold"),
    [
        ("ivanivka-forest-2023-10", None),
        ("nyt-kyiv-front-calls-2022-09", "outlet_kind"),
        ("dam-sabotage-group-2023-06", None),
    ],
    ids=["a chain of four links", "a batch", "dates that contradict"],
)
def test_calls_of_every_shape_are_drawn(corpus, drawn, call_id, fold):
    trace = analysis.trace_call(corpus, call_id)
    chart = drawn(analysis.chart_trace(trace, fold=fold))
    assert len(cards(chart)) > 1
