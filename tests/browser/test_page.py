"""The front end on a page of its own, from a file: no kernel, no network, nobody is shut out."""

import json
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

import analysis
from analysis.exploring.shell import front_end, style_sheet

PAGE = """<!DOCTYPE html>
<html lang="en"><meta charset="utf-8"><title>An explorer</title>
<style>body {{color-scheme: light dark}} {css}</style>
<main><h1>An explorer</h1><h2>Of reports</h2><div id="here"></div></main>
<script type="application/json" id="view">{view}</script>
<script type="module">{script}
const view = JSON.parse(document.getElementById("view").textContent);
const held = {{ view, state: view.state }};
const model = {{
  get: (name) => held[name], set: (name, value) => {{ held[name] = value; }},
  on: () => {{}}, save_changes: () => {{ window.asked = held.state; }},
}};
render({{ model, el: document.getElementById("here") }});
</script></html>
"""

VIEWS = {
    "themes": lambda corpus: analysis.explore_themes(corpus, marks=[["losses", "2022-10-01"]]),
    "few": lambda corpus: analysis.explore_themes(corpus, languages=["ko"]),
    "groups": lambda corpus: analysis.explore_groups(corpus, by="step", variable="certainty"),
    "pairs": lambda corpus: analysis.explore_groups(corpus, mode="same"),
    "story": lambda corpus: analysis.explore_call(corpus, "ivanivka-forest-2023-10"),
    "folded": lambda corpus: analysis.explore_call(corpus, marks=[["release"]]),
    "time line": lambda corpus: analysis.explore_call(corpus, view="time line"),
    "details": lambda corpus: analysis.explore_call(corpus, view="details"),
    "text": lambda _: analysis.explore_text(analysis.collecting.read_samples()["text"][2]),
    "words": lambda corpus: analysis.explore_words(
        corpus, analysis.collecting.read_samples(), words="boots",
        marks=[["full text", "harbour-courier", 1226]],
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def write(first, tmp_path_factory):
    """Writes a page with an explorer and gives its address."""

    def write(name: str) -> str:
        explorer = VIEWS[name](first)
        path: Path = tmp_path_factory.mktemp("page") / f"{name}.html"
        view = json.dumps(explorer.view).replace("<", "\\u003c")
        path.write_text(PAGE.format(css=style_sheet(), script=front_end(), view=view))
        return path.as_uri()

    return write


@pytest.fixture(scope="module", params=VIEWS)
def page(request, write, new_page) -> Page:
    shown = new_page()
    shown.goto(write(request.param))
    expect(shown.locator(".overheard h3")).to_be_visible()
    return shown


@pytest.mark.nightly
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 400])
def test_axe_finds_nothing_serious(page, width, scheme):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.locator(".overheard .about > button").click()
    page.wait_for_timeout(300)
    found = Axe().run(page).response["violations"]
    page.keyboard.press("Escape")
    serious = [each for each in found if each["impact"] in ("serious", "critical")]
    assert [(each["id"], each["nodes"][0]["html"]) for each in serious] == []


@pytest.mark.nightly
@pytest.mark.parametrize(("width", "zoom"), [(1440, 1), (700, 1), (400, 1), (1280, 2)])
def test_no_width_and_no_zoom_cuts_anything(page, width, zoom):
    page.set_viewport_size({"width": width // zoom, "height": 900})
    page.wait_for_timeout(300)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")


def test_a_choice_is_asked_for_with_a_number_and_shown_at_once(page):
    page.set_viewport_size({"width": 1440, "height": 900})
    unpressed = "button[aria-pressed=false]:not([aria-disabled])"
    pressed = page.locator(f".overheard .joined {unpressed}, .overheard .chips {unpressed}")
    words = pressed.first.inner_text()
    pressed.first.click()
    now = page.locator(".overheard :is(.joined, .chips) button[aria-pressed=true]")
    assert words in now.all_inner_texts()
    assert page.evaluate("window.asked.seq") >= 1


def test_a_page_from_a_file_asks_for_nothing_and_complains_of_nothing(page, abroad, complaints):
    assert abroad == []
    assert complaints == []
