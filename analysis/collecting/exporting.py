"""The tables of a corpus -> a folder of CSV files that a data package describes."""

from pathlib import Path

from analysis.collecting.store import holds, look, put_folder
from analysis.reading.corpus import Corpus
from analysis.reading.csvtables import csv_text
from analysis.tables.datapackage import describe_export, package_text

DESCRIPTOR = "datapackage.json"


def export_corpus(corpus: Corpus, folder: str | Path, *, force: bool = False) -> list[Path]:
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

    Returns
    -------
    list of Path
        The files written, the descriptor last.

    Raises
    ------
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
    texts = {f"{name}.csv": csv_text(table) for name, table in corpus.tables.items()}
    texts[DESCRIPTOR] = package_text(describe_export(corpus.declared))
    files = {name: text.encode() for name, text in texts.items()}
    seen = look(target)
    there = [name for name in files if name in seen]
    if there and not force and not holds(target, files):
        raise FileExistsError(
            f"{target}: {', '.join(there)} already there; name another folder, or force"
        )
    put_folder(target, files, seen=seen)
    return [target / name for name in files]
