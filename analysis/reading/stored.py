"""A corpus as Parquet files: tables that are read when they are asked for, and counted unread.

A folder holds a file or a folder of files a table (`reports.parquet`, `codings/part-0.parquet`),
with the columns of `analysis.tables`, and the codebook of a corpus beside. What is counted is a
corpus in numbers: reports and calls are numbered in the order of their ids, and of texts only what
groups are made of is there. DuckDB reads the files as far as that needs.
"""

import hashlib
from collections.abc import Iterable, Mapping
from functools import cached_property, partial
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import pandas as pd
import pandera.pandas as pa

from analysis.reading.codebook import Codebook, read_codebook
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

    def about(self, call_ids: Iterable[str]) -> Tables:
        """The rows of the reports that tell these calls, or others of their batches, as they are.

        Of calls those that these reports tell, with their batches, and those asked for; variants
        are only of these.
        """
        if self.numbered:
            return self
        asked = list(call_ids)
        reports, calls = self.store.around(asked)
        by_call = {"calls": ("call_id", [*calls, *asked]), "variants": ("call_id", asked)}
        wanted = {name: by_call.get(name, ("report_id", reports)) for name in self}
        return Tables({name: partial(self._rows, name, *ids) for name, ids in wanted.items()})

    def _rows(self, name: str, column: str, ids: list[str], _: Tables) -> pd.DataFrame:
        return self.store.rows(name, column, ids)

    def seek_calls(self, words: list[str], most: int) -> tuple[pd.DataFrame, int]:
        """The most told calls that have all the words, and how many have them."""
        having = " AND ".join(["contains(words, ?)"] * len(words)) or "true"
        told = f"FROM {self.store.words_of_calls} WHERE {having}"
        number = self.store.ask(f"SELECT count(*) AS n {told}", words)["n"][0]
        listed = f"SELECT * {told} ORDER BY tellings DESC, title, call_id LIMIT {most}"
        return self.store.table(listed, "calls", words), int(number)

    def digest(self) -> str:
        """A digest of the files."""
        return self.store.digest()

    def count(self, name: str) -> int:
        """The number of rows of a table."""
        return int(self.store.ask(f"SELECT count(*) AS n FROM {name}")["n"][0])  # noqa: S608

    def distinct(self, name: str, columns: list[str]) -> pd.DataFrame:
        """What stands in these columns, each combination once."""
        return self.store.table(f"SELECT DISTINCT {', '.join(columns)} FROM {name}", name)  # noqa: S608

    def ids(self) -> pd.Index:
        """The ids of the reports."""
        if self._ids is None:
            asked = "SELECT report_id FROM reports"
            self._ids = (
                pd.RangeIndex(self.count("reports"))
                if self.numbered
                else pd.Index(self.store.table(asked, "reports")["report_id"])
            )
        return self._ids

    def coded_alike(self, variable: str | None) -> tuple[np.ndarray, pd.DataFrame]:
        """What each report was given, as a number, and the codes of one report of each."""
        return self.store.coded_alike(variable) if self.numbered else super().coded_alike(variable)

    def rows_of(self, name: str, ids: Iterable[Any]) -> pd.DataFrame:
        """The rows of these reports with the ids that they have; the index is what was asked."""
        if not self.numbered:
            rows = self.store.rows(name, "report_id", ids)
            return rows.set_index(pd.Index(rows["report_id"], name="asked"))
        asked = "FROM numbered_reports SEMI JOIN (SELECT unnest(?) AS number) USING (number)"
        known = self.store.ask(f"SELECT report_id, number {asked}", [list(ids)])
        rows = self.store.rows(name, "report_id", known["report_id"])
        by = pd.Series(known["number"], index=known["report_id"])
        return rows.set_index(pd.Index(by[rows["report_id"]], name="asked"))


