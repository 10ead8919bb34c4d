"""Charts in few bytes: a picture keeps its look, a chart its data."""

import csv
import io
import struct

import pytest
import vl_convert

import analysis
from analysis.charting.packing import pack_data, pack_png, unpack_data
from analysis.charting.style import MIME, show_bundle

SPEC = {
    "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
    "data": {"values": [
        {"day": "2022-05-01", "n": 3, "few": True, "who": "A, \"b\""},
        {"day": "2022-06-01", "n": None, "few": False, "who": None},
        {"day": "2022-07-01", "n": 1.5, "few": False, "who": "two\nlines"},
    ]},
    "transform": [{"filter": "!datum.few"}],
    "mark": "point",
    "encoding": {
        "x": {"field": "day", "type": "temporal"}, "y": {"field": "n", "type": "quantitative"},
        "description": {"field": "who"},
    },
}  # fmt: skip


def test_rows_are_csv_with_the_types_of_their_columns():
    data = pack_data(SPEC)["data"]
    assert list(csv.reader(io.StringIO(data["values"]))) == [
        ["day", "n", "few", "who"],
        ["2022-05-01", "3", "true", 'A, "b"'],
        ["2022-06-01", "", "false", ""],
        ["2022-07-01", "1.5", "false", "two\nlines"],
    ]
    assert data["format"]["parse"] == {"n": "number", "few": "boolean", "who": "string"}


def test_a_chart_with_packed_data_is_drawn_the_same():
    drawn = [vl_convert.vegalite_to_svg(each) for each in (SPEC, pack_data(SPEC))]
    assert drawn[0] == drawn[1]


@pytest.mark.parametrize(
    "values",
    [[], [1, 2], "a,b", [{"x": [1, 2]}], [{"x": 1}, {"x": "a"}], [{"x": {"y": 1}}]],
    ids=str,
)
def test_what_is_no_plain_table_stays_as_it_is(values):
    spec = {"data": {"values": values}}
    assert pack_data(spec) == spec


def test_named_data_are_packed_where_they_stand_and_typed_where_they_are_used():
    spec = {
        "layer": [{"data": {"name": "a"}}, {"data": {"name": "b"}}],
        "datasets": {"a": [{"x": 1}], "b": [{"x": [1]}]},
    }
    assert pack_data(spec) == {
        "layer": [
            {"data": {"name": "a", "format": {"type": "csv", "parse": {"x": "number"}}}},
            {"data": {"name": "b"}},
        ],
        "datasets": {"a": "x\n1\n", "b": [{"x": [1]}]},
    }


@pytest.mark.parametrize(
    "spec",
    [
        SPEC,
        {"data": {"name": "a"}, "datasets": {"a": [{"x": 1.5, "f": True, "s": 'a\r\nb, "c"'}]}},
        {"layer": [{"data": {"name": "a"}}], "datasets": {"a": [{"x": [1]}], "b": [{"s": ""}]}},
        {"data": {"values": [{}]}, "mark": {"type": "text", "text": "said without a row's help"}},
    ],
    ids=["inline", "named", "lists", "no cells"],
)
def test_what_was_packed_can_be_unpacked(spec):
    assert unpack_data(pack_data(spec)) == spec


def test_every_kind_of_chart_is_drawn_the_same_from_packed_data(corpus):
    charts = [
        analysis.chart_codes(analysis.count_codes(corpus, values=["losses"], every="quarter")),
        analysis.chart_smooth(analysis.smooth_codes(corpus, values=["losses"])),
        analysis.chart_reports(analysis.count_reports(corpus, "month")),
        analysis.chart_estimates(analysis.compare_groups(corpus, "step", "certainty")),
        analysis.chart_trace(analysis.trace_call(corpus, "ivanivka-forest-2023-10")),
    ]
    for chart in charts:
        spec = chart.to_dict()
        packed = show_bundle(spec)[MIME]
        assert vl_convert.vegalite_to_svg(packed) == vl_convert.vegalite_to_svg(
            spec | {"$schema": packed["$schema"]}
        )


def test_a_picture_keeps_its_size_and_its_main_colours_in_fewer_bytes():
    png = vl_convert.vegalite_to_png(SPEC, scale=2)
    packed = pack_png(png)
    assert struct.unpack_from(">II", packed, 16) == struct.unpack_from(">II", png, 16)
    assert len(packed) < len(png) / 2
    palette = packed[packed.index(b"PLTE") + 4 :][:3]
    assert tuple(palette) == (255, 255, 255)
