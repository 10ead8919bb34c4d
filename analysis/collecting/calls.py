"""Which reports of a study tell one call: proposals by their texts, and what a person says."""

import re
from pathlib import Path

import pandas as pd

from analysis.collecting.filling import fill_report
from analysis.collecting.matching.normalising import fold
from analysis.collecting.store import replace_rows
from analysis.parsing.tabling import ParsedTexts
from analysis.reading.corpus import Corpus, read_corpus
from analysis.tables import CSV_SCHEMAS

NONE = "-"
"""Stands for the call of a report that tells none, and the outlet that a page does not show."""

UNKNOWN = {"caller_role": "unknown", "callee_role": "unknown", "released_by": "unknown"}


def propose_groups(folder: Path, parts: ParsedTexts, corpus: Corpus) -> None:
    """Link reports that seem to tell one call, where nobody has linked them yet."""


def link_report(
    folder: str | Path, report_id: str, call: str, *, confidence: str = "sure", reason: str = ""
) -> str | None:
    """Say which call a report of a study tells; a call that is not there yet is put there.

    Parameters
    ----------
    folder
        The folder of the study.
    report_id
        The report; its link, if it has one, is replaced.
    call
        The id or the title of a call of the study, a title for a new one, or `NONE`.
    confidence, reason
        How sure the link is (sure, likely, possible), and why it is less than sure.

    Returns
    -------
    str or None
        The id of the call.
    """
    folder = Path(folder)
    if call == NONE:
        fill_report(folder, report_id, {"calls": []})
        replace_rows(folder, "tellings", [], report_id=report_id)
        return None
    corpus = read_corpus(folder, on_error="skip")
    told = corpus.tellings.query("report_id == @report_id")
    if told.empty:
        fill_report(folder, report_id, {"calls": [UNKNOWN]})
        told = pd.DataFrame([UNKNOWN])
    known = corpus.calls.set_index("title")["call_id"]
    call_id = call if call in set(known) else known.get(call, _slug(call))
    if call_id not in set(known):
        new = _call(call_id, call, told.iloc[0])
        replace_rows(folder, "calls", [new], call_id=call_id)
    link = {
        "report_id": report_id,
        "position": "1",
        "call_id": call_id,
        "confidence": confidence,
        "reason": reason,
    }
    replace_rows(folder, "tellings", [link], report_id=report_id)
    return call_id


def _call(call_id: str, title: str, told: pd.Series) -> dict[str, str]:
    row = dict.fromkeys(CSV_SCHEMAS["calls"].columns, "")
    known = {key: str(told[key]) for key in UNKNOWN}
    days = {
        key: f"{told[key]:%Y-%m-%d}"
        for key in ("released_from", "released_to")
        if key in told and pd.notna(told[key])
    }
    return row | {"call_id": call_id, "kind": "call", "title": title} | known | days


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-")[:60].strip("-") or "call"
