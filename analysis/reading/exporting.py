"""The tables of a corpus -> a folder of CSV files that a data package describes."""

import io
import tempfile
from pathlib import Path

import pandas as pd

from analysis.reading.corpus import Corpus
from analysis.tables.datapackage import describe_export, package_text

DESCRIPTOR = "datapackage.json"


def export_corpus(corpus: Corpus, folder: str | Path, *, force: bool = False) -> list[Path]:
    """Write every table as a CSV file, and a `datapackage.json` that describes them.

    Texts are written as they are, UTF-8, an unknown value as an empty cell, days as YYYY-MM-DD.
    All files are written aside first and put in their places at the end, so that whatever stops
    the writing leaves what was there.

    Parameters
    ----------
    corpus
        What `read_corpus` gave, whole or a selection of it.
    folder
        Where to write; made when it is not there.
    force
        Replace files of an earlier export.

    Returns
    -------
    list of Path
        The files written, the descriptor last.

    Raises
    ------
    FileExistsError
        A file of that name is there and `force` was not given; nothing was written.

    Examples
    --------
    >>> import analysis, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     len(export_corpus(analysis.read_corpus(), folder))
    11
    """
    target = Path(folder)
    texts = {f"{name}.csv": _csv(table) for name, table in corpus.tables.items()}
    texts[DESCRIPTOR] = package_text(describe_export())
    there = [name for name in texts if (target / name).exists()]
    if there and not force:
        raise FileExistsError(
            f"{target}: {', '.join(there)} already there; name another folder, or force"
        )
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target, prefix=".export-") as aside:
        for name, text in texts.items():
            (Path(aside) / name).write_bytes(text.encode("utf-8"))
        for name in texts:
            (Path(aside) / name).replace(target / name)
    return [target / name for name in texts]


class _Rows(io.StringIO):
    """Rows that end in LF, their values quoted as for rows that end in CRLF.

    Only what is part of the end of a row is quoted by `csv`, and readers take a lone CR for one.
    """

    def write(self, row: str) -> int:
        return super().write(row.removesuffix("\r\n") + "\n")


def _csv(table: pd.DataFrame) -> str:
    flags = table.select_dtypes("bool").columns
    # As the corpus's own files have them: true, not Python's True.
    written = table.assign(
        **{name: table[name].map({True: "true", False: "false"}) for name in flags}
    )
    rows = _Rows(newline="")
    written.to_csv(rows, index=False, date_format="%Y-%m-%d", lineterminator="\r\n")
    return rows.getvalue()
