"""The site of a part of the corpus: files, safety, and that its tables hold what explorers show."""

import base64
import gzip
import json
import re
import shutil
from pathlib import Path

import pytest

import analysis
from analysis.publishing.rendering import fill
from analysis.publishing.site import building
from analysis.publishing.site.sections import in_order, reading_facts, replication_section
from tests.conftest import SmallCorpus, few_views

SECTIONS = ["themes", "groups", "calls", "vouching", "reading", "methods"]
STUDY = Path(__file__).parent / "data" / "articles" / "study" / "files"


def unpack(site: Path, name: str) -> dict:
    text = (site.parent / f"{name}.js").read_text(encoding="utf-8")
    packed = re.fullmatch(rf'overheard\("{name}", "([\w+/=]+)"\);\n', text)
    return json.loads(gzip.decompress(base64.b64decode(packed[1])))


def test_pages_ask_for_nothing_abroad(sites):
    pages = [*sites["folder"].parent.glob("*.html")]
    assert {path.stem for path in pages} == {"index", *SECTIONS}
    for path in pages:
        page = path.read_text(encoding="utf-8")
        asked = re.findall(r'<(?:script|img|link)[^>]*(?:src|href)="([^"]+)"', page)
        assert all((path.parent / each).is_file() for each in asked), path.name
    single = sites["single"].read_text(encoding="utf-8")
    assert set(re.findall(r'<(?:script|img|link)[^>]* (?:src|href)="(\w+:)', single)) == {"data:"}
    assert [path.name for path in sites["single"].parent.iterdir()] == ["index.html"]


def test_every_report_is_readable_without_scripts(sites, few):
    page = (sites["folder"].parent / "reading.html").read_text(encoding="utf-8")
    for report_id in few.reports["report_id"]:
        assert f"<code>{report_id}</code>" in page


def test_the_table_of_themes_holds_what_the_explorer_shows(sites, few):
    table = unpack(sites["folder"], "themes")
    explorer = analysis.explore_themes(few, unit="call", every="year")
    explorer.choose(themes=few.codebook.values("theme"))
    place = next(view for key, view in table["views"] if key == ["call", "year", "adjudicated", []])
    parts = table["parts"]
    assert parts["subtitle"][place["subtitle"]] == explorer.view["subtitle"]
    panels = [parts["panel"][each] for each in parts["panels"][place["panels"]]]
    panels = [panel | {"course": parts["course"][panel["course"]]} for panel in panels]
    assert panels == json.loads(json.dumps(explorer.view["chart"]["panels"]))


def test_reports_behind_a_mark_are_those_of_its_group_that_have_its_value(sites, few):
    table, shelf = unpack(sites["folder"], "groups"), unpack(sites["folder"], "reports")
    explorer = analysis.explore_groups(few)
    row = next(row for panel in explorer.view["chart"]["panels"] for row in panel["rows"])
    explorer.choose(marks=[row["mark"]])
    group, value = row["mark"]
    place = next(view for key, view in table["views"]
                 if key == ["theme", "outlet_kind", "all", "report", None])  # fmt: skip
    members, values = (table["parts"][each][place[each]] for each in ("members", "values"))
    found = [shelf["cards"][each]["id"] for each in members[group] if each in values[value]]
    assert found == explorer.selected()["report_id"].tolist()


def test_text_of_others_is_escaped_and_only_web_addresses_are_links(few):
    hostile = {
        "outlet": '<img src=x onerror="boom()">"', "digest": "{{ 7 * 7 }} \u202eturned",
        "url": ["javascript:alert(1)", "https://a.example/?a=1&b=2"], "archived_url": None,
    }  # fmt: skip
    reports = in_order(few).head(2).assign(**hostile)
    facts = reading_facts(few, reports)
    html = fill("site/reading.html", file=str, coded="", declared=few.declared, **facts)
    assert "&lt;img src=x onerror=&#34;boom()&#34;&gt;&#34;" in html
    assert r"{{ 7 * 7 }} \u202eturned" in html
    assert re.findall(r"<a (?!class)[^>]*>", html) == [
        '<a href="https://a.example/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">'
    ]


def test_codes_are_said_to_be_a_models_wherever_they_are_shown(sites):
    for name in ("themes", "groups", "vouching", "reading", "methods"):
        page = (sites["folder"].parent / f"{name}.html").read_text(encoding="utf-8")
        assert "two passes of a language model" in page, name


def test_the_replication_says_how_many_tests_hold_fail_and_cannot_be_made(few, whole):
    section = replication_section(whole)
    assert section.finding == (
        "Of 35 tests of the first edition's findings 3 hold, 1 fails, 31 cannot be made"
    )
    assert section.files["replication.svg"].count(b'height="24"') == 35
    assert replication_section(few) is None


def test_a_kind_of_outlet_has_the_view_that_the_explorer_has(sites, few):
    table, shelf = unpack(sites["folder"], "themes"), unpack(sites["folder"], "reports")
    explorer = analysis.explore_themes(few, outlet_kinds=["news_site"])
    explorer.choose(themes=few.codebook.values("theme"))
    place = next(view for key, view in table["views"] if key[-1] == ["news_site"])
    parts = table["parts"]
    assert parts["subtitle"][place["subtitle"]] == explorer.view["subtitle"]
    within = {shelf["cards"][each]["id"] for each in parts["within"][place["within"]]}
    assert within == set(explorer.selected()["report_id"])
    outlets = next(
        each for each in parts["controls"][place["controls"]] if each["name"] == "outlet_kinds"
    )
    assert outlets["kind"] == "pick"
    assert [each["value"] for each in outlets["options"]][:2] == [[], ["news_site"]]


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> dict[str, analysis.Corpus]:
    """Six invented reports that are coded; a study of invented articles that nobody coded."""
    folder = tmp_path_factory.mktemp("small")
    coded = SmallCorpus(folder / "six")
    shutil.copytree(STUDY, folder / "mine")
    (folder / "mine" / "scan.pdf").unlink()
    study = analysis.collecting.start_study(folder / "mine")
    return {"coded": analysis.read_corpus(coded), "study": study.corpus}


@pytest.mark.parametrize(
    ("name", "sections"),
    [
        pytest.param("coded", SECTIONS, marks=pytest.mark.nightly),  # `sites` has the same
        ("study", ["calls", "reading", "methods"]),
    ],
)
def test_a_small_corpus_has_the_sections_that_it_has_something_for(small, name, sections, tmp_path):
    with few_views():
        folder = building.publish_site(small[name], tmp_path / "site").parent
    assert {path.stem for path in folder.glob("*.html")} == {"index", *sections}
    for picture in folder.glob("*.svg"):
        width = re.search(r' width="([\d.e+]+)"', picture.read_text(encoding="utf-8"))
        assert 100 < float(width[1]) < 2000, picture.name


def test_a_site_claims_no_licence_and_no_coder_that_its_corpus_does_not_name(small, tmp_path):
    with few_views():
        page = building.publish_site(small["study"], tmp_path / "site", single=True)
    html = page.read_text(encoding="utf-8")
    said = re.sub(r"<(script|style)\b.*?</\1>", "", html, flags=re.DOTALL)
    assert "no licence is named" in said
    assert "Creative Commons" not in said
    assert "passes" not in re.sub(r"<details.*?</details>", "", said, flags=re.DOTALL)
    assert "<h1>mine</h1>" in said


def test_a_site_replaces_an_earlier_one_and_nothing_else(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(OSError, match=r"mine\.txt"):
        building.put_folder(tmp_path, {"index.html": b""}, seen=building.look(tmp_path))
