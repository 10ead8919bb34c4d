"""A study as a newcomer makes one: a folder of files in, four cells and a form, no dead end."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from nbformat import v4
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import run_cell
from tests.browser.explorers import until

SAMPLE = Path(__file__).parents[1] / "data" / "articles" / "study" / "files"
FILES = (
    "harbour-courier.html", "kurier-nadmorski.html", "abendblatt.rtf", "database-export.docx",
    "call-archive.txt", "press-archive.csv", "morning-ferry.pdf", "scan.pdf",
)  # fmt: skip
"""Eight files, three languages; one of them holds nothing that can be read."""

START, FORM, DATES, SPEAKERS = (
    'import analysis\nstudy = analysis.collecting.start_study("{folder}")\nstudy',
    "analysis.explore_study(study)",
    'analysis.chart_reports(analysis.count_reports(study.corpus, "month"))',
    "analysis.chart_speakers(analysis.count_speakers(study.parts))",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    articles = tmp_path_factory.mktemp("mine") / "articles"
    articles.mkdir()
    for name in FILES:
        shutil.copy(SAMPLE / name, articles)
    return articles


@pytest.fixture(scope="module")
def page(folder: Path, lab, new_page) -> Iterator[Page]:
    """The notebook with its four cells, none of them run."""
    cells = [each.replace("{folder}", folder.as_posix()) for each in (START, FORM, DATES, SPEAKERS)]
    shown = new_page()
    shown.goto(lab(v4.new_notebook(cells=[v4.new_code_cell(cell) for cell in cells])))
    shown.locator(".jp-CodeCell .cm-content").first.click()
    yield shown


def output(page: Page, number: int) -> Locator:
    return page.locator(".jp-CodeCell").nth(number).locator(".jp-OutputArea-output")


def run(page: Page, number: int) -> Locator:
    if number == 0:
        run_cell(page)  # its JupyterLab may still be starting
    else:
        page.locator(".jp-CodeCell").nth(number).locator(".cm-content").click()
        page.keyboard.press("Control+Enter")
    found = output(page, number)
    found.last.wait_for()
    return found


def test_first_action_makes_reports_and_says_the_next_step(page: Page, folder: Path) -> None:
    said = run(page, 0).last
    expect(said).to_contain_text("9 reports in articles-study")
    expect(said).to_contain_text("scan.pdf")
    expect(said).to_contain_text("next: fill in outlet kind (9)")
    expect(said).to_contain_text("analysis.explore_study(study)")
    assert len(list((folder.with_name("articles-study") / "reports").glob("*.md"))) == 9


def test_second_and_third_are_charts_of_dates_and_of_who_speaks(page: Page) -> None:
    for number, title in ((2, "by month"), (3, "Soldiers say")):
        drawn = run(page, number).last
        picture = drawn.locator("canvas, svg, img").first
        expect(picture).to_be_visible()
        assert picture.bounding_box()["width"] > 300, title


def test_fourth_opens_the_form_and_a_save_fills_in_a_report(page: Page, folder: Path) -> None:
    form = run(page, 1).last
    expect(form.locator("b").first).to_have_text(re.compile("9 reports, 9 lack something"))
    form.locator("select").nth(1).select_option("newspaper")
    form.get_by_role("button", name="Save and next").click()
    expect(form.locator("b").first).to_have_text(re.compile("9 reports, 8 lack something"))
    written = [
        path.read_text(encoding="utf-8")
        for path in (folder.with_name("articles-study") / "reports").glob("*.md")
    ]
    assert sum("outlet_kind: newspaper\n" in text for text in written) == 1


def test_the_form_is_worked_by_keys_alone(page: Page) -> None:
    form = output(page, 1).last
    kind = form.locator("select").nth(1)
    shown = "each => each.selectedOptions[0].text"
    until(page, lambda: kind.evaluate(shown) != "newspaper")  # the next report is there
    kind.focus()
    page.keyboard.press("t")
    until(page, lambda: kind.evaluate(shown).startswith("t"))
    for _ in range(8):
        if page.evaluate("document.activeElement.tagName") == "BUTTON":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(form.locator("b").first).to_have_text(re.compile("9 reports, 7 lack something"))


def test_nothing_is_fetched_from_elsewhere(page: Page, abroad: list[str]) -> None:
    assert abroad == []
