"""Database exports with several articles in one file: Nexis Uni and Factiva, as lines of text.

Layouts: Nexis Uni's "Full documents" (DOCX, RTF), each article ending in "End of Document";
Factiva's "Full Article/Report plus Indexing" (RTF, HTML), two-letter field codes, each article
ending in "Document" and its accession number.
"""

import re
from collections.abc import Iterable, Iterator

from analysis.reading.texts.documents import Fact, Part, collect_facts, join_title

END = re.compile(r"\s*End of Document\s*", re.IGNORECASE)
BODY = re.compile(r"\s*(?:Body|Text)\s*")
FIELD = re.compile(r"\s*(Section|Length|Byline|Dateline|Highlight|Load-Date)\s*:\s*(.*)")
AFTER_BODY = re.compile(
    r"\s*(?:Load-Date:.*|Classification|Graphic|Notes|Correction|Correction-Date:.*)\s*"
)
COVER = re.compile(r"\s*(?:User Name:|Date and Time:|Job Number:|Documents? \(\d+\))")
COPYRIGHT = re.compile(r"\s*(?:Copyright\b|©)")
TAIL_FIELD = re.compile(r"\s*(Language|Load-Date)\s*:\s*(.+)")
ISSUED = re.compile(r"(?=.*\b(?:19|20)\d\d\b).{6,80}")

CODES = frozenset({
    "SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY", "LP", "TD",
    "ART", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN", "CLM", "CT", "RF", "CX",
})  # fmt: skip
CODED = re.compile(rf"[|\s]*({'|'.join(sorted(CODES))})(?:[|\t\xa0]+| {{2,}}|\s*$)(.*)")
ACCESSION = re.compile(r"[|\s]*(?:AN[|\s]+)?(Document [A-Za-z0-9]{10,40})[|\s]*")
LANGUAGES = {
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "italian": "it",
    "spanish": "es", "ukrainian": "uk", "russian": "ru", "polish": "pl", "czech": "cs",
    "dutch": "nl", "portuguese": "pt", "romanian": "ro", "greek": "el", "finnish": "fi",
    "norwegian": "no", "slovak": "sk", "slovene": "sl", "arabic": "ar", "japanese": "ja",
    "korean": "ko", "hungarian": "hu", "croatian": "hr", "estonian": "et", "lithuanian": "lt",
}  # fmt: skip


def split_export(lines: list[str]) -> list[Part] | None:
    """The articles of a database export, or None when the lines are not one."""
    if any(END.fullmatch(line) for line in lines) and any(BODY.fullmatch(line) for line in lines):
        return list(_nexis(lines))
    if any(ACCESSION.fullmatch(line) for line in lines) and _codes(lines) >= {"HD", "SN"}:
        return [factiva_part(fields) for fields in _factiva(lines)]
    return None


def _nexis(lines: list[str]) -> Iterator[Part]:
    article: list[str] = []
    for line in lines:
        if END.fullmatch(line):
            if any(BODY.fullmatch(each) for each in article):
                yield _nexis_part(article)
            article = []
        else:
            article.append(line)


def _nexis_part(lines: list[str]) -> Part:
    body = next(number for number, line in enumerate(lines) if BODY.fullmatch(line))
    head = [line.strip() for line in lines[:body] if line.strip()]
    after = [
        number for number in range(body + 1, len(lines)) if AFTER_BODY.fullmatch(lines[number])
    ]
    end = _last_run(lines, after) if after else len(lines)
    fields = {match[1]: match[2] for line in head if (match := FIELD.fullmatch(line))}
    tail = {match[1]: match[2] for line in lines[end:] if (match := TAIL_FIELD.fullmatch(line))}
    title, outlet, issued = _nexis_head(head)
    basis = "nexis header"
    facts = collect_facts(
        [
            ("title", title, basis),
            ("outlet", outlet, basis),
            ("date", issued, basis),
            ("date", tail.get("Load-Date"), "nexis Load-Date"),
            ("author", fields.get("Byline"), basis),
            ("language", _language(tail.get("Language")), "nexis footer"),
        ]
    )
    return Part(join_title(title, _paragraphs(lines[body + 1 : end])), facts)


def _last_run(lines: list[str], after: list[int]) -> int:
    """Where the footer begins: a line like its headings that stands before it is an article's."""
    loaded = [number for number in after if lines[number].strip().startswith("Load-Date:")]
    first = after[0]
    near = [number for number in after if loaded and loaded[-1] - number <= 60]
    return min(near) if near else first


def _nexis_head(head: list[str]) -> tuple[str | None, str | None, str | None]:
    """Title, outlet and date: the lines before the first copyright or field line, in that order."""
    stop = next(
        (n for n, line in enumerate(head) if COPYRIGHT.match(line) or FIELD.fullmatch(line)),
        len(head),
    )
    issued = next((n for n in range(stop - 1, -1, -1) if ISSUED.fullmatch(head[n])), None)
    if issued is None or issued < 1:
        return (head[0] if head else None), None, None
    # A cover page with the list of documents stands before the first article only.
    cover = any(COVER.match(line) for line in head[:issued])
    title = head[max(issued - 2, 0) : issued - 1] if cover else head[: issued - 1]
    return " ".join(title) or None, head[issued - 1], head[issued]


def _codes(lines: list[str]) -> set[str]:
    return {match[1] for line in lines if (match := CODED.fullmatch(line))}


def _factiva(lines: list[str]) -> Iterator[dict[str, list[str]]]:
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


def factiva_part(fields: dict[str, list[str]]) -> Part:
    """An article from its Factiva fields: headline, lead paragraph and text; the rest is facts."""
    one = {code: " ".join(" ".join(lines).split()) for code, lines in fields.items()}
    names = {"title": "HD", "author": "BY", "date": "PD", "outlet": "SN"}
    facts: dict[str, Fact] = collect_facts(
        [
            *((name, one.get(code), f"factiva {code}") for name, code in names.items()),
            ("language", _language(one.get("LA")), "factiva LA"),
        ]
    )
    body = _paragraphs([*fields.get("LP", []), "", *fields.get("TD", [])])
    return Part(join_title(one.get("HD"), body), facts)


def _language(name: str | None) -> str | None:
    words = re.findall(r"[A-Za-z]+", name or "")
    return LANGUAGES.get(words[0].lower()) if words else None


def _paragraphs(lines: Iterable[str]) -> str:
    return "\n\n".join(line.strip() for line in lines if line.strip())
