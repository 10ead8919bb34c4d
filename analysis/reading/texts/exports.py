"""Exports of press databases as lines of text -> their articles: one reader, a table of formats.

`exports.yml` says how each is known, where an article begins or ends, and by which words its fields
are announced. An article's fields stand behind tags, or lines of its head mean something by their
place: Nexis Uni prints title, outlet, date; older exports of LexisNexis outlet, date, title, fields
in capitals; Factiva without codes title, author, number of words, date, time, source.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import yaml

from analysis.reading.texts.documents import (
    LINE,
    NAMES,
    TEXT_NAMES,
    Part,
    collect_facts,
    is_date_line,
    language_code,
    read_header,
    separate_paragraphs,
    titled_part,
)

TABLE = yaml.safe_load((Path(__file__).parent / "exports.yml").read_text(encoding="utf-8"))
"""The formats, and the words of the pages that export."""


def _any(words: Iterable[str], *, then: str = r"\s*:?\s*") -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{'|'.join(words)}){then}", re.IGNORECASE)


def _labels(*groups: str, capitals: bool) -> re.Pattern[str]:
    words = {name: some for group in groups for name, some in TABLE["nexis"][group].items()}
    forms = (
        f"(?P<{name}>{'|'.join(re.escape(word.upper() if capitals else word) for word in some)})"
        for name, some in words.items()
    )
    return re.compile(rf"\s*(?:{'|'.join(forms)})\s*:(?P<value>.*)")


HEAD = _labels("head", capitals=False)
FIELD, PRINTED_FIELD = (_labels("head", "foot", capitals=each) for each in (False, True))
HEAD_NAMES = frozenset(TABLE["nexis"]["head"])
"""Labels between the title and the text: a title may begin with the words of any other."""

BODY, CLASSIFIED, LINK, ASIDE = (
    _any(TABLE[name]) for name in ("body", "classification", "link", "aside")
)
COVER, COPYRIGHT = _any(TABLE["cover"], then=""), _any(map(re.escape, TABLE["copyright"]), then="")
BY = _any(TABLE["by"], then=r":?\s+\S.{2,120}")
WORDS = re.compile(r"\s*\d{1,3}(?:[.,\s\u202f]?\d{3})*\s*[^\W\d_]{1,12}\.?\s*")
TIME = re.compile(
    r"\s*\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s*[AP]M)?(?:\s+[A-Z]{2,4})?\s*", re.IGNORECASE
)
SOURCE_CODE = re.compile(r"\s*[A-Z0-9]{2,12}\s*\Z")
MARK = "||"
"""Behind the code that a page's reader puts before a line whose element says what it is."""

HEADER = 14
"""Lines below the number of words among which Factiva's language stands."""

NEAR = 60
"""Lines at an article's foot among which its fields stand."""

WRAPPED = 90
"""Lines of no more characters were broken by the program that wrote a plain text."""

FULL = 40
"""Lines of less characters end by themselves."""

RUBRIC = 40
"""Characters of a rubric above a headline; a longer first line is the headline's own."""


class Format(NamedTuple):
    """How an export is known, split and read; see `exports.yml`."""

    name: str
    ends: str | None = None
    begins: str | None = None
    tag: str | None = None
    facts: Mapping[str, Sequence[str]] = {}
    text: Sequence[str] = ()
    reader: str | None = None


FORMATS = [Format(**row) for row in TABLE["formats"]]


class _Found(NamedTuple):
    """The lines of an article, and what the line with which it begins says of it."""

    lines: list[str]
    said: Mapping[str, str | None] = {}
    several: bool = False


def export_parts(lines: list[str]) -> list[Part] | None:
    """The articles of a database's export, or None when the lines are not one."""
    for each in FORMATS:
        parts = [part for found in _articles(lines, each) if (part := _part(found, each))]
        if parts:
            return parts
    return [part for each in _repeated(lines) if (part := _labelled(each) or _plain(each))] or None


