"""Days of publication of labelled pages: none is stated wrongly, and most of them are found."""

import pytest

from analysis.parsing.spans import DateInterval
from analysis.tables.days import Days
from tests.parsing.dates.evaluation import Page, judge, measure, read_pages


def test_no_day_is_stated_wrongly_and_most_are_found() -> None:
    score = measure(read_pages(kept=False))
    assert (score["pages"], score["wrong stated"], score["wrong"]) == (209, 0, 0)
    assert score["found"] / score["findable"] >= 0.97


def test_of_the_pages_kept_apart_most_are_found() -> None:
    score = measure(read_pages(kept=True))
    assert score["pages"] == 30
    assert score["wrong stated"] == 0
    assert score["found"] / score["findable"] >= 0.85


JULY = Days.parse("2022-07-03")


@pytest.mark.parametrize(
    ("shows", "first", "last", "basis", "verdict"),
    [
        ("stated", "2022-07-03", "2022-07-03", "stated", "right"),
        ("stated", "2022-07-04", "2022-07-04", "stated", "wrong stated"),
        ("stated", "2022-07-01", "2022-07-31", "url", "missed"),
        ("stated", None, None, "unknown", "missed"),
        ("nothing", None, None, "unknown", "right"),
        ("nothing", "2022-07-03", "2022-07-03", "stated", "wrong stated"),
        ("nothing", "2022-07-04", None, "text", "wrong"),
        ("bounds", "2022-07-03", "2022-07-03", "text", "right"),
        ("bounds", "2022-07-03", "2022-07-03", "stated", "wrong stated"),
        ("bounds", "2022-07-03", None, "text", "missed"),
    ],
)
def test_what_is_right_and_what_is_wrong(
    shows: str, first: str | None, last: str | None, basis: str, verdict: str
) -> None:
    page = Page("a", ".txt", "", JULY.first, shows, (JULY,))
    days = [Days.parse(day).first if day else None for day in (first, last)]
    assert judge(page, DateInterval(days[0], days[1], basis)) == verdict
