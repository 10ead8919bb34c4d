"""A traced call as a chart: columns by step, cards with what changed, lines from source to user."""

import json
import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.charting.retelling.steps import (
    KINDS,
    OUTSIDE,
    RELEASE,
    Fold,
    Node,
    Steps,
    lay_steps,
)
from analysis.charting.wording import (
    is_doubtful,
    say_language,
    say_number,
    say_release,
    say_short,
    say_times,
)
from analysis.measuring.retelling.changes import CHANGED, SOURCE
from analysis.measuring.retelling.links import AGAINST
from analysis.measuring.retelling.tracing import Trace
from analysis.tables.days import say_days
from analysis.tables.declaring import noun_of

Spec = dict[str, Any]

WIDTH, CARD = 760, 136
"""Pixels: of the chart, and at most of a card."""
LETTER, LINE, NAME, GAP, HEAD = 6.0, 13, 17, 9, 24
"""Pixels: a letter, a line of facts, the line of the name, between cards, above the columns."""
MOST_LINES = 5
BETWEEN, MOST_BETWEEN = 24, 60
"""Pixels between columns."""
# As in `charting.style`, which loads Altair: no explorer needs that before it is asked for a chart.
BLUE, ORANGE, GREEN, GREY, RED = "#0072B2", "#E69F00", "#009E73", "#6b7280", "#D55E00"
COLOURS = dict(zip(KINDS, (ORANGE, BLUE, GREEN, GREY), strict=True))
DASHES = {"named": [1, 0], "copied": [7, 4], "inferred": [1.5, 3], "assumed": [1, 6]}
STROKES = {"title": None, "orient": "top", "symbolType": "stroke", "symbolSize": 300}
VIEW = Path(__file__).with_name("trace.json").read_text(encoding="utf-8")
"""A Vega-Lite view; each text that begins with @ is the name of what stands in its place."""

ON_CARD: Spec = {
    "name": "way",
    "select": {"type": "point", "fields": ["g"], "on": "pointerover", "clear": "pointerout"},
}
"""The selection of the view "cards": the card under the pointer, to which the way is dark."""


def chart_trace(trace: Trace, *, fold: Fold | None = None) -> Any:
    """Chart the way of one call: a column a step, lines from each source to who uses it.

    Parameters
    ----------
    trace
        What `trace_call` gives.
    fold
        "language", "outlet_kind" or "outlet": tellings of a step that share it become one card,
        where there are many.

    Returns
    -------
    Chart
        A card a telling, with site, language and days as sure as they are; what it tells otherwise
        than its source stands below. A line leads from a source to the telling that names it
        (solid), copies it (dashed) or, as inferred, used it (dotted); the way to the card under
        the pointer is dark.

    Raises
    ------
    ValueError
        Nothing folds by that.

    Examples
    --------
    >>> import analysis
    >>> corpus = analysis.read_corpus()
    >>> trace = analysis.trace_call(corpus, "nyt-aleksandr-putin-fool-2022-09")
    >>> chart = analysis.chart_trace(trace, fold="language")
    >>> chart.to_dict()["title"]["text"]
    'Told 50 times: Aleksandr: Kyiv cannot be taken'
    """
    import altair as alt

    from analysis.charting.style import finish

    steps = lay_steps(trace, fold=fold)
    way = {"params": [ON_CARD | {"views": ["cards"]}]}
    chart = alt.LayerChart.from_dict(draw_steps(steps, trace) | way)
    return finish(
        chart,
        title=f"{say_times(len(trace.tellings))}: {trace.call['title']}",
        subtitle=_subtitle(trace, steps),
        description=describe_trace(trace),
    )


