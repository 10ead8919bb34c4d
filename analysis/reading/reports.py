"""A report file -> rows of the tables that it feeds: reports, tellings, figures, places ..."""

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from analysis.reading.files import read_text
from analysis.reading.frontmatter import (
    Mapping,
    Node,
    Scalar,
    Sequence,
    YamlReader,
    split_front_matter,
    text_of,
)
from analysis.reading.problems import Problem
from analysis.reading.rows import Row
from analysis.tables.days import Days
from analysis.tables.declaring import Declaration

REPORT_TABLES = ["reports", "tellings", "figures", "places", "formations"]
"""The tables whose rows stand in the front matter of the report files."""

REQUIRED = ["outlet", "outlet_kind", "published", "date_basis", "language", "read", "calls"]
OPTIONAL = [
    "outlet_inferred", "outlet_country", "carried_by", "url", "archived_url", "byline",
    "date_note", "translated_from", "title_voice", "edition",
]  # fmt: skip
CALL_REQUIRED = ["gist", "caller_role", "callee_role", "released_by"]
CALL_OPTIONAL = ["released_on", "channel", "places", "formations", "figures"]
FIGURE_KEYS = ["what", "amount"]
LINKED = ["call_id", "confidence", "reason"]
"""What `tellings.csv` adds to a call."""

REPORT_SCALARS = [key for key in REQUIRED if key not in ("published", "calls")]

NOT_YET = {"language": "und", "read": "whole"}
CALL_NOT_YET = dict.fromkeys(["caller_role", "callee_role", "released_by"], "unknown")
"""What stands for a key that a half-filled report or call lacks; for any other, nothing."""

Rows = dict[str, list[Row]]
Values = dict[str, str | None]


def read_report(path: Path, name: str, declared: Declaration) -> tuple[Rows, list[Problem]]:
    """The rows that one report file gives to each table, and what is wrong with the file."""
    text = read_text(path, name)
    if isinstance(text, Problem):
        return {}, [text]
    return parse_report(text, name, declared)


def parse_report(text: str, name: str, declared: Declaration) -> tuple[Rows, list[Problem]]:
    """The rows of a report file by its text; a half-filled one may lack what it needs at last."""
    parts = split_front_matter(text, name)
    if isinstance(parts, Problem):
        return {}, [parts]
    head, digest = parts
    if declared.half_filled:
        head = _completed(head)
    optional = [*OPTIONAL, *declared.columns.get("reports", ())]
    return _Reader(name, optional).read(head, digest)


def _completed(head: Mapping) -> Mapping:
    """The front matter of a half-filled report with what stands for the keys that it lacks."""
    dated = text_of(head, "published") is not None
    head = _with(head, REQUIRED, NOT_YET | {"date_basis": "stated" if dated else "unknown"})
    calls = head.entries["calls"]
    if isinstance(calls, Sequence):
        items = [
            _with(each, CALL_REQUIRED, CALL_NOT_YET) if isinstance(each, Mapping) else each
            for each in calls.items
        ]
        head.entries["calls"] = replace(calls, items=tuple(items))
    return head


def _with(node: Mapping, required: list[str], instead: dict[str, str]) -> Mapping:
    lacking = {key: Scalar(instead.get(key), node.line) for key in required}
    return replace(node, entries=lacking | node.entries)


class _Reader(YamlReader):
    """One file being read: the rows it gives and the problems found on the way."""

    def __init__(self, name: str, optional: list[str]) -> None:
        super().__init__(name)
        self.report_id, self.optional = Path(name).stem, optional
        self.rows: Rows = defaultdict(list)

    def read(self, head: Mapping, digest: str) -> tuple[Rows, list[Problem]]:
        self.check_keys(head, REQUIRED, self.optional)
        values, lines = self.scalars(head, REPORT_SCALARS, self.optional)
        if "outlet_inferred" not in head.entries:
            values["outlet_inferred"] = "false"
        values |= self.interval(head, "published", lines)
        lines["digest"] = head.body_line
        self.add("reports", head.line, values | {"digest": digest}, lines)
        for position, call in enumerate(self.items(head, "calls"), 1):
            self.call(position, call)
        return self.rows, self.problems

    def call(self, position: int, call: Node) -> None:
        if not isinstance(call, Mapping):
            self.wrong(call, "a call is not a list of `key: value`", "write `- gist: ...`")
            return
        self.check_keys(call, CALL_REQUIRED, CALL_OPTIONAL)
        values, lines = self.scalars(call, CALL_REQUIRED, ["channel"])
        values |= self.interval(call, "released_on", lines, prefix="released")
        values |= {"position": str(position)} | dict.fromkeys(LINKED)
        self.add("tellings", call.line, values, lines)
        for table, key in (("places", "place"), ("formations", "formation")):
            for item in self.items(call, f"{key}s"):
                named, lines = self.scalars(Mapping({key: item}, {}, item.line), [key], [])
                self.add(table, item.line, named | {"position": str(position)}, lines)
        for number, figure in enumerate(self.items(call, "figures"), 1):
            self.figure(position, number, figure)

    def figure(self, position: int, number: int, figure: Node) -> None:
        if not isinstance(figure, Mapping):
            self.wrong(figure, "a figure is not {what: ..., amount: ...}", "write both")
            return
        self.check_keys(figure, FIGURE_KEYS, [])
        values, lines = self.scalars(figure, FIGURE_KEYS, [])
        values |= {"position": str(position), "figure": str(number)}
        self.add("figures", figure.line, values, lines)

    def scalars(
        self, node: Mapping, required: list[str], optional: list[str]
    ) -> tuple[Values, dict[str, int]]:
        """Texts and lines by key; what is wrong is reported and left out."""
        values: Values = dict.fromkeys(optional)
        lines: dict[str, int] = {}
        for key in [*required, *optional]:
            child = node.entries.get(key)
            if isinstance(child, Scalar):
                values[key], lines[key] = child.text, child.line
            elif child is not None:
                values.pop(key, None)
                self.wrong(child, f"`{key}` is not a single value", "write one value")
        return values, lines

    def items(self, node: Mapping, key: str) -> tuple[Node, ...]:
        value = node.entries.get(key, Sequence((), node.line))
        if isinstance(value, Sequence):
            return value.items
        if isinstance(value, Scalar) and value.text is None:
            return ()
        self.wrong(value, f"`{key}` is not a list", "write a list: each item after a dash")
        return ()

    def interval(
        self, node: Mapping, key: str, lines: dict[str, int], *, prefix: str | None = None
    ) -> Values:
        """First and last day; both None where there is no date, left out where it is wrong."""
        columns = [f"{prefix or key}_from", f"{prefix or key}_to"]
        optional = [] if key in REQUIRED else [key]
        values, found = self.scalars(node, [key], optional)
        lines |= dict.fromkeys(columns, found.get(key, node.line))
        text = values.get(key)
        if not text:
            return dict.fromkeys(columns) if key in values else {}
        try:
            days = Days.parse(text)
        except ValueError:
            mend = "write YYYY-MM-DD, YYYY-MM or an interval of two: 2023-05-06/2023-05-07"
            self.wrong(node.entries[key], f"{key} {text!r:.60} is not a date that exists", mend)
            return {}
        return dict(zip(columns, (day.isoformat() for day in days), strict=True))

    def add(self, table: str, line: int, values: Values, lines: dict[str, int]) -> None:
        values = {"report_id": self.report_id, **values}
        self.rows[table].append(Row(self.name, line, values, lines))
