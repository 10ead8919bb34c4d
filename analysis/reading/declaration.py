"""What a corpus says of itself, read from `corpus.yml` in its folder."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from analysis.reading.frontmatter import (
    Mapping,
    Node,
    Scalar,
    control_problems,
    entries_of,
    key_problems,
    read_yaml,
    text_of,
    texts_of,
)
from analysis.reading.problems import Problem
from analysis.tables.days import Days
from analysis.tables.declaring import COLUMN, Declaration, Noun
from analysis.tables.schemas import SCHEMAS, VOCABULARIES

NAME = "corpus.yml"
WORDS = ("title", "licence", "about", "in_full", "silent_on", "warning")
"""Keys whose value is words."""
LISTS = ("noun", "coder", *VOCABULARIES, "packs", "may_be_named")
KEYS = (*WORDS, *LISTS, "terms", "window", "columns", "half_filled")
WITH_COLUMNS = ("reports", "calls")
"""The tables that can have columns of a corpus's own."""


def read_declaration(folder: Path) -> tuple[Declaration, list[Problem]]:
    """What a corpus says of itself, and what is wrong with how it says so."""
    if not (folder / NAME).exists():
        return Declaration(), []
    head = read_yaml(folder / NAME, NAME)
    if isinstance(head, Problem):
        return Declaration(), [head]
    problems = [*key_problems(head, NAME, (), KEYS), *control_problems(head, NAME)]
    if problems:
        return Declaration(), problems
    said = _Said(head)
    return said.declaration(), said.problems


class _Said:
    """The values of a declaration being read; what is wrong is reported and left out."""

    def __init__(self, head: Mapping) -> None:
        self.head, self.problems = head, list[Problem]()

    def declaration(self) -> Declaration:
        said: dict[str, Any] = {key: self.one(key) for key in WORDS if self.one(key)}
        return Declaration(
            **said,
            noun=self.noun("noun", Declaration.noun),
            coder=self.noun("coder", Declaration.coder),
            terms=self.terms(),
            vocabularies={each: words for each in VOCABULARIES if (words := self.words(each))},
            window=self.window(),
            may_be_named=self.words("may_be_named"),
            packs=self.packs(),
            columns=dict(self.columns()),
            half_filled=self.flag("half_filled"),
        )

    def wrong(self, node: Node, found: str, mend: str) -> None:
        self.problems.append(Problem(NAME, node.line, found, mend))

    def one(self, key: str) -> str | None:
        node = self.head.entries.get(key)
        if node is not None and not isinstance(node, Scalar):
            self.wrong(node, f"`{key}` is not a single value", "write one value")
        return text_of(self.head, key)

    def flag(self, key: str) -> bool:
        said = self.one(key) or "false"
        if said not in ("true", "false"):
            self.wrong(self.head.entries[key], f"{key} is {said!r:.40}", "write true or false")
        return said == "true"

    def window(self) -> Days | None:
        said = self.one("window")
        try:
            days = Days.parse(said) if said else None
        except ValueError:
            days = Days.parse("0002/0001")
        if days and days.first > days.last:
            mend = "write it as 2022-02/2023-12"
            self.wrong(self.head.entries["window"], f"window is {said!r:.40}", mend)
            return None
        return days

    def noun(self, key: str, usual: Noun) -> Noun:
        words = self.words(key) or usual
        if len(words) != 2:
            found = f"{key} has {len(words)} words"
            self.wrong(self.head.entries[key], found, "write one and several: [event, events]")
            return usual
        return Noun(*words)

    def terms(self) -> dict[str, str]:
        """What a term means, by the term."""
        node, terms = self.head.entries.get("terms"), entries_of(self.head, "terms") or {}
        said = {term: each.text for term, each in terms.items() if isinstance(each, Scalar)}
        if node is not None and not (terms and all(map(said.get, terms))):
            self.wrong(node, "`terms` holds one without words", "write each as `term: its meaning`")
        return {term: words for term, words in said.items() if words}

    def packs(self) -> tuple[str, ...]:
        """The packs named; else those of the kit, whose roles are in them, and none of others."""
        own = "roles" in self.head.entries
        named = self.words("packs") or (() if own else Declaration.packs)
        if unknown := set(named) - set(Declaration.packs):
            found, known = f"packs has {min(unknown)!r:.40}", ", ".join(Declaration.packs)
            self.wrong(self.head.entries["packs"], found, f"use of these: {known}")
        return named

    def words(self, key: str) -> tuple[str, ...]:
        """The words in the list of a key, each once."""
        node, words = self.head.entries.get(key), texts_of(self.head, key)
        if node is not None and not words:
            self.wrong(node, f"`{key}` holds no list of words", "write a list: [one, another]")
        if twice := sorted({each for each in words if words.count(each) > 1}):
            self.wrong(self.head.entries[key], f"`{key}` has {twice[0]!r:.40} twice", "keep one")
        return tuple(dict.fromkeys(words))

    def columns(self) -> Iterator[tuple[str, dict[str, str]]]:
        for table, node in (entries_of(self.head, "columns") or {}).items():
            entries: dict[str, Any] = node.entries if isinstance(node, Mapping) else {}
            if table not in WITH_COLUMNS or not entries:
                found = f"columns of `{table:.40}`"
                mend = f"write them as `name: meaning` below {' or '.join(WITH_COLUMNS)}"
                self.wrong(node, found, mend)
                continue
            yield table, {name: self.meaning(table, name, node) for name in entries}

    def meaning(self, table: str, name: str, node: Node) -> str:
        if not re.fullmatch(COLUMN, name) or name in SCHEMAS[table].columns:
            mend = "name it otherwise, in lower case: letters, digits and _"
            self.wrong(node, f"{table} can have no column {name!r:.40} of its own", mend)
        return text_of(node, name) or name
