"""The command `overheard`: what it prints, and how it leaves."""

import contextlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.__main__ import main
from analysis.parsing.files import file_data, parse_file

BAD = "---\noutlet: A\n---\n\nToo short.\n"


def test_check_of_the_corpus_finds_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert capsys.readouterr().out == "651 reports, no problems\n"


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
    (tmp_path / "calls.csv").write_text("an earlier export")
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


@pytest.mark.parametrize("text", ["", " \n\n", "\ufeff"])
@pytest.mark.parametrize("command", [["parse"], ["parse", "--json"], ["match"], ["add"]])
def test_a_file_without_text_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str], text: str
) -> None:
    (tmp_path / "empty.txt").write_text(text, encoding="utf-8")
    more = ["--to", str(tmp_path / "to")] if command == ["add"] else []
    assert main([*command, str(tmp_path / "empty.txt"), *more]) == 1
    said = capsys.readouterr()
    assert "empty.txt" in said.out + said.err
    assert "holds no text; save the page or file with its text" in said.out + said.err


def test_add_says_that_there_is_no_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "EMPTY").mkdir()
    assert main(["add", str(tmp_path / "EMPTY"), "--to", str(tmp_path / "to")]) == 1
    assert capsys.readouterr() == ("", "overheard: there is no text to add\n")


def test_add_says_what_the_corpus_lacks(
    small_corpus, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small_corpus.write("reports/bad.md", BAD)
    (tmp_path / "one.txt").write_text("It rains on the quay and on us all.", encoding="utf-8")
    add = ["add", str(tmp_path / "one.txt"), "--corpus", str(small_corpus.path)]
    assert main(add) == 0
    assert "is left out; `overheard check` names it (" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="there is no head")
def test_a_reader_who_has_seen_enough_is_no_error() -> None:
    code = "import sys; from analysis.__main__ import main; sys.exit(main(['describe']))"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as run:
        assert run.stdout is not None and run.stderr is not None
        run.stdout.close()
        assert run.stderr.read() == b""
    assert run.returncode == 141


STEERING = (
    "\x07\x08\x0b\x1b[31m\x1b]0;title\x1b\\\x1b]8;;http://a.example\x07\x7f\x85\x9b2J\x9d0;t\x9c"
    "\u061c\u200e\u200f\u2028\u202a\u202e\u2066\u2069\ufeff\U000e0041"
)
"""Bells, colours, titles, links, a cleared screen, and text that runs backwards or unseen."""

SOME = "\x1b[31m\u202e\x9b2J\U000e0041"
SPEECH = (
    f"Title: Wet {SOME} boots\n\n“It rains {SOME} می\u200cآید,” said the soldier to his wife.\n\n"
    + "The field post has moved twice, and letters come late to the quay. " * 20
)


def steering(text: str) -> set[str]:
    return {each for each in text if each in STEERING and not each.isprintable()}


@pytest.fixture
def strange(tmp_path: Path) -> Path:
    """Files whose names and words would steer a terminal."""
    folder = tmp_path / "\x1b]0;title\x07\u202e\x9b2J"
    folder.mkdir()
    (folder / "\x1b[31m\nred.txt").write_text(SPEECH, encoding="utf-8")
    (folder / "\x9b2J.pdf").write_bytes(b"%PDF-1.7")
    (folder / "reports").mkdir()
    (folder / "reports" / "\x1b[31m\nred.md").write_text(BAD, encoding="utf-8")
    (folder / "reports" / "one.md").write_text(BAD.replace("A", f'"{STEERING}"'), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "{folder}"],
        ["check", "{folder}/none"],
        ["describe", "{folder}"],
        ["parse", "{file}"],
        ["parse", "{file}", "--part", "7"],
        ["parse", "--json", "{file}"],
        ["parse", "{folder}/\x9b2J.pdf"],
        ["parse", "{file}", "{file}"],
        ["match", "{folder}"],
        ["match", "{folder}/none\u202e"],
        ["add", "{folder}", "--to", "{folder}/texts"],
        ["add", "{folder}", "--as", "{file}"],
        ["export", "{folder}/out", "--corpus", "{folder}"],
        ["network", "{folder}/net.csv"],
        ["report", "--notebooks", "{folder}", "--to", "{folder}/out"],
        ["refresh", "{file}"],
    ],
    ids=" ".join,
)
def test_words_and_names_of_others_cannot_steer_the_terminal(strange, capsys, arguments) -> None:
    file = next(strange.glob("*red.txt"))
    with contextlib.suppress(SystemExit):
        main([each.format(folder=strange, file=file) for each in arguments])
    said = capsys.readouterr()
    assert said.out + said.err
    assert steering(said.out + said.err) == set()


def test_what_would_steer_a_terminal_is_shown_and_joined_letters_stay(strange, capsys) -> None:
    assert main(["parse", str(next(strange.glob("*red.txt")))]) == 0
    out = capsys.readouterr().out
    assert r"It rains \x1b[31m\u202e\x9b2J\U000e0041 " in out
    assert "می\u200cآید" in out
    assert main(["match", str(strange)]) == 1
    out, err = capsys.readouterr()
    assert r"\x1b[31m\nred.txt" in out
    assert r"\x9b2J.pdf: is a PDF" in err


def test_json_shows_no_control_and_means_what_it_meant(strange, capsys) -> None:
    file = next(strange.glob("*red.txt"))
    assert main(["parse", "--json", str(file)]) == 0
    out = capsys.readouterr().out
    assert r"\u009b2J" in out
    assert r"\udb40\udc41" in out
    meant = json.loads(json.dumps(file_data(parse_file(file))))
    assert json.loads(out) == meant
    assert "\x9b2J" in meant["header"]["title"]["value"]
