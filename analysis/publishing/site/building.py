"""A corpus -> a folder of pages, or one page, that need neither a kernel nor a network."""

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from analysis.collecting.store import look, put_folder
from analysis.exploring.cards import hues, web_address
from analysis.exploring.retelling.explorer import CallExplorer
from analysis.exploring.retelling.showing import list_calls
from analysis.exploring.shell import front_end, style_sheet
from analysis.exploring.themes.explorer import ThemeExplorer
from analysis.measuring.variables import given_variables
from analysis.publishing.rendering import fill
from analysis.publishing.site.sections import (
    Section,
    calls_section,
    groups_section,
    in_order,
    keep_lines,
    methods_section,
    reading_section,
    replication_section,
    say_coders,
    start_section,
    themes_section,
    write_references,
)
from analysis.publishing.site.tabling import (
    Shelf,
    code_lists,
    table_calls,
    table_groups,
    table_themes,
)
from analysis.reading.citing import cite_reports
from analysis.reading.corpus import Corpus
from analysis.tables.datapackage import describe_licence
from analysis.untrusted import plain_data

VOUCHING = ("certainty", "verification", "distance")
"""Variables that say how sure reports sound and whether somebody checked."""


def publish_site(corpus: Corpus, to: str | Path, *, single: bool = False) -> Path:
    """Write a corpus as pages to explore in any browser, from a file, without a network.

    Every view that the pages offer is drawn before, so this takes a few minutes.

    Parameters
    ----------
    corpus
        What `read_corpus` gave, whole or a selection of it.
    to
        Folder for the pages: a new one, an empty one, or one with an earlier site.
    single
        Write one page that holds everything, `index.html`.

    Returns
    -------
    Path
        The first page.

    Raises
    ------
    OSError
        The folder holds something else, or was changed meanwhile; nothing was written.
    """
    folder = Path(to)
    seen = look(folder)
    shelf = Shelf(corpus)
    sections = build_sections(corpus, shelf)
    write = _one_file if single else _pages
    put_folder(folder, write(corpus, sections, shelf), seen=seen)
    return folder / "index.html"


def build_sections(corpus: Corpus, shelf: Shelf) -> list[Section]:
    """The sections that the corpus has something for, in their order."""
    known = given_variables(corpus)
    themes = corpus.codebook.leading in known
    calls = list_calls(corpus)
    vouching = [each for each in VOUCHING if each in known]
    compared = [each for each in known if each not in VOUCHING]
    sections: list[Section | None] = [start_section(corpus)]
    if themes:
        sections.append(themes_section(corpus, ThemeExplorer(corpus), table_themes(corpus, shelf)))
    if compared:
        of_groups = table_groups(corpus, shelf, compared)
        sections.append(groups_section("groups", "Outlets compared", *of_groups, COMPARED))
    if len(calls):
        call = CallExplorer(corpus, {"call_id": calls["call_id"].iloc[0]})
        sections.append(calls_section(corpus, call, calls, table_calls(corpus, shelf, calls)))
    if vouching:
        of_groups = table_groups(corpus, shelf, vouching, by="step")
        sections.append(groups_section("vouching", "Who vouches", *of_groups, VOUCHED))
    sections += [replication_section(corpus), reading_section(corpus), methods_section(corpus)]
    return [section for section in sections if section]


COMPARED = (
    "How outlets, languages and other groups of reports differ, and whether a difference is more "
    "than chance. The cleanest comparison is of the same calls only."
)
VOUCHED = (
    "How sure reports sound, and whether they say that somebody checked. Step 0 is a report of who "
    "released the call, step 1 one that names only these, step 2 one that names another outlet."
)


def shelf_data(corpus: Corpus, shelf: Shelf, sections: Sequence[Section], *, single: bool) -> Any:
    """What all explorers and the reading list share: cards, codes, references."""
    reports = in_order(corpus)
    archived = [web_address(url) for url in reports["archived_url"]]
    leading = corpus.codebook.leading
    titles, colours = corpus.codebook.titles(leading), hues(corpus, leading)
    stories = next((section.table for section in sections if section.name == "calls"), None)
    return plain_data({
        # References stand beside the card whose words they repeat: so they pack into little.
        "cards": [
            card | {"archived": copy, "cited": cited}
            for card, copy, cited in zip(
                shelf.cards, archived, write_references(reports), strict=True
            )
        ],
        "columns": keep_lines(cite_reports(reports.head(0), "csv")),
        "titles": [
            {"value": value, "title": title, "hue": colours[value]}
            for value, title in titles.items()
        ],
        "codes": code_lists(corpus, shelf),
        "stories": sorted({key[0] for key, _ in stories["views"]}) if stories else [],
        "pages": {"calls": "" if single else "calls.html"},
    })  # fmt: skip


