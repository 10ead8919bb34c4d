"""Who feeds on whom."""

import os
import subprocess
import sys

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import analysis
from analysis.charting.retelling.network import COLUMNS, GAP, ROW, place_nodes

FEEDS = pd.DataFrame(
    [
        ("HUR", "Alpha", 5), ("HUR", "Beta", 3), ("Alpha", "Beta", 2), ("Alpha", "Gamma", 2),
        ("Beta", "Delta", 2), ("SBU", "Gamma", 1), ("Gamma", "Gamma", 4),
    ],
    columns=["source", "outlet", "calls"],
)  # fmt: skip


def nodes(feeds):
    return place_nodes(feeds).set_index("name")


def test_sources_stand_left_users_right_and_others_between():
    found = nodes(FEEDS.iloc[:6])
    assert found["role"].to_dict() == {
        "HUR": "only a source", "SBU": "only a source", "Alpha": "source and user",
        "Beta": "source and user", "Gamma": "only a user", "Delta": "only a user",
    }  # fmt: skip
    assert found.groupby("role")["x"].first().to_dict() == COLUMNS


def test_a_node_is_larger_the_more_use_it():
    found = nodes(FEEDS.iloc[:6])
    assert found.loc["Alpha", "users"] == 2
    assert found.loc["Alpha", "radius"] > found.loc["Beta", "radius"] > found.loc["Delta", "radius"]


EDGES = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 12)).filter(lambda pair: pair[0] != pair[1]),
    min_size=1, max_size=30, unique=True,
)  # fmt: skip


@given(EDGES)
def test_no_two_nodes_of_a_column_touch_and_places_do_not_depend_on_the_order(pairs):
    feeds = pd.DataFrame(
        [(f"n{one}", f"n{other}", 1) for one, other in pairs],
        columns=["source", "outlet", "calls"],
    )
    found = nodes(feeds)
    for role, column in found.groupby("role"):
        gap = ROW if role == "only a user" else GAP
        assert (column["y"].sort_values().diff().dropna() >= gap - 1e-9).all()
    pd.testing.assert_frame_equal(nodes(feeds.iloc[::-1]).loc[found.index], found)


def test_edges_under_the_least_are_counted_and_not_drawn(drawn):
    chart = drawn(analysis.chart_network(FEEDS, least=2))
    heads = chart.data("angle")
    assert sorted(heads["edge"]) == ["Alpha to Beta", "Alpha to Gamma", "Beta to Delta",
                                     "HUR to Alpha", "HUR to Beta"]  # fmt: skip
    assert "n = 5 services and outlets, 5 edges of at least 2 calls; 1 of fewer not drawn." in (
        chart.subtitle
    )


def test_an_outlet_that_feeds_on_itself_is_not_drawn(drawn):
    assert "Gamma to Gamma" not in drawn(analysis.chart_network(FEEDS, least=1)).text


def test_the_width_of_an_edge_is_its_calls(drawn):
    widths = drawn(analysis.chart_network(FEEDS, least=1)).data("angle").set_index("edge")["width"]
    assert widths["HUR to Alpha"] > widths["HUR to Beta"] > widths["Alpha to Beta"]
    assert widths["Alpha to Beta"] > widths["SBU to Gamma"]


def test_the_words_name_the_sources_most_used_and_the_strongest_edges(drawn):
    words = drawn(analysis.chart_network(FEEDS, least=1)).description
    assert "Network of 6 edges of at least 1 call." in words
    assert "Most used: Alpha, used by 2; HUR, used by 2;" in words
    assert "Strongest: Alpha uses HUR on 5; Beta uses HUR on 3;" in words


def test_a_least_under_one_is_refused():
    with pytest.raises(ValueError, match="at least 1 call, not 0"):
        analysis.chart_network(FEEDS, least=0)


def test_no_edges_still_make_a_chart(drawn):
    assert "0 edges of at least 9 calls" in drawn(analysis.chart_network(FEEDS, least=9)).subtitle


def test_one_table_is_drawn_alike_in_every_process(tmp_path):
    # Hashes of strings, and with them the order of sets, differ from process to process.
    FEEDS.to_csv(tmp_path / "feeds.csv", index=False)
    code = (
        "import pandas as pd; from analysis.charting.retelling.network import place_nodes; "
        "print(place_nodes(pd.read_csv('feeds.csv').iloc[:6]).to_csv())"
    )
    here = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    drawn = {
        subprocess.run(
            [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True,
            env=os.environ | here | {"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(drawn) == 1
    assert "Alpha" in drawn.pop()
