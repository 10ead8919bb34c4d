"""Exports of press databases in the layouts that people have, each split into its articles."""

from pathlib import Path

import pytest

from analysis.reading.texts import Document, read_texts
from tests.reading.texts.builders import (
    BODY,
    OLDER,
    RAIN,
    TENTS,
    TWO,
    factiva_uncoded,
    factiva_uncoded_html,
    nexis,
    rtf,
    word_file,
)  # fmt: skip


def read(tmp_path: Path, data: bytes) -> list[Document]:
    (tmp_path / "export").write_bytes(data)
    found = list(read_texts(tmp_path / "export"))
    assert all(isinstance(each, Document) for each in found), found
    return found


def facts(document: Document) -> dict[str, str]:
    return {name: fact.value for name, fact in document.facts.items()}


@pytest.mark.parametrize(
    "make",
    [lambda lines: "\n".join(lines).encode(), lambda lines: "\r\n".join(lines).encode("cp1252"),
     rtf, word_file],
    ids=["utf-8", "windows", "rtf", "docx"],
)  # fmt: skip
def test_older_layout_of_lexisnexis(tmp_path: Path, make) -> None:
    first, second = read(tmp_path, make(OLDER.split("\n")))
    assert first.text == "\n\n".join(["Wet boots", RAIN, TENTS])
    assert facts(first) == {
        "title": "Wet boots", "outlet": "Harbour Post (Quayside)", "date": "July 3, 2022 Sunday",
        "author": "Ann Reed", "language": "en", "saved": "July 4, 2022",
    }  # fmt: skip
    assert second.text == "\n\n".join(["Trockene Socken", RAIN])
    assert facts(second) == {
        "title": "Trockene Socken", "outlet": "Abendblatt am See", "date": "5. Juli 2022 Dienstag",
        "author": "Bo Lund", "language": "de", "saved": "6. Juli 2022",
    }  # fmt: skip


def test_lines_that_the_export_broke_are_one_paragraph(tmp_path: Path) -> None:
    words = "It rained on and on, and the boots stood in a row beside the stove all night. "
    body = f"{words}\n{words}\n\n{words * 3}\n{words * 3}"
    text = OLDER.replace(f" {TENTS}", body)
    (first, _) = read(tmp_path, text.encode())
    long = (words * 3).strip()
    assert first.text.split("\n\n")[2:] == [(words * 2).strip(), long, long]


def test_headline_field_of_the_older_layout(tmp_path: Path) -> None:
    text = OLDER.replace("\nWet boots\n", "").replace("BYLINE:", "HEADLINE: Wet boots\n\nBYLINE:")
    assert facts(read(tmp_path, text.encode())[0])["title"] == "Wet boots"


def test_copyright_above_the_outlet(tmp_path: Path) -> None:
    above = "Copyright 2022 Harbour Press\nAll Rights Reserved\n\n"
    text = OLDER.replace("                             Harbour Post", f"{above}Harbour Post")
    assert facts(read(tmp_path, text.encode())[0])["outlet"] == "Harbour Post (Quayside)"


def test_count_of_documents_without_a_length_is_no_export(tmp_path: Path) -> None:
    text = f"1 of 2 DOCUMENTS\n\n{RAIN}\n"
    assert read(tmp_path, text.encode())[0].text == text


@pytest.mark.parametrize("title", ["Update: Soldier counts boots", "Person: unknown", "Notes"])
def test_title_like_a_label_stays_a_title(tmp_path: Path, title: str) -> None:
    article = (title, "Harbour Post", "July 3, 2022 Sunday", "Ann Reed", BODY)
    (document,) = read(tmp_path, word_file(nexis(article)[7:]))
    assert facts(document)["title"] == title
    assert document.text == "\n\n".join([title, *BODY])


def test_links_of_the_page_are_no_lines_of_the_article(tmp_path: Path) -> None:
    lines = nexis(*TWO)
    at = lines.index("Body")
    lines[at + 2 : at + 2] = ["Link zum PDF-Dokument", "Link to Image"]
    first, _ = read(tmp_path, word_file(["Link zum PDF-Dokument", *lines]))
    assert first.text == "\n\n".join(["Wet boots", *BODY])
    assert facts(first)["outlet"] == "Harbour Post"


@pytest.mark.parametrize("make", [rtf, word_file, lambda lines: "\n".join(lines).encode()])
def test_factiva_without_codes(tmp_path: Path, make) -> None:
    first, second = read(tmp_path, make(factiva_uncoded()))
    assert first.text == "\n\n".join(["Wet boots", RAIN, TENTS])
    assert facts(first) == {
        "title": "Wet boots", "author": "By Ann Reed", "date": "3 July 2022",
        "outlet": "Harbour Post", "language": "en",
    }  # fmt: skip
    assert second.text == "\n\n".join(["Trockene Socken", TENTS, RAIN])
    assert facts(second) == {
        "title": "Trockene Socken", "author": "Von Bo Lund", "date": "5 Juli 2022",
        "outlet": "Abendblatt am See", "language": "de",
    }  # fmt: skip


def test_factiva_without_codes_and_language(tmp_path: Path) -> None:
    lines = [line for line in factiva_uncoded() if line not in ("English", "Deutsch", "3")]
    first, _ = read(tmp_path, "\n".join(lines).encode())
    assert first.text == "\n\n".join(["Wet boots", RAIN, TENTS])
    assert "language" not in facts(first)


def test_factiva_html_without_codes(tmp_path: Path) -> None:
    (document,) = read(tmp_path, factiva_uncoded_html())
    assert document.text == "\n\n".join(["Wet boots", *BODY])
    assert facts(document) == {
        "title": "Wet boots", "author": "By Ann Reed", "date": "3 July 2022",
        "outlet": "Harbour Post", "language": "en",
    }  # fmt: skip


def test_text_that_ends_in_the_name_of_a_document_is_no_export(tmp_path: Path) -> None:
    text = f"{RAIN}\n\nDocument ABCDEFGHIJKLMNOP\n"
    assert read(tmp_path, text.encode())[0].text == text
