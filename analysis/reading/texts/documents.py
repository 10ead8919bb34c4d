"""One text out of a file, with what the file itself says about it."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import NamedTuple

from babel import Locale

from analysis.reading.files import read_own
from analysis.reading.problems import Problem

WRITTEN_IN = "en de fr es it nl pt pl uk ru zh zh_Hant ja ko".split()  # noqa: SIM905
"""Languages that exports and headers are written in."""

DATED_IN = [*WRITTEN_IN, *"sv da nb fi cs sk tr ro hu hr sr bg el et lv lt be ar he".split()]  # noqa: SIM905
"""Languages that articles are dated in."""

MORE_NAMES = {"slovene": "sl"}

DATE_LINE = 80
"""Characters of a line that is a date, a weekday, an hour, an edition."""

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
FIGURES = re.compile(
    r"(?<!\d)\d{1,2}[./-]\d{1,2}[./-]\d{4}(?!\d)|(?<!\d)\d{4}[./-]\d{1,2}[./-]\d{1,2}(?!\d)"
    r"|[年년]\s*\d{1,2}\s*[月월]"
)
PACKED = re.compile(r"((?:19|20)\d\d)[/.]?(0\d|1[0-2])[/.]?([0-2]\d|3[01])(?:[T ]\d{4,6}.*|/.*)?")
ASIAN = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
EPOCH = re.compile(r"1[0-9]{9}(?:\d{3})?(?:\.\d+)?")
"""Seconds, or thousandths, since 1970: from 2001 to 2033."""

SHORT = re.compile(r"(\d{1,2})[- ]([^\W\d_]{3,5})\.?[- ](\d\d)")
"""A day as spreadsheets show it."""


def is_date_line(line: str) -> bool:
    """Whether a line is about a day: a year with a month's name or in figures, and little else.

    Examples
    --------
    >>> [is_date_line(each) for each in ("July 3, 2022 Sunday", "Weekend Edition 2022/27")]
    [True, False]
    """
    if not 6 <= len(line.strip()) <= DATE_LINE or not YEAR.search(line):
        return False
    return bool(FIGURES.search(line)) or any(
        word in _months() for word in re.findall(r"[^\W\d_]+", line.lower())
    )


def spell_date(written: str) -> str:
    """A date as programs write it, so that it can be read: 20220703T100000Z, 1656842400, 13-Jul-22.

    Examples
    --------
    >>> spell_date("20220703T100000Z"), spell_date("13-Jul-22"), spell_date("2022 年 7 月 3 日")
    ('2022-07-03', '13 Jul 2022', '2022-07-03')
    """
    if match := PACKED.fullmatch(written) or ASIAN.search(written):
        return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
    if EPOCH.fullmatch(written):
        return datetime.fromtimestamp(int(written[:10]), UTC).isoformat(sep=" ")[:16]
    if match := SHORT.fullmatch(written):
        return f"{match[1]} {match[2]} 20{match[3]}"
    return written


@cache
def _months() -> frozenset[str]:
    """The names of months in the languages that exports are written in, with and without a dot."""
    return frozenset(
        part
        for locale in map(Locale.parse, DATED_IN)
        for form in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for name in locale.months[form][width].values()
        for part in re.findall(r"[^\W\d_]+", name.lower())
    )


@cache
def _codes() -> dict[str, str]:
    """Names of one word -> codes of two letters; no name in these languages means two."""
    names = (each for locale in map(Locale.parse, WRITTEN_IN) for each in locale.languages.items())
    known = {name.lower(): code for code, name in names if len(code) == 2 and name.isalpha()}
    return known | MORE_NAMES


def language_code(name: str | None) -> str | None:
    """The code of a language by its name in one of some languages; None for any other words.

    Examples
    --------
    >>> language_code("ENGLISH; ANGLAIS"), language_code("Deutsch"), language_code("Page 3")
    ('en', 'de', None)
    """
    words = re.findall(r"[^\W\d_]+", name or "")
    return _codes().get(words[0].lower()) if words else None


FACTS = ("title", "author", "date", "changed", "saved", "url", "outlet", "language")
"""What a header can say of a text; nothing else is taken over. It was published on its `date`, and
there on the days on which it was `changed` and `saved`."""

FACT_CHARACTERS = 500
HEADER_LINES = 15
PROSE = 120
"""A line longer than this is prose, and the header is over."""

LABELS = read_own("labels")
"""What words in headers, columns and exports announce."""

NAMES = {word: name for name, words in LABELS["facts"].items() for word in words}
"""Words before a colon -> the fact that they announce; also the names of columns of a table."""

TEXT_NAMES = {name: place for place, name in enumerate(LABELS["texts"])}
"""Names of a column, or a field, that holds texts, the surest first."""

LINE = re.compile(r"\s*([^\W\d_][\w '-]{1,24}?)\s*:\s+(\S.*)")
ADDRESS = re.compile(r"\s*(https?://[^\s<>\"]{4,400})\s*")
LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Fact(NamedTuple):
    """A value as a header gives it, and where it stands there."""

    value: str
    basis: str

    @property
    def in_text(self) -> bool:
        """Whether it stands in the text itself, where it is found anew, with its place."""
        return self.basis.endswith("of the text")


@dataclass(frozen=True)
class Document:
    """One text of a file.

    Attributes
    ----------
    text
        As it will be stored: offsets into it count its Unicode code points.
    file
        Name of the file for a reader; of a member of an archive, the archive's name first.
    part
        Number of the text in its file, from 1.
    facts
        Name (of `FACTS`) -> value and basis; what the header does not say is not there.
    encoding
        How the bytes were read, where that was found out.
    notes
        What of the file is not in the text, and what a reader should know of how it was made.
    """

    text: str
    file: str
    part: int = 1
    facts: Mapping[str, Fact] = field(default_factory=dict)
    encoding: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """Digest of the text as UTF-8: that of the stored file."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def fact(self, name: str) -> str | None:
        """The value of a fact, or None."""
        found = self.facts.get(name)
        return found.value if found else None


