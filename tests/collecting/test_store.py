"""What is a user's: written whole or not at all, and nothing lost, whoever else writes."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

import analysis
from analysis.__main__ import main
from analysis.collecting import store
from analysis.collecting.corpora import export_corpus
from analysis.collecting.storing import read_stored_texts
from analysis.publishing import PublishingError, notebooks, publish_report
from analysis.reading.problems import CorpusError
from tests.collecting.killing import WRITERS, kills, with_articles, with_notebook, with_sheet
from tests.conftest import SmallCorpus

ROOT = Path(__file__).parents[2]
needs_fork = pytest.mark.skipif(sys.platform == "win32", reason="no fork, no SIGKILL")
as_user = pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="nothing is kept from root"
)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def run(code: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@needs_fork
def test_killed_writers_leave_the_old_state_or_the_new_and_a_repeat_ends() -> None:
    killing = [sys.executable, "-m", "tests.collecting.killing", "2"]
    done = subprocess.run(killing, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(": 2 kills at") == len(WRITERS)


@needs_fork
@pytest.mark.nightly
def test_killed_at_every_step() -> None:
    killing = [sys.executable, "-m", "tests.collecting.killing", "40"]
    done = subprocess.run(killing, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert sum(map(int, re.findall(r": (\d+) kills at", done.stdout))) >= 100


@needs_fork
def test_what_was_left_aside_before_a_killing_is_seen_by_the_test(monkeypatch) -> None:
    """The check itself can fail: a writer in two steps is found out."""

    def in_two_steps(home: Path) -> None:
        for name in ("one", "two"):
            (home / name).write_text("new")

    monkeypatch.setitem(WRITERS, "careless", (lambda home: home.mkdir(), in_two_steps))
    assert "careless, step 2: neither old nor new" in kills("careless", 9)


CODERS = """
import sys, time
import pandas as pd
import analysis
home, coder, start = sys.argv[1:]
corpus = analysis.read_corpus(f"{home}/corpus")
sheet = pd.read_csv(f"{home}/sheet.csv", dtype="str", keep_default_na=False).assign(coder=coder)
sheet.to_csv(f"{home}/{coder}.csv", index=False)
while time.time() < float(start): pass
print(len(analysis.collecting.add_codings(corpus, f"{home}/{coder}.csv")))
"""


def test_coders_who_add_at_the_same_moment_lose_nothing(tmp_path: Path) -> None:
    with_sheet(tmp_path)
    before = len(analysis.read_corpus(tmp_path / "corpus").codings)
    start = time.time() + 4
    coders = [run(CODERS, tmp_path, coder, start) for coder in ("ann", "ben", "cat")]
    added = [int(each.communicate()[0]) for each in coders]
    codings = analysis.read_corpus(tmp_path / "corpus").codings
    assert len(codings) == before + sum(added)
    assert {"ann", "ben", "cat"} <= set(codings["coder"])


ADDERS = """
import sys, time
import analysis
home, start = sys.argv[1:]
corpus = analysis.read_corpus(f"{home}/corpus")
while time.time() < float(start): pass
print(*analysis.collecting.add_texts(f"{home}/files", corpus=corpus).status)
"""


def test_imports_at_the_same_moment_store_each_text_once(tmp_path: Path) -> None:
    with_articles(tmp_path)
    for number in range(6):
        text = f"Harbour report {number}\n\n" + f"The ferry number {number} was late again. " * 9
        (tmp_path / "files" / f"{number}.txt").write_text(text)
    start = time.time() + 4
    adders = [run(ADDERS, tmp_path, start) for _ in range(2)]
    said = [each.communicate()[0].split() for each in adders]
    stored = read_stored_texts(tmp_path / "corpus" / "texts")
    assert sorted(a for each in said for a in each) == ["duplicate"] * 8 + ["new"] * 8
    assert len(stored) == stored["text"].nunique() == 8
    drafts = analysis.collecting.read_drafts(tmp_path / "corpus" / "texts")
    assert set(drafts["report_id"]) == set(stored["report_id"])
    for row in stored.itertuples():
        assert row.source.endswith(".txt")
        (source,) = (tmp_path / "files").glob(Path(row.source).name)
        assert source.read_text() == row.text


CODINGS = "report_id,coder,variable,value,evidence,unsure\n"
ROW = "2022-05-10-harbour-post-late-mail,a,theme,supply,“post”,false\n"


@pytest.mark.parametrize(
    "data",
    [
        (CODINGS + ROW).encode("cp1252"),
        (CODINGS + ROW).encode("utf-16"),
        (CODINGS + ROW).replace(",", ";").encode(),
        (CODINGS + ROW.replace("“post”", '"post')).encode(),
        CODINGS.replace("value,", "").encode() + ROW.encode(),
        b"",
    ],
    ids=["cp1252", "UTF-16", "semicolons", "an open quotation mark", "a column less", "empty"],
)
def test_codes_that_cannot_be_read_stay_and_are_an_error(tmp_path: Path, data: bytes) -> None:
    with_sheet(tmp_path)
    corpus = analysis.read_corpus(tmp_path / "corpus")
    path = corpus.folder / "codings.csv"
    path.write_bytes(data)
    with pytest.raises(CorpusError, match=r"codings\.csv:"):
        analysis.collecting.add_codings(corpus, tmp_path / "sheet.csv")
    assert path.read_bytes() == data
    assert not list(corpus.folder.glob(".overheard-*"))


@as_user
def test_codes_that_may_not_be_read_stay(tmp_path: Path) -> None:
    with_sheet(tmp_path)
    corpus = analysis.read_corpus(tmp_path / "corpus")
    path = corpus.folder / "codings.csv"
    before = path.read_bytes()
    path.chmod(0)
    with pytest.raises((CorpusError, OSError)):
        analysis.collecting.add_codings(corpus, tmp_path / "sheet.csv")
    path.chmod(0o644)
    assert path.read_bytes() == before


def test_a_link_is_not_written_through(tmp_path: Path) -> None:
    with_sheet(tmp_path)
    corpus = analysis.read_corpus(tmp_path / "corpus")
    path = corpus.folder / "codings.csv"
    path.rename(tmp_path / "elsewhere.csv")
    path.symlink_to(tmp_path / "elsewhere.csv")
    before = (tmp_path / "elsewhere.csv").read_bytes()
    with pytest.raises((CorpusError, OSError), match="is a link"):
        analysis.collecting.add_codings(corpus, tmp_path / "sheet.csv")
    assert (tmp_path / "elsewhere.csv").read_bytes() == before


def test_columns_in_another_order_keep_it(tmp_path: Path) -> None:
    with_sheet(tmp_path)
    folder = tmp_path / "corpus"
    codings = analysis.read_corpus(folder).codings
    turned = codings.assign(unsure=codings["unsure"].astype("str").str.lower())
    turned[turned.columns[::-1]].to_csv(folder / "codings.csv", index=False)
    analysis.collecting.add_codings(analysis.read_corpus(folder), tmp_path / "sheet.csv")
    after = analysis.read_corpus(folder).codings
    assert (after["coder"] == "zed").sum() == 6 * 6
    assert (folder / "codings.csv").read_text().startswith("codebook,unsure,evidence,value,")


def test_what_was_changed_meanwhile_is_not_written_over(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "mine.txt"
    path.write_text("old")
    write = store._write

    def slowly(aside: Path, data: bytes) -> None:
        write(aside, data)
        path.write_text("an edit")

    monkeypatch.setattr(store, "_write", slowly)
    with pytest.raises(store.Changed, match="was changed meanwhile"):
        store.update(path, lambda before: b"new")
    assert (names(tmp_path), path.read_text()) == (["mine.txt"], "an edit")


def test_who_waits_too_long_is_told(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(store, "PATIENCE", 0.1)
    with (
        store.lock(tmp_path),
        pytest.raises(OSError, match="wait for the other program"),
    ):
        store.update(tmp_path / "a", lambda before: b"new")
    assert names(tmp_path) == []


def test_what_is_read_back_otherwise_is_an_error(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(store, "_write", lambda path, data: path.write_bytes(data[:-1]))
    with pytest.raises(OSError, match="does not hold what was written"):
        store.update(tmp_path / "a", lambda before: b"new")
    with pytest.raises(OSError, match="does not hold what was written"):
        store.put_folder(tmp_path / "folder", {"a": b"new"}, seen={})
    assert names(tmp_path) == ["a"]


def full_disk(path: Path, data: bytes) -> None:
    path.write_bytes(data[:10])
    raise OSError(28, "No space left on device")


def test_full_disk_leaves_what_was_there(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "a").write_text("old")
    store.put_folder(tmp_path / "folder", {"one": b"1", "two": b"2"}, seen={})
    monkeypatch.setattr(store, "_write", full_disk)
    with pytest.raises(OSError, match="No space"):
        store.update(tmp_path / "a", lambda before: b"new")
    seen = store.look(tmp_path / "folder")
    with pytest.raises(OSError, match="No space"):
        store.put_folder(tmp_path / "folder", {"one": b"3", "two": b"4"}, seen=seen)
    assert (tmp_path / "a").read_text() == "old"
    assert [(tmp_path / "folder" / name).read_text() for name in ("one", "two")] == ["1", "2"]
    assert names(tmp_path) == ["a", "folder"]


def test_folder_changed_meanwhile_stays(tmp_path: Path) -> None:
    store.put_folder(tmp_path / "folder", {"one": b"1"}, seen={})
    seen = store.look(tmp_path / "folder")
    (tmp_path / "folder" / "two").write_text("mine")
    with pytest.raises(store.Changed, match="was changed meanwhile"):
        store.put_folder(tmp_path / "folder", {"one": b"3"}, seen=seen)
    assert names(tmp_path / "folder") == ["one", "two"]
    assert (tmp_path / "folder" / "one").read_text() == "1"


def test_where_there_is_no_exchange_folders_are_replaced_in_steps(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(store, "_exchange", lambda one, other: False)
    store.put_folder(tmp_path / "folder", {"one": b"1"}, seen={})
    store.put_folder(tmp_path / "folder", {"one": b"2"}, seen=store.look(tmp_path / "folder"))
    assert (tmp_path / "folder" / "one").read_text() == "2"
    assert names(tmp_path) == ["folder"]


def test_notebook_saved_while_it_runs_keeps_the_edit(tmp_path: Path, monkeypatch) -> None:
    with_notebook(tmp_path)
    (path,) = (tmp_path / "notebooks").iterdir()
    read = notebooks.nbformat.read

    def edited_meanwhile(path: Path) -> object:
        notebook = read(path, as_version=4)
        path.write_text("my edit")
        return notebook

    monkeypatch.setattr(notebooks, "run_notebook", edited_meanwhile)
    with pytest.raises(PublishingError, match="was saved while it ran"):
        notebooks.refresh_notebook(path)
    assert path.read_text() == "my edit"


def test_report_goes_over_nothing_else(tmp_path: Path) -> None:
    with_notebook(tmp_path)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.docx").write_text("mine")
    with pytest.raises(FileExistsError, match=r"holds thesis\.docx, which would be lost"):
        publish_report(tmp_path / "notebooks", tmp_path / "mine")
    assert names(tmp_path / "mine") == ["thesis.docx"]


@pytest.mark.parametrize("inside", ["", "reports", "export"])
def test_export_never_goes_into_the_corpus(inside: str, tmp_path: Path, capsys) -> None:
    small = SmallCorpus(tmp_path / "corpus")
    before = {path: path.read_bytes() for path in small.path.rglob("*") if path.is_file()}
    target = small.path / inside
    with pytest.raises(FileExistsError, match="belongs to the corpus itself"):
        export_corpus(analysis.read_corpus(small), target, force=True)
    assert main(["export", str(target), "--corpus", str(small.path), "--force"]) == 1
    assert "belongs to the corpus itself" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in small.path.rglob("*") if path.is_file()} == before


def test_export_keeps_a_folder_with_other_things(tmp_path: Path) -> None:
    small = SmallCorpus(tmp_path / "corpus")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "notes.txt").write_text("mine")
    with pytest.raises(FileExistsError, match=r"holds notes\.txt"):
        export_corpus(analysis.read_corpus(small), tmp_path / "out", force=True)
    assert names(tmp_path / "out") == ["notes.txt"]


@pytest.mark.parametrize("start", list("=+-@"))
def test_formulas_of_others_are_none_in_a_coding_sheet(small_corpus, start: str) -> None:
    name = f"{start}HYPERLINK(1)"
    small_corpus.change(
        "reports/2022-05-10-harbour-post-late-mail.md", "outlet: Harbour Post", f"outlet: '{name}'"
    )
    corpus = analysis.read_corpus(small_corpus)
    sheet = analysis.collecting.draft_codings(corpus, "zed")
    written = (small_corpus.path / "coding-sheet-zed.csv").read_text(encoding="utf-8-sig")
    assert name in sheet["outlet"].tolist()
    assert f",'{name}," in written
    assert f",{name}," not in written


def test_edited_draft_without_its_text_is_not_written_over(tmp_path: Path) -> None:
    with_articles(tmp_path)
    corpus = analysis.read_corpus(tmp_path / "corpus")
    analysis.collecting.add_texts(tmp_path / "files", corpus=corpus)
    texts = corpus.folder / "texts"
    (draft, *_) = sorted((texts / "drafts").glob("*.md"))
    draft.write_text(draft.read_text() + "A digest in my own words.\n")
    (texts / f"{draft.stem}.txt").unlink()
    added = analysis.collecting.add_texts(tmp_path / "files", corpus=corpus)
    assert f"{draft.stem}-2" in added["report_id"].tolist()
    assert draft.read_text().endswith("A digest in my own words.\n")


def test_everything_goes_through_the_store() -> None:
    writing = (
        "write_text(",
        "write_bytes(",
        ".to_csv(",
        'open("w',
        '"xb"',
        "os.replace",
        "mkstemp",
    )
    found = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "analysis").rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if any(word in line for word in writing) and ">>>" not in line and "... " not in line
    }
    # The others make text of a table in memory.
    assert found == {
        "analysis/collecting/store.py", "analysis/reading/csvtables.py",
        "analysis/collecting/sheets.py", "analysis/reading/corpus.py",
        "analysis/exploring/themes/showing.py", "analysis/exploring/retelling/showing.py",
        "analysis/exploring/comparison/showing.py", "analysis/exploring/texts/words.py",
        "analysis/exploring/texts/reader.py", "analysis/publishing/site/sections.py",
    }  # fmt: skip
