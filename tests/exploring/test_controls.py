"""The controls: first choices, labels, the keyboard."""

import ipywidgets as widgets
import pandas as pd
import pytest

import analysis
from analysis.exploring.explorer import Keys
from analysis.measuring.counting import UNITS


@pytest.mark.parametrize(
    ("chosen", "message"),
    [
        ({"themes": ["losses", "wins"]}, "themes 'wins' is none of: losses, refusal, "),
        ({"every": "decade"}, "every 'decade' is none of: week, month, quarter, year"),
        ({"unit": "word"}, f"unit 'word' is none of: {', '.join(UNITS)}"),
        ({"coder": "c"}, "coder 'c' is none of: adjudicated, a, b, both, either"),
        ({"languages": ["xx"]}, "languages 'xx' is none of: "),
        ({"start": "1999-01"}, r"start .*1999-01-01.* is none of: "),
        ({"moods": 1}, "no choice moods; there are: themes, outlet_kinds, languages, every, "),
    ],
)
def test_a_first_choice_that_there_is_not_is_refused_with_those_that_there_are(
    corpus, chosen, message
):
    with pytest.raises(ValueError, match=message):
        analysis.explore_themes(corpus, **chosen)


def test_first_choices_are_set(corpus):
    explorer = analysis.explore_themes(
        corpus,
        themes="losses",
        every="year",
        unit="call",
        coder="a",
        start="2022-06",
        end="2023-02",
    )
    view = explorer.view
    assert (view.themes, view.every, view.unit, view.coder) == (("losses",), "year", "call", "a")
    assert (view.start, view.end) == (pd.Timestamp("2022-06-01"), pd.Timestamp("2023-02-28"))


def test_every_control_has_a_label_and_can_be_worked_with_the_keyboard(explorer):
    controls = explorer._controls.widgets.values()
    assert all(each.description for each in controls)
    assert len({each.description for each in controls}) == len(controls)
    keyboard = (widgets.Dropdown, widgets.SelectMultiple, widgets.Button)
    assert all(isinstance(each, keyboard) for each in [*controls, explorer._clear])
    assert explorer._clear.description


def test_an_invisible_part_keeps_keys_from_the_notebook(explorer):
    # tests/browser presses them.
    [keys] = [each for each in explorer.children if isinstance(each, Keys)]
    assert keys.layout.display == "none"
    assert "data-lm-suppress-shortcuts" in keys._esm
