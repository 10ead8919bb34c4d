"""Patterns that a text or a file may consist of, drawn at random: scraps of a format, repeated."""

import io
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from tests.parsing.test_any_text import SCRAPS
from tests.reading.texts.builders import word_xml

NUMBER = "\ue000"
"""Stands for a running number: names that are all different."""

WRITING = [
    *SCRAPS, "It rains on the quay. ", "Anna ", "laut dem SBU ", "the SBU said ", "he said, ",
    "sagte er ", "the newspaper ", "it said. ", ", it said ", "according to Anna ", "5 men ", "a",
    "the 4th brigade in Kyiv, ", "https://a.b/ ", "Photo: ", "A: ", "— a\n", "““", "”", "‘a’ ",
    "another call ", "the mother: ", "[", "]", "«a» ", "„a“ ", "3 May 2022 ", "2022", "05.03.",
    "Russian soldier ", "his wife ", "told ", "that ", "* * *\n", "Read also: ", "(", ") ", "…",
    "Q. ", "1. ", "12:30 ", "©", "&amp;", "dass ", "Herr Lund ", "#" + NUMBER + " ", "a\u0301",
]  # fmt: skip
COMMON = [
    "rain ", "\n", " ", '"', "<", ">", "&", "\t", "1", "\u0301", "“a” ", "\x00", "\\", "{", "}",
    ";", "a: b\n", "ü", "\r\n", ",", "<!--", "-->", "=", "/", "'", "It rains on the quay. ",
    "a" + NUMBER,
]  # fmt: skip
PLAIN = [
    "<!-- -->", "<!--", "<?xml ?>", "<html", "<body ", "a: b\n", "Title: a\n", " a\n", "\n ",
    "\n", "https://a.b/\n", "content-type: multipart/related", "End of Document\n", "Body\n",
    "LENGTH: 1\n", "Load-Date: a\n", "1 of 2 DOCUMENTS\n", "HD\ta\n", "SN\ta\n",
    "Document HPOST00020220703ei73x\n", "120 words\n", "3 July 2022\n", "By Ann Reed\n",
    "Byline: a\n", "Copyright a\n", "2022 ", "1,000 ", "Classification\n", "text,a\n",
    "Documents (2)\n", "TD\n", "ENGLISH\n", "09:14\n", "\x0c",
]  # fmt: skip
TAGS = [
    "<p>", "</p>", "<div>", "</div>", "<html lang=", "<html ", "<!-- saved from url=(1)https://a",
    "saved from url=(", "<script ld+json", "</script>", '<script type="application/ld+json">{',
    "<head", "</head>", "<a href='b'>", "<b>", "<meta name=a content=b>", "<table><tr><td>",
    "<li>", "<br>", "<article>", "</article>", "<title>", "<span>", "<blockquote>",
    "<p>It rains on the quay.", "<p a" + NUMBER + "=1>", '{"a":', "<b>HD</b>",
    "<div class='article a'>", "<h1>", "&nbsp;", "<ul>", " lang = ", "<!doctype html", "<font>",
    "<form>", "<iframe", "<pre>", "<svg>", "<td>", "<style>",
    "<meta property='article:tag' content='a" + NUMBER + "'>", "<p>3 May 2022</p>",
    " class='date'", "<time datetime='2022-05-03'>", " b" + NUMBER + "=c ", '"headline": "a",',
    "<img src=a>",
]  # fmt: skip
MAILED = [
    "--a\r\n", "--a--\r\n", "Content-Type: text/html\r\n", "\r\n\r\n", "=20", "=\r\n", "a: b\r\n",
    " c", "Content-Type: multipart/related; boundary=b\r\n\r\n", "--b\r\n", "=?utf-8?q?a?= ", ";",
    "<p>rain",
    "Content-Type: multipart/mixed; boundary=c" + NUMBER + "\r\n\r\n--c" + NUMBER + "\r\n",
    "; a*0=b", "Subject: a\r\n", "(", '"', "<", "@", ",", "\r\n ",
    "Content-Type: message/rfc822\r\n\r\n",
]  # fmt: skip
RICH = [
    "{", "}", "\\par ", "\\u8222?", "\\'93", "{\\*\\x ", "\\f1 ", "{\\fonttbl", "{\\f1 a;}",
    "\\b ", ";", "\\fcharset204 ", "\\bin9 ", "\\uc9 ", "rain ", "\n", "\\",
    "{\\field{\\*\\fldinst", "{\\pict ", "a", "{\\fldrslt a}", 'HYPERLINK "b" ', "\\cell\\row ",
    "\\ansicpg1251", "\\tab ", "\\'", "\\u-1", " ",
]  # fmt: skip
WORD = [
    "<w:p><w:r><w:t>rain</w:t></w:r></w:p>", "<w:p/>", "<w:p><w:r><w:br/><w:tab/></w:r></w:p>",
    "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>", "<!-- -->", "&amp;",
    "<w:p><w:hyperlink><w:r><w:t>a</w:t></w:r></w:hyperlink></w:p>", "<w:sdt><w:p/></w:sdt>",
    "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='9'/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>",
    "<w:p a" + NUMBER + "='1'/>", "<w:p><w:pPr><w:pStyle w:val='a'/></w:pPr></w:p>",
]  # fmt: skip
ROWS = [
    "<w:tr><w:tc><w:p/></w:tc></w:tr>",
    "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr>",
    "<w:tr><w:tc><w:tcPr><w:gridSpan w:val='3'/></w:tcPr><w:p/></w:tc></w:tr>",
    "<w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr><w:p/></w:tc></w:tr>",
    "<w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr>",
]  # fmt: skip
CELLS = [
    '"', ",", "\n", ";", "\t", '"a"', '""', "rain", "1,It rains\n", "\r\n", "text", '"a\nb",',
    " ", "'", "\x00", "a" + NUMBER + ",", "2022-05-03,", "\\", "\ufeff", "\r",
]  # fmt: skip
VALUES = [
    '{"text": "rain", "a' + NUMBER + '": "b"}', '{"text": "rain"}', '{"a' + NUMBER + '": "b"}',
    "{}", '{"date": "3 May 2022", "body": "rain"}', '{"a": {"b": [1]}}', '{"text": "\\ud800\\n"}',
    '{"": ""}', '{"a": "' + "rain " * 30 + '"}',
]  # fmt: skip
BROKEN = ['{"a":', "[", "{", "}", "]", '"', "\\", "1", ",", "1e9", "\n", "null", ' {"text": "a"}\n']


