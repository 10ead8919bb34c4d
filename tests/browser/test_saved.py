"""Explorers as saved: opened in JupyterLab, untrusted and never run, they answer all the same."""

import re
from pathlib import Path

import nbformat
import pytest
from IPython.core.formatters import DisplayFormatter
from nbformat import v4
from playwright.sync_api import Locator, Page, expect

import analysis
from analysis.publishing.notebooks import tidy_notebook
from tests.browser.explorers import until

NOTEBOOKS = Path(analysis.__file__).parents[1] / "notebooks"

EXPLORERS = {
    "themes": lambda corpus: analysis.explore_themes(corpus, themes=["losses", "doubt"]),
    "groups": lambda corpus: analysis.explore_groups(corpus, values=["losses", "doubt"]),
}


@pytest.fixture(scope="module", params=EXPLORERS)
def page(request, new_page, lab, first) -> Page:
    """A notebook with one output, opened and not run."""
    data = DisplayFormatter().format(EXPLORERS[request.param](first))[0]
    cell = v4.new_code_cell("explorer", execution_count=1)
    cell.outputs = [v4.new_output("display_data", data=data)]
    shown = new_page()
    shown.goto(lab(tidy_notebook(v4.new_notebook(cells=[cell]))))
    shown.locator(".vega-embed svg").wait_for()
    return shown


def marks(page: Page) -> Locator:
    return page.locator(".vega-embed svg .mark-symbol path[aria-label]")


def listed(page: Page) -> list[str]:
    texts = page.locator(".vega-embed svg .mark-text text").all_text_contents()
    return [text for text in texts if re.search(r" · .* · [A-Z]\w+$", text)]


def outlets_listed(page: Page) -> list[str]:
    return [text.split(" · ")[0] for text in listed(page)]


def test_a_saved_explorer_is_drawn_and_says_how_to_wake_it(page):
    expect(page.locator(".vega-embed")).to_contain_text("Run > Run All Cells wakes")
    assert marks(page).count() > 5
    assert len(listed(page)) == 6


def test_another_value_can_be_chosen_and_a_click_lists_reports_of_its_mark(page):
    menu = page.locator(".vega-bindings select")
    before = listed(page)
    menu.select_option("doubt")
    expect(page.locator(".vega-embed svg")).to_contain_text("Some of its reports")
    until(page, lambda: listed(page) != before)
    chosen = listed(page)
    marks(page).last.click()
    until(page, lambda: listed(page) != chosen)


def test_a_still_is_as_wide_as_its_cell(page):
    drawing, cell = page.locator(".vega-embed svg"), page.locator(".jp-OutputArea-output")
    for width in (1280, 1600):
        page.set_viewport_size({"width": width, "height": 1600})
        until(
            page,
            lambda: abs(drawing.bounding_box()["width"] - cell.bounding_box()["width"]) <= 20,
        )


def test_nothing_is_asked_of_a_network_and_nothing_complains(page, abroad, complaints):
    assert abroad == []
    assert complaints == []


@pytest.fixture(scope="module")
def story(new_page, lab, whole) -> Page:
    """A notebook with the story of a call as its output, opened and not run."""
    explorer = analysis.explore_call(whole, "ivanivka-forest-2023-10")
    cell = v4.new_code_cell("explorer", execution_count=1)
    data = DisplayFormatter().format(explorer)[0]
    cell.outputs = [v4.new_output("display_data", data=data)]
    shown = new_page()
    shown.goto(lab(tidy_notebook(v4.new_notebook(cells=[cell]))))
    shown.locator(".vega-embed svg").wait_for()
    return shown


def test_a_saved_story_lights_the_way_lists_a_card_and_chooses_a_language(story):
    assert len(listed(story)) == 6
    dark = "paths => paths.filter(each => Number(each.getAttribute('stroke-width')) > 2).length"
    lines = story.locator(".vega-embed svg .mark-line path")
    assert lines.evaluate_all(dark) == 0
    card = story.locator(".vega-embed svg path[aria-label*='zLive Network']").last
    card.hover()
    until(story, lambda: lines.evaluate_all(dark) == 4)
    card.click()
    until(story, lambda: outlets_listed(story) == ["zLive Network"])
    story.mouse.dblclick(5, 5)
    story.reload()
    story.locator(".vega-bindings select").select_option("fr")
    until(story, lambda: outlets_listed(story) == ["watson"])


@pytest.mark.parametrize(
    "name",
    [
        "05_how_a_call_travels",
        pytest.param("00_start_here", marks=pytest.mark.nightly),
        pytest.param("03_outlets_compared", marks=pytest.mark.nightly),
    ],
)
def test_opening_a_notebook_changes_nothing_in_it(new_page, lab, name):
    address = lab(nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4))
    shown = new_page()
    shown.goto(address)
    shown.locator(".vega-embed svg").first.wait_for()
    shown.wait_for_timeout(3_000)
    expect(shown.locator(".lm-TabBar-tab.jp-mod-dirty")).to_have_count(0)
