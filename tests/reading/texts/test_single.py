"""One text out of a file: offsets count in what a reader gets who decodes it by its encoding."""

from pathlib import Path

import pytest

from analysis.reading.problems import Problem
from analysis.reading.texts.documents import Document
from analysis.reading.texts.reading import read_single
from tests.reading.texts.builders import (
    BODY,
    RAIN,
    TWO,
    factiva_html,
    nexis,
    packed,
    page,
    rtf,
    word_file,
)  # fmt: skip

LETTER = "“Es regnet”, sagt der Soldat über Öl – café.\r\nLänger.\n"
CYRILLIC = "Солдат розповів тітці, що їх кинули без печі, і що їжі немає.\r\nЇї голос тремтить.\r"
ENCODINGS = [
    (LETTER, "utf-8"), (LETTER, "utf-16"), (LETTER, "utf-16-le"), (LETTER, "utf-16-be"),
    (LETTER, "utf-32"), (LETTER, "cp1252"), (CYRILLIC, "utf-8"), (CYRILLIC, "cp1251"),
    (CYRILLIC, "koi8-u"), ("Grüße aus dem Süden\n", "latin-1"), ("\ufeff" + LETTER, "utf-8"),
]  # fmt: skip


def single(tmp_path: Path, data: bytes, name: str = "a.txt", **options: int) -> Document:
    (tmp_path / name).write_bytes(data)
    found = read_single(tmp_path / name, name, **options)
    assert isinstance(found, Document), found
    return found


@pytest.mark.parametrize(("text", "encoding"), ENCODINGS, ids=lambda each: ascii(each)[:16])
def test_plain_text_is_what_its_encoding_gives(tmp_path: Path, text: str, encoding: str) -> None:
    data = text.encode(encoding)
    found = single(tmp_path, data)
    assert found.encoding
    assert found.text == text
    with (tmp_path / "a.txt").open(encoding=found.encoding, newline="") as file:
        assert file.read() == found.text


def test_byte_order_mark_of_utf_8_is_counted(tmp_path: Path) -> None:
    found = single(tmp_path, b"\xef\xbb\xbf" + RAIN.encode())
    assert (found.text, found.encoding) == ("\ufeff" + RAIN, "utf-8")


@pytest.mark.parametrize("data", [b"", b" \r\n\n"])
def test_blank_file_is_a_text_with_nothing_in_it(tmp_path: Path, data: bytes) -> None:
    assert single(tmp_path, data).text == data.decode()


FORMATS = {
    "a.html": page(), "a.docx": word_file(["Wet boots", *BODY]), "a.rtf": rtf(["Wet boots", *BODY]),
    "a.zip": packed({"a.txt": RAIN.encode()}), "a.csv": f'text\n"{RAIN}"\n'.encode(),
}  # fmt: skip


@pytest.mark.parametrize("name", FORMATS)
def test_text_of_other_formats_has_no_encoding_of_the_file(tmp_path: Path, name: str) -> None:
    found = single(tmp_path, FORMATS[name], name)
    assert found.encoding is None
    assert RAIN in found.text


@pytest.mark.parametrize(
    "data", [factiva_html(), word_file(nexis(*TWO)), packed({"a.txt": b"One.", "b.txt": b"Two."})]
)
def test_one_of_several_texts_has_to_be_named(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a").write_bytes(data)
    problem = read_single(tmp_path / "a", "a")
    assert problem == Problem("a", 0, "holds 2 texts", "name one with --part, 1 to 2")
    texts = [single(tmp_path, data, "a", part=part).text for part in (1, 2)]
    assert len(set(texts)) == 2
    beyond = read_single(tmp_path / "a", "a", part=3)
    assert beyond == Problem("a", 0, "has no part 3", "it has 1 to 2")
