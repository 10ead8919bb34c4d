"""What an explorer leaves where no kernel is: a Vega-Lite chart that can still be asked.

JupyterLab draws it of a notebook that is opened and never run, trusted or not; the report draws it,
too. One value is chosen from a menu; its chart can be hovered, and a click on a mark lists some of
the reports behind it. It is written as plain data: to build it by Altair would take seconds at the
first explorer of a process. Colours that a theme sets are left to it, so that it can be dark.
"""

import json
import textwrap
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from analysis.charting.packing import finite, pack_data
from analysis.charting.wording import say_group, say_short
from analysis.untrusted import plain_text

MIME = "application/vnd.vegalite.v5+json"
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
COLOURS = [
    "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#7B4F9C", "#B8860B", "#56B4E9", "#6B7280",
]  # fmt: skip
"""Those of the page, by hue."""

WAKE = (
    "Choose here; point at a mark for its numbers, click it for its reports. Run > Run All Cells "
    "wakes the whole explorer, with all controls, all reports, pictures and numbers to take away."
)
"""Stands before the menu, where it wraps: no picture has it, which has no menu either."""

TITLE, SUBTITLE = 72, 100
"""Letters of title and subtitle in a line: they fit a narrow cell, too."""

GREY = "#7d8694"
SHOWN, LINE, LINES = 6, 62, 2
"""Reports listed at once, letters in a line of a digest, and lines of it."""

ROW, BELOW = 46, 48
"""Height of a report, and how far below the chart the list begins."""

Spec = dict[str, Any]


def describe(view: dict[str, Any]) -> str:
    """The view in words, for those who do not see it: what it finds, and each panel's numbers.

    What a view has as `more` are sentences of its own.
    """
    said = [f"{view['title']}. {view['subtitle']}", *view.get("more", [])]
    for panel in view["chart"].get("panels", []):
        if dots := [dot for dot in panel.get("dots", []) if not dot["few"]]:
            low, high = (choose(dots, key=lambda dot: dot["y"]) for choose in (min, max))
            ends = " to ".join(f"{dot['y']:.0%} in {dot['when']}" for dot in (low, high))
            said.append(f"{panel['title']}: {ends.replace('%', ' %')}.")
        elif rows := panel.get("rows"):
            said.append(f"{panel['title']}: " * bool(panel["title"]) + ", ".join(
                f"{row['label']} {row['text']}" for row in rows
            ) + ".")  # fmt: skip
    return " ".join(said)


def draw_still(
    view: dict[str, Any],
    pick: tuple[str, Sequence[tuple[str, str]]],
    chart: Spec,
    data: dict[str, list[Spec]],
) -> dict[str, Any]:
    """One chart with its menu above a list of reports, as wide as its cell, by kind of content.

    Parameters
    ----------
    view
        The view, with its title and subtitle.
    pick
        What is chosen, and the values with their titles; the first is chosen at first.
    chart
        A view whose rows are filtered by `PICKED`, with a point selection "mark" of the field `g`;
        it becomes as wide as the cell. `caption` makes a layer that says what is chosen.
    data
        The data sets of the layers, and "reports" (see `report_rows`).
    """
    label, options = pick
    data["picked"] = [{"v": value, "t": title} for value, title in options]
    drawn = {name: part for name, part in chart.items() if name not in ("width", "height")}
    values = [value for value, _ in options]
    bind = {
        "input": "select", "name": f"{WAKE} {label}: ", "options": values,
        "labels": [plain_text(title) for _, title in options],
    }  # fmt: skip
    spec: Spec = {
        "$schema": SCHEMA,
        "description": describe(view),
        "usermeta": {"embedOptions": EMBED},
        "title": {
            "text": textwrap.wrap(view["title"], TITLE), "fontSize": 16,
            "anchor": "start", "frame": "group", "offset": 26,
            "subtitle": textwrap.wrap(view["subtitle"], SUBTITLE), "subtitleFontSize": 12,
            "subtitleColor": GREY, "subtitlePadding": 5,
        },
        "params": [{"name": "pick", "value": values[0], "bind": bind}] if values else [],
        "width": "container",
        "height": chart["height"],
        "layer": [drawn, *_list_below(chart["height"] + BELOW)],
        "datasets": data,
        "config": {
            # So wide where there is no cell, as in a picture of it.
            "view": {"stroke": None, "continuousWidth": 860}, "padding": 6,
            "axis": {"domain": False, "gridOpacity": 0.35, "tickOpacity": 0.4, "labelFontSize": 11},
        },
    }  # fmt: skip
    return {MIME: pack_data(finite(spec)), "text/plain": spec["description"]}


