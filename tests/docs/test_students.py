"""Copies of the notebooks for students: all that runs and asks, nothing that answers."""

import re
from pathlib import Path

import nbformat
import pytest
from nbconvert.exporters import NotebookExporter
from traitlets.config.loader import PyFileConfigLoader

from analysis.publishing.notebooks import run_notebook
from tests.docs.blocks import DOCS, ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
CONFIG = DOCS / "teaching" / "students.py"


def exporter() -> NotebookExporter:
    config = PyFileConfigLoader(CONFIG.name, str(CONFIG.parent)).load_config()
    return NotebookExporter(config=config)


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("students")
    export = exporter()
    for path in NOTEBOOKS:
        text, _ = export.from_filename(str(path))
        (folder / path.name).write_text(text, encoding="utf-8")
    return {path.name: folder / path.name for path in NOTEBOOKS}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_copies_hold_the_code_of_the_notebook_and_no_results(path, copies) -> None:
    whole, copy = (nbformat.read(each, as_version=4) for each in (path, copies[path.name]))
    nbformat.validate(copy)
    code = [cell for cell in copy.cells if cell.cell_type == "code"]
    sources = [cell.source for cell in whole.cells if cell.cell_type == "code"]
    assert [cell.source for cell in code if cell.source] == sources
    assert not any(cell.outputs or cell.execution_count for cell in code)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_copies_keep_questions_headings_and_warnings_and_drop_what_is_read(path, copies) -> None:
    whole, copy = (
        "\n\n".join(cell.source for cell in nbformat.read(each, 4).cells)
        for each in (path, copies[path.name])
    )
    for kept in re.findall(r"^#.*$|in a class[^.]*\.|^.*does not show$", whole, re.M):
        assert kept in copy
    verdicts = re.findall(r"\*\*(?:This|The) finding[^*]*\*\*|\*\*It cannot be told[^*]*", whole)
    assert not [each for each in verdicts if each in copy]
    assert "What do you read here?" in copy


def test_reading_goes_and_what_leads_on_stays(copies) -> None:
    cells = [cell.source for cell in nbformat.read(copies["02_themes_over_time.ipynb"], 4).cells]
    assert cells[0].startswith("# What were the calls about, and did that change?")
    assert "45 %" not in cells[0]
    asked = "If each call counts once, however\noften it was told?"
    assert f"*What do you read here?*\n\n{asked}" in cells


def test_what_explains_a_name_or_a_key_stays(copies) -> None:
    desk, travel = (
        "\n".join(cell.source for cell in nbformat.read(copies[name], 4).cells)
        for name in ("07_code_it_yourself.ipynb", "05_how_a_call_travels.ipynb")
    )
    assert "`n` turns the page" in desk
    assert "`explorer.selected()` gives the telling that you read" in travel
    assert "six have *fool*" not in travel


def test_exercises_of_the_lesson_stand_at_the_end_without_answers(copies) -> None:
    for lesson in sorted((DOCS / "teaching").glob("lesson_*.md")):
        text = lesson.read_text(encoding="utf-8")
        name = re.search(r"/notebooks/(\w+\.ipynb)", text)[1]
        *_, exercises, room = nbformat.read(copies[name], 4).cells
        assert exercises.source.startswith("## Exercises\n\n1. ")
        assert exercises.source in text
        assert "Answers" not in exercises.source
        assert room.cell_type == "code"


def test_a_notebook_without_results_is_refused(tmp_path: Path) -> None:
    notebook = nbformat.read(NOTEBOOKS[0], as_version=4)
    for cell in notebook.cells:
        cell |= {"execution_count": None, "outputs": []} if cell.cell_type == "code" else {}
    with pytest.raises(ValueError, match=r"saved without its results; run `make notebooks`"):
        exporter().from_notebook_node(notebook, {"metadata": {"name": "copy"}})


@pytest.mark.nightly
@pytest.mark.parametrize("number", ["02", "06"])
def test_copies_run_from_top_to_bottom(number: str, copies: dict[str, Path]) -> None:
    (path,) = (each for name, each in copies.items() if name.startswith(number))
    run_notebook(path)
