"""The YAML front matter of a report file, as plain text values that know their lines.

Nothing is guessed from how a value looks: `no` stays the language Norwegian, `2023-02-30` stays
text until the schema says what is wrong with it. Anchors, tags and deep nesting are refused as
soon as the parser meets them, so a file can neither expand without bound, nor ask for an object
to be made, nor exhaust the stack (libyaml's own tree builder crashes the process on `[[[[...`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, NoReturn, TypeAlias

import yaml

from analysis.reading.problems import Problem
from analysis.tables.columns import NO_TEXT

LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
FENCE = "---"
DEPTH = 10
EMPTY = ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True)
class Scalar:
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


def control_problems(node: Node, name: str) -> Iterator[Problem]:
    """Each key and value with a character that no text holds: YAML can write any as an escape."""
    if isinstance(node, Mapping):
        for key, child in node.entries.items():
            yield from control_problems(Scalar(key, node.key_lines[key]), name)
            yield from control_problems(child, name)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from control_problems(item, name)
    elif node.text and NO_TEXT.search(node.text):
        found = f"{node.text!r:.80} holds a control character"
        yield Problem(name, node.line, found, "take the character out")


class BadFrontMatter(Exception):
    def __init__(self, line: int, problem: str, mend: str) -> None:
        super().__init__(problem)
        self.line, self.problem, self.mend = line, problem, mend


def split_front_matter(text: str, name: str) -> tuple[Mapping, str] | Problem:
    """Front matter and body of a file, or the one problem that prevents it."""
    try:
        return _split(text)
    except BadFrontMatter as error:
        return Problem(name, error.line, error.problem, error.mend)


def _split(text: str) -> tuple[Mapping, str]:
    lines = re.split(r"\r\n|\r|\n", text)
    if lines[0].rstrip() != FENCE:
        raise BadFrontMatter(1, "does not begin with front matter", "begin with a line ---")
    fences = [number for number, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE]
    if not fences:
        raise BadFrontMatter(1, "front matter is not closed", "end it with a line ---")
    head = "\n".join(lines[1 : fences[0]])
    body = lines[fences[0] + 1 :]
    blank = next((number for number, line in enumerate(body) if line.strip()), 0)
    tree = replace(_parse(head), body_line=fences[0] + 2 + blank)
    return tree, "\n".join(body).strip()


def parse_yaml(text: str, name: str, *, first_line: int = 1) -> Mapping | Problem:
    """A whole YAML file as a mapping with lines, or the one problem that prevents it."""
    try:
        return _parse(text, first_line=first_line)
    except BadFrontMatter as error:
        return Problem(name, error.line, error.problem, error.mend)


def _parse(text: str, *, first_line: int = 2) -> Mapping:
    try:
        tree = _Events(text, first_line).tree()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        _broken(first_line + mark.line if mark else first_line, error.problem or "unreadable")
    except yaml.reader.ReaderError as error:
        above = text.partition(chr(error.character))[0].count("\n")
        _broken(first_line + above, f"it cannot hold the character {chr(error.character)!r}")
    if not isinstance(tree, Mapping):
        raise BadFrontMatter(first_line, "is not a list of `key: value`", "write `key: value`")
    return tree


def _broken(line: int, what: str) -> NoReturn:
    raise BadFrontMatter(
        line, f"broken YAML ({what})", "check indentation; quote a value that holds ': ' or ' #'"
    ) from None


class _Events:
    """The parser's events one by one, so that the first thing refused ends the reading."""

    def __init__(self, text: str, first_line: int) -> None:
        self.first_line = first_line
        self.events: Iterator[Any] = (  # the stubs know neither anchor nor tag
            event
            for event in yaml.parse(text, Loader=LOADER)
            if isinstance(event, (yaml.NodeEvent, yaml.CollectionEndEvent))
        )

    def tree(self) -> Node:
        first = next(self.events, None)
        tree = Mapping({}, {}, self.first_line) if first is None else self.node(first, 1)
        second = next(self.events, None)
        if second is not None:
            raise BadFrontMatter(self.line(second), "holds a second document", "keep one")
        return tree

    def line(self, event: Any) -> int:
        return int(event.start_mark.line) + self.first_line

    def node(self, event: Any, depth: int) -> Node:
        line = self.line(event)
        if event.anchor is not None:
            raise BadFrontMatter(line, "uses an anchor (& or *)", "write the value out")
        if event.tag is not None:
            raise BadFrontMatter(line, f"uses a tag ({event.tag:.60})", "leave the tag out")
        if depth > DEPTH:
            raise BadFrontMatter(line, "nested too deeply", f"nest at most {DEPTH} levels")
        if isinstance(event, yaml.ScalarEvent):
            empty = not event.style and event.value in EMPTY
            return Scalar(None if empty else event.value, line)
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(tuple(self.node(each, depth + 1) for each in self.inside()), line)
        return self.mapping(line, depth)

    def inside(self) -> Iterator[yaml.Event]:
        """The events up to the end of the collection just begun."""
        for event in self.events:
            if isinstance(event, yaml.CollectionEndEvent):
                return
            yield event

    def mapping(self, line: int, depth: int) -> Mapping:
        entries: dict[str, Node] = {}
        key_lines: dict[str, int] = {}
        for event in self.inside():
            key = self.node(event, depth + 1)
            if not isinstance(key, Scalar) or key.text is None:
                raise BadFrontMatter(key.line, "a key is not a word", "write `key: value`")
            if key.text in entries:
                raise BadFrontMatter(key.line, f"key `{key.text:.60}` twice", "keep one of them")
            entries[key.text] = self.node(next(self.events), depth + 1)
            key_lines[key.text] = key.line
        return Mapping(entries, key_lines, line)
