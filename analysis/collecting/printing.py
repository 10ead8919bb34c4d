"""Candidates for a terminal: files as texts, and a few lines for each."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.collecting.drafting import find_published
from analysis.collecting.matching.seen import Seen
from analysis.reading.problems import Problem
from analysis.reading.texts.reading import read_texts
from analysis.untrusted import plain_line

COLUMNS = ["text_id", "text", "published_from", "published_to"]
SHARED = ("words", "names", "numbers")


def table_files(paths: Iterable[Path]) -> tuple[pd.DataFrame, list[Problem]]:
    """The texts of files and folders as `find_candidates` takes them, and what cannot be read.

    Returns
    -------
    DataFrame, list of Problem
        One row a text: text_id (the file's name, with the part where a file holds several), text,
        published_from and published_to (the day that its header or first lines state, if any).
    """
    rows, problems = [], []
    for found in (each for path in paths for each in read_texts(path)):
        if isinstance(found, Problem):
            problems.append(found)
            continue
        name = found.file if found.part == 1 else f"{found.file}, part {found.part}"
        stated = find_published(Seen(found))
        day = pd.Timestamp(stated.value) if stated else pd.NaT
        rows.append([name, found.text, day, day])
    return pd.DataFrame(rows, columns=COLUMNS), problems


def list_candidates(candidates: pd.DataFrame) -> str:
    """Lines for a terminal: each text, its candidates with their scores, and what both have.

    Parameters
    ----------
    candidates
        What `find_candidates` gives.

    Examples
    --------
    >>> import analysis
    >>> texts = pd.DataFrame({"text_id": ["mine"], "text": ["File for marriage, asked a friend."]})
    >>> found = analysis.find_candidates(analysis.read_corpus(), texts, most=1)
    >>> print(list_candidates(found))
    mine
      0.55 likely  sham-marriage-2022-06: Marriage request as a way out
          words: marriages, file, asked, friend
    """
    key = candidates.columns[0]
    lines = [
        plain_line(line)
        for text_id, some in candidates.groupby(key, sort=False)
        for line in (str(text_id), *_lines(some))
    ]
    return "\n".join(lines)


def _lines(candidates: pd.DataFrame) -> Iterator[str]:
    for row in candidates.itertuples(index=False):
        verdict = "likely" if row.likely else "      "
        yield f"  {row.score:.2f} {verdict}  {row.call_id}: {row.title}"
        shared = "; ".join(_shared(row))
        if shared:
            yield f"      {shared}"


def _shared(row: Any) -> Iterator[str]:
    for kind in SHARED:
        value = getattr(row, kind)
        if not pd.isna(value):
            yield f"{kind}: {value}"
    if not pd.isna(row.days_apart):
        yield f"{row.days_apart} days apart: {row.dates} and {row.their_dates}"
