"""Notebooks that say how to switch to texts of one's own run on them when one does."""

import re
import shutil
from pathlib import Path

import nbformat
import pytest

import analysis
from analysis.publishing.notebooks import PublishingError, run_notebook

ROOT = Path(__file__).parents[2]
MARK = "# Yours: "
TEXTS = {
    "harbour": (
        "Posted on 3 May 2022\n\n“It rains,” the soldier told his wife, according to the SBU.\n\n"
        "“Still?” she asked. The call allegedly dates from April.\n"
    ),
    "courier": "Ein Soldat soll gefroren haben. „Es ist kalt“, sagt er seiner Mutter.\n",
    "archive": (
        "(S)=Soldier (M)=Mother\n\n(S): Is the stove lit?\n(M): It is.\n"
        "(S): Ours is not, this winter.\n"
    ),
}


def switched(number: str, folder: Path, **places: Path) -> Path:
    """A copy of a notebook whose load cell does what its comment says, with these places."""
    (path,) = (ROOT / "notebooks").glob(f"{number}_*.ipynb")
    notebook = nbformat.read(path, as_version=4)
    (cell,) = (each for each in notebook.cells if MARK in each.source)
    before, code = re.split(rf"^{MARK}", cell.source, flags=re.MULTILINE)
    name = code.partition(" = ")[0]
    kept = [line for line in before.splitlines() if not line.startswith(f"{name} = ")]
    for place, real in places.items():
        assert place in code
        code = code.replace(f'"{place}', f'"{real.as_posix()}')
    cell.source = "\n".join([*kept, code])
    nbformat.write(notebook, folder / path.name)
    return folder / path.name


def outputs(notebook: nbformat.NotebookNode) -> str:
    return "\n".join(
        each.get("text") or each["data"]["text/plain"]
        for cell in notebook.cells
        for each in cell.get("outputs", [])
    )


def test_06_runs_on_a_folder_of_texts(tmp_path: Path) -> None:
    texts = tmp_path / "mine" / "texts"
    texts.mkdir(parents=True)
    for name, text in TEXTS.items():
        (texts / f"{name}.txt").write_text(text, encoding="utf-8")
    shown = outputs(run_notebook(switched("06", tmp_path, my_study=tmp_path / "mine")))
    assert all(name in shown for name in TEXTS)
    assert "harbour-courier" not in shown


SAMPLE = ROOT / "tests" / "data" / "articles" / "study"


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Files of one's own."""
    shutil.copytree(SAMPLE / "files", tmp_path / "articles")
    (tmp_path / "articles" / "scan.pdf").unlink()
    return tmp_path / "articles"


def test_08_runs_on_a_study_of_ones_own(articles: Path) -> None:
    study = articles.with_name("articles-study")
    study.mkdir()
    for name in ("facts.csv", "coding-sheet-ann.csv"):
        shutil.copy(SAMPLE / name, study)
    shown = outputs(run_notebook(switched("08", articles.parent, my_articles=articles)))
    assert "94 codes added" in shown
    assert "scan.pdf" not in shown
    assert len(list((study / "texts").glob("*.txt"))) == 13


@pytest.mark.nightly  # by the same cells as the last
def test_08_runs_on_bare_articles_until_somebody_has_to_code_them(articles: Path) -> None:
    with pytest.raises(PublishingError, match="fill in the rows that you have coded"):
        run_notebook(switched("08", articles.parent, my_articles=articles))
    study = articles.with_name("articles-study")
    assert len(analysis.read_corpus(study).reports) == 13
    assert (study / "facts.csv").exists()
    assert (study / "coding-sheet-ann.csv").exists()
