"""The sample texts of the kit: invented articles with the habits of real pages."""

from pathlib import Path

import pandas as pd


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
    package = Path(__file__).parents[1]
    inside = package / "_samples"
    folder = inside if inside.is_dir() else package.parent / "tests" / "data" / "articles"
    rows = [(path.stem, path.read_bytes().decode("utf-8")) for path in sorted(folder.glob("*.txt"))]
    return pd.DataFrame(rows, columns=["text_id", "text"]).astype("str")
