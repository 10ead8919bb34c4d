"""Texts with letters apart from their accents: parsed as composed, with offsets as they stand."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.parsing.article import PARTS, compose_letters, parse_article

TEXTS = [
    "Ночью\n3 июля 2022\n\nЕё сын сказал: «Мой командир — Чайковский». Служба безпеки України.",
    "Der Überfall\n\n„Öl“, sagte der Soldat über Mühlen, laut dem SBU am 3. März 2023.",
    "(S)=Søldat (M)=Mütter\n\n• (S): Hvorfor, är?\n• (M): Já.\n• (S): Ну й що.",
]


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_found_is_the_same_composed_or_apart(text: str) -> None:
    apart = unicodedata.normalize("NFD", text)
    assert apart != text
    whole, other = parse_article(text), parse_article(apart)
    assert other.text == apart
    assert (other.language, other.published[:3]) == (whole.language, whole.published[:3])
    for name in ("paragraphs", "quotes", "turns", "sources", "reported", "markers", "calls"):
        expected, found = getattr(whole, name), getattr(other, name)
        assert len(found) == len(expected)
        for one, two in zip(expected, found, strict=True):
            shown = unicodedata.normalize("NFC", apart[two.start : two.end])
            assert shown == text[one.start : one.end]


def test_an_article_is_all_its_parts() -> None:
    assert all(hasattr(parse_article("It rains."), name) for name in PARTS)


@given(st.text(alphabet=st.sampled_from("aйїé\u0301\u0308\u0306 b한가\u1161\n") | st.characters()))
def test_each_letter_stands_where_it_stood(text: str) -> None:
    composed = compose_letters(text)
    assert len(composed.places) == len(composed.text) + 1
    assert composed.places == sorted(composed.places)
    assert composed.places[-1] == len(text)
    for place, letter in enumerate(composed.text):
        piece = text[composed.places[place] : composed.places[place + 1]]
        assert not piece or letter in unicodedata.normalize("NFC", piece)
