"""Time on a chart: one axis for all, and days that are the same days in every time zone."""

from typing import Any

import altair as alt
import pandas as pd

from analysis.measuring.periods import FREQUENCIES

TIME_SCALE = alt.Scale(type="utc", nice=False, padding=8)
TIME_AXIS = alt.Axis(tickCount={"interval": "month", "step": 6}, format="%b %Y", grid=False)


def utc(days: pd.Series) -> pd.Series:
    """Days fixed to UTC, so that a browser west of Greenwich does not draw the day before."""
    return days.dt.floor("s").dt.tz_localize("UTC")


def end_of(periods: pd.Series, every: str) -> pd.Series:
    """Last moment of each period, given by its first day."""
    return periods.dt.to_period(FREQUENCIES[every]).dt.end_time


def middle_of(periods: pd.Series, every: str) -> pd.Series:
    """Middle of each period, where its mark stands."""
    return periods + (end_of(periods, every) - periods) / 2


def records(data: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as plain values for a chart: moments in milliseconds, missing as null."""
    plain = data.copy()
    for name in plain.select_dtypes("datetimetz"):
        plain[name] = plain[name].dt.as_unit("ms").astype("int64")
    return plain.astype("object").where(plain.notna(), None).to_dict("records")
