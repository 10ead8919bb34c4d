"""A corpus as an earlier edition of it was: what came later is left out, corrections undone."""

from typing import Any

import pandas as pd

from analysis.tables import SCHEMAS

Tables = dict[str, pd.DataFrame]

FIRST: dict[str, Any] = {"edition": 1, "codebook": "1.0", "archived_url": ""}
"""Columns that came after the first edition, and what they say of all that it holds."""


def tables_before(tables: Tables, edition: int) -> Tables:
    """The tables without the rows of later editions, and with what these corrected as it was.

    What belongs to a report that is left out is still there, and for `Corpus.select` to leave out.

    Raises
    ------
    ValueError
        The corpus has no such edition; the message names those that it has.
    """
    known = sorted(map(int, tables["reports"]["edition"].dropna().unique()))
    if edition not in known:
        there = ", ".join(map(str, known)) or "none"
        raise ValueError(f"no edition {edition!r} of this corpus; there are: {there}")
    corrections = tables["corrections"]
    later = corrections[corrections["edition"] > edition]
    corrected = {name: _undo(tables[name], name, later) for name in later["table"].unique()}
    return {
        name: table[table["edition"].le(edition).fillna(name != "reports")].reset_index(drop=True)
        if "edition" in table
        else table
        for name, table in (tables | corrected).items()
    }


def _undo(table: pd.DataFrame, name: str, corrections: pd.DataFrame) -> pd.DataFrame:
    """A table with the values that stood in it before, the last correction undone first."""
    table, key = table.copy(), list(SCHEMAS[name].unique or [])
    places = {place: number for number, place in enumerate(table[key].itertuples(index=False))}
    latest_first = corrections[corrections["table"] == name].sort_values("edition", ascending=False)
    for row in latest_first.to_dict("records"):
        before = pd.Series([row["before"]]).astype(table[row["field"]].dtype)
        table.loc[places[tuple(row[part] for part in key)], row["field"]] = before[0]
    return table


def as_hashed(table: pd.DataFrame) -> pd.DataFrame:
    """A table without the columns that say of every row what is so of all the first edition.

    With them, a corpus from before there were editions would have lost its fingerprint.
    """
    told = [
        name for name, first in FIRST.items()
        if name in table and table[name].fillna(first).eq(first).all()
    ]  # fmt: skip
    return table.drop(columns=told)
