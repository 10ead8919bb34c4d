"""DOCX -> lines of text."""

import io
from collections.abc import Iterator

import docx
from docx.table import Table, _Cell


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
