"""Markdown and HTML from a notebook -> HTML that runs nothing and loads nothing."""

import re
from functools import cache

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbconvert.preprocessors.sanitize import SanitizeHTML

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
