"""Drafts: what was found, what is missing, and the file as it stands."""

import json
from pathlib import Path

import pytest

import analysis
from analysis.reading.problems import CorpusError

BARE = "Wet boots\n\nIt rains on the quay, and on us all."


def added(folder: Path, text: str) -> Path:
    (folder / "a.txt").write_text(text)
    analysis.collecting.add_texts(folder / "a.txt", to=folder / "texts")
    return folder / "texts"


def test_draft_says_what_it_found_and_what_is_missing(tmp_path: Path) -> None:
    head = "Title: Wet boots\nSource: Harbour Post\nDate: 3 July 2022\n\n"
    (row,) = analysis.collecting.read_drafts(added(tmp_path, head + BARE)).to_dict("records")
    assert row["report_id"].startswith("2022-07-03-harbour-post-wet-boots")
    assert row["found"] == "outlet, published, date_basis, language, read"
    assert row["missing"] == "outlet_kind, calls"
    assert "outlet: Harbour Post  # check: line 2 of the text" in row["draft"]


def test_completed_draft_misses_nothing(tmp_path: Path) -> None:
    texts = added(tmp_path, BARE)
    (path,) = (texts / "drafts").glob("*.md")
    head = "outlet: null\noutlet_kind: newspaper\npublished: null\ndate_basis: unknown\ncalls: []\n"
    path.write_text(path.read_text().replace("---\n", f"---\n{head}", 1))
    assert analysis.collecting.read_drafts(texts)["missing"].tolist() == [""]


def test_no_drafts_are_an_empty_table(tmp_path: Path) -> None:
    assert analysis.collecting.read_drafts(tmp_path).empty


def test_broken_draft_is_named(tmp_path: Path) -> None:
    texts = added(tmp_path, BARE)
    (path,) = (texts / "drafts").glob("*.md")
    path.write_text("no front matter")
    with pytest.raises(CorpusError, match=f"drafts/{path.name}"):
        analysis.collecting.read_drafts(texts)


def test_draft_says_what_bounds_a_day_that_it_lacks(tmp_path: Path) -> None:
    row = {"title": "Wet boots", "modified": "2023-02-01", "text": "It rains on the quay. " * 9}
    path = tmp_path / "a.json"
    path.write_text(json.dumps([row]))
    analysis.collecting.add_texts(path, to=tmp_path / "texts")
    [draft] = analysis.collecting.read_drafts(tmp_path / "texts")["draft"]
    assert (
        "published is missing, no later than 2023-02-01 (column `modified`: 2023-02-01);" in draft
    )
