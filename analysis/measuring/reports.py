"""Reports counted in groups, and the reports behind a number, to which every mark leads."""

from functools import lru_cache

import pandas as pd

from analysis.measuring.counting import name_outlets, require_values
from analysis.measuring.dates import DAYS, FREQUENCIES, count_dates
from analysis.measuring.resampling import cluster_reports
from analysis.reading.codes import ADJUDICATED
from analysis.reading.corpus import Corpus
from analysis.reading.judgements import indicate_view
from analysis.reading.stored import COUNTED

NOT_KNOWN = "not known"


def count_reports(corpus: Corpus, by: str) -> pd.DataFrame:
    """Count the reports of each group, or of each period.

    Parameters
    ----------
    corpus
        Reports to count.
    by
        A column of the reports table: "outlet_kind", "outlet_country", "language", ...; or a
        period: "day", "week", "month", "quarter", "year".

    Returns
    -------
    DataFrame
        One row a group, the largest first: the group (`by`; "not known" where it is missing),
        `reports`, `share` of all reports, and how many independent `calls` (clusters of reports
        that share calls; a cluster can lie in several groups) and `outlets` (by name, or by site
        where not shown) they stand for.

        One row a period, from the first to the last that any interval of dates touches, and one
        with a missing `period` for the undated: `fewest` (reports that lie in it for certain),
        `expected` (sum of the shares of their days) and `most` (reports that can lie in it).

    Raises
    ------
    KeyError
        The reports have no such column, and there is no such period.

    Examples
    --------
    >>> import analysis
    >>> analysis.count_reports(analysis.read_corpus(), "date_basis")[["date_basis", "reports"]]
      date_basis  reports
    0     stated      244
    1       text      219
    2        url       99
    3    context       89
    >>> analysis.count_reports(analysis.read_corpus(), "year").set_index("period").round(1)
                fewest  expected  most
    period
    2022-01-01     386     390.0   398
    2023-01-01     253     261.0   265
    """
    if by in FREQUENCIES or by in COUNTED["reports"]:
        corpus = corpus.in_numbers
    reports = corpus.reports
    if by in FREQUENCIES:
        bounds = count_dates(corpus, by)
        bounds.attrs["noun"] = corpus.declared.noun
        return bounds
    if by not in reports:
        raise KeyError(f"reports have no column {by!r}; there are: {', '.join(reports)}")
    reports["call"] = reports["report_id"].map(cluster_reports(corpus))
    reports["from"] = name_outlets(reports)
    counts = (
        reports.assign(**{by: reports[by].astype("object").where(reports[by].notna(), NOT_KNOWN)})
        .groupby(by)
        .agg(reports=("report_id", "size"), calls=("call", "nunique"), outlets=("from", "nunique"))
        .reset_index()
        .sort_values(["reports", by], ascending=[False, True], ignore_index=True)
    )
    counts.insert(2, "share", counts["reports"] / counts["reports"].sum())
    counts.attrs["noun"] = corpus.declared.noun
    return counts


LISTED = [
    "report_id", "published_from", "published_to", "part", "outlet", "carried_by", "outlet_kind",
    "language", "digest", "url",
]  # fmt: skip
LOCATED = ["report_id", "published_from", "published_to", "part"]


def find_reports(
    corpus: Corpus,
    *,
    start: pd.Timestamp | str | None = None,
    end: pd.Timestamp | str | None = None,
    variable: str | None = None,
    value: str | None = None,
    coder: str = ADJUDICATED,
) -> pd.DataFrame:
    """List the reports that can lie in a span of days, or have a code, or both.

    Parameters
    ----------
    corpus
        Reports to look in.
    start, end
        First and last day of the span; without them all time, undated reports included.
    variable, value, coder
        Only reports that this view of the codes gives this value; the variable is by default the
        codebook's default one.

    Returns
    -------
    DataFrame
        One row a report, in order of its dates: report_id, published_from, published_to, `part`
        (share of its date interval that lies in the span, 1 without a span), outlet, carried_by,
        outlet_kind, language, digest, url.

    Raises
    ------
    KeyError, ValueError
        No such variable, value or coder view; a span the wrong way round.

    Examples
    --------
    >>> import analysis
    >>> corpus = analysis.read_corpus()
    >>> found = analysis.find_reports(corpus, start="2023-06-01", end="2023-06-30",
    ...                               value="infrastructure")
    >>> len(found), round(float(found.part.sum()), 2)
    (96, 96.0)
    """
    corpus = corpus.in_numbers
    located = locate_reports(
        corpus, start=start, end=end, variable=variable, value=value, coder=coder
    )
    return detail_reports(corpus, located)


def locate_reports(
    corpus: Corpus,
    *,
    start: pd.Timestamp | str | None = None,
    end: pd.Timestamp | str | None = None,
    variable: str | None = None,
    value: str | None = None,
    coder: str = ADJUDICATED,
) -> pd.DataFrame:
    """The reports of `find_reports` without what is read of them: `LOCATED`, in the same order.

    The index is the place of each report in the corpus.
    """
    reports = _by_date(corpus)
    first = pd.Timestamp.min if start is None else pd.Timestamp(start)
    last = pd.Timestamp.max if end is None else pd.Timestamp(end)
    if first > last:
        raise ValueError(f"the span begins {first:%Y-%m-%d} and ends before, {last:%Y-%m-%d}")
    if value is not None:
        variable = variable or corpus.codebook.leading
        require_values(corpus, variable, [value])
        kinds, has = indicate_view(corpus, variable, [value], coder=coder)
        reports = reports[has[kinds[reports.index], 0] > 0]
    part: float | pd.Series = 1.0
    if start is not None or end is not None:
        reports = reports[(reports["published_from"] <= last) & (reports["published_to"] >= first)]
        inside, day = reports[DAYS].clip(first, last), pd.Timedelta(days=1)
        days, whole = (each[DAYS[1]] - each[DAYS[0]] + day for each in (inside, reports))
        part = days / whole
    return reports.assign(part=part)


@lru_cache(maxsize=8)
def _by_date(corpus: Corpus) -> pd.DataFrame:
    """The reports in order of their dates; kept, since every list asks for them."""
    reports = corpus.tables["reports"][LOCATED[:-1]]
    return reports.sort_values(["published_from", "published_to", "report_id"])


def detail_reports(corpus: Corpus, located: pd.DataFrame) -> pd.DataFrame:
    """Reports with what is read of them, as `find_reports` has it."""
    whole = corpus.origin or corpus
    rows = whole.tables.rows_of("reports", located["report_id"]).loc[located["report_id"]]
    listed = rows.assign(part=located["part"].array)[LISTED].reset_index(drop=True)
    listed.attrs["noun"] = corpus.declared.noun
    return listed
