"""Saved web pages -> main text and metadata, by trafilatura (Barbaresi 2021)."""

import email
import email.policy
import logging
import re
import warnings
from typing import Any

import trafilatura

from analysis.reading.texts.documents import Fact, Part, clean_text, collect_facts, join_title
from analysis.reading.texts.encodings import decode

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it reports odd pages on stderr
logging.getLogger("htmldate").setLevel(logging.CRITICAL)

SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://\S+)\s*-->")
LANGUAGE = re.compile(r"""<html[^>]*\slang\s*=\s*["']?([a-zA-Z]{2,3})""", re.IGNORECASE)
LINKED_DATA = re.compile(r"<script[^>]{0,300}ld\+json", re.IGNORECASE)
HEAD_CHARACTERS = 500_000


def page_part(html: str, *, address: Fact | None = None) -> Part:
    """The main text of a page, its headline first, and what its head says of it.

    Menus, adverts and comments are left out as far as trafilatura recognises them; where it finds
    no main text, all visible text stands in. ValueError for a page without any.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            found = trafilatura.bare_extraction(
                html, with_metadata=True, include_comments=False, as_dict=True
            )
            page: dict[str, Any] = found if isinstance(found, dict) else {}
            text = page.get("text") or trafilatura.html2txt(html)
        except Exception as error:  # whatever a hostile page provokes in the library
            raise ValueError(str(error)[:80] or type(error).__name__) from None
    if not text or not text.strip():
        raise ValueError("the page shows no text")
    facts = _facts(html, page, address)
    title = facts.get("title")
    return Part(clean_text(join_title(title.value if title else None, text)), facts)


def _facts(html: str, page: dict[str, Any], address: Fact | None) -> dict[str, Fact]:
    head = _head(html[:HEAD_CHARACTERS])
    saved = SAVED_FROM.search(html[:HEAD_CHARACTERS])
    lang = LANGUAGE.search(html[:HEAD_CHARACTERS])

    def from_page(name: str, field: str) -> tuple[str, str | None, str]:
        value = page.get(field)
        return name, value, "html head" if value and value in head else "html page, by trafilatura"

    return collect_facts(
        [
            from_page("title", "title"),
            from_page("author", "author"),
            from_page("date", "date"),
            ("url", address.value if address else None, address.basis if address else ""),
            ("url", saved[1] if saved else None, "the browser's saved-from comment"),
            from_page("url", "url"),
            from_page("outlet", "sitename"),
            ("language", lang[1].lower() if lang else None, "html lang"),
        ]
    )


def _head(html: str) -> str:
    """What a page says of itself rather than shows: its head, and linked data in its body."""
    lower = html.lower()
    parts = [html[: max(lower.find("</head>"), 0)]]
    for match in LINKED_DATA.finditer(html):
        end = lower.find("</script>", match.end())
        if end < 0:
            break
        parts.append(html[match.end() : end])
    return " ".join(parts)


def mhtml_part(data: bytes) -> Part:
    """The page inside a web archive (MHTML, RFC 2557). ValueError when it holds none."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() != "text/html":
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and (found := decode(content, html=True)):
            address = message.get("Snapshot-Content-Location") or part.get("Content-Location")
            known = re.fullmatch(r"https?://\S+", str(address or ""))
            return page_part(found.text, address=Fact(known[0], "mhtml header") if known else None)
    raise ValueError("the web archive holds no page")
