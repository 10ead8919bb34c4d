"""Who feeds on whom: outlets and services, and on how many calls one used the other."""

import math
from typing import Any

import altair as alt
import networkx as nx
import numpy as np
import pandas as pd

from analysis.charting.style import BLUE, GREEN, GREY, INK, ORANGE, finish, records
from analysis.charting.wording import say_number
from analysis.tables.declaring import Noun, noun_of

ROLES = {"only a source": ORANGE, "source and user": GREEN, "only a user": BLUE}
COLUMNS = dict(zip(ROLES, (150, 370, 590), strict=True))
"""Pixels from the left to the nodes of each role."""
WIDTH, ROW, GAP = 760, 16, 30
THIN, THICK = 1.0, 6.0
FREE = 4.0
"""Pixels between an arrow and the node that it leads to."""
LABELLED = 10
"""So many of the strongest edges have their number of calls beside them."""
BEND = np.linspace(0, 1, 9)

NODES = ["name", "role", "x", "y", "radius", "users", "sources"]
EDGES = ["source", "outlet", "calls", "x", "y", "order", "width", "edge"]


def chart_network(feeds: pd.DataFrame, *, least: int = 2) -> alt.TopLevelMixin:
    """Chart the table of `count_feeds` as a network: an arrow leads from a source to its user.

    Sources stand at the left, outlets that only use others at the right, those that do both
    between them. From top to bottom they stand in an order that puts linked ones near each other
    (Cuthill & McKee 1969, in networkx); the same table always gives the same picture.

    Parameters
    ----------
    feeds
        What `count_feeds` gives.
    least
        Draw only edges of so many calls; the subtitle counts those left out.

    Returns
    -------
    Chart
        Nodes are services and outlets, larger the more outlets use them; the width of an arrow is
        the number of calls, written beside the strongest.

    Raises
    ------
    ValueError
        `least` is under 1.

    Examples
    --------
    >>> import analysis
    >>> feeds = analysis.count_feeds(analysis.read_corpus())
    >>> chart = analysis.chart_network(feeds, least=3)
    >>> chart.to_dict()["title"]["text"]
    'Who uses whom as a source'
    """
    if least < 1:
        raise ValueError(noun_of(feeds.attrs).say(f"an edge has at least 1 call, not {least}"))
    noun, issuers = noun_of(feeds.attrs), feeds.attrs.get("issuers", "services")
    feeds = feeds[feeds["source"] != feeds["outlet"]]
    shown = feeds[feeds["calls"] >= least]
    nodes = place_nodes(shown)
    lines, heads = place_edges(shown, nodes)
    bottom = nodes["y"].max() if len(nodes) else 0
    return finish(
        alt.layer(*_edge_layers(lines, heads, noun), *_node_layers(nodes)).properties(
            width=WIDTH, height=float(bottom + ROW)
        ),
        title="Who uses whom as a source",
        subtitle=[
            f"n = {len(nodes)} {issuers} and outlets, {say_number(len(shown), 'edge')} of at least "
            f"{noun.say(say_number(least, 'call'))}; {len(feeds) - len(shown)} of fewer not drawn.",
            "An arrow leads from the source to the one that names, copies or evidently uses it; "
            f"width and number: {noun.several}.",
            "Only reports that were found can use or be used.",
        ],
        description=describe_network(shown, least, noun),
    )


def place_nodes(edges: pd.DataFrame) -> pd.DataFrame:
    """Place the nodes of a network in three columns.

    Parameters
    ----------
    edges
        One row an edge: source, outlet, calls.

    Returns
    -------
    DataFrame
        One row a node: `name`, `role`, `x`, `y` and `radius` in pixels, `users` and `sources` that
        it has.
    """
    if edges.empty:
        return pd.DataFrame(columns=NODES)
    graph = nx.DiGraph()
    ordered = edges.sort_values(["source", "outlet"])
    graph.add_weighted_edges_from(ordered[["source", "outlet", "calls"]].itertuples(index=False))
    order = _order(graph)
    nodes = pd.DataFrame({"name": order})
    nodes["users"] = [graph.out_degree(name) for name in order]
    nodes["sources"] = [graph.in_degree(name) for name in order]
    first, both, last = ROLES
    nodes["role"] = np.select([nodes["sources"] == 0, nodes["users"] == 0], [first, last], both)
    nodes["x"] = nodes["role"].map(COLUMNS)
    nodes["radius"] = 4 + 1.8 * np.sqrt(nodes["users"])
    height = max(ROW * (nodes["role"] == last).sum(), GAP * nodes["role"].value_counts().max() / 2)
    wished = dict(zip(order, np.linspace(0, height, len(order)), strict=True))
    at = _spread(nodes[nodes["role"] == last], wished, ROW)
    for role in (both, first):
        near = wished | at
        middle = {
            name: float(np.mean([near[each] for each in graph.successors(name)]))
            for name in nodes.loc[nodes["role"] == role, "name"]
        }
        at |= _spread(nodes[nodes["role"] == role], middle, GAP)
    return nodes.assign(y=nodes["name"].map(at))[NODES]


def _order(graph: nx.DiGraph) -> list[str]:
    """The nodes, linked ones near each other; numbers stand for names, whose hashes are random."""
    names = sorted(graph)
    numbered = nx.relabel_nodes(graph, {name: number for number, name in enumerate(names)})
    found = nx.utils.reverse_cuthill_mckee_ordering(numbered.to_undirected())
    return [names[number] for number in found]


def _spread(nodes: pd.DataFrame, wished: dict[str, float], gap: float) -> dict[str, float]:
    """Places near those wished, none nearer to another than the gap."""
    found: dict[str, float] = {}
    before = 0.0
    for name in sorted(nodes["name"], key=lambda each: (wished[each], each)):
        before = found[name] = max(wished[name], before + gap)
    return found


