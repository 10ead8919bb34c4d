"""How many reports, calls and outlets a group has."""

import pytest

import analysis


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
