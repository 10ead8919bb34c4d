"""Krippendorff's alpha against published examples, and the agreement that the corpus reports."""

from dataclasses import replace

import krippendorff
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import analysis
from analysis.measuring.reliability import (
    alphas_of_draws,
    measure_ac1,
    measure_alpha,
    measure_kappa,
)
from analysis.reading.tableset import Tables

NAN = float("nan")

# Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", examples A, B and C.
BINARY = ["0100000010", "1110010000"]
NOMINAL = ["aabbdcccedda", "babbbccceddd"]
FOUR_OBSERVERS = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."]

CORPUS = {
    ("theme", "losses"): 0.961, ("theme", "refusal"): 0.914, ("theme", "command"): 0.850,
    ("theme", "doubt"): 0.907, ("theme", "concealment"): 0.934,
    ("frame", "conflict"): 0.846, ("frame", "human_interest"): 0.808,
    ("frame", "responsibility"): 0.850, ("frame", "morality"): 0.956,
    ("frame", "consequences"): 0.786,
    ("certainty", None): 0.745, ("verification", None): 0.942, ("release_motive", None): 1.000,
    ("emotive", None): 0.789, ("victim", None): 0.893,
}  # fmt: skip


def ratings(rows):
    """Ratings written as letters or digits; a dot is missing."""
    return np.array([[NAN if each == "." else float(ord(each)) for each in row] for row in rows])


@pytest.mark.parametrize(
    ("rows", "alpha"), [(BINARY, 0.095), (NOMINAL, 0.692), (FOUR_OBSERVERS, 0.743)]
)
def test_alpha_is_that_of_the_published_examples(rows, alpha):
    assert measure_alpha(ratings(rows)) == pytest.approx(alpha, abs=5e-4)
    once = np.ones((1, len(rows[0])))
    assert alphas_of_draws(ratings(rows), once) == pytest.approx([alpha], abs=5e-4)


def test_ac1_is_that_of_the_published_examples():
    # Gwet's irrCAC gives .77544 for its data of four raters, which are Krippendorff's example C.
    assert measure_ac1(ratings(FOUR_OBSERVERS), 5) == pytest.approx(0.77544, abs=5e-6)
    # Feinstein & Cicchetti (1990) with the paradox of kappa: of 125, 118 both yes, 5 and 2 split.
    # Agreement .944, yes in 241 of 250: chance 2 * .964 * .036.
    rare = ratings(["y" * 123 + "nn", "y" * 118 + "nnnnn" + "yy"])
    chance = 2 * (241 + 2) / 250 * 7 / 250
    assert measure_ac1(rare, 2) == pytest.approx((0.944 - chance) / (1 - chance))
    assert round(measure_ac1(rare, 2), 3) == 0.941
    assert measure_alpha(rare) < 0


# The example by which Fleiss' kappa is mostly taught: of 14, how many gave ten things which value.
FOURTEEN = [(0, 0, 0, 0, 14), (0, 2, 6, 4, 2), (0, 0, 3, 5, 6), (0, 3, 9, 2, 0), (2, 2, 8, 1, 1),
            (7, 7, 0, 0, 0), (3, 2, 6, 3, 0), (2, 5, 3, 2, 2), (6, 5, 2, 1, 0),
            (0, 2, 2, 3, 7)]  # fmt: skip


def test_kappa_is_that_of_the_published_examples():
    # Gwet's irrCAC, cont3x3abstractors: 100 patients, two abstractors; Cohen's kappa .7964094.
    pairs = {"ee": 13, "aa": 20, "an": 7, "na": 4, "nn": 56}
    two = ratings(["".join(pair[side] * n for pair, n in pairs.items()) for side in (0, 1)])
    assert measure_kappa(two) == pytest.approx(0.7964094, abs=5e-8)
    assert measure_ac1(two, 3) == pytest.approx(0.8493305, abs=5e-8)
    assert measure_alpha(two) == pytest.approx(0.7972585, abs=5e-8)
    fourteen = np.array([np.repeat(range(5), each) for each in FOURTEEN], dtype="float64").T
    assert measure_kappa(fourteen) == pytest.approx(0.210, abs=5e-4)
    # With missing ratings: irrCAC's fleiss.kappa.raw of cac.raw4raters gives .76117.
    assert measure_kappa(ratings(FOUR_OBSERVERS)) == pytest.approx(0.76117, abs=5e-6)


