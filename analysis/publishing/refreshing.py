"""Notebooks run anew and saved with the outputs that the tests hold them to."""

from pathlib import Path

import nbformat

from analysis.collecting.store import update
from analysis.publishing.executing import PublishingError, run_notebook

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
        The file is no notebook, a cell failed, or somebody saved the file while it ran; the file
        stays as it is.
    """
    seen = path.read_bytes()
    notebook = tidy_notebook(run_notebook(path))
    data = (nbformat.writes(notebook, version=nbformat.NO_CONVERT) + "\n").encode()

    def change(before: bytes | None) -> bytes:
        if before != seen:
            raise PublishingError(f"{path} was saved while it ran and stays so; run it again")
        return data

    update(path, change)
    return data != seen


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
