"""The tables of a corpus -> a folder of CSV files that a data package describes."""

from pathlib import Path
from tempfile import TemporaryDirectory

from analysis.collecting.store import holds, look, put_folder
from analysis.reading.corpus import Corpus, read_corpus
from analysis.reading.csvtables import csv_text
from analysis.reading.stored import require_duckdb, write_parquet
from analysis.tables.datapackage import BESIDE, describe_corpus_files, describe_export, package_text

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
    beside = (corpus.folder / path for _, path, kind, _ in BESIDE if kind == "application/yaml")
    files = {path.name: path.read_bytes() for path in beside if path.is_file()}
    with TemporaryDirectory() as place:
        for name, table in corpus.tables.items():
            path = Path(place) / f"{name}.parquet"
            write_parquet(table, path)
            files[path.name] = path.read_bytes()
    return files


if __name__ == "__main__":  # python -m analysis.collecting.exporting > corpus/datapackage.json
    print(package_text(describe_corpus_files(read_corpus().declared)), end="")  # noqa: T201
