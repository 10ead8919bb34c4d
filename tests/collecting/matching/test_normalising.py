"""Names in different spellings: which are one, and which are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.collecting.matching.normalising import find_names, name_keys


def same(one: str, other: str) -> bool:
    return bool(name_keys(one) & name_keys(other))


@pytest.mark.parametrize(
    "spellings",
    [
        ("Чернігів", "Chernihiv", "Chernigov", "Tschernihiw"),
        ("Херсон", "Kherson", "Cherson"),
        ("Харків", "Kharkiv", "Kharkov", "Charkiw"),
        ("Куп'янськ", "Kupyansk", "Kúpiansk", "Kupjansk"),
        ("Ізюм", "Izium", "Izyum", "Isjum"),
        ("Лиман", "Lyman", "Limán"),
        ("Чорнобаївка", "Chornobaivka", "Tschornobajiwka"),
        ("Шевченко", "Shevchenko", "Schewtschenko", "Chevtchenko"),
        ("Запоріжжя", "Zaporizhzhia", "Saporischschja"),
    ],
)
def test_spellings_of_one_name_match(spellings: tuple[str, ...]) -> None:
    first, *others = spellings
    assert [other for other in others if not same(first, other)] == []


def test_cases_of_slavic_names_match() -> None:
    assert same("Бахмутом", "Bakhmut")
    assert same("Iziumu", "Izium")


@pytest.mark.parametrize(
    ("one", "other"),
    [("Kherson", "Kharkiv"), ("Lyman", "Izium"), ("Bakhmut", "Bucha"), ("Ukrainian", "Korean")],
)
def test_different_names_do_not_match(one: str, other: str) -> None:
    assert not same(one, other)


def test_short_names_say_nothing() -> None:
    assert [name_keys(name) for name in ("Kyiv", "Sumy", "Ann", "Я", "")] == [frozenset()] * 5


def test_names_are_words_with_a_capital_and_have_their_places() -> None:
    text = "near Куп'янськ, they said; O’Connor left"
    found = [text[slice(*place)] for _, place in find_names(text, "en")]
    assert found == ["Куп'янськ", "O’Connor"]


@given(st.text())
def test_any_text_has_names_at_their_places(text: str) -> None:
    for keys, place in find_names(text, "de"):
        assert keys == name_keys(text[slice(*place)])
        assert all(keys)


@given(st.text(alphabet=st.characters(codec="ascii", categories=["Ll"]), min_size=1))
def test_case_does_not_matter(name: str) -> None:
    assert name_keys(name) == name_keys(name.upper())
