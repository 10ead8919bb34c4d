"""How far each call travels: how long it is told, by how many, over how many steps."""

import numpy as np
import pandas as pd

from analysis.measuring.retelling.tracing import Trace, trace_calls
from analysis.reading.corpus import Corpus

NAMED = "named"


def measure_travel(corpus: Corpus) -> pd.DataFrame:
    """Measure the travel of each call that is told.

    Parameters
    ----------
    corpus
        Its calls are measured; a batch by the reports of any call in it.

    Returns
    -------
    DataFrame
        One row a call or batch, in the order of the calls: call_id, `kind` ("call" or "batch"),
        title, releaser; `tellings` (reports); `outlets` (by name, or by site where not shown);
        `languages` (as carried); `days_from` and `days_to` (fewest and most days from the release
        to the last telling); `release_days` (days in which the release can lie); `span_from` and
        `span_to` (fewest and most days from the first to the last telling); `longest_chain` (most
        links between the release and a telling, see `chain_steps`; missing where none is known);
        `citing` (tellings that are not the releaser's own) and, of these, `naming_source` (share
        that names a source for it) and `using_unnamed` (share that uses a source without naming
        it: copied wording, or inferred). Days and shares are missing where nothing tells them.

    Notes
    -----
    Many releases have no known day. Their first possible one is often set at two weeks before the
    first report (`release_note`): then `days_to` says no more than that. Where the tellings are
    the few that a store of pages held, the last of them is not the last that was published.

    Examples
    --------
    >>> import analysis
    >>> travel = analysis.measure_travel(analysis.read_corpus()).set_index("call_id")
    >>> travel.loc["ivanivka-forest-2023-10", ["tellings", "days_from", "days_to"]].tolist()
    [5, 6, 23]
    """
    rows = [_measure(trace) for trace in trace_calls(corpus) if len(trace.tellings)]
    columns = {**dict.fromkeys(_TEXTS, "str"), **dict.fromkeys(_COUNTS, "Int64")}
    columns |= dict.fromkeys(_SHARES, "Float64")
    return pd.DataFrame(rows, columns=list(columns)).astype(columns)


_TEXTS = ["call_id", "kind", "title", "releaser"]
_COUNTS = [
    "tellings", "outlets", "languages", "days_from", "days_to", "release_days", "span_from",
    "span_to", "longest_chain", "citing",
]  # fmt: skip
_SHARES = ["naming_source", "using_unnamed"]


def _measure(trace: Trace) -> dict[str, object]:
    call, told, edges = trace
    outlets = told["outlet"].fillna(told["carried_by"])
    citing = told.loc[told["step"].ne(0).fillna(value=True), "report_id"]
    named = edges["evidence"].eq(NAMED)
    return {
        **call[_TEXTS],
        "tellings": len(told),
        "outlets": outlets.nunique(),
        "languages": told["language"].nunique(),
        **_days_told(call, told),
        **_span(told, call["released_from"]),
        "longest_chain": told["step"].max(),
        "citing": len(citing),
        "naming_source": citing.isin(edges.loc[named, "report_id"]).mean() if len(citing) else None,
        "using_unnamed": (
            citing.isin(edges.loc[~named, "report_id"]).mean() if len(citing) else None
        ),
    }


def _days_told(call: pd.Series, told: pd.DataFrame) -> dict[str, int | None]:
    """Bounds of the days from the release to the last telling; nothing is told before it."""
    least = _days(told["published_from"].max() - call["released_to"])
    undated = told["published_to"].isna().any()
    most = None if undated else _days(told["published_to"].max() - call["released_from"])
    width = _days(call["released_to"] - call["released_from"])
    return {
        "days_from": None if least is None else max(least, 0),
        "days_to": None if most is None else max(most, 0),
        "release_days": None if width is None else width + 1,
    }


def _span(told: pd.DataFrame, released: pd.Timestamp) -> dict[str, int | None]:
    """Bounds of the days from the first to the last of several tellings, none before release."""
    if len(told) == 1:
        return {"span_from": 0, "span_to": 0}
    if told["published_from"].isna().any():
        return {"span_from": None, "span_to": None}
    first, last = (
        told[end].to_numpy().astype("datetime64[D]").astype("int64")
        for end in ("published_from", "published_to")
    )
    if pd.notna(released):
        first = np.minimum(np.maximum(first, np.datetime64(released, "D").astype("int64")), last)
    apart = last[:, None] - first[None, :]
    np.fill_diagonal(apart, 0)
    return {"span_from": max(int(first.max() - last.min()), 0), "span_to": int(apart.max())}


def _days(length: pd.Timedelta) -> int | None:
    return None if pd.isna(length) else int(length.days)
