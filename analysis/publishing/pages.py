"""A folder of notebooks -> a folder of linked pages, with the one script that draws the charts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from pathlib import Path

import vl_convert
from nbformat import NotebookNode
from pygments.formatters import HtmlFormatter

from analysis.collecting.store import look, put_folder
from analysis.publishing.executing import draw_pictures, list_notebooks, run_notebook
from analysis.publishing.filling import fill
from analysis.publishing.rendering import clean_markdown, first_picture, render_cells
from analysis.reading.declaration import read_declaration
from analysis.reading.files import find_folder
from analysis.tables.declaring import Declaration

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
