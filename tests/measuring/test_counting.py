"""Counts and shares of codes, worked by hand for the ten reports of `conftest.TEN`."""

import csv

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from scipy import stats

import analysis
from analysis.measuring.counting import UNITS, weigh_reports

MONTHS = ["2022-05-01", "2022-06-01", "2022-07-01", None]

# Month, theme -> count and total. Weights of the nine coded reports:
#   call:   r01, r02 1/3 each (k1); r03 1/2 (k2); r04 1/3 + 1/2; r05, r08 1/2 (k3); r06 1;
#           r07, r09 1/2 (k4)
#   outlet: r01, r02, r08 1/3 (Harbour); r03, r04 1/2 (Fjord); r05, r06 1/2 (mirror);
#           r07, r09 1/2 (River)
HAND_WORKED = {
    "report": {
        "losses": [2, 1 + 1, 1, 0],
        "doubt": [1 / 4, 3 / 4 + 1, 0, 1],
        "total": [1 + 1 + 1 / 4, 3 / 4 + 1 + 1 + 1 + 1 / 2, 1 / 2 + 1, 1],
    },
    "call": {
        "losses": [1 / 3 + 1 / 3, 5 / 6 + 1, 1 / 2, 0],
        "doubt": [1 / 8, 3 / 8 + 5 / 6, 0, 1 / 2],
        "total": [2 / 3 + 1 / 8, 3 / 8 + 5 / 6 + 1 / 2 + 1 + 1 / 4, 1 / 4 + 1 / 2, 1 / 2],
    },
    "outlet": {
        "losses": [1 / 3 + 1 / 3, 1 / 2 + 1 / 2, 1 / 3, 0],
        "doubt": [1 / 8, 3 / 8 + 1 / 2, 0, 1 / 2],
        "total": [2 / 3 + 1 / 8, 3 / 8 + 1 / 2 + 1 / 2 + 1 / 2 + 1 / 4, 1 / 4 + 1 / 3, 1 / 2],
    },
}


@pytest.mark.parametrize("unit", UNITS)
def test_counts_totals_and_shares_are_those_worked_by_hand(ten, unit):
    table = analysis.count_codes(ten, "theme", ["losses", "doubt"], unit=unit)
    expected = HAND_WORKED[unit]
    for theme in ("losses", "doubt"):
        rows = table[table["value"] == theme]
        assert rows["period"].dt.strftime("%Y-%m-%d").replace({float("nan"): None}).tolist() == (
            MONTHS
        )
        assert rows["count"].tolist() == pytest.approx(expected[theme])
        assert rows["total"].tolist() == pytest.approx(expected["total"])
        shares = [one / all_ for one, all_ in zip(expected[theme], expected["total"], strict=True)]
        assert rows["share"].tolist() == pytest.approx(shares)


def test_reports_are_those_that_can_lie_in_a_period_and_calls_are_independent_ones(ten):
    table = analysis.count_codes(ten, "theme", ["losses"])
    assert table["reports"].tolist() == [3, 5, 2, 1]
    # r01 to r04 share k1 and k2; r05 and r08 k3; r07 and r09 k4. In June: r04 wholly, r05, r06,
    # and half of r07.
    assert table["calls"].tolist() == [1, 3.5, 1.5, 1]
    assert table["few"].all()
    assert table.attrs["calls"] == 4


def test_five_independent_calls_are_not_few(make_corpus):
    head = "report dates calls adjudicated\n"
    five = "".join(f"r{number} 2022-05-0{number} k{number} .\n" for number in range(1, 6))
    again = "r6 2022-05-06 k5 .\n"
    for rows, few in [(five, False), (five + again, False), (again + five[: five.index("r5")], 1)]:
        table = analysis.count_codes(make_corpus(head + rows), "theme", ["losses"])
        assert table["few"].tolist() == [bool(few) and table["calls"].item() < 5]


def test_a_report_not_coded_is_counted_in_attrs_and_in_no_total(ten):
    table = analysis.count_codes(ten, "theme", ["losses"])
    assert table["total"].sum() == 9
    assert (table.attrs["reports"], table.attrs["uncoded"], table.attrs["units"]) == (9, 1, 9)


