"""Chains of citations: through how many hands at least a report has its account of a call."""

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

import networkx as nx
import pandas as pd

from analysis.measuring.retelling.links import canonical_name, find_issuers, find_releasers
from analysis.reading.corpus import Corpus


class Chain(NamedTuple):
    """The links between a release and a report, or a source that it names, where known."""

    step: int | None
    shortest: int | None
    source: str | None
    via: str | None


UNKNOWN = Chain(None, None, None, None)

RELEASED = ["report_id", "releaser"]
CITED = ["report_id", "source", "source_report_id"]


def chain_steps(corpus: Corpus) -> pd.DataFrame:
    """Count the links of the chain of citations between each report and the release of its calls.

    Parameters
    ----------
    corpus
        Its reports are listed; of a selection, too, chains are followed through the whole corpus.

    Returns
    -------
    DataFrame
        One row a report, in the order of the reports: report_id; `step` and `shortest` (links of
        its longest and of its shortest chain); `source` (the name at which the shortest chain
        starts); `via` (the source that it names on the longest chain, so the last hand before it).

        A chain starts, at step 0, with the service or the medium that released the call (see
        `find_releasers`), as a name or as a report of theirs; who names only these is at step 1.
        An outlet that released nothing has its account from somebody: it is at step 1 at least,
        and who names it at step 2, even where the very report is not in the corpus. All steps are
        lower bounds: a source that was used and not named is not counted. A step is missing where
        a report names no source, or only outlets while nobody knows who released the call.
        Reports that name one another in a circle count as names only.

    Notes
    -----
    The longest chain is the depth of a report in the cascade of retellings (Liben-Nowell &
    Kleinberg 2008, PNAS 105): who names an outlet besides the service is taken to have the
    account from the outlet. A report of several calls names its sources for all of them together.

    Examples
    --------
    >>> import analysis
    >>> from analysis.measuring.retelling.chains import chain_steps
    >>> steps = chain_steps(analysis.read_corpus())
    >>> steps.loc[steps["step"] == 4, "via"].tolist(), int(steps["step"].isna().sum())
    (['Merkur', 'Merkur'], 53)
    """
    steps = _all_steps(corpus.origin or corpus)
    wanted = steps["report_id"].isin(corpus.tables["reports"]["report_id"])
    return steps[wanted].reset_index(drop=True)


@lru_cache(maxsize=16)
def _all_steps(whole: Corpus) -> pd.DataFrame:
    releasers = find_releasers(whole).set_index("call_id")["releaser"]
    told = whole.tables["tellings"][["report_id", "call_id"]]
    named = told.assign(releaser=told["call_id"].map(releasers)).dropna()
    by_report: dict[str, set[str]] = defaultdict(set)
    for report_id, releaser in zip(*(named[each].tolist() for each in RELEASED), strict=True):
        by_report[report_id].add(releaser)
    reports, citations = whole.tables["reports"], whole.tables["citations"]
    return follow_chains(reports, citations, by_report, issuers=list_issuers(whole))


def list_issuers(corpus: Corpus) -> set[str]:
    """The names in a corpus, as citations have them, of those with whom a chain starts."""
    names = pd.concat([corpus.tables["citations"]["source"], corpus.tables["reports"]["outlet"]])
    names = names.dropna().drop_duplicates().map(canonical_name)
    return set(names[find_issuers(corpus, names)])


def follow_chains(
    reports: pd.DataFrame,
    citations: pd.DataFrame,
    releasers: Mapping[str, set[str]],
    *,
    issuers: set[str],
) -> pd.DataFrame:
    """The steps of `chain_steps` for some reports by some citations.

    Parameters
    ----------
    reports
        One row a report: report_id, outlet.
    citations
        One row a report and source: report_id, source, source_report_id (one of the reports).
    releasers
        Names of those who released what a report tells, by report_id.
    issuers
        Names of those who publish first, whatever a report tells.

    Returns
    -------
    DataFrame
        As of `chain_steps`.
    """
    own = reports.set_index("report_id")["outlet"].dropna().map(canonical_name).to_dict()
    graph, citations = _without_circles(citations)
    # Lists: the values of a column of texts are slow to go through one by one.
    report_ids = reports["report_id"].tolist()
    graph.add_nodes_from(report_ids)
    cited: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for report_id, *source in zip(*(citations[each].tolist() for each in CITED), strict=True):
        cited[report_id].append(tuple(source))
    chains: dict[str, Chain] = {}
    for report_id in nx.topological_sort(graph):
        released = releasers.get(report_id, set())
        first = issuers if released <= issuers else released | issuers
        links = [
            _follow(name, chains.get(used), first, known=bool(released))
            for name, used in cited[report_id]
        ]
        chains[report_id] = _extend(links, own.get(report_id), first)
    found = pd.DataFrame([chains[each] for each in report_ids], columns=Chain._fields)
    found.insert(0, "report_id", reports["report_id"].array)
    return found.astype({"step": "Int64", "shortest": "Int64", "source": "str", "via": "str"})


def _without_circles(citations: pd.DataFrame) -> tuple[nx.DiGraph, pd.DataFrame]:
    """Graph from cited to citing reports, and the citations; links of circles are cut in both."""
    graph = nx.DiGraph()
    used = citations["source_report_id"]
    graph.add_edges_from(citations.loc[used.notna(), ["source_report_id", "report_id"]].to_numpy())
    circle = {
        node: number
        for number, nodes in enumerate(nx.strongly_connected_components(graph))
        for node in nodes
    }
    inside = used.notna() & (used.map(circle) == citations["report_id"].map(circle))
    graph.remove_edges_from(zip(used[inside], citations.loc[inside, "report_id"], strict=True))
    return graph, citations.assign(source_report_id=used.mask(inside))


def _follow(name: str, report: Chain | None, first: set[str], *, known: bool) -> Chain:
    """The chain to a source: that of the report meant, else what its name alone says."""
    name = canonical_name(name)
    if report is not None and report.step is not None:
        return report._replace(via=name)
    if name in first:
        return Chain(0, 0, name, name)
    return Chain(1, 1, name, name) if known else Chain(None, None, name, name)


def _extend(links: list[Chain], own: str | None, first: set[str]) -> Chain:
    """The chain to a report by those to the sources that it names."""
    if own in first:
        return Chain(0, 0, own, None)
    if not links:
        return UNKNOWN
    links = sorted(links, key=lambda link: (link.source or "", link.via or ""))
    known = [link for link in links if link.step is not None]
    if not known:
        return links[0]
    longest = max(known, key=lambda link: link.step or 0)
    nearest = min(known, key=lambda link: link.shortest or 0)
    return Chain((longest.step or 0) + 1, (nearest.shortest or 0) + 1, nearest.source, longest.via)
