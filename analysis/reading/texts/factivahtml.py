"""Factiva's HTML: a division an article, in it a table of field codes, or lines and paragraphs."""

import lxml.html

from analysis.reading.texts.documents import Part
from analysis.reading.texts.factiva import CODES, coded_part, plain_part

ARTICLES = "//div[starts-with(concat(@class, ' '), 'article ')]"
HEADLINE = ".//*[contains(@class, 'Headline') or @id='hd']"
PARAGRAPHS = ".//p[contains(@class, 'articleParagraph')]"
LINES = ".//div[(not(@class) or contains(@class, 'author')) and not(@id) and not(.//div)]"


def factiva_page_parts(html: str) -> list[Part] | None:
    """The articles of a Factiva HTML export, or None for any other page."""
    if "article" not in html or not ("<b>HD</b>" in html or "articleParagraph" in html):
        return None
    try:
        tree = lxml.html.fromstring(html.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    except (lxml.etree.LxmlError, ValueError):
        return None
    parts = [_part(article) for article in tree.xpath(ARTICLES)]
    return [part for part in parts if part] or None


def _part(article: lxml.html.HtmlElement) -> Part | None:
    fields = _fields(article)
    if "HD" in fields:
        return coded_part(fields)
    found = [*article.xpath(HEADLINE)[:1], *article.xpath(LINES), *article.xpath(PARAGRAPHS)]
    lines = [" ".join(each.text_content().split()) for each in found]
    return plain_part([line for line in lines if line])


def _fields(article: lxml.html.HtmlElement) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    for row in article.iter("tr"):
        cells = [cell for cell in row if cell.tag == "td"]
        code = cells[0].text_content().strip() if len(cells) > 1 else ""
        if code in CODES:
            paragraphs = list(cells[1].iter("p")) or [cells[1]]
            fields.setdefault(code, []).extend(each.text_content() for each in paragraphs)
    return fields
