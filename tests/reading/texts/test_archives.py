"""ZIP archives and folders: nothing leads out, nothing bursts, one bad file costs no other."""

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.reading.problems import Problem
from analysis.reading.texts import Document, archives, read_texts, reading
from tests.reading.texts.builders import RAIN, packed, page, word_file


def names(found: list[Document | Problem]) -> list[str]:
    return [each.file for each in found if isinstance(each, Document)]


def problems(found: list[Document | Problem]) -> dict[str, str]:
    return {each.file: each.problem for each in found if isinstance(each, Problem)}


def test_archive_gives_every_text_and_names_what_it_refuses(tmp_path: Path) -> None:
    inner = packed({"x.txt": b"rain"})
    members = {
        "a.txt": RAIN.encode(), "b/page.html": page(), "b/c.docx": word_file([RAIN]),
        "../out.txt": b"rain", "/abs.txt": b"rain", "c:\\x.txt": b"rain", "inner.zip": inner,
        "__MACOSX/a.txt": b"x", "b/.DS_Store": b"x", "d.pdf": b"%PDF-1.7",
    }  # fmt: skip
    (tmp_path / "all.zip").write_bytes(packed(members))
    found = list(read_texts(tmp_path / "all.zip"))
    assert names(found) == ["all.zip/a.txt", "all.zip/b/page.html", "all.zip/b/c.docx"]
    wrong = problems(found)
    assert [name for name, what in wrong.items() if "leads out" in what] == [
        "all.zip/../out.txt", "all.zip//abs.txt", "all.zip/c:\\x.txt",
    ]  # fmt: skip
    assert "archive in an archive" in wrong["all.zip/inner.zip"]
    assert "PDF" in wrong["all.zip/d.pdf"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.zip"]


def test_archive_made_to_burst_is_refused_unread(tmp_path: Path) -> None:
    (tmp_path / "bomb.zip").write_bytes(packed({"a.txt": b" " * 30_000_000}))
    [problem] = read_texts(tmp_path / "bomb.zip")
    assert "would grow" in problem.problem


def test_word_file_made_to_burst_is_refused_unread(tmp_path: Path) -> None:
    members = {"[Content_Types].xml": b"<a/>", "word/document.xml": b" " * 30_000_000}
    (tmp_path / "bomb.docx").write_bytes(packed(members))
    [problem] = read_texts(tmp_path / "bomb.docx")
    assert "would grow" in problem.problem


@pytest.mark.parametrize(("limit", "what"), [("MEMBERS", "files"), ("ARCHIVE_BYTES", "unpack to")])
def test_archive_beyond_a_limit_is_refused(tmp_path, monkeypatch, limit: str, what: str) -> None:
    monkeypatch.setattr(archives, limit, 2)
    (tmp_path / "a").write_bytes(packed({f"{n}.txt": b"rain" for n in range(4)}))
    [problem] = read_texts(tmp_path / "a")
    assert what in problem.problem


def test_linked_and_encrypted_members_are_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("good.txt", RAIN)
    data = bytearray((tmp_path / "a.zip").read_bytes())
    found = list(read_texts(tmp_path / "a.zip"))
    assert "is a link" in problems(found)["a.zip/link.txt"]
    assert names(found) == ["a.zip/good.txt"]
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1
    (tmp_path / "b.zip").write_bytes(data)
    assert "encrypted" in problems(list(read_texts(tmp_path / "b.zip")))["b.zip/good.txt"]


def test_folder_is_read_in_order_without_links_hidden_files_and_page_folders(tmp_path) -> None:
    top = tmp_path / "saved"
    (top / "page_files").mkdir(parents=True)
    (top / "deep").mkdir()
    (top / "page_files" / "script.js").write_text("let a = 1")
    (top / "page.html").write_bytes(page())
    (top / "deep" / "a.txt").write_text(RAIN)
    (top / ".hidden.txt").write_text(RAIN)
    (tmp_path / "outside.txt").write_text("outside")
    (top / "link.txt").symlink_to(tmp_path / "outside.txt")
    (top / "round").symlink_to(tmp_path)
    found = list(read_texts(top))
    assert names(found) == ["saved/deep/a.txt", "saved/page.html"]
    assert problems(found) == {"saved/link.txt": "is a link", "saved/round": "is a link"}


def test_missing_file_is_a_problem(tmp_path: Path) -> None:
    [problem] = read_texts(tmp_path / "none.txt")
    assert problem.problem == "is not a file"


def test_file_beyond_the_limit_is_a_problem(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(archives, "FILE_BYTES", 10)
    (tmp_path / "a.txt").write_text(RAIN)
    [problem] = read_texts(tmp_path / "a.txt")
    assert "more than" in problem.problem


def test_archive_of_many_files_that_each_may_shrink_is_refused_unread(tmp_path: Path) -> None:
    blanks = b" " * archives.SMALL
    (tmp_path / "bomb.zip").write_bytes(packed({f"{n}.txt": blanks for n in range(30)}))
    [problem] = read_texts(tmp_path / "bomb.zip")
    assert "would grow" in problem.problem


def test_members_of_an_archive_are_unpacked_one_by_one(tmp_path: Path, monkeypatch) -> None:
    taken = []
    monkeypatch.setattr(
        archives.zipfile.ZipFile, "read", lambda self, info: taken.append(info) or RAIN.encode()
    )
    (tmp_path / "a.zip").write_bytes(packed({"a.txt": b"rain", "b.txt": b"rain"}))
    assert next(read_texts(tmp_path / "a.zip")).file == "a.zip/a.txt"
    assert len(taken) == 1


def test_folder_that_cannot_be_listed_is_named(tmp_path: Path, monkeypatch) -> None:
    closed = tmp_path / "saved" / "closed"
    closed.mkdir(parents=True)
    (tmp_path / "saved" / "a.txt").write_text(RAIN)
    scan = os.scandir

    def refuse(path: str) -> Iterator[os.DirEntry]:
        if Path(path) == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = list(read_texts(tmp_path / "saved"))
    assert names(found) == ["saved/a.txt"]
    assert problems(found) == {"saved/closed": "is a folder that cannot be listed"}


@pytest.mark.parametrize("error", [RecursionError, MemoryError, KeyError, OverflowError])
def test_whatever_a_reader_raises_costs_no_other_file(tmp_path, monkeypatch, error: type) -> None:
    def fail(text: str) -> None:
        raise error

    monkeypatch.setattr(reading, "json_rows", fail)
    members = {"a.txt": b"rain", "b.html": page()}
    (tmp_path / "a.zip").write_bytes(packed(members))
    found = list(read_texts(tmp_path / "a.zip"))
    assert names(found) == ["a.zip/b.html"]
    assert error.__name__ in problems(found)["a.zip/a.txt"]


def test_an_interruption_is_no_problem_of_a_file(tmp_path: Path, monkeypatch) -> None:
    def stop(text: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(reading, "json_rows", stop)
    (tmp_path / "a.txt").write_text(RAIN)
    with pytest.raises(KeyboardInterrupt):
        list(read_texts(tmp_path / "a.txt"))
