"""Links between texts and calls that the user has confirmed, beside the user's own texts."""

import re
from pathlib import Path
from typing import Literal

import pandas as pd

from analysis.collecting.store import add_rows, require_own
from analysis.collecting.storing import DRAFTS, text_folder
from analysis.reading.corpus import Corpus
from analysis.reading.rows import Row
from analysis.tables import CSV_SCHEMAS
from analysis.tables.columns import SLUG

COLUMNS = list(CSV_SCHEMAS["tellings"].columns)
CONFIDENCES = ("sure", "likely", "possible")


def add_links(
    corpus: Corpus,
    chosen: pd.DataFrame,
    *,
    confidence: Literal["sure", "likely", "possible"] = "likely",
    reason: str | None = None,
    to: str | Path | None = None,
) -> pd.DataFrame:
    """Write the links that you have read and confirmed, as rows for `tellings.csv`.

    They are added to a `tellings.csv` beside the drafts of the reports; the corpus itself is not
    changed. When a report is finished, move its rows to the corpus's own `tellings.csv`: the calls
    stand there in the order in which the report's file lists them.

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
        A key cannot be the id of a report or is one that has other links already; a link is chosen
        twice; the confidence is unknown; the corpus is that of an installed kit and `to` missing.
        Nothing is written then.
    CorpusError
        The file that is there cannot be read; it names each line.

    Examples
    --------
    >>> import tempfile
    >>> import analysis
    >>> chosen = pd.DataFrame({"text_id": ["mine"], "call_id": ["sham-marriage-2022-06"]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     rows = add_links(analysis.read_corpus(), chosen, to=folder)
    ...     print((Path(folder) / "tellings.csv").read_text())
    report_id,position,call_id,confidence,reason
    mine,1,sham-marriage-2022-06,likely,
    <BLANKLINE>
    """
    key = chosen.columns[0]
    _check(corpus, chosen, confidence)
    if to is None:
        require_own(corpus)
    folder = text_folder(corpus) / DRAFTS if to is None else Path(to)
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
    written = rows.astype("str").fillna("")

    def choose(there: list[Row]) -> list[dict[str, str]]:
        known = pd.DataFrame([row.values for row in there], columns=COLUMNS).fillna("")
        for report_id, some in written.groupby("report_id"):
            links = known[known["report_id"] == report_id]
            if len(links) and links.to_numpy().tolist() != some.to_numpy().tolist():
                raise ValueError(f"{report_id} has its links in {folder / 'tellings.csv'}")
        return written[~written["report_id"].isin(known["report_id"])].to_dict("records")

    add_rows(folder, "tellings", choose)
    return rows.astype({"reason": "str"})


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
