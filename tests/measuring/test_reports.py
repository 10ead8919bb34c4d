"""How many reports, calls and outlets a group has."""

import pandas as pd
import pytest

import analysis
from analysis.measuring.dates import bound_dates
from analysis.measuring.reports import LISTED


def test_groups_are_counted_by_hand_the_largest_first(ten):
    table = analysis.count_reports(ten, "outlet")
    assert table.to_dict("list") == {
        "outlet": ["Harbour", "not known", "Fjord", "River"],
        "reports": [3, 3, 2, 2],
        "share": [0.3, 0.3, 0.2, 0.2],
        # r01 and r02 share k1, r08 has k3; r05, r06 and r10 have nothing in common.
        "calls": [2, 3, 1, 1],
        # The mirror carries r05 and r06; nothing is known of where r10 stood.
        "outlets": [1, 1, 1, 1],
    }


def test_the_missing_are_a_group_that_says_so(ten):
    table = analysis.count_reports(ten, "byline")
    assert table["byline"].tolist() == ["not known"]
    assert table["reports"].tolist() == [10]


def test_calls_that_reports_share_within_a_group_count_once(ten):
    table = analysis.count_reports(ten, "language")
    assert table.loc[0, ["reports", "calls", "outlets"]].tolist() == [10, 5, 4]


def test_no_reports_make_no_group(ten):
    assert analysis.count_reports(ten.select([]), "language").empty


@pytest.mark.parametrize("by", ["outlet_kind", "language", "date_basis", "published_from"])
def test_the_groups_of_the_corpus_hold_every_report_once(corpus, by):
    table = analysis.count_reports(corpus, by)
    assert table["reports"].sum() == 261
    assert table["share"].sum() == pytest.approx(1)
    assert (table["calls"] <= table["reports"]).all()
    assert table[by].is_unique


def test_the_corpus_stays_as_it_was(ten):
    before = ten.reports.columns.tolist()
    analysis.count_reports(ten, "language")
    assert ten.reports.columns.tolist() == before


def test_a_column_that_there_is_not_is_refused_with_those_that_there_are(ten):
    with pytest.raises(KeyError, match="no column 'mood'; there are: report_id, outlet, "):
        analysis.count_reports(ten, "mood")


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


def test_periods_hold_the_fewest_and_the_most_reports(ten):
    found = analysis.count_reports(ten, "month")
    pd.testing.assert_frame_equal(found, bound_dates(ten.reports, every="month"))
    assert found["expected"].sum() == pytest.approx(10)
    assert found.attrs == {"every": "month", "noun": ("call", "calls")}


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
