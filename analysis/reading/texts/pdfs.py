"""PDF -> paragraphs, by pypdf; what it has is lines at places on pages.

Lines that repeat at the edges of pages are left out, words that a line end parts are joined, and
lines become paragraphs by the gaps between them, their indents and their lengths.
"""

import io
import logging
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError
from pypdf.generic import DictionaryObject

from analysis.reading.problems import Unreadable
from analysis.reading.texts.documents import Fact, collect_facts
from analysis.reading.texts.exports import is_mark

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it reports odd files on stderr

PAGES = 3000
STEPS = 3_000_000
"""Operations of all pages: a book has a third; a form that draws forms that draw forms has more."""

STAMP = 30
"""Characters that a scanner prints on its pictures of pages."""

MARGIN = 0.075
"""Share of a page's height, at its top and its foot, where what other pages repeat is no text."""

EDGE_LINE = 300
"""Characters of such a line, at most."""

GAP = 1.3
"""Lines further apart than this many usual distances are of two paragraphs."""

WIDE = 1.7
"""Sizes of a letter from one line to the next: within a paragraph few texts have more."""

INDENT = 6
"""Points by which a first line stands behind the others."""

SHORT = 0.7
"""A line of less than this share of the usual length ends its paragraph."""

ENCRYPTED = ("is an encrypted PDF", "save it without a password")
SAVE = "save its text as TXT or DOCX"
SCANNED = "is a PDF of pictures: its pages hold no text"
OCR = "recognise its text (OCR), and save that as PDF, DOCX or TXT"
LIGATURE = re.compile("[\ufb00-\ufb06]")
ENDS = re.compile(r"[.!?…:;][\"'”’»)\]]*$|[”»]$")
NUMBERED = re.compile(r"\d+")
PRINTED = re.compile(r"(https?://[^\s…]+?)\s*(?:\d+\s*(?:/|of|von|de|sur|di|из)\s*\d+)?")
PRINTED_ON = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?\s+\d{1,2}:\d\d")
"""What browsers print at the edges of a page: its address, and when it was printed."""

PAGE_NUMBER = re.compile(
    r"\W*(?:[^\W\d_]{1,8}\.?\s+)?\d{1,4}(?:\s*(?:/|of|von|de|sur|di|из)\s*\d{1,4})?\W*"
)
"""What a page shows of its number: 3, - 3 -, Page 3 of 9, Seite 3."""

FILE_NAME = re.compile(
    r"(?i)microsoft |untitled|unbenannt|.*\.(?:docx?|indd|pdf|qxd|html?|rtf|tmp)$"
)


NOTHING = DictionaryObject()
Key = tuple[str, int]


class Line(NamedTuple):
    """A line and where it stands on its page, in points; `y` grows upwards, `height` is its share
    of the page's.
    """

    text: str
    x: float
    y: float
    size: float
    height: float


def read_pdf(data: bytes) -> tuple[list[str], dict[str, Fact], list[str]]:
    """The paragraphs of a PDF, what it says of itself, and what of it is left out.

    Unreadable for one that is encrypted, or a scan.
    """
    try:
        return _read(PdfReader(io.BytesIO(data)))
    except Unreadable:
        raise
    except (DependencyError, NotImplementedError):
        raise Unreadable(*ENCRYPTED) from None
    except Exception as error:  # whatever a hostile file provokes in the library
        raise Unreadable(f"is a PDF that cannot be read ({type(error).__name__})", SAVE) from None


def _read(reader: PdfReader) -> tuple[list[str], dict[str, Fact], list[str]]:
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable(*ENCRYPTED)
    if len(reader.pages) > PAGES:
        raise Unreadable(f"has {len(reader.pages)} pages", f"split it into parts of {PAGES}")
    pages = list(_read_pages(reader))
    empty = [str(n) for n, page in enumerate(pages, 1) if not page]
    whole = "".join(line.text for page in pages for line in page)
    if not whole or (len(whole) < STAMP * len(pages) and any(map(_has_picture, reader.pages))):
        raise Unreadable(SCANNED, OCR)
    if sum(each == "\ufffd" or "\ue000" <= each <= "\uf8ff" for each in whole) > len(whole) / 10:
        raise Unreadable("is a PDF whose letters have no names", OCR)
    kept, repeated, address = _leave_out_edges(pages)
    notes = [f"lines repeated on pages are left out: {each}" for each in repeated]
    if empty:
        notes.append(f"pages without text: {', '.join(empty[:20])}")
    facts = _facts(reader, address)
    return _hyphens(_paragraphs(kept)), facts, notes


def _has_picture(page: PageObject) -> bool:
    resources = page.get("/Resources", NOTHING).get_object()
    drawn = resources.get("/XObject", NOTHING).get_object().values()
    return any(each.get_object().get("/Subtype") == "/Image" for each in drawn)


def _read_pages(reader: PdfReader) -> Iterator[list[Line]]:
    left = STEPS

    def count(*_: Any) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise Unreadable("is a PDF that takes too long to draw", SAVE)

    for page in reader.pages:
        pieces: list[tuple[str, float, float, float]] = []

        def take(text: str, cm: Any, tm: Any, font: Any, size: float) -> None:
            x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            pieces.append((text, x, y, max(abs(size * tm[3] * cm[3]), 1.0)))  # noqa: B023

        page.extract_text(visitor_operand_before=count, visitor_text=take)
        bottom, top = float(page.mediabox.bottom), float(page.mediabox.top)
        yield [
            Line(text, x, y, size, (y - bottom) / max(top - bottom, 1.0))
            for text, x, y, size in _lines(pieces)
        ]


