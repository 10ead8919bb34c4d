"""Factiva's HTML: a division an article, a table of field codes and values in each."""

import lxml.html

from analysis.reading.texts.documents import Part
from analysis.reading.texts.exports import CODES, factiva_part

ARTICLES = "//div[starts-with(concat(@class, ' '), 'article ')]"


def factiva_parts(html: str) -> list[Part] | None:
    """The articles of a Factiva HTML export, or None for any other page."""
    if "article" not in html or "<b>HD</b>" not in html:
        return None
    try:
        tree = lxml.html.fromstring(html.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    except (lxml.etree.LxmlError, ValueError):
        return None
    fields = [_fields(article) for article in tree.xpath(ARTICLES)]
    return [factiva_part(each) for each in fields if "HD" in each] or None


def _fields(article: lxml.html.HtmlElement) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    for row in article.iter("tr"):
        cells = [cell for cell in row if cell.tag == "td"]
        code = cells[0].text_content().strip() if len(cells) > 1 else ""
        if code in CODES:
            paragraphs = list(cells[1].iter("p")) or [cells[1]]
            fields.setdefault(code, []).extend(each.text_content() for each in paragraphs)
    return fields
