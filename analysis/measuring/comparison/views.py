"""The same comparison by every coder: does what it says hang on who coded?"""

from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd

from analysis.reading.codes import coder_views
from analysis.reading.corpus import Corpus


def compare_views(
    compare: Callable[..., pd.DataFrame],
    corpus: Corpus,
    *what: Any,
    coders: Iterable[str] | None = None,
    **options: Any,
) -> pd.DataFrame:
    """Repeat a comparison with each view of the codes.

    Parameters
    ----------
    compare
        `compare_groups`, `compare_same_calls`, `standardise_groups` or another function of a
        corpus with the option `coder`.
    corpus, *what, **options
        What it is called with.
    coders
        Views of the codes (see `view_codes`); by default all that there are.

    Returns
    -------
    DataFrame
        The tables below each other, with a first column `coder`. `.attrs` are those of the first.

    Raises
    ------
    ValueError
        There is no such view, or none at all.

    Examples
    --------
    >>> import analysis
    >>> table = analysis.compare_views(
    ...     analysis.compare_groups, analysis.read_corpus(), "carriage", "certainty")
    >>> rows = table.query("group == 'author' and value == 'attributed'")
    >>> rows[["coder", "estimate", "difference"]].round(2)
              coder  estimate  difference
    1   adjudicated      0.48        0.23
    7             a      0.44        0.19
    13            b      0.54        0.15
    19         both      0.41        0.17
    25       either      0.57        0.17
    """
    views = coder_views(corpus) if coders is None else list(coders)
    if not views:
        known = ", ".join(coder_views(corpus)) or "none"
        raise ValueError(f"no coder view to compare; there are: {known}")
    tables = [compare(corpus, *what, coder=view, **options) for view in views]
    for view, table in zip(views, tables, strict=True):
        table.insert(0, "coder", view)
    both = pd.concat(tables, ignore_index=True)
    both.attrs = tables[0].attrs
    return both