def test_kappa_of_two_takes_what_both_rated_and_is_missing_where_nothing_varies():
    # Alike on 2 of 4; a gave x in 3 of 4, b in 3 of 4: chance 9/16 + 1/16.
    assert measure_kappa(ratings(["xxxyx", "xxyx."])) == pytest.approx((2 / 4 - 10 / 16) / (6 / 16))
    for rows in (["aa", "aa"], ["a.", ".b"], ["", ""], ["aa", "aa", "aa"]):
        assert np.isnan(measure_kappa(ratings(rows)))


def test_ac1_is_that_worked_by_hand_and_asks_how_many_values_there_are():
    rows = ratings(["aab", "abb"])
    # Alike on 2 of 3; each value in half of the ratings: chance 1/2 of two values, 1/4 of three.
    assert measure_ac1(rows, 2) == pytest.approx((2 / 3 - 1 / 2) / (1 / 2))
    assert measure_ac1(rows, 3) == pytest.approx((2 / 3 - 1 / 4) / (3 / 4))
    assert measure_ac1(ratings(["aaa", "aaa"]), 2) == 1
    assert np.isnan(measure_ac1(ratings(["a.", ".b"]), 2))


PARTS = """
report  dates       calls  a       b       c
r1      2022-05-01  k1     losses  losses  losses
r2      2022-05-02  k2     .       .       doubt
r3      2022-05-03  k3     losses  losses  -
r4      2022-05-04  k4     losses  .       -
r5      2022-05-05  k5     losses  -       -
"""


def test_a_coder_who_coded_some_reports_is_compared_on_them_and_shrinks_nothing(make_corpus):
    table = analysis.compare_coders(make_corpus(PARTS), "theme").set_index("value")
    # Three pairs in r1 and r2 each, one in r3 and r4 each; nobody is compared on r5.
    assert table["reports"].unique().tolist() == [4]
    assert table["pairs"].unique().tolist() == [8]
    written = ratings(["1011", "1010", "10.."])
    assert table.loc["losses", "alpha"] == pytest.approx(measure_alpha(written))
    # Judgements of r1 to r4: losses in 3 + 0 + 2 + 1 of 10.
    assert table.loc["losses", "prevalence"] == 6 / 10
    assert table.loc["losses", "agreement"] == 3 / 4


def test_a_coder_of_one_variable_says_nothing_of_the_others(make_corpus):
    corpus = make_corpus(PARTS)
    codings = corpus.codings
    only = codings[(codings["coder"] != "c") | (codings["variable"] == "certainty")]
    tables = Tables(dict(corpus.tables) | {"codings": only.reset_index(drop=True)})
    table = analysis.compare_coders(replace(corpus, tables=tables))
    pairs = table.groupby("variable")["pairs"].max()
    assert pairs["theme"] == 4
    assert pairs["certainty"] == 8


def test_that_none_of_the_values_was_found_is_written_or_not_and_counts_the_same(make_corpus):
    said = {"codings": "report_id coder variable value\nr2 a theme -\nr2 b theme -\nr4 b theme -"}
    written = analysis.compare_coders(make_corpus(PARTS, also=said))
    pd.testing.assert_frame_equal(written, analysis.compare_coders(make_corpus(PARTS)))


def test_coders_are_chosen_and_the_settled_codes_are_one_where_they_are_named(make_corpus):
    corpus = make_corpus(PARTS)
    two = analysis.compare_coders(corpus, "theme", coders=["c", "a"]).set_index("value")
    # a and c: r1 alike, r2 none and none, of losses; r3 to r5 c did not see.
    assert two.loc["losses", ["agreement", "kappa", "reports"]].tolist() == [1, 1, 2]
    assert list(two.attrs["coder_notes"]) == ["c", "a"]
    assert two.loc["doubt", "agreement"] == 1 / 2
    known = "name two or more of those who coded: a, b, c"
    for wrong in (["a"], ["a", "adjudicated"], ["a", "a"], "ab"[:1]):
        with pytest.raises(ValueError, match=known):
            analysis.compare_coders(corpus, "theme", coders=wrong)


