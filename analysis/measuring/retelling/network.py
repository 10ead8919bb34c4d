"""Who feeds on whom: the network of outlets and services, in tables and as a graph."""

import io
import re
from collections.abc import Hashable
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd

from analysis.collecting.store import new, update
from analysis.measuring.groups import NOT_KNOWN
from analysis.measuring.retelling.links import list_links, single_calls
from analysis.measuring.retelling.releases import canonical_name, source_kinds
from analysis.reading.corpus import Corpus

EVIDENCE = ["named", "copied", "inferred"]
SERVICE = "service"
OFFICIAL = (SERVICE, "ministry", "agency")
"""What a name can be known as that no report in the corpus is from."""

ENDING = ".graphml"


def count_feeds(corpus: Corpus) -> pd.DataFrame:
    """Count which outlet uses which source.

    Parameters
    ----------
    corpus
        Its citations are read.

    Returns
    -------
    DataFrame
        One row a source and an outlet that uses it, the most calls first: `source` and `outlet`
        (by the names that citations have; an outlet that is not shown goes by the site that carries
        the report, else it is "not known"); `calls` (for which it can be used, see `list_links`;
        a batch is not counted beside its calls) and `reports`; reports by evidence: `named`,
        `copied`, `inferred`. An outlet that uses another report of its own feeds on itself.

    Examples
    --------
    >>> import analysis
    >>> feeds = analysis.count_feeds(analysis.read_corpus())
    >>> feeds[["source", "outlet", "calls", "reports"]].head(3)
                   source           outlet  calls  reports
    0                 HUR        Kyiv Post     11        9
    1                 HUR         Newsweek      7        7
    2  The New York Times  indonewyork.com      7        1
    """
    used = corpus.tables["citations"][["report_id", "source", "evidence"]]
    used = used.assign(outlet=used["report_id"].map(_outlets(corpus)).astype("str"))
    used["source"] = used["source"].map(canonical_name)
    pair = ["source", "outlet"]
    counts = used.groupby(pair).agg(reports=("report_id", "nunique"))
    for evidence in EVIDENCE:
        reports = used[used["evidence"] == evidence].groupby(pair)["report_id"].nunique()
        counts[evidence] = reports.reindex(counts.index, fill_value=0)
    links = list_links(corpus)
    links = links[links["call_id"].isin(single_calls(corpus))]
    links = links.assign(
        source=links["source"].map(canonical_name), outlet=links["report_id"].map(_outlets(corpus))
    )
    calls = links.groupby(pair)["call_id"].nunique()
    counts.insert(0, "calls", calls.reindex(counts.index, fill_value=0))
    order = ["calls", "reports", "source", "outlet"]
    return counts.reset_index().sort_values(
        order, ascending=[False, False, True, True], ignore_index=True
    )


def list_outlets(corpus: Corpus) -> pd.DataFrame:
    """List the outlets and services of the network.

    Parameters
    ----------
    corpus
        Its reports and citations are read.

    Returns
    -------
    DataFrame
        One row an outlet or service of `count_feeds`, by name: `name`; `kind` ("service", else the
        outlet's kind as most of its reports have it, else "ministry" or "agency" where the name is
        known as one, else "not known"); `country` (ISO 3166, else "not known"); `reports` (of its
        own in the corpus) and `users` (other outlets that use it).
    """
    feeds = count_feeds(corpus)
    names = pd.Index(sorted({*feeds["source"], *feeds["outlet"]}), name="name", dtype="str")
    reports = corpus.tables["reports"]
    reports = reports.assign(name=reports["report_id"].map(_outlets(corpus)))
    known = pd.Series([_known_kind(name) for name in names], index=names, dtype="object")
    kind = _most_common(reports, "outlet_kind").reindex(names).fillna(known)
    country = _most_common(reports, "outlet_country").reindex(names)
    others = feeds[feeds["source"] != feeds["outlet"]]
    facts = {
        "kind": kind.mask(known == SERVICE, SERVICE).fillna(NOT_KNOWN),
        "country": country.fillna(NOT_KNOWN),
        "reports": reports["name"].value_counts().reindex(names, fill_value=0),
        "users": others["source"].value_counts().reindex(names, fill_value=0),
    }
    return pd.DataFrame(facts).reset_index()


def export_network(corpus: Corpus, path: str | Path, *, overwrite: bool = False) -> Path:
    """Save the network of outlets and services as GraphML, for Gephi, Cytoscape, igraph and others.

    Parameters
    ----------
    corpus
        Its reports and citations are read.
    path
        Where to; it ends with .graphml.
    overwrite
        Replace a file that is there.

    Returns
    -------
    Path
        The file written, whole or not at all: a directed graph from sources to those that use
        them. A node has the name of its outlet, as `label` too, and the facts of `list_outlets`, an
        edge those of `count_feeds`.

    Raises
    ------
    ValueError
        The ending is not .graphml.
    FileExistsError
        The file is there and `overwrite` is not set.

    Examples
    --------
    >>> import analysis, networkx, pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "outlets.graphml"
    >>> written = analysis.export_network(analysis.read_corpus(), path)
    >>> networkx.read_graphml(written).edges["HUR", "Kyiv Post"]["named"]
    9
    """
    path = Path(path)
    if path.suffix.lower() != ENDING:
        raise ValueError(f"{path.name}: a network is saved as {ENDING}")
    if path.exists() and not overwrite:
        raise FileExistsError(f"{path} is there already; choose another name or overwrite=True")
    graph = nx.DiGraph()
    for row in list_outlets(corpus).to_dict("records"):
        name = _for_xml(row.pop("name"))
        graph.add_node(name, label=name, **_plain(row))
    for row in count_feeds(corpus).to_dict("records"):
        ends = _for_xml(row.pop("source")), _for_xml(row.pop("outlet"))
        graph.add_edge(*ends, **_plain(row))
    data = io.BytesIO()
    nx.write_graphml_xml(graph, data)
    update(path, (lambda _: data.getvalue()) if overwrite else new(path, data.getvalue()))
    return path


def _plain(facts: dict[Hashable, Any]) -> dict[str, str | int]:
    return {
        str(name): _for_xml(fact) if isinstance(fact, str) else int(fact)
        for name, fact in facts.items()
    }


def _for_xml(text: str) -> str:
    """XML has no place for control characters, not even escaped."""
    return re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)


def _outlets(corpus: Corpus) -> pd.Series:
    """The name of each report's outlet, or of the site where it is not shown, by report_id."""
    reports = corpus.tables["reports"].set_index("report_id")
    return (
        reports["outlet"]
        .map(canonical_name, na_action="ignore")
        .astype("str")
        .fillna(reports["carried_by"])
        .fillna(NOT_KNOWN)
    )


def _known_kind(name: str) -> str | None:
    return next((kind for kind in source_kinds(name) if kind in OFFICIAL), None)


def _most_common(reports: pd.DataFrame, fact: str) -> pd.Series:
    """The commonest fact by name, the first in the alphabet of several."""
    counts = reports.groupby(["name", fact]).size().rename("count").reset_index()
    counts = counts.sort_values(["count", fact], ascending=[False, True])
    return counts.drop_duplicates("name").set_index("name")[fact]
