"""Dots with intervals: the marks that every estimate is drawn with."""

from functools import partial

import altair as alt
import pytest

from analysis.charting.forest import rule_at, whiskers, write_beside
from analysis.charting.style import BLUE, GREY

ROWS = [{"name": "a", "estimate": 0.4, "low": 0.2, "high": 0.7, "few": True, "said": "40 %"}]
BASE = alt.Chart(alt.Data(values=ROWS)).encode(y="name:N")
SIDES = alt.Color("name:N", title="side")


def encodings(*charts):
    return [layer["encoding"] for layer in alt.layer(*charts).to_dict()["layer"]]


def test_a_bar_spans_the_interval_and_a_dot_is_the_estimate():
    bars, dots = encodings(*whiskers(BASE, partial(alt.X, title="share"), ink=SIDES))
    assert (bars["x"]["field"], bars["x2"]["field"]) == ("low", "high")
    assert dots["x"]["field"] == "estimate"
    assert bars["x"]["title"] == dots["x"]["title"] == "share"


def test_bars_stand_where_the_estimates_go_up():
    fields = ("share", "from", "to")
    bars, dots = encodings(*whiskers(BASE, partial(alt.Y), ink=SIDES, fields=fields))
    assert (bars["y"]["field"], bars["y2"]["field"]) == ("from", "to")
    assert dots["y"]["field"] == "share"


def test_two_sides_have_one_legend_of_full_dots():
    bars, dots = encodings(*whiskers(BASE, partial(alt.X), ink=SIDES))
    assert bars["color"]["legend"] is None
    assert dots["fill"]["condition"]["test"] == "datum.few || datum.shaky"
    assert "legend" not in dots["fill"]


@pytest.mark.parametrize("number", [0, 1])
def test_a_test_chooses_the_colour_of_bar_and_dot(number):
    found = encodings(*whiskers(BASE, partial(alt.X), ink=("datum.few", GREY, BLUE)))[number]
    assert found["color"]["condition"] == {"test": "datum.few", "value": GREY}
    assert found["color"]["value"] == BLUE


def test_words_stand_beside_and_rules_across_the_rows():
    [words, rule] = encodings(write_beside(BASE, "said"), rule_at(0.667, 0.8))
    assert words["text"]["field"] == "said"
    assert words["x"] == {"value": "width"}
    assert rule["x"]["field"] == "limit"
