"""Rows as read (text with file and line) -> problems, and a typed table of rows that have none.

The schema in `analysis.tables` is the only place that says what is allowed; here its verdicts
become problems with a file, a line and a mend.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import pandera.pandas as pa

from analysis.reading.problems import Problem
from analysis.tables.columns import DAY, DTYPES, FLAG, NO_TEXT, NUMBER, TEXT, WHOLE
from analysis.tables.days import parse_day


@dataclass(frozen=True)
class Row:
    """One row as written: text values, where it stands, and lines of single values if known."""

    file: str
    line: int
    values: dict[str, str | None]
    lines: dict[str, int] = field(default_factory=dict)

    def problem(self, column: str, problem: str, mend: str) -> Problem:
        return Problem(self.file, self.lines.get(column, self.line), problem, mend)


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


def check_rows(schema: pa.DataFrameSchema, rows: list[Row]) -> tuple[list[Problem], list[Row]]:
    """Every problem of the rows of a table, and the rows that have one.

    A value that could not be read is absent from its row, and reported by who read it; one that
    was left empty is there, as None.
    """
    read = [_parse_row(schema, row) for row in rows]
    problems = [problem for _, found in read for problem in found]
    partial = {
        number for number, (values, _) in enumerate(read) if len(values) < len(schema.columns)
    }
    bad = partial.copy()
    table = _typed(schema, [values for values, _ in read])
    for number, column, problem, mend in _violations(schema, table, partial):
        problems.append(rows[number].problem(column, problem, mend))
        bad.add(number)
    return problems, [rows[number] for number in sorted(bad)]


def build_table(schema: pa.DataFrameSchema, rows: list[Row]) -> pd.DataFrame:
    """The typed table of rows in which `check_rows` found nothing."""
    return _typed(schema, [_parse_row(schema, row)[0] for row in rows])


def _typed(schema: pa.DataFrameSchema, values: list[dict[str, Any]]) -> pd.DataFrame:
    columns = schema.columns.items()
    dtypes = {name: DTYPES[(column.metadata or {})["kind"]] for name, column in columns}
    return pd.DataFrame(values, columns=list(dtypes), dtype="object").astype(dtypes)


def _parse_row(schema: pa.DataFrameSchema, row: Row) -> tuple[dict[str, Any], list[Problem]]:
    """The values of a row that can be read, and a problem for each that is wrong or missing."""
    values: dict[str, Any] = {}
    problems = []
    for name in schema.columns.keys() & row.values.keys():
        column, text = schema.columns[name], row.values[name]
        parse, expected = PARSERS[(column.metadata or {})["kind"]]
        try:
            if text:
                values[name] = parse(text)
            elif column.nullable:
                values[name] = None
            else:
                problems.append(row.problem(name, f"{name} is missing", f"fill in {name}"))
        except (ValueError, KeyError):
            found = f"{name} is {text!r:.80}, expected {expected}"
            problems.append(row.problem(name, found, f"write {expected}"))
    return values, problems


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
