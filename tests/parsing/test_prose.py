"""A text with what is found in it: blotted out at the same offsets, found once."""

from datetime import date

import pytest

from analysis.parsing import prose as module
from analysis.parsing.dates.stated import find_dates
from analysis.parsing.layout.paragraphs import parse_paragraphs
from analysis.parsing.prose import BLOT, Prose, blot, within
from analysis.parsing.spans import DateInterval, Span
from analysis.parsing.speech.quotations import parse_quotes
from analysis.tables.days import Days

TEXT = "Posted on 3 May 2022\n\nThe soldier said: “We left on 1 May 2022.” His mother wept.\n"


def read(text: str) -> Prose:
    paragraphs = parse_paragraphs(text)
    return Prose(text, paragraphs, parse_quotes(text, paragraphs))


def test_blotting_keeps_every_offset_and_every_line() -> None:
    text = "He said “a ‘b’ c” and\n“d”."
    spans = [Span(9, 16), Span(12, 13), Span(20, 24)]
    assert blot(text, spans, fill=" ") == "He said “       ” an \n  ”."
    assert len(read(TEXT).told.text) == len(TEXT)


def test_outlet_tells_neither_its_quotations_nor_the_page_s_date() -> None:
    told = read(TEXT).told
    sentences = [told.text[slice(*span)].replace(BLOT, "").strip() for span in told.spans]
    assert sentences == ["The soldier said: “” His mother wept."]


def test_dates_and_people_are_found_once_and_only_when_they_are_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(module, "find_dates", lambda text: asked.append(text) or find_dates(text))
    prose = read(TEXT)
    assert asked == []
    found = [TEXT[each.start : each.end] for each in prose.dates]
    assert found == ["3 May 2022", "1 May 2022"]
    assert len(within(prose.dates, (0, 21))) == 1
    assert asked == [TEXT]
    assert list(map(prose.scene.written, prose.scene.people)) == ["soldier", "mother"]
    assert prose.scene is prose.scene
    assert prose.scene.people is prose.scene.people


def test_day_without_a_year_can_be_of_each_year_of_a_window() -> None:
    (stated,) = find_dates("on 3 May")
    window = Days(date(2022, 5, 3), date(2024, 1, 1))
    assert [days.first.year for days in stated.days(window)] == [2022, 2023]
    (month,) = find_dates("in May 2021")
    assert month.days(window) == [Days(date(2021, 5, 1), date(2021, 5, 31))]


def test_interval_open_at_one_end_has_no_days() -> None:
    assert DateInterval(date(2022, 5, 3), None, "text").days is None
    assert DateInterval(date(2022, 5, 3), date(2022, 5, 4), "text").days is not None
