"""Files that hold files -> these, one by one: folders, ZIP archives, messages in parts (RFC 2045).

Nothing is ever unpacked to disk. A web archive (MHTML, RFC 2557) is the page that a browser saved
as one file with its pictures.
"""

import io
import os
import re
import stat
import zipfile
from collections.abc import Callable, Iterator, Sequence
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesHeaderParser
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from analysis.reading.files import HIDDEN, decode, list_folder, read_bytes
from analysis.reading.problems import Problem, Unreadable
from analysis.reading.texts.documents import ADDRESS, Part, collect_facts, titled_part
from analysis.reading.texts.htmlpages import page_part
from analysis.reading.texts.markup import HTML, markup_lines, parse_html

FILE_BYTES = 100_000_000
ARCHIVE_BYTES = 1_000_000_000
MEMBERS = 20_000
RATIO = 100
"""Text shrinks ten to twenty times; what shrinks more than this is made to burst."""

SMALL = 1_000_000
"""What stays below this may shrink as it likes: a page of blanks does no harm."""


class File(NamedTuple):
    """A file's name for a reader, and its bytes."""

    name: str
    data: bytes


def read_file(path: Path, name: str) -> File | Problem:
    """The bytes of one file, or the problem that prevents it."""
    if os.path.isdir(path) and not path.is_symlink():  # noqa: PTH112 - `Path.is_dir` can fail
        return Problem(name, 0, "is a folder that cannot be listed", "make it readable")
    limit = ARCHIVE_BYTES if path.suffix.lower() == ".zip" else FILE_BYTES
    data = read_bytes(path, name, limit=limit, mend="split it into smaller files")
    return data if isinstance(data, Problem) else File(name, data)


PAGE_FOLDER = re.compile(r"(.+?)(?:_files|-Dateien|_fichiers|_archivos|_file)")
"""What browsers call the folder that holds a saved page's pictures and scripts."""


def list_files(path: Path, leave_out: Callable[[Path], bool]) -> Iterator[tuple[Path, str]]:
    """Each file below a folder with its name, in path order, or the one file.

    Folders that are not looked into are among them: whoever reads one says what is wrong with it.
    """
    if path.is_symlink() or not os.path.isdir(path):  # noqa: PTH112 - as above
        yield path, path.name
        return
    listing = list_folder(path, leave_out=lambda each: leave_out(each) or _is_of_page(each))
    for each in sorted([*listing.paths, *listing.closed]):
        if not leave_out(each) and not _is_record(each):
            yield each, (path.name / each.relative_to(path)).as_posix()


def _is_of_page(folder: Path) -> bool:
    """Whether a folder is what a browser saved beside a page."""
    page = PAGE_FOLDER.fullmatch(folder.name)
    return page is not None and any(
        os.path.exists(folder.with_name(f"{page[1]}{suffix}"))  # noqa: PTH110 - as above
        for suffix in (".html", ".htm", ".xhtml")
    )


def _is_record(path: Path) -> bool:
    """Whether a file is what an import wrote beside a text."""
    return path.suffix == ".yml" and os.path.exists(path.with_suffix(".txt"))  # noqa: PTH110


def archive_members(archive: zipfile.ZipFile, within: str) -> Iterator[File | Problem]:
    """The files of a ZIP archive of that name in their order, or what is wrong with each."""
    for info in archive.infolist():
        name = PurePosixPath(info.filename).name
        hidden = name.startswith(HIDDEN) or info.filename.startswith("__MACOSX/")
        if not info.is_dir() and not hidden:
            yield _member(archive, info, f"{within}/{info.filename}")