def is_mark(line: str) -> bool:
    """Whether a line is one by which an export is split, or a field of LexisNexis."""
    marks = [form.ends or form.begins or "" for form in FORMATS]
    return bool(FIELD.fullmatch(line)) or any(re.fullmatch(mark, line.strip()) for mark in marks)


def _articles(lines: list[str], form: Format) -> Iterator[_Found]:
    if form.ends:
        article: list[str] = []
        ends = re.compile(rf"\s*{form.ends}\s*")
        for line in lines:
            if ends.fullmatch(line):
                yield _Found(article)
                article = []
            else:
                article.append(line)
        if len(article) < len(lines):
            yield _Found(article)
    elif form.begins:
        yield from _begun(lines, re.compile(rf"\s*{form.begins}\s*"))


def _begun(lines: list[str], begins: re.Pattern[str]) -> Iterator[_Found]:
    """Articles from the line, or two lines, with which each begins, to the next."""
    filled = [number for number, line in enumerate(lines) if line.strip()]
    starts, ends = [], []
    for place, number in enumerate(filled):
        two = filled[place : place + 2] if r"\n" in begins.pattern else [number]
        if match := begins.fullmatch("\n".join(lines[each] for each in two)):
            starts.append((number, match.groupdict()))
            ends.append(two[-1] + 1)
    if not starts or (r"\n" in begins.pattern and len(starts) < 2):
        return
    behind = [*(number for number, _ in starts[1:]), len(lines)]
    for (_, said), start, end in zip(starts, ends, behind, strict=True):
        yield _Found(lines[start:end], said, len(starts) > 1)


def _part(found: _Found, form: Format) -> Part | None:
    if form.tag and (part := _tagged(found.lines, form)):
        return part
    if form.reader is None:
        return None
    return READERS[form.reader](found)


def _tagged(lines: list[str], form: Format) -> Part | None:
    """An article whose fields stand behind tags; None for lines with less than three."""
    tag = re.compile(rf"\s*{form.tag}")
    fields: dict[str, list[str]] = {}
    code = None
    for line in lines:
        if match := tag.fullmatch(line):
            code = match[1]
            fields.setdefault(code, []).append((match[2] or "").strip("| \t\xa0"))
        elif code:
            fields[code].append(line.strip("| \t\xa0"))
    if len(fields) < 3:
        return None
    facts = collect_facts(
        (name, " ".join(fields.get(code, ())), f"{form.name} {code}")
        for name, codes in form.facts.items()
        for code in codes
    )
    body = dict.fromkeys(separate_paragraphs(fields.get(code, ())) for code in form.text)
    return titled_part(facts, separate_paragraphs(body))


def _plain(found: _Found) -> Part | None:
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


def _titled(found: _Found) -> Part | None:
    """Nexis Uni: title, outlet, date, copyright, fields, a line "Body", the text, its foot."""
    lines = [line for line in found.lines if not LINK.fullmatch(line)]
    body = next((n + 1 for n, line in enumerate(lines) if BODY.fullmatch(line)), None)
    if body is None:
        below = [n + 1 for n, line in enumerate(lines[:NEAR]) if n and HEAD.fullmatch(line)]
        if not below:
            return None
        body = below[-1]
    foot = _foot(lines, body)
    head = [line.strip() for line in lines[:body] if line.strip() and not BODY.fullmatch(line)]
    top = _top(head)
    dated = max((n for n, line in enumerate(top) if n and is_date_line(line)), default=len(top))
    # A cover page with the list of documents stands before the first article only.
    first = max(dated - 2, 0) if any(COVER.match(line) for line in top) else 0
    said = {
        "title": " ".join(top[first : dated - 1] or top[:1]),
        "outlet": top[dated - 1] if dated > 1 else None,
        "date": top[dated] if dated < len(top) else None,
    }
    fields = _fields(head[1:], FIELD)
    text = [fields.get("highlight", ""), *lines[body:foot]]
    return _compose(said, {**fields, **_fields(lines[foot:], FIELD)}, separate_paragraphs(text))


def _top(head: list[str]) -> list[str]:
    """The lines before the first copyright or field, without what is neither title nor outlet."""
    top = head[:1]
    for line in head[1:]:
        if COPYRIGHT.match(line) or HEAD.fullmatch(line):
            break
        if not ASIDE.fullmatch(line):
            top.append(line)
    return top


