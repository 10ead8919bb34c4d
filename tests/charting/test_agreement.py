"""How far coders agree, drawn."""

import pandas as pd
import pytest

import analysis
from analysis.charting.agreement import GRADES
from analysis.measuring.reliability import reliability_of

GOOD, FAIR, POOR = dict(GRADES.values())


@pytest.fixture(scope="module")
def frames(corpus):
    return analysis.compare_coders(corpus, "frame")


@pytest.mark.parametrize(
    ("alpha", "expected"), [(0.8, GOOD), (0.799, FAIR), (0.667, FAIR), (0.666, POOR), (-0.1, POOR)]
)
def test_an_alpha_is_graded_by_the_customary_limits(alpha, expected):
    assert GRADES[reliability_of(alpha)][0] == expected


def test_a_dot_is_an_alpha_and_a_bar_its_interval(drawn, frames):
    chart = drawn(analysis.chart_estimates(frames))
    data = chart.data("alpha")
    for column in ("alpha", "low", "high"):
        assert data[column].tolist() == pytest.approx(frames[column].tolist(), abs=5e-5)
    assert data["title"].tolist() == frames["title"].tolist()
    assert chart.marks() == ["rule", "rule", "point"]
    assert chart.data("limit")["limit"].tolist() == [0.667, 0.8]


def test_the_words_name_the_number_the_coders_and_the_least_agreement(drawn, frames):
    chart = drawn(analysis.chart_estimates(frames))
    assert "n = 261 reports that two coders coded." in chart.subtitle
    assert "Coders: a, first pass of a language model; b, second, independent" in chart.subtitle
    assert chart.description == (
        "Alpha of 5 codes with intervals. Least: Consequences, 0.79."
    )  # fmt: skip


def test_an_alpha_below_nought_lies_inside_the_chart(drawn, frames):
    worse = frames.assign(low=[-0.4, 0, 0, 0, 0], alpha=[-0.1, 0.5, 0.7, 0.8, 0.9])
    [_, bars, _] = drawn(analysis.chart_estimates(worse)).spec["layer"]
    x = drawn(analysis.chart_estimates(worse)).spec["layer"][2]["encoding"]["x"]
    assert x["scale"]["domain"] == [-0.4, 1]
    assert bars["encoding"]["x"]["field"] == "low"


def test_what_has_no_alpha_is_not_drawn(drawn, frames):
    some = frames.assign(alpha=frames["alpha"].where(frames["value"] != "morality"))
    assert "Morality" not in drawn(analysis.chart_estimates(some)).data("alpha")["title"].tolist()
    chart = drawn(analysis.chart_estimates(frames.head(0)))
    assert "n = 0 reports" in chart.subtitle


def test_every_code_of_the_corpus_has_a_line_of_its_own(drawn, corpus):
    table = analysis.compare_coders(corpus)
    data = drawn(analysis.chart_estimates(table)).data("alpha")
    assert len(data) == len(table)
    assert data["title"].is_unique
    assert pd.Series(data["grade"]).isin([GOOD, FAIR, POOR]).all()


def test_the_course_of_agreement_is_a_panel_a_value_with_its_interval(drawn, corpus):
    table = analysis.compare_coders(corpus, "certainty", every=100)
    chart = drawn(analysis.chart_estimates(table))
    data = chart.data("coded")
    assert data["coded"].drop_duplicates().tolist() == [100, 200, 261]
    assert data["alpha"].tolist() == pytest.approx(table["alpha"].tolist(), abs=5e-5)
    assert "n = up to 261 reports that two coders coded." in chart.subtitle
    assert "certainty as a whole: 0.75 (0.63 to 0.85) after 261." in chart.description


def test_the_plan_is_a_line_a_measure_with_the_band_of_four_studies_in_five(drawn):
    plan = analysis.plan_coding(0.25, 0.75, reports=[50, 200], design=2)
    chart = drawn(analysis.chart_estimates(plan))
    data = chart.data("width")
    assert data["width"].tolist() == pytest.approx(plan["width"].tolist(), abs=5e-5)
    assert data["of"].drop_duplicates().tolist() == ["of a share of 25 %", "of an alpha of 0.75"]
    assert "2 reports count as one observation." in chart.subtitle
