"""Saved web pages -> main text and metadata, by trafilatura (Barbaresi 2021)."""

import logging
import re
import warnings
from collections.abc import Iterable
from typing import Any

import trafilatura

from analysis.reading.problems import Unreadable
from analysis.reading.texts.documents import (
    Part,
    clean_text,
    collect_facts,
    join_title,
)  # fmt: skip
from analysis.reading.texts.pagedates import PageDates

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it reports odd pages on stderr
logging.getLogger("htmldate").setLevel(logging.CRITICAL)

LANGUAGE = re.compile(r"[a-zA-Z]{2,3}")
SAID = (
    "//head//text() | //head//@content | //head//@href | //script[contains(@type, 'json')]/text()"
)
"""What a page says of itself rather than shows: its head, and linked data in its body."""

SAVED_FROM = re.compile(r"<!--\s*+saved from url=\(\d++\)(https?://[^\s<>]+?)\s*+-->")
NO_TEXT = "the page shows no text"

HEAD_CHARACTERS = 500_000
ATTRIBUTES = 1000
"""Attributes of one tag: no page has a tenth of them, and the time grows with their square."""

_ATTRIBUTE = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"?|'[^']*+'?|[^\s>]*+))?+"""
START_TAG = re.compile(
    rf"<!--|<([a-z][^\s/>]*+)(?:{_ATTRIBUTE}){{0,{ATTRIBUTES}}}+(?P<more>{_ATTRIBUTE})?+",
    re.IGNORECASE,
)
RAW = ("script", "style", "title", "textarea", "iframe", "noembed", "noframes", "xmp")
"""Elements within which no tag begins."""


def page_part(html: str, *, more: Iterable[tuple[str, str | None, str]] = ()) -> Part:
    """The main text of a page, its headline first, and what its head says of it, or others `more`.

    Menus, adverts and comments are left out as far as trafilatura recognises them; where it finds
    no main text, all visible text stands in. ValueError for a page without any.
    """
    _check_tags(html)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            tree = trafilatura.load_html(html)
            if tree is None:
                raise ValueError(NO_TEXT)
            dates, said = PageDates(tree, html), " ".join(tree.xpath(SAID))
            language = LANGUAGE.match(tree.get("lang", ""))
            for element in tree.iter("time"):
                element.tag = "span"  # the library leaves out what a `time` shows
            found = trafilatura.bare_extraction(
                tree, with_metadata=True, include_comments=False, as_dict=True
            )
            page: dict[str, Any] = found if isinstance(found, dict) else {}
            text = page.get("text") or trafilatura.html2txt(html)
        except Exception as error:  # whatever a hostile page provokes in the library
            raise ValueError(str(error)[:80] or type(error).__name__) from None
    if not text or not text.strip():
        raise ValueError(NO_TEXT)
    browser = SAVED_FROM.search(html[:HEAD_CHARACTERS])

    def from_page(name: str, field: str) -> tuple[str, str | None, str]:
        value = page.get(field)
        return name, value, "html head" if value and value in said else "html page, by trafilatura"

    facts = collect_facts(
        [
            from_page("title", "title"),
            from_page("author", "author"),
            *dates.facts,
            *more,
            ("url", browser[1] if browser else None, "the browser's saved-from comment"),
            from_page("url", "url"),
            from_page("outlet", "sitename"),
            ("language", language[0].lower() if language else None, "html lang"),
        ]
    )
    title = facts.get("title")
    return Part(clean_text(_compose(title.value if title else "", text, dates)), facts)


def _compose(title: str, text: str, dates: PageDates) -> str:
    """The text below its headline, with the lines that date it for whoever reads the page."""
    lines = [line for line in text.split("\n") if " ".join(line.split()) not in dates.others]
    text = join_title(title, "\n".join(lines))
    shown = " ".join(text.split())
    above, below = (
        [line for line in found if line not in shown] for found in (dates.above, dates.below)
    )
    if above:
        at = len(title) if text.startswith(title) else 0
        text = "\n\n".join([*filter(None, [text[:at]]), *above, text[at:].lstrip("\n")])
    return "\n\n".join([text, *below])


def _check_tags(html: str) -> None:
    lower, at = html.lower(), 0
    while tag := START_TAG.search(lower, at):
        if tag["more"]:
            found = f"has a tag of more than {ATTRIBUTES} attributes"
            raise Unreadable(found, "save the page anew, or its text as plain text")
        end = "-->" if tag[1] is None else f"</{tag[1]}" if tag[1] in RAW else ""
        at = lower.find(end, tag.end()) if end else tag.end()
        if at < 0:
            return