def _foot(lines: list[str], body: int) -> int:
    """Where what stands behind the text begins: a line like it that stands before is the text's."""
    headings = [n for n in range(body, len(lines)) if CLASSIFIED.fullmatch(lines[n])]
    foot = headings[-1] if headings and len(lines) - headings[-1] <= NEAR else len(lines)
    while foot > body and _is_foot(lines[foot - 1]):
        foot -= 1
    return foot


def _is_foot(line: str) -> bool:
    match = FIELD.fullmatch(line)
    known = match is not None and match.lastgroup is not None and match.lastgroup not in HEAD_NAMES
    return not line.strip() or known or bool(COPYRIGHT.match(line))


def _fields(lines: Iterable[str], pattern: re.Pattern[str]) -> dict[str, str]:
    """The values of labelled lines, by what the label means; the first of each."""
    found: dict[str, str] = {}
    for line in lines:
        if match := pattern.fullmatch(line):
            name = next(name for name, said in match.groupdict().items() if said is not None)
            found.setdefault(name, match["value"].strip())
    return found


def _compose(said: Mapping[str, str | None], fields: Mapping[str, str], body: str) -> Part:
    """An article by what its head says by place, and its fields by label."""
    labelled = {name: fields.get(name) for name in ("title", "author", "language")}
    facts = collect_facts(
        [
            *((name, value, "nexis field") for name, value in labelled.items()),
            *((name, value, "nexis header") for name, value in said.items()),
            ("saved", fields.get("loaded"), "nexis Load-Date"),
        ]
    )
    return titled_part(facts, body)


def _printed(found: _Found) -> Part | None:
    """Older exports of LexisNexis: outlet, date, title, fields in capitals, the text, its foot.

    Without a field or a date it is none, unless its number stands beside those of others.
    """
    if part := _labelled(found):
        return part
    blocks = _blocks(line for line in found.lines if not LINK.fullmatch(line))
    body = next((n for n, block in enumerate(blocks[:10]) if _label(block[0]) in HEAD_NAMES), None)
    top = [_uncopied(block) for block in blocks[: 8 if body is None else body]]
    lines = [(n, line.strip()) for n, block in enumerate(top) for line in block]
    dated = next(((n, line) for n, line in lines[1:] if is_date_line(line)), (0, None))
    if body is None and dated[1] is None:
        return _plain(found) if found.several else None
    below = [(n, line) for n, line in lines if n > dated[0]]
    if body is None:
        # Nothing but its place says how far a title goes: it stands alone behind the date.
        below = [each for each in below if each[0] == below[0][0]]
        body = below[0][0] + 1 if below else len(blocks)
    said = {
        "outlet": lines[0][1] if lines else None,
        "date": dated[1],
        "title": " ".join(line for _, line in below),
    }
    head, foot = [], []
    while body < len(blocks) and _label(blocks[body][0]) in HEAD_NAMES:
        head.append(" ".join(map(str.strip, blocks[body])))
        body += 1
    while len(blocks) > body and (_label(blocks[-1][0]) or COPYRIGHT.match(blocks[-1][0])):
        foot.append(blocks.pop()[0])
    fields = _fields([*head, *reversed(foot)], PRINTED_FIELD)
    text = [fields.get("highlight", ""), *map(_unwrap, blocks[body:])]
    return _compose(said, fields, separate_paragraphs(text))


def _label(line: str) -> str | None:
    """What the label means with which a line begins, if it does."""
    return next(iter(_fields([line], PRINTED_FIELD)), None)


