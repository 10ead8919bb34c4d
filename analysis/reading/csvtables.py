"""CSV texts -> rows that know their lines; nothing that is broken passes for less. And back."""

import csv
import io
import os
import re
from array import array
from collections.abc import Container, Iterator
from itertools import islice
from pathlib import Path
from sys import intern
from typing import NamedTuple

import pandas as pd
import pandera.pandas as pa

from analysis.reading.files import TABLE_BYTES, read_text
from analysis.reading.problems import Problem
from analysis.reading.rows import FileRows
from analysis.tables.columns import SLUG

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs"}
"""What spreadsheets put between cells, by the language they are set to."""

EXCEL = re.compile(r"sep=.?", re.IGNORECASE)
"""What Excel writes above the header, and behind it what stands between cells."""

PIECE = 1_000_000
"""So many characters are split into lines at once: `io.StringIO` holds four bytes for each."""

AT_ONCE = 10_000
"""So many rows are held as rows before they become columns."""

UNCLOSED = 'close the quotation mark, and double those inside a value ("")'


class Table(NamedTuple):
    """The cells of a CSV text: the header, then each row that is not blank, with its first line.

    Where a quotation mark is broken, the rows before it are there, and behind them the problem.
    """

    header: list[str]
    rows: Iterator[tuple[int, list[str]]]
    problems: list[Problem]


def split_table(text: str, name: str, *, delimiter: str = ",", slips: bool = False) -> Table:
    """The cells of a CSV text as they stand; how many a row has is for the caller to judge.

    With `slips`, a quotation mark that is broken within a line, which costs no other row, is none.
    """
    problems: list[Problem] = []
    rows = _split(text, name, delimiter, problems, slips=slips)
    _, header = next(rows, (1, []))
    if header and EXCEL.fullmatch(header[0]):
        _, header = next(rows, (2, []))
    return Table(header, rows, problems)


def find_delimiter(text: str) -> str:
    """What stands between the cells of the first line."""
    head = text.partition("\n")[0]
    return max(DELIMITERS, key=head.count)


def _split(
    text: str, name: str, delimiter: str, problems: list[Problem], *, slips: bool
) -> Iterator[tuple[int, list[str]]]:
    # The limit of `csv` holds for the whole process; here only that of the file counts.
    csv.field_size_limit(TABLE_BYTES)
    # csv keeps the line breaks inside quotation marks only when it gets them untouched.
    taken: list[str] = []
    lines, start = _take_lines(text, taken), 1
    reader = csv.reader(lines, strict=True, delimiter=delimiter)
    while True:
        taken.clear()
        try:
            cells = next(reader, None)
        except csv.Error:
            if not slips or len(taken) > 1:
                every = list(_take_lines(text, []))
                line = start + _lines_before_open_mark(every[start - 1 :], delimiter)
                found = (
                    "broken CSV: the quotation mark opened here is not closed where its value ends"
                )
                problems.append(Problem(name, line, found, UNCLOSED))
                return
            [cells] = csv.reader(taken, delimiter=delimiter)
            reader = csv.reader(lines, strict=True, delimiter=delimiter)
        if cells is None:
            return
        if cells:
            yield start, cells
        start += len(taken)


def _take_lines(text: str, taken: list[str]) -> Iterator[str]:
    """The lines of a text, each with the line break that it has; also put into `taken`."""
    end = 0
    while (start := end) < len(text):
        end = text.find("\n", start + PIECE) + 1 or len(text)
        for line in io.StringIO(text[start:end], newline=""):
            taken.append(line)
            yield line


def _lines_before_open_mark(lines: list[str], delimiter: str) -> int:
    cell = re.compile(rf"""(?:"(?:[^"]++|"")*+"|[^"{delimiter}\r\n][^{delimiter}\r\n]*+)?"""
                      rf"""(?:{delimiter}|\r\n|\r|\n)""")  # fmt: skip
    text, place = "".join(lines), 0
    while found := cell.match(text, place):
        place = found.end()
    return len(re.findall(r"\r\n|\r|\n", text[:place]))


def fit_row(cells: list[str], columns: int) -> list[str]:
    """A row with as many cells as the header has, if only empty ones at its end differ.

    Spreadsheets leave these out, or write more of them.
    """
    fitted = cells + [""] * (columns - len(cells))
    while len(fitted) > columns and not fitted[-1].strip():
        fitted.pop()
    return fitted


def wrong_length(
    name: str, line: int, cells: list[str], *, columns: int, delimiter: str = ","
) -> Problem:
    found = f"{len(cells)} values for {columns} columns"
    mend = f"quote a value that holds {DELIMITERS[delimiter]}, close quotation marks"
    return Problem(name, line, found, mend)


def row_problem(
    name: str, line: int, cells: list[str], *, columns: int, delimiter: str = ","
) -> Problem | None:
    """What is wrong with a row as such: too many or too few values, or further rows inside."""
    if len(cells) != columns:
        return wrong_length(name, line, cells, columns=columns, delimiter=delimiter)
    together = "".join(cells)
    if ("\n" in together or "\r" in together) and _holds_rows(cells, delimiter):
        found = "the quotation mark opened here takes in the rows that follow"
        return Problem(name, line, found, UNCLOSED)
    return None


