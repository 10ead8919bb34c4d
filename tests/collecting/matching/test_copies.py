"""Copies: exact, near and none; counted by hand, and the same whatever the order."""

import random
import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis
from analysis.collecting.matching.copies import Wording, find_copies, keep_articles
from analysis.measuring.wording.speech import count_speech
from analysis.parsing.tabling import parse_texts

WORDS = [f"{first}{second}ra" for first in "bdfgklmnprst" for second in "aeiou"]


def prose(seed: int, words: int = 120) -> str:
    """A text of its own: sentences of ten words."""
    drawn = random.Random(seed).choices(WORDS, k=words)  # noqa: S311 no secret
    lines = [" ".join(drawn[start : start + 10]) for start in range(0, words, 10)]
    return "\n\n".join(f"{line.capitalize()}, the soldier said." for line in lines)


def runs(text: str) -> set[tuple[str, ...]]:
    """The runs of five words of a text without furniture, in plain Python."""
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[start : start + 5]) for start in range(max(len(words) - 4, 1))}


def table(**texts: str) -> pd.DataFrame:
    return pd.DataFrame({"text_id": list(texts), "text": list(texts.values())})


def pairs(texts: pd.DataFrame, **options: float) -> list[list[str]]:
    return find_copies(texts, **options)[["text_id", "other_id", "kind"]].to_numpy().tolist()


def test_blanks_case_and_marks_leave_a_copy_exact() -> None:
    told = prose(1)
    other = told.upper().replace("\n\n", "\n").replace(",", " –")
    assert pairs(table(a=told, b=other, c=prose(2))) == [["a", "b", "exact"]]


def test_furniture_does_not_count() -> None:
    told = prose(1)
    page = f"Home | News | Sport\n\n{told}\n\nAdvertisement\n\nRead more: {prose(3, 10)}\n"
    assert pairs(table(a=told, b=page))[0][:2] == ["a", "b"]
    furniture = "Advertisement\n\nSubscribe to our newsletter\n\n" * 30
    assert pairs(table(a=prose(1) + "\n\n" + furniture, b=prose(2) + "\n\n" + furniture)) == []


def test_shares_are_those_of_the_shingles() -> None:
    whole = prose(1)
    part = "\n\n".join(whole.split("\n\n")[:7])
    [row] = find_copies(table(a=whole, b=part)).to_dict("records")
    one, other = runs(whole), runs(part)
    assert row["kind"] == "near"
    assert row["shared"] == len(one & other) == len(other)
    assert row["containment"] == 1
    assert row["resemblance"] == pytest.approx(len(one & other) / len(one | other))
    assert (row["words"], row["other_words"]) == (len(whole.split()), len(part.split()))


def test_least_decides_what_is_near() -> None:
    lines, others = prose(1).split("\n\n"), prose(2).split("\n\n")
    half = "\n\n".join(lines[:6] + others[:6])
    texts = table(a="\n\n".join(lines), b=half)
    assert pairs(texts) == []
    assert pairs(texts, least=0.4) == [["a", "b", "near"]]


def test_a_short_text_is_a_copy_only_if_it_is_exact() -> None:
    line = "It rains on the quay, the soldier said."
    assert pairs(table(a=line, b=line, c=f"{line} {prose(1)}")) == [["a", "b", "exact"]]


def test_texts_without_words_are_no_copies() -> None:
    assert find_copies(table(a="", b="", c="Advertisement")).empty
    assert find_copies(table()).empty


def test_a_missing_text_is_no_copy_of_another() -> None:
    texts = pd.DataFrame({"text_id": ["a", "b"], "text": pd.array([None, None], dtype="str")})
    assert keep_articles(texts)["copies"].tolist() == [1, 1]


def test_what_are_no_texts_is_refused() -> None:
    with pytest.raises(KeyError, match="no column 'text'"):
        find_copies(pd.DataFrame({"text_id": ["a"]}))


