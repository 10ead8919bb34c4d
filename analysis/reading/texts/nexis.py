"""Exports of LexisNexis as lines of text, in its two layouts.

Nexis Uni ("Full documents", DOCX or RTF): title, outlet, date, copyright, fields such as Byline,
a line "Body", after it Classification and Load-Date, at last "End of Document". The older layout
(TXT, RTF): "1 of 20 DOCUMENTS", outlet, date, title, fields in capitals down to LENGTH, the text,
and LOAD-DATE, LANGUAGE and the like. Labels stand in the language of the page that exported.
"""

import re
from collections.abc import Iterable, Iterator

from analysis.reading.texts.documents import (
    LABELS,
    Part,
    collect_facts,
    join_title,
    separate_paragraphs,
)

END = re.compile(r"\s*(?:End of Document|Ende des Dokuments|Fin du document)\s*", re.IGNORECASE)
BODY = re.compile(r"\s*(?:Body|Text|Haupttext|Corps)\s*")
BEGIN = re.compile(
    r"\s*(?:\d+ of \d+ DOCUMENTS?|Dokument \d+ von \d+|Document \d+ de \d+|Documento \d+ de \d+)\s*"
)
HEAD = ("length", "author", "section")
"""Labels between the title and the text: a title may begin with the words of any other."""


def _pattern(names: Iterable[str], *, capitals: bool) -> re.Pattern[str]:
    groups = {name: "|".join(map(re.escape, LABELS["nexis"][name])) for name in names}
    forms = [
        rf"(?P<{name}>{words.upper() if capitals else words})" for name, words in groups.items()
    ]
    return re.compile(rf"\s*(?:{'|'.join(forms)})\s*:.*")


FIELD, OLDER_FIELD = (_pattern(LABELS["nexis"], capitals=capitals) for capitals in (False, True))
HEAD_FIELD = _pattern(HEAD, capitals=False)
AFTER_BODY = re.compile(
    r"\s*(?:Load-Date:.*|Classification|Klassifizierung|Graphic|Grafik|Notes|Correction"
    r"|Correction-Date:.*)\s*"
)
COVER = re.compile(r"\s*(?:User Name:|Date and Time:|Job Number:|Documents? \(\d+\))")
COPYRIGHT = re.compile(r"\s*(?:Copyright\b|©|All Rights Reserved|Alle Rechte vorbehalten)", re.I)
LINK = re.compile(
    r"\s*(?:Link (?:to (?:Image|PDF|Original Story|the original story.*)|zum PDF-Dokument)"
    r"|View (?:PDF|the original (?:article|story).*)|PDF-Datei dieses Dokuments)\s*",
    re.IGNORECASE,
)
"""Words of a link that the page has, not the article."""

ISSUED = re.compile(r"(?=.*\b(?:19|20)\d\d\b).{6,80}")
WRAPPED = 90
"""Lines of no more characters were broken by the program that wrote a plain text."""


def nexis_parts(lines: list[str]) -> list[Part] | None:
    """The articles of an export of LexisNexis, or None when the lines are not one."""
    if any(END.fullmatch(line) for line in lines) and any(BODY.fullmatch(line) for line in lines):
        return [_part(article) for article in _articles(lines)]
    if any(BEGIN.fullmatch(line) for line in lines):
        return [part for article in _older(lines) if (part := _older_part(article))] or None
    return None


def _articles(lines: list[str]) -> Iterator[list[str]]:
    article: list[str] = []
    for line in lines:
        if END.fullmatch(line):
            if any(BODY.fullmatch(each) for each in article):
                yield article
            article = []
        elif not LINK.fullmatch(line):
            article.append(line)


def _part(lines: list[str]) -> Part:
    body = next(number for number, line in enumerate(lines) if BODY.fullmatch(line))
    head = [line.strip() for line in lines[:body] if line.strip()]
    after = [
        number for number in range(body + 1, len(lines)) if AFTER_BODY.fullmatch(lines[number])
    ]
    end = _last_run(lines, after) if after else len(lines)
    fields, tail = _fields(head), _fields(lines[end:])
    found = dict(zip(("title", "outlet", "date"), _head(head), strict=True))
    found["author"] = fields.get("author")
    return _compose(found, tail, separate_paragraphs(lines[body + 1 : end]), "Load-Date")


