"""The word explorer in a real JupyterLab: type a word, choose a line, read the text there."""

import pytest
from playwright.sync_api import Locator, Page, expect

CELL = """import analysis, pandas as pd
filler = "The road is long and the night is cold.\\n\\n" * 60
text = f"{filler}The guard has no <b>bootstraps</b> left.\\n\\n{filler}"
texts = pd.DataFrame({"text_id": ["guard", "other"], "text": [text, "No bootstraps here."]})
explorer = analysis.explore_words(analysis.read_corpus(edition=1), texts, words="bootstraps")
explorer"""


@pytest.fixture(scope="module")
def page(open_notebook) -> Page:
    """The notebook after its cell has run."""
    shown = open_notebook(CELL)
    shown.set_viewport_size({"width": 1440, "height": 1000})
    find(shown).wait_for()
    return shown


@pytest.fixture
def found(page: Page) -> Page:
    """The explorer after a word was typed."""
    for words in ("", "bootstraps"):
        find(page).fill(words)
        find(page).press("Enter")
        expect(lines(page)).to_have_count(2 if words else 0)
    return page


def find(page: Page) -> Locator:
    return page.get_by_label("Find", exact=True)


def lines(page: Page) -> Locator:
    return page.locator(".overheard .line")


def hit(page: Page) -> Locator:
    return page.locator(".overheard aside .hit")


def test_words_found_stand_below_each_other(found):
    first, second = (each.bounding_box() for each in found.locator(".line strong").all())
    assert first["x"] == pytest.approx(second["x"], abs=1)


def test_a_click_on_a_line_opens_the_text_at_its_place(found):
    lines(found).filter(has_text="guard").click()
    expect(hit(found)).to_have_text("bootstraps")
    expect(hit(found)).to_be_in_viewport()
    assert found.evaluate("document.querySelector('.overheard .inner').scrollTop") > 500
    expect(lines(found).filter(has_text="guard")).to_have_attribute("aria-pressed", "true")


def test_a_line_is_chosen_with_keys(found):
    lines(found).first.focus()
    found.keyboard.press("ArrowDown")
    found.keyboard.press("Enter")
    expect(hit(found)).to_have_text("bootstraps")
    expect(found.locator(".overheard aside .text")).to_contain_text("No bootstraps here.")
    expect(lines(found).last).to_be_focused()


def test_what_a_text_holds_is_shown_as_text(found):
    lines(found).filter(has_text="guard").click()
    expect(found.locator(".overheard aside .text")).to_contain_text("no <b>bootstraps</b> left")


def test_a_line_of_a_digest_opens_its_facts(found):
    find(found).fill("winter")
    find(found).press("Enter")
    expect(found.locator(".overheard h3")).to_contain_text("winter")
    lines(found).first.click()
    expect(found.locator(".overheard aside mark")).to_have_text("winter")
    expect(found.locator(".overheard aside .who")).to_contain_text("Dec 2022")


def test_nothing_was_asked_of_a_network_and_nothing_complained(page, abroad, complaints):
    assert abroad == []
    assert complaints == []
