"""Each kind of broken file, in each file of a corpus: `check` names the file and leaves with 1."""

import csv
import io
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pandas.testing import assert_frame_equal

import analysis
from analysis.__main__ import main
from analysis.reading.problems import CorpusError
from tests.conftest import CODEBOOK, SmallCorpus

REPORT = "reports/2022-05-10-harbour-post-late-mail.md"
TABLES = ["calls.csv", "tellings.csv", "citations.csv", "variants.csv", "codings.csv",
          "wording.csv"]  # fmt: skip
FILES = [*TABLES, "codebook.yml", "events.yml", REPORT]
DATED = {
    "calls.csv": r"\d{4}-\d\d-\d\d,\d{4}-\d\d-\d\d",
    "events.yml": r"(?<=from: )\d{4}-\d\d-\d\d",
    REPORT: r"(?<=published: )\d{4}-\d\d-\d\d",
}


def open_quote(text: str) -> str:
    """A quotation mark before the first value of the second row."""
    first, second, rest = text.split("\n", 2)
    return f'{first}\n"{second}\n{rest}'


def two_open_quotes(text: str) -> str:
    """Stray marks before the last value of one row and the last value of the next."""
    first, second, third, rest = text.split("\n", 3)
    marked = (line.rpartition(",") for line in (second, third))
    second, third = (f'{start},"{end}' for start, _, end in marked)
    return f"{first}\n{second}\n{third}\n{rest}"


def swallowed(text: str) -> str:
    """Stray marks that close at the end of the same column of the next row."""
    first, second, third, rest = text.split("\n", 3)
    start, end = second.split(",", 1)
    other, tail = third.split(",", 2)[1:]
    return f'{first}\n{start},"{end}\n{third.split(",", 1)[0]},{other}",{tail}\n{rest}'


def first_line(change: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: change(text.partition("\n")[0]) + "\n" + text.partition("\n")[2]


TABLE_FAULTS: dict[str, Callable[[str], str | bytes]] = {
    "a quotation mark that is not closed": open_quote,
    "two that are not closed": two_open_quotes,
    "two with rows between them": swallowed,
    "a row with a value more": lambda text: f"{text}{text.splitlines()[-1]},more\n",
    "a row with a value less": lambda text: text + text.splitlines()[-1].rpartition(",")[0] + "\n",
    "semicolons": lambda text: text.replace(",", ";"),
    "tabs": lambda text: text.replace(",", "\t"),
    "a column less": first_line(lambda head: head.partition(",")[2]),
    "a column twice": first_line(lambda head: f"{head},{head.partition(',')[0]}"),
    "nothing in it": lambda text: "",
}

TEXT_FAULTS: dict[str, Callable[[str], str | bytes]] = {
    "UTF-16": lambda text: text.encode("utf-16"),
    "a code page": lambda text: text.encode() + b"\xe4rger\n",
    "NUL": lambda text: re.sub(r"\n([a-z0-9 -]+)", "\n\\1\0", text, count=1),
}

PATHS = {"a folder": Path.mkdir, "a link that leads nowhere": lambda path: path.symlink_to("none")}


@pytest.fixture
def whole(small_corpus: SmallCorpus) -> SmallCorpus:
    """The small corpus with every file that a corpus can have."""
    shutil.copy(CODEBOOK.parent / "events.yml", small_corpus.path)
    return small_corpus


def test_nothing_is_said_of_whole_files(whole: SmallCorpus) -> None:
    assert main(["check", str(whole.path)]) == 0


def told(folder: SmallCorpus, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What `check` says, a line a problem, and that a reading says it, too."""
    capsys.readouterr()
    assert main(["check", str(folder.path)]) == 1
    *lines, count = capsys.readouterr().out.splitlines()
    assert count.startswith(f"{len(lines)} problem")
    with pytest.raises(CorpusError) as error:
        analysis.read_corpus(folder.path)
    assert len(error.value.problems) == len(lines)
    return lines


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("fault", TABLE_FAULTS)
def test_a_broken_table_is_named(whole, capsys, name, fault):
    whole.write(name, TABLE_FAULTS[fault](whole.read(name)))
    assert {line.partition(":")[0] for line in told(whole, capsys)} == {name}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("fault", TEXT_FAULTS)
def test_what_is_no_text_is_named(whole, capsys, name, fault):
    whole.write(name, TEXT_FAULTS[fault](whole.read(name)))
    assert any(line.startswith(f"{name}:") for line in told(whole, capsys))


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("kind", PATHS)
def test_what_is_no_file_is_named(whole, capsys, name, kind):
    (whole.path / name).unlink()
    PATHS[kind](whole.path / name)
    assert {line.partition(":")[0] for line in told(whole, capsys)} == {name}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_may_not_be_read_is_named(whole, capsys, monkeypatch, name):
    read_bytes = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path == whole.path / name:
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert told(whole, capsys) == [f"{name}:0: cannot be read (Permission denied); check the file"]


@pytest.mark.parametrize("folder", [".", "reports", "reports/2022"])
def test_a_folder_that_may_not_be_looked_into_is_named(whole, capsys, monkeypatch, folder):
    closed = (whole.path / folder).resolve()
    closed.mkdir(exist_ok=True)
    scandir, access = os.scandir, os.access

    def refuse(path: str | Path) -> object:
        if Path(path) == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    monkeypatch.setattr(os, "access", lambda path, mode: path != closed and access(path, mode))
    name = str(closed) if folder == "." else folder
    assert told(whole, capsys)[0].startswith(f"{name}:0: ")


@pytest.mark.parametrize("day", ["0001-01-01", "1822-05-10", "2202-05-10", "9999-12-31"])
@pytest.mark.parametrize("name", DATED)
def test_a_day_that_cannot_be_is_named_as_it_is_written(whole, capsys, name, day):
    days = f"{day},{day}" if name == "calls.csv" else day
    whole.write(name, re.sub(DATED[name], days, whole.read(name), count=1))
    lines = told(whole, capsys)
    assert any(day in line and "from 1900-01-01 to 2100-12-31" in line for line in lines)
    assert {line.partition(":")[0] for line in lines} == {name}


ESCAPED = {
    "codebook.yml": ("title: Losses\n", 'title: "Los\\0ses"\n'),
    "events.yml": ("name: Russian withdrawal from the Kyiv region\n", 'name: "With\\x07drawal"\n'),
    REPORT: ("outlet: Harbour Post\n", 'outlet: "Harbour\\e Post"\n'),
}


@pytest.mark.parametrize("name", ESCAPED)
def test_a_control_character_that_yaml_writes_as_an_escape_is_named(whole, capsys, name):
    old, new = ESCAPED[name]
    whole.change(name, old, new)
    line = whole.read(name).partition(new)[0].count("\n") + 1
    [said] = told(whole, capsys)
    assert said.startswith(f"{name}:{line}: ")
    assert "control character" in said


@pytest.mark.parametrize("name", TABLES)
def test_columns_in_another_order_are_read_by_their_names(whole, intact, name):
    rows = csv.reader(whole.read(name).splitlines())
    turned = io.StringIO()
    csv.writer(turned).writerows(reversed(row) for row in rows)
    whole.write(name, turned.getvalue())
    table = name.removesuffix(".csv")
    assert_frame_equal(analysis.read_corpus(whole.path).tables[table], intact.tables[table])
