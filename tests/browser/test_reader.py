"""The reader of a text in a real JupyterLab, live, and saved in a notebook that nobody trusts."""

import pytest
from IPython.core.formatters import DisplayFormatter
from nbformat import v4
from playwright.sync_api import Locator, Page, expect

import analysis
from analysis.publishing.notebooks import tidy_notebook
from tests.browser.explorers import cut_parts

CELL = """import analysis
analysis.explore_text(analysis.collecting.read_samples()["text"][2])"""


@pytest.fixture
def fresh(page: Page) -> Page:
    """The reader as it opened, in a wide window."""
    page.set_viewport_size({"width": 1440, "height": 1000})
    reset = page.locator(".overheard").get_by_role("button", name="Reset", exact=True)
    if reset.is_enabled():
        reset.click()
    expect(reset).to_be_disabled()
    expect(said(page)).to_have_count(12)
    return page


def said(page: Page) -> Locator:
    return page.locator(".overheard figure .said")


def rows(page: Page) -> Locator:
    return page.locator(".overheard .speech [data-says]")


def near(page: Page, place: str) -> list[str]:
    return page.locator(f".overheard {place} .near").all_text_contents()


def test_the_pointer_on_a_quotation_lights_its_row_and_back(fresh):
    said(fresh).filter(has_text="And what did the neighbours say?").hover()
    assert near(fresh, ".speech") == ["And what did the neighbours say? wife574–606"]
    rows(fresh).filter(has_text="Nothing. They have nothing either").hover()
    assert near(fresh, "figure") == ["Nothing. They have nothing either,"]


def test_keys_do_the_same_and_enter_chooses(fresh):
    said(fresh).first.focus()
    for key in ("ArrowDown", "ArrowDown"):
        fresh.keyboard.press(key)
    assert near(fresh, ".speech") == [
        "After that we were supposed to borrow from the neighbours. serviceman497–555"
    ]
    fresh.keyboard.press("Enter")
    expect(said(fresh).nth(2)).to_have_attribute("aria-pressed", "true")
    expect(said(fresh).nth(2)).to_be_focused()
    rows(fresh).first.focus()
    fresh.keyboard.press("ArrowDown")
    assert near(fresh, "figure") == ["After that we were supposed to borrow from the neighbours."]
    fresh.keyboard.press("Escape")
    expect(fresh.locator(".overheard .said[aria-pressed=true]")).to_have_count(0)
    expect(fresh.locator(".jp-CodeCell")).to_have_count(1)


def test_entries_of_the_legend_filter(fresh):
    chips = fresh.locator(".overheard .chip")
    expect(chips).to_have_text([
        "soldier6", "wife3", "official2", "nobody named1", "words of distance3", "sources5",
    ])  # fmt: skip
    chips.nth(1).click()
    expect(said(fresh)).to_have_count(3)
    expect(fresh.locator(".overheard .speech h5")).to_have_text(["wife3"])


def test_text_is_a_column_to_read_and_the_panel_stands_beside_it(fresh):
    fresh.locator(".overheard").evaluate("each => { each.style.width = '1100px' }")
    fresh.wait_for_timeout(300)
    wide, height, side = fresh.evaluate(
        """() => {
            const box = (place) => document.querySelector(place).getBoundingClientRect();
            const letter = document.createElement("canvas").getContext("2d");
            letter.font = getComputedStyle(document.querySelector(".overheard .text p")).font;
            const [text, side] = [box(".overheard .text"), box(".overheard aside")];
            const wide = text.width / letter.measureText("0").width;
            return [wide, box(".overheard").height, side.x >= text.right];
        }"""
    )
    fresh.locator(".overheard").evaluate("each => { each.style.width = '' }")
    assert 58 <= wide <= 64
    assert height <= 740
    assert side


@pytest.mark.parametrize("width", [700, 1000])
def test_a_narrow_window_cuts_nothing(fresh, width):
    assert cut_parts(fresh, width, "button, h3, p, .sayrow, .said") == []


@pytest.fixture(scope="module")
def saved(new_page, lab) -> Page:
    """A notebook with the reader as its output, opened and not run: nothing in it is trusted."""
    reader = analysis.explore_text(analysis.collecting.read_samples()["text"][2])
    cell = v4.new_code_cell("reader", execution_count=1)
    data = DisplayFormatter().format(reader)[0]
    cell.outputs = [v4.new_output("display_data", data=data)]
    shown = new_page()
    shown.goto(lab(tidy_notebook(v4.new_notebook(cells=[cell]))))
    shown.locator(".jp-OutputArea-output details").wait_for()
    return shown


def test_saved_and_untrusted_roles_keep_their_colours(saved):
    output = saved.locator(".jp-OutputArea-output")
    colours = {
        name: output.locator("p").first.locator("span", has_text=name)
        .evaluate("each => getComputedStyle(each).backgroundColor")
        for name in ("soldier", "wife", "official")
    }  # fmt: skip
    assert colours == {
        "soldier": "rgb(207, 229, 244)", "wife": "rgb(255, 211, 189)",
        "official": "rgb(220, 205, 236)",
    }  # fmt: skip
    quotation = output.locator("span", has_text="And what did the neighbours say?").first
    assert quotation.evaluate("each => getComputedStyle(each).backgroundColor") == colours["wife"]


def test_saved_and_untrusted_who_speaks_is_a_table_numbered_as_the_text(saved):
    output = saved.locator(".jp-OutputArea-output")
    output.locator("summary").click()
    cells = output.locator("tbody tr").nth(3).locator("td")
    expect(cells).to_have_text(["4", "wife", "And what did the neighbours say?", "574–606"])
    expect(output.locator("sup").nth(3)).to_have_text("4")


def test_nothing_is_asked_of_a_network_and_nothing_complains(page, saved, abroad, complaints):
    assert abroad == []
    assert complaints == []
