"""Articles as press databases lay them out: lines of the head mean something by their place.

Nexis Uni prints title, outlet, date; older exports of LexisNexis outlet, date, title, and fields in
capitals; Factiva without codes title, author, number of words, date, time, source, its code,
language, copyright. The words by which they are known, in many languages, stand in `labels.yml`.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise, takewhile
from typing import NamedTuple

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
"""Lines below the number of words among which Factiva's language stands; blocks at the start of an
older article among which its date and its first field stand.
"""

NEAR = 60
"""Lines at an article's foot among which its fields stand."""

WRAPPED = 90
"""Lines of no more characters were broken by the program that wrote a plain text."""

FULL = 40
"""Lines of less characters end by themselves."""

RUBRIC = 40
"""Characters of a rubric above a headline; a longer first line is the headline's own."""


class _Article(NamedTuple):
    """An article of LexisNexis: what stands above its fields, whether it has any above its text,
    these and those below it, the text; each a list of blocks of lines.
    """

    top: list[list[str]]
    headed: bool
    fields: Mapping[str, str]
    text: list[list[str]]


def _divide(blocks: list[list[str]], pattern: re.Pattern[str], *, within: int) -> _Article:
    """An article by its labels, of which the first above the text stands in so many blocks.

    The text begins below a line "Body", else below the fields that follow one another.
    """
    labels = [_label(block[0], pattern) for block in blocks]
    heads = [n for n, label in enumerate(labels[:within]) if n and label in HEAD_NAMES]
    marks = [n for n, block in enumerate(blocks) if BODY.fullmatch(block[0])]
    start = body = min([*heads, *marks], default=0)
    while body < len(blocks) and labels[body] in HEAD_NAMES:
        body += 1
    body = marks[0] + 1 if marks else body
    foot = len(blocks)
    headings = [n for n in range(body, foot) if CLASSIFIED.fullmatch(blocks[n][0])]
    if headings and foot - headings[-1] <= NEAR:
        foot = headings[-1]
    else:
        ended = [each in FOOT_NAMES for each in labels]
        while foot > body and (ended[foot - 1] or COPYRIGHT.match(blocks[foot - 1][0])):
            foot -= 1
    headed = bool(heads or marks)
    if not headed:
        start = body = foot
    labelled = [" ".join(map(str.strip, each)) for each in (*blocks[start:body], *blocks[foot:])]
    return _Article(blocks[:start], headed, _fields(labelled, pattern), blocks[body:foot])


def _label(line: str, pattern: re.Pattern[str]) -> str | None:
    """What the label means with which a line begins, if it does."""
    return next(iter(_fields([line], pattern)), None)


def _fields(lines: Iterable[str], pattern: re.Pattern[str]) -> dict[str, str]:
    """The values of labelled lines, by what the label means; the first of each."""
    found: dict[str, str] = {}
    for line in lines:
        if match := pattern.fullmatch(line):
            name = next(name for name, said in match.groupdict().items() if said is not None)
            found.setdefault(name, match["value"].strip())
    return found


def _titled(lines: list[str]) -> Part | None:
    """Nexis Uni: title, outlet, date, copyright, fields, a line "Body", the text, its foot."""
    blocks = [[line.strip()] for line in lines if line.strip() and not LINK.fullmatch(line)]
    article = _divide(blocks, FIELD, within=NEAR)
    if not article.headed:
        return None
    top = [line for [line] in article.top]
    rest = takewhile(lambda line: not COPYRIGHT.match(line), top[1:])
    top = [*top[:1], *(line for line in rest if not ASIDE.fullmatch(line))]
    dated = max((n for n, line in enumerate(top) if n and is_date_line(line)), default=len(top))
    # A cover page with the list of documents stands before the first article only.
    first = max(dated - 2, 0) if any(map(COVER.match, top)) else 0
    said = {
        "title": " ".join(top[first : dated - 1] or top[:1]),
        "outlet": top[dated - 1] if dated > 1 else None,
        "date": top[dated] if dated < len(top) else None,
    }
    return _compose(said, article.fields, (line for [line] in article.text))


def _printed(lines: list[str]) -> Part | None:
    """Older exports of LexisNexis: outlet, date, title, fields in capitals, the text, its foot.

    Without a field or a date it is none.
    """
    article = _divide(_blocks(lines), PRINTED_FIELD, within=HEADER)
    top = [block for block in article.top if not COPYRIGHT.match(block[0])]
    placed = [(n, line.strip()) for n, block in enumerate(top[:HEADER]) for line in block]
    behind, date = next((each for each in placed[1:] if is_date_line(each[1])), (0, None))
    if not article.headed and date is None:
        return None
    titles, text = top[behind + 1 :], article.text
    if not article.headed:
        # Nothing but its place says how far a title goes: it stands alone behind the date.
        titles, text = titles[:1], titles[1:]
    title = " ".join(line.strip() for block in titles for line in block)
    said = {"outlet": placed[0][1] if placed else None, "date": date, "title": title}
    return _compose(said, article.fields, map(_unwrap, text))


def _compose(
    said: Mapping[str, str | None], fields: Mapping[str, str], text: Iterable[str]
) -> Part:
    """An article by what its head says by place, and its fields by label."""
    labelled = {name: fields.get(name) for name in ("title", "author", "language")}
    facts = collect_facts(
        [
            *((name, value, "nexis field") for name, value in labelled.items()),
            *((name, value, "nexis header") for name, value in said.items()),
            ("saved", fields.get("loaded"), "nexis Load-Date"),
        ]
    )
    return titled_part(facts, separate_paragraphs([fields.get("highlight", ""), *text]))


def _blocks(lines: Iterable[str]) -> list[list[str]]:
    """The lines between blank ones; a label begins a block, and where the text begins, ends it."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        label = _label(line, PRINTED_FIELD)
        if label or not line.strip():
            blocks.append([])
        if label == "body":
            word, colon, line = line.partition(":")
            blocks += [[word + colon], []]
        if line.strip() and not LINK.fullmatch(line):
            blocks[-1].append(line)
        if label == "length":
            blocks.append([])
    return [block for block in blocks if block]


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
