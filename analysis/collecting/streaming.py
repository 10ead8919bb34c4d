"""More texts than memory holds: files -> Parquet datasets, a partition at a time, on any executor.

A partition is some files. Whoever parses one writes its tables aside, puts them in their places and
then its record: what has a record is done, whatever was killed since, and is not parsed again.
"""

import hashlib
import json
import secrets
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from concurrent.futures import BrokenExecutor, Executor
from contextlib import nullcontext
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
from tqdm import tqdm

from analysis.collecting.store import ASIDE, lock, put
from analysis.parsing.files import parse_document
from analysis.parsing.spans import PACKS, Marker, Paragraph, Quote, Reported, Source, Turn
from analysis.parsing.tabling import PLACES, TABLES, article_rows
from analysis.parsing.tokens import EVERYBODY, count_tokens
from analysis.reading.problems import Problem
from analysis.reading.processes import open_executor
from analysis.reading.stored import require_duckdb
from analysis.reading.texts.archives import File, list_files, read_file
from analysis.reading.texts.documents import Document
from analysis.reading.texts.reading import read_opened
from analysis.tables.days import Days

MANIFEST = "manifest.json"
RECORDS = "partitions"
FILES, BYTES = 200, 2_000_000
"""A partition has at most so many files, and ends with the first that takes it beyond the bytes."""

AT_ONCE = 1_000
"""So many rows of a table are held before they are written."""

Rows = dict[str, list[dict[str, Any]]]
"""Table -> rows as plain values."""

TEXT = [
    "text_id", "file", "part", "title", "outlet", "url", "published_from", "published_to",
    "date_basis", "language", "characters", "sha256", "text",
]  # fmt: skip
NUMBERS = {
    "part",
    "characters",
    "start",
    "end",
    "paragraph",
    "continued_from",
    "call",
    "times",
    *PLACES,
}
DAYS = {"published_from", "published_to"}


def _columns(record: Any, *more: str) -> list[str]:
    known = [name for name in record._fields[2:] if name != "named"]
    return ["text_id", "start", "end", "text", *known, *more]


COLUMNS = {
    "texts": TEXT,
    "paragraphs": _columns(Paragraph),
    "quotes": _columns(Quote, *PLACES, "call"),
    "turns": _columns(Turn),
    "reported": _columns(Reported, *PLACES),
    "markers": _columns(Marker),
    "sources": _columns(Source),
    "words": ["text_id", "whose", "word", "times"],
    "failures": ["file", "part", "reason"],
}
"""Table -> its columns: the texts, what `article_tables` finds in them, how often each word stands
in each of them and whose it is (`analysis.parsing.tokens`), and what failed."""


class Job(NamedTuple):
    """A partition to be parsed: its number, its files with their names, and where to write."""

    number: int
    files: tuple[tuple[Path, str], ...]
    out: Path
    window: Days | None
    packs: tuple[str, ...]


class Done(NamedTuple):
    """What became of a partition."""

    number: int
    files: int
    texts: int
    failures: int


@dataclass(frozen=True)
class ParsedFolder(Mapping[str, pd.DataFrame]):
    """A folder of parsed texts: name of a table -> the table, read from its dataset when asked for.

    Attributes
    ----------
    folder
        Where the datasets lie: `<folder>/<table>/part-*.parquet`, for DuckDB, pandas,
        Polars or Spark as well.
    """

    folder: Path

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self._dataset(name).df()

    def _dataset(self, name: str) -> Any:
        """A table as DuckDB has it: read as far as what is asked of it needs."""
        if name not in COLUMNS:
            raise KeyError(f"no table {name!r}; there are: {', '.join(COLUMNS)}")
        import duckdb

        return duckdb.read_parquet(str(self.folder / name / "part-*.parquet"))

    def list_texts(self) -> pd.DataFrame:
        """One row a text, as in the table "texts", but for the text itself, in the order of ids."""
        facts: pd.DataFrame = self._dataset("texts").order("text_id").project("* EXCLUDE text").df()
        return facts

    def count_words(self, text_ids: pd.Series, whose: Collection[str]) -> pd.DataFrame:
        """How often each word that is somebody's stands in these texts: text_id, word, times."""
        import duckdb

        with duckdb.connect() as database:
            database.register("wanted", pd.DataFrame({"text_id": text_ids}))
            words = str(self.folder / "words" / "part-*.parquet")
            counts: pd.DataFrame = database.execute(
                "SELECT text_id, word, sum(times)::BIGINT AS times FROM read_parquet(?) "
                "SEMI JOIN wanted USING (text_id) WHERE list_contains(?, whose) "
                "GROUP BY ALL ORDER BY ALL",
                [words, list(whose)],
            ).df()
        return counts

    def __iter__(self) -> Iterator[str]:
        return iter(COLUMNS)

    def __len__(self) -> int:
        return len(COLUMNS)

    @property
    def counts(self) -> pd.DataFrame:
        """One row a partition that is done: number, files, texts, failures."""
        records = sorted((self.folder / RECORDS).glob("part-*.json"))
        rows = [json.loads(path.read_text(encoding="utf-8"))["done"] for path in records]
        return pd.DataFrame(rows, columns=list(Done._fields))

    def __repr__(self) -> str:
        counts = self.counts[["files", "texts", "failures"]].sum()
        said = ", ".join(f"{number:,} {name}" for name, number in counts.items())
        return f"ParsedFolder {self.folder}: {said}"