@dataclass(frozen=True)
class Pattern:
    """A text or file of any size: starts, a unit repeated, a second one as often, an end."""

    format: str
    start: str
    unit: str
    after: str
    end: str

    def fill(self, size: int) -> str:
        """About so many signs of it."""
        count = max(1, size // max(1, len(self.unit + self.after)))
        return self.start + _repeat(self.unit, count) + _repeat(self.after, count) + self.end


def _repeat(unit: str, count: int) -> str:
    if NUMBER not in unit:
        return unit * count
    return "".join(unit.replace(NUMBER, str(number)) for number in range(count))


@dataclass(frozen=True)
class Format:
    """A kind of file: its name, what it may begin and end with, and what may stand between."""

    name: str
    starts: list[str]
    scraps: list[str]
    end: str = ""
    pack: Callable[[str], bytes] = lambda text: text.encode("utf-8", "replace")


def _word(inner: str) -> bytes:
    return word_xml(inner, zipfile.ZIP_STORED)


def _archive(text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number, line in enumerate(text.split("\n")):
            archive.writestr(f"{number}.txt", line)
    return out.getvalue()


HTML = ["<html><body>", "<html><head>", "<!doctype html>", "<html><body><p>", "<html"]
MIME = "Subject: a\r\nContent-Type: multipart/related; boundary=a\r\n\r\n--a\r\n"
TEXT = "text"
FORMATS = {
    TEXT: Format("", ["", "", "", "“", "A call\n\n", "Anna said: "], WRITING),
    "plain": Format("a.txt", ["", "", "<!-- -->", "a: b\n", "Body\n"], [*PLAIN, *COMMON]),
    "export": Format("a", [
        "HD\ta\nSN\tb\nDocument HPOST00020220703ei73x\n", "End of Document\nBody\n",
        "1 of 2 DOCUMENTS\nLENGTH: 1\n",
    ], PLAIN),
    "page": Format("a.html", HTML, [*TAGS, *COMMON]),
    "page with text": Format("a.html", HTML, TAGS, "<p>" + "It rains on the quay. " * 20),
    "mhtml": Format("a.mhtml", [MIME, MIME + "Content-Type: text/html\r\n\r\n", "a: b\r\n" + MIME],
                    [*MAILED, *COMMON], "\r\n--a--\r\n"),
    "rtf": Format("a.rtf", ["{\\rtf1\\ansi ", "{\\rtf1{\\fonttbl", "{\\rtf1 {\\field "],
                  [*RICH, *COMMON], "rain}"),
    "docx": Format("a.docx", [""], WORD, "<w:p><w:r><w:t>rain</w:t></w:r></w:p>", pack=_word),
    "docx table": Format("a.docx", ["<w:tbl>"], ROWS, "</w:tbl>", pack=_word),
    "csv": Format("a.csv", ["id,text\n", "text;a\n", '"text","a"\n', "a,b\n"], [*CELLS, *COMMON]),
    "tsv": Format("a.tsv", ["id\ttext\n"], [*CELLS, *COMMON]),
    "json": Format("a.json", ["[", '[{"text": "a"},', '{"a": [', ""], BROKEN),
    "json rows": Format("a.json", ['[{"text": "a"}', "[{}"], ["," + each for each in VALUES], "]"),
    "json lines": Format("a.jsonl", [""], [each + "\n" for each in VALUES]),
    "zip": Format("a.zip", [""], ["rain\n", "\n", "<html><p>rain\n", "a,text\n", "{}\n"],
                  pack=_archive),
}  # fmt: skip


def draw(format_name: str, chance: random.Random) -> Pattern:
    """A pattern of a format: one to four scraps as the unit, in a third of them a second unit."""
    format = FORMATS[format_name]
    unit, after = (
        "".join(chance.choices(format.scraps, k=chance.choice([1, 1, 2, 2, 3, 4]))) for _ in "ab"
    )
    after = after if chance.random() < 1 / 3 else ""
    return Pattern(format_name, chance.choice(format.starts), unit, after, format.end)
