"""Quotations that two texts share: reworded, of whom, and what is too little to tell."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import analysis
from analysis.collecting.matching.quotations import find_shared_quotes

ORIGINALS = Path(analysis.__file__).parents[2] / "shared" / "originals"
BOOTS = "“Nobody has brought us dry boots for nine days now,” the soldier said."
AGAIN = "The soldier said: “For nine days nobody brought us any dry boots.”"
OTHER = "“They sent the ferry to the wrong side of the river,” the soldier said."


def table(**texts: str) -> pd.DataFrame:
    return pd.DataFrame({"text_id": list(texts), "text": list(texts.values())})


def test_a_reworded_quotation_is_found_with_its_places() -> None:
    texts = table(a=f"{OTHER}\n\n{BOOTS}", b=AGAIN, c="It rains.")
    [row] = find_shared_quotes(texts).to_dict("records")
    assert (row["text_id"], row["other_id"]) == ("a", "b")
    assert texts["text"][0][row["start"] : row["end"]] == row["quote"]
    assert texts["text"][1][row["other_start"] : row["other_end"]] == row["other_quote"]
    assert row["quote"].startswith("Nobody has")
    assert 0.6 <= row["likeness"] < 1


def test_quotations_of_one_text_are_no_pair() -> None:
    assert find_shared_quotes(table(a=f"{BOOTS}\n\n{AGAIN}")).empty


def test_a_turn_of_a_printed_call_is_a_quotation() -> None:
    turns = (
        "(S)=Soldier (M)=Mother\n\n• (S): Nobody has brought us dry boots for nine days now.\n"
        "• (M): Still?\n• (S): Yes, still.\n"
    )
    found = find_shared_quotes(table(a=turns, b=BOOTS))
    assert found["likeness"].iloc[0] > 0.9


def test_few_words_are_alike_by_chance_and_not_listed() -> None:
    texts = table(a="“It rains here now,” the soldier said.", b="“It rains here now,” he said.")
    assert find_shared_quotes(texts).empty


def test_a_model_compares_what_is_meant() -> None:
    def embed(words: Sequence[str]) -> np.ndarray:
        return np.array([[1.0, 0.0] if "boots" in each or "Stiefel" in each else [0.0, 1.0]
                         for each in words])  # fmt: skip

    german = "„Seit neun Tagen hat uns niemand trockene Stiefel gebracht“, sagte der Soldat."
    texts = table(a=BOOTS, b=german, c=OTHER)
    assert find_shared_quotes(texts).empty
    found = find_shared_quotes(texts, embed=embed)
    assert found[["text_id", "other_id"]].to_numpy().tolist() == [["a", "b"]]


def test_no_texts_and_no_quotations_give_no_rows() -> None:
    assert find_shared_quotes(table()).empty
    assert find_shared_quotes(table(a="It rains.", b="It rains.")).empty


@pytest.mark.skipif(not ORIGINALS.is_dir(), reason="no full texts beside the kit")
def test_articles_on_five_calls_share_no_quotation() -> None:
    files = sorted(ORIGINALS.glob("*.txt"))
    texts = table(**{path.stem: path.read_bytes().decode("utf-8") for path in files})
    assert find_shared_quotes(texts).empty


def test_likeness_asked_for_is_a_share() -> None:
    texts = pd.DataFrame({"text_id": ["a"], "text": ["It rains."]})
    with pytest.raises(ValueError, match="above 0"):
        find_shared_quotes(texts, least=0)
    assert find_shared_quotes(texts)["likeness"].dtype == "float64"