class Part(NamedTuple):
    """A text found in a file, before it is numbered."""

    text: str
    facts: dict[str, Fact]
    notes: tuple[str, ...] = ()


def clean_text(text: str) -> str:
    """A text that UTF-8 can hold: half characters, which only broken files have, are replaced."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return LONE_SURROGATE.sub("\ufffd", whole).lstrip("\ufeff")


def collect_facts(found: Iterable[tuple[str, str | None, str]]) -> dict[str, Fact]:
    """Facts by name from (name, value, basis); the first that says something counts."""
    facts: dict[str, Fact] = {}
    for name, value, basis in found:
        line = " ".join(compose(clean_text(value or "")).split())[:FACT_CHARACTERS]
        if name == "language":
            line = language_code(line) or line
        elif name in ("date", "changed", "saved"):
            line = spell_date(line)
        elif name == "outlet" and ADDRESS.fullmatch(line):
            name = "url"
        if line and name in FACTS:
            facts.setdefault(name, Fact(line, basis))
    return {name: facts[name] for name in FACTS if name in facts}


def compose(text: str) -> str:
    """A text whose letters are one character each with their accents (NFC)."""
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def read_header(text: str) -> dict[str, Fact]:
    """Facts from the first lines of a text; the text itself stays whole.

    Examples
    --------
    >>> read_header("Title: Wet boots\\nDate: 3 July 2022\\n\\nIt rains.")["date"]
    Fact(value='3 July 2022', basis='line 2 of the text')
    """
    found: list[tuple[str, str | None, str]] = []
    for number, line in enumerate(text[:10_000].splitlines()[:HEADER_LINES], 1):
        basis = f"line {number} of the text"
        if len(line) > PROSE:
            break
        if match := ADDRESS.fullmatch(line):
            found.append(("url", match[1], basis))
        elif match := LINE.fullmatch(line):
            name = NAMES.get(match[1].lower())
            value = match[2].strip().strip("\"'")
            address = re.fullmatch(r"https?://\S+", value)
            if name and len(value) <= 300 and (name != "url" or address):
                found.append((name, value, basis))
    return collect_facts(found)


def join_title(title: str | None, body: str) -> str:
    """The body below its headline, unless it begins with it already."""
    line = " ".join((title or "").split())
    start = " ".join(body[: 2 * len(line) + 100].split())
    return body if not line or start.startswith(line) else f"{line}\n\n{body}"


def titled_part(facts: dict[str, Fact], body: str, notes: tuple[str, ...] = ()) -> Part:
    """A text that was made of a file's fields: its headline above it, letters composed."""
    title = facts.get("title")
    text = join_title(title.value if title else None, body) if body.strip() else ""
    return Part(compose(text), facts, notes)


def separate_paragraphs(lines: Iterable[str]) -> str:
    """Lines that are paragraphs, with blank lines between."""
    return "\n\n".join(line.strip() for line in lines if line.strip())


def number_parts(
    parts: Iterable[Part | Problem], file: str, encoding: str | None = None
) -> Iterator[Document | Problem]:
    """Documents of the parts that hold more than blanks, and the problems among them."""
    for number, part in enumerate(parts, 1):
        if isinstance(part, Problem):
            yield part
        elif (text := clean_text(part.text)).strip():
            yield Document(text, file, number, part.facts, encoding, part.notes)
        elif title := part.facts.get("title"):
            found = f"text {number} ({title.value[:60]}) has a title and no text"
            yield Problem(file, 0, found, "export it with its full text")