def _holds_rows(cells: list[str], delimiter: str) -> bool:
    """Whether a value, between two stray quotation marks, holds what is rows of its own.

    Such a row has as many values as it should. Its lines tell: the last begins with an id, and
    it and the first would each have just enough values if the marks were not there.
    """
    last_line = re.compile(rf"[\r\n]{SLUG}(?:{delimiter}[^\r\n]*)?\Z")
    for place, cell in enumerate(cells):
        last = last_line.search(cell)
        first = re.split(r"[\r\n]", cell, maxsplit=1)[0]
        if (
            last
            and last[0].count(delimiter) == place
            and first.count(delimiter) == len(cells) - 1 - place
        ):
            return True
    return False


def read_csv_rows(folder: Path, schema: pa.DataFrameSchema) -> tuple[FileRows, list[Problem]]:
    """The rows of a table's CSV file, none where there is no such file, and what is wrong with it.

    Where the header is wrong, a row has only the values whose column is sure.
    """
    name = f"{schema.name}.csv"
    path = folder / name
    if not os.path.lexists(path):
        return FileRows(name, array("q"), {}), []
    text = read_text(path, name, limit=TABLE_BYTES)
    if isinstance(text, Problem):
        return FileRows(name, array("q"), {}), [text]
    return parse_rows(text, schema)


def parse_rows(text: str, schema: pa.DataFrameSchema) -> tuple[FileRows, list[Problem]]:
    """The rows in the text of a CSV file with its columns in any order, as `read_csv_rows`."""
    name, expected = f"{schema.name}.csv", list(schema.columns)
    later = later_columns(schema)
    header, rows, problems = split_table(text, name)
    if problems and not header:
        return FileRows(name, array("q"), {}), problems
    wrong = list(_header_problems(header, name, expected, later))
    places = {column: header.index(column) for column in expected if header.count(column) == 1}
    lines, uneven = array("q"), list[Problem]()
    columns: dict[str, list[str | None]] = {column: [] for column in places}
    while some := list(islice(rows, AT_ONCE)):
        good, found = _whole_rows(some, name, columns=len(header))
        uneven += found
        lines.extend(line for line, _ in good if places)
        cells = list(zip(*(cells for _, cells in good), strict=True)) or [()] * len(header)
        for column, place in places.items():
            # Ids and codes come again and again, and are kept once.
            columns[column].extend(map(intern, cells[place]))
    columns |= {column: [None] * len(lines) for column in later if column not in places}
    return FileRows(name, lines, columns), (wrong or uneven) + problems


def _whole_rows(
    rows: list[tuple[int, list[str]]], name: str, *, columns: int
) -> tuple[list[tuple[int, list[str]]], list[Problem]]:
    """Those rows with which nothing is wrong as such, and the problems of the others."""
    # Where each takes one line, none holds line breaks; of the last it cannot be seen.
    one_line_each = rows[-1][0] - rows[0][0] == len(rows) - 1
    even = one_line_each and {len(cells) for _, cells in rows} == {columns}
    if even and not row_problem(name, *rows[-1], columns=columns):
        return rows, []
    judged = [(row, row_problem(name, *row, columns=columns)) for row in rows]
    return [row for row, found in judged if not found], [found for _, found in judged if found]


def later_columns(schema: pa.DataFrameSchema) -> list[str]:
    """The columns that files of a table need not have: they came later, or are a corpus's own."""
    return [name for name, column in schema.columns.items() if (column.metadata or {})["later"]]


def _header_problems(
    header: list[str], name: str, expected: list[str], later: Container[str]
) -> Iterator[Problem]:
    for delimiter in header[0] if len(header) == 1 else "":
        if delimiter in DELIMITERS:
            found = f"its values stand between {DELIMITERS[delimiter]}, not commas"
            yield Problem(name, 1, found, "save it as CSV with commas")
            return
    wanted = f"expected: {','.join(expected)}"
    for column in expected:
        if column not in header and column not in later:
            yield Problem(name, 1, f"column {column!r} is missing", f"add it; {wanted}")
    for number, column in enumerate(header):
        if column not in expected or column in header[:number]:
            found = f"column {column!r:.80} is unknown or double"
            yield Problem(name, 1, found, f"remove it; {wanted}")


def csv_text(table: pd.DataFrame) -> str:
    """A table as a CSV file holds it, an unknown value as an empty cell."""
    flags = table.select_dtypes("bool").columns
    # As the corpus's own files have them: true, not Python's True.
    written = table.assign(
        **{name: table[name].map({True: "true", False: "false"}) for name in flags}
    )
    # With both signs of a line's end (RFC 4180) a value that holds either is put in quotes.
    return written.to_csv(index=False, date_format="%Y-%m-%d", lineterminator="\r\n")


def written_rows(table: pd.DataFrame) -> list[dict[str, str]]:
    """The rows of a table as a CSV file holds them."""
    return list(csv.DictReader(io.StringIO(csv_text(table), newline="")))
