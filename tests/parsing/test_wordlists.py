"""Phrases of languages: a file each, all found by the same names."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from analysis.parsing import wordlists
from analysis.parsing.speech.cues import is_asking
from analysis.parsing.wordlists import (
    FOLDER,
    WordLists,
    any_of,
    entries,
    phrase,
    read_languages,
    read_words,
)

CODE = "".join(
    path.read_text(encoding="utf-8") for path in Path(wordlists.__file__).parent.rglob("*.py")
)
CACHED = (read_words, read_languages, entries, phrase)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of languages of a test's own."""
    (tmp_path / "languages").mkdir()
    monkeypatch.setattr(wordlists, "FOLDER", tmp_path)
    for each in CACHED:
        each.cache_clear()
    yield tmp_path / "languages"
    for each in CACHED:
        each.cache_clear()


def test_another_language_is_a_file(folder: Path) -> None:
    (folder / "en.yml").write_text("asking: [ask]\n", encoding="utf-8")
    assert not is_asking("spyr")
    for each in CACHED:
        each.cache_clear()
    (folder / "xx.yml").write_text("asking: [spyr]\n", encoding="utf-8")
    assert is_asking("spyr")
    assert is_asking("asks")


def test_list_that_is_none_of_the_english_ones_is_named(folder: Path) -> None:
    (folder / "en.yml").write_text("asking: [ask]\n", encoding="utf-8")
    (folder / "xx.yml").write_text("askign: [spyr]\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"xx\.yml: .+askign.+ are no lists"):
        read_languages()


ASKED = re.compile(r'(?:phrase\(|is_listed\(|entries\(|\.get\()\s*f?"([\w{}]+)')


def test_every_list_is_asked_for_and_can_be_read() -> None:
    asked = {name.split("{")[0] for name in ASKED.findall(CODE)}
    for name, listed in read_languages()["en"].items():
        assert any(name == each or (each[-1] == "_" and name.startswith(each)) for each in asked)
        assert isinstance(listed, list) == (name not in ("counterparts", "people"))
        assert isinstance(listed, dict) or phrase(name)


def test_a_pattern_of_no_words_finds_nothing() -> None:
    """Else a name without a surname would be found at every place of a text."""
    for escape in (True, False):
        assert re.search(any_of([], escape=escape), "It rains.") is None
    assert re.search(any_of([""]), "It rains.") is None


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.yml")), ids=lambda path: path.stem)
def test_lists_are_read_alike_by_the_loader_in_c_and_in_python(path):
    text = path.read_text(encoding="utf-8")
    slow = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 it makes nothing but text
    assert slow == yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("said", "she said"),
        ("a déclaré", "il a déclaré"),
        ("(?:a |ont )?déclaré", "ils ont déclaré"),
        ("(?:a |ont )?déclaré", "il déclaré"),
        ("colou?rs", "the colors"),
        ("[Cc]hefs?", "der Chef"),
        ("[a-e]lm", "an elm"),
        ("pre(?:dict|view)s", "he previews"),
        ("l’hom(?:me)?", "oui, l’homme"),
        ("(?-i:Ada)", "for Ada"),
        (r"[\w-]*sender", "der Regionalsender"),
        ("(?<=r )hilfe", "der hilfe"),
        (r"[\w-]*(?:(?<=r)hilfe|bote)n?", "der Bürgerhilfe"),
        (r"x*yes", "oh xxyes"),
        (r"old\s?man", "an oldman"),
    ],
)
def test_a_pattern_is_found_whatever_it_begins_with(form: str, text: str) -> None:
    """Patterns are looked up by their first letters, or tried at each word if they have none."""
    found = [text[each.start : each.end] for each in WordLists({"label": [form]}).find(text)]
    known = re.search(rf"(?<![\w-])(?:{form})(?!\w)", text, re.IGNORECASE)
    assert known and found == [known[0]]


def test_a_short_word_begins_no_longer_one() -> None:
    words = WordLists({"pronoun": ["he"], "noun": ["he-man"]})
    found = [each.label for each in words.find("The hearse: he, the he-man")]
    assert found == ["pronoun", "noun"]
