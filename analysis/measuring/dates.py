"""Date intervals -> periods: a share of each report for every period in which it can lie.

Assumption: within its interval, a report is equally likely to have appeared on each day. It is the
choice that adds nothing to what the interval says (maximum entropy; survival analysis calls it
uniform imputation of interval-censored times). `bound_dates` does without it.
"""

import numpy as np
import pandas as pd

FREQUENCIES = {"day": "D", "week": "W-SUN", "month": "M", "quarter": "Q-DEC", "year": "Y-DEC"}


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
    _require_order(reports, every, start, end)
    # Many reports share few intervals, and periods are slow to make.
    known, spans = number_spans(reports, start, end)
    row, period = _possible_periods(spans, every, start, end)
    first, last = _day_numbers(spans[start]), _day_numbers(spans[end])
    begins, ends = _day_numbers(period.start_time), _day_numbers(period.end_time)
    days_inside = np.minimum(ends, last[row]) - np.maximum(begins, first[row]) + 1
    weight = np.where(period.isna(), 1.0, days_inside / (last - first + 1)[row])
    lengths = np.bincount(row, minlength=len(spans))
    begin, times = (np.cumsum(lengths) - lengths)[known], lengths[known]
    each, place = np.repeat(np.arange(len(reports)), times), _count_up(begin, times)
    return pd.DataFrame(
        {
            reports.columns[0]: reports.iloc[each, 0].array,
            "period": period.start_time.as_unit("us")[place],
            "weight": weight[place],
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
    spread = spread_dates(reports, every=every, start=start, end=end)
    certain = spread["weight"].eq(1.0)
    counts = (
        spread.assign(fewest=certain.astype("int64"), most=1)
        .groupby("period", dropna=False)
        .agg(fewest=("fewest", "sum"), expected=("weight", "sum"), most=("most", "sum"))
    )
    counts = counts.reindex(all_periods(spread["period"], every=every), fill_value=0)
    table = counts.rename_axis("period").reset_index()
    table.attrs = {"every": every}
    return table


def all_periods(periods: pd.Series, *, every: str) -> pd.DatetimeIndex:
    """First days of every period from the first to the last, then a missing one if any is."""
    dated = periods.dropna()
    index = pd.DatetimeIndex([], dtype="datetime64[us]")
    if len(dated):
        span = pd.period_range(dated.min(), dated.max(), freq=FREQUENCIES[every])
        index = span.start_time.as_unit("us")
    missing = [pd.NaT] * int(periods.isna().any())
    return index.append(pd.DatetimeIndex(missing, dtype="datetime64[us]"))


def _possible_periods(
    spans: pd.DataFrame, every: str, start: str, end: str
) -> tuple[np.ndarray, pd.PeriodIndex]:
    """Row number and period for each period in which each span has days; undated: one, missing."""
    frequency = FREQUENCIES[every]
    first = spans[start].dt.to_period(frequency).array.asi8
    last = spans[end].dt.to_period(frequency).array.asi8
    lengths = last - first + 1
    row = np.repeat(np.arange(len(spans)), lengths)
    period = np.where(first[row] == pd.NaT._value, pd.NaT._value, _count_up(first, lengths))
    return row, pd.PeriodIndex.from_ordinals(period, freq=frequency)


def _require_order(reports: pd.DataFrame, every: str, start: str, end: str) -> None:
    if every not in FREQUENCIES:
        raise ValueError(f"every is {every!r}, expected one of: {', '.join(FREQUENCIES)}")
    wrong = reports[start].isna() != reports[end].isna()
    wrong |= reports[start] > reports[end]
    if wrong.any():
        some = ", ".join(reports.loc[wrong].iloc[:5, 0].astype(str))
        raise ValueError(f"{start} and {end} are not both days in order for: {some}")


def _day_numbers(days: pd.Series | pd.DatetimeIndex) -> np.ndarray:
    return np.asarray(days, dtype="datetime64[D]").astype("int64")
