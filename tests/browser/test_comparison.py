"""The explorer of groups in a real JupyterLab: another grouping, the same calls, a dot clicked."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

# A drawing as SVG has elements to find and click; what it shows is the same as on a canvas.
CELL = """import analysis
explorer = analysis.explore_groups(analysis.read_corpus(edition=1), values=["losses", "doubt"])
explorer._canvas.embed_options = {"actions": False, "renderer": "svg"}
explorer"""


@pytest.fixture(scope="module")
def page(open_notebook) -> Page:
    """The notebook after its cell has run."""
    shown = open_notebook(CELL)
    expect(chart(shown)).to_contain_text("Themes by kind of outlet", timeout=90_000)
    return shown


def chart(page: Page) -> Locator:
    return page.locator(".jp-OutputArea-output .vega-embed svg").first


def heading(page: Page) -> Locator:
    return page.locator(".overheard-list strong").first


def test_a_grouping_chosen_the_same_calls_and_a_click_lead_to_the_reports(page):
    expect(heading(page)).to_have_text("253 reports (all compared)")
    page.get_by_label("Group by", exact=True).select_option("original or translation")
    expect(chart(page)).to_contain_text("Themes by original or translation")
    page.get_by_role("button", name="Same calls only").click()
    expect(chart(page)).to_contain_text("Themes by original or translation, in the same calls")
    calls = re.search(r"Only the (\d+) calls", chart(page).text_content())
    assert calls is not None
    expect(page.get_by_label("Pair", exact=True)).to_contain_text(
        f"original, translation ({calls[1]} calls)"
    )
    chart(page).get_by_label(re.compile("^translation, Doubt: ")).first.click()
    expect(heading(page)).to_have_text(re.compile(r"^\d+ reports \(translation: Doubt\)$"))


def test_the_control_lists_what_a_click_lists_with_the_keyboard(page):
    page.get_by_label("List", exact=True).focus()
    page.keyboard.press("ArrowDown")
    expect(heading(page)).to_have_text(re.compile(r"^\d+ reports? \(original: Losses\)$"))


def test_nothing_was_asked_of_a_network(page, abroad):
    assert abroad == []
