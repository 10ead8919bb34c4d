"""PDF: lines become paragraphs, what pages repeat is no text, and what cannot be read is said."""

import io
import zlib
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from analysis.reading.problems import Problem
from analysis.reading.texts import Document, pdfs, read_texts
from tests.reading.texts.builders import (
    BODY,
    PDF_FONT,
    RAIN,
    TENTS,
    TWO,
    nexis,
    pdf,
    pdf_objects,
    pdf_stream,
    set_lines,
)  # fmt: skip

LONG = [RAIN, f"{TENTS} {RAIN} {TENTS}", "“Nobody counts the blankets,” he adds, and laughs at it."]


def read(folder: Path, data: bytes) -> list[Document | Problem]:
    (folder / "a.pdf").write_bytes(data)
    return list(read_texts(folder / "a.pdf"))


def text_of(folder: Path, data: bytes) -> str:
    [document] = read(folder, data)
    assert isinstance(document, Document), document
    return document.text


def test_lines_are_joined_into_paragraphs(tmp_path: Path) -> None:
    title = [("Wet boots on the quay", 800, 18)]
    data = pdf([*title, *set_lines(["By Ann Reed", *LONG])])
    assert text_of(tmp_path, data).split("\n\n") == [title[0][0], "By Ann Reed", *LONG]


def at(lines: Iterable[str], top: float) -> list[tuple[str, float, float]]:
    return [(line, top - 12 * number, 10) for number, line in enumerate(lines)]


def test_paragraph_goes_on_over_the_end_of_a_page(tmp_path: Path) -> None:
    lines = [line for line, *_ in set_lines([LONG[1]])]
    data = pdf([*set_lines([RAIN], 760), *at(lines[:2], 720)], at(lines[2:], 760))
    assert text_of(tmp_path, data).split("\n\n") == [RAIN, LONG[1]]


PARTED = [
    (["The battal-", "ion waits."], "The battalion waits."),
    (["It is bullet-", "proof, bullet-proof."], "It is bullet-proof, bullet-proof."),
    (["The old sol\xad", "dier waits."], "The old soldier waits."),
    (["The Kyiv-", "Lviv line is cut."], "The Kyiv-Lviv line is cut."),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "text"), PARTED)
def test_word_that_a_line_end_parts_is_one(tmp_path: Path, lines: list[str], text: str) -> None:
    before = "It rains. " * 3
    assert text_of(tmp_path, pdf(at([before + lines[0], lines[1]], 700))) == before + text


def test_lines_that_pages_repeat_at_their_edges_are_left_out_and_named(tmp_path: Path) -> None:
    pages = [set_lines([f"{each} {n}." for each in BODY]) for n in (1, 2, 3)]
    for n, page in enumerate(pages, 1):
        page += [("Harbour Courier", 820, 8), (f"Page {n} of 3", 20, 8)]
    [document] = read(tmp_path, pdf(*pages))
    assert isinstance(document, Document)
    assert document.text.split("\n\n") == [f"{each} {n}." for n in (1, 2, 3) for each in BODY]
    assert sorted(document.notes) == [
        "lines repeated on pages are left out: Harbour Courier",
        "lines repeated on pages are left out: Page 3 of 3",
    ]


def test_text_that_pages_repeat_is_kept(tmp_path: Path) -> None:
    pages = [set_lines([f"Call {name}", *LONG]) for name in ("one", "two", "three")]
    paragraphs = text_of(tmp_path, pdf(*pages)).split("\n\n")
    assert [paragraphs.count(each) for each in LONG] == [3, 3, 3]


def test_address_that_a_browser_prints_is_a_fact(tmp_path: Path) -> None:
    page = [
        ("30/11/2026, 17:53", 820, 7),
        *set_lines(LONG),
        ("https://courier.example/wet 1/1", 20, 7),
    ]
    [document] = read(tmp_path, pdf(page))
    assert isinstance(document, Document)
    assert document.text.split("\n\n") == LONG
    assert document.fact("url") == "https://courier.example/wet"


BOOTS = {"title": "Wet boots", "author": "Ann Reed"}


@pytest.mark.parametrize(
    ("info", "facts"),
    [
        ({name.title(): value for name, value in BOOTS.items()}, BOOTS),
        ({"Title": "Microsoft Word - boots.doc", "Author": "user"}, {}),
        ({"Title": "page 3.indd", "CreationDate": "D:20300101"}, {}),
    ],
)
def test_what_a_pdf_says_of_itself(tmp_path: Path, info, facts) -> None:
    [document] = read(tmp_path, pdf(set_lines(LONG), info=info))
    assert isinstance(document, Document)
    assert {name: fact.value for name, fact in document.facts.items()} == facts


