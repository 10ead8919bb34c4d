"""Who keeps, changes, drops and adds a detail, over all calls."""

import pandas as pd

from analysis.measuring.retelling.changing import (
    ADDED,
    CHANGED,
    DROPPED,
    KEPT,
    MAYBE_FIRST,
    NOT_CERTAIN,
    judge_changes,
    list_readings,
)
from analysis.measuring.retelling.estimates import estimate_share
from analysis.measuring.retelling.links import (
    cluster_calls,
    list_links,
    list_tellings,
    single_calls,
)
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
"""Aspect of a variant -> kind of detail; aspects that a corpus declares are kinds themselves."""

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
        take the reports of clusters of calls together.

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
    told = list_tellings(corpus).merge(corpus.tables["reports"], on="report_id")
    judged = judge_changes(readings, told, list_links(corpus))
    kinds = {} if "aspects" in corpus.declared.vocabularies else KINDS
    judged = judged.assign(
        kind=judged["aspect"].map(lambda aspect: kinds.get(aspect, aspect)),
        cluster=judged["call_id"].map(cluster_calls(corpus)),
    )
    reports = told.groupby("call_id")["report_id"].nunique()
    again = cluster_calls(corpus)[reports.index[(reports > 1) & reports.index.isin(single)]]
    rows = [{"kind": kind, **_count(rows, again)} for kind, rows in judged.groupby("kind")]
    table = pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)
    table.attrs["noun"] = corpus.declared.noun
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
