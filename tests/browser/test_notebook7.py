"""Notebook 7 opens the kit's notebooks, and their explorers answer there, too."""

import shutil
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import serve

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
MINUTES = 300_000
WHOLE = {"@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"}}
"""Cells out of sight stay on the page, so that a test can look for what they show."""

pytestmark = [
    pytest.mark.nightly,
    pytest.mark.skipif(find_spec("notebook") is None, reason="there is no Notebook 7"),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("notebook7")
    for path in NOTEBOOKS.glob("*.ipynb"):
        shutil.copy(path, folder)
    with serve(folder, "notebook", WHOLE) as served:
        yield f"{served}/notebooks"


@pytest.mark.parametrize(
    ("name", "choice"),
    [
        ("00_start_here", "calls"),
        ("03_outlets_compared", "same calls only"),
        ("05_how_a_call_travels", "time line"),
    ],
)
def test_an_explorer_answers(
    address: str, new_page: Callable[[], Page], abroad: list[str], name: str, choice: str
) -> None:
    page = new_page()
    page.goto(f"{address}/{name}.ipynb")
    expect(page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]")).to_be_visible()
    page.get_by_role("menuitem", name="Run", exact=True).first.click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    explorer = page.locator(".overheard").first
    expect(explorer.locator("figure h3")).to_be_visible(timeout=MINUTES)
    before = explorer.locator("p.subtitle").inner_text()
    explorer.get_by_role("button", name=choice, exact=True).click()
    expect(explorer.locator("p.subtitle")).not_to_have_text(before, timeout=MINUTES)
    assert abroad == []
    page.close()
