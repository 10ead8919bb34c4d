"""The states of an explorer with their views, as a table for a page that has no kernel.

An explorer is a pure function from choices to a view, so whatever a reader can choose can be drawn
before. Parts that come again are written once. What a page can put together from parts is not
written at all: the panels of the values chosen, and the reports behind a mark, which are those of
its group or period that have its value too.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from analysis.exploring.cards import Card, list_cards
from analysis.exploring.comparison.explorer import GroupExplorer
from analysis.exploring.comparison.showing import compare, list_members, measure
from analysis.exploring.retelling.explorer import CallExplorer
from analysis.exploring.retelling.saying import say_selection
from analysis.exploring.retelling.showing import (
    CallChoices,
    find_nodes,
    list_chosen,
    say_tellings,
    trace_of,
)
from analysis.exploring.shell import Explorer
from analysis.exploring.themes.explorer import ThemeExplorer
from analysis.exploring.themes.saying import weigh_themes
from analysis.exploring.themes.showing import by_part, count_all, narrow_corpus, snap
from analysis.measuring.reports import find_reports
from analysis.reading.codes import coder_views
from analysis.reading.corpus import Corpus
from analysis.reading.judgements import view_codes
from analysis.untrusted import plain_data

Table = dict[str, Any]
Listed = dict[str, list[Any]]
"""Key of a mark -> its reports: the place of each in the list of all, with what its card has
otherwise where it stands there."""


class Parts:
    """Values that are written once, however often they come; alike ones together pack best."""

    def __init__(self) -> None:
        self.values: dict[str, list[Any]] = {}
        self._places: dict[tuple[str, str], int] = {}

    def place(self, kind: str, value: Any) -> int:
        """Where a value stands among those of its kind."""
        values = self.values.setdefault(kind, [])
        key = kind, json.dumps(value, ensure_ascii=False)
        if key not in self._places:
            self._places[key] = len(values)
            values.append(value)
        return self._places[key]


class Shelf:
    """All reports as cards, and lists of them by their places."""

    def __init__(self, corpus: Corpus) -> None:
        found = find_reports(corpus)
        self.cards = list_cards(corpus, found, coder=None, shown=len(found))
        self.places = {card["id"]: place for place, card in enumerate(self.cards)}

    def points(self, cards: Iterable[Card]) -> list[Any]:
        """The places of cards, with their facts where these are others."""
        points: list[Any] = []
        for card in cards:
            place, facts = self.places[card["id"]], card["facts"]
            known = facts == self.cards[place]["facts"]
            points.append(place if known else [place, {"facts": facts}])
        return points

    def of(self, report_ids: Iterable[str]) -> list[int]:
        """The places of reports, in order."""
        return sorted(self.places[each] for each in report_ids)


def _table(
    explorer: Explorer, states: Iterable[Mapping[str, Any]], add: Any, **facts: Any
) -> Table:
    """The views of an explorer at these states; `add` gives what each has besides.

    A state names the same fields each time; every other choice stays as the explorer has it.
    """
    parts = Parts()
    views: list[tuple[list[Any], dict[str, int]]] = []
    controls: list[list[Table]] = []
    first = explorer.choices.as_data()
    states = list(states)
    fields = list(states[0])
    seen = set()
    for number, state in enumerate(states, 1):
        explorer.state = {**first, **state, "shown": 0, "seq": number}
        key = [explorer.choices.as_data()[field] for field in fields]
        if json.dumps(key) in seen:  # what was asked is not offered, and became another state
            continue
        seen.add(json.dumps(key))
        view = {**explorer.view, **plain_data(add(explorer))}
        if "panels" in view["chart"]:
            view["panels"] = [_place_panel(panel, parts) for panel in view["chart"]["panels"]]
            view["chart"] = {**view["chart"], "panels": []}
        controls.append(view["controls"])
        kept = {name: parts.place(name, view[name]) for name in view if name not in DROPPED}
        views.append((key, kept))
    there = {field: {json.dumps(key[place]) for key, _ in views}
             for place, field in enumerate(fields)}  # fmt: skip
    for (_, view), offered in zip(views, controls, strict=True):
        view["controls"] = parts.place("controls", _narrow(offered, there, facts.get("chips")))
    # The first that shows something: of few reports, most groups are too small for any.
    begins = next(
        (key for key, view in views if parts.values.get("panels", [True])[view.get("panels", 0)]),
        views[0][0],
    )
    return {
        "fields": fields, "first": {**first, **dict(zip(fields, begins, strict=True))},
        "views": views, "parts": parts.values, **facts,
    }  # fmt: skip


DROPPED = ("state", "first", "seq", "list", "controls")


def _place_panel(panel: Mapping[str, Any], parts: Parts) -> int:
    """Where a panel stands; its course, the same whatever its dots are of, stands by itself."""
    course = panel.get("course")
    return parts.place(
        "panel", {**panel, "course": parts.place("course", course)} if course else panel
    )


def _narrow(
    controls: Iterable[Table], there: Mapping[str, set[str]], chips: str | None
) -> list[Table]:
    """Controls with only what leads to another view of the table."""
    kept = []
    for control in map(_of_one, controls):
        name, options = control["name"], control["options"]
        if name != chips:
            known = there.get(name, ())
            options = [each for each in options if json.dumps(each["value"]) in known]
        if len(options) > 1:
            kept.append(control | {"options": options})
    return kept


def _of_one(control: Table) -> Table:
    """A menu of which one value is chosen, or none: every mixture of values would be too much."""
    if control["kind"] != "menu":
        return control
    nothing = {**control["options"][0], "value": [], "label": control["nothing"], "number": None}
    ones = [option | {"value": [option["value"]]} for option in control["options"]]
    return control | {"kind": "pick", "options": [nothing, *ones]}


VIEWS = 3
"""So many views of the codes: the settled ones and each coder's; what both gave is for the kit."""


