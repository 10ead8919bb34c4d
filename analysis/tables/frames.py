"""A frame as a table to read: how a notebook shows each one, in one style.

The style is inline, since JupyterLab drops style sheets of notebooks that it does not trust; its
own colours, light or dark, remain. What a frame is as plain text stays with pandas.
"""

import re
from collections.abc import Callable
from typing import Any

import pandas as pd

from analysis.untrusted import plain_text

MOST, ENDS = 60, 10
"""A table of more rows is shown by its first and last ones, so many of each."""

DECIMALS, LETTERS = 3, 120
"""Decimals of a number and letters of a text, at most."""

LEFT = "\x02"
"""Stands before what goes to the left; no text of a cell has it, since it cannot be seen."""

NOTHING = "–"


def show_frames() -> None:
    """Tell IPython, where it runs, to show each frame so."""
    from IPython.core.getipython import get_ipython

    shell: Any = get_ipython()
    if shell:
        shell.display_formatter.formatters["text/html"].for_type(pd.DataFrame, table_html)


def table_html(frame: pd.DataFrame) -> str | None:
    """A frame as HTML, a line a row; None where pandas is told to write none.

    Text stands at the left and wraps, numbers at the right, all of a column with as many decimals;
    days are without hours, what is not known is a dash. Row numbers without a name are left out.

    Examples
    --------
    >>> html = table_html(pd.DataFrame({"name": ["<b>", None], "share": [0.25, 1]}))
    >>> [part in html for part in ("&lt;b&gt;", "<td>0.25</td>", "<td>1.00</td>", "–")]
    [True, True, True, True]
    """
    if not pd.get_option("display.notebook_repr_html"):
        return None
    long = len(frame) > MOST
    shown = pd.concat([frame.head(ENDS), frame.tail(ENDS)]) if long else frame
    columns = [shown.iloc[:, place] for place in range(shown.shape[1])]
    if shown.columns.nlevels == 1:
        heads = [f"{LEFT if _is_text(each) else ''}{each.name}" for each in columns]
        shown = shown.set_axis(pd.Index(heads, name=shown.columns.name), axis=1)
    html = shown.to_html(
        border=0, index=not _only_counts(shown.index), na_rep=NOTHING,
        formatters=list(map(_writer, columns)),
    )  # fmt: skip
    html = re.sub(r"\n\s+(?=<t[dh][ >]|</tr>)", "", html).replace(' style="text-align: right;"', "")
    html = re.sub(f"<(t[dh])>{LEFT}", r'<\1 style="text-align:left">', html)
    return html + (f"<p>The first and last {ENDS} of {len(frame):,} rows.</p>" if long else "")


def _only_counts(index: pd.Index) -> bool:
    return index.nlevels == 1 and index.name is None and pd.api.types.is_integer_dtype(index)


def _is_text(column: pd.Series) -> bool:
    types = pd.api.types
    return not (types.is_numeric_dtype(column) or types.is_datetime64_any_dtype(column))


def _writer(column: pd.Series) -> Callable[[Any], str]:
    """How the values of a column are written."""
    known = column.dropna()
    if _is_text(column):
        return lambda text: LEFT + _cut(text)
    if pd.api.types.is_bool_dtype(column):
        return str
    if pd.api.types.is_datetime64_any_dtype(column):
        form = "%Y-%m-%d" if (known == known.dt.normalize()).all() else "%Y-%m-%d %H:%M"
        return lambda day: NOTHING if pd.isna(day) else format(day, form)
    decimals = max(map(_decimals, known), default=0)
    form = f"{',' if len(known) and known.abs().max() >= 10_000 else ''}.{decimals}f"
    return lambda number: format(number, form)


def _cut(value: object) -> str:
    text = plain_text(str(value))
    return text if len(text) <= LETTERS else f"{text[: LETTERS - 1].rstrip()}…"


def _decimals(number: float) -> int:
    """How many decimals a number needs."""
    return len(f"{number:.{DECIMALS}f}".rstrip("0").partition(".")[2])
