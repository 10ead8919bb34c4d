"""What the desk shows."""

import analysis
from analysis.exploring.coding.showing import (
    KEYS,
    show_book,
    show_given,
    show_report,
)

LATE = "2022-05-10-harbour-post-late-mail"


def test_every_value_of_the_codebook_has_its_definition_and_a_key_of_its_own(corpus):
    book = show_book(corpus.codebook)
    assert [each["name"] for each in book["variables"]] == corpus.codebook.variables
    for variable in book["variables"]:
        keys = [value["key"] for value in variable["values"]]
        assert all(keys)
        assert len(set(keys)) == len(keys)
        assert all(value["when"] for value in variable["values"])
    assert {each["name"] for each in book["variables"] if not each["one"]} == {"theme", "frame"}


def test_no_key_of_a_value_is_one_of_the_desk():
    assert not set(KEYS) & set("0npeu?.")


def test_a_report_is_its_stored_text_with_marks_or_else_its_digest(small_corpus):
    corpus = analysis.read_corpus(small_corpus)
    digest = show_report(corpus, LATE)
    assert (digest["sort"], digest["outlet"]) == ("digest", "Harbour Post")
    assert digest["facts"] == "10 May 2022 · en"
    [paragraph] = digest["paragraphs"]
    assert paragraph["parts"][0]["text"] == corpus.reports.set_index("report_id").at[LATE, "digest"]
    text = "Harbour Post\n\n“It rains,” the soldier said.\n"
    small_corpus.write(f"texts/{LATE}.txt", text)
    shown = show_report(analysis.read_corpus(small_corpus), LATE)
    assert shown["sort"] == "text"
    parts = [part for paragraph in shown["paragraphs"] for part in paragraph["parts"]]
    assert ["quote", "soldier"] in [part["names"] for part in parts]
    assert all(text[part["start"] :].startswith(part["text"]) for part in parts)


def test_given_is_what_each_gave_between_whom_one_settles(small_corpus):
    given = show_given(analysis.read_corpus(small_corpus), LATE, ["a", "b"])
    assert {coder: [each["value"] for each in given["theme"][coder]] for coder in "ab"} == {
        "a": ["supply"], "b": ["supply"],
    }  # fmt: skip
    assert given["certainty"]["a"] == [
        {"value": "attributed", "evidence": "said to be, named", "unsure": True}
    ]
    assert set(given) == {"theme", "certainty"}
