"""What explorers have in common: controls, a chart that can be clicked, a list of reports.

Also what makes them at home on a page: keys pressed in them are theirs, and without a kernel they
leave a picture and words.
"""

from dataclasses import replace
from typing import Any

import altair as alt
import anywidget
import ipywidgets as widgets
import pandas as pd

from analysis.charting.style import Spec, draw_png
from analysis.exploring.controls import Controls
from analysis.reading.corpus import Corpus

MARK = "mark"


class Explorer(widgets.VBox):
    """Controls, chart and list; holds only what the reader chose, as a frozen dataclass.

    An explorer says with four methods what it draws (`_draw`, which also reads the controls into
    `view`), what a selection in the chart means for the view (`_read`), which reports are chosen
    (`selected`), and how to call them (`_heading`). Its charts have a parameter `MARK`.
    """

    view: Any

    def __init__(
        self,
        corpus: Corpus,
        controls: Controls,
        *,
        below: tuple[widgets.Widget, ...] = (),
    ) -> None:
        self.corpus = corpus
        self._controls = controls
        self._canvas = _canvas()
        self._list = widgets.HTML()
        self._clear = widgets.Button(
            description="List all again",
            tooltip="Forget the marks and the time chosen in the chart",
        )
        self._clear.on_click(self._forget)
        parts = [controls.box, self._canvas, *below, self._clear, self._list, Keys()]
        super().__init__(parts)
        controls.observe(self._redraw)
        self._canvas.selections.observe(self._choose, [MARK])
        self._redraw()

    @property
    def chart(self) -> alt.TopLevelMixin:
        """The chart as it is drawn now, to show alone or to save."""
        return alt.Chart.from_dict(self._canvas.spec)

    def selected(self) -> pd.DataFrame:
        """The reports chosen, one row a report (see `find_reports`)."""
        raise NotImplementedError

    def _draw(self) -> Spec:
        raise NotImplementedError

    def _read(self, name: str, value: Any) -> dict[str, Any]:
        raise NotImplementedError

    def _heading(self, found: pd.DataFrame) -> str:
        raise NotImplementedError

    def _redraw(self, _: object = None) -> None:
        self._canvas.spec = self._draw()
        self._show_list()

    def _forget(self, _: object) -> None:
        # A chart equal to the one shown would not be drawn anew, and would keep its marks.
        self._canvas.set_trait("spec", None)
        self._redraw()

    def _choose(self, change: dict[str, Any]) -> None:
        self.view = replace(self.view, **self._read(change["name"], change["new"].value))
        self._show_list()

    def _show_list(self) -> None:
        raise NotImplementedError

    def _repr_mimebundle_(self, **options: Any) -> Any:
        """The widget, and for pages without a kernel its picture and its description."""
        spec = self._canvas.spec
        fallback = {"image/png": draw_png(spec), "text/plain": spec["description"]}
        return add_fallback(super()._repr_mimebundle_(**options), fallback)


def _canvas() -> alt.JupyterChart:
    """A chart widget that knows the selection; its `spec` is set at every drawing."""
    alt.JupyterChart.enable_offline()
    marks = alt.selection_point(name=MARK, fields=["value"])
    shell = alt.Chart(alt.Data(values=[])).mark_point().add_params(marks)
    return alt.JupyterChart(shell, embed_options={"actions": False})


def add_fallback(bundle: Any, fallback: dict[str, Any]) -> Any:
    """A widget's representations with others that need no kernel; metadata stay as they are."""
    data, *metadata = bundle if isinstance(bundle, tuple) else (bundle,)
    data = data | fallback
    return (data, *metadata) if metadata else data


# JupyterLab takes keys from whatever has the focus in a notebook: in a list of choices, the arrow
# keys would leave the cell, and "x" would cut it. The attribute is the way out that JupyterLab
# leaves (Lumino's command registry); it looks for it on what has the focus. This widget's element
# is in its place only some frames after it was made.
ESM = """
function claim(el, frames) {
  const output = el.closest(".jp-OutputArea-output");
  const ours = (event) => event.target.setAttribute("data-lm-suppress-shortcuts", "true");
  if (output) output.addEventListener("focusin", ours);
  else if (frames > 0) requestAnimationFrame(() => claim(el, frames - 1));
}
export default { render: ({ el }) => claim(el, 600) };
"""


class Keys(anywidget.AnyWidget):
    """An invisible widget that keeps JupyterLab's shortcuts out of the output that it is in."""

    _esm = ESM

    def __init__(self) -> None:
        super().__init__(layout=widgets.Layout(display="none"))
