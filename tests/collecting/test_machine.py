"""Programs as coders: whatever gives the codes of a text is measured like a coder."""

import re

import pandas as pd
import pytest

import analysis
from analysis.collecting.coding import NOTE, code_reports, match_words
from analysis.reading.problems import CorpusError

THREE = """
report  dates       calls  a
r1      2022-05-01  k1     losses
r2      2022-05-02  k2     losses
r3      2022-05-03  k3     .
"""
TEXTS = {
    "r1": "Wounded men, no food.",
    "r2": "It rains.",
    "r3": "All is unfounded; the wound heals.",
}


@pytest.fixture(scope="module")
def three(make_corpus):
    return make_corpus(THREE)


@pytest.fixture
def texts():
    return pd.DataFrame({"report_id": list(TEXTS), "text": list(TEXTS.values())})


WORDS = match_words({"losses": ["wound*"], "supply": ["no food", "found"]})


def test_a_program_gives_a_row_a_code_and_says_of_each_report_that_it_was_judged(three, texts):
    codes = code_reports(three, WORDS, coder="words", texts=texts)
    assert codes[["report_id", "value", "evidence"]].fillna("").values.tolist() == [
        ["r1", "losses", "Wounded"], ["r1", "supply", "no food"], ["r2", "", ""],
        ["r3", "losses", "wound"],
    ]  # fmt: skip
    assert codes.columns.tolist() == three.codings.columns.tolist()
    assert codes["codebook"].unique().tolist() == [three.codebook.version]


def test_a_program_is_measured_like_a_coder(three, texts):
    both = three.with_codings(code_reports(three, WORDS, coder="words", texts=texts))
    row = analysis.compare_coders(both, "theme").set_index("value").loc["losses"]
    # a gives 1, 1, 0 and the program 1, 0, 1: two of three apart, four ones and two zeros.
    assert row["alpha"] == pytest.approx(1 - 5 * 4 / (2 * 4 * 2))
    assert row["reports"] == 3
    counts = analysis.count_codes(both, "theme", ["losses"], every=None, coder="words")
    assert counts[["count", "total"]].values.tolist() == [[2, 3]]
    assert "texts" in counts.attrs["coder_note"]
    assert len(three.codings) == 5


def test_beside_every_figure_of_digests_stands_that_they_are_digests(three):
    both = three.with_codings(code_reports(three, lambda text: [], coder="mute"))
    table = analysis.count_codes(both, "theme", every=None, coder="mute")
    assert table.attrs["coder_note"] == NOTE
    assert table["total"].unique().tolist() == [3]
    assert table["count"].sum() == 0


def test_a_selection_is_coded_and_measured_as_part_of_its_corpus(three, texts):
    some = three.select(["r1", "r2"])
    both = some.with_codings(code_reports(some, WORDS, coder="words", texts=texts[:2]))
    assert analysis.view_codes(both, coder="words")["value"].tolist() == ["losses", "supply"]
    assert len(both.origin.reports) == 3


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (lambda text: 1 / 0, "the program fails on r1: ZeroDivisionError"),
        (
            lambda text: "weather",
            "r1:0: theme=weather is not in the codebook; use one of: atrocity",
        ),
    ],
)
def test_a_program_that_fails_or_gives_what_there_is_not_is_named_with_the_report(
    three, code, said
):
    with pytest.raises(ValueError, match=re.escape(said)):
        code_reports(three, code, coder="words")


def test_of_a_variable_with_one_value_a_program_gives_one(three):
    codes = code_reports(three, lambda text: "asserted", coder="sure", variable="certainty")
    assert codes["value"].tolist() == ["asserted"] * 3
    with pytest.raises(CorpusError, match="a second certainty of coder sure for r1"):
        code_reports(
            three, lambda text: ["asserted", "distanced"], coder="sure", variable="certainty"
        )


def test_codes_that_are_no_codes_are_refused_in_memory_as_on_disk(three):
    codes = code_reports(three, lambda text: ["losses"], coder="words")
    with pytest.raises(KeyError, match="no such report: r9"):
        three.with_codings(codes.assign(report_id="r9"))
    with pytest.raises(CorpusError, match="the table:1: theme=rain is not in the codebook"):
        three.with_codings(codes.assign(value="rain"))


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("wound", {"losses": "wound"}), ("unwound", {}), ("found", {"supply": "found"}),
        ("NO\n food", {"supply": "NO\n food"}), ("no foods", {}), ("", {}),
        ("wounds, then found, then wounded", {"losses": "wounds", "supply": "found"}),
    ],
)  # fmt: skip
def test_words_are_found_whole_and_a_star_goes_on(text, given):
    assert WORDS(text) == given


def test_words_of_several_values_can_begin_at_one_place():
    coder = match_words({"a": ["no food"], "b": ["no"], "c": ["no*"], "d": []})
    assert coder("No food") == {"a": "No food", "b": "No", "c": "No"}


def test_words_stand_in_a_codebook(small_corpus):
    small_corpus.change(
        "codebook.yml",
        "        title: Supply\n",
        "        title: Supply\n        words: [boots, 'no *']\n",
    )
    book = analysis.read_corpus(small_corpus).codebook
    assert book.words("theme") == {"supply": ["boots", "no *"]}
