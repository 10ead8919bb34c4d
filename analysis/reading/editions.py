"""Editions of a corpus: it as an earlier one had it, and what that lets expect of later reports.

What came later is left out, and corrections are undone. Predictions (`predictions.yml`) are the
findings of an edition, with what would count as holding.
"""

import re
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from analysis.reading.files import find_folder
from analysis.reading.frontmatter import Mapping, Node, Scalar, Sequence, YamlReader
from analysis.reading.problems import CorpusError
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


NAME = "predictions.yml"
ABOVE, BELOW, ALIKE = "above", "below", "alike"
NEW, KNOWN = "new calls", "known calls"
SAID = ("finding", "notebook", "measure")
FIELDS = (*SAID, "predicted", "on", "options", "row")
PREDICTED = re.compile(rf"(?:({ABOVE}|{BELOW}) (-?\d+(?:\.\d+)?)|({ALIKE}))")


class Prediction(NamedTuple):
    """A finding of an earlier edition, and what it lets expect of later reports.

    Attributes
    ----------
    prediction_id, finding, notebook
        Its id, the finding in a sentence, and the notebook that works it out.
    measure, options, row
        The function that measures it, the options of that, and which row of the table it is.
    predicted, null
        "above" or "below" the null, or "alike": near it.
    on
        Reports on which it is tested: "new calls", "known calls".
    """

    prediction_id: str
    finding: str
    notebook: str
    measure: str
    options: dict[str, Any]
    row: dict[str, str]
    predicted: str
    null: float
    on: tuple[str, ...]


def read_predictions(folder: str | Path | None = None) -> list[Prediction]:
    """The predictions of a corpus folder, in the order of `predictions.yml`.

    Parameters
    ----------
    folder
        As for `read_corpus`. A folder without the file has no predictions.

    Raises
    ------
    CorpusError
        Something is wrong with the file; each problem names its line.

    Examples
    --------
    >>> first = read_predictions()[0]
    >>> first.measure, first.options, first.predicted
    ('count_lead', {'variable': 'theme', 'value': 'losses'}, 'above')
    """
    path = find_folder(folder)
    reader = YamlReader(NAME)
    tree = reader.open(path) or Mapping({}, {}, 0)
    for node in tree.entries.values():
        _check(reader, node)
    if reader.problems:
        raise CorpusError(path, reader.problems)
    return [_prediction(name, _plain(node)) for name, node in tree.entries.items()]


def _plain(node: Node) -> Any:
    """A node as text, list and dict; nothing is guessed from how a value looks."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    return {name: _plain(child) for name, child in node.entries.items()}


def _check(reader: YamlReader, node: Node) -> None:
    if not isinstance(node, Mapping):
        reader.wrong(node, "is not a prediction", f"give it {', '.join(FIELDS)}")
        return
    reader.check_keys(node, (), FIELDS)
    for key in SAID:
        reader.word(node, key)
    entry = _plain(node)
    if not PREDICTED.fullmatch(str(entry.get("predicted"))):
        reader.wrong(node, "predicts nothing known", f"use: {ABOVE} 0, {BELOW} 0.5, {ALIKE}")
    if not entry.get("on") or not all(each in (NEW, KNOWN) for each in entry["on"]):
        reader.wrong(node, "is on no known reports", f"use: [{NEW}, {KNOWN}]")


def _prediction(name: str, entry: dict[str, Any]) -> Prediction:
    side, _, null = entry["predicted"].partition(" ")
    return Prediction(
        name,
        **{key: entry[key] for key in SAID},
        options=entry.get("options") or {},
        row=entry.get("row") or {},
        predicted=side,
        null=float(null or 0),
        on=tuple(entry["on"]),
    )
