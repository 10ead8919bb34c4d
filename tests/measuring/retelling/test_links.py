"""What dates and citations say about order, and what they leave open."""

from itertools import permutations

import networkx as nx
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.measuring.retelling.links import certain_order, compare_dates, possible_places

NO_LINKS = pd.DataFrame(columns=["report_id", "source_report_id", "timing"], dtype="str")


def reports(**dates):
    days = [each.partition("/") for each in dates.values()]
    return pd.DataFrame(
        {
            "report_id": list(dates),
            "published_from": pd.to_datetime([first or None for first, *_ in days]),
            "published_to": pd.to_datetime([last or first or None for first, _, last in days]),
        }
    )


def links(*pairs, timing="possible"):
    rows = [(report, source, timing) for source, report in pairs]
    return pd.DataFrame(rows, columns=list(NO_LINKS))


def places(told, cited=NO_LINKS):
    found = possible_places(certain_order(told, cited)).set_index("report_id")
    return {name: (int(row.earliest), int(row.latest)) for name, row in found.iterrows()}


def test_only_intervals_that_do_not_meet_are_in_order():
    told = reports(a="2022-05-01", b="2022-05-01/2022-05-09", c="2022-05-09", d="2022-05-10", e="")
    assert places(told) == {"a": (1, 3), "b": (1, 4), "c": (2, 4), "d": (4, 5), "e": (1, 5)}


def test_a_source_is_earlier_than_who_used_it_and_than_all_that_follow():
    told = reports(a="2022-05-01/2022-05-31", b="2022-05-09", c="2022-05-09", d="2022-05-20")
    assert places(told) == {"a": (1, 4), "b": (1, 3), "c": (1, 3), "d": (3, 4)}
    assert places(told, links(("a", "b"))) == {"a": (1, 2), "b": (2, 3), "c": (1, 3), "d": (4, 4)}


def test_a_source_against_the_dates_says_nothing():
    told = reports(a="2022-05-01", b="2022-05-02")
    assert places(told, links(("b", "a"), timing="against the dates")) == places(told)


def test_citations_in_a_circle_say_nothing_and_dates_stay():
    told = reports(a="2022-05-01/2022-05-31", b="2022-05-01/2022-05-31", c="2022-06-01")
    circle = links(("a", "b"), ("b", "a"), ("a", "a"))
    assert places(told, circle) == {"a": (1, 2), "b": (1, 2), "c": (3, 3)}
    # c is after a by its date, so it cannot be before b, that is before a.
    assert places(told, links(("c", "b"), ("b", "a"))) == {"a": (1, 2), "b": (1, 2), "c": (3, 3)}


def test_timing_of_a_source_is_sure_possible_against_the_dates_or_not_known():
    dates = ["2022-05-01", "2022-05-03", "2022-05-05", None, "2022-05-01"]
    source = pd.DataFrame({"from": pd.to_datetime(dates), "to": pd.to_datetime(dates)})
    source.loc[4, "to"] = pd.Timestamp("2022-05-31")
    report = pd.DataFrame({"from": pd.to_datetime(["2022-05-03"] * 5)}).assign(
        to=lambda frame: frame["from"]
    )
    assert compare_dates(source, report).tolist() == [
        "sure", "possible", "against the dates", "not known", "possible",
    ]  # fmt: skip


day = st.integers(0, 6)
interval = st.tuples(day, day).map(sorted)
pair = st.tuples(st.integers(0, 4), st.integers(0, 4))


@given(st.lists(interval, min_size=1, max_size=5), st.lists(pair, max_size=5))
@settings(max_examples=60)
def test_places_are_those_that_some_order_in_time_has(intervals, cited):
    told = pd.DataFrame({"report_id": [f"r{each}" for each in range(len(intervals))]})
    start = pd.Timestamp("2022-05-01")
    for column, end in (("published_from", 0), ("published_to", 1)):
        told[column] = [start + pd.Timedelta(days=each[end]) for each in intervals]
    named = [(f"r{a}", f"r{b}") for a, b in cited if max(a, b) < len(intervals)]
    before = certain_order(told, links(*named))
    names = before.index.tolist()
    orders = [
        order
        for order in permutations(names)
        if not any(before.loc[b, a] for i, a in enumerate(order) for b in order[i + 1 :])
    ]
    assert nx.is_directed_acyclic_graph(nx.from_pandas_adjacency(before, nx.DiGraph))
    found = places(told, links(*named))
    for name in names:
        taken = {order.index(name) + 1 for order in orders}
        assert found[name] == (min(taken), max(taken))
    shuffled = told.iloc[::-1].reset_index(drop=True)
    assert places(shuffled, links(*reversed(named))) == found


@given(st.lists(interval, min_size=2, max_size=6))
def test_places_never_contradict_dates(intervals):
    told = reports(
        **{
            f"r{number}": f"2022-05-{first + 1:02}/2022-05-{last + 1:02}"
            for number, (first, last) in enumerate(intervals)
        }
    )
    found = places(told)
    for one, (_, last) in enumerate(intervals):
        for other, (first, _) in enumerate(intervals):
            if last < first:
                assert found[f"r{one}"][0] < found[f"r{other}"][0]
                assert found[f"r{one}"][1] < found[f"r{other}"][1]
    assert all(low <= high for low, high in found.values())
