"""The full texts that a user has put beside a corpus, as they were stored."""

import hashlib
import os
from pathlib import Path
from typing import Literal

import pandas as pd

from analysis.reading.corpus import Corpus, find_folder
from analysis.reading.files import list_folder, read_text
from analysis.reading.frontmatter import Scalar, parse_yaml
from analysis.reading.problems import CorpusError, Problem

TEXTS = "texts"
TEXT_BYTES = 100_000_000
COLUMNS = ["report_id", "text", "sha256", "source"]


def text_folder(place: Corpus | str | Path | None = None) -> Path:
    """The folder of the texts of a corpus (by default the kit's); any other folder is it itself."""
    if isinstance(place, Corpus):
        return place.folder / TEXTS
    return Path(place) if place is not None else find_folder(None) / TEXTS


def read_stored_texts(
    place: Corpus | str | Path | None = None, *, on_error: Literal["raise", "skip"] = "raise"
) -> pd.DataFrame:
    """Read the full texts that were stored by `add_texts`, or put there by hand.

    Parameters
    ----------
    place
        A corpus, whose `texts/` is read, or a folder of texts; by default the kit's corpus.
    on_error
        "raise" or "skip" files that cannot be read; a text whose record cannot be read has no
        source then.

    Returns
    -------
    DataFrame
        One row a stored text, by report_id: report_id (name of the file), text (as stored; offsets
        count its code points), sha256 (of the text as UTF-8), source (the file that it came from;
        missing for one put there by hand). Empty where no text is stored.

    Raises
    ------
    CorpusError
        A file, or the folder, cannot be read; it names each.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = (Path(folder) / "2022-07-03-fjordposten-wet-boots.txt").write_text("It rains.")
    ...     read_stored_texts(folder)[["report_id", "text"]]
                              report_id       text
    0  2022-07-03-fjordposten-wet-boots  It rains.
    """
    folder = text_folder(place)
    rows, problems = [], []
    listed = list_folder(folder, ".txt")
    if isinstance(listed, Problem):
        problems, listed = [listed], []
    for path in listed:
        text = read_text(path, path.name, limit=TEXT_BYTES)
        if isinstance(text, Problem):
            problems.append(text)
        else:
            source = _source(path.with_suffix(".yml"))
            if isinstance(source, Problem):
                problems.append(source)
                source = None
            digest = hashlib.sha256(text.encode()).hexdigest()
            rows.append([path.stem, text, digest, source])
    if problems and on_error == "raise":
        raise CorpusError(folder, problems)
    return pd.DataFrame(rows, columns=COLUMNS).astype("str")


def _source(path: Path) -> str | Problem | None:
    """The file that a stored text came from, as the record beside it says; None without one."""
    if not os.path.lexists(path):
        return None
    text = read_text(path, path.name)
    tree = text if isinstance(text, Problem) else parse_yaml(text, path.name)
    if isinstance(tree, Problem):
        return tree
    source = tree.entries.get("source")
    return source.text if isinstance(source, Scalar) else None
