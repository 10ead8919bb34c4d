import pandas as pd
import pytest

from analysis.measuring.wording.speech import count_speech


def count(text: str) -> pd.Series:
    return count_speech(pd.DataFrame({"text_id": ["one"], "text": [text]})).iloc[0]


def test_quoted_words_are_those_of_speech() -> None:
    row = count("“It rains here,” the soldier said. He was in a ‘safe’ place.")
    assert (row.words, row.quoted, row.own, row.quotes) == (12, 3, 9, 1)
    assert row.share == pytest.approx(3 / 12)


def test_furniture_is_not_counted() -> None:
    text = "“It rains,” the soldier said.\n\nAdvertisement\n"
    assert count(text).words == 5


def test_a_transcript_is_spoken_in_turns() -> None:
    row = count("(S)=Soldier (M)=Mother\n\n• (S): It rains.\n• (M): Still?\n• (S): Yes, still.\n")
    assert (row.spoken, row.turns, row.quoted) == (5, 3, 0)


def test_a_text_without_words_has_no_share() -> None:
    row = count("")
    assert row.words == 0
    assert pd.isna(row.share)


def test_the_parts_add_up() -> None:
    from analysis import read_samples

    table = count_speech(read_samples())
    assert (table["quoted"] + table["spoken"] + table["own"] == table["words"]).all()
