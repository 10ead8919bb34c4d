"""Rows as read (text with file and line) -> a typed table that its schema has checked.

The schema in `analysis.tables` is the only place that says what is allowed; here its verdicts
become problems with a file, a line and a mend.
"""

import datetime
import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import pandera.pandas as pa

from analysis.reading.problems import Problem
from analysis.tables.columns import DAY, DTYPES, FLAG, NUMBER, TEXT, WHOLE


@dataclass(frozen=True)
class Row:
    """One row as written: text values, where it stands, and lines of single values if known."""

    file: str
    line: int
    values: dict[str, str | None]
    lines: dict[str, int] = field(default_factory=dict)

    def problem(self, column: str, problem: str, mend: str) -> Problem:
        return Problem(self.file, self.lines.get(column, self.line), problem, mend)


def parse_day(text: str) -> datetime.date:
    """A calendar day written YYYY-MM-DD; ValueError for anything else."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise ValueError(text)
    return datetime.date.fromisoformat(text)


def parse_interval(text: str) -> tuple[datetime.date, datetime.date]:
    """First and last day of `YYYY-MM-DD`, `YYYY-MM`, `YYYY` or two of these with `/` between.

    The notation is level 0 of the Extended Date/Time Format (ISO 8601-2). ValueError for
    anything else; an interval the wrong way round is returned as it is, for the schema to find.
    """
    first, _, last = text.partition("/")
    return _span(first)[0], _span(last or first)[1]


def _span(text: str) -> tuple[datetime.date, datetime.date]:
    if re.fullmatch(r"\d{4}", text):
        return parse_day(f"{text}-01-01"), parse_day(f"{text}-12-31")
    if re.fullmatch(r"\d{4}-\d{2}", text):
        start = parse_day(f"{text}-01")
        return start, (start + datetime.timedelta(days=31)).replace(day=1) - datetime.timedelta(1)
    return parse_day(text), parse_day(text)


def _number(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(text)
    return value


def _whole(text: str) -> int:
    if not re.fullmatch(r"-?\d{1,15}", text):
        raise ValueError(text)
    return int(text)


PARSERS: dict[str, tuple[Callable[[str], Any], str]] = {
    TEXT: (str, "any text"),
    DAY: (parse_day, "a day that exists, as YYYY-MM-DD"),
    WHOLE: (_whole, "a whole number"),
    NUMBER: (_number, "a number"),
    FLAG: ({"true": True, "false": False}.__getitem__, "true or false"),
}


def build_table(
    schema: pa.DataFrameSchema, rows: list[Row]
) -> tuple[pd.DataFrame, list[Problem], list[Row]]:
    """The typed table of the good rows, every problem found, and the rows that had one."""
    parsed, problems, bad = [], [], set()
    for number, row in enumerate(rows):
        values, found = _parse_row(schema, row)
        parsed.append(values)
        problems += found
        if found:
            bad.add(number)
    table = pd.DataFrame(parsed, columns=list(schema.columns))
    table = _typed(schema, table.drop(index=list(bad)))
    for number, column, problem, mend in _violations(schema, table):
        problems.append(rows[number].problem(column, problem, mend))
        bad.add(number)
    good = table.drop(index=table.index.intersection(list(bad))).reset_index(drop=True)
    return good, problems, [rows[number] for number in sorted(bad)]


def _typed(schema: pa.DataFrameSchema, table: pd.DataFrame) -> pd.DataFrame:
    return table.astype({name: DTYPES[(each.metadata or {})["kind"]] for name, each in schema.columns.items()})


def _parse_row(schema: pa.DataFrameSchema, row: Row) -> tuple[dict[str, Any], list[Problem]]:
    values: dict[str, Any] = {}
    problems = []
    for name, column in schema.columns.items():
        parse, expected = PARSERS[(column.metadata or {})["kind"]]
        text = row.values.get(name)
        try:
            values[name] = None if text is None or text == "" else parse(text)
        except (ValueError, KeyError):
            found = f"{name} is {text!r:.80}, expected {expected}"
            problems.append(row.problem(name, found, f"write {expected}"))
        if values.get(name) is None and not column.nullable and not problems:
            problems.append(row.problem(name, f"{name} is missing", f"fill in {name}"))
    return values, problems


def _violations(
    schema: pa.DataFrameSchema, table: pd.DataFrame
) -> list[tuple[int, str, str, str]]:
    """Row, column, what is wrong and the mend, for each verdict of the schema on the table."""
    try:
        schema.validate(table, lazy=True)
    except pa.errors.SchemaErrors as error:
        return list(dict.fromkeys(_verdicts(schema, table, error.failure_cases)))
    return []


def _verdicts(
    schema: pa.DataFrameSchema, table: pd.DataFrame, cases: pd.DataFrame
) -> Iterable[tuple[int, str, str, str]]:
    for case in cases.itertuples(index=False):
        if case.check == "multiple_fields_uniqueness":
            key = list(schema.unique or [])
            found = ", ".join(str(table.at[case.index, part]) for part in key)
            yield int(case.index), key[0], f"{found}: {', '.join(key)} twice", "keep one of them"
        elif case.schema_context == "DataFrameSchema":
            yield int(case.index), _column_of(case.check), f"not so: {case.check}", "mend one of them"
        else:
            found = f"{case.column} is {case.failure_case!r:.80}"
            yield int(case.index), case.column, found, f"expected {case.check}"


def _column_of(check: str) -> str:
    return check.split()[0]
