"""The report: pages from notebooks, to be read without a network."""

import base64
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from nbformat import v4

import analysis
from analysis.publishing import PublishingError, publish_report
from analysis.publishing.rendering import clean_html, clean_markdown, first_picture, render_cells

PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
    "+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
SPEC = {
    "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
    "description": 'Bars of "refusal" </script><script>boom()</script>',
    "data": {"values": [{"theme": "losses", "n": 3}, {"theme": "refusal", "n": 5}]},
    "mark": "bar",
    "encoding": {
        "x": {"field": "n", "type": "quantitative"},
        "y": {"field": "theme", "type": "nominal"},
    },
}
FIRST = """# What were the calls **about**?

Mostly losses. See [the next](01_when.ipynb).

<script>boom()</script><img src="https://example.org/pixel.png" alt="a map" onerror="boom()">
"""
SHOW = f"""from IPython.display import display
display({{"application/vnd.vegalite.v5+json": {SPEC!r}, "image/png": {PIXEL!r},
         "text/plain": "a chart"}}, raw=True)
display({{"application/vnd.jupyter.widget-view+json": {{"model_id": "1", "version_major": 2}},
         "image/png": {PIXEL!r}, "text/plain": "an explorer of themes"}}, raw=True)"""
TABLE = """import pandas as pd
print("<b>printed</b>")
pd.DataFrame({"outlet": ["<i>A</i>"], "reports": [2]})"""


def write_notebook(folder: Path, name: str, *cells: nbformat.NotebookNode) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    nbformat.write(v4.new_notebook(cells=list(cells)), path)
    return path


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a report of two small notebooks."""
    folder = tmp_path_factory.mktemp("report")
    first = [v4.new_markdown_cell(FIRST), v4.new_code_cell(SHOW), v4.new_code_cell(TABLE)]
    path = write_notebook(folder / "notebooks", "00_about.ipynb", *first)
    write_notebook(folder / "notebooks", "01_when.ipynb", v4.new_markdown_cell("# When & where?"))
    before = path.read_bytes()
    index = publish_report(folder / "notebooks", folder / "out")
    assert path.read_bytes() == before, "a notebook was changed"
    assert index == folder / "out" / "index.html"
    return folder / "out"


class Page(HTMLParser):
    """Elements of a page, and whatever in it loads or runs something."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def each(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def loaded(self) -> set[str]:
        return {
            str(attributes[name])
            for tag, attributes in self.elements
            for name in ("src", "srcset", "data", "poster", "action", *(["href"] * (tag != "a")))
            if name in attributes
        }


def read(report: Path, name: str) -> str:
    return (report / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["index.html", "00_about.html", "01_when.html"])
def test_pages_load_nothing_but_the_files_beside_them(report: Path, name: str) -> None:
    page = Page(read(report, name))
    files = {address for address in page.loaded() if not address.startswith("data:image/")}
    pictures = {file for file in files if file.endswith(".png")}
    assert bool(pictures) == (name == "index.html")
    assert files - pictures == {"style.css", "vega.js", "draw.js"}
    assert all((report / file).is_file() for file in files)
    assert not re.search(r"@import|url\(", read(report, "style.css"))
    assert not [a for _, at in page.elements for a in at if a.startswith("on")]


def test_index_lists_each_notebook_with_its_question_and_first_sentences(report: Path) -> None:
    html = read(report, "index.html")
    assert '<a href="00_about.html">What were the calls about?</a>' in html
    assert '<a href="01_when.html">When &amp; where?</a>' in html
    assert "Mostly losses." in html


def test_pages_lead_to_each_other(report: Path) -> None:
    first = {a.get("rel"): a["href"] for a in Page(read(report, "00_about.html")).each("a")}
    second = {a.get("rel"): a["href"] for a in Page(read(report, "01_when.html")).each("a")}
    assert first["next"] == "01_when.html"
    assert second["prev"] == "00_about.html"
    assert "next" not in second
    assert 'See <a href="01_when.html">the next</a>' in read(report, "00_about.html")


