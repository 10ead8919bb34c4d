"""Who released a call, and how many links lie between that and a report."""

from dataclasses import replace

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analysis.measuring.retelling.chains import chain_steps, follow_chains
from analysis.measuring.retelling.links import canonical_name, find_issuers, find_releasers
from analysis.tables.declaring import Declaration

NAMES = ["HUR", "Alpha", "Beta", "Gamma"]


def steps(corpus, column="step"):
    found = chain_steps(corpus).set_index("report_id")[column]
    return {report_id: None if pd.isna(each) else each for report_id, each in found.items()}


def test_longest_chain_counts_links_and_shortest_takes_the_service_that_is_named(six):
    # HUR - Alpha - Beta - Gamma - Beta; r5 names an outlet that has it from somewhere, r6 nobody.
    assert steps(six) == {"r1": 1, "r2": 2, "r3": 3, "r4": 4, "r5": 2, "r6": None}
    assert steps(six, "shortest") == {"r1": 1, "r2": 1, "r3": 2, "r4": 2, "r5": 2, "r6": None}
    assert steps(six, "source")["r3"] == "HUR"
    assert steps(six, "via") == {
        "r1": "HUR", "r2": "Alpha", "r3": "Beta", "r4": "Gamma", "r5": "Zeta", "r6": None,
    }  # fmt: skip


def test_order_of_rows_changes_no_step(six, make_six):
    other = chain_steps(make_six(backwards=True)).sort_values("report_id", ignore_index=True)
    pd.testing.assert_frame_equal(chain_steps(six), other)


SERVICE = """
report  dates       outlet  calls
r1      2022-05-02  SSU     k1
r2      2022-05-03  Alpha   k1
"""
CITES_SERVICE = """
report_id  source  source_report_id  evidence
r2         SBU     r1                named
"""


def test_report_of_the_service_itself_is_at_step_0(make_corpus):
    assert steps(make_corpus(SERVICE, also={"citations": CITES_SERVICE})) == {"r1": 0, "r2": 1}


def test_names_are_those_of_the_citations():
    assert canonical_name("Security Service of Ukraine") == "SBU"
    assert canonical_name("Alpha") == "Alpha"


def test_a_chain_starts_with_the_services_that_are_known_or_the_issuers_that_are_declared(
    make_corpus,
):
    corpus, names = make_corpus(SERVICE), pd.Series(["SBU", "Kyiv Post", "Alpha", None])
    assert find_issuers(corpus, names).tolist() == [True, False, False, False]
    declared = replace(corpus, declared=Declaration(vocabularies={"issuers": ("Alpha", "media")}))
    assert find_issuers(declared, names).tolist() == [False, False, True, False]


MEDIUM = """
report  dates       outlet  calls
r1      2022-05-02  Alpha   k1
r2      2022-05-03  Beta    k1
r3      2022-05-04  Gamma   k2
r4      2022-05-05  Delta   k1
"""
CITES_MEDIUM = """
report_id  source  source_report_id  evidence
r2         Alpha   r1                named
r2         SBU     -                 named
r3         Alpha   -                 named
r4         Beta    -                 named
"""
BY_MEDIUM = """
call_id  released_by
k1       media
k2       media
night    media
"""


def test_medium_that_released_is_the_outlet_that_most_tellings_name_in_the_batch(make_corpus):
    corpus = make_corpus(
        MEDIUM,
        batches={"k1": "night", "k2": "night"},
        also={"citations": CITES_MEDIUM, "calls": BY_MEDIUM},
    )
    found = find_releasers(corpus).set_index("call_id")
    assert found["releaser"].to_dict() == {"k1": "Alpha", "k2": "Alpha", "night": "Alpha"}
    assert found["inferred"].all()
    # Alpha's own report, those of Alpha's name, and one more hand.
    assert steps(corpus) == {"r1": 0, "r2": 1, "r3": 1, "r4": 2}


