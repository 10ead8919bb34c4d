"""Where the marks and arrows of a traced call stand: rows, bars of days, and ways for arrows.

An arrow leaves its source, runs along a vertical stretch that all arrows of this source and
evidence share, and enters the telling from the left. Vertical stretches that would lie on each
other are put side by side, as the tracks of a circuit are (Hashimoto & Stevens 1971). Places are in
rows and pixels, so that the same trace is always drawn alike.
"""

from collections import Counter
from typing import Any, NamedTuple

import pandas as pd

LONG = 45
"""An interval of more days says so little that the axis need not hold all of it."""

LEAST = pd.Timedelta(days=3)

WIDTH, ROW_HEIGHT = 430, 26
EDGE, STEP, NEAR = 16.0, 9.0, 14.0
"""Pixels: free margin, distance of two vertical stretches, distance of an arrow from marks."""
BESIDE = 3.5
"""Pixels between two stretches that go straight down from the same mark."""
PORT, OUT, NEXT = 0.27, 0.37, 0.09
"""Parts of a row: between arrows that enter a mark; from its middle to the first way that leaves it
at the left, and from there to the next."""
TIP = 8.0
"""Pixels between the head of an arrow and the mark that it leads to."""


class Place(NamedTuple):
    """One node of the drawing: its row and the pixels that its mark covers.

    A mark that stands aside, at the margin, is in nobody's way.
    """

    row: int
    left: float
    right: float
    aside: bool = False


class Route(NamedTuple):
    """The arrows from one source on one kind of evidence, with the way that they share."""

    source: str
    evidence: str
    targets: tuple[str, ...]


class Span(NamedTuple):
    """The days that the axis holds, and their places in pixels; `dated` if any day is known."""

    first: pd.Timestamp
    last: pd.Timestamp
    left: float
    right: float
    dated: bool = True

    def pixel(self, day: pd.Timestamp) -> float:
        """Where a day stands; one beyond the axis stands at its end."""
        part = (day - self.first) / (self.last - self.first)
        return float(self.left + min(1.0, max(0.0, part)) * (self.right - self.left))

    def moment(self, pixel: float) -> pd.Timestamp:
        """The moment that stands at a pixel, also one left of the first day."""
        part = (pixel - self.left) / (self.right - self.left)
        return self.first + part * (self.last - self.first)


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


def group_routes(edges: pd.DataFrame) -> list[Route]:
    """Arrows that share a way: one entry a source and kind of evidence, in order of the edges.

    Parameters
    ----------
    edges
        One row an arrow: `origin` and `target` (nodes), `evidence`.
    """
    groups = edges.groupby(["origin", "evidence"], sort=False)["target"]
    return [
        Route(origin, evidence, tuple(targets.unique())) for (origin, evidence), targets in groups
    ]


def place_stretches(routes: list[Route], places: dict[str, Place]) -> list[float]:
    """The pixel of each route's vertical stretch.

    It goes straight down from the source's mark where no other mark is in its way and all tellings
    lie to the right; else it runs left of everything that it passes, short ones next to the marks
    and longer ones further left.
    """
    marks = [place for place in places.values() if not place.aside]
    rows = {route: _rows(route, places) for route in routes}
    found: dict[Route, float] = {}
    down: Counter[str] = Counter()
    bent = []
    for route in routes:
        if _goes_straight(route, places, marks):
            found[route] = places[route.source].left + BESIDE * down[route.source]
            down[route.source] += 1
        else:
            bent.append(route)
    for route in sorted(bent, key=lambda each: (rows[each][1] - rows[each][0], rows[each][0])):
        low, high = rows[route]
        pixel = min(mark.left for mark in marks if low <= mark.row <= high) - NEAR
        beside = [
            at for each, at in found.items() if rows[each][0] <= high and low <= rows[each][1]
        ]
        # Right to left: what has been passed is never in the way again.
        for other in sorted(beside, reverse=True):
            pixel = other - STEP if abs(other - pixel) < STEP else pixel
        found[route] = pixel
    return [found[route] for route in routes]


def _rows(route: Route, places: dict[str, Place]) -> tuple[int, int]:
    rows = [places[node].row for node in (route.source, *route.targets)]
    return min(rows), max(rows)


def _goes_straight(route: Route, places: dict[str, Place], marks: list[Place]) -> bool:
    source = places[route.source]
    low, high = _rows(route, places)
    passed = [mark for mark in marks if low <= mark.row <= high and mark.row != source.row]
    clear = all(not mark.left - NEAR / 2 <= source.left <= mark.right + NEAR / 2 for mark in passed)
    return clear and all(places[node].left >= source.left + NEAR for node in route.targets)


def draw_routes(
    routes: list[Route], places: dict[str, Place]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Lines and heads of all arrows.

    Returns
    -------
    tuple of lists
        Corners of the lines (`origin`, `target`, `evidence`, `order`, `pixel`, `row`), and heads:
        the last corner of each.
    """
    lines, heads = [], []
    # Arrows into one telling enter above each other, around its middle.
    entering = Counter(target for route in routes for target in route.targets)
    entered: Counter[str] = Counter()
    left: Counter[str] = Counter()
    for route, pixel in zip(routes, place_stretches(routes, places), strict=True):
        source = places[route.source]
        below = source.row + OUT + NEXT * left[route.source]
        left[route.source] += pixel < source.left
        for target in route.targets:
            end = places[target]
            enter = end.row + PORT * (entered[target] - (entering[target] - 1) / 2)
            entered[target] += 1
            tip = end.left - TIP
            out = [(max(source.left, pixel), float(source.row))]
            out += [(source.left, below), (pixel, below)] if pixel < source.left else []
            corners = [*out, (pixel, enter), (tip, enter)]
            arrow = {"origin": route.source, "target": target, "evidence": route.evidence}
            points = [
                arrow | {"order": order, "pixel": x, "row": y}
                for order, (x, y) in enumerate(corners)
            ]
            lines += points
            heads.append(points[-1])
    return lines, heads