def test_pages_name_language_and_title_and_pictures_have_words(report: Path) -> None:
    html = read(report, "00_about.html")
    page = Page(html)
    assert page.each("html") == [{"lang": "en"}]
    assert "<title>What were the calls about?</title>" in html
    assert len(page.each("h1")) == 1
    assert [image["alt"] for image in page.each("img")] == [
        "a map", SPEC["description"], "an explorer of themes",
    ]  # fmt: skip


def test_untrusted_text_stays_text(report: Path) -> None:
    html = read(report, "00_about.html")
    page = Page(html)
    assert [script.get("type", "file") for script in page.each("script")] == [
        "file", "file", "application/json",
    ]  # fmt: skip
    assert "&lt;b&gt;printed&lt;/b&gt;" in html
    assert "<td>&lt;i&gt;A&lt;/i&gt;</td>" in html


def test_an_explorer_is_its_picture_and_says_how_to_use_it(report: Path) -> None:
    (explorer,) = re.findall(
        r'<figure class="explorer">.*?</figure>', read(report, "00_about.html"), re.DOTALL
    )
    assert f"data:image/png;base64,{PIXEL}" in explorer
    assert "Run the notebook to use the controls." in explorer


def test_an_explorer_without_a_picture_is_its_html_and_runs_nothing() -> None:
    still = "<style>p{color:red}</style><p class='hit'>a line<script>boom()</script></p>"
    widget = {"application/vnd.jupyter.widget-view+json": {"model_id": "1", "version_major": 2}}
    output = v4.new_output("display_data", widget | {"text/html": still, "text/plain": "words"})
    html = render_cells(v4.new_notebook(cells=[v4.new_code_cell("x", outputs=[output])]))
    (explorer,) = re.findall(r'<figure class="explorer">.*?</figure>', html, re.DOTALL)
    assert '<p class="hit">a line</p>' in explorer
    assert "words" not in explorer
    assert "Run the notebook to use the controls." in explorer
    assert not re.search("script|style|boom|color", explorer)


def test_a_notebook_without_a_picture_has_its_first_explorer_on_the_page_of_all() -> None:
    widget = {"application/vnd.jupyter.widget-view+json": {"model_id": "1", "version_major": 2}}
    data = widget | {"text/html": "<p class='hit'>a line<script>boom()</script></p>"}
    outputs = [v4.new_output("display_data", each) for each in ({"text/plain": "3"}, data)]
    notebook = v4.new_notebook(cells=[v4.new_code_cell("x", outputs=outputs)])
    picture, peek = first_picture(notebook)
    assert picture is None
    assert '<p class="hit">a line</p>' in peek
    assert "boom" not in peek
    outputs.append(v4.new_output("display_data", {"image/png": PIXEL}))
    notebook = v4.new_notebook(cells=[v4.new_code_cell("x", outputs=outputs)])
    assert first_picture(notebook) == (base64.b64decode(PIXEL), "")


def test_a_table_in_words_scrolls_in_a_box_that_keys_reach() -> None:
    output = v4.new_output("display_data", {"text/markdown": "|a|b|\n|-|-|\n|1|2|"})
    html = render_cells(v4.new_notebook(cells=[v4.new_code_cell("x", outputs=[output])]))
    assert '<div class="table" tabindex="0"' in html
    assert '<th scope="col">a</th>' in html


@pytest.mark.parametrize(
    "make",
    [
        lambda corpus: analysis.explore_text("“It rains,” the <b>soldier</b> said."),
        lambda corpus: analysis.explore_words(corpus, words="rain*"),
    ],
    ids=["reader", "words"],
)
def test_explorers_of_texts_leave_html_that_the_page_keeps_whole(corpus, make) -> None:
    bundle = make(corpus)._repr_mimebundle_()
    html = (bundle[0] if isinstance(bundle, tuple) else bundle)["text/html"]
    kept = clean_html(html)
    assert "<script" not in html
    said = Page(re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL))
    assert [tag for tag, _ in Page(kept).elements] == [tag for tag, _ in said.elements]
    assert [at.get("class") for _, at in Page(kept).elements] == [
        at.get("class") for _, at in said.elements
    ]


