"""A traced call laid out by steps: a column a step, who used whom, and the paths that lead there.

One layout serves the chart of a trace and the explorer of a call. A column holds what is as many
hands from the release; in it, what uses the same sources stands together (the barycentre heuristic
of layered drawings, Sugiyama et al. 1981). Many tellings of a step fold into groups.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any, Literal, NamedTuple

import pandas as pd

from analysis.charting.wording import say_group, say_step
from analysis.measuring.retelling.links import AGAINST, canonical_name
from analysis.measuring.retelling.tracing import Trace

Fold = Literal["language", "outlet_kind", "outlet"]
FOLDS: tuple[Fold, ...] = ("language", "outlet_kind", "outlet")

RELEASE, TELLING, TRANSLATION, OUTSIDE = KINDS = (
    "release", "telling", "translation", "outside the corpus",
)  # fmt: skip
"""What a node can be; of the release it is the key, too."""

OTHERS = "others"
"""The group of whatever finds no room of its own in a folded column."""
FEW, MOST_GROUPS, MOST_OUTSIDE = 5, 6, 3
"""A column of so few tellings is not folded; so many groups stand in one that is, and so many
sources outside the corpus."""

EVIDENCE = ("named", "copied", "inferred")
ASSUMED = "assumed"
"""An outlet that is named and released nothing has its account from somebody."""


class Node(NamedTuple):
    """One thing in a column: the release, a source outside the corpus, a telling, or a group.

    Attributes
    ----------
    key
        "release", "outside NAME", the id of a report; of a group its column and value ("1 de").
    kind, label, column
        One of `KINDS`, the words for it, and the step; tellings of no known step stand in a last
        column.
    reports, members
        Ids of the tellings it stands for, and the nodes of a group.
    """

    key: str
    kind: str
    label: str
    column: int
    reports: tuple[str, ...] = ()
    members: tuple["Node", ...] = ()


class Line(NamedTuple):
    """From a source to who uses it; a `long` one leads past a source that is nearer to it."""

    source: str
    target: str
    evidence: str
    against: bool = False
    long: bool = False


class Steps(NamedTuple):
    """A trace by steps: words above the columns, nodes from left to right and top to bottom."""

    heads: list[str]
    nodes: list[Node]
    lines: list[Line]

    def path_to(self, key: str) -> list[int]:
        """The lines, by their places, on the longest ways from the release to a node."""
        found: list[int] = []
        wanted, seen = [key], {key}
        while wanted:
            target = wanted.pop()
            for place, line in enumerate(self.lines):
                if line.target == target and not line.long:
                    found.append(place)
                    wanted += [line.source] if line.source not in seen else []
                    seen.add(line.source)
        return sorted(found)


def lay_steps(trace: Trace, *, fold: Fold | None = None, unfolded: Iterable[str] = ()) -> Steps:
    """Lay out a trace by steps.

    Parameters
    ----------
    trace
        What `trace_call` gives.
    fold
        Tellings of a step that share their language, kind of outlet or outlet become a group.
    unfolded
        Groups that are shown one by one all the same.

    Raises
    ------
    ValueError
        Nothing folds by that.
    """
    if fold is not None and fold not in FOLDS:
        raise ValueError(f"nothing folds by {fold!r}; there are: {', '.join(FOLDS)}")
    nodes, lines = _nodes(trace), _lines(trace)
    if trace.tellings["step"].notna().any():
        lines += [
            Line(RELEASE, node.key, ASSUMED)
            for node in nodes
            if node.kind == OUTSIDE and node.column
        ]
    if fold is not None:
        nodes = _fold(nodes, _values(trace, fold), lines, frozenset(unfolded))
        lines = _join(nodes, lines)
    columns = {node.key: node.column for node in nodes}
    near: dict[str, int] = {}
    for line in lines:
        near[line.target] = max(near.get(line.target, -1), columns[line.source])
    lines = [line._replace(long=columns[line.source] < near[line.target]) for line in lines]
    last = max(columns.values())
    heads = [say_step(column) for column in range(last + 1)]
    if trace.tellings["step"].isna().any():
        heads[-1] = "Step not known"
    return Steps(heads, _order(nodes, lines), lines)


def _nodes(trace: Trace) -> list[Node]:
    """Release, sources outside and tellings, each alone."""
    call, told = trace.call, trace.tellings
    named = trace.edges[trace.edges["source_report_id"].isna()].drop_duplicates("source")
    outside = [
        Node(f"outside {name}", OUTSIDE, name, 0 if issuer else 1)
        for name, issuer in zip(named["source"], named["issuer"], strict=True)
        if canonical_name(name) != call["releaser"]
    ]
    label = call["released_by"] if pd.isna(call["releaser"]) else call["releaser"]
    release = Node(RELEASE, RELEASE, f"{label}", 0)
    known = [*(node.column for node in outside), *told["step"].dropna(), 0]
    unknown = int(max(known)) + 1
    tellings = [
        Node(
            row.report_id, TELLING if pd.isna(row.translated_from) else TRANSLATION, row.name,
            unknown if pd.isna(row.step) else int(row.step), (row.report_id,),
        )
        for row in told.itertuples(index=False)
    ]  # fmt: skip
    return [release, *outside, *tellings]


def _lines(trace: Trace) -> list[Line]:
    """One line a telling and source: the source's report where it is known, else its name."""
    released = trace.edges["source"].map(canonical_name) == trace.call["releaser"]
    origin = ("outside " + trace.edges["source"]).mask(released, RELEASE)
    edges = trace.edges.assign(origin=trace.edges["source_report_id"].fillna(origin))
    return [
        Line(row.origin, row.report_id, row.evidence, row.timing == AGAINST)
        for row in edges.itertuples(index=False)
    ]


