"""A corpus -> a folder of pages, or one page, that need neither a kernel nor a network."""

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Callable, Sequence
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any

from analysis.charting.wording import say_short
from analysis.collecting.store import look, put_folder
from analysis.exploring.cards import hues, web_address
from analysis.exploring.comparison.explorer import GroupExplorer
from analysis.exploring.retelling.explorer import CallExplorer
from analysis.exploring.retelling.showing import list_calls
from analysis.exploring.shell import front_end, style_sheet
from analysis.exploring.themes.explorer import ThemeExplorer
from analysis.measuring.variables import given_variables
from analysis.publishing.site.markup import Section, as_data, text
from analysis.publishing.site.reading_list import in_order, reading_section
from analysis.publishing.site.sections import (
    calls_section,
    groups_section,
    methods_section,
    replication_section,
    themes_section,
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
from analysis.tables.datapackage import HEAD
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
    themes = "theme" in corpus.codebook.variables and "theme" in known
    calls = list_calls(corpus)
    vouching = [each for each in VOUCHING if each in known]
    compared = [each for each in known if each not in VOUCHING]
    sections: list[Section | None] = []
    if themes:
        sections.append(themes_section(corpus, ThemeExplorer(corpus), table_themes(corpus, shelf)))
    if compared:
        explorer = GroupExplorer(corpus, variable=compared[0])
        data = table_groups(corpus, shelf, compared)
        sections.append(groups_section("groups", explorer, data, COMPARED))
    if len(calls):
        call = CallExplorer(corpus, calls, {"call_id": calls["call_id"].iloc[0]})
        sections.append(calls_section(corpus, call, calls, table_calls(corpus, shelf, calls)))
    if vouching:
        explorer = GroupExplorer(corpus, variable=vouching[0], by="step")
        data = table_groups(corpus, shelf, vouching, by="step")
        sections.append(groups_section("vouching", explorer, data, VOUCHED))
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
    titles, colours = {}, {}
    if "theme" in corpus.codebook.variables:
        titles, colours = corpus.codebook.titles("theme"), hues(corpus, "theme")
    stories = next((section.table for section in sections if section.name == "calls"), None)
    return plain_data({
        # References stand beside the card whose words they repeat: so they pack into little.
        "cards": [
            card | {"archived": copy, "cited": dict(zip(FORMS, cited, strict=True))}
            for card, copy, cited in zip(shelf.cards, archived, _cited(reports), strict=True)
        ],
        "columns": _lines(cite_reports(reports.head(0), "csv")),
        "titles": [
            {"value": value, "title": title, "hue": colours[value]}
            for value, title in titles.items()
        ],
        "codes": code_lists(corpus, shelf),
        "stories": sorted({key[0] for key, _ in stories["views"]}) if stories else [],
        "pages": {"calls": "" if single else "calls.html"},
    })  # fmt: skip


FORMS = ("ris", "csl", "csv")


def _cited(reports: Any) -> list[list[str]]:
    """Each report as a reference in each form, so that a page can write those that it shows."""
    rows = [reports.iloc[[place]] for place in range(len(reports))]
    # Without what stands around the references of a file: brackets, and the names of columns.
    return [
        [
            _lines(cite_reports(row, "ris")), cite_reports(row, "csl").strip()[1:-1].strip(),
            _lines(cite_reports(row, "csv").partition("\r\n")[2]),
        ]
        for row in rows
    ]  # fmt: skip


def _lines(text: str) -> str:
    """Lines with the one sign at their end that plain text keeps; the page puts both back."""
    return text.replace("\r\n", "\n")


def _pages(corpus: Corpus, sections: Sequence[Section], shelf: Shelf) -> dict[str, bytes]:
    """One page a section, with the scripts, data and pictures in files beside them."""
    shared = shelf_data(corpus, shelf, sections, single=False)
    written = {
        "site.css": _style().encode(), "site.js": script().encode(),
        "reports.js": _call("reports", shared).encode(),
    }  # fmt: skip
    policy = "script-src 'self' file:; style-src 'self' file:; img-src 'self' file: data: blob:"
    head = '<link rel="stylesheet" href="site.css">\n<script src="site.js"></script>'
    address = {section.name: f"{section.name}.html" for section in sections}
    for section in sections:
        data = ["reports"] if section.table or section.name == "reading" else []
        if section.table:
            written[f"{section.name}.js"] = _call(section.name, section.table).encode()
            data.append(section.name)
        scripts = "".join(f'\n<script src="{name}.js"></script>' for name in data)
        written |= section.files
        written[f"{section.name}.html"] = _fill(
            corpus, _body(section, lambda name: name) + scripts, title=section.title, head=head,
            policy=policy, nav=_nav(sections, address, section.name),
        )  # fmt: skip
    first = _body(_start(corpus, sections, address), lambda name: name)
    written["index.html"] = _fill(
        corpus, first, title="", head=head, policy=policy,
        nav=_nav(sections, address, "start"),
    )  # fmt: skip
    return written


def _one_file(corpus: Corpus, sections: Sequence[Section], shelf: Shelf) -> dict[str, bytes]:
    """Everything in one page: data as blocks that no browser runs, files as addresses."""
    shared = shelf_data(corpus, shelf, sections, single=True)
    address = {section.name: f"#{section.name}" for section in sections}
    every = [_start(corpus, sections, address), *sections]
    held = {name: as_data(data, name) for each in sections for name, data in each.files.items()}
    style, code = _style(), script()
    packs = {"reports": shared} | {each.name: each.table for each in sections if each.table}
    blocks = "".join(
        f'\n<script type="text/plain" data-pack="{name}">{_pack(data)}</script>'
        for name, data in packs.items()
    )
    policy = f"script-src {_digest(code)}; style-src {_digest(style)}; img-src data: blob:"
    head = f"<style>{style}</style>\n<script>{code}</script>"
    body = "\n".join(_body(section, held.__getitem__) for section in every) + blocks
    page = _fill(
        corpus, body, title="", head=head, policy=policy,
        nav=_nav(sections, address, ""),
    )  # fmt: skip
    return {"index.html": page}


def _body(section: Section, place: Callable[[str], str]) -> str:
    """A section as HTML, its files where they are; no text of others has such an address."""
    html = re.sub(r'"file:([\w.-]+)"', lambda found: f'"{place(found[1])}"', section.html)
    return (
        f'<section id="{section.name}" aria-labelledby="{section.name}-title">\n'
        f'<h2 id="{section.name}-title">{escape(section.title)}</h2>\n{html}\n</section>'
    )


def _start(corpus: Corpus, sections: Sequence[Section], address: dict[str, str]) -> Section:
    """The first page: what this is, and each section with a picture and what it finds."""
    reports, calls = corpus.tables["reports"], corpus.tables["calls"]
    days = say_short(reports["published_from"].min(), reports["published_to"].max())
    outlets = reports["outlet"].nunique()
    lead = (
        f"{len(reports)} reports by {outlets} outlets in {reports['language'].nunique()} "
        f"languages, {days}, retell {len(calls)} intercepted phone calls. These "
        "pages say who reported what, when, how and how surely. They say nothing about what "
        "happened on the phone or in the war."
    )
    cards = "".join(
        f'<li><a href="{address[each.name]}">'
        + (f'<img class="chart" src="file:{each.picture}" alt="" loading="lazy">'
           if each.picture else "")
        + f"<strong>{escape(each.title)}</strong></a><p>{text(each.finding)}</p></li>\n"
        for each in sections
    )  # fmt: skip
    html = (
        f'<p class="lead">{lead}</p>\n<p class="note">Some of the reports tell of torture and '
        f"killing. Many retell the same call; numbers say on how many independent calls they rest."
        f'</p>\n<ul class="cards">{cards}</ul>'
    )
    return Section("start", "What is here", "", html)


def _nav(sections: Sequence[Section], address: dict[str, str], current: str) -> str:
    first = "index.html" if address[sections[0].name].endswith(".html") else "#start"
    links = [("start", "Start", first), *((each.name, each.title, address[each.name])
                                          for each in sections)]  # fmt: skip
    return "".join(
        f'<a href="{href}"{" aria-current=page" if name == current else ""}>{escape(words)}</a>\n'
        for name, words, href in links
    )


def _fill(corpus: Corpus, body: str, *, title: str, head: str, policy: str, nav: str) -> bytes:
    """A whole page; what is filled in is HTML already."""
    about = _described(corpus)
    name, (licence, where) = about["title"], _licence(about)
    page = Template(_shipped("page.html")).substitute(
        title=text(f"{title} – {name}" if title else name), name=text(name), head=head,
        policy=policy, nav=nav, body=body,
        licence=f'<a href="{escape(where, quote=True)}">{text(licence)}</a>' if where
        else text(licence),
        source=f"Overheard, corpus {corpus.fingerprint}",
    )  # fmt: skip
    return page.encode()


def _described(corpus: Corpus) -> dict[str, Any]:
    """What the corpus says of itself in its data package, with what it leaves unsaid."""
    path = corpus.folder / "datapackage.json"
    said: Any = {}
    if path.is_file():
        try:
            said = json.loads(path.read_text(encoding="utf-8"))
        except ValueError:
            said = {}
    return HEAD | (said if isinstance(said, dict) else {})


def _licence(about: dict[str, Any]) -> tuple[str, str]:
    licences = about.get("licenses")
    first = licences[0] if isinstance(licences, list) and licences else {}
    if not isinstance(first, dict):
        return "no licence is named", ""
    words = first.get("title") or first.get("name") or "no licence is named"
    return str(words), web_address(str(first.get("path", "")))


def script() -> str:
    """The front end and what works it, as one script that a page from a file can load."""
    explorer = front_end().replace("export default", "return")
    site = re.sub(r"^import [^;]*;\n", "", _shipped("site.js"), flags=re.MULTILINE)
    inside = f"const explorer = (() => {{\n{explorer}\n}})();\n{site}"
    return f'(() => {{\n"use strict";\n{inside}\n}})();\n'


def _style() -> str:
    return f"{style_sheet()}\n{_shipped('site.css')}"


def _shipped(name: str) -> str:
    return (files("analysis.publishing") / "site" / name).read_text(encoding="utf-8")


def _call(name: str, data: Any) -> str:
    return f'overheard("{name}", "{_pack(data)}");\n'


def _pack(data: Any) -> str:
    """Data packed, so that a site is a few megabytes; without a time, so that it is the same."""
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return base64.b64encode(gzip.compress(written.encode(), 9, mtime=0)).decode("ascii")


def _digest(inside: str) -> str:
    found = hashlib.sha256(inside.encode()).digest()
    return f"'sha256-{base64.b64encode(found).decode('ascii')}'"
