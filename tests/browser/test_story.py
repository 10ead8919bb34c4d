"""The story of a call in a real JupyterLab: pointer, keys, narrow windows, the dark theme."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.explorers import button, cut_parts, heading, require_dark, reset

CELL = """import analysis
explorer = analysis.explore_call(analysis.read_corpus(), "ivanivka-forest-2023-10")
explorer"""
MERKUR = "2023-10-29-merkur-ivanivka"
ZLIVE = "2023-zlive-network-ivanivka"


@pytest.fixture
def fresh(page: Page) -> Page:
    """The explorer as it opened, in a wide window."""
    page.set_viewport_size({"width": 1440, "height": 1000})
    reset(page)
    expect(heading(page)).to_have_text("6 tellings")
    expect(cards(page)).to_have_count(9)
    page.mouse.move(5, 5)
    return page


def cards(page: Page) -> Locator:
    return page.locator(".overheard .story .card")


def card(page: Page, node: str) -> Locator:
    return page.locator(f'.overheard .story [data-node="{node}"]')


def lit(page: Page) -> list[str]:
    shown = page.locator(".overheard .story .card.on strong")
    return sorted(shown.all_text_contents())


def choose_call(page: Page, words: str, label: str) -> None:
    page.locator(".overheard .call_id > button").click()
    page.get_by_label("Find in Call").fill(words)
    found = page.locator(".overheard .call_id label:visible")
    expect(found).to_have_count(1)
    expect(found).to_contain_text(label)
    found.get_by_role("radio").click()


def test_a_card_a_telling_stands_in_the_column_of_its_step(fresh):
    lefts = fresh.evaluate(
        """() => [...document.querySelectorAll(".overheard .story .card")].map(
            each => [each.querySelector("strong").textContent, Math.round(each.offsetLeft)])"""
    )
    columns: dict[int, set[str]] = {}
    for name, left in lefts:
        columns.setdefault(left, set()).add(name)
    assert [columns[left] for left in sorted(columns)] == [
        {"HUR"}, {"Kyiv Post", "Business Insider", "watson"},
        {"Newsweek", "Business Insider Deutschland"}, {"Merkur"},
        {"Frankfurter Neue Presse", "zLive Network"},
    ]  # fmt: skip
    expect(card(fresh, MERKUR).locator("s")).to_have_text(["failing to take villages", "slaughter"])
    expect(card(fresh, MERKUR).locator("b")).to_have_text(["defending conquered land", "carnage"])


def test_cards_do_not_overlap_and_lines_end_at_them(fresh):
    apart = fresh.evaluate(
        """() => {
            const boxes = [...document.querySelectorAll(".overheard .story .card")]
                .map(each => each.getBoundingClientRect());
            const apart = (one, other) => one.right <= other.left || other.right <= one.left
                || one.bottom <= other.top || other.bottom <= one.top;
            return boxes.every((one, place) =>
                boxes.slice(place + 1).every(other => apart(one, other)));
        }"""
    )
    assert apart
    expect(fresh.locator(".overheard .thread[d]")).to_have_count(18 + 4)


def test_chart_and_list_stand_in_one_screen_side_by_side(fresh):
    fresh.locator(".overheard").evaluate("each => { each.style.width = '1100px' }")
    fresh.wait_for_timeout(300)
    places = (".overheard", ".overheard aside", ".overheard figure")
    whole, side, figure = (fresh.locator(place).bounding_box() for place in places)
    fresh.locator(".overheard").evaluate("each => { each.style.width = '' }")
    assert whole["height"] <= 740
    assert side["x"] >= figure["x"] + figure["width"]


def test_the_way_to_the_card_under_the_pointer_is_dark_and_goes_again(fresh):
    card(fresh, ZLIVE).hover()
    expect(fresh.locator(".overheard .thread.on")).to_have_count(4)
    assert lit(fresh) == ["HUR", "Kyiv Post", "Merkur", "Newsweek", "zLive Network"]
    fresh.mouse.move(5, 5)
    expect(fresh.locator(".overheard .thread.on")).to_have_count(0)


def test_a_click_lists_the_report_with_its_sources_and_a_link(fresh):
    for _ in range(2):
        card(fresh, MERKUR).click()
        expect(heading(fresh)).to_have_text("Merkur: telling 5 of 6 as listed")
        items = fresh.locator(".overheard aside li")
        expect(items).to_have_count(2)
        expect(items.nth(1)).to_contain_text("A source of it.")
        link = items.first.get_by_role("link", name="article ↗")
        expect(link).to_have_attribute("href", re.compile("^https?://"))
        expect(link).to_have_attribute("rel", "noopener noreferrer")
        button(fresh, "List all again").click()
        expect(heading(fresh)).to_have_text("6 tellings")


def test_earlier_and_later_go_through_the_tellings(fresh):
    for name in ("Frankfurter Neue Presse", "Business Insider Deutschland"):
        button(fresh, "later ▸").click()
        expect(heading(fresh)).to_contain_text(name)
    button(fresh, "◂ earlier").click()
    expect(heading(fresh)).to_contain_text("Frankfurter Neue Presse: telling 1 of 6")


def test_arrows_go_through_the_cards_and_enter_lists(fresh):
    card(fresh, "release").focus()
    for key in ("x", "d", "d", "ArrowRight", "ArrowRight", "ArrowRight"):
        fresh.keyboard.press(key)
    expect(card(fresh, MERKUR)).to_be_focused()
    expect(fresh.locator(".overheard .thread.on")).to_have_count(3)
    fresh.keyboard.press("Enter")
    expect(heading(fresh)).to_contain_text("Merkur: telling 5 of 6")
    expect(card(fresh, MERKUR)).to_be_focused()
    fresh.keyboard.press("ArrowRight")
    fresh.keyboard.press("ArrowDown")
    expect(card(fresh, ZLIVE)).to_be_focused()
    fresh.keyboard.press("Escape")
    expect(heading(fresh)).to_have_text("6 tellings")
    expect(fresh.locator(".jp-CodeCell")).to_have_count(1)


def test_a_selection_outlives_another_view_and_undo_takes_back_one_at_a_time(fresh):
    card(fresh, MERKUR).click()
    expect(heading(fresh)).to_contain_text("Merkur")
    button(fresh, "time line").click()
    expect(fresh.locator(".overheard .timerow")).to_have_count(7)
    expect(fresh.locator(".overheard .timerow[aria-pressed=true]")).to_have_count(1)
    button(fresh, "details").click()
    expect(fresh.locator(".overheard .details tbody tr")).to_have_count(6)
    expect(fresh.locator(".overheard .details tr.chosen")).to_contain_text("Merkur")
    button(fresh, "Undo").click()
    expect(fresh.locator(".overheard .timerow")).to_have_count(7)
    button(fresh, "Undo").click()
    button(fresh, "Undo").click()
    expect(heading(fresh)).to_have_text("6 tellings")


def test_a_call_is_found_by_words_and_its_tellings_fold_and_unfold(fresh):
    choose_call(fresh, "sabotage dam", "Own sabotage group said to hit dam")
    expect(heading(fresh)).to_have_text("92 tellings")
    italian = fresh.locator('.overheard [data-node="1 it"]')
    expect(italian).to_contain_text("Italian")
    assert cards(fresh).count() < 40
    italian.get_by_role("button").first.click()
    expect(heading(fresh)).to_contain_text("6 tellings")
    italian.locator("button").click()
    expect(card(fresh, "1 it")).to_have_count(0)
    expect(cards(fresh).filter(has_text="ANSA")).to_have_count(1)
    button(fresh, "fold again").click()
    expect(card(fresh, "1 it")).to_have_count(1)


def test_the_picture_and_the_numbers_can_be_taken_away(fresh):
    for name, ending in {"Numbers (CSV)": "csv", "Picture (SVG)": "svg"}.items():
        if not button(fresh, name).count():
            fresh.locator(".overheard .download > button").click()
        with fresh.expect_download() as taken:
            button(fresh, name).click()
        assert taken.value.suggested_filename.endswith(f".{ending}")
        text = taken.value.path().read_text()
        assert "zLive" in text
    assert text.count("line-through") >= 3
    fresh.keyboard.press("Escape")


@pytest.mark.parametrize("width", [700, 1000])
def test_a_narrow_window_cuts_nothing(fresh, width):
    assert cut_parts(fresh, width, "button, h3, p, .card, .step, li") == []
    expect(cards(fresh)).to_have_count(9)


def test_the_dark_theme_is_dark(fresh):
    require_dark(fresh, ".overheard .card")


def test_the_page_asks_nothing_of_a_network_and_complains_of_nothing(page, abroad, complaints):
    assert abroad == []
    assert complaints == []
