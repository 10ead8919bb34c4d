"""The theme explorer: what choices change in the picture, its title and the list."""

import json

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import analysis
from analysis.exploring.themes.showing import (
    ThemeChoices,
    draw_themes,
    narrow_corpus,
    read_themes,
    snap,
)


@pytest.fixture(scope="module")
def dated(make_corpus):
    """Sixty calls told once each: a theme in all of the first quarter, in none of the second."""
    rows = [f"a{n} 2022-05-{1 + n % 28:02} k{n} losses" for n in range(30)]
    rows += [f"b{n} 2022-08-{1 + n % 28:02} m{n} doubt" for n in range(30)]
    return make_corpus("report dates calls a\n" + "\n".join(rows))


def dots(explorer):
    panels = explorer.view["chart"]["panels"]
    return pd.DataFrame([{"theme": each["key"], **dot} for each in panels for dot in each["dots"]])


def ids(explorer):
    return explorer.selected()["report_id"].tolist()


def test_the_dots_hold_the_numbers_of_the_plain_functions(explorer, corpus):
    table = analysis.count_codes(corpus, "theme", ["losses", "doubt"], every="quarter")
    table = table[table["period"].notna() & (table["total"] > 0)].sort_values(["value", "period"])
    drawn = dots(explorer).sort_values(["theme", "key"])
    for name, column in {"share": "y", "low": "low", "high": "high"}.items():
        assert drawn[column].tolist() == pytest.approx(table[name].tolist(), abs=5e-5)
    assert drawn["few"].tolist() == table["few"].tolist()


def test_the_courses_are_those_of_smooth_codes(explorer, corpus):
    smooth = analysis.smooth_codes(corpus, values=["doubt"])
    course = explorer.view["chart"]["panels"][1]["course"]
    assert course["from"] == f"{smooth['day'].iloc[0]:%Y-%m-%d}"
    shares = [None if pd.isna(share) else pytest.approx(share, abs=5e-4) for share in smooth.share]
    assert course["share"] == shares


def test_at_first_all_reports_are_listed(explorer, corpus):
    assert_frame_equal(explorer.selected(), analysis.find_reports(corpus))
    listed = explorer.view["list"]
    assert (listed["heading"], listed["total"], len(listed["cards"])) == ("261 reports", 261, 30)


def test_thirty_more_are_listed_on_demand(explorer):
    explorer.state = explorer.state | {"seq": 1, "shown": 60}
    assert len(explorer.view["list"]["cards"]) == 60


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("every", "year", "Dots: years"),
        ("unit", "call", "Share of calls with each theme"),
        ("unit", "outlet", "Share of outlets with each theme"),
    ],
)
def test_a_choice_changes_the_picture_and_its_words(explorer, name, value, words):
    before = dots(explorer)
    explorer.choose(**{name: value})
    assert getattr(explorer.choices, name) == value
    assert words in explorer.view["subtitle"]
    assert not dots(explorer).equals(before)


def test_whose_codes_are_shown_is_said(explorer):
    explorer.choose(coder="both")
    said = {each["term"]: each["text"] for each in explorer.view["about"]}
    assert "what both passes of a language model gave" in said["Whose judgement"]
    assert "Losses 0.9" in said["How far the two passes agree"]
    assert said["Losses"].startswith("coded when: Deaths, wounded, missing or destroyed units")
    assert "Supply" not in said


def test_the_themes_chosen_are_the_panels(explorer):
    explorer.choose(themes=["supply"])
    assert [panel["key"] for panel in explorer.view["chart"]["panels"]] == ["supply"]
    explorer.choose(themes=[])
    assert explorer.view["title"] == "No theme is chosen"
    assert explorer.view["chart"]["panels"] == []


def test_outlets_and_languages_narrow_picture_and_list(explorer, corpus):
    explorer.choose(outlet_kinds=["tabloid"], languages=["en"])
    wanted = corpus.reports.query("outlet_kind == 'tabloid' and language == 'en'")
    assert sorted(ids(explorer)) == sorted(wanted["report_id"])
    assert f"{len(wanted)} reports" in explorer.view["subtitle"]


def test_a_mark_lists_its_reports_and_outlives_other_choices(explorer, corpus):
    explorer.choose(marks=[["losses", "2023-04-01"]])
    expected = analysis.find_reports(corpus, start="2023-04-01", end="2023-06-30", value="losses")
    assert_frame_equal(explorer.selected(), expected)
    assert explorer.view["list"]["heading"] == f"{len(expected)} reports: Losses, Q2 2023"
    explorer.choose(unit="call")
    assert_frame_equal(explorer.selected(), expected)
    explorer.choose(marks=[])
    assert len(explorer.selected()) == 261


def test_what_lies_in_the_period_for_certain_is_listed_first(explorer):
    explorer.choose(marks=[["losses", "2022-10-01"]])
    cards = explorer.view["list"]["cards"]
    doubtful = ["of its days here" in card["facts"] for card in cards]
    assert doubtful == sorted(doubtful)
    assert any(doubtful)


def test_several_marks_list_each_report_once(explorer, corpus):
    explorer.choose(marks=[["losses", "2022-07-01"], ["doubt", "2022-07-01"]])
    either = {
        each
        for theme in ("losses", "doubt")
        for each in analysis.find_reports(
            corpus, start="2022-07-01", end="2022-09-30", value=theme
        )["report_id"]
    }
    assert set(ids(explorer)) == either
    assert explorer.selected()["report_id"].is_unique
    assert explorer.view["list"]["heading"].endswith(": Losses, Q3 2022; Doubt, Q3 2022")


