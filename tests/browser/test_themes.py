"""The theme explorer in a real JupyterLab: mouse, keys, a narrow window, the dark theme."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.explorers import button, cut_parts, heading, require_dark, reset

CELL = """import analysis
explorer = analysis.explore_themes(analysis.read_corpus(edition=1), themes=["losses", "doubt"])
explorer"""


@pytest.fixture
def fresh(page: Page) -> Page:
    """The explorer as it opened, in a wide window."""
    page.set_viewport_size({"width": 1440, "height": 1000})
    reset(page)
    expect(heading(page)).to_have_text("261 reports")
    return page


def marks(page: Page) -> Locator:
    return page.locator(".overheard .panel .mark")


def subtitle(page: Page) -> Locator:
    return page.locator(".overheard .subtitle")


def test_marks_courses_events_and_bars_are_drawn(fresh):
    expect(marks(fresh)).to_have_count(14)
    expect(marks(fresh).nth(4)).to_have_attribute(
        "aria-label", re.compile(r"^Losses, Q2 2023: \d+ % \(.* to \d+ %\), that is 1.7 of 30.9 ")
    )
    for kind, number in {
        "path.course": 2,
        "path.band": 2,
        "line.event": 8,
        ".bars .bar": 20,
    }.items():
        assert fresh.locator(f".overheard {kind}").count() >= number, kind
    expect(fresh.locator(".overheard .head .value")).to_have_text([re.compile(r"\d+ %")] * 2)


def test_chart_and_list_stand_in_one_screen_side_by_side(fresh):
    fresh.locator(".overheard").evaluate("each => { each.style.width = '1100px' }")
    whole, list_ = (
        fresh.locator(place).bounding_box() for place in (".overheard", ".overheard aside")
    )
    figure = fresh.locator(".overheard figure").bounding_box()
    fresh.locator(".overheard").evaluate("each => { each.style.width = '' }")
    assert whole["height"] <= 740
    assert list_["x"] > figure["x"] + figure["width"]
    assert abs(list_["y"] - figure["y"]) < 5


def test_a_click_on_a_mark_lists_its_reports_again_and_again(fresh):
    for _ in range(2):
        marks(fresh).nth(4).click()
        expect(heading(fresh)).to_have_text(re.compile(r"^3 reports: Losses, Q2 2023$"))
        expect(fresh.locator(".overheard aside li")).to_have_count(3)
        button(fresh, "List all again").click()
        expect(heading(fresh)).to_have_text("261 reports")


def test_a_selection_outlives_another_choice_and_undo_takes_back_one_at_a_time(fresh):
    marks(fresh).nth(4).click()
    expect(heading(fresh)).to_have_text("3 reports: Losses, Q2 2023")
    button(fresh, "calls").click()
    expect(subtitle(fresh)).to_contain_text("Share of calls")
    expect(heading(fresh)).to_have_text("3 reports: Losses, Q2 2023")
    button(fresh, "Undo").click()
    expect(subtitle(fresh)).to_contain_text("Share of reports")
    button(fresh, "Undo").click()
    expect(heading(fresh)).to_have_text("261 reports")


def test_of_choices_made_in_one_tick_the_newest_wins(fresh):
    for _ in range(3):
        fresh.evaluate(
            """() => {
                const press = (word) => [...document.querySelectorAll(".overheard button")]
                    .find((each) => each.textContent === word).click();
                for (const word of ["calls", "outlets", "year", "Doubt", "month"]) press(word);
            }"""
        )
        expect(subtitle(fresh)).to_contain_text("Share of outlets")
        expect(subtitle(fresh)).to_contain_text("Dots: months")
        for word, pressed in {"outlets": "true", "month": "true", "calls": "false"}.items():
            expect(button(fresh, word)).to_have_attribute("aria-pressed", pressed)
        expect(fresh.locator(".overheard svg.panel")).to_have_count(1)
        button(fresh, "Reset").click()
        expect(heading(fresh)).to_have_text("261 reports")
        expect(fresh.locator(".overheard svg.panel")).to_have_count(2)


def drag(page: Page, first: int, last: int) -> None:
    """Drag over the months, from the middle of one to the middle of another."""
    boxes = [page.locator(".overheard .bar .space").nth(n).bounding_box() for n in (first, last)]
    places = [(box["x"] + box["width"] / 2, box["y"] + 20) for box in boxes]
    page.mouse.move(*places[0])
    page.mouse.down()
    page.mouse.move(*places[1], steps=5)
    page.mouse.up()


@pytest.mark.parametrize(("first", "last"), [(5, 11), (11, 5)], ids=["right", "left"])
def test_a_drag_over_the_months_chooses_whole_quarters(fresh, first, last):
    drag(fresh, first, last)
    expect(heading(fresh)).to_have_text(re.compile(r"^\d+ reports: Oct 2022–Jun 2023$"))
    expect(marks(fresh)).to_have_count(6)
    button(fresh, "all time").click()
    expect(heading(fresh)).to_have_text("261 reports")


def test_everything_can_be_done_with_keys_alone_and_none_reach_the_notebook(fresh):
    chip = button(fresh, "Supply")
    chip.focus()
    for key in ("x", "d", "d", "Enter"):
        fresh.keyboard.press(key)
    expect(fresh.locator(".overheard svg.panel")).to_have_count(3)
    expect(chip).to_be_focused()
    expect(fresh.locator(".jp-CodeCell")).to_have_count(1)
    marks(fresh).first.focus()
    for key in ("ArrowRight", "ArrowRight", "Enter"):
        fresh.keyboard.press(key)
    expect(heading(fresh)).to_contain_text("Losses, Q4 2022")
    fresh.keyboard.press("ArrowDown")
    fresh.keyboard.press("Enter")
    expect(heading(fresh)).to_contain_text("Supply, Q4 2022")
    fresh.keyboard.press("Escape")
    expect(heading(fresh)).to_have_text("261 reports")
    fresh.locator(".overheard .bar").nth(3).focus()
    fresh.keyboard.press("Enter")
    expect(heading(fresh)).to_contain_text("Jul–Sep 2022")


def test_menus_open_search_and_close_with_keys(fresh):
    menu = fresh.locator(".overheard").get_by_role("button", name=re.compile("^languages"))
    menu.focus()
    fresh.keyboard.press("Enter")
    fresh.get_by_label("Find in languages").fill("german")
    box = fresh.locator(".overheard .languages label").filter(has_text=re.compile("^German"))
    box.get_by_role("checkbox").press("Space")
    expect(menu).to_have_text("languages: German ▾")
    expect(heading(fresh)).not_to_have_text("261 reports")
    fresh.keyboard.press("Escape")
    expect(fresh.locator(".overheard .languages .fold")).to_have_count(0)
    expect(menu).to_be_focused()


def test_more_reports_are_shown_on_demand(fresh):
    button(fresh, "Show 30 more").click()
    expect(fresh.locator(".overheard aside li")).to_have_count(60)


def test_the_pictures_and_numbers_can_be_taken_away(fresh):
    for name, ending in {
        "Numbers (CSV)": "csv",
        "Picture (SVG)": "svg",
        "Picture (PNG)": "png",
    }.items():
        if not button(fresh, name).count():
            fresh.locator(".overheard .download > button").click()
        with fresh.expect_download() as taken:
            button(fresh, name).click()
        assert taken.value.suggested_filename.endswith(f".{ending}")
        assert taken.value.path().stat().st_size > 1_000
    fresh.keyboard.press("Escape")


@pytest.mark.parametrize("width", [700, 1000])
def test_a_narrow_window_cuts_nothing(fresh, width):
    assert cut_parts(fresh, width, "button, h3, p, svg, li, .cell") == []
    expect(marks(fresh)).to_have_count(14)


def test_the_dark_theme_is_dark(fresh):
    require_dark(fresh, ".overheard")


def test_the_page_asks_nothing_of_a_network_and_complains_of_nothing(page, abroad, complaints):
    assert abroad == []
    assert complaints == []
