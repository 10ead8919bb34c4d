"""The theme explorer: choose, see shares with their uncertainty, read the reports behind them."""

from dataclasses import fields
from typing import Any

import ipywidgets as widgets
import pandas as pd

from analysis.charting.codes import UNIT_NAMES
from analysis.charting.style import SPAN, Spec, say_period
from analysis.exploring.controls import ALL, Controls, choose_one, choose_several, count_options
from analysis.exploring.explorer import Explorer
from analysis.exploring.themes.viewing import View, draw_themes, list_reports, say_selection
from analysis.measuring.counting import UNITS
from analysis.measuring.dates import all_periods
from analysis.reading.codes import coder_views
from analysis.reading.corpus import Corpus

PERIODS = ("week", "month", "quarter", "year")
FIRST_THEMES = 6


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
    651
    """
    return ThemeExplorer(corpus, **chosen)


class ThemeExplorer(Explorer):
    """Controls, chart and list around `draw_themes` and `list_reports`; holds only a `View`."""

    _controls: "ThemeControls"

    def __init__(self, corpus: Corpus, **chosen: Any) -> None:
        super().__init__(corpus, ThemeControls(corpus, chosen))

    def selected(self) -> pd.DataFrame:
        """The reports chosen, one row a report (see `find_reports`)."""
        return list_reports(self.corpus, self.view)

    def _draw(self) -> Spec:
        self.view = self._controls.view()
        return draw_themes(self.corpus, self.view)

    def _read(self, name: str, value: Any) -> dict[str, Any]:
        return read_selection(name, value)

    def _heading(self, found: pd.DataFrame) -> str:
        return say_selection(self.corpus, self.view, found)


class ThemeControls(Controls):
    """One widget a choice of `View`; `view()` reads them."""

    def __init__(self, corpus: Corpus, chosen: dict[str, Any]) -> None:
        titles = corpus.codebook.titles("theme")
        reports = corpus.tables["reports"]
        months = _months(reports)
        themes = [(title, value) for value, title in titles.items()]
        several = {
            "themes": choose_several("Themes", themes),
            "outlet_kinds": choose_several(
                "Outlet kinds (none: all)", count_options(reports["outlet_kind"])
            ),
            "languages": choose_several(
                "Languages (none: all)", count_options(reports["language"])
            ),
        }
        one = {
            "every": choose_one("Period", [(each, each) for each in PERIODS]),
            "unit": choose_one("Count", [(UNIT_NAMES[unit], unit) for unit in UNITS]),
            "coder": choose_one("Codes", [(view, view) for view in coder_views(corpus)]),
            "start": choose_one("From", [("the first", ALL), *months]),
            "end": choose_one("To", [("the last", ALL), *_ends(months)]),
            "listed": choose_one("List", [("all reports", ALL), *themes]),
        }
        box = widgets.GridBox(
            [*several.values(), widgets.VBox(list(one.values()))],
            layout=widgets.Layout(
                grid_template_columns="repeat(3, minmax(140px, 185px)) minmax(200px, 1fr)",
                grid_gap="4px 14px", width="100%", max_width="880px",
            ),
        )  # fmt: skip
        first = {"themes": list(titles)[:FIRST_THEMES], "every": "quarter"}
        super().__init__(several | one, box, first | chosen)

    def set_choice(self, name: str, value: Any) -> None:
        """Set a control; for the first and the last day, any day of a month stands for it."""
        if name in ("start", "end") and value is not None:
            value = _month(value, last=name == "end")
        super().set_choice(name, value)

    def view(self) -> View:
        """The choices as they are set now."""
        known = {field.name for field in fields(View)}
        return View(**{name: self.read(name) for name in self.widgets if name in known})


def _months(reports: pd.DataFrame) -> list[tuple[str, pd.Timestamp]]:
    days = pd.concat([reports["published_from"], reports["published_to"]]).dropna()
    return [(say_period(month, "month"), month) for month in all_periods(days, every="month")]


def _ends(months: list[tuple[str, pd.Timestamp]]) -> list[tuple[str, pd.Timestamp]]:
    return [(label, month + pd.offsets.MonthEnd(0)) for label, month in reversed(months)]


def _month(value: Any, *, last: bool) -> Any:
    if value == ALL:
        return value
    first = pd.Timestamp(value).normalize().replace(day=1)
    return first + pd.offsets.MonthEnd(0) if last else first


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
