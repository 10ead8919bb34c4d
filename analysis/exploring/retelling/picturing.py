"""What the three views of a call draw, as plain data: story, time line, details."""

import math
from typing import Any

import pandas as pd

from analysis.charting.retelling.steps import (
    ASSUMED,
    EVIDENCE,
    KINDS,
    RELEASE,
    Node,
    Steps,
)
from analysis.charting.retelling.traces import say_facts
from analysis.charting.wording import CHANGES, say_language, say_place, say_short
from analysis.measuring.retelling.changes import ADDED, CHANGED, DROPPED, NOT_SEEN, SOURCE
from analysis.measuring.retelling.tracing import Trace

LONG = 45
"""An interval of more days says so little that the axis need not hold all of it."""
LEAST = pd.Timedelta(days=3)
COUNTED = ("figure", "number")
"""Aspects whose readings are numbers, which say nothing alone."""
MANY_DAYS, MOST_TICKS = 120, 5


def draw_story(trace: Trace, steps: Steps) -> dict[str, Any]:
    """Columns of cards, and the lines between them."""
    details = dict(iter(trace.details.groupby("report_id")))
    kinds = {node.kind for node in steps.nodes}
    evidence = {line.evidence for line in steps.lines}
    return {
        "kind": "story",
        "heads": steps.heads,
        "cards": [
            {
                "key": node.key, "column": node.column, "kind": node.kind, "name": node.label,
                "path": steps.path_to(node.key),
                "group": _group(node),
                "facts": "" if node.members else " · ".join(say_facts(trace, node)),
                "changes": _changes(details, node),
            }
            for node in steps.nodes
        ],
        "lines": [
            {
                "from": line.source, "to": line.target, "evidence": line.evidence,
                "against": line.against, "long": line.long,
            }
            for line in steps.lines
        ],
        "kinds": [kind for kind in KINDS if kind in kinds],
        "evidence": [each for each in (*EVIDENCE, ASSUMED) if each in evidence],
    }  # fmt: skip


def _group(node: Node) -> dict[str, Any] | None:
    """How many a group holds and whom; missing for a single node."""
    if not node.members:
        return None
    names = [report.label for report in node.members]
    return {"number": len(node.reports) or len(node.members), "names": ", ".join(names)}


def _changes(details: dict[str, pd.DataFrame], node: Node) -> list[dict[str, str]]:
    """What a telling has of the details: first what it changed against its source, figures last."""
    if node.key not in details:
        return []
    rows = details[node.key]
    seen = rows["reading"].notna() | (rows["change"] == DROPPED)
    found = [_change(row) for row in rows[seen].itertuples(index=False)]
    return sorted(found, key=lambda each: (each["what"] == "kept", bool(each["of"])))


def _change(row: Any) -> dict[str, str]:
    """One detail: struck out what its source has, new what it has; no source, nothing struck."""
    reading = "" if pd.isna(row.reading) else str(row.reading)
    lost = row.against == SOURCE and row.change in (CHANGED, DROPPED)
    old = "" if pd.isna(row.source_reading) or not lost else str(row.source_reading)
    new = "" if row.change == DROPPED else reading
    fresh = row.against == SOURCE and row.change in (CHANGED, ADDED, DROPPED)
    return {
        "detail": f"{row.aspect}: {row.detail}", "old": old, "new": new,
        "of": row.detail if row.aspect in COUNTED else "",
        "what": "new" if fresh else "kept", "said": CHANGES[row.change][2:],
    }  # fmt: skip


