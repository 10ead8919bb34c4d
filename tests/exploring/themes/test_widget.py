"""The theme explorer: what a choice, a mark or a span changes."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import analysis
from analysis.exploring.themes.viewing import View, draw_themes, list_reports, narrow_corpus
from tests.exploring.acting import choose, click, drag, ids, listed, milliseconds


def marks(explorer):
    return pd.DataFrame(explorer._canvas.spec["datasets"]["shares"])


def test_the_chart_holds_the_numbers_of_the_plain_functions(explorer, corpus):
    table = analysis.count_codes(corpus, "theme", ["losses", "doubt"], every="quarter")
    dated = table[table["period"].notna() & (table["total"] > 0)]
    assert marks(explorer)["share"].tolist() == pytest.approx(dated["share"].tolist(), abs=5e-5)
    assert explorer._canvas.spec == draw_themes(corpus, explorer.view)


def test_at_first_all_reports_are_listed(explorer, corpus):
    assert_frame_equal(explorer.selected(), analysis.find_reports(corpus))
    assert "261 reports (all shown)" in listed(explorer)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("every", "year", "Share of reports in each year"),
        ("unit", "call", "Share of calls in each quarter"),
        ("unit", "outlet", "Share of outlets in each quarter"),
        ("coder", "both", "Codes: both (what both passes of a language model gave)"),
    ],
)
def test_a_choice_changes_view_and_chart(explorer, name, value, words):
    before = marks(explorer)
    choose(explorer, **{name: value})
    assert getattr(explorer.view, name) == value
    assert words in " ".join(explorer._canvas.spec["title"]["subtitle"])
    assert not marks(explorer).equals(before)


def test_the_themes_chosen_are_the_panels(explorer):
    choose(explorer, themes=("supply",))
    assert marks(explorer)["value"].unique().tolist() == ["supply"]
    choose(explorer, themes=())
    assert explorer._canvas.spec["datasets"]["shares"] == []
    choose(explorer, themes=tuple(explorer._controls.values("themes")))
    assert marks(explorer)["value"].nunique() == 15


def test_outlets_and_languages_narrow_chart_and_list(explorer, corpus):
    choose(explorer, outlet_kinds=("tabloid",), languages=("en",))
    wanted = corpus.reports.query("outlet_kind == 'tabloid' and language == 'en'")
    assert sorted(ids(explorer)) == sorted(wanted["report_id"])
    assert f"n = {len(wanted)} reports" in " ".join(explorer._canvas.spec["title"]["subtitle"])


def test_days_narrow_chart_and_list_and_the_undated_stay(small):
    choose(small, start=pd.Timestamp("2022-06-01"), end=pd.Timestamp("2022-06-30"))
    assert ids(small) == ["r2", "r3", "r5"]
    assert "undated" in listed(small)


def test_days_the_wrong_way_round_leave_the_undated(small):
    choose(small, start=pd.Timestamp("2022-07-01"), end=pd.Timestamp("2022-05-31"))
    assert ids(small) == ["r5"]


def test_a_theme_can_be_listed_alone_by_the_codes_of_the_coder_chosen(small):
    choose(small, listed="doubt")
    assert ids(small) == ["r2", "r5"]
    assert "2 reports (Doubt)" in listed(small)
    choose(small, coder="b")
    assert ids(small) == ["r4", "r5"]


def test_a_mark_lists_the_reports_behind_it(explorer, corpus):
    click(explorer, {"value": "losses", "period": milliseconds("2023-04-01")})
    expected = analysis.find_reports(corpus, start="2023-04-01", end="2023-06-30", value="losses")
    assert_frame_equal(explorer.selected(), expected)
    assert f"{len(expected)} reports (Losses in Q2 2023)" in listed(explorer)
    click(explorer)
    assert len(explorer.selected()) == 261


def test_several_marks_list_each_report_once(explorer, corpus):
    quarter = milliseconds("2022-07-01")
    click(
        explorer,
        {"value": "losses", "period": quarter},
        {"value": "doubt", "period": quarter},
    )
    found = explorer.selected()
    assert found["report_id"].is_unique
    either = {
        each
        for theme in ("losses", "doubt")
        for each in analysis.find_reports(
            corpus, start="2022-07-01", end="2022-09-30", value=theme
        )["report_id"]
    }
    assert set(found["report_id"]) == either
    assert "Losses in Q3 2022, Doubt in Q3 2022" in listed(explorer)


def test_a_span_lists_what_can_lie_in_it(explorer, corpus):
    drag(explorer, "2023-06-05 13:20", "2023-06-20 02:00")
    assert explorer.view.span == (pd.Timestamp("2023-06-05"), pd.Timestamp("2023-06-20"))
    expected = analysis.find_reports(corpus, start="2023-06-05", end="2023-06-20")
    assert_frame_equal(explorer.selected(), expected)
    assert "all shown, 2023-06-05 to 2023-06-20" in listed(explorer)
    drag(explorer)
    assert len(explorer.selected()) == 261


def test_a_span_comes_in_place_of_marks(explorer, small):
    click(explorer, {"value": "losses", "period": milliseconds("2023-04-01")})
    drag(explorer, "2023-06-05", "2023-06-20")
    assert explorer.view.marks == ()
    click(small, {"report_id": "r1"})
    drag(small, "2022-06-01", "2022-06-30", field="middle")
    assert ids(small) == ["r2", "r3"]


def test_a_redraw_forgets_marks_and_span(explorer):
    click(explorer, {"value": "losses", "period": milliseconds("2023-04-01")})
    choose(explorer, every="month")
    assert explorer.view.marks == ()
    assert len(explorer.selected()) == 261
    drag(explorer, "2023-06-05", "2023-06-20")
    drawn = []
    explorer._canvas.observe(lambda change: drawn.append(change["new"]), "spec")
    before = explorer._canvas.spec
    explorer._clear.click()
    # The same chart again is no change, and the browser would keep its span: so none between.
    assert drawn == [None, before]
    assert explorer.view.span is None
    assert "261 reports (all shown)" in listed(explorer)


def test_five_reports_do_not_look_like_a_trend(small):
    spec = small._canvas.spec
    assert [layer["mark"]["type"] for layer in spec["layer"]] == ["rule", "point"]
    assert spec["title"]["text"] == "5 reports, each a mark of its own"
    assert [each["name"] for each in spec["params"]] == ["mark", "span"]


def test_a_single_mark_lists_its_report(small):
    click(small, {"report_id": "r4"})
    assert ids(small) == ["r4"]
    assert "1 report (clicked)" in listed(small)


def test_many_reports_of_few_calls_are_single_marks_too(make_corpus):
    rows = "".join(f"r{number} 2022-05-{number} k1 losses\n" for number in range(10, 30))
    corpus = make_corpus(f"report dates calls a\n{rows}")
    spec = draw_themes(corpus, View(themes=("losses",), coder="a"))
    assert "datasets" not in spec or "shares" not in spec["datasets"]


def test_undated_reports_stay_listed(small):
    assert ids(small)[-1] == "r5"
    assert "undated: 1" in " ".join(small._canvas.spec["title"]["subtitle"])


@pytest.mark.parametrize("chosen", [{"themes": ()}, {"coder": "both"}, {"languages": ("xx",)}])
def test_a_small_corpus_can_be_narrowed_to_nothing(five, chosen):
    view = View(**({"themes": ("losses",)} | chosen))
    assert draw_themes(five, view)["description"]
    assert list_reports(five, view).empty == (view.languages == ("xx",))


def test_narrowing_to_all_is_the_corpus_itself(five):
    assert narrow_corpus(five, View(themes=("losses",), languages=("en",))) is five


def test_a_page_without_a_kernel_gets_picture_and_words(explorer):
    data = explorer._repr_mimebundle_()
    data = data[0] if isinstance(data, tuple) else data
    assert "application/vnd.jupyter.widget-view+json" in data
    assert data["image/png"].startswith(b"\x89PNG")
    assert data["text/plain"] == explorer._canvas.spec["description"]


def test_the_chart_can_be_taken_out(explorer, tmp_path):
    assert explorer.chart.to_dict()["title"]["text"] == explorer._canvas.spec["title"]["text"]
    assert analysis.save_chart(explorer.chart, tmp_path / "chart.svg").exists()


def test_a_part_of_an_interval_is_said(small):
    drag(small, "2022-06-01", "2022-06-30", field="middle")
    assert "between 2022-05-20 and 2022-06-08, 40 % of its interval here" in listed(small)
