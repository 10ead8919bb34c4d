"""How who speaks is measured, and that it is told as well as before in texts on any subject."""

from analysis.parsing.article import parse_article
from tests.parsing.speaking import (
    FOLDER,
    content_words,
    evaluate,
    lines_of,
    measure,
    overlap,
    place_of,
)

TEXT = (
    "Rain again\n\n“It rains,” the mayor said. “Still.” Ada Brown added that it was cold.\n\nShare"
)
NOTES = {
    "about": "other", "furniture": ["Share"], "captions": [], "bylines": [], "stamps": [],
    "inline_furniture": [], "turns": [], "sources": [],
    "quotations": [
        {"text": "It rains,", "kind": "speech", "speaker": "the mayor"},
        {"text": "Still.", "kind": "speech", "speaker": "Tom Reed"},
        {"text": "cold", "kind": "partial", "speaker": "Ada Brown"},
    ],
    "indirect": [{"text": "it was cold"}],
}  # fmt: skip


def test_parts_of_a_text_are_counted_by_hand() -> None:
    counts = measure(TEXT, NOTES, parse_article(TEXT))
    assert (counts["quotations"], counts["exact"]) == (3, 2)
    assert (counts["speakers"], counts["speakers_given"], counts["speakers_right"]) == (3, 2, 1)
    assert (counts["clauses"], counts["clauses_found"]) == (1, 1)


def test_a_speaker_is_compared_by_the_words_that_tell_who_it_is() -> None:
    assert content_words("Prof. Dr. Ada Brown of the Board") == {"ada", "brown", "board"}
    assert content_words("she") == {"she"}
    assert content_words(None) == frozenset()


def test_a_part_is_found_by_the_number_of_its_occurrence() -> None:
    assert place_of("an an an", {"text": "an", "n": 2}) == (3, 5)
    assert lines_of("Share\nShare it", ["Share"]) == {0, 1, 2, 3, 4}
    assert overlap((0, 10), (5, 9)) == 1.0
    assert overlap((0, 10), (10, 12)) == 0.0


def test_texts_on_any_subject_are_parsed_as_well_as_before() -> None:
    rates = evaluate()
    assert rates["opened en"]["speaker right of given"] >= 0.89
    assert rates["opened de"]["speaker right of given"] >= 0.84
    assert rates["opened"]["speaker end to end"] >= 0.84
    assert rates["opened"]["turns found"] >= 0.86
    kept = rates["kept"]
    assert kept["quotations F1"] >= 0.97
    assert kept["speaker right of given"] >= 0.77
    assert kept["speaker end to end"] >= 0.73
    assert kept["roles right"] >= 0.55
    assert kept["reported recall"] >= 0.49
    assert kept["reported precision"] >= 0.88
    assert kept["furniture found"] >= 0.85
    assert kept["body lost"] <= 0.008
    assert kept["sources recall"] >= 0.77
    assert kept["sources precision"] >= 0.68


def test_who_speaks_in_short_texts_is_told_as_well_as_before() -> None:
    rates = evaluate(FOLDER / "short")
    assert rates["open en"]["speaker right of given"] >= 0.86
    assert rates["open de"]["speaker right of given"] >= 0.91
    assert rates["open"]["speaker end to end"] >= 0.85
