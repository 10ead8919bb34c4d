"""Candidates for a terminal: files as texts, and a few lines for each."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd

from analysis.collecting.storing import is_draft
from analysis.parsing.files import parse_document
from analysis.parsing.spans import PACKS
from analysis.parsing.tabling import ParsedTexts
from analysis.reading.problems import Problem
from analysis.reading.texts.reading import read_texts
from analysis.tables.days import Days
from analysis.tables.declaring import noun_of
from analysis.untrusted import plain_line

SHARED = ("words", "names", "numbers")
NEAREST = 0.05
"""Score below which a candidate has so little for it that it is not listed."""


def table_files(
    paths: Iterable[Path], *, window: Days | None = None, packs: Iterable[str] = PACKS
) -> tuple[ParsedTexts, list[Problem]]:
    """The texts of files and folders as `find_candidates` takes them, and what cannot be read.

    The kit's own drafts are passed over.

    Returns
    -------
    ParsedTexts, list of Problem
        By text_id: the file's name, with the part where a file holds several.
    """
    rows, articles, problems = [], [], []
    for found in (each for path in paths for each in read_texts(path, leave_out=is_draft)):
        if isinstance(found, Problem):
            problems.append(found)
            continue
        name = found.file if found.part == 1 else f"{found.file}, part {found.part}"
        rows.append([name, found.text])
        articles.append(parse_document(found, window=window, packs=packs))
    return ParsedTexts(pd.DataFrame(rows, columns=["text_id", "text"]), articles), problems


def list_candidates(candidates: pd.DataFrame) -> str:
    """Lines for a terminal: each text, its candidates with their scores, and what both have.

    Where no call is likely that is said, and only those are listed that have something for them.

    Parameters
    ----------
    candidates
        What `find_candidates` gives.

    Examples
    --------
    >>> import analysis
    >>> told = ["File for marriage, asked a friend.", "It rains on the quay."]
    >>> texts = pd.DataFrame({"text_id": ["mine", "yours"], "text": told})
    >>> found = analysis.matching.find_candidates(analysis.read_corpus(), texts, most=1)
    >>> print(list_candidates(found))
    mine: no likely call
      0.24 nearest  sham-marriage-2022-06: Marriage request as a way out
          words: file, marriages, asked, friend
    yours: no likely call
    """
    key = candidates.columns[0]
    lines = [
        plain_line(line)
        for text_id, some in candidates.groupby(key, sort=False)
        for line in _lines(str(text_id), some)
    ]
    return "\n".join(lines)


def _lines(text_id: str, candidates: pd.DataFrame) -> Iterator[str]:
    likely = candidates["likely"].any()
    yield text_id if likely else f"{text_id}: {candidates['verdict'].iloc[0]}"
    for row in candidates[candidates["score"] >= NEAREST].itertuples(index=False):
        verdict = "likely " if row.likely else "" if likely else "nearest"
        yield f"  {row.score:.2f} {verdict:<7}  {row.call_id}: {row.title}"
        both = [(kind, getattr(row, kind)) for kind in SHARED]
        shared = [f"{kind}: {value}" for kind, value in both if pd.notna(value)]
        if pd.notna(row.days_apart):
            shared.append(f"{row.days_apart} days apart: {row.dates} and {row.their_dates}")
        if shared:
            yield f"      {'; '.join(shared)}"


def list_groups(groups: pd.DataFrame) -> str:
    """Lines for a terminal: which texts seem to tell one call, where several do.

    Parameters
    ----------
    groups
        What `group_texts` gives.

    Examples
    --------
    >>> groups = pd.DataFrame({"text_id": ["a", "b", "c"], "call": ["a", "a", "c"],
    ...                        "known": False, "texts": [2, 2, 1]})
    >>> print(list_groups(groups))
    seem to tell one call that is not in the corpus: a, b
    """
    several, one = groups[groups["texts"] > 1], noun_of(groups.attrs).one
    lines = []
    for call, some in several.groupby("call", sort=False):
        known = some["known"].all()
        told = f"the {one} {call}" if known else f"one {one} that is not in the corpus"
        lines.append(plain_line(f"seem to tell {told}: {', '.join(map(str, some.iloc[:, 0]))}"))
    return "\n".join(lines)


STATUSES = ("recognised", "new", "duplicate", "near-duplicate", "ambiguous", "failed")
"""What can become of a text, the good first."""


def summarise(added: pd.DataFrame) -> str:
    """The table of what became of each text as lines for a terminal, and how many of each."""
    lines = []
    for row in added.astype("object").fillna("").itertuples(index=False):
        part = f", part {row.part}" if row.part not in ("", 1) else ""
        told = [f"{row.status:<14} {row.file}{part}"]
        if row.report_id and row.status in ("recognised", "new"):
            told.append(f"-> {row.report_id}")
        if row.note:
            told.append(f"({row.note})")
        lines.append(plain_line(" ".join(told)))
    counts = added["status"].value_counts()
    told = [f"{counts[status]} {status}" for status in STATUSES if status in counts]
    return "\n".join([*lines, f"{len(added)} texts: {', '.join(told) or 'none'}"])
