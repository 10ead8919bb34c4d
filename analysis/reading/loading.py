"""A corpus folder -> typed tables of what is good, and every problem of what is not.

Of the report files one with a problem is left out whole, of the CSV files beside them a row with a
problem. Many report files are read by several processes, meanwhile the CSV files here. Nothing is
repaired.
"""

import gc
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
from tqdm import tqdm

from analysis.reading.codebook import EMPTY, Codebook, read_codebook
from analysis.reading.csvtables import read_csv_rows
from analysis.reading.declaration import read_declaration
from analysis.reading.events import check_events
from analysis.reading.files import list_folder
from analysis.reading.problems import Problem
from analysis.reading.processes import worked_apart
from analysis.reading.reports import REPORT_TABLES, read_report
from analysis.reading.rows import Checked, FileRows, Row, cells_of, check_rows
from analysis.reading.rules import (
    Ids,
    Rows,
    address_rules,
    batch_rules,
    coding_rules,
    correction_rules,
    digest_rules,
    position_rules,
    reference_rules,
)
from analysis.tables.columns import SLUG
from analysis.tables.declaring import Declaration

AT_ONCE = 1_000
"""So many report files are held as rows before they become tables."""

MANY = 10_000
"""So many report files are worth processes, each of which begins by importing the kit."""

BAR: dict[str, Any] = {"desc": "reading", "delay": 2, "leave": False, "disable": None}
"""Nothing to see of a corpus that is read at once, or where nobody looks on."""


class Loaded(NamedTuple):
    """What a folder holds: tables by name, the codebook, what it says of itself, problems."""

    tables: dict[str, pd.DataFrame]
    codebook: Codebook
    declared: Declaration
    problems: list[Problem]


def load_folder(folder: Path) -> Loaded:
    """Read a corpus folder."""
    loader = _Loader(folder)
    if not folder.is_dir():
        found = "is not a folder" if folder.exists() else "does not exist"
        loader.problems.append(Problem(str(folder), 0, found, "name a folder that holds reports/"))
    elif not os.access(folder, os.R_OK | os.X_OK):  # else what is in it looks as if it were not
        loader.problems.append(
            Problem(str(folder), 0, "may not be looked into", "make it readable")
        )
    else:
        with no_search_for_circles():
            loader.load()
    return Loaded(loader.tables, loader.codebook, loader.declared, loader.problems)


