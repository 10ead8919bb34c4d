"""Who feeds on whom, as tables and as a graph for other programs."""

import networkx as nx
import pandas as pd
import pytest

import analysis
from analysis.measuring.retelling.network import list_outlets


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


def test_outlets_have_kind_country_and_counts(six):
    found = list_outlets(six).set_index("name")
    assert found.loc["HUR"].tolist() == ["service", "not known", 0, 2]
    assert found.loc["Beta"].tolist() == ["newspaper", "not known", 2, 1]
    assert found.loc["Zeta"].tolist() == ["not known", "not known", 0, 1]
    assert found.loc["mirror", "reports"] == 1


def test_own_report_used_again_is_a_loop_and_no_user(make_corpus):
    two = "report dates outlet calls\nr1 2022-05-01 Alpha k1\nr2 2022-05-02 Alpha k1"
    cited = "report_id source source_report_id evidence\nr2 Alpha r1 copied"
    corpus = make_corpus(two, also={"citations": cited}, outlet_country="NO")
    assert analysis.count_feeds(corpus)[["source", "outlet"]].to_numpy().tolist() == [
        ["Alpha", "Alpha"]
    ]
    assert list_outlets(corpus).loc[0].tolist() == ["Alpha", "newspaper", "NO", 2, 0]


def test_graph_reads_back_as_it_was_written(corpus, tmp_path):
    path = analysis.export_network(corpus, tmp_path / "net.graphml")
    graph = nx.read_graphml(path)
    feeds, outlets = analysis.count_feeds(corpus), list_outlets(corpus)
    assert isinstance(graph, nx.DiGraph)
    edges = pd.DataFrame(
        [{"source": a, "outlet": b, **facts} for a, b, facts in graph.edges.data()]
    )
    key = ["source", "outlet"]
    pd.testing.assert_frame_equal(
        edges[list(feeds)].sort_values(key, ignore_index=True),
        feeds.sort_values(key, ignore_index=True),
        check_dtype=False,
    )
    nodes = pd.DataFrame([{"name": name, **facts} for name, facts in graph.nodes.data()])
    assert (nodes["label"] == nodes["name"]).all()
    pd.testing.assert_frame_equal(nodes[list(outlets)], outlets, check_dtype=False)
    ids = [line for line in path.read_text(encoding="utf-8").splitlines() if "<key" in line]
    assert len({line.split('"')[1] for line in ids}) == len(ids) == 10


def test_names_that_xml_cannot_hold_are_written_without_what_it_cannot(make_corpus, tmp_path):
    two = 'report dates outlet calls\nr1 2022-05-01 A<&"\x07 k1'
    cited = "report_id source source_report_id evidence\nr1 Ї - named"
    path = tmp_path / "net.graphml"
    analysis.export_network(make_corpus(two, also={"citations": cited}), path)
    assert list(nx.read_graphml(path).edges) == [("Ї", 'A<&"\ufffd')]


def test_file_in_the_way_is_left_and_another_ending_refused(six, tmp_path):
    path = tmp_path / "net.graphml"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError, match="overwrite=True"):
        analysis.export_network(six, path)
    assert path.read_text(encoding="utf-8") == "mine"
    analysis.export_network(six, path, overwrite=True)
    assert nx.read_graphml(path).has_edge("HUR", "Alpha")
    with pytest.raises(ValueError, match=r"a network is saved as \.graphml"):
        analysis.export_network(six, tmp_path / "net.csv")
    assert [each.name for each in tmp_path.iterdir()] == ["net.graphml"]


def test_order_of_rows_changes_nothing(six, make_six):
    backwards = make_six(backwards=True)
    for table in (analysis.count_feeds, list_outlets):
        pd.testing.assert_frame_equal(table(six), table(backwards))


def test_services_feed_most_outlets_of_the_corpus(corpus):
    feeds = analysis.count_feeds(corpus)
    assert feeds["reports"].sum() == 334
    users = list_outlets(corpus).set_index("name")["users"].sort_values(ascending=False)
    assert users.head(4).to_dict() == {
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
