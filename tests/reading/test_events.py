"""The table of public events: the shipped one, and what is wrong with a bad one."""

from datetime import date
from pathlib import Path

import pytest

from analysis.reading.events import check_events, read_events
from analysis.reading.problems import CorpusError

GOOD = """flood:
  name: The river floods the mill
  from: 2022-06-06
  bounds: after
  en: [flood + mill]
  source: "Valley Almanac"
"""


def problems(folder: Path, text: str) -> list[tuple[int, str]]:
    (folder / "events.yml").write_text(text, encoding="utf-8")
    return [(each.line, each.problem) for each in check_events(folder)[1]]


def test_shipped_events_are_good_and_within_the_years_of_the_kit() -> None:
    events = read_events()
    assert 40 <= len(events) <= 80
    for event in events:
        assert date(2022, 2, 24) <= event.first <= date(2023, 12, 31), event.event_id
        assert event.cues and event.source and event.name
        assert all(cue.strip() == cue and cue for cue in event.cues)
    starts = {event.event_id: event.first for event in events}
    assert starts["mobilisation"] == date(2022, 9, 21)
    assert starts["kherson-withdrawal"] == date(2022, 11, 9)
    assert starts["wagner-mutiny"] == date(2023, 6, 23)


def test_shipped_events_have_cues_in_both_languages() -> None:
    text = (Path(__file__).parents[2] / "corpus" / "events.yml").read_text(encoding="utf-8")
    assert text.count("\n  en: [") == text.count("\n  de: [") == len(read_events())


def test_folder_without_events_has_none(tmp_path: Path) -> None:
    assert read_events(tmp_path) == []


def test_good_event_is_read(tmp_path: Path) -> None:
    assert problems(tmp_path, GOOD) == []
    [event] = read_events(tmp_path)
    assert (event.first, event.last, event.day) == (date(2022, 6, 6), None, None)
    assert event.cues == ("flood + mill",)


@pytest.mark.parametrize(
    ("old", "new", "line", "found"),
    [
        ("2022-06-06", "2022-02-30", 3, "from is '2022-02-30'"),
        ("  from: 2022-06-06\n", "", 1, "from is missing"),
        ("bounds: after", "bounds: around", 4, "bounds is 'around'"),
        ("bounds: after", "bounds: within", 1, "not so: to given where bounds is within"),
        ("bounds: after", "to: 2021-01-01\n  bounds: within", 3, "not so: from not after to"),
        ("bounds: after", "day: 2021-01-01\n  bounds: after", 3, "not so: from not after day"),
        ("  en: [flood + mill]\n", "", 1, "no words name it"),
        ("  source: ", "  sauce: ", 6, "key `sauce` is unknown"),
        ("name: The river floods the mill", "name:", 2, "name is missing"),
        ("flood:\n", "Big Flood:\n", 1, "event_id is 'Big Flood'"),
    ],
)
def test_problem_names_its_line(tmp_path: Path, old: str, new: str, line: int, found: str) -> None:
    told = problems(tmp_path, GOOD.replace(old, new, 1))
    assert any(number == line and found in problem for number, problem in told), told
    with pytest.raises(CorpusError, match=r"events\.yml"):
        read_events(tmp_path)


def test_event_without_fields_is_a_problem(tmp_path: Path) -> None:
    assert problems(tmp_path, "flood: yes\n") == [(1, "flood has no fields")]
