"""The explorer of groups in a real JupyterLab: another grouping, the same calls, dots and keys."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.explorers import button, heading, reset

CELL = """import analysis
explorer = analysis.explore_groups(analysis.read_corpus(edition=1), values=["losses", "doubt"])
explorer"""


@pytest.fixture(scope="module")
def page(open_notebook) -> Page:
    """The notebook after its cell has run."""
    shown = open_notebook(CELL)
    shown.set_viewport_size({"width": 1440, "height": 1000})
    shown.locator(".overheard h3").wait_for()
    return shown


@pytest.fixture
def fresh(page: Page) -> Page:
    """The explorer as it opened."""
    reset(page)
    expect(heading(page)).to_have_text("253 reports compared")
    return page


def pick(page: Page, menu: str, option: str) -> None:
    page.locator(".overheard").get_by_role("button", name=re.compile(f"^{menu}: ")).click()
    page.locator(".overheard .fold label").filter(has_text=re.compile(f"^{option}")).click()


def test_a_grouping_chosen_the_same_calls_and_a_click_lead_to_the_reports(fresh):
    pick(fresh, "by", "original or translation")
    expect(fresh.locator(".overheard .subtitle")).to_contain_text("by original or translation")
    button(fresh, "same calls only").click()
    expect(fresh.locator(".overheard .subtitle")).to_contain_text(
        re.compile(r"Only the \d+ calls that both told")
    )
    expect(fresh.locator(".overheard .legend")).to_have_text(["original", "translation"])
    mark = fresh.locator(".overheard").get_by_role("button", name=re.compile("^translation, Doubt"))
    mark.click()
    expect(heading(fresh)).to_have_text(re.compile(r"^\d+ reports: translation, Doubt$"))


def test_rows_intervals_and_a_line_for_all_are_drawn(fresh):
    rows = fresh.locator(".overheard .estimates").first.locator(".mark")
    assert rows.count() >= 6
    for kind in (".interval", ".all-line", ".number"):
        assert fresh.locator(f".overheard .estimates {kind}").count() >= 2
    expect(rows.first).to_have_attribute("aria-label", re.compile(r"Losses: \d+ % \(\d+ % to"))


def test_arrows_go_from_row_to_row_and_enter_lists(fresh):
    first = fresh.locator(".overheard .estimates .mark").first
    first.focus()
    fresh.keyboard.press("ArrowDown")
    fresh.keyboard.press("Enter")
    expect(heading(fresh)).to_have_text(re.compile(r"^\d+ reports?: .*, Losses$"))
    fresh.keyboard.press("Escape")
    expect(heading(fresh)).to_have_text("253 reports compared")


def test_a_click_on_a_row_is_one_on_its_dot(fresh):
    label = fresh.locator(".overheard .estimates .space").nth(1)
    label.click(position={"x": 8, "y": 6})
    expect(heading(fresh)).to_have_text(re.compile(r"^\d+ reports?: .*, Losses$"))


def test_sentences_unfold(fresh):
    fresh.locator(".overheard summary").click()
    expect(fresh.locator(".overheard .verdicts li").first).to_be_visible()


def test_nothing_was_asked_of_a_network_and_nothing_complained(page, abroad, complaints):
    assert abroad == []
    assert complaints == []
