"""Explorers of the whole corpus, and of five reports."""

import pytest

import analysis

SMALL = """
report  dates                  outlet  url                calls  a       b       adjudicated
r1      2022-05-03             A       https://a.example  k1     losses  losses  losses
r2      2022-05-20/2022-06-08  B       https://b.example  k2     doubt   .       doubt
r3      2022-06-11             A       https://a.example  k3     .       .       .
r4      2022-07-15             -       -                  k4     losses  doubt   losses
r5      -                      B       https://b.example  k5     doubt   doubt   doubt
"""


@pytest.fixture(scope="session")
def corpus(first) -> analysis.Corpus:
    """The first edition, whose numbers were worked out apart from the kit; `whole` is all."""
    return first


@pytest.fixture(scope="session")
def five(make_corpus):
    return make_corpus(SMALL)


@pytest.fixture
def explorer(corpus):
    return analysis.explore_themes(corpus, themes=["losses", "doubt"])


@pytest.fixture
def small(five):
    return analysis.explore_themes(five, themes=["losses", "doubt"])
