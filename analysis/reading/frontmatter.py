"""The YAML front matter of a report file, as plain text values that know their lines.

Nothing is guessed from how a value looks: `no` stays the language Norwegian, `2023-02-30` stays
text until the schema says what is wrong with it. Anchors and tags are refused, so a file can
neither expand without bound nor ask for an object to be made.
"""

from dataclasses import dataclass
from typing import NoReturn, TypeAlias

import yaml

from analysis.reading.problems import Problem

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
FENCE = "---"


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


Node: TypeAlias = Scalar | Sequence | Mapping


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
    lines = text.splitlines()
    if not lines or lines[0].rstrip() != FENCE:
        raise BadFrontMatter(1, "does not begin with front matter", "begin with a line ---")
    fences = [number for number, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE]
    if not fences:
        raise BadFrontMatter(1, "front matter is not closed", "end it with a line ---")
    head = "\n".join(lines[1 : fences[0]])
    return _parse(head), "\n".join(lines[fences[0] + 1 :]).strip()


def parse_yaml(text: str, name: str, *, first_line: int = 1) -> Mapping | Problem:
    """A whole YAML file as a mapping with lines, or the one problem that prevents it."""
    try:
        return _parse(text, first_line=first_line)
    except BadFrontMatter as error:
        return Problem(name, error.line, error.problem, error.mend)


def _parse(text: str, *, first_line: int = 2) -> Mapping:
    try:
        node = yaml.compose(text, Loader=LOADER)
        tree = Mapping({}, {}, first_line) if node is None else _convert(node, first_line, set())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        _broken(first_line + mark.line if mark else first_line, error.problem or "unreadable")
    except yaml.YAMLError as error:
        _broken(first_line, str(error).splitlines()[0])
    except RecursionError:
        _broken(first_line, "nested too deeply")
    if not isinstance(tree, Mapping):
        raise BadFrontMatter(first_line, "is not a list of `key: value`", "write `key: value`")
    return tree


def _broken(line: int, what: str) -> NoReturn:
    raise BadFrontMatter(
        line, f"broken YAML ({what})", "check indentation; quote a value that holds ': ' or ' #'"
    ) from None


def _convert(node: yaml.Node, first_line: int, seen: set[int]) -> Node:
    line = node.start_mark.line + first_line
    if id(node) in seen:
        raise BadFrontMatter(line, "uses an anchor (& or *)", "write the value out")
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        return Scalar(_plain(node), line)
    if isinstance(node, yaml.SequenceNode):
        return Sequence(tuple(_convert(each, first_line, seen) for each in node.value), line)
    entries: dict[str, Node] = {}
    key_lines: dict[str, int] = {}
    for key, value in node.value:
        key_line = key.start_mark.line + first_line
        if not isinstance(key, yaml.ScalarNode):
            raise BadFrontMatter(key_line, "a key is not a word", "write `key: value`")
        if key.value in entries:
            raise BadFrontMatter(key_line, f"key `{key.value}` twice", "keep one of them")
        entries[key.value] = _convert(value, first_line, seen)
        key_lines[key.value] = key_line
    return Mapping(entries, key_lines, line)


def _plain(node: yaml.ScalarNode) -> str | None:
    empty = node.style is None and node.value in ("", "~", "null", "Null", "NULL")
    return None if empty else node.value
