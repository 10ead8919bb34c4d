"""Date intervals -> periods: a share of each report for every period in which it can lie.

Assumption: within its interval, a report is equally likely to have appeared on each day. It is the
choice that adds nothing to what the interval says (maximum entropy; survival analysis calls it
uniform imputation of interval-censored times). `bound_dates` does without it.
"""

from functools import lru_cache

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.reading.corpus import Corpus
from analysis.reading.judgements import place_in_whole

FREQUENCIES = {"day": "D", "week": "W-SUN", "month": "M", "quarter": "Q-DEC", "year": "Y-DEC"}
DAYS = ["published_from", "published_to"]


def spread_dates(
    reports: pd.DataFrame,
    *,
    every: str = "month",
    start: str = "published_from",
    end: str = "published_to",
) -> pd.DataFrame:
    """Spread each report over the periods in which it can have appeared.

    Parameters
    ----------
    reports
        One row a report (or a call, with `start="released_from"`, `end="released_to"`); its first
        column is the key.
    every
        "day", "week" (Monday to Sunday), "month", "quarter" or "year".
    start, end
        Columns with the first and the last possible day.

    Returns
    -------
    DataFrame
        One row a report and period: the key, `period` (first day of the period; missing for a
        report without a date) and `weight` (share of the interval's days that lie in the period).
        The weights of each report sum to one.

    Raises
    ------
    ValueError
        `every` is no period, or an interval is half open or the wrong way round.

    Examples
    --------
    >>> import pandas as pd
    >>> from analysis.measuring.dates import spread_dates
    >>> reports = pd.DataFrame({
    ...     "report_id": ["one"],
    ...     "published_from": pd.to_datetime(["2022-05-22"]),
    ...     "published_to": pd.to_datetime(["2022-06-30"]),
    ... })
    >>> spread_dates(reports)
      report_id     period  weight
    0       one 2022-05-01    0.25
    1       one 2022-06-01    0.75
    """
    _require_order(reports, start, end)
    # Many reports share few intervals, and periods are slow to make.
    known, spans = number_spans(reports, start, end)
    shares, periods = share_spans(spans.set_axis(DAYS, axis=1), every=every)
    each, at = spread_places(shares, known)
    return pd.DataFrame(
        {
            reports.columns[0]: reports.iloc[each, 0].array,
            "period": periods[shares.indices[at]],
            "weight": shares.data[at],
        }
    )


def number_spans(
    reports: pd.DataFrame, start: str = "published_from", end: str = "published_to"
) -> tuple[np.ndarray, pd.DataFrame]:
    """The number of each report's span of days, and the spans, one row each: start, end."""
    (first, firsts), (last, lasts) = (
        pd.factorize(reports[column], use_na_sentinel=False) for column in (start, end)
    )
    known, spans = pd.factorize(first * len(lasts) + last)
    ends = spans // max(len(lasts), 1), spans % max(len(lasts), 1)
    return known, pd.DataFrame({start: firsts[ends[0]], end: lasts[ends[1]]})


def _count_up(begin: np.ndarray, times: np.ndarray) -> np.ndarray:
    """From each beginning on, so many numbers."""
    passed = np.cumsum(times) - times
    return np.arange(times.sum()) - np.repeat(passed - begin, times)


def bound_dates(
    reports: pd.DataFrame,
    *,
    every: str = "month",
    start: str = "published_from",
    end: str = "published_to",
) -> pd.DataFrame:
    """Count the fewest and the most reports that can lie in each period.

    It assumes nothing about where in its interval a report lies.

    Parameters
    ----------
    reports, every, start, end
        As for `spread_dates`.

    Returns
    -------
    DataFrame
        One row a period, from the first to the last that any interval touches, and one with a
        missing period for the undated: `fewest` (reports that lie in it for certain), `expected`
        (sum of the weights of `spread_dates`) and `most` (reports that can lie in it). `.attrs`
        says how long a period is.

    Examples
    --------
    >>> import pandas as pd
    >>> from analysis.measuring.dates import bound_dates
    >>> reports = pd.DataFrame({
    ...     "report_id": ["one", "two"],
    ...     "published_from": pd.to_datetime(["2022-05-22", "2022-06-01"]),
    ...     "published_to": pd.to_datetime(["2022-06-30", "2022-06-01"]),
    ... })
    >>> bound_dates(reports)
          period  fewest  expected  most
    0 2022-05-01       0      0.25     1
    1 2022-06-01       1      1.75     2
    """
    _require_order(reports, start, end)
    known, spans = number_spans(reports, start, end)
    return _bound_spans(known, spans.set_axis(DAYS, axis=1), every)


