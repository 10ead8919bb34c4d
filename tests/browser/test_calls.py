"""The explorer of a call in a real JupyterLab: another call, steps by keys and buttons, a click."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

# A drawing as SVG has elements to find and click; what it shows is the same as on a canvas.
CELL = """import analysis
corpus = analysis.read_corpus(edition=1)
explorer = analysis.explore_call(corpus, "nyt-aleksandr-putin-fool-2022-09")
explorer._canvas.embed_options = {"actions": False, "renderer": "svg"}
explorer"""


@pytest.fixture(scope="module")
def page(open_notebook) -> Page:
    """The notebook after its cell has run."""
    shown = open_notebook(CELL)
    expect(chart(shown)).to_contain_text("Told 17 times", timeout=90_000)
    return shown


@pytest.fixture
def fresh(page: Page) -> Page:
    """The explorer with the same call and all its tellings."""
    page.get_by_label("Call", exact=True).select_option("Aleksandr: Kyiv cannot be taken (17)")
    page.get_by_role("button", name="Show all", exact=True).click()
    expect(heading(page)).to_have_text(re.compile("^17 tellings; released by The New York Times"))
    expect(chart(page)).to_contain_text("Told 17 times")
    return page


def chart(page: Page) -> Locator:
    return page.locator(".jp-OutputArea-output .vega-embed svg").first


def heading(page: Page) -> Locator:
    return page.locator(".overheard-travel strong").first


def areas(page: Page) -> Locator:
    return chart(page).locator(".tellings_marks path")


def test_another_call_is_drawn_and_its_tellings_are_listed(fresh):
    fresh.get_by_label("Call", exact=True).select_option("Over a thousand dead at Ivanivka (5)")
    expect(chart(fresh)).to_contain_text("Told 5 times: Over a thousand dead at Ivanivka")
    expect(heading(fresh)).to_have_text("5 tellings; released by HUR, 2023-10-23")


def test_buttons_step_through_the_tellings(fresh):
    for step, name in enumerate(("The New York Times", "Agência Brasil"), 1):
        fresh.get_by_role("button", name="Later", exact=True).click()
        expect(heading(fresh)).to_have_text(f"Telling {step} of 17 as listed: {name}")
    expect(chart(fresh).locator(".mark-rect.role-mark path[fill='#F0E442']")).to_have_count(1)
    expect(fresh.locator(".overheard-travel .cards")).to_contain_text(
        "it could stand anywhere from 2nd to 17th of 17"
    )
    fresh.get_by_role("button", name="Earlier", exact=True).click()
    expect(heading(fresh)).to_have_text("Telling 1 of 17 as listed: The New York Times")


def test_keys_move_the_slider_and_stay_in_it(fresh):
    slider = fresh.locator(".noUi-handle").first
    slider.focus()
    for _ in range(3):
        fresh.keyboard.press("ArrowRight")
    expect(heading(fresh)).to_have_text("Telling 3 of 17 as listed: The Saxon")
    expect(fresh.locator(".jp-CodeCell")).to_have_count(1)


def test_clicks_on_marks_choose_one_telling_after_the_other(fresh):
    # The first areas are those of the release and of two sources outside the corpus.
    for number, name in ((4, "Slovenske novice"), (16, "The Dong-A Ilbo")):
        areas(fresh).nth(number + 2).click()
        expect(heading(fresh)).to_have_text(f"Telling {number} of 17 as listed: {name}")


def test_a_word_finds_a_call(fresh):
    find = fresh.get_by_label("Find", exact=True)
    find.fill("ivanivka")
    find.press("Enter")
    expect(heading(fresh)).to_have_text("5 tellings; released by HUR, 2023-10-23")
    find.fill("")
    find.press("Enter")
    expect(fresh.get_by_label("Call", exact=True).locator("option")).to_have_count(134)


def test_nothing_was_asked_of_a_network(page, abroad):
    assert abroad == []
