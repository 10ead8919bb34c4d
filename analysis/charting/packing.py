"""Charts in few bytes, since a notebook is saved with all of its: the same picture, the same data.

A picture of a chart has few colours, so it is packed with a palette, in two fifths of the bytes.
The rows of a chart's data name their columns in each, and nbformat puts every value on a line of
its own: as CSV they take a fifth.
"""

import csv
import io
import json
import struct
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

SIGNATURE = b"\x89PNG\r\n\x1a\n"
SHADES = 4
"""Bits that are kept of each colour and of its opacity."""

COLOURS = 256
TYPES = {bool: "boolean", int: "number", float: "number", str: "string"}

Spec = dict[str, Any]


def pack_png(png: bytes) -> bytes:
    """A picture with at most 256 colours, the most frequent ones; others become the nearest."""
    parts = list(_chunks(png))
    width, height = struct.unpack_from(">II", dict(parts)[b"IHDR"])
    data = zlib.decompress(b"".join(content for kind, content in parts if kind == b"IDAT"))
    rows = np.frombuffer(data, dtype="u1").reshape(height, 1 + 4 * width)
    if not (rows[:, 0] == 1).all():  # each pixel less the one before it, as vl-convert writes
        return png
    pixels = rows[:, 1:].reshape(height, width, 4).cumsum(axis=1, dtype="u1").astype("u4")
    shifts = np.arange(3, -1, -1, dtype="u4") * SHADES
    codes = ((pixels >> (8 - SHADES)) << shifts).sum(axis=2)
    found, place, counts = np.unique(codes, return_inverse=True, return_counts=True)
    most = 2**SHADES - 1
    colours = ((found[:, None] >> shifts) & most).astype("i4") * 255 // most
    kept = colours[np.argsort(-counts, kind="stable")[:COLOURS]]
    nearest = ((colours[:, None] - kept[None]) ** 2).sum(axis=2).argmin(axis=1)
    index = nearest[place].reshape(height, width).astype("u1")
    lines = np.hstack([np.zeros((height, 1), dtype="u1"), index]).tobytes()
    return SIGNATURE + b"".join([
        _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        _chunk(b"PLTE", kept[:, :3].astype("u1").tobytes()),
        _chunk(b"tRNS", kept[:, 3].astype("u1").tobytes()),
        _chunk(b"IDAT", zlib.compress(lines, 9)),
        _chunk(b"IEND", b""),
    ])  # fmt: skip


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(SIGNATURE)
    while place < len(png):
        (size,) = struct.unpack_from(">I", png, place)
        yield png[place + 4 : place + 8], png[place + 8 : place + 8 + size]
        place += size + 12


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + check


def finite(spec: Any) -> Any:
    """A specification as JSON that a browser writes again as it stands.

    JSON has no NaN, and JupyterLab opens no notebook in which one stands: null is in its place. A
    browser writes 1 for 1.0, and a notebook that was only saved would differ.
    """
    return json.loads(json.dumps(spec), parse_constant=lambda _: None, parse_float=_shortest)


def _shortest(digits: str) -> float:
    number = float(digits)
    return int(number) if number.is_integer() else number


def pack_data(spec: Any) -> Any:
    """A Vega-Lite specification with its rows as CSV, wherever every cell is plain.

    Examples
    --------
    >>> pack_data({"values": [{"x": 1, "who": "a"}, {"x": None, "who": "b"}]})["format"]
    {'type': 'csv', 'parse': {'x': 'number'}}
    """
    named = {
        name: packed
        for name, rows in (spec.get("datasets", {}) if isinstance(spec, dict) else {}).items()
        if (packed := _as_csv(rows))
    }

    def pack(node: Spec) -> Spec:
        if packed := _as_csv(node.get("values")):
            return node | {"values": packed[0], "format": packed[1]}
        if node.keys() == {"name"} and node["name"] in named:
            return node | {"format": named[node["name"]][1]}
        return node

    return _changed(spec, pack, lambda name, rows: named[name][0] if name in named else rows)


def _changed(node: Any, change: Callable[[Spec], Spec], of_rows: Callable[[str, Any], Any]) -> Any:
    """A specification with each of its objects changed, and its data sets at its end."""
    if isinstance(node, list):
        return [_changed(each, change, of_rows) for each in node]
    if not isinstance(node, dict):
        return node
    # Rows are no part of the specification, whatever they are called.
    inner = {
        key: each if key == "values" else _changed(each, change, of_rows)
        for key, each in change(node).items()
        if key != "datasets"
    }
    if "datasets" in node:
        inner["datasets"] = {name: of_rows(name, rows) for name, rows in node["datasets"].items()}
    return inner


def _as_csv(rows: Any) -> tuple[str, Spec] | None:
    """Rows as CSV with the types of their columns; None where they are no table of plain cells."""
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        return None
    types: dict[str, str] = {}
    for row in rows:
        for name, value in row.items():
            kind = types.setdefault(name, "") if value is None else TYPES.get(type(value))
            if kind is None or types.get(name) not in (None, "", kind):
                return None
            types[name] = kind
    if not types:  # a row without a cell is a mark that needs none; as CSV it would be no row
        return None
    text = io.StringIO()
    writer = csv.DictWriter(text, list(types), lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _cell(value) for name, value in row.items()})
    # What is not named stays text as it stands, and can still be taken for a day.
    missing = {name for name in types for row in rows if row.get(name) is None}
    parse = {
        name: kind or "string"
        for name, kind in types.items()
        if kind != "string" or name in missing
    }
    return text.getvalue(), {"type": "csv", "parse": parse}


def _cell(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value


def unpack_data(spec: Any) -> Any:
    """The specification with its rows as they were before `pack_data`.

    Vega reads CSV by a function that it writes, which a page that forbids that does not run.

    Examples
    --------
    >>> spec = {"data": {"values": [{"x": 1, "who": "a"}, {"x": None, "who": "b"}]}}
    >>> unpack_data(pack_data(spec)) == spec
    True
    """
    formats: dict[str, Spec] = {}

    def unpack(node: Spec) -> Spec:
        if node.keys() == {"name", "format"}:
            formats[node["name"]] = node["format"]
            return {"name": node["name"]}
        if isinstance(node.get("values"), str) and "format" in node:
            rows = _rows(node["values"], node["format"]["parse"])
            return {key: each for key, each in node.items() if key != "format"} | {"values": rows}
        return node

    def rows_of(name: str, rows: Any) -> Any:
        parse = formats.get(name, {}).get("parse", {})
        return _rows(rows, parse) if isinstance(rows, str) else rows

    # Where a data set is used says how it is packed.
    return _changed(spec, unpack, rows_of)


def _rows(text: str, parse: dict[str, str]) -> list[Spec]:
    read: dict[str, Callable[[str], Any]] = {
        "number": _shortest, "boolean": lambda cell: cell == "true", "string": str,
    }  # fmt: skip
    return [
        {
            name: (read[parse[name]](cell) if cell else None) if name in parse else cell
            for name, cell in row.items()
        }
        for row in csv.DictReader(io.StringIO(text, newline=""))
    ]
