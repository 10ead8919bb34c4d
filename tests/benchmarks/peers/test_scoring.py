"""The measure that the kit and its peers are held to."""

import pytest

from tests.benchmarks.peers import words
from tests.benchmarks.peers.__main__ import score, throw_texts
from tests.benchmarks.peers.finders import run

TEXT = "“It rains,” Ann said. „Es regnet“, sagt er. “Rain"
GOLD = {(1, 10): "Ann Lee", (23, 32): None, (45, 49): "Ann Lee"}


def test_pairs_of_marks_are_found_without_their_marks() -> None:
    [found] = run("paired_marks", [TEXT])["found"]
    assert [TEXT[start:end] for start, end, _ in found] == ["It rains,", "Es regnet"]


def test_a_speaker_is_right_who_shares_a_word_with_the_annotated_one() -> None:
    found = [[(1, 10, "Ann"), (23, 32, "er"), (40, 43, "Ann")]]
    assert score(found, [GOLD]) == pytest.approx(
        {"F1": 2 * 2 / (3 + 3), "of given": 1.0, "end to end": 1 / 2}
    )


def test_the_kit_finds_who_speaks() -> None:
    [found] = run("the_kit", [TEXT])["found"]
    assert found[0] == (1, 10, "Ann")


def test_the_kit_does_all_that_its_peers_are_asked_for() -> None:
    done = words.run("the_kit", throw_texts(40))
    assert [*done] == [
        "keyness", "keyness, intervals", "keyness, articles", "concordance", "near copies",
    ]  # fmt: skip
    assert len({frozenset(done[name]["found"]) for name in done if "keyness" in name}) == 1
    assert done["near copies"]["found"]
