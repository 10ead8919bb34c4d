import pandas as pd
import pytest

from analysis.measuring.wording.speech import count_speakers, count_speech


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
    from analysis.collecting import read_samples

    table = count_speech(read_samples())
    assert (table["quoted"] + table["spoken"] + table["own"] == table["words"]).all()


def test_texts_that_are_missing_or_not_there() -> None:
    texts = pd.DataFrame({"text_id": ["a", "b"], "text": ["It rains.", None]})
    found = count_speech(texts)
    assert found["words"].tolist() == [2, 0]
    assert pd.isna(found["share"][1])
    assert dict(count_speech(texts.iloc[:0]).dtypes) == dict(found.dtypes)
    with pytest.raises(KeyError, match="no column 'text'"):
        count_speech(texts[["text_id"]])


def speakers(*texts: str) -> pd.DataFrame:
    ids = [f"text{number}" for number in range(len(texts))]
    return count_speakers(pd.DataFrame({"text_id": ids, "text": texts})).set_index("role")


SAID = "“It rains,” the soldier said. “Still?” his mother asked."


def test_words_are_counted_by_the_role_that_says_them() -> None:
    found = speakers(SAID, "“We cannot say,” the soldier told her.")
    assert found["words"].to_dict() == {"soldier": 5, "mother": 1}
    assert found["share"].to_dict() == {"soldier": 5 / 6, "mother": 1 / 6}
    assert found["quotes"].to_dict() == {"soldier": 2, "mother": 1}
    assert found["texts"].to_dict() == {"soldier": 2, "mother": 1}
    assert found.attrs["texts"] == 2


def test_turns_of_a_transcript_are_said_by_their_roles() -> None:
    found = speakers("(S)=Soldier (M)=Mother\n\n• (S): It rains.\n• (M): Still?\n• (S): Yes.\n")
    assert found["words"].to_dict() == {"soldier": 3, "mother": 1}


def test_intervals_of_five_equal_texts_are_narrower_than_of_two() -> None:
    two, five = speakers(*[SAID] * 2), speakers(*[SAID] * 5)
    assert two["few"].all()
    assert not five["few"].any()
    widths = [(each["high"] - each["low"])["soldier"] for each in (two, five)]
    assert widths[1] < widths[0]


def test_texts_in_which_nobody_speaks_give_no_row() -> None:
    assert speakers("It rains.").empty
    assert speakers().empty
