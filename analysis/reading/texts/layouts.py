"""Articles as press databases lay them out: lines of the head mean something by their place.

Nexis Uni prints title, outlet, date; older exports of LexisNexis outlet, date, title, and fields in
capitals; Factiva without codes title, author, number of words, date, time, source, its code,
language, copyright. The words by which they are known, in many languages, stand in `labels.yml`.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise

from analysis.reading.texts.documents import (
    LABELS,
    Part,
    collect_facts,
    is_date_line,
    language_code,
    separate_paragraphs,
    titled_part,
)


def _any(words: Iterable[str], *, then: str = r"\s*:?\s*") -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{'|'.join(words)}){then}", re.IGNORECASE)


def _labels(*groups: str, capitals: bool) -> re.Pattern[str]:
    words = {name: some for group in groups for name, some in LABELS["nexis"][group].items()}
    forms = (
        f"(?P<{name}>{'|'.join(re.escape(word.upper() if capitals else word) for word in some)})"
        for name, some in words.items()
    )
    return re.compile(rf"\s*(?:{'|'.join(forms)})\s*:(?P<value>.*)")


HEAD = _labels("head", capitals=False)
FIELD, PRINTED_FIELD = (_labels("head", "foot", capitals=each) for each in (False, True))
HEAD_NAMES, FOOT_NAMES = (frozenset(LABELS["nexis"][group]) for group in ("head", "foot"))
"""Labels between the title and the text: a title may begin with the words of any other."""

BODY, CLASSIFIED, LINK, ASIDE = (
    _any(LABELS[name]) for name in ("body", "classification", "link", "aside")
)
COVER, COPYRIGHT = (
    _any(LABELS["cover"], then=""),
    _any(map(re.escape, LABELS["copyright"]), then=""),
)
BY = _any(LABELS["by"], then=r":?\s+\S.{2,120}")
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


def _titled(lines: list[str]) -> Part | None:
    """Nexis Uni: title, outlet, date, copyright, fields, a line "Body", the text, its foot."""
    lines = [line for line in lines if not LINK.fullmatch(line)]
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
    if headings and len(lines) - headings[-1] <= NEAR:
        return headings[-1]
    foot = len(lines)
    while foot > body and _is_foot(lines[foot - 1]):
        foot -= 1
    return foot


def _is_foot(line: str) -> bool:
    name = next(iter(_fields([line], FIELD)), None)
    return not line.strip() or name in FOOT_NAMES or bool(COPYRIGHT.match(line))


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


def _printed(lines: list[str]) -> Part | None:
    """Older exports of LexisNexis: outlet, date, title, fields in capitals, the text, its foot.

    Without a field or a date it is none.
    """
    blocks = _blocks(line for line in lines if not LINK.fullmatch(line))
    body = next((n for n, block in enumerate(blocks[:10]) if _label(block[0]) in HEAD_NAMES), None)
    top = [_uncopied(block) for block in blocks[: 8 if body is None else body]]
    placed = [(n, line.strip()) for n, block in enumerate(top) for line in block]
    behind, date = next((each for each in placed[1:] if is_date_line(each[1])), (0, None))
    if body is None and date is None:
        return None
    titles = [(n, line) for n, line in placed if n > behind]
    if body is None:
        # Nothing but its place says how far a title goes: it stands alone behind the date.
        titles = [each for each in titles if each[0] == titles[0][0]]
        body = titles[0][0] + 1 if titles else len(blocks)
    title = " ".join(line for _, line in titles)
    said = {"outlet": placed[0][1] if placed else None, "date": date, "title": title}
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


def _counted(lines: list[str]) -> Part | None:
    """Factiva without codes, a line each; None where no line gives the number of words."""
    lines = [" ".join(line.split()) for line in lines if line.strip()]
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


LAYOUTS: Mapping[str, Callable[[list[str]], Part | None]] = {
    "titled": _titled, "printed": _printed, "counted": _counted,
}  # fmt: skip
"""How the head of an article is laid out -> its reader."""
