"""Notebooks run anew and saved with the outputs that the tests hold them to."""

from pathlib import Path

import nbformat

from analysis.publishing.executing import run_notebook
from analysis.reading.files import write_atomically

WIDGET = "application/vnd.jupyter.widget-view+json"


def refresh_notebook(path: Path) -> bool:
    """Run a notebook and save it with its outputs, if they or anything else changed.

    A widget is saved as its picture and its words, not as a view: without a kernel a view shows
    an error, and its random id would make every run a change.

    Parameters
    ----------
    path
        The notebook; it is replaced whole or not at all.

    Returns
    -------
    bool
        Whether the file changed.

    Raises
    ------
    PublishingError
        The file is no notebook, or a cell failed; the file stays as it was.
    """
    notebook = tidy_notebook(run_notebook(path))
    text = nbformat.writes(notebook, version=nbformat.NO_CONVERT) + "\n"
    if text == path.read_text(encoding="utf-8"):
        return False
    write_atomically(path, text.encode("utf-8"))
    return True


def tidy_notebook(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook without what differs from run to run or from machine to machine."""
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    facts = {"kernelspec": kernel, "language_info": {"name": "python"}}
    notebook.metadata = nbformat.from_dict(facts)
    for cell in notebook.cells:
        cell.metadata = nbformat.from_dict({})
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET, None)
    return notebook
