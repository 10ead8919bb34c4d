"""A smooth course of shares over time: kernel-weighted, with dates as intervals."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.measuring.counting import (
    Unit,
    correlate_codes,
    require_values,
    title_values,
    weigh_reports,
)
from analysis.measuring.dates import number_spans
from analysis.measuring.ratios import FEW_CALLS
from analysis.measuring.resampling import (
    BLOCK,
    Correlation,
    Moments,
    add_moments,
    cluster_reports,
    rest_on,
    sum_moments,
    wilson_interval,
)
from analysis.reading.codes import ADJUDICATED
from analysis.reading.corpus import Corpus
from analysis.reading.judgements import coded_reports, indicate_view


def smooth_codes(
    corpus: Corpus,
    variable: str | None = None,
    values: Iterable[str] | None = None,
    *,
    bandwidth: int = 60,
    unit: Unit = "report",
    coder: str = ADJUDICATED,
) -> pd.DataFrame:
    """The share of reports with a code as a smooth course over time, with a 95 % band.

    Parameters
    ----------
    corpus, variable, values, unit, coder
        As for `count_codes`.
    bandwidth
        Days before and after a day from which reports still count for it, the nearer the more. A
        narrow one follows every call that was told often, a wide one hides what is short.

    Returns
    -------
    DataFrame
        One row a day (each Monday, from the first to the last report) and value. Columns: `day`;
        value; title; `share`, with `low` and `high` (the band holds for each day by itself, not for
        the course as a whole); `reports` and independent `calls` (clusters of reports that share
        calls) near the day, each counted by its weight, a call by its nearest report; `few`: fewer
        than five such calls, and then share, low and high are missing; `alpha`: the coders'
        agreement on the value over the whole corpus. `.attrs` holds the options, who coded, and how
        many reports were left out for want of a date.

    Raises
    ------
    KeyError, ValueError
        No such variable, value, unit or coder view; a bandwidth under one day.

    Notes
    -----
    The mean weighted by Epanechnikov's (1969) kernel (Nadaraya 1964; Watson 1964). A report whose
    day is not known has the mean of the weights of all days on which it can have appeared, each as
    likely (see `spread_dates`). The band is that of `count_codes`: reports of one call are not
    independent. It holds the share smoothed so, not the peaks that smoothing flattens: where the
    course turns within a bandwidth, compare a narrower one.

    Examples
    --------
    >>> import analysis
    >>> course = analysis.smooth_codes(analysis.read_corpus(), values=["losses"], bandwidth=90)
    >>> course.columns.tolist()[:6]
    ['day', 'value', 'title', 'share', 'low', 'high']
    """
    if not bandwidth >= 1:
        raise ValueError(f"bandwidth is {bandwidth!r}, expected a number of days of at least 1")
    corpus = corpus.in_numbers
    variable = variable or corpus.codebook.leading
    wanted = require_values(corpus, variable, values)
    coded = corpus.select(coded_reports(corpus, coder=coder, variable=variable, values=wanted))
    near = _lay_near(coded, unit, bandwidth)
    days, ids = near.days, near.ids
    has = indicate_view(coded, variable, wanted, ids, coder=coder)
    correlation = correlate_codes(corpus, variable, wanted, coder=coder)
    table = _course(near, has, correlation)
    table.insert(0, "day", days.repeat(len(wanted)))
    table.insert(1, "value", pd.Series(wanted * len(days), dtype="str"))
    table = title_values(table, corpus, variable)
    table.attrs = {
        "variable": variable, "bandwidth": bandwidth, "unit": unit, "coder": coder,
        "reports": len(ids), "undated": len(coded.tables["reports"]) - len(ids),
        "uncoded": len(corpus.tables["reports"]) - len(coded.tables["reports"]),
        "calls": near.clusters,
        "coder_note": corpus.codebook.who(coder),
        "noun": corpus.declared.noun,
    }  # fmt: skip
    return table


def _every_week(reports: pd.DataFrame) -> pd.DatetimeIndex:
    """The Mondays from the week of the first report to that of the last."""
    if not len(reports):
        return pd.DatetimeIndex([], dtype="datetime64[us]")
    first, last = reports["published_from"].min(), reports["published_to"].max()
    return pd.date_range(first - pd.Timedelta(days=first.weekday()), last, freq="7D", unit="us")


def kernel_weights(
    reports: pd.DataFrame, days: pd.DatetimeIndex, *, bandwidth: float
) -> np.ndarray:
    """How much each report counts for each day: 1 on its own day, 0 beyond the bandwidth.

    Parameters
    ----------
    reports
        One row a report, with `published_from` and `published_to`, both known.
    days
        The days.
    bandwidth
        Half the width of the kernel, in days.

    Returns
    -------
    ndarray
        One row a report, one column a day: Epanechnikov's kernel, its mean over the report's days.

    Examples
    --------
    >>> days = pd.to_datetime(["2022-05-01", "2022-05-06", "2022-05-11"])
    >>> reports = pd.DataFrame({"published_from": days[:1], "published_to": days[:1]})
    >>> kernel_weights(reports, days, bandwidth=10).round(2)
    array([[1.  , 0.75, 0.02]])
    """
    middle = _numbers(days) + 0.5
    first, last = _numbers(reports["published_from"]), _numbers(reports["published_to"]) + 1
    from_, to = (((end[:, None] - middle) / bandwidth).clip(-1, 1) for end in (first, last))
    area = (to - to**3 / 3) - (from_ - from_**3 / 3)
    return area * bandwidth / (last - first)[:, None]


def _numbers(days: pd.Series | pd.DatetimeIndex) -> np.ndarray:
    return np.asarray(days, dtype="datetime64[D]").astype("float64")


class _Near(NamedTuple):
    """How near reports are to days.

    Attributes
    ----------
    ids, span, weight
        Of each report that has a date its id, the number of its span of days, and its weight.
    days, near
        The days; and how near each span is to each of them.
    clusters
        How many clusters the reports are of.
    moments, calls
        Of the reports near each day; and the clusters near it, each by its nearest report.
    """

    ids: pd.Index
    span: np.ndarray
    weight: np.ndarray
    days: pd.DatetimeIndex
    near: np.ndarray
    clusters: int
    moments: Moments
    calls: np.ndarray


@lru_cache(maxsize=4)
def _lay_near(coded: Corpus, unit: Unit, bandwidth: int) -> _Near:
    """How near reports are to days; kept, since it is the same of all values and coders."""
    reports = coded.tables["reports"].dropna(subset=["published_from", "published_to"])
    ids, days = pd.Index(reports["report_id"]), _every_week(reports)
    # Many reports share few spans of days.
    span, spans = number_spans(reports)
    near = kernel_weights(spans, days, bandwidth=bandwidth)
    weight = weigh_reports(coded, unit=unit)[ids].to_numpy()
    known, row = np.unique(cluster_reports(coded)[ids], return_inverse=True)
    shape = len(known), len(spans)
    weights, squares = (
        sparse.csr_array((weight**power, (row, span)), shape=shape) for power in (1, 2)
    )
    sums, calls = [sum_moments(*np.zeros((2, 0, len(days))))], np.zeros(len(days))
    at_once = max(1, BLOCK // max(len(days), 1))
    for start in range(0, len(known), at_once):
        some, its = (each[start : start + at_once] for each in (weights, squares))
        sums.append(sum_moments(some @ near, its @ np.square(near)))
        calls += np.maximum.reduceat(near[some.indices], some.indptr[:-1]).sum(axis=0)
    return _Near(ids, span, weight, days, near, len(known), add_moments(sums), calls)


def _course(of: _Near, has: np.ndarray, correlation: Correlation) -> pd.DataFrame:
    """One row a day and value: the share with its band; missing where few calls are near."""
    moments, calls = of.moments, of.calls
    rows = np.arange(len(of.span))
    shape = len(of.near), len(rows)
    counted = sparse.csr_array((of.weight, (of.span, rows)), shape=shape) @ has
    with np.errstate(invalid="ignore", divide="ignore"):
        share = (of.near.T @ counted) / moments.total[:, None]
    found = wilson_interval(share, rest_on(moments, correlation), 0.05)
    few = (calls < FEW_CALLS).repeat(has.shape[1])
    reports = np.bincount(of.span, minlength=len(of.near)) @ of.near
    return pd.DataFrame(
        {
            **{
                name: np.where(few, np.nan, part.ravel())
                for name, part in zip(("share", "low", "high"), found, strict=True)
            },
            "reports": reports.repeat(has.shape[1]),
            "calls": calls.repeat(has.shape[1]),
            "few": few,
        }
    )
