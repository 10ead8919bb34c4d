"""A smooth course of shares over time: kernel-weighted, with dates as intervals."""

from collections.abc import Iterable
from functools import lru_cache

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.measuring.counting import (
    Unit,
    correlate_codes,
    place_in_time,
    require_values,
    title_values,
)
from analysis.measuring.dates import number_days
from analysis.measuring.ratios import estimate_ratios, sum_clusters, tabulate
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
    cells, spans, folded = place_in_time(coded, unit)
    days, near = _lay_near(coded, bandwidth)
    kinds, has = indicate_view(coded, variable, wanted, coder=coder)
    laid = cells.assign(row=kinds)
    [sums] = sum_clusters(laid, has, np.ones(len(has)), shares=near, folded=folded)
    ratios = estimate_ratios(sums, correlate_codes(corpus, variable, wanted, coder=coder))
    table = tabulate(sums, ratios, groups=days, values=wanted)
    table = table.rename(columns={"group": "day", "estimate": "share"})
    table[["share", "low", "high"]] = table[["share", "low", "high"]].mask(table["few"])
    of_spans = np.bincount(cells["place"], minlength=len(spans))
    table["reports"] = (of_spans @ near).repeat(len(wanted))
    dated = spans.notna().all(axis=1).to_numpy()[cells["place"]]
    table = title_values(table.drop(columns=["count", "total"]), corpus, variable)
    table.attrs = {
        "variable": variable, "bandwidth": bandwidth, "unit": unit, "coder": coder,
        "reports": int(dated.sum()), "undated": int((~dated).sum()),
        "uncoded": len(corpus.tables.ids()) - len(cells),
        "calls": int((np.bincount(cells["cluster"].to_numpy()[dated]) > 0).sum()),
        "coder_note": corpus.codebook.who(coder),
        "noun": corpus.declared.noun,
    }  # fmt: skip
    return table


@lru_cache(maxsize=8)
def _lay_near(coded: Corpus, bandwidth: int) -> tuple[pd.DatetimeIndex, sparse.csr_array]:
    """The days of the course, and how near each span of days is to them; undated ones are not."""
    _, spans = number_days(coded)
    days = _every_week(spans.dropna())
    dated, near = spans.notna().all(axis=1).to_numpy(), np.zeros((len(spans), len(days)))
    near[dated] = kernel_weights(spans[dated], days, bandwidth=bandwidth)
    return days, sparse.csr_array(near)


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