def draw_time_line(trace: Trace, steps: Steps) -> dict[str, Any]:
    """Rows of tellings in order of time: a dot is a known day, a bar an interval."""
    call, told = trace.call, trace.tellings
    dates = told[["published_from", "published_to"]].set_axis(["first", "last"], axis=1)
    released = pd.DataFrame({"first": [call["released_from"]], "last": [call["released_to"]]})
    first, last = span_days(pd.concat([dates, released]))
    kinds = {node.key: node.kind for node in steps.nodes}
    drawn = {RELEASE, *(kinds[each] for each in told["report_id"])}
    return {
        "kind": "timeline",
        "from": f"{first:%Y-%m-%d}", "to": f"{last:%Y-%m-%d}",
        "ticks": tick_days(first, last),
        "rows": [
            {
                "key": RELEASE, "kind": RELEASE, "name": steps.nodes[0].label, "place": "",
                "facts": "released", "path": [RELEASE],
                **_days(call["released_from"], call["released_to"], first, last),
            },
            *(
                {
                    "key": row.report_id, "kind": kinds[row.report_id], "name": row.name,
                    "facts": say_language(row), "place": say_place(row),
                    "path": _sources_of(steps, row.report_id),
                    **_days(row.published_from, row.published_to, first, last),
                }
                for row in told.itertuples(index=False)
            ),
        ],
        "kinds": [kind for kind in KINDS if kind in drawn],
    }  # fmt: skip


def _sources_of(steps: Steps, key: str) -> list[str]:
    lines = [steps.lines[place] for place in steps.path_to(key)]
    return sorted({key, *(line.source for line in lines)})


def _days(start: Any, end: Any, first: pd.Timestamp, last: pd.Timestamp) -> dict[str, Any]:
    """The days of a mark within the axis, and whether it goes on beyond it."""
    if pd.isna(start) or pd.isna(end):
        return {"first": f"{first:%Y-%m-%d}", "last": f"{last:%Y-%m-%d}", "days": "undated",
                "before": True, "after": True}  # fmt: skip
    return {
        "first": f"{max(start, first):%Y-%m-%d}", "last": f"{min(end, last):%Y-%m-%d}",
        "days": say_short(start, end), "before": bool(start < first), "after": bool(end > last),
    }  # fmt: skip


def draw_details(trace: Trace, steps: Steps) -> dict[str, Any]:
    """A table: details across, tellings down, of those that have one; no cell: not seen."""
    details = trace.details
    heads = details[["aspect", "detail"]].drop_duplicates().to_dict("records")
    seen = details.loc[details["change"] != NOT_SEEN, "report_id"].unique()
    told = trace.tellings[trace.tellings["report_id"].isin(seen)]
    known = details[details["change"] != NOT_SEEN]
    cells = {
        (row.report_id, row.aspect, row.detail): _change(row)
        | {"of": "", "sign": CHANGES[row.change][0]}
        for row in known.itertuples(index=False)
    }
    rows = [
        {
            "key": row.report_id, "name": row.name,
            "facts": f"{say_language(row)} · {say_short(row.published_from, row.published_to)}",
            "cells": [cells.get((row.report_id, each["aspect"], each["detail"])) for each in heads],
        }
        for row in told.itertuples(index=False)
    ]  # fmt: skip
    signs = [CHANGES[each] for each in CHANGES if (details["change"] == each).any()]
    return {"kind": "details", "heads": heads, "rows": rows, "signs": signs}


def span_days(dates: pd.DataFrame) -> tuple[pd.Timestamp, pd.Timestamp]:
    """First and last day that an axis must hold: all dates, but of long intervals only an end.

    Parameters
    ----------
    dates
        One row a dated mark: `first` and `last` day.

    Returns
    -------
    tuple of Timestamp
        At least three days apart; any three days where no mark is dated.
    """
    dated = dates.dropna()
    if dated.empty:
        return pd.Timestamp(0), pd.Timestamp(0) + LEAST
    short = dated[(dated["last"] - dated["first"]).dt.days <= LONG]
    held = short if len(short) else dated
    first = min(held["first"].min(), dated["last"].min())
    last = max(held["last"].max(), dated["first"].max())
    return first, max(last, first + LEAST)


def tick_days(first: pd.Timestamp, last: pd.Timestamp) -> list[dict[str, str]]:
    """Days to name on an axis, or first days of months where it is long."""
    days = (last - first).days
    long = days > MANY_DAYS
    every = f"{math.ceil(days / 30 / MOST_TICKS)}MS" if long else f"{math.ceil(days / MOST_TICKS)}D"
    return [
        {"x": f"{day:%Y-%m-%d}", "said": f"{day:%b %Y}" if long else f"{day:%-d %b %Y}"}
        for day in pd.date_range(first, last, freq=every)
    ]
