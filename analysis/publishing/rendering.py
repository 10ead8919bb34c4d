"""What becomes HTML: templates, and the cells of a notebook that was run.

Whatever is put into a template stays text, unless it is HTML of ours already. What a notebook has
of Markdown and HTML becomes HTML that runs nothing and loads nothing: text, code to unfold, tables
and charts.
"""

import base64
import json
import re
from functools import cache
from html import escape
from typing import Any

import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined
from nbconvert.filters.ansi import ansi2html
from nbconvert.filters.highlight import Highlight2HTML
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbconvert.preprocessors.sanitize import SanitizeHTML
from nbformat import NotebookNode

from analysis.charting.packing import unpack_data
from analysis.charting.wording import say_group, say_short
from analysis.exploring.cards import web_address
from analysis.untrusted import plain_text

CHART = re.compile(r"application/vnd\.vegalite\.v\d+\+json")
WIDGET = "application/vnd.jupyter.widget-view+json"
WIDGET_NOTE = "Run the notebook to use the controls."
PICTURES = {"image/png": "image/png", "image/jpeg": "image/jpeg", "image/svg+xml": "image/svg+xml"}

TAGS = [
    "a", "abbr", "b", "blockquote", "br", "caption", "code", "col", "colgroup", "dd", "del",
    "details", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img",
    "kbd", "li", "mark", "ol", "p", "pre", "s", "small", "span", "strong", "sub", "summary", "sup",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
]  # fmt: skip
ATTRIBUTES = {
    "abbr", "alt", "class", "colspan", "dir", "headers", "height", "id", "lang", "open", "rowspan",
    "scope", "start", "title", "width",
}  # fmt: skip
DROPPED = re.compile(r"<(style|script)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
"""Elements whose content is no text to read; cleaning would leave it behind as text."""

Bundle = dict[str, Any]


def render_cells(notebook: NotebookNode) -> str:
    """The cells of a notebook as HTML, in their order.

    Nothing in it runs or loads anything: text is escaped, HTML is cleaned, pictures stand in the
    page itself, and a chart is its specification as data, with its picture to show meanwhile.
    """
    parts = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            parts.append(f'<div class="text">{clean_markdown(cell.source)}</div>')
        elif cell.cell_type == "code" and cell.source.strip():
            code = Highlight2HTML(pygments_lexer="ipython3")(cell.source)
            parts.append(f'<details class="code"><summary>Code</summary>{code}</details>')
            parts += [_output(output) for output in cell.outputs]
    return "\n".join(part for part in parts if part)


def _output(output: NotebookNode) -> str:
    if output.output_type == "stream":
        # What a library says on stderr is for whoever runs the notebook.
        return _plain(output.text) if output.name == "stdout" else ""
    if output.output_type in ("display_data", "execute_result"):
        return _bundle(output.data)
    return ""


def _bundle(data: Bundle) -> str:
    """The richest form that a page can show of what a cell gave."""
    chart = next((key for key in data if CHART.fullmatch(key)), None)
    if chart:
        return _chart(data[chart], data)
    if WIDGET in data:
        words = _joined(data.get("text/plain", ""))
        still = _picture(data) or _static(data) or _plain(words)
        return _figure("explorer", f"{still}<figcaption>{WIDGET_NOTE}</figcaption>")
    if "text/html" in data:
        return _boxed(clean_html(_joined(data["text/html"])), "table", "Table")
    if "text/markdown" in data:
        return _boxed(clean_markdown(_joined(data["text/markdown"])), "table", "Description")
    picture = _picture(data)
    if picture:
        return _figure("picture", picture)
    return _plain(_joined(data.get("text/plain", "")))


def _static(data: Bundle) -> str:
    """An explorer as HTML, where it leaves such."""
    html = clean_html(_joined(data.get("text/html", "")))
    return html and _boxed(html, "static", "The explorer as it opens")


def _boxed(html: str, kind: str, label: str) -> str:
    """Clean HTML in a box: what is wide scrolls in it, and the keyboard can reach it."""
    box = f'<div class="{kind}" tabindex="0" role="group" aria-label="{label}">'
    return f"{box}{head_tables(html)}</div>"


UNHEADED = re.compile(r"<th(?=[\s>])(?![^>]*\bscope=)")


def head_tables(html: str) -> str:
    """Tables whose heads say what they head: a column above, a row beside; none is empty.

    Examples
    --------
    >>> head_tables("<thead><tr><th></th><th>n</th></tr></thead>")
    '<thead><tr><td></td><th scope="col">n</th></tr></thead>'
    """
    html = re.sub(r"<th([^>]*)>\s*</th>", r"<td\1></td>", html)
    for part, scope in (("thead", "col"), ("tbody", "row")):
        pieces = re.split(rf"(<{part}\b.*?</{part}>)", html, flags=re.DOTALL)
        # What the split found stands at every second place.
        pieces[1::2] = [UNHEADED.sub(f'<th scope="{scope}"', piece) for piece in pieces[1::2]]
        html = "".join(pieces)
    return html


def first_picture(notebook: NotebookNode) -> tuple[bytes | None, str]:
    """What stands for a notebook on the page of all: its first picture, else its first explorer."""
    shown = [
        output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", [])
    ]
    packed = next((_joined(data["image/png"]) for data in shown if "image/png" in data), None)
    if packed:
        return base64.b64decode(packed), ""
    return None, next(filter(None, (_static(data) for data in shown if WIDGET in data)), "")


def _chart(spec: Bundle, data: Bundle) -> str:
    spec = {key: value for key, value in unpack_data(spec).items() if key != "usermeta"}
    label = str(spec.get("description") or _joined(data.get("text/plain", "a chart")))
    still = _picture(data, label) or _plain(label)
    # In a script element only "<" could end the data; JSON may write it as an escape.
    text = json.dumps(spec, ensure_ascii=False).replace("<", "\\u003c")
    return _figure(
        "chart",
        f'<div class="drawn" data-label="{escape(label)}" hidden></div>'
        f'<div class="still">{still}</div>'
        f'<script type="application/json" class="spec">{text}</script>',
    )


def _picture(data: Bundle, label: str | None = None) -> str:
    for key, mediatype in PICTURES.items():
        if key in data:
            content = _joined(data[key])
            if key == "image/svg+xml":
                content = base64.b64encode(content.encode("utf-8")).decode("ascii")
            alt = escape(label or _joined(data.get("text/plain", "")))
            packed = re.sub(r"[^A-Za-z0-9+/=]", "", content)
            return f'<img src="data:{mediatype};base64,{packed}" alt="{alt}">'
    return ""


def _figure(kind: str, inside: str) -> str:
    return f'<figure class="{kind}">{inside}</figure>'


def _plain(text: str) -> str:
    return f'<pre class="printed">{ansi2html(text)}</pre>' if text.strip() else ""


def _joined(value: str | list[str]) -> str:
    return value if isinstance(value, str) else "".join(value)


def clean_html(html: str) -> str:
    """HTML with only the tags and attributes of running text and tables.

    Examples
    --------
    >>> clean_html('<p onclick="run()">so <b>it</b> is<script>run()</script></p>')
    '<p>so <b>it</b> is</p>'
    >>> clean_html('<img src="https://example.org/a.png" alt="a map">')
    '<img alt="a map">'
    """
    return str(_cleaner().sanitize_html_tags(DROPPED.sub("", html)))


def clean_markdown(text: str) -> str:
    """Markdown as clean HTML; a link to another notebook becomes one to its page.

    Examples
    --------
    >>> clean_markdown("see [the next](02_when.ipynb)").strip()
    '<p>see <a href="02_when.html">the next</a></p>'
    """
    renderer = IPythonRenderer(escape=False, exclude_anchor_links=True)
    html = clean_html(MarkdownWithMath(renderer=renderer).render(text))
    return re.sub(r'(<a [^>]*href="(?![a-z]+:)[^"#]+)\.ipynb(?=["#])', r"\1.html", html)


@cache
def _cleaner() -> SanitizeHTML:
    return SanitizeHTML(tags=TAGS, attributes=_allowed, strip=True)


def _allowed(tag: str, name: str, _value: str) -> bool:
    if tag == "a" and name == "href":
        return True  # bleach lets pass http, https and mailto only; a link loads nothing by itself
    # A picture's address is not among them: running text shows its words instead.
    return name in ATTRIBUTES


NOT_KNOWN = "–"


def fill(template: str, **facts: Any) -> str:
    """A template of this folder with what it names.

    Examples
    --------
    >>> term = {"term": "Dates", "text": "<b> & more"}
    >>> html = fill("site/methods.html", terms=[term], codebook="", readme="")
    >>> "<dt>Dates</dt><dd>&lt;b&gt; &amp; more</dd>" in html
    True
    """
    return _templates().get_template(template).render(facts)


@cache
def _templates() -> Environment:
    templates = Environment(
        loader=PackageLoader("analysis.publishing"), autoescape=True, undefined=StrictUndefined,
        finalize=_shown_as,
    )  # fmt: skip
    templates.filters |= {
        "web_address": web_address,
        "group": lambda value: say_group(value) if pd.notna(value) else NOT_KNOWN,
        "days": lambda row: say_short(row.published_from, row.published_to),
        "number": _number,
    }
    templates.tests["known"] = pd.notna
    return templates


def _shown_as(value: Any) -> Any:
    """What is written for a value: a dash where it is missing."""
    if hasattr(value, "__html__"):
        return value
    return NOT_KNOWN if pd.isna(value) else plain_text(str(value))


def _number(value: float) -> str:
    return NOT_KNOWN if pd.isna(value) else f"{value:.2f}".replace("-", "−")