def test_the_course_is_that_of_the_first_reports_that_two_had_coded(make_corpus):
    text = """
    report  dates       calls  a       b
    r1      2022-05-01  k1     losses  losses
    r2      2022-05-02  k2     .       .
    r3      2022-05-03  k3     losses  .
    r4      2022-05-04  k4     .       -
    r5      2022-05-05  k5     losses  losses
    """
    # b coded from the last to the first: r5, then r3, r2, r1.
    corpus = make_corpus(text)
    codings = corpus.codings
    theirs = codings[codings["coder"] == "b"].iloc[::-1]
    rows = pd.concat([codings[codings["coder"] == "a"], theirs], ignore_index=True)
    corpus = replace(corpus, tables=Tables(dict(corpus.tables) | {"codings": rows}))
    table = analysis.compare_coders(corpus, "theme", every=2).set_index(["coded", "value"])
    losses = table.xs("losses", level="value")
    assert losses["reports"].to_dict() == {2: 2, 4: 4}
    assert losses["agreement"].to_dict() == {2: 1 / 2, 4: 3 / 4}
    whole = analysis.compare_coders(corpus, "theme").set_index("value")
    assert losses.loc[4, "alpha"] == whole.loc["losses", "alpha"]
    with pytest.raises(ValueError, match="give one of them"):
        analysis.compare_coders(corpus, by="language", every=2)
    with pytest.raises(ValueError, match="every from 1"):
        analysis.compare_coders(corpus, every=0)


def test_confusions_pair_what_one_gave_with_what_the_other_gave_instead(make_corpus):
    corpus = make_corpus("""
    report  dates       calls  a                   b
    r1      2022-05-01  k1     losses              losses,doubt
    r2      2022-05-02  k2     losses,supply       doubt,supply
    r3      2022-05-03  k3     losses              .
    r4      2022-05-04  k4     .                   .
    r5      2022-05-05  k5     losses,supply       doubt
    r6      2022-05-06  k6     losses              -
    """)
    table = analysis.count_confusions(corpus, "theme").fillna("")
    assert table.drop(columns=["coder", "other_coder"]).to_numpy().tolist() == [
        ["losses", "doubt", 2],
        ["losses", "losses", 1],
        ["losses", "", 1],
        ["supply", "doubt", 1],
        ["supply", "supply", 1],
        ["", "doubt", 1],
    ]
    assert analysis.count_confusions(corpus, "certainty")["reports"].tolist() == [5]
    turned = analysis.count_confusions(corpus, "theme", coders=["b", "a"]).fillna("")
    assert turned.iloc[0].tolist() == ["b", "doubt", "a", "losses", 2]
    with pytest.raises(KeyError, match="no variable 'mood'"):
        analysis.count_confusions(corpus, "mood")


def test_confusions_of_one_value_hold_every_report_once(whole):
    table = analysis.count_confusions(whole, "certainty")
    assert table["reports"].sum() == 651
    alike = table.loc[table["value"] == table["other_value"], "reports"].sum()
    [agreement] = analysis.compare_coders(whole, "certainty").loc[[0], "agreement"]
    assert alike / 651 == pytest.approx(agreement)


def test_agreement_by_a_column_of_the_reports_is_that_of_each_part(corpus):
    parts = analysis.compare_coders(corpus, "frame", by="read")
    assert parts["read"].unique().tolist() == ["opening", "whole"]
    for read, part in parts.groupby("read"):
        reports = corpus.reports
        some = corpus.select(reports.loc[reports["read"] == read, "report_id"])
        alone = analysis.compare_coders(some, "frame")
        pd.testing.assert_frame_equal(part.drop(columns="read").reset_index(drop=True), alone)
    assert parts.attrs == analysis.compare_coders(corpus).attrs
    with pytest.raises(KeyError, match="no column 'mood' of reports"):
        analysis.compare_coders(corpus, by="mood")


def test_alpha_does_not_depend_on_the_order_of_coders_or_things():
    rows = ratings(FOUR_OBSERVERS)
    assert measure_alpha(rows[::-1, ::-1]) == pytest.approx(measure_alpha(rows))


@pytest.mark.parametrize(
    "rows",
    [["aaaa", "aaaa"], ["aaab", "aaa."], ["a.", ".b"], ["..", ".."], ["", ""], ["ab"]],
    ids=["constant", "constant where both rated", "never both", "none", "no things", "one coder"],
)
def test_alpha_is_missing_where_nothing_varies_that_two_coders_rated(rows):
    assert np.isnan(measure_alpha(ratings(rows)))
    assert np.isnan(alphas_of_draws(ratings(rows), np.ones((1, len(rows[0]))))).all()


