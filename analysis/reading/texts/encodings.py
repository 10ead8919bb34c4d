"""What bytes are: a kind of file, by what they begin with rather than by its name; or text, and by
which encoding.
"""

import codecs
import re
import zipfile
from collections.abc import Iterable
from typing import NamedTuple

from charset_normalizer import from_bytes

from analysis.reading.files import read_own

TABLE = read_own("encodings")
"""National code pages, and the letters by which some are told apart."""

META_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
XML_CHARSET = re.compile(rb"""^\s*<\?xml[^>]+encoding\s*=\s*["']([\w.:-]{2,40})""")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
SAMPLE = 20_000


class Decoded(NamedTuple):
    text: str
    encoding: str


def decode(data: bytes, *, html: bool = False) -> Decoded | None:
    """The text of bytes in any common encoding, or None for what is no text.

    Line ends are left as they are. UTF-8 that decodes strictly counts first, then what an HTML head
    declares; what remains is told apart by charset-normalizer: UTF-16 and UTF-32, with a byte order
    mark or without, and the national code pages.
    """
    declared = _declared(data) if html else None
    for encoding in ("utf-8", declared):
        if encoding and (found := _decoded(data, encoding)):
            return found
    return _guessed(data)


def _decoded(data: bytes, encoding: str) -> Decoded | None:
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
    controls = len(CONTROL.findall(text[:SAMPLE]))
    plain = text.removeprefix("\ufeff")
    return None if controls > len(text[:SAMPLE]) / 500 else Decoded(plain, encoding)


def _declared(data: bytes) -> str | None:
    found = XML_CHARSET.search(data[:200]) or META_CHARSET.search(data[:4096])
    if not found:
        return None
    name = found[1].decode("ascii").lower()
    try:
        codec = codecs.lookup(name)
    except LookupError:
        return None
    # Pages that say Latin-1 mean its extension by Microsoft (WHATWG Encoding Standard).
    plain = codec.name in ("iso8859-1", "ascii")
    return "cp1252" if plain else codec.name if codec._is_text_encoding else None


def _guessed(data: bytes) -> Decoded | None:
    # Cut at a line's end: a character of two bytes cut in halves would be no text.
    sample = data if len(data) <= SAMPLE else data[: data.rfind(b"\n", 0, SAMPLE) + 1 or SAMPLE]
    foreign = sum(each > 0x7F for each in sample)
    asian = TABLE["asian"] if foreign > 0.2 * len(sample) else []
    pages = TABLE["wide"] if b"\x00" in sample else TABLE["pages"] + asian
    guess = from_bytes(sample, cp_isolation=pages).best()
    if guess is None:
        return None
    if guess.encoding not in TABLE["latin"]:
        return _decoded(data, guess.encoding)
    fits = {name: _fit(sample, name) for name in TABLE["latin"]}
    return _decoded(data, max(fits, key=lambda name: fits[name]))


def _fit(sample: bytes, encoding: str) -> float:
    """How much of what is not ASCII belongs to the alphabet of an encoding, 0 to 1."""
    found = _decoded(sample, encoding)
    foreign = [each for each in found.text.lower() if each > "\x7f"] if found else []
    letters = TABLE["signs"] + TABLE["latin"][encoding]
    return sum(each in letters for each in foreign) / max(len(foreign), 1)


REFUSED = read_own("refused")
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
