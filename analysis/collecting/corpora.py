"""Whole corpora in a folder: a small one to start from, tables as CSV, codes by their names now."""

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from analysis.collecting.sheets import codebook_of
from analysis.collecting.store import (
    holds,
    lock,
    look,
    new,
    put,
    put_folder,
    require_own,
    write_rows,
)
from analysis.reading.corpus import Corpus, read_corpus
from analysis.reading.csvtables import csv_text, read_csv_rows
from analysis.reading.problems import CorpusError
from analysis.reading.rows import Row
from analysis.reading.rules import code_problems
from analysis.reading.stored import require_duckdb, write_parquet
from analysis.tables import CSV_SCHEMAS
from analysis.tables.datapackage import (
    describe_corpus_files,
    describe_export,
    package_text,
)
from analysis.tables.schemas import BESIDE

TEMPLATE = Path(__file__).with_name("template")


def start_corpus(folder: str | Path) -> Path:
    """Write a small corpus that keeps every rule, to be replaced piece by piece by your own.

    It holds two invented reports of one event, on a subject of its own: `corpus.yml` says what is
    retold and in which words, `codebook.yml` what is coded, the CSV files and `reports/` the facts.

    Parameters
    ----------
    folder
        Where to; it is made where it is not there.

    Returns
    -------
    Path
        The folder: for `read_corpus`, `check_corpus` and `overheard check`.

    Raises
    ------
    FileExistsError
        A file of that name is there and holds something else; nothing was written.

    Examples
    --------
    >>> import analysis, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     corpus = analysis.read_corpus(start_corpus(Path(folder) / "floods"))
    >>> tuple(corpus.declared.noun), len(corpus.reports)
    (('event', 'events'), 2)
    """
    folder = Path(folder)
    files = [(path, folder / path.relative_to(TEMPLATE)) for path in sorted(TEMPLATE.rglob("*.*"))]
    with lock(folder):
        taken = [to for path, to in files if to.exists() and to.read_bytes() != path.read_bytes()]
        if taken:
            raise FileExistsError(f"{taken[0]} is there already; name another folder")
        for path, to in files:
            put(to, new(to, path.read_bytes()), within=folder)
    return folder


DESCRIPTOR = "datapackage.json"


def export_corpus(
    corpus: Corpus, folder: str | Path, *, force: bool = False, parquet: bool = False
) -> list[Path]:
    """Write every table as a CSV file, and a `datapackage.json` that describes them.

    Values are written as they are, UTF-8, an unknown one as an empty cell, days as YYYY-MM-DD. A
    spreadsheet may take a value that begins with = + - or @ for a formula: let it import every
    column as text. The folder is written as a whole, so that whatever stops the writing leaves
    what was there.

    Parameters
    ----------
    corpus
        What `read_corpus` gave, whole or a selection of it.
    folder
        Where to write: a new folder, an empty one, or one with an earlier export.
    force
        Replace an earlier export.
    parquet
        Write Parquet files instead, with the codebook and what else lies beside the tables:
        `read_corpus` takes the folder, and counts its reports without loading them all.

    Returns
    -------
    list of Path
        The files written, the descriptor last.

    Raises
    ------
    ValueError
        Parquet is written by DuckDB, which is not installed.
    FileExistsError
        The folder holds another export and `force` was not given, or something else, or it belongs
        to the corpus itself; nothing was written.

    Examples
    --------
    >>> import analysis, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     len(export_corpus(analysis.read_corpus(), folder))
    12
    """
    target = Path(folder)
    if corpus.folder.resolve() in (target.resolve(), *target.resolve().parents):
        raise FileExistsError(f"{target} belongs to the corpus itself; name another folder")
    files = _as_parquet(corpus) if parquet else _as_csv(corpus)
    seen = look(target)
    there = [name for name in files if name in seen]
    if there and not force and not holds(target, files):
        raise FileExistsError(
            f"{target}: {', '.join(there)} already there; name another folder, or force"
        )
    put_folder(target, files, seen=seen)
    return [target / name for name in files]


def _as_csv(corpus: Corpus) -> dict[str, bytes]:
    texts = {f"{name}.csv": csv_text(table) for name, table in corpus.tables.items()}
    texts[DESCRIPTOR] = package_text(describe_export(corpus.declared))
    return {name: text.encode() for name, text in texts.items()}


def _as_parquet(corpus: Corpus) -> dict[str, bytes]:
    """The tables, and the files beside them that say what their words mean."""
    require_duckdb()
    beside = (corpus.folder / each["path"] for each in BESIDE.values())
    files = {
        path.name: path.read_bytes() for path in beside if path.suffix == ".yml" and path.is_file()
    }
    with TemporaryDirectory() as place:
        for name, table in corpus.tables.items():
            path = Path(place) / f"{name}.parquet"
            write_parquet(table, path)
            files[path.name] = path.read_bytes()
    return files


def migrate_codes(corpus: Corpus) -> pd.DataFrame:
    """Call the codes in `codings.csv` as the codebook's `renamed` says that they are called now.

    All of them or none; nothing else of a code is changed, not the version that it was given by
    either, since only its name is another.

    Parameters
    ----------
    corpus
        As read with `on_error="skip"`, which leaves the codes out that are called otherwise.

    Returns
    -------
    DataFrame
        One row a code that was called otherwise: before, now (both `variable=value`), codes (how
        many).

    Raises
    ------
    CorpusError
        The file cannot be read, or would not keep the codebook's rules then (a coder gave both the
        former and the present name; a name is neither): each line of that kind. Nothing is written.
    ValueError
        The corpus is that of an installed kit.

    Examples
    --------
    >>> import analysis
    >>> migrate_codes(analysis.collecting.start_study().corpus)["codes"].sum()
    np.int64(0)
    """
    require_own(corpus)
    codebook = codebook_of(corpus)
    renamed: Counter[tuple[str, str]] = Counter()

    def choose(there: list[dict[str, str]]) -> list[dict[str, str]]:
        lines = [row.line for row in read_csv_rows(corpus.folder, CSV_SCHEMAS["codings"])[0]]
        now = []
        for row in there:
            variable, value = codebook.present_name(row["variable"], row["value"])
            now.append(row | {"variable": variable, "value": value})
            if now[-1] != row:
                before = f"{row['variable']}={row['value']}"
                renamed[before, f"{variable}={value}"] += 1
        rows = [Row("codings.csv", line, {**row}) for line, row in zip(lines, now, strict=True)]
        problems = code_problems(rows, codebook)
        if renamed and problems:
            raise CorpusError(corpus.folder, problems)
        return now

    write_rows(corpus.folder, "codings", choose)
    rows = [(*names, number) for names, number in renamed.items()]
    table = pd.DataFrame(rows, columns=["before", "now", "codes"])
    return table.astype({"before": "str", "now": "str", "codes": "int64"})


if __name__ == "__main__":  # python -m analysis.collecting.corpora > corpus/datapackage.json
    print(package_text(describe_corpus_files(read_corpus().declared)), end="")  # noqa: T201
