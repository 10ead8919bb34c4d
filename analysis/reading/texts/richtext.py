"""RTF, Word and OpenDocument -> lines of text."""

import re
from zipfile import ZipFile

from striprtf.striprtf import font_table_group, rtf_to_text

from analysis.reading.problems import Unreadable
from analysis.reading.texts.archives import read_member
from analysis.reading.texts.documents import clean_text
from analysis.reading.texts.markup import ODF, WORD, local_name, markup_lines, parse_xml

FONT_TABLE = 60_000
"""Characters of a font table: the library's time grows with their square."""

FIELD = re.compile(r"\\\*\s?\\fldinst")
CODE_PAGE = re.compile(rb"\\ansicpg(\d{2,5})")
CELL_END = re.compile(r"\\(?:nest)?cell(?![a-z]) ?")
BRACE = re.compile(r"\\[\\{}]|[{}]")
BEHIND = re.compile(r"\{(?:\\\*)?\\(?:footnote|shptxt)(?![a-z]) ?")
MAIN_PART = re.compile(r"word/document\d*\.xml")
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
    return [line.rstrip("\t") for line in clean_text(plain).replace("\xad", "").splitlines()]


def _move_groups(text: str) -> str:
    """RTF with notes and text boxes at its end, and without what was deleted: the library would
    leave out the former, and print the latter.
    """
    kept, moved, start, depth, until = [], [], 0, 0, None
    for brace in BRACE.finditer(text):
        if brace[0] == "{":
            depth += 1
            if until is None and (
                BEHIND.match(text, brace.start()) or DELETED.match(text, brace.start())
            ):
                kept.append(text[start : brace.start()])
                start, until = brace.start(), depth
        elif brace[0] == "}":
            if depth == until:
                group = text[start : brace.end()]
                moved += [] if DELETED.match(group) else [BEHIND.sub(r"{", group, count=1)]
                start, until = brace.end(), None
            depth -= 1
    whole = "".join([*kept, text[start:]]).rstrip()
    end = whole.removesuffix("}")
    return end + "".join(f"\\par {group}" for group in moved) + whole[len(end) :]


def docx_lines(archive: ZipFile) -> tuple[list[str], list[str]]:
    """The paragraphs of a Word file, at their end its notes; and what of the file is left out.

    What was inserted is kept, what was deleted is not. A row of a table is one line.
    """
    main = next(filter(MAIN_PART.fullmatch, archive.namelist()), "word/document.xml")
    root, broken = parse_xml(read_member(archive, main))
    if not any(local_name(each) == "body" for each in root):
        raise ValueError("it has no body")
    changes = [local_name(each) for each in root.iter() if local_name(each) in ("ins", "del")]
    lines, notes = markup_lines(root, WORD), [broken] if broken else []
    for name in ("footnotes", "endnotes"):
        path = f"word/{name}.xml"
        for note in parse_xml(read_member(archive, path))[0] if path in archive.namelist() else ():
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
    root, broken = parse_xml(read_member(archive, "content.xml"))
    text = next((each for each in root.iter() if local_name(each) == "text" and len(each)), root)
    return markup_lines(text, ODF), [broken] if broken else []
