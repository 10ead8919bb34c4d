"""Many texts to Parquet: the same rows on every executor, once each, whatever is killed."""

import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest

import analysis
from analysis.__main__ import main
from analysis.collecting import streaming
from analysis.collecting.streaming import COLUMNS, ParsedFolder, parse_files

SAID = "“It rains on quay {n},” the mayor of Aller said on {n} May 2024.\n\nNobody was hurt.\n"


@pytest.fixture(autouse=True)
def small_partitions(monkeypatch):
    monkeypatch.setattr(streaming, "FILES", 3)


@pytest.fixture
def texts(tmp_path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    for n in range(1, 11):
        (folder / f"quay-{n:02}.txt").write_text(SAID.format(n=n), encoding="utf-8")
    (folder / "half.json").write_text('[{"text": "It \\ud800 rains on us all, and on the quay."}]')
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    return folder


@pytest.fixture(scope="module")
def cluster():
    from distributed import Client, LocalCluster

    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as local,
        Client(local) as client,
    ):
        yield client


def rows(parsed: ParsedFolder) -> dict[str, pd.DataFrame]:
    """Every table, in the order of its cells: partitions come in any."""
    return {name: parsed[name].sort_values(COLUMNS[name][:3], ignore_index=True) for name in parsed}


def same(one: ParsedFolder, other: ParsedFolder) -> bool:
    left, right = rows(one), rows(other)
    return all(left[name].equals(right[name]) for name in COLUMNS)


def test_tables_hold_what_parsing_one_text_gives(texts, tmp_path) -> None:
    parsed = parse_files(texts, tmp_path / "out", executor=ThreadPoolExecutor(1))
    told = parsed["texts"].set_index("text_id").loc["texts/quay-03.txt#1"]
    assert told["text"] == SAID.format(n=3)
    assert (f"{told['published_from']:%Y-%m-%d}", told["language"]) == ("2024-05-03", "en")
    article = analysis.parse_texts(pd.DataFrame({"id": [1], "text": [told["text"]]}))
    [mine] = parsed["quotes"].query("text_id == 'texts/quay-03.txt#1'").to_dict("records")
    [theirs] = article["quotes"].drop(columns="id").to_dict("records")
    assert "mayor" in mine["speaker"]
    known = {name: value for name, value in theirs.items() if pd.notna(value)}
    assert {name: mine[name] for name in known} == known
    assert all(pd.isna(mine[name]) for name in theirs.keys() - known.keys())


def test_what_gives_no_text_is_a_row_with_its_reason(texts, tmp_path) -> None:
    parsed = parse_files(texts, tmp_path / "out", executor=ThreadPoolExecutor(1))
    [failure] = parsed["failures"].to_dict("records")
    assert failure["file"] == "texts/broken.pdf"
    assert ";" in failure["reason"]
    assert len(parsed["texts"]) == 11
    assert parsed.counts["files"].tolist() == [3, 3, 3, 3]
    assert f"{parsed}".endswith("12 files, 11 texts, 1 failures")


def test_a_cluster_gives_the_same_rows_as_one_thread(texts, tmp_path, cluster) -> None:
    serial = parse_files(texts, tmp_path / "serial", executor=ThreadPoolExecutor(1))
    spread = parse_files(texts, tmp_path / "spread", executor=cluster.get_executor())
    assert same(serial, spread)


def test_a_worker_killed_midway_loses_nothing(texts, tmp_path, cluster) -> None:
    serial = parse_files(texts, tmp_path / "serial", executor=ThreadPoolExecutor(1))
    out = tmp_path / "spread"
    pids = cluster.run(os.getpid)

    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(parse_files, texts, out, executor=cluster.get_executor())
        while not list(out.glob("partitions/*.json")) and not running.done():
            time.sleep(0.01)
        os.kill(next(iter(pids.values())), signal.SIGKILL)
        parsed = running.result(timeout=60)
    assert same(serial, parsed)


RUN = """
import sys
from pathlib import Path
from concurrent.futures import ThreadPoolExecutor
from analysis.collecting import streaming
streaming.FILES = 3
streaming.parse_files(sys.argv[1], sys.argv[2], executor=ThreadPoolExecutor(1))
"""


def test_a_run_that_is_killed_goes_on_where_it_stopped(texts, tmp_path) -> None:
    out = tmp_path / "out"
    process = subprocess.Popen([sys.executable, "-c", RUN, str(texts), str(out)])
    while len(list(out.glob("partitions/*.json"))) < 2 and process.poll() is None:
        time.sleep(0.005)
    process.kill()
    process.wait()
    done = {path.name: path.stat().st_mtime_ns for path in out.glob("partitions/*.json")}
    assert done
    parsed = parse_files(texts, out, executor=ThreadPoolExecutor(1))
    assert len(parsed["texts"]) == parsed["texts"]["text_id"].nunique() == 11
    for name, before in done.items():
        assert (out / "partitions" / name).stat().st_mtime_ns == before
    assert same(parsed, parse_files(texts, tmp_path / "new", executor=ThreadPoolExecutor(1)))


def test_a_folder_of_something_else_stays_as_it_is(texts, tmp_path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine")
    with pytest.raises(ValueError, match="holds something else; name a new folder"):
        parse_files(texts, tmp_path / "mine")
    out = tmp_path / "out"
    parse_files(texts, out, executor=ThreadPoolExecutor(1))
    (texts / "quay-11.txt").write_text("More rain.")
    with pytest.raises(ValueError, match="texts parsed with another files, listing"):
        parse_files(texts, out, executor=ThreadPoolExecutor(1))


def test_two_files_of_one_name_are_refused(texts, tmp_path) -> None:
    one, other = tmp_path / "a" / "x.txt", tmp_path / "b" / "x.txt"
    for path in (one, other):
        path.parent.mkdir()
        path.write_text("It rains.")
    with pytest.raises(ValueError, match=r"2 files are called x\.txt"):
        parse_files([one, other], tmp_path / "out")


def test_the_command_writes_datasets_and_says_what_failed(texts, tmp_path, capsys) -> None:
    out = tmp_path / "out"
    assert main(["parse", str(texts), "--out", str(out), "--workers", "1"]) == 1
    assert capsys.readouterr().out.strip().endswith("12 files, 11 texts, 1 failures")
    manifest = json.loads((out / "manifest.json").read_text())
    assert manifest["files"] == 12
    assert len(ParsedFolder(out)["quotes"]) == 10
    assert main(["parse", str(texts), "--workers", "1"]) == 1
    assert "--out DIR" in capsys.readouterr().err
