"""What kind of file some bytes are, by what they begin with rather than by their name."""

import re
import zipfile
from collections.abc import Iterable
from pathlib import Path

import yaml

REFUSED = yaml.safe_load((Path(__file__).parent / "refused.yml").read_text(encoding="utf-8"))
"""What first bytes, names in an archive and types tell, and what to do instead."""

ODT = "application/vnd.oasis.opendocument.text"

REFERENCES = re.compile(r"\s*(?:%[^\n]*\s*)?@[a-zA-Z]{4,16}\s*\{[^,{}]{0,200},\s*[\w-]+\s*=")
"""BibTeX."""

XML = re.compile(
    r"\s*(?:<\?xml\s|<!DOCTYPE\s+(?!html)[\w:]|<(?:rss|feed|nitf|newsItem|TEI|PPSResponse)[\s>])",
    re.I,
)

TAG = re.compile(r"\s*+(?>(?><!--.*?-->|<\?xml[^>]*+>)\s*+)*+<(?:!doctype\s+html|html|head|body)\b",
                 re.IGNORECASE | re.DOTALL)  # fmt: skip
"""Nothing is read twice: comments that are given back and split anew double the time with each."""

ANY_TAG = re.compile(r"<(?:html|body|div|p|article|table)\b", re.IGNORECASE)
IWORK = re.compile(r"\AIndex/.*\.iwa\Z")
HEAD = 20_000


def refused(data: bytes) -> tuple[str, str] | None:
    """What a file is that holds no text the kit can read, and what to do; None for others."""
    return _first("bytes", [data[:HEAD].decode("latin-1")])


def _first(group: str, found: Iterable[str]) -> tuple[str, str] | None:
    """What is said of the first kind that something found begins as."""
    return next(
        (
            tuple(kind["says"])
            for kind in REFUSED[group]
            if any(each.startswith(kind["begins"]) for each in found)
        ),
        None,
    )


def zip_kind(archive: zipfile.ZipFile) -> str | tuple[str, str]:
    """A "zip" archive, a Word ("docx") or OpenDocument ("odt") file, or what other it is, and what
    to do.
    """
    names = archive.namelist()
    if "mimetype" in names:
        kind = archive.read("mimetype")[:100].decode("latin-1").strip()
        said = REFUSED["types"].get(kind, REFUSED["other"])
        return "odt" if kind.startswith(ODT) else tuple(said)
    content = "[Content_Types].xml" in names
    if content and any(name.startswith("word/") for name in names):
        return "docx"
    named = content or "datapackage.json" in names or any(map(IWORK.search, names))
    other = tuple(REFUSED["other"]) if content else "zip"
    return (_first("members", names) if named else None) or other


def is_page(text: str, name: str) -> bool:
    """Whether a text is HTML."""
    head = text[:HEAD]
    named = name.lower().endswith((".html", ".htm", ".xhtml", ".shtml"))
    return bool(TAG.match(head) or (named and ANY_TAG.search(head)))