def table_themes(corpus: Corpus, shelf: Shelf) -> Table:
    """Every theme by every unit, period, and either view of the codes or kind of outlet."""
    themes = tuple(corpus.codebook.values(corpus.codebook.leading))
    explorer = ThemeExplorer(corpus)
    first = explorer.choices
    explorer.choose(themes=themes)
    codes = offered(explorer, "coder")[:VIEWS]
    states = [
        {"unit": unit, "every": every, "coder": coder, "outlet_kinds": kinds}
        for coder, kinds in [
            *((coder, []) for coder in codes),
            *((first.coder, [kind]) for kind in offered(explorer, "outlet_kinds")),
        ]
        for unit in offered(explorer, "unit")
        for every in ("quarter", "month", "year")
    ]
    values = {coder: _values(corpus, shelf, corpus.codebook.leading, coder) for coder in codes}
    periods = {
        every: _periods(corpus, shelf, explorer, every) for every in ("quarter", "month", "year")
    }

    def add(explorer: ThemeExplorer) -> Table:
        now, view = explorer.choices, explorer.view
        chosen = narrow_corpus(corpus, now.outlet_kinds)
        counts, whole = (
            count_all(chosen, every, now.unit, now.coder) for every in (now.every, None)
        )
        panels = view["chart"]["panels"]
        words = {panel["key"]: panel["title"] for panel in panels}
        words |= {dot["key"]: dot["when"] for panel in panels for dot in panel["dots"]}
        bars = {**view["bars"], "fixed": True, "label": explorer.noun.say(BARS)}
        head, _, rows = view["csv"].partition("\n")
        return {
            "values": values[now.coder], "members": periods[now.every], "words": words,
            "within": shelf.of(chosen.tables["reports"]["report_id"]) if now.outlet_kinds else None,
            "bars": bars, "csv": [head, *_rows_by(rows, themes)],
            "found": weigh_themes(counts, whole) if panels[0]["dots"] else [],
        }  # fmt: skip

    table = _table(explorer, states, add, chips="themes", order=["values", "members"])
    table["first"]["themes"] = list(first.themes)
    return table


BARS = "Reports a month, dark: independent calls."


def _rows_by(rows: str, values: Iterable[str]) -> list[str]:
    """The lines of a CSV that name each value."""
    lines = rows.splitlines()
    return ["\n".join(line for line in lines if value in line.split(",")) for value in values]


def offered(explorer: Explorer, name: str) -> list[Any]:
    """What a control offers now."""
    controls = explorer.offer(explorer.choices)
    return next((each.values() for each in controls if each.name == name), [])


def code_lists(corpus: Corpus, shelf: Shelf) -> dict[str, Listed]:
    """The reports that each view of the codes gives each theme."""
    leading = corpus.codebook.leading
    if not leading:
        return {}
    return {coder: _values(corpus, shelf, leading, coder) for coder in coder_views(corpus)}


def _values(corpus: Corpus, shelf: Shelf, variable: str, coder: str) -> Listed:
    codes = view_codes(corpus, coder=coder, variable=variable)
    return {value: shelf.of(rows) for value, rows in codes.groupby("value")["report_id"]}


def _periods(corpus: Corpus, shelf: Shelf, explorer: ThemeExplorer, every: str) -> Listed:
    """The reports that can lie in each period, and by how much."""
    explorer.choose(every=every)
    days = {dot["key"] for panel in explorer.view["chart"]["panels"] for dot in panel["dots"]}
    listed: Listed = {}
    for day in sorted(days):
        ends = snap(day, every), snap(day, every, last=True)
        found = by_part(find_reports(corpus, start=ends[0], end=ends[1]))
        cards = list_cards(corpus, found, coder=None, shown=len(found))
        listed[day] = shelf.points(cards)
    return listed


BY = ("outlet_kind", "language", "outlet_country", "origin", "carriage", "step", "year")
"""Groupings of a site; by outlet, month and quarter groups are many and small."""

PAIRS = 4
"""So many pairs of groups are compared on the calls that both told."""


