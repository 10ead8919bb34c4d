"""The one door: a file, an archive or a folder -> documents, and a problem for what is none."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

from analysis.reading.files import decode, read_own
from analysis.reading.problems import Problem, Unreadable
from analysis.reading.texts.archives import (
    File,
    archive_members,
    list_files,
    mail_kind,
    mhtml_part,
    open_archive,
    read_file,
    read_mail,
    split_box,
)
from analysis.reading.texts.documents import Document, Part, compose, number_parts, read_header
from analysis.reading.texts.exports import export_parts, page_parts, xml_parts
from analysis.reading.texts.htmlpages import page_part
from analysis.reading.texts.markup import docx_lines, odt_lines, rtf_lines
from analysis.reading.texts.pdfs import read_pdf
from analysis.reading.texts.rowfiles import csv_rows, json_rows, row_parts

ANEW = "save it anew, or as plain text"
DEPTH = 4
"""Files in files: a document that an e-mail in a mailbox in an archive brings."""

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


def read_texts(
    path: str | Path, *, leave_out: Callable[[Path], bool] = lambda path: False
) -> Iterator[Document | Problem]:
    """Read every text of a file, of a ZIP archive or of a folder.

    Plain text, saved web pages (HTML, MHTML), PDF, DOCX, ODT, RTF, CSV, TSV, JSON and JSON Lines
    with a column of texts, e-mails and mailboxes (EML, MBOX), feeds (RSS, Atom), and exports of
    LexisNexis, Factiva, Europresse and others (`exports.yml` lists them). A file is known by what
    it holds, its name only decides where that leaves it open; a file of many articles gives each.

    Parameters
    ----------
    path
        A file or a folder; links are not followed, hidden files not read.
    leave_out
        Says of a path below the folder whether to pass it over.

    Yields
    ------
    Document or Problem
        In the order of the files: each text with what its header says, or what is wrong with a
        file and what would mend it. One bad file costs no other.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "boots.txt"
    ...     _ = path.write_text("Title: Wet boots\\n\\nIt rains, the soldier said.")
    ...     [document] = read_texts(path)
    >>> document.fact("title"), document.part, len(document.text)
    ('Wet boots', 1, 45)
    """
    for each, name in list_files(Path(path), leave_out):
        yield from read_one(each, name)


def read_one(path: Path, name: str) -> Iterator[Document | Problem]:
    """The texts of one file, which readers know by `name`, or of one archive."""
    yield from read_opened(read_file(path, name))


def read_opened(file: File | Problem, *, depth: int = 0) -> Iterator[Document | Problem]:
    """The texts in the bytes of a file; `depth` of how many files it lay in, each in the next."""
    if isinstance(file, Problem):
        yield file
        return
    empty = True
    try:
        for document in _open(file, depth):
            empty = False
            yield document
    except Unreadable as error:
        yield Problem(file.name, error.line, error.found, error.mend)
    except ValueError as error:
        yield Problem(file.name, 0, f"cannot be read: {error}", ANEW)
    except Exception as error:  # whatever a hostile file provokes, the next one is read
        yield Problem(file.name, 0, f"cannot be read ({type(error).__name__})", ANEW)
    else:
        if empty:
            yield Problem(file.name, 0, "holds no text", "save the page or file with its text")


def _open(file: File, depth: int) -> Iterator[Document | Problem]:
    if depth > DEPTH:
        raise Unreadable("is a file in a file in a file", "save it by itself")
    _refuse("bytes", [file.data[:HEAD].decode("latin-1")])
    if file.data.startswith(b"PK\x03\x04"):
        yield from _open_zip(file, depth)
    elif kind := mail_kind(file.data):
        yield from _open_mail(file, kind, depth)
    else:
        encoding, parts = _parts(file)
        yield from number_parts(parts, file.name, encoding)


def _open_zip(file: File, depth: int) -> Iterator[Document | Problem]:
    archive = open_archive(file.data)
    kind = _zip_kind(archive)
    if kind in ("docx", "odt"):
        lines, notes = docx_lines(archive) if kind == "docx" else odt_lines(archive)
        yield from number_parts(_from_lines(lines, notes), file.name)
    elif depth:
        raise Unreadable("is an archive in an archive", "unpack it first")
    else:
        for member in archive_members(archive, file.name):
            yield from read_opened(member, depth=depth + 1)


def _refuse(group: str, found: Iterable[str]) -> None:
    """Unreadable where something found begins as a kind of file does that holds no text."""
    for kind in REFUSED[group]:
        if any(each.startswith(kind["begins"]) for each in found):
            raise Unreadable(*kind["says"])


def _zip_kind(archive: ZipFile) -> str:
    """A "zip" archive, a Word ("docx") or OpenDocument ("odt") file; Unreadable for any other."""
    names = archive.namelist()
    if "mimetype" in names:
        kind = archive.read("mimetype")[:100].decode("latin-1").strip()
        if kind.startswith(ODT):
            return "odt"
        raise Unreadable(*REFUSED["types"].get(kind, REFUSED["other"]))
    content = "[Content_Types].xml" in names
    if content and any(name.startswith("word/") for name in names):
        return "docx"
    if content or "datapackage.json" in names or any(map(IWORK.search, names)):
        _refuse("members", names)
    if content:
        raise Unreadable(*REFUSED["other"])
    return "zip"


def _open_mail(file: File, kind: str, depth: int) -> Iterator[Document | Problem]:
    """The page or the messages in a file of parts, then what files these bring."""
    if kind == "page":
        yield from number_parts([mhtml_part(file.data)], file.name)
        return
    brought: list[File] = []
    parts: list[Part] = []
    for message in split_box(file.data) if kind == "mailbox" else [file.data]:
        found, files = read_mail(message, file.name)
        parts += found
        brought += files
    yield from number_parts(parts, file.name)
    for each in brought:
        yield from read_opened(each, depth=depth + 1)


def _parts(file: File) -> tuple[str | None, Sequence[Part | Problem]]:
    """The encoding of a file that is no archive, where it was found out, and its texts."""
    if file.data.startswith(b"{\\rtf"):
        return None, _from_lines(rtf_lines(file.data))
    if b"%PDF-" in file.data[:1024]:
        return None, _from_pdf(file.data)
    named = file.name.lower().endswith((".html", ".htm", ".xhtml")) or b"<" in file.data[:2000]
    decoded = decode(file.data, html=named)
    if decoded is None:
        raise ValueError("its bytes are no text in any common encoding")
    return decoded.encoding, _from_text(decoded.text, file.name)


def is_page(text: str, name: str) -> bool:
    """Whether a text is HTML."""
    head = text[:HEAD]
    named = name.lower().endswith((".html", ".htm", ".xhtml", ".shtml"))
    return bool(TAG.match(head) or (named and ANY_TAG.search(head)))


def _from_text(text: str, name: str) -> Sequence[Part | Problem]:
    if is_page(text, name):
        return page_parts(text) or [page_part(text)]
    if XML.match(text):
        return xml_parts(text)
    if REFERENCES.match(text):
        raise Unreadable("is a list of references (BibTeX)", "export it as RIS, with the texts")
    rows = json_rows(text) or csv_rows(text, name)
    if rows is not None:
        return list(row_parts(rows, name))
    return export_parts(text.splitlines()) or [Part(text, read_header(text))]


def _from_lines(lines: list[str], notes: Iterable[str] = ()) -> list[Part]:
    text = compose("\n".join(lines).strip("\n"))
    parts = export_parts(lines) or [Part(text, read_header(text))]
    return [parts[0]._replace(notes=tuple(notes)), *parts[1:]]


def _from_pdf(data: bytes) -> list[Part]:
    paragraphs, facts, notes = read_pdf(data)
    parts = _from_lines([line for each in paragraphs for line in (each, "")], notes)
    return [part._replace(facts=facts | part.facts) for part in parts] if len(parts) == 1 else parts


def read_single(path: Path, name: str, *, part: int | None = None) -> Document | Problem:
    """The text of a file of any format, or of one part of it.

    Parameters
    ----------
    path
        A file as `read_texts` reads it.
    name
        What a reader calls it.
    part
        Which of its texts, from 1; not needed where there is one.

    Returns
    -------
    Document or Problem
        Offsets refer to its text. For plain text its encoding is the codec that gives the text
        from the file's bytes; it is None for other formats, whose text is made from the file. A
        problem for a file that cannot be read, and for one of several texts without `part`.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "boots.txt"
    ...     _ = path.write_bytes("Es regnet, sagt er über Öl.".encode("cp1252"))
    ...     found = read_single(path, "boots.txt")
    >>> found.text, found.encoding
    ('Es regnet, sagt er über Öl.', 'cp1252')
    """
    file = read_file(path, name)
    if isinstance(file, Problem):
        return file
    if not file.data.strip():
        return Document(file.data.decode(), name, encoding="utf-8")
    found = list(read_opened(file))
    texts = [each for each in found if isinstance(each, Document)]
    if not texts:
        return next(each for each in found if isinstance(each, Problem))
    last = len(texts)
    if part is None and last > 1:
        return Problem(name, 0, f"holds {last} texts", f"name one with --part, 1 to {last}")
    if part is not None and not 1 <= part <= last:
        return Problem(name, 0, f"has no part {part}", f"it has 1 to {last}")
    return _chosen(texts[(part or 1) - 1], file.data)


def _chosen(document: Document, data: bytes) -> Document:
    # A reader who decodes UTF-8 gets its byte order mark as a sign, and offsets have to count it.
    # The encoding of one file in an archive is not that of its bytes.
    whole = data.decode(document.encoding or "utf-8", "replace")
    if whole.lstrip("\ufeff") == document.text:
        return replace(document, text=whole)
    return replace(document, encoding=None)
