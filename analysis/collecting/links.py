"""Which report tells which call: what a person says, and proposals by the texts of a study."""

import re
from collections.abc import Collection, Sequence
from itertools import compress
from pathlib import Path
from typing import Literal, NamedTuple

import pandas as pd

from analysis.collecting.drafting import fill_report
from analysis.collecting.matching.candidates import group_texts
from analysis.collecting.matching.seen import Seen
from analysis.collecting.proposing import propose_headline, slug
from analysis.collecting.store import require_own, write_rows
from analysis.collecting.storing import DRAFTS, text_folder
from analysis.parsing.tabling import ParsedTexts
from analysis.reading.corpus import Corpus, read_corpus
from analysis.reading.csvtables import written_rows
from analysis.reading.texts.documents import Document
from analysis.tables import CSV_SCHEMAS
from analysis.tables.columns import SLUG

COLUMNS = list(CSV_SCHEMAS["tellings"].columns)
CONFIDENCES = ("sure", "likely", "possible")

LIKE_ENOUGH = 0.9
"""Score from which on a link is proposed: a wrong one costs more than one that is not proposed."""

PROPOSED = "proposed"

NONE = "-"
"""Stands for the call of a report that tells none, and the outlet that a page does not show."""

RELEASED = ("released_from", "released_to")
UNKNOWN = {"caller_role": "unknown", "callee_role": "unknown", "released_by": "unknown"}


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

    def choose(there: list[dict[str, str]]) -> list[dict[str, str]]:
        known = pd.DataFrame(there, columns=COLUMNS)
        for report_id, some in written.groupby("report_id"):
            links = known[known["report_id"] == report_id]
            if len(links) and links.to_numpy().tolist() != some.to_numpy().tolist():
                raise ValueError(f"{report_id} has its links in {folder / 'tellings.csv'}")
        return there + written[~written["report_id"].isin(known["report_id"])].to_dict("records")

    write_rows(folder, "tellings", choose)
    return rows.astype({"reason": "str"})


def _check(corpus: Corpus, chosen: pd.DataFrame, confidence: str) -> None:
    if "call_id" not in chosen:
        raise KeyError(f"chosen has no column 'call_id'; there are: {', '.join(chosen)}")
    key = chosen.columns[0]
    unknown = sorted(set(chosen["call_id"]) - set(corpus.calls["call_id"]))
    if unknown:
        raise KeyError(f"no such {corpus.declared.noun.one}: {', '.join(unknown[:5])}")
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


class Link(NamedTuple):
    """That a report of a study tells a call, and how sure that is.

    `call` is the id or the title of a call of the study, a title for a new one, or `NONE`.
    """

    report_id: str
    call: str
    confidence: str = "sure"
    reason: str = ""


def propose_calls_told(folder: Path, parts: ParsedTexts, corpus: Corpus) -> None:
    """Link reports that seem to tell one call, where nothing is linked yet; a person checks it.

    Reports of the catalogue bring the calls that it has them tell.
    """
    there = read_corpus(folder, on_error="skip").tellings.dropna(subset="call_id")
    linked = dict(zip(there["report_id"], there["call_id"], strict=True))
    groups = group_texts(corpus, parts)
    groups = groups[~groups["report_id"].isin(linked)]
    told = corpus.tellings.dropna(subset="call_id")
    told = told[told["report_id"].isin(groups["report_id"])]
    like = groups[~groups["report_id"].isin(told["report_id"]) & (groups["score"] >= LIKE_ENOUGH)]
    known, new = like[like["known"]], like[~like["known"] & (like["texts"] > 1)]
    calls = corpus.calls[corpus.calls["call_id"].isin([*told["call_id"], *known["call"]])]
    # The batch that a call was told out of stays in the catalogue.
    _put_calls(folder, calls.assign(part_of=None))
    write_rows(folder, "tellings", lambda rows: [*rows, *written_rows(told[COLUMNS])])
    named = {first: linked.get(first) or _headline(parts, first) for first in new["call"].unique()}
    link_reports(
        folder,
        [
            Link(row.report_id, named.get(row.call, row.call), "possible", _why(row.score))
            for row in pd.concat([known, new]).itertuples(index=False)
        ],
    )


def _put_calls(folder: Path, calls: pd.DataFrame) -> None:
    """Calls into a study, but for those that it has."""

    def choose(there: list[dict[str, str]]) -> list[dict[str, str]]:
        known = {row["call_id"] for row in there}
        return there + [row for row in written_rows(calls) if row["call_id"] not in known]

    write_rows(folder, "calls", choose)


def _why(score: float) -> str:
    return f"{PROPOSED}: its text is like that of others (score {score:.2f}); not checked"


def _headline(parts: ParsedTexts, report_id: str) -> str:
    """A title for a call: the headline of the first text that tells it."""
    [article] = compress(parts.articles, parts.ids == report_id)
    found = propose_headline(Seen(Document(article.text, report_id), article))
    return found.value if found else report_id


def link_reports(folder: Path, links: Sequence[Link]) -> None:
    """Say which calls reports of a study tell; a call that is not there yet is put there.

    What a report was linked to is replaced. A call that was only proposed, and that no report tells
    any more, goes.
    """
    if not links:
        return
    corpus = read_corpus(folder, on_error="skip")
    told = corpus.tellings.drop_duplicates("report_id").set_index("report_id")
    for link in links:
        if link.call != NONE and link.report_id not in told.index:
            fill_report(folder, link.report_id, {"calls": [UNKNOWN]})
    titles = dict(zip(corpus.calls["title"], corpus.calls["call_id"], strict=True))
    known = dict.fromkeys(corpus.calls["call_id"])
    told_calls = [link for link in links if link.call != NONE]
    ids = [
        link.call if link.call in known else titles.get(link.call, slug(link.call, 60) or "call")
        for link in told_calls
    ]
    rows = told.reindex([link.report_id for link in told_calls])[[*UNKNOWN, *RELEASED]]
    rows = rows.fillna(UNKNOWN).assign(
        call_id=ids, kind="call", title=[link.call for link in told_calls]
    )
    _put_calls(folder, rows[~rows["call_id"].isin(known)].drop_duplicates("call_id"))
    replaced = {link.report_id for link in links}
    new = [
        dict(
            zip(COLUMNS, [link.report_id, "1", call_id, link.confidence, link.reason], strict=True)
        )
        for link, call_id in zip(told_calls, ids, strict=True)
    ]
    write_rows(
        folder,
        "tellings",
        lambda there: [*(row for row in there if row["report_id"] not in replaced), *new],
    )
    for link in links:
        if link.call == NONE:
            fill_report(folder, link.report_id, {"calls": []})
    _drop_proposed(folder, corpus.tellings, replaced, ids)


def _drop_proposed(
    folder: Path, before: pd.DataFrame, replaced: Collection[str], now: Collection[str]
) -> None:
    """Take calls out that were only proposed for reports that tell another call, or none, now."""
    gone = before["report_id"].isin(replaced)
    proposed = before.loc[gone & before["reason"].str.startswith(PROPOSED).eq(True), "call_id"]
    unused = {*proposed} - {*now, *before.loc[~gone, "call_id"]}
    write_rows(folder, "calls", lambda rows: [row for row in rows if row["call_id"] not in unused])
