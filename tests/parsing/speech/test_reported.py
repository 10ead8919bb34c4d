"""Reported speech without marks: one text a rule, and what is none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.parsing.article import parse_article
from analysis.parsing.spans import Reported


def reported(text: str) -> list[Reported]:
    return parse_article(text).reported


def rows(text: str) -> list[tuple[str, str]]:
    return [(text[each.start : each.end], each.role) for each in reported(text)]


CLAUSES = {
    "that": (
        "The soldier told his mother that the coats never came.",
        [("the coats never came", "soldier")],
    ),
    "pronoun": (
        "A soldier called home. He said that the coats never came.",
        [("the coats never came", "soldier")],
    ),
    "dass": (
        "Die Mutter klagt, dass die Mäntel nie angekommen sind.",
        [("die Mäntel nie angekommen sind", "mother")],
    ),
    "bare clause": (
        "The soldier said the coats were sold on the way.",
        [("the coats were sold on the way", "soldier")],
    ),
    "question": (
        "The mother asked him whether the coats had come.",
        [("whether the coats had come", "mother")],
    ),
    "german question": (
        "Die Mutter fragt, ob die Mäntel da sind.", [("ob die Mäntel da sind", "mother")],
    ),
    "attribution behind": (
        "The coats were sold on the way, the soldier said.",
        [("The coats were sold on the way", "soldier")],
    ),
    "german attribution behind": (
        "Es fehle an Mänteln und Stiefeln, sagt der Soldat.",
        [("Es fehle an Mänteln und Stiefeln", "soldier")],
    ),
    "according to before": (
        "According to the soldier, the coats were sold on the way.",
        [("the coats were sold on the way", "soldier")],
    ),
    "according to behind": (
        "The coats were sold on the way, according to the SBU.",
        [("The coats were sold on the way", "official")],
    ),
    "so der": (
        "Die Mäntel seien verkauft worden, so der Soldat.",
        [("Die Mäntel seien verkauft worden", "soldier")],
    ),
    "laut": (
        "Laut dem Soldaten wurden die Mäntel verkauft.",
        [("wurden die Mäntel verkauft", "soldier")],
    ),
    "dependent subjunctive": (
        "Der Soldat sagte, er habe nie einen Mantel gesehen.",
        [("er habe nie einen Mantel gesehen", "soldier")],
    ),
    "subjunctive goes on": (
        "Der Soldat sagte, er habe nie einen Mantel gesehen. Man trage hier Vorhänge.",
        [("er habe nie einen Mantel gesehen", "soldier"), ("Man trage hier Vorhänge", "soldier")],
    ),
    "another attribution ends it": (
        "The soldier said that the coats were sold, his mother said later.",
        [("the coats were sold", "soldier")],
    ),
    "infinitive": (
        "The mother told him to sleep in the barn.", [("to sleep in the barn", "mother")],
    ),
    "particle before the comma": (
        "Die Mutter stellte fest, dass die Mäntel fehlen.", [("die Mäntel fehlen", "mother")],
    ),
    "on request": (
        "Der Soldat sagte auf Nachfrage, der Mantel stamme vom Vater.",
        [("der Mantel stamme vom Vater", "soldier")],
    ),
    "note behind a stop": (
        "The soldier said that the coats were sold.[3] The town is small.",
        [("the coats were sold", "soldier")],
    ),
    "wie before its clause": (
        "Wie der Soldat mitteilte, sind alle Mäntel weg.", [("sind alle Mäntel weg", "soldier")],
    ),
    "wie behind its clause": (
        "Alle Mäntel sind weg, wie der Soldat am Montag mitteilte.",
        [("Alle Mäntel sind weg", "soldier")],
    ),
    "parted by nothing": (
        "Der Soldat führte aus, die Mäntel seien weg.", [("die Mäntel seien weg", "soldier")],
    ),
    "ließ wissen": (
        "Es fehle an Salz, ließ der Soldat wissen.", [("Es fehle an Salz", "soldier")],
    ),
    "nach Darstellung": (
        "Nach Darstellung des Soldaten fehlt es an Salz.", [("fehlt es an Salz", "soldier")],
    ),
    "behind a quotation that ends its sentence": (
        "The mother called it “a mess of wet coats.” The soldier said he dreams of bread.",
        [("he dreams of bread", "soldier")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CLAUSES.values(), ids=CLAUSES)
def test_attributed_clause(text: str, expected: list[tuple[str, str]]) -> None:
    assert rows(text) == expected


NONE = {
    "wie in the midst": "Der Soldat weiß, wie viele Mäntel weg sind, sagte die Mutter nicht.",
    "indicative ends the subjunctive": "Die Mäntel sind weg. Es regnet seit Tagen.",
    "a thing that suggests": "A call to a soldier suggests that the coats were sold.",
    "an object": "The soldier told a story that his mother knew.",
    "an adverbial before a quotation": "When his wife asked him to come, he said: “Not yet now.”",
    "an apposition": "Mika Orlan, a soldier of the third unit, told her the same.",
    "asked by somebody else": "“All is wet,” the soldier says when he's asked why the tents leak.",
    "asked behind a comma": "The soldier, asked why the tents leak, laughed.",
    "to without an addressee": "The soldier asked to sleep in the barn.",
    "a topic": "The soldier spoke of the coats that never came.",
    "no subject": "It is said that the coats were sold.",
    "a quotation": "“The soldier said that the coats were sold,” the paper wrote.",
    "furniture": "The call is short.\n\nREAD MORE: Mayor said that the bridge was sold\n",
    "rest of a sentence with a quotation": "He, a soldier, said that it was “nothing but mud”.",
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE)
def test_nothing_is_reported(text: str) -> None:
    assert rows(text) == []


def test_transcript_reports_nothing() -> None:
    text = "(S)=soldier (M)=mother\n(S): He said that the coats were sold.\n(M): Did he?\n"
    assert rows(text) == []


def test_clause_has_its_cue_its_source_and_its_speaker() -> None:
    text = "The SBU published the tape. The soldier said that the coats were sold."
    (found,) = reported(text)
    assert found.cue
    assert text[found.cue.start : found.cue.end] == "said"
    assert (found.speaker, found.source) == ("soldier", "SBU")


def test_pronoun_stands_for_whoever_it_means() -> None:
    (found,) = reported("A soldier called home. He said that the coats were sold.")
    assert found.speaker == "soldier"


WORDS = [
    "The soldier", "die Mutter", "he", "sagt", "said", "that", "dass", "whether", "er habe", "sei",
    ",", ".", "“", "”", "according to", "laut", "zufolge", "so der Soldat", "the coats were sold",
    "\n", "[1]", "told his wife",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_spans_are_in_order_apart_and_outside_quotations(words: list[str]) -> None:
    text = " ".join(words)
    article = parse_article(text)
    ends = [0, *(each.end for each in article.reported)]
    for end, each in zip(ends, article.reported, strict=False):
        assert end <= each.start < each.end <= len(text)
        assert text[each.start : each.end].strip() == text[each.start : each.end]
        for quote in article.quotes:
            assert each.end <= quote.start or quote.end <= each.start
