"""How nbconvert makes the copies for students: `make students`.

What a notebook says of its results is left out, and so are the results; what it asks stays. The
exercises of the lesson that works with the notebook stand at its end, without their answers.
"""

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import nbformat

LESSONS = Path(__file__).parent
NOTE = "*A copy to work with. Run each cell, and write below it what you read before you go on.*"
ASKED = "*What do you read here?*"
SENTENCE = re.compile(r"(?:(?<=[.?!])|(?<=[.?!]\*\*))\s+")
TO_DO = re.compile(r"(?:Choose|Click|Run|Type|Look|Write|Here is your)\b")
FOUND = re.compile(
    r"\d|\*\*|\b(?:two|three|four|five|six|nine|ten|thirds|half|most|settled)\b", re.I
)
"""Of these a sentence that says what was found has one, and one that explains mostly has not."""

KEPT = ("```", "- ", "1. ", "|", ">", "*What")
"""With these begins what is no reading of a result: code, lists, tables."""


def ask_only(notebook: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """Drop what answers: of the first cell all but the question, of the others what is read."""
    cells, name = notebook.cells, resources["metadata"]["name"]
    if not all(cell.execution_count for cell in cells if cell.cell_type == "code"):
        # Without results nothing would tell a reading from what leads on.
        raise ValueError(f"{name}.ipynb is saved without its results; run `make notebooks` first")
    cells[0].source = f"{cells[0].source.splitlines()[0]}\n\n{NOTE}"
    for before, cell in pairwise(cells):
        if cell.cell_type == "markdown" and before.get("outputs"):
            cell.source = drop_reading(cell.source)
    exercises = find_exercises(name)
    if exercises:
        cells.append(nbformat.v4.new_markdown_cell(exercises, id="exercises"))
        cells.append(nbformat.v4.new_code_cell(id="work"))
    return notebook, resources


def drop_reading(source: str) -> str:
    """Of the paragraphs before the first heading, keep what asks or leads on."""
    reading, mark, rest = re.split(r"(^#|\Z)", source, maxsplit=1, flags=re.MULTILINE)
    paragraphs = [part for part in re.split(r"\n\s*\n", reading) if part.strip()]
    asked = [part if part.startswith(KEPT) else _questions(part) for part in paragraphs]
    return "\n\n".join([ASKED, *filter(None, asked), *filter(None, [mark + rest])])


def _questions(paragraph: str) -> str:
    return " ".join(filter(_leads_on, SENTENCE.split(paragraph.strip())))


def _leads_on(sentence: str) -> bool:
    """Whether a sentence asks, tells what to do, or explains a name or a key without a number."""
    if sentence.endswith(("?", ":")) or TO_DO.match(sentence):
        return True
    return "`" in sentence and not FOUND.search(re.sub("`[^`]*`", "", sentence))


def find_exercises(notebook: str) -> str:
    """The exercises of the lesson that works with a notebook; nothing where there is none."""
    for path in sorted(LESSONS.glob("lesson_*.md")):
        text = path.read_text(encoding="utf-8")
        link = re.search(r"/notebooks/(\w+)\.ipynb", text)
        if link and link[1] == notebook:
            return re.search(r"^## Exercises$.*?(?=^## )", text, re.M | re.S)[0].strip()  # type: ignore[index]
    return ""


c = get_config()  # type: ignore[name-defined] # noqa: F821 - nbconvert's
c.NotebookExporter.default_preprocessors = []
c.NotebookExporter.preprocessors = [
    ask_only, "nbconvert.preprocessors.ClearOutputPreprocessor",
]  # fmt: skip
c.ClearOutputPreprocessor.enabled = True