def test_a_key_that_stands_twice_and_a_wrong_share_are_refused() -> None:
    with pytest.raises(ValueError, match="a stands twice in text_id"):
        find_copies(pd.DataFrame({"text_id": ["a", "a"], "text": ["", ""]}))
    with pytest.raises(ValueError, match="least is 0, expected a share"):
        find_copies(table(a=""), least=0)


def test_copies_over_a_third_text_are_one_article_named_by_the_longest() -> None:
    whole = prose(1)
    lines = whole.split("\n\n")
    texts = table(end="\n\n".join(lines[7:]), whole=whole, start="\n\n".join(lines[:5]), x=prose(2))
    assert pairs(texts) == [["end", "whole", "near"], ["whole", "start", "near"]]
    assert keep_articles(texts)["text_id"].tolist() == ["whole", "x"]
    assert keep_articles(texts)["copies"].tolist() == [3, 1]


def test_speech_counts_an_article_once() -> None:
    told = prose(1) + "\n\n“It rains,” the soldier said."
    texts = table(a=told, b=told.upper(), c=prose(2))
    assert count_speech(texts)["text_id"].tolist() == ["a", "b", "c"]
    once = count_speech(keep_articles(texts))
    assert once["text_id"].tolist() == ["a", "c"]
    assert once["quoted"].tolist() == [2, 0]


@settings(max_examples=30)
@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(4, 12)), min_size=2, max_size=7),
    st.randoms(use_true_random=False),
)
def test_pairs_are_those_of_a_plain_count_in_any_order(drawn, shuffler) -> None:
    texts = table(
        **{
            f"t{number}": "\n\n".join(prose(seed).split("\n\n")[:lines])
            for number, (seed, lines) in enumerate(drawn)
        }
    )
    told = dict(zip(texts["text_id"], map(runs, texts["text"]), strict=True))
    expected = {
        frozenset((one, other))
        for one in told
        for other in told
        if one < other
        and len(told[one] & told[other]) >= 0.6 * min(len(told[one]), len(told[other]))
    }
    for order in (texts, texts.sample(frac=1, random_state=shuffler.randint(0, 99))):
        found = find_copies(order)
        assert {frozenset(pair) for pair in found[["text_id", "other_id"]].to_numpy()} == expected


def test_the_samples_are_no_copies_of_each_other() -> None:
    assert find_copies(analysis.collecting.read_samples(), least=0.05).empty


def test_no_text_gives_tables_of_the_same_kinds() -> None:
    texts = pd.DataFrame({"text_id": ["a", "b"], "text": ["It rains.", "It rains!"]})
    for find in (find_copies, keep_articles):
        found = find(texts.iloc[:0])
        assert found.empty
        assert dict(found.dtypes) == dict(find(texts).dtypes)


def test_the_end_of_a_long_text_is_found() -> None:
    """One text is thirty times as long: of 256 signs some eight agree."""
    whole = prose(7, 3000)
    part = "\n\n".join(whole.split("\n\n")[-8:])
    assert pairs(table(a=whole, b=part, c=prose(8, 3000))) == [["a", "b", "near"]]


def test_wording_sees_through_small_changes() -> None:
    words = [f"word{number}" for number in range(200)]
    one, other = Wording(" ".join(words)), Wording(" ".join([*words[:100], "new", *words[100:]]))
    assert Wording(" ".join(words).upper() + "!").exact == one.exact != other.exact
    # 196 and 197 runs of five, of which the new word breaks four and makes five.
    assert one.resemblance(other) == pytest.approx(192 / 201)
    assert one.containment(other) == pytest.approx(192 / 196)
    assert one.resemblance(Wording("none of it here at all")) == 0


def test_asked_again_the_wording_is_not_worked_out_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    told = prose(1)
    parsed = parse_texts(table(a=told, b=told.upper(), c=prose(2)))
    first = find_copies(parsed)
    monkeypatch.delattr("analysis.collecting.matching.copies.Wording")
    pd.testing.assert_frame_equal(find_copies(parsed), first)
    assert find_copies(parsed.keep([True, False, True])).empty
