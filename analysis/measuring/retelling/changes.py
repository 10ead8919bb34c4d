"""Who keeps, changes, drops and adds a detail: in one call side by side, and over all calls."""

import pandas as pd

from analysis.measuring.retelling.changing import (
    ADDED,
    CHANGED,
    DROPPED,
    KEPT,
    MAYBE_FIRST,
    NOT_CERTAIN,
    NOT_SEEN,
    judge_changes,
    list_readings,
)
from analysis.measuring.retelling.estimates import estimate_share
from analysis.measuring.retelling.links import cluster_calls, list_tellings, single_calls
from analysis.measuring.retelling.tracing import Trace, trace_call
from analysis.reading.corpus import Corpus

KINDS = {
    "number": "numbers",
    "caller": "persons",
    "callee": "persons",
    "rank": "persons",
    "place": "places",
    "unit": "formations",
    "body part": "body parts",
    "quote wording": "wording",
    "claim added": "claims told or left out",
    "claim dropped": "claims told or left out",
    "release date": "release",
    "released by": "release",
    "channel": "release",
}
"""Aspect of a variant -> kind of detail."""

JUDGED = [KEPT, CHANGED, DROPPED, ADDED]


def count_changes(corpus: Corpus) -> pd.DataFrame:
    """Count how often details of each kind differ, and how often one step changes them.

    Parameters
    ----------
    corpus
        Its variants and citations are read.

    Returns
    -------
    DataFrame
        One row a kind of detail, first the one that differs in most calls: `kind`; `aspects` (of
        the variants, with commas); `details` (that differ); `differing` (calls in which at least
        one differs) of the `told_again` that several reports tell, with `differing_share`,
        `differing_low` and `differing_high`; `tellings` (a detail in a report, compared with the
        report's source or the earliest telling) of which so many `kept`, `changed`, `dropped` or
        `added` it; `share` of those that did not keep it, with `low` and `high`; `calls`
        (independent calls behind the share); `uncertain` (a detail in a report that could not be
        compared: dates or a part not read leave open what came before). Intervals are of 95 % and
        resample clusters of calls.

    Notes
    -----
    Only details that differ between tellings are recorded: `share` says how often such a detail
    changed from a source to who used it, not how often any detail does. How often a call has a
    differing detail at all is `differing_share`. What a telling lacks is counted as dropped only
    where the whole of it was read. Figures are left out: the comparable ones are alike.

    Examples
    --------
    >>> import analysis
    >>> changes = analysis.count_changes(analysis.read_corpus())
    >>> changes[["kind", "details", "differing", "tellings", "changed"]].head(4)
                          kind  details  differing  tellings  changed
    0                  wording      110         68       325      129
    1                  persons       86         62       232       84
    2  claims told or left out       41         31        61        9
    3                  release       33         28       133       51
    """
    readings = list_readings(corpus)
    single = single_calls(corpus)
    readings = readings[readings["call_id"].isin(single)].reset_index(drop=True)
    judged = judge_changes(corpus, readings)
    judged = judged.assign(
        kind=judged["aspect"].map(KINDS).fillna(judged["aspect"]),
        cluster=judged["call_id"].map(cluster_calls(corpus)),
    )
    reports = list_tellings(corpus).groupby("call_id")["report_id"].nunique()
    again = cluster_calls(corpus)[reports.index[(reports > 1) & reports.index.isin(single)]]
    rows = [{"kind": kind, **_count(rows, again)} for kind, rows in judged.groupby("kind")]
    table = pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)
    return table.sort_values(["differing", "kind"], ascending=[False, True], ignore_index=True)


_COLUMNS = {
    **dict.fromkeys(["kind", "aspects"], "str"),
    **dict.fromkeys(["details", "differing", "told_again"], "int64"),
    **dict.fromkeys(["differing_share", "differing_low", "differing_high"], "float64"),
    **dict.fromkeys(["tellings", *JUDGED], "int64"),
    **dict.fromkeys(["share", "low", "high"], "float64"),
    **dict.fromkeys(["calls", "uncertain"], "int64"),
}


