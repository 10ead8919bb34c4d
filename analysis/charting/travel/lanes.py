"""A traced call as rows of a drawing: its release, sources outside the corpus, its tellings."""

from typing import Any, Literal, NamedTuple

import pandas as pd

from analysis.charting.travel.routes import (
    EDGE,
    NEAR,
    STEP,
    WIDTH,
    Place,
    Span,
    draw_routes,
    group_routes,
    span_days,
)
from analysis.measuring.retelling.releases import canonical_name
from analysis.measuring.retelling.tracing import Trace
from analysis.tables.days import say_days

Lanes = Literal["outlet", "language"]
LANES: tuple[Lanes, ...] = ("outlet", "language")

RELEASE = "release"
"""The node of the release; other nodes are report ids, and names of sources with this mark:"""
OUTSIDE = "outside "

LABEL_LENGTH = 44
"""Letters: the name of an outlet is cut, what follows it is not."""

MOST_OUTSIDE = 8
"""So many sources outside the corpus have a row of their own."""


def lay_rows(trace: Trace, lanes: Lanes) -> pd.DataFrame:
    """Rows of the drawing from top to bottom: release, sources outside, tellings by lane.

    Parameters
    ----------
    trace
        What `trace_call` gives.
    lanes
        A lane an outlet, or a lane a language with its outlets under a heading. Lanes stand in
        order of their first telling.

    Returns
    -------
    DataFrame
        One row a row of the drawing: `node`, `kind` ("release", "outside", "lane", "telling"),
        `label`, `place` (in the order of time, in words), `first` and `last` day, and of tellings
        all columns of the trace.

    Raises
    ------
    ValueError
        No such lanes.
    """
    if lanes not in LANES:
        raise ValueError(f"no lanes {lanes!r}; there are: {', '.join(LANES)}")
    call = trace.call
    release = {
        "node": RELEASE, "kind": "release", "label": say_release(call),
        "first": call["released_from"], "last": call["released_to"], "place": "place",
    }  # fmt: skip
    outside = [
        {"node": OUTSIDE + name, "kind": "outside", "label": name} for name in _outside(trace)
    ]
    tellings = trace.tellings.assign(
        node=trace.tellings["report_id"],
        kind="telling",
        first=trace.tellings["published_from"],
        last=trace.tellings["published_to"],
        label=[say_telling(row, lanes) for row in trace.tellings.to_dict("records")],
        place=[say_place(row) for row in trace.tellings.to_dict("records")],
    )
    parts = [pd.DataFrame([release, *outside])]
    for lane, rows in tellings.groupby(_lane(tellings, lanes), sort=False, dropna=False):
        if lanes == "language":
            parts.append(pd.DataFrame([_heading(str(lane), len(rows))]))
        parts.append(rows)
    laid = pd.concat(parts, ignore_index=True)
    days = {name: pd.to_datetime(laid[name]) for name in ("first", "last")}
    return laid.assign(row=range(len(laid)), **days)


def _lane(tellings: pd.DataFrame, lanes: Lanes) -> pd.Series:
    return tellings["language"] if lanes == "language" else tellings["name"]


def _heading(language: str, tellings: int) -> dict[str, str]:
    return {"node": f"lane {language}", "kind": "lane", "label": f"in {language} ({tellings})"}


def _outside(trace: Trace) -> list[str]:
    """Sources with a row of their own, the most used first; the release is none of them."""
    uses = trace.edges.loc[origin_of(trace).str.startswith(OUTSIDE), "source"].value_counts()
    ordered = uses.reset_index().sort_values(["count", "source"], ascending=[False, True])
    return ordered["source"].head(MOST_OUTSIDE).tolist()


def origin_of(trace: Trace) -> pd.Series:
    """The node at which each edge begins: a telling, the release, or a source outside."""
    edges = trace.edges
    released = edges["source"].map(canonical_name) == trace.call["releaser"]
    named = (OUTSIDE + edges["source"]).mask(released, RELEASE)
    return edges["source_report_id"].fillna(named)


def say_release(call: pd.Series) -> str:
    """Who released a call; a medium is named as its tellings name it."""
    if pd.isna(call["releaser"]):
        return f"released by: {call['released_by']}"
    return f"released by {call['releaser']}"


