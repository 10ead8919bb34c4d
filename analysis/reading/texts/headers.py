"""Facts that stand as `Key: value` lines at the head of a plain text."""

import re
from pathlib import Path

import yaml

from analysis.reading.texts.documents import Fact, collect_facts

HEADER_LINES = 15
PROSE = 120
"""A line longer than this is prose, and the header is over."""

LABELS = yaml.safe_load((Path(__file__).parent / "labels.yml").read_text(encoding="utf-8"))
"""What words in headers, columns and exports announce."""

NAMES = {word: name for name, words in LABELS["header"].items() for word in words}
"""Words before a colon -> the fact that they announce; also the names of columns of a table."""

LINE = re.compile(r"\s*([^\W\d_][\w ]{1,20}?)\s*:\s+(\S.*)")
ADDRESS = re.compile(r"\s*(https?://[^\s<>\"]{4,400})\s*")


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
