"""Web archives (MHTML, RFC 2557): the page that a browser saved as one file with its pictures."""

import re
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesHeaderParser

from analysis.reading.problems import Unreadable
from analysis.reading.texts.documents import Fact, Part
from analysis.reading.texts.encodings import decode
from analysis.reading.texts.htmlpages import page_part

DEPTH = 5
"""Parts within parts: browsers write one level, mail programs two or three."""

HEADER_BYTES = 20_000
"""No header is nearly as long, and the library's time grows with the square of a long one."""

HEADER_END = re.compile(rb"(?:\A|\n)\r?\n")
ADDRESS = re.compile(r"https?://\S+")


def mhtml_part(data: bytes) -> Part:
    """The page inside a web archive. ValueError when it holds none."""
    address = None
    for part in _parts(data.lstrip(), 0):
        address = address or part.get("Snapshot-Content-Location")
        if part.get_content_type() != "text/html":
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and (found := decode(content, html=True)):
            known = ADDRESS.fullmatch(str(address or part.get("Content-Location") or "").strip())
            return page_part(found.text, address=Fact(known[0], "mhtml header") if known else None)
    raise ValueError("the web archive holds no page")


def _parts(data: bytes, depth: int) -> Iterator[Message]:
    """A part and those within it; the library would parse all of them, by calling itself."""
    if depth > DEPTH:
        raise Unreadable("holds parts within parts within parts", "save the page anew")
    if not HEADER_END.search(data, 0, HEADER_BYTES):
        return
    part = BytesHeaderParser().parsebytes(data)
    yield part
    kind = part.get_content_maintype()
    if kind not in ("multipart", "message"):
        return
    body = part.get_payload(decode=True)
    if not isinstance(body, bytes):
        return
    boundary = (part.get_boundary() or "").encode("ascii", "replace")
    pieces = [body] if kind == "message" else _split(body, boundary)
    for piece in pieces:
        yield from _parts(piece, depth + 1)


def _split(body: bytes, boundary: bytes) -> Iterator[bytes]:
    """What stands between the lines of a boundary, up to its last (RFC 2046)."""
    line = re.compile(rb"(?<![^\n])--" + re.escape(boundary) + rb"(--)?[ \t]*+\r?(?:\n|\Z)")
    start = None
    for mark in line.finditer(body):
        if start is not None:
            yield body[start : mark.start()]
        if mark[1]:
            return
        start = mark.end()
    if start is not None:
        yield body[start:]
