"""The coding instrument: variables, values, definitions and the rulings on hard cases."""

import os
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import escape
from itertools import chain
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.reading.frontmatter import (
    Mapping,
    Node,
    YamlReader,
    entries_of,
    text_of,
    texts_of,
)
from analysis.reading.problems import Problem
from analysis.untrusted import plain_html

ADJUDICATED = "adjudicated"
"""The coder whose codes are the settled ones, where a codebook names no other."""

NO_NAME = re.compile(r"[\s,;?=]")
"""What no name of a variable or value holds: a cell of a coding sheet has several, and doubts."""


def version_order(version: str | None) -> tuple[int, ...]:
    """What versions are put in order by: their numbers, so that 1.10 comes after 1.9; 1 is 1.0."""
    numbers = [int(each) for each in re.findall(r"\d+", version or "")]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)


@dataclass(frozen=True)
class Codebook:
    """What coders decide, and by which rules.

    Attributes
    ----------
    definitions
        One row a value of a variable: variable, value, title, present_when, not_when, examples
        (of ours), words (that speak for it, for a program), since (the version that added it;
        missing for one of the first).
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
    settled
        The coder whose codes are the settled ones.
    default
        The variable that is meant where none is named; by default the first.
    renamed
        Former name -> present one, of a variable, or of a value as `variable=value`.
    """

    definitions: pd.DataFrame
    questions: dict[str, str] = field(default_factory=dict)
    present_only: frozenset[str] = frozenset()
    rulings: tuple[str, ...] = ()
    added: dict[str, tuple[str, ...]] = field(default_factory=dict)
    coders: dict[str, str] = field(default_factory=dict)
    version: str = ""
    settled: str = ADJUDICATED
    default: str = ""
    renamed: dict[str, str] = field(default_factory=dict)

    def values(self, variable: str) -> list[str]:
        """The values of a variable in the codebook's order; KeyError names the variables."""
        rows = self._of(variable)
        if rows.empty:
            known = ", ".join(self.variables) or "none"
            raise KeyError(f"no variable {variable!r} in the codebook; there are: {known}")
        return rows["value"].tolist()

    @property
    def variables(self) -> list[str]:
        return self.definitions["variable"].drop_duplicates().tolist()

    @property
    def leading(self) -> str:
        """The variable that explorers begin with: the default one."""
        return self.default or next(iter(self.variables), "")

    def who(self, view: str) -> str:
        """Whose codes a view has, in words; "" where the codebook does not say."""
        return self.coders.get(self.settled if view == ADJUDICATED else view, "")

    def present_name(self, variable: str, value: str = "") -> tuple[str, str]:
        """A variable and a value of it by the names that they have now."""
        while variable in self.renamed:
            variable = self.renamed[variable]
        while (name := f"{variable}={value}") in self.renamed:
            value = self.renamed[name]
        return variable, value

    def since(self, variable: str) -> dict[str, str]:
        """Those values of a variable that a later version added -> that version."""
        later = self._of(variable).dropna(subset="since")
        return dict(zip(later["value"], later["since"], strict=True))

    def titles(self, variable: str) -> dict[str, str]:
        """Value -> the title to show for it."""
        rows = self._of(variable)
        return dict(zip(rows["value"], rows["title"], strict=True))

    def words(self, variable: str) -> dict[str, list[str]]:
        """Value -> the words that speak for it, of the values that have any."""
        rows = self._of(variable).dropna(subset="words")
        return {row.value: row.words.split("; ") for row in rows.itertuples()}

    def _of(self, variable: str) -> pd.DataFrame:
        return self._by_variable.get(variable, self.definitions.iloc[:0])

    @cached_property
    def _by_variable(self) -> dict[str, pd.DataFrame]:
        """The definitions of each variable; kept, since every redrawing asks for them often."""
        return {str(name): rows for name, rows in self.definitions.groupby("variable")}

    def at(self, versions: Collection[str]) -> "Codebook":
        """The codebook as the latest of these versions had it, without what later ones added."""
        version = max(versions, key=version_order)
        latest = version_order(version)
        added = {each: self.added[each] for each in self.added if version_order(each) <= latest}
        since = self.definitions["since"]
        there = [pd.isna(each) or version_order(each) <= latest for each in since]
        return replace(
            self,
            definitions=self.definitions[there].reset_index(drop=True),
            rulings=(*self._first(), *chain.from_iterable(added.values())),
            added=added,
            version=version,
        )

    def _first(self) -> tuple[str, ...]:
        """The rulings of the first version."""
        return self.rulings[: len(self.rulings) - sum(map(len, self.added.values()))]

    def _sections(self) -> Iterator[tuple[str, str, list[tuple[str, str, str]]]]:
        """Heading, sentence and items of what is to be shown; of an item its title, code, words."""
        for variable, rows in self.definitions.groupby("variable", sort=False):
            values = [(row.title, row.value, define(row)) for row in rows.itertuples(index=False)]
            yield str(variable), self.questions[str(variable)], values
        yield "Rulings", "", [("", "", each) for each in self._first()]
        for version, rulings in self.added.items():
            yield f"Rulings added in version {version}", "", [("", "", each) for each in rulings]
        if self.renamed:
            yield "Renamed", "", [("", "", f"{old}: {new}") for old, new in self.renamed.items()]
        if self.default:
            yield "Default variable", "", [("", "", self.default)]
        if self.settled != ADJUDICATED:
            yield "Settled by", "", [("", "", self.settled)]
        yield "Coders", "", [("", who, what) for who, what in self.coders.items()]

    def _repr_html_(self) -> str:
        """Headings and lists; the words stay words, since a codebook can be somebody else's."""
        forms = "<strong>{}</strong> (<code>{}</code>): ", "<code>{}</code>: "
        parts = [f"<h3>Codebook, version {escape(self.version)}</h3>"]
        for heading, sentence, items in self._sections():
            parts.append(f"<h4>{escape(heading)}</h4><p>{escape(sentence)}</p>")
            lines = (_item(*map(escape, item), forms=forms) for item in items)
            parts.append(f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>")
        return plain_html("".join(parts))

    def __str__(self) -> str:
        forms = "**{}** (`{}`): ", "`{}`: "
        lines = [f"# Codebook, version {self.version}"]
        for heading, sentence, items in self._sections():
            lines += ["", f"## {heading}", "", *([sentence, ""] if sentence else [])]
            lines += [f"- {_item(*item, forms=forms)}" for item in items]
        return "\n".join(lines)


def _item(title: str, code: str, words: str, *, forms: tuple[str, str]) -> str:
    """An item of a list: its words behind its title and its code, or behind its code, if any."""
    titled, coded = forms
    return (titled.format(title, code) if title else coded.format(code) if code else "") + words


def define(row: Any) -> str:
    """All that a row of the definitions says of its value, as sentences."""
    parts = {
        "Not when": row.not_when,
        "Examples": row.examples,
        "Words": row.words,
        "Since version": row.since,
    }
    said = [f" {name}: {words}" for name, words in parts.items() if pd.notna(words)]
    return f"{row.present_when}{''.join(said)}"


COLUMNS = ["variable", "value", "title", "present_when", "not_when", "examples", "words", "since"]
EMPTY = Codebook(pd.DataFrame(columns=COLUMNS, dtype="str"))
NAME = "codebook.yml"
KEYS = ("version", "unit", "settled", "default", "variables", "renamed", "rulings",
        "added_rulings", "coders")  # fmt: skip
OF_VARIABLE = ("question", "rule", "coded", "since", "values")
OF_VALUE = COLUMNS[2:]


def read_codebook(folder: Path) -> tuple[Codebook, list[Problem]]:
    """The codebook of a corpus folder; an empty one where there is none and no code needs it."""
    if not os.path.lexists(folder / NAME):
        found = Problem(NAME, 0, "is missing, and codings.csv needs it", "put it there")
        return EMPTY, [found] if os.path.lexists(folder / "codings.csv") else []
    reader = _Reader(NAME)
    tree = reader.open(folder, KEYS)
    codebook = reader.codebook(tree) if tree else EMPTY
    return EMPTY if reader.problems else codebook, reader.problems


class _Reader(YamlReader):
    def codebook(self, tree: Mapping) -> Codebook:
        variables = dict(self.entries(tree, "variables", OF_VARIABLE))
        rows = [row for name, node in variables.items() for row in self.values(name, node)]
        added = {
            version: tuple(texts_of(tree.entries["added_rulings"], version))
            for version in entries_of(tree, "added_rulings") or {}
        }
        coders, renamed = (
            {name: self.word(tree.entries[key], name) for name in entries_of(tree, key) or {}}
            for key in ("coders", "renamed")
        )
        read = Codebook(
            definitions=pd.DataFrame(rows, columns=COLUMNS).astype("str"),
            questions={name: self.question(node) for name, node in variables.items()},
            present_only=frozenset(each for each in variables if self.is_present(variables[each])),
            rulings=(*texts_of(tree, "rulings"), *chain.from_iterable(added.values())),
            added=added,
            coders=coders,
            version=self.word(tree, "version"),
            settled=text_of(tree, "settled") or ADJUDICATED,
            default=text_of(tree, "default") or "",
            renamed=renamed,
        )
        if read.default and read.default not in variables:
            mend = f"use one of: {', '.join(variables)}"
            self.wrong(tree.entries["default"], f"no variable {read.default!r:.60}", mend)
        self.check_renamed(read, tree)
        return read

    def question(self, node: Node) -> str:
        """What a variable asks, and its rule."""
        return " ".join(filter(None, [self.word(node, "question"), text_of(node, "rule")]))

    def is_present(self, node: Node) -> bool:
        """Whether of a variable only values that are present are coded."""
        coded = self.word(node, "coded")
        if coded not in ("one", "present", ""):
            self.wrong(node, f"`coded` is {coded!r:.40}", "write one or present")
        return coded == "present"

    def values(self, variable: str, node: Node) -> Iterator[list[str | None]]:
        for value, entry in self.entries(node, "values", OF_VALUE):
            told = [self.word(entry, "title"), self.word(entry, "present_when")]
            lists = ["; ".join(self.words(entry, key)) or None for key in ("examples", "words")]
            since = text_of(entry, "since") or text_of(node, "since")
            yield [variable, value, *told, text_of(entry, "not_when"), *lists, since]

    def entries(self, node: Node, key: str, keys: Collection[str]) -> Iterator[tuple[str, Node]]:
        """What stands below a key, by names that can stand in a cell."""
        entries = entries_of(node, key)
        if not entries:
            mend = "give each variable a question, coded and values with title and present_when"
            self.wrong(node, f"`{key}` is missing", mend)
            return
        for name, entry in entries.items():
            if sign := NO_NAME.search(name):
                held = "a blank" if sign[0].isspace() else f"{sign[0]!r}"
                mend = f"write {NO_NAME.sub('_', name)}; `renamed:` takes given codes along"
                self.wrong(entry, f"the name {name!r:.60} holds {held}", mend)
            if isinstance(entry, Mapping):
                self.check_keys(entry, (), keys)
            yield name, entry

    def check_renamed(self, read: Codebook, tree: Mapping) -> None:
        """A former name is not in use, and leads to one that is."""
        values = zip(read.definitions["variable"], read.definitions["value"], strict=True)
        there = {*read.questions, *("=".join(each) for each in values)}
        for old, node in (entries_of(tree, "renamed") or {}).items():
            if old in there:
                self.wrong(node, f"{old!r:.60} is renamed, and still there", "keep one of them")
            steps = [old]
            while steps[-1] in read.renamed and steps[-1] not in steps[:-1]:
                variable, _, value = steps[-1].partition("=")
                new = read.renamed[steps[-1]]
                steps.append(f"{variable}={new}" if value else new)
            if steps[-1] not in there:
                found = f"{old!r:.60} is renamed to {steps[-1]!r:.60}, which the codebook has not"
                self.wrong(node, found, "name one that it has")
