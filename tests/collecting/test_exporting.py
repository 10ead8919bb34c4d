"""Exports: nothing is overwritten unasked, and nothing half written is left."""

import csv
from pathlib import Path

import pandas as pd
import pytest

import analysis
from analysis.collecting.corpora import export_corpus
from analysis.reading.csvtables import parse_rows
from analysis.tables import SCHEMAS


@pytest.fixture(scope="module")
def corpus() -> analysis.Corpus:
    return analysis.read_corpus()


def test_files_that_are_there_stop_an_export(corpus: analysis.Corpus, tmp_path: Path) -> None:
    (tmp_path / "calls.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError, match=r"calls\.csv already there"):
        export_corpus(corpus, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["calls.csv"]
    assert (tmp_path / "calls.csv").read_text(encoding="utf-8") == "mine"


def test_force_replaces_them(corpus: analysis.Corpus, tmp_path: Path) -> None:
    (tmp_path / "calls.csv").write_text("mine", encoding="utf-8")
    files = export_corpus(corpus, tmp_path, force=True)
    assert sorted(tmp_path.iterdir()) == sorted(files)
    assert len(pd.read_csv(tmp_path / "calls.csv")) == len(corpus.calls)


def test_the_very_same_export_is_no_error(corpus: analysis.Corpus, tmp_path: Path) -> None:
    before = export_corpus(corpus, tmp_path / "out")
    assert export_corpus(corpus, tmp_path / "out") == before


@pytest.mark.parametrize("value", ["a\rb", "a\nb", "a\r\nb", 'a"b', "a,b", "=1+1"])
def test_every_value_comes_back_as_it_is(value: str, make_corpus, tmp_path: Path) -> None:
    made = make_corpus("report dates calls a\nr1 2022-05-01 c1 losses", outlet=value)
    export_corpus(made, tmp_path / "out")
    with (tmp_path / "out" / "reports.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["outlet"] == value


def test_days_and_flags_are_written_as_in_the_corpus(
    corpus: analysis.Corpus, tmp_path: Path
) -> None:
    export_corpus(corpus.select(["2022-05-04-cnn-arabic-worse-than-chechnya"]), tmp_path)
    (row,) = pd.read_csv(tmp_path / "reports.csv", dtype="str").to_dict("records")
    assert row["published_from"] == row["published_to"] == "2022-05-04"
    assert row["outlet_inferred"] == "false"
    assert row["digest"] == corpus.reports.set_index("report_id").digest[row["report_id"]]


def test_the_corpus_is_left_as_it_was(corpus: analysis.Corpus, tmp_path: Path) -> None:
    before = corpus.reports
    export_corpus(corpus, tmp_path)
    pd.testing.assert_frame_equal(corpus.reports, before)


def test_line_breaks_of_every_kind_in_a_value_are_read_back(small_corpus, tmp_path: Path) -> None:
    values = ["a\rb", "\rc", "d\r", "e\r\nf", "g\nh", 'i"\rj,']
    for number, value in enumerate(values):
        quoted = value.replace('"', '""')
        small_corpus.add("calls.csv", f'c{number},call,,"{quoted}",G,soldier,,wife,,HUR,,,')
    corpus = analysis.read_corpus(small_corpus)
    export_corpus(corpus, tmp_path / "out")
    written = (tmp_path / "out" / "calls.csv").read_bytes().decode()
    schema = SCHEMAS["calls"]
    assert parse_rows(written, schema) == parse_rows(small_corpus.read("calls.csv"), schema)
    assert "\nc0,call,," in written
