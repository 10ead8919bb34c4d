"""CSV, TSV, JSON and JSON Lines with a column of texts -> a part a row."""

import json
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Literal

from analysis.reading.csvtables import find_delimiter, fit_row, split_table, wrong_length
from analysis.reading.problems import Problem, Unreadable
from analysis.reading.texts.documents import NAMES, TEXT_NAMES, Part, collect_facts, titled_part
from analysis.reading.texts.markup import shown_text

TABLES = (".csv", ".tsv", ".tab")
NAME_PLACES = {name: place for place, name in enumerate(NAMES)}
PARTING = re.compile(r"(?<=[a-z])(?=[A-Z])|[\s_.:/-]+")
DEPTH = 4
"""Objects in objects: `response.results.fields.bodyText`."""

TEXT = 200
"""Characters from which on a cell is taken for a text where no column's name says so."""

Cells = dict[str, str | None]


def json_rows(text: str) -> list[Cells] | None:
    """The objects of a JSON Lines file, or of a list in JSON; None for any other text.

    What interfaces of programs give is an object that holds the list: the longest list of objects
    in it. An object in an object is columns with its name before theirs.
    """
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = _json_lines(text)
    if isinstance(found, dict):
        found = max(_lists(found, 0), key=len, default=[found]) if not _texts(found) else [found]
    if not isinstance(found, list) or not found:
        return None
    rows = [dict(_cells(each, "", 0)) for each in found if isinstance(each, dict)]
    return rows if len(rows) == len(found) else None


def _json_lines(text: str) -> list[Any] | None:
    try:
        return [json.loads(line) for line in text.split("\n") if line.strip()]
    except (ValueError, RecursionError):
        return None


def _texts(item: Mapping[str, Any]) -> bool:
    return any(_known(key, "texts") and isinstance(item[key], str) for key in item)


def _lists(item: Mapping[str, Any], depth: int) -> Iterator[list[dict[str, Any]]]:
    for value in item.values():
        if isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
            yield value
        elif isinstance(value, dict) and depth < DEPTH:
            yield from _lists(value, depth + 1)


def _cells(item: Mapping[str, Any], before: str, depth: int) -> Iterator[tuple[str, str | None]]:
    for key, value in item.items():
        if isinstance(value, str):
            yield before + key, value
        elif isinstance(value, dict) and depth < DEPTH:
            yield from _cells(value, f"{before}{key}.", depth + 1)
        elif isinstance(value, list):
            yield before + key, _joined(value)
        elif isinstance(value, (int, float)) and fact_of(key) == "date":
            yield before + key, str(value)


def _joined(pieces: list[Any]) -> str:
    """A list of words, or of pieces of text with marks of their own, as messengers export them."""
    words = [each.get("text") if isinstance(each, dict) else each for each in pieces]
    marked = any(isinstance(each, dict) for each in pieces)
    return ("" if marked else "; ").join(each for each in words if isinstance(each, str))


def plain_name(name: str) -> str:
    """The name of a column as `labels.yml` has it.

    Examples
    --------
    >>> [plain_name(each) for each in ("publishedAt", "Full_Text", "source.name")]
    ['published at', 'full text', 'source name']
    """
    return PARTING.sub(" ", name.strip()).lower()


def fact_of(name: str) -> str | None:
    """The fact that a column gives; of an object's key its own name counts, or what it is in.

    Examples
    --------
    >>> [fact_of(each) for each in ("pub_date", "fields.headline", "title.rendered", "id")]
    ['date', 'title', 'title', None]
    """
    return NAMES.get(_known(name, "facts"))


@lru_cache(maxsize=10_000)
def _known(name: str, kind: Literal["facts", "texts"]) -> str:
    """The name of a column among those of facts, or of texts; none for any other."""
    names: Container[str] = NAMES if kind == "facts" else TEXT_NAMES
    parts = (name, name.rpartition(".")[2], name.partition(".")[0])
    return next((each for each in map(plain_name, parts) if each in names), "")


def csv_rows(text: str, name: str) -> list[Cells | Problem] | None:
    """The rows of a CSV file, and what is wrong with single ones; None for what is no CSV file.

    A file whose name does not say that it is one must name a text column in its first line and
    have as many cells in every other: commas stand in every article.
    """
    named, delimiter = name.lower().endswith(TABLES), find_delimiter(text)
    first = text.partition("\n")[0].split(delimiter)
    columns = {plain_name(cell.strip().strip('"')) for cell in first}
    if not named and not (len(columns) > 1 and columns & TEXT_NAMES.keys()):
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


def row_parts(rows: Sequence[Cells | Problem], file: str) -> Iterator[Part | Problem]:
    """A text a row, the headline's column above it. ValueError when no column holds texts."""
    good = [row for row in rows if not isinstance(row, Problem)]
    columns = text_columns(good) if good or not rows else []
    unused = _unused(good, columns)
    for number, row in enumerate(rows, 1):
        if isinstance(row, Problem):
            yield row
            continue
        column = next((name for name in columns if (row.get(name) or "").strip()), None)
        if column is None and (lost := _text_elsewhere(row)):
            found = f"text {number} stands in a column of its own, `{lost}`"
            yield Problem(file, 0, found, f"name the columns of texts alike, as `{columns[0]}`")
            continue
        known = sorted(row, key=lambda name: NAME_PLACES.get(_known(name, "facts"), len(NAMES)))
        facts = collect_facts(
            (fact_of(name) or "", shown_text(row[name] or ""), f"column `{name}`")
            for name in known
            if name not in columns
        )
        text = shown_text(row[column] or "") if column else ""
        yield titled_part(facts, text, (unused,) if unused and number == 1 else ())


def _unused(rows: Sequence[Cells], columns: Sequence[str]) -> str | None:
    """Which columns are not read, where one of them could say when or where a text appeared."""
    names = list(dict.fromkeys(name for row in rows for name in row if name not in columns))
    used = {fact_of(name) for name in names}
    left = [
        f"`{name}`"
        for name in names
        if not fact_of(name) and any(not (row.get(name) or "0").isdigit() for row in rows)
    ]
    lacking = [fact for fact in ("title", "outlet", "date") if fact not in used]
    if not (left and lacking):
        return None
    return f"no column gives the {' or the '.join(lacking)}; not used: {', '.join(left[:20])}"


def _text_elsewhere(row: Cells) -> str | None:
    longest = max(row, key=lambda name: len(row[name] or ""), default=None)
    return longest if longest is not None and len(row[longest] or "") >= TEXT else None


def text_columns(rows: list[Cells]) -> list[str]:
    """The columns of the texts: by their names, the surest first, or the one of the longest cells.

    Of a row counts the first that is filled.
    """
    names = list(dict.fromkeys(name for row in rows for name in row))
    known = {name: each for name in names if (each := _known(name, "texts"))}
    if known:
        return sorted(known, key=lambda name: TEXT_NAMES[known[name]])
    lengths = dict.fromkeys(names, 0)
    for row in rows:
        for name, value in row.items():
            lengths[name] += len(value or "")
    longest = max(names, key=lambda name: lengths[name], default=None)
    if longest is None or lengths[longest] < 100 * len(rows):
        raise Unreadable("no column holds texts", "name the column that holds them `text`")
    return [longest]
