"""Where the parts of somebody's own study lie."""

import atexit
import shutil
import tempfile
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.collecting.storing import TEXTS


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


STUDY = "study"


def open_study(
    files: str | Path | None = None, folder: str | Path | None = None, *, coder: str = "ann"
) -> Study:
    """Say where a study of your own lies, or, without arguments, open the kit's sample study.

    Of your own, nothing is read or written yet. The sample is a copy to work in, which is gone
    when Python ends. It is invented: nine files with fourteen articles, and the corpus that came of
    them, its reports checked and coded by hand.

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
        There are no such files, or only one of the two places is named.

    Examples
    --------
    >>> study = open_study()
    >>> sorted(path.suffix for path in study.files.iterdir())
    ['.csv', '.docx', '.docx', '.html', '.jsonl', '.pdf', '.rtf', '.txt', '.zip']
    >>> open_study(study.files, "mine", coder="ben").sheet.name
    'coding-sheet-ben.csv'
    """
    if files is None and folder is None:
        home = Path(tempfile.mkdtemp(prefix="overheard-"))
        atexit.register(shutil.rmtree, home, ignore_errors=True)
        files, folder = home / "files", home / STUDY
        shutil.copytree(_folder() / STUDY, folder, ignore=shutil.ignore_patterns("files"))
        shutil.copytree(_folder() / STUDY / "files", files)
    if files is None or folder is None:
        raise ValueError("name both, the folder of your articles and that of the study")
    files, folder = Path(files), Path(folder)
    if not files.exists():
        raise ValueError(f"{files} does not exist; name the folder of your articles")
    return Study(files, folder, folder / TEXTS, folder / f"coding-sheet-{coder}.csv")


def read_samples() -> pd.DataFrame:
    """The kit's own sample texts, to try things on.

    They are invented: no such outlet, call or person exists. They have what saved pages have:
    navigation, teasers of other articles, adverts, transcripts, marks that were lost.

    Returns
    -------
    DataFrame
        One row a text: text_id, text (as saved, furniture and all).

    Examples
    --------
    >>> read_samples()["text_id"].tolist()
    ['abendblatt-am-see', 'call-archive', 'harbour-courier', 'morning-ferry']
    """
    paths = sorted(_folder().glob("*.txt"))
    rows = [(path.stem, path.read_bytes().decode("utf-8")) for path in paths]
    return pd.DataFrame(rows, columns=["text_id", "text"]).astype("str")


def _folder() -> Path:
    package = Path(__file__).parents[1]
    inside = package / "_samples"
    return inside if inside.is_dir() else package.parent / "tests" / "data" / "articles"
