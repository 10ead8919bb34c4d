"""What tests of explorers ask of a page, whichever explorer is on it."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page


def until(page: Page, so: Callable[[], bool]) -> None:
    """Wait until something is so: a page on a busy machine is late."""
    for _ in range(100):
        if so():
            return
        page.wait_for_timeout(200)
    raise AssertionError("it is not so after twenty seconds")


def button(page: Page, name: str) -> Locator:
    return page.locator(".overheard").get_by_role("button", name=name, exact=True)


def heading(page: Page) -> Locator:
    """The heading of the reading list."""
    return page.locator(".overheard aside h4")


def reset(page: Page) -> None:
    """Choose again what was chosen when the explorer opened."""
    if button(page, "Reset").is_enabled():
        button(page, "Reset").click()


def cut_parts(page: Page, width: int, parts: str) -> list[str]:
    """The parts of an explorer, by a selector, that stand out of it in a window of this width."""
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_timeout(500)
    find = """(selector) => {
        const root = document.querySelector(".overheard");
        const right = root.getBoundingClientRect().right;
        const parts = [...root.querySelectorAll(selector)];
        return parts.filter((each) => each.getBoundingClientRect().right > right + 8)
            .map((each) => each.outerHTML.slice(0, 80));
    }"""
    found = page.evaluate(find, parts)
    if found:  # perhaps it is still being laid out
        page.wait_for_timeout(3_000)
        found = page.evaluate(find, parts)
    return found


def require_dark(page: Page, place: str) -> None:
    """Paper is light and ink dark at a place; in JupyterLab's dark theme the ink is light."""
    look = """(place) => {
        const style = getComputedStyle(document.querySelector(place));
        const most = (colour) => Math.max(...colour.match(/[\\d.]+/g).slice(0, 3).map(Number));
        return [most(style.backgroundColor), most(style.color)];
    }"""
    paper, ink = page.evaluate(look, place)
    assert paper > 200 > ink
    theme = "document.body.dataset.jpThemeLight = '{}'"
    page.evaluate(theme.format("false"))
    assert page.evaluate(look, place)[1] > 200
    page.evaluate(theme.format("true"))
