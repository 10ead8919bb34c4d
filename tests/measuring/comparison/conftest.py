"""Ten reports of two kinds of outlet, to compare by hand, and tables that count by kinds."""

from dataclasses import replace

import pytest

import analysis
from analysis.reading.tableset import Tables

TEN = """
report  dates                  outlet   calls  a             b             adjudicated
r01     2022-05-03             Harbour  k1     losses        losses        losses
r02     2022-05-20             Fjord    k1     losses,doubt  losses        losses
r03     2022-05-22/2022-06-30  Fjord    k2     doubt         doubt         doubt
r04     2022-06-01             Harbour  k2     losses        losses,doubt  losses,doubt
r05     2022-06-10             Fjord    k3     .             .             .
r06     2022-06-11             Harbour  -      losses        .             losses
r07     2022-06-30/2022-07-01  Harbour  k4     supply        supply        supply
r08     2022-07-15             Fjord    k3     losses        losses        losses
r09     -                      Harbour  k3     doubt         -             doubt
r10     2022-07-20             -        k5     -             -             -
"""
"""Harbour: r01, r04, r06, r07, r09; Fjord: r02, r03, r05, r08; r10 is not coded, nor its outlet
known. Clusters of the nine: k1, k2, k3, k4, and r06 alone."""


@pytest.fixture(scope="session")
def ten(make_corpus) -> analysis.Corpus:
    return make_corpus(TEN)


@pytest.fixture(scope="session")
def singles(make_corpus) -> analysis.Corpus:
    """400 reports, each of a call of its own: 60 of Harbour's 150 and 60 of Fjord's 250 have it."""
    head = "report dates outlet calls adjudicated"
    rows = [
        f"r{number:03} 2022-05-01 {outlet} k{number:03} {'losses' if has else '.'}"
        for number, (outlet, has) in enumerate(
            [("Harbour", each < 60) for each in range(150)]
            + [("Fjord", each < 60) for each in range(250)]
        )
    ]
    return make_corpus("\n".join([head, *rows]))


@pytest.fixture(scope="session")
def with_tables():
    """A corpus with columns of its reports set, or with a table of wording."""

    def change(corpus: analysis.Corpus, wording=None, **columns) -> analysis.Corpus:
        tables = dict(corpus.tables)
        tables["reports"] = tables["reports"].assign(**columns)
        if wording is not None:
            tables["wording"] = wording.astype(tables["wording"].dtypes)
        return replace(corpus, tables=Tables(tables))

    return change
