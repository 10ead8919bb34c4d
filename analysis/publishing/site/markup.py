"""The small pieces that pages are made of: text made safe, links, tables, and a section."""

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape

import pandas as pd

from analysis.exploring.cards import web_address
from analysis.exploring.terms import TERMS
from analysis.publishing.site.tabling import Table
from analysis.untrusted import plain_text

CODED = TERMS["Whose judgement"]


@dataclass
class Section:
    """One section: name in links, title, a sentence of what it finds, HTML, and its files.

    `table` is what its explorer looks its views up in; `files` are those that its links lead to;
    `picture` names the one that stands for it on the first page.
    """

    name: str
    title: str
    finding: str
    html: str
    table: Table | None = None
    files: dict[str, bytes] = field(default_factory=dict)
    picture: str = ""


def text(value: object, missing: str = "–") -> str:
    """What somebody else wrote, as HTML that is only text."""
    return missing if value is None or pd.isna(value) else escape(plain_text(str(value)))


def link(url: object, words: str) -> str:
    """A link to a page on the web; nothing where the address is none."""
    address = web_address(url)
    if not address:
        return ""
    href = escape(address, quote=True)
    return f'<a href="{href}" target="_blank" rel="noopener noreferrer">{escape(words)}</a>'


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in a box that scrolls; cells are HTML, the first of each row heads it."""
    head = "".join(f'<th scope="col">{each}</th>' for each in heads)
    body = "".join(
        f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'
        for first, *cells in rows
    )
    return (
        f'<div class="table" tabindex="0" role="region" aria-label="{escape(caption)}"><table>'
        f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
        "</table></div>"
    )


def as_data(data: bytes, name: str) -> str:
    """A file as an address that holds it."""
    kinds = {"svg": "image/svg+xml", "csv": "text/csv", "json": "application/json"}
    kind = kinds.get(name.rpartition(".")[2], "text/plain")
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"