@contextmanager
def no_search_for_circles() -> Iterator[None]:
    """Rows hold no circles, and to look for some takes a third of the time of reading."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Loader:
    """A folder being read: a table at a time, whose rows are let go when it is made."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.codebook = EMPTY
        self.declared, self.problems = read_declaration(folder)
        self.schemas, self.csv_schemas = self.declared.schemas, self.declared.csv_schemas
        self.tables = {name: check_rows(schema, []).table for name, schema in self.schemas.items()}
        self.ids = {"reports": Ids(), "calls": Ids()}

    def load(self) -> None:
        listing = list_folder(self.folder / "reports", ".md")
        problems = listing.problems(self.folder)
        if not listing.paths:
            mend = "put a file a report into reports/, its name ending in .md"
            problems.append(Problem("reports", 0, "holds no report", mend))
        self.ids["reports"] = Ids(set(), {path.stem for path in listing.paths}, bool(problems))
        files, misnamed = _by_id(listing.paths, self.folder)
        parts = [files[start : start + AT_ONCE] for start in range(0, len(files), AT_ONCE)]
        # What is made of a declaration need not be sent: its schemas are made again.
        read = partial(read_part, declared=replace(self.declared))
        with worked_apart(read, parts, alone=len(files) < MANY) as found:
            self.codebook, unread = read_codebook(self.folder)
            self.problems += [*problems, *misnamed, *unread, *check_events(self.folder)[1]]
            unjudged = {table: self._read(table) for table in tqdm(self.csv_schemas, **BAR)}
            self._take_reports(tqdm(found, total=len(parts), unit="thousand reports", **BAR))
        for table in self.csv_schemas:
            judged = self._judged(table, *unjudged.pop(table))
            self.tables[table] = self._linked(judged) if table == "tellings" else judged

    def _take_reports(self, found: Iterable["Part"]) -> None:
        parts = [*found]
        problems = [problem for part in parts for problem in part.problems]
        problems += address_rules(row for part in parts for row in part.addresses)
        bad = {Path(problem.file).stem for problem in problems}
        for name in REPORT_TABLES:
            some = [self.tables[name], *(part.tables[name] for part in parts)]
            table = pd.concat(some, ignore_index=True)
            if bad:
                table = table[~table["report_id"].isin(bad)].reset_index(drop=True)
            self.tables[name] = table
        self.problems += problems
        self.ids["reports"].known = set(self.tables["reports"]["report_id"])

    def _read(self, table: str) -> tuple[FileRows, list[Problem], Checked]:
        """The rows of a CSV file, what is wrong with it, and their table."""
        rows, unread = read_csv_rows(self.folder, self.csv_schemas[table])
        return rows, unread, check_rows(self.csv_schemas[table], rows)

    def _judged(
        self, table: str, rows: FileRows, unread: list[Problem], checked: Checked
    ) -> pd.DataFrame:
        """The good rows of a CSV file; of calls, a batch that leaves takes its parts along."""
        self.problems += unread + checked.problems
        # Under a wrong header rows are checked as far as their columns are sure, and left out.
        broken = any(each.line == 1 for each in unread)
        good = rows.without(set(rows.lines) if broken else _lines(checked.bad))
        if table == "calls":
            self.ids[table] = Ids(_ids(good), _ids(checked.bad), bool(unread))
        while gone := [*self._rules(table, good)]:
            self.problems += [problem for _, problem in gone if problem]
            bad = [row for row, _ in gone]
            good = good.without(_lines(bad))
            if table != "calls":
                break
            self.ids[table].known = _ids(good)
            self.ids[table].failed |= _ids(bad)
        if len(good) == len(rows):
            return checked.table
        kept = set(good.lines)
        return checked.table.loc[[line in kept for line in rows.lines]].reset_index(drop=True)

    def _rules(self, table: str, rows: Sequence[Row]) -> Iterator[tuple[Row, Problem | None]]:
        """Each row that breaks a rule between rows or tables, and its problem if it is its own."""
        yield from reference_rules(table, rows, self.ids)
        if table == "calls":
            yield from batch_rules(rows)
        if table in ("tellings", "corrections"):
            told = self.tables["tellings"]
            places = set(zip(told["report_id"], told["position"].astype("str"), strict=True))
            if table == "tellings":
                yield from position_rules(rows, places, self.ids["reports"].known)
            else:
                yield from correction_rules(rows, places)
        if table == "codings":
            yield from coding_rules(rows, self.codebook)

    def _linked(self, links: pd.DataFrame) -> pd.DataFrame:
        told = self.tables["tellings"]
        place = ["report_id", "position"]
        bare = told.drop(columns=links.columns.difference(place))
        return bare.merge(links, on=place, how="left")[told.columns]


class Part(NamedTuple):
    """What some of the report files hold: tables, rows with no more than an address, problems.

    Rows of a file with a problem are there, and not to be used.
    """

    tables: dict[str, pd.DataFrame]
    addresses: list[Row]
    problems: list[Problem]


def read_part(files: list[tuple[Path, str]], *, declared: Declaration) -> Part:
    """Read some of the report files."""
    rows: Rows = {table: [] for table in REPORT_TABLES}
    problems: list[Problem] = []
    with no_search_for_circles():
        for path, name in files:
            read, found = read_report(path, name, declared)
            problems += found
            for table, some in read.items():
                rows[table] += some
        problems += digest_rules(rows["reports"], half_filled=declared.half_filled)
        checked = {name: check_rows(declared.schemas[name], rows[name]) for name in REPORT_TABLES}
        problems += [problem for each in checked.values() for problem in each.problems]
    tables = {name: each.table for name, each in checked.items()}
    addresses = [
        Row(row.file, (row.lines or {}).get("url", row.line), {"url": row.values.get("url")})
        for row in rows["reports"]
    ]
    return Part(tables, addresses, problems)


def _by_id(files: list[Path], folder: Path) -> tuple[list[tuple[Path, str]], list[Problem]]:
    """The files, with their names from the folder on, whose name can be an id and is the first
    such, and a problem for each other.
    """
    first: dict[str, tuple[Path, str]] = {}
    problems = []
    above = len((folder / "-").as_posix()) - 1
    for path in files:
        name, report_id = path.as_posix()[above:], path.stem
        if not re.fullmatch(SLUG, report_id):
            mend = "name it in lower case: letters, digits and single hyphens, then .md"
            problems.append(Problem(name, 0, "its name cannot be an id", mend))
        elif report_id in first:
            other = first[report_id][1]
            problems.append(Problem(name, 0, f"has the id of {other}", "rename one of the files"))
        else:
            first[report_id] = path, name
    return list(first.values()), problems


def _ids(calls: Sequence[Row]) -> set[str]:
    return {each if isinstance(each, str) else "" for each in cells_of(calls, "call_id")}


def _lines(rows: list[Row]) -> set[int]:
    """What names a row of a file: none begins where another does."""
    return {row.line for row in rows}
