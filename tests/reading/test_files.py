"""Folders and files that are not what they should be."""

import os
from pathlib import Path

import pytest

import analysis
from analysis.reading.problems import CorpusError

HARBOUR = "2022-05-10-harbour-post-late-mail"
FILE = f"reports/{HARBOUR}.md"


@pytest.mark.parametrize("on_error", ["raise", "skip"])
@pytest.mark.parametrize(
    ("name", "file", "problem"),
    [
        ("nowhere", "nowhere", "does not exist"),
        ("file.txt", "file.txt", "is not a folder"),
        ("empty", "reports", "holds no report"),
        ("no-reports", "reports", "holds no report"),
        ("other-files", "reports", "holds no report"),
        ("reports-is-a-file", "reports", "holds no report"),
        ("all-bad", "reports/bad.md", "does not begin with front matter"),
    ],
)
def test_a_folder_without_a_good_report_cannot_be_read(tmp_path, on_error, name, file, problem):
    (tmp_path / "file.txt").write_text("not a folder", encoding="utf-8")
    for folder in ("empty", "no-reports/reports", "other-files/reports", "all-bad/reports"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "other-files/reports/readme.txt").write_text("no report", encoding="utf-8")
    (tmp_path / "all-bad/reports/bad.md").write_text("no report", encoding="utf-8")
    (tmp_path / "reports-is-a-file").mkdir()
    (tmp_path / "reports-is-a-file/reports").write_text("no folder", encoding="utf-8")
    with pytest.raises(CorpusError, match=problem) as error:
        analysis.read_corpus(tmp_path / name, on_error=on_error)
    [row] = error.value.problems.itertuples(index=False)
    assert row.file.endswith(file)
    assert row.mend
    assert analysis.check_corpus(tmp_path / name).equals(error.value.problems)


@pytest.mark.parametrize(
    ("data", "line", "problem"),
    [
        (b"---\noutlet: A\nbyline: \xe4rger\n---\n", 3, "byte 0xe4 is not UTF-8"),
        ("---\noutlet: A\n".encode("utf-16"), 1, "byte 0xff is not UTF-8"),
        (b"---\n" + b"x" * 10_000_000, 0, "10.0 MB, more than 1 MB"),
    ],
)
def test_a_file_that_is_no_utf8_or_too_large_is_left_out(small_corpus, expect, data, line, problem):
    small_corpus.write(FILE, data)
    expect((FILE, line, problem, ""), reports={HARBOUR})


def test_links_to_files_and_folders_are_not_followed(small_corpus, expect):
    reports = small_corpus.path / "reports"
    (reports / "round").symlink_to(reports)
    (reports / "loop.md").symlink_to(reports / "loop.md")
    (reports / "elsewhere.md").symlink_to(small_corpus.path / FILE)
    (reports / "nowhere.md").symlink_to(small_corpus.path / "nowhere")
    expect(
        ("reports/elsewhere.md", 0, "is a link", "put the file itself there"),
        ("reports/loop.md", 0, "is a link", "put the file itself there"),
        ("reports/nowhere.md", 0, "is a link", "put the file itself there"),
        ("reports/round", 0, "is a link", "put the folder itself there"),
    )


def test_a_link_in_place_of_all_reports_is_not_followed(small_corpus, tmp_path):
    reports = small_corpus.path / "reports"
    reports.rename(tmp_path / "elsewhere")
    reports.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CorpusError, match="reports:0: is a link"):
        analysis.read_corpus(small_corpus, on_error="skip")


@pytest.mark.parametrize("name", ["codebook.yml", "codings.csv"])
def test_a_table_that_is_a_link_in_a_circle_is_a_problem(small_corpus, name):
    (small_corpus.path / name).unlink()
    (small_corpus.path / name).symlink_to(name)
    left = analysis.read_corpus(small_corpus, on_error="skip")
    assert left.problems[["file", "problem"]].values.tolist() == [[name, "is a link"]]
    assert (len(left.reports), len(left.codings), len(left.wording)) == (6, 0, 3)


@pytest.mark.skipif(os.name != "posix", reason="there are no pipes in folders")
def test_a_pipe_is_not_waited_for(small_corpus, expect):
    os.mkfifo(small_corpus.path / "reports" / "pipe.md")
    expect(("reports/pipe.md", 0, "is not a file", "put a file there"))


@pytest.mark.parametrize("name", ["wording.csv"])
def test_a_folder_in_place_of_a_table_is_a_problem(small_corpus, name):
    (small_corpus.path / name).unlink()
    (small_corpus.path / name).mkdir()
    [row] = analysis.check_corpus(small_corpus).itertuples(index=False)
    assert row == (name, 0, "is not a file", "put a file there")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
@pytest.mark.parametrize("name", [FILE, "reports/closed"])
def test_what_may_not_be_read_is_a_problem(small_corpus, name):
    (small_corpus.path / "reports/closed").mkdir()
    (small_corpus.path / name).chmod(0)
    [row] = analysis.check_corpus(small_corpus).itertuples(index=False)
    (small_corpus.path / name).chmod(0o700)
    assert row.file == name
    assert "cannot be read" in row.problem


def test_a_file_that_cannot_be_read_is_left_out(small_corpus, expect, monkeypatch):
    read_bytes = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.stem == HARBOUR:
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    expect((FILE, 0, "cannot be read (Permission denied)", "check"), reports={HARBOUR})


@pytest.mark.parametrize("name", [".ipynb_checkpoints/x.md", "_drafts/x.md", ".x.md", "_x.md"])
def test_files_of_editors_and_drafts_are_no_reports(small_corpus, name):
    small_corpus.write(f"reports/{name}", "no report")
    expect_nothing_wrong(small_corpus)


def expect_nothing_wrong(folder) -> None:
    assert analysis.check_corpus(folder).empty
    assert len(analysis.read_corpus(folder).reports) == 6


def test_reports_can_stand_in_folders_within_reports(small_corpus):
    small_corpus.write("reports/2022/moved.md", "")
    (small_corpus.path / FILE).replace(small_corpus.path / f"reports/2022/{HARBOUR}.md")
    (small_corpus.path / "reports/2022/moved.md").unlink()
    expect_nothing_wrong(small_corpus)


def test_windows_newlines_and_a_byte_order_mark_change_nothing(small_corpus, intact):
    for path in [*small_corpus.path.glob("*"), *small_corpus.path.glob("reports/*")]:
        if path.is_file():
            text = path.read_bytes().replace(b"\n", b"\r\n")
            path.write_bytes(b"\xef\xbb\xbf" + text)
    read = analysis.read_corpus(small_corpus)
    assert all(table.equals(intact.tables[name]) for name, table in read.tables.items())
    assert str(read.codebook) == str(intact.codebook)


def test_a_corpus_of_reports_alone_has_all_tables(small_corpus):
    for path in small_corpus.path.glob("*.*"):
        path.unlink()
    read = analysis.read_corpus(small_corpus)
    sizes = {name: len(table) for name, table in read.tables.items()}
    assert sizes == {
        "reports": 6, "calls": 0, "tellings": 7, "citations": 0, "variants": 0, "figures": 1,
        "places": 3, "formations": 1, "codings": 0, "wording": 0, "corrections": 0,
    }  # fmt: skip
    assert read.tellings.call_id.isna().all()
    assert read.codebook.variables == []