RESIZED = [{"source": "window", "type": "resize"}, {"type": "timer", "throttle": 250}]
EMBED = {
    # As SVG its words can be read aloud and copied; its menu would lead to a page on the web.
    "renderer": "svg",
    "actions": False,
    # JupyterLab draws before there is a cell to measure, and the cell can change without its
    # window: the width, the first signal of what Vega-Lite makes of "container", is looked up
    # again. What makes its container as wide as the cell are the words before the menu.
    "patch": [{"op": "replace", "path": "/signals/0/on/0/events", "value": RESIZED}],
}

PICKED = {"filter": "datum.v === pick"}
MARK = {"name": "mark", "select": {"type": "point", "fields": ["g"], "on": "click"}}

WIDE = "width >= 800"
"""There is room for two columns of reports."""


def _list_below(top: int) -> list[Spec]:
    """Some of the reports of what is chosen, below the chart: where there is room, in columns."""
    half = SHOWN // 2
    places = {
        "px": f"{WIDE} && datum.row > {half} ? width / 2 + 12 : 0",
        "py": f"{top} + {ROW} * ((datum.row - 1) % ({WIDE} ? {half} : {SHOWN}))",
    }
    reports = {
        "data": {"name": "reports"},
        "transform": [
            {"filter": "indexof(datum.v, '|' + pick + '|') >= 0"},
            {"filter": {"param": "mark"}},
            {"window": [{"op": "row_number", "as": "row"}]},
            {"filter": f"datum.row <= {SHOWN}"},
            *({"calculate": place, "as": name} for name, place in places.items()),
        ],
    }

    def words(field: str, down: int, **look: Any) -> Spec:
        mark = {
            "type": "text", "align": "left", "baseline": "top", "dy": down, "fontSize": 12,
            "limit": {"expr": f"{WIDE} ? width / 2 - 12 : width"},
        }  # fmt: skip
        x, y = (
            {"field": place, "type": "quantitative", "scale": None, "axis": None}
            for place in places
        )
        encoding = {"x": x, "y": y, "text": {"field": field}}
        return reports | {"mark": mark | look, "encoding": encoding}

    return [
        _heading({"values": [{"t": "Some of its reports"}]}, top - 14),
        words("n", 0, fontWeight=600),
        words("d", 15, color=GREY, fontSize=11, lineHeight=13, lineBreak="\n"),
    ]


def caption(measure: str) -> Spec:
    """A layer above the chart: the title of what is chosen, and what its numbers are."""
    said = {"calculate": f"datum.t + {json.dumps(f': {measure}')}", "as": "t"}
    return {"transform": [PICKED, said], **_heading({"name": "picked"}, -8)}


def _heading(data: Spec, y: int) -> Spec:
    mark = {"type": "text", "align": "left", "fontSize": 13, "fontWeight": 600, "x": 0, "y": y}
    return {"data": data, "mark": mark, "encoding": {"text": {"field": "t"}}}


MANY, FIRST = 20_000, 20 * SHOWN
"""Of more reports than this, only so many of each mark are looked through for its list."""


def first_of_each(members: pd.DataFrame) -> pd.DataFrame:
    """Of many reports the first of each group; one row a report and group."""
    return members if len(members) <= MANY else members.groupby("group", sort=False).head(FIRST)


def report_rows(
    reports: pd.DataFrame, values: dict[str, list[str]], groups: Iterable[tuple[str, Any]]
) -> list[Spec]:
    """The reports for the list: who and when, the digest's beginning, its values, and its mark.

    `values` are those of each report by its id, `groups` pairs of a report's id and a mark's `g`.
    Of a value and mark, only so many are kept as are listed.
    """
    by_id = {row.report_id: row for row in reports.itertuples(index=False)}
    listed: Counter[tuple[str, str]] = Counter()
    rows = []
    for report_id, group in groups:
        wanted = [value for value in values.get(report_id, []) if listed[value, group] < SHOWN]
        if wanted:
            listed.update((value, group) for value in wanted)
            rows.append(_report_row(by_id[report_id]) | {"v": f"|{'|'.join(wanted)}|", "g": group})
    return rows


def _report_row(row: Any) -> Spec:
    outlet = row.carried_by if pd.isna(row.outlet) else row.outlet
    name = "outlet not shown" if pd.isna(outlet) else str(outlet)
    digest = "" if pd.isna(row.digest) else plain_text(row.digest)
    days = say_short(row.published_from, row.published_to)
    return {
        "n": plain_text(f"{name} · {days} · {say_group(row.language)}"),
        "d": "\n".join(textwrap.wrap(digest, LINE, max_lines=LINES, placeholder=" ...")),
    }
