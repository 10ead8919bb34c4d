"""Nothing that a stranger wrote runs, loads or is set as a formula, wherever a browser shows it."""

import copy
import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Page, expect

import analysis
from analysis.publishing import notebooks, publish_report
from tests.browser.conftest import run_cell
from tests.browser.hostile import charts, read_payloads, save, write_corpus

FORMULA = "mjx-container"
CELL = """from tests.browser.hostile import FORMULA, show
show({folder!r})
FORMULA"""
VIEW = "application/vnd.jupyter.widget-view+json"

EVIL = ".evil, #evil, [ping], [name=ran], script:not([src], [type='application/json'])"
"""What a payload leaves behind when it is taken for HTML."""

SHOWN = ".jp-OutputArea-output, main, #chart"

TOUCH_ALL = """async () => {
    const told = [];
    const marks = "#chart .mark-rect path, #chart .mark-symbol path";
    for (const each of document.querySelectorAll(marks)) {
        const box = each.getBoundingClientRect();
        const at = {clientX: box.x + 1, clientY: box.y + 1, bubbles: true};
        for (const kind of ["pointerover", "mouseover", "pointermove", "mousemove"])
            each.dispatchEvent(new PointerEvent(kind, at));
        await new Promise(requestAnimationFrame);
        told.push(document.querySelector("#vg-tooltip-element")?.textContent ?? "");
    }
    return told;
}"""


class Trap:
    """What ran, what was asked for and which dialogs opened, on every page that it is set on."""

    def __init__(self, abroad: list[str]) -> None:
        self.ran: list[object] = []
        self.abroad = abroad
        self.pages: list[Page] = []

    def set(self, page: Page) -> Page:
        page.expose_function("ran", lambda what: self.ran.append(what))
        page.on("dialog", lambda dialog: (self.ran.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda asked: "evil" in asked.url and self.abroad.append(asked.url))
        self.pages.append(page)
        return page


@pytest.fixture
def trap(abroad: list[str]) -> Iterator[Trap]:
    abroad.clear()
    trap = Trap(abroad)
    yield trap
    for page in trap.pages:
        page.close()
    abroad.clear()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hostile corpus."""
    folder = tmp_path_factory.mktemp("hostile") / "corpus"
    write_corpus(folder)
    return folder


def assert_all_is_text(page: Page, trap: Trap) -> None:
    page.mouse.move(600, 400)  # what waits for a pointer
    page.mouse.move(610, 500, steps=5)
    assert trap.ran == []
    assert trap.abroad == []
    assert page.evaluate(
        "([shown, evil]) => [...document.querySelectorAll(shown)].flatMap("
        "part => [...part.querySelectorAll(evil)]).map(each => each.outerHTML.slice(0, 200))",
        [SHOWN, EVIL],
    ) == []  # fmt: skip


def assert_payloads_are_shown(page: Page) -> None:
    shown = page.evaluate(
        "shown => [...document.querySelectorAll(shown)].map(each => each.textContent).join('\\n')",
        SHOWN,
    )
    seen = [each for each in read_payloads() if each.isprintable()]
    assert [each for each in seen if each not in shown] == []


def test_payloads_run_and_load_where_they_are_taken_for_html(new_page, trap) -> None:
    page = trap.set(new_page())
    page.goto("about:blank")
    left = page.evaluate(
        """([payloads, evil]) => {
            for (const each of payloads) {
                const part = document.createElement("main");
                part.append(document.createRange().createContextualFragment(each));
                document.body.append(part);
            }
            return document.querySelectorAll(evil).length;
        }""",
        [[each for each in read_payloads() if "=refresh" not in each], EVIL],
    )
    page.wait_for_timeout(1_500)
    assert left > 80
    asked = {address.rpartition("evil.invalid/")[2].split(".")[0] for address in trap.abroad}
    assert len(set(map(str, trap.ran))) > 40
    assert len(asked) > 15


def test_a_running_notebook_shows_text(lab, new_page, trap, folder) -> None:
    page = trap.set(new_page())
    page.goto(lab(CELL.format(folder=str(folder))))
    run_cell(page)
    expect(page.locator(FORMULA)).to_have_count(1, timeout=90_000)
    expect(page.locator(".jp-InputPrompt").first).to_have_text("[1]:")
    assert_payloads_are_shown(page)
    assert_all_is_text(page, trap)


@pytest.fixture(scope="module")
def saved(folder: Path) -> nbformat.NotebookNode:
    """The same as a notebook that somebody saved."""
    return save(folder)


def test_a_saved_notebook_that_is_not_trusted_shows_text(lab, new_page, trap, saved) -> None:
    sent = copy.deepcopy(saved)
    for output in sent.cells[0].outputs:
        output.data.pop(VIEW, None)  # what is left where there is no kernel
    page = trap.set(new_page())
    page.goto(lab(sent))
    expect(page.locator(FORMULA)).to_have_count(1, timeout=90_000)
    assert_payloads_are_shown(page)
    assert_all_is_text(page, trap)


@pytest.mark.nightly
def test_the_report_shows_text(new_page, trap, saved, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(notebooks, "list_notebooks", lambda _: [tmp_path / "00.ipynb"])
    monkeypatch.setattr(notebooks, "run_notebook", lambda _: saved)
    publish_report(tmp_path, tmp_path / "out")
    page = trap.set(new_page())
    page.goto((tmp_path / "out" / "00.html").as_uri())
    expect(page.locator("figure.chart svg").first).to_be_visible()
    expect(page.locator(FORMULA)).to_have_count(0)
    assert_payloads_are_shown(page)
    assert_all_is_text(page, trap)


def test_a_saved_chart_shows_text_and_so_do_its_tooltips(new_page, trap, folder, tmp_path) -> None:
    chart = next(charts(analysis.read_corpus(folder, on_error="skip")))
    page = trap.set(new_page())
    page.goto(analysis.save_chart(chart, tmp_path / "chart.html").as_uri())
    bars = page.locator("#chart svg .mark-rect path, #chart svg .mark-symbol path")
    expect(bars.first).to_be_visible()
    told = page.evaluate(TOUCH_ALL)
    assert len(told) > 100
    assert any(re.search(r"<img class=evil src=x onerror=ran\(\d+\)>", each) for each in told)
    assert_all_is_text(page, trap)
