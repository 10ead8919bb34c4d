"""Whatever a file holds, reading it gives documents that can be stored, or a problem."""

import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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


@settings(max_examples=300, deadline=None)
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


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=300), st.sampled_from(["utf-8", "utf-16", "utf-32"]), st.sampled_from(NAMES)
)
def test_any_text(text: str, encoding: str, name: str) -> None:
    check(text.encode(encoding), name)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(WHOLE), st.data(), st.sampled_from(NAMES))
def test_broken_files(whole: bytes, data: st.DataObject, name: str) -> None:
    at = data.draw(st.integers(0, len(whole)))
    put = data.draw(st.binary(max_size=20))
    cut = data.draw(st.integers(0, 50))
    check(whole[:at] + put + whole[at + cut :], name)
