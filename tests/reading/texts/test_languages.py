"""Names of languages."""

import pytest

from analysis.reading.texts.documents import language_code


@pytest.mark.parametrize(
    ("name", "code"),
    [("ENGLISH; ANGLAIS", "en"), ("Ukrainisch", "uk"), ("українська", "uk"), ("polski", "pl"),
     ("Slovene", "sl"), ("Norwegian", "no"), ("en-GB", None), ("Page 3", None), ("", None)],
)  # fmt: skip
def test_a_language_is_known_by_its_name_in_several_languages(name: str, code: str | None) -> None:
    assert language_code(name) == code
