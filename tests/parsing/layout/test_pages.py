"""Invented heads and feet of pages, in the manner of many houses: what the page adds is found."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.parsing.layout.furniture import parse_furniture
from analysis.parsing.layout.paragraphs import parse_paragraphs

PAGES = Path(__file__).parents[2] / "data" / "pages" / "pages.txt"
ADDED = "~ "


def read_pages() -> Iterator[tuple[str, str, set[int]]]:
    """Name and text of each page, and the places that the page has added."""
    _, *parts = re.split(r"(?m)^==== (.+)\n", PAGES.read_text(encoding="utf-8"))
    for name, page in zip(parts[::2], parts[1::2], strict=True):
        text, added = "", set[int]()
        for line in page.splitlines(keepends=True):
            if line.startswith(ADDED):
                line = line.removeprefix(ADDED)
                added |= {*range(len(text), len(text + line))}
            text += line
        yield name, text, added


def measure(text: str, added: set[int]) -> tuple[set[int], set[int]]:
    """The places of furniture that are missed, and those of the article that are taken for it."""
    ink = {place for place, letter in enumerate(text) if not letter.isspace()}
    found = {
        place
        for span, _ in parse_furniture(text, parse_paragraphs(text))
        for place in range(span.start, span.end)
    }
    return (added - found) & ink, (found - added) & ink


@pytest.mark.parametrize(("name", "text", "added"), [*read_pages()], ids=lambda each: str(each)[:8])
def test_nothing_of_an_article_is_taken_for_the_page(name: str, text: str, added: set[int]) -> None:
    _, lost = measure(text, added)
    assert not lost, f"{name}: {''.join(text[place] for place in sorted(lost))}"


def test_most_of_what_pages_add_is_found() -> None:
    pages = list(read_pages())
    missed = sum(len(measure(text, added)[0]) for _, text, added in pages)
    whole = sum(not text[place].isspace() for _, text, added in pages for place in added)
    assert missed <= 0.1 * whole
