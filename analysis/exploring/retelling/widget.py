"""The explorer of one call: choose it, see its way, step through its tellings, read them."""

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets
import pandas as pd

from analysis.charting.retelling.lanes import LANES
from analysis.charting.retelling.traces import draw_trace, mark_telling
from analysis.charting.style import Spec
from analysis.exploring.controls import ALL, Controls, choose_one
from analysis.exploring.explorer import Explorer
from analysis.exploring.retelling.viewing import (
    CallView,
    cards_html,
    find_calls,
    heading_of,
    list_calls,
    list_chosen,
    matrix_html,
)
from analysis.measuring.retelling.tracing import Trace, trace_call
from analysis.reading.codes import ADJUDICATED
from analysis.reading.corpus import Corpus

NOTHING_FOUND = "No call has all these words: all are offered."


def explore_call(corpus: Corpus, call_id: str | None = None, **chosen: Any) -> "CallExplorer":
    """Explore how a call travelled: who told it, when, on whose word, and what changed.

    Parameters
    ----------
    corpus
        Reports to explore.
    call_id
        The call shown first; without it, the one that is told most.
    **chosen
        First choices: lanes ("outlet"), telling (id of a report), find (words of a call or outlet).

    Returns
    -------
    CallExplorer
        A widget. Its controls choose a call and lanes; buttons, a slider or a click on a mark step
        through the tellings in order. `.selected()` gives the telling that is read, or all, as a
        frame; `.trace` is the call (see `trace_call`), `.table` its details, `.chart` the chart,
        `.view` the choices.

    Raises
    ------
    ValueError
        A first choice is none of those that there are, or the corpus tells no call.

    Examples
    --------
    >>> import analysis
    >>> explorer = analysis.explore_call(analysis.read_corpus(), "ivanivka-forest-2023-10")
    >>> explorer.selected()["name"].tolist()[-1], len(explorer.trace.edges)
    ('watson', 16)
    """
    return CallExplorer(corpus, call_id, **chosen)


class CallExplorer(Explorer):
    """Controls, chart, digests and matrix around `trace_call`."""

    _controls: "CallControls"
    children: Any

    def __init__(self, corpus: Corpus, call_id: str | None = None, **chosen: Any) -> None:
        first = chosen if call_id is None else chosen | {"call": call_id}
        controls = CallControls(corpus, first)
        self._matrix = widgets.HTML()
        self._drawn: tuple[str, str] | None = None
        super().__init__(corpus, controls)
        self._clear.description = "Show all"
        self._clear.tooltip = "Forget the telling chosen"
        steps = widgets.HBox(
            [*controls.steps, self._clear], layout=widgets.Layout(flex_flow="row wrap")
        )
        keys = self.children[-1]
        self.children = (controls.box, self._canvas, steps, self._list, self._matrix, keys)

    @property
    def trace(self) -> Trace:
        """The call shown, its tellings and its edges (see `trace_call`)."""
        return self._controls.trace

    @property
    def table(self) -> pd.DataFrame:
        """The details that its tellings have differently (see `trace_call`)."""
        return self.trace.details

    def selected(self) -> pd.DataFrame:
        """The telling that is read, or all: one row a report, with the columns of the trace."""
        return list_chosen(self.trace, self.view)

    def _draw(self) -> Spec:
        self.view = self._controls.view()
        if (self.view.call_id, self.view.lanes) != self._drawn:
            self._form = draw_trace(self.trace, lanes=self.view.lanes)
            self._drawn = (self.view.call_id, self.view.lanes)
        return self._form | {"datasets": mark_telling(self._form["datasets"], self.view.telling)}

    def _choose(self, change: dict[str, Any]) -> None:
        # A redrawn chart has no mark clicked: that is no choice of all tellings.
        clicked = [each.get("report_id") for each in change["new"].value or []]
        if clicked and clicked[-1] in self._controls.values("telling"):
            self._controls.widgets["telling"].value = clicked[-1]

    def _forget(self, _: object) -> None:
        self._controls.widgets["telling"].value = ALL

    def _show_list(self) -> None:
        note = self.corpus.codebook.coders.get(ADJUDICATED, "")
        self._list.value = cards_html(self.trace, self.view, coder_note=note)
        self._matrix.value = matrix_html(self.table, self.view.telling)

    def _heading(self, found: pd.DataFrame) -> str:
        return heading_of(self.trace, self.view)


