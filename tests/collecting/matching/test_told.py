"""What a text tells: numbers, days, stems and passages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.collecting.matching.told import (
    PASSAGE,
    Facts,
    find_numbers,
    read_told,
    tell,
    telling_stems,
)
from analysis.parsing.article import parse_article
from analysis.parsing.spans import Span


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1,000 rubles", ["1000"]),
        ("1.000 Rubel", ["1000"]),
        ("twenty-five men of fifty", ["25", "50"]),
        ("zwanzig Mann", ["20"]),
        ("three men and two tanks", []),
        ("in 2022", []),
        ("9.5 tonnes", ["9.5"]),
    ],
)
def test_numbers_from_four_on_in_figures_or_words_but_no_years(
    text: str, numbers: list[str]
) -> None:
    assert [number for number, _ in find_numbers(text)] == numbers


def test_words_of_the_calendar_and_of_every_report_tell_nothing() -> None:
    assert telling_stems("On Friday the Russian soldier reportedly said it in November.") == set()
    assert telling_stems("He was not to march.") == {"march"}


def test_furniture_is_not_told() -> None:
    text = "Twelve letters came to Lowmarsh, she said.\n\nAdvertisement\n"
    told = read_told(parse_article(text))
    assert sorted(told.numbers) == ["12"]
    assert "advert" not in told.passages[0].stems


def test_a_short_text_is_one_passage() -> None:
    text = "One line. Another line."
    told = tell(text, [Span(0, len(text))], language="en", facts=Facts())
    assert [passage[:2] for passage in told.passages] == [(0, len(text))]


@given(st.lists(st.integers(min_value=1, max_value=40), max_size=30))
def test_passages_hold_every_sentence_and_no_more_words_than_they_need(words: list[int]) -> None:
    sentences = [" ".join([f"Ab{number}", *["ab"] * (count - 1)]) + "." for number, count in
                 enumerate(words)]  # fmt: skip
    text = " ".join(sentences)
    told = tell(text, [Span(0, len(text))], language="en", facts=Facts())
    assert bool(told.passages) == bool(words)
    parts = [text[passage.start : passage.end] for passage in told.passages[1:]] or [text]
    for sentence in sentences:
        assert any(sentence in part for part in parts)
    for part in parts:
        assert len(part.split()) < PASSAGE + 40
