"""Exports of databases -> their articles: one reader of lines, one of trees, a table of formats.

`exports.yml` says how each is known, where an article begins or ends, and how its fields are
announced: by tags, by names before a colon, by the place of a line in its head (`layouts`), or by
the elements of a page or an XML file in which they stand.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from lxml import etree

from analysis.reading.files import read_own
from analysis.reading.problems import Unreadable
from analysis.reading.texts.documents import (
    FACTS,
    LINE,
    NAMES,
    PROSE,
    TEXT_NAMES,
    Part,
    collect_facts,
    read_header,
    separate_paragraphs,
    titled_part,
)
from analysis.reading.texts.layouts import LAYOUTS, MARK
from analysis.reading.texts.markup import (
    HTML,
    local_name,
    markup_lines,
    parse_html,
    parse_xml,
    shown_text,
)

TABLE = read_own("exports")
"""The formats that are lines, and those that are trees."""

MARK_LINE = 400
"""Characters of a line by which an export is split, at most."""

EDGES = "| \t\r\xa0\ufeff"
"""What stands around the words of a line of an export: the edges of a table's cells, too."""


class Format(NamedTuple):
    """How an export is known, split and read; see `exports.yml`."""

    name: str
    ends: str | None = None
    begins: str | None = None
    marks: str | None = None
    tag: str | None = None
    facts: Mapping[str, Sequence[str]] = {}
    text: Sequence[str] = ()
    layout: str | None = None


FORMATS = [Format(**row) for row in TABLE["formats"]]


class _Found(NamedTuple):
    """The lines of an article, and what the line with which it begins says of it."""

    lines: list[str]
    said: Mapping[str, str | None] = {}


def export_parts(lines: list[str], *, least: int = 2) -> list[Part] | None:
    """The articles of a database's export, or None when the lines are not one.

    What stands where an article should, and is none that its reader knows, is kept as it stands.
    A list of no known database has at least so many facts at the head of each article.
    """
    for each in FORMATS:
        articles = list(_articles(lines, each))
        read = [_part(found, each) for found in articles]
        if any(read) or (each.begins and len(articles) > 1):
            return [part or _plain(found) for part, found in zip(read, articles, strict=True)]
    return [_labelled(each) or _plain(each) for each in _repeated(lines, least)] or None


def is_mark(line: str) -> bool:
    """Whether a line is one by which an export is split."""
    return any(_is(form.ends or form.begins or "", line) for form in FORMATS)


def _is(pattern: str, line: str) -> bool:
    return len(line) <= MARK_LINE and bool(re.fullmatch(pattern, line.strip(EDGES)))


def _articles(lines: list[str], form: Format) -> Iterator[_Found]:
    if form.ends:
        cuts = [-1, *(number for number, line in enumerate(lines) if _is(form.ends, line))]
        yield from (_Found(lines[above + 1 : end]) for above, end in pairwise(cuts))
        rest = _Found(lines[cuts[-1] + 1 :])
        if len(cuts) > 1 and _part(rest, form):
            yield rest
    elif form.begins:
        yield from _begun(lines, form.begins, form.marks or "(?!)")


def _begun(lines: list[str], begins: str, marks: str) -> Iterator[_Found]:
    """Articles from the line, or two lines, with which each begins, to the next.

    What stands above the first counts as one when it is prose.
    """
    filled = [number for number, line in enumerate(lines) if line.strip()]
    starts, ends = [], []
    for place, number in enumerate(filled):
        two = filled[place : place + 2] if r"\n" in begins else [number]
        short = "\n".join(lines[each][:MARK_LINE].strip(EDGES) for each in two)
        if match := re.fullmatch(begins, short):
            starts.append((number, match.groupdict()))
            ends.append(two[-1] + 1)
    if not starts or (r"\n" in begins and len(starts) < 2):
        return
    if any(len(line) > PROSE for line in lines[: starts[0][0]]):
        yield _Found(lines[: starts[0][0]])
    behind = [*(number for number, _ in starts[1:]), len(lines)]
    for (_, said), start, end in zip(starts, ends, behind, strict=True):
        yield _Found([line for line in lines[start:end] if not _is(marks, line)], said)


