"""What an import does to a folder: what it stores, what it leaves alone, how it is stopped."""

import hashlib
import os
import re
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import analysis
from analysis.__main__ import main
from analysis.collecting import adding
from analysis.collecting.adding import Stopped, add_texts
from analysis.collecting.drafting import read_drafts
from analysis.collecting.storing import read_stored_texts
from analysis.reading.frontmatter import Mapping, Scalar, split_front_matter
from analysis.reading.problems import CorpusError
from analysis.tables.columns import SLUG
from tests.reading.texts.builders import BODY, RAIN, TENTS, TWO, nexis, packed, page, word_file

STORY = "\n\n".join(
    ["Wet boots, 3 July 2022", *BODY, *[f"{TENTS} Day {n} of it." for n in range(9)]]
)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "saved"
    folder.mkdir()
    (folder / "a.txt").write_text(STORY, encoding="utf-8")
    (folder / "b.html").write_bytes(page([f"{RAIN} {n}" for n in range(9)]))
    (folder / "c.docx").write_bytes(word_file(nexis(*TWO)))
    (folder / "d.pdf").write_bytes(b"%PDF-1.7")
    return folder


@pytest.fixture
def to(tmp_path: Path) -> Path:
    return tmp_path / "texts"


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_links_round_in_a_circle_are_rows_and_no_end(files: Path, to: Path, intact) -> None:
    (files / "one").symlink_to(files / "two")
    (files / "two").symlink_to(files / "one")
    (files / "self").symlink_to(files)
    added = add_texts(files, corpus=intact, to=to).set_index("file")
    for name in ("saved/one", "saved/two", "saved/self"):
        assert added.status[name] == "failed"
        assert added.note[name].startswith("is a link;")
    assert added.status["saved/a.txt"] == "new"


def test_each_text_has_a_row_and_the_new_ones_a_draft(files: Path, to: Path, intact) -> None:
    added = add_texts(files, corpus=intact, to=to)
    assert added[["file", "part", "status"]].astype("object").values.tolist()[:4] == [
        ["saved/a.txt", 1, "new"], ["saved/b.html", 1, "new"],
        ["saved/c.docx", 1, "new"], ["saved/c.docx", 2, "new"],
    ]  # fmt: skip
    assert added.status[4] == "failed"
    assert "PDF" in added.note[4]
    stored = read_stored_texts(to)
    assert set(stored.report_id) == set(added.report_id.dropna())
    row = stored.set_index("report_id").loc[added.report_id[0]]
    assert row.text == STORY
    assert row.sha256 == hashlib.sha256(STORY.encode()).hexdigest()
    assert row.source == "saved/a.txt"
    for report_id in added.report_id.dropna():
        assert (to / "drafts" / f"{report_id}.md").is_file()


def test_adding_twice_changes_nothing(files: Path, to: Path, intact) -> None:
    add_texts(files, corpus=intact, to=to)
    before = tree(to)
    again = add_texts([files, files / "a.txt", to], corpus=intact, to=to)
    assert set(again.status) == {"duplicate", "failed"}
    assert tree(to) == before


def test_draft_has_what_is_known_with_its_basis_and_asks_for_the_rest(files, to, intact) -> None:
    added = add_texts(files / "b.html", corpus=intact, to=to)
    assert added.report_id[0] == "2022-07-03-harbour-post-wet-boots"
    draft = (to / "drafts" / f"{added.report_id[0]}.md").read_text(encoding="utf-8")
    head, digest = split_front_matter(draft, "draft")
    assert isinstance(head, Mapping)
    values = {key: node.text for key, node in head.entries.items() if isinstance(node, Scalar)}
    assert values == {
        "outlet": "Harbour Post", "url": "https://harbour.example/wet-boots", "byline": "Ann Reed",
        "published": "2022-07-03", "date_basis": "stated", "language": "en", "read": "whole",
    }  # fmt: skip
    assert digest == ""
    assert "outlet: Harbour Post  # check: html head" in draft
    for missing in ("outlet_kind", "gist"):
        assert f"# check: {missing} is missing" in draft
    assert not any(line in draft for line in BODY)


def test_hostile_header_cannot_break_a_draft_or_leave_the_folder(tmp_path, to, intact) -> None:
    title = "../../x: {a}\x85--- !!python/object &a *b"
    data = f'title,outlet,date,text\n"{title}","# no: yes",2022-07-03,"{RAIN}"\n'
    (tmp_path / "a.csv").write_text(data, encoding="utf-8")
    added = add_texts(tmp_path / "a.csv", corpus=intact, to=to)
    [draft] = (to / "drafts").iterdir()
    parts = split_front_matter(draft.read_text(encoding="utf-8"), "draft")
    assert isinstance(parts[0], Mapping)
    assert parts[0].entries["outlet"].text == "# no: yes"
    assert added.report_id[0] == "2022-07-03-no-yes-python-object"
    assert {path.name for path in tmp_path.iterdir()} == {"a.csv", "texts"}


