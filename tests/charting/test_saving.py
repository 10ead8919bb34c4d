"""A chart as a file, and as a notebook shows it: no network, nothing half."""

import json
from html.parser import HTMLParser

import altair as alt
import pandas as pd
import pytest

import analysis
from analysis.charting import style
from analysis.charting.style import MIME, SCHEMA, finish, show_bundle
from analysis.charting.wording import say_period, say_share

EVIL = "</script><script>alert(1)</script><!--<img src=x onerror=alert(2)>"


@pytest.fixture(scope="module")
def chart(corpus):
    return analysis.chart_reports(analysis.count_reports(corpus, "outlet_kind"))


class Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.scripts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] == "script" and data.strip():
            self.scripts.append(data)


@pytest.mark.parametrize(
    ("ending", "start"), [(".png", b"\x89PNG"), (".svg", b"<svg"), (".html", b"<!DOCTYPE html>")]
)
def test_the_ending_says_the_format(chart, tmp_path, ending, start):
    path = tmp_path / "new" / f"kinds{ending.upper()}"
    assert analysis.save_chart(chart, path) == path
    assert path.read_bytes().startswith(start)
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_saved_picture_holds_the_words(chart, tmp_path):
    text = analysis.save_chart(chart, tmp_path / "kinds.svg").read_text(encoding="utf-8")
    assert "Reports by outlet kind" in text


def test_a_saved_page_holds_its_scripts_and_may_load_nothing(chart, tmp_path):
    page = Page(analysis.save_chart(chart, tmp_path / "kinds.html").read_text(encoding="utf-8"))
    assert [tag for tag, _ in page.tags] == [
        "html",
        "meta",
        "meta",
        "title",
        "div",
        *["script"] * 2,
    ]
    assert not any(attributes.keys() & {"src", "href"} for _, attributes in page.tags)
    assert "default-src 'none'" in page.tags[2][1]["content"]
    assert page.tags[4][1]["aria-label"].startswith("Bars of 261 reports by outlet kind.")
    assert json.loads(page.scripts[0]) == chart.to_dict()


def test_names_in_a_saved_page_stay_text(tmp_path):
    counts = pd.DataFrame({"outlet": [EVIL], "reports": [1], "share": [1.0], "calls": [1]})
    path = analysis.save_chart(analysis.chart_reports(counts), tmp_path / "evil.html")
    page = Page(path.read_text(encoding="utf-8"))
    assert [tag for tag, _ in page.tags].count("script") == 2
    assert "img" not in [tag for tag, _ in page.tags]
    assert EVIL in page.scripts[0] or EVIL in json.loads(page.scripts[0])["description"]


@pytest.mark.parametrize("ending", [".png", ".svg", ".html"])
def test_controls_in_names_are_drawn_as_escapes(tmp_path, ending):
    name = "".join(map(chr, range(32))) + "\x7f\x9b\ufffe\u202e"
    counts = pd.DataFrame({"outlet": [name], "reports": [1], "share": [1.0], "calls": [1]})
    path = analysis.save_chart(analysis.chart_reports(counts), tmp_path / f"controls{ending}")
    if ending == ".svg":
        assert r"\x08\t" in path.read_text(encoding="utf-8")


def test_what_is_no_number_is_null_in_pages_and_notebooks(tmp_path):
    nothing = alt.Chart(pd.DataFrame({"a": [1.0]})).mark_point().encode(
        x=alt.X("a:Q", scale=alt.Scale(domain=[0.0, float("nan")]))
    )  # fmt: skip
    page = analysis.save_chart(nothing, tmp_path / "nothing.html").read_text(encoding="utf-8")
    assert "[0, null]" in page
    bundle = show_bundle(nothing.to_dict())
    json.dumps(bundle[MIME], allow_nan=False)


def test_a_file_that_is_there_is_not_replaced_unless_told_to(chart, tmp_path):
    path = tmp_path / "kinds.svg"
    path.write_text("mine")
    with pytest.raises(FileExistsError, match=r"kinds\.svg is there already; .* overwrite=True"):
        analysis.save_chart(chart, path)
    assert path.read_text() == "mine"
    analysis.save_chart(chart, path, overwrite=True)
    assert path.read_text(encoding="utf-8").startswith("<svg")


@pytest.mark.parametrize("name", ["kinds.pdf", "kinds", "kinds.svg.exe"])
def test_another_ending_is_refused_with_those_that_there_are(chart, tmp_path, name):
    with pytest.raises(ValueError, match=rf"{name}: .* one of: \.png, \.svg, \.html"):
        analysis.save_chart(chart, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_drawing_that_fails_leaves_nothing_and_what_was_there(chart, tmp_path, monkeypatch):
    path = tmp_path / "kinds.png"
    path.write_bytes(b"mine")

    def fail(spec):
        raise OSError("no drawing today")

    monkeypatch.setitem(style.FORMATS, ".png", fail)
    for target in (path, tmp_path / "other.png"):
        with pytest.raises(OSError, match="no drawing today"):
            analysis.save_chart(chart, target, overwrite=True)
    assert [each.name for each in tmp_path.iterdir()] == ["kinds.png"]
    assert path.read_bytes() == b"mine"


def test_data_of_an_address_is_not_fetched(tmp_path):
    remote = alt.Chart("https://example.org/rows.csv").mark_point().encode(x="n:Q")
    with pytest.raises(ValueError, match=r"example\.org"):
        analysis.save_chart(remote, tmp_path / "remote.png")
    assert list(tmp_path.iterdir()) == []


def test_a_notebook_gets_data_a_picture_and_words(chart):
    bundle = show_bundle(chart.to_dict())
    assert list(bundle) == [MIME, "image/png", "text/plain"]
    assert bundle[MIME]["$schema"] == SCHEMA
    assert json.loads(json.dumps(bundle[MIME])) == bundle[MIME]
    assert bundle["image/png"].startswith(b"\x89PNG")
    assert bundle["text/plain"] == chart.to_dict()["description"]


def test_a_chart_of_ones_own_is_dressed_alike(drawn):
    bars = alt.Chart(alt.Data(values=[{"n": 1}])).mark_bar().encode(x="n:Q")
    chart = drawn(finish(bars, title="One", subtitle=["n = 1"], description="One bar of 1."))
    assert chart.spec["config"]["font"]
    assert alt.renderers.active == "overheard"


@pytest.mark.parametrize(
    ("every", "expected"),
    [
        ("day", "5 June 2023"), ("week", "week of 5 June 2023"), ("month", "June 2023"),
        ("quarter", "Q2 2023"), ("year", "2023"), (None, "all time"),
    ],
)  # fmt: skip
def test_a_period_is_written_as_people_write_it(every, expected):
    assert say_period(pd.Timestamp("2023-06-05"), every) == expected


def test_a_missing_period_is_undated():
    assert say_period(pd.NaT, "month") == "undated"


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (0.0, "0 %"), (0.004, "under 1 %"), (0.005, "under 1 %"), (0.006, "1 %"), (1.0, "100 %"),
        (float("nan"), "not known"),
    ],
)  # fmt: skip
def test_a_share_is_whole_per_cent_and_never_nought_for_what_is_not_nothing(share, expected):
    assert say_share(share) == expected
