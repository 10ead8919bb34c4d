"""The chart of who speaks says the largest share, what it rests on, and draws every role."""

import pandas as pd
import pytest

import analysis

SAID = "“It rains and rains,” the soldier said. “Still?” his mother asked."


def chart(*texts: str) -> dict:
    frame = pd.DataFrame({"text_id": [str(n) for n in range(len(texts))], "text": texts})
    return analysis.chart_speakers(analysis.count_speakers(frame)).to_dict()


def test_the_title_is_the_largest_share() -> None:
    assert chart(SAID)["title"]["text"] == "Soldiers say 80 % of what is quoted or spoken"
    wife = chart("“It rains and rains,” his wife said.")
    assert wife["title"]["text"] == "Wives say 100 % of what is quoted or spoken"


def test_each_role_is_a_row_with_its_words_and_interval() -> None:
    spec = chart(SAID)
    rows = spec["layer"][0]["data"]["values"] if "data" in spec["layer"][0] else None
    rows = rows or spec["data"]["values"]
    assert [(row["who"], row["words"], row["few"]) for row in rows] == [
        ("soldier", 4, True), ("mother", 1, True)
    ]  # fmt: skip
    assert all(row["low"] <= row["share"] <= row["high"] for row in rows)


def test_it_says_what_it_rests_on() -> None:
    said = " ".join(chart(SAID, SAID)["title"]["subtitle"])
    assert "10 words in 2 texts with speech" in said
    assert "fewer than five texts" in said


def test_nobody_speaks() -> None:
    spec = chart("It rains.")
    assert spec["title"]["text"] == "Nobody is quoted or speaks"
    assert spec["description"]


def test_an_unknown_speaker_is_no_plural() -> None:
    frame = pd.DataFrame(
        {"role": ["unknown"], "words": [3], "share": [1.0], "low": [0.1], "high": [1.0],
         "quotes": [1], "texts": [1], "few": [True]}
    )  # fmt: skip
    title = analysis.chart_speakers(frame).to_dict()["title"]["text"]
    assert title == "Nobody who is named says 100 % of what is quoted or spoken"


@pytest.mark.parametrize("name", ["a.png", "a.svg"])
def test_it_can_be_saved(tmp_path, name) -> None:
    frame = pd.DataFrame({"text_id": ["one"], "text": [SAID]})
    drawn = analysis.chart_speakers(analysis.count_speakers(frame))
    assert analysis.save_chart(drawn, tmp_path / name).exists()