def _pages(corpus: Corpus, sections: Sequence[Section], shelf: Shelf) -> dict[str, bytes]:
    """One page a section, with the scripts, data and pictures in files beside them."""
    shared = shelf_data(corpus, shelf, sections, single=False)
    address = {each.name: f"{each.name}.html" for each in sections} | {"start": "index.html"}
    written = {
        "site.css": _style().encode(), "site.js": script().encode(),
        "reports.js": _call("reports", shared).encode(),
    }  # fmt: skip
    for section in sections:
        scripts = ["reports"] if section.table or section.name == "reading" else []
        if section.table:
            written[f"{section.name}.js"] = _call(section.name, section.table).encode()
            scripts.append(section.name)
        written |= section.files
        written[address[section.name]] = _fill(
            corpus, sections, [section], address=address, scripts=scripts, packs={},
            policy="script-src 'self' file:; style-src 'self' file:; "
            "img-src 'self' file: data: blob:", file=lambda name: name,
        )  # fmt: skip
    return written


def _one_file(corpus: Corpus, sections: Sequence[Section], shelf: Shelf) -> dict[str, bytes]:
    """Everything in one page: data as blocks that no browser runs, files as addresses."""
    shared = shelf_data(corpus, shelf, sections, single=True)
    packs = {"reports": shared} | {each.name: each.table for each in sections if each.table}
    style, code = _style(), script()
    held = {name: _address(name, data) for each in sections for name, data in each.files.items()}
    page = _fill(
        corpus, sections, sections, address={each.name: f"#{each.name}" for each in sections},
        scripts=[], packs={name: _pack(data) for name, data in packs.items()},
        style=style, script=code, file=held.__getitem__,
        policy=f"script-src {_digest(code)}; style-src {_digest(style)}; img-src data: blob:",
    )  # fmt: skip
    return {"index.html": page}


def _fill(
    corpus: Corpus, sections: Sequence[Section], shown: Sequence[Section], **facts: Any
) -> bytes:
    """A page with these sections."""
    declared = corpus.declared
    named = declared.noun.say("Reports of calls")
    facts |= {
        "title": declared.title or f"{named}: {corpus.folder.resolve().name}",
        "declared": declared, "licence": describe_licence(declared),
        "source": f"Overheard, corpus {corpus.fingerprint}",
        "coded": say_coders(corpus), "sections": sections,
    }  # fmt: skip
    bodies = {
        each.name: fill(f"site/{each.template}", section=each, **facts, **each.facts)
        for each in shown
    }
    return fill("site/page.html", shown=shown, bodies=bodies, **facts).encode()


def _address(name: str, data: bytes) -> str:
    """A file as an address that holds it."""
    kind = {"svg": "image/svg+xml", "csv": "text/csv"}[name.rpartition(".")[2]]
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"


def script() -> str:
    """The front end and what works it, as one script that a page from a file can load."""
    explorer = front_end().replace("export default", "return")
    site = re.sub(r"^import [^;]*;\n", "", _shipped("site.js"), flags=re.MULTILINE)
    inside = f"const explorer = (() => {{\n{explorer}\n}})();\n{site}"
    return f'(() => {{\n"use strict";\n{inside}\n}})();\n'


def _style() -> str:
    return f"{style_sheet()}\n{_shipped('site.css')}"


def _shipped(name: str) -> str:
    return (files("analysis.publishing.site") / name).read_text(encoding="utf-8")


def _call(name: str, data: Any) -> str:
    return f'overheard("{name}", "{_pack(data)}");\n'


def _pack(data: Any) -> str:
    """Data packed, so that a site is a few megabytes; without a time, so that it is the same."""
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return base64.b64encode(gzip.compress(written.encode(), 9, mtime=0)).decode("ascii")


def _digest(inside: str) -> str:
    found = hashlib.sha256(inside.encode()).digest()
    return f"'sha256-{base64.b64encode(found).decode('ascii')}'"
