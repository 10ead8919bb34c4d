"""The cells of a notebook, run in this process one by one, with what nbval would compare."""

import functools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from traitlets.config import Config

from analysis.charting import style
from tests.notebooks.copying import ROOT
from tests.notebooks.gate import SKIPPED

FINGERPRINT = re.compile(r"Corpus [0-9a-f]{16}: ")
"""What a corpus says of itself: a cell that prints it differs whatever has changed."""

COLUMNS = 20
"""So many columns of a table does a notebook show; a terminal would ask how wide it is."""

NUMBERS = ("01", "05", "02", "03", "04", "00")
"""The notebooks of the corpus, those first that show most of its facts."""


class Difference(NamedTuple):
    """The first cell whose output is another."""

    notebook: str
    cell: int


def find_difference(folder: Path, numbers: tuple[str, ...] = NUMBERS) -> Difference | None:
    """Where a corpus first changes a notebook, but for what it prints of itself."""
    for number in numbers:
        shown = outputs_of_the_corpus(number)
        for cell, (before, after) in enumerate(
            zip(shown, run_cells(number, folder), strict=False), 1
        ):
            if before != after and not FINGERPRINT.search(before):
                return Difference(number, cell)
    return None


@functools.cache
def outputs_of_the_corpus(number: str) -> tuple[str, ...]:
    return tuple(run_cells(number, ROOT / "corpus"))


def run_cells(number: str, folder: Path) -> Iterator[str]:
    """The output of each code cell in turn, as text, with the corpus read from a folder.

    A cell that fails says how, and the next ones run all the same, as in nbval. Pictures are
    not drawn.
    """
    (path,) = (ROOT / "notebooks").glob(f"{number}_*.ipynb")
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    shell = InteractiveShell.instance(config=Config({"HistoryManager": {"enabled": False}}))
    shell.reset()
    try:
        for cell in cells:
            if cell["cell_type"] == "code":
                yield _run(shell, "".join(cell["source"]), folder)
    finally:
        # What a notebook sets of its tables is not set for the next one.
        pd.reset_option(r"^display\.")


def _run(shell: InteractiveShell, source: str, folder: Path) -> str:
    with pytest.MonkeyPatch.context() as patch, capture_output() as captured:
        patch.setenv("OVERHEARD_CORPUS", str(folder))
        patch.setattr(style, "draw_png", lambda _: b"")
        with pd.option_context("display.max_columns", COLUMNS):
            shell.run_cell(source, store_history=False)
    shown = [
        {kind: data for kind, data in output.data.items() if kind not in SKIPPED}
        for output in captured.outputs
    ]
    return captured.stdout + json.dumps(shown, sort_keys=True, default=str)