def test_a_coder_view_counts_only_what_it_saw(ten):
    both = analysis.count_codes(ten, "theme", ["losses", "doubt"], every=None, coder="both")
    # a and b agree on losses in r01, r02, r04, r08, and on doubt in r03; b never saw r09.
    assert both["count"].tolist() == [4, 1]
    assert both["total"].tolist() == [8, 8]
    assert both.attrs["uncoded"] == 2
    either = analysis.count_codes(ten, "theme", ["losses", "doubt"], every=None, coder="either")
    assert either["count"].tolist() == [5, 4]
    assert either["total"].tolist() == [9, 9]


def test_all_time_at_once_has_no_period(ten):
    table = analysis.count_codes(ten, "theme", ["supply", "losses", "doubt"], every=None)
    assert "period" not in table
    assert table["value"].tolist() == ["supply", "losses", "doubt"]
    assert table["title"].tolist() == ["Supply", "Losses", "Doubt"]
    assert table["share"].tolist() == pytest.approx([1 / 9, 5 / 9, 3 / 9])


def test_without_values_every_value_is_counted_in_the_order_of_the_codebook(ten):
    table = analysis.count_codes(ten, "certainty", every=None)
    assert table["value"].tolist() == ten.codebook.values("certainty")
    assert table["share"].tolist() == [1, 0, 0]


def test_a_value_that_is_named_twice_is_counted_once(ten):
    table = analysis.count_codes(ten, "theme", ["doubt", "doubt"], every=None)
    assert table["value"].tolist() == ["doubt"]


def test_a_period_between_two_others_is_there_and_has_no_share(make_corpus):
    corpus = make_corpus(
        "report dates calls adjudicated\nr1 2022-05-01 k1 losses\nr2 2022-07-01 k2 ."
    )
    table = analysis.count_codes(corpus, "theme", ["losses"])
    assert table["total"].tolist() == [1, 0, 1]
    assert table["share"].isna().tolist() == [False, True, False]
    assert table.loc[1, ["low", "high"]].isna().all()


def test_no_reports_give_an_empty_table(ten):
    nothing = analysis.count_codes(ten.select([]), "theme", ["losses"])
    assert nothing.empty
    assert nothing.columns.tolist() == analysis.count_codes(ten).columns.tolist()
    once = analysis.count_codes(ten.select([]), "theme", ["losses"], every=None)
    assert once["total"].tolist() == [0]
    assert once["share"].isna().all()


def test_a_selection_that_nobody_coded_has_no_total(ten):
    table = analysis.count_codes(ten.select(["r10"]), "theme", ["losses"], every=None)
    assert table["total"].tolist() == [0]
    assert table.attrs["uncoded"] == 1


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("every", ["day", "week", "month", "quarter", "year", None])
def test_the_order_of_rows_does_not_matter(ten, ten_backwards, unit, every):
    forwards = analysis.count_codes(ten, every=every, unit=unit)
    assert_frame_equal(analysis.count_codes(ten_backwards, every=every, unit=unit), forwards)


def test_the_same_call_gives_the_same_table_to_the_last_digit(corpus):
    first = analysis.count_codes(corpus, every="quarter", unit="call")
    assert_frame_equal(
        analysis.count_codes(corpus, every="quarter", unit="call"), first, check_exact=True
    )


def test_a_table_that_is_changed_changes_no_later_one(ten):
    first = analysis.count_codes(ten, every=None)
    first["alpha"] = 2.0
    first.attrs["coder"] = "nobody"
    again = analysis.count_codes(ten, every=None)
    assert (again["alpha"] != 2).all()
    assert again.attrs["coder"] == "adjudicated"


@given(st.sets(st.sampled_from([f"r{number:02}" for number in range(1, 11)])))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_counts_of_two_parts_add_up_to_those_of_the_whole(ten, some):
    def counts(ids):
        table = analysis.count_codes(ten.select(ids), "theme", ["losses", "doubt"])
        return table.set_index(["period", "value"])[["count", "total"]]

    rest = set(ten.reports["report_id"]) - some
    whole = counts(ten.reports["report_id"])
    parts = counts(some).reindex(whole.index).fillna(0) + counts(rest).reindex(whole.index).fillna(
        0
    )
    assert_frame_equal(parts, whole, check_dtype=False)


