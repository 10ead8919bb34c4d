"""The CSV files of a corpus -> rows that know their lines."""

import csv
import io
import os
from pathlib import Path

from analysis.reading.files import TABLE_BYTES, read_text
from analysis.reading.problems import Problem
from analysis.reading.rows import Row
from analysis.tables import CSV_SCHEMAS


def read_csv_rows(folder: Path, table: str) -> tuple[list[Row], list[Problem]]:
    """The rows of `<table>.csv`, none where there is no such file, and what is wrong with it."""
    path, name = folder / f"{table}.csv", f"{table}.csv"
    if not os.path.lexists(path):
        return [], []
    text = read_text(path, name, limit=TABLE_BYTES)
    if isinstance(text, Problem):
        return [], [text]
    return _rows(text, name, list(CSV_SCHEMAS[table].columns))


def _rows(text: str, name: str, expected: list[str]) -> tuple[list[Row], list[Problem]]:
    # csv keeps the line breaks inside quotation marks only when it gets them untouched.
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    problems: list[Problem] = []
    start = 1
    try:
        header: list[str] = next(lines, [])
        problems = _header_problems(header, name, expected)
        if problems:
            return rows, problems
        start = lines.line_num + 1
        for cells in lines:
            if len(cells) == len(header):
                rows.append(Row(name, start, dict(zip(header, cells, strict=True))))
            elif cells:
                found = f"{len(cells)} values for {len(header)} columns"
                problems.append(Problem(name, start, found, "quote a value that holds a comma"))
            start = lines.line_num + 1
    except csv.Error as error:
        mend = 'close quotation marks, and double those inside a value ("")'
        problems.append(Problem(name, start, f"broken CSV from here on ({error})", mend))
    return rows, problems


def _header_problems(header: list[str], name: str, expected: list[str]) -> list[Problem]:
    wanted = f"expected: {','.join(expected)}"
    missing = [
        Problem(name, 1, f"column {column!r} is missing", f"add it; {wanted}")
        for column in expected
        if column not in header
    ]
    surplus = [
        Problem(name, 1, f"column {column!r} is unknown or double", f"remove it; {wanted}")
        for number, column in enumerate(header)
        if column not in expected or column in header[:number]
    ]
    return missing + surplus
