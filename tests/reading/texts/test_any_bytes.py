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
    BODY,
    OLDER,
    RAIN,
    TWO,
    europresse,
    factiva_html,
    factiva_lines,
    factiva_uncoded_html,
    feed,
    mail,
    mailbox,
    mhtml,
    nexis,
    odt,
    packed,
    page,
    pdf,
    rtf,
    set_lines,
    table_file,
    word_file,
    word_xml,
)  # fmt: skip

WHOLE = {
    "a.html": page(), "a.mhtml": mhtml(), "factiva.html": factiva_html(),
    "uncoded.html": factiva_uncoded_html(), "a.rtf": rtf(nexis(*TWO)), "a.docx": word_file(BODY),
    "table.docx": table_file(), "a.zip": packed({"a.txt": b"rain", "b.html": page()}, 0),
    "nexis.txt": "\n".join(nexis(*TWO)).encode(), "older.txt": OLDER.encode(),
    "factiva.txt": "\n".join(factiva_lines()).encode(), "wide.txt": RAIN.encode("utf-16"),
    "a.jsonl": b'{"text": "rain", "date": "3 May 2022"}\n' * 3, "a.json": b'[{"text": "rain"}, {}]',
    "a.pdf": pdf(set_lines(BODY), [("2", 20, 8)]), "a.eml": mail(RAIN).encode(),
    "a.mbox": mailbox(mail(RAIN), mail(RAIN)), "a.rss": feed(("Wet boots", RAIN), ("Dry", RAIN)),
    "a.odt": odt(f"<text:p>{RAIN}</text:p>"), "europresse.html": europresse(("A", "B", "C", BODY)),
    "a.ris": f"TY  - NEWS\nTI  - Wet boots\nAB  - {RAIN}\nER  - \n".encode(),
    "a.csv": b'id,text\n1,"It ""rains"",\nhe says"\n2,rain\n', "a.tsv": b"a\ttext\n1\train\n",
}  # fmt: skip
"""A valid file of each format."""

STARTS = [
    b"%PDF-1.4\n",
    b"From a 2022\nDate: a\n",
    b"<?xml version='1.0'?><rss>",
    b"WARC/1.0",
    b"PK\x03\x04",
    b"{\\rtf1",
    b"<html",
    b"<!doctype html><html>",
    b"\xff\xfe",
    b"[",
    b"{",
]
NAMES = [
    "a.pdf",
    "a.eml",
    "a.xml",
    "a.txt",
    "a.html",
    "a.csv",
    "a.jsonl",
    "a.docx",
    "a.rtf",
    "a.zip",
    "a.mhtml",
    "a",
]


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
    "objects": b'{"a":' * 100_000,
    "nested xml": b"<?xml version='1.0'?><rss>" + b"<a>" * 100_000,
    "fields of a mail": b"From: a\nDate: b\nSubject: c\n" + b"a:b\n" * 100_000 + b"\nrain",
    "mailbox": b"From a 2022\nDate: a\n\n" * 20_000,
    "blanks": b"rain\n" + b" " * 500_000 + b"\n" + b"|" * 500_000 + b"\nrain",
    "labels": b"Title: a\nDate: b\n" * 20_000,
    "counted": b"1 of 2 DOCUMENTS\n\nrain\n\n" * 10_000,
    "pieces of a line": pdf([("a ", 700, 10)] * 10_000),
    "one word": b"%PDF-1.4\n" + pdf([("a" * 300_000, 700, 10)])[9:],
    "bold words": b"<html><p>" + b"<b>a</b> " * 20_000,
    "articles": b"<html>" + b"<article class='DocHeader'>" * 20_000,
    "columns": b"a,text\n" + b"1," + b"<p>" * 100_000,
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


@st.composite
def broken(draw: st.DrawFn, whole: bytes) -> bytes:
    """A file with signs changed, put in, cut out, cut off, doubled, or with a piece of another."""
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(whole)))
        end = min(len(whole), at + draw(st.integers(0, 60)))
        how = draw(st.sampled_from(["flip", "put", "cut", "end", "double", "splice"]))
        if how == "flip" and at < len(whole):
            sign = bytes([whole[at] ^ 1 << draw(st.integers(0, 7))])
            whole = whole[:at] + sign + whole[at + 1 :]
        elif how == "put":
            whole = whole[:at] + draw(st.binary(max_size=20)) + whole[end:]
        elif how == "cut":
            whole = whole[:at] + whole[end:]
        elif how == "end":
            whole = whole[:at]
        elif how == "double":
            whole = whole[:end] + whole[at:end] * draw(st.integers(1, 50)) + whole[end:]
        elif how == "splice":
            other = draw(st.sampled_from(list(WHOLE.values())))
            whole = whole[:at] + other[draw(st.integers(0, len(other))) :]
    return whole


@pytest.mark.parametrize("name", WHOLE)
@given(data=st.data())
def test_broken_files(name: str, data: st.DataObject) -> None:
    check(data.draw(broken(WHOLE[name])), name)


XML_SCRAPS = [
    "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>", "</w:t>", "<w:tbl>", "<w:tr>", "<w:tc>",
    "</w:tc>",
    "</w:tr>", "</w:tbl>", "<w:br/>", "<w:tab/>", "<w:hyperlink>", "<w:gridSpan w:val='9'/>",
    "rain",
    "<w:sdt>", "&amp;", "&x;", "<!--", "]]>", "<w:vMerge/>", "<w:tcPr>", "</w:tcPr>",
]  # fmt: skip


@given(st.lists(st.sampled_from(XML_SCRAPS) | st.text(max_size=4), max_size=30).map("".join))
def test_any_word_document(inner: str) -> None:
    check(word_xml(inner), "a.docx")


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
