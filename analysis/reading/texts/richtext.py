"""RTF and DOCX -> lines of text."""

import io
import re
from collections.abc import Iterator

import docx
from docx.table import Table, _Cell
from striprtf.striprtf import font_table_group, rtf_to_text

from analysis.reading.texts.documents import clean_text

FONT_TABLE = 60_000
"""Characters of a font table: the library's time grows with their square."""

FIELD = re.compile(r"\\\*\s?\\fldinst")
CODE_PAGE = re.compile(rb"\\ansicpg(\d{2,5})")


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
    try:
        plain = rtf_to_text(text, encoding="cp1252", errors="replace")
    except Exception as error:  # whatever a hostile file provokes in the library
        raise ValueError(str(error)[:80] or type(error).__name__) from None
    return clean_text(plain).replace("\xad", "").splitlines()


def docx_lines(data: bytes) -> list[str]:
    """The paragraphs of a DOCX file in their order, a table's row as one line; ValueError."""
    try:
        return list(_lines(data))
    except Exception as error:  # whatever a hostile file provokes in the library
        raise ValueError(str(error)[:80] or type(error).__name__) from None


def _lines(data: bytes) -> Iterator[str]:
    for block in docx.Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(block, Table):
            # `row.cells` gives a cell over many columns or rows so many times.
            for row in block.rows:
                yield "\t".join(_Cell(cell, block).text for cell in row._tr.tc_lst)
        else:
            yield from block.text.split("\n")
