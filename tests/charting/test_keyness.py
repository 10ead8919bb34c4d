"""Words of two groups, on texts made for it."""

import pandas as pd
import pytest

import analysis

POST = "A grim night. The grim news of boots came {}."
COURIER = "A calm night. The calm news of stoves came {}."
DAYS = ["early", "late", "today", "again", "twice"]


@pytest.fixture(scope="module")
def words():
    rows = [
        (f"{outlet}-{day}", outlet, text.format(day))
        for outlet, text in (("Post", POST), ("Courier", COURIER))
        for day in DAYS
    ]
    rows.append(("Post-odd", "Post", "An odd, odd, odd hat."))
    texts = pd.DataFrame(rows, columns=["text_id", "outlet", "text"])
    return analysis.compare_words(texts, "outlet", groups=("Post", "Courier"), least=3)


def test_dots_are_log_odds_the_first_group_above(drawn, words):
    data = drawn(analysis.chart_estimates(words)).data("word").set_index("word")
    assert data.loc["grim", "log_odds"] > 0 > data.loc["calm", "log_odds"]
    assert data.loc[["grim", "calm"], "group"].tolist() == ["Post", "Courier"]
    assert data.loc["grim", "occurrences"] == "10 / 0"
    assert data.loc["calm", "texts"] == 5
    assert (data["low"] < data["log_odds"]).all()


def test_a_word_of_one_text_is_hollow(drawn, words):
    chart = drawn(analysis.chart_estimates(words))
    data = chart.data("word").set_index("word")["rests on"]
    assert data["odd"] == "one text or one call only"
    assert data["grim"] == "several texts and calls"
    assert "1 of them rest on one text or one call" in chart.description


def test_the_words_say_what_was_counted_and_warn(drawn, words):
    chart = drawn(analysis.chart_estimates(words))
    assert "Post: 55 words in 6 texts; Courier: 50 words in 5 texts" in chart.subtitle
    assert "the outlets' own words" in chart.subtitle
    assert "say little about its wording" in chart.subtitle
    assert "Prior: both groups, 10 words." in chart.subtitle


def test_only_the_most_typical_are_drawn(drawn, words):
    data = drawn(analysis.chart_estimates(words, most=1)).data("word")
    assert data["word"].tolist() == ["grim", "calm"]


def test_without_intervals_there_are_still_dots(drawn):
    texts = pd.DataFrame({"id": ["a", "b"], "by": ["x", "y"], "text": ["Grim.", "Calm."]})
    table = analysis.compare_words(texts, "by", groups=("x", "y"), least=1)
    data = drawn(analysis.chart_estimates(table)).data("word")
    assert data["low"].isna().all()