class Store:
    """The files as views of a database, with numbers for the ids of reports and calls."""

    def __init__(self, folder: Path, schemas: Mapping[str, pa.DataFrameSchema]) -> None:
        import duckdb

        self.folder, self.schemas, self.lock = folder, schemas, Lock()
        self.database = duckdb.connect()
        self.database.execute("SET enable_progress_bar = false")
        self.database.execute("SET parquet_metadata_cache = true")
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

    def rows(self, name: str, column: str, ids: Iterable[str]) -> pd.DataFrame:
        """The rows of a table that have one of these ids in a column."""
        asked = list(ids)
        wanted, values = "SELECT unnest(?)", [asked]
        if len(asked) <= NAMED:  # then no more of a file is read than where they are
            quoted = ("'" + each.replace("'", "''") + "'" for each in asked)
            wanted, values = ", ".join(quoted) or "NULL", []
        return self.table(f"SELECT * FROM {name} WHERE {column} IN ({wanted})", name, values)  # noqa: S608

    def around(self, call_ids: list[str]) -> tuple[list[str], list[str]]:
        """The reports that tell these calls, or others of their batches, and what these tell."""
        find, told = self._find, self._told
        asked = find("number", "numbered_calls", "call_id", call_ids)
        whole = [*asked, *find("batch", "parts", "call", asked)]
        reports = find("report", told, "call", [*whole, *find("call", "parts", "batch", whole)])
        calls = find("call", told, "report", reports)
        names = find("report_id", "numbered_reports", "number", reports)
        return names, find("call_id", "numbered_calls", "number", calls)

    def _find(self, column: str, table: str, by: str, values: list[Any]) -> list[Any]:
        """What stands in a column where another has one of the values, each once."""
        wanted = f"{table} SEMI JOIN (SELECT unnest(?) AS {by}) USING ({by})"
        return self.ask(f"SELECT DISTINCT {column} FROM {wanted}", [values])[column].tolist()  # noqa: S608

    @cached_property
    def _told(self) -> str:
        """The table of which report tells which call, or batch, in numbers."""
        named = "numbered_calls AS one USING (call_id)"
        self.ask(
            "CREATE TABLE IF NOT EXISTS parts AS SELECT one.number AS call, "  # noqa: S608
            f"batch.number AS batch FROM calls JOIN {named} "
            "JOIN numbered_calls AS batch ON batch.call_id = part_of"
        )
        self.ask(
            "CREATE TABLE IF NOT EXISTS told AS WITH single AS (SELECT one.number AS call, "  # noqa: S608
            f"each.number AS report FROM tellings JOIN {named} "
            "JOIN numbered_reports AS each USING (report_id)) FROM single "
            "UNION SELECT batch, report FROM single JOIN parts USING (call) ORDER BY call, report"
        )
        return "told"

    @cached_property
    def words_of_calls(self) -> str:
        """The table of calls that are told, how often, and by which words they are found."""
        who = ", ".join(
            f"list(DISTINCT {each}::{self._words('reports', each)})"
            for each in ("outlet", "carried_by")
        )
        self.ask(
            "CREATE TABLE IF NOT EXISTS words_of_calls AS WITH outlets AS (SELECT "  # noqa: S608
            "number AS report, outlet, carried_by FROM reports JOIN numbered_reports "
            f"USING (report_id)), counts AS (SELECT call AS number, count(*) AS tellings, "
            f"list_concat({who}) AS who FROM {self._told} JOIN outlets USING (report) GROUP BY 1) "
            "SELECT call_id, title, kind, tellings, lower(concat_ws(' ', title, call_id, gist, "
            "released_by, array_to_string(who, ' '))) AS words "
            "FROM calls JOIN numbered_calls USING (call_id) JOIN counts USING (number)"
        )
        return "words_of_calls"

    def number(self, name: str, columns: list[str]) -> pd.DataFrame:
        """Columns of a table in numbers, in the order of ids, with words as categories."""
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
        kinds = {
            each: _dtype(self.schemas[name].columns[each])
            for each in columns
            if found[each].dtype != "category"
        }
        known = {
            each: "Int64" if found[each].hasnans else "int64" for each in found if each in KEYS
        }
        return found.astype(kinds | known)

    def coded_alike(self, variable: str | None) -> tuple[np.ndarray, pd.DataFrame]:
        """What each report was given, as a number, and the codes of one report of each."""
        kinds = self._kinds_of_reports.get(variable, self._kinds_of_reports[None])
        asked = "SELECT * FROM examples SEMI JOIN (SELECT unnest(?) AS number) USING (number)"
        with self.lock:
            codes = self.database.execute(asked, [_first_of_each(kinds).tolist()]).df()
        return kinds, codes.assign(report=kinds[codes["number"]])

    @cached_property
    def _kinds_of_reports(self) -> dict[str | None, np.ndarray]:
        """By variable, which reports everybody coded alike in it; None: whom the same coded.

        They are known by sums of hashes: of a million different reports, two would be taken for
        alike by a chance of one to tens of millions. The table `examples` gets the codes of one
        report of each kind, so that most of the codes are never fetched.
        """
        known = self.ask("SELECT DISTINCT variable FROM codings ORDER BY 1")
        variables = known["variable"].tolist()
        sums = [
            f"sum(hash(coder, value, codebook)) FILTER (variable = ?) AS of_{number}"
            for number in range(len(variables))
        ]
        keys = ["hash(who)", *(f"hash(who, of_{number})" for number in range(len(variables)))]
        found = self.ask(
            f"SELECT {', '.join(keys)} FROM numbered_reports LEFT JOIN (SELECT report_id, "  # noqa: S608
            f"{', '.join(['sum(DISTINCT hash(coder, codebook)) AS who', *sums])} "
            "FROM codings GROUP BY report_id) USING (report_id) ORDER BY number",
            variables,
        )
        numbers = [pd.factorize(each)[0] for each in found.values()]
        examples = np.unique(np.concatenate([_first_of_each(each) for each in numbers]))
        words = ("coder", "variable", "value", "codebook")
        asked = [f"{each}::{self._words('codings', each)} AS {each}" for each in words]
        self.ask(
            f"CREATE TABLE examples AS SELECT number, {', '.join(asked)} FROM codings "  # noqa: S608
            "JOIN numbered_reports USING (report_id) "
            "SEMI JOIN (SELECT unnest(?) AS number) USING (number)",
            [examples.tolist()],
        )
        return dict(zip([None, *variables], numbers, strict=True))

    def _words(self, name: str, column: str) -> str:
        """The type of the words of a column."""
        kind = f"words_{name}_{column}"
        words = f'SELECT DISTINCT "{column}" FROM {name} WHERE "{column}" IS NOT NULL'  # noqa: S608
        self.ask(f"CREATE TYPE IF NOT EXISTS {kind} AS ENUM ({words} ORDER BY 1)")
        return kind


def _first_of_each(kinds: np.ndarray) -> np.ndarray:
    """The place of the first of each kind; kinds are numbered as they appear."""
    return np.flatnonzero(np.diff(np.maximum.accumulate(kinds), prepend=-1))


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
