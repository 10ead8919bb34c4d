"""One text out of a file, with what the file itself says about it."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml
from babel import Locale

from analysis.reading.problems import Problem

FACTS = ("title", "author", "date", "changed", "saved", "url", "outlet", "language")
"""What a header can say of a text; nothing else is taken over. It was published on its `date`, and
there on the days on which it was `changed` and `saved`."""

FACT_CHARACTERS = 500
HEADER_LINES = 15
PROSE = 120
"""A line longer than this is prose, and the header is over."""

LABELS = yaml.safe_load((Path(__file__).parent / "labels.yml").read_text(encoding="utf-8"))
"""What words in headers, columns and exports announce."""

NAMES = {word: name for name, words in LABELS["header"].items() for word in words}
"""Words before a colon -> the fact that they announce; also the names of columns of a table."""

LINE = re.compile(r"\s*([^\W\d_][\w ]{1,20}?)\s*:\s+(\S.*)")
ADDRESS = re.compile(r"\s*(https?://[^\s<>\"]{4,400})\s*")
WRITTEN_IN = ("en", "de", "fr", "es", "it", "nl", "pt", "pl", "uk", "ru")
"""Languages that exports and headers are written in."""

MORE_NAMES = {"slovene": "sl"}

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
    """

    text: str
    file: str
    part: int = 1
    facts: Mapping[str, Fact] = field(default_factory=dict)
    encoding: str | None = None

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


def clean_text(text: str) -> str:
    """A text that UTF-8 can hold: half characters, which only broken files have, are replaced."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return LONE_SURROGATE.sub("\ufffd", whole).lstrip("\ufeff")


def collect_facts(found: Iterable[tuple[str, str | None, str]]) -> dict[str, Fact]:
    """Facts by name from (name, value, basis); the first that says something counts."""
    facts: dict[str, Fact] = {}
    for name, value, basis in found:
        line = " ".join(clean_text(value or "").split())[:FACT_CHARACTERS]
        if name == "language":
            line = language_code(line) or line
        if line and name in FACTS:
            facts.setdefault(name, Fact(line, basis))
    return facts


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
            if name == "outlet" and address:
                name = "url"
            if name and len(value) <= 300 and (name != "url" or address):
                found.append((name, value, basis))
    return collect_facts(found)


def join_title(title: str | None, body: str) -> str:
    """The body below its headline, unless it begins with it already."""
    line = " ".join((title or "").split())
    start = " ".join(body[: 2 * len(line) + 100].split())
    return body if not line or start.startswith(line) else f"{line}\n\n{body}"


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
            continue
        text, facts = clean_text(part.text), part.facts
        if text.strip():
            yield Document(text, file, number, facts, encoding)


@cache
def _codes() -> dict[str, str]:
    """Names of one word -> codes of two letters; no name in these languages means two."""
    names = (each for locale in map(Locale, WRITTEN_IN) for each in locale.languages.items())
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
