"""In which language a text is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.parsing.language import guess_language


@pytest.mark.parametrize(("text", "language"), [
    ("The man told his sister that it was raining and that he had no boots.", "en"),
    ("Der Mann sagte seiner Schwester, dass es regnet und er keine Stiefel hat.", "de"),
    ("L'homme a dit à sa sœur que les bottes sont dans une caisse et qu'il pleut.", "fr"),
    ("L'uomo ha detto alla sorella che piove e che gli stivali non sono con lui.", "it"),
    ("El hombre dijo a su hermana que llueve y que no tiene las botas.", "es"),
    ("O homem disse à irmã que chove e que não tem uma bota para o pé.", "pt"),
    ("De man zei dat het regent en dat hij geen laarzen van het huis heeft.", "nl"),
    ("Mężczyzna powiedział, że pada i że nie ma butów, ale to się zmieni.", "pl"),
    ("Чоловік сказав, що йде дощ і він не має чобіт, але є шкарпетки.", "uk"),
    ("Мужчина сказал, что идёт дождь и у него нет сапог, но это не всё.", "ru"),
])  # fmt: skip
def test_language_by_its_frequent_words(text: str, language: str) -> None:
    assert guess_language(text) == language


@pytest.mark.parametrize(("text", "language"), [
    ("비가 온다고 그가 말했다", "ko"), ("雨が降っていると彼は言った", "ja"),
    ("قال إن المطر ينزل", "ar"),
    ("Είπε ότι βρέχει", "el"),
])  # fmt: skip
def test_language_by_its_script(text: str, language: str) -> None:
    assert guess_language(text) == language


@pytest.mark.parametrize("text", ["", "12:30", "Boots", "???", "Ann Bell"])
def test_too_little_to_tell(text: str) -> None:
    assert guess_language(text) == "und"


@given(st.text())
def test_any_text_has_an_answer(text: str) -> None:
    assert guess_language(text)
