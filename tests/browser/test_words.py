"""The word explorer in a real JupyterLab: type a word, choose a line, read the text there."""

import pytest
from playwright.sync_api import Locator, Page, expect

CELL = """import analysis, pandas as pd
filler = "The road is long and the night is cold.\\n\\n" * 60
text = f"{filler}The guard has no <b>bootstraps</b> left.\\n\\n{filler}"
texts = pd.DataFrame({"text_id": ["guard", "other"], "text": [text, "No bootstraps here."]})
explorer = analysis.explore_words(analysis.read_corpus(edition=1), texts)
explorer"""


@pytest.fixture(scope="module")
def page(open_notebook) -> Page:
    """The notebook after its cell has run."""
    shown = open_notebook(CELL)
    shown.get_by_label("Find", exact=True).wait_for()
    return shown


@pytest.fixture
def found(page: Page) -> Page:
    """The explorer after a word was typed."""
    box = page.get_by_label("Find", exact=True)
    for words in ("", "bootstraps"):
        box.fill(words)
        box.press("Enter")
        expect(lines(page)).to_have_count(2 if words else 0)
    return page


def lines(page: Page) -> Locator:
    return page.locator(".overheard-lines button.line")


def hit(page: Page) -> Locator:
    return page.locator(".overheard-text .hit")


def test_keywords_stand_below_each_other(found):
    first, second = (each.bounding_box() for each in found.locator(".line strong").all())
    assert first["x"] == pytest.approx(second["x"], abs=1)


def test_a_click_on_a_line_opens_the_reader_at_its_place(found):
    lines(found).filter(has_text="guard").click()
    expect(hit(found)).to_have_text("bootstraps")
    expect(hit(found)).to_be_in_viewport()
    assert found.evaluate("document.querySelector('.overheard-text').scrollTop") > 500
    expect(lines(found).filter(has_text="guard")).to_have_attribute("aria-current", "true")


def test_a_line_is_chosen_with_the_keyboard(found):
    found.get_by_label("Sort", exact=True).focus()
    found.keyboard.press("Tab")
    expect(lines(found).first).to_be_focused()
    found.keyboard.press("ArrowDown")
    found.keyboard.press("Enter")
    expect(hit(found)).to_have_text("bootstraps")
    expect(found.locator(".overheard-text")).to_contain_text("No bootstraps here.")
    expect(lines(found).last).to_be_focused()


def test_what_a_text_holds_is_shown_as_text(found):
    lines(found).filter(has_text="guard").click()
    expect(found.locator(".overheard-text")).to_contain_text("no <b>bootstraps</b> left")


def test_a_line_of_a_digest_opens_its_facts(found):
    found.get_by_label("Find", exact=True).fill("winter")
    found.get_by_label("Find", exact=True).press("Enter")
    lines(found).first.click()
    expect(found.locator(".overheard-list mark")).to_have_text("winter")
    expect(found.locator(".overheard-list .facts")).to_contain_text("2022-12")


def test_nothing_was_asked_of_a_network(found, abroad):
    assert abroad == []
