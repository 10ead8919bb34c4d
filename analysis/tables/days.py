"""First and last possible day: what a date is where it is an interval, and how it is written."""

import calendar
import re
from datetime import date, datetime
from typing import Any, NamedTuple

import pandas as pd


class Days(NamedTuple):
    """A first and a last possible day; the same day twice where it is known.

    Examples
    --------
    >>> june = Days.parse("2023-06")
    >>> print(june)
    2023-06-01/2023-06-30
    >>> june.say()
    'between 2023-06-01 and 2023-06-30'
    """

    first: date
    last: date

    @classmethod
    def of(cls, first: Any, last: Any) -> "Days | None":
        """Days from a table or a parser; None where the first or the last is missing."""
        if pd.isna(first) or pd.isna(last):
            return None
        return cls(*(day.date() if isinstance(day, datetime) else day for day in (first, last)))

    @classmethod
    def parse(cls, text: str) -> "Days":
        """Days as the files of a corpus write them: what `str` gives, or a month, or a year.

        Parameters
        ----------
        text
            `YYYY-MM-DD`, `YYYY-MM`, `YYYY`, or two of these with `/` between: level 0 of the
            Extended Date/Time Format (ISO 8601-2). An interval the wrong way round is returned as
            it is, for the schema to find.

        Raises
        ------
        ValueError
            For anything else, and for a day that does not exist.
        """
        first, slash, last = text.partition("/")
        return cls(_span(first)[0], _span(last if slash else first)[1])

    def __str__(self) -> str:
        return f"{self.first}" if self.first == self.last else f"{self.first}/{self.last}"

    def say(self) -> str:
        """The days in a sentence: "2023-06-09", "between 2023-06-01 and 2023-06-30"."""
        if self.first == self.last:
            return f"{self.first}"
        return f"between {self.first} and {self.last}"

    def apart(self, other: "Days") -> int:
        """Days from one interval to the other at least; 0 where they meet."""
        return max((other.first - self.last).days, (self.first - other.last).days, 0)

    def meets(self, other: "Days") -> bool:
        """Whether a day can be of both."""
        return self.first <= other.last and other.first <= self.last


def say_days(first: Any, last: Any) -> str:
    """Two cells of a table in a sentence (`Days.say`); "undated" where they are missing."""
    days = Days.of(first, last)
    return days.say() if days else "undated"


def parse_day(text: str) -> date:
    """A calendar day written YYYY-MM-DD; ValueError for anything else."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(text)
    return date.fromisoformat(text)


def _span(text: str) -> tuple[date, date]:
    if re.fullmatch(r"[0-9]{4}", text):
        return parse_day(f"{text}-01-01"), parse_day(f"{text}-12-31")
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}", text):
        start = parse_day(f"{text}-01")
        return start, start.replace(day=calendar.monthrange(start.year, start.month)[1])
    return parse_day(text), parse_day(text)
