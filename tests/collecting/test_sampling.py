"""In which order reports are coded, and that the first are a sample."""

import pandas as pd
import pytest

from analysis.collecting import order_reports


def test_a_seed_mixes_the_same_way_whatever_other_reports_there_are(corpus):
    reports = corpus.reports
    whole = order_reports(reports, "seeded", 3)
    some = order_reports(reports.iloc[::2], "seeded", 3)
    assert sorted(whole) == sorted(reports["report_id"])
    assert [each for each in whole if each in set(some)] == some
    assert order_reports(reports, "seeded", 4) != whole
    assert order_reports(reports, "listed", 3) == reports["report_id"].tolist()


def test_balanced_takes_each_month_before_one_comes_again_and_outlets_in_turn(corpus):
    reports = corpus.reports.dropna(subset="published_from")
    months = reports.set_index("report_id")["published_from"].dt.to_period("M").astype("str")
    first = order_reports(reports, "balanced", 0)[: months.nunique()]
    assert months[first].is_unique
    days = pd.to_datetime(["2024-05-01"] * 4)
    same = pd.DataFrame(
        {"report_id": ["a1", "a2", "a3", "b1"], "outlet": [*"AAAB"], "published_from": days}
    )
    assert "b1" in order_reports(same, "balanced", 0)[:2]


def test_an_unknown_order_is_refused_with_those_that_there_are(corpus):
    with pytest.raises(ValueError, match="order is 'random'; use seeded, balanced or listed"):
        order_reports(corpus.reports, "random", 0)


def test_the_first_fifty_are_spread_over_months_and_outlets(whole):
    ids = order_reports(whole.reports)[:50]
    sample = whole.select(ids).reports
    months = sample["published_from"].dt.to_period("M").value_counts()
    assert months.max() - months.min() <= 1
    assert len(months) == 20
    assert sample["outlet"].nunique() >= 45
