"""Dates as texts write them: one test a notation or a rule."""

from datetime import date

import pytest

from analysis.parsing.dates.calendar_words import month_abbreviations, month_names, weekday_names
from analysis.parsing.dates.stated import StatedDate, find_dates


def one(text: str) -> StatedDate:
    found = find_dates(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    "written",
    [
        "2023-11-05", "2023/11/05", "2023-11-05T08:30:00+02:00", "05.11.2023", "5.11.2023",
        "5. 11. 2023", "05.11.23", "5. November 2023", "5 November 2023", "5th November 2023",
        "5th of November, 2023", "November 5, 2023", "November 5th, 2023", "Nov. 5, 2023",
        "5 Nov 2023", "NOVEMBER 5, 2023", "5 novembre 2023", "5 de noviembre de 2023",
        "5 de novembro de 2023", "5 листопада 2023", "5 ноября 2023 года", "5. listopadu 2023",
        "5 noiembrie 2023", "5. marraskuuta 2023", "5 Kasım 2023", "2023. november 5.",
        "2023 m. lapkričio 5 d.", "2023年11月5日", "2023년 11월 5일", "5 نوفمبر 2023",
        "5 تشرين الثاني 2023", "5\u00a0November\u00a02023",
    ],
)  # fmt: skip
def test_a_day_is_read_in_many_notations(written: str) -> None:
    stated = one(f"({written})")
    assert (stated.first, stated.last) == (date(2023, 11, 5), date(2023, 11, 5))
    assert stated.precision == "day"


def test_offsets_are_those_of_the_untouched_text() -> None:
    text = "🙂 Gesendet am Sonntag, 5. November 2023 um 9 Uhr"
    stated = one(text)
    assert text[stated.start : stated.end] == "Sonntag, 5. November 2023"


def test_stroke_date_with_two_readings_is_an_interval_of_both() -> None:
    stated = one("03/04/2023")
    assert (stated.first, stated.last) == (date(2023, 3, 4), date(2023, 4, 3))
    assert stated.precision == "either"


@pytest.mark.parametrize("written", ["25/04/2023", "04/25/2023"])
def test_stroke_date_with_one_possible_reading_is_that_day(written: str) -> None:
    assert one(written).first == one(written).last == date(2023, 4, 25)


def test_weekday_decides_between_two_readings() -> None:
    assert one("Monday, 03/04/2023").first == one("Monday, 03/04/2023").last == date(2023, 4, 3)


def test_month_name_of_two_languages_keeps_both_months() -> None:
    stated = one("14 listopada 2022")
    assert (stated.first, stated.last) == (date(2022, 10, 14), date(2022, 11, 14))


@pytest.mark.parametrize(
    "written",
    ["on Sunday (November 5)", "am Sonntag (5. November)", "Sunday, Nov. 5", "5.11., Sonntag"],
)
def test_weekday_beside_a_day_without_year_leaves_the_years_that_fit(written: str) -> None:
    stated = find_dates(f"am {written}")[0]
    assert stated.first is None
    assert stated.weekday == 6
    assert stated.in_year(2023) == date(2023, 11, 5)
    assert stated.in_year(2022) is None


def test_abbreviated_weekday_counts_only_as_it_is_written() -> None:
    assert one("Sun, 5 Nov 2023").weekday == 6
    assert one("they did so 5 November 2023").weekday is None


def test_range_of_days_is_an_interval() -> None:
    stated = one("on 4–5 November 2023")
    assert (stated.first, stated.last) == (date(2023, 11, 4), date(2023, 11, 5))


@pytest.mark.parametrize(
    "written", ["November 2023", "Nov. 2023", "листопад 2023", "noviembre de 2023"]
)
def test_month_and_year_are_a_month(written: str) -> None:
    stated = one(written)
    assert (stated.first, stated.last) == (date(2023, 11, 1), date(2023, 11, 30))


def test_year_counts_only_after_a_word_of_time() -> None:
    assert one("since 2022").precision == "year"
    assert find_dates("the 2022 men of file 2023") == []


@pytest.mark.parametrize(
    "text",
    [
        "31 February 2023", "29.02.2023", "2023-13-01", "May 32, 2023", "they may 20 times",
        "it carried out 10 strikes", "led 20 men", "a march 12 km long", "version 1.2.3", "10:30",
        "1.5.2.1", "5.11 percent", "in May 300 men", "0 May 2023 men", "12.05. ",
    ],
)  # fmt: skip
def test_what_is_no_day_is_not_read_as_one(text: str) -> None:
    assert [each for each in find_dates(text) if each.precision == "day"] == []


def test_names_of_other_languages_abbreviate_only_with_a_year() -> None:
    assert one("5 lis 2023").precision == "either"
    assert find_dates("5 lis") == []


def test_short_german_date_needs_a_preposition() -> None:
    assert (one("am 5.11. gab").day, one("am 5.11. gab").month) == (5, 11)
    assert find_dates("Kapitel 5.11. endet") == []


def test_calendar_words_cover_the_languages_of_the_corpus() -> None:
    for word in ("травня", "мая", "maja", "května", "toukokuuta", "maí", "Μαΐου".casefold()):
        assert month_names()[word] == {5}
    assert "out" in month_abbreviations()
    assert weekday_names()["mittwoch"] == weekday_names()["середу"] == 2
