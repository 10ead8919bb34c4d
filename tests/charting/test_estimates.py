"""Figures over all calls, with their intervals."""

import json

import pandas as pd
import pytest

import analysis

SUMMARY = pd.DataFrame(
    [
        ("reports of a call", 2.87, 2.32, 3.41, "mean", "calls", 129, 84, 255),
        ("calls told more than once", 0.589, 0.478, 0.692, "share", "calls", 129, 84, 255),
        ("days to the last telling", 11.0, 7.0, 23.0, "median", "calls", 53, 29, 172),
        ("coded with more distance", 0.5, 0.1, 0.9, "share", "pairs", 9, 3, 8),
    ],
    columns=["measure", "estimate", "low", "high", "unit", "of", "n", "calls", "tellings"],
)
CHANGES = pd.DataFrame(
    [
        ("persons", 35, 76, 0.461, 0.325, 0.602, 52, 33, 0.634, 0.411, 0.812, 12),
        ("numbers", 12, 76, 0.158, 0.085, 0.276, 1, 1, 1.0, 0.006, 1.0, 1),
        ("places", 2, 76, 0.026, 0.01, 0.1, 0, 0, float("nan"), float("nan"), float("nan"), 0),
    ],
    columns=[
        "kind", "differing", "told_again", "differing_share", "differing_low", "differing_high",
        "tellings", "changed", "share", "low", "high", "calls",
    ],
)  # fmt: skip


def panels(chart):
    return [
        pd.DataFrame(panel["data"]["values"])
        for panel in chart.spec.get("vconcat") or chart.spec["hconcat"]
    ]


@pytest.fixture(scope="module")
def travel(drawn):
    return drawn(analysis.chart_estimates(SUMMARY))


@pytest.fixture(scope="module")
def changes(drawn):
    return drawn(analysis.chart_estimates(CHANGES))


def titles(chart):
    return [
        layer["encoding"]["x"]["title"]
        for panel in chart.spec.get("vconcat") or chart.spec["hconcat"]
        for layer in panel["layer"][:1]
    ]


def test_measures_of_one_unit_share_an_axis(travel):
    assert titles(travel) == [
        "mean over calls", "share of calls", "median over calls, days", "share of pairs",
    ]  # fmt: skip
    assert [len(panel) for panel in panels(travel)] == [1, 1, 1, 1]


def test_estimate_interval_and_n_stand_beside_the_dot(travel):
    said = [panel["said"].iloc[0] for panel in panels(travel)]
    assert said == [
        "2.87 (2.32 to 3.41), n = 129", "59 % (48 to 69), n = 129", "11 (7 to 23), n = 53",
        "50 % (10 to 90), n = 9",
    ]  # fmt: skip


def test_few_calls_are_hollow(travel):
    assert [panel["few"].iloc[0] for panel in panels(travel)] == [False, False, False, True]
    assert "Hollow: fewer than 5 independent calls" in travel.subtitle


def test_the_words_hold_the_figures(travel):
    assert "n = up to 84 independent calls, 255 reports." in travel.subtitle
    assert "days to the last telling: 11 (7 to 23), n = 53" in travel.description


def test_shares_are_drawn_on_the_whole_axis(travel):
    scale = travel.spec["vconcat"][1]["layer"][0]["encoding"]["x"]["scale"]
    assert scale["domain"] == [0.0, 1.0]


def test_kinds_have_calls_that_differ_beside_comparisons_that_changed(changes):
    left, right = panels(changes)
    assert left["label"].tolist() == right["label"].tolist() == ["persons", "numbers", "places"]
    assert left["estimate"].tolist() == [0.461, 0.158, 0.026]
    assert right["estimate"].tolist()[:2] == [0.634, 1.0]
    assert right["said"].tolist() == ["63 % (41 to 81), n = 52", "100 % (1 to 100), n = 1",
                                      "not known, n = 0"]  # fmt: skip


def test_kinds_with_few_calls_are_hollow(changes):
    left, right = panels(changes)
    assert left["few"].tolist() == [False, False, True]
    assert right["few"].tolist() == [False, True, True]
    assert "n = 76 calls told more than once" in changes.subtitle


def test_a_kind_that_was_never_compared_is_not_drawn_as_nought(changes):
    _, right = panels(changes)
    assert pd.isna(right["estimate"].iloc[2])


def test_the_charts_hold_what_the_measures_give(corpus, drawn):
    summary = analysis.summarise_travel(corpus).query("of == 'pairs'")
    found = pd.concat(panels(drawn(analysis.chart_estimates(summary))))
    assert sorted(found["estimate"]) == pytest.approx(sorted(summary["estimate"]), abs=1e-4)
    kinds = analysis.count_changes(corpus)
    left, right = panels(drawn(analysis.chart_estimates(kinds)))
    assert left["estimate"].tolist() == pytest.approx(kinds["differing_share"].tolist(), abs=1e-4)
    assert right["low"].tolist() == pytest.approx(kinds["low"].tolist(), abs=1e-4)


def test_where_nothing_can_be_estimated_there_is_an_axis() -> None:
    nothing = SUMMARY.assign(estimate=float("nan"), low=float("nan"), high=float("nan"))
    said = json.dumps(analysis.chart_estimates(nothing).to_dict(), allow_nan=False)
    assert '"domain": [0.0, 1.0]' in said
