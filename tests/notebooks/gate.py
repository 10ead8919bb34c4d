"""What nbval does not hold a notebook to: executed cells, checked outputs, the house style."""

import itertools
import re

SKIPPED = {"image/png", "image/jpeg", "application/vnd.jupyter.widget-view+json"}
"""Parts of an output that nbval never compares."""

LOGIC = re.compile(
    r"^\s*(def|class|for|while|try|with|lambda)\b|\bimport re\b|\bopen\(|Path\(", re.M
)
MOST_CELLS, MOST_LINES = 30, 8


NUMBERS = ["261", "0.579", "58 %", "2023-06-01", "22:14:03", "1e-05", "84 independent calls", "-3"]


def problems_of(notebook: dict) -> list[str]:
    """Everything wrong with a saved notebook, in words."""
    cells = notebook["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    found = [f"metadata {key}" for key in notebook["metadata"] if key == "widgets"]
    if not cells or not "".join(cells[0]["source"]).startswith("# ") or "?" not in _text(cells[0]):
        found.append("the first cell does not ask the question")
    if "not show" not in _text(cells[-1]):
        found.append("the last cell does not say what this does not show")
    if len(code) > MOST_CELLS:
        found.append(f"{len(code)} code cells")
    for number, cell in enumerate(code, 1):
        found += [f"cell {number}: {problem}" for problem in _problems_of_cell(cell, number)]
    for before, cell in itertools.pairwise(cells):
        both_code = before["cell_type"] == cell["cell_type"] == "code"
        if both_code and not _text(before).lstrip().startswith("import"):
            found.append(f"no sentence before: {_text(cell)[:40]}")
    return found


def _problems_of_cell(cell: dict, number: int) -> list[str]:
    found = []
    if cell["execution_count"] != number:
        found.append(f"execution count {cell['execution_count']}, expected {number}")
    if len(_text(cell).splitlines()) > MOST_LINES:
        found.append("too long")
    if LOGIC.search(_text(cell)):
        found.append("logic that belongs in the library")
    for output in cell["outputs"]:
        if output["output_type"] == "error":
            found.append("an error")
        if output.get("name") == "stderr":
            found.append("stderr")
        data = output.get("data", {})
        if SKIPPED & set(data) and not re.search(r"\d", "".join(data.get("text/plain", ""))):
            found.append("a picture or widget without a printed number beside it")
        if "application/vnd.jupyter.widget-view+json" in data:
            found.append("a widget view, which shows an error without a kernel")
    return found


def problems_of_sanitizing(settings: str) -> list[str]:
    """The patterns of an nbval sanitising file that could hide a number or a date."""
    patterns = re.findall(r"^regex:\s*(.+)$", settings, re.M)
    hiding = [
        pattern
        for pattern in patterns
        if any(re.search(pattern, f"n = {number}, all") for number in NUMBERS)
    ]
    return [f"could hide a number or a date: {pattern}" for pattern in hiding]


def _text(cell: dict) -> str:
    return "".join(cell["source"])
