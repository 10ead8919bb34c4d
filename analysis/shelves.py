"""Shelves of public names, each name imported from its module when it is first asked for."""

import importlib
from collections.abc import Callable, Mapping
from functools import cache


def open_shelf(
    shelf: str, homes: Mapping[str, str], inside: tuple[str, ...] = ()
) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """What a package or module needs to hand out public names: `__getattr__` and `__dir__`.

    Parameters
    ----------
    shelf
        Full name of the package or module.
    homes
        Public name -> its module, without the name of the kit.
    inside
        Further shelves that can be reached from this one.
    """

    def find(name: str) -> object:
        if name in inside:
            return importlib.import_module(f"{shelf}.{name}")
        if name not in homes:
            raise AttributeError(f"module {shelf!r} has no {name!r}; it has: {', '.join(names())}")
        found: object = getattr(importlib.import_module(f"analysis.{homes[name]}"), name)
        _show_tables_as_text()
        return found

    def names() -> list[str]:
        return sorted([*homes, *inside])

    return find, names


@cache
def _show_tables_as_text() -> None:
    """Tell pandas, once, that "$5 and then $6" in a table is no formula.

    A notebook would set it as one. The option is that of the whole process, since results are
    plain frames; whoever wants formulas in tables sets it again.
    """
    import pandas as pd

    pd.set_option("display.html.use_mathjax", False)
