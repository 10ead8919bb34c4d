"""YAML files and the front matter of reports, as plain text values that know their lines.

Nothing is guessed from how a value looks: `no` stays the language Norwegian, `2023-02-30` stays
text until the schema says what is wrong with it. Anchors, tags and deep nesting are refused as
soon as the parser meets them, so a file can neither expand without bound, nor ask for an object
to be made, nor exhaust the stack (libyaml's own tree builder crashes the process on `[[[[...`).
"""

import os
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import yaml

from analysis.reading.files import read_text
from analysis.reading.problems import Problem, Unreadable
from analysis.tables.columns import NO_TEXT

LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
FENCE = "---"
DEPTH = 10
TOO_DEEP = "nested too deeply", f"nest at most {DEPTH} levels"
EMPTY = ("", "~", "null", "Null", "NULL")


class Scalar(NamedTuple):
    """A value as written; an empty one or `null` has no text."""

    text: str | None
    line: int


@dataclass(frozen=True)
class Sequence:
    items: tuple["Node", ...]
    line: int


@dataclass(frozen=True)
class Mapping:
    entries: dict[str, "Node"]
    key_lines: dict[str, int]
    line: int
    body_line: int = 0
    """Of front matter, the line on which the text behind it begins."""


Node: TypeAlias = Scalar | Sequence | Mapping


def text_of(node: Node, key: str) -> str | None:
    """The value of a key; None where it has none, or not one."""
    child = node.entries.get(key) if isinstance(node, Mapping) else None
    return child.text if isinstance(child, Scalar) else None


def texts_of(node: Node, key: str) -> list[str]:
    """The values in the list of a key; none where it has no list."""
    child = node.entries.get(key) if isinstance(node, Mapping) else None
    items = child.items if isinstance(child, Sequence) else ()
    return [item.text for item in items if isinstance(item, Scalar) and item.text]


def entries_of(node: Node, key: str) -> dict[str, Node] | None:
    """What stands below a key, by the keys there; None where it holds something else."""
    child = node.entries.get(key) if isinstance(node, Mapping) else None
    return child.entries if isinstance(child, Mapping) else None


class YamlReader:
    """A YAML file being read; what is wrong with it is kept, and left out of what it gives."""

    def __init__(self, name: str) -> None:
        self.name, self.problems = name, list[Problem]()

    def wrong(self, node: Node, found: str, mend: str, *, line: int | None = None) -> None:
        self.problems.append(Problem(self.name, node.line if line is None else line, found, mend))

    def open(self, folder: Path, keys: Collection[str] | None = None) -> Mapping | None:
        """The file in a folder, with no keys but these; None without one that is good so far."""
        path = folder / self.name
        tree = read_yaml(path, self.name) if os.path.lexists(path) else None
        if isinstance(tree, Problem):
            self.problems.append(tree)
        elif tree:
            self.check_signs(tree)
            self.check_keys(tree, (), tree.entries if keys is None else keys)
        return None if self.problems or isinstance(tree, Problem) else tree

    def check_signs(self, node: Node) -> None:
        """No key or value has a character that no text holds: YAML can write any as an escape."""
        if isinstance(node, Mapping):
            for key, child in node.entries.items():
                self.check_signs(Scalar(key, node.key_lines[key]))
                self.check_signs(child)
        elif isinstance(node, Sequence):
            for item in node.items:
                self.check_signs(item)
        elif node.text and NO_TEXT.search(node.text):
            self.wrong(node, f"{node.text!r:.80} holds a control character", "take it out")

    def check_keys(
        self, node: Mapping, required: Collection[str], optional: Collection[str]
    ) -> None:
        """A mapping lacks no key that is required, and has none that nothing asks for."""
        for key in required:
            if key not in node.entries:
                self.wrong(node, f"key `{key}` is missing", f"add `{key}:`")
        for key, line in node.key_lines.items():
            if key not in required and key not in optional:
                known = ", ".join([*required, *optional])
                self.wrong(node, f"key `{key:.60}` is unknown", f"use one of: {known}", line=line)

    def one(self, node: Node, key: str) -> str | None:
        """The single value of a key, if it has one."""
        child = node.entries.get(key) if isinstance(node, Mapping) else None
        if child is not None and not isinstance(child, Scalar):
            self.wrong(child, f"`{key}` is not a single value", "write one value")
        return text_of(node, key)

    def word(self, node: Node, key: str) -> str:
        """The value of a key that has to have one."""
        word = text_of(node, key)
        if not word:
            self.wrong(node, f"`{key}` is missing", f"add `{key}:`")
        return word or ""

    def words(self, node: Node, key: str) -> list[str]:
        """The words in the list of a key, if there is one."""
        words = texts_of(node, key)
        if isinstance(node, Mapping) and key in node.entries and not words:
            found = f"`{key}` holds no list of words"
            self.wrong(node.entries[key], found, "write a list: [one, another]")
        return words


