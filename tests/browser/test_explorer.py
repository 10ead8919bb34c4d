"""The theme explorer in a real JupyterLab: worked with keyboard and mouse, without a network."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

# A drawing as SVG has elements to find and click; what it shows is the same as on a canvas.
CELL = """import analysis
explorer = analysis.explore_themes(analysis.read_corpus(edition=1), themes=["losses", "doubt"])
explorer._canvas.embed_options = {"actions": False, "renderer": "svg"}
explorer"""


@pytest.fixture(scope="module")
def page(open_notebook) -> Page:
    """The notebook after its cell has run."""
    shown = open_notebook(CELL)
    shown.locator(".vega-embed svg .role-title-subtitle").first.wait_for()
    return shown


@pytest.fixture
def fresh(page: Page) -> Page:
    """The explorer with everything listed."""
    page.get_by_role("button", name="List all again").click()
    expect(heading(page)).to_have_text("261 reports (all shown)")
    chart(page).locator(".role-title-subtitle").first.wait_for()
    return page


def chart(page: Page) -> Locator:
    return page.locator(".jp-OutputArea-output .vega-embed svg").first


def heading(page: Page) -> Locator:
    return page.locator(".overheard-list strong").first


def bars(page: Page) -> dict[str, float]:
    """The part of the page over which a span is dragged."""
    found = _settled(page)
    left, right = min(b["x"] for b in found), max(b["x"] + b["width"] for b in found)
    return {"left": left, "width": right - left, "y": max(b["y"] + b["height"] for b in found) - 5}


def _settled(page: Page) -> list[dict[str, float]]:
    """Where the bars are once a redrawing has ended: the same at two looks in a row."""
    before: list[dict[str, float]] = []
    for _ in range(80):
        boxes = page.evaluate(
            """() => {
                const bars = document.querySelectorAll('.vega-embed svg .bars_marks path');
                return [...bars].map(each => each.getBoundingClientRect().toJSON());
            }"""
        )
        if boxes and boxes == before:
            return boxes
        before = boxes
        page.wait_for_timeout(250)
    pytest.fail("no bars are drawn")


def drag(page: Page, first: float, last: float) -> None:
    """Drag over the bars from one part of their width to another."""
    area = bars(page)
    page.mouse.move(area["left"] + first * area["width"], area["y"])
    page.mouse.down()
    page.mouse.move(area["left"] + (first + last) / 2 * area["width"], area["y"], steps=4)
    page.mouse.move(area["left"] + last * area["width"], area["y"], steps=4)
    page.mouse.up()


def test_a_choice_by_keyboard_redraws_the_chart(fresh):
    expect(chart(fresh)).to_contain_text("Share of reports in each quarter")
    count = fresh.get_by_label("Count", exact=True)
    for key, unit in [("ArrowDown", "calls"), ("ArrowUp", "reports")]:
        count.focus()
        fresh.keyboard.press(key)
        expect(chart(fresh)).to_contain_text(f"Share of {unit} in each quarter")


def test_keys_pressed_in_a_list_do_not_reach_the_notebook(fresh):
    # JupyterLab would go to the next cell, cut this one, and delete another.
    kinds = fresh.get_by_label("Outlet kinds (none: all)", exact=True)
    kinds.focus()
    for key in ("x", "d", "d", "Home"):
        fresh.keyboard.press(key)
    expect(kinds).to_be_focused()
    expect(fresh.locator(".jp-CodeCell")).to_have_count(1)
    expect(heading(fresh)).not_to_have_text("261 reports (all shown)")
    kinds.select_option([])


@pytest.mark.parametrize(("first", "last"), [(0.3, 0.6), (0.6, 0.3)], ids=["right", "left"])
def test_a_drag_over_the_bars_lists_the_reports_of_that_time(fresh, first, last):
    drag(fresh, first, last)
    # Bars from April 2022 to December 2023: 0.3 of that is early October, 0.6 late April.
    words = re.compile(r"^\d+ reports \(all shown, 2022-10-\d\d to 2023-04-\d\d\)$")
    expect(heading(fresh)).to_have_text(words)


def test_a_click_on_a_mark_lists_its_reports_again_and_again(fresh):
    for _ in range(2):
        chart(fresh).locator(".dots_marks path").nth(4).click()
        expect(heading(fresh)).to_have_text("3 reports (Losses in Q2 2023)")
        fresh.get_by_role("button", name="List all again").click()
        expect(heading(fresh)).to_have_text("261 reports (all shown)")


def test_the_chart_says_to_a_screen_reader_what_it_shows(fresh):
    shown = fresh.locator("[aria-roledescription=visualization]").first
    assert shown.get_attribute("aria-label").startswith("Small multiples of the share of reports")


def test_nothing_was_asked_of_a_network(fresh, abroad):
    assert abroad == []
