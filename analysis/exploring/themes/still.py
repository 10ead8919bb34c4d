"""The theme explorer where no kernel is: one theme at a time, its dots, and their reports."""

from itertools import compress
from typing import Any

import pandas as pd

from analysis.charting.wording import noun_of_values
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
from analysis.exploring.themes.showing import ThemeChoices, narrow_corpus
from analysis.measuring.dates import spread_dates
from analysis.measuring.reports import detail_reports
from analysis.reading.corpus import Corpus
from analysis.reading.judgements import indicate_view

TIME = {
    "scale": {"type": "utc", "nice": False},
    "axis": {"grid": False, "format": "%b %Y", "tickCount": {"interval": "month", "step": 3}},
}


def still_themes(corpus: Corpus, choices: ThemeChoices, view: dict[str, Any]) -> dict[str, Any]:
    """The still of a view: data of all its panels, of which a menu chooses one."""
    chart = view["chart"]
    panels = [panel for panel in chart["panels"] if panel["dots"]]
    courses = [row for panel in panels for row in _course_rows(panel)]
    dots = [
        {
            "v": panel["key"], "c": COLOURS[panel["hue"]], "g": dot["key"],
            "x": dot["x"], "y": dot["y"], "s": 30 + 130 * dot["size"], "f": dot["few"],
            "said": dot["said"],
        }
        for panel in panels
        for dot in panel["dots"]
    ]  # fmt: skip
    one, _ = noun_of_values(corpus.codebook.leading)
    return draw_still(
        view,
        (one.capitalize(), [(panel["key"], panel["title"]) for panel in panels]),
        _chart(chart),
        {
            "courses": courses,
            "dots": dots,
            # Every second word stands a line lower, since events can follow each other closely.
            "events": [
                {"x": event["x"], "e": event["word"] if place % 2 else f"\n{event['word']}"}
                for place, event in enumerate(chart["events"])
            ],
            "reports": _reports(corpus, choices),
        },
    )


def _course_rows(panel: dict[str, Any]) -> list[Spec]:
    course = panel["course"]
    days = pd.date_range(course["from"], periods=len(course["share"]), freq="7D")
    numbers = zip(days, course["share"], course["low"], course["high"], strict=True)
    facts = {"v": panel["key"], "c": COLOURS[panel["hue"]]}
    return [
        facts | {"x": f"{day:%Y-%m-%d}", "y": share, "l": low, "h": high}
        for day, share, low, high in numbers
    ]


def _chart(chart: dict[str, Any]) -> Spec:
    x = {"field": "x", "type": "temporal", "title": None, **TIME}
    y = {"type": "quantitative", "title": None, "scale": {"domain": [0, chart["top"]]}}
    up = y | {"field": "y", "axis": {"format": "%", "tickCount": 3}}
    colour = {"field": "c", "type": "nominal", "scale": None}
    event = {"data": {"name": "events"}, "encoding": {"x": x}}
    return {
        "height": 330,
        "layer": [
            caption(chart["measure"]),
            event | {"mark": {"type": "rule", "strokeDash": [2, 3], "color": GREY}},
            event | {
                "mark": {"type": "text", "align": "left", "dx": 3, "y": 8, "color": GREY,
                         "fontSize": 10, "lineBreak": "\n"},
                "encoding": {"x": x, "text": {"field": "e"}},
            },
            {
                "data": {"name": "courses"}, "transform": [PICKED],
                "mark": {"type": "area", "opacity": 0.18},
                "encoding": {
                    "x": x, "y": y | {"field": "l"}, "y2": {"field": "h"}, "color": colour,
                },
            },
            {
                "data": {"name": "courses"}, "transform": [PICKED], "mark": {"type": "line"},
                "encoding": {"x": x, "y": up, "color": colour},
            },
            {
                "data": {"name": "dots"}, "transform": [PICKED], "params": [MARK],
                "mark": {"type": "point", "filled": True, "opacity": 1, "cursor": "pointer"},
                "encoding": {
                    "x": x, "y": up, "color": colour,
                    "size": {
                        "condition": {"param": "mark", "empty": False, "value": 260},
                        "field": "s", "type": "quantitative", "scale": None,
                    },
                    "fillOpacity": {"condition": {"test": "datum.f", "value": 0}, "value": 1},
                    "tooltip": {"field": "said"},
                },
            },
        ],
    }  # fmt: skip


def _reports(corpus: Corpus, choices: ThemeChoices) -> list[Spec]:
    """The reports, each in the period in which it most likely appeared."""
    chosen = narrow_corpus(corpus, choices.outlet_kinds, choices.languages)
    reports = chosen.tables["reports"].sort_values("published_from")
    spread = spread_dates(reports, every=choices.every).dropna(subset=["period"])
    likely = spread.sort_values("weight", ascending=False, kind="stable")
    likely = likely.drop_duplicates("report_id").sort_index()
    members = first_of_each(likely.assign(group=likely["period"].dt.strftime("%Y-%m-%d")))
    ids = pd.Index(members["report_id"])
    leading, themes = corpus.codebook.leading, list(choices.themes)
    kinds, has = indicate_view(chosen, leading, themes, coder=choices.coder, ids=ids)
    rows = zip(ids, has[kinds] > 0, strict=True)
    given = {each: sorted(compress(themes, row)) for each, row in rows}
    listed = detail_reports(chosen, members.assign(part=1.0)).assign(report_id=ids)
    return report_rows(listed, given, members[["report_id", "group"]].itertuples(index=False))