@pytest.mark.parametrize(
    "head",
    ["Title: " + "ab" * 140, "Title: " + "abcde-" * 70, "ab" * 140, "Title: " + "ﷺ" * 99,
     "Title: " + " ".join(["ß" * 99] * 9), "Source: " + "ab" * 140],
    ids=["word", "hyphens", "no header", "letters that fold into many", "words", "outlet"],
)  # fmt: skip
def test_id_is_short_enough_to_name_files_whatever_the_headline(tmp_path, to, intact, head) -> None:
    (tmp_path / "a.txt").write_text(f"{head}\nDate: 3 July 2022\n\n{RAIN}", encoding="utf-8")
    (row,) = add_texts(tmp_path / "a.txt", corpus=intact, to=to).itertuples()
    assert row.status == "new", row.note
    assert max(len(os.fsencode(path.name)) for path in to.rglob("*")) <= 143
    assert re.fullmatch(SLUG, row.report_id)


def test_text_that_cannot_be_stored_says_what_would_mend_it(tmp_path, to, intact) -> None:
    (tmp_path / "a.txt").write_text(RAIN, encoding="utf-8")
    to.write_text("a file where the folder should be", encoding="utf-8")
    (row,) = add_texts(tmp_path / "a.txt", corpus=intact, to=to).itertuples()
    assert row.status == "failed"
    assert row.note.endswith("; mend that, or name another folder with --to")


def test_text_with_the_address_of_a_report_is_attached_to_it(tmp_path, to, intact) -> None:
    row = intact.reports.dropna(subset="url").iloc[0]
    (tmp_path / "a.txt").write_text(f"URL: {row.url}\n\n{RAIN}", encoding="utf-8")
    added = add_texts(tmp_path / "a.txt", corpus=intact, to=to)
    assert (added.status[0], added.report_id[0]) == ("recognised", row.report_id)
    assert "the same address" in added.evidence[0]
    assert not (to / "drafts").exists()


def test_text_that_the_user_put_there_is_never_written_over(tmp_path, to, intact) -> None:
    row = intact.reports.dropna(subset="url").iloc[0]
    to.mkdir()
    mine = to / f"{row.report_id}.txt"
    mine.write_text("My own words about something else.", encoding="utf-8")
    (tmp_path / "a.txt").write_text(f"URL: {row.url}\n\n{RAIN}", encoding="utf-8")
    before = tree(to)
    added = add_texts(tmp_path / "a.txt", corpus=intact, to=to)
    assert added.status[0] == "failed"
    assert "move it away" in added.note[0]
    assert tree(to) == before


@pytest.mark.parametrize("name", ["{}.yml", "drafts/{}.md"])
def test_notes_of_the_user_are_never_written_over(tmp_path, to, intact, name: str) -> None:
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    first = add_texts(tmp_path / "a.txt", corpus=intact, to=tmp_path / "other").report_id[0]
    mine = to / name.format(first)
    mine.parent.mkdir(parents=True)
    mine.write_text("mine", encoding="utf-8")
    added = add_texts(tmp_path / "a.txt", corpus=intact, to=to)
    assert added.report_id[0] == f"{first}-2"
    assert mine.read_text(encoding="utf-8") == "mine"


def test_same_text_with_other_marks_is_a_duplicate_and_a_copy_with_adverts_near(
    tmp_path, to, intact
) -> None:
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "b.txt").write_text(STORY.replace("“", '"').replace("\n\n", "\n"))
    (tmp_path / "c.txt").write_text(f"Menu\n{STORY}\nSubscribe to our letter today.")
    added = add_texts([tmp_path / f"{n}.txt" for n in "abc"], corpus=intact, to=to)
    assert list(added.status) == ["new", "duplicate", "near-duplicate"]
    assert set(added.report_id) == {added.report_id[0]}
    assert len(read_stored_texts(to)) == 1


def test_user_can_say_which_report_a_text_is(tmp_path, to, intact) -> None:
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    wanted = intact.reports["report_id"].iloc[3]
    added = add_texts(tmp_path / "a.txt", corpus=intact, to=to, report_id=wanted)
    assert (added.status[0], added.report_id[0]) == ("recognised", wanted)
    with pytest.raises(KeyError, match="no such report: nobody"):
        add_texts(tmp_path / "a.txt", corpus=intact, to=to, report_id="nobody")


def test_texts_are_not_put_into_an_installed_kit(tmp_path, to, intact) -> None:
    installed = replace(intact, folder=tmp_path / "_corpus")
    with pytest.raises(ValueError, match="name a folder"):
        add_texts([], corpus=installed)
    assert add_texts([], corpus=installed, to=to).empty


