"""The passages in which two texts differ: they cover both, and what is the same is the same."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.collecting.matching.differences import WORD, compare_copies
from analysis.collecting.matching.normalising import fold


def compare(one: str, other: str) -> list[list[str]]:
    texts = pd.DataFrame({"text_id": ["a", "b"], "text": [one, other]})
    found = compare_copies(texts, "a", "b")
    return found[["kind", "passage", "other_passage"]].to_numpy().tolist()


def test_changed_left_out_and_added() -> None:
    assert compare(
        "The man told his mother that twelve letters came late, again and again, to Lowmarsh.",
        "The man told his wife that twelve letters came late to Lowmarsh on Friday.",
    ) == [
        ["same", "The man told his", "The man told his"],
        ["changed", "mother", "wife"],
        ["same", "that twelve letters came late", "that twelve letters came late"],
        ["left out", "again and again", ""],
        ["same", "to Lowmarsh", "to Lowmarsh"],
        ["added", "", "on Friday"],
    ]


def test_case_accents_and_marks_are_no_difference() -> None:
    assert compare("Él llegó – tarde.", "el LLEGO, tarde") == [
        ["same", "Él llegó – tarde", "el LLEGO, tarde"]
    ]


def test_one_word_in_common_does_not_part_a_change() -> None:
    assert compare("It rains on the quay every day now.", "It rains in a quay all week now.") == [
        ["same", "It rains", "It rains"],
        ["changed", "on the quay every day", "in a quay all week"],
        ["same", "now", "now"],
    ]


def test_furniture_is_left_out() -> None:
    told = "It rains on the quay, the soldier said."
    assert [row[0] for row in compare(told, f"{told}\n\nAdvertisement\n")] == ["same"]


def test_nothing_against_nothing_and_something() -> None:
    assert compare("", "") == []
    assert compare("", "It rains.") == [["added", "", "It rains"]]


def test_an_unknown_text_is_refused() -> None:
    with pytest.raises(KeyError, match="no such text: c"):
        compare_copies(pd.DataFrame({"text_id": ["a"], "text": ["x"]}), "a", "c")


WORDS = ["rain", "quay", "mail", "late", "boots", "Friday"]
SENTENCES = st.lists(st.sampled_from(WORDS), max_size=25).map(
    lambda words: f"The man told his wife of {' '.join(words)} and of nothing else."
)


@given(SENTENCES, SENTENCES)
def test_passages_cover_both_texts_in_order(one: str, other: str) -> None:
    texts = pd.DataFrame({"text_id": ["a", "b"], "text": [one, other]})
    found = compare_copies(texts, "a", "b")
    for text, side in ((one, ""), (other, "other_")):
        passages = found[f"{side}passage"].tolist()
        assert WORD.findall(" ".join(passages)) == WORD.findall(text)
        for row in found.to_dict("records"):
            assert text[row[f"{side}start"] : row[f"{side}end"]] == row[f"{side}passage"]
    for row in found.query("kind == 'same'").itertuples():
        assert fold(row.passage) == fold(row.other_passage)
    assert (found["kind"].iloc[1:].to_numpy() != found["kind"].iloc[:-1].to_numpy()).all()


def test_texts_without_text_are_refused() -> None:
    with pytest.raises(KeyError, match="no column 'text'"):
        compare_copies(pd.DataFrame({"text_id": ["a", "b"]}), "a", "b")
