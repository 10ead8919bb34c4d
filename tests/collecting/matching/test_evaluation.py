"""The published figures of matching, and that they are better than a plain baseline."""

import pandas as pd
import pytest

import analysis
from analysis.collecting.matching.ranking import read_weights
from tests.collecting.matching.evaluation import (
    BASELINES,
    FEATURES,
    baseline,
    calibrate,
    cross_validate,
    fit,
    pair_up,
    rank_foreign,
    set_up,
    summarise,
)


@pytest.fixture(scope="module")
def setting(corpus: analysis.Corpus):
    return set_up(corpus, facts=True)


@pytest.fixture(scope="module")
def pairs(setting) -> pd.DataFrame:
    return pair_up(setting)


@pytest.fixture(scope="module")
def ours(pairs: pd.DataFrame) -> dict[str, float]:
    return summarise(cross_validate(pairs, FEATURES["words"]))


def test_figures_are_as_published(ours: dict[str, float]) -> None:
    """As in the findings: 222 reports whose call another tells, 39 whose call nobody else does."""
    assert (ours["reports"], ours["links"], ours["alone"]) == (222, 333, 39)
    assert ours["first right"] == pytest.approx(0.959, abs=0.005)
    assert ours["right in five"] == pytest.approx(0.982, abs=0.005)
    assert ours["precision"] == pytest.approx(0.841, abs=0.02)
    assert ours["recall"] == pytest.approx(0.874, abs=0.02)
    assert ours["right batch"] == pytest.approx(0.98, abs=0.01)
    assert ours["false alarms"] <= 4


def test_scores_promise_what_they_hold(pairs: pd.DataFrame) -> None:
    table = calibrate(cross_validate(pairs, FEATURES["words"]))
    sure = table[table["pairs"] >= 30]
    assert len(sure) >= 4
    assert ((sure["promised"] - sure["right"]).abs() <= 0.1).all()


@pytest.mark.parametrize("name", BASELINES)
def test_no_worse_than_the_baseline(name: str, setting, pairs, ours: dict[str, float]) -> None:
    plain = summarise(baseline(setting, pairs, BASELINES[name]))
    assert ours["first right"] >= plain["first right"] + 0.02
    assert ours["right in five"] >= plain["right in five"]
    assert ours["links in five"] >= plain["links in five"]
    assert ours["recall"] >= plain["recall"] + 0.2


def test_facts_alone_put_the_call_among_five(pairs: pd.DataFrame) -> None:
    found = summarise(cross_validate(pairs, FEATURES["facts"]))
    assert found["first right"] == pytest.approx(0.707, abs=0.01)
    assert found["right in five"] == pytest.approx(0.941, abs=0.01)


def test_digests_in_other_languages_find_their_calls(setting, pairs: pd.DataFrame) -> None:
    ranks = rank_foreign(setting, pairs, "facts")
    assert sum(rank == 1 for rank in ranks) >= 12
    assert sum(rank <= 5 for rank in ranks) >= 15


@pytest.mark.parametrize(("kind", "language"), [("words", "en"), ("facts", "de")])
def test_shipped_weights_are_those_that_a_fit_gives(kind: str, language: str, pairs) -> None:
    shipped, fitted = read_weights("calls", language), fit(pairs, FEATURES[kind])
    assert shipped.start == pytest.approx(fitted.start, abs=0.02)
    assert shipped.threshold == pytest.approx(fitted.threshold, abs=0.02)
    for name, points in fitted.points.items():
        assert shipped.points[name] == pytest.approx(points, abs=0.02), name


def test_a_report_is_never_matched_with_itself(setting, pairs: pd.DataFrame) -> None:
    """A call that only this report tells is no candidate of it."""
    told = setting.corpus.tellings.groupby("call_id")["report_id"].nunique()
    alone = set(told.index[told == 1])
    assert not (pairs["right"] & pairs["call_id"].isin(alone)).any()