def draw_steps(steps: Steps, trace: Trace, *, width: int = WIDTH) -> Spec:
    """Draw a call by steps, as a Vega-Lite view with its data.

    The view "cards" takes the selection `ON_CARD`. Its nodes have `g`, their number, and `v`,
    a text of the languages of their tellings between bars.
    """
    cards = _word_cards(steps, trace, width)
    height = _stack_cards(steps, cards, width)
    lines = _lines(steps, cards)
    y = _axis("y", [height, 0])
    evidence = [kind for kind in DASHES if kind in {line["e"] for line in lines}]
    kinds = [kind for kind in KINDS if kind in {card["k"] for card in cards.values()}]
    heads = zip(_lefts(steps, width), steps.heads, strict=True)
    facts = {
        "width": width, "height": height, "x": _axis("x", [0, width]), "y": y,
        "yw": y | {"field": "yw"},
        "room": f"width * {(_across(steps, width) - 11) / width:.3f}",
        "evidence": evidence, "dashes": [DASHES[kind] for kind in evidence],
        # A legend of nothing has no size that a picture could have.
        "strokes": STROKES if evidence else None,
        "kinds": kinds, "colours": [COLOURS[kind] for kind in kinds],
        "grey": GREY, "red": RED, "line": LINE, "name": NAME,
        "heads": [{"x": left, "head": head} for left, head in heads],
        "lines": lines, "cards": list(cards.values()),
    }  # fmt: skip
    drawn: Spec = _filled(json.loads(VIEW), facts)
    return drawn


def _filled(node: Any, facts: Mapping[str, Any]) -> Any:
    """The view with facts in the places of their names."""
    if isinstance(node, dict):
        return {key: _filled(each, facts) for key, each in node.items()}
    if isinstance(node, list):
        return [_filled(each, facts) for each in node]
    return facts[node[1:]] if isinstance(node, str) and node.startswith("@") else node


def _axis(field: str, domain: list[int]) -> Spec:
    scale = {"domain": domain, "nice": False}
    return {"field": field, "type": "quantitative", "axis": None, "scale": scale}


def _across(steps: Steps, width: int) -> int:
    """How wide a card is."""
    return min(CARD, int(width / len(steps.heads)) - BETWEEN)


def _lefts(steps: Steps, width: int) -> list[float]:
    """Where the columns begin."""
    across, number = _across(steps, width), len(steps.heads)
    step = min((width - across) / max(number - 1, 1), across + MOST_BETWEEN)
    return [round(place * step, 1) for place in range(number)]


def _word_cards(steps: Steps, trace: Trace, width: int) -> dict[str, Spec]:
    """What stands in each card: name, facts, what changed."""
    languages = trace.tellings.set_index("report_id")["language"]
    changes = _changed(trace)
    letters = int((_across(steps, width) - 12) / LETTER)
    cards = {}
    for number, node in enumerate(steps.nodes):
        facts, changed = say_facts(trace, node), changes.get(node.key, [])
        told = sorted(set(languages[list(node.reports)]))
        cards[node.key] = {
            "g": number, "k": node.kind, "v": f"|all|{'|'.join(told)}|",
            "n": _cut(_name(node), letters, 1),
            "d": _cut(" · ".join(facts), letters, 3),
            "w": "\n".join(_cut(each, letters, 3) for each in changed),
            "s": ". ".join([_name(node), *facts, *changed]),
        }  # fmt: skip
    return cards


def _stack_cards(steps: Steps, cards: dict[str, Spec], width: int) -> int:
    """Give the cards their places, each column around the same middle; how high that is."""
    across, lefts = _across(steps, width), _lefts(steps, width)
    columns = [
        [cards[node.key] for node in steps.nodes if node.column == column]
        for column in range(len(lefts))
    ]
    highs = [sum(_height(card) + GAP for card in column) for column in columns]
    for left, column, high in zip(lefts, columns, highs, strict=True):
        top = HEAD + (max(highs) - high) / 2
        for card in column:
            card |= {
                "x": left, "x2": round(left + across, 1), "x3": round(left + 3, 1),
                "y": round(top, 1), "y2": round(top + _height(card), 1),
                "yw": round(top + NAME + LINE * _lines_of(card["d"]), 1),
            }  # fmt: skip
            top += _height(card) + GAP
    return int(HEAD + max(highs))


def _height(card: Spec) -> int:
    return NAME + LINE * (_lines_of(card["d"]) + _lines_of(card["w"])) + 2


def _lines_of(words: str) -> int:
    return len(words.splitlines())


