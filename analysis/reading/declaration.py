"""What a corpus says of itself, read from `corpus.yml` in its folder."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from analysis.reading.frontmatter import (
    Mapping,
    Node,
    Scalar,
    YamlReader,
    entries_of,
    text_of,
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
    reader = _Reader(NAME)
    head = reader.open(folder, KEYS)
    return reader.declaration(head) if head else Declaration(), reader.problems


class _Reader(YamlReader):
    def declaration(self, head: Mapping) -> Declaration:
        said: dict[str, Any] = {key: value for key in WORDS if (value := self.one(head, key))}
        lists = {key: self.several(head, key) for key in LISTS}
        return Declaration(
            **said,
            noun=self.noun(head, "noun", lists["noun"], Declaration.noun),
            coder=self.noun(head, "coder", lists["coder"], Declaration.coder),
            terms=self.terms(head),
            vocabularies={each: lists[each] for each in VOCABULARIES if lists[each]},
            window=self.window(head),
            may_be_named=lists["may_be_named"],
            packs=self.packs(head, lists["packs"]),
            columns=dict(self.columns(head)),
            half_filled=self.flag(head, "half_filled"),
        )

    def flag(self, head: Mapping, key: str) -> bool:
        said = self.one(head, key) or "false"
        if said not in ("true", "false"):
            self.wrong(head.entries[key], f"{key} is {said!r:.40}", "write true or false")
        return said == "true"

    def window(self, head: Mapping) -> Days | None:
        said = self.one(head, "window")
        try:
            days = Days.parse(said) if said else None
        except ValueError:
            days = Days.parse("0002/0001")
        if days and days.first > days.last:
            mend = "write it as 2022-02/2023-12"
            self.wrong(head.entries["window"], f"window is {said!r:.40}", mend)
            return None
        return days

    def noun(self, head: Mapping, key: str, words: tuple[str, ...], usual: Noun) -> Noun:
        if words and len(words) != 2:
            found = f"{key} has {len(words)} words"
            self.wrong(head.entries[key], found, "write one and several: [event, events]")
        return Noun(*words) if len(words) == 2 else usual

    def terms(self, head: Mapping) -> dict[str, str]:
        """What a term means, by the term."""
        terms = entries_of(head, "terms") or {}
        said = {term: each.text for term, each in terms.items() if isinstance(each, Scalar)}
        if "terms" in head.entries and not (terms and all(map(said.get, terms))):
            found = "`terms` holds one without words"
            self.wrong(head.entries["terms"], found, "write each as `term: its meaning`")
        return {term: words for term, words in said.items() if words}

    def packs(self, head: Mapping, named: tuple[str, ...]) -> tuple[str, ...]:
        """The packs named; else those of the kit, whose roles are in them, and none of others."""
        if unknown := set(named) - set(Declaration.packs):
            found, known = f"packs has {min(unknown)!r:.40}", ", ".join(Declaration.packs)
            self.wrong(head.entries["packs"], found, f"use of these: {known}")
        return named or (() if "roles" in head.entries else Declaration.packs)

    def several(self, head: Mapping, key: str) -> tuple[str, ...]:
        """The words in the list of a key, each once."""
        words = self.words(head, key)
        if twice := sorted({each for each in words if words.count(each) > 1}):
            self.wrong(head.entries[key], f"`{key}` has {twice[0]!r:.40} twice", "keep one")
        return tuple(dict.fromkeys(words))

    def columns(self, head: Mapping) -> Iterator[tuple[str, dict[str, str]]]:
        for table, node in (entries_of(head, "columns") or {}).items():
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
