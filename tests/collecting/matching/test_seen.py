"""What a text shows: numbers, days, words, passages, services."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.collecting.matching.normalising import find_numbers, telling_stems, terms_of
from analysis.collecting.matching.seen import PASSAGE, Seen
from analysis.reading.texts import Document


def see(text: str) -> Seen:
    return Seen(Document(text, "a.txt"))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1,000 rubles", ["1000"]),
        ("1.000 Rubel", ["1000"]),
        ("20 of 300s", ["20"]),
        ("twenty-five men of fifty", ["25", "50"]),
        ("zwanzig Mann", ["20"]),
        ("czternaście czołgów, dwudziestu rannych", ["14", "20"]),
        ("чотирнадцять танків, двадцать раненых", ["14", "20"]),
        ("three men and two tanks", []),
        ("in 2022", []),
        ("9.5 tonnes", ["9.5"]),
    ],
)
def test_numbers_from_four_on_in_figures_or_words_but_no_years(
    text: str, numbers: list[str]
) -> None:
    assert [number for number, _ in find_numbers(text)] == numbers


@pytest.mark.parametrize(
    "text",
    ["On 20 July the SBU", "am 20. Juli 2022", "20 lipca", "20 липня", "20.07.2022"],
)
def test_the_day_of_a_date_is_no_number(text: str) -> None:
    assert list(find_numbers(text)) == []


def test_words_of_the_calendar_and_of_every_report_tell_nothing() -> None:
    assert telling_stems("On Friday the Russian soldier reportedly said it in November.") == set()
    assert telling_stems("He was not to march.") == {"march"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Corpses lie in a heap; a sister paid."),
        ("de", "Leichen liegen auf einem Haufen; eine Schwester zahlte Geld."),
        ("pl", "Zwłoki leżą na stosie; siostra zapłaciła."),
        ("uk", "Трупи лежать купою; сестра заплатила."),
        ("ru", "Трупы лежат кучей; сестра заплатила."),
    ],
)
def test_words_of_five_languages_stand_for_the_same_concepts(language: str, text: str) -> None:
    assert {"corpse", "heap", "sister", "money"} <= terms_of(text, language, "concepts")


def test_furniture_is_not_told() -> None:
    seen = see("Twelve letters came to Lowmarsh, she said.\n\nAdvertisement\n")
    assert list(seen.numbers.values()) == [{"12"}]
    assert "advert" not in seen.terms(seen.passages[0], "words")


def test_a_word_at_the_start_of_a_sentence_is_no_name_because_its_consonants_are() -> None:
    """Polish `nagranie`, a recording, is not Nagorno."""
    own = {key for keys in see("Nagranie ujawniono w Kijowie.").names.values() for key in keys}
    assert not own & set().union(*see("He left for Nagorno.").names.values())


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("Rozmowę przechwyciła Służba Bezpieczeństwa Ukrainy.", "SBU"),
        ("Запис оприлюднило ГУР.", "HUR"),
        ("Es regnet.", None),
    ],
)
def test_a_service_is_named_in_any_language(text: str, service: str | None) -> None:
    assert see(text).facts.released_by == service


def test_a_short_text_is_one_passage() -> None:
    text = "One line. Another line."
    assert see(text).passages == [(0, len(text))]


@given(st.lists(st.integers(min_value=1, max_value=40), max_size=30))
def test_passages_hold_every_sentence_and_no_more_words_than_they_need(words: list[int]) -> None:
    sentences = [" ".join([f"Ab{number}", *["ab"] * (count - 1)]) + "." for number, count in
                 enumerate(words)]  # fmt: skip
    text = " ".join(sentences)
    passages = see(text).passages
    assert bool(passages) == bool(words)
    parts = [text[slice(*passage)] for passage in passages[1:]] or [text]
    for sentence in sentences:
        assert any(sentence in part for part in parts)
    for part in parts:
        assert len(part.split()) < PASSAGE + 40
