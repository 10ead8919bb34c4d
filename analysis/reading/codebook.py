"""The coding instrument: variables, values, definitions and the rulings on hard cases."""

import os
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from html import escape
from itertools import chain
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.reading.frontmatter import (
    Mapping,
    Node,
    control_problems,
    entries_of,
    read_yaml,
    text_of,
    texts_of,
)
from analysis.reading.problems import Problem
from analysis.untrusted import plain_html


@dataclass(frozen=True)
class Codebook:
    """What coders decide, and by which rules.

    Attributes
    ----------
    definitions
        One row a value of a variable: variable, value, title, present_when, not_when.
    questions
        Variable -> the question that it answers.
    present_only
        Variables of which a report can have any number of values, and only those are recorded.
    rulings
        How cases that the definitions left open are settled; part of the definitions.
    added
        Later version -> those of the rulings that it added, in order.
    coders
        View of the codes -> who or what gave them, in words; shown wherever codes are.
    version
        Version of the instrument.
    """

    definitions: pd.DataFrame
    questions: dict[str, str] = field(default_factory=dict)
    present_only: frozenset[str] = frozenset()
    rulings: tuple[str, ...] = ()
    added: dict[str, tuple[str, ...]] = field(default_factory=dict)
    coders: dict[str, str] = field(default_factory=dict)
    version: str = ""

    def values(self, variable: str) -> list[str]:
        """The values of a variable in the codebook's order; KeyError names the variables."""
        rows = self.definitions[self.definitions["variable"] == variable]
        if rows.empty:
            known = ", ".join(self.variables) or "none"
            raise KeyError(f"no variable {variable!r} in the codebook; there are: {known}")
        return rows["value"].tolist()

    @property
    def variables(self) -> list[str]:
        return self.definitions["variable"].drop_duplicates().tolist()

    @property
    def leading(self) -> str:
        """The variable that explorers begin with: `theme` where there is one, else the first."""
        return "theme" if "theme" in self.variables else next(iter(self.variables), "")

    def titles(self, variable: str) -> dict[str, str]:
        """Value -> the title to show for it."""
        rows = self.definitions[self.definitions["variable"] == variable]
        return dict(zip(rows["value"], rows["title"], strict=True))

    def at(self, versions: Collection[str]) -> "Codebook":
        """The codebook as the latest of these versions had it, without what later ones added."""
        later = list(self.added)
        kept = max((later.index(each) + 1 for each in versions if each in later), default=0)
        first = self._first()
        added = {each: self.added[each] for each in later[:kept]}
        return replace(
            self,
            rulings=(*first, *chain.from_iterable(added.values())),
            added=added,
            version=later[kept - 1] if kept else min(versions, default=self.version),
        )

    def _first(self) -> tuple[str, ...]:
        """The rulings of the first version."""
        return self.rulings[: len(self.rulings) - sum(map(len, self.added.values()))]

    def _ruled(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Heading and rulings: those of the first version, and those that each later one added."""
        yield "Rulings", self._first()
        for version, rulings in self.added.items():
            yield f"Rulings added in version {version}", rulings

    def _repr_html_(self) -> str:
        """Headings and lists; the words stay words, since a codebook can be somebody else's."""
        parts = [f"<h3>Codebook, version {escape(self.version)}</h3>"]
        for variable, rows in self.definitions.fillna("").groupby("variable", sort=False):
            parts.append(f"<h4>{escape(str(variable))}</h4>")
            parts.append(f"<p>{escape(self.questions[str(variable)])}</p>")
            parts.append(_listed(map(_value_html, rows.itertuples(index=False))))
        for heading, rulings in self._ruled():
            parts += [f"<h4>{escape(heading)}</h4>", _listed(map(escape, rulings))]
        coders = [f"<code>{escape(who)}</code>: {escape(self.coders[who])}" for who in self.coders]
        return plain_html("".join([*parts, "<h4>Coders</h4>", _listed(coders)]))

    def __str__(self) -> str:
        lines = [f"# Codebook, version {self.version}"]
        for variable, rows in self.definitions.groupby("variable", sort=False):
            lines += ["", f"## {variable}", "", self.questions[str(variable)], ""]
            for row in rows.fillna("").itertuples(index=False):
                not_when = f" Not when: {row.not_when}" if row.not_when else ""
                lines.append(f"- **{row.title}** (`{row.value}`): {row.present_when}{not_when}")
        for heading, rulings in self._ruled():
            lines += ["", f"## {heading}", "", *(f"- {ruling}" for ruling in rulings)]
        lines += ["", "## Coders", "", *(f"- `{who}`: {what}" for who, what in self.coders.items())]
        return "\n".join(lines)


def _value_html(row: Any) -> str:
    not_when = f" Not when: {escape(row.not_when)}" if row.not_when else ""
    named = f"<strong>{escape(row.title)}</strong> (<code>{escape(row.value)}</code>)"
    return f"{named}: {escape(row.present_when)}{not_when}"


def _listed(items: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"


COLUMNS = ["variable", "value", "title", "present_when", "not_when"]
EMPTY = Codebook(pd.DataFrame(columns=COLUMNS, dtype="str"))


def read_codebook(folder: Path) -> tuple[Codebook, list[Problem]]:
    """The codebook of a corpus folder; an empty one where there is none and no code needs it."""
    path, name = folder / "codebook.yml", "codebook.yml"
    if not os.path.lexists(path):
        found = Problem(name, 0, "is missing, and codings.csv needs it", "put it there")
        return EMPTY, [found] if os.path.lexists(folder / "codings.csv") else []
    tree = read_yaml(path, name)
    if isinstance(tree, Problem):
        return EMPTY, [tree]
    controls = list(control_problems(tree, name))
    if controls:
        return EMPTY, controls
    try:
        return _codebook(tree), []
    except _Undefined as error:
        mend = "give each variable a question, coded (one or present) and values with present_when"
        return EMPTY, [Problem(name, error.line, str(error), mend)]


class _Undefined(Exception):
    def __init__(self, node: Node, what: str) -> None:
        super().__init__(what)
        self.line = node.line


def _codebook(tree: Mapping) -> Codebook:
    rows: list[dict[str, str | None]] = []
    questions: dict[str, str] = {}
    present_only = set()
    for variable, node in _entries(tree, "variables").items():
        questions[variable] = " ".join(
            filter(None, [_word(node, "question"), text_of(node, "rule")])
        )
        coded = _word(node, "coded")
        if coded not in ("one", "present"):
            raise _Undefined(node, f"`coded` is {coded!r:.40}")
        if coded == "present":
            present_only.add(variable)
        for value, entry in _entries(node, "values").items():
            told = _word(entry, "title"), _word(entry, "present_when"), text_of(entry, "not_when")
            rows.append(dict(zip(COLUMNS, [variable, value, *told], strict=True)))
    coders = entries_of(tree, "coders") or {}
    added = {
        version: tuple(texts_of(tree.entries["added_rulings"], version))
        for version in entries_of(tree, "added_rulings") or {}
    }
    return Codebook(
        definitions=pd.DataFrame(rows, columns=COLUMNS).astype("str"),
        questions=questions,
        present_only=frozenset(present_only),
        rulings=(*texts_of(tree, "rulings"), *chain.from_iterable(added.values())),
        added=added,
        coders={name: _word(tree.entries["coders"], name) for name in coders},
        version=_word(tree, "version"),
    )


def _entries(node: Node, key: str) -> dict[str, Node]:
    entries = entries_of(node, key)
    if entries is None:
        raise _Undefined(node, f"`{key}` is missing")
    return entries


def _word(node: Node, key: str) -> str:
    word = text_of(node, key)
    if not word:
        raise _Undefined(node, f"`{key}` is missing")
    return word
