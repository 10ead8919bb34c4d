"""The generator keeps what it promises."""

import numpy as np
import pytest

import analysis
from analysis.measuring.resampling import cluster_reports, correlate_reports
from tests.generating import Plan, generate_corpus

MANY = Plan(
    reports=20_000,
    shares={"losses": 0.3, "doubt": lambda over: 0.1 + 0.4 * over},
    effects={"agency": 0.2},
    alike=0.4,
    retold=4.0,
    interval=0.25,
    undated=0.1,
    error=0.1,
    seed=3,
)


@pytest.fixture(scope="module")
def many():
    return generate_corpus(MANY)


def given(corpus, coder, theme):
    codings = corpus.codings.query("coder == @coder and value == @theme")
    return corpus.reports["report_id"].isin(codings["report_id"]).to_numpy()


def test_shares_and_effects_are_those_planned(many):
    has, agency = given(many, "adjudicated", "losses"), many.reports["outlet_kind"].eq("agency")
    assert has[~agency].mean() == pytest.approx(0.3, abs=0.02)
    assert has[agency].mean() == pytest.approx(0.5, abs=0.02)


def test_a_share_follows_its_course(many):
    has, day = given(many, "adjudicated", "doubt"), many.reports["published_from"]
    late, early = has[day > "2023-09-01"].mean(), has[day < "2022-09-01"].mean()
    assert late - early == pytest.approx(0.4 * 0.75, abs=0.08)


def test_reports_of_a_call_are_as_alike_as_planned(many):
    some = ~many.reports["outlet_kind"].eq("agency")
    part = many.select(many.reports.loc[some, "report_id"])
    clusters = cluster_reports(part)
    has = given(part, "adjudicated", "losses").astype("float64")[:, None]
    found = correlate_reports(has, clusters.to_numpy()).value
    assert float(found.item()) == pytest.approx(0.4, abs=0.04)
    assert len(part.reports) / clusters.nunique() > 2


def test_dates_and_coders_err_as_often_as_planned(many):
    reports = many.reports
    assert reports["published_from"].isna().mean() == pytest.approx(0.1, abs=0.01)
    wrong = given(many, "a", "losses") != given(many, "adjudicated", "losses")
    assert wrong.mean() == pytest.approx(0.1, abs=0.01)
    other = given(many, "b", "losses") != given(many, "adjudicated", "losses")
    assert (wrong & other).mean() == pytest.approx(0.01, abs=0.004)


def test_every_function_takes_it(many):
    few = generate_corpus(Plan(reports=60))
    assert analysis.count_codes(few, values=["losses"])["reports"].sum() >= 60
    assert np.isfinite(analysis.compare_coders(few, "theme")["agreement"].dropna()).all()


def test_the_same_plan_is_the_same_corpus():
    one, other = generate_corpus(Plan(reports=50)), generate_corpus(Plan(reports=50))
    assert one.codings.equals(other.codings)
    assert not one.codings.equals(generate_corpus(Plan(reports=50, seed=2)).codings)
