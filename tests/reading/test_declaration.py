"""A corpus that declares itself half-filled may lack what a finished one needs."""

import pytest

import analysis
from analysis.reading.problems import CorpusError

REPORT = "---\noutlet: Quay Post\npublished: 2022-07-03\n---\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "wet-boots.md").write_text(REPORT)
    (tmp_path / "corpus.yml").write_text("title: Boots\nhalf_filled: true\n")
    return tmp_path


def test_a_half_filled_report_may_lack_kind_calls_and_digest(folder) -> None:
    [report] = analysis.read_corpus(folder).reports.to_dict("records")
    assert report["outlet"] == "Quay Post"
    assert (report["date_basis"], report["language"], report["read"]) == ("stated", "und", "whole")
    assert analysis.read_corpus(folder).reports[["outlet_kind", "digest"]].isna().all(axis=None)
    assert analysis.read_corpus(folder).tellings.empty


def test_a_half_filled_report_without_a_day_is_undated(folder) -> None:
    (folder / "reports" / "wet-boots.md").write_text("---\noutlet: Quay Post\n---\n")
    [report] = analysis.read_corpus(folder).reports.to_dict("records")
    assert report["date_basis"] == "unknown"
    assert report["published_from"] is None or report["published_from"] != report["published_from"]


def test_a_call_of_a_half_filled_report_may_lack_its_gist_and_roles(folder) -> None:
    path = folder / "reports" / "wet-boots.md"
    path.write_text(REPORT.replace("---\n", "---\ncalls:\n- caller_role: soldier\n", 1))
    [telling] = analysis.read_corpus(folder).tellings.to_dict("records")
    assert (telling["caller_role"], telling["callee_role"]) == ("soldier", "unknown")


@pytest.mark.parametrize("said", ["", "half_filled: false\n"])
def test_without_the_word_the_same_report_is_asked_for_all(folder, said) -> None:
    (folder / "corpus.yml").write_text(said or "title: Boots\n")
    found = analysis.check_corpus(folder)["problem"].tolist()
    for key in ("outlet_kind", "language", "calls"):
        assert f"key `{key}` is missing" in found


def test_what_is_there_is_held_to_the_rules_all_the_same(folder) -> None:
    path = folder / "reports" / "wet-boots.md"
    path.write_text(REPORT.replace("2022-07-03", "2022-02-30"))
    assert "not a date" in analysis.check_corpus(folder)["problem"][0]
    path.write_text(REPORT.replace("outlet:", "outlett:"))
    assert "`outlett` is unknown" in analysis.check_corpus(folder)["problem"][0]


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("half_filled: yes\n", "half_filled is 'yes'"),
        ("halffilled: true\n", "key `halffilled` is unknown"),
        ("- a\n", "is not a list of `key: value`"),
    ],
)
def test_a_declaration_that_cannot_be_read_is_named(folder, said, problem) -> None:
    (folder / "corpus.yml").write_text(said)
    found = analysis.check_corpus(folder)
    assert problem in found.loc[found["file"] == "corpus.yml", "problem"].iloc[0]
    with pytest.raises(CorpusError, match=r"corpus\.yml"):
        analysis.read_corpus(folder)
