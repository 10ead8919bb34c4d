"""The reports behind a number."""

import pandas as pd
import pytest

import analysis
from analysis.measuring.finding import LISTED


def ids(found):
    return found["report_id"].tolist()


def test_without_a_span_every_report_is_listed_by_date_and_the_undated_last(ten):
    found = analysis.find_reports(ten)
    assert found.columns.tolist() == LISTED
    assert ids(found) == ["r01", "r02", "r03", "r04", "r05", "r06", "r07", "r08", "r10", "r09"]
    assert found["part"].tolist() == [1.0] * 10


def test_a_span_lists_what_can_lie_in_it_with_its_part(ten):
    found = analysis.find_reports(ten, start="2022-06-01", end="2022-06-10")
    assert ids(found) == ["r03", "r04", "r05"]
    assert found["part"].tolist() == [10 / 40, 1, 1]


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ({"end": "2022-05-22"}, {"r01": 1, "r02": 1, "r03": 1 / 40}),
        ({"start": "2022-07-01"}, {"r07": 1 / 2, "r08": 1, "r10": 1}),
        ({"start": "2022-06-01", "end": "2022-06-01"}, {"r03": 1 / 40, "r04": 1}),
        ({"start": "2030-01-01"}, {}),
    ],
)
def test_first_and_last_day_belong_to_the_span(ten, span, expected):
    found = analysis.find_reports(ten, **span)
    assert dict(zip(found["report_id"], found["part"], strict=True)) == pytest.approx(expected)


def test_a_code_lists_the_reports_that_have_it_undated_ones_too(ten):
    assert ids(analysis.find_reports(ten, value="doubt")) == ["r03", "r04", "r09"]
    assert ids(analysis.find_reports(ten, value="doubt", coder="a")) == ["r02", "r03", "r09"]
    assert ids(analysis.find_reports(ten, value="asserted", variable="certainty")) == [
        "r01", "r02", "r03", "r04", "r05", "r06", "r07", "r08", "r09",
    ]  # fmt: skip


def test_a_code_and_a_span_list_what_has_both(ten):
    assert ids(analysis.find_reports(ten, start="2022-06-01", value="losses")) == [
        "r04", "r06", "r08",
    ]  # fmt: skip


def test_the_parts_of_the_reports_found_are_the_number_that_is_counted(corpus):
    counts = analysis.count_codes(corpus, "theme", ["losses"], every="quarter")
    for row in counts.dropna(subset=["period"]).itertuples():
        last = row.period + pd.offsets.QuarterEnd(0)
        found = analysis.find_reports(corpus, start=row.period, end=last, value="losses")
        assert found["part"].sum() == pytest.approx(row.count)


def test_a_span_the_wrong_way_round_is_refused(ten):
    with pytest.raises(ValueError, match="begins 2022-06-02 and ends before, 2022-06-01"):
        analysis.find_reports(ten, start="2022-06-02", end="2022-06-01")


def test_a_value_or_variable_that_there_is_not_is_refused(ten):
    with pytest.raises(KeyError, match="no theme wins; there are: losses, refusal"):
        analysis.find_reports(ten, value="wins")
    with pytest.raises(KeyError, match="no variable 'mood' in the codebook"):
        analysis.find_reports(ten, variable="mood", value="losses")
    with pytest.raises(ValueError, match="no coder view 'c'; there are"):
        analysis.find_reports(ten, value="losses", coder="c")
