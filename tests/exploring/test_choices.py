"""What can be chosen: first choices, what is not offered, and what a page may send."""

import pytest

import analysis
from analysis.exploring.choices import Choices, Control, Option, settle
from analysis.exploring.themes.showing import ThemeChoices
from analysis.measuring.counting import UNITS


@pytest.mark.parametrize(
    ("chosen", "message"),
    [
        ({"themes": ["losses", "wins"]}, "themes 'wins' is none of: losses, refusal, "),
        ({"every": "decade"}, "every 'decade' is none of: week, month, quarter, year"),
        ({"unit": "word"}, f"unit 'word' is none of: {', '.join(UNITS)}"),
        ({"coder": "c"}, "coder 'c' is none of: adjudicated, a, b, both, either"),
        ({"languages": ["xx"]}, "languages 'xx' is none of: "),
        ({"moods": 1}, "no choice moods; there are: marks, themes, every, unit, coder, "),
    ],
)
def test_a_choice_that_there_is_not_is_refused_with_those_that_there_are(
    corpus, explorer, chosen, message
):
    with pytest.raises(ValueError, match=message):
        analysis.explore_themes(corpus, **chosen)
    with pytest.raises(ValueError, match=message):
        explorer.choose(**chosen)


def test_first_choices_are_set(corpus):
    explorer = analysis.explore_themes(
        corpus, themes="losses", every="year", unit="call", coder="a", start="2022-06"
    )
    chosen = explorer.choices
    assert (chosen.themes, chosen.every, chosen.unit) == (("losses",), "year", "call")
    assert (chosen.coder, chosen.start) == ("a", "2022-06")
    assert explorer.view["first"] == explorer.view["state"] == chosen.as_data()


def test_what_a_page_sends_is_held_to_what_is_offered(explorer):
    explorer.state = explorer.state | {
        "seq": 7,
        "themes": ["wins", "doubt"],
        "unit": "word",
        "x": 1,
    }
    assert explorer.choices.themes == ("doubt",)
    assert explorer.choices.unit == "report"
    assert explorer.view["seq"] == 7


def test_each_view_says_which_state_it_answers(explorer):
    for number, unit in enumerate(("call", "outlet"), 1):
        explorer.state = explorer.state | {"seq": number, "unit": unit}
        assert (explorer.view["seq"], explorer.view["state"]["unit"]) == (number, unit)


def test_choices_that_are_no_longer_offered_become_the_first_that_is():
    controls = [
        Control("themes", "Themes", "chips", (Option("losses", "Losses"),)),
        Control("coder", "Codes", "pick", (Option("a", "first pass"),)),
    ]
    chosen = ThemeChoices(themes=("losses", "gone"))
    assert settle(chosen, controls) == ThemeChoices(themes=("losses",), coder="a")


def test_choices_survive_the_way_to_the_page_and_back():
    chosen = ThemeChoices(themes=("losses",), marks=(("losses", "2022-04-01"),), shown=60)
    assert ThemeChoices().change(chosen.as_data()) == chosen
    assert Choices().change({"marks": [["a", None]]}).marks == (("a", None),)


def test_languages_are_offered_by_their_names_the_most_frequent_first(explorer):
    [control] = [each for each in explorer.view["controls"] if each["name"] == "languages"]
    first = [(each["value"], each["label"], each["number"]) for each in control["options"][:2]]
    assert first == [("en", "English", 162), ("de", "German", 32)]