def _lines(
    pieces: Sequence[tuple[str, float, float, float]],
) -> Iterator[tuple[str, float, float, float]]:
    """Pieces of text up to each line break; a line stands where its first words do."""
    words, place = list[str](), (0.0, 0.0, 0.0)
    for text, *where in [*pieces, ("\n", 0.0, 0.0, 0.0)]:
        for number, piece in enumerate(text.split("\n")):
            if number and words:
                yield _clean("".join(words)), *place
                words = []
            if not words:
                place = (where[0], where[1], where[2])
            if words or piece.strip():
                words.append(piece)


def _clean(words: str) -> str:
    text = LIGATURE.sub(lambda each: unicodedata.normalize("NFKC", each[0]), words)
    return " ".join(text.split())


def _leave_out_edges(pages: list[list[Line]]) -> tuple[list[list[Line]], list[str], str | None]:
    """Pages without what repeats at their edges, this, and the address among it."""
    edges = [list(filter(_is_at_edge, page)) for page in pages]
    on = Counter(key for edge in edges for key in set(map(_key, edge)))
    repeated = {key for key, count in on.items() if count >= max(2, len(pages) / 3)}
    printed = (PRINTED.fullmatch(line.text) for edge in edges for line in edge)
    address = next((match[1] for match in printed if match), None)
    kept, found = list[list[Line]](), dict[Key, str]()
    for number, (page, edge) in enumerate(zip(pages, edges, strict=True), 1):
        again = [line for line in edge if _key(line) in repeated]
        out = {line for line in edge if _is_sure(line, number, browser=bool(address))} | {*again}
        found |= {_key(line): line.text for line in again}
        kept.append([line for line in page if line not in out])
    return kept, [text for key, text in found.items() if re.search(r"[^\W\d_]{3}", key[0])], address


def _is_at_edge(line: Line) -> bool:
    """Whether a line stands where no text does; one that parts the articles of an export counts."""
    inside = MARGIN <= line.height <= 1 - MARGIN
    return not inside and len(line.text) <= EDGE_LINE and not is_mark(line.text)


def _is_sure(line: Line, number: int, *, browser: bool) -> bool:
    """Whether a line is of the page whatever other pages have: its number, or what a browser
    printed and when.
    """
    if browser and (PRINTED.fullmatch(line.text) or PRINTED_ON.search(line.text)):
        return True
    return bool(PAGE_NUMBER.fullmatch(line.text)) and str(number) in NUMBERED.findall(line.text)


def _key(line: Line) -> Key:
    """What is the same on other pages: the words, but for numbers, and the height."""
    return NUMBERED.sub("#", line.text), round(line.y)


def _paragraphs(pages: list[list[Line]]) -> list[str]:
    """Lines joined into paragraphs, over the ends of columns and pages too."""
    lines = [line for page in pages for line in page]
    if not lines:
        return []
    gaps = [above.y - line.y for above, line in pairwise(lines)]
    down = sorted(gap for gap in gaps if gap > 0)
    near = down[len(down) // 4] if down else 0.0
    usual = sorted(len(line.text) for line in lines)[9 * len(lines) // 10]
    paragraphs = [[lines[0].text]]
    for (above, line), gap in zip(pairwise(lines), gaps, strict=True):
        if _begins(above, line, gap / near if near else 1.0, len(above.text) / usual):
            paragraphs.append([])
        paragraphs[-1].append(line.text)
    return ["\n".join(each) for each in paragraphs]


def _begins(above: Line, line: Line, gap: float, length: float) -> bool:
    """Whether a paragraph begins with a line; `gap` and `length` are shares of what is usual."""
    if not 0.9 < line.size / (above.size or 1) < 1.1:
        return True
    if line.text[0].islower() and not ENDS.search(above.text):
        return False
    ended = bool(ENDS.search(above.text))
    if gap <= 0 or gap > 8:  # a column or a page later
        return length < SHORT or ended
    apart = gap > GAP or (ended and above.y - line.y > WIDE * line.size)
    return apart or line.x - above.x > INDENT or length < (0.9 if ended else SHORT)


def _hyphens(paragraphs: list[str]) -> list[str]:
    """Paragraphs whose lines are joined, and in them the words that the end of a line parts.

    A hyphen stays before a capital, and where the text has it elsewhere: `bullet-proof`.
    """
    known = set(re.findall(r"(?<![^\W\d_])[^\W\d_]+[-‐][^\W\d_]+", "\n".join(paragraphs).lower()))

    def join(match: re.Match[str]) -> str:
        before, sign, after = match.groups()
        known_so = f"{before}-{after}".lower() in known or after[0].isupper()
        return f"{before}-{after}" if known_so and sign != "\xad" else f"{before}{after}"

    parted = re.compile(r"(?<![^\W\d_])([^\W\d_]+)([-‐\xad])\n([^\W\d_]+)")
    return [parted.sub(join, each).replace("\n", " ").replace("\xad", "") for each in paragraphs]


def _facts(reader: PdfReader, address: str | None) -> dict[str, Fact]:
    info = reader.metadata
    title = str((info and info.title) or "").strip()
    author = str((info and info.author) or "").strip()
    found: list[tuple[str, str | None, str]] = [
        ("url", address, "the address printed on its pages")
    ]
    if " " in title and not FILE_NAME.match(title):
        found.append(("title", title, "pdf info"))
    if " " in author:
        found.append(("author", author, "pdf info"))
    return collect_facts(found)
