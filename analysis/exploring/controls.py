"""Controls that any explorer can have; all of them can be worked with the keyboard."""

from collections.abc import Callable, Mapping
from typing import Any

import ipywidgets as widgets
import pandas as pd

CSS_CLASS = "overheard-controls"

ALL = "no limit"
"""Stands for no limit: a control whose value is None would look empty."""


class Controls:
    """One widget a choice; `box` lays them out.

    An explorer has a class of its own that makes the widgets and reads them.
    """

    def __init__(
        self, choices: Mapping[str, widgets.ValueWidget], box: widgets.Box, first: dict[str, Any]
    ) -> None:
        self.widgets = dict(choices)
        self.box = box
        self.box.add_class(CSS_CLASS)
        self._set_first(first)

    def _set_first(self, chosen: dict[str, Any]) -> None:
        """Set the first choices; ValueError names a choice or value that does not exist."""
        unknown = set(chosen) - set(self.widgets)
        if unknown:
            known = ", ".join(self.widgets)
            raise ValueError(f"no choice {', '.join(sorted(unknown))}; there are: {known}")
        for name in self.widgets:
            if name in chosen:
                self.set_choice(name, chosen[name])

    def set_choice(self, name: str, value: Any) -> None:
        """Set a control; ValueError names the values that there are."""
        widget = self.widgets[name]
        if not hasattr(widget, "options"):
            widget.value = value
            return
        value = ALL if value is None else value
        several = isinstance(widget, widgets.SelectMultiple)
        wanted = [value] if not several or isinstance(value, str) else list(value)
        known = self.values(name)
        wrong = [each for each in wanted if each not in known]
        if wrong:
            raise ValueError(f"{name} {wrong[0]!r} is none of: {', '.join(map(str, known))}")
        widget.value = tuple(wanted) if several else wanted[0]

    def values(self, name: str) -> list[Any]:
        """The values that a control offers."""
        return [value for _, value in self.widgets[name].options]

    def read(self, name: str) -> Any:
        """What is chosen now; None where that is no limit."""
        value = self.widgets[name].value
        return None if isinstance(value, str) and value == ALL else value

    def offer(self, name: str, options: list[tuple[str, Any]]) -> None:
        """Offer other values; what was chosen stays chosen where it is still offered."""
        widget = self.widgets[name]
        if list(widget.options) == options:
            return
        values = [value for _, value in options]
        before = widget.value
        widget.options = options
        if isinstance(widget, widgets.SelectMultiple):
            widget.value = tuple(each for each in before if each in values)
        elif options:
            widget.value = before if before in values else values[0]

    def observe(self, changed: Callable[[Any], None]) -> None:
        """Call a function whenever a choice changes."""
        for each in self.widgets.values():
            each.observe(changed, "value")


def choose_several(
    label: str, options: list[tuple[str, Any]], *, rows: int = 7
) -> widgets.SelectMultiple:
    """A list of which any number can be chosen."""
    layout = widgets.Layout(flex_flow="column", align_items="stretch", width="auto")
    style = {"description_width": "auto"}
    return widgets.SelectMultiple(
        options=options, description=label, rows=rows, layout=layout, style=style
    )


def choose_one(
    label: str, options: list[tuple[str, Any]], *, width: str = "52px"
) -> widgets.Dropdown:
    """A list of which one is chosen, at first the first."""
    return widgets.Dropdown(
        options=options, value=options[0][1] if options else None, description=label,
        layout=widgets.Layout(width="auto"), style={"description_width": width},
    )  # fmt: skip


def count_options(column: pd.Series) -> list[tuple[str, str]]:
    """The values of a column as options, the most frequent first, with how often they are there."""
    counts = column.value_counts()
    return [(f"{str(name).replace('_', ' ')} ({count})", name) for name, count in counts.items()]