def test_export_as_pdf_is_split_into_its_articles(tmp_path: Path) -> None:
    lines = nexis(*TWO)[10:]
    pages, start = [], 0
    for number, line in enumerate(lines):
        if line == "End of Document":
            pages.append(set_lines(lines[start : number + 1]))
            start = number + 1
    first, second = read(tmp_path, pdf(*pages))
    assert first.text == "\n\n".join(["Wet boots", *BODY])
    assert (first.fact("outlet"), first.fact("date")) == ("Harbour Post", "July 3, 2022 Sunday")
    assert second.text == "\n\n".join(["Dry socks", TENTS, RAIN])


def encrypted(password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(set_lines(LONG)))))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_pdf_that_only_its_owner_may_change_is_read(tmp_path: Path) -> None:
    assert text_of(tmp_path, encrypted("")).split("\n\n") == LONG


PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
    b"/Resources << /Font << /F1 3 0 R >> /XObject << %s >> >> >>"
)


def drawn(content: bytes, more: dict[int, bytes], names: bytes) -> bytes:
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        3: PDF_FONT, 4: PAGE % names, 5: pdf_stream(content),
    }  # fmt: skip
    return pdf_objects(objects | more)


def form(content: bytes, names: bytes) -> bytes:
    facts = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << %s >> >>"
    return pdf_stream(content, facts % names)


def forms_in_forms(levels: int, times: int) -> bytes:
    more = {
        10 + n: form(b"/X Do " * times, b"/X %d 0 R" % (11 + n)) for n in range(levels)
    } | {10 + levels: form(b"q Q " * 10, b"")}  # fmt: skip
    return drawn(b"/X Do", more, b"/X 10 0 R")


PICTURE = pdf_stream(
    b"\0",
    b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 "
    b"/ColorSpace /DeviceGray",
)
STAMP = b"BT /F1 9 Tf 1 0 0 1 50 20 Tm (scanned by A) Tj ET /I Do"


def test_short_text_is_a_text(tmp_path: Path) -> None:
    assert text_of(tmp_path, pdf([("It rains.", 700, 10)])) == "It rains."


def test_stamp_on_a_picture_is_no_text(tmp_path: Path) -> None:
    [problem] = read(tmp_path, drawn(STAMP, {10: PICTURE}, b"/I 10 0 R"))
    assert "pictures" in problem[2]


REFUSED = {
    "encrypted": encrypted("secret"),
    "pictures": pdf([], []),
    "cannot be read": b"%PDF-1.4 and nothing",
    "takes too long": drawn(b"q Q " * 20_000, {}, b""),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_read_is_one_sentence(tmp_path: Path, monkeypatch, what: str) -> None:
    monkeypatch.setattr(pdfs, "STEPS", 20_000)
    [problem] = read(tmp_path, REFUSED[what])
    assert isinstance(problem, Problem)
    assert what in problem.problem
    assert problem.mend


ITSELF = drawn(b"/X Do", {10: form(b"/X Do /X Do", b"/X 10 0 R")}, b"/X 10 0 R")


@pytest.mark.parametrize("data", [ITSELF, forms_in_forms(7, 9)], ids=["itself", "others"])
def test_forms_that_draw_forms_come_to_an_end(tmp_path: Path, data: bytes) -> None:
    [problem] = read(tmp_path, data)
    assert isinstance(problem, Problem)


def test_stream_that_bursts_is_refused(tmp_path: Path) -> None:
    packed = zlib.compress(b"q Q " * 25_000_000, 9)
    data = drawn(b"", {5: pdf_stream(packed, b"/Filter /FlateDecode")}, b"")
    [problem] = read(tmp_path, data)
    assert isinstance(problem, Problem)


@given(
    st.lists(st.text("abcd ", min_size=1, max_size=300).filter(str.strip), min_size=1, max_size=8)
)
def test_no_word_is_lost(tmp_path_factory: pytest.TempPathFactory, paragraphs: list[str]) -> None:
    wanted = [" ".join(each.split()) for each in [RAIN, *paragraphs]]
    text = text_of(tmp_path_factory.mktemp("pdf"), pdf(set_lines(wanted, width=40)))
    assert text.split() == " ".join(wanted).split()
