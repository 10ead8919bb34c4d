"""Who speaks in short passages on any subject, by the rule that each shows."""

from pathlib import Path

import pytest
import yaml

from analysis.parsing.article import parse_article
from tests.parsing.speaking import SPOKEN, content_words

FILE = Path(__file__).parents[2] / "data" / "speakers" / "passages.yml"
RULES = yaml.safe_load(FILE.read_text(encoding="utf-8"))
PASSAGES = [(rule, number) for rule, some in RULES.items() for number in range(len(some))]
MISSED = {
    ("a body speaks as it stands", 4),
    ("the subject of the verb comes before any nearer noun", 3),
    ("what stands in writing is said by what is written", 0),
    ("what stands in writing is said by what is written", 2),
}
"""Passages that are not read rightly yet."""


@pytest.mark.parametrize(("rule", "number"), PASSAGES)
def test_who_speaks_in_a_passage(rule: str, number: int) -> None:
    passage = RULES[rule][number]
    article = parse_article(passage["text"])
    said = [quote.speaker for quote in article.quotes if quote.kind in SPOKEN]
    found = [turn.speaker for turn in article.turns] if "turns" in passage else said
    wanted = passage.get("turns") or passage["speakers"]
    right = len(found) == len(wanted) and all(
        name is None or content_words(name) & content_words(given)
        for name, given in zip(wanted, found, strict=True)
    )
    assert right is ((rule, number) not in MISSED)
