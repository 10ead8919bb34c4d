"""The words of a text, counted by hand."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from analysis.parsing.words import WORD, count_words, fold


def test_words_are_counted_in_small_letters_without_their_marks() -> None:
    found = count_words("“No boots,” he said.\n\nNo – NO – BOOTS!")
    assert found == {"no": 3, "boots": 2, "he": 1, "said": 1}


def test_they_come_in_the_order_of_the_text() -> None:
    assert [*count_words("It rains. Still it rains, still.")] == ["it", "rains", "still"]


def test_what_stands_after_an_apostrophe_or_a_hyphen_is_a_word_of_its_own() -> None:
    assert count_words("the soldier’s half-done boots") == Counter(
        ["the", "soldier", "s", "half", "done", "boots"]
    )


def test_letters_apart_from_their_accents_are_one_word_with_those_composed() -> None:
    assert count_words("cafe\u0301 café CAFÉ") == {"café": 3}


def test_a_letter_that_would_grow_stays_as_it_is() -> None:
    assert count_words("İki iki") == {"İki": 1, "iki": 1}


@given(st.text(st.sampled_from("aA éE\u0301.-'’_1\u00a0\n\u2028\x1fΣσςİß"), max_size=60))
def test_blanks_part_no_word(text: str) -> None:
    assert count_words(text) == Counter(map(fold, WORD.findall(text)))
