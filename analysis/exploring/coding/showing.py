"""What the desk shows: the codebook, a report, what others gave; plain functions and data."""

from collections.abc import Collection
from functools import lru_cache
from html import escape
from typing import Any

import pandas as pd

from analysis.charting.wording import say_short
from analysis.collecting.storing import TEXT_BYTES, text_folder
from analysis.exploring.texts.passages import list_passages
from analysis.parsing.article import parse_article
from analysis.reading.codebook import Codebook
from analysis.reading.corpus import Corpus
from analysis.reading.files import read_text
from analysis.reading.judgements import list_judges
from analysis.untrusted import plain_data

View = dict[str, Any]

KEYS = "123456789abcdfghijklmoqrstvwxyz"
"""A value's key, by its place; 0, n, p, e and u are those of the desk itself."""


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
        return "text", stored, list_passages(parse_article(stored, packs=corpus.declared.packs))
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


def show_given(corpus: Corpus, report_id: str, names: Collection[str]) -> View:
    """What each of these coders gave: variable -> coder -> value, evidence, unsure of each code."""
    judges, codings = (
        each[(each["report_id"] == report_id) & each["coder"].isin(names)]
        for each in (list_judges(corpus), corpus.codings.dropna(subset="value"))
    )
    given: View = {}
    for judge in judges.sort_values("coder").itertuples(index=False):
        given.setdefault(judge.variable, {})[judge.coder] = []
    for code in codings.fillna({"evidence": ""}).itertuples(index=False):
        given[code.variable][code.coder].append(
            {"value": code.value, "evidence": code.evidence, "unsure": bool(code.unsure)}
        )
    return plain_data(given)


def draw_still(book: View, report: View, view: View) -> str:
    """The desk for pages without a kernel, as HTML: the digest, and who gave what of a variable.

    A full text is its owner's, and stays out of the page.
    """
    name = view["asked"][0]
    [variable] = [each for each in book["variables"] if each["name"] == name]
    given = report.get("given", {}).get(name, {}) | {view["coder"]: view["codes"].get(name, [])}
    table = pd.DataFrame(
        [
            [
                value["key"],
                value["title"],
                *(_say_given(value["value"], each) for each in given.values()),
            ]
            for value in variable["values"]
        ],
        columns=["", name, *given],
    )
    digest = report["sort"] == "digest"
    said = f": {report['paragraphs'][0]['parts'][0]['text']}" if digest else ""
    head = f"<strong>{escape(report['outlet'])}</strong>, {escape(report['facts'] + said)}"
    return f"<blockquote>{head}</blockquote>{table.to_html(index=False, border=0)}"


def _say_given(value: str, codes: list[View]) -> str:
    mine = [each for each in codes if each["value"] == value]
    return " ".join("✓" + "?" * each["unsure"] + f" {each['evidence']}" for each in mine)