def split_front_matter(text: str, name: str) -> tuple[Mapping, str] | Problem:
    """Front matter and body of a file, or the one problem that prevents it."""
    lines = re.split(r"\r\n|\r|\n", text)
    if lines[0].rstrip() != FENCE:
        return Problem(name, 1, "does not begin with front matter", "begin with a line ---")
    fences = [number for number, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE]
    if not fences:
        return Problem(name, 1, "front matter is not closed", "end it with a line ---")
    tree = parse_yaml("\n".join(lines[1 : fences[0]]), name, first_line=2)
    if isinstance(tree, Problem):
        return tree
    body = lines[fences[0] + 1 :]
    blank = next((number for number, line in enumerate(body) if line.strip()), 0)
    return replace(tree, body_line=fences[0] + 2 + blank), "\n".join(body).strip()


def read_yaml(path: Path, name: str) -> Mapping | Problem:
    """A YAML file as a mapping with lines, or the one problem that prevents it."""
    text = read_text(path, name)
    return text if isinstance(text, Problem) else parse_yaml(text, name)


def parse_yaml(text: str, name: str, *, first_line: int = 1) -> Mapping | Problem:
    """A YAML text as a mapping with lines, or the one problem that prevents it."""
    try:
        tree = _Events(text, first_line).tree()
    except Unreadable as error:
        return Problem(name, error.line, error.found, error.mend)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, found = mark.line if mark else 0, error.problem or "unreadable"
        if "nesting depth" in found:  # of which libyaml has a limit of its own from 0.2.6 on
            return Problem(name, first_line + line, *TOO_DEEP)
    except yaml.reader.ReaderError as error:
        line = text.partition(chr(error.character))[0].count("\n")
        found = f"it cannot hold the character {chr(error.character)!r}"
    else:
        if isinstance(tree, Mapping):
            return tree
        return Problem(name, first_line, "is not a list of `key: value`", "write `key: value`")
    mend = "check indentation; quote a value that holds ': ' or ' #'"
    return Problem(name, first_line + line, f"broken YAML ({found})", mend)


class _Events:
    """The parser's events one by one, so that the first thing refused ends the reading."""

    def __init__(self, text: str, first_line: int) -> None:
        self.first_line = first_line
        parser = LOADER(text)
        self.next_event: Callable[[], Any] = parser.get_event

    def tree(self) -> Node:
        first = self.document()
        tree = Mapping({}, {}, self.first_line) if first is None else self.node(first, 1)
        second = self.document()
        if second is not None:
            raise Unreadable("holds a second document", "keep one", line=self.line(second))
        return tree

    def document(self) -> Any:
        """The event with which the next document begins, None behind the last."""
        events = iter(self.next_event, None)
        return next((event for event in events if isinstance(event, yaml.NodeEvent)), None)

    def line(self, event: Any) -> int:
        return int(event.start_mark.line) + self.first_line

    def node(self, event: Any, depth: int) -> Node:
        line = event.start_mark.line + self.first_line
        if event.anchor is not None:
            raise Unreadable("uses an anchor (& or *)", "write the value out", line=line)
        if event.tag is not None:
            raise Unreadable(f"uses a tag ({event.tag:.60})", "leave the tag out", line=line)
        if depth > DEPTH:
            raise Unreadable(*TOO_DEEP, line=line)
        if isinstance(event, yaml.ScalarEvent):
            empty = event.value in EMPTY and not event.style
            return Scalar(None if empty else event.value, line)
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(tuple(self.node(each, depth + 1) for each in self.inside()), line)
        return self.mapping(line, depth)

    def inside(self) -> Iterator[Any]:
        """The events up to the end of the collection just begun."""
        while not isinstance(event := self.next_event(), yaml.CollectionEndEvent):
            yield event

    def mapping(self, line: int, depth: int) -> Mapping:
        entries: dict[str, Node] = {}
        key_lines: dict[str, int] = {}
        for event in self.inside():
            key = self.node(event, depth + 1)
            if not isinstance(key, Scalar) or key.text is None:
                raise Unreadable("a key is not a word", "write `key: value`", line=key.line)
            if key.text in entries:
                raise Unreadable(f"key `{key.text:.60}` twice", "keep one of them", line=key.line)
            entries[key.text] = self.node(self.next_event(), depth + 1)
            key_lines[key.text] = key.line
        return Mapping(entries, key_lines, line)
