"""Word, OpenDocument and RTF: what a reader sees is kept, and what is left out is named."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.reading.problems import Problem
from analysis.reading.texts import Document, read_texts
from tests.reading.texts.builders import WORD_XML, odt, packed, unpacked, word_xml


def read(folder: Path, data: bytes) -> Document:
    (folder / "a").write_bytes(data)
    [document] = read_texts(folder / "a")
    assert isinstance(document, Document), document
    return document


def run(text: str) -> str:
    return f"<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>"


def tag(name: str, inner: str) -> str:
    return f"<w:{name}>{inner}</w:{name.split()[0]}>"


def controlled(inner: str) -> str:
    return tag("sdt", tag("sdtContent", inner))


def paragraph(*pieces: str) -> str:
    return f"<w:p>{''.join(each if each[0] == '<' else run(each) for each in pieces)}</w:p>"


def cells(*inner: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{each}</w:tc>' for each in inner)}</w:tr>"


BOX = f"<w:txbxContent>{paragraph('boxed')}</w:txbxContent>"
TWICE = (
    f"<w:r><mc:AlternateContent xmlns:mc='urn:mc'><mc:Choice><w:drawing>{BOX}</w:drawing>"
    f"</mc:Choice><mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
FIELD = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
NESTED = f"<w:tbl>{cells(paragraph('in'), paragraph('side'))}</w:tbl>"

WORD = {
    "insertion": (paragraph("He said ", tag("ins", run("that ")), "it rains."),
                  "He said that it rains."),
    "deletion": (paragraph("It ", tag("del", tag("r", tag("delText", "never "))), "rains."),
                 "It rains."),
    "moved": (paragraph("a ", tag("moveFrom", run("gone")), tag("moveTo", run("b"))), "a b"),
    "inserted paragraph": (tag("ins", paragraph("one")) + paragraph("two"), "one\ntwo"),
    "control in a line": (paragraph("Outlet: ", controlled(run("Post"))), "Outlet: Post"),
    "control round paragraphs": (controlled(paragraph("one") + paragraph("two")), "one\ntwo"),
    "simple field": (paragraph("On ", tag("fldSimple w:instr='DATE'", run("3 July")), "."),
                     "On 3 July."),
    "complex field": (
        paragraph("On ", FIELD.format("begin"), tag("r", tag("instrText", "DATE")),
                  FIELD.format("separate"), "3 July", FIELD.format("end"), "."), "On 3 July."),
    "smart tag": (paragraph("In ", tag("smartTag", run("Kyiv")), "."), "In Kyiv."),
    "link": (paragraph("See ", tag("hyperlink", run("here")), "."), "See here."),
    "text box": (paragraph("before ", tag("r", tag("pict", BOX)), "after"), "before after\nboxed"),
    "text box for old programs": (paragraph("before ", TWICE, "after"), "before after\nboxed"),
    "nested table": (
        tag("tbl", cells(paragraph("a") + NESTED + paragraph("b"), paragraph("c"))),
        "a\nin\tside\nb\nc"),
    "row of a control": (tag("tbl", controlled(cells(paragraph("a"), paragraph("b")))), "a\tb"),
    "hyphens, tabs and breaks": (
        paragraph("a", "<w:r><w:noBreakHyphen/><w:t>b</w:t><w:tab/><w:t>so</w:t><w:softHyphen/>"
                  "<w:t>ft</w:t><w:br/><w:t>c</w:t></w:r>"), "a\u2011b\tsoft\nc"),
}  # fmt: skip


@pytest.mark.parametrize("name", WORD)
def test_word_keeps_what_its_reader_sees(tmp_path: Path, name: str) -> None:
    inner, text = WORD[name]
    assert read(tmp_path, word_xml(inner)).text == text


def test_changes_that_were_tracked_are_named(tmp_path: Path) -> None:
    noted = {
        name: read(tmp_path, word_xml(WORD[name][0])).notes for name in ("deletion", "insertion")
    }
    assert "what was deleted" in noted["deletion"][0]
    assert noted["insertion"] == ()


SPACE = WORD_XML.split("<w:body>")[0].partition("xmlns:w=")[2].rstrip(">")
LINE = tag("{0} w:type='separator'", paragraph("line"))
NOTES = f"<w:{{0}}s xmlns:w={SPACE}>{LINE}{tag('{0}', paragraph('{0} text'))}</w:{{0}}s>"


def test_notes_of_a_word_file_stand_at_its_end_and_comments_are_named(tmp_path: Path) -> None:
    parts = unpacked(word_xml(paragraph("It rains", "<w:r><w:footnoteReference/></w:r>", " here.")))
    for name in ("footnote", "endnote"):
        parts[f"word/{name}s.xml"] = NOTES.format(name).encode()
    parts["word/comments.xml"] = b"<comments/>"
    document = read(tmp_path, packed(parts))
    assert document.text == "It rains here.\nfootnote text\nendnote text"
    assert document.notes == ("comments in the margin are left out",)


def test_text_part_may_have_another_name(tmp_path: Path) -> None:
    parts = unpacked(word_xml(paragraph("It rains.")))
    parts["word/document2.xml"] = parts.pop("word/document.xml")
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(
        b"word/document.xml", b"/word/document2.xml"
    )
    assert read(tmp_path, packed(parts)).text == "It rains."


def test_text_in_a_file_in_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(word_xml("<w:altChunk/><w:p/>"))
    [problem] = read_texts(tmp_path / "a.docx")
    assert isinstance(problem, Problem)
    assert (problem.problem, problem.mend) == (
        "holds its text as a file in the file", "save it in Word as DOCX anew",
    )  # fmt: skip


def test_opendocument_text(tmp_path: Path) -> None:
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    row = f"<table:table-row>{cell.format('a')}{cell.format('b')}</table:table-row>"
    inner = (
        "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes>"
        "<text:h>Wet  boots</text:h>\n<text:p>It <text:span>rains</text:span><text:s/>on<text:note>"
        "<text:note-citation>1</text:note-citation><text:note-body><text:p>A note.</text:p>"
        "</text:note-body></text:note> us.<text:line-break/>Still.</text:p>"
        f"<table:table>{row}</table:table>"
    )
    assert read(tmp_path, odt(inner)).text == "Wet boots\nIt rains on us.\nStill.\nA note.\na\tb"


RTF = {
    "table": (rb"\trowd one\cell two\cell\row three\cell four\cell\row", "one\ttwo\nthree\tfour"),
    "footnote": (rb"It{\footnote the note} rains.\par", "It rains.\n\nthe note"),
    "text box": (rb"It{\shp{\*\shpinst{\shptxt boxed\par}}} rains.\par", "It rains.\n\nboxed"),
    "deletion": (
        rb"It {\deleted\revauthdel1 never }{\revised always }rains.\par",
        "It always rains.",
    ),
    "link": (rb'{\field{\*\fldinst HYPERLINK "https://x.example"}{\fldrslt words}}\par', "words"),
}


@pytest.mark.parametrize("name", RTF)
def test_rtf_keeps_what_its_reader_sees(tmp_path: Path, name: str) -> None:
    inner, text = RTF[name]
    assert read(tmp_path, rb"{\rtf1\ansi\ansicpg1252 " + inner + b"}").text == text


WORDS = st.text("abcäй", min_size=1, max_size=5)
INLINE = st.one_of(
    WORDS.map(run),
    *(
        WORDS.map(lambda word, tag=tag: f"<w:{tag}>{run(word)}</w:{tag}>")
        for tag in ("ins", "smartTag", "hyperlink", "fldSimple", "moveTo")
    ),
    WORDS.map(lambda word: f"<w:sdt><w:sdtContent>{run(word)}</w:sdtContent></w:sdt>"),
)
PARAGRAPH = st.lists(INLINE, min_size=1, max_size=4).map("".join).map("<w:p>{}</w:p>".format)
BLOCK = st.recursive(
    PARAGRAPH,
    lambda inner: st.lists(inner, min_size=1, max_size=3).map("".join).flatmap(
        lambda some: st.sampled_from([
            f"<w:tbl><w:tr><w:tc>{some}</w:tc></w:tr></w:tbl>",
            f"<w:sdt><w:sdtContent>{some}</w:sdtContent></w:sdt>",
            f"<w:p><w:r><w:pict><w:txbxContent>{some}</w:txbxContent></w:pict></w:r></w:p>",
        ])
    ),
    max_leaves=6,
)  # fmt: skip


@given(st.lists(BLOCK, min_size=1, max_size=4).map("".join))
def test_no_word_of_a_word_file_is_lost_or_doubled(tmp_path_factory, inner: str) -> None:
    text = read(tmp_path_factory.mktemp("word"), word_xml(inner)).text
    words = [piece.split("<")[0] for piece in inner.split("<w:t xml:space='preserve'>")[1:]]
    assert sorted("".join(text.split())) == sorted("".join(words))
