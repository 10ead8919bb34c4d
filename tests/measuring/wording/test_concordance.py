import pandas as pd
import pytest

from analysis.measuring.wording.concordance import find_words


def texts(*digests: str | None) -> pd.DataFrame:
    ids = [f"r{number}" for number in range(len(digests))]
    return pd.DataFrame({"report_id": ids, "digest": list(digests)})


def matches(words: str, *digests: str | None) -> list[str]:
    return find_words(texts(*digests), words)["match"].tolist()


def test_every_place_is_a_row_with_offsets_into_the_untouched_text() -> None:
    text = "A call, a second call."
    table = find_words(texts(text), "call")
    assert table[["start", "end"]].to_numpy().tolist() == [[2, 6], [17, 21]]
    assert [text[row.start : row.end] for row in table.itertuples()] == ["call", "call"]


def test_only_whole_words_are_found() -> None:
    assert matches("call", "recall the caller's calls") == []


def test_a_star_stands_for_any_ending() -> None:
    assert matches("call*", "recall the caller's calls") == ["caller", "calls"]


def test_case_does_not_matter_and_the_text_is_shown_as_it_is() -> None:
    assert matches("sbu", "The SBU said") == ["SBU"]


def test_a_phrase_may_be_broken_over_lines() -> None:
    assert matches("said to", "is said\nto have") == ["said\nto"]


def test_the_context_is_cut_to_the_width_and_stays_on_one_line() -> None:
    (row,) = find_words(texts("one two\nthree four five"), "three", width=4).to_dict("records")
    assert (row["left"], row["right"]) == ("two ", " fou")


def test_letters_of_any_language_are_letters() -> None:
    assert matches("Krieg*", "der Kriegsgefangene und der Bürgerkrieg") == ["Kriegsgefangene"]
    assert matches("мама", "мамалига, мама") == ["мама"]


def test_signs_are_looked_for_as_they_are() -> None:
    assert matches("200s (dead)", "the 200s (dead) of it") == ["200s (dead)"]


def test_a_missing_text_has_no_place() -> None:
    assert matches("call", None, "call") == ["call"]


def test_nothing_to_look_for_is_an_error() -> None:
    with pytest.raises(ValueError, match="no word"):
        find_words(texts("a"), " * ")


def test_the_table_given_stays_as_it_was() -> None:
    given = texts("a call")
    before = given.copy()
    find_words(given, "call")
    pd.testing.assert_frame_equal(given, before)


def test_a_column_that_is_not_there_is_named() -> None:
    with pytest.raises(KeyError, match="no column 'digest'; there are: text_id, text"):
        find_words(pd.DataFrame({"text_id": ["a"], "text": ["It rains."]}), "rain")
