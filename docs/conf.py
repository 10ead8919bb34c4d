"""How the pages are built: `make docs`."""

import io
import os
import re
from contextlib import redirect_stdout
from importlib import metadata
from pathlib import Path

from sphinx.application import Sphinx

import analysis
from analysis.__main__ import main
from analysis.tables import SCHEMAS

project = "Overheard"
author = "The Overheard developers"
release = metadata.version("overheard")
html_title = "Overheard"
html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["pages.css"]
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.autosummary", "sphinx.ext.napoleon"]
myst_heading_anchors = 3
suppress_warnings = ["myst.header"]  # tables begin at the second level

# A single backtick in a docstring is code, and a link where it names what is public.
smartquotes = False  # values in quotes are copied into cells
default_role = "py:obj"
nitpick_ignore_regex = [(r"py:.*", r"(?!analysis\.\w+$).*")]
add_module_names = False
autosummary_generate = False
autodoc_class_signature = "separated"  # how a Corpus is built is nobody's to write
autodoc_typehints_format = "short"
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 80
napoleon_use_rtype = False
toc_object_entries_show_parents = "hide"


def write_tables() -> str:
    """Every table by its schema, as sections of a page."""
    return "\n\n".join(f"#{analysis.describe(name)}" for name in SCHEMAS)


def write_commands() -> str:
    """What each command says of itself."""
    os.environ["COLUMNS"] = "90"
    said = _help()
    names = [line.split()[0] for line in said.splitlines() if line.startswith("    ")]
    sections = [f"## `overheard {name}`\n\n```text\n{_help(name)}```" for name in names]
    return "\n\n".join([f"```text\n{said}```", *sections])


def _help(*command: str) -> str:
    with redirect_stdout(io.StringIO()) as said:
        try:
            main([*command, "--help"])
        except SystemExit:
            return said.getvalue()
    raise RuntimeError("--help did not leave")


WRITTEN = {"tables": write_tables, "commands": write_commands}
"""Page -> what is added below it when it is built: nothing is written by hand twice."""


def finish_page(app: Sphinx, page: str, source: list[str]) -> None:
    """Add what the kit says of itself, and take along the texts that a page links to."""
    if page in WRITTEN:
        source[0] += f"\n\n{WRITTEN[page]()}\n"
    folder = (Path(app.srcdir) / page).parent

    def take_along(link: re.Match[str]) -> str:
        outside = not (folder / link[1]).resolve().is_relative_to(app.srcdir)
        return f"](path:{link[1]})" if outside else link[0]

    source[0] = re.sub(r"\]\((\.\./[^)#]+\.md)\)", take_along, source[0])


def setup(app: Sphinx) -> None:
    app.connect("source-read", finish_page)
