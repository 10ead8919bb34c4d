"""Frames as tables to read: one style, in whatever notebook they are shown."""

import re

import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell

from analysis.tables.frames import MOST, show_frames, table_html


def cells(frame):
    """The words of each row of a table, its head first."""
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", table_html(frame) or "", re.DOTALL)
    return [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL) for row in rows]


@pytest.mark.parametrize(
    ("values", "written"),
    [
        ([0.5, 0.25, None], ["0.50", "0.25", "–"]),
        ([27.8181, 3.0], ["27.818", "3.000"]),
        ([1.0, 2.0], ["1", "2"]),
        ([2022, 2023], ["2022", "2023"]),
        ([10_000, 9], ["10,000", "9"]),
        (["a", None], ["a", "–"]),
        ([True, False], ["True", "False"]),
        (["x" * 130], ["x" * 119 + "…"]),
        (["\x1b[31m"], [r"\x1b[31m"]),
        (pd.to_datetime(["2022-04-01", None]), ["2022-04-01", "–"]),
        (pd.to_datetime(["2022-04-01 12:30"]), ["2022-04-01 12:30"]),
    ],
)
def test_values_are_written_as_people_do(values, written):
    assert cells(pd.DataFrame({"v": values})) == [["v"], *([each] for each in written)]


def test_text_stands_at_the_left_with_its_head_and_numbers_do_not():
    html = table_html(pd.DataFrame({"name": ["<i>"], "n": [1]}))
    assert '<th style="text-align:left">name</th><th>n</th>' in html
    assert '<td style="text-align:left">&lt;i&gt;</td><td>1</td>' in html


def test_row_numbers_are_left_out_and_whatever_has_a_meaning_stays():
    counted = pd.DataFrame({"n": [7]}, index=[3])
    assert cells(counted) == [["n"], ["7"]]
    assert cells(counted.rename_axis("year")) == [["", "n"], ["year", ""], ["3", "7"]]
    assert cells(counted.set_axis(["a"])) == [["", "n"], ["a", "7"]]
    two = pd.crosstab([["x"], ["y"]], [["p"]])
    assert cells(two)[-1] == ["x", "y", "1"]


def test_a_long_table_is_shown_by_its_ends_and_says_so():
    frame = pd.DataFrame({"n": range(MOST + 1)})
    assert [row[0] for row in cells(frame)[1:]] == [*map(str, range(10)), *map(str, range(51, 61))]
    assert "first and last 10 of 61 rows" in table_html(frame)


def test_the_frame_is_as_it_was():
    frame = pd.DataFrame({"name": ["a"], "n": [1.5]})
    before = frame.copy()
    table_html(frame)
    pd.testing.assert_frame_equal(frame, before)


def test_a_notebook_shows_frames_so_unless_pandas_is_told_not_to():
    shell = InteractiveShell.instance()
    try:
        show_frames()
        frame = pd.DataFrame({"n": [1]})
        data, _ = shell.display_formatter.format(frame)
        assert data["text/html"] == table_html(frame)
        assert data["text/plain"] == str(frame)
        with pd.option_context("display.notebook_repr_html", False):
            assert "text/html" not in shell.display_formatter.format(frame)[0]
    finally:
        InteractiveShell.clear_instance()
