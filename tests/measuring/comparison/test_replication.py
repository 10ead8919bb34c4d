"""Findings as predictions: which reports are new, how far a code leads, and the rule of answers."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import analysis
from analysis.measuring.comparison.robustness import MEASURES, judge_prediction
from analysis.reading.editions import Prediction, read_predictions
from analysis.reading.problems import CorpusError

TWO_EDITIONS = """
report  edition  language  dates       calls  a             adjudicated
r1      1        en        2022-05-01  k1     losses        losses
r2      1        de        2022-05-02  k2     losses        losses
r3      2        en        2022-05-03  k1     losses        losses
r4      2        en        2022-05-04  k3     doubt         doubt
r5      2        en        2022-05-05  k3,k2  doubt         doubt
r6      2        en        2022-05-06  -      losses,doubt  losses,doubt
r7      -        en        2022-05-07  k4     losses        losses
"""
"""r5 tells a known call beside a new one; r6 no call that is linked; r7 is in no edition."""


@pytest.fixture(scope="module")
def editions(make_corpus):
    return make_corpus(TWO_EDITIONS)


def ids(corpus):
    return corpus.reports["report_id"].tolist()


def test_new_reports_are_told_apart_by_whether_one_of_their_calls_was_known(editions):
    assert ids(analysis.select_new(editions)) == ["r4", "r6"]
    assert ids(analysis.select_new(editions, telling="known calls")) == ["r3", "r5"]
    assert ids(analysis.select_new(editions, 1)) == ["r1", "r2"]


def test_of_the_corpus_104_reports_in_58_groups_tell_no_call_of_the_first_edition(whole):
    new = analysis.select_new(whole)
    lead = analysis.count_lead(new, "theme", "losses")
    assert lead[["reports", "calls"]].iloc[0].tolist() == [104, 58]
    assert (new.reports["published_from"] >= "2023").sum() == 4
    first, new_ids = set(ids(analysis.read_corpus(edition=1))), set(ids(new))
    told = whole.tellings.groupby("call_id")["report_id"].agg(set)
    assert not [call for call, by in told.items() if by & first and by & new_ids]


def test_other_reports_than_these_are_refused(editions):
    with pytest.raises(ValueError, match="telling is 'old calls', expected one of: new calls, kn"):
        analysis.select_new(editions, telling="old calls")


def test_a_lead_is_the_share_less_that_of_the_next_value_in_the_same_reports(editions):
    """Losses in 5 of 7, doubt in 3: a lead of 2/7; of r6, which has both, nothing."""
    (lead,) = analysis.count_lead(editions, "theme", "losses").to_dict("records")
    assert lead["next"] == "doubt"
    numbers = [lead["share"], lead["next_share"], lead["difference"]]
    assert numbers == pytest.approx([5 / 7, 3 / 7, 2 / 7])
    assert lead["difference_low"] < 2 / 7 < lead["difference_high"]
    assert (lead["reports"], lead["calls"]) == (7, 4)  # r1 r3; r2 r4 r5; r6; r7
    (behind,) = analysis.count_lead(editions, "theme", "doubt").to_dict("records")
    assert behind["difference"] == pytest.approx(-2 / 7)


def test_a_lead_can_be_counted_by_call_and_for_a_value_that_there_is(editions):
    """k1 and k4, r6: losses (r6 both); k2: half r2, half r5; k3: r4, r5: doubt."""
    (lead,) = analysis.count_lead(editions, "theme", "losses", unit="call").to_dict("records")
    assert lead["difference"] == pytest.approx((1 + 1 + 0 + (0.5 - 0.5) - 1) / 5)
    with pytest.raises(KeyError, match="no theme weather"):
        analysis.count_lead(editions, "theme", "weather")


def test_no_reports_have_no_lead(editions):
    (lead,) = analysis.count_lead(editions.select([]), "theme", "losses").to_dict("records")
    assert np.isnan(lead["difference"])
    assert (lead["reports"], lead["calls"]) == (0, 0)


def predict(predicted="above", null=0.0):
    return Prediction("id", "A finding", "02", "count_codes", {}, {}, predicted, null, ())


ANSWERS = {
    "on the predicted side": ("above", 0.4, (0.1, 0.5), 9, "holds"),
    "on the other side": ("above", 0.4, (-0.5, -0.1), 9, "fails"),
    "below, as predicted": ("below", -0.4, (-0.5, -0.1), 9, "holds"),
    "nothing, and not as much as seen": ("above", 0.4, (-0.1, 0.3), 9, "fails"),
    "nothing, and as much as seen": ("above", 0.4, (-0.1, 0.5), 9, "cannot be tested"),
    "few calls": ("above", 0.4, (0.1, 0.5), 4.9, "cannot be tested"),
    "not measured": ("above", 0.4, (np.nan, np.nan), 9, "cannot be tested"),
    "no such group": ("above", 0.4, (np.nan, np.nan), np.nan, "cannot be tested"),
    "alike": ("alike", 0.1, (-0.1, 0.2), 9, "holds"),
    "alike or not": ("alike", 0.1, (-0.1, 0.21), 9, "cannot be tested"),
    "not alike": ("alike", 0.1, (0.01, 0.1), 9, "fails"),
}


@pytest.mark.parametrize(
    ("predicted", "first", "interval", "calls", "answer"), ANSWERS.values(), ids=ANSWERS
)
def test_a_prediction_is_answered_by_one_rule(predicted, first, interval, calls, answer):
    low, high = interval
    new = {"estimate": 0.0, "low": low, "high": high, "calls": calls}
    assert judge_prediction(predict(predicted), first, new)[0] == answer


def test_a_prediction_against_a_half_is_held_to_a_half():
    new = {"estimate": 0.6, "low": 0.4, "high": 0.8, "calls": 9}
    assert judge_prediction(predict(null=0.3), 0.6, new)[0] == "holds"
    assert judge_prediction(predict(null=0.5), 0.6, new)[0] == "cannot be tested"


ONE = """
most-lose:
  finding: Most tell of losses
  notebook: 02
  measure: count_codes
  options: {variable: theme, values: [losses], every: null}
  predicted: above 0.5
  on: [new calls, known calls]