def _count(rows: pd.DataFrame, again: pd.Series) -> dict[str, object]:
    """The counts of one kind; `again` has the cluster of each call that is told again."""
    said = rows.assign(reading=rows["reading"].str.casefold())
    detail = ["call_id", "aspect", "detail"]
    readings = said.groupby(detail)["reading"].nunique()
    differ = readings[readings > 1].reset_index()
    having = again.index.isin(differ["call_id"])
    among = estimate_share(having, again.to_numpy())
    compared = rows[rows["change"].isin(JUDGED)]
    change = estimate_share(compared["change"].ne(KEPT).to_numpy(), compared["cluster"].to_numpy())
    return {
        "aspects": ", ".join(sorted(rows["aspect"].unique())),
        "details": len(differ),
        "differing": int(having.sum()),
        "told_again": len(again),
        "differing_share": among.estimate,
        "differing_low": among.low,
        "differing_high": among.high,
        "tellings": len(compared),
        **{each: int(compared["change"].eq(each).sum()) for each in JUDGED},
        "share": change.estimate,
        "low": change.low,
        "high": change.high,
        "calls": compared["cluster"].nunique(),
        "uncertain": int(rows["change"].isin([MAYBE_FIRST, NOT_CERTAIN]).sum()),
    }


COMPARED = [
    "aspect", "detail", "report_id", "name", "published_from", "published_to", "read", "reading",
    "earliest_reading", "earliest_sure", "source_reading", "against", "change",
]  # fmt: skip


def compare_tellings(corpus: Corpus, call: str | Trace) -> pd.DataFrame:
    """Compare how the reports of a call have each of its details.

    Nothing here says which reading is right: the earliest known is the earliest known.

    Parameters
    ----------
    corpus
        Its variants, figures and citations are read.
    call
        Id of a call or a batch, or its trace (`trace_call`), where it is there already.

    Returns
    -------
    DataFrame
        One row a detail and report that tells the call, reports in the order of `trace_call`:
        `aspect` (as in the variants; "figure" for a figure claimed that at least two tellings count
        in the same words), detail, report_id, name, published_from, published_to, read; `reading`
        (missing where none is recorded; "absent" and its like are lacking in the part read);
        `earliest_reading`, `earliest_sure`, `source_reading`, `against` and `change`: see
        `judge_changes`. Where no reading is recorded the change is "not seen". Empty for a call
        whose tellings differ in nothing that was recorded.

    Raises
    ------
    KeyError
        There is no such call.

    Notes
    -----
    Variants are recorded where tellings differ, so that what all tell alike is not listed. Who
    lacks a detail "dropped" it only where the whole report was read.

    Examples
    --------
    >>> import analysis
    >>> details = analysis.compare_tellings(analysis.read_corpus(), "ivanivka-forest-2023-10")
    >>> word = details[details["detail"] == "word for the killing"]
    >>> word[["name", "reading", "change"]]
                               name            reading          change
    5       Frankfurter Neue Presse  Gemetzel (German)         changed
    6  Business Insider Deutschland  Gemetzel (German)  possibly first
    7                 zLive Network           massacre         changed
    8                      Newsweek          slaughter  possibly first
    9                        Merkur            carnage         changed
    """
    trace = call if isinstance(call, Trace) else trace_call(corpus, call)
    told = trace.tellings
    readings = list_readings(corpus, figures=True)
    readings = readings[readings["call_id"] == trace.call["call_id"]].reset_index(drop=True)
    judged = judge_changes(corpus, readings)
    details = judged[["aspect", "detail", "earliest_reading", "earliest_sure"]]
    cells = details.drop_duplicates(["aspect", "detail"]).merge(
        told[["report_id", "name", "published_from", "published_to", "read"]], how="cross"
    )
    own = judged[
        ["aspect", "detail", "report_id", "reading", "source_reading", "against", "change"]
    ]
    cells = cells.merge(own, on=["aspect", "detail", "report_id"], how="left")
    cells["change"] = cells["change"].fillna(NOT_SEEN)
    return cells[COMPARED]
