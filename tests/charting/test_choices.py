"""The specification curve: estimates in order, and a dot for each option."""

import pandas as pd
import pytest

import analysis

TABLE = pd.DataFrame(
    {
        "unit": ["report", "report", "call", "call"],
        "coder": ["a", "b", "a", "b"],
        "estimate": [0.3, 0.1, 0.2, float("nan")],
        "low": [0.1, -0.1, -0.05, float("nan")],
        "high": [0.5, 0.3, 0.45, float("nan")],
        "reports": [9, 9, 9, 9],
    }
)
TABLE.attrs = {"choices": ["unit", "coder"]}


@pytest.fixture
def spec():
    return analysis.chart_choices(TABLE, title="More here than there", null=0.0).to_dict()


def test_estimates_stand_in_order_and_what_cannot_be_measured_is_left_out(spec):
    dots = spec["vconcat"][0]["layer"][1]["data"]["values"]
    assert [each["estimate"] for each in sorted(dots, key=lambda each: each["rank"])] == [
        0.1, 0.2, 0.3,
    ]  # fmt: skip
    assert {each["estimate"]: each["out"] for each in dots} == {0.1: False, 0.2: False, 0.3: True}


def test_a_dot_says_which_option_each_was_made_with(spec):
    matrix = spec["vconcat"][1]
    assert {(each["rank"], each["row"]) for each in matrix["data"]["values"]} == {
        (3, "unit: report"), (1, "unit: report"), (2, "unit: call"),
        (3, "coder: a"), (1, "coder: b"), (2, "coder: a"),
    }  # fmt: skip
    rows = ["unit: report", "unit: call", "coder: a", "coder: b"]
    assert matrix["encoding"]["y"]["sort"] == rows


def test_the_words_count_the_specifications_and_say_what_is_left_out(spec):
    said = (
        "3 specifications: 10 % to 30 %, median 20 %; the interval lies above 0 % in 1, below in 0."
    )
    assert spec["title"]["subtitle"][0] == said
    assert spec["description"] == f"Specification curve: More here than there. {said}"


def test_without_a_line_nothing_is_counted():
    spec = analysis.chart_choices(TABLE, title="So many").to_dict()
    assert spec["title"]["subtitle"] == [
        "3 specifications: 10 % to 30 %, median 20 %.", "Bars: 95 % intervals.",
    ]  # fmt: skip
    assert len(spec["vconcat"][0]["layer"]) == 2


def test_it_can_be_drawn(tmp_path):
    path = analysis.save_chart(analysis.chart_choices(TABLE, title="So many"), tmp_path / "c.png")
    assert path.read_bytes().startswith(b"\x89PNG")