RATED = st.integers(2, 4).flatmap(
    lambda coders: st.integers(1, 9).flatmap(
        lambda things: arrays(
            "float64", (coders, things), elements=st.sampled_from([0.0, 1.0, 2.0, NAN])
        )
    )
)


@given(RATED, st.data())
@settings(max_examples=80, deadline=None)
def test_a_draw_has_the_alpha_of_its_things_written_out(rows, data):
    times = data.draw(arrays("int64", rows.shape[1], elements=st.integers(0, 3)))
    written = np.repeat(rows, times, axis=1)
    drawn = float(alphas_of_draws(rows, times[None, :].astype("float64"))[0])
    assert drawn == pytest.approx(measure_alpha(written), nan_ok=True)
    if not np.isnan(drawn):
        library = krippendorff.alpha(written, level_of_measurement="nominal")
        assert drawn == pytest.approx(library)


@pytest.mark.parametrize(("variable", "value"), CORPUS)
def test_the_corpus_has_the_agreement_that_its_coding_report_gives(corpus, variable, value):
    table = analysis.compare_coders(corpus, variable)
    row = table[table["value"].isna() if value is None else table["value"] == value]
    assert row["alpha"].round(3).tolist() == [CORPUS[variable, value]]
    assert row["reports"].tolist() == [261]
    assert (row["low"] <= row["alpha"]).all()
    assert (row["alpha"] <= row["high"]).all()


def test_agreement_and_prevalence_are_those_worked_by_hand(ten):
    table = analysis.compare_coders(ten, "theme").set_index("value")
    # Both saw r01 to r08. losses: a gave 5, b 4, they differ on r06 only; doubt: a gave r02 and
    # r03, b r03 and r04.
    assert (table["reports"] == 8).all()
    assert table.loc["losses", "agreement"] == 7 / 8
    assert table.loc["losses", "prevalence"] == 9 / 16
    assert table.loc["doubt", "agreement"] == 6 / 8
    assert table.loc["doubt", "prevalence"] == 4 / 16
    # losses: 9 of 16 ratings 1; observed disagreement 2 / 16, expected 2 * 9 * 7 / (16 * 15).
    assert table.loc["losses", "alpha"] == pytest.approx(1 - (2 / 16) / (2 * 9 * 7 / (16 * 15)))


def test_what_never_varies_has_no_alpha(ten):
    table = analysis.compare_coders(ten)
    certainty = table[table["variable"] == "certainty"]
    assert certainty["alpha"].isna().all()
    assert certainty[["low", "high"]].isna().all(axis=None)
    assert certainty["agreement"].tolist() == [1, 1, 1, 1]


def test_a_variable_of_which_any_number_of_values_can_be_present_has_no_row_as_a_whole(ten):
    assert analysis.compare_coders(ten, "theme")["value"].tolist() == ten.codebook.values("theme")
    assert (
        analysis.compare_coders(ten, "certainty")["value"].isna().tolist() == [True] + [False] * 3
    )


def test_a_single_coder_has_no_agreement(make_corpus):
    corpus = make_corpus("report dates calls a\nr1 2022-05-01 k1 losses\nr2 2022-05-02 k2 .")
    table = analysis.compare_coders(corpus)
    assert table[["alpha", "low", "high", "agreement", "prevalence"]].isna().all(axis=None)
    assert (table["reports"] == 0).all()
    counts = analysis.count_codes(corpus, "theme", ["losses"], every=None, coder="a")
    assert counts["share"].tolist() == [0.5]
    assert counts["alpha"].isna().all()


def test_nobody_has_no_agreement(make_corpus):
    corpus = make_corpus("report dates calls\nr1 2022-05-01 k1")
    assert analysis.compare_coders(corpus).empty


def test_an_unknown_variable_is_refused_with_those_that_there_are(ten):
    with pytest.raises(KeyError, match="no variable 'mood' in the codebook; there are: theme, fra"):
        analysis.compare_coders(ten, "mood")


def test_the_table_says_who_coded_and_can_be_changed(corpus):
    table = analysis.compare_coders(corpus)
    assert list(table.attrs["coder_notes"]) == ["a", "b"]
    table["alpha"] = 0.0
    assert (analysis.compare_coders(corpus)["alpha"] > 0).all()
