"""How well the days of publication are read out of files: measured against labelled pages.

    python -m tests.parsing.dates.evaluation             every page that is not kept apart
    python -m tests.parsing.dates.evaluation --kept      those that are

`tests/data/dates/README.md` says what the pages are, and what counts as right.
"""

import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from analysis.parsing.files import parse_file
from analysis.parsing.spans import DateInterval
from analysis.tables.days import Days

PAGES = Path(__file__).parents[2] / "data" / "dates"
FILES = ("pages_markup", "pages_shown", "texts", "second", "third", "fourth")
KNOWN = ("stated", "url")


@dataclass(frozen=True)
class Page:
    """A labelled page: when it was published, and what a careful reader can tell of that."""

    name: str
    suffix: str
    text: str
    day: date
    shows: str
    allowed: tuple[Days, ...]

    def write(self, folder: Path) -> Path:
        path = folder / f"{self.name}{self.suffix}"
        path.write_text(self.text, encoding="utf-8")
        return path


def read_pages(*, kept: bool | None = None) -> list[Page]:
    """The labelled pages, or only those that are (not) kept apart."""
    apart = set(_read("kept_apart.yml"))
    pages = [_page(each) for name in FILES for each in _read(f"{name}.yml")]
    return [page for page in pages if kept is None or (page.name in apart) == kept]


@cache
def _read(name: str) -> list | dict:
    return yaml.safe_load((PAGES / name).read_text(encoding="utf-8"))


def _page(each: dict) -> Page:
    suffix = each.get("file", ".html")
    text = each["page"]
    for name, body in _read("bodies.yml").items():
        paragraphs = body.strip().split("\n")
        lines = {
            ".html": "".join(f"<p>{line}</p>" for line in paragraphs),
            ".txt": "\n\n".join(paragraphs),
        }
        text = text.replace(f"«{name}»", lines.get(suffix, " ".join(paragraphs)))
    allowed = [each["within"]] if "within" in each else [str(each["day"])]
    allowed += each.get("accept", [])
    return Page(each["id"], suffix, text, each["day"], each["shows"], tuple(map(_days, allowed)))


def _days(written: object) -> Days:
    first, slash, last = str(written).partition("/")
    return Days(
        date.fromisoformat(first) if first else date.min,
        date.fromisoformat(last if slash else first) if last or not slash else date.max,
    )


def _holds(outer: Days, inner: Days) -> bool:
    return outer.first <= inner.first and inner.last <= outer.last


def judge(page: Page, found: DateInterval) -> str:
    """right, missed, wrong, or `wrong stated`: a day said to be published that may not be."""
    days = Days(found.first or date.min, found.last or date.max)
    holds = days.first <= page.day <= days.last
    if found.basis in KNOWN:
        if found.basis == page.shows and days in page.allowed:
            return "right"
        wider = page.shows in KNOWN and any(_holds(days, each) for each in page.allowed)
        return "missed" if wider else f"wrong {found.basis}"
    if not holds:
        return "wrong"
    inside = any(_holds(each, days) for each in page.allowed)
    return "right" if page.shows == "nothing" or (page.shows == "bounds" and inside) else "missed"


def measure(pages: list[Page], *, say: bool = False) -> Counter:
    """Pages by what became of them; `findable` is of those that show a day or bounds."""
    score: Counter = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for page in pages:
            found = parse_file(page.write(Path(folder))).article.published
            verdict = judge(page, found)
            score[verdict] += 1
            score["pages"] += 1
            if page.shows != "nothing":
                score["findable"] += 1
                score["found"] += verdict == "right"
            if say and verdict != "right":
                got = f"{found.first} {found.last} {found.basis}"
                sys.stdout.write(f"{verdict:13}{page.name:32}{page.shows:8}{page.day}  got {got}\n")
    return score


if __name__ == "__main__":
    found = measure(read_pages(kept="--kept" in sys.argv), say="--quiet" not in sys.argv)
    sys.stdout.write(f"{dict(found)}\n")
