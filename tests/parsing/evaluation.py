"""How well texts are parsed: measured against annotated texts.

    python -m tests.parsing.evaluation                      the project's own sample texts
    python -m tests.parsing.evaluation FOLDER               a folder of texts, each with a .yml
    python -m tests.parsing.evaluation TEXTS GOLD           a folder of texts and one of annotation

Quotations count when their span is exact; kinds and roles are those of the quotations found (an
annotation such as relative/wife allows both); furniture is measured in characters; a date interval
is right when it contains the true one, an end that is missing standing for any day.

`tests/data/practice` are texts that rules were made with, `tests/data/unseen` such as were written
afterwards; its README says how well they were parsed before anything was mended for them.
"""

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import yaml

from analysis.parsing.article import Article, parse_article
from analysis.parsing.layout.furniture import parse_furniture

SAMPLES = Path(__file__).parents[1] / "data" / "articles"

Span = tuple[int, int]


@dataclass
class Gold:
    """The annotation of one text, with what is needed to measure."""

    text: str
    quotes: dict[Span, dict] = field(default_factory=dict)
    turns: dict[Span, str] = field(default_factory=dict)
    markers: set[Span] = field(default_factory=set)
    optional_markers: set[Span] = field(default_factory=set)
    furniture: set[int] = field(default_factory=set)
    published: tuple[date, date] | None = None


def read_samples(folder: Path = SAMPLES) -> dict[str, Gold]:
    """The project's own texts; their annotation names words, whose places are looked up."""
    return {path.stem: _sample(path) for path in sorted(folder.glob("*.txt"))}


def _sample(path: Path) -> Gold:
    gold = Gold(path.read_bytes().decode("utf-8"))
    notes = yaml.safe_load(path.with_suffix(".yml").read_text(encoding="utf-8"))
    days = notes.get("contains_published") or notes["published"]
    gold.published = (days[0], days[1])
    for words in notes["furniture"]:
        for start in _places(gold.text, words):
            gold.furniture |= set(range(start, start + len(words)))
    gold.quotes |= dict(_found(gold.text, notes.get("quotes", [])))
    gold.turns |= {span: note["role"] for span, note in _found(gold.text, notes.get("turns", []))}
    gold.markers |= {span for span, _ in _found(gold.text, notes["markers"])}
    return gold


def _found(text: str, notes: list[dict]) -> Iterator[tuple[Span, dict]]:
    """Where annotated words stand, one behind the other, or where their `start` says."""
    after = 0
    for note in notes:
        after = note.get("start", text.index(note["text"], after))
        yield (after, after + len(note["text"])), note


def _places(text: str, words: str) -> list[int]:
    """Where words stand: as whole lines if they do so anywhere, else everywhere."""
    places = [found.start() for found in re.finditer(f"(?={re.escape(words)})", text)]
    if not places:
        raise ValueError(f"the sample text does not hold {words!r}")
    lines = [place for place in places if _is_line(text, place, place + len(words))]
    return lines or places


def _is_line(text: str, start: int, end: int) -> bool:
    before, after = text[:start].rpartition("\n")[2], text[end:].partition("\n")[0]
    return not before.strip() and not after.strip()


def read_gold(texts: Path, gold: Path) -> dict[str, Gold]:
    """Texts with their annotation as JSON, one file each of the same name."""
    found = {}
    for path in sorted(gold.glob("*.json")):
        notes = json.loads(path.read_text(encoding="utf-8"))
        text = (texts / f"{path.stem}.txt").read_bytes().decode("utf-8")
        quotes = {_span(note): note | {"role": note["speaker_role"]} for note in notes["quotes"]}
        days = notes["metadata"]["published"]
        found[path.stem] = Gold(
            text, quotes,
            {_span(turn): turn["speaker"] for turn in notes["turns"]},
            {_span(note) for note in notes["hedges"] if not note.get("in_furniture")},
            {_span(note) for note in notes.get("hedges_optional") or []},
            {place for note in notes["furniture"] for place in range(note["start"], note["end"])},
            (date.fromisoformat(days["earliest"]), date.fromisoformat(days["latest"])),
        )  # fmt: skip
    return found


