"""What kind of file some bytes are, by what they begin with rather than by their name."""

import re
import zipfile

PICTURE = ("is a picture", "leave it out")
PACK = "unpack it, or pack it as ZIP"
REFUSED = [
    (b"\xd0\xcf\x11\xe0", "is a file of an old Office version, of Outlook, or one with a password",
     "save it as DOCX, RTF or EML, without a password"),
    (b"\x89PNG", *PICTURE),
    (b"\xff\xd8\xff", *PICTURE),
    (b"GIF8", *PICTURE),
    (b"II*\x00", *PICTURE),
    (b"MM\x00*", *PICTURE),
    (b"ID3", "is a recording", "leave it out"),
    (b"\x1f\x8b", "is a gzip archive", PACK),
    (b"7z\xbc\xaf", "is a 7-Zip archive", PACK),
    (b"Rar!", "is a RAR archive", PACK),
    (b"SQLite format 3", "is a database", "export its texts as CSV"),
    (b"PAR1", "is a Parquet table", "export its texts as CSV"),
    (b"WARC/", "is a crawl's archive of web pages (WARC)",
     "open it with a WARC viewer, and save each article's page as HTML or MHTML"),
    (b"!BDN", "is a mailbox of Outlook (PST)", "save its messages as EML or MBOX"),
]  # fmt: skip
"""First bytes, what they tell, and what to do instead."""

PACKED = [
    ("xl/", "is an Excel workbook", "save the sheet of texts as CSV (UTF-8)"),
    ("ppt/", "is a presentation", "save its text as TXT or DOCX"),
    ("archive/", "is a crawl's archive of web pages (WACZ)",
     "open it with a WARC viewer, and save each article's page as HTML or MHTML"),
    ("Index/", "is a file of Pages or Numbers", "export it as DOCX or CSV"),
]  # fmt: skip
"""What names of files in a ZIP archive of other programs begin with."""

OTHER_PROGRAM = ("is a file of a program that is not known", "save it as DOCX, or its texts as CSV")
MIMETYPES = {
    b"application/epub+zip": ("is an e-book (EPUB)", "save its text as TXT or HTML"),
    b"application/vnd.oasis.opendocument.spreadsheet": (
        "is an OpenDocument spreadsheet", "save the sheet of texts as CSV (UTF-8)"),
}  # fmt: skip
ODT = b"application/vnd.oasis.opendocument.text"

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
    for start, found, mend in REFUSED:
        if data.startswith(start):
            return found, mend
    return None


def zip_kind(archive: zipfile.ZipFile) -> str | tuple[str, str]:
    """A "zip" archive, a Word ("docx") or OpenDocument ("odt") file, or what other it is, and what
    to do.
    """
    names = archive.namelist()
    if "mimetype" in names:
        kind = archive.read("mimetype")[:100].strip()
        return "odt" if kind.startswith(ODT) else MIMETYPES.get(kind, OTHER_PROGRAM)
    content = "[Content_Types].xml" in names
    if content and any(name.startswith("word/") for name in names):
        return "docx"
    for start, found, mend in PACKED:
        named = content or "datapackage.json" in names or any(map(IWORK.search, names))
        if named and any(name.startswith(start) for name in names):
            return found, mend
    return OTHER_PROGRAM if content else "zip"


def is_page(text: str, name: str) -> bool:
    """Whether a text is HTML."""
    head = text[:HEAD]
    named = name.lower().endswith((".html", ".htm", ".xhtml", ".shtml"))
    return bool(TAG.match(head) or (named and ANY_TAG.search(head)))
