"""Shelves of public names, each name imported from its module when it is first asked for."""

import importlib
import sys
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
        _show_tables()
        return found

    def names() -> list[str]:
        return sorted([*homes, *inside])

    return find, names


@cache
def _show_tables() -> None:
    """Tell pandas and IPython, once, how a frame is shown: in one style, and "$5" as money.

    A notebook would set "$5 and then $6" as a formula. Both are told for the whole process, since
    results are plain frames; whoever wants formulas in tables sets the option again.
    """
    import pandas as pd

    pd.set_option("display.html.use_mathjax", False)
    if "IPython" in sys.modules:
        from analysis.frames import show_frames

        show_frames()
