"""The command `overheard`: what it prints, and how it leaves."""

import subprocess
import sys
from pathlib import Path

import pytest

from analysis.__main__ import main

BAD = "---\noutlet: A\n---\n\nToo short.\n"


def test_check_of_the_corpus_finds_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert capsys.readouterr().out == "261 reports, no problems\n"


def test_check_prints_file_line_problem_mend_and_counts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "one.md").write_text(BAD, encoding="utf-8")
    assert main(["check", str(tmp_path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert "reports/one.md:2: key `outlet_kind` is missing; add `outlet_kind:`" in lines
    assert lines[-1] == f"{len(lines) - 1} problems"


def test_check_of_a_missing_folder_is_one_problem(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(tmp_path / "none")]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "1 problem"


def test_describe_prints_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["describe", "places"]) == 0
    assert "Key: report_id, position, place." in capsys.readouterr().out


def test_describe_of_an_unknown_table_names_the_tables(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["describe", "people"]) == 1
    assert "the tables are: reports, calls" in capsys.readouterr().err


def test_export_says_what_is_in_the_way(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(tmp_path)]) == 0
    assert main(["export", str(tmp_path)]) == 1
    assert "already there" in capsys.readouterr().err
    assert main(["export", str(tmp_path), "--force"]) == 0


def test_report_without_notebooks_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "--notebooks", str(tmp_path), "--to", str(tmp_path / "out")]) == 1
    assert "no notebook" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("arguments", [[], ["guess"], ["export"], ["check", "a", "b"]])
def test_a_command_not_understood_leaves_with_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2


def test_check_waits_for_no_chart_or_notebook_library() -> None:
    code = (
        "import sys; from analysis.__main__ import main; main(['check']);"
        "print([m for m in ('altair', 'ipywidgets', 'nbclient', 'scipy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_match_says_that_there_is_no_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["match", str(tmp_path)]) == 1
    assert main(["match", str(tmp_path / "none")]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("there is no text to match") == 2
    assert "none: is not a file" in said.err


def test_match_wants_one_candidate_at_least(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "one.txt").write_text("It rains on the quay.", encoding="utf-8")
    assert main(["match", str(tmp_path / "one.txt"), "--most", "0"]) == 1
    assert capsys.readouterr().err == "overheard: most is 0, expected 1 or more\n"