class CallControls(Controls):
    """A search, a call, lanes, and a telling to step to; `view()` reads them.

    Which calls are offered follows the search, which tellings the call.
    """

    trace: Trace

    def __init__(self, corpus: Corpus, chosen: dict[str, Any]) -> None:
        self._corpus = corpus
        self._calls = list_calls(corpus)
        if self._calls.empty:
            raise ValueError("no report of this corpus tells a call that is on its list of calls")
        self._following = False
        self._found = widgets.Label(layout=widgets.Layout(display="none"))
        choices = {
            "find": _search_box(),
            "call": choose_one("Call", _name_calls(self._calls), width="36px"),
            "lanes": choose_one("Lanes", [(f"by {lanes}", lanes) for lanes in LANES], width="42px"),
            "telling": _slider(),
        }
        steps = [self._step("Earlier", -1), self._step("Later", 1)]
        self.steps = [*steps, choices["telling"]]
        row = widgets.GridBox(
            [choices[name] for name in ("find", "call", "lanes")],
            layout=widgets.Layout(
                grid_template_columns="minmax(150px, 1fr) minmax(220px, 1.7fr) minmax(130px, .7fr)",
                grid_gap="4px 10px", width="100%", max_width="880px",
            ),
        )  # fmt: skip
        box = widgets.VBox([row, self._found], layout=widgets.Layout(width="100%"))
        choices["find"].observe(self._search, "value")
        choices["call"].observe(self._follow, "value")
        self.widgets = choices
        self._follow()
        super().__init__(choices, box, chosen)

    def set_choice(self, name: str, value: Any) -> None:
        """Set a control; a call that there is not is a KeyError that names similar ones."""
        if name == "call" and value not in self.values(name):
            trace_call(self._corpus, value)
        super().set_choice(name, value)

    def view(self) -> CallView:
        """The choices as they are set now."""
        read = {name: self.read(name) for name in ("call", "lanes", "telling")}
        return CallView(call_id=read.pop("call"), **read)

    def observe(self, changed: Callable[[Any], None]) -> None:
        """Call a function whenever the reader changes a choice, once a change."""

        def once(change: Any) -> None:
            if not self._following:
                changed(change)

        super().observe(once)

    def _step(self, label: str, by: int) -> widgets.Button:
        button = widgets.Button(
            description=label, tooltip=f"{label} telling, as they are listed",
            layout=widgets.Layout(width="80px"),
        )  # fmt: skip
        button.on_click(lambda _: self._move(by))
        return button

    def _move(self, by: int) -> None:
        values, slider = self.values("telling"), self.widgets["telling"]
        place = values.index(slider.value) + by
        slider.value = values[min(max(place, 0), len(values) - 1)]

    def _search(self, change: dict[str, Any]) -> None:
        found = find_calls(self._calls, change["new"])
        self._found.value = NOTHING_FOUND
        self._found.layout.display = None if found.empty else "none"
        self._offer("call", _name_calls(self._calls if found.empty else found))

    def _follow(self, _: object = None) -> None:
        """Trace the call chosen, and offer its tellings."""
        self.trace = trace_call(self._corpus, self.widgets["call"].value)
        named = [
            (f"{number} {row.name}", row.report_id)
            for number, row in enumerate(self.trace.tellings.itertuples(index=False), 1)
        ]
        self._offer("telling", [("all", ALL), *named])

    def _offer(self, name: str, options: list[tuple[str, Any]]) -> None:
        before, self._following = self._following, True
        try:
            self.offer(name, options)
        finally:
            self._following = before


def _search_box() -> widgets.Text:
    return widgets.Text(
        description="Find", placeholder="words, then Enter", continuous_update=False,
        layout=widgets.Layout(width="auto"), style={"description_width": "36px"},
    )  # fmt: skip


def _slider() -> widgets.SelectionSlider:
    return widgets.SelectionSlider(
        options=[("all", ALL)], description="Telling", continuous_update=False,
        layout=widgets.Layout(width="500px"), style={"description_width": "52px"},
    )  # fmt: skip


def _name_calls(calls: pd.DataFrame) -> list[tuple[str, str]]:
    return [
        (f"{row.title} ({row.tellings}{', batch' if row.kind == 'batch' else ''})", row.call_id)
        for row in calls.itertuples()
    ]