"""


@pytest.fixture
def predicted(editions, tmp_path):
    """The corpus of two editions in a folder with these predictions."""

    def put(text):
        (tmp_path / "predictions.yml").write_text(text, encoding="utf-8")
        return replace(editions, folder=tmp_path)

    return put


def test_one_row_a_prediction_and_the_reports_it_is_tested_on(predicted):
    table = analysis.replicate(predicted(ONE))
    assert table["on"].tolist() == ["new calls", "known calls"]
    assert table["predicted"].unique().tolist() == ["above 0.5"]
    assert table["first"].tolist() == [1, 1]  # r1, r2
    assert table["new"].tolist() == [0.5, 0.5]  # r4, r6; r3, r5
    assert table[["reports", "calls"]].to_numpy().tolist() == [[2, 2], [2, 2]]
    assert table["answer"].tolist() == ["cannot be tested"] * 2
    assert table["why"].unique().tolist() == ["too few to tell (2 independent calls)"]


def test_a_group_that_new_reports_lack_is_an_answer_and_not_an_error(predicted):
    compared = ONE.replace("count_codes", "compare_groups") + "  row: {group: de}\n"
    compared = compared.replace("every: null", "by: language, groups: [en, de]")
    table = analysis.replicate(predicted(compared))
    assert table["first"].tolist() == [0, 0]
    assert table["why"].tolist() == ["a group has fewer than five independent calls"] * 2


def test_a_measure_that_there_is_not_is_refused(predicted):
    with pytest.raises(KeyError, match="no measure weigh; there are: compare_groups"):
        analysis.replicate(predicted(ONE.replace("count_codes", "weigh")))


def test_a_folder_without_predictions_has_none(editions):
    assert analysis.replicate(editions).empty


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  notebook: 02\n", "", "predictions.yml:3: `notebook` is missing"),
        ("  notebook: 02\n", "  notebook:\n", "predictions.yml:3: `notebook` is missing"),
        ("above 0.5", "above a half", "predicts nothing known"),
        ("above 0.5", "sure", "predicts nothing known"),
        ("[new calls, ", "[old calls, ", "is on no known reports"),
        ("[new calls, ", "[[new calls], ", "is on no known reports"),
        ("  on: [new calls, known calls]\n", "", "is on no known reports"),
        ("  finding: ", "  mood: good\n  finding: ", "key `mood` is unknown"),
        (ONE.strip(), "most-lose: yes", "is not a prediction"),
        ("[losses]", "[losses", "broken YAML"),
    ],
)
def test_what_is_wrong_with_predictions_is_named_with_its_line(predicted, old, new, said):
    assert old in ONE
    with pytest.raises(CorpusError, match=said):
        read_predictions(predicted(ONE.replace(old, new)).folder)


def test_every_prediction_of_the_corpus_names_what_there_is():
    predictions = read_predictions()
    assert len({each.prediction_id for each in predictions}) == len(predictions) == 21
    assert {each.measure for each in predictions} == set(MEASURES)
    assert {each.notebook for each in predictions} == {"02", "03", "04", "05"}


def test_few_findings_of_the_first_edition_can_be_tested_and_one_fails(whole):
    table = analysis.replicate(whole)
    assert pd.crosstab(table["on"], table["answer"]).to_dict("index") == {
        "known calls": {"cannot be tested": 11, "fails": 1, "holds": 2},
        "new calls": {"cannot be tested": 20, "fails": 0, "holds": 1},
    }
    told = table[table["answer"] != "cannot be tested"].set_index(["prediction_id", "on"])["answer"]
    assert told.to_dict() == {
        ("emotive-same-calls", "known calls"): "fails",
        ("distance-us-ua", "known calls"): "holds",
        ("silent-most", "new calls"): "holds",
        ("distance-steps", "known calls"): "holds",
    }
