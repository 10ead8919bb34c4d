"""Who feeds on whom, as a table and, by the recipe of notebook 05, as a graph for others."""

import networkx as nx
import pandas as pd

import analysis


def test_feeds_count_calls_and_reports_by_evidence(six):
    found = analysis.count_feeds(six).set_index(["source", "outlet"])
    assert found.index.tolist() == [
        ("Daily X", "Beta"), ("Alpha", "Beta"), ("Beta", "Gamma"), ("Gamma", "Beta"),
        ("HUR", "Alpha"), ("HUR", "Beta"), ("Zeta", "mirror"),
    ]  # fmt: skip
    # Daily X can be for both calls of r4; Gamma's report tells the first only.
    assert found.loc[("Daily X", "Beta")].tolist() == [2, 1, 0, 0, 1]
    assert found.loc[("Gamma", "Beta")].tolist() == [1, 1, 1, 0, 0]
    assert found.loc[("Beta", "Gamma")].tolist() == [1, 1, 0, 1, 0]


def test_own_report_used_again_is_a_loop_and_no_user(make_corpus):
    two = "report dates outlet calls\nr1 2022-05-01 Alpha k1\nr2 2022-05-02 Alpha k1"
    cited = "report_id source source_report_id evidence\nr2 Alpha r1 copied"
    corpus = make_corpus(two, also={"citations": cited}, outlet_country="NO")
    assert analysis.count_feeds(corpus)[["source", "outlet"]].to_numpy().tolist() == [
        ["Alpha", "Alpha"]
    ]


def test_networkx_makes_a_graph_of_the_table_that_other_programs_read(corpus, tmp_path):
    feeds = analysis.count_feeds(corpus)
    graph = nx.from_pandas_edgelist(feeds, "source", "outlet", True, create_using=nx.DiGraph)
    nx.write_graphml(graph, tmp_path / "outlets.graphml")
    again = nx.read_graphml(tmp_path / "outlets.graphml")
    assert len(again.edges) == len(feeds)
    assert again.edges["HUR", "Kyiv Post"]["named"] == 9


def test_order_of_rows_changes_nothing(six, make_six):
    backwards = make_six(backwards=True)
    pd.testing.assert_frame_equal(analysis.count_feeds(six), analysis.count_feeds(backwards))


def test_services_feed_most_outlets_of_the_corpus(corpus):
    feeds = analysis.count_feeds(corpus)
    assert feeds["reports"].sum() == 334
    others = feeds[feeds["source"] != feeds["outlet"]]
    assert others["source"].value_counts().head(4).to_dict() == {
        "SBU": 56, "HUR": 54, "The New York Times": 20, "Kyiv Post": 17,
    }  # fmt: skip
    assert feeds.loc[0, ["source", "outlet", "calls", "named"]].tolist() == [
        "HUR",
        "Kyiv Post",
        11,
        9,
    ]


def test_reports_without_outlets_feed_nobody_known(make_corpus):
    text = "report dates calls\nr1 2022-05-01 k1\nr2 2022-05-02 k1"
    cited = "report_id source source_report_id evidence\nr1 HUR - named"
    feeds = analysis.count_feeds(make_corpus(text, also={"citations": cited}))
    assert feeds[["source", "outlet"]].to_numpy().tolist() == [["HUR", "not known"]]