def test_a_failing_cell_stops_the_report_and_is_named(tmp_path: Path) -> None:
    cells = [v4.new_markdown_cell("# ?"), v4.new_code_cell("a = 1"), v4.new_code_cell("a / 0")]
    write_notebook(tmp_path / "notebooks", "07_bad.ipynb", *cells)
    with pytest.raises(PublishingError, match=r"07_bad\.ipynb: cell 2 failed: ZeroDivisionError"):
        publish_report(tmp_path / "notebooks", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_file_that_is_no_notebook_is_named(tmp_path: Path) -> None:
    (tmp_path / "00_x.ipynb").write_text("not JSON", encoding="utf-8")
    with pytest.raises(PublishingError, match=r"00_x\.ipynb: is no notebook"):
        publish_report(tmp_path, tmp_path / "out")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("<iframe src='https://example.org'>x</iframe>", "x"),
        ("<a href='javascript:boom()'>x</a>", "<a>x</a>"),
        ("<p style='background:url(https://example.org)'>x</p>", "<p>x</p>"),
        ("<style>p{background:url(https://example.org)}</style><p>x</p>", "<p>x</p>"),
        ("<form action='https://example.org'>x</form>", "x"),
        ("<img src='//example.org/a.png' alt='x'>", '<img alt="x">'),
        ("<img src='../a.png' alt='x'>", '<img alt="x">'),
        ("<svg onload='boom()'>x</svg>", "x"),
        ("<h2 id='a' onclick='boom()'>x</h2>", '<h2 id="a">x</h2>'),
    ],
)
def test_html_keeps_words_and_tables_only(given: str, kept: str) -> None:
    assert clean_html(given) == kept


def test_links_to_notebooks_elsewhere_stay_as_they_are() -> None:
    html = clean_markdown("[x](https://example.org/a.ipynb) [y](01_b.ipynb#part)")
    assert 'href="https://example.org/a.ipynb"' in html
    assert 'href="01_b.html#part"' in html


def test_a_chart_without_a_picture_has_its_words() -> None:
    data = {"application/vnd.vegalite.v5+json": {"mark": "bar"}, "text/plain": "bars <3"}
    output = v4.new_output("display_data", data)
    html = render_cells(v4.new_notebook(cells=[v4.new_code_cell("x", outputs=[output])]))
    assert '<div class="still"><pre class="printed">bars &lt;3</pre></div>' in html


def test_a_drawing_is_shown_as_a_picture_that_can_run_nothing() -> None:
    svg = "<svg xmlns='http://www.w3.org/2000/svg'><script>boom()</script></svg>"
    output = v4.new_output("display_data", {"image/svg+xml": svg, "text/plain": "a map"})
    html = render_cells(v4.new_notebook(cells=[v4.new_code_cell("x", outputs=[output])]))
    packed = base64.b64encode(svg.encode()).decode()
    assert f'<img src="data:image/svg+xml;base64,{packed}" alt="a map">' in html


BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.mark.skipif(BROWSER is None, reason="no Chromium here to open the page in")
def test_charts_are_drawn_without_a_network(report: Path) -> None:
    from playwright.sync_api import expect, sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=ARGUMENTS)
        page = browser.new_context(offline=True).new_page()
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: wrong.append(message.text))
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto((report / "00_about.html").as_uri())
        expect(page.locator("figure.chart svg .mark-rect path")).to_have_count(2)
        expect(page.locator("figure.chart .still")).to_be_hidden()
        expect(page.locator("figure.explorer img")).to_be_visible()
        browser.close()
    assert {address.split(":")[0] for address in asked} <= {"file", "data"}
    # A newer Vega-Lite tells that the chart was written for an older one; it draws it all the same.
    assert [line for line in wrong if "Vega-Lite" not in line] == []


@pytest.mark.skipif(BROWSER is None, reason="no Chromium here to open the page in")
def test_without_scripts_the_picture_stays(report: Path) -> None:
    from playwright.sync_api import expect, sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=ARGUMENTS)
        page = browser.new_context(offline=True, java_script_enabled=False).new_page()
        page.goto((report / "00_about.html").as_uri())
        expect(page.locator("figure.chart .still img")).to_be_visible()
        browser.close()