def table_groups(
    corpus: Corpus, shelf: Shelf, variables: Sequence[str], by: str = BY[0]
) -> tuple[GroupExplorer, Table]:
    """Every variable by every grouping: all reports, as if they had covered the same, same calls.

    `by` is the grouping that is shown first, as the explorer shows it that comes back, too.
    """
    explorer = GroupExplorer(corpus, variable=variables[0], by=by)
    states = [
        {"variable": variable, "by": each, "mode": mode, "unit": unit, "pair": pair}
        for each in sorted(BY, key=lambda each: each != by)
        for mode, unit, pair in _modes(explorer, each)
        for variable in variables
    ]

    def add(explorer: GroupExplorer) -> Table:
        now, view = explorer.choices, explorer.view
        table = compare(corpus, now)
        amounts = measure(corpus, now.variable, now.coder)
        members = list_members(corpus, now, table, amounts)
        words = {
            mark: label for panel in view["chart"]["panels"] for row in panel["rows"]
            for mark, label in _words(panel, row)
        }  # fmt: skip
        values = {value: shelf.of(amounts.having(value)) for value in amounts.values}
        return {
            "values": values,
            "members": {group: shelf.of(rows) for group, rows in
                        members.groupby("group")["report_id"]},
            "words": words | dict(zip(table["value"], table["title"], strict=True)),
        }  # fmt: skip

    # All values: the page shows those that are chosen.
    explorer.settle = _with_all_values(explorer)  # type: ignore[method-assign]
    explorer.choose(unit="report")
    table = _table(explorer, states, add, chips="values", order=["members", "values"])
    table["first"]["marks"] = []
    explorer.choose(**{name: table["first"][name] for name in table["fields"]})
    return explorer, table


def _words(panel: Mapping[str, Any], row: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """The label of each group that a row has a mark of."""
    if panel["key"]:
        yield row["mark"][0], row["label"]
    else:
        for dot, entry in zip(row["dots"], panel["legend"], strict=False):
            yield dot["mark"][0], entry["label"]


def _with_all_values(explorer: GroupExplorer) -> Any:
    plain = explorer.settle

    def settle(choices: Any, controls: list[Any]) -> Any:
        values = next(each for each in controls if each.name == "values").values()
        return plain(choices.change({"values": values, "marks": []}), controls)

    return settle


def _modes(explorer: GroupExplorer, by: str) -> Iterable[tuple[str, str, Any]]:
    """Mode, unit and pair of what is compared by a grouping."""
    yield "all", "report", None
    yield "all", "call", None
    yield "standardised", "report", None
    asked = explorer.choices.change({"by": by, "mode": "same"})
    pairs = next((each for each in explorer.offer(asked) if each.name == "pair"), None)
    for pair in pairs.values()[:PAIRS] if pairs else []:
        yield "same", "report", list(pair)


CALLS = 30
"""So many calls, the most told, have their story on a site."""


def table_calls(corpus: Corpus, shelf: Shelf, calls: Any) -> Table:
    """The most told calls as story, time line and details; what is folded can be unfolded."""
    ids = calls["call_id"].head(CALLS).tolist()
    explorer = CallExplorer(corpus, {"call_id": ids[0]})
    states = [state for call_id in ids for state in _stories(explorer, call_id)]

    @cache
    def marked(call_id: str, fold_by: str, key: str) -> tuple[str, list[tuple[int, str]]]:
        """Heading and reports of a card; what is unfolded changes neither."""
        marks = ((key,),) if key else ()
        choices = CallChoices(call_id=call_id, fold_by=fold_by, marks=marks)
        trace, found = trace_of(corpus, call_id), list_chosen(corpus, choices)
        heading = say_selection(trace, find_nodes(corpus, choices), marks, found)
        told = say_tellings(trace, choices, found)
        return heading, [(shelf.places[each], said) for each, said in told]

    def add(explorer: CallExplorer) -> Table:
        now, chart = explorer.choices, explorer.view["chart"]
        keys = ["", *(each["key"] for each in chart.get("cards", chart.get("rows", [])))]
        found = {key: marked(now.call_id, now.fold_by, key) for key in keys}
        usual = dict(found[""][1])
        return {
            "said": usual,
            "members": {
                key: [
                    place if said == usual[place] else [place, {"said": said}]
                    for place, said in told
                ]
                for key, (_, told) in found.items()
            },
            "heads": {key: heading for key, (heading, _) in found.items()},
        }

    return _table(explorer, states, add, order=["members"])


def _stories(explorer: CallExplorer, call_id: str) -> Iterable[Table]:
    """The states of one call: three views; the story folded as usual, each group open, and not."""
    usual = {"call_id": call_id, "view": "story", "fold_by": "auto", "unfolded": []}
    yield usual
    explorer.choose(call_id=call_id, view="story", fold_by="auto", unfolded=[])
    groups = [card["key"] for card in explorer.view["chart"]["cards"] if card["group"]]
    for group in groups:
        yield usual | {"unfolded": [group]}
    if groups:
        yield usual | {"fold_by": "none"}
    yield usual | {"view": "time line"}
    yield usual | {"view": "details"}
