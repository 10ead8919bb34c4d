"""A smooth course drawn: the days of the table, no line where few calls are, events as rules."""

from datetime import date

import pandas as pd
import pytest

import analysis
from analysis.charting.codes import smooth_data
from analysis.reading.events import Event

COURSE = pd.DataFrame(
    {
        "day": pd.to_datetime(["2022-05-01", "2022-05-08", "2022-05-15", "2022-05-22"]),
        "value": "losses",
        "title": "Losses",
        "share": [0.4, float("nan"), 0.2, 0.3],
        "low": [0.2, float("nan"), 0.1, 0.2],
        "high": [0.6, float("nan"), 0.4, 0.5],
        "reports": [9.0, 3.0, 9.0, 9.0],
        "calls": [6.0, 2.0, 6.0, 6.0],
        "few": [False, True, False, False],
        "alpha": 0.96,
    }
)
COURSE.attrs = {
    "variable": "theme", "bandwidth": 60, "unit": "report", "coder": "a", "reports": 12,
    "undated": 1, "uncoded": 0, "calls": 8, "coder_note": "a pass",
}  # fmt: skip


def event(name, day):
    return Event(name.lower(), name, day, None, None, (), "")


def test_the_line_is_broken_where_few_calls_are_near():
    data = smooth_data(COURSE)
    assert data["share"].tolist() == [0.4, 0.2, 0.3]
    assert data["run"].nunique() == 2
    assert data["run"].iloc[1] == data["run"].iloc[2]


def test_events_within_the_course_are_marked_in_each_panel():
    events = [event("Before", date(2022, 3, 1)), event("Within", date(2022, 5, 9))]
    spec = analysis.chart_smooth(COURSE, events=events).to_dict()
    marks = [each for each in spec["data"]["values"] if each["kind"] == "event"]
    assert [(each["name"], each["panel"]) for each in marks] == [("Within", "Losses (α 0.96)")]


def test_the_words_say_unit_bandwidth_number_coder_and_what_is_left_out():
    spec = analysis.chart_smooth(COURSE).to_dict()
    assert spec["title"]["text"] == "How often the chosen themes were reported: a smooth course"
    assert spec["title"]["subtitle"] == [
        "Share of reports within 60 days, the nearer the more; n = 12 reports of 8 independent "
        "calls, 1 undated left out.",
        "Codes: a (a pass); α: Krippendorff's alpha.",
        "Bands: 95 % intervals, each day by itself. No line where fewer than five independent "
        "calls are near.",
    ]
    assert "from 20 % around 15 May 2022 to 40 % around 1 May 2022" in spec["description"]


def test_events_are_chosen_by_their_ids():
    assert [each.event_id for each in analysis.read_events(event_ids=["kakhovka-dam"])] == [
        "kakhovka-dam"
    ]
    with pytest.raises(KeyError, match="no event flood; there are: "):
        analysis.read_events(event_ids=["flood"])


def test_it_can_be_drawn(tmp_path):
    chart = analysis.chart_smooth(COURSE, events=[event("Within", date(2022, 5, 9))])
    path = analysis.save_chart(chart, tmp_path / "c.png")
    assert path.read_bytes().startswith(b"\x89PNG")
