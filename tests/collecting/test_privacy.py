"""What would name or lead to a private person."""

import os
from dataclasses import replace

import pytest

from analysis.__main__ import main
from analysis.collecting.privacy import find_private
from analysis.reading.tableset import Tables
from analysis.tables.declaring import Declaration


def found_in(make_corpus, words: str, named: str = "Ada Moore") -> list[tuple[str, str]]:
    corpus = make_corpus("report dates calls\nr1 2022-05-01 k1")
    tables = Tables({**corpus.tables, "reports": corpus.reports.assign(digest=words)})
    declared = Declaration(may_be_named=tuple(filter(None, named.split(", "))))
    found = find_private(replace(corpus, tables=tables, declared=declared))
    return list(zip(found["kind"], found["found"], strict=True))


@pytest.mark.parametrize(
    ("words", "kind", "found"),
    [
        ("A soldier, Anna Kovalenko's son, called.", "name", "Anna Kovalenko's"),
        ("Andrey S. Petrov called his wife.", "name", "Andrey S. Petrov"),
        ("Sergey Ivanovich was named.", "name", "Sergey Ivanovich"),
        ("It printed +380 44 123 45 67.", "telephone number", "+380 44 123 45 67"),
        ("It printed 8 and 0441234567 there.", "telephone number", "0441234567"),
        ("It printed (044) 123-45-67.", "telephone number", "(044) 123-45-67"),
        ("Write to somebody@example.org now.", "address", "somebody@example.org"),
        ("He lives at 12 Garden Street.", "address", "12 Garden Street"),
        ("Sie wohnt in der Gartenstraße 12.", "address", "Gartenstraße 12"),
        ("It shows вул. Садова, 12 on a photo.", "address", "вул. Садова, 12"),
    ],
)
def test_what_leads_to_a_person_is_found(make_corpus, words, kind, found):
    assert found_in(make_corpus, words) == [(kind, found)]


@pytest.mark.parametrize(
    "words",
    [
        "Sergey called his mother from Nova Kakhovka.",  # a first name names nobody
        "It is of 09/06/2023, or 06-10-2023, or 2023-06-10.",
        "It counted 200,000 men and 1 200 tanks in 2022-2023.",
        "The Daily Beast retold it on 9 June.",
    ],
)
def test_first_names_dates_and_figures_are_none(make_corpus, words):
    assert found_in(make_corpus, words) == []


def test_who_may_be_named_and_authors_are_not_found(make_corpus):
    words = "According to Anna Kovalenko, and to Anna B. Kovalenko."
    assert found_in(make_corpus, words, "Anna Kovalenko, Anna B. Kovalenko") == []


def test_names_are_looked_for_where_a_corpus_says_whom_it_names(make_corpus):
    words = "Anna Kovalenko can be reached under 0441234567."
    assert found_in(make_corpus, words, "") == [("telephone number", "0441234567")]


def test_the_corpus_names_holders_of_an_office_only(corpus):
    found = find_private(corpus)
    assert found.empty, found.to_string()
    assert len(find_private(replace(corpus, declared=Declaration(may_be_named=("Nobody",))))) == 14


def test_check_names_the_row_and_the_mend(small_corpus, capsys):
    name = "2022-05-10-harbour-post-late-mail"
    small_corpus.write("corpus.yml", "may_be_named: [Ada Moore]\n")
    small_corpus.change(f"reports/{name}.md", "\n---\n", "\n---\nAda Moore told Finn Holm. ")
    assert main(["check", os.fspath(small_corpus)]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said == [
        f"reports {name}: digest holds a name (Finn Holm); "
        "leave it out, or list it under may_be_named",
        "6 reports, 1 to look at",
    ]
