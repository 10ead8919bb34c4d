"""The explorer of groups where no kernel is: one value at a time, its groups, and their reports."""

from itertools import compress
from typing import Any

from analysis.charting.wording import say_group
from analysis.exploring.comparison.showing import (
    GroupChoices,
    compare,
    list_reports,
    measure,
)
from analysis.exploring.still import (
    COLOURS,
    GREY,
    MARK,
    PICKED,
    Spec,
    caption,
    draw_still,
    first_of_each,
    report_rows,
)
from analysis.measuring.comparison.grouping import group_reports
from analysis.measuring.reports import detail_reports
from analysis.reading.corpus import Corpus


def still_groups(corpus: Corpus, choices: GroupChoices, view: dict[str, Any]) -> dict[str, Any]:
    """The still of a view: the rows of all its values, of which a menu chooses one."""
    chart = view["chart"]
    rows = [
        {
            "v": (mark := dot.get("mark", row["mark"]))[1], "g": mark[0],
            "r": row["label"] if panel["key"] else say_group(mark[0]), "c": COLOURS[dot["hue"]],
            "x": dot["x"], "l": dot["low"], "h": dot["high"], "f": dot["few"],
            "said": dot.get("said", row["said"]),
        }
        for panel in chart["panels"]
        for row in panel["rows"]
        for dot in row["dots"]
    ]  # fmt: skip
    lines = [
        {"v": panel["key"], "x": panel["line"]}
        for panel in chart["panels"]
        if panel.get("line") is not None
    ]
    titles = {
        option["value"]: option["label"]
        for control in view["controls"]
        if control["name"] == "values"
        for option in control["options"]
    }
    values = list(dict.fromkeys(row["v"] for row in rows))
    return draw_still(
        view,
        ("Shown", [(value, titles.get(value, value)) for value in values]),
        _chart(chart),
        {"rows": rows, "lines": lines, "reports": _reports(corpus, choices, values)},
    )


def _chart(chart: dict[str, Any]) -> Spec:
    axis = {"format": "%" if chart["percent"] else "~g", "tickCount": 5}
    x = {
        "type": "quantitative", "title": None, "axis": axis,
        "scale": {"domain": [chart["from"], chart["to"]], "nice": True},
    }  # fmt: skip
    y = {
        "field": "r", "type": "nominal", "title": None, "sort": None,
        "axis": {"ticks": False, "labelLimit": 170},
    }  # fmt: skip
    picked = {"data": {"name": "rows"}, "transform": [PICKED]}
    colour = {"field": "c", "type": "nominal", "scale": None}
    return {
        "height": 330,
        "layer": [
            caption(chart["measure"]),
            {
                "data": {"name": "lines"}, "transform": [PICKED],
                "mark": {"type": "rule", "color": GREY},
                "encoding": {"x": x | {"field": "x"}},
            },
            picked | {
                "mark": {"type": "rule", "strokeWidth": 5, "opacity": 0.3},
                "encoding": {
                    "x": x | {"field": "l"}, "x2": {"field": "h"}, "y": y, "color": colour,
                },
            },
            picked | {
                "params": [MARK],
                "mark": {"type": "point", "filled": True, "opacity": 1, "cursor": "pointer"},
                "encoding": {
                    "x": x | {"field": "x"}, "y": y, "color": colour,
                    "size": {
                        "condition": {"param": "mark", "empty": False, "value": 260}, "value": 90,
                    },
                    "fillOpacity": {"condition": {"test": "datum.f", "value": 0}, "value": 1},
                    "stroke": {"value": GREY},
                    "tooltip": {"field": "said"},
                },
            },
        ],
    }  # fmt: skip


def _reports(corpus: Corpus, choices: GroupChoices, values: list[str]) -> list[Spec]:
    found = list_reports(corpus, choices.change({"marks": []}), compare(corpus, choices))
    members = group_reports(corpus, choices.by)
    members = first_of_each(members[members["report_id"].isin(found["report_id"])])
    found = found[found["report_id"].isin(members["report_id"])]
    amounts = measure(corpus, choices.variable, choices.coder)
    rows = amounts.amount[amounts.rows(found["report_id"])] > 0
    given = {
        report_id: [value for value in compress(amounts.values, row) if value in values]
        for report_id, row in zip(found["report_id"], rows, strict=True)
    }
    listed = detail_reports(corpus, found).assign(report_id=found["report_id"].array)
    return report_rows(listed, given, members[["report_id", "group"]].itertuples(index=False))
