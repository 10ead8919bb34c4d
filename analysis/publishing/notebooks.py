"""Notebooks run anew: saved with the outputs that the tests hold them to, or as pages to read.

A folder of notebooks becomes one of linked pages, with the one script that draws the charts.
"""

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from pathlib import Path

import nbformat
import vl_convert
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from pygments.formatters import HtmlFormatter

from analysis.charting.style import MIME, draw_png
from analysis.collecting.store import look, put_folder, update
from analysis.publishing.rendering import WIDGET, clean_markdown, fill, first_picture, render_cells
from analysis.reading.declaration import read_declaration
from analysis.reading.files import find_folder
from analysis.tables.declaring import Declaration

CELL_SECONDS = 600
PNG, SCALE = "image/png", 0.8
# A kernel greets with a warning about its ports; what goes wrong comes as an error all the same.
QUIET = ["--IPKernelApp.log_level=ERROR"]


class PublishingError(ValueError):
    """A report that cannot be made; says which notebook and cell, and what would mend it."""


def list_notebooks(folder: Path) -> list[Path]:
    """The notebooks of a folder in the order of their names."""
    found = sorted(folder.glob("*.ipynb"))
    if not found:
        raise PublishingError(f"{folder}: no notebook there; name the folder that holds them")
    return found


def run_notebook(path: Path) -> nbformat.NotebookNode:
    """Run a copy of a notebook, in the notebook's folder, and give the copy back.

    Parameters
    ----------
    path
        A notebook file; it is read, never written.

    Returns
    -------
    NotebookNode
        The notebook with the outputs of this run and of no other.

    Raises
    ------
    PublishingError
        The file is no notebook, or a cell failed.
    """
    try:
        notebook = nbformat.read(path, as_version=4)
    except (nbformat.reader.NotJSONError, nbformat.ValidationError, UnicodeDecodeError) as error:
        raise PublishingError(f"{path.name}: is no notebook ({error}); save it anew") from error
    resources = {"metadata": {"path": str(path.parent)}}
    client = NotebookClient(
        notebook,
        timeout=CELL_SECONDS,
        kernel_name="python3",
        resources=resources,
        extra_arguments=QUIET,
    )
    try:
        client.execute()
    except CellExecutionError as error:
        found = f"cell {_failed(notebook)} failed: {error.ename}: {error.evalue}"
        raise PublishingError(f"{path.name}: {found}; open the notebook and mend it") from error
    except (CellTimeoutError, DeadKernelError) as error:
        first = str(error).splitlines()[0]
        raise PublishingError(f"{path.name}: {first}; run it in JupyterLab to see") from error
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = _join_streams(cell.outputs)
    return notebook


def _join_streams(outputs: list[nbformat.NotebookNode]) -> list[nbformat.NotebookNode]:
    """Outputs with printed text in one piece: a kernel cuts it where it likes."""
    joined: list[nbformat.NotebookNode] = []
    for output in outputs:
        last = joined[-1] if joined else None
        if output.output_type == "stream" and last and last.get("name") == output.name:
            last.text += output.text
        else:
            joined.append(output)
    return joined


def _failed(notebook: nbformat.NotebookNode) -> int:
    """Number of the code cell that failed, counted from 1 as JupyterLab counts a fresh run."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for number, cell in enumerate(code, 1):
        if any(output.output_type == "error" for output in cell.outputs):
            return number
    return len(code)


def refresh_notebook(path: Path) -> bool:
    """Run a notebook and save it with its outputs, if they or anything else changed.

    A widget is saved as what it leaves for pages without a kernel, with a picture where that is a
    chart, not as a view: without a kernel a view shows an error, and its random id would make
    every run a change.

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
    notebook = draw_pictures(tidy_notebook(run_notebook(path)))
    data = (nbformat.writes(notebook, version=nbformat.NO_CONVERT) + "\n").encode()

    def change(before: bytes | None) -> bytes:
        if before != seen:
            raise PublishingError(f"{path} was saved while it ran and stays so; run it again")
        return data

    update(path, change)
    return data != seen