@pytest.mark.parametrize(("unit", "units"), [("report", 10), ("call", 6), ("outlet", 5)])
def test_weights_sum_to_the_number_of_units(ten, unit, units):
    # Calls: k1 to k5, and r06, which tells none. Outlets: three by name, the mirror, and r10.
    weight = weigh_reports(ten, unit=unit)
    assert weight.index.tolist() == ten.reports["report_id"].tolist()
    assert weight.sum() == pytest.approx(units)


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"variable": "mood"}, KeyError, "no variable 'mood' in the codebook; there are: theme, "),
        ({"values": ["losses", "wins"]}, KeyError, "no theme wins; there are: losses, refusal, "),
        ({"unit": "word"}, ValueError, "unit is 'word', expected one of: report, call, outlet"),
        ({"coder": "c"}, ValueError, "no coder view 'c'; there are: adjudicated, a, b, both, eit"),
        ({"every": "decade"}, ValueError, "expected one of: day, week, month, quarter, year"),
    ],
)
def test_a_choice_that_there_is_not_is_refused_with_those_that_there_are(
    ten, options, error, message
):
    with pytest.raises(error, match=message):
        analysis.count_codes(ten, **options)


def test_losses_in_the_corpus_are_those_that_its_file_holds(whole):
    with (whole.folder / "codings.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["coder"] == "adjudicated"]
    rows = [row for row in rows if row["report_id"] in set(whole.reports["report_id"])]
    having = {row["report_id"] for row in rows if row["value"] == "losses"}
    coded = {row["report_id"] for row in rows}
    assert (len(having), len(coded)) == (294, 651)
    table = analysis.count_codes(whole, "theme", ["losses"])
    assert table["count"].sum() == pytest.approx(294)
    assert table["total"].sum() == pytest.approx(651)
    once = analysis.count_codes(whole, "theme", ["losses"], every=None).iloc[0]
    assert once["share"] == pytest.approx(294 / 651)
    assert once["low"] < 294 / 651 < once["high"]


def test_the_agreement_of_a_selection_is_that_of_the_whole_corpus(corpus):
    some = corpus.select(corpus.reports["report_id"].head(20))
    table = analysis.count_codes(some, "theme", ["losses"], every=None)
    whole = analysis.compare_coders(corpus, "theme").set_index("value")["alpha"]
    assert table["alpha"].tolist() == pd.Series(whole)[["losses"]].tolist()


DISAGREEING = """
report  dates       calls  a       b
r1      2022-05-01  k1     losses  losses
r2      2022-05-02  k2     losses  doubt
r3      2022-05-03  k3     doubt   losses
r4      2022-05-04  k4     doubt   doubt
r5      2022-05-05  k5     doubt   -
"""


def test_coders_drawn_report_by_report_have_their_mean_share_and_a_wider_interval(make_corpus):
    corpus = make_corpus(DISAGREEING)
    drawn, other = (
        analysis.count_codes(corpus, values=["losses"], every=None, coder=coder).iloc[0]
        for coder in ("drawn", "b")
    )
    # r5 has one coder, so that nobody can be drawn; of the others two halves and a whole.
    assert (drawn["count"], drawn["total"], drawn["share"]) == (2, 4, 0.5)
    assert other["share"] == 0.5
    assert drawn["low"] < other["low"]
    assert drawn["high"] > other["high"]
    # 1/4 / 4 between the reports, and (1/4 + 1/4) / 16 by the coders drawn: as 8/3 reports, of
    # which 4/3 have it, so that the ends are those of a Poisson count.
    assert drawn["low"] == pytest.approx(stats.chi2.ppf(0.05, 2 * 4 / 3) / 2 / (8 / 3))
    assert drawn["high"] == pytest.approx(1 - drawn["low"])


def test_where_coders_agree_drawing_one_of_them_changes_nothing(make_corpus):
    text = "report dates calls a b\n" + "".join(
        f"r{number} 2022-05-0{number} k{number} {code} {code}\n"
        for number, code in enumerate(["losses", "doubt", "doubt", "losses"], 1)
    )
    corpus = make_corpus(text)
    drawn, one = (
        analysis.count_codes(corpus, every=None, coder=coder).drop(columns="alpha")
        for coder in ("drawn", "a")
    )
    pd.testing.assert_frame_equal(drawn, one, check_flags=False)
