"""One fact of the corpus, drawn by chance, is another: what a reader sees, and no rule forbids."""

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from analysis import check_corpus
from analysis.tables.schemas import VOCABULARIES
from tests.notebooks.copying import Copy, Row, as_csv

DRAWS = 100
"""A draw that breaks a rule is drawn again, so many times at most."""

DAY = re.compile(r"\d{4}-\d\d-\d\d")
MOST_DAYS = 20


class Edit(NamedTuple):
    """A file of the corpus with one fact changed."""

    path: Path
    text: str
    said: str


Draw = Callable[[np.random.Generator, Copy], Edit | None]
"""None where what was drawn has no such fact."""


def change_one_fact(kind: str, number: int, copy: Copy) -> str:
    """Change one fact of a kind, the same one for the same number, and say which.

    It is drawn from all reports, or rows, of both editions, and drawn again while the corpus that
    comes of it breaks a rule.
    """
    chance = np.random.default_rng([list(KINDS).index(kind), number])
    draws = KINDS[kind]
    for _ in range(DRAWS):
        edit = draws[number % len(draws)](chance, copy)
        if edit is None:
            continue
        before = edit.path.read_bytes()
        edit.path.write_text(edit.text, encoding="utf-8", newline="")
        if edit.path.read_bytes() != before and check_corpus(copy.folder).empty:
            return edit.said
        edit.path.write_bytes(before)
    raise AssertionError(f"{kind}, {number}: no draw of {DRAWS} keeps the rules")


def drawn(chance: np.random.Generator, values: Sequence[Any]) -> Any:
    return values[chance.integers(len(values))]


def another(chance: np.random.Generator, values: Sequence[str], old: str) -> str:
    return drawn(chance, [value for value in values if value != old])


def shifted(chance: np.random.Generator, day: str) -> str:
    days = drawn(chance, [-1, 1]) * drawn(chance, range(1, MOST_DAYS + 1))
    return (date.fromisoformat(day) + timedelta(days)).isoformat()


# Facts in a report's own file.


def in_report(
    key: str, value: str, change: Callable[[np.random.Generator, str], str]
) -> Callable[[np.random.Generator, Copy], Edit | None]:
    """Draw a report, then one of its lines `key: value`, and change the value."""
    line = re.compile(rf"^([- ]*{key}: )({value})$", re.M)

    def draw(chance: np.random.Generator, copy: Copy) -> Edit | None:
        path = drawn(chance, sorted((copy.folder / "reports").glob("*.md")))
        text = path.read_text(encoding="utf-8")
        found = list(line.finditer(text.split("\n---\n")[0]))
        if not found:
            return None
        place = drawn(chance, found)
        new = change(chance, place[2])
        changed = text[: place.start(2)] + new + text[place.end(2) :]
        return Edit(path, changed, f"{path.stem}: {key} {place[2]} becomes {new}")

    return draw


def one_of(values: Sequence[str]) -> Callable[[np.random.Generator, str], str]:
    return lambda chance, old: another(chance, values, old)


def shift_one_day(chance: np.random.Generator, old: str) -> str:
    """A day, or one end of an interval, some days earlier or later."""
    days = DAY.findall(old)
    place = chance.integers(len(days))
    days[place] = shifted(chance, days[place])
    return "/".join(days)


CALLERS = ("soldier", "officer", "relative", "other")
CALLEES = ("wife", "mother", "father", "girlfriend", "friend", "comrade", "relative", "unknown")
BASES = ("stated", "url", "text", "context")
COUNTRIES = ("UA", "US", "DE", "IT", "PL", "CH", "NO", "FI", "KR", "IN")
LANGUAGES = ("en", "de", "it", "pl", "fr", "es", "no", "fi", "ko", "id")
OUTLETS = ("Blick", "Reuters", "Newsweek", "watson", "Wprost", "Gordon", "A New Name")


# Facts in rows of a table.


def in_table(table: str, change: Callable[[np.random.Generator, list[Row], Row], str]) -> Draw:
    """Draw a row, and change it, or the rows; `change` says what it did."""

    def draw(chance: np.random.Generator, copy: Copy) -> Edit | None:
        rows = copy.read(table)
        row = drawn(chance, rows)
        said = change(chance, rows, row)
        return Edit(copy.folder / f"{table}.csv", as_csv(rows), said) if said else None

    return draw


