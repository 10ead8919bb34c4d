"""Whatever a file holds, reading it gives documents that can be stored, or a problem.

The number of examples is that of the hypothesis profile (see `tests/conftest.py`).
"""

import contextlib
import io
import json
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.__main__ import main
from analysis.reading.problems import Problem
from analysis.reading.texts import Document, read_texts
from tests.reading.texts.builders import (
    TWO,
    factiva_html,
    mhtml,
    nexis,
    packed,
    page,
    rtf,
    unpacked,
    word_file,
)  # fmt: skip

WHOLE = [
    page(), mhtml(), factiva_html(), rtf(nexis(*TWO)), word_file(["rain"]), packed({"a": b"rain"}),
    b'{"text": "rain"}\n', b"a,text\n1,rain\n", "\ufeffrain".encode("utf-16"),
]  # fmt: skip
STARTS = [b"PK\x03\x04", b"{\\rtf1", b"<html", b"<!doctype html><html>", b"\xff\xfe", b"[", b"{"]
NAMES = ["a.txt", "a.html", "a.csv", "a.jsonl", "a.docx", "a.rtf", "a.zip", "a.mhtml", "a"]


def check(data: bytes, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        found = list(read_texts(path))
    assert found
    for each in found:
        if isinstance(each, Document):
            assert each.text.strip()
            assert each.text.encode().decode() == each.text
            assert each.part >= 1
            assert all("\n" not in fact.value for fact in each.facts.values())
        else:
            assert isinstance(each, Problem)
            assert each.problem
            assert each.mend


@given(st.sampled_from([b"", *STARTS]), st.binary(max_size=400), st.sampled_from(NAMES))
def test_any_bytes(start: bytes, rest: bytes, name: str) -> None:
    check(start + rest, name)


SLOW = {
    "font table": b"{\\rtf1{\\fonttbl" + b"\\f1 a" * 50_000 + b";}rain}",
    "fields": b"{\\rtf1 " + b'{\\field{\\*\\fldinst{HYPERLINK "x" ' * 9_000,
    "groups": b"{\\rtf1 " + b"{" * 100_000,
    "heads": b"<html>" + b"<head " * 40_000 + b"<p>" + b"It rains on the quay. " * 40,
    "data": b"<html>" + b"<script ld+json " * 20_000 + b"</script><p>It rains.",
    "elements": b"<html>" + b"<div>" * 50_000 + b"rain",
    "json": b"[" * 200_000,
}


@pytest.mark.parametrize("name", SLOW)
def test_files_made_to_take_long_do_not(name: str) -> None:
    began = time.monotonic()
    check(SLOW[name], "a")
    assert time.monotonic() - began < 10  # the square of these lengths would take minutes


@given(
    st.text(max_size=300), st.sampled_from(["utf-8", "utf-16", "utf-32"]), st.sampled_from(NAMES)
)
def test_any_text(text: str, encoding: str, name: str) -> None:
    check(text.encode(encoding), name)


@given(st.sampled_from(WHOLE), st.data(), st.sampled_from(NAMES))
def test_broken_files(whole: bytes, data: st.DataObject, name: str) -> None:
    at = data.draw(st.integers(0, len(whole)))
    put = data.draw(st.binary(max_size=20))
    cut = data.draw(st.integers(0, 50))
    check(whole[:at] + put + whole[at + cut :], name)


XML_SCRAPS = [
    "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>", "</w:t>", "<w:tbl>", "<w:tr>", "<w:tc>",
    "</w:tc>",
    "</w:tr>", "</w:tbl>", "<w:br/>", "<w:tab/>", "<w:hyperlink>", "<w:gridSpan w:val='9'/>",
    "rain",
    "<w:sdt>", "&amp;", "&x;", "<!--", "]]>", "<w:vMerge/>", "<w:tcPr>", "</w:tcPr>",
]  # fmt: skip
WORD_XML = (
    "<?xml version='1.0'?><w:document xmlns:w="
    "'http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>{}</w:body></w:document>"
)
WHOLE_WORD_FILE = unpacked(word_file(["rain"]))


@given(st.lists(st.sampled_from(XML_SCRAPS) | st.text(max_size=4), max_size=30).map("".join))
def test_any_word_document(inner: str) -> None:
    members = WHOLE_WORD_FILE | {
        "word/document.xml": WORD_XML.format(inner).encode("utf-8", "replace")
    }
    check(packed(members), "a.docx")


RTF_SCRAPS = [
    "{", "}", "\\", "\\par ", "\\u8222?", "\\u-1 ", "\\'93", "\\'zz", "\\*\\x ", "\\fonttbl",
    "\\f1",
    "\\fcharset204 ", "\\bin99999 ", "\\uc9 ", "\\ansicpg1251 ", "\\ansicpg99999", "rain ", "\n",
]  # fmt: skip


@given(st.lists(st.sampled_from(RTF_SCRAPS) | st.text(max_size=4), max_size=40).map("".join))
def test_any_rich_text(inner: str) -> None:
    check(("{\\rtf1\\ansi " + inner).encode("utf-8", "replace"), "a.rtf")


TAGS = [
    "<p>", "</p>", "<div>", "<article>", "</article>", "<table><tr><td>", "<b>HD</b>", "<title>",
    "<script>", "</script>", "<!--", "-->", "<meta charset=x>", "&nbsp;", "&#x110000;", "<svg>",
    '<div class="article enArticle">', "<br>", "<a href='javascript:1'>", "It rains on the quay. ",
    '<script type="application/ld+json">{"headline": 1}', "<html lang=>", "<iframe", "\x00",
]  # fmt: skip


@given(st.lists(st.sampled_from(TAGS) | st.text(max_size=6), max_size=30).map("".join))
def test_any_page(inner: str) -> None:
    check(f"<html>{inner}".encode("utf-8", "replace"), "a.html")


CELLS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
NAMED = st.sampled_from(["text", "body", "date", "title", "url", "Text", "id", ""]) | st.text(
    max_size=4
)


@given(
    st.lists(st.dictionaries(NAMED, CELLS | st.lists(CELLS, max_size=2), max_size=4), max_size=4)
)
def test_any_rows(rows: list[dict]) -> None:
    check("\n".join(map(json.dumps, rows)).encode(), "a.jsonl")
    check(json.dumps(rows).encode(), "a.json")


LINES = [
    "End of Document", "Body", "Classification", "Load-Date: July 4, 2022", "Byline: Ann Reed",
    "Documents (2)", "July 3, 2022 Sunday", "Copyright 2022 Harbour Post", "Section: NEWS",
    "HD\tWet",
    "SN\tHarbour Post", "AN", "Document HPOST00020220703ei730001x", "LP", "TD", "PD\t3 July 2022",
    "",
    "It rains.",
]  # fmt: skip


@given(st.lists(st.sampled_from(LINES) | st.text(max_size=10), max_size=40).map("\n".join))
def test_any_export(text: str) -> None:
    check(text.encode("utf-8", "replace"), "a.txt")


@given(st.sampled_from([b"", *STARTS]), st.binary(max_size=300), st.sampled_from(NAMES))
def test_the_command_says_what_it_found_in_any_file(start: bytes, rest: bytes, name: str) -> None:
    printed, said = io.StringIO(), io.StringIO()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(start + rest)
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(said):
            left = main(["parse", str(path), "--json"])
    if left == 0:
        assert json.loads(printed.getvalue())["paragraphs"] is not None
    else:
        assert left == 1
        assert name in said.getvalue()