def _values(trace: Trace, fold: Fold) -> dict[str, str]:
    """By what each telling is folded."""
    told = trace.tellings.set_index("report_id")["name" if fold == "outlet" else fold]
    return told.fillna("not known").astype(str).to_dict()


def _fold(
    nodes: list[Node], values: dict[str, str], lines: list[Line], unfolded: frozenset[str]
) -> list[Node]:
    """The nodes with groups in the place of those that fold."""
    uses = Counter(line.source for line in lines)
    columns: dict[int, list[Node]] = defaultdict(list)
    for node in nodes:
        columns[node.column].append(node)
    found: list[Node] = []
    for column, here in columns.items():
        told = [node for node in here if node.reports]
        outside = sorted(
            (each for each in here if each.kind == OUTSIDE), key=lambda each: -uses[each.key]
        )
        found += [node for node in here if node.kind == RELEASE]
        found += _rest(outside, MOST_OUTSIDE, f"{column} {OUTSIDE}", unfolded)
        if len(told) <= FEW:
            found += told
            continue
        groups: dict[str, list[Node]] = defaultdict(list)
        for node in told:
            groups[values[node.key]].append(node)
        ranked = sorted(groups.items(), key=lambda each: -len(each[1]))
        joined = [
            _group(f"{column} {value}", say_group(value), members) for value, members in ranked
        ]
        for group in _rest(joined, MOST_GROUPS, f"{column} {OTHERS}", unfolded):
            found += _unfold(group, unfolded)
    return found


def _group(key: str, label: str, members: list[Node]) -> Node:
    """Several nodes as one; one alone stays what it is."""
    if len(members) == 1:
        return members[0]
    kinds = {member.kind for member in members}
    reports = tuple(report for member in members for report in member.reports)
    kind = kinds.pop() if len(kinds) == 1 else TELLING
    return Node(key, kind, label, members[0].column, reports, tuple(members))


def _rest(nodes: list[Node], most: int, key: str, unfolded: frozenset[str]) -> list[Node]:
    """The first nodes, and the rest as one group."""
    if len(nodes) <= most + 1 or key in unfolded:
        return nodes
    return [*nodes[:most], _group(key, OTHERS, nodes[most:])]


def _unfold(group: Node, unfolded: frozenset[str]) -> Iterable[Node]:
    return group.members if group.key in unfolded else [group]


def _leaves(node: Node) -> Iterable[Node]:
    return [leaf for each in node.members for leaf in _leaves(each)] or [node]


def _join(nodes: list[Node], lines: list[Line]) -> list[Line]:
    """The lines between what is shown: of several that have become one, the surest."""
    shown = {leaf.key: node.key for node in nodes for leaf in _leaves(node)}
    found: dict[tuple[str, str], Line] = {}
    kinds = [*EVIDENCE, ASSUMED]
    for line in sorted(lines, key=lambda each: (kinds.index(each.evidence), each.against)):
        ends = shown[line.source], shown[line.target]
        if ends[0] != ends[1]:
            found.setdefault(ends, line._replace(source=ends[0], target=ends[1]))
    return list(found.values())


def _order(nodes: list[Node], lines: list[Line]) -> list[Node]:
    """From left to right; in a column near their sources, larger groups first, else by time."""
    sources: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        if not line.long:
            sources[line.target].append(line.source)
    ordered: list[Node] = []
    at: dict[str, float] = {}

    def rank(node: Node) -> tuple[Any, ...]:
        near = [at[each] for each in sources[node.key] if each in at]
        middle = sum(near) / len(near) if near else 1.0
        return node.kind != RELEASE, node.label == OTHERS, middle, -len(node.members)

    for column in sorted({node.column for node in nodes}):
        here = sorted((node for node in nodes if node.column == column), key=rank)
        at |= {node.key: (place + 0.5) / len(here) for place, node in enumerate(here)}
        ordered += here
    return ordered
