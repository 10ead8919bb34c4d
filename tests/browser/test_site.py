"""The site from a file, the network off: phone and desktop, by keys alone, restored by a link."""

import json
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

import analysis

PAGES = [
    "index", "themes", "groups", "calls", "vouching", "reading", "methods",
]  # fmt: skip
EXPLORED = ["themes", "groups", "calls", "vouching"]


@pytest.fixture(scope="module")
def page(new_page) -> Iterator[Page]:
    shown = new_page()
    shown.context.set_offline(True)
    yield shown


def show(page: Page, sites, name: str, chosen: str = "") -> None:
    page.goto("about:blank")
    page.goto((sites["folder"].parent / f"{name}.html").as_uri() + chosen)
    if name in EXPLORED:
        expect(page.locator(".overheard figure h3")).to_be_visible()


@pytest.mark.nightly
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_serious_and_no_width_cuts_anything(page, sites, name):
    show(page, sites, name)
    for width, scheme in [(1440, "light"), (1440, "dark"), (400, "light"), (400, "dark")]:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        page.wait_for_timeout(300)
        found = Axe().run(page, options={"preload": False}).response["violations"]
        serious = [each for each in found if each["impact"] in ("serious", "critical")]
        said = [(each["id"], each["nodes"][0]["html"]) for each in serious]
        assert said == [], (width, scheme)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), width


def test_choices_of_a_site_say_what_the_explorer_says(page, sites, few):
    chosen = {"themes": ["losses", "supply", "relatives"], "unit": "call", "every": "year"}
    explorer = analysis.explore_themes(few, **chosen, marks=[["losses", "2022-01-01"]])
    link = "&".join(f"{name}={json.dumps(value)}" for name, value in {
        **chosen, "marks": [["losses", "2022-01-01"]]}.items())  # fmt: skip
    show(page, sites, "themes", f"#themes?{link}")
    figure = page.locator(".overheard figure")
    assert figure.locator("h3").inner_text() == explorer.view["title"]
    assert figure.locator("svg.panel").count() == 3
    assert page.locator(".overheard h4").inner_text() == explorer.view["list"]["heading"]
    names = page.locator(".overheard .who strong").all_inner_texts()
    assert names == [card["name"] for card in explorer.view["list"]["cards"]]


def test_a_kind_of_outlet_is_chosen_and_its_reports_are_listed(page, sites, few):
    page.set_viewport_size({"width": 1440, "height": 900})
    show(page, sites, "themes")
    page.get_by_role("button", name="outlets: all").click()
    page.get_by_label("newspaper").click()
    explorer = analysis.explore_themes(few, outlet_kinds=["newspaper"])
    subtitle = page.locator(".overheard p.subtitle")
    expect(subtitle).to_have_text(explorer.view["subtitle"])
    assert page.locator(".overheard figure h3").inner_text() == explorer.view["title"]
    assert page.locator(".overheard h4").inner_text() == explorer.view["list"]["heading"]
    names = page.locator(".overheard .who strong").all_inner_texts()
    assert names == [card["name"] for card in explorer.view["list"]["cards"]]
    show(page, sites, "themes", page.url[page.url.index("#") :])
    expect(subtitle).to_have_text(explorer.view["subtitle"])


def test_groups_and_calls_list_what_the_explorers_list(page, sites, few):
    explorer = analysis.explore_groups(few)
    mark = explorer.view["chart"]["panels"][0]["rows"][0]["mark"]
    explorer.choose(marks=[mark])
    show(page, sites, "groups", f"#groups?marks={json.dumps([mark])}")
    assert page.locator(".overheard h4").inner_text() == explorer.view["list"]["heading"]
    call = analysis.explore_call(few)
    key = call.view["chart"]["cards"][-1]["key"]
    call.choose(marks=[[key]])
    show(page, sites, "calls", f"#calls?marks={json.dumps([[key]])}")
    assert page.locator(".overheard h4").inner_text() == call.view["list"]["heading"]
    said = page.locator(".overheard li .note").all_inner_texts()
    assert said == [card["said"] for card in call.view["list"]["cards"]]


def test_by_keys_alone_a_choice_is_made_and_its_link_restores_it(page, sites):
    show(page, sites, "themes")
    page.locator(".overheard [data-key='unit call']").focus()
    page.keyboard.press("Enter")
    page.locator(".overheard .mark[tabindex='0']").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    heading = page.locator(".overheard h4").inner_text()
    title = page.locator(".overheard figure h3").inner_text()
    assert ": " in heading
    link = page.url
    page.goto("about:blank")
    page.goto(link)
    expect(page.locator(".overheard h4")).to_have_text(heading)
    expect(page.locator(".overheard figure h3")).to_have_text(title)


def test_a_link_that_is_not_ours_shows_the_first_state(page, sites):
    show(page, sites, "themes", "#themes?unit=%7B%7D&themes=7&marks=%5B%5B%22x%22%2C1%5D%5D&no=1")
    assert page.locator(".overheard .joined [aria-pressed=true]").first.inner_text() == "reports"


def test_the_reading_list_is_searched_and_taken_away(page, sites, few, tmp_path):
    page.set_viewport_size({"width": 400, "height": 900})
    show(page, sites, "reading")
    everything = page.locator(".reading > li:visible").count()
    assert everything == len(few.reports)
    page.get_by_label("Language").select_option("de")
    german = few.reports.query("language == 'de'")
    expect(page.locator("[data-count]")).to_have_text(f"{len(german)} of {everything} reports")
    with page.expect_download() as download:
        page.get_by_text("These as RIS").click()
    text = download.value.path().read_text(encoding="utf-8")
    assert {line[6:] for line in text.splitlines() if line.startswith("ID")} == {*german.report_id}
    link = page.url
    page.goto("about:blank")
    page.goto(link)
    expect(page.locator("[data-count]")).to_have_text(f"{len(german)} of {everything} reports")


def test_one_file_turns_to_the_section_of_the_link(page, sites):
    page.goto(sites["single"].as_uri() + "#calls")
    expect(page.locator("#calls .overheard figure h3")).to_be_visible()
    assert page.locator("main > section:visible").count() == 1
    page.get_by_role("link", name="Themes over time").first.click()
    expect(page.locator("#themes .overheard figure h3")).to_be_visible()


def test_without_scripts_there_are_pictures_tables_and_every_report(page, sites, few):
    context = page.context.browser.new_context(java_script_enabled=False, offline=True)
    plain = context.new_page()
    for name in EXPLORED:
        plain.goto((sites["folder"].parent / f"{name}.html").as_uri())
        assert plain.locator("img.chart").is_visible()
        assert plain.locator("table, summary").first.is_visible()
    plain.goto((sites["folder"].parent / "reading.html").as_uri())
    assert plain.locator(".reading > li").count() == len(few.reports)
    assert plain.get_by_role("link", name="All as CSV").is_visible()
    context.close()


def test_pages_ask_for_nothing_and_complain_of_nothing(page, abroad, complaints):
    assert abroad == []
    assert complaints == []
