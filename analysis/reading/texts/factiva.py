"""Exports of Factiva, as lines of text or as a page, in its two layouts.

"Full Article/Report plus Indexing": two-letter codes of fields. "Full Article/Report", without
them: title, author, number of words, date, time, source, its code, language, copyright, the text.
In both, each article ends in "Document" and its accession number. A page has a division an
article, in it a table of field codes, or lines and paragraphs.
"""

import re
from collections.abc import Iterator

import lxml.html

from analysis.reading.texts.documents import (
    Part,
    collect_facts,
    join_title,
    language_code,
    separate_paragraphs,
)

CODES = frozenset({
    "SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY", "LP", "TD",
    "ART", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN", "CLM", "CT", "RF", "CX",
})  # fmt: skip
CODED = re.compile(rf"[|\s]*({'|'.join(sorted(CODES))})(?:[|\t\xa0]+| {{2,}}|\s*$)(.*)")
ACCESSION = re.compile(
    r"[|\s]*(?:AN[|\s]+)?((?:Document|Dokument|Documento) [A-Za-z0-9]{10,40})[|\s]*"
)
WORDS = re.compile(
    r"\s*\d{1,3}(?:[.,\s\u202f]?\d{3})*\s+(?:words?|Wörter|Wort|mots?|palabras|parole|woorden|слов\w*)\s*"
)
DATED = re.compile(r"\s*(?=.*\b(?:19|20)\d\d\b).{6,40}")
TIME = re.compile(
    r"\s*\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s*[AP]M)?(?:\s+[A-Z]{2,4})?\s*", re.IGNORECASE
)
SOURCE_CODE = re.compile(r"\s*[A-Z0-9]{2,12}\s*")
BY = re.compile(r"\s*(?:By|BY|Von|VON|Par|PAR|Por|POR|Di|DI|Автор:?)\s+\S.{2,120}")
COPYRIGHT = re.compile(r"\s*(?:Copyright|©|\(c\)|\(C\)|All [Rr]ights [Rr]eserved|Alle Rechte)")
HEADER = 14
"""Lines below the number of words among which the language stands."""

ARTICLES = "//div[starts-with(concat(@class, ' '), 'article ')]"
HEADLINE = ".//*[contains(@class, 'Headline') or @id='hd']"
PARAGRAPHS = ".//p[contains(@class, 'articleParagraph')]"
LINES = ".//div[(not(@class) or contains(@class, 'author')) and not(@id) and not(.//div)]"


def factiva_parts(lines: list[str]) -> list[Part] | None:
    """The articles of an export of Factiva, or None when the lines are not one."""
    if not any(ACCESSION.fullmatch(line) for line in lines):
        return None
    if _codes(lines) >= {"HD", "SN"}:
        return [_coded_part(fields) for fields in _coded(lines)]
    return [part for article in _articles(lines) if (part := _plain_part(article))] or None


def _codes(lines: list[str]) -> set[str]:
    return {match[1] for line in lines if (match := CODED.fullmatch(line))}


def _coded(lines: list[str]) -> Iterator[dict[str, list[str]]]:
    fields: dict[str, list[str]] = {}
    code = None
    for line in lines:
        if ACCESSION.fullmatch(line):
            if "HD" in fields:
                yield fields
            fields, code = {}, None
        elif match := CODED.fullmatch(line):
            code = match[1]
            fields.setdefault(code, []).append(match[2].strip("| \t\xa0"))
        elif code:
            fields[code].append(line.strip("| \t\xa0"))
    if "HD" in fields:
        yield fields


def _coded_part(fields: dict[str, list[str]]) -> Part:
    """An article from its Factiva fields: headline, lead paragraph and text; the rest is facts."""
    one = {code: " ".join(" ".join(lines).split()) for code, lines in fields.items()}
    names = {"title": "HD", "author": "BY", "date": "PD", "outlet": "SN", "language": "LA"}
    facts = collect_facts((name, one.get(code), f"factiva {code}") for name, code in names.items())
    body = separate_paragraphs([*fields.get("LP", []), "", *fields.get("TD", [])])
    return Part(join_title(one.get("HD"), body), facts)


def _articles(lines: list[str]) -> Iterator[list[str]]:
    article: list[str] = []
    for line in lines:
        if ACCESSION.fullmatch(line):
            yield article
            article = []
        elif line.strip():
            article.append(" ".join(line.split()))


def _plain_part(lines: list[str]) -> Part | None:
    """An article without codes, a line each; None where no line gives its number of words."""
    counted = next((n for n, line in enumerate(lines[:12]) if n and WORDS.fullmatch(line)), None)
    if counted is None or counted + 2 >= len(lines) or not DATED.fullmatch(lines[counted + 1]):
        return None
    head = lines[:counted]
    author = head.pop() if len(head) > 1 and BY.fullmatch(head[-1]) else None
    source = counted + (3 if TIME.fullmatch(lines[counted + 2]) else 2)
    body, language = _header_end(lines, source)
    basis = "factiva header"
    facts = collect_facts(
        [
            ("title", " ".join(head), basis),
            ("author", author, basis),
            ("date", lines[counted + 1], basis),
            ("outlet", lines[source] if source < body else None, basis),
            ("language", language, basis),
        ]
    )
    return Part(join_title(" ".join(head), separate_paragraphs(lines[body:])), facts)


def _header_end(lines: list[str], source: int) -> tuple[int, str | None]:
    """Where the text begins, and the language: behind the source come its code, page, language and
    copyright; where no language is named, what looks like these is passed over.
    """
    for number in range(source + 1, min(source + HEADER, len(lines))):
        if len(lines[number].split()) <= 2 and (code := language_code(lines[number])):
            return _behind_copyright(lines, number + 1), code
    number = source + 1
    while number < len(lines) and SOURCE_CODE.fullmatch(lines[number]):
        number += 1
    return _behind_copyright(lines, number), None


def _behind_copyright(lines: list[str], number: int) -> int:
    while number < len(lines) and COPYRIGHT.match(lines[number]):
        number += 1
    return number


def factiva_page_parts(html: str) -> list[Part] | None:
    """The articles of a Factiva HTML export, or None for any other page."""
    if "article" not in html or not ("<b>HD</b>" in html or "articleParagraph" in html):
        return None
    try:
        tree = lxml.html.fromstring(html.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    except (lxml.etree.LxmlError, ValueError):
        return None
    parts = [_page_part(article) for article in tree.xpath(ARTICLES)]
    return [part for part in parts if part] or None


def _page_part(article: lxml.html.HtmlElement) -> Part | None:
    fields = _fields(article)
    if "HD" in fields:
        return _coded_part(fields)
    found = [*article.xpath(HEADLINE)[:1], *article.xpath(LINES), *article.xpath(PARAGRAPHS)]
    lines = [" ".join(each.text_content().split()) for each in found]
    return _plain_part([line for line in lines if line])


def _fields(article: lxml.html.HtmlElement) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    for row in article.iter("tr"):
        cells = [cell for cell in row if cell.tag == "td"]
        code = cells[0].text_content().strip() if len(cells) > 1 else ""
        if code in CODES:
            paragraphs = list(cells[1].iter("p")) or [cells[1]]
            fields.setdefault(code, []).extend(each.text_content() for each in paragraphs)
    return fields