def parse_files(
    paths: str | Path | Iterable[str | Path],
    out: str | Path,
    *,
    executor: Executor | None = None,
    window: Days | None = None,
    packs: Iterable[str] = PACKS,
) -> ParsedFolder:
    """Parse files, archives and folders into Parquet datasets, more than memory holds.

    Each text goes the way of `overheard parse`. What was done before it was stopped, or killed, is
    not done again when it is started again; rows are there once.

    Parameters
    ----------
    paths
        Files, ZIP archives and folders, as `overheard add` takes them.
    out
        A new folder, or one with an earlier part of the same run.
    executor
        Whatever runs the partitions: any `concurrent.futures.Executor`, such as
        `dask.distributed.Client().get_executor()`; by default a process a core.
    window, packs
        The days that the texts are of, and the words of a subject, see `parse_article`.

    Returns
    -------
    ParsedFolder
        The tables by name, as datasets on disk: "texts" (one row a text: text_id, which is its
        file and number; file, part, title, outlet, url, published_from, published_to, date_basis,
        language, characters, sha256, text), those of `article_tables`, each with `text_id`,
        "words" (one row a text and word: word, whose - "own", "quoted" or "scare quotes" -, times;
        `compare_words` takes the folder) and "failures" (one row a text or file that gave none:
        file, part, reason).

    Raises
    ------
    ValueError
        The folder holds something else, or texts parsed with another version, window or other
        files; two files have the same name; DuckDB is not installed.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = (Path(folder) / "boots.txt").write_text("“It rains,” the soldier said.")
    ...     parsed = parse_files(Path(folder) / "boots.txt", Path(folder) / "parsed")
    ...     parsed["quotes"][["text_id", "text", "role"]].values.tolist()
    [['boots.txt#1', 'It rains,', 'soldier']]
    """
    require_duckdb()
    out = Path(out)
    some = [paths] if isinstance(paths, (str, Path)) else list(paths)
    files = [each for path in some for each in list_files(Path(path), lambda path: path == out)]
    how = window, tuple(packs)
    jobs = [Job(number, part, out, *how) for number, part in enumerate(_partitions(files))]
    with lock(out):
        _prepare(out, jobs, *how)
        todo = [job for job in jobs if not _record(job).exists()]
        done = len(files) - sum(len(job.files) for job in todo)
        quiet = not sys.stderr.isatty()
        with tqdm(total=len(files), initial=done, unit="file", disable=quiet) as bar:
            for each in _run(todo, executor) if todo else ():
                bar.update(each.files)
    return ParsedFolder(out)


def _partitions(files: list[tuple[Path, str]]) -> Iterator[tuple[tuple[Path, str], ...]]:
    part: list[tuple[Path, str]] = []
    size = 0
    for path, name in files:
        part.append((path, name))
        size += path.stat().st_size if path.is_file() else 0
        if len(part) == FILES or size > BYTES:
            yield tuple(part)
            part, size = [], 0
    if part:
        yield tuple(part)


def _prepare(out: Path, jobs: list[Job], window: Days | None, packs: tuple[str, ...]) -> None:
    """The folder with its manifest; ValueError where it is of other files, or of another kit."""
    names = [name for job in jobs for _, name in job.files]
    [(name, times)] = Counter(names).most_common(1) or [("", 0)]
    if times > 1:
        raise ValueError(f"{times} files are called {name}; name the folder above them instead")
    sizes = [path.stat().st_size if path.is_file() else 0 for job in jobs for path, _ in job.files]
    listed = json.dumps(list(zip(names, sizes, strict=True)))
    manifest = {
        "overheard": version("overheard"), "window": str(window) if window else None,
        "packs": list(packs), "files": len(names),
        "listing": hashlib.sha256(listed.encode()).hexdigest(),
    }  # fmt: skip
    path = out / MANIFEST
    if path.exists():
        there = json.loads(path.read_text(encoding="utf-8"))
        other = [key for key, value in manifest.items() if there.get(key) != value]
        if other:
            found = f"{out} holds texts parsed with another {', '.join(other)}"
            raise ValueError(f"{found}; name another folder, or remove it")
    elif any(not each.name.startswith(ASIDE) for each in out.iterdir()):
        raise ValueError(f"{out} holds something else; name a new folder")
    for name in (*COLUMNS, RECORDS):
        (out / name).mkdir(parents=True, exist_ok=True)
    beside = {name: version(name) for name in ("duckdb", "trafilatura", "pypdf", "lxml")}
    said = json.dumps(manifest | {"python": sys.version.split()[0], **beside})
    put(path, lambda before: said.encode(), within=out)


