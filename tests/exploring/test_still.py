"""What explorers leave where no kernel is: Vega-Lite data that hold the view and can be drawn."""

import io
import re

import pandas as pd
import pytest
import vl_convert

import analysis
from analysis.charting.packing import unpack_data
from analysis.exploring.still import MIME, report_rows


def rows_of(still, name):
    """The rows of a data set, as Vega reads them."""
    return pd.read_csv(io.StringIO(still["datasets"][name]), keep_default_na=False, na_values=[""])


def bundle(explorer):
    data = explorer._repr_mimebundle_()
    return data[0] if isinstance(data, tuple) else data


def test_a_page_without_a_kernel_gets_a_chart_and_words(explorer):
    data = bundle(explorer)
    assert "application/vnd.jupyter.widget-view+json" in data
    assert data["text/plain"].startswith(explorer.view["title"])
    assert data[MIME]["description"] == data["text/plain"]
    assert "Run All Cells" in data[MIME]["params"][0]["bind"]["name"]


def test_the_still_of_themes_holds_the_dots_of_the_view(explorer):
    still = bundle(explorer)[MIME]
    drawn = rows_of(still, "dots")
    shown = [
        (panel["key"], dot["key"], dot["y"], dot["said"])
        for panel in explorer.view["chart"]["panels"]
        for dot in panel["dots"]
    ]
    assert list(drawn[["v", "g", "y", "said"]].itertuples(index=False, name=None)) == shown
    [pick] = [each for each in still["params"] if each["name"] == "pick"]
    assert (pick["value"], pick["bind"]["labels"]) == ("losses", ["Losses", "Doubt"])


def test_each_report_stands_where_it_most_likely_appeared_six_of_a_dot(explorer, corpus):
    reports = rows_of(bundle(explorer)[MIME], "reports")
    for period, end in (("2023-04-01", "2023-06-30"), ("2022-07-01", "2022-09-30")):
        found = analysis.find_reports(corpus, start=period, end=end, value="losses")
        likely = reports[reports["v"].str.contains("|losses|", regex=False)]
        number = (found["part"] > 0.5).sum()
        assert (likely["g"] == period).sum() == min(number, 6)


@pytest.mark.parametrize(
    "chosen", [{}, {"mode": "same"}, {"mode": "standardised"}, {"by": "step"}], ids=str
)
def test_the_still_of_groups_holds_the_numbers_of_the_table(corpus, chosen):
    explorer = analysis.explore_groups(corpus, values=["losses"], **chosen)
    still = bundle(explorer)[MIME]
    rows = rows_of(still, "rows")
    table = explorer.table
    column = "standardised" if "standardised" in table else "estimate"
    drawn = rows.drop_duplicates("g", keep="last").set_index("g")["x"]
    for group, estimate in table.set_index("group")[column].items():
        assert drawn[group] == pytest.approx(estimate, abs=5e-5)
    assert set(rows["v"]) == {"losses"}


@pytest.mark.parametrize("unpacked", [False, True], ids=["in a notebook", "in the report"])
def test_stills_can_be_drawn(explorer, corpus, unpacked):
    for each in (explorer, analysis.explore_groups(corpus)):
        still = bundle(each)[MIME]
        still = unpack_data(still) if unpacked else still
        svg = vl_convert.vegalite_to_svg(still, allowed_base_urls=[])
        assert len(re.findall("<path", svg)) > 15
        assert "Some of its reports" in svg
        assert ">Losses: share of reports<" in svg
        assert "Doubt: share" not in svg


def test_the_still_of_groups_draws_all_together_as_the_view_does(corpus):
    explorer = analysis.explore_groups(corpus, values=["losses"])
    [line] = rows_of(bundle(explorer)[MIME], "lines")["x"]
    assert line == explorer.view["chart"]["panels"][0]["line"]


@pytest.mark.parametrize("version", ["5.8", "6.4"])
def test_what_is_patched_of_a_still_is_its_width_in_the_versions_that_draw_it(explorer, version):
    still = bundle(explorer)[MIME]
    [patch] = still["usermeta"]["embedOptions"]["patch"]
    drawn = vl_convert.vegalite_to_vega(still, vl_version=version)
    assert patch["path"] == "/signals/0/on/0/events"
    assert drawn["signals"][0]["name"] == "width"
    assert drawn["signals"][0]["on"][0]["events"] == "window:resize"


def test_a_report_is_listed_in_few_words_and_with_its_values():
    reports = pd.DataFrame(
        {
            "report_id": ["r1"], "outlet": [None], "carried_by": ["S"], "language": ["en"],
            "published_from": pd.to_datetime(["2022-05-03"]),
            "published_to": pd.to_datetime(["2022-05-03"]), "digest": ["It says so. " * 30],
        }
    )  # fmt: skip
    [row] = report_rows(reports, {"r1": ["losses", "doubt"]}, [("r1", "2022-04-01")])
    assert (row["n"], row["v"], row["g"]) == (
        "S · 3 May 2022 · English",
        "|losses|doubt|",
        "2022-04-01",
    )
    assert row["d"].count("\n") == 1
    assert row["d"].endswith(" ...")
