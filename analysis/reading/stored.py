"""A corpus as Parquet files: tables that are read when they are asked for, and counted unread.

A folder holds a file or a folder of files a table (`reports.parquet`, `codings/part-0.parquet`),
with the columns of `analysis.tables`, and the codebook of a corpus beside. What is counted is a
corpus in numbers: reports and calls are numbered in the order of their ids, and of texts only what
groups are made of is there. DuckDB reads the files as far as that needs.
"""

import hashlib
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import pandas as pd
import pandera.pandas as pa

from analysis.reading.codebook import Codebook, read_codebook, version_order
from analysis.reading.declaration import read_declaration
from analysis.reading.problems import Problem
from analysis.reading.tableset import Tables
from analysis.tables.columns import DAY, DTYPES, FLAG, NUMBER, TEXT, WHOLE
from analysis.tables.declaring import Declaration

KINDS = {TEXT: "VARCHAR", DAY: "TIMESTAMP", WHOLE: "BIGINT", NUMBER: "DOUBLE", FLAG: "BOOLEAN"}

KEYS = {
    "report_id": "reports", "source_report_id": "reports", "call_id": "calls", "part_of": "calls",
}  # fmt: skip
"""Columns that are numbers in a corpus in numbers, and of what."""

COUNTED = {
    "reports": [
        "report_id", "outlet", "outlet_kind", "outlet_country", "carried_by", "published_from",
        "published_to", "language", "translated_from", "title_voice", "edition",
    ],
    "calls": ["call_id", "part_of", "released_by", "released_from", "released_to"],
    "tellings": ["report_id", "call_id", "confidence"],
}  # fmt: skip
"""Columns that a corpus in numbers has; of other tables, all."""


NAMED = 1_000
"""So many reports are asked for by name; more by a table of their names."""


def list_stored(folder: Path, table: str) -> list[str]:
    """The Parquet files of a table; none where it is not stored so."""
    one = folder / f"{table}.parquet"
    return [str(one)] if one.is_file() else sorted(map(str, (folder / table).glob("*.parquet")))


def open_stored(folder: Path) -> tuple[Tables, Codebook, Declaration, list[Problem]]:
    """The tables of a folder of Parquet files, of which nothing but ids is read yet.

    With them what `load_folder` gives of files to write in: codebook, declaration and problems.
    """
    require_duckdb()
    (declared, problems), (codebook, more) = read_declaration(folder), read_codebook(folder)
    tables = StoredTables(Store(folder, declared.schemas))
    return tables, codebook, declared, [*problems, *more]


def require_duckdb() -> None:
    """ValueError where DuckDB is not installed, with what installs it."""
    try:
        import duckdb  # noqa: F401
    except ImportError:
        mend = "pip install 'overheard[scale]'"
        raise ValueError(
            f"Parquet is read and written by DuckDB, which is not installed: {mend}"
        ) from None


class StoredTables(Tables):
    """The tables of a folder of Parquet files, or the same in numbers."""

    def __init__(self, store: "Store", *, numbered: bool = False) -> None:
        self.store, self.numbered = store, numbered
        super().__init__({name: partial(self._read, name) for name in store.schemas})

    def _read(self, name: str, _: Tables) -> pd.DataFrame:
        whole = list(self.store.schemas[name].columns)
        if not self.numbered:
            return self.store.table(f"SELECT * FROM {name}", name)  # noqa: S608
        return self.store.number(name, COUNTED.get(name, whole))

    def in_numbers(self) -> Tables:
        """The same tables with numbers for ids."""
        return self if self.numbered else StoredTables(self.store, numbered=True)

    def digest(self) -> str:
        """A digest of the files."""
        return self.store.digest()

    def count(self, name: str) -> int:
        """The number of rows of a table."""
        return int(self.store.ask(f"SELECT count(*) AS n FROM {name}")["n"][0])  # noqa: S608

    def distinct(self, name: str, column: str) -> frozenset[str]:
        """What stands in a column."""
        asked = f"SELECT DISTINCT {column} AS found FROM {name} WHERE found IS NOT NULL"  # noqa: S608
        return frozenset(self.store.ask(asked)["found"])

    def ids(self) -> pd.Series:
        """The ids of the reports."""
        if self.numbered:
            return self["reports"]["report_id"]
        return self.store.table("SELECT report_id FROM reports", "reports")["report_id"]

    def rows_of(self, name: str, ids: Iterable[Any]) -> pd.DataFrame:
        """The rows of these reports with the ids that they have; the index is what was asked."""
        key = "number" if self.numbered else "report_id"
        asked = f"FROM numbered_reports SEMI JOIN (SELECT unnest(?) AS {key}) USING ({key})"
        known = self.store.ask(f"SELECT report_id, {key} AS asked {asked}", [list(ids)])
        wanted, values = "SELECT unnest(?)", [known["report_id"].tolist()]
        if len(known["report_id"]) <= NAMED:  # then no more of a file is read than where they are
            quoted = ("'" + each.replace("'", "''") + "'" for each in known["report_id"])
            wanted, values = ", ".join(quoted) or "NULL", []
        found = f"SELECT * FROM {name} WHERE report_id IN ({wanted})"  # noqa: S608
        rows = self.store.table(found, name, values)
        by = pd.Series(known["asked"], index=known["report_id"])
        return rows.set_index(pd.Index(by[rows["report_id"]], name="asked"))