def _part(found: _Found, form: Format) -> Part | None:
    if form.tag and (part := _tagged(found.lines, form)):
        return part
    if form.begins and (part := _labelled(found)):
        return part
    if form.layout:
        return LAYOUTS[form.layout](found.lines)
    return None if form.tag else _plain(found)


def _tagged(lines: list[str], form: Format) -> Part | None:
    """An article whose fields stand behind tags; None for lines with less than three."""
    tag = re.compile(form.tag or "")
    fields: dict[str, list[str]] = {}
    code = None
    for line in lines:
        if match := tag.fullmatch(line.strip(EDGES)):
            code = match[1]
            fields.setdefault(code, []).append((match[2] or "").strip(EDGES))
        elif code:
            fields[code].append(line.strip(EDGES))
    if len(fields) < 3:
        return None
    facts = collect_facts(
        (name, " ".join(fields.get(code, ())), f"{form.name} {code}")
        for name, codes in form.facts.items()
        for code in codes
    )
    body = dict.fromkeys(separate_paragraphs(fields.get(code, ())) for code in form.text)
    return titled_part(facts, separate_paragraphs(body))


def _plain(found: _Found) -> Part:
    """An article as it stands, with what its first line says: `#TEXT Wet_boots`, `*date_2022`."""
    text = "\n".join(found.lines).strip("\n")
    said = dict(re.findall(r"\*(\w+?)_(\S+)", found.said.get("variables") or "")) | {**found.said}
    facts = collect_facts(
        (NAMES.get(name.lower(), ""), (value or "").replace("_", " "), "line above the text")
        for name, value in said.items()
    )
    if "outlet" in facts and "title" in found.said:
        return titled_part(facts, text)
    return Part(text, read_header(text) | facts)


def _labelled(found: _Found) -> Part | None:
    """Fields that are named before a colon, the text among them: `Full text: ...`."""
    fields: dict[str, list[str]] = {}
    name = None
    for line in found.lines:
        word, colon, value = line.strip().partition(":")
        label = word.strip().lower()
        if colon and not word.isupper() and (label in NAMES or label in TEXT_NAMES):
            name = label
            fields.setdefault(name, []).append(value)
        elif name:
            fields[name].append(line.strip().strip("_"))
    text = min(fields.keys() & TEXT_NAMES.keys(), key=lambda each: TEXT_NAMES[each], default=None)
    if text is None or len(fields) < 3:
        return None
    said = {name: next(filter(None, map(str.strip, lines)), "") for name, lines in fields.items()}
    facts = collect_facts(
        (NAMES[name], said[name], f"field {name}") for name in NAMES if name in said
    )
    return titled_part(facts, separate_paragraphs(fields[text]))


def _repeated(lines: list[str], least: int) -> Iterator[_Found]:
    """Articles that each begin with fields of one kind, as `Title: ...`, `Date: ...`.

    Such a head says some facts, the same first; one alone is the head of a plain text.
    """
    heads: list[dict[str, int]] = []
    within = False
    for number, line in enumerate(lines):
        match = LINE.fullmatch(line)
        label = match[1].lower() if match else ""
        if label in NAMES:
            if not within or (label == next(iter(heads[-1])) and len(heads[-1]) > 1):
                heads.append({})
            heads[-1].setdefault(label, number)
        within = label in NAMES or (within and (bool(match) or not line.strip()))
    whole = [list(head.items()) for head in heads if len({NAMES[label] for label in head}) >= least]
    starts = [head[0][1] for head in whole if head[0][0] == whole[0][0][0]]
    if len(starts) > 1:
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
            yield _Found(lines[start:end])


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
            return [_tree_part(article, form) for article in articles]
    return None


def _tree_part(article: etree._Element, form: Mapping[str, str | list[str]]) -> Part:
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
