"""Which group a report belongs to."""

import pytest

from analysis.measuring.comparison.grouping import GROUPINGS, group_reports
from analysis.measuring.retelling.chains import chain_steps


def groups_of(corpus, by):
    table = group_reports(corpus, by)
    return dict(zip(table["report_id"], table["group"], strict=True))


def test_a_group_that_is_missing_is_not_known(ten):
    found = groups_of(ten, "outlet")
    assert (found["r01"], found["r10"]) == ("Harbour", "not known")


def test_a_report_that_was_translated_is_a_translation(ten, with_tables):
    corpus = with_tables(ten, translated_from=["de", *[None] * 9])
    found = groups_of(corpus, "origin")
    assert (found["r01"], found["r02"]) == ("translation", "original")


def test_a_report_on_another_site_is_carried(ten, with_tables):
    corpus = with_tables(ten, carried_by=["mirror", *[None] * 9])
    found = groups_of(corpus, "carriage")
    assert (found["r01"], found["r02"]) == ("carrier", "author")


def test_a_report_that_can_lie_in_two_periods_is_shared_out(ten):
    table = group_reports(ten, "month").set_index(["report_id", "group"])["weight"]
    assert table["r03"].to_dict() == {"2022-05": 0.25, "2022-06": 0.75}
    assert table["r09"].to_dict() == {"not known": 1}


@pytest.mark.parametrize(
    ("by", "group"), [("year", "2022"), ("quarter", "2022 Q2"), ("month", "2022-05")]
)
def test_periods_are_written_so_that_they_sort(ten, by, group):
    assert groups_of(ten, by)["r01"] == group


def test_steps_from_the_release_are_those_of_the_chains(corpus):
    steps = chain_steps(corpus)["step"]
    found = group_reports(corpus, "step")["group"].value_counts()
    assert found["step 1"] == (steps == 1).sum()
    assert found["step 3 or more"] == (steps >= 3).sum()
    assert found["not known"] == steps.isna().sum()


@pytest.mark.parametrize("by", GROUPINGS)
def test_the_weights_of_each_report_sum_to_one(corpus, by):
    table = group_reports(corpus, by)
    assert table.groupby("report_id")["weight"].sum().to_numpy() == pytest.approx(1)
    assert set(table["report_id"]) == set(corpus.reports["report_id"])
    assert not table["group"].isna().any()


def test_a_grouping_that_there_is_not_is_refused_with_those_that_there_are(ten):
    with pytest.raises(ValueError, match="by is 'colour', expected one of: outlet, outlet_kind"):
        group_reports(ten, "colour")
