"""How many reports, calls and outlets there are in each group of reports."""

import pandas as pd

from analysis.measuring.resampling import cluster_reports
from analysis.reading.corpus import Corpus

NOT_KNOWN = "not known"


def count_reports(corpus: Corpus, by: str) -> pd.DataFrame:
    """Count the reports of each group, and how many independent calls and outlets they stand for.

    Parameters
    ----------
    corpus
        Reports to count.
    by
        A column of the reports table: "outlet_kind", "outlet_country", "language", ...

    Returns
    -------
    DataFrame
        One row a group, the largest first: the group (`by`; "not known" where it is missing),
        `reports`, `share` of all reports, `calls` (clusters of reports that share calls; a
        cluster can lie in several groups) and `outlets` (by name, or by site where not shown).

    Raises
    ------
    KeyError
        The reports have no such column.

    Examples
    --------
    >>> import analysis
    >>> analysis.count_reports(analysis.read_corpus(), "date_basis")[["date_basis", "reports"]]
      date_basis  reports
    0       text      103
    1     stated       98
    2        url       41
    3    context       19
    """
    reports = corpus.reports
    if by not in reports:
        raise KeyError(f"reports have no column {by!r}; there are: {', '.join(reports)}")
    reports["call"] = reports["report_id"].map(cluster_reports(corpus))
    reports["from"] = reports["outlet"].fillna(reports["carried_by"])
    counts = (
        reports.assign(**{by: reports[by].astype("object").where(reports[by].notna(), NOT_KNOWN)})
        .groupby(by)
        .agg(reports=("report_id", "size"), calls=("call", "nunique"), outlets=("from", "nunique"))
        .reset_index()
        .sort_values(["reports", by], ascending=[False, True], ignore_index=True)
    )
    counts.insert(2, "share", counts["reports"] / counts["reports"].sum())
    return counts