def test_the_name_of_a_theme_lists_all_reports_with_it(small):
    small.choose(marks=[["doubt", None]])
    assert ids(small) == ["r2", "r5"]
    assert small.view["list"]["heading"] == "2 reports: Doubt"
    small.choose(coder="b")
    assert ids(small) == ["r4", "r5"]


def test_days_are_taken_to_whole_periods_and_in_order(explorer, corpus):
    explorer.choose(start="2023-04-20", end="2022-10-10")
    expected = analysis.find_reports(corpus, start="2022-10-01", end="2023-06-30")
    assert_frame_equal(explorer.selected(), expected)
    assert explorer.view["list"]["heading"] == f"{len(expected)} reports: Oct 2022–Jun 2023"
    assert dots(explorer)["key"].unique().tolist() == ["2022-10-01", "2023-01-01", "2023-04-01"]
    bars = explorer.view["bars"]
    assert (bars["start"], bars["end"], len(bars["bars"])) == ("2022-10-01", "2023-06-30", 20)


def test_a_time_chosen_changes_no_number(explorer):
    before = dots(explorer).set_index(["theme", "key"])
    explorer.choose(start="2022-10-01", end="2023-06-30")
    after = dots(explorer).set_index(["theme", "key"])
    columns = ["y", "low", "high"]
    assert_frame_equal(after[columns], before.loc[after.index, columns])


@pytest.mark.parametrize(
    ("day", "every", "last", "expected"),
    [
        ("2023-05-17", "week", False, "2023-05-15"), ("2023-05-17", "week", True, "2023-05-21"),
        ("2023-05-17", "month", True, "2023-05-31"), ("2023-05-17", "quarter", False, "2023-04-01"),
        ("2023-05-17", "year", True, "2023-12-31"),
    ],
)  # fmt: skip
def test_a_day_is_taken_to_the_end_of_its_period(day, every, last, expected):
    assert snap(day, every, last=last) == pd.Timestamp(expected)


def test_a_clear_difference_is_a_title_and_an_unclear_one_is_not(dated):
    clear = analysis.explore_themes(dated, themes=["losses"], coder="a").view["title"]
    assert clear == (
        "Losses reported in 50 % of reports (38 to 62 %); "
        "Losses from 100 % in Q2 2022 to 0 % in Q3 2022"
    )
    both = analysis.explore_themes(dated, themes=["losses", "doubt"], coder="a").view["title"]
    assert both.startswith("Most often reported: Losses, Doubt (intervals overlap)")


def test_what_leads_is_said_with_its_share(corpus):
    title = analysis.explore_themes(corpus, themes=["losses", "supply"]).view["title"]
    losses, supply = (
        analysis.count_codes(corpus, "theme", [each], every=None).iloc[0]
        for each in ("losses", "supply")
    )
    assert (losses["low"] > supply["high"]) == title.startswith("Most often reported: Losses, in ")


def test_five_reports_do_not_look_like_a_trend(small):
    assert small.view["title"] == "5 reports: too few for shares or a trend"
    panel = small.view["chart"]["panels"][0]
    assert (panel["course"], panel["dots"]) == (None, [])
    assert [single["given"] for single in panel["singles"]] == [True, False, False, True]
    assert small.chart.to_dict()["title"]["text"] == "5 reports, each a mark of its own"


def test_many_reports_of_few_calls_are_single_marks_too(make_corpus):
    rows = "".join(f"r{number} 2022-05-{number} k1 losses\n" for number in range(10, 30))
    corpus = make_corpus(f"report dates calls a\n{rows}")
    view = draw_themes(corpus, ThemeChoices(themes=("losses",), coder="a"))
    assert view["title"] == "20 reports: too few for shares or a trend"


def test_undated_reports_stay_listed(small):
    assert ids(small)[-1] == "r5"
    assert "undated" in small.view["list"]["cards"][-1]["facts"]


@pytest.mark.parametrize("chosen", [{"themes": ()}, {"coder": "both"}, {"languages": ("xx",)}])
def test_a_small_corpus_can_be_narrowed_to_nothing(five, chosen):
    choices = ThemeChoices(**({"themes": ("losses",)} | chosen))
    assert draw_themes(five, choices)["title"]
    listed = read_themes(five, choices)
    assert (listed["total"] == 0) == (chosen.get("languages") == ("xx",))


def test_narrowing_to_all_is_the_corpus_itself(five):
    assert narrow_corpus(five, (), ("en",)) is five


def test_weeks_are_offered_where_there_are_reports_enough(explorer, dated):
    def reason(each):
        [control] = [one for one in each.view["controls"] if one["name"] == "every"]
        return control["options"][0]["why"]

    assert reason(explorer).startswith("In most weeks there are fewer than five reports")
    assert reason(analysis.explore_themes(dated, coder="a"))


def test_the_chart_can_be_taken_out(explorer, tmp_path):
    title = explorer.chart.to_dict()["title"]["text"]
    assert title == "How often the chosen themes were reported: a smooth course"
    assert analysis.save_chart(explorer.chart, tmp_path / "chart.svg").exists()


def test_the_view_is_plain_json_that_holds_the_choices(explorer):
    view = json.loads(json.dumps(explorer.view, allow_nan=False))
    assert view["state"] == {**explorer.choices.as_data()}
    assert view["csv"].splitlines()[0].startswith("period,value,title,count,total,share,low,high")


def test_the_python_of_a_view_opens_the_same_view(explorer, corpus):
    explorer.choose(unit="call", marks=[["losses", "2023-04-01"]], start="2022-10-01")
    again = eval(explorer.view["python"], {"analysis": analysis, "corpus": corpus})  # noqa: S307
    assert again.choices == explorer.choices
    assert again.view["title"] == explorer.view["title"]
