"""The public events of `events.yml`: what an event is, and every problem of the file."""

import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from analysis.reading.frontmatter import (
    Mapping,
    Node,
    control_problems,
    read_yaml,
    text_of,
    texts_of,
)
from analysis.reading.problems import Problem
from analysis.tables.columns import FIRST_DAY, LAST_DAY, SLUG
from analysis.tables.days import parse_day

NAME = "events.yml"
FIELDS = {"name", "from", "to", "day", "bounds", "en", "de", "source"}
BOUNDS = ("after", "within")
LANGUAGES = ("en", "de")


class Event(NamedTuple):
    """When a text that names an event can have been published, and by which words it does."""

    event_id: str
    name: str
    first: date
    last: date | None
    day: date | None
    cues: tuple[str, ...]
    source: str


def check_events(folder: Path) -> tuple[list[Event], list[Problem]]:
    """The good events of a folder and every problem of its `events.yml`, if there is one."""
    path = folder / NAME
    if not os.path.lexists(path):
        return [], []
    tree = read_yaml(path, NAME)
    if isinstance(tree, Problem):
        return [], [tree]
    events, problems = [], []
    for event_id, node in tree.entries.items():
        line = tree.key_lines[event_id]
        found = list(_problems(event_id, node, line))
        problems += found
        if not found and isinstance(node, Mapping):
            events.append(_event(event_id, node))
    return events, problems


def _problems(event_id: str, node: Node, line: int) -> Iterator[Problem]:
    if not re.fullmatch(SLUG, event_id):
        yield Problem(NAME, line, f"{event_id!r:.60} is no id", "lower case, single hyphens")
    if not isinstance(node, Mapping):
        yield Problem(NAME, line, f"{event_id} has no fields", "give name, from, bounds, source")
        return
    for key in sorted(node.entries.keys() - FIELDS):
        mend = f"use {', '.join(sorted(FIELDS))}"
        yield Problem(NAME, node.key_lines[key], f"`{key:.40}` is no field", mend)
    yield from control_problems(node, NAME)
    for key in ("name", "source"):
        if not text_of(node, key):
            yield Problem(NAME, line, f"{event_id}: `{key}` is missing", f"give `{key}`")
    yield from _span_problems(event_id, node, line)
    if not any(texts_of(node, language) for language in LANGUAGES):
        yield Problem(NAME, line, f"{event_id}: no words name it", "give `en` or `de`, a list")


def _span_problems(event_id: str, node: Mapping, line: int) -> Iterator[Problem]:
    days = {}
    for key in ("from", "to", "day"):
        written = text_of(node, key)
        try:
            if written or key in node.entries or key == "from":
                days[key] = _day(written or "")
        except ValueError:
            where = node.key_lines.get(key, line)
            found = f"{event_id}: `{key}` is {written!r:.40}"
            mend = f"write a day that exists, as YYYY-MM-DD, from {FIRST_DAY} to {LAST_DAY}"
            yield Problem(NAME, where, found, mend)
    bounds = text_of(node, "bounds")
    if bounds not in BOUNDS:
        found = f"{event_id}: `bounds` is {bounds!r:.40}"
        yield Problem(NAME, node.key_lines.get("bounds", line), found, "write after or within")
    elif (bounds == "within") != ("to" in node.entries):
        yield Problem(NAME, line, f"{event_id}: {bounds} does not fit `to`", "within needs `to`")
    if "from" in days and not days["from"] <= days.get("to", days["from"]):
        yield Problem(NAME, line, f"{event_id}: `to` is before `from`", "mend one of them")
    if "from" in days and days.get("day", days["from"]) < days["from"]:
        yield Problem(NAME, line, f"{event_id}: `day` is before `from`", "mend one of them")


def _day(written: str) -> date:
    day = parse_day(written)
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(written)
    return day


def _event(event_id: str, node: Mapping) -> Event:
    last, day = (
        parse_day(written) if (written := text_of(node, key)) else None for key in ("to", "day")
    )
    return Event(
        event_id,
        text_of(node, "name") or "",
        parse_day(text_of(node, "from") or ""),
        last,
        day,
        tuple(cue for language in LANGUAGES for cue in texts_of(node, language)),
        text_of(node, "source") or "",
    )