def say_telling(telling: dict[str, Any], lanes: Lanes) -> str:
    """A telling on its row: outlet, and site where it is another's; language and translation."""
    name, site, origin = telling["name"], telling["carried_by"], telling["translated_from"]
    words = f"{name} on {site}" if pd.notna(site) and site != name else f"{name}"
    language = [] if lanes == "language" else [telling["language"]]
    translated = [f"from {origin}"] if pd.notna(origin) else []
    doubt = [telling["confidence"]] if is_doubtful(telling["confidence"]) else []
    rest = "".join(f" · {each}" for each in (" ".join(language + translated), *doubt) if each)
    room = LABEL_LENGTH - len(rest)
    return (words if len(words) <= room else words[: room - 1].rstrip() + "…") + rest


def is_doubtful(confidence: object) -> bool:
    """Whether a link to the call is known to be less than sure."""
    return pd.notna(confidence) and confidence != "sure"


def say_place(telling: dict[str, object]) -> str:
    """First and last possible place in the order of time: "3", or "3 to 7"."""
    first, last = telling["earliest"], telling["latest"]
    if pd.isna(first) or pd.isna(last):
        return "?"
    return f"{first}" if first == last else f"{first} to {last}"


class Drawing(NamedTuple):
    """The marks of a drawing with their places.

    Attributes
    ----------
    marks
        One row a mark: those of `lay_rows` but headings, with `start` and `end` on the axis.
    lines
        One row a corner of an arrow: `arrow`, `order`, `moment`, `row`, `evidence`, `timing`.
    heads
        One row an arrow, at its end: the same, and `user`, `source`.
    span
        The days on the axis.
    """

    marks: pd.DataFrame
    lines: pd.DataFrame
    heads: pd.DataFrame
    span: Span


def place_marks(trace: Trace, rows: pd.DataFrame) -> Drawing:
    """Put the marks of all rows and the arrows between them at their places."""
    drawn = rows[rows["kind"] != "lane"].copy()
    edges = trace.edges.assign(origin=origin_of(trace), target=trace.edges["report_id"])
    edges = edges[edges["origin"].isin(drawn["node"])]
    routes = group_routes(edges)
    outside = drawn["kind"] == "outside"
    # Enough room for all routes side by side; those from the margin have their own.
    columns = sum(not route.source.startswith(OUTSIDE) for route in routes)
    gutter = EDGE + STEP * outside.sum() + NEAR + STEP * columns
    dates = drawn.loc[~outside, ["first", "last"]]
    span = Span(*span_days(dates), gutter, WIDTH - EDGE, dated=bool(dates["first"].notna().any()))
    drawn["left"] = [span.pixel(day) for day in drawn["first"].fillna(span.first)]
    drawn["right"] = [span.pixel(day) for day in drawn["last"].fillna(span.last)]
    # The topmost source outside stands rightmost: its arrows then pass none of the others.
    drawn.loc[outside, "left"] = [EDGE + STEP * place for place in reversed(range(outside.sum()))]
    drawn.loc[outside, "right"] = drawn["left"]
    places = {
        each.node: Place(each.row, each.left, each.right, aside=each.kind == "outside")
        for each in drawn.itertuples()
    }
    lines, heads = (_arrows(points, span) for points in draw_routes(routes, places))
    heads = heads.merge(edges.drop_duplicates(["origin", "target", "evidence"]))
    timing = heads[["origin", "target", "evidence", "timing"]]
    lines = lines.merge(timing, on=["origin", "target", "evidence"])
    names = drawn.set_index("node")["label"]
    return Drawing(_marks(drawn, span), lines, heads.assign(user=heads["target"].map(names)), span)


def _arrows(points: list[dict[str, Any]], span: Span) -> pd.DataFrame:
    columns = ["origin", "target", "evidence", "order", "pixel", "row"]
    table = pd.DataFrame(points, columns=columns)
    moments = pd.to_datetime(pd.Series([span.moment(pixel) for pixel in table["pixel"]]))
    return table.assign(
        moment=moments, arrow=table["origin"] + " " + table["target"] + " " + table["evidence"]
    )


def _marks(drawn: pd.DataFrame, span: Span) -> pd.DataFrame:
    telling = drawn["kind"] == "telling"
    what = drawn["kind"].replace("outside", "outside the corpus")
    return drawn.assign(
        date_basis=drawn["date_basis"].replace("url", "address"),
        what=what.mask(telling & drawn["translated_from"].notna(), "translation"),
        start=[span.moment(pixel) for pixel in drawn["left"]],
        end=[span.moment(pixel) for pixel in drawn["right"]],
        known=(drawn["first"] == drawn["last"]) | (drawn["kind"] == "outside"),
        days=[say_days(a, b) for a, b in zip(drawn["first"], drawn["last"], strict=True)],
        before=drawn["first"] < span.first,
        after=drawn["last"] > span.last,
    )