def open_archive(data: bytes) -> zipfile.ZipFile:
    """The archive when its index keeps the limits, else Unreadable."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
        raise Unreadable(f"is a broken archive ({str(error)[:60]})", "save it anew") from None
    infos = archive.infolist()
    if len(infos) > MEMBERS:
        raise Unreadable(f"holds {len(infos)} files", f"pack at most {MEMBERS}")
    size = sum(info.file_size for info in infos)
    if size > ARCHIVE_BYTES:
        found = f"would unpack to {size / 1e6:.0f} MB"
        raise Unreadable(found, f"pack at most {ARCHIVE_BYTES / 1e6:.0f} MB")
    for info in infos:
        if _bursts(info.file_size, info.compress_size):
            found = f"holds a file that would grow {RATIO} times ({info.filename[:60]})"
            raise Unreadable(found, "leave that file out")
    # Many small ones, or several that share their bytes.
    if _bursts(size, len(data)):
        raise Unreadable(f"would grow {RATIO} times", "pack it anew, without blank files")
    return archive


def _bursts(size: int, packed: int) -> bool:
    return size > SMALL and size > RATIO * max(packed, 1)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> File | Problem:
    parts = PurePosixPath(info.filename.replace("\\", "/")).parts
    if info.filename.startswith(("/", "\\")) or ".." in parts or ":" in info.filename[:3]:
        return Problem(name, 0, "its name leads out of the archive", "pack it under a plain name")
    if stat.S_ISLNK(info.external_attr >> 16):
        return Problem(name, 0, "is a link", "pack the file itself")
    if info.flag_bits & 1:
        return Problem(name, 0, "is encrypted", "pack it without a password")
    if info.file_size > FILE_BYTES:
        return Problem(name, 0, f"has {info.file_size / 1e6:.0f} MB", "split it into smaller files")
    try:
        return File(name, archive.read(info))
    except Exception as error:  # each method of compression has errors of its own
        return Problem(name, 0, f"cannot be unpacked ({str(error)[:60]})", "pack it anew")


DEPTH = 5
"""Parts within parts: browsers write one level, mail programs two or three."""

SENT = {"message-id", "mime-version", "received", "return-path", "subject"}
"""Headers of which an e-mail has one beside its sender and its day; letters have those, too."""

BOX = re.compile(rb"^From [^\n]{1,200}(?:19|20)\d\d(?: [+-]\d{4})?\r?\n(?=[\w-]+:)", re.MULTILINE)
HEAD = 20_000


def mail_kind(data: bytes) -> str | None:
    """Whether bytes are a page that a browser saved in parts, an e-mail, or a box of them."""
    start = data[:HEAD].replace(b"\r\n", b"\n").lstrip()
    if BOX.match(start):
        return "mailbox"
    head = BytesHeaderParser().parsebytes(start)
    names = {name.lower() for name in head.keys()}  # noqa: SIM118 - a message lists no names
    if head.get_content_type() == "multipart/related" and not names & {"message-id", "received"}:
        return "page"
    return "mail" if "from" in names and names & {"date", "received"} and names & SENT else None


def mhtml_part(data: bytes) -> Part:
    """The page inside a web archive. ValueError when it holds none."""
    address = saved = None
    for part in _walk(message_from_bytes(data.lstrip())):
        address = address or part.get("Snapshot-Content-Location")
        saved = saved or part.get("Date")
        if part.get_content_type() != "text/html":
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and (found := decode(content, html=True)):
            known = ADDRESS.fullmatch(str(address or part.get("Content-Location") or ""))
            said = {"saved": saved and str(saved), "url": known and known[1]}
            more = [(name, value, "mhtml header") for name, value in said.items()]
            return page_part(found.text, more=more)
    raise ValueError("the web archive holds no page")


def split_box(data: bytes) -> Iterator[bytes]:
    """The messages of a mailbox (mbox, RFC 4155)."""
    starts = list(BOX.finditer(data))
    for start, end in zip(starts, [*(each.start() for each in starts[1:]), len(data)], strict=True):
        yield re.sub(rb"^>(>*From )", rb"\1", data[start.end() : end], flags=re.MULTILINE)


def read_mail(data: bytes, name: str) -> tuple[list[Part], list[File]]:
    """The text of an e-mail, and the files and messages that it brings.

    Of a text and a page that say the same, the longer counts: one is often cut short.
    """
    files: list[File] = []
    texts: dict[str, list[str]] = {"text/plain": [], "text/html": []}
    message = message_from_bytes(data.lstrip())
    for part in _walk(message, within=("multipart",)):
        kind, content = part.get_content_type(), part.get_payload(decode=True)
        if kind == "message/rfc822":
            files += [File(f"{name}/message.eml", each.as_bytes()) for each in _inner(part)]
        elif not isinstance(content, bytes) or part.get_content_maintype() == "image":
            continue
        elif file := part.get_filename():
            files.append(File(f"{name}/{_header(file)}", content))
        elif kind in texts:
            html = kind == "text/html"
            texts[kind].append(_shown(content, part.get_content_charset(), html=html))
    text = max(("\n\n".join(some) for some in texts.values()), key=len)
    return [_message(message, text)], files


def _shown(content: bytes, charset: str | None, *, html: bool) -> str:
    try:
        text = content.decode(charset or "utf-8")
    except (UnicodeDecodeError, LookupError):
        found = decode(content, html=html)
        text = found.text if found else ""
    if html and text.strip():
        text = "\n".join(markup_lines(parse_html(text), HTML))
    return text.replace("\r\n", "\n").strip()


def _message(head: Message, text: str) -> Part:
    fields = {"title": "Subject", "author": "From", "outlet": "From", "date": "Date"}
    said = {name.title(): _header(str(value)) for name, value in reversed(list(head.raw_items()))}
    facts = collect_facts(
        (name, _said(field, said.get(field, "")), f"mail header {field}")
        for name, field in fields.items()
    )
    return titled_part(facts, text)


def _header(value: str) -> str:
    """A header in letters, coded for the way or not."""
    found = decode(value.encode("utf-8", "surrogateescape"))
    plain = found.text if found else ""
    try:
        return str(make_header(decode_header(plain)))
    except (ValueError, LookupError):  # an encoding that is none
        return plain


def _said(field: str, value: str) -> str:
    """The value of a field; of a sender the name that stands before the address."""
    name = value.partition("<")[0].strip(" \"'") if field == "From" else ""
    return name or value.strip("<>")


def _walk(
    part: Message, depth: int = 0, *, within: Sequence[str] = ("multipart", "message")
) -> Iterator[Message]:
    """A part and those within it, to a depth."""
    if depth > DEPTH:
        raise Unreadable("holds parts within parts within parts", "save the page anew")
    yield part
    for each in _inner(part) if part.get_content_maintype() in within else ():
        yield from _walk(each, depth + 1, within=within)


def _inner(part: Message) -> Any:
    return part.get_payload() if part.is_multipart() else ()
