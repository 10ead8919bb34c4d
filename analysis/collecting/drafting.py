"""A draft of a report file for a text that the catalogue does not know."""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from analysis.collecting.matching.normalising import fold
from analysis.collecting.matching.recognising import Match
from analysis.collecting.matching.seen import Seen
from analysis.collecting.storing import MARK
from analysis.reading.texts.documents import Document, Fact

MISSING = {
    "outlet": "write who published it, or null when the page does not show it",
    "outlet_kind": "agency, newspaper, tabloid, ...: see `overheard describe reports`",
    "published": "a day, a month, or an interval of two with / between",
    "date_basis": "stated, url, text, context or unknown",
    "language": "ISO 639, such as en",
    "calls": "a list: gist, caller_role, callee_role, released_by of each call it tells",
}
"""The keys that a report must have, and what to write for each."""

NAME_WORDS = 4

OUTLET_SIGNS, TITLE_SIGNS = 40, 80
"""An id names files: a system takes 255 bytes for a name, some encrypted disks 143."""


def draft_id(document: Document) -> str:
    """An id as the corpus gives them: date, outlet and words of the headline as far as known."""
    published = find_published(Seen(document))
    outlet = _cut(_slug(document.fact("outlet") or ""), OUTLET_SIGNS) or "unknown"
    words = _slug(document.fact("title") or _first_line(document.text)).split("-")
    words = [word for word in words if len(word) > 2][:NAME_WORDS]
    title = _cut("-".join(words), TITLE_SIGNS) or document.sha256[:8]
    return "-".join([published.value if published else "undated", outlet, title])


def draft_report(document: Document, nearest: tuple[Match, ...] = ()) -> str:
    """A report file with what could be read, the basis of each value beside it, to be checked."""
    return "\n".join(["---", *_lines(document, nearest), "---", ""])


def _lines(document: Document, nearest: tuple[Match, ...]) -> Iterator[str]:
    seen = Seen(document)
    yield f"{MARK} Check each value, write what is missing, and below the"
    yield "# second line of dashes a digest of 40 to 130 words; then move this file to reports/."
    yield _comment(f"from {document.file}, part {document.part}")
    if title := document.facts.get("title"):
        yield _comment(f"headline as shown ({title.basis}): {title.value}")
    known = dict(_known(document, seen))
    for key, (value, basis) in known.items():
        yield f"{_entry(key, value)}  {_comment(f'check: {basis}')}"
    for key, mend in MISSING.items():
        if key not in known:
            yield _comment(f"check: {key} is missing; {mend}")
    for match in nearest:
        yield _comment(f"check: not {match.report_id}? {match.score:g} points: {match.evidence}")


def _known(document: Document, seen: Seen) -> Iterator[tuple[str, Fact]]:
    facts = document.facts
    if "outlet" in facts:
        yield "outlet", facts["outlet"]
    if "url" in facts and re.fullmatch(r"https?://\S+", facts["url"].value):
        yield "url", facts["url"]
    if "author" in facts:
        yield "byline", facts["author"]
    if published := find_published(seen):
        yield "published", published
        yield "date_basis", Fact("stated", published.basis)
    language = _language(facts.get("language"), seen)
    if language:
        yield "language", language
    yield "read", Fact("whole", "as far as the file holds the whole text")


def find_published(seen: Seen) -> Fact | None:
    """The day of publication where the header or the first lines state exactly one."""
    if len(seen.head_days) != 1:
        return None
    given = seen.document.facts.get("date")
    basis = f"{given.basis}: {given.value}" if given else "stated in the text's first lines"
    return Fact(min(seen.head_days).isoformat(), basis)


def _language(given: Fact | None, seen: Seen) -> Fact | None:
    if given and re.fullmatch(r"[a-z]{2,3}", given.value):
        return given
    return Fact(seen.language, "guessed from the text") if seen.language != "und" else None


def _entry(key: str, value: Any) -> str:
    """A line of YAML; dates stay bare, as in the corpus's files."""
    if key == "published":
        return f"{key}: {value}"
    return yaml.safe_dump({key: value}, allow_unicode=True, width=10_000).strip()


def _comment(text: str) -> str:
    shown = "".join(each if each.isprintable() else " " for each in text)
    return f"# {shown[:600]}"


def _first_line(text: str) -> str:
    return next((line for line in text.splitlines() if line.strip()), "")


def _cut(slug: str, signs: int) -> str:
    return slug[:signs].strip("-")


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
