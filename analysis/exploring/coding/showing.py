"""What the desk shows: the codebook, a report, and in which order; plain functions and data."""

import hashlib
from functools import lru_cache
from typing import Any, Literal

import pandas as pd

from analysis.charting.wording import say_short
from analysis.collecting.storing import TEXT_BYTES, text_folder
from analysis.exploring.texts.passages import list_passages
from analysis.parsing.article import parse_article
from analysis.reading.codebook import Codebook
from analysis.reading.codes import coders
from analysis.reading.corpus import Corpus
from analysis.reading.files import read_text
from analysis.untrusted import plain_data

Order = Literal["seeded", "balanced", "listed"]
View = dict[str, Any]

KEYS = "123456789abcdfghijklmoqrstvwxyz"
"""A value's key, by its place; 0, n, p, e and u are those of the desk itself."""


def order_reports(reports: pd.DataFrame, order: Order, seed: int) -> list[str]:
    """Ids of reports in the order in which they are coded.

    Parameters
    ----------
    reports
        As in a corpus.
    order
        "seeded": mixed, the same for the same seed, and of two reports the same one comes first
        whatever others there are; "balanced": mixed so that each month comes once before any comes
        again, and in a month each outlet; "listed": as they are.
    seed
        Another one mixes them otherwise.

    Examples
    --------
    >>> days = pd.to_datetime(["2024-05-01", "2024-05-02", "2024-06-01"])
    >>> ids = ["may-1", "may-2", "june-1"]
    >>> reports = pd.DataFrame({"report_id": ids, "outlet": "A", "published_from": days})
    >>> order_reports(reports, "balanced", 0)[:2]
    ['june-1', 'may-2']
    """
    if order == "listed":
        return reports["report_id"].tolist()
    if order not in ("seeded", "balanced"):
        raise ValueError(f"order is {order!r}; use seeded, balanced or listed")
    mixed = reports.assign(
        lot=[hashlib.sha256(f"{seed} {each}".encode()).hexdigest() for each in reports["report_id"]]
    ).sort_values("lot")
    if order == "balanced":
        month = mixed["published_from"].dt.to_period("M").astype("str")
        mixed = mixed.assign(
            month=month, turn=mixed.groupby([month, mixed["outlet"].fillna("")]).cumcount()
        ).sort_values("turn", kind="stable")
        mixed = mixed.assign(turn=mixed.groupby("month").cumcount())
        mixed = mixed.sort_values("turn", kind="stable")
    return mixed["report_id"].tolist()


def show_book(codebook: Codebook) -> View:
    """The codebook: variables with question and values, each value with its key and definition."""
    return plain_data(
        {
            "version": codebook.version,
            "rulings": list(codebook.rulings),
            "variables": [
                {
                    "name": variable,
                    "question": codebook.questions[variable],
                    "one": variable not in codebook.present_only,
                    "values": [
                        {
                            "value": row.value, "title": row.title, "when": row.present_when,
                            "not": row.not_when, "key": KEYS[place : place + 1],
                        }
                        for place, row in enumerate(rows.fillna("").itertuples(index=False))
                    ],
                }
                for variable, rows in codebook.definitions.groupby("variable", sort=False)
            ],
        }
    )  # fmt: skip


@lru_cache(maxsize=4)
def text_of(corpus: Corpus, report_id: str) -> tuple[str, str, list[View]]:
    """What is coded: "text" where its full text is stored, else "digest"; it; and its paragraphs.

    The paragraphs of a text have the marks of the reader (see `list_passages`).
    """
    stored = read_text(
        text_folder(corpus) / f"{report_id}.txt", f"{report_id}.txt", limit=TEXT_BYTES
    )
    if isinstance(stored, str):
        return "text", stored, list_passages(parse_article(stored))
    [digest] = corpus.reports.set_index("report_id").loc[[report_id], "digest"].fillna("")
    part = {"text": digest, "start": 0, "names": [], "says": None}
    return "digest", digest, [{"kind": "body", "parts": [part]}]


def show_report(corpus: Corpus, report_id: str) -> View:
    """A report: who published it, when and in which language, and what of it is coded."""
    row = corpus.reports.set_index("report_id").loc[report_id]
    outlet = row["carried_by"] if pd.isna(row["outlet"]) else row["outlet"]
    sort, _, paragraphs = text_of(corpus, report_id)
    days = say_short(row["published_from"], row["published_to"])
    return plain_data(
        {
            "id": report_id, "sort": sort, "paragraphs": paragraphs,
            "outlet": "outlet not shown" if pd.isna(outlet) else outlet,
            "facts": f"{days} · {row['language']}",
        }
    )  # fmt: skip


def show_given(corpus: Corpus, report_id: str) -> View:
    """What each coder who worked apart gave: variable -> value -> coder, evidence, unsure."""
    codings = corpus.codings.fillna({"value": "", "evidence": ""})
    mine = codings[(codings["report_id"] == report_id) & codings["coder"].isin(coders(corpus))]
    given: View = {}
    for row in mine.itertuples(index=False):
        of_value = given.setdefault(row.variable, {}).setdefault(row.value, [])
        of_value.append({"coder": row.coder, "evidence": row.evidence, "unsure": bool(row.unsure)})
    return plain_data(given)
