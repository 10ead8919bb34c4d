"""Values written into a report's file: only what was given changes, and nothing bad is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.collecting.drafting import fill_report
from analysis.reading.problems import CorpusError
from analysis.reading.reports import read_report
from analysis.tables.declaring import Declaration

REPORT = """\
---
# a remark of mine
outlet: Quay Post  # check: the first line
# check: outlet_kind is missing; agency, newspaper, tabloid
published: 2022-07-03  # check: html head
calls:
- caller_role: soldier  # check: the text
  # check: gist is missing
language: en
---

A digest.
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "wet-boots.md").write_text(REPORT)
    (tmp_path / "corpus.yml").write_text("half_filled: true\n")
    return tmp_path


def fill(folder, **values) -> str:
    return fill_report(folder, "wet-boots", values).read_text()


def test_a_value_takes_the_place_of_the_one_there_and_of_its_remark(folder) -> None:
    assert fill(folder, outlet="Quay Times") == REPORT.replace(
        "outlet: Quay Post  # check: the first line", "outlet: Quay Times"
    )


def test_a_value_takes_the_place_of_the_remark_that_asks_for_it(folder) -> None:
    asked = "# check: outlet_kind is missing; agency, newspaper, tabloid"
    assert fill(folder, outlet_kind="newspaper") == REPORT.replace(asked, "outlet_kind: newspaper")


def test_a_value_that_nothing_asks_for_stands_at_the_end(folder) -> None:
    added = "language: en\nbyline: Ann Example\n---"
    assert fill(folder, byline="Ann Example") == REPORT.replace("language: en\n---", added)


def test_a_dash_is_a_value_and_no_list(folder) -> None:
    assert "\nbyline: '-'\n" in fill(folder, byline="-")


def test_a_list_is_replaced_whole(folder) -> None:
    filled = fill(folder, calls=[])
    assert "calls: []\nlanguage: en" in filled
    assert "soldier" not in filled


def test_a_day_stays_bare_and_a_digest_stands_below(folder) -> None:
    filled = fill(folder, published="2022-07-04", digest="Boots are asked for.")
    assert "published: 2022-07-04\n" in filled
    assert filled.endswith("---\n\nBoots are asked for.\n")


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"published": "2022-02-30"}, "not a date"),
        ({"outlet_kind": "gazette"}, "outlet_kind"),
        ({"language": "English"}, "language"),
    ],
)
def test_a_value_that_cannot_be_is_refused_and_nothing_written(folder, values, problem) -> None:
    with pytest.raises(CorpusError, match=problem):
        fill(folder, **values)
    assert (folder / "reports" / "wet-boots.md").read_text() == REPORT


def test_an_unknown_key_and_a_report_that_is_gone_are_named(folder) -> None:
    with pytest.raises(KeyError, match="colour"):
        fill(folder, colour="red")
    (folder / "reports" / "wet-boots.md").unlink()
    with pytest.raises(OSError, match="not there"):
        fill(folder, outlet="Quay Times")
    assert not any((folder / "reports").iterdir())


@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1))
def test_any_name_comes_back_as_it_was_given(tmp_path_factory, name) -> None:
    folder = tmp_path_factory.mktemp("study")
    (folder / "reports").mkdir()
    (folder / "reports" / "wet-boots.md").write_text(REPORT)
    (folder / "corpus.yml").write_text("half_filled: true\n")
    path = fill_report(folder, "wet-boots", {"outlet": name})
    rows, problems = read_report(path, folder, Declaration(half_filled=True))
    assert problems == []
    assert rows["reports"][0].values["outlet"] == name
