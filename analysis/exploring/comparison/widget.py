"""The explorer of groups: choose what to compare, see how sure it is, read the reports behind."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import ipywidgets as widgets
import pandas as pd

from analysis.charting.comparison import VARIABLES, draw_comparison, say_group
from analysis.charting.style import Spec
from analysis.charting.wording import UNIT_NAMES
from analysis.exploring.comparison.viewing import (
    ALL_REPORTS,
    MODES,
    SAME_CALLS,
    STANDARDISED,
    Comparison,
    compare,
    list_reports,
    say_marks,
    verdicts_html,
)
from analysis.exploring.controls import ALL, Controls, choose_one, choose_several
from analysis.exploring.explorer import Explorer
from analysis.measuring.comparison.grouping import GROUPINGS, group_reports
from analysis.measuring.comparison.shared_calls import list_shared_calls
from analysis.measuring.counting import UNITS
from analysis.measuring.reports import NOT_KNOWN
from analysis.measuring.variables import measure_reports, variables
from analysis.reading.codes import coder_views
from analysis.reading.corpus import Corpus

FIRST_VALUES = 6


def explore_groups(corpus: Corpus, **chosen: Any) -> "GroupExplorer":
    """Explore how groups of reports differ: outlets, languages, originals and translations, times.

    Parameters
    ----------
    corpus
        Reports to explore.
    **chosen
        First choices, as in `Comparison`: by ("outlet_kind"), variable ("theme"), values, groups,
        unit, coder, mode ("all", "same", "standardised"), pair, over, poor.

    Returns
    -------
    GroupExplorer
        A widget. Controls choose what is compared; under the chart, sentences say what can be
        told from chance; a click on a dot, or the control "List", lists the reports behind it.
        `.selected()` gives them as a frame, `.table` is the table drawn, `.chart` the chart,
        `.view` the choices.

    Raises
    ------
    ValueError
        A first choice is none of those that there are.

    Examples
    --------
    >>> import analysis
    >>> explorer = analysis.explore_groups(analysis.read_corpus(), groups=["newspaper", "tabloid"])
    >>> explorer.table["group"].unique().tolist(), len(explorer.selected())
    (['newspaper', 'tabloid'], 170)
    """
    return GroupExplorer(corpus, **chosen)


class GroupExplorer(Explorer):
    """Controls, chart, sentences and list around `compare`, `draw` and `list_reports`."""

    _controls: "GroupControls"

    def __init__(self, corpus: Corpus, **chosen: Any) -> None:
        self._verdicts = widgets.HTML()
        controls = GroupControls(corpus, chosen)
        super().__init__(corpus, controls, below=(self._verdicts,))

    def selected(self) -> pd.DataFrame:
        """The reports chosen, one row a report (see `find_reports`)."""
        return list_reports(self.corpus, self.view, self.table)

    def _draw(self) -> Spec:
        self.view = self._controls.view()
        self.table = compare(self.corpus, self.view)
        self._controls.offer_marks(self.table)
        self.view = self._controls.view()
        self._verdicts.value = verdicts_html(self.table, self.view)
        return draw_comparison(self.table, poor=self.view.poor)

    def _read(self, name: str, value: Any) -> dict[str, Any]:
        return {"marks": tuple((each["group"], each["value"]) for each in value or [])}

    def _heading(self, found: pd.DataFrame) -> str:
        return say_marks(self.view, self.table, found)


class GroupControls(Controls):
    """One widget a choice of `Comparison`; `view()` reads them.

    What is offered follows the choices: groups and pairs the grouping, values the variable, and
    what cannot be chosen in a mode is disabled.
    """

    def __init__(self, corpus: Corpus, chosen: dict[str, Any]) -> None:
        self._corpus = corpus
        modes = widgets.ToggleButtons(
            options=list(MODES.items()), description="Compare",
            style={"description_width": "auto", "button_width": "auto"},
        )  # fmt: skip
        several = {
            "groups": choose_several("Groups (none: all)", []),
            "values": choose_several("Values (none: all)", []),
        }
        named = [(VARIABLES.get(each, say_group(each).capitalize()), each)
                 for each in variables(corpus)]  # fmt: skip
        one = {
            "by": _choose("Group by", [(words, by) for by, words in GROUPINGS.items()]),
            "variable": _choose("Variable", named),
            "unit": _choose("Count", [(UNIT_NAMES[unit], unit) for unit in UNITS]),
            "coder": _choose("Codes", [(view, view) for view in coder_views(corpus)]),
            "pair": _choose("Pair", []),
            "over": _choose("Over", [("quarters", "quarter"), ("calls", "call")]),
            "listed": _choose("List", [("all compared", ALL)]),
        }
        poor = widgets.Checkbox(description="Show values with poor agreement", indent=False)
        box = widgets.VBox([
            modes,
            widgets.GridBox(
                [*several.values(), widgets.VBox(list(one.values()))],
                layout=widgets.Layout(
                    grid_template_columns="repeat(2, minmax(140px, 250px)) minmax(220px, 1fr)",
                    grid_gap="4px 14px", width="100%", max_width="880px",
                ),
            ),
            poor,
        ])  # fmt: skip
        self._following = False
        for widget in (modes, one["by"], one["variable"], one["coder"]):
            widget.observe(self._follow, "value")
        choices = {"mode": modes, "by": one["by"], "variable": one["variable"]}
        choices |= several | one | {"poor": poor}
        # A study that is not coded yet has no themes, and opens with what it has.
        variable = next(each for each in ("theme", *variables(corpus)) if each in variables(corpus))
        first = {"by": "outlet_kind", "variable": variable} | chosen
        super().__init__(choices, box, first)
        if "values" not in chosen:
            self.set_choice("values", self.values("values")[:FIRST_VALUES])

    def set_choice(self, name: str, value: Any) -> None:
        """Set a control; a pair can be given as a list, too."""
        super().set_choice(name, tuple(value) if name == "pair" and value else value)

    def view(self) -> Comparison:
        """The choices as they are set now."""
        known = {field.name for field in fields(Comparison)}
        return Comparison(**{name: self.read(name) for name in self.widgets if name in known})

    def observe(self, changed: Callable[[Any], None]) -> None:
        """Call a function whenever the reader changes a choice, once a change."""

        def once(change: Any) -> None:
            if not self._following:
                changed(change)

        super().observe(once)

    def offer_marks(self, table: pd.DataFrame) -> None:
        """Offer the rows of a table in the control that lists the reports behind one."""
        marks = table[["group", "value", "title"]]
        if "other" in table:
            others = table[["other", "value", "title"]].rename(columns={"other": "group"})
            marks = pd.concat([marks, others])
        rows = marks.itertuples(index=False)
        named = [(f"{say_group(row.group)}: {row.title}", (row.group, row.value)) for row in rows]
        self._offer("listed", [("all compared", ALL), *named])

    def _follow(self, _: object = None) -> None:
        """Offer what the grouping, the variable and the mode allow."""
        view, corpus = self.view(), self._corpus
        amounts = measure_reports(corpus, view.variable, None, coder=view.coder)
        self._offer("values", list(zip(amounts.titles, amounts.values, strict=True)))
        self._offer("groups", _groups(corpus, view.by))
        same = view.mode == SAME_CALLS
        if same:
            self._offer("pair", _pairs(corpus, view.by))
        enabled = {
            "groups": not same, "pair": same, "over": view.mode == STANDARDISED,
            "unit": view.mode == ALL_REPORTS, "coder": view.variable in corpus.codebook.variables,
        }  # fmt: skip
        for name, able in enabled.items():
            self.widgets[name].disabled = not able

    def _offer(self, name: str, options: list[tuple[str, Any]]) -> None:
        self._following = True
        try:
            self.offer(name, options)
        finally:
            self._following = False


def _choose(label: str, options: list[tuple[str, Any]]) -> widgets.Dropdown:
    return choose_one(label, options, width="64px")


def _groups(corpus: Corpus, by: str) -> list[tuple[str, str]]:
    """The groups, the largest first, with the number of their reports; unknown ones last."""
    members = group_reports(corpus, by)
    counts = members.groupby("group")["weight"].sum().sort_values(ascending=False, kind="stable")
    named = [(f"{say_group(group)} ({count:.0f})", group) for group, count in counts.items()]
    return sorted(named, key=lambda option: option[1] == NOT_KNOWN)


def _pairs(corpus: Corpus, by: str) -> list[tuple[str, tuple[str, str]]]:
    """The pairs of groups that told the same calls, most calls first."""
    shared = list_shared_calls(corpus, by)
    return [
        (f"{say_group(row.group)}, {say_group(row.other)} ({row.calls} calls)",
         (row.group, row.other))
        for row in shared.itertuples()
    ]  # fmt: skip