def _compose(head: dict[str, str | None], tail: dict[str, str], body: str, loaded: str) -> Part:
    """An article by what its head and its tail say; `loaded` is the label of its last date."""
    facts = collect_facts(
        [
            *((name, head[name], "nexis header") for name in ("title", "outlet", "date")),
            ("saved", None if head["date"] else tail.get("loaded"), f"nexis {loaded}"),
            ("author", head.get("author"), "nexis header"),
            ("language", tail.get("language"), "nexis footer"),
        ]
    )
    return Part(join_title(head["title"], body), facts)


def _fields(lines: list[str], pattern: re.Pattern[str] = FIELD) -> dict[str, str]:
    """The values of labelled lines, by what the label means; the first of each."""
    found: dict[str, str] = {}
    for line in lines:
        match = pattern.fullmatch(line)
        if match and match.lastgroup:
            found.setdefault(match.lastgroup, line.partition(":")[2].strip())
    return found


def _last_run(lines: list[str], after: list[int]) -> int:
    """Where the footer begins: a line like its headings that stands before it is an article's."""
    loaded = [number for number in after if lines[number].strip().startswith("Load-Date:")]
    first = after[0]
    near = [number for number in after if loaded and loaded[-1] - number <= 60]
    return min(near) if near else first


def _head(head: list[str]) -> tuple[str | None, str | None, str | None]:
    """Title, outlet and date: the lines before the first copyright or field line, in that order."""
    stop = next(
        (n for n, line in enumerate(head) if COPYRIGHT.match(line) or HEAD_FIELD.fullmatch(line)),
        len(head),
    )
    issued = next((n for n in range(stop - 1, -1, -1) if ISSUED.fullmatch(head[n])), None)
    if issued is None or issued < 1:
        return (head[0] if head else None), None, None
    # A cover page with the list of documents stands before the first article only.
    cover = any(COVER.match(line) for line in head[:issued])
    title = head[max(issued - 2, 0) : issued - 1] if cover else head[: issued - 1]
    return " ".join(title) or None, head[issued - 1], head[issued]


def _older(lines: list[str]) -> Iterator[list[str]]:
    starts = [number for number, line in enumerate(lines) if BEGIN.fullmatch(line)]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield lines[start + 1 : end]


def _older_part(lines: list[str]) -> Part | None:
    """An article of the older layout; None where no line gives its length."""
    length = next((n for n, line in enumerate(lines[:80]) if _label(line) == "length"), None)
    if length is None:
        return None
    body, footer = _blocks(lines[length + 1 :]), []
    while body and (_label(body[-1][0]) or COPYRIGHT.match(body[-1][0])):
        footer += body.pop()
    fields, tail = _fields(lines[:length], OLDER_FIELD), _fields(footer, OLDER_FIELD)
    found = dict(zip(("outlet", "date", "title"), _older_head(lines[:length]), strict=True))
    found |= {name: fields[name] for name in ("title", "author") if fields.get(name)}
    return _compose(found, tail, "\n\n".join(map(_unwrap, body)), "LOAD-DATE")


def _label(line: str) -> str | None:
    match = OLDER_FIELD.fullmatch(line)
    return match.lastgroup if match else None


def _older_head(head: list[str]) -> tuple[str | None, str | None, str | None]:
    """Outlet, date and title: the first line, the next that states a year, and what stands alone
    behind it before the fields; an edition stands right below the date.
    """
    blocks = _blocks([line for line in head if not COPYRIGHT.match(line)])
    lines = [(number, line.strip()) for number, block in enumerate(blocks) for line in block]
    dated = next((n for n, (_, line) in enumerate(lines) if n and ISSUED.fullmatch(line)), None)
    if dated is None:
        return None, None, None
    titles = [
        line for number, line in lines[dated:] if number > lines[dated][0] and not _label(line)
    ]
    return lines[0][1], lines[dated][1], " ".join(titles) or None


def _blocks(lines: Iterable[str]) -> list[list[str]]:
    """The lines between blank ones; a label begins a block of its own."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        if not line.strip() or _label(line):
            blocks.append([])
        if line.strip():
            blocks[-1].append(line)
    return [block for block in blocks if block]


def _unwrap(block: list[str]) -> str:
    """A paragraph whose lines the export broke as one line; longer lines are paragraphs each."""
    broken = max(map(len, block)) <= WRAPPED
    return (" " if broken else "\n\n").join(line.strip() for line in block)