def test_at_a_tie_nobody_is_the_medium(make_corpus):
    corpus = make_corpus(
        MEDIUM.replace("r4", "r9"),
        also={"citations": CITES_MEDIUM.replace("r4 ", "r9 "), "calls": BY_MEDIUM},
    )
    # k1: r1 and r2 for Alpha, r9 for Beta; k2: r3 for Alpha. Without r2 there is a tie.
    assert find_releasers(corpus)["releaser"].tolist() == ["Alpha", "Alpha"]
    tied = corpus.select(["r1", "r3", "r9"])
    assert find_releasers(tied)["releaser"].isna().tolist() == [True, False]
    assert not find_releasers(tied).loc[0, "inferred"]


def test_without_a_known_release_an_outlet_leaves_the_step_unknown(make_six):
    corpus = make_six(calls="call_id released_by\nk1 unknown\nk2 unknown")
    assert steps(corpus) == {"r1": 1, "r2": 2, "r3": 3, "r4": 4, "r5": None, "r6": None}
    assert steps(corpus, "source")["r5"] == "Zeta"


CIRCLE = """
report_id  source  source_report_id  evidence
r1         Gamma   r3                named
r2         Alpha   r1                named
r3         Beta    r2                named
r4         Beta    r2                named
r4         Beta    r4                named
"""


def test_reports_in_a_circle_count_as_names_only(make_six):
    # Each of the circle names an outlet: two links. r4, outside, follows r2 to three.
    assert steps(make_six(citations=CIRCLE)) == {
        "r1": 2, "r2": 2, "r3": 2, "r4": 3, "r5": None, "r6": None,
    }  # fmt: skip


def test_selection_keeps_the_steps_of_the_whole_corpus(corpus, six):
    assert steps(six.select(["r3", "r5"])) == {"r3": 3, "r5": 2}
    ids = corpus.reports["report_id"].iloc[::7]
    whole, part = steps(corpus), steps(corpus.select(ids))
    assert part == {each: whole[each] for each in ids}


def test_real_chain_of_four_links(corpus):
    found = chain_steps(corpus).set_index("report_id")
    chain = found.loc["2023-10-frankfurter-neue-presse-ivanivka"]
    assert (chain["step"], chain["shortest"], chain["source"], chain["via"]) == (
        4, 1, "HUR", "Merkur",
    )  # fmt: skip
    assert found.loc["2023-10-29-merkur-ivanivka", "step"] == 3
    assert found.loc["2023-10-27-newsweek-ivanivka", "step"] == 2
    assert found["step"].value_counts().to_dict() == {0: 10, 1: 139, 2: 75, 3: 11, 4: 2}


@given(
    st.lists(
        st.tuples(st.integers(0, 7), st.sampled_from(NAMES), st.none() | st.integers(0, 7)),
        max_size=20,
    )
)
def test_a_step_is_one_more_than_that_of_a_source_whatever_the_citations(links):
    reports = pd.DataFrame({"report_id": [f"r{each}" for each in range(8)]})
    reports = reports.assign(outlet=pd.Series([None] * 8, dtype="str"))
    citations = pd.DataFrame(links, columns=["report_id", "source", "source_report_id"])
    citations = citations.astype({"source_report_id": "Int64"}).astype("str")
    citations["report_id"] = "r" + citations["report_id"]
    used = citations["source_report_id"]
    citations["source_report_id"] = ("r" + used).where(used.notna())
    released = {report_id: {"HUR"} for report_id in reports["report_id"]}
    found = follow_chains(reports, citations, released, issuers={"HUR"}).set_index("report_id")
    assert found["step"].isna().to_dict() == {
        each: each not in set(citations["report_id"]) for each in reports["report_id"]
    }
    known = found.dropna(subset="step")
    assert (known["shortest"] >= 1).all() and (known["shortest"] <= known["step"]).all()
    # A chain has no report twice: one link into each of eight reports, one from an outlet to the
    # first, and one from the service to that.
    assert (known["step"] <= 9).all()
