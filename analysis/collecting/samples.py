"""The sample texts of the kit: invented articles with the habits of real pages."""

import atexit
import shutil
import tempfile
from pathlib import Path

import pandas as pd

from analysis.collecting.study import Study, open_study

STUDY = "study"


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


def copy_sample_study() -> Study:
    """A copy of the kit's sample study, to work in; it is gone when Python ends.

    The study is invented: nine files with fourteen articles, and the corpus that came of them,
    its reports checked and coded by hand.

    Returns
    -------
    Study
        Its folders, in a new temporary one.

    Examples
    --------
    >>> study = copy_sample_study()
    >>> sorted(path.suffix for path in study.files.iterdir())
    ['.csv', '.docx', '.docx', '.html', '.jsonl', '.pdf', '.rtf', '.txt', '.zip']
    >>> study.texts.exists()
    False
    """
    home = tempfile.mkdtemp(prefix="overheard-")
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    folder = Path(home) / STUDY
    shutil.copytree(_folder() / STUDY, folder, ignore=shutil.ignore_patterns("files"))
    shutil.copytree(_folder() / STUDY / "files", Path(home) / "files")
    return open_study(Path(home) / "files", folder)


def _folder() -> Path:
    package = Path(__file__).parents[1]
    inside = package / "_samples"
    return inside if inside.is_dir() else package.parent / "tests" / "data" / "articles"