def _span(note: dict) -> Span:
    return note["start"], note["end"]


def measure(gold: Gold, article: Article) -> dict[str, float]:
    """Counts of one text; they can be added up over texts."""
    quotes = {(quote.start, quote.end): quote for quote in article.quotes}
    both = quotes.keys() & gold.quotes.keys()
    markers = {(each.start, each.end) for each in article.markers} - gold.optional_markers
    hit = sum(_touches(marker, gold.markers) for marker in markers)
    found = {
        place
        for span, _ in parse_furniture(gold.text, article.paragraphs)
        for place in range(span.start, span.end)
    }
    ink = {place for place, letter in enumerate(gold.text) if not letter.isspace()}
    body = ink - gold.furniture
    first, last = article.published.first, article.published.last
    turns = {(turn.start, turn.end): turn.role for turn in article.turns}
    return {
        "quotes": len(gold.quotes), "quotes given": len(quotes), "quotes right": len(both),
        "roles right": sum(
            quotes[span].role in _roles(gold.quotes[span]) for span in both
        ),
        "kinds right": sum(quotes[span].kind in _kinds(gold.quotes[span]) for span in both),
        "markers": len(gold.markers), "markers given": len(markers), "markers right": hit,
        "furniture": len(gold.furniture & ink),
        "furniture found": len(gold.furniture & ink & found),
        "body": len(body), "body lost": len(body & found),
        "turns": len(gold.turns), "turns right": len(turns.keys() & gold.turns.keys()),
        "dates": 1, "dates given": first is not None and last is not None,
        "dates right": bool(
            gold.published
            and (first or date.min) <= gold.published[0] and gold.published[1] <= (last or date.max)
        ),
        "days of width": (last - first).days + 1 if first and last else 0,
    }  # fmt: skip


def _roles(note: dict) -> set[str]:
    return {*note["role"].split("/"), *(note.get("accept_role") or [])}


def _kinds(note: dict) -> set[str]:
    accepted = note.get("accept_kind") or note.get("accept") or []
    return {note["kind"], *accepted}


def _touches(span: Span, others: set[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def summarise(counts: dict[str, float]) -> dict[str, float]:
    """Rates from added counts."""

    def rate(part: str, whole: str) -> float:
        return counts[part] / counts[whole] if counts[whole] else float("nan")

    def f1(name: str) -> float:
        both = counts[f"{name} given"] + counts[name]
        return 2 * counts[f"{name} right"] / both if both else float("nan")

    return {
        "quotations F1": f1("quotes"),
        "quotations precision": rate("quotes right", "quotes given"),
        "quotations recall": rate("quotes right", "quotes"),
        "kinds right": rate("kinds right", "quotes right"),
        "roles right": rate("roles right", "quotes right"),
        "turns found": rate("turns right", "turns"),
        "furniture found": rate("furniture found", "furniture"),
        "body lost": rate("body lost", "body"),
        "markers F1": f1("markers"),
        "dates right": rate("dates right", "dates"),
        "dates with both ends": rate("dates given", "dates"),
        "mean days of width": rate("days of width", "dates given"),
    }


def evaluate(texts: dict[str, Gold]) -> dict[str, dict[str, float]]:
    """Rates of each text and of all together."""
    counts = {name: measure(gold, parse_article(gold.text)) for name, gold in texts.items()}
    total = {key: sum(each[key] for each in counts.values()) for key in next(iter(counts.values()))}
    return {name: summarise(each) for name, each in counts.items()} | {"all": summarise(total)}


def main(arguments: list[str]) -> None:
    folders = [Path(argument) for argument in arguments] or [SAMPLES]
    texts = read_gold(folders[0], folders[1]) if len(folders) > 1 else read_samples(folders[0])
    for name, rates in evaluate(texts).items():
        sys.stdout.write(f"{name}\n")
        for rate, value in rates.items():
            sys.stdout.write(f"  {rate:22} {value:8.3f}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
