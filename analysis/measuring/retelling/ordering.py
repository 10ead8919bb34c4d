"""What dates that are intervals, and citations, say about the order of reports, and no more.

One report is earlier than another for certain where its last possible day lies before the other's
first: intervals are in a partial order (Fishburn 1985, Interval Orders and Interval Graphs). A
report that another used as its source is earlier, too. What neither says has no order here,
reports of the same day included.
"""

import networkx as nx
import numpy as np
import pandas as pd

POSSIBLE, SURE, AGAINST, NOT_KNOWN = "possible", "sure", "against the dates", "not known"


def certain_order(reports: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Find which reports are earlier than which for certain, by dates and by citations.

    Parameters
    ----------
    reports
        One row a report: report_id, published_from, published_to.
    links
        One row a report and source: report_id, source_report_id (missing for a mere name), timing.
        A source that is against the dates is another version of what was used: it says nothing,
        and neither do citations that make a circle, alone or with the dates.

    Returns
    -------
    DataFrame
        One row and one column a report, true where the report of the row is earlier than that of
        the column: a strict partial order.
    """
    ids = reports["report_id"].to_numpy()
    begins, ends = reports["published_from"].to_numpy(), reports["published_to"].to_numpy()
    dated = nx.from_numpy_array(ends[:, None] < begins[None, :], create_using=nx.DiGraph)
    dated = nx.relabel_nodes(dated, dict(enumerate(ids)))
    used = links[links["timing"].ne(AGAINST) & links["source_report_id"].isin(ids)]
    graph = dated.copy()
    graph.add_edges_from(zip(used["source_report_id"], used["report_id"], strict=True))
    for circle in list(nx.strongly_connected_components(graph)):
        inside = set(graph.subgraph(circle).edges) - set(dated.edges)
        graph.remove_edges_from(inside)
    before = nx.to_pandas_adjacency(
        nx.transitive_closure_dag(graph), nodelist=list(ids), dtype=bool
    )
    return before.rename_axis(index="earlier", columns="later")


def possible_places(before: pd.DataFrame) -> pd.DataFrame:
    """The first and the last place that each report can have in the order of time.

    Parameters
    ----------
    before
        As from `certain_order`.

    Returns
    -------
    DataFrame
        One row a report: report_id; `earliest` and `latest`, counted from 1: equal where the
        place is certain. With a partial order both can be taken, though not all of them at once.

    Examples
    --------
    >>> import pandas as pd
    >>> from analysis.measuring.retelling.ordering import certain_order, possible_places
    >>> reports = pd.DataFrame({
    ...     "report_id": ["one", "two", "three"],
    ...     "published_from": pd.to_datetime(["2022-05-01", "2022-05-03", "2022-05-05"]),
    ...     "published_to": pd.to_datetime(["2022-05-01", "2022-05-31", "2022-05-05"]),
    ... })
    >>> no_links = pd.DataFrame(columns=["report_id", "source_report_id", "timing"])
    >>> possible_places(certain_order(reports, no_links))
      report_id  earliest  latest
    0       one         1       1
    1       two         2       3
    2     three         2       3
    """
    earlier, later = before.to_numpy().sum(axis=0), before.to_numpy().sum(axis=1)
    return pd.DataFrame(
        {
            "report_id": pd.array(before.index.to_numpy(), dtype="str"),
            "earliest": pd.array(earlier + 1, dtype="Int64"),
            "latest": pd.array(len(before) - later, dtype="Int64"),
        }
    )


def compare_dates(source: pd.DataFrame, report: pd.DataFrame) -> np.ndarray:
    """Whether each source can, must, or cannot be earlier than the report that names it.

    Parameters
    ----------
    source, report
        Frames of equal length with the columns `from` and `to`: first and last possible day.

    Returns
    -------
    ndarray
        "sure": its last possible day is before the report's first; "against the dates": its first
        is after the report's last; "possible": neither, the same day included; "not known": a
        date is missing.
    """
    days = [frame[end].to_numpy() for frame in (source, report) for end in ("from", "to")]
    source_from, source_to, report_from, report_to = days
    missing = np.logical_or.reduce([np.isnat(day) for day in days])
    cases = [missing, source_to < report_from, source_from > report_to]
    return np.select(cases, [NOT_KNOWN, SURE, AGAINST], POSSIBLE)
