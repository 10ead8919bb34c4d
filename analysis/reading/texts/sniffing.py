"""What kind of file some bytes are, by what they begin with rather than by their name."""

import io
import re
import zipfile
from typing import Literal

REFUSED = [
    (b"%PDF", "is a PDF", "save its text as TXT or DOCX"),
    (b"\xd0\xcf\x11\xe0", "is a file of an old Office version", "save it as DOCX or RTF"),
    (b"\x89PNG", "is a picture", "leave it out"),
    (b"\xff\xd8\xff", "is a picture", "leave it out"),
    (b"GIF8", "is a picture", "leave it out"),
    (b"\x1f\x8b", "is a gzip archive", "unpack it, or pack it as ZIP"),
    (b"7z\xbc\xaf", "is a 7-Zip archive", "unpack it, or pack it as ZIP"),
    (b"Rar!", "is a RAR archive", "unpack it, or pack it as ZIP"),
    (b"SQLite format 3", "is a database", "export its texts as CSV"),
]
"""First bytes, what they tell, and what to do instead."""

TAG = re.compile(r"\s*+(?>(?><!--.*?-->|<\?xml[^>]*+>)\s*+)*+<(?:!doctype\s+html|html|head|body)\b",
                 re.IGNORECASE | re.DOTALL)  # fmt: skip
"""Nothing is read twice: comments that are given back and split anew double the time with each."""

ANY_TAG = re.compile(r"<(?:html|body|div|p|article|table)\b", re.IGNORECASE)
ARCHIVED = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?"
                      rb"content-type:\s*multipart/related", re.IGNORECASE)  # fmt: skip
HEAD = 20_000


def refused(data: bytes) -> tuple[str, str] | None:
    """What a file is that holds no text the kit can read, and what to do; None for others."""
    for start, found, mend in REFUSED:
        if data.startswith(start):
            return found, mend
    return None


def zip_kind(data: bytes) -> Literal["zip", "docx", "other"]:
    """A ZIP archive, a Word file, or a file of another program packed as ZIP."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        return "zip"  # its reader says what is wrong
    if "[Content_Types].xml" in names:
        return "docx" if "word/document.xml" in names else "other"
    return "other" if "mimetype" in names else "zip"


def is_web_archive(data: bytes) -> bool:
    """Whether bytes are a page saved by a browser as one file (MHTML)."""
    return bool(ARCHIVED.match(data[:HEAD].replace(b"\r\n", b"\n").lstrip()))


def is_page(text: str, name: str) -> bool:
    """Whether a text is HTML."""
    head = text[:HEAD]
    named = name.lower().endswith((".html", ".htm", ".xhtml", ".shtml"))
    return bool(TAG.match(head) or (named and ANY_TAG.search(head)))
