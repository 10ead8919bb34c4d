"""Days of a date that is an interval: written, said, compared."""

from datetime import date

import pandas as pd
import pytest

from analysis.tables.days import Days, say_days

MAY = Days(date(2022, 5, 1), date(2022, 5, 31))


@pytest.mark.parametrize("written", ["2022-05-09", "2022-05-09/2022-06-01"])
def test_days_are_parsed_from_what_they_are_written_as(written):
    assert str(Days.parse(written)) == written


def test_a_month_and_a_year_are_all_their_days():
    assert Days.parse("2022-05") == MAY
    assert Days.parse("2022/2022-05") == (date(2022, 1, 1), date(2022, 5, 31))


@pytest.mark.parametrize("text", ["2022-02-30", "2022-5", "9 May 2022", "", "2022-05-09/"])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError):
        Days.parse(text)


def test_one_day_is_said_without_between():
    assert Days.parse("2022-05-09").say() == "2022-05-09"
    assert MAY.say() == "between 2022-05-01 and 2022-05-31"


def test_cells_of_a_table_are_said_and_missing_ones_are_undated():
    days = pd.Series(pd.to_datetime(["2022-05-01", "2022-05-31", None]))
    assert say_days(days[0], days[1]) == MAY.say()
    assert say_days(days[2], days[2]) == "undated"


def test_days_with_an_open_end_are_none():
    assert Days.of(date(2022, 5, 1), None) is None
    assert Days.of(pd.NaT, pd.NaT) is None


def test_intervals_that_share_a_day_meet_and_are_not_apart():
    last = Days.parse("2022-05-31")
    assert MAY.meets(last)
    assert last.meets(MAY)
    assert MAY.apart(last) == 0


def test_days_apart_are_counted_either_way():
    june = Days.parse("2022-06-01")
    assert not MAY.meets(june)
    assert MAY.apart(june) == june.apart(MAY) == 1
    assert MAY.apart(Days.parse("2022-04-28")) == 3
