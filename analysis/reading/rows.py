"""Rows as read (text with file and line) -> a typed table, and the problems of its rows.

The schema in `analysis.tables` is the only place that says what is allowed; here its verdicts
become problems with a file, a line and a mend.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

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


def check_rows(schema: pa.DataFrameSchema, rows: Sequence[Row]) -> Checked:
    """Rows of a table, each value parsed once.

    A value that could not be read is absent from its row, and reported by who read it; one that
    was left empty is there, as None.
    """
    problems: list[Problem] = []
    partial: set[int] = set()
    table = pd.DataFrame(
        {name: _column(column, rows, problems, partial) for name, column in schema.columns.items()}
    )
    bad = partial.copy()
    for number, column, problem, mend in _violations(schema, table, partial):
        problems.append(rows[number].problem(column, problem, mend))
        bad.add(number)
    return Checked(table, problems, [rows[number] for number in sorted(bad)])


def _column(
    column: pa.Column, rows: Sequence[Row], problems: list[Problem], partial: set[int]
) -> pd.Series:
    """The values of a column; rows in which one is wrong or missing are partial.

    A text that comes again is not parsed again, and kept once.
    """
    name, kind = str(column.name), (column.metadata or {})["kind"]
    parse, expected = PARSERS[kind]
    read: dict[str, Any] = {}
    values = []
    for number, row in enumerate(rows):
        text, value = row.values.get(name), None
        try:
            if text:
                value = read[text] if text in read else read.setdefault(text, parse(text))
            elif name not in row.values:
                partial.add(number)
            elif not column.nullable:
                partial.add(number)
                problems.append(row.problem(name, f"{name} is missing", f"fill in {name}"))
        except (ValueError, KeyError):
            partial.add(number)
            found = f"{name} is {text!r:.80}, expected {expected}"
            problems.append(row.problem(name, found, f"write {expected}"))
        values.append(value)
    return pd.Series(values, dtype="object").astype(DTYPES[kind])


def value_problem(column: pa.Column, text: str | None) -> str | None:
    """What is wrong with one value of a column, if anything."""
    row = Row("", 0, {str(column.name): text or None})
    _, problems, _ = check_rows(pa.DataFrameSchema({str(column.name): column}), [row])
    return problems[0].problem if problems else None


def _violations(
    schema: pa.DataFrameSchema, table: pd.DataFrame, partial: set[int]
) -> list[tuple[int, str, str, str]]:
    """Row, column, what is wrong and the mend, for each verdict of the schema on the table.

    Of partial rows only the values that are there are judged, each by itself.
    """
    try:
        schema.validate(table, lazy=True)
    except pa.errors.SchemaErrors as error:
        cases = error.failure_cases
        whole = ~cases["index"].isin(partial)
        single = (cases["schema_context"] == "Column") & (cases["check"] != "not_nullable")
        judged = cases[whole | single].itertuples(index=False)
        return list(dict.fromkeys(_verdicts(schema, table, judged)))
    return []


def _verdicts(
    schema: pa.DataFrameSchema, table: pd.DataFrame, cases: Iterable[Any]
) -> Iterable[tuple[int, str, str, str]]:
    for case in cases:
        if case.check == "multiple_fields_uniqueness":
            key = list(schema.unique or [])
            found = ", ".join(str(table.at[case.index, part]) for part in key)
            yield int(case.index), key[0], f"{found}: {', '.join(key)} twice", "keep one of them"
        elif case.schema_context == "DataFrameSchema":
            column = case.check.split()[0]
            yield int(case.index), column, f"not so: {case.check}", "mend one of them"
        else:
            found = f"{case.column} is {_shown(case.failure_case)!r:.80}"
            yield int(case.index), case.column, found, f"expected {case.check}"


def _shown(value: Any) -> str:
    """A value as it was written; a long text from shortly before what is no text."""
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    control = NO_TEXT.search(str(value))
    return str(value)[max(control.start() - 20, 0) if control else 0 :]
