"""The controls of the theme explorer; all of them can be worked with the keyboard."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import ipywidgets as widgets
import pandas as pd

from analysis.charting.codes import UNIT_NAMES
from analysis.charting.style import say_period
from analysis.coding.views import coder_views
from analysis.exploring.viewing import View
from analysis.measuring.counting import UNITS
from analysis.measuring.periods import all_periods
from analysis.reading.corpus import Corpus

PERIODS = ("week", "month", "quarter", "year")
FIRST_THEMES = 6
ROWS = 7

CSS_CLASS = "overheard-controls"

ALL = "all"
"""Stands for no limit: a control whose value is None would look empty."""


class Controls:
    """One widget a choice of `View`; `view()` reads them, `box` lays them out."""

    def __init__(self, corpus: Corpus) -> None:
        titles = corpus.codebook.titles("theme")
        months = _months(corpus.tables["reports"])
        self.widgets: dict[str, widgets.ValueWidget] = {
            "themes": _several("Themes", [(title, value) for value, title in titles.items()]),
            "outlet_kinds": _several("Outlet kinds (none: all)", _counted(corpus, "outlet_kind")),
            "languages": _several("Languages (none: all)", _counted(corpus, "language")),
            "every": _one("Period", [(each, each) for each in PERIODS]),
            "unit": _one("Count", [(UNIT_NAMES[unit], unit) for unit in UNITS]),
            "coder": _one("Codes", [(view, view) for view in coder_views(corpus)]),
            "start": _one("From", [("the first", ALL), *months]),
            "end": _one("To", [("the last", ALL), *_ends(months)]),
            "listed": _one("List", [("all reports", ALL), *((t, v) for v, t in titles.items())]),
        }  # fmt: skip
        one = [self.widgets[name] for name in ("every", "unit", "coder", "start", "end", "listed")]
        several = [self.widgets[name] for name in ("themes", "outlet_kinds", "languages")]
        self.box = widgets.GridBox(
            [*several, widgets.VBox(one)],
            layout=widgets.Layout(
                grid_template_columns="repeat(3, minmax(140px, 185px)) minmax(200px, 1fr)",
                grid_gap="4px 14px", width="100%", max_width="880px",
            ),
        )  # fmt: skip
        self.box.add_class(CSS_CLASS)

    def set_first(self, chosen: dict[str, Any]) -> View:
        """Set the first choices; ValueError names a choice or value that does not exist."""
        first = {"themes": self.values("themes")[:FIRST_THEMES], "every": "quarter"} | chosen
        unknown = set(first) - set(self.widgets)
        if unknown:
            known = ", ".join(self.widgets)
            raise ValueError(f"no choice {', '.join(sorted(unknown))}; there are: {known}")
        for name, value in first.items():
            self._set(name, value)
        return self.view()

    def _set(self, name: str, value: Any) -> None:
        known = self.values(name)
        value = ALL if value is None else value
        several = isinstance(self.widgets[name], widgets.SelectMultiple)
        wanted = [value] if not several or isinstance(value, str) else list(value)
        if name in ("start", "end") and value != ALL:
            wanted = [_month(value, last=name == "end")]
        wrong = [each for each in wanted if each not in known]
        if wrong:
            raise ValueError(f"{name} {wrong[0]!r} is none of: {', '.join(map(str, known))}")
        self.widgets[name].value = tuple(wanted) if several else wanted[0]

    def values(self, name: str) -> list[Any]:
        """The values that a control offers."""
        return [value for _, value in self.widgets[name].options]

    def view(self) -> View:
        """The choices as they are set now."""
        known = {field.name for field in fields(View)}
        chosen: dict[str, Any] = {
            name: None if each.value == ALL else each.value
            for name, each in self.widgets.items()
            if name in known
        }
        return View(**chosen)

    def observe(self, changed: Callable[[Any], None]) -> None:
        """Call a function whenever a choice changes."""
        for each in self.widgets.values():
            each.observe(changed, "value")


def _several(label: str, options: list[tuple[str, Any]]) -> widgets.SelectMultiple:
    layout = widgets.Layout(flex_flow="column", align_items="stretch", width="auto")
    style = {"description_width": "auto"}
    return widgets.SelectMultiple(
        options=options, description=label, rows=ROWS, layout=layout, style=style
    )


def _one(label: str, options: list[tuple[str, Any]]) -> widgets.Dropdown:
    layout = widgets.Layout(width="auto")
    return widgets.Dropdown(
        options=options, value=options[0][1] if options else None, description=label,
        layout=layout, style={"description_width": "52px"},
    )  # fmt: skip


def _counted(corpus: Corpus, column: str) -> list[tuple[str, str]]:
    counts = corpus.tables["reports"][column].value_counts()
    return [(f"{str(name).replace('_', ' ')} ({count})", name) for name, count in counts.items()]


def _months(reports: pd.DataFrame) -> list[tuple[str, pd.Timestamp]]:
    days = pd.concat([reports["published_from"], reports["published_to"]]).dropna()
    return [(say_period(month, "month"), month) for month in all_periods(days, every="month")]


def _ends(months: list[tuple[str, pd.Timestamp]]) -> list[tuple[str, pd.Timestamp]]:
    return [(label, month + pd.offsets.MonthEnd(0)) for label, month in reversed(months)]


def _month(value: Any, *, last: bool) -> pd.Timestamp:
    first = pd.Timestamp(value).normalize().replace(day=1)
    return first + pd.offsets.MonthEnd(0) if last else first