def tidy_notebook(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook without what differs from run to run.

    Its metadata are those that JupyterLab would write: opened with the same Python, it is as saved.
    """
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    language = notebook.metadata.get("language_info", {"name": "python"})
    facts = {"kernelspec": kernel, "language_info": language}
    notebook.metadata = nbformat.from_dict(facts)
    for cell in notebook.cells:
        cell.metadata = nbformat.from_dict({})
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET, None)
    return notebook


def draw_pictures(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook with a picture beside each chart that has none, for pages that draw no charts.

    Explorers leave it to this, since to draw one takes a reader's time at every opening.
    """
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if MIME in data and PNG not in data:
                data[PNG] = base64.b64encode(draw_png(data[MIME], scale=SCALE)).decode("ascii")
    return notebook


TITLE = "Overheard"
EMBED = "window.vegaEmbed = vegaEmbed;"
"""All that a page's own script takes from the bundle of Vega libraries."""


@dataclass(frozen=True)
class Page:
    """A notebook's page: name of its file; question, first sentences, cells; what stands for it."""

    name: str
    title: str
    lead: str
    body: str
    picture: bytes | None
    peek: str


def publish_report(notebooks: str | Path, to: str | Path) -> Path:
    """Run every notebook of a folder and write the report.

    The first page says what the corpus is that notebooks read by default, in its own words. The
    notebooks themselves stay as they are. Nothing is written before all have run through,
    and then the folder as a whole.

    Parameters
    ----------
    notebooks
        Folder with `*.ipynb`; they run in the order of their names, each in that folder.
    to
        Folder for the pages: a new one, an empty one, or one with an earlier report.

    Returns
    -------
    Path
        The `index.html`, to be opened in a browser; no network is needed.

    Raises
    ------
    PublishingError
        There is no notebook, or a cell failed; it names both and nothing was written.
    OSError
        The folder holds something else, or was changed meanwhile; nothing was written.
    """
    folder = Path(to)
    seen = look(folder)
    run = [(path.stem, run_notebook(path)) for path in list_notebooks(Path(notebooks))]
    pages = [_page(name, draw_pictures(notebook)) for name, notebook in run]
    files: dict[str, bytes] = {}
    around = zip([None, *pages], pages, [*pages[1:], None], strict=False)
    for before, page, after in around:
        whole = fill("report.html", page=page, before=before, after=after)
        files[f"{page.name}.html"] = whole.encode()
        if page.picture:
            files[f"{page.name}.png"] = page.picture
    texts = {
        "style.css": _shipped("style.css") + _code_colours(),
        "draw.js": _shipped("draw.js"),
        # The Vega libraries come out of an installed package, not from the network.
        "vega.js": vl_convert.javascript_bundle(EMBED),
        "index.html": first_page(read_declaration(find_folder(None))[0], pages),
    }
    files |= {name: text.encode() for name, text in texts.items()}
    put_folder(folder, files, seen=seen)
    return folder / "index.html"


def first_page(declared: Declaration, pages: Sequence[Page]) -> str:
    """The page that leads to the others, and says what the corpus is."""
    return fill("report.html", page=None, title=TITLE, declared=declared, pages=pages)


def _page(name: str, notebook: NotebookNode) -> Page:
    first = next((cell.source for cell in notebook.cells if cell.cell_type == "markdown"), "")
    heading = re.search(r"^# +(.+)$", first, flags=re.MULTILINE)
    after = first[heading.end() :] if heading else first
    paragraphs = [text for text in re.split(r"\n\s*\n", after.strip()) if text[:1] != "#"]
    title = re.sub(r"<[^>]+>", "", clean_markdown(heading[1])).strip() if heading else escape(name)
    lead = clean_markdown(paragraphs[0]) if paragraphs else ""
    return Page(name, title, lead, render_cells(notebook), *first_picture(notebook))


def _shipped(name: str) -> str:
    return (files("analysis.publishing") / name).read_text(encoding="utf-8")


def _code_colours() -> str:
    light, dark = (
        HtmlFormatter(style=style).get_style_defs(".highlight") for style in ("vs", "github-dark")
    )
    return f"{light}\n@media (prefers-color-scheme: dark) {{\n{dark}\n}}\n"
