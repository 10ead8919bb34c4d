"""A corpus folder -> typed tables of what is good, and every problem of what is not.

First the report files (a file with a problem is left out whole), then the CSV files beside them
(a row with a problem is left out). Nothing is repaired.
"""

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pandas as pd

from analysis.reading.codebook import EMPTY, Codebook, read_codebook
from analysis.reading.csvtables import read_csv_rows
from analysis.reading.files import list_reports
from analysis.reading.problems import Problem
from analysis.reading.reports import read_report
from analysis.reading.rows import Row, build_table
from analysis.reading.rules import coding_rules, position_rules, reference_rules, report_rules
from analysis.tables import CSV_SCHEMAS, SCHEMAS

REPORT_TABLES = ["reports", "tellings", "figures", "places", "formations"]
"""The tables whose rows stand in the front matter of the report files."""

Rows = dict[str, list[Row]]


def load_folder(folder: Path) -> tuple[dict[str, pd.DataFrame], Codebook, list[Problem]]:
    """Tables by name, the codebook, and the problems of a corpus folder."""
    loader = _Loader(folder)
    if not folder.is_dir():
        found = "is not a folder" if folder.exists() else "does not exist"
        loader.problems = [
            Problem(str(folder), 0, found, "name a folder that holds reports/")
        ]
        return loader.tables(), EMPTY, loader.problems
    loader.load_reports()
    codebook = loader.load_csv_files()
    return loader.tables(), codebook, loader.problems


class _Loader:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.rows: Rows = defaultdict(list)
        self.known: dict[str, set[str]] = {"reports": set(), "calls": set()}
        self.failed: dict[str, set[str]] = {"reports": set(), "calls": set()}
        self.links: list[Row] = []

    def load_reports(self) -> None:
        files, problems = list_reports(self.folder)
        if not files:
            mend = "put a file a report into reports/, its name ending in .md"
            self.problems.append(Problem("reports", 0, "holds no report", mend))
        for path in files:
            rows, found = read_report(path, self.folder)
            problems += found
            for table, some in rows.items():
                self.rows[table] += some
        problems += [problem for _, problem in report_rules(self.rows)]
        for table in REPORT_TABLES:
            problems += build_table(SCHEMAS[table], self.rows[table])[1]
        bad_files = {problem.file for problem in problems}
        for table in REPORT_TABLES:
            self.rows[table] = [row for row in self.rows[table] if row.file not in bad_files]
        self.problems += problems
        self.known["reports"] = _ids(self.rows["reports"], "report_id")
        self.failed["reports"] = {path.stem for path in files} - self.known["reports"]

    def load_csv_files(self) -> Codebook:
        codebook, problems = read_codebook(self.folder)
        self.problems += problems
        csv_rows: Rows = defaultdict(list)
        for table, schema in CSV_SCHEMAS.items():
            csv_rows[table], problems = read_csv_rows(self.folder, table)
            self.problems += problems
            _, problems, bad = build_table(schema, csv_rows[table])
            self.problems += problems
            if table == "calls":
                self.failed["calls"] = _ids(bad, "call_id")
            csv_rows[table] = _without(csv_rows[table], bad)
        self.known["calls"] = _ids(csv_rows["calls"], "call_id")
        told = {(row.values["report_id"], row.values["position"]) for row in self.rows["tellings"]}
        found = [
            *reference_rules(csv_rows, self.known, self.failed),
            *position_rules(csv_rows["tellings"], told, self.known["reports"]),
            *coding_rules(csv_rows["codings"], codebook),
        ]
        self.problems += [problem for _, problem in found if problem]
        bad = [row for row, _ in found]
        for table, rows in csv_rows.items():
            csv_rows[table] = _without(rows, bad)
        self._link(csv_rows.pop("tellings"))
        self.rows |= csv_rows
        return codebook

    def _link(self, links: list[Row]) -> None:
        by_place = {(row.values["report_id"], row.values["position"]): row.values for row in links}
        self.rows["tellings"] = [
            replace(row, values=row.values | by_place.get(_place(row), {}))
            for row in self.rows["tellings"]
        ]

    def tables(self) -> dict[str, pd.DataFrame]:
        return {name: build_table(schema, self.rows[name])[0] for name, schema in SCHEMAS.items()}


def _place(row: Row) -> tuple[str | None, str | None]:
    return row.values["report_id"], row.values["position"]


def _ids(rows: list[Row], column: str) -> set[str]:
    return {row.values[column] or "" for row in rows}


def _without(rows: list[Row], bad: list[Row]) -> list[Row]:
    gone = {id(row) for row in bad}
    return [row for row in rows if id(row) not in gone]
