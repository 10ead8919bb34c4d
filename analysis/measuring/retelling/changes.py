"""The details of a call as each report has them, what became of each, and that over all calls.

A detail is held against that of the report which the telling names, or of the earliest one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

import pandas as pd

from analysis.measuring.retelling.estimates import estimate_share
from analysis.measuring.retelling.links import (
    AGAINST,
    cluster_calls,
    list_links,
    list_tellings,
    order_matrix,
    single_calls,
)
from analysis.reading.corpus import Corpus
from analysis.tables.schemas import KINDS

FIRST, MAYBE_FIRST = "first", "possibly first"
KEPT, CHANGED, DROPPED, ADDED = "kept", "changed", "dropped", "added"
NOT_CERTAIN, NOT_SEEN = "not certain", "not seen"
SOURCE, EARLIEST = "source", "earliest"
OR = " / "
"""Between readings of which either can be the one."""

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


class Change(NamedTuple):
    """What became of a detail, and what it was compared with."""

    earliest_reading: str | None
    earliest_sure: bool
    source_reading: str | None
    against: str | None
    change: str


_TYPES = {each: "bool" if each == "earliest_sure" else "str" for each in Change._fields}
WHOLE = "whole"
_DETAIL = ["call_id", "aspect", "detail"]


def judge_changes(readings: pd.DataFrame, told: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Say what became of each detail in each report that has a reading of it.

    Parameters
    ----------
    readings
        One row a detail and report, as from `list_readings`.
    told
        One row a call and report: call_id, report_id, published_from, published_to.
    links
        One row a call, report and source, as from `list_links`.

    Returns
    -------
    DataFrame
        The readings with five columns: `earliest_reading`: that of the report which can be the
        earliest of those that have the detail, several with " / " between where dates do not tell
        which, missing where none has it; `earliest_sure`: it is one; `source_reading`: that of the
        reports that this one names as its source; `against`: "source" where one of these was
        compared, else "earliest"; `change`:

        - "first": no other report that has it can be earlier; "possibly first": others can.
        - "kept", "changed": it has the same reading, or another.
        - "dropped": it lacks what the other has, and was read whole.
        - "added": it has what its source lacks, and the source was read whole.
        - "not certain": dates do not tell which came first or had which reading, or the source
          was read in part.
        - "not seen": lacking in the part that was read.
    """
    # A source that is later than its report is another version of what was used.
    used = links[links["timing"] != AGAINST].dropna(subset="source_report_id")
    cited: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in used.itertuples():
        cited[row.call_id][row.report_id].add(row.source_report_id)
    columns = ("report_id", "published_from", "published_to")
    ids, begins, ends = (told[each].to_numpy() for each in columns)
    tellings = told.groupby("call_id").indices
    judged: dict[Any, Change] = {}
    in_order = readings.sort_values([*_DETAIL, "report_id"]).itertuples()
    for call_id, rows in groupby(in_order, attrgetter("call_id")):
        here, links_here = tellings[call_id], cited[call_id]
        pairs = [(each, report) for report, sources in links_here.items() for each in sources]
        order = order_matrix(ids[here], begins[here], ends[here], pairs)
        before = {
            report: set(ids[here][earlier])
            for report, earlier in zip(ids[here], order.T, strict=True)
        }
        for _, detail in groupby(rows, attrgetter(*_DETAIL)):
            judged |= _judge(list(detail), before, links_here)
    changes = pd.DataFrame([judged[each] for each in readings.index], columns=Change._fields)
    return readings.join(changes.set_axis(readings.index).astype(_TYPES))


def _judge(
    rows: list[Any], before: dict[str, set[str]], cited: Mapping[str, set[str]]
) -> dict[Any, Change]:
    """What became of one detail, by the index of the rows; `before`: who is certainly earlier."""
    having = {row.report_id for row in rows if row.has}
    first = _distinct(row for row in rows if row.has and not before[row.report_id] & having)
    judged = {}
    for row in rows:
        named = [each for each in rows if each.report_id in cited.get(row.report_id, ())]
        source = _distinct(each for each in named if each.has)
        if named:
            against, change = SOURCE, _by_source(row, named, source)
        else:
            against, change = EARLIEST, _by_earliest(row, having, before, first)
        judged[row.Index] = Change(
            OR.join(first) or None, len(first) == 1, OR.join(source) or None, against, change
        )
    return judged


