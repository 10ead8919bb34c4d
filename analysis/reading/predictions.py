"""The predictions of a corpus: findings of an edition, with what would count as holding."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from analysis.reading.files import find_folder
from analysis.reading.frontmatter import Node, Scalar, Sequence, read_yaml
from analysis.reading.problems import CorpusError, Problem

NAME = "predictions.yml"
ABOVE, BELOW, ALIKE = "above", "below", "alike"
NEW, KNOWN = "new calls", "known calls"
REQUIRED = ("finding", "notebook", "measure", "predicted", "on")
FIELDS = (*REQUIRED, "options", "row")
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
    if not (path / NAME).exists():
        return []
    tree = read_yaml(path / NAME, NAME)
    if isinstance(tree, Problem):
        raise CorpusError(path, (tree,))
    problems = [
        problem for name, node in tree.entries.items()
        for problem in _problems(_plain(node), tree.key_lines[name])
    ]  # fmt: skip
    if problems:
        raise CorpusError(path, problems)
    return [_prediction(name, _plain(node)) for name, node in tree.entries.items()]


def _plain(node: Node) -> Any:
    """A node as text, list and dict; nothing is guessed from how a value looks."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    return {name: _plain(child) for name, child in node.entries.items()}


def _problems(entry: Any, line: int) -> Iterator[Problem]:
    if not isinstance(entry, dict):
        yield Problem(NAME, line, "is not a prediction", f"give it {', '.join(REQUIRED)}")
        return
    for name in REQUIRED:
        if not entry.get(name):
            yield Problem(NAME, line, f"has no {name}", f"add {name}")
    for name in entry.keys() - set(FIELDS):
        yield Problem(NAME, line, f"{name!r:.60} is no field", f"use: {', '.join(FIELDS)}")
    if entry.get("predicted") and not PREDICTED.fullmatch(str(entry["predicted"])):
        yield Problem(NAME, line, "predicts nothing known", f"use: {ABOVE} 0, {BELOW} 0.5, {ALIKE}")
    if not set(entry.get("on") or ()) <= {NEW, KNOWN}:
        yield Problem(NAME, line, "is on no known reports", f"use: [{NEW}, {KNOWN}]")


def _prediction(name: str, entry: dict[str, Any]) -> Prediction:
    side, _, null = entry["predicted"].partition(" ")
    return Prediction(
        name,
        entry["finding"],
        entry["notebook"],
        entry["measure"],
        entry.get("options") or {},
        entry.get("row") or {},
        side,
        float(null or 0),
        tuple(entry["on"]),
    )
