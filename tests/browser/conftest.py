"""A JupyterLab in a folder of its own, worked by a real browser that may ask for nothing abroad."""

import contextlib
import itertools
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import nbformat
import pytest
from nbformat import NotebookNode, v4
from playwright.sync_api import Page, Route, TimeoutError, expect, sync_playwright

import analysis

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("chrome")

QUIET = [
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-quic",
]  # fmt: skip
HERE = ("127.0.0.1", "localhost")
PATIENCE = 90_000
RECONNECTING = re.compile(
    r"WebSocket connection to '[^']*/api/kernels/[^']*' failed: .* is closed b"
)
"""What Chromium says when JupyterLab, on a busy machine, asks for a kernel's channel twice."""


@pytest.hookimpl(tryfirst=True)  # before anything is chosen by its marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of this folder need a browser."""
    skip = pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium")
    for item in items:
        if Path(__file__).parent in item.path.parents:
            for mark in (pytest.mark.browser, skip):
                item.add_marker(mark)


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str | NotebookNode], str]]:
    """Writes a notebook, or one of this cell, into a JupyterLab's folder and gives its address."""
    folder = tmp_path_factory.mktemp("lab")
    numbers = itertools.count(1)
    with serve(folder, "jupyterlab") as address:

        def write(cell: str | NotebookNode) -> str:
            notebook = (
                v4.new_notebook(cells=[v4.new_code_cell(cell)]) if isinstance(cell, str) else cell
            )
            kernel = {"name": "python3", "display_name": "Python 3"}
            notebook.metadata.setdefault("kernelspec", kernel)
            name = f"notebook{next(numbers)}"
            nbformat.write(notebook, folder / f"{name}.ipynb")
            return f"{address}/lab/workspaces/{name}/tree/{name}.ipynb"

        yield write


@contextlib.contextmanager
def serve(folder: Path, server: str, settings: dict[str, Any] | None = None) -> Iterator[str]:
    """The address of a server of notebooks, started from a module, with a folder for its root."""
    config = folder / "config" / "labconfig"
    config.mkdir(parents=True)
    announcements = {"@jupyterlab/apputils-extension:announcements": True}
    (config / "page_config.json").write_text(json.dumps({"disabledExtensions": announcements}))
    (config / "default_setting_overrides.json").write_text(json.dumps(settings or {}))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    arguments = [
        "--no-browser", "--allow-root", "--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}",
        "--ServerApp.token=", "--ServerApp.password=", f"--ServerApp.root_dir={folder}",
    ]  # fmt: skip
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", server, *arguments],
            cwd=folder, env=_environment(folder), stdout=log, stderr=log,
        )  # fmt: skip
        try:
            _wait_for(f"http://127.0.0.1:{port}/api", folder / "log", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=30)


def _environment(folder: Path) -> dict[str, str]:
    places = {
        name: str(folder / name.lower())
        for name in ("JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    }
    here = str(Path(analysis.__file__).parents[1])
    config = str(folder / "config")
    return dict(os.environ) | places | {"PYTHONPATH": here, "JUPYTER_CONFIG_DIR": config}


def _wait_for(address: str, log: Path, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(240):
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310
                return
        except OSError:
            if server.poll() is not None:
                break
            time.sleep(0.25)
    pytest.fail(f"the server did not start:\n{log.read_text()}")


@pytest.fixture(scope="module")
def abroad() -> list[str]:
    """Addresses outside this computer that a page asked for; the asking is refused."""
    return []


@pytest.fixture(scope="module")
def complaints() -> list[str]:
    """Errors and warnings that pages wrote to the console."""
    return []


@pytest.fixture(scope="module")
def new_page(abroad: list[str], complaints: list[str]) -> Iterator[Callable[[], Page]]:
    """Opens empty pages of a browser."""

    def sort(route: Route) -> None:
        address = urlsplit(route.request.url)
        if address.hostname in HERE or address.scheme == "file":
            route.continue_()
        else:
            abroad.append(route.request.url)
            route.abort()

    def note(kind: str, text: str) -> None:
        if kind in ("error", "warning") and not RECONNECTING.match(text):
            complaints.append(f"{kind}: {text}")

    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=QUIET)

        def show() -> Page:
            shown = browser.new_page(
                viewport={"width": 1280, "height": 1600}, timezone_id="America/Los_Angeles"
            )
            shown.set_default_timeout(PATIENCE)
            expect.set_options(timeout=20_000)
            shown.route("**/*", sort)
            shown.on("pageerror", lambda error: complaints.append(str(error)))
            shown.on("console", lambda said: note(said.type, said.text))
            return shown

        yield show
        browser.close()


@pytest.fixture(scope="module")
def open_notebook(lab: Callable[[str], str], new_page: Callable[[], Page]) -> Callable[[str], Page]:
    """Opens a notebook of one cell and runs it."""

    def show(cell: str) -> Page:
        shown = new_page()
        shown.goto(lab(cell))
        run_cell(shown)
        return shown

    return show


@pytest.fixture(scope="module")
def page(request: pytest.FixtureRequest, open_notebook: Callable[[str], Page]) -> Page:
    """The notebook after the cell of the test's module, which shows an explorer, has run."""
    shown = open_notebook(request.module.CELL)
    shown.locator(".overheard h3").wait_for()
    return shown


def run_cell(page: Page) -> None:
    """Run the cell once its kernel is there; a JupyterLab that is still starting may ask something.

    What it is told before the kernel answers is lost now and then, and the cell runs for ever.
    """
    asks = page.locator(".jp-Dialog .jp-mod-accept")
    idle = page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]")
    prompt = page.locator(".jp-InputPrompt").first
    for _ in range(90):
        if asks.count():
            asks.first.click()
        if not idle.count():
            page.wait_for_timeout(1_000)
            continue
        with contextlib.suppress(TimeoutError):  # a question came in between
            page.locator(".jp-CodeCell .cm-content").first.click(timeout=5_000)
            page.keyboard.press("Control+Enter")
        with contextlib.suppress(AssertionError):
            expect(prompt).not_to_have_text("[ ]:", timeout=15_000)
            return
    pytest.fail("the cell does not run")
