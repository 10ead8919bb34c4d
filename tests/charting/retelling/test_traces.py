"""The way of one call: rows, marks, arrows, and what the words say."""

import pandas as pd
import pytest

import analysis
from analysis.charting.retelling.lanes import MOST_OUTSIDE, say_place
from analysis.charting.retelling.traces import say_times

CALL = "nyt-aleksandr-putin-fool-2022-09"

SIX = """
report  dates                  outlet  carried_by  calls
r1      2022-05-02             Alpha   -           k1
r2      2022-05-03/2022-05-10  Beta    mirror      k1
r3      2022-05-04             Gamma   -           k1
r4      2022-05-06/2023-05-20  Beta    -           k1
r5      -                      -       -           k1
"""
ALSO = {
    "citations": """
report_id  source   source_report_id  evidence
r1         HUR      -                 named
r2         Alpha    r1                named
r3         Beta     r2                copied
r4         Gamma    r3                inferred
r4         Daily_X  -                 named
r1         Gamma    r3                named
""",
    "calls": """
call_id  kind  title       released_by  released_from  released_to
k1       call  Some_words  HUR          2022-05-01     2022-05-02
""",
}


@pytest.fixture(scope="module")
def trace(make_corpus):
    return analysis.trace_call(make_corpus(SIX, also=ALSO), "k1")


@pytest.fixture(scope="module")
def chart(trace, drawn):
    return drawn(analysis.chart_trace(trace))


def rows(chart, name):
    return pd.DataFrame(chart.spec["datasets"][name])


def test_rows_are_release_sources_outside_and_tellings_by_outlet(chart):
    labels = rows(chart, "rows")["label"].tolist()
    assert labels == [
        "released by HUR", "Daily X", "Alpha · en", "Beta on mirror · en", "Beta · en",
        "Gamma · en", "not shown · en",
    ]  # fmt: skip


def test_a_known_day_is_a_dot_and_an_interval_a_bar(chart):
    marks = rows(chart, "tellings").set_index("node")
    assert marks["known"].to_dict() == {
        "release": False, "outside Daily X": True, "r1": True, "r2": False, "r3": True,
        "r4": False, "r5": False,
    }  # fmt: skip
    assert (marks["start"] < marks["end"])[["release", "r2", "r4"]].all()
    assert (marks["start"] == marks["end"])[["r1", "r3"]].all()


def test_bars_stand_at_their_days(chart):
    marks = rows(chart, "tellings").set_index("node")
    assert pd.Timestamp(marks.loc["r2", "start"], unit="ms").round("min") == pd.Timestamp(
        "2022-05-03"
    )
    assert pd.Timestamp(marks.loc["r2", "end"], unit="ms").round("min") == pd.Timestamp(
        "2022-05-10"
    )


def test_a_bar_that_goes_on_beyond_the_axis_says_so(chart):
    marks = rows(chart, "tellings").set_index("node")
    assert marks.index[marks["after"]].tolist() == ["r4"]
    assert not marks["before"].any()
    assert "goes on beyond the chart" in chart.subtitle


def test_an_undated_telling_can_be_anywhere_on_the_axis(chart):
    marks = rows(chart, "tellings").set_index("node")
    assert marks.loc["r5", "start"] == marks.loc["release", "start"]
    assert marks.loc["r5", "end"] == marks.loc["r4", "end"]
    assert marks.loc["r5", "days"] == "undated"


def test_arrows_lead_from_release_reports_and_outside(chart):
    heads = rows(chart, "heads")
    assert sorted(heads["arrow"]) == [
        "outside Daily X r4 named", "r1 r2 named", "r2 r3 copied", "r3 r1 named",
        "r3 r4 inferred", "release r1 named",
    ]  # fmt: skip
    assert set(zip(heads["evidence"], heads["source"], strict=True)) >= {("inferred", "Gamma")}


def test_an_arrow_against_the_dates_is_red_and_has_a_sign(chart):
    heads = rows(chart, "heads").set_index("arrow")
    assert heads.index[heads["timing"] == "against the dates"].tolist() == ["r3 r1 named"]
    assert "Red: 1 against the dates" in chart.subtitle
    [sign] = [
        layer for layer in chart.spec["layer"] if layer["encoding"].get("text") == {"value": "!"}
    ]
    assert sign["transform"] == [{"filter": "datum.timing == 'against the dates'"}]


def test_kinds_of_evidence_differ_in_dashes_and_in_heads(chart):
    dashes = [
        layer["encoding"]["strokeDash"]["scale"]["range"]
        for layer in chart.spec["layer"]
        if "strokeDash" in layer["encoding"]
    ]
    assert len({tuple(each) for each in dashes[0]}) == 3
    heads = [
        (layer["mark"]["shape"], layer["mark"]["fill"])
        for layer in chart.spec["layer"]
        if layer.get("data", {}).get("name") == "heads" and layer["mark"]["type"] == "point"
    ]
    assert len(set(heads)) == 3


