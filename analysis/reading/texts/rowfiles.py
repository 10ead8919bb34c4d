"""CSV, TSV, JSON and JSON Lines with a column of texts -> a part a row."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from analysis.reading.texts.documents import Part, Unreadable, collect_facts, join_title
from analysis.reading.texts.headers import NAMES

TEXT_NAMES = [
    "text", "full_text", "fulltext", "full text", "body", "content", "article", "article_text",
    "maintext", "main_text", "volltext", "artikeltext", "texte", "texto", "testo", "текст",
]  # fmt: skip
"""Names of a column that holds texts, the surest first."""

Cells = dict[str, str | None]


def json_rows(text: str) -> list[Cells] | None:
    """The objects of a JSON Lines file or of a JSON list; None for any other text."""
    start = text.lstrip("\ufeff \t\r\n")[:1]
    if start not in ("{", "["):
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = _json_lines(text)
    items = [found] if isinstance(found, dict) else found
    if not isinstance(items, list) or not items:
        return None
    return [_cells(each) for each in items] if all(isinstance(i, dict) for i in items) else None


def _json_lines(text: str) -> list[Any] | None:
    try:
        return [json.loads(line) for line in text.split("\n") if line.strip()]
    except (ValueError, RecursionError):
        return None


def _cells(item: dict[str, Any]) -> Cells:
    return {key: value for key, value in item.items() if isinstance(value, str)}


def csv_rows(text: str, *, named: bool) -> list[Cells] | None:
    """The rows of a CSV file; None for what is none.

    A file whose name does not say that it is one must name a text column in its first line and
    have as many cells in every other: commas stand in every article.
    """
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    columns = [cell.strip().strip('"').lower() for cell in head.split(delimiter)]
    if not named and not (len(columns) > 1 and set(columns) & set(TEXT_NAMES)):
        return None
    csv.field_size_limit(max(len(text), csv.field_size_limit()))
    try:
        rows = list(_records(text, delimiter))
    except Unreadable:
        if not named:
            return None
        raise
    even = all(len(row) == len(columns) for row in rows)
    if not rows or not (named or even):
        return [] if named else None
    names = [name.strip() or f"column {number}" for number, name in enumerate(rows[0], 1)]
    return [dict(zip(names, row, strict=False)) for row in rows[1:]]


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    """The rows of a CSV file that are not blank. Unreadable where a quotation mark is left open.

    The library takes all rows from there on as one cell, up to the next mark or the end of the
    file. What stands behind the mark that closes such a cell, or that none does, is what only its
    strict reading says; that would also refuse a slip within a line, which costs no other row.
    """
    lines = io.StringIO(text, newline="").readlines()
    reader = csv.reader(lines, delimiter=delimiter)
    before = 0
    for row in reader:
        last = reader.line_num
        if last > before + 1 and not _is_closed(lines[before:last], delimiter):
            found = "has a quotation mark that is not closed where its cell ends"
            mend = "close it, or write a mark within a cell twice"
            raise Unreadable(found, mend, line=before + 1)
        before = last
        if row:
            yield row


def _is_closed(lines: list[str], delimiter: str) -> bool:
    try:
        return len(list(csv.reader(lines, delimiter=delimiter, strict=True))) == 1
    except csv.Error:
        return False


def row_parts(rows: list[Cells]) -> Iterator[Part]:
    """A text a row, the headline's column above it. ValueError when no column holds texts."""
    column = text_column(rows)
    for row in rows:
        text = row.get(column) or ""
        facts = collect_facts(
            (NAMES.get(name.strip().lower().replace("_", " "), ""), value, f"column `{name}`")
            for name, value in row.items()
            if name != column
        )
        title = facts.get("title")
        whole = join_title(title.value if title else None, text)
        yield Part(whole if text.strip() else "", facts)


def text_column(rows: list[Cells]) -> str:
    """The column of the texts: by its name, else the one with the longest cells."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    known = {name.strip().lower(): name for name in reversed(names)}
    for name in TEXT_NAMES:
        if name in known:
            return known[name]
    lengths = dict.fromkeys(names, 0)
    for row in rows:
        for name, value in row.items():
            lengths[name] += len(value or "")
    longest = max(names, key=lambda name: lengths[name], default=None)
    if longest is None or lengths[longest] < 100 * len(rows):
        raise ValueError("no column holds texts")
    return longest