def count_dates(corpus: Corpus, every: str) -> pd.DataFrame:
    """The same of the reports of a corpus (see `bound_dates`)."""
    return _bound_spans(*number_days(corpus), every)


def _bound_spans(known: np.ndarray, spans: pd.DataFrame, every: str) -> pd.DataFrame:
    shares, periods = share_spans(spans, every=every)
    times = np.bincount(known, minlength=len(spans))
    table = pd.DataFrame(
        {
            "period": periods,
            "fewest": times @ (shares == 1).astype("int64"),
            "expected": times @ shares,
            "most": times @ (shares > 0).astype("int64"),
        }
    )
    table.attrs = {"every": every}
    return table


@lru_cache(maxsize=16)
def number_days(corpus: Corpus) -> tuple[np.ndarray, pd.DataFrame]:
    """The number of each report's span of days, and the spans (`number_spans`); kept."""
    if corpus.origin is None:
        reports = corpus.tables["reports"]
        _require_order(reports, *DAYS)
        return number_spans(reports)
    known, spans = number_days(corpus.origin)
    known = known[place_in_whole(corpus)]
    used = np.bincount(known, minlength=len(spans)) > 0
    return (np.cumsum(used) - 1)[known], spans[used].reset_index(drop=True)


def share_all_time(spans: pd.DataFrame) -> tuple[sparse.csr_array, pd.DatetimeIndex]:
    """The same as `share_spans`, where all time is one period, without a first day."""
    return sparse.csr_array(np.ones((len(spans), 1))), pd.DatetimeIndex([pd.NaT])


def share_spans(spans: pd.DataFrame, *, every: str) -> tuple[sparse.csr_array, pd.DatetimeIndex]:
    """How much of each span of days lies in each period, and the periods."""
    row, period = _possible_periods(spans, every)
    first, last = (_day_numbers(spans[day]) for day in DAYS)
    begins, ends = _day_numbers(period.start_time), _day_numbers(period.end_time)
    days_inside = np.minimum(ends, last[row]) - np.maximum(begins, first[row]) + 1
    weight = np.where(period.isna(), 1.0, days_inside / (last - first + 1)[row])
    starts = period.start_time.as_unit("us")
    periods = all_periods(starts.to_series(), every=every)
    shape = len(spans), len(periods)
    return sparse.csr_array((weight, (row, periods.get_indexer(starts))), shape=shape), periods


def all_periods(periods: pd.Series, *, every: str) -> pd.DatetimeIndex:
    """First days of every period from the first to the last, then a missing one if any is."""
    dated = periods.dropna()
    index = pd.DatetimeIndex([], dtype="datetime64[us]")
    if len(dated):
        span = pd.period_range(dated.min(), dated.max(), freq=FREQUENCIES[every])
        index = span.start_time.as_unit("us")
    missing = [pd.NaT] * int(periods.isna().any())
    return index.append(pd.DatetimeIndex(missing, dtype="datetime64[us]"))


def spread_places(shares: sparse.csr_array, places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Of each of these places a row for each group that it has a share in.

    Returns
    -------
    tuple of ndarray
        Which of `places` it is, and where its share is in the data and indices of `shares`.
    """
    lengths = np.diff(shares.indptr)
    if (lengths == 1).all():
        return np.arange(len(places)), shares.indptr[places]
    lengths = lengths[places]
    each = np.repeat(np.arange(len(places)), lengths)
    return each, _count_up(shares.indptr[places], lengths)


def _possible_periods(spans: pd.DataFrame, every: str) -> tuple[np.ndarray, pd.PeriodIndex]:
    """Row number and period for each period in which each span has days; undated: one, missing."""
    if every not in FREQUENCIES:
        raise ValueError(f"every is {every!r}, expected one of: {', '.join(FREQUENCIES)}")
    frequency = FREQUENCIES[every]
    first, last = (spans[day].dt.to_period(frequency).array.asi8 for day in DAYS)
    lengths = last - first + 1
    row = np.repeat(np.arange(len(spans)), lengths)
    period = np.where(first[row] == pd.NaT._value, pd.NaT._value, _count_up(first, lengths))
    return row, pd.PeriodIndex.from_ordinals(period, freq=frequency)


def _require_order(reports: pd.DataFrame, start: str, end: str) -> None:
    wrong = reports[start].isna() != reports[end].isna()
    wrong |= reports[start] > reports[end]
    if wrong.any():
        some = ", ".join(reports.loc[wrong].iloc[:5, 0].astype(str))
        raise ValueError(f"{start} and {end} are not both days in order for: {some}")


def _day_numbers(days: pd.Series | pd.DatetimeIndex) -> np.ndarray:
    return np.asarray(days, dtype="datetime64[D]").astype("int64")