def _distinct(rows: Iterable[Any]) -> list[str]:
    """The readings, each once; case makes none another."""
    found: dict[str, str] = {}
    for row in rows:
        found.setdefault(row.reading.casefold(), row.reading)
    return list(found.values())


def _is_among(reading: str, readings: list[str]) -> bool:
    return reading.casefold() in [each.casefold() for each in readings]


def _by_source(row: Any, named: list[Any], source: list[str]) -> str:
    """Against the reports that it names, where they have or lack the detail."""
    if not row.has:
        return DROPPED if source and row.read == WHOLE else NOT_SEEN
    if source:
        return KEPT if _is_among(row.reading, source) else CHANGED
    return ADDED if all(each.read == WHOLE for each in named) else NOT_CERTAIN


def _by_earliest(row: Any, having: set[str], before: dict[str, set[str]], first: list[str]) -> str:
    """Against the earliest that has the detail, where one is certain to be earlier."""
    others = having - {row.report_id}
    later = bool(before[row.report_id] & others)
    if not row.has:
        if row.read != WHOLE or not others:
            return NOT_SEEN
        return DROPPED if later else NOT_CERTAIN
    if not later:
        return FIRST if all(row.report_id in before[each] for each in others) else MAYBE_FIRST
    if not _is_among(row.reading, first):
        return CHANGED
    return KEPT if len(first) == 1 else NOT_CERTAIN


LACKING = ("absent", "none", "not given", "not stated")
"""Readings that say that the part read does not have the detail."""

FIGURE = "figure"


def list_readings(corpus: Corpus, *, figures: bool = False) -> pd.DataFrame:
    """List how each report has each detail of a call that differs between tellings.

    Parameters
    ----------
    corpus
        Its variants are read.
    figures
        Also the figures claimed, as aspect "figure". Two figures are comparable only where the
        same is counted: here, where at least two tellings of the call have a figure whose `what`
        is word for word the same, and no variant is about it. Others are left out.

    Returns
    -------
    DataFrame
        One row a detail and report that tells the call: call_id, aspect, detail, report_id,
        reading, `has` (the reading is more than a word for lacking it, see `LACKING`), read.
    """
    found = corpus.tables["variants"].drop(columns="edition")
    if figures:
        found = pd.concat([found, _figures(corpus, found)], ignore_index=True)
    found["has"] = ~found["reading"].str.casefold().isin(LACKING)
    told = list_tellings(corpus)[["call_id", "report_id"]]
    whole = corpus.tables["reports"][["report_id", "read"]]
    return found.merge(told, on=["call_id", "report_id"]).merge(whole, on="report_id")


def _figures(corpus: Corpus, variants: pd.DataFrame) -> pd.DataFrame:
    told = corpus.tables["tellings"][["report_id", "position", "call_id"]].dropna()
    found = corpus.tables["figures"].merge(told, on=["report_id", "position"]).dropna()
    found = found.assign(
        aspect=FIGURE,
        detail=found["what"].str.casefold(),
        reading=found["amount"].map(lambda amount: f"{amount:,.10g}").astype("str"),
    )
    key = ["call_id", "detail"]
    # A figure given twice in one telling has no one reading.
    once = found[~found.duplicated([*key, "report_id"], keep=False)]
    shared = once.groupby(key)["report_id"].transform("size") > 1
    known = pd.MultiIndex.from_frame(variants[key].assign(detail=variants["detail"].str.casefold()))
    new = ~pd.MultiIndex.from_frame(once[key]).isin(known)
    return once.loc[shared & new, list(variants.columns)]


COMPARED = [
    "aspect", "detail", "report_id", "name", "published_from", "published_to", "read", "reading",
    "earliest_reading", "earliest_sure", "source_reading", "against", "change",
]  # fmt: skip


def compare_details(
    corpus: Corpus, call_id: str, told: pd.DataFrame, edges: pd.DataFrame
) -> pd.DataFrame:
    """Compare how the reports of a call have each of its details.

    Parameters
    ----------
    corpus
        Its variants and figures are read.
    call_id, told, edges
        A call or batch, the reports that tell it and their sources, as in `Trace`.

    Returns
    -------
    DataFrame
        One row a detail and report, as in `Trace.details`.
    """
    readings = list_readings(corpus, figures=True)
    readings = readings[readings["call_id"] == call_id].reset_index(drop=True)
    judged = judge_changes(readings, *(each.assign(call_id=call_id) for each in (told, edges)))
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
