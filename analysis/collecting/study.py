"""Where the parts of somebody's own study lie."""

from pathlib import Path
from typing import NamedTuple

from analysis.collecting.storedtexts import TEXTS


class Study(NamedTuple):
    """The places of somebody's own study.

    Attributes
    ----------
    files
        Articles as they came: saved pages, documents, exports, archives; a file or a folder.
    folder
        The study's corpus: reports/ and the CSV files beside it.
    texts
        Where its texts are stored.
    sheet
        The coding sheet that one coder fills in.
    """

    files: Path
    folder: Path
    texts: Path
    sheet: Path


def open_study(files: str | Path, folder: str | Path, *, coder: str = "ann") -> Study:
    """Say where a study of your own lies; nothing is read or written yet.

    Parameters
    ----------
    files
        The articles as you have them.
    folder
        The study's folder; it need not exist yet.
    coder
        Whose coding sheet to use.

    Returns
    -------
    Study

    Raises
    ------
    ValueError
        There are no such files.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as home:
    ...     study = open_study(home, Path(home) / "mine", coder="ben")
    >>> study.sheet.name, study.texts.name
    ('coding-sheet-ben.csv', 'texts')
    """
    files, folder = Path(files), Path(folder)
    if not files.exists():
        raise ValueError(f"{files} does not exist; name the folder of your articles")
    return Study(files, folder, folder / TEXTS, folder / f"coding-sheet-{coder}.csv")
