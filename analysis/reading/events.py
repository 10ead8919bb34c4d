"""The public events that a text may allude to, from `events.yml` of a corpus folder."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pandera.pandas as pa

from analysis.reading.files import find_folder
from analysis.reading.frontmatter import Mapping, YamlReader, text_of, texts_of
from analysis.reading.problems import CorpusError, Problem
from analysis.reading.rows import Row, check_rows
from analysis.tables.columns import SLUG, day, in_order, table, text
from analysis.tables.days import parse_day

NAME = "events.yml"
LANGUAGES = ("en", "de")

EVENTS = table(
    "events",
    "one public event",
    ["event_id"],
    {
        "event_id": text("Short name of the event.", like=SLUG),
        "name": text("What happened."),
        "from": day("First day on which a text that names it can have been published."),
        "to": day("Last such day.", missing="there is none"),
        "day": day("Day of the event.", missing="not one day, or `from`"),
        "bounds": text("What it says of the day of a text.", allowed=["after", "within"]),
        "source": text("Where its days are said."),
        "mark": text("A word for it in a chart.", missing="charts do not mark it"),
    },
    [
        in_order("from", "to"),
        in_order("from", "day"),
        pa.Check(
            lambda rows: (rows["bounds"] == "within") == rows["to"].notna(),
            error="to given where bounds is within, and nowhere else",
        ),
    ],
)
FIELDS = [*EVENTS.columns][1:]


class Event(NamedTuple):
    """When a text that names an event can have been published, and by which words it does."""

    event_id: str
    name: str
    first: date
    last: date | None
    day: date | None
    cues: tuple[str, ...]
    source: str
    mark: str | None = None


def read_events(
    folder: str | Path | None = None,
    *,
    event_ids: Iterable[str] | None = None,
    checked: bool = False,
) -> list[Event]:
    """The events of a corpus folder, in the order of the file.

    Parameters
    ----------
    folder
        As for `read_corpus`. A folder without `events.yml` has no events.
    event_ids
        Those that are wanted (default: all).
    checked
        Whether it is known that the rows keep to `EVENTS`: to look takes longer than to read them.

    Returns
    -------
    list of Event

    Raises
    ------
    CorpusError
        Something is wrong with the file; each problem names its line.
    KeyError
        There is no such event.

    Examples
    --------
    >>> [event.first for event in read_events(event_ids=["kakhovka-dam"])]
    [datetime.date(2023, 6, 6)]
    """
    path = find_folder(folder)
    events, problems = check_events(path, checked=checked)
    if problems:
        raise CorpusError(path, problems)
    if event_ids is None:
        return events
    wanted, known = set(event_ids), {event.event_id for event in events}
    if unknown := sorted(wanted - known):
        raise KeyError(f"no event {', '.join(unknown)}; there are: {', '.join(sorted(known))}")
    return [event for event in events if event.event_id in wanted]


def check_events(folder: Path, *, checked: bool = False) -> tuple[list[Event], list[Problem]]:
    """The events of a folder and every problem of its `events.yml`, if there is one."""
    reader = YamlReader(NAME)
    tree = reader.open(folder) or Mapping({}, {}, 0)
    rows, cues = [], []
    for event_id, node in tree.entries.items():
        line = tree.key_lines[event_id]
        if not isinstance(node, Mapping):
            mend = f"give {', '.join(FIELDS)}"
            reader.wrong(node, f"{event_id} has no fields", mend, line=line)
            continue
        reader.check_keys(node, [], [*FIELDS, *LANGUAGES])
        cues.append(tuple(cue for language in LANGUAGES for cue in texts_of(node, language)))
        if not cues[-1]:
            found = f"{event_id}: no words name it"
            reader.wrong(node, found, "give `en` or `de`, a list", line=line)
        values = {"event_id": event_id} | {key: text_of(node, key) for key in FIELDS}
        rows.append(Row(NAME, line, values, node.key_lines))
    problems = reader.problems + ([] if checked else check_rows(EVENTS, rows).problems)
    if problems:
        return [], problems
    return [_event(row.values, each) for row, each in zip(rows, cues, strict=True)], []


def _event(row: dict[str, Any], cues: tuple[str, ...]) -> Event:
    last, day = (parse_day(row[key]) if row[key] else None for key in ("to", "day"))
    return Event(
        row["event_id"],
        row["name"],
        parse_day(row["from"]),
        last,
        day,
        cues,
        row["source"],
        row["mark"],
    )
