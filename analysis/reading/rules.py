"""The rules that hold between rows and between tables: references, codes, addresses, digests."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import pandera.pandas as pa

from analysis.reading.codebook import Codebook, version_order
from analysis.reading.problems import Problem
from analysis.reading.rows import Row, cells_of, check_rows
from analysis.tables.schemas import CSV_SCHEMAS, REFERENCES, SCHEMAS

DIGEST_WORDS = (40, 130)
"""A digest shorter than this says too little to stand for its report; longer, it is a copy."""

JUDGED = ["report_id", "coder", "variable"]

Rows = dict[str, list[Row]]


def address_rules(reports: Iterable[Row]) -> Iterator[Problem]:
    """Each address that an earlier report has."""
    first: dict[str, str] = {}
    for row in reports:
        url = row.values.get("url")
        if url and first.setdefault(url, row.file) != row.file:
            found = f"url {url} is also that of {first[url]}"
            yield row.problem("url", found, "keep one report for an address")


def digest_rules(reports: Sequence[Row], *, half_filled: bool) -> Iterator[Problem]:
    """Each digest that is too short or too long; while a corpus is half-filled, none is short."""
    low, high = (0 if half_filled else DIGEST_WORDS[0]), DIGEST_WORDS[1]
    for row in reports:
        words = len((row.values["digest"] or "").split())
        if not low <= words <= high:
            mend = f"write {low} to {high} words in your own words"
            yield row.problem("digest", f"the digest has {words} words", mend)


@dataclass
class Ids:
    """The ids that a table has, those that it lost, and whether it can have lost others."""

    known: set[str] = field(default_factory=set)
    failed: set[str] = field(default_factory=set)
    unread: bool = False


def reference_rules(
    table: str, rows: Sequence[Row], ids: dict[str, Ids]
) -> Iterator[tuple[Row, Problem | None]]:
    """Each row that names a report or a call that is not there, with its problem.

    A row that names what is there but failed, or what may stand in a part that could not be read,
    has no problem of its own: it leaves with it, and what mends the one mends the other.
    """
    for column, target in REFERENCES.items():
        there = ids[target]
        own_key = table == target and [column] == SCHEMAS[table].unique
        if column not in CSV_SCHEMAS[table].columns or own_key:
            continue
        cells = cells_of(rows, column)
        unknown = {*cells} - there.known - {None, ""}
        for number, value in enumerate(cells) if unknown else ():
            if value not in unknown:
                continue
            row = rows[number]
            if value in there.failed or there.unread:
                yield row, None
            else:
                found = f"{column} {value!r:.80} is not in the corpus's {target}"
                yield row, row.problem(column, found, f"correct the id, or add to the {target}")


def batch_rules(calls: Sequence[Row]) -> Iterator[tuple[Row, Problem | None]]:
    """Each batch that is part of itself, at once or by way of others; one problem for a circle."""
    by_id = {row.values["call_id"]: row for row in calls}
    seen: set[str | None] = set()
    for start in calls:
        path: dict[str | None, Row] = {}
        call_id = start.values["call_id"]
        while call_id in by_id and call_id not in seen:
            seen.add(call_id)
            path[call_id] = by_id[call_id]
            call_id = by_id[call_id].values["part_of"]
        circle = list(path)[list(path).index(call_id) :] if call_id in path else []
        for number, member in enumerate(circle):
            round_trip = " -> ".join(map(str, [*circle[:5], circle[0]]))
            found = f"part_of leads back to the call itself ({round_trip:.200})"
            problem = path[member].problem("part_of", found, "leave part_of empty in one of them")
            yield path[member], None if number else problem


def position_rules(
    rows: Sequence[Row], told: set[tuple[str | None, str | None]], known: set[str]
) -> Iterator[tuple[Row, Problem]]:
    """Links to a call that the report itself does not tell."""
    for row in rows:
        report_id, position = row.values["report_id"], row.values["position"]
        if report_id in known and (report_id, position) not in told:
            found = f"{report_id} tells no call number {position}"
            yield row, row.problem("position", found, "correct the position")


def correction_rules(
    rows: Sequence[Row], told: set[tuple[str | None, str | None]]
) -> Iterator[tuple[Row, Problem]]:
    """Corrections of a value that there is not, or whose former value cannot have stood there."""
    former: Rows = defaultdict(list)
    places: dict[int, Row] = {}
    for row in rows:
        table, name = row.values["table"] or "", row.values["field"] or ""
        named = row.values["report_id"], row.values["position"]
        schema = SCHEMAS[table]
        changeable = [each for each in schema.columns if each not in (schema.unique or [])]
        given = bool(row.values["call_id"]), *map(bool, named)
        if given != ((True, False, False) if table == "calls" else (False, True, True)):
            mend = "a call is named by call_id, a telling by report_id and position"
            yield row, row.problem("table", f"names no row of {table}", mend)
        elif table == "tellings" and named not in told:
            found = f"{named[0]} tells no call number {named[1]}"
            yield row, row.problem("position", found, "correct the position")
        elif name not in changeable:
            found = f"column {name!r:.40} of {table} cannot be corrected"
            yield row, row.problem("field", found, f"use one of: {', '.join(changeable)}")
        else:
            former[table].append(Row(row.file, row.line, {name: row.values["before"]}))
            places[row.line] = row
    for table, some in former.items():
        known = SCHEMAS[table].columns
        columns = {name: known[name] for row in some for name in row.values}
        for problem in check_rows(pa.DataFrameSchema(columns), some).problems:
            yield places[problem.line], problem


def coding_rules(rows: Sequence[Row], codebook: Codebook) -> Iterator[tuple[Row, Problem | None]]:
    """Codes that the codebook does not have, and second ones where one stands alone.

    Of a variable coded `one` each value stands alone; of one coded `present`, the empty one, which
    says that none of its values was found. Without a codebook no code can be read; that it is
    missing or broken is the one problem.
    """
    if codebook.definitions.empty:
        yield from ((row, None) for row in rows)
        return
    cells = [cells_of(rows, name) for name in ("variable", "value", "codebook")]
    kinds = {kind: _wrong_code(codebook, *kind) for kind in {*zip(*cells, strict=True)}}
    wrong = {kind: said for kind, said in kinds.items() if said}
    unknown = {
        number: wrong[kind]
        for number, kind in enumerate(zip(*cells, strict=True) if wrong else ())
        if kind in wrong
    }
    given: dict[tuple[str | None, ...], Row] = {}
    for number in sorted(unknown.keys() | _crowded(rows, codebook)):
        row = rows[number]
        if number in unknown:
            yield row, row.problem(*unknown[number])
            continue
        variable, value = row.values["variable"], row.values["value"]
        who = (row.values["report_id"], row.values["coder"], variable)
        other = given.setdefault(who, row)
        present = variable in codebook.present_only
        if other is not row and not (present and value and other.values["value"]):
            found = f"a second {variable} of coder {who[1]} for {who[0]}"
            mend = f"keep one (the other is in line {other.line})"
            yield row, row.problem("value", found, mend)


def _wrong_code(
    codebook: Codebook, variable: str | None, value: str | None, version: object
) -> tuple[str, str, str] | None:
    """Column, problem and mend of a code that the codebook has not, or had not yet."""
    variable, value = variable or "", value or ""
    allowed = codebook.values(variable) if variable in codebook.variables else ()
    if value not in allowed and (value or variable not in codebook.present_only):
        found = f"{variable:.40}={value:.40} is not in the codebook"
        return "value", found, _code_meant(codebook, variable, value)
    added = codebook.since(variable).get(value)
    if (
        added
        and isinstance(version, str)
        and version
        and version_order(version) < version_order(added)
    ):
        found = f"{variable}={value} came with version {added}, and the code is of {version:.40}"
        return "codebook", found, "correct the version, or the value"
    return None


def _crowded(rows: Sequence[Row], codebook: Codebook) -> set[int]:
    """The numbers of rows where several are given in one place and one of them stands alone.

    Among millions of codes they are few: only these are looked at one by one.
    """
    report_ids, coders, variables = (cells_of(rows, name) for name in JUDGED)
    values, present = cells_of(rows, "value"), codebook.present_only
    given = pd.DataFrame(
        dict(zip(JUDGED, (report_ids, coders, variables), strict=True)), dtype="object"
    )
    several = np.flatnonzero(given.duplicated(keep=False)).tolist()
    alone = {
        (report_ids[number], coders[number], variables[number])
        for number in several
        if not values[number] or variables[number] not in present
    }
    return {
        number
        for number in (several if alone else ())
        if (report_ids[number], coders[number], variables[number]) in alone
    }


def code_problems(rows: Sequence[Row], codebook: Codebook) -> list[Problem]:
    """All that `check` would say of these rows of `codings.csv` by themselves."""
    broken = [problem for _, problem in coding_rules(rows, codebook) if problem]
    return check_rows(CSV_SCHEMAS["codings"], rows).problems + broken


def _code_meant(codebook: Codebook, variable: str, value: str) -> str:
    """How a code that the codebook has not is mended: as it is called now, as it is spelt, ..."""
    now = codebook.present_name(variable, value)
    if now != (variable, value):
        return f"it is {'='.join(now):.80} now: `overheard migrate` renames all"
    known = sorted(codebook.values(variable)) if variable in codebook.variables else []
    alike = [each for each in known if each.lower() == value.strip().lower()]
    return f"use one of: {', '.join(alike or known or codebook.variables)}"