class Store:
    """The files as views of a database, with numbers for the ids of reports and calls."""

    def __init__(self, folder: Path, schemas: Mapping[str, pa.DataFrameSchema]) -> None:
        import duckdb

        self.folder, self.schemas, self.lock = folder, schemas, Lock()
        self.database = duckdb.connect()
        self.database.execute("SET enable_progress_bar = false")
        for name in schemas:
            self._view(name)
        for name, key in (("reports", "report_id"), ("calls", "call_id")):
            self.ask(
                f"CREATE TABLE numbered_{name} AS SELECT {key}, "  # noqa: S608
                f"(row_number() OVER (ORDER BY {key}) - 1)::INTEGER AS number FROM {name}"
            )

    def _view(self, name: str) -> None:
        """A table as a view of its files; one that has none is there without rows."""
        columns = self.schemas[name].columns
        kinds = [f'"{each}"::{_kind(kind)} AS "{each}"' for each, kind in columns.items()]
        files = ", ".join("'" + path.replace("'", "''") + "'" for path in self.files(name))
        empty = ", ".join(f'NULL AS "{each}"' for each in columns)
        nothing = f"(SELECT {empty}) WHERE false"
        source = f"read_parquet([{files}])" if files else nothing
        try:
            self.ask(f"CREATE VIEW {name} AS SELECT {', '.join(kinds)} FROM {source}")  # noqa: S608
        except Exception as error:
            found = f"{name} in {self.folder} has not the columns of analysis.describe({name!r})"
            raise ValueError(f"{found}: {error}") from None

    def files(self, name: str) -> list[str]:
        """The files of a table."""
        return list_stored(self.folder, name)

    def digest(self) -> str:
        """A digest of all files."""
        digest = hashlib.sha256()
        for path in (Path(path) for name in self.schemas for path in self.files(name)):
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
        return digest.hexdigest()

    def ask(self, query: str, values: list[Any] | None = None) -> dict[str, np.ndarray]:
        """The columns of an answer, as arrays."""
        with self.lock:
            found: dict[str, np.ndarray] = self.database.execute(query, values or []).fetchnumpy()
        return found

    def table(self, query: str, name: str, values: list[Any] | None = None) -> pd.DataFrame:
        """An answer as a frame whose columns are of the kinds of a table's."""
        with self.lock:
            found: pd.DataFrame = self.database.execute(query, values or []).df()
        columns = self.schemas[name].columns
        return found.astype({each: _dtype(columns[each]) for each in found if each in columns})

    def number(self, name: str, columns: list[str]) -> pd.DataFrame:
        """Columns of a table in numbers, in the order of ids: a word that is often there is one."""
        asked, joined = [], [name]
        for each in columns:
            if each in KEYS:
                [key] = self.schemas[KEYS[each]].unique or []
                joined.append(
                    f"numbered_{KEYS[each]} AS of_{each} ON of_{each}.{key} = {name}.{each}"
                )
                asked.append(f"of_{each}.number AS {each}")
            elif _kind(self.schemas[name].columns[each]) == "VARCHAR":
                asked.append(f'{name}."{each}"::{self._words(name, each)} AS "{each}"')
            else:
                asked.append(f'{name}."{each}"')
        sql = f"SELECT {', '.join(asked)} FROM {' LEFT JOIN '.join(joined)} ORDER BY 1"  # noqa: S608
        with self.lock:
            found: pd.DataFrame = self.database.execute(sql).df()
        kinds = {each: _dtype(self.schemas[name].columns[each]) for each in columns}
        known = {
            each: "Int64" if found[each].hasnans else "int64" for each in found if each in KEYS
        }
        return found.astype(kinds | known)

    def _words(self, name: str, column: str) -> str:
        """The type of the words of a column."""
        kind = f"words_{name}_{column}"
        words = f'SELECT DISTINCT "{column}" FROM {name} WHERE "{column}" IS NOT NULL'  # noqa: S608
        self.ask(f"CREATE TYPE {kind} AS ENUM ({words} ORDER BY 1)")
        return kind


