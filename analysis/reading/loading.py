"""A corpus folder -> typed tables of what is good, and every problem of what is not.

First the report files (a file with a problem is left out whole), then the CSV files beside them
(a row with a problem is left out). Nothing is repaired.
"""

import os
import re
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pandas as pd

from analysis.reading.codebook import EMPTY, Codebook, read_codebook
from analysis.reading.csvtables import read_csv_rows
from analysis.reading.eventrules import check_events
from analysis.reading.files import list_reports
from analysis.reading.problems import Problem
from analysis.reading.reports import read_report
from analysis.reading.rows import Row, build_table, check_rows
from analysis.reading.rules import (
    Ids,
    Rows,
    batch_rules,
    coding_rules,
    position_rules,
    reference_rules,
    report_rules,
)
from analysis.tables import CSV_SCHEMAS, SCHEMAS
from analysis.tables.columns import SLUG

REPORT_TABLES = ["reports", "tellings", "figures", "places", "formations"]
"""The tables whose rows stand in the front matter of the report files."""


def load_folder(folder: Path) -> tuple[dict[str, pd.DataFrame], Codebook, list[Problem]]:
    """Tables by name, the codebook, and the problems of a corpus folder."""
    loader = _Loader(folder)
    if not folder.is_dir():
        found = "is not a folder" if folder.exists() else "does not exist"
        loader.problems = [Problem(str(folder), 0, found, "name a folder that holds reports/")]
        return loader.tables(), EMPTY, loader.problems
    if not os.access(folder, os.R_OK | os.X_OK):  # else what is in it looks as if it were not
        loader.problems = [Problem(str(folder), 0, "may not be looked into", "make it readable")]
        return loader.tables(), EMPTY, loader.problems
    loader.load_reports()
    codebook = loader.load_csv_files()
    return loader.tables(), codebook, loader.problems


class _Loader:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.rows: Rows = defaultdict(list)
        self.ids = {"reports": Ids(), "calls": Ids()}

    def load_reports(self) -> None:
        listed, problems = list_reports(self.folder)
        if not listed:
            mend = "put a file a report into reports/, its name ending in .md"
            problems.append(Problem("reports", 0, "holds no report", mend))
        self.ids["reports"].unread = bool(problems)
        files, misnamed = _by_id(listed, self.folder)
        problems += misnamed
        for path in files:
            rows, found = read_report(path, self.folder)
            problems += found
            for table, some in rows.items():
                self.rows[table] += some
        problems += report_rules(self.rows["reports"])
        for table in REPORT_TABLES:
            problems += check_rows(SCHEMAS[table], self.rows[table])[0]
        bad_files = {problem.file for problem in problems}
        for table in REPORT_TABLES:
            self.rows[table] = [row for row in self.rows[table] if row.file not in bad_files]
        self.problems += problems
        self.ids["reports"].known = _ids(self.rows["reports"], "report_id")
        self.ids["reports"].failed = {path.stem for path in listed}

    def load_csv_files(self) -> Codebook:
        codebook, problems = read_codebook(self.folder)
        self.problems += problems + check_events(self.folder)[1]
        rows = {table: self._csv_rows(table) for table in CSV_SCHEMAS}
        rows["calls"] = self._calls_with_batches(rows["calls"])
        told = {_place(row) for row in self.rows["tellings"]}
        gone = [
            *reference_rules(rows, self.ids),
            *position_rules(rows["tellings"], told, self.ids["reports"].known),
            *coding_rules(rows["codings"], codebook),
        ]
        self.problems += [problem for _, problem in gone if problem]
        for table in rows:
            rows[table] = _without(rows[table], [row for row, _ in gone])
        self._link(rows.pop("tellings"))
        self.rows |= rows
        return codebook

    def _csv_rows(self, table: str) -> list[Row]:
        rows, unread = read_csv_rows(self.folder, table)
        problems, bad = check_rows(CSV_SCHEMAS[table], rows)
        self.problems += unread + problems
        # Under a wrong header rows are checked as far as their columns are sure, and left out.
        good = [] if any(each.line == 1 for each in unread) else _without(rows, bad)
        if table == "calls":
            self.ids["calls"] = Ids(_ids(good, "call_id"), _ids(bad, "call_id"), bool(unread))
        return good

    def _calls_with_batches(self, calls: list[Row]) -> list[Row]:
        """A batch that leaves takes the calls along that are part of it, and these theirs."""
        ids = self.ids["calls"]
        gone = [*batch_rules(calls), *reference_rules({"calls": calls}, self.ids)]
        while gone:
            self.problems += [problem for _, problem in gone if problem]
            bad = [row for row, _ in gone]
            calls = _without(calls, bad)
            ids.known = _ids(calls, "call_id")
            ids.failed |= _ids(bad, "call_id")
            gone = list(reference_rules({"calls": calls}, self.ids))
        return calls

    def _link(self, links: list[Row]) -> None:
        by_place = {(row.values["report_id"], row.values["position"]): row.values for row in links}
        self.rows["tellings"] = [
            replace(row, values=row.values | by_place.get(_place(row), {}))
            for row in self.rows["tellings"]
        ]

    def tables(self) -> dict[str, pd.DataFrame]:
        return {name: build_table(schema, self.rows[name]) for name, schema in SCHEMAS.items()}


def _by_id(files: list[Path], folder: Path) -> tuple[list[Path], list[Problem]]:
    """The files whose name can be an id and is the first such, and a problem for each other."""
    first: dict[str, Path] = {}
    problems = []
    for path in files:
        name, report_id = path.relative_to(folder).as_posix(), path.stem
        if not re.fullmatch(SLUG, report_id):
            mend = "name it in lower case: letters, digits and single hyphens, then .md"
            problems.append(Problem(name, 0, "its name cannot be an id", mend))
        elif report_id in first:
            other = first[report_id].relative_to(folder).as_posix()
            problems.append(Problem(name, 0, f"has the id of {other}", "rename one of the files"))
        else:
            first[report_id] = path
    return list(first.values()), problems


def _place(row: Row) -> tuple[str | None, str | None]:
    return row.values["report_id"], row.values["position"]


def _ids(rows: list[Row], column: str) -> set[str]:
    return {row.values.get(column) or "" for row in rows}


def _without(rows: list[Row], bad: list[Row]) -> list[Row]:
    gone = {id(row) for row in bad}
    return [row for row in rows if id(row) not in gone]
