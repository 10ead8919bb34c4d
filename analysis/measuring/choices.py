"""A finding under every defensible choice: which of them it depends on."""

from collections.abc import Callable, Iterable, Mapping
from itertools import product
from typing import Any

import pandas as pd

from analysis.reading.corpus import Corpus

ESTIMATES = (
    ("standardised_difference", "standardised_difference_low", "standardised_difference_high"),
    ("difference", "difference_low", "difference_high"),
    ("difference", "low", "high"),
    ("share", "low", "high"),
    ("estimate", "low", "high"),
)
"""Columns of an estimate and its interval, in the tables of this kit; the first there are count."""

ALL, EVERYTHING, LARGEST = "all", "no call", "the largest call"
OF_CORPUS = ("edition", "without")
"""Choices of which reports, made before anything is measured; all others are options of it."""


def vary_choices(
    corpus: Corpus,
    finding: Callable[..., pd.DataFrame],
    *,
    row: Mapping[str, Any] | None = None,
    **choices: Iterable[Any],
) -> pd.DataFrame:
    """Repeat a measurement under every combination of choices that could as well have been made.

    Parameters
    ----------
    corpus
        What is measured.
    finding
        A function of a corpus, with the options named in `choices`, that returns a table with a
        difference, a share or another estimate with its interval.
    row
        Which row of the table is the finding: its value in each column named. Without it the table
        has one row.
    **choices
        The options of each choice. `edition`: "all" or an edition of the corpus; `without`: "no
        call" or "the largest call" (the one told in most reports; its reports are left out); any
        other name is an option of `finding`: `unit`, `coder`, `bandwidth` ...

    Returns
    -------
    DataFrame
        One row a combination (a specification): a column a choice; `estimate`, `low`, `high`, in
        the unit of the finding (missing where it cannot be measured so); `reports` measured.
        `.attrs` holds the names of the choices, and the attrs of the first table.

    Raises
    ------
    ValueError
        There is no choice; several rows, or none, are the finding; the table has no estimate.

    Notes
    -----
    The specification curve of Simonsohn, Simmons & Nelson (2020), its first two steps: all
    reasonable specifications, each estimate shown. Specifications share their reports, so that many
    that agree are not as many confirmations.

    Examples
    --------
    >>> import analysis
    >>> def losses(corpus, **options):
    ...     return analysis.count_codes(corpus, values=["losses"], every=None, **options)
    >>> table = analysis.vary_choices(
    ...     analysis.read_corpus(edition=1), losses, unit=["report", "call"], coder=["a", "b"]
    ... )
    >>> table[["unit", "coder", "estimate"]].round(2)
         unit coder  estimate
    0  report     a      0.57
    1  report     b      0.57
    2    call     a      0.57
    3    call     b      0.57
    """
    options = {name: list(dict.fromkeys(each)) for name, each in choices.items()}
    if not options:
        raise ValueError("no choice is named: `unit=[...]`, `coder=[...]`, `without=[...]` ...")
    rows: list[dict[str, Any]] = []
    attrs: dict[Any, Any] = {}
    for chosen in product(*options.values()):
        how = dict(zip(options, chosen, strict=True))
        part = _choose_reports(corpus, **{name: how[name] for name in OF_CORPUS if name in how})
        table = finding(part, **{name: how[name] for name in how if name not in OF_CORPUS})
        estimate = read_estimate(choose_row(table, row))
        rows.append(how | estimate | {"reports": len(part.reports)})
        attrs = attrs or table.attrs
    found = pd.DataFrame(rows)
    found.attrs = attrs | {"choices": list(options), "noun": corpus.declared.noun}
    return found


def _choose_reports(corpus: Corpus, *, edition: Any = ALL, without: str = EVERYTHING) -> Corpus:
    if edition != ALL:
        reports = corpus.reports
        corpus = corpus.select(reports.loc[reports["edition"] == edition, "report_id"])
    if without == EVERYTHING:
        return corpus
    if without != LARGEST:
        raise ValueError(f"without is {without!r}, expected one of: {EVERYTHING}, {LARGEST}")
    return leave_out_largest(corpus)


def leave_out_largest(corpus: Corpus) -> Corpus:
    """The corpus without the reports that tell the call told in most of them.

    Of several told in as many reports it is the first by its id; links of any confidence count.

    Examples
    --------
    >>> import analysis
    >>> corpus = analysis.read_corpus(edition=1)
    >>> len(corpus.reports) - len(leave_out_largest(corpus).reports)
    17
    """
    told = corpus.tellings[["report_id", "call_id"]].dropna().drop_duplicates()
    if told.empty:
        return corpus
    largest = told.groupby("call_id").size().idxmax()
    ids = corpus.reports["report_id"]
    return corpus.select(ids[~ids.isin(told.loc[told["call_id"] == largest, "report_id"])])


def choose_row(table: pd.DataFrame, row: Mapping[str, Any] | None = None) -> pd.Series:
    """The row of a table that is the finding: that with these values, else its only one.

    Raises
    ------
    ValueError
        None or several have them.

    Examples
    --------
    >>> table = pd.DataFrame({"group": ["US", "UA"], "share": [0.5, 0.25]})
    >>> choose_row(table, {"group": "UA"})["share"].item()
    0.25
    """
    found = table
    for column, wanted in (row or {}).items():
        found = found[found[column] == wanted]
    if len(found) != 1:
        raise ValueError(
            f"the finding has {len(found)} rows, expected one: choose one value, and with `row` "
            "one of several groups"
        )
    return found.iloc[0]


def read_estimate(row: pd.Series) -> dict[str, float]:
    """The estimate of a row with the ends of its interval."""
    for names in ESTIMATES:
        if set(names) <= set(row.index):
            ends = zip(("estimate", "low", "high"), names, strict=True)
            return {name: float(row[column]) for name, column in ends}
    raise ValueError(f"the finding has no estimate; its columns are: {', '.join(row.index)}")