def test_the_place_in_time_stands_beside_each_telling(chart, trace):
    places = rows(chart, "rows").set_index("label")["place"]
    assert places["released by HUR"] == "place"
    assert pd.isna(places["Daily X"])
    first = trace.tellings.set_index("name").loc["Alpha"]
    assert places["Alpha · en"] == say_place(first)


@pytest.mark.parametrize(
    ("first", "last", "words"), [(3, 3, "3"), (3, 7, "3 to 7"), (pd.NA, pd.NA, "?")]
)
def test_places_are_one_or_a_span_or_not_known(first, last, words):
    assert say_place({"earliest": first, "latest": last}) == words


def test_languages_are_headings_with_their_tellings(corpus, drawn):
    trace = analysis.trace_call(corpus, CALL)
    chart = drawn(analysis.chart_trace(trace, lanes="language"))
    found = rows(chart, "rows")
    heads = found.loc[found["kind"] == "lane", "label"].tolist()
    assert heads[0] == "in en (12)"
    assert sorted(heads[1:]) == ["in de (1)", "in nl (1)", "in pt (1)", "in sk (1)", "in sl (1)"]
    assert len(found) == 1 + 2 + 6 + 17


def test_lanes_that_there_are_not_are_refused(trace):
    with pytest.raises(ValueError, match="no lanes 'country'; there are: outlet, language"):
        analysis.chart_trace(trace, lanes="country")


def test_the_words_say_number_release_tellings_and_sources(chart):
    assert chart.title == "Told 5 times: Some words"
    assert "n = 5 tellings, 6 citations." in chart.subtitle
    assert chart.description.startswith(
        "Released by HUR, between 2022-05-01 and 2022-05-02. 5 tellings: Alpha, 2022-05-02; "
    )
    assert "Gamma uses Beta (copied)" in chart.description


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "Not told"), (1, "Told once"), (2, "Told twice"), (17, "Told 17 times")],
)
def test_how_often_a_call_was_told_is_said(number, words):
    assert say_times(number) == words


def test_a_row_can_stand_out(trace, chart):
    row = rows(chart, "rows").query("label == 'Gamma · en'").index[0]
    data = analysis.chart_trace(trace, marked="r3").to_dict()["datasets"]
    assert data["marked"] == [{"row": row}]
    assert chart.spec["datasets"]["marked"] == []


def test_a_click_means_a_telling(chart):
    [param] = chart.spec["params"]
    assert (param["name"], param["select"]["fields"]) == ("mark", ["report_id"])


def test_one_trace_is_always_drawn_alike(corpus):
    specs = [analysis.chart_trace(analysis.trace_call(corpus, CALL)).to_dict() for _ in range(2)]
    assert specs[0] == specs[1]


def test_the_trace_is_not_changed(corpus):
    trace = analysis.trace_call(corpus, CALL)
    before = [trace.tellings.copy(), trace.edges.copy()]
    analysis.chart_trace(trace)
    for table, copy in zip((trace.tellings, trace.edges), before, strict=True):
        pd.testing.assert_frame_equal(table, copy)


def test_many_sources_outside_are_counted_and_not_drawn(make_corpus, drawn):
    sources = "\n".join(f"r1 S{number} - named" for number in range(MOST_OUTSIDE + 3))
    also = ALSO | {"citations": "report_id source source_report_id evidence\n" + sources}
    trace = analysis.trace_call(make_corpus(SIX, also=also), "k1")
    chart = drawn(analysis.chart_trace(trace))
    assert (rows(chart, "rows")["kind"] == "outside").sum() == MOST_OUTSIDE
    assert "3 more sources outside the corpus not drawn." in chart.subtitle


def test_a_call_told_once_without_a_source_makes_a_chart(make_corpus, drawn):
    text = "report dates outlet calls\nr1 2022-05-02 Alpha k1"
    chart = drawn(analysis.chart_trace(analysis.trace_call(make_corpus(text), "k1")))
    assert rows(chart, "heads").empty
    assert chart.title.startswith("Told once")


def test_where_no_day_is_known_the_axis_names_none(make_corpus, drawn):
    text = "report dates outlet calls\nr1 - Alpha k1\nr2 - Beta k1"
    chart = drawn(analysis.chart_trace(analysis.trace_call(make_corpus(text), "k1")))
    axes = [layer["encoding"]["x"].get("axis") for layer in chart.spec["layer"]
            if "axis" in layer["encoding"].get("x", {})]  # fmt: skip
    assert axes
    assert all(axis["values"] == [] for axis in axes)


@pytest.mark.parametrize(
    ("call_id", "lanes"),
    [
        ("ivanivka-forest-2023-10", "outlet"),
        ("nyt-kyiv-front-calls-2022-09", "language"),
        ("dam-sabotage-group-2023-06", "outlet"),
    ],
    ids=["a chain of four links", "a batch", "dates that contradict"],
)
def test_calls_of_every_shape_are_drawn(corpus, drawn, call_id, lanes):
    trace = analysis.trace_call(corpus, call_id)
    chart = drawn(analysis.chart_trace(trace, lanes=lanes))
    assert (rows(chart, "tellings")["node"].isin(trace.tellings["report_id"])).sum() == len(
        trace.tellings
    )