def _run(jobs: list[Job], executor: Executor | None) -> Iterator[Done]:
    """What becomes of each job, on the executor given or a process a core."""
    with nullcontext(executor) if executor else open_executor() as workers:
        try:
            yield from workers.map(parse_partition, jobs)
        except BrokenExecutor:
            found = "a worker ended before its partition was done (was it killed for its memory?)"
            raise ValueError(f"{found}; what is done is kept: start it again to go on") from None


def parse_partition(job: Job) -> Done:
    """Parse one partition into its files of each table, and then its record."""
    counts: Counter[str] = Counter()
    hashes: dict[str, str] = {}
    with _Database(job) as database:
        for path, name in job.files:
            file = read_file(path, name)
            hashes[name] = hashlib.sha256(file.data).hexdigest() if isinstance(file, File) else ""
            for number, found in enumerate(read_opened(file), 1):
                for table, rows in _rows(found, number, job).items():
                    database.add(table, rows)
                    counts[table] += len(rows)
        database.write()
    done = Done(job.number, len(job.files), counts["texts"], counts["failures"])
    record = json.dumps({"done": done._asdict(), "sha256": hashes})
    put(_record(job), lambda before: record.encode(), within=job.out)
    return done


def _rows(found: Document | Problem, number: int, job: Job) -> Rows:
    """The rows that one text gives to each table; one row of failures where it gives none."""
    if isinstance(found, Problem):
        return {"failures": [{"file": found.file, "reason": f"{found.problem}; {found.mend}"}]}
    try:
        article = parse_document(found, window=job.window, packs=job.packs)
        text_id = f"{found.file}#{found.part or number}"
        tables = {name: article_rows(article, name) for name in TABLES}
        tables["words"] = [
            {"whose": whose, "word": word, "times": times}
            for whose in EVERYBODY
            for word, times in count_tokens(article, (whose,)).items()
        ]
        first, last, basis, _ = article.published
    except Exception as error:  # one text's failure ends no run of a million
        reason = f"{type(error).__name__}: {error!s:.200}"
        return {"failures": [{"file": found.file, "part": found.part, "reason": reason}]}
    facts = {name: found.fact(name) for name in ("title", "outlet", "url")}
    text = {
        "file": found.file, "part": found.part, "published_from": first, "published_to": last,
        "date_basis": basis, "language": article.language, "characters": len(article.text),
        "sha256": found.sha256, "text": article.text, **facts,
    }  # fmt: skip
    rows = {"texts": [text], **tables}
    return {name: [{"text_id": text_id, **row} for row in some] for name, some in rows.items()}


class _Database:
    """The tables of one partition while it is parsed: columns in DuckDB, which packs them."""

    def __init__(self, job: Job) -> None:
        import duckdb

        self.job = job
        self.held: dict[str, list[dict[str, Any]]] = {name: [] for name in COLUMNS}
        # Of a column all values are text unless its kind says otherwise, whatever the first are.
        self.tables = duckdb.connect(config={"threads": 1, "pandas_analyze_sample": 0})
        for table, columns in COLUMNS.items():
            kinds = ", ".join(f'"{name}" {_kind(name)}' for name in columns)
            self.tables.execute(f"CREATE TABLE {table} ({kinds})")

    def __enter__(self) -> "_Database":
        return self

    def __exit__(self, *error: object) -> None:
        self.tables.close()

    def add(self, table: str, rows: list[dict[str, Any]]) -> None:
        self.held[table] += rows
        if len(self.held[table]) >= AT_ONCE:
            self.pack(table)

    def pack(self, table: str) -> None:
        columns = COLUMNS[table]
        frame = pd.DataFrame(self.held[table], columns=columns, dtype="object")
        frame = frame.astype({name: "Int64" for name in columns if name in NUMBERS})
        self.tables.from_df(frame).insert_into(table)
        self.held[table] = []

    def write(self) -> None:
        for table in COLUMNS:
            self.pack(table)
            aside = self.job.out / f"{ASIDE}{secrets.token_hex(4)}"
            try:
                self.tables.table(table).write_parquet(str(aside), compression="zstd")
                aside.replace(self.job.out / table / f"part-{self.job.number:06}.parquet")
            finally:
                aside.unlink(missing_ok=True)


def _kind(column: str) -> str:
    return "BIGINT" if column in NUMBERS else "DATE" if column in DAYS else "VARCHAR"


def _record(job: Job) -> Path:
    return job.out / RECORDS / f"part-{job.number:06}.json"
