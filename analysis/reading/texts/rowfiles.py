"""CSV, TSV, JSON and JSON Lines with a column of texts -> a part a row."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from analysis.reading.csvtables import find_delimiter, fit_row, split_table, wrong_length
from analysis.reading.problems import Problem, Unreadable
from analysis.reading.texts.documents import LABELS, NAMES, Part, collect_facts, join_title

TABLES = (".csv", ".tsv", ".tab")
TEXT_NAMES = LABELS["texts"]
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


def csv_rows(text: str, name: str) -> list[Cells | Problem] | None:
    """The rows of a CSV file, and what is wrong with single ones; None for what is no CSV file.

    A file whose name does not say that it is one must name a text column in its first line and
    have as many cells in every other: commas stand in every article.
    """
    named, delimiter = name.lower().endswith(TABLES), find_delimiter(text)
    columns = {cell.strip().strip('"').lower() for cell in text.partition("\n")[0].split(delimiter)}
    if not named and not (len(columns) > 1 and columns & set(TEXT_NAMES)):
        return None
    header, lines, problems = split_table(text, name, delimiter=delimiter, slips=True)
    rows = list(lines)
    if not named and (problems or any(len(cells) != len(header) for _, cells in rows)):
        return None
    for problem in problems:
        raise Unreadable(problem.problem, problem.mend, line=problem.line)
    names = [each.strip() or f"column {number}" for number, each in enumerate(header, 1)]
    return [_named(name, line, cells, names, delimiter) for line, cells in rows]


def _named(
    name: str, line: int, cells: list[str], names: list[str], delimiter: str
) -> Cells | Problem:
    fitted = fit_row(cells, len(names))
    if len(fitted) > len(names):
        return wrong_length(name, line, fitted, columns=len(names), delimiter=delimiter)
    return dict(zip(names, fitted, strict=True))


def row_parts(rows: Sequence[Cells | Problem]) -> Iterator[Part | Problem]:
    """A text a row, the headline's column above it. ValueError when no column holds texts."""
    good = [row for row in rows if not isinstance(row, Problem)]
    column = text_column(good) if good or not rows else ""
    for row in rows:
        if isinstance(row, Problem):
            yield row
            continue
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
