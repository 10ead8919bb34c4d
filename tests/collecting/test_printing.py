"""The command `overheard match`."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

import analysis
from analysis.__main__ import main
from analysis.collecting.printing import list_candidates, table_files

LETTERS = "10 May 2022\n\nA man near Lowmarsh told his mother that 12 letters reached him late.\n"


def test_match_prints_each_text_with_its_candidates(
    small_corpus, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").write_text(LETTERS, encoding="utf-8")
    folder = str(small_corpus.path)
    assert main(["match", str(tmp_path / "mine.txt"), "--corpus", folder, "--most", "1"]) == 0
    text_id, candidate, shared = capsys.readouterr().out.splitlines()
    assert text_id == "mine.txt"
    assert candidate.endswith("late-mail: Late post")
    assert "names: Lowmarsh; numbers: 12; 0 days apart: 2022-05-10 and" in shared


def test_match_says_in_words_that_no_call_is_likely_and_lists_no_scores_near_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").write_text("It rains on the quay.\n", encoding="utf-8")
    assert main(["match", str(tmp_path / "mine.txt")]) == 0
    assert capsys.readouterr().out == "mine.txt: no likely call\n"


def test_match_says_which_texts_seem_to_tell_one_call(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = "A sailor told his mother that a hedgehog ate the last {} cucumbers on board."
    for name, text in {"a": told.format(40), "b": told.format(40), "c": "It rains."}.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    assert main(["match", str(tmp_path)]) == 0
    folder = tmp_path.name
    last = capsys.readouterr().out.splitlines()[-1]
    assert (
        last == f"seem to tell one call that is not in the corpus: {folder}/a.txt, {folder}/b.txt"
    )


def test_match_passes_over_what_the_kit_wrote(tmp_path: Path) -> None:
    """Drafts, links and records beside stored texts; a draft of somebody else's is a text."""
    page = tmp_path / "boots.txt"
    page.write_text("Wet boots\n3 July 2022\n\nIt rains on the quay.", encoding="utf-8")
    folder = tmp_path / "texts"
    analysis.collecting.add_texts(page, to=folder)
    (folder / "drafts" / "tellings.csv").write_text("report_id,text\na,It rains.\n")
    (folder / "chapter.md").write_text("It rains on the draft.")
    texts, problems = table_files([folder])
    assert problems == []
    assert texts.ids.tolist() == [
        "texts/2022-07-03-unknown-wet-boots.txt", "texts/chapter.md",
    ]  # fmt: skip


def test_match_says_what_it_cannot_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7\n")
    assert main(["match", str(tmp_path / "bad.pdf")]) == 1
    assert "bad.pdf" in capsys.readouterr().err


def test_a_corpus_that_is_not_there_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").write_text(LETTERS, encoding="utf-8")
    arguments = ["match", str(tmp_path / "mine.txt"), "--corpus", str(tmp_path / "none")]
    assert main(arguments) == 1
    assert "does not exist" in capsys.readouterr().err


def test_the_day_that_a_text_states_is_taken(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text(LETTERS, encoding="utf-8")
    texts, problems = table_files([tmp_path])
    assert problems == []
    assert [article.published.first for article in texts.articles] == [date(2022, 5, 10)]


def test_names_of_files_cannot_steer_the_terminal() -> None:
    row = {"text_id": "\x1b[2Jmine", "score": 0.5, "likely": False, "verdict": "no likely call",
           "call_id": "a", "title": "A", "words": None, "names": None, "numbers": None,
           "days_apart": pd.NA}  # fmt: skip
    told = list_candidates(pd.DataFrame([row])).splitlines()[0]
    assert told == r"\x1b[2Jmine: no likely call"
