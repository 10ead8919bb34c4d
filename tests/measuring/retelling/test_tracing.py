"""A call with the reports that tell it and the sources that they use."""

from dataclasses import replace

import pandas as pd
import pytest

import analysis
from analysis.measuring.retelling import links, tracing
from analysis.measuring.retelling.links import list_links, list_tellings, single_calls
from analysis.measuring.retelling.tracing import trace_calls
from analysis.reading.tableset import Tables


def test_tellings_are_listed_by_first_then_last_possible_day_with_what_is_known(six):
    told = analysis.trace_call(six, "k1").tellings.set_index("report_id")
    assert told.index.tolist() == ["r5", "r1", "r2", "r3", "r6", "r4"]
    assert told["name"].to_dict() == {
        "r1": "Alpha", "r2": "Beta", "r3": "Gamma", "r4": "Beta", "r5": "mirror",
        "r6": "not shown",
    }  # fmt: skip
    assert told.loc[["r1", "r3", "r4"], "certainty"].tolist() == [
        "asserted", "attributed", "attributed",
    ]  # fmt: skip
    assert told.loc[["r5", "r6"], "certainty"].isna().all()
    assert told["step"].astype("object").where(told["step"].notna(), None).to_dict() == {
        "r1": 1, "r2": 2, "r3": 3, "r4": 4, "r5": 2, "r6": None,
    }  # fmt: skip


def test_places_follow_from_dates_and_citations(six):
    told = analysis.trace_call(six, "k1").tellings.set_index("report_id")
    # r2 used r1, r3 used r2, r4 used r3; r6, of 6 May, is after r3, of the 4th; r5 is anywhere.
    assert told[["earliest", "latest"]].apply(tuple, axis=1).to_dict() == {
        "r1": (1, 2), "r2": (2, 3), "r3": (3, 4), "r6": (4, 5), "r4": (5, 6), "r5": (1, 6),
    }  # fmt: skip


def test_edges_say_what_the_dates_say(six):
    edges = analysis.trace_call(six, "k1").edges
    assert edges.loc[edges["issuer"], "source"].unique().tolist() == ["HUR"]
    assert list(edges.drop(columns="issuer").itertuples(index=False, name=None)) == [
        ("r1", "HUR", pytest.approx(float("nan"), nan_ok=True), "named", "sure"),
        ("r2", "Alpha", "r1", "named", "sure"),
        ("r2", "HUR", pytest.approx(float("nan"), nan_ok=True), "named", "sure"),
        ("r3", "Beta", "r2", "copied", "possible"),
        ("r4", "Daily X", pytest.approx(float("nan"), nan_ok=True), "inferred", "not known"),
        ("r4", "Gamma", "r3", "named", "sure"),
        ("r5", "Zeta", pytest.approx(float("nan"), nan_ok=True), "named", "not known"),
    ]


def test_a_name_is_for_every_call_of_its_report_and_a_report_for_the_calls_that_it_tells(six):
    links = list_links(six)
    second = links[links["call_id"] == "k2"]
    assert second["source"].tolist() == ["Daily X"]
    trace = analysis.trace_call(six, "k2")
    assert (trace.call["releaser"], trace.tellings["step"].tolist()) == ("SBU", [2])


NIGHT = """
report  dates       outlet  calls
r1      2022-05-02  Alpha   k1
r2      2022-05-03  Beta    k2
r3      2022-05-03  Gamma   night
r4      2022-05-01  Delta   k3
"""
CITES = """
report_id  source  source_report_id  evidence
r2         Alpha   r1                named
r3         Alpha   r1                named
r3         Delta   r4                named
"""


@pytest.fixture
def night(make_corpus):
    batches = {"k1": "night", "k2": "night"}
    return make_corpus(NIGHT, batches=batches, also={"citations": CITES})


def test_batch_is_told_by_the_reports_of_its_calls_and_not_the_other_way_round(night):
    told = list_tellings(night).groupby("call_id")["report_id"].agg(list).to_dict()
    assert told == {"k1": ["r1"], "k2": ["r2"], "k3": ["r4"], "night": ["r1", "r2", "r3"]}
    assert single_calls(night).tolist() == ["k1", "k2", "k3"]


def test_report_of_another_call_of_the_batch_stands_for_its_outlet(night):
    edges = analysis.trace_call(night, "k2").edges
    assert edges["source"].tolist() == ["Alpha"]
    assert edges["source_report_id"].isna().all()
    assert edges["timing"].tolist() == ["sure"]


def test_report_of_other_calls_only_is_no_source(night):
    edges = analysis.trace_call(night, "night").edges
    assert edges[["report_id", "source_report_id"]].apply(tuple, axis=1).tolist() == [
        ("r2", "r1"), ("r3", "r1"),
    ]  # fmt: skip


