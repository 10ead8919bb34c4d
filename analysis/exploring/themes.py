"""The theme explorer: choose, see shares with their uncertainty, read the reports behind them."""

from dataclasses import replace
from typing import Any

import altair as alt
import ipywidgets as widgets
import pandas as pd

from analysis.charting.style import draw_png
from analysis.charting.themes import MARK, SPAN
from analysis.exploring.controls import Controls
from analysis.exploring.fallback import add_fallback
from analysis.exploring.keys import Keys
from analysis.exploring.listing import list_html
from analysis.exploring.viewing import draw_themes, list_reports, say_selection
from analysis.reading.corpus import Corpus


def explore_themes(corpus: Corpus, **chosen: Any) -> "ThemeExplorer":
    """Explore how often themes were reported over time.

    Parameters
    ----------
    corpus
        Reports to explore.
    **chosen
        First choices, as in `View`: themes, every ("quarter"), unit, coder, outlet_kinds,
        languages, start, end.

    Returns
    -------
    ThemeExplorer
        A widget. Controls choose what is shown; a drag over the bars below, a click on a mark, or
        the controls "from", "to" and "list" choose reports, which are listed under the chart.
        `.selected()` gives them as a frame; `.chart` is the chart, `.view` the choices.

    Raises
    ------
    ValueError
        A first choice is none of those that there are.

    Examples
    --------
    >>> import analysis
    >>> explorer = analysis.explore_themes(analysis.read_corpus(), themes=["losses"])
    >>> len(explorer.selected())
    261
    """
    return ThemeExplorer(corpus, **chosen)


class ThemeExplorer(widgets.VBox):
    """Controls, chart and list around `draw_themes` and `list_reports`; holds only a `View`."""

    def __init__(self, corpus: Corpus, **chosen: Any) -> None:
        self.corpus = corpus
        self._controls = Controls(corpus)
        self.view = self._controls.set_first(chosen)
        self._canvas = _canvas()
        self._list = widgets.HTML()
        self._clear = widgets.Button(
            description="List all again",
            tooltip="Forget the marks and the time chosen in the chart",
        )
        self._clear.on_click(self._forget)
        super().__init__([self._controls.box, self._canvas, self._clear, self._list, Keys()])
        self._controls.observe(self._redraw)
        self._canvas.selections.observe(self._choose, [MARK, SPAN])
        self._redraw()

    @property
    def chart(self) -> alt.TopLevelMixin:
        """The chart as it is drawn now, to show alone or to save."""
        return alt.Chart.from_dict(self._canvas.spec)

    def selected(self) -> pd.DataFrame:
        """The reports chosen, one row a report (see `find_reports`)."""
        return list_reports(self.corpus, self.view)

    def _redraw(self, _: object = None) -> None:
        self.view = self._controls.view()
        self._canvas.spec = draw_themes(self.corpus, self.view)
        self._show_list()

    def _forget(self, _: object) -> None:
        # A chart equal to the one shown would not be drawn anew, and would keep its marks.
        self._canvas.set_trait("spec", None)
        self._redraw()

    def _choose(self, change: dict[str, Any]) -> None:
        self.view = replace(self.view, **read_selection(change["name"], change["new"].value))
        self._show_list()

    def _show_list(self) -> None:
        found = self.selected()
        self._list.value = list_html(found, say_selection(self.corpus, self.view, found))

    def _repr_mimebundle_(self, **options: Any) -> Any:
        """The widget, and for pages without a kernel its picture and its description."""
        spec = self._canvas.spec
        fallback = {"image/png": draw_png(spec), "text/plain": spec["description"]}
        return add_fallback(super()._repr_mimebundle_(**options), fallback)


def _canvas() -> alt.JupyterChart:
    """A chart widget that knows the two selections; its `spec` is set at every drawing."""
    alt.JupyterChart.enable_offline()
    marked = alt.selection_point(name=MARK, fields=["value"])
    span = alt.selection_interval(name=SPAN)
    shell = alt.Chart(alt.Data(values=[])).mark_point().add_params(marked, span)
    return alt.JupyterChart(shell, embed_options={"actions": False})


def read_selection(name: str, value: Any) -> dict[str, Any]:
    """What a selection of the chart means for the view: marks, single reports or a span."""
    if name == SPAN:
        days = next(iter(value.values()), None) if value else None
        span = tuple(_day(each) for each in days) if days else None
        return {"span": span, "marks": (), "reports": ()}
    points = value or []
    return {
        "marks": tuple((each["value"], _day(each["period"])) for each in points if "value" in each),
        "reports": tuple(each["report_id"] for each in points if "report_id" in each),
    }


def _day(moment: float) -> pd.Timestamp:
    """The day of a moment given in milliseconds (UTC), as the chart draws it."""
    return pd.Timestamp(moment, unit="ms").normalize()
