"""Marked-up text (HTML, Word, OpenDocument, RTF) -> lines.

One walk for all trees of elements; what an element is to a reader stands in a grammar, by its local
name (`elements.yml`). RTF, which is no tree, is read by striprtf.
"""

import re
from html.entities import html5
from typing import NamedTuple
from zipfile import ZipFile

import lxml.html
from lxml import etree
from striprtf.striprtf import font_table_group, rtf_to_text

from analysis.reading.files import read_own
from analysis.reading.problems import Unreadable

TAG = re.compile(
    r"<(?:p|div|br|a|span|b|i|em|strong|h[1-6]|ul|ol|li|blockquote|figure|img|td)\b[^<>]*>", re.I
)
ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#x?[0-9a-fA-F]{2,6});")
BARE = re.compile(r"&(?!#)([a-zA-Z]\w{1,30};)?")
"""What feeds write and XML does not know: an & that begins no name, and the names of HTML."""

BLANKS = re.compile(r"[^\S\xa0]+")

Kind = str
LINE, ROW, CELL, OUT, BEHIND, WORDS = "line", "row", "cell", "out", "behind", "words"
"""What an element can be: a line of its own, a row of a table, a cell of one, left out, put behind
its paragraph, a holder of words. Any other kind is the sign that the element stands for."""


class Grammar(NamedTuple):
    """What elements are to a reader.

    In `flowing` text line breaks mean nothing and blocks stand apart, as in HTML; elsewhere each
    line is a paragraph, an empty one too. `marked` text stands in holders of words only.
    """

    kinds: dict[str, Kind]
    flowing: bool = False
    marked: bool = False


def _grammar(kinds: dict[Kind, str], signs: dict[str, str], **ways: bool) -> Grammar:
    return Grammar({name: kind for kind in kinds for name in kinds[kind].split()} | signs, **ways)


_TABLE = read_own("elements")
HTML, WORD, ODF = (_grammar(**_TABLE[name]) for name in ("html", "word", "odf"))
"""HTML and formats of news; Office Open XML; OpenDocument."""


def parse_xml(data: bytes | str) -> tuple[etree._Element, str | None]:
    """The root of XML, and what is broken in it; nothing is fetched, and no entity bursts.

    ValueError for what is no XML.
    """
    parser = etree.XMLParser(
        encoding="utf-8" if isinstance(data, str) else None,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        recover=True,
    )
    whole = BARE.sub(_named_sign, data).encode() if isinstance(data, str) else data
    root = _parse(whole, parser)
    broken = next(iter(parser.error_log.filter_from_fatals()), None)
    note = f"its XML is broken on line {broken.line}, text may be missing" if broken else None
    return root, note


def _named_sign(found: re.Match[str]) -> str:
    """A sign by a name that only HTML knows as itself, and an & that names none as one."""
    name = found[1]
    if name in ("amp;", "lt;", "gt;", "quot;", "apos;"):
        return found[0]
    return html5.get(name or "", f"&amp;{name or ''}")


def parse_html(text: str) -> etree._Element:
    """The root of a page, however broken. ValueError for one that holds nothing."""
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    return _parse(text.encode(), parser)


def _parse(data: bytes, parser: etree._FeedParser) -> etree._Element:
    try:
        root = etree.fromstring(data, parser)
    except etree.LxmlError as error:
        raise ValueError(f"its markup is broken ({str(error)[:80]})") from None
    if root is None:
        raise ValueError("its markup holds nothing")
    return root


def shown_text(text: str) -> str:
    """What a reader sees of a text in which markup stands, as `<p>Wet &amp; cold</p>`."""
    if not (TAG.search(text) or ENTITY.search(text)):
        return text
    return "\n".join(markup_lines(parse_html(f"<div>{text}</div>"), HTML))


def local_name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def markup_lines(root: etree._Element, grammar: Grammar) -> list[str]:
    """The lines of a tree; a row of a table whose cells have a line each is one, with tabs."""
    _put_behind(root, grammar)
    lines = _Lines(grammar)
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        kind = grammar.kinds.get(local_name(element), "")
        if event == "end":
            lines.end(kind)
            lines.add(None if grammar.marked or element is root else element.tail)
        elif kind == OUT:
            walk.skip_subtree()
        else:
            lines.begin(kind)
            lines.add(element.text if kind == WORDS or not grammar.marked else None)
    whole = "\n".join("".join(pieces) for pieces in lines.pieces)
    if not grammar.marked:
        whole = "\n".join(map(str.strip, whole.split("\n")))
    return whole.strip("\n").split("\n")


def _put_behind(root: etree._Element, grammar: Grammar) -> None:
    floating = [each for each in root.iter() if grammar.kinds.get(local_name(each)) == BEHIND]
    for each in reversed(floating):
        around = {grammar.kinds.get(local_name(up)): up for up in each.iterancestors()}
        if LINE in around and OUT not in around:
            each.tail = None
            around[LINE].addnext(each)


