"""In which language a text is written, and the words of languages."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from analysis.parsing import wordlists
from analysis.parsing.language import READ, guess_language
from analysis.parsing.wordlists import read_words
from analysis.parsing.words import count_words


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


def test_a_language_more_is_a_block_more_of_a_file_of_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocks = "en: {by: [by], one: {a: 1}}, de: {by: [von], one: {ein: 1}}"
    (tmp_path / "two.yml").write_text(f"languages: {{{blocks}}}")
    (tmp_path / "three.yml").write_text(f"{{languages: {{{blocks}, fr: {{by: [par]}}}}, all: [x]}}")
    monkeypatch.setattr(wordlists, "FOLDER", tmp_path)
    two = {"by": ["by", "von"], "one": {"a": "1", "ein": "1"}, "languages": ["en", "de"]}
    assert read_words("two") == two
    more = {"by": ["by", "von", "par"], "languages": ["en", "de", "fr"], "all": ["x"]}
    assert read_words("three") == two | more


def test_languages_have_no_lists_that_english_lacks() -> None:
    for path in wordlists.FOLDER.glob("*.yml"):
        blocks = yaml.safe_load(path.read_text(encoding="utf-8")).get("languages", {})
        lists = {name for block in blocks.values() for name in block}
        known = blocks.get("en", {}).keys() | NOT_ENGLISH
        assert lists <= known, path.name


NOT_ENGLISH = {"weekdays", "before_short_date", "mid_line"}
"""Forms that English does not have."""


def test_words_counted_before_tell_the_same() -> None:
    text = "Der Soldat sagt, dass er nicht nach Hause kann."
    assert guess_language(text, count_words(text)) == guess_language(text) == "de"


def test_only_the_beginning_tells_even_if_all_words_are_counted() -> None:
    text = (
        "The man said that it was raining. " * (READ // 30) + "Er sagt, dass er nicht kann. " * 999
    )
    assert guess_language(text, count_words(text)) == guess_language(text) == "en"
