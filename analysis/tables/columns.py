"""The building blocks of a table's schema: typed columns that say what they mean."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pandas as pd
import pandera.pandas as pa

DAY, TEXT, WHOLE, NUMBER, FLAG = "day", "text", "whole number", "number", "true or false"

DTYPES = {DAY: "datetime64[us]", TEXT: "str", WHOLE: "Int64", NUMBER: "Float64", FLAG: "bool"}

SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"

FIRST_DAY, LAST_DAY = datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)
"""No call was overheard before; a day outside is a slip of the pen (year 1, 0222, 2202), and one
that charts and pandas' nanoseconds (1677 to 2262) cannot hold."""

NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters other than tab and line breaks, and halves of a character: no text holds
them, no terminal shows them, and other programs end a value at the first of them."""


def column(
    kind: str,
    meaning: str,
    *,
    unit: str | None = None,
    allowed: list[str] | None = None,
    vocabulary: str | None = None,
    like: str | None = None,
    missing: str | None = None,
    later: bool = False,
    at_last: bool = False,
) -> pa.Column:
    """A column; `missing` says what an empty cell means, and without it none may be empty.

    What is `allowed` is the kit's `vocabulary`, where it has a name; a corpus can declare its own.
    One that came `later` is read as empty from a CSV file of before, which has no such column; one
    that is filled `at_last` may be empty as long as a corpus is half-filled.
    """
    checks = []
    if allowed:
        checks.append(pa.Check.isin(allowed, error=f"one of: {', '.join(allowed)}"))
    if like:
        checks.append(_whole_text(like))
    if kind == TEXT and not (allowed or like):
        checks.append(_plain_text())
    if kind == WHOLE:
        checks.append(pa.Check.ge(0, error="zero or more"))
    if kind == DAY:
        days = pd.Timestamp(FIRST_DAY), pd.Timestamp(LAST_DAY)
        checks.append(pa.Check.in_range(*days, error=f"a day from {FIRST_DAY} to {LAST_DAY}"))
    return pa.Column(
        DTYPES[kind],
        checks,
        nullable=missing is not None,
        description=meaning,
        metadata={
            "kind": kind, "unit": unit, "allowed": allowed, "vocabulary": vocabulary, "like": like,
            "missing": missing, "later": later, "at_last": at_last,
        },
    )  # fmt: skip


def _whole_text(like: str) -> pa.Check:
    # `$` alone, as in pandera's own check of this name, lets a last line break pass.
    return pa.Check(
        lambda cells: _fit(cells, re.compile(like).fullmatch),
        name="str_matches",
        statistics={"pattern": f"^(?:{like})$"},
        error=f"like {like}",
    )


def _plain_text() -> pa.Check:
    return pa.Check(
        lambda cells: ~_fit(cells, NO_TEXT.search),
        name="plain_text",
        error="text without control characters",
    )


def _fit(cells: pd.Series, matches: Callable[[str], object]) -> pd.Series:
    """Which cells match; a text that comes again is looked at once."""
    return cells.isin([each for each in cells.unique() if matches(each)])


def text(meaning: str, **options: Any) -> pa.Column:
    return column(TEXT, meaning, **options)


def day(meaning: str, *, missing: str | None = None) -> pa.Column:
    return column(DAY, meaning, unit="calendar day", missing=missing)


def in_order(first: str, last: str) -> pa.Check:
    return pa.Check(
        lambda table: table[first].isna() | table[last].isna() | (table[first] <= table[last]),
        error=f"{first} not after {last}",
    )


def table(
    name: str,
    grain: str,
    key: list[str],
    columns: dict[str, pa.Column],
    checks: list[pa.Check] | None = None,
) -> pa.DataFrameSchema:
    """A table's schema; of rows with the same key, the first stays and the others are wrong."""
    return pa.DataFrameSchema(
        columns,
        checks=checks or [],
        unique=key,
        report_duplicates="exclude_first",
        strict=True,
        name=name,
        description=grain,
    )
