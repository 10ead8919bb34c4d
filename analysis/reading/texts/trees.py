"""Exports, feeds and news formats that are trees of elements (HTML, XML) -> their articles.

`exports.yml` says by which elements each is known, and in which its fields stand.
"""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from analysis.reading.problems import Unreadable
from analysis.reading.texts.documents import (
    FACTS,
    Part,
    collect_facts,
    separate_paragraphs,
    titled_part,
)
from analysis.reading.texts.exports import TABLE, export_parts
from analysis.reading.texts.layouts import MARK
from analysis.reading.texts.markup import (
    HTML,
    local_name,
    markup_lines,
    parse_html,
    parse_xml,
    shown_text,
)

NUMBERED = re.compile(r",\s+n[o°º]\.?\s*\d.*")
"""The number of an issue behind the name of a newspaper."""


def page_parts(html: str) -> list[Part] | None:
    """The articles of a database's export as a page, or None for any other page."""
    root = parse_html(html)
    found = _tree_parts(root)
    if found:
        return found
    for code, path in TABLE["marks"].items():
        for element in root.xpath(path):
            element.text = f"{code}{MARK}{element.text or ''}"
    # Pages have lists of comments and the like, with a name and a day to each.
    return export_parts(markup_lines(root, HTML), least=3)


def xml_parts(text: str) -> list[Part]:
    """The articles of an XML file of a kind that is known. Unreadable for any other."""
    root, note = parse_xml(text)
    for element in root.iter():
        element.tag = local_name(element)
        for name, value in element.items():
            element.set(name.rpartition("}")[2], value)
    parts = _tree_parts(root)
    if not parts:
        found = f"is XML of a kind that is not known (<{root.tag}>)"
        raise Unreadable(found, "export its texts as HTML, RTF, TXT or CSV")
    return [part._replace(notes=(note,)) if note else part for part in parts]


def _tree_parts(root: etree._Element) -> list[Part] | None:
    for form in TABLE["trees"]:
        if articles := root.xpath(form["article"]):
            return [_part(article, form) for article in articles]
    return None


def _part(article: etree._Element, form: Mapping[str, str | list[str]]) -> Part:
    facts = collect_facts(
        (name, NUMBERED.sub("", value) if name == "outlet" else value, f"{form['name']} {path}")
        for name in FACTS
        for path in form.get(name, ())
        if (value := " ".join(" ".join(map(_words, _found(article, path))).split()))
    )
    bodies = (
        separate_paragraphs(
            line for each in _found(article, path) for line in _words(each).split("\n")
        )
        for path in form["text"]
    )
    return titled_part(facts, next(filter(None, bodies), ""))


def _found(article: etree._Element, path: str) -> Iterator[etree._Element | str]:
    """What a path finds, without what lies within a thing that it found before."""
    inside: set[etree._Element] = set()
    for each in article.xpath(path):
        if isinstance(each, str):
            yield str(each)
        elif each not in inside:
            inside.update(each.iter())
            yield each


def _words(found: etree._Element | str) -> str:
    """The text of an element, or of an attribute; markup in it that is written as text is none."""
    if isinstance(found, str):
        return found
    return "\n".join(markup_lines(found, HTML)) if len(found) else shown_text(found.text or "")
