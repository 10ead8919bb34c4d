"""Which words of a text are counted, and where they stand."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import analysis
from analysis.measuring.wording.tokens import PARTS, find_tokens, fold

ARTICLE = """Cold night at the depot

By Ann Bell

A guard told his wife that the stove was cold. “We have no coal,” he said.

Advertisement

It is a ‘safe’ place for a depot.
"""
CALL = "(S)=Soldier (M)=Mother\n\n• (S): It rains.\n• (M): Still?\n• (S): Yes, still.\n"


def words(text, part="own"):
    return find_tokens(pd.DataFrame({"text_id": ["one"], "text": [text]}), part=part)[
        "word"
    ].tolist()


def test_own_words_are_outside_quotation_marks_of_any_kind():
    found = words(ARTICLE)
    assert "coal" not in found
    assert "safe" not in found
    assert found[-4:] == ["place", "for", "a", "depot"]


def test_quoted_words_are_direct_speech():
    assert words(ARTICLE, "quoted") == ["we", "have", "no", "coal"]


def test_all_words_hold_both_and_scare_quotes():
    assert set(words(ARTICLE, "all")) == {*words(ARTICLE), *words(ARTICLE, "quoted"), "safe"}


@pytest.mark.parametrize("part", PARTS)
def test_furniture_and_bylines_are_never_counted(part):
    assert not {"advertisement", "ann", "bell"} & {*words(ARTICLE, part)}


def test_turns_of_a_call_are_quoted_words():
    assert words(CALL, "quoted") == ["it", "rains", "still", "yes", "still"]
    assert words(CALL, "own") == []


def test_what_stands_after_an_apostrophe_is_a_word():
    assert words("The soldier's don't-care mood is grim.")[1:5] == ["soldier", "s", "don", "t"]


def test_a_missing_text_has_no_words():
    texts = pd.DataFrame({"text_id": ["one", "two"], "text": [None, "It rains."]})
    assert find_tokens(texts)["text_id"].tolist() == ["two", "two"]


def test_a_part_that_there_is_not_is_named():
    with pytest.raises(ValueError, match="'others', expected one of: own, quoted, all"):
        words("It rains.", "others")


def test_own_words_are_those_that_count_speech_has_but_for_headers():
    texts = pd.DataFrame({"text_id": ["one"], "text": ["“It rains,” the soldier said. He left."]})
    assert len(find_tokens(texts)) == analysis.count_speech(texts)["own"].item()


@given(st.text(alphabet="aİßК“”‘’'\"\n .(S):•", max_size=80), st.sampled_from(list(PARTS)))
def test_each_word_stands_at_its_offsets(text, part):
    found = find_tokens(pd.DataFrame({"text_id": ["one"], "text": [text]}), part=part)
    assert [fold(text[row.start : row.end]) for row in found.itertuples()] == found["word"].tolist()


@given(st.text(alphabet="aİßК“”\n. ", max_size=80))
def test_each_word_leads_to_its_lines(text):
    texts = pd.DataFrame({"text_id": ["one"], "text": [text]})
    tokens = find_tokens(texts)
    for word, places in tokens.groupby("word")["start"]:
        lines = analysis.find_words(texts, word, column="text", part="own")
        assert lines["start"].tolist() == places.tolist()