def test_archive_that_leads_out_writes_nothing_outside(tmp_path: Path, to: Path, intact) -> None:
    (tmp_path / "a.zip").write_bytes(packed({"../evil.txt": b"rain", "good.txt": STORY.encode()}))
    added = add_texts(tmp_path / "a.zip", corpus=intact, to=to)
    assert list(added.status) == ["failed", "new"]
    assert {path.name for path in tmp_path.iterdir()} == {"a.zip", "texts"}


def test_interrupt_leaves_whole_texts_and_says_so(files, to, intact, monkeypatch) -> None:
    place = adding._Adding.place
    calls = iter(range(9))

    def interrupted(self, document):
        if next(calls) == 2:
            raise KeyboardInterrupt
        return place(self, document)

    monkeypatch.setattr(adding._Adding, "place", interrupted)
    with pytest.raises(Stopped, match="stopped after 2 texts, each whole") as stopped:
        add_texts(files, corpus=intact, to=to)
    assert list(stopped.value.added.status) == ["new", "new"]
    assert len(read_stored_texts(to)) == 2


KILLED = """
import os, signal, sys
from pathlib import Path
import analysis
from analysis.collecting import storing
from analysis.collecting.adding import add_texts

left = int(sys.argv[1])
def deadly(step):
    def wrapped(*arguments):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return step(*arguments)
    return wrapped

Path.replace, os.link = deadly(Path.replace), deadly(os.link)
add_texts(sys.argv[2], corpus=analysis.read_corpus(sys.argv[3]), to=sys.argv[4])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
@pytest.mark.parametrize(
    "step",
    [pytest.param(n, marks=() if n == 6 else pytest.mark.nightly) for n in (1, 2, 3, 4, 6, 8)],
)  # `test_store.py` kills it every day, too
def test_killed_import_leaves_each_text_whole_or_out(files, to, small_corpus, step: int) -> None:
    whole = to.with_name("whole")
    corpus = analysis.read_corpus(small_corpus)
    add_texts(files, corpus=corpus, to=whole)
    command = [sys.executable, "-c", KILLED, str(step), str(files), str(small_corpus.path), str(to)]
    killed = subprocess.run(command, capture_output=True, check=False)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    stored = read_stored_texts(to)
    assert len(stored) == (step - 1) // 3  # a draft, a record and the text itself for each
    assert stored.source.notna().all()
    wanted = read_stored_texts(whole).set_index("report_id").text
    assert all(row.text == wanted[row.report_id] for row in stored.itertuples())
    add_texts(files, corpus=corpus, to=to)
    visible = {name: data for name, data in tree(to).items() if not is_working(name)}
    assert visible == {name: data for name, data in tree(whole).items() if not is_working(name)}


def is_working(name: str) -> bool:
    return any(part.startswith(".") for part in name.split("/"))


def test_command_prints_the_table_and_leaves_with_1_when_a_file_failed(files, to, capsys) -> None:
    assert main(["add", str(files), "--to", str(to)]) == 1
    out = capsys.readouterr().out
    assert "failed         saved/d.pdf (is a PDF that cannot be read" in out
    assert out.splitlines()[-1] == "5 texts: 4 new, 1 failed"
    (files / "d.pdf").unlink()
    assert main(["add", str(files), "--to", str(to)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "4 texts: 4 duplicate"


def test_command_names_a_report_that_is_not_there(files, to, capsys) -> None:
    assert main(["add", str(files), "--to", str(to), "--as", "nobody"]) == 1
    assert "no such report: nobody" in capsys.readouterr().err


def test_stored_texts_put_there_by_hand_are_read_and_bad_ones_named(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_bytes(b"It rains.\r\n")
    (tmp_path / "bad.txt").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(CorpusError, match=r"bad\.txt:1: byte 0xff is not UTF-8"):
        read_stored_texts(tmp_path)
    stored = read_stored_texts(tmp_path, on_error="skip")
    assert stored.text.tolist() == ["It rains.\r\n"]
    assert stored.source.isna().all()
    assert read_stored_texts(tmp_path / "none").empty


def test_stored_texts_can_lie_behind_a_link(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "disk" / "mine.txt").write_text("It rains.", encoding="utf-8")
    (tmp_path / "texts").symlink_to(tmp_path / "disk")
    assert read_stored_texts(tmp_path / "texts")["text"].tolist() == ["It rains."]


@pytest.mark.parametrize("read", [read_stored_texts, read_drafts])
def test_folder_that_may_not_be_looked_into_is_no_empty_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read
) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("os.scandir", refuse)
    with pytest.raises(CorpusError, match=r":0: cannot be read \(Permission denied\)"):
        read(tmp_path)


def test_record_that_is_broken_is_named_and_its_text_stays(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("It rains.", encoding="utf-8")
    (tmp_path / "mine.yml").write_text("source: [page.html\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"mine\.yml:2: broken YAML"):
        read_stored_texts(tmp_path)
    assert read_stored_texts(tmp_path, on_error="skip").source.isna().tolist() == [True]
