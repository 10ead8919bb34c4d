"""One call from its release through its tellings: who told it, when, and on whose word."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.measuring.retelling.chains import follow_chains, list_issuers
from analysis.measuring.retelling.changes import COMPARED, compare_details
from analysis.measuring.retelling.links import (
    canonical_name,
    certain_order,
    find_releasers,
    list_links,
    list_tellings,
    possible_places,
)
from analysis.reading.codes import settled_coder
from analysis.reading.corpus import Corpus
from analysis.reading.judgements import indicate_view

NOT_SHOWN = "not shown"
CERTAINTY = "certainty"
CALL = [
    "call_id", "kind", "part_of", "title", "gist", "released_by", "releaser", "releaser_inferred",
    "released_from", "released_to", "release_note",
]  # fmt: skip
TOLD = [
    "report_id", "name", "outlet", "carried_by", "outlet_kind", "outlet_country", "language",
    "translated_from", "published_from", "published_to", "date_basis", "read", "confidence",
    "step", "shortest", "via", "earliest", "latest", "certainty", "digest", "url",
]  # fmt: skip
EDGES = ["report_id", "source", "source_report_id", "evidence", "timing", "issuer"]


class Trace(NamedTuple):
    """A call, the reports that tell it, the sources that they name or use, details that differ."""

    call: pd.Series
    tellings: pd.DataFrame
    edges: pd.DataFrame
    details: pd.DataFrame


def trace_call(corpus: Corpus, call_id: str) -> Trace:
    """Trace a call from its release through the reports that tell it.

    Parameters
    ----------
    corpus
        Its reports, tellings, citations, variants and figures are read; what was not selected is
        not traced.
    call_id
        A call, or a batch: that is told by the reports of any call in it.

    Returns
    -------
    Trace
        `call`: the call as on the list of calls, with its `releaser` (`releaser_inferred`: named by
        its tellings, see `find_releasers`).

        `tellings`: one row a report, listed by first, then last possible day: report_id; `name`
        (outlet, else the site, else "not shown"); outlet, carried_by, outlet_kind, outlet_country,
        language, translated_from, published_from, published_to, date_basis, read; `confidence` of
        the link to the call; `step`, `shortest`, `via` (see `chain_steps`; here by the edges of
        this call); `earliest` and `latest` (first and last possible place in the order of time, by
        the dates, and since a source is earlier than who used it; see `certain_order`);
        `certainty` (code, adjudicated; missing where nobody adjudicated); digest, url.

        `edges`: one row a report and source: report_id, source, `source_report_id` (one of the
        tellings, or missing), evidence, `timing`: by their dates the source is earlier for "sure",
        that is "possible" or "against the dates", or "not known". The releaser is dated by the
        release. `issuer`: the source is one that publishes first, with whom a chain starts.

        `details`: one row a detail and report, reports in the order of the tellings: `aspect` (as
        in the variants; "figure" for a figure claimed that at least two tellings count in the same
        words), detail, report_id, name, published_from, published_to, read; `reading` (missing
        where none is recorded; "absent" and its like are lacking in the part read);
        `earliest_reading`, `earliest_sure`, `source_reading`, `against` and `change`: see
        `judge_changes`. Where no reading is recorded the change is "not seen". Empty for a call
        whose tellings differ in nothing that was recorded. Nothing here says which reading is
        right: the earliest known is the earliest known.

    Raises
    ------
    KeyError
        There is no such call; the message names those most like it.

    Notes
    -----
    Citations are kept by report, not by call: a source that is only a name can be for another
    call of the report (see `list_links`). No link is guessed: where an outlet is named and the
    very report is not known, its reports in the corpus stay unlinked.

    Variants are recorded where tellings differ, so that what all tell alike is no detail. Who
    lacks a detail "dropped" it only where the whole report was read.

    Examples
    --------
    >>> import analysis
    >>> trace = analysis.trace_call(analysis.read_corpus(), "ivanivka-forest-2023-10")
    >>> trace.tellings.loc[trace.tellings["step"] > 2, ["name", "via", "earliest", "latest"]]
                          name       via  earliest  latest
    0  Frankfurter Neue Presse    Merkur         3       5
    2            zLive Network    Merkur         3       6
    4                   Merkur  Newsweek         2       3
    >>> word = trace.details.query("detail == 'word for the killing'")
    >>> word[["name", "reading", "change"]]
                                name            reading          change
    6        Frankfurter Neue Presse  Gemetzel (German)         changed
    7   Business Insider Deutschland  Gemetzel (German)  possibly first
    8                  zLive Network           massacre         changed
    9                       Newsweek          slaughter  possibly first
    10                        Merkur            carnage         changed
    11                        watson           massacre         changed
    """
    near = corpus_about(corpus, call_id)
    if call_id not in near.tables["calls"]["call_id"].tolist():
        known = corpus.tables.distinct("calls", ["call_id"])["call_id"].tolist()
        like = get_close_matches(str(call_id), known, n=3, cutoff=0.4) or known[:3]
        there = f"there are: {', '.join(like)}, ..." if known else "the reports tell none"
        raise KeyError(f"no {corpus.declared.noun.one} {call_id!r} among {len(known)}; {there}")
    told = next(trace_calls(near, [call_id]))
    return told._replace(details=compare_details(near, call_id, told.tellings, told.edges))


@lru_cache(maxsize=4)
def corpus_about(corpus: Corpus, call_id: str) -> Corpus:
    """The corpus as far as a call goes (`Corpus.about`), kept with the tables that it has read."""
    return corpus.about([call_id])


def trace_calls(corpus: Corpus, call_ids: Iterable[str] | None = None) -> Iterator[Trace]:
    """Trace several calls, by default all, in their order, but for details; see `trace_call`."""
    calls, tellings, edges = trace_reports(corpus, call_ids)
    told, used = (dict(iter(each.groupby("call_id"))) for each in (tellings, edges))
    for _, call in calls.iterrows():
        call.attrs["noun"] = corpus.declared.noun
        here = told.get(call["call_id"], tellings.head(0))
        links = used.get(call["call_id"], edges.head(0))[EDGES].reset_index(drop=True)
        here = here.merge(possible_places(certain_order(here, links)), on="report_id")
        yield Trace(call, here[TOLD], links, pd.DataFrame(columns=COMPARED))


class Traced(NamedTuple):
    """The tables of several calls' traces: one row a call; call and report; call and source."""

    calls: pd.DataFrame
    tellings: pd.DataFrame
    edges: pd.DataFrame


