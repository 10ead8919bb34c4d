"""A call told by six reports, to trace by hand."""

import pytest

import analysis

SIX = """
report  dates                  outlet  carried_by  language  read     calls
r1      2022-05-02             Alpha   -           en        whole    k1
r2      2022-05-03/2022-05-10  Beta    -           de        whole    k1
r3      2022-05-04             Gamma   -           en        opening  k1
r4      2022-05-20             Beta    -           de        whole    k1,k2
r5      2022-05-01/2022-05-31  -       mirror      en        opening  k1
r6      2022-05-06             -       -           en        opening  k1
"""
CITED = """
report_id  source   source_report_id  evidence
r1         HUR      -                 named
r2         HUR      -                 named
r2         Alpha    r1                named
r3         Beta     r2                copied
r4         Gamma    r3                named
r4         Daily_X  -                 inferred
r5         Zeta     -                 named
"""
RELEASED = """
call_id  kind  released_by  released_from  released_to
k1       call  HUR          2022-05-01     2022-05-01
k2       call  SBU          2022-05-10     2022-05-12
"""
DETAILS = """
call_id  aspect         detail  report_id  reading
k1       number         dead    r1         3
k1       number         dead    r2         3
k1       number         dead    r3         30
k1       number         dead    r4         absent
k1       number         dead    r6         4
k1       caller         who     r2         a_cook
k1       caller         who     r3         A_COOK
k1       caller         who     r1         absent
k1       place          where   r3         not_given
k1       place          where   r5         Izium
"""
CODED = """
report_id  coder        variable   value
r1         adjudicated  certainty  asserted
r2         adjudicated  certainty  distanced
r3         adjudicated  certainty  attributed
r4         adjudicated  certainty  attributed
"""
WORDED = """
report_id  words  own_words  quoted_words  allegation  hearsay  appearance  possibility  verification
r1         250    200        50            1           1        0           0            0
r2         250    200        50            0           0        0           0            1
r3         120    100        20            0           3        0           0            0
r4         100    50         50            0           1        0           0            0
"""  # noqa: E501 a row a line


@pytest.fixture(scope="session")
def make_six(make_corpus):
    """The six reports, with other rows for some of their tables, in this or the other order."""

    def make(*, backwards: bool = False, **tables: str) -> analysis.Corpus:
        given = {
            "citations": CITED, "calls": RELEASED, "variants": DETAILS, "codings": CODED,
            "wording": WORDED,
        } | tables  # fmt: skip
        reports = given.pop("reports", SIX)
        if backwards:
            reports = _backwards(reports)
            given = {name: _backwards(text) for name, text in given.items()}
        return make_corpus(reports, also=given)

    return make


def _backwards(text: str) -> str:
    head, *rows = text.strip().splitlines()
    return "\n".join([head, *reversed(rows)])


@pytest.fixture(scope="session")
def six(make_six) -> analysis.Corpus:
    return make_six()
