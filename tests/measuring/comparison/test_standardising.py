"""Direct standardisation, worked by hand."""

import numpy as np
import pytest

import analysis

BOTH = ["Harbour", "Fjord"]
HEAD = "report dates outlet calls adjudicated\n"

# Harbour: 4 reports in the first quarter, of which 2 have it, and 1 of 1 in the second.
# Fjord: none of 1, and 1 of 4. The standard: 5 reports in each.
QUARTERS = """\
a1 2022-04-01 Harbour k1 losses
a2 2022-04-01 Harbour k2 losses
a3 2022-04-01 Harbour k3 .
a4 2022-04-01 Harbour k4 .
a5 2022-07-01 Harbour k5 losses
b1 2022-04-01 Fjord k6 .
b2 2022-07-01 Fjord k7 losses
b3 2022-07-01 Fjord k8 .
b4 2022-07-01 Fjord k9 .
b5 2022-07-01 Fjord k10 .
"""


def standardise(corpus, on="like quarters"):
    return analysis.compare_groups(corpus, "outlet", "theme", ["losses"], on=on, groups=BOTH)


def test_each_quarter_counts_by_all_reports(make_corpus):
    table = standardise(make_corpus(HEAD + QUARTERS))
    assert table["estimate"].tolist() == pytest.approx([3 / 5, 1 / 5])
    assert table["standardised"].tolist() == pytest.approx(
        [1 / 2 * 2 / 4 + 1 / 2 * 1, 1 / 2 * 0 + 1 / 2 * 1 / 4]
    )
    assert table["standardised_difference"].tolist() == pytest.approx([0.625, -0.625])
    assert table["difference"].tolist() == pytest.approx([0.4, -0.4])
    assert table["covered"].tolist() == [1, 1]


def test_a_quarter_without_a_group_is_left_out_for_all(make_corpus):
    more = "a6 2022-10-01 Harbour k11 losses\na7 2022-10-01 Harbour k12 losses"
    table = standardise(make_corpus(HEAD + QUARTERS + more))
    assert table["standardised"].tolist() == pytest.approx([0.75, 0.125])
    assert table["estimate"].tolist() == pytest.approx([5 / 7, 1 / 5])
    assert table["covered"].tolist() == pytest.approx([1, 10 / 12])
    assert table["reports"].tolist() == [5, 5]
    assert (table.attrs["strata"], table.attrs["common"]) == (3, 2)
    assert table.attrs["kept"] == pytest.approx(10 / 12)


def test_a_report_that_may_lie_in_two_quarters_is_in_both_by_its_share(make_corpus):
    # a5 lies in April to June for 10 of 20 days.
    corpus = make_corpus(HEAD + QUARTERS.replace("a5 2022-07-01 ", "a5 2022-06-21/2022-07-10 "))
    table = standardise(corpus)
    # First quarter: 5.5 reports, Harbour 2.5 of 4.5; second: 4.5, Harbour 0.5 of 0.5.
    expected = (5.5 * 2.5 / 4.5 + 4.5 * 1) / 10
    assert table["standardised"].iloc[0] == pytest.approx(expected)


def test_a_group_with_less_than_half_a_report_does_not_cover_a_quarter(make_corpus):
    corpus = make_corpus(HEAD + QUARTERS.replace("a5 2022-07-01 ", "a5 2022-06-25/2022-07-04 "))
    # 6 of 10 days are before July: 0.4 of a report is left for the second quarter.
    table = standardise(corpus)
    assert table.attrs["common"] == 1
    assert table["covered"].tolist() == pytest.approx([5.6 / 10, 1])


def test_calls_are_made_alike_by_the_reports_that_tell_them(make_corpus):
    text = """\
    a1 2022-04-01 Harbour k1 losses
    a2 2022-04-01 Harbour k1 .
    b1 2022-04-01 Fjord k1 losses
    a3 2022-04-01 Harbour k2 losses
    b2 2022-04-01 Fjord k2 .
    b3 2022-04-01 Fjord k3 losses
    """
    table = standardise(make_corpus(HEAD + text), on="like calls")
    # k1 has 3 reports, k2 has 2; k3 was told by Fjord alone.
    assert table["standardised"].tolist() == pytest.approx([(3 / 2 + 2) / 5, 3 / 5])
    assert table["covered"].tolist() == pytest.approx([5 / 6, 1])
    assert table["verdict"].str.startswith("too few to tell").all()


def test_nothing_in_common_is_said(make_corpus):
    text = "a1 2022-04-01 Harbour k1 losses\nb1 2022-07-01 Fjord k2 ."
    table = standardise(make_corpus(HEAD + text))
    assert table["standardised"].isna().all()
    assert set(table["verdict"]) == {"no quarter that all groups cover"}
    assert table.attrs["kept"] == 0


def test_groups_that_cover_all_alike_are_not_changed(corpus):
    # One stratum alone: the second quarter of 2022.
    early = corpus.select(
        corpus.reports.query("published_to < '2022-07-01' and published_from >= '2022-04-01'")[
            "report_id"
        ]
    )
    table = analysis.compare_groups(
        early, "outlet_kind", on="like quarters", groups=["news_site", "newspaper"]
    )
    for raw, standardised in (
        ("estimate", "standardised"),
        ("low", "standardised_low"),
        ("difference", "standardised_difference"),
    ):
        np.testing.assert_allclose(table[standardised], table[raw])


def test_rates_keep_their_unit(corpus):
    table = analysis.compare_groups(corpus, "language", "distance", on="like quarters")
    plain = analysis.compare_groups(corpus, "language", "distance")
    np.testing.assert_allclose(table["estimate"], plain["estimate"])
    assert (table["standardised"] / table["estimate"]).between(0.2, 5).all()


def test_the_raw_columns_are_those_of_compare_groups(corpus):
    table = analysis.compare_groups(corpus, "outlet_kind", "frame", on="like quarters")
    plain = analysis.compare_groups(corpus, "outlet_kind", "frame")
    for column in ("estimate", "low", "high", "difference", "difference_low", "difference_high"):
        np.testing.assert_allclose(table[column], plain[column])


def test_a_way_to_compare_that_there_is_not_is_refused(make_corpus):
    ways = "all reports, same calls, like quarters, like calls"
    with pytest.raises(ValueError, match=f"on is 'like months', expected one of: {ways}"):
        standardise(make_corpus(HEAD + QUARTERS), on="like months")


def test_units_other_than_reports_are_refused_where_they_are_not_counted(make_corpus):
    with pytest.raises(ValueError, match="calls are counted on all reports only"):
        analysis.compare_groups(
            make_corpus(HEAD + QUARTERS), "outlet", on="like quarters", unit="call"
        )
