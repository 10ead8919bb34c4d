"""Which encoding bytes are in: what is written comes back, letter by letter."""

import pytest

from analysis.reading.files import decode

TEXTS = {
    "en": "“We have no stoves,” the man said – it’s cold, and the café is shut.",
    "de": "„Wir haben keine Öfen“, sagte der Soldat, und über die Straße fällt Schnee.",
    "uk": "Солдат розповів тітці, що їх кинули без печі, і що їжі немає. Її голос тремтить.",
    "ru": "Солдат рассказал тёте, что их бросили без печи и что еды нет. Голос её дрожит.",
    "pl": "Żołnierz powiedział ciotce, że śpią w błocie, a wiatr porwał cztery namioty.",
    "cs": "Voják řekl tetě, že příští týden půjdou znovu do deště, ať se děje co děje.",
    "fr": "Le soldat a dit à sa tante : « Où êtes-vous ? » Il pleut dès l’aube, ça gèle.",
    "el": "Ο στρατιώτης είπε στη θεία του ότι βρέχει και ότι έφυγαν όλοι πριν το πρωί.",
    "zh": "士兵告诉姨妈，每天都下雨。\n帐篷被风吹走了。",
    "ja": "兵士はおばに、毎日雨が降っていると話した。テントは風で飛ばされたという。",
}
WIDE = ["utf-8", "utf-8-sig", "utf-16", "utf-32"]
USED = {
    "en": ["cp1252", "utf-16-le", "utf-16-be"],
    "de": ["cp1252", "utf-16-le"],
    "uk": ["cp1251", "koi8-u", "iso8859-5", "utf-16-le", "utf-16-be"],
    "ru": ["cp1251", "koi8-r", "cp866", "mac-cyrillic", "utf-16-le"],
    "pl": ["cp1250", "iso8859-2"],
    "cs": ["cp1250", "iso8859-2"],
    "fr": ["cp1252"],
    "el": ["cp1253", "iso8859-7"],
    "zh": ["gb18030", "utf-16-le", "utf-16-be"],
    "ja": ["shift_jis", "euc_jp"],
}
CASES = [(lang, each) for lang, used in USED.items() for each in [*WIDE, *used]]


@pytest.mark.parametrize(("language", "encoding"), CASES)
def test_text_comes_back_from_its_encoding(language: str, encoding: str) -> None:
    data = TEXTS[language].encode(encoding, "ignore")
    found = decode(data)
    assert found
    assert found.text == data.decode(encoding)


@pytest.mark.parametrize(
    "text",
    ["Es regnet, sagt er über Öl.", "Er sagt, es sei kalt für alle.", "El niño llora.",
     "Il pleut, dit-il à sa mère.", "It rains. " * 500 + "He drank in a café."],
)  # fmt: skip
def test_few_letters_beyond_ascii_are_enough(text: str) -> None:
    found = decode(text.encode("cp1252"))
    assert found
    assert found == (text, "cp1252")


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        ("ja", "shift_jis"),
        ("es", "cp1252"),
        ("de", "utf-16-le"),
        ("uk", "utf-16"),
        ("ja", "utf-16"),
        ("ru", "utf-16-be"),
        ("en", "utf-32"),
    ],
)
def test_long_text_comes_back_from_its_encoding(language: str, encoding: str) -> None:
    text = TEXTS.get(language, "«No hay estufas», dijo el soldado en la 3.ª llamada, ¿y mañana?")
    data = (f"{text}\n" * 2000).encode(encoding, "ignore")
    found = decode(data)
    assert found
    assert found.text == data.decode(encoding)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_stay(end: str) -> None:
    found = decode(f"one{end}two{end}".encode())
    assert found
    assert found.text == f"one{end}two{end}"


def test_latin_1_of_a_page_is_read_as_windows_1252() -> None:
    found = decode(b'<html><meta charset="iso-8859-1">\x93rain\x94 caf\xe9', html=True)
    assert found
    assert found.text.endswith("“rain” café")


@pytest.mark.parametrize("data", [bytes(range(256)) * 4, b"\x00" * 100, b"\x89\x00\x01\x02" * 50])
def test_bytes_that_are_no_text_give_none(data: bytes) -> None:
    assert decode(data) is None
