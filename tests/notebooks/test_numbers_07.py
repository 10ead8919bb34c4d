"""The numbers that notebook 07 states in words, recomputed without it."""

import pytest

import analysis
from analysis import Corpus
from analysis.measuring.resampling import cluster_reports

ASKED = ["losses", "command", "supply", "concealment"]
FIRST = {
    "losses": ["dead", "killed", "wounded"], "supply": ["food", "ammunition", "missile*"],
    "command": ["commander*", "officer*", "colonel*"],
    "concealment": ["hide*", "secret*", "official"],
}  # fmt: skip
BETTER = FIRST | {
    "supply": ["lack*", "no food", "no water", "no ammunition", "out of order"],
    "command": ["incompetent*", "coward*", "senseless"],
    "concealment": ["hide*", "hidden", "conceal*", "not admitted"],
}


@pytest.fixture(scope="module")
def ids(whole: Corpus) -> list[str]:
    return analysis.collecting.order_reports(whole.reports, "balanced", seed=0)


def agreement(corpus: Corpus, *coders: str):
    return analysis.compare_coders(corpus, "theme", coders=coders).set_index("value").loc[ASKED]


def coded(corpus: Corpus, ids: list[str], words: dict[str, list[str]]) -> Corpus:
    """The reports with what the program gives them that stands in for a reader."""
    program = analysis.collecting.match_words(words)
    codes = analysis.collecting.code_reports(
        corpus.select(ids), program, coder="you", variable="theme"
    )
    return corpus.with_codings(codes).select(ids)


def test_the_passes_agree_on_three_of_four_and_the_program_with_neither(whole, ids) -> None:
    ten = coded(whole, ids[:10], FIRST)
    assert agreement(ten, "a", "b")["alpha"].round(2).tolist() == [1, 1, 0, 1]
    settled = agreement(ten, "you", "adjudicated")
    assert settled["alpha"].round(2).tolist() == [0.42, 0.63, -0.06, 0.24]
    assert settled.loc[["losses", "command", "concealment"], "low"].lt(0).all()
    assert settled["high"].tolist() == [1, 1, 0, 1]
    assert settled.loc["supply", ["ac1", "agreement"]].round(2).tolist() == [0.76, 0.8]
    pairs = analysis.count_confusions(ten, "theme", coders=["you", "adjudicated"])
    both = pairs[(pairs["value"] == "losses") & (pairs["other_value"] == "losses")]
    assert both["reports"].tolist() == [4]


def test_on_ten_others_narrower_words_are_no_better(whole, ids) -> None:
    before, after = (
        agreement(coded(whole, ids[10:20], words), "you", "adjudicated")["agreement"]
        for words in (FIRST, BETTER)
    )
    assert before.tolist() == [0.6, 0.9, 1.0, 0.9]
    assert after.tolist() == [0.6, 0.9, 0.9, 0.8]


def test_fifty_tell_little_of_rare_themes_and_four_hundred_an_alpha_within_fifteen(
    whole, ids
) -> None:
    fifty = whole.select(ids[:50])
    table = analysis.compare_coders(fifty, "theme").set_index("value")
    rotation = table.loc["rotation", ["prevalence", "alpha", "low", "high"]]
    assert rotation.round(2).tolist() == [0.1, 0.56, -0.02, 0.88]
    assert table.loc["belief", ["alpha", "low", "high"]].round(2).tolist() == [0.65, -0.02, 1]
    command = analysis.compare_coders(whole, "theme").set_index("value").loc["command"]
    assert command[["low", "high"]].round(2).tolist() == [0.77, 0.95]
    design = 50 / cluster_reports(fifty).nunique()
    plan = analysis.plan_coding(command["prevalence"], command["alpha"], design=design)
    alpha = plan[plan["measure"] == "alpha"].set_index("reports")
    assert alpha.loc[[50, 400], "width"].round(2).tolist() == [0.39, 0.15]
    assert alpha.loc[25, "low"] == 0
    share = plan[plan["measure"] == "share"].set_index("reports")["width"]
    assert share[50] == pytest.approx(0.28, abs=0.005)