def test_unknown_call_is_an_error_that_names_what_is_like_it(corpus):
    with pytest.raises(KeyError, match="'ivanivka' among 134; there are: ivanivka-forest-2023-10"):
        analysis.trace_call(corpus, "ivanivka")


def test_order_of_rows_changes_nothing(six, make_six):
    one, other = (analysis.trace_call(each, "k1") for each in (six, make_six(backwards=True)))
    pd.testing.assert_frame_equal(one.tellings, other.tellings)
    pd.testing.assert_frame_equal(one.edges, other.edges)


def test_corpus_without_codings_has_no_certainty(make_six):
    bare = make_six(codings="report_id coder variable value")
    assert analysis.trace_call(bare, "k1").tellings["certainty"].isna().all()


def test_order_of_rows_of_the_corpus_changes_nothing(corpus):
    turned = {
        name: table.iloc[::-1].reset_index(drop=True) for name, table in corpus.tables.items()
    }
    other = replace(corpus, tables=Tables(turned))
    call_id = "dam-sabotage-group-2023-06"
    one, two = (analysis.trace_call(each, call_id) for each in (corpus, other))
    pd.testing.assert_frame_equal(one.tellings, two.tellings)
    pd.testing.assert_frame_equal(one.edges, two.edges)
    pd.testing.assert_frame_equal(analysis.count_feeds(corpus), analysis.count_feeds(other))
    pd.testing.assert_frame_equal(analysis.count_changes(corpus), analysis.count_changes(other))


def test_input_stays_as_it_was(six):
    before = six.fingerprint
    analysis.trace_call(six, "k1")
    analysis.summarise_travel(six)
    analysis.count_changes(six)
    analysis.count_feeds(six)
    assert six.fingerprint == before


def test_call_told_seventeen_times(corpus):
    trace = analysis.trace_call(corpus, "nyt-aleksandr-putin-fool-2022-09")
    told = trace.tellings.set_index("name")
    assert (len(told), told["language"].nunique(), len(trace.edges)) == (17, 6, 21)
    assert trace.call["releaser"] == "The New York Times"
    assert told.loc["The New York Times", ["step", "earliest", "latest"]].tolist() == [0, 1, 1]
    assert told.loc["The Dong-A Ilbo", ["step", "earliest", "latest"]].tolist() == [1, 6, 17]
    assert trace.edges["timing"].value_counts().to_dict() == {
        "possible": 10, "sure": 6, "not known": 5,
    }  # fmt: skip
    assert trace.edges["source_report_id"].notna().sum() == 16


def test_chain_of_four_links(corpus):
    trace = analysis.trace_call(corpus, "ivanivka-forest-2023-10")
    told = trace.tellings.set_index("name")
    steps = {"Newsweek": 2, "Merkur": 3, "Frankfurter Neue Presse": 4, "zLive Network": 4}
    assert {name: told.loc[name, "step"] for name in steps} == steps
    # Known only as of 23 to 31 October, it is after Merkur's, of the 29th, that it copied.
    assert told.loc["Frankfurter Neue Presse", ["earliest", "latest"]].tolist() == [3, 5]


def test_every_citation_is_in_some_trace_and_every_source_report_is_a_telling(corpus):
    traces = list(trace_calls(corpus))
    assert len(traces) == 134
    seen = set()
    for trace in traces:
        used = trace.edges["source_report_id"].dropna()
        assert used.isin(trace.tellings["report_id"]).all()
        assert (trace.tellings["earliest"] <= trace.tellings["latest"]).all()
        seen |= set(zip(trace.edges["report_id"], trace.edges["source"], strict=True))
    cited = corpus.citations
    assert seen == set(zip(cited["report_id"], cited["source"], strict=True))


def test_four_sources_are_later_versions_than_what_was_used(corpus):
    links = list_links(corpus)
    against = links[links["timing"] == "against the dates"]
    assert set(against["source_report_id"]) == {"2023-06-10-reuters-dam-sabotage-group"}
    assert len(against) == 4


def test_all_calls_are_traced_with_one_search_for_releasers_and_links(six, monkeypatch):
    counted = dict.fromkeys(["find_releasers", "list_links", "list_tellings"], 0)
    for name in counted:
        find = getattr(tracing, name)

        def once(*args, find=find, name=name, **options):
            counted[name] += 1
            return find(*args, **options)

        monkeypatch.setattr(tracing, name, once)
    monkeypatch.setattr(links, "find_releasers", None)
    assert [trace.call["call_id"] for trace in trace_calls(six)] == ["k1", "k2"]
    assert counted == dict.fromkeys(counted, 1)


def test_one_call_is_traced_as_it_is_among_all(corpus):
    for among in list(trace_calls(corpus))[:40]:
        alone = analysis.trace_call(corpus, among.call["call_id"])
        pd.testing.assert_frame_equal(alone.tellings, among.tellings)
        pd.testing.assert_frame_equal(alone.edges, among.edges)
