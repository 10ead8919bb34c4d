"""Who speaks in short passages, in what role, and who vouches: totals of `speakers/roles.yml`."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from analysis.parsing.article import parse_article
from analysis.parsing.spans import KNOWN_ROLES
from tests.parsing.speaking import SPOKEN, content_words, overlap, place_of

FILE = Path(__file__).parents[2] / "data" / "speakers" / "roles.yml"
PASSAGES = yaml.safe_load(FILE.read_text(encoding="utf-8"))


def shared(name: str, given: str | None, language: str) -> bool:
    return bool(content_words(name, language) & content_words(given, language))


def counted(passage: dict[str, Any]) -> Counter[str]:
    """What of a passage is read rightly; its quotations are compared by their order."""
    text, language = passage["text"], passage["language"]
    article, counts = parse_article(text), Counter[str]()
    spoken = [quote for quote in article.quotes if quote.kind in SPOKEN]
    missing = [None] * len(passage["said"])
    for (name, role), quote in zip(passage["said"], [*spoken, *missing], strict=False):
        known = role if role in KNOWN_ROLES else "unknown"
        counts += Counter(
            said=1, speakers=bool(quote) and shared(name, quote.speaker, language),
            roles=bool(quote) and quote.role == known,
        )  # fmt: skip
    for words, name, _ in passage.get("reported", ()):
        place = place_of(text, {"text": words})
        near = (each for each in article.reported if overlap(place, each[:2]) > 0.5)
        found = next(near, None)
        counts += Counter(
            clauses=1, clauses_right=bool(found) and shared(name, found.speaker, language)
        )
    named = [
        content_words(f"{each.name} {text[each.start : each.end]}") for each in article.sources
    ]
    wanted = [content_words(name) for name in passage.get("sources", ())]
    found_of = sum(any(words & each for each in named) for words in wanted)
    return counts + Counter(sources=len(wanted), sources_found=found_of)


def totals(group: str, language: str) -> dict[str, int]:
    counts = Counter[str]()
    for passage in PASSAGES:
        if (passage["group"], passage["language"]) == (group, language):
            counts += counted(passage)
    return dict(counts)


KINDS = ("speakers", "roles", "clauses_right", "sources_found")
RIGHT = {
    ("A", "en"): ((63, 58, 16, 18), (61, 52, 14, 18), (65, 65, 21, 22)),
    ("A", "de"): ((46, 47, 13, 10), (45, 42, 9, 10), (55, 55, 15, 13)),
    ("B", "en"): ((51, 50, 20, 19), (50, 43, 19, 19), (58, 58, 23, 23)),
    ("B", "de"): ((48, 47, 11, 10), (48, 45, 8, 10), (60, 60, 14, 13)),
    ("C", "en"): ((31, 32, 12, 12), (31, 25, 11, 12), (37, 37, 15, 12)),
    ("C", "de"): ((33, 30, 11, 4), (33, 30, 9, 4), (37, 37, 13, 5)),
}
"""How many are read rightly, how many were before a rule was changed, and of how many."""


@pytest.mark.parametrize(("group", "language"), RIGHT)
def test_as_much_of_each_group_is_read_rightly(group: str, language: str) -> None:
    counts = totals(group, language)
    right, before, of = RIGHT[group, language]
    assert tuple(counts[name] for name in ("said", "said", "clauses", "sources")) == of
    assert all(counts[name] >= least for name, least in zip(KINDS, right, strict=True))
    assert all(now >= then for now, then in zip(right, before, strict=True))