def _kind(column: pa.Column) -> str:
    return KINDS[(column.metadata or {})["kind"]]


def _dtype(column: pa.Column) -> str:
    return DTYPES[(column.metadata or {})["kind"]]


def write_parquet(table: pd.DataFrame, path: Path) -> None:
    """Write a table as a Parquet file, each column of its kind though it be empty."""
    import duckdb

    kinds = {"str": "VARCHAR", "bool": "BOOLEAN", "Int64": "BIGINT", "Float64": "DOUBLE"}
    asked = (f'"{each}"::{kinds.get(str(kind), "TIMESTAMP")} AS "{each}"'
             for each, kind in table.dtypes.items())  # fmt: skip
    with duckdb.connect(config={"pandas_analyze_sample": 0}) as database:
        database.register(
            "given",
            table.astype({each: "object" for each, kind in table.dtypes.items() if kind == "str"}),
        )
        written = database.sql(f"SELECT {', '.join(asked)} FROM given")  # noqa: S608
        written.write_parquet(str(path), compression="zstd")


def mark_codes(
    store: Store, codebook: Codebook, variable: str | None, coders: list[str]
) -> tuple[np.ndarray, np.ndarray, np.ndarray | None]:
    """Of a variable, what each coder gave, judged, and was not asked (see `Judgements`)."""
    values = [] if variable is None else codebook.values(variable)
    number = int(store.ask("SELECT count(*) AS n FROM numbered_reports")["n"][0])
    given = np.zeros((len(coders), number, len(values)), dtype=bool)
    judged = np.zeros(given.shape[:2], dtype=bool)
    coded = np.zeros_like(judged)
    own = store.ask(
        "SELECT number, list_position(?::VARCHAR[], coder) - 1 AS coder, "
        "list_position(?::VARCHAR[], value) - 1 AS value "
        "FROM codings JOIN numbered_reports USING (report_id) WHERE variable = ?",
        [coders, values, variable],
    )
    judged[own["coder"], own["number"]] = True
    some = ~np.ma.getmaskarray(own["value"])
    given[own["coder"][some], own["number"][some], own["value"][some].astype("int64")] = True
    written = store.ask("SELECT DISTINCT coder, variable FROM codings")
    pairs = set(zip(written["coder"], written["variable"], strict=True))
    says_none = set(store.ask("SELECT DISTINCT coder FROM codings WHERE value IS NULL")["coder"])
    never = variable not in {each for _, each in pairs}
    implied = [
        number for number, coder in enumerate(coders)
        if never or (variable in codebook.present_only and (coder, variable) in pairs
                     and coder not in says_none)
    ]  # fmt: skip
    later = codebook.since(variable) if variable else {}
    if implied or later:
        versions = _versions(store, later)
        anything = store.ask(
            "SELECT number, list_position(?::VARCHAR[], coder) - 1 AS coder, "
            "max(list_position(?::VARCHAR[], coalesce(codebook, ''))) AS last, "
            "max(list_position(?::VARCHAR[], coalesce(codebook, ''))) "
            "FILTER (variable = ?) AS own "
            "FROM codings JOIN numbered_reports USING (report_id) GROUP BY ALL",
            [coders, versions, versions, variable],
        )
        coded[anything["coder"], anything["number"]] = True
        judged[implied] |= coded[implied]
    if not later:
        return given, judged, None
    late = np.zeros_like(given)
    own_last = np.ma.getmaskarray(anything["own"])
    asked = np.where(own_last, anything["last"], np.ma.getdata(anything["own"]))
    # Versions that say the same, as 1 and 1.0, are one.
    orders = [version_order(each) for each in versions]
    ranks = np.array([orders.index(each) for each in orders])[np.asarray(asked, dtype="int64") - 1]
    for value, since in later.items():
        before = ranks < orders.index(version_order(since))
        late[anything["coder"][before], anything["number"][before], values.index(value)] = True
    return given, judged, late & ~given


def _versions(store: Store, later: Mapping[str, str]) -> list[str]:
    """Versions of the codebook that codes or values have, in their order."""
    known = set(store.ask("SELECT DISTINCT coalesce(codebook, '') AS found FROM codings")["found"])
    return sorted({*known, *later.values()}, key=version_order)
