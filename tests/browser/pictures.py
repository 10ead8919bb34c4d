"""The pictures of the README, drawn from what explorers are: `python -m tests.browser.pictures`."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

import analysis
from analysis.exploring.shell import front_end, style_sheet
from tests.browser.conftest import CHROMIUM, QUIET
from tests.browser.test_page import PAGE

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
SIZE = {"width": 820, "height": 640}
SCALE = 0.85
"""Pixels of the page, of which what is longer is cut at the foot, and of the picture for each."""

PICTURES = {
    "themes": lambda corpus: analysis.explore_themes(
        corpus, themes=["losses", "refusal", "command"], marks=[["losses", "2023-07-01"]]
    ),
    "outlets": lambda corpus: analysis.explore_groups(corpus, by="step", variable="certainty"),
    "call": lambda corpus: analysis.explore_call(corpus, "ivanivka-forest-2023-10"),
    "text": lambda _: analysis.explore_text(analysis.collecting.read_samples()["text"][2]),
}


def draw_pictures() -> None:
    """Write each picture over the one of the same name."""
    corpus = analysis.read_corpus()
    with TemporaryDirectory() as folder, sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page(viewport=SIZE, device_scale_factor=SCALE)
        path = Path(folder) / "page.html"
        for name, make in PICTURES.items():
            view = json.dumps(make(corpus).view).replace("<", "\\u003c")
            html = PAGE.format(css=style_sheet(), script=front_end(), view=view)
            path.write_text(html, encoding="utf-8")
            page.goto(path.as_uri())
            page.locator(".overheard h3").first.wait_for()
            page.evaluate("document.querySelector('main').replaceChildren(here)")
            page.wait_for_timeout(500)
            page.screenshot(path=FOLDER / f"{name}.png", animations="disabled")
        browser.close()


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    draw_pictures()
