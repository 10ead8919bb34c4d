"""Many report files are read by several processes: the same tables, the same problems."""

import multiprocessing
import os
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor

import pytest
from pandas.testing import assert_frame_equal

import analysis
from analysis.reading import loading, processes
from analysis.reading.processes import worked_apart


@pytest.fixture
def two_cores(monkeypatch):
    """Processes can be begun, where pytest itself runs tests in processes, too."""
    monkeypatch.setattr(processes, "_cores", lambda: 2)
    monkeypatch.setattr(sys.modules["__main__"], "__spec__", None, raising=False)


@pytest.fixture
def by_three(two_cores, monkeypatch):
    """Reading gives out its files by three, however few there are."""
    monkeypatch.setattr(loading, "AT_ONCE", 3)


@pytest.fixture
def many(small_corpus):
    """Eight reports, of which the fourth has a digest of three words, the sixth an address that
    the second has, and the eighth is no YAML.
    """
    [first, *_] = sorted((small_corpus.path / "reports").glob("*.md"))
    text = first.read_text(encoding="utf-8")
    head, digest = text.rsplit("---", 1)
    named = "\n".join(line for line in head.splitlines() if not line.startswith("url:"))
    for number in range(1, 9):
        said = "Far too short." if number == 4 else digest
        url = f"url: https://quay.example/{2 if number == 6 else number}\n"
        mark = ": :\n" if number == 8 else ""
        path = first.with_name(f"2030-01-01-quay-{number}.md")
        path.write_text(f"{named}\n{url}{mark}---\n{said}\n", encoding="utf-8")
    return small_corpus


def read_apart(folder, monkeypatch, many: int) -> analysis.Corpus:
    monkeypatch.setattr(loading, "MANY", many)
    return analysis.read_corpus(folder, on_error="skip")


def test_reading_in_processes_gives_the_same_tables_and_problems(many, by_three, monkeypatch):
    begun = []
    monkeypatch.setattr(
        processes, "open_executor", lambda open=processes.open_executor: begun.append(1) or open()
    )
    serial = read_apart(many, monkeypatch, 10_000)
    assert not begun
    pooled = read_apart(many, monkeypatch, 1)
    assert begun
    for name, table in serial.tables.items():
        assert_frame_equal(pooled.tables[name], table)
    assert_frame_equal(pooled.problems, serial.problems)
    assert pooled.fingerprint == serial.fingerprint
    wrong = serial.problems[serial.problems["file"].str.contains("2030")]
    assert [file[-9:] for file in wrong["file"]] == ["quay-4.md", "quay-6.md", "quay-8.md"]
    assert "digest has 3 words" in wrong["problem"].iloc[0]
    assert "is also that of reports/2030-01-01-quay-2.md" in wrong["problem"].iloc[1]
    assert (wrong["line"] > 1).all()


def end_in_a_worker(number: int) -> int:
    if multiprocessing.parent_process() is not None:
        os._exit(1)
    return number


@pytest.mark.usefixtures("two_cores")
def test_what_a_killed_process_took_along_is_worked_here():
    with worked_apart(end_in_a_worker, [1, 2, 3]) as results:
        assert list(results) == [1, 2, 3]


def begins_processes(_: int) -> bool:
    return processes._may_begin_processes()


@pytest.mark.parametrize("method", ["spawn", "fork"])
def test_a_process_begins_no_further_ones(method, two_cores):
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"no {method} on this system")
    context = multiprocessing.get_context(method)
    with ProcessPoolExecutor(1, mp_context=context) as executor:
        assert begins_processes(0)
        assert list(executor.map(begins_processes, [1])) == [False]


SCRIPT = """
import sys
from analysis.reading import processes
processes._cores = lambda: 2
print(processes._may_begin_processes())
"""


@pytest.mark.parametrize(("more", "may"), [("", "False"), ("if __name__ == '__main__': 1", "True")])
def test_a_script_that_would_be_run_again_begins_none(tmp_path, more, may):
    path = tmp_path / "script.py"
    path.write_text(SCRIPT + more, encoding="utf-8")
    said = subprocess.run([sys.executable, path], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == may


def test_where_no_process_can_be_begun_all_is_worked_here(two_cores, monkeypatch):
    def refuse(*_: object, **__: object):
        raise OSError("no semaphores")

    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", refuse)
    with worked_apart(abs, [-1, -2]) as results:
        assert list(results) == [1, 2]