def _blocks(lines: Iterable[str]) -> list[list[str]]:
    """The lines between blank ones; a label begins a block, and where the text begins, ends it."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        label = _label(line)
        if label or not line.strip():
            blocks.append([])
        if label == "body":
            word, colon, line = line.partition(":")
            blocks += [[word + colon], []]
        if line.strip():
            blocks[-1].append(line)
        if label == "length":
            blocks.append([])
    return [block for block in blocks if block]


def _uncopied(block: list[str]) -> list[str]:
    """The lines of a block without a notice of copyright, which takes all where nobody ends it."""
    if not COPYRIGHT.match(block[0]):
        return block
    notices = [n for n, line in enumerate(block) if n and COPYRIGHT.match(line)]
    return block[notices[-1] + 1 :] if notices else []


def _unwrap(block: list[str]) -> str:
    """A paragraph whose lines the export broke as one line; what it did not break stays apart."""
    text, wrapped = block[0].strip(), max(map(len, block)) <= WRAPPED
    for above, line in pairwise(block):
        text += (" " if wrapped and len(above) >= FULL else "\n\n") + line.strip()
    return text


def _counted(found: _Found) -> Part | None:
    """Factiva without codes, a line each; None where no line gives the number of words."""
    lines = [" ".join(line.split()) for line in found.lines if line.strip()]
    counted = next(
        (n for n in range(1, min(12, len(lines) - 2))
         if WORDS.fullmatch(lines[n]) and is_date_line(lines[n + 1])),
        None,
    )  # fmt: skip
    if counted is None:
        return None
    title, author = _counted_head(lines[:counted])
    source = counted + (3 if TIME.fullmatch(lines[counted + 2]) else 2)
    body, language = _header_end(lines, source)
    outlet = lines[source] if source < body else None
    said = {"title": title, "author": author, "date": lines[counted + 1], "outlet": outlet}
    facts = collect_facts(
        (name, value, "factiva header") for name, value in (said | {"language": language}).items()
    )
    return titled_part(facts, separate_paragraphs(lines[body:]))


def _counted_head(head: list[str]) -> tuple[str, str | None]:
    """Title and author above the number of words: a page marks them; else a rubric is short."""
    marked = dict(line.split(MARK, 1) for line in head if MARK in line)
    if "HD" in marked:
        return marked["HD"], marked.get("BY")
    author = head[-1] if len(head) > 1 and BY.fullmatch(head[-1]) else None
    title = head[: -1 if author else None]
    rubric = len(title) > 1 and len(title[0]) <= RUBRIC
    return " ".join(title[rubric:]), author


def _header_end(lines: list[str], source: int) -> tuple[int, str | None]:
    """Where the text begins, and the language: behind the source come its code, page, language and
    copyright; where no language is named, what looks like these is passed over.
    """
    for number in range(source + 1, min(source + HEADER, len(lines))):
        if len(lines[number].split()) <= 2 and (code := language_code(lines[number])):
            return _behind(COPYRIGHT, lines, number + 1), code
    return _behind(COPYRIGHT, lines, _behind(SOURCE_CODE, lines, source + 1)), None


def _behind(pattern: re.Pattern[str], lines: list[str], number: int) -> int:
    while number < len(lines) and pattern.match(lines[number]):
        number += 1
    return number


READERS: Mapping[str, Callable[[_Found], Part | None]] = {
    "titled": _titled, "printed": _printed, "counted": _counted, "plain": _plain,
}  # fmt: skip


def _repeated(lines: list[str]) -> Iterator[_Found]:
    """Articles that each begin with fields of one kind, as `Title: ...`, `Date: ...`.

    Such a head says two facts or more, the same first; one alone is the head of a plain text.
    """
    said = [
        (n, name)
        for n, line in enumerate(lines)
        if (match := LINE.fullmatch(line)) and (name := NAMES.get(match[1].lower()))
    ]
    heads: list[list[tuple[int, str]]] = []
    for number, name in said:
        between = lines[heads[-1][-1][0] + 1 : number] if heads else [""]
        if not heads or any(line.strip() and not LINE.fullmatch(line) for line in between):
            heads.append([])
        heads[-1].append((number, name))
    first = next((head[0][1] for head in heads if len({name for _, name in head}) > 1), None)
    starts = [
        head[0][0] for head in heads if head[0][1] == first and len({name for _, name in head}) > 1
    ]
    if len(starts) > 1:
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
            yield _Found(lines[start:end], several=True)
