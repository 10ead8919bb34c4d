"""Where arrows run: beside marks, beside each other, and always alike."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.charting.retelling.routes import (
    LEAST,
    NEAR,
    STEP,
    TIP,
    Place,
    Route,
    Span,
    draw_routes,
    group_routes,
    place_stretches,
    span_days,
)


def days(*intervals):
    table = pd.DataFrame(intervals, columns=["first", "last"])
    return table.apply(pd.to_datetime)


def test_the_axis_holds_all_days_of_short_intervals():
    first, last = span_days(days(("2022-05-01", "2022-05-01"), ("2022-05-03", "2022-05-20")))
    assert (first, last) == (pd.Timestamp("2022-05-01"), pd.Timestamp("2022-05-20"))


def test_a_long_interval_does_not_stretch_the_axis():
    first, last = span_days(days(("2022-05-01", "2022-05-09"), ("2022-05-02", "2023-05-01")))
    assert (first, last) == (pd.Timestamp("2022-05-01"), pd.Timestamp("2022-05-09"))


def test_of_a_long_interval_beyond_the_others_an_end_is_on_the_axis():
    first, last = span_days(days(("2022-05-01", "2022-05-09"), ("2022-06-02", "2023-05-01")))
    assert (first, last) == (pd.Timestamp("2022-05-01"), pd.Timestamp("2022-06-02"))


def test_long_intervals_alone_are_shown_whole():
    first, last = span_days(days(("2022-05-01", "2022-12-31")))
    assert (first, last) == (pd.Timestamp("2022-05-01"), pd.Timestamp("2022-12-31"))


@pytest.mark.parametrize("table", [days(), days((None, None)), days(("2022-05-01", "2022-05-01"))])
def test_an_axis_has_some_length(table):
    first, last = span_days(table)
    assert last - first == LEAST


def test_days_beyond_the_axis_stand_at_its_ends():
    span = Span(pd.Timestamp("2022-05-01"), pd.Timestamp("2022-05-11"), 100, 200)
    pixels = [span.pixel(pd.Timestamp(day)) for day in ("2021-01-01", "2022-05-02", "2023-01-01")]
    assert pixels == [100, 110, 200]
    assert span.moment(110) == pd.Timestamp("2022-05-02")
    assert span.moment(90) == pd.Timestamp("2022-04-30")


def test_arrows_of_one_source_and_evidence_share_a_way():
    edges = pd.DataFrame(
        [("a", "b", "named"), ("a", "c", "named"), ("a", "c", "copied"), ("a", "b", "named")],
        columns=["origin", "target", "evidence"],
    )
    assert group_routes(edges) == [Route("a", "named", ("b", "c")), Route("a", "copied", ("c",))]


def test_an_arrow_goes_straight_down_where_nothing_is_in_its_way():
    places = {"a": Place(0, 100, 100), "b": Place(1, 200, 220)}
    assert place_stretches([Route("a", "named", ("b",))], places) == [100]


@pytest.mark.parametrize(
    "between",
    [Place(1, 90, 140), Place(1, 100, 100)],
    ids=["a bar lies across", "a dot of the same day"],
)
def test_an_arrow_runs_left_of_a_mark_that_is_in_its_way(between):
    places = {"a": Place(0, 100, 100), "x": between, "b": Place(2, 200, 220)}
    [pixel] = place_stretches([Route("a", "named", ("b",))], places)
    assert pixel == min(between.left, 100) - NEAR


def test_an_arrow_to_a_mark_that_begins_earlier_runs_left_of_both():
    places = {"a": Place(1, 100, 100), "b": Place(0, 40, 300)}
    [pixel] = place_stretches([Route("a", "named", ("b",))], places)
    assert pixel == 40 - NEAR


def test_marks_at_the_margin_are_in_nobodys_way():
    places = {"a": Place(0, 100, 100), "out": Place(1, 5, 5, aside=True), "b": Place(2, 100, 100)}
    [pixel] = place_stretches([Route("a", "named", ("b",))], places)
    assert pixel == 100 - NEAR


def test_arrows_into_one_telling_end_above_each_other():
    places = {"a": Place(0, 10, 10), "b": Place(1, 20, 20), "c": Place(2, 90, 90)}
    routes = [Route("a", "named", ("c",)), Route("b", "named", ("c",))]
    _, heads = draw_routes(routes, places)
    assert [head["pixel"] for head in heads] == [90 - TIP] * 2
    assert heads[0]["row"] < 2 < heads[1]["row"]


def test_one_arrow_ends_in_the_middle_of_its_row():
    _, [head] = draw_routes(
        [Route("a", "named", ("b",))], {"a": Place(0, 10, 10), "b": Place(1, 90, 90)}
    )
    assert (head["row"], head["origin"], head["target"]) == (1, "a", "b")


ROWS = st.lists(
    st.tuples(st.integers(0, 300), st.integers(0, 100)), min_size=2, max_size=9
).map(lambda marks: {
    f"n{row}": Place(row, float(left), float(left + length))
    for row, (left, length) in enumerate(marks)
})  # fmt: skip


@st.composite
def drawings(draw):
    places = draw(ROWS)
    nodes = st.sampled_from(sorted(places))
    pairs = draw(st.lists(st.tuples(nodes, nodes), max_size=12, unique=True))
    edges = pd.DataFrame(
        [(one, other, "named") for one, other in pairs if one != other],
        columns=["origin", "target", "evidence"],
    )
    return group_routes(edges), places


@given(drawings())
def test_ways_left_of_the_marks_never_lie_on_each_other(drawing):
    routes, places = drawing
    found = []
    for route, pixel in zip(routes, place_stretches(routes, places), strict=True):
        rows = [places[node].row for node in (route.source, *route.targets)]
        straight = pixel >= places[route.source].left
        found.append((straight, pixel, min(rows), max(rows)))
    bent = [each for each in found if not each[0]]
    for index, (_, pixel, low, high) in enumerate(bent):
        for _, other, first, last in bent[index + 1 :]:
            if low <= last and first <= high:
                assert abs(pixel - other) >= STEP


@given(drawings())
def test_no_way_crosses_a_mark(drawing):
    routes, places = drawing
    for route, pixel in zip(routes, place_stretches(routes, places), strict=True):
        rows = [places[node].row for node in (route.source, *route.targets)]
        inside = [
            mark
            for mark in places.values()
            if min(rows) <= mark.row <= max(rows) and mark.row != places[route.source].row
        ]
        assert not any(mark.left <= pixel <= mark.right for mark in inside)


@given(drawings())
def test_every_arrow_has_a_line_that_ends_at_its_head(drawing):
    routes, places = drawing
    lines, heads = draw_routes(routes, places)
    ends = {(line["origin"], line["target"]): line for line in lines}
    assert len(heads) == sum(len(route.targets) for route in routes)
    assert all(ends[head["origin"], head["target"]] == head for head in heads)


@given(drawings())
def test_the_ways_have_room_left_of_the_marks(drawing):
    routes, places = drawing
    room = min(place.left for place in places.values()) - NEAR - STEP * len(routes)
    assert all(pixel >= room for pixel in place_stretches(routes, places))


def test_longer_ways_run_further_left():
    places = {name: Place(row, 100, 100) for row, name in enumerate("abcd")}
    routes = [Route("a", "named", ("d",)), Route("b", "named", ("c",))]
    assert place_stretches(routes, places) == [100 - NEAR - STEP, 100 - NEAR]
