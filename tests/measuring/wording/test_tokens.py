"""Which words of a text are counted, and where they stand."""

import re
import unicodedata
from collections import Counter

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import analysis
from analysis.measuring.wording.tokens import PARTS, WHOSE, find_tokens, find_words
from analysis.parsing.article import parse_article
from analysis.parsing.tokens import count_tokens
from analysis.parsing.words import fold

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


@pytest.mark.parametrize("part", ["own", "quoted", "all"])
def test_furniture_and_bylines_are_never_counted(part):
    assert not {"advertisement", "ann", "bell"} & {*words(ARTICLE, part)}


def test_the_words_of_the_text_are_all_as_they_stand():
    found = words(ARTICLE, "text")
    assert found[5:8] == ["by", "ann", "bell"]
    assert "advertisement" in found
    assert len(found) == 33


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("text", [ARTICLE, CALL, "No boots, no stove.", "", "Advertisement"])
def test_words_are_counted_as_they_are_found(text, part):
    article = parse_article(text)
    assert count_tokens(article, WHOSE[part]) == Counter(words(text, part))


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


def texts(*digests: str | None) -> pd.DataFrame:
    ids = [f"r{number}" for number in range(len(digests))]
    return pd.DataFrame({"report_id": ids, "digest": list(digests)})


def matches(words: str, *digests: str | None) -> list[str]:
    return find_words(texts(*digests), words)["match"].tolist()


def test_every_place_is_a_row_with_offsets_into_the_untouched_text() -> None:
    text = "A call, a second call."
    table = find_words(texts(text), "call")
    assert table[["start", "end"]].to_numpy().tolist() == [[2, 6], [17, 21]]
    assert [text[row.start : row.end] for row in table.itertuples()] == ["call", "call"]


def test_only_whole_words_are_found() -> None:
    assert matches("call", "recall the caller's calls") == []


def test_a_star_stands_for_any_ending() -> None:
    assert matches("call*", "recall the caller's calls") == ["caller", "calls"]


def test_case_does_not_matter_and_the_text_is_shown_as_it_is() -> None:
    assert matches("sbu", "The SBU said") == ["SBU"]


def test_a_phrase_may_be_broken_over_lines() -> None:
    assert matches("said to", "is said\nto have") == ["said\nto"]


def test_the_context_is_cut_to_the_width_and_stays_on_one_line() -> None:
    (row,) = find_words(texts("one two\nthree four five"), "three", width=4).to_dict("records")
    assert (row["left"], row["right"]) == ("two ", " fou")


def test_letters_of_any_language_are_letters() -> None:
    assert matches("Krieg*", "der Kriegsgefangene und der Bürgerkrieg") == ["Kriegsgefangene"]
    assert matches("мама", "мамалига, мама") == ["мама"]


def test_signs_are_looked_for_as_they_are() -> None:
    assert matches("200s (dead)", "the 200s (dead) of it") == ["200s (dead)"]


def test_a_missing_text_has_no_place() -> None:
    assert matches("call", None, "call") == ["call"]


def test_nothing_to_look_for_is_an_error() -> None:
    with pytest.raises(ValueError, match="no word"):
        find_words(texts("a"), " * ")


def test_the_table_given_stays_as_it_was() -> None:
    given = texts("a call")
    before = given.copy()
    find_words(given, "call")
    pd.testing.assert_frame_equal(given, before)


def test_a_column_that_is_not_there_is_named() -> None:
    with pytest.raises(KeyError, match="no column 'digest'; there are: text_id, text"):
        find_words(pd.DataFrame({"text_id": ["a"], "text": ["It rains."]}), "rain")


APART = unicodedata.normalize("NFD", "Night\n\nIn the evening її кафе, café, й його was closed.")
"""Letters apart from their accents, as file systems and PDF write them."""


def test_a_word_is_one_with_its_letters_composed_or_apart() -> None:
    table = find_tokens(pd.DataFrame({"text_id": ["one"], "text": [APART]}), part="all")
    words = ["її", "кафе", "café", "й", "його"]
    assert table["word"].tolist()[4:9] == words
    places = [APART[row.start : row.end] for row in table.itertuples()][4:9]
    assert places == [unicodedata.normalize("NFD", each) for each in words]


@pytest.mark.parametrize("word", ["café", unicodedata.normalize("NFD", "café"), "caf*"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_word_is_found_with_its_letters_composed_or_apart(word: str, form: str) -> None:
    texts = pd.DataFrame({"id": ["one"], "text": [unicodedata.normalize(form, "Cafe, café.")]})
    found = find_words(texts, word, column="text")["match"].tolist()
    there = ["Cafe", "café"] if word.endswith("*") else ["café"]
    assert [unicodedata.normalize("NFC", each) for each in found] == there


@pytest.mark.parametrize(("word", "text", "found"), [
    ("boots", "Boots, BOOTS, bootſ, boot", ["Boots", "BOOTS", "bootſ"]),
    ("iki", "İki, IKI, ıkı, aiki, ikia", ["İki", "IKI", "ıkı"]),
    ("солдат*", "СОЛДАТЫ; неСолдат", ["СОЛДАТЫ"]),
    ("*a b", "ca B, a b, c b", ["ca B", "a b"]),
    ("-", "a - b", ["-"]),
    ("x", "x", ["x"]),
])  # fmt: skip
def test_a_word_is_found_whatever_its_case(word, text, found):
    texts = pd.DataFrame({"text_id": ["one"], "digest": [text]})
    assert find_words(texts, word)["match"].tolist() == found


@given(st.text("sſSiİıIкКkK ́éÉ.*", min_size=1), st.text("sSiIкkéeK", min_size=1, max_size=3))
def test_a_word_is_found_where_an_expression_that_ignores_case_finds_it(text, word):
    forms = {unicodedata.normalize(form, word) for form in ("NFC", "NFD")}
    letter = r"[\w\u0300-\u036f]"
    plain = rf"(?<!{letter})(?:{'|'.join(sorted(forms, key=len))})(?!{letter})"
    places = [each.span() for each in re.finditer(plain, text, re.IGNORECASE)]
    texts = pd.DataFrame({"text_id": ["one"], "digest": [text]})
    found = find_words(texts, word)[["start", "end"]]
    assert [*found.itertuples(index=False, name=None)] == places