def trace_reports(corpus: Corpus, call_ids: Iterable[str] | None = None) -> Traced:
    """The calls, by default all, their tellings with steps, and their sources, as in `Trace`."""
    if call_ids is not None:
        call_ids = {*call_ids}
        corpus = corpus.about(call_ids)
    releasers = find_releasers(corpus)
    calls = corpus.tables["calls"].merge(releasers, on="call_id")
    calls = calls.rename(columns={"inferred": "releaser_inferred"})[CALL]
    tellings, edges = _tellings(corpus), list_links(corpus, releasers=releasers)
    issuers = list_issuers(corpus.origin or corpus)
    edges["issuer"] = edges["source"].map(canonical_name).isin(issuers)
    if call_ids is not None:
        calls, tellings, edges = (
            each[each["call_id"].isin(call_ids)] for each in (calls, tellings, edges)
        )
    steps = _steps(tellings, edges, calls.set_index("call_id")["releaser"], issuers)
    return Traced(calls, pd.concat([tellings.reset_index(drop=True), steps], axis=1), edges)


def _steps(
    tellings: pd.DataFrame, edges: pd.DataFrame, releasers: pd.Series, issuers: set[str]
) -> pd.DataFrame:
    """The steps of each telling by the edges of its call: each telling is a report of its own."""

    def of_call(report: str, table: pd.DataFrame) -> pd.Series:
        return table["call_id"] + " " + table[report]

    told = tellings.assign(report_id=of_call("report_id", tellings))
    used = edges.assign(
        report_id=of_call("report_id", edges), source_report_id=of_call("source_report_id", edges)
    )
    known = told.assign(releaser=told["call_id"].map(releasers)).dropna(subset="releaser")
    released = {
        each: {name} for each, name in zip(known["report_id"], known["releaser"], strict=True)
    }
    steps = follow_chains(told, used, released, issuers=issuers)
    return steps.drop(columns="report_id")


def _tellings(corpus: Corpus) -> pd.DataFrame:
    """One row a call and report, in the order in which they are listed."""
    told = list_tellings(corpus).merge(corpus.tables["reports"], on="report_id")
    told["name"] = told["outlet"].fillna(told["carried_by"]).fillna(NOT_SHOWN)
    told["certainty"] = told["report_id"].map(certainty_codes(corpus)).astype("str")
    return told.sort_values(["published_from", "published_to", "report_id"])


def certainty_codes(corpus: Corpus) -> pd.Series:
    """The adjudicated code for how sure a report sounds, by report_id; empty where there is none.

    A study of one's own can have no adjudication, or another codebook.
    """
    settled = settled_coder(corpus)
    if settled is None or CERTAINTY not in corpus.codebook.variables:
        return pd.Series(index=pd.Index([], dtype="str"), dtype="str")
    values, counted = corpus.codebook.values(CERTAINTY), corpus.in_numbers
    kinds, has = indicate_view(counted, CERTAINTY, values, coder=settled)
    code = np.where(has.any(axis=1), has.argmax(axis=1), len(values))[kinds]
    ids = corpus.tables.ids() if counted is corpus else corpus.tables.ids().sort_values()
    given = np.array([*values, None], dtype=object)[code]
    return pd.Series(given, index=ids, dtype="str").dropna()