def _changed(trace: Trace) -> dict[str, list[str]]:
    """What each telling has otherwise than its source: "carnage → massacre"."""
    details = trace.details
    rows = details[(details["change"] == CHANGED) & (details["against"] == SOURCE)]
    said = rows["source_reading"].fillna("") + " → " + rows["reading"].fillna("")
    return said.groupby(rows["report_id"]).agg(list).to_dict()


def _name(node: Node) -> str:
    return (
        f"{node.label.replace('_', ' ')} · {len(node.reports) or len(node.members)}"
        if node.members
        else node.label
    )


def say_facts(trace: Trace, node: Node) -> list[str]:
    """What stands below a name: site, language and days of a telling; whom a group holds."""
    if node.members:
        return [", ".join(member.label for member in node.members)]
    if node.kind == RELEASE:
        return [say_short(trace.call["released_from"], trace.call["released_to"])]
    if node.kind == OUTSIDE:
        return ["not in the corpus"]
    row = trace.tellings.iloc[trace.tellings["report_id"].tolist().index(node.key)]
    site = row["carried_by"]
    return [
        *([] if pd.isna(site) or site == row["name"] else [f"on {site}"]),
        say_language(row),
        say_short(row["published_from"], row["published_to"]),
    ]


def _cut(words: str, letters: int, most: int) -> str:
    """Words in lines that fit a card; what does not fit is cut."""
    return "\n".join(textwrap.wrap(words, max(letters, 8), max_lines=most, placeholder="…"))


def _lines(steps: Steps, cards: dict[str, Spec]) -> list[Spec]:
    """A curve a line, from edge to edge, and the numbers of the cards to which it is on the way."""
    lit: dict[int, list[str]] = {}
    for node in steps.nodes:
        for place in steps.path_to(node.key):
            lit.setdefault(place, []).append(f"{cards[node.key]['g']}")
    found = []
    for place, line in enumerate(steps.lines):
        source, target = cards[line.source], cards[line.target]
        start, end = source["x2"], target["x2" if source["x"] == target["x"] else "x"]
        found.append({
            "i": place, "e": line.evidence, "a": line.against, "l": line.long, "t": target["g"],
            "p": f"|{'|'.join(lit.get(place, []))}|",
            "x1": start, "xm": (start + end) / 2 if end > start else start + 12, "x2": end,
            "y1": (source["y"] + source["y2"]) / 2, "y2": (target["y"] + target["y2"]) / 2,
        })  # fmt: skip
    return found


def _subtitle(trace: Trace, steps: Steps) -> list[str]:
    """Lines that say n, what a column is, and what is doubtful."""
    edges, tellings, say = trace.edges, trace.tellings, noun_of(trace.call.attrs).say
    wrong = int((edges["timing"] == AGAINST).sum())
    doubt = sum(map(is_doubtful, tellings["confidence"]))
    long = sum(line.long for line in steps.lines)
    return [
        f"n = {say_number(len(tellings), 'telling')}, {say_number(len(edges), 'citation')}. A "
        "column is a step; steps are lower bounds, since a source that is used and",
        "not named leaves no trace. Below a telling: what its source has → what it has."
        + (f" {say_number(long, 'line')} past a nearer source left out." if long else ""),
        *([f"Red: {wrong} against the dates as they are known."] if wrong else []),
        *([say(f"Of {doubt} it is less than sure that they tell this call.")] if doubt else []),
    ]


def describe_trace(trace: Trace) -> str:
    """The chart in words: the release, the tellings in order, and who used whom."""
    call = trace.call
    names = trace.tellings.set_index("report_id")["name"]
    told = "; ".join(
        f"{row.name}, {say_days(row.published_from, row.published_to)}"
        for row in trace.tellings.itertuples(index=False)
    )
    used = "; ".join(
        f"{names[edge.report_id]} uses {edge.source} ({edge.evidence})"
        for edge in trace.edges.itertuples()
    )
    release = say_release(call)
    return (
        f"{release[0].upper()}{release[1:]}, "
        f"{say_days(call['released_from'], call['released_to'])}. "
        f"{say_number(len(trace.tellings), 'telling')}: {told or 'none'}. "
        f"{say_number(len(trace.edges), 'citation')}: {used or 'none'}."
    )
