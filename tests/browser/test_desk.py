"""The desk in JupyterLab: three reports coded by keys alone, a restart of the kernel, and on."""

import re
from pathlib import Path

import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

import analysis
from analysis.collecting.coding import Code, save_codes
from tests.browser.conftest import run_cell
from tests.browser.explorers import button, cut_parts, require_dark
from tests.conftest import SmallCorpus

CELL = """
import analysis
analysis.explore_coding(analysis.read_corpus({folder!r}), "ann", order="listed")
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return SmallCorpus(tmp_path_factory.mktemp("desk") / "corpus").path


@pytest.fixture(scope="module")
def page(folder: Path, open_notebook) -> Page:
    shown = open_notebook(CELL.format(folder=str(folder)))
    shown.locator(".desk h3").wait_for()
    return shown


def press(page: Page, *keys: str) -> None:
    """Press keys at once, one after the other, and wait until all they did is saved."""
    for key in keys:
        page.keyboard.press(key)
    expect(page.locator(".desk [role=status]")).to_have_text(re.compile("Saved at|^$"))


def codes(folder: Path, report: int, coder: str = "ann") -> list[str]:
    """What a coder gave in a report, by its place: variable and value, unsure, the reason."""
    table = pd.read_csv(folder / "codings.csv", dtype="str", keep_default_na=False)
    ids = sorted(path.stem for path in (folder / "reports").glob("*.md"))
    mine = table[(table["coder"] == coder) & (table["report_id"] == ids[report - 1])]
    return [
        f"{row.variable}={row.value}{'?' * (row.unsure == 'true')}{' ' * bool(row.evidence)}"
        f"{row.evidence}"
        for row in mine.itertuples()
    ]


def test_three_reports_are_coded_by_keys_alone(page: Page, folder: Path) -> None:
    page.locator(".desk .values button").first.focus()
    press(page, "4", "5", "?", ".", *"wet letters", "Enter")
    expect(page.locator(".desk .strip .said")).to_have_text("wet letters")
    press(page, "Tab", "0", "2", "?", "4", "2", "1", "5")
    assert codes(folder, 1) == [
        "theme=supply", "theme=conditions? wet letters", "frame=", "certainty=attributed?",
        "verification=silent", "release_motive=false", "emotive=none", "victim=nobody",
    ]  # fmt: skip
    press(page, "n", "0", "1", "Tab", "1", "1", "1", "1", "1")
    press(page, "ArrowRight", "0", "0", "1", "1", "1", "1", "1", "u", "2", "ArrowRight")
    expect(page.locator(".desk .row strong")).to_have_text("3 coded by ann")
    assert codes(folder, 2)[:2] == ["theme=", "frame=conflict"]
    assert codes(folder, 3)[-2:] == ["emotive=none", "victim=relatives"]


def test_after_a_restart_of_the_kernel_it_goes_on_where_it_stopped(page: Page) -> None:
    page.locator(".jp-CodeCell .cm-content").first.click()
    for key in ("Escape", "0", "0"):
        page.keyboard.press(key)
    page.locator(".jp-Dialog .jp-mod-accept").click(timeout=10_000)
    page.wait_for_timeout(2_000)
    run_cell(page)
    expect(page.locator(".desk .row strong")).to_have_text("3 coded by ann")
    assert page.locator(".desk input[type=number]").input_value() == "4"


def test_words_selected_in_the_report_become_evidence(page: Page, folder: Path) -> None:
    page.locator(".desk .values button").first.focus()
    press(page, "6")
    page.locator(".desk .reader p").first.click(click_count=3)
    press(page, "e")
    [given] = codes(folder, 4)
    digest = page.locator(".desk .reader p").first.inner_text()
    first = " ".join(digest.split()[:12])
    assert given == f"theme=rotation digest[0:{len(digest)}]: {first} ..."


def test_every_control_is_worked_by_the_mouse(page: Page, folder: Path) -> None:
    strip = page.locator(".desk .strip")
    strip.get_by_role("button", name="? unsure").click()
    expect(page.locator(".desk h4 .said").first).to_have_text("Rotation and pay? ✎")
    button(page, "certainty").click()
    button(page, "Asserted").click()
    expect(page.locator(".desk h4 .said").nth(2)).to_have_text("Asserted")
    button(page, "Undo (u)").click()
    expect(page.locator(".desk h4 .said").nth(2)).to_have_text("–")
    button(page, "← Previous (p)").click()
    expect(page.locator(".desk input[type=number]")).to_have_value("3")
    page.locator(".desk input[type=number]").fill("4")
    page.keyboard.press("Enter")
    expect(page.locator(".desk h4 .said").first).to_have_text("Rotation and pay? ✎")
    button(page, "theme").click()
    button(page, "Rotation and pay").click()
    expect(page.locator(".desk h4 .said").first).to_have_text("–")
    press(page)
    assert codes(folder, 4) == []


@pytest.mark.parametrize("width", [1100, 700])
def test_nothing_stands_out_and_axe_finds_nothing_serious(page: Page, width: int) -> None:
    assert cut_parts(page, width, "button, input, p, .strip") == []
    found = Axe().run(page, context=".desk").response["violations"]
    assert [each["id"] for each in found if each["impact"] in ("serious", "critical")] == []
    page.set_viewport_size({"width": 1280, "height": 1600})


def test_it_is_dark_where_jupyterlab_is(page: Page) -> None:
    require_dark(page, ".overheard.desk")


SETTLING = """
import analysis
analysis.explore_coding(analysis.read_corpus({folder!r}), "people", between=["ann", "ben"])
"""


def test_two_who_differ_are_settled_by_one_key_and_a_reason(tmp_path: Path, open_notebook) -> None:
    folder = SmallCorpus(tmp_path / "corpus").path
    corpus = analysis.read_corpus(folder)
    first = corpus.reports["report_id"].min()
    for coder, given in (("ann", Code("losses", "two are named")), ("ben", Code(""))):
        save_codes(corpus, first, coder, "theme", lambda _, given=given: [given])
    page = open_notebook(SETTLING.format(folder=str(folder)))
    page.locator(".desk h3").wait_for()
    assert [each.inner_text().split("\n")[0] for each in page.locator(".sides > div").all()] == [
        "< as ann", "> as ben",
    ]  # fmt: skip
    page.locator(".desk .values button").first.focus()
    press(page, "<", *" in the call", "Enter")
    expect(page.locator(".desk .row strong")).to_have_text("1 settled")
    assert codes(folder, 1, "people") == ["theme=losses as ann: two are named in the call"]


def test_nothing_is_fetched_from_elsewhere_and_nothing_complains(page, abroad, complaints) -> None:
    assert abroad == []
    assert [each for each in complaints if "desk" in each or "coding" in each] == []
