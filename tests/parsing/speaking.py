"""Who speaks in texts on any subject: measured against `tests/data/speakers`.

    python -m tests.parsing.speaking            its open texts, and those that were kept from rules
                                                at first and opened later
    python -m tests.parsing.speaking --kept     those that are kept from rules, too
    python -m tests.parsing.speaking FOLDER     another folder of the same form

Quotations: what is given as speech or a headline's quotation, against what is annotated as speech,
as written or as part of a sentence (a `term` is none). A speaker is right who shares a word with
the annotated one, titles and stop words aside; strict, if all these words are the same. Of a speech
without marks, as of a quotation whose speaker is asked for, half of the shorter one must be shared.
What stands in furniture and captions counts for nothing.

The precision of sources is a lower bound: the gold lists a source once, by its fullest name, and
only who is the origin of what is told. A body that would not comment, or `the company` of a source
whose name is not known for one, are given by the parser as well and count as wrong.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import yaml

from analysis.parsing.article import Article, parse_article
from analysis.parsing.layout.furniture import parse_furniture
from analysis.parsing.spans import KNOWN_ROLES, Quote
from analysis.parsing.wordlists import read_words

FOLDER = Path(__file__).parents[1] / "data" / "speakers"
SPOKEN = ("speech", "headline_quote")
TITLES = frozenset(["mr", "mrs", "ms", "sir", "lady", "dame", "lord", "herr", "herrn", "frau"])
ARTICLES = {
    "es": "el la los las un una su sus de del", "fr": "le la les un une des du de son sa",
    "it": "il lo la gli le un uno una di del dello della dei dell all",
}  # fmt: skip
"""Small words that a speaker's name can begin with, beside the stop words of a language."""
EITHER = ("captions", "bylines", "stamps")
"""Lines that may be counted as furniture or as body."""

Span = tuple[int, int]


def place_of(text: str, note: dict, key: str = "text", number: str = "n") -> Span:
    """Where an annotated part stands, by the number of its occurrence."""
    start = -1
    for _ in range(note.get(number, 1)):
        start = text.index(note[key], start + 1)
    return start, start + len(note[key])


def lines_of(text: str, parts: Iterable[str | dict]) -> set[int]:
    """The places of whole lines, by their number where it is said; of others, wherever they are."""
    found: set[int] = set()
    for part in parts:
        if isinstance(part, dict):
            found |= {*range(*place_of(text, part))}
            continue
        form = re.escape(part)
        whole = list(re.finditer(rf"(?m)^[ \t]*{form}[ \t\r]*$", text))
        for match in whole or re.finditer(form, text):
            found |= {*range(*match.span())}
    return found


