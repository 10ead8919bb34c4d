"""What the desk shows, and in which order reports come."""

import pandas as pd
import pytest

import analysis
from analysis.exploring.coding.showing import (
    KEYS,
    order_reports,
    show_book,
    show_given,
    show_report,
)

LATE = "2022-05-10-harbour-post-late-mail"


def test_a_seed_mixes_the_same_way_whatever_other_reports_there_are(corpus):
    reports = corpus.reports
    whole = order_reports(reports, "seeded", 3)
    some = order_reports(reports.iloc[::2], "seeded", 3)
    assert sorted(whole) == sorted(reports["report_id"])
    assert [each for each in whole if each in set(some)] == some
    assert order_reports(reports, "seeded", 4) != whole
    assert order_reports(reports, "listed", 3) == reports["report_id"].tolist()


def test_balanced_takes_each_month_before_one_comes_again_and_outlets_in_turn(corpus):
    reports = corpus.reports.dropna(subset="published_from")
    months = reports.set_index("report_id")["published_from"].dt.to_period("M").astype("str")
    first = order_reports(reports, "balanced", 0)[: months.nunique()]
    assert months[first].is_unique
    days = pd.to_datetime(["2024-05-01"] * 4)
    same = pd.DataFrame(
        {"report_id": ["a1", "a2", "a3", "b1"], "outlet": [*"AAAB"], "published_from": days}
    )
    assert "b1" in order_reports(same, "balanced", 0)[:2]


def test_an_unknown_order_is_refused_with_those_that_there_are(corpus):
    with pytest.raises(ValueError, match="order is 'random'; use seeded, balanced or listed"):
        order_reports(corpus.reports, "random", 0)


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


def test_given_is_what_each_who_worked_apart_gave_and_not_what_is_settled(small_corpus):
    given = show_given(analysis.read_corpus(small_corpus), LATE)
    assert [each["coder"] for each in given["theme"]["supply"]] == ["a", "b"]
    assert given["certainty"]["attributed"][0] == {
        "coder": "a", "evidence": "said to be, named", "unsure": True,
    }  # fmt: skip
