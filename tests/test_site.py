"""The site of a small corpus: files, safety, and that its tables hold what explorers show."""

import base64
import gzip
import json
import re
from pathlib import Path

import pytest

import analysis
from analysis.publishing.site import building, tabling
from analysis.publishing.site.sections import replication_section


@pytest.fixture(scope="module")
def corpus() -> analysis.Corpus:
    """Some reports that tell two calls, one of which has somebody else's HTML in it."""
    whole = analysis.read_corpus()
    told = whole.tellings
    calls = ["ivanivka-forest-2023-10", "over-there-mother-2022-06"]
    chosen = {*told.loc[told["call_id"].isin(calls), "report_id"], *whole.reports["report_id"][:40]}
    return whole.select([each for each in whole.reports["report_id"] if each in chosen])


@pytest.fixture(scope="module")
def sites(corpus, tmp_path_factory) -> dict[str, Path]:
    """The site as a folder, and as one file."""
    folder = tmp_path_factory.mktemp("site")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tabling, "BY", ("outlet_kind", "step"))
        patch.setattr(tabling, "PAIRS", 1)
        shelf = tabling.Shelf(corpus)
        sections = building.build_sections(corpus, shelf)
        patch.setattr(building, "build_sections", lambda *_: sections)
        return {
            kind: building.publish_site(corpus, folder / kind, single=kind == "single")
            for kind in ("folder", "single")
        }


def unpack(site: Path, name: str) -> dict:
    text = (site.parent / f"{name}.js").read_text(encoding="utf-8")
    packed = re.fullmatch(rf'overheard\("{name}", "([\w+/=]+)"\);\n', text)
    return json.loads(gzip.decompress(base64.b64decode(packed[1])))


def test_pages_ask_for_nothing_abroad(sites):
    for path in sites["folder"].parent.glob("*.html"):
        page = path.read_text(encoding="utf-8")
        asked = re.findall(r'<(?:script|img|link)[^>]*(?:src|href)="([^"]+)"', page)
        assert all((path.parent / each).is_file() for each in asked), path.name
    single = sites["single"].read_text(encoding="utf-8")
    assert set(re.findall(r'<(?:script|img|link)[^>]* (?:src|href)="(\w+:)', single)) == {"data:"}
    assert [path.name for path in sites["single"].parent.iterdir()] == ["index.html"]


def test_every_report_is_readable_without_scripts(sites, corpus):
    page = (sites["folder"].parent / "reading.html").read_text(encoding="utf-8")
    for report_id in corpus.reports["report_id"]:
        assert f"<code>{report_id}</code>" in page


def test_the_table_of_themes_holds_what_the_explorer_shows(sites, corpus):
    table = unpack(sites["folder"], "themes")
    explorer = analysis.explore_themes(corpus, unit="call", every="year")
    explorer.choose(themes=corpus.codebook.values("theme"))
    place = next(view for key, view in table["views"] if key == ["call", "year", "adjudicated"])
    parts = table["parts"]
    assert parts[place["subtitle"]] == explorer.view["subtitle"]
    panels = [parts[each] for each in parts[place["panels"]]]
    assert panels == json.loads(json.dumps(explorer.view["chart"]["panels"]))


def test_reports_behind_a_mark_are_those_of_its_group_that_have_its_value(sites, corpus):
    table, shelf = unpack(sites["folder"], "groups"), unpack(sites["folder"], "reports")
    explorer = analysis.explore_groups(corpus)
    row = next(row for panel in explorer.view["chart"]["panels"] for row in panel["rows"])
    explorer.choose(marks=[row["mark"]])
    group, value = row["mark"]
    place = next(view for key, view in table["views"]
                 if key == ["theme", "outlet_kind", "all", "report", None])  # fmt: skip
    members, values = (table["parts"][place[each]] for each in ("members", "values"))
    found = [shelf["cards"][each]["id"] for each in members[group] if each in values[value]]
    assert found == explorer.selected()["report_id"].tolist()


def test_text_of_others_is_escaped_and_only_web_addresses_are_links(sites):
    assert (
        text('<img src=x onerror="boom()">"')
        == "&lt;img src=x onerror=&quot;boom()&quot;&gt;&quot;"
    )
    assert link("javascript:alert(1)", "page") == ""
    assert 'rel="noopener noreferrer"' in link("https://a.example/?a=1&b=2", "page")
    assert "a=1&amp;b=2" in link("https://a.example/?a=1&b=2", "page")


def test_codes_are_said_to_be_a_models_wherever_they_are_shown(sites):
    for name in ("themes", "groups", "vouching", "reading", "methods"):
        page = (sites["folder"].parent / f"{name}.html").read_text(encoding="utf-8")
        assert "two independent passes of a language model" in page, name


def test_the_replication_says_how_many_tests_hold_fail_and_cannot_be_made(corpus):
    section = replication_section(analysis.read_corpus())
    assert section.finding == (
        "Of 35 tests of the first edition's findings 3 hold, 1 fails, 31 cannot be made"
    )
    assert "two independent passes of a language model" in section.html
    assert replication_section(corpus) is None


def test_a_site_replaces_an_earlier_one_and_nothing_else(corpus, sites, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(OSError, match=r"mine\.txt"):
        building.put_folder(tmp_path, {"index.html": b""}, seen=building.look(tmp_path))
