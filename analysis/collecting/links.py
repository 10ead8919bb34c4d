"""Links that the user has confirmed, written beside the user's own texts."""

import re
from pathlib import Path
from typing import Literal

import pandas as pd

from analysis.collecting.adding import INSTALLED
from analysis.collecting.storedtexts import text_folder
from analysis.collecting.storing import DRAFTS
from analysis.reading.corpus import Corpus
from analysis.reading.files import place_new
from analysis.tables import CSV_SCHEMAS
from analysis.tables.columns import SLUG

COLUMNS = list(CSV_SCHEMAS["tellings"].columns)
CONFIDENCES = ("sure", "likely", "possible")


def confirm_links(
    corpus: Corpus,
    chosen: pd.DataFrame,
    *,
    confidence: Literal["sure", "likely", "possible"] = "likely",
    reason: str | None = None,
    to: str | Path | None = None,
) -> pd.DataFrame:
    """Write the links that you have read and confirmed, as rows for `tellings.csv`.

    Each text gets a file of its own, `<text>.tellings.csv`, beside the draft of its report; the
    corpus itself is not changed. When the report is finished, put its rows into `tellings.csv`:
    the calls stand there in the order in which the report's file lists them.

    Parameters
    ----------
    corpus
        The corpus that has the calls.
    chosen
        The candidates that you confirm: rows of `find_candidates`, each with the text's key in its
        first column and `call_id`.
    confidence, reason
        How sure the links are, and why they are less than sure.
    to
        A folder; by default `texts/drafts/` in the corpus's folder.

    Returns
    -------
    DataFrame
        The rows: report_id (the text's key), position (from 1 in each text), call_id, confidence,
        reason.

    Raises
    ------
    KeyError
        A call is not in the corpus, or there is no column `call_id`.
    ValueError
        A key cannot be the id of a report or is one that has its links already; a link is chosen
        twice; the confidence is unknown; the corpus is that of an installed kit and `to` missing.
    FileExistsError
        A text has such a file already; nothing is written.

    Examples
    --------
    >>> import tempfile
    >>> import analysis
    >>> chosen = pd.DataFrame({"text_id": ["mine"], "call_id": ["sham-marriage-2022-06"]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     rows = confirm_links(analysis.read_corpus(), chosen, to=folder)
    ...     print((Path(folder) / "mine.tellings.csv").read_text())
    report_id,position,call_id,confidence,reason
    mine,1,sham-marriage-2022-06,likely,
    <BLANKLINE>
    """
    key = chosen.columns[0]
    _check(corpus, chosen, confidence)
    folder = _folder(corpus) if to is None else Path(to)
    rows = pd.DataFrame(
        {
            "report_id": chosen[key].astype("str"),
            "position": chosen.groupby(key).cumcount() + 1,
            "call_id": chosen["call_id"],
            "confidence": confidence,
            "reason": reason,
        },
        columns=COLUMNS,
    ).reset_index(drop=True)
    files = {
        folder / f"{report_id}.tellings.csv": some for report_id, some in rows.groupby("report_id")
    }
    there = [path.name for path in files if path.exists()]
    if there:
        raise FileExistsError(f"{', '.join(there)} is in {folder} already; nothing is written")
    for path, some in files.items():
        place_new(path, some.to_csv(index=False, lineterminator="\n").encode())
    return rows.astype({"reason": "str"})


def _folder(corpus: Corpus) -> Path:
    if corpus.folder.name == INSTALLED:
        raise ValueError("links would be lost with the installed kit; name a folder for them")
    return text_folder(corpus) / DRAFTS


def _check(corpus: Corpus, chosen: pd.DataFrame, confidence: str) -> None:
    if "call_id" not in chosen:
        raise KeyError(f"chosen has no column 'call_id'; there are: {', '.join(chosen)}")
    key = chosen.columns[0]
    unknown = sorted(set(chosen["call_id"]) - set(corpus.calls["call_id"]))
    if unknown:
        raise KeyError(f"no such call: {', '.join(unknown[:5])}")
    if confidence not in CONFIDENCES:
        raise ValueError(f"confidence is {confidence!r}, expected one of {', '.join(CONFIDENCES)}")
    for text_id in map(str, chosen[key].unique()):
        if not re.fullmatch(SLUG, text_id):
            raise ValueError(f"{text_id!r:.60} cannot be the id of a report")
    linked = sorted(set(chosen[key]) & set(corpus.tellings["report_id"]))
    if linked:
        raise ValueError(f"{linked[0]} has its links in tellings.csv")
    twice = chosen[chosen.duplicated([key, "call_id"])]
    if len(twice):
        raise ValueError(f"{twice['call_id'].iloc[0]} is chosen twice for {twice[key].iloc[0]}")
