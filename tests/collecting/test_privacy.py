"""What would name or lead to a private person."""

from dataclasses import replace

import pytest

from analysis.collecting.privacy import find_private
from analysis.reading.corpus import Tables

OFFICE_HOLDERS = ["Rustam Muradov", "Anton Gerashchenko", "Vasyl Malyuk", "Kim Jong Un"]


def found_in(make_corpus, words: str, **named) -> list[tuple[str, str]]:
    corpus = make_corpus("report dates calls\nr1 2022-05-01 k1")
    tables = Tables({**corpus.tables, "reports": corpus.reports.assign(digest=words)})
    found = find_private(replace(corpus, tables=tables), **named)
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
    assert found_in(make_corpus, words, named=["Anna Kovalenko", "Anna B. Kovalenko"]) == []


def test_the_corpus_names_holders_of_an_office_only(corpus):
    found = find_private(corpus, named=OFFICE_HOLDERS)
    assert found.empty, found.to_string()
    assert len(find_private(corpus)) == 8
