"""The notebooks pass the gate, and the gate stops what it is there to stop."""

import copy
import json
from pathlib import Path

import pytest

from tests.notebooks.gate import problems_of, problems_of_sanitizing

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))

GOOD = {
    "metadata": {},
    "cells": [
        {"cell_type": "markdown", "source": "# How many?\n\nThree."},
        {
            "cell_type": "code", "source": "1 + 2", "execution_count": 1,
            "outputs": [{"output_type": "execute_result", "data": {"text/plain": "3"}}],
        },
        {"cell_type": "markdown", "source": "## What this does not show\n\nFour."},
    ],
}  # fmt: skip


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_notebook_passes(path: Path) -> None:
    assert problems_of(json.loads(path.read_text(encoding="utf-8"))) == []


def test_there_are_notebooks_to_pass() -> None:
    assert [path.stem[:2] for path in NOTEBOOKS][:5] == ["00", "01", "02", "03", "04"]


def test_a_good_notebook_passes() -> None:
    assert problems_of(GOOD) == []


BAD_CELLS = {
    "never executed": ({"execution_count": None}, "execution count None"),
    "executed out of order": ({"execution_count": 2}, "execution count 2"),
    "too long": ({"source": "\n".join(["1"] * 9)}, "too long"),
    "a loop": ({"source": "for n in x:\n    n"}, "logic"),
    "a function": ({"source": "def f():\n    return 1"}, "logic"),
    "a file": ({"source": "open('x').read()"}, "logic"),
    "stderr": (
        {"outputs": [{"output_type": "stream", "name": "stderr", "text": "careful"}]}, "stderr",
    ),
    "an error": ({"outputs": [{"output_type": "error", "ename": "E", "evalue": "e"}]}, "an error"),
    "a picture alone": (
        {"outputs": [{"output_type": "display_data", "data": {"image/png": "x"}}]},
        "without a printed number",
    ),
    "a picture with words but no number": (
        {"outputs": [{"output_type": "display_data",
                      "data": {"image/png": "x", "text/plain": "<Figure>"}}]},
        "without a printed number",
    ),
    "a widget view": (
        {"outputs": [{"output_type": "display_data", "data": {
            "application/vnd.jupyter.widget-view+json": {}, "text/plain": "261 reports"}}]},
        "a widget view",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("change", "said"), BAD_CELLS.values(), ids=BAD_CELLS)
def test_a_bad_cell_is_stopped(change: dict, said: str) -> None:
    notebook = copy.deepcopy(GOOD)
    notebook["cells"][1] |= change
    problems = problems_of(notebook)
    assert len(problems) == 1
    assert said in problems[0]


@pytest.mark.parametrize(
    ("cell", "source", "said"),
    [(0, "Three.", "question"), (2, "## The end", "does not show")],
)
def test_a_notebook_asks_first_and_ends_with_its_limits(cell: int, source: str, said: str) -> None:
    notebook = copy.deepcopy(GOOD)
    notebook["cells"][cell]["source"] = source
    assert len(problems_of(notebook)) == 1
    assert said in problems_of(notebook)[0]


def test_two_code_cells_without_a_sentence_between_are_stopped() -> None:
    notebook = copy.deepcopy(GOOD)
    notebook["cells"].insert(2, notebook["cells"][1] | {"execution_count": 2})
    assert problems_of(notebook) == ["no sentence before: 1 + 2"]


def test_stored_widget_state_is_stopped() -> None:
    assert problems_of(GOOD | {"metadata": {"widgets": {}}}) == ["metadata widgets"]


@pytest.mark.parametrize(
    "pattern", [r"\d+", r"\d{4}-\d{2}-\d{2}", r"[0-9.]+", r".*", r"\d\d:\d\d:\d\d", r"n = \S+"]
)
def test_a_sanitising_pattern_that_could_hide_a_number_is_stopped(pattern: str) -> None:
    assert len(problems_of_sanitizing(f"[x]\nregex: {pattern}\nreplace: X\n")) == 1


def test_a_sanitising_pattern_for_addresses_in_memory_passes() -> None:
    assert problems_of_sanitizing("[x]\nregex: <.* at 0x[0-9a-f]+>\nreplace: X\n") == []


def test_the_sanitising_file_passes_if_there_is_one() -> None:
    for path in (ROOT / "tests" / "notebooks").glob("*.cfg"):
        assert problems_of_sanitizing(path.read_text(encoding="utf-8")) == []
