"""Reports -> groups to compare: by outlet, kind, country, language, origin, carriage, time."""

from functools import lru_cache

import pandas as pd

from analysis.measuring.dates import number_days, share_spans, spread_places
from analysis.measuring.reports import NOT_KNOWN
from analysis.measuring.retelling.chains import chain_steps
from analysis.reading.corpus import Corpus

GROUPINGS = {
    "outlet": "outlet",
    "outlet_kind": "kind of outlet",
    "outlet_country": "country of the outlet",
    "language": "language",
    "origin": "original or translation",
    "carriage": "author's own site or carrier",
    "year": "year",
    "quarter": "quarter",
    "month": "month",
    "step": "steps from the release",
}
"""What reports can be grouped by, with words for it."""

IN_ORDER = {"year", "quarter", "month", "step"}
"""Groupings whose groups follow each other."""

PERIODS = ("year", "quarter", "month")

FAR = 3
"""Steps from the release that are one group with all that are more: few reports are there."""


@lru_cache(maxsize=16)
def group_reports(corpus: Corpus, by: str) -> pd.DataFrame:
    """Say which group each report belongs to.

    Parameters
    ----------
    corpus
        Reports to group.
    by
        One of `GROUPINGS`. "origin" is "translation" where the report shows that it was
        translated, else "original"; "carriage" is "carrier" where another site than the outlet's
        own carries the report, else "author"; "step" counts links of the longest chain of
        citations from the release of the call (`chain_steps`), a lower bound. Periods share out
        a report that can lie in several (`spread_dates`).

    Returns
    -------
    DataFrame
        One row a report and group: report_id, group ("not known" where it is missing), `weight`
        (share of the report that belongs to the group; the weights of a report sum to one). The
        index is the place of the report in the corpus.
        `.attrs` says by what. Kept, so not to be changed.

    Raises
    ------
    ValueError
        There is no such grouping.

    Examples
    --------
    >>> import analysis
    >>> from analysis.measuring.comparison.grouping import group_reports
    >>> group_reports(analysis.read_corpus(), "origin")["group"].value_counts().to_dict()
    {'original': 575, 'translation': 76}
    """
    if by not in GROUPINGS:
        raise ValueError(f"by is {by!r}, expected one of: {', '.join(GROUPINGS)}")
    reports = corpus.tables["reports"]
    if by in PERIODS:
        known, spans = number_days(corpus)
        shares, periods = share_spans(spans, every=by)
        each, at = spread_places(shares, known)
        group = pd.Categorical.from_codes(shares.indices[at], _write(periods.to_series(), by))
        held = {"report_id": corpus.tables.ids()[each], "group": group, "weight": shares.data[at]}
        members = pd.DataFrame(held, index=each, copy=False)
    else:
        members = reports[["report_id"]].assign(group=_group(corpus, by), weight=1.0)
    members.attrs = {"by": by, "by_words": GROUPINGS[by]}
    return members


def _group(corpus: Corpus, by: str) -> pd.Series:
    """The one group of each report."""
    reports = corpus.tables["reports"]
    if by == "step":
        steps = chain_steps(corpus)["step"]
        near = ("step " + steps.astype("str")).where(steps < FAR, f"step {FAR} or more")
        group = near.where(steps.notna())
    elif by in ("origin", "carriage"):
        column, *sides = {
            "origin": ("translated_from", "original", "translation"),
            "carriage": ("carried_by", "author", "carrier"),
        }[by]
        group = pd.Series(pd.Categorical.from_codes(reports[column].notna().astype("int8"), sides))
    else:
        group = reports[by]
    group = group.astype("category")
    known = group.cat.categories.astype("str")
    if not group.isna().any():
        return group.cat.set_categories(known)
    return group.cat.set_categories(known.union([NOT_KNOWN])).fillna(NOT_KNOWN)


def _write(periods: pd.Series, by: str) -> pd.Series:
    """Periods so that they sort: 2022, 2022 Q2, 2022-05."""
    if by == "quarter":
        written = periods.dt.to_period("Q").astype("str").str.replace("Q", " Q")
    else:
        written = periods.dt.strftime({"year": "%Y", "month": "%Y-%m"}[by])
    return written.where(periods.notna(), NOT_KNOWN).astype("str")