def overlap(one: Span, other: Span) -> float:
    """What part of the shorter one both share."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, shared) / max(1, min(one[1] - one[0], other[1] - other[0]))


@cache
def _plain_words(language: str) -> frozenset[str]:
    stop = read_words("stopwords")
    titles = {word.casefold() for word in read_words("people_names")["titles"]}
    own = [*stop[language], *ARTICLES.get(language, "").split()] if language in stop else []
    return frozenset([*stop["en"], *stop["de"], *own]) | titles | TITLES


def content_words(name: str | None, language: str = "en") -> frozenset[str]:
    """The words that tell who somebody is; all of them where none does."""
    words = {word for word in re.findall(r"\w+", (name or "").casefold()) if len(word) > 1}
    return frozenset(words - _plain_words(language) or words)


def measure(text: str, notes: dict, article: Article) -> Counter:
    """Counts of one text; they can be added up over texts."""
    counts: Counter = Counter()
    aside = lines_of(text, [*notes["furniture"], *notes["captions"]])
    given = [q for q in article.quotes if q.kind in SPOKEN and q.start not in aside]
    gold = {
        place_of(text, note): note
        for note in notes["quotations"]
        if note["kind"] != "term"
        and note.get("in") not in ("furniture", "caption")
        and not note.get("dash")
    }
    spans = {quote[:2] for quote in given}
    near = {span for span in gold if any(overlap(span, each) > 0.5 for each in spans)}
    meant = {span for span in spans if any(overlap(span, each) > 0.5 for each in gold)}
    counts |= {
        "quotations": len(gold), "quotations given": len(spans), "exact": len(spans & gold.keys()),
        "near": len(near), "meant": len(meant),
    }  # fmt: skip
    for span, note in gold.items():
        counts += _speaker_counts(note, _nearest(span, given), notes)
    turns = {turn[:2]: turn for turn in article.turns}
    wanted = {place_of(text, turn): turn for turn in notes["turns"]}
    counts += Counter(turns=len(wanted), turns_found=len(wanted.keys() & turns.keys()))
    counts += _clause_counts(text, notes, article)
    counts += _page_counts(text, notes, article)
    counts += _source_counts(text, notes, article)
    return counts


def _nearest(span: Span, given: list[Quote]) -> Quote | None:
    near = max(given, key=lambda each: (each[:2] == span, overlap(span, each[:2])), default=None)
    return near if near and overlap(span, near[:2]) > 0.5 else None


def _speaker_counts(note: dict, found: Quote | None, notes: dict) -> Counter:
    counts: Counter = Counter()
    if note.get("speaker"):
        names = note["speaker"], found and found.speaker
        wanted, words = (content_words(name, notes.get("language", "en")) for name in names)
        counts += Counter(
            speakers=1, speakers_given=bool(words), speakers_right=bool(words & wanted),
            speakers_strict=words == wanted,
        )  # fmt: skip
    if notes["about"] == "calls" and found and "role" in note:
        role = note["role"] if note["role"] in KNOWN_ROLES else "unknown"
        counts += Counter(roles=1, roles_right=found.role == role)
    return counts


def _clause_counts(text: str, notes: dict, article: Article) -> Counter:
    clauses = [place_of(text, note) for note in notes["indirect"]]
    given = [each[:2] for each in article.reported]
    return Counter(
        clauses=len(clauses), clauses_given=len(given),
        clauses_found=sum(any(overlap(c, g) > 0.5 for g in given) for c in clauses),
        clauses_meant=sum(any(overlap(c, g) > 0.5 for c in clauses) for g in given),
    )  # fmt: skip


def _page_counts(text: str, notes: dict, article: Article) -> Counter:
    ink = {place for place, letter in enumerate(text) if not letter.isspace()}
    furniture = lines_of(text, [*notes["furniture"], *notes["inline_furniture"]]) & ink
    either = lines_of(text, [line for name in EITHER for line in notes[name]])
    found = {
        place
        for span, _ in parse_furniture(text, article.paragraphs)
        for place in range(span.start, span.end)
    }
    body = ink - furniture - either
    return Counter(
        furniture=len(furniture), furniture_found=len(furniture & found),
        body=len(body), body_lost=len(body & found),
    )  # fmt: skip


def _source_counts(text: str, notes: dict, article: Article) -> Counter:
    named = [
        content_words(f"{each.name} {text[each.start : each.end]}") for each in article.sources
    ]
    wanted = [content_words(each["name"]) for each in notes["sources"]]
    found = sum(any(words & each for each in named) for words in wanted)
    meant = sum(any(words & each for each in wanted) for words in named)
    return Counter(
        sources=len(wanted), sources_found=found, sources_given=len(named), sources_meant=meant
    )


def summarise(counts: Counter) -> dict[str, float]:
    """Rates from added counts."""

    def rate(part: str, whole: str) -> float:
        return counts[part] / counts[whole] if counts[whole] else float("nan")

    def f1(found: str, meant: str) -> float:
        recall, precision = rate(found, "quotations"), rate(meant, "quotations given")
        return 2 * recall * precision / (recall + precision) if recall + precision else 0.0

    return {
        "quotations F1": f1("exact", "exact"),
        "relaxed F1": f1("near", "meant"),
        "speaker right of given": rate("speakers_right", "speakers_given"),
        "speaker end to end": rate("speakers_right", "speakers"),
        "speaker strict": rate("speakers_strict", "speakers"),
        "roles right": rate("roles_right", "roles"),
        "turns found": rate("turns_found", "turns"),
        "reported recall": rate("clauses_found", "clauses"),
        "reported precision": rate("clauses_meant", "clauses_given"),
        "furniture found": rate("furniture_found", "furniture"),
        "body lost": rate("body_lost", "body"),
        "sources recall": rate("sources_found", "sources"),
        "sources precision": rate("sources_meant", "sources_given"),
    }


def read_texts(folder: Path = FOLDER) -> Iterator[tuple[str, str, dict]]:
    """Name, text and annotation of each text of a folder."""
    for path in sorted(folder.glob("*.txt")):
        notes = yaml.safe_load(path.with_suffix(".yml").read_text(encoding="utf-8"))
        yield path.stem, path.read_bytes().decode("utf-8"), notes


def evaluate(folder: Path = FOLDER) -> dict[str, dict[str, float]]:
    """Rates of the open, the opened and the kept texts, each in all and by language."""
    split = yaml.safe_load((folder / "split.yml").read_text(encoding="utf-8"))["texts"]
    counts: dict[str, Counter] = {}
    for name, text, notes in read_texts(folder):
        half = next((half for half in ("kept", "opened") if split[name].get(half)), "open")
        found = measure(text, notes, parse_article(text))
        for group in (half, f"{half} {notes['language']}"):
            counts.setdefault(group, Counter()).update(found)
    return {group: summarise(counts[group]) for group in sorted(counts, reverse=True)}


def main(arguments: list[str]) -> None:
    folders = [Path(each) for each in arguments if each != "--kept"]
    shown = "" if "--kept" in arguments else "kept"
    rates = evaluate(*folders[:1])
    rates = {group: each for group, each in rates.items() if group.split()[0] != shown}
    sys.stdout.write(f"{'':24}" + "".join(f"{group:>9}" for group in rates) + "\n")
    for name in next(iter(rates.values())):
        values = "".join(f"{each[name]:9.3f}" for each in rates.values())
        sys.stdout.write(f"{name:24}{values}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
