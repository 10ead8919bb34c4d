"""Rows as read (text with file and line) -> a typed table, and the problems of its rows.

The schema in `analysis.tables` is the only place that says what is allowed; here its verdicts
become problems with a file, a line and a mend.
"""

import re
from array import array
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pandera.pandas as pa

from analysis.reading.problems import Problem
from analysis.tables.columns import DAY, DTYPES, FLAG, NO_TEXT, NUMBER, TEXT, WHOLE
from analysis.tables.days import parse_day


@dataclass(frozen=True, slots=True)
class Row:
    """One row as written: text values, where it stands, and lines of single values if known."""

    file: str
    line: int
    values: dict[str, str | None]
    lines: dict[str, int] | None = None

    def problem(self, column: str, problem: str, mend: str) -> Problem:
        line = (self.lines or {}).get(column, self.line)
        return Problem(self.file, line, problem, mend)


@dataclass(frozen=True, slots=True)
class FileRows(Sequence[Row]):
    """The rows of one file by column; a `Row` is made of one only when it is asked for.

    A table of codes has millions, and nearly all questions are about a column.
    """

    file: str
    lines: "array[int]"
    columns: dict[str, list[str | None]]

    def __len__(self) -> int:
        return len(self.lines)

    def __getitem__(self, number: Any) -> Any:
        values = {name: cells[number] for name, cells in self.columns.items()}
        return Row(self.file, self.lines[number], values)

    def without(self, lines: Container[int]) -> "FileRows":
        """The rows that do not begin on these lines."""
        if not lines:
            return self
        stays = [line not in lines for line in self.lines]
        columns = {name: list(compress(cells, stays)) for name, cells in self.columns.items()}
        return FileRows(self.file, array("q", compress(self.lines, stays)), columns)


ABSENT = object()
"""Stands in a column for a value that could not be read."""


def cells_of(rows: Sequence[Row], column: str) -> list[Any]:
    """The texts of a column as they stand in the rows, None where nothing does."""
    if isinstance(rows, FileRows):
        return rows.columns.get(column) or [ABSENT] * len(rows)
    return [row.values.get(column, ABSENT) for row in rows]


class Checked(NamedTuple):
    """The typed table of rows, every problem of theirs, and the rows that have one.

    What a bad row has in the table is not to be used.
    """

    table: pd.DataFrame
    problems: list[Problem]
    bad: list[Row]


def _number(text: str) -> float:
    if not re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,15})?", text):
        raise ValueError(text)
    return float(text)


def _whole(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,15}", text):
        raise ValueError(text)
    return int(text)


PARSERS: dict[str, tuple[Callable[[str], Any], str]] = {
    TEXT: (str, "any text"),
    DAY: (parse_day, "a day that exists, as YYYY-MM-DD"),
    WHOLE: (_whole, "a whole number"),
    NUMBER: (_number, "a number"),
    FLAG: ({"true": True, "false": False}.__getitem__, "true or false"),
}


class _Column(NamedTuple):
    """The cells of a column as numbers of its texts; the value of each text, missing without one.

    And what is wrong, with the mend, by the number of the text: of those that gave no value
    (None where that is reported already), and of values that are not allowed.
    """

    cells: np.ndarray
    values: pd.Series
    unread: dict[int, tuple[str, str] | None]
    unfit: dict[int, tuple[str, str]]


def check_rows(schema: pa.DataFrameSchema, rows: Sequence[Row]) -> Checked:
    """Rows of a table; a text of a column is parsed and checked once, however often it is there.

    A value that could not be read is absent from its row, and reported by who read it; one that
    was left empty is there, as None.
    """
    problems: list[Problem] = []
    partial: set[int] = set()
    bad: set[int] = set()
    columns = {name: _column(each, cells_of(rows, name)) for name, each in schema.columns.items()}
    for name, column in columns.items():
        wrong = column.unread | column.unfit
        for number in np.flatnonzero(np.isin(column.cells, [*wrong])).tolist() if wrong else ():
            text = int(column.cells[number])
            (partial if text in column.unread else bad).add(number)
            problems += [rows[number].problem(name, *said) for said in (wrong[text],) if said]
    table = pd.DataFrame(
        {name: each.values.array.take(each.cells) for name, each in columns.items()}
    )
    for number, name, found, mend in _violations(schema, table, columns, partial):
        problems.append(rows[number].problem(name, found, mend))
        bad.add(number)
    return Checked(table, problems, [rows[number] for number in sorted(bad | partial)])


def _column(column: pa.Column, cells: list[Any]) -> _Column:
    """The cells of a column, parsed and checked.

    The checks are asked one by one: of the schema's own way half the time goes to what is so by the
    making of a table.
    """
    name, kind = str(column.name), (column.metadata or {})["kind"]
    parse, expected = PARSERS[kind]
    numbers = {text: number for number, text in enumerate(dict.fromkeys(cells))}
    values: list[Any] = [None] * len(numbers)
    unread: dict[int, tuple[str, str] | None] = {}
    for text, number in numbers.items():
        try:
            if text is ABSENT:
                unread[number] = None
            elif text:
                values[number] = parse(text)
            elif not column.nullable:
                unread[number] = f"{name} is missing", f"fill in {name}"
        except (ValueError, KeyError):
            unread[number] = f"{name} is {text!r:.80}, expected {expected}", f"write {expected}"
    read = pd.Series(values, dtype="object").astype(DTYPES[kind])
    there = read.dropna()
    unfit = {
        number: (f"{name} is {_shown(read[number])!r:.80}", f"expected {check.error}")
        for check in column.checks
        for number in _failing(check, there)
    }
    each = np.fromiter(map(numbers.__getitem__, cells), dtype=np.intp, count=len(cells))
    return _Column(each, read, unread, unfit)


def _violations(
    schema: pa.DataFrameSchema, table: pd.DataFrame, columns: dict[str, _Column], partial: set[int]
) -> Iterator[tuple[int, str, str, str]]:
    """Row, column, what is wrong and the mend, for each rule between columns that a row breaks.

    Partial rows, which lack a value, are not judged.
    """
    whole = table[~table.index.isin(partial)]
    for check in schema.checks:
        for number in _failing(check, whole):
            column = str(check.error).split()[0]
            yield number, column, f"not so: {check.error}", "mend one of them"
    key = list(schema.unique or [])
    # Two texts can be one value; numbers for values are sooner compared than they.
    keys = pd.DataFrame(
        {name: pd.factorize(columns[name].values)[0][columns[name].cells] for name in key}
    )
    for number in whole.index[keys.duplicated().loc[whole.index]] if key else ():
        found = ", ".join(str(table.at[number, part]) for part in key)
        yield int(number), key[0], f"{found}: {', '.join(key)} twice", "keep one of them"


def _failing(check: pa.Check, checked: pd.Series | pd.DataFrame) -> list[int]:
    if checked.empty:
        return []
    fits = check(checked).check_output
    return [] if fits.all() else checked.index[~fits.to_numpy(dtype=bool)].tolist()


def _shown(value: Any) -> str:
    """A value as it was written; a long text from shortly before what is no text."""
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    control = NO_TEXT.search(str(value))
    return str(value)[max(control.start() - 20, 0) if control else 0 :]
