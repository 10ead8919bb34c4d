"""The matrix of details by telling."""

import pandas as pd
import pytest

import analysis
from analysis.charting.wording import CHANGES

COLUMNS = ["aspect", "detail", "report_id", "name", "reading", "change"]
LONG = (
    "a town on the river with a very long name that goes on and on, up the hill and over it again"
)
SMALL = [
    ("number", "dead", "r1", "Alpha", "3", "first"),
    ("number", "dead", "r2", "Beta", "30", "changed"),
    ("number", "dead", "r3", "Gamma", None, "not seen"),
    ("place", "where", "r1", "Alpha", "absent", "not seen"),
    (
        "place",
        "where",
        "r2",
        "Beta",
        LONG,
        "added",
    ),
    ("place", "where", "r3", "Gamma", "a town", "not certain"),
]


def table(rows):
    found = pd.DataFrame(rows, columns=COLUMNS).astype("str")
    day = pd.Timestamp("2022-05-01")
    return found.assign(
        published_from=day, published_to=day, earliest_reading="3", source_reading=pd.NA
    )


def cells(chart):
    found = [chart.spec["vconcat"][panel]["layer"][0]["data"]["values"]
             for panel in range(len(chart.spec["vconcat"]))]  # fmt: skip
    return pd.DataFrame([cell for panel in found for cell in panel])


@pytest.fixture(scope="module")
def chart(drawn):
    return drawn(analysis.chart_tellings(table(SMALL)))


def test_a_cell_has_the_reading_and_the_sign_of_its_change(chart):
    found = cells(chart).set_index(["report_id", "detail"])
    assert found.loc[("r1", "dead"), ["cut", "sign"]].tolist() == ["3", "●"]
    assert found.loc[("r2", "dead"), ["cut", "sign"]].tolist() == ["30", "≠"]
    assert found.loc[("r3", "dead"), ["cut", "sign"]].tolist() == ["", "?"]
    assert len(found) == 6


def test_changes_differ_in_sign_and_in_words():
    signs = [words[0] for words in CHANGES.values()]
    assert len(set(signs)) == len(CHANGES)


def test_a_long_reading_is_broken_and_cut(chart):
    cut = cells(chart).set_index(["report_id", "detail"]).loc[("r2", "where"), "cut"]
    assert "\n" in cut
    assert cut.endswith("…")
    assert cut.count("\n") <= 2


def test_rows_are_as_high_as_their_readings(chart):
    found = cells(chart).drop_duplicates("report_id").set_index("report_id")
    height = found["bottom"] - found["top"]
    assert height["r2"] > height["r1"] == height["r3"]
    assert found["top"].tolist() == [0, *found["bottom"].tolist()[:-1]]


def test_many_details_stand_in_several_blocks(drawn):
    rows = [("number", f"d{n}", report, report, "3", "kept") for n in range(7) for report in "ab"]
    chart = drawn(analysis.chart_tellings(table(rows)))
    assert len(chart.spec["vconcat"]) == 2
    assert chart.title == "2 tellings, 7 details that differ"
    assert sorted(cells(chart)["detail"].unique()) == [f"d{n}" for n in range(7)]


def test_the_words_count_what_became_of_each_detail(chart):
    assert "3 tellings and 2 details" in chart.description
    assert "number, dead: 1 first, 1 changed, 1 not seen; earliest known reading: 3." in (
        chart.description
    )
    assert "not the measure of the others" in chart.subtitle


def test_no_details_still_make_a_chart(drawn):
    assert drawn(analysis.chart_tellings(table([]))).title == "0 tellings, 0 details that differ"


def test_the_table_is_not_changed():
    before = table(SMALL)
    given = before.copy()
    analysis.chart_tellings(given)
    pd.testing.assert_frame_equal(given, before)


def test_the_matrix_holds_the_details_of_the_trace(corpus, drawn):
    details = analysis.trace_call(corpus, "ivanivka-forest-2023-10").details
    found = cells(drawn(analysis.chart_tellings(details)))
    assert found.groupby("change").size().to_dict() == details.groupby("change").size().to_dict()
