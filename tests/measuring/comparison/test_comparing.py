"""Groups compared: ten reports by hand, properties, and the real corpus."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

import analysis
from analysis.measuring.comparison.grouping import GROUPINGS
from analysis.measuring.variables import variables
from analysis.reading.tableset import Tables

BOTH = ["Harbour", "Fjord"]
SHARED = settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def by_value(table, column, value="losses"):
    rows = table[table["value"] == value]
    return dict(zip(rows["group"], rows[column], strict=True))


def test_shares_and_differences_are_those_worked_by_hand(ten):
    table = analysis.compare_groups(ten, "outlet", "theme", ["losses", "doubt"], groups=BOTH)
    # Harbour: losses in r01, r04, r06, doubt in r04, r09, of 5; Fjord: r02, r08 and r03, of 4.
    assert table["group"].tolist() == ["Harbour", "Harbour", "Fjord", "Fjord"]
    assert table["count"].tolist() == [3, 2, 2, 1]
    assert table["total"].tolist() == [5, 5, 4, 4]
    assert table["estimate"].tolist() == pytest.approx([3 / 5, 2 / 5, 1 / 2, 1 / 4])
    assert table["difference"].tolist() == pytest.approx([0.1, 0.15, -0.1, -0.15])


def test_a_cluster_can_lie_in_several_groups(ten):
    table = analysis.compare_groups(ten, "outlet", "theme", ["losses"], groups=BOTH)
    assert table["reports"].tolist() == [5, 4]
    # Harbour told k1, k2, k3, k4 and what r06 tells; Fjord k1, k2, k3.
    assert table["calls"].tolist() == [5, 3]
    assert table["few"].tolist() == [False, True]
    assert table.attrs["calls"] == 5


def test_each_call_counts_one_where_the_unit_is_the_call(ten):
    table = analysis.compare_groups(ten, "outlet", "theme", ["losses"], groups=BOTH, unit="call")
    # k1 and k2 have two reports, k3 three; r06 and r07 are each alone.
    assert table["total"].tolist() == pytest.approx([1 / 2 + 1 / 2 + 1 / 3 + 2, 1 + 2 / 3])
    assert table["count"].tolist() == pytest.approx([1 / 2 + 1 / 2 + 1, 1 / 2 + 1 / 3])


def test_with_few_calls_on_one_side_nothing_is_tested(ten):
    table = analysis.compare_groups(ten, "outlet", "theme", ["losses"], groups=BOTH)
    assert table["p"].isna().all()
    assert table["q"].isna().all()
    assert set(table["verdict"]) == {"too few to tell (3 independent calls)"}
    assert table.attrs["family"] == 0


def test_groups_with_few_calls_and_unknown_ones_are_left_out_unless_asked_for(ten):
    table = analysis.compare_groups(ten, "outlet", "theme", ["losses"])
    assert table["group"].tolist() == ["Harbour"]
    assert table["verdict"].tolist() == ["nothing to compare with"]
    assert table["difference"].isna().all()
    assert (table.attrs["left_out"], table.attrs["left_out_groups"]) == (4, 1)
    assert table.attrs["uncoded"] == 1


def test_no_group_with_enough_calls_gives_an_empty_table(ten):
    table = analysis.compare_groups(ten.select(["r01", "r02"]), "outlet")
    assert table.empty
    assert table.columns.tolist() == analysis.compare_groups(ten, "outlet").columns.tolist()


def test_a_group_without_a_report_that_was_measured_is_there_with_none(corpus):
    table = analysis.compare_groups(corpus, "language", "quoted", groups=["en", "fr"])
    assert table["total"].tolist()[1] == 0
    assert table["estimate"].isna().tolist() == [False, True]
    assert set(table["verdict"]) == {"too few to tell (0 independent calls)"}


def test_what_no_report_has_is_no_test(singles):
    table = analysis.compare_groups(singles, "outlet", "theme", ["losses", "doubt"])
    rows = table[table["value"] == "doubt"]
    assert set(rows["verdict"]) == {"no report has it"}
    assert rows["p"].isna().all()
    assert table.attrs["family"] == 1


def test_two_groups_are_one_test_a_value(singles):
    table = analysis.compare_groups(singles, "outlet", "theme", ["losses"], groups=BOTH)
    one, other = (table.iloc[number] for number in (0, 1))
    assert one["p"] == pytest.approx(other["p"])
    assert one["q"] == other["q"]
    assert one["difference_low"] == pytest.approx(-other["difference_high"])
    assert one["verdict"].startswith("more often than Fjord (+16 points, ")
    assert other["verdict"].startswith("less often than Harbour (-16 points, ")


def test_single_reports_get_the_intervals_of_statsmodels(singles):
    table = analysis.compare_groups(singles, "outlet", "theme", ["losses"], groups=BOTH)
    one = table.iloc[0]
    # 1,000 draws know a standard error of 0.048 to about 1 in 45 of it.
    expected = confint_proportions_2indep(60, 150, 60, 250, method="newcomb")
    assert (one["difference_low"], one["difference_high"]) == pytest.approx(expected, abs=0.006)
    alone = proportion_confint(60, 150, method="wilson")
    assert (one["low"], one["high"]) == pytest.approx(alone, abs=0.004)


def test_p_is_the_alpha_at_which_the_interval_of_statsmodels_touches_zero(make_corpus):
    rows = [
        f"r{number:03} 2022-05-01 {'Harbour' if number < 150 else 'Fjord'} k{number:03} "
        f"{'losses' if number % 10 < (4 if number < 150 else 3) else '.'}"
        for number in range(400)
    ]
    corpus = make_corpus("report dates outlet calls adjudicated\n" + "\n".join(rows))
    p = analysis.compare_groups(corpus, "outlet", "theme", ["losses"], groups=BOTH)["p"].iloc[0]
    low, _ = confint_proportions_2indep(60, 150, 75, 250, method="newcomb", alpha=p)
    assert 0.02 < p < 0.08
    assert low == pytest.approx(0, abs=0.005)


def test_a_group_of_copies_says_less_than_one_of_single_reports(make_corpus, singles):
    lines = singles.reports["report_id"].head(40)
    rows = [
        f"{name} 2022-05-01 {'Harbour' if number < 20 else 'Fjord'} k{number % 8} "
        f"{'losses' if number % 8 < (6 if number < 20 else 2) else '.'}"
        for number, name in enumerate(lines)
    ]
    head = "report dates outlet calls adjudicated\n"
    copies = analysis.compare_groups(make_corpus(head + "\n".join(rows)), "outlet", groups=BOTH)
    alone = [row.replace(f" k{number % 8} ", f" k{number} ") for number, row in enumerate(rows)]
    single = analysis.compare_groups(make_corpus(head + "\n".join(alone)), "outlet", groups=BOTH)
    width = {
        name: (table["high"] - table["low"])[table["value"] == "losses"].to_numpy()
        for name, table in (("copies", copies), ("single", single))
    }
    assert (width["copies"] > width["single"]).all()


def test_what_a_call_does_to_both_groups_cancels(make_corpus):
    # Both outlets tell the same 30 calls alike, but for two: the code is the call's.
    rows = [
        f"{outlet}{call:02} 2022-05-01 {outlet} {call_id} "
        f"{'losses' if call < (15 if outlet == 'Harbour' else 13) else '.'}"
        for call in range(30)
        for outlet, call_id in (("Harbour", f"k{call}"), ("Fjord", "{}" + str(call)))
    ]
    head = "report dates outlet calls adjudicated\n"

    def width(other):
        text = head + "\n".join(row.format(other).lower() for row in rows)
        table = analysis.compare_groups(
            make_corpus(text), "outlet", "theme", ["losses"], groups=["harbour", "fjord"]
        )
        return (table["difference_high"] - table["difference_low"]).iloc[0]

    assert width("k") < 0.7 * width("j")


@given(
    places=st.lists(st.sampled_from(["a", "b", "c"]), min_size=10, max_size=10),
    unit=st.sampled_from(["report", "call"]),
)
@SHARED
def test_the_counts_of_two_groups_add_up_when_they_are_merged(ten, with_tables, places, unit):
    def counts(outlets):
        corpus = with_tables(ten, outlet=outlets)
        # r10 is not coded, so its group may be missing.
        groups = sorted(set(outlets[:9]))
        table = analysis.compare_groups(corpus, "outlet", groups=groups, unit=unit)
        return table.set_index(["group", "value"])[["count", "total", "reports"]]

    apart = counts(places).reset_index()
    apart["group"] = apart["group"].replace("b", "a")
    merged = counts(["a" if place == "b" else place for place in places])
    assert_frame_equal(
        apart.groupby(["group", "value"], sort=False).sum().reindex(merged.index),
        merged,
        check_dtype=False,
    )


@given(order=st.permutations(range(10)), by=st.sampled_from(["outlet", "month"]))
@SHARED
def test_the_order_of_rows_does_not_matter(ten, order, by):
    tables = dict(ten.tables)
    tables["reports"] = tables["reports"].iloc[list(order)].reset_index(drop=True)
    for name in ("tellings", "codings", "calls"):
        tables[name] = tables[name].iloc[::-1].reset_index(drop=True)
    groups = BOTH if by == "outlet" else ["2022-05", "2022-06", "2022-07"]
    expected = analysis.compare_groups(ten, by, groups=groups)
    mixed = analysis.compare_groups(replace(ten, tables=Tables(tables)), by, groups=groups)
    assert_frame_equal(mixed, expected)


@pytest.mark.parametrize("by", GROUPINGS)
@pytest.mark.parametrize("variable", ["theme", "title_voice", "distance"])
def test_reports_shown_left_out_and_not_coded_are_all_reports(corpus, by, variable):
    table = analysis.compare_groups(corpus, by, variable)
    first = table.drop_duplicates("group")
    whole = len(corpus.reports)
    if variable != "distance":
        shown = first["total"].sum()
        assert shown + table.attrs["left_out"] + table.attrs["uncoded"] == pytest.approx(whole)
    assert table.attrs["reports"] <= first["reports"].sum()


def test_the_counts_of_all_groups_are_those_of_count_codes(corpus):
    groups = sorted(corpus.reports["language"].unique())
    table = analysis.compare_groups(corpus, "language", groups=groups)
    once = analysis.count_codes(corpus, every=None).set_index("value")["count"]
    assert table.groupby("value")["count"].sum()[once.index].tolist() == pytest.approx(
        once.tolist()
    )


def test_periods_are_counted_as_count_codes_counts_them(corpus):
    table = analysis.compare_groups(corpus, "quarter", "theme", ["losses"])
    counts = analysis.count_codes(corpus, "theme", ["losses"], every="quarter")
    assert table["group"].tolist() == sorted(table["group"])
    columns = ["count", "total", "low", "high", "reports", "calls"]
    shown = counts[counts["calls"] >= 5].rename(columns={"share": "estimate"})
    assert len(table) == len(shown)
    np.testing.assert_allclose(table[columns].to_numpy(float), shown[columns].to_numpy(float))


def test_words_are_counted_outside_quotation_marks_by_hundreds(ten, with_tables):
    table = analysis.compare_groups(
        with_tables(ten, wording=_wording(ten)), "outlet", "distance", groups=BOTH
    )
    # r01 and r04: 3 words of distance in 300 of Harbour's own; r02: 1 in 50 of Fjord's.
    assert by_value(table, "count", "all") == {"Harbour": 3, "Fjord": 1}
    assert by_value(table, "total", "all") == {"Harbour": 3, "Fjord": 0.5}
    assert by_value(table, "estimate", "hearsay") == pytest.approx({"Harbour": 2 / 3, "Fjord": 0})
    assert table.attrs["measure"] == "per 100 own words"
    assert table.attrs["uncoded"] == 7
    assert set(table["reliability"]) == {"not known"}


def test_quoted_words_are_a_share_of_all_words(ten, with_tables):
    corpus = with_tables(ten, wording=_wording(ten))
    table = analysis.compare_groups(corpus, "outlet", "quoted", groups=BOTH)
    assert by_value(table, "estimate", "quoted") == pytest.approx({"Harbour": 0.25, "Fjord": 0.5})


def test_transcripts_have_no_words_of_their_own(ten, with_tables):
    corpus = with_tables(
        ten, wording=_wording(ten), outlet_kind=["transcript_site", *["newspaper"] * 9]
    )
    table = analysis.compare_groups(corpus, "outlet", "distance", groups=BOTH)
    assert by_value(table, "count", "all") == {"Harbour": 1, "Fjord": 1}


def _wording(corpus):
    """Of r01, r02 and r04; the others were not counted."""
    columns = corpus.wording.columns
    rows = [("r01", 200, 100, 100, 0, 2, 0, 0, 0), ("r02", 100, 50, 50, 1, 0, 0, 0, 0),
            ("r04", 200, 200, 0, 0, 0, 0, 0, 1)]  # fmt: skip

    return pd.DataFrame(rows, columns=columns)


def test_the_voice_of_a_headline_that_was_not_seen_is_not_counted(ten, with_tables):
    voices = ["quote", "claim", "quote", *[None] * 7]
    table = analysis.compare_groups(
        with_tables(ten, title_voice=voices), "outlet", "title_voice", ["quote"], groups=BOTH
    )
    assert by_value(table, "total", "quote") == {"Harbour": 1, "Fjord": 2}
    assert by_value(table, "count", "quote") == {"Harbour": 1, "Fjord": 1}
    assert table.attrs["uncoded"] == 7


@pytest.mark.parametrize("by", ["outlet_kind", "language", "carriage", "year"])
def test_every_variable_can_be_compared_by_every_grouping(corpus, by):
    for variable in variables(corpus):
        table = analysis.compare_groups(corpus, by, variable)
        inside = table[["low", "estimate", "high"]].to_numpy()
        assert (np.diff(inside, axis=1) >= -1e-12).all()
        tested = table.dropna(subset="p")
        ends = tested[["difference_low", "difference_high"]]
        apart = (ends["difference_low"] > 0) | (ends["difference_high"] < 0)
        assert (apart == (tested["p"] < 0.05)).all()
        assert (tested["q"] >= tested["p"] - 1e-12).all()
        assert not table["verdict"].isna().any()


def test_a_difference_is_not_named_where_q_is_too_high(corpus):
    table = analysis.compare_groups(corpus, "outlet_kind")
    high = table[(table["p"] < 0.05) & (table["q"] > 0.05)]
    assert len(high)
    assert high["verdict"].str.startswith("cannot be told from chance among ").all()


def test_low_agreement_is_said_and_its_rows_are_not_hidden(corpus):
    table = analysis.compare_groups(corpus, "language", "verification", groups=["en", "de"])
    rows = table[table["value"] == "comment_sought"]
    assert set(rows["reliability"]) == {"unreliable"}
    assert rows["verdict"].str.contains("too little to draw conclusions").all()


def test_the_same_call_gives_the_same_table_to_the_last_digit(corpus):
    first = analysis.compare_groups(corpus, "language", "frame")
    assert_frame_equal(
        analysis.compare_groups(corpus, "language", "frame"), first, check_exact=True
    )


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"by": "colour"}, ValueError, "by is 'colour', expected one of: outlet, outlet_kind"),
        ({"groups": ["Harbour", "Moor"]}, ValueError, "no outlet Moor; there are: Fjord, Harbour"),
        ({"variable": "mood"}, KeyError, "no variable 'mood'; there are: theme, .*, quoted"),
        ({"values": ["wins"]}, KeyError, "no theme wins; there are: losses, "),
        ({"variable": "distance", "values": ["far"]}, KeyError, "no distance far; there are: all"),
        ({"unit": "word"}, ValueError, "unit is 'word', expected one of"),
        ({"coder": "c"}, ValueError, "no coder view 'c'; there are: adjudicated"),
    ],
)
def test_a_choice_that_there_is_not_is_refused_with_those_that_there_are(
    ten, options, error, message
):
    with pytest.raises(error, match=message):
        analysis.compare_groups(ten, **({"by": "outlet"} | options))


# Coder a gives the theme to the first carrier only, b to both; the adjudication follows b.
REPORTS = """
report  dates       carried_by  calls  a       b       adjudicated
r1      2022-05-01  x           k1     losses  losses  losses
r2      2022-05-02  y           k2     .       losses  losses
r3      2022-05-03  -           k3     .       .       .
"""


def test_each_view_has_the_table_that_the_comparison_gives_it(make_corpus):
    corpus = make_corpus(REPORTS)
    options = {"values": ["losses"], "groups": ["carrier", "author"]}
    table = analysis.compare_groups(corpus, "carriage", coder="each", **options)
    shares = table[table["group"] == "carrier"].set_index("coder")["estimate"]
    assert shares.to_dict() == {
        "adjudicated": 1.0, "a": 0.5, "b": 1.0, "both": 0.5, "either": 1.0,
    }  # fmt: skip
    one = analysis.compare_groups(corpus, "carriage", coder="a", **options)
    rows = table[table["coder"] == "a"].drop(columns="coder").reset_index(drop=True)
    assert_frame_equal(rows, one, check_like=False)


def test_views_can_be_chosen_and_come_in_that_order(make_corpus):
    table = analysis.compare_groups(
        make_corpus(REPORTS), "carriage", values=["losses"], on="same calls",
        groups=("carrier", "author"), coder=["b", "a"],
    )  # fmt: skip
    assert table["coder"].tolist() == ["b", "a"]


def test_a_view_that_there_is_not_is_refused(make_corpus):
    with pytest.raises(ValueError, match="no coder view 'c'"):
        analysis.compare_groups(make_corpus(REPORTS), "carriage", coder=["c"])