def place_edges(edges: pd.DataFrame, nodes: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The points of the lines, and the head of each.

    An edge between neighbours in one column is bent, others are straight.
    """
    at = nodes.set_index("name")
    most = max(edges["calls"].max() if len(edges) else 2, 2)
    lines, heads = [], []
    for row in edges.sort_values(["calls", "source", "outlet"]).itertuples(index=False):
        one, other = at.loc[row.source], at.loc[row.outlet]
        bend = 45.0 if one.x == other.x else 0.0
        x = one.x + BEND * (other.x - one.x) + bend * np.sin(np.pi * BEND)
        y = one.y + BEND * (other.y - one.y)
        dx, dy = x[-1] - x[-2], y[-1] - y[-2]
        part = (other.radius + FREE) / max(math.hypot(dx, dy), 1e-9)
        x[-1], y[-1] = x[-1] - part * dx, y[-1] - part * dy
        width = THIN + (THICK - THIN) * (row.calls - 1) / (most - 1)
        facts = {"source": row.source, "outlet": row.outlet, "calls": row.calls, "width": width}
        facts["edge"] = f"{row.source} to {row.outlet}"
        points = [
            facts | {"order": order, "x": here, "y": there}
            for order, (here, there) in enumerate(zip(x, y, strict=True))
        ]
        lines += points if bend else [points[0], points[-1]]
        angle = math.degrees(math.atan2(dx, -dy)) % 360
        heads.append(points[-1] | {"angle": angle, "middle_x": x[6], "middle_y": y[6]})
    return pd.DataFrame(lines, columns=EDGES), pd.DataFrame(
        heads, columns=[*EDGES, "angle", "middle_x", "middle_y"]
    )


def _x(field: str) -> alt.X:
    return alt.X(f"{field}:Q", axis=None, scale=alt.Scale(domain=[0, WIDTH], nice=False))


def _y(field: str) -> alt.Y:
    scale = alt.Scale(zero=True, nice=False, reverse=True)
    return alt.Y(f"{field}:Q", axis=None, scale=scale)


def _edge_layers(lines: pd.DataFrame, heads: pd.DataFrame, noun: Noun) -> list[alt.Chart]:
    base = alt.Chart(alt.Data(values=records(heads.round(2))))
    calls = alt.Tooltip("calls:Q", title=noun.several)
    tooltip = ["source:N", alt.Tooltip("outlet:N", title="used by"), calls]
    drawn = alt.Chart(alt.Data(values=records(lines.round(2)))).mark_line(
        color=GREY, opacity=0.4, interpolate="monotone"
    )
    width = alt.StrokeWidth("width:Q", scale=None)
    triangles = base.mark_point(shape="triangle", filled=True, color=INK, opacity=0.8, size=40)
    angle = alt.Angle("angle:Q", scale=None)
    strongest = base.transform_window(
        rank="row_number()", sort=[alt.SortField("calls", order="descending")]
    ).transform_filter(f"datum.rank <= {LABELLED}")
    numbers = strongest.mark_text(fontSize=11, fontWeight=700, color=INK, dy=-6)
    return [
        drawn.encode(
            x=_x("x"), y=_y("y"), detail="edge:N", order="order:O", strokeWidth=width,
            tooltip=tooltip,
        ),
        triangles.encode(x=_x("x"), y=_y("y"), angle=angle, tooltip=tooltip),
        numbers.encode(x=_x("middle_x"), y=_y("middle_y"), text="calls:Q"),
    ]  # fmt: skip


def _node_layers(nodes: pd.DataFrame) -> list[alt.Chart]:
    nodes = nodes.assign(area=math.pi * nodes["radius"] ** 2)
    base: Any = alt.Chart(alt.Data(values=records(nodes.round(2)))).encode(x=_x("x"), y=_y("y"))
    colour = alt.Color(
        "role:N", title=None, scale=alt.Scale(domain=list(ROLES), range=list(ROLES.values()))
    )
    tooltip = [
        "name:N",
        alt.Tooltip("users:Q", title="used by"),
        alt.Tooltip("sources:Q", title="uses"),
    ]
    dots = base.mark_point(filled=True, opacity=1, stroke="white", strokeWidth=1.5)
    layers = [dots.encode(size=alt.Size("area:Q", scale=None), color=colour, tooltip=tooltip)]
    for role in ROLES:
        words = base.transform_filter(f"datum.role == '{role}'")
        at = (
            {"align": "right", "dx": -14}
            if role == "only a source"
            else {"align": "left", "dx": 11}
        )
        layers += [
            words.mark_text(fontSize=11, **at, **look).encode(text="name:N")
            for look in ({"stroke": "white", "strokeWidth": 3, "opacity": 0.85}, {"color": INK})
        ]
    return layers


def describe_network(edges: pd.DataFrame, least: int, noun: Noun) -> str:
    """The network in words: the sources most used, and the strongest edges."""
    users = edges.groupby("source")["outlet"].nunique().sort_values(ascending=False, kind="stable")
    top = "; ".join(f"{name}, used by {number}" for name, number in users.head(5).items())
    strong = edges.sort_values(["calls", "source", "outlet"], ascending=[False, True, True])
    most = "; ".join(
        f"{row.outlet} uses {row.source} on {row.calls}" for row in strong.head(5).itertuples()
    )
    size = noun.say(f"{say_number(len(edges), 'edge')} of at least {say_number(least, 'call')}")
    return f"Network of {size}. Most used: {top or 'none'}. Strongest: {most or 'none'}."