PRESENT_ONLY = ("theme", "frame")


def remove_code(coder: str) -> Draw:
    def change(chance: np.random.Generator, rows: list[Row], row: Row) -> str:
        if row["coder"] != coder or row["variable"] not in PRESENT_ONLY:
            return ""
        rows.remove(row)
        return f"{row['report_id']}: {coder} no longer gives {row['value']}"

    return in_table("codings", change)


def add_code(coder: str) -> Draw:
    """A value that another report was given by the coder; checks stop one that is there already."""

    def change(chance: np.random.Generator, rows: list[Row], row: Row) -> str:
        model = drawn(chance, [each for each in rows if each["variable"] in PRESENT_ONLY])
        if row["coder"] != coder:
            return ""
        rows.append(model | {"report_id": row["report_id"], "coder": coder})
        return f"{row['report_id']}: {coder} gives {model['value']}, too"

    return in_table("codings", change)


def be_as_sure(chance: np.random.Generator, rows: list[Row], row: Row) -> str:
    new = another(chance, ("sure", "likely", "possible"), row["confidence"])
    said = f"{row['report_id']}: link {row['confidence']} becomes {new}"
    row["confidence"] = new
    return said


def read_like_another(*same: str) -> Draw:
    """The reading of another row that is the same in these columns."""

    def change(chance: np.random.Generator, rows: list[Row], row: Row) -> str:
        there = {each["reading"] for each in rows if all(each[key] == row[key] for key in same)}
        if len(there) < 2:
            return ""
        new = another(chance, sorted(there), row["reading"])
        said = f"{row['report_id']}: {row['detail']} {row['reading']!r} becomes {new!r}"
        row["reading"] = new
        return said

    return in_table("variants", change)


def release_otherwise(chance: np.random.Generator, rows: list[Row], row: Row) -> str:
    """One day both ends of which are known stays a day."""
    if not row["released_from"]:
        return ""
    first, last = row["released_from"], row["released_to"]
    row["released_from"] = shifted(chance, first)
    if first == last:
        row["released_to"] = row["released_from"]
    return f"{row['call_id']}: release from {first} becomes {row['released_from']}"


def release_by_another(chance: np.random.Generator, rows: list[Row], row: Row) -> str:
    new = another(chance, VOCABULARIES["issuers"], row["released_by"])
    said = f"{row['call_id']}: released by {row['released_by']} becomes {new}"
    row["released_by"] = new
    return said


CODERS = ("a", "b", "adjudicated")

KINDS: dict[str, tuple[Draw, ...]] = {
    "a role": (
        in_report("caller_role", r"\w+", one_of(CALLERS)),
        in_report("callee_role", r"\w+", one_of(CALLEES)),
    ),
    "a code is gone": tuple(remove_code(coder) for coder in CODERS),
    "a code is added": tuple(add_code(coder) for coder in CODERS),
    "how sure a link is": (in_table("tellings", be_as_sure),),
    "a reading": (read_like_another("call_id", "detail"), read_like_another("aspect")),
    "a date": (
        in_report("published", rf"{DAY.pattern}(?:/{DAY.pattern})?", shift_one_day),
        in_report("date_basis", r"\w+", one_of(BASES)),
        in_table("calls", release_otherwise),
    ),
    "an outlet or releaser": (
        in_report("outlet", r"[\w .]+", one_of(OUTLETS)),
        in_report("outlet_kind", r"\w+", one_of(VOCABULARIES["outlet_kinds"])),
        in_report("outlet_country", r"[A-Z]{2}", one_of(COUNTRIES)),
        in_report("language", r"[a-z]{2}", one_of(LANGUAGES)),
        in_table("calls", release_by_another),
    ),
}
"""Each kind of fact, and the ways in which it is changed, in turn."""

SIXTY = [
    (kind, number)
    for kind in KINDS
    for number in range(10 if kind in ("a date", "an outlet or releaser") else 8)
]