class _Lines:
    """Lines as pieces, the last of them open, and the rows of tables that are not yet at an end."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self.pieces: list[list[str]] = [[]]
        self.rows: list[tuple[int, list[Kind]]] = []

    def begin(self, kind: Kind) -> None:
        if kind == LINE or (kind in (ROW, CELL) and self.grammar.flowing):
            self.break_line()
        if kind == ROW:
            self.rows.append((len(self.pieces) - self.grammar.flowing, []))
        elif kind == CELL and self.rows:
            self.rows[-1][1].append(kind)
        elif len(kind) == 1:
            self.pieces[-1].append(kind)

    def end(self, kind: Kind) -> None:
        if kind == ROW and self.rows:
            start, cells = self.rows.pop()
            added = ["".join(each) for each in self.pieces[start:]]
            if self.grammar.flowing:
                added = [line.strip() for line in added if line.strip()]
            if 1 < len(added) <= len(cells):
                self.pieces[start:] = [["\t".join(added)]]
        if kind in (LINE, CELL, ROW) and self.grammar.flowing:
            self.break_line()

    def break_line(self) -> None:
        """A new line; in flowing text behind a blank one, but no second where nothing was added."""
        if not self.grammar.flowing:
            self.pieces.append([])
        elif self.pieces[-1]:
            self.pieces += [[], []]

    def add(self, words: str | None) -> None:
        if words and not self.grammar.marked:
            words = BLANKS.sub(" ", words)
        if words and not (self.grammar.flowing and not self.pieces[-1] and words.isspace()):
            self.pieces[-1].append(words)


MEMBER_BYTES = 100_000_000
MAIN_PART = re.compile(r"word/document\d*\.xml")


def parse_member(archive: ZipFile, name: str) -> tuple[etree._Element, str | None]:
    """XML in an archive, as `parse_xml`. ValueError when it is too large, KeyError without it."""
    if archive.getinfo(name).file_size > MEMBER_BYTES:
        raise ValueError(f"{name[:60]} in it is too large")
    return parse_xml(archive.read(name))


def docx_lines(archive: ZipFile) -> tuple[list[str], list[str]]:
    """The paragraphs of a Word file, at their end its notes; and what of the file is left out.

    What was inserted is kept, what was deleted is not. A row of a table is one line.
    """
    main = next(filter(MAIN_PART.fullmatch, archive.namelist()), "word/document.xml")
    root, broken = parse_member(archive, main)
    if not any(local_name(each) == "body" for each in root):
        raise ValueError("it has no body")
    changes = [local_name(each) for each in root.iter() if local_name(each) in ("ins", "del")]
    lines, notes = markup_lines(root, WORD), [broken] if broken else []
    for name in ("footnotes", "endnotes"):
        path = f"word/{name}.xml"
        for note in parse_member(archive, path)[0] if path in archive.namelist() else ():
            if not any(key.endswith("}type") for key, _ in note.items()):
                lines += [line for line in markup_lines(note, WORD) if line.strip()]
    if "del" in changes:
        notes.append("what was deleted with changes tracked is left out, what was inserted is kept")
    if "word/comments.xml" in archive.namelist():
        notes.append("comments in the margin are left out")
    if any(local_name(each) == "altChunk" for each in root.iter()):
        if not any(map(str.strip, lines)):
            raise Unreadable("holds its text as a file in the file", "save it in Word as DOCX anew")
        notes.append("a file that is embedded in it is left out; save it in Word as DOCX anew")
    return lines, notes


def odt_lines(archive: ZipFile) -> tuple[list[str], list[str]]:
    """The paragraphs of an OpenDocument text, notes behind theirs; and what is left out."""
    root, broken = parse_member(archive, "content.xml")
    text = next((each for each in root.iter() if local_name(each) == "text" and len(each)), root)
    return markup_lines(text, ODF), [broken] if broken else []


FONT_TABLE = 60_000
"""Characters of a font table: the library's time grows with their square."""

FIELD = re.compile(r"\\\*\s?\\fldinst")
CODE_PAGE = re.compile(rb"\\ansicpg(\d{2,5})")
CELL_END = re.compile(r"\\(?:nest)?cell(?![a-z]) ?")
BRACE = re.compile(r"\\[\\{}]|[{}]")
ASIDE = re.compile(r"\{(?:\\\*)?\\(?:footnote|shptxt)(?![a-z]) ?")
DELETED = re.compile(r"\{(?:\\[a-z]+-?\d* ?){0,40}?\\deleted(?![a-z0-9])")


def rtf_lines(data: bytes) -> list[str]:
    """The paragraphs of an RTF file; a link is its visible words. ValueError for broken RTF."""
    page = CODE_PAGE.search(data[:2000])
    encoding = f"cp{page[1].decode()}" if page else "cp1252"
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        text = data.decode("latin_1")
    # The library would print a link's target after its words, at a cost that grows with the square
    # of a line's length; a group that begins with \\* is left out whatever its name.
    text = FIELD.sub(r"\\*\\unshown", text).replace("\\ansicpg65001", "")
    if len(font_table_group(text)) > FONT_TABLE:
        raise ValueError("its font table is too long")
    text = CELL_END.sub(r"\\tab ", _move_groups(text))
    try:
        plain = rtf_to_text(text, encoding="cp1252", errors="replace")
    except Exception as error:  # whatever a hostile file provokes in the library
        raise ValueError(str(error)[:80] or type(error).__name__) from None
    return [line.rstrip("\t") for line in plain.replace("\xad", "").splitlines()]


def _move_groups(text: str) -> str:
    """RTF with notes and text boxes at its end, and without what was deleted: the library would
    leave out the former, and print the latter.
    """
    kept, moved, start, depth, until = [], [], 0, 0, None
    for brace in BRACE.finditer(text):
        if brace[0] == "{":
            depth += 1
            if until is None and (
                ASIDE.match(text, brace.start()) or DELETED.match(text, brace.start())
            ):
                kept.append(text[start : brace.start()])
                start, until = brace.start(), depth
        elif brace[0] == "}":
            if depth == until:
                group = text[start : brace.end()]
                moved += [] if DELETED.match(group) else [ASIDE.sub(r"{", group, count=1)]
                start, until = brace.end(), None
            depth -= 1
    whole = "".join([*kept, text[start:]]).rstrip()
    end = whole.removesuffix("}")
    return end + "".join(f"\\par {group}" for group in moved) + whole[len(end) :]
