"""Who feeds on whom: the network of outlets and services."""

import pandas as pd

from analysis.measuring.reports import NOT_KNOWN
from analysis.measuring.retelling.links import list_links, single_calls
from analysis.measuring.retelling.releases import canonical_name
from analysis.reading.corpus import Corpus

EVIDENCE = ["named", "copied", "inferred"]


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
    0    HUR        Kyiv Post     11        9
    1    HUR         Newsweek      9        9
    2    SBU  The Daily Beast      8        7
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
    table = counts.reset_index().sort_values(
        order, ascending=[False, False, True, True], ignore_index=True
    )
    declared = corpus.declared
    table.attrs = {"noun": declared.noun, "issuers": declared.issuer.several}
    return table


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
