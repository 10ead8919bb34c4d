"""Messages in parts (RFC 2045): web archives, e-mails and mailboxes.

A web archive (MHTML, RFC 2557) is the page that a browser saved as one file with its pictures.
"""

import re
from collections.abc import Iterator, Sequence
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesHeaderParser

from analysis.reading.problems import Unreadable
from analysis.reading.texts.archives import File
from analysis.reading.texts.documents import Part, collect_facts, titled_part
from analysis.reading.texts.encodings import decode
from analysis.reading.texts.htmlpages import page_part
from analysis.reading.texts.markup import HTML, markup_lines, parse_html

DEPTH = 5
"""Parts within parts: browsers write one level, mail programs two or three."""

ADDRESS = re.compile(r"https?://\S+")
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
            known = ADDRESS.fullmatch(str(address or part.get("Content-Location") or "").strip())
            said = {"saved": saved and str(saved), "url": known and known[0]}
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
    for each in _inner(part) if part.get_content_maintype() in within else []:
        yield from _walk(each, depth + 1, within=within)


def _inner(part: Message) -> list[Message]:
    inner = part.get_payload()
    return [each for each in inner if isinstance(each, Message)] if isinstance(inner, list) else []
