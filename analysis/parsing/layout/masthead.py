"""The head of a page: the site's name and parts above the headline, and what stands below it."""

import re
from itertools import groupby, pairwise

from analysis.parsing.layout.headers import is_names
from analysis.parsing.layout.headings import (
    CONTENT,
    SUBHEADING_WORDS,
    UNSEEN,
    top_of,
)
from analysis.parsing.layout.lines import HEADLINE_CHARACTERS, Line, share_unseen, stems_of
from analysis.parsing.wordlists import read_words

BARS = ("navigation", "consent_notice", "support_prompt", "newsletter", "app_prompt")
"""Furniture of the head of a page; what stands above it belongs to the page as well."""

SENTENCE_WORDS = 14
"""Words beyond which a sentence with its stop opens the text rather than heads it."""

FIELDS = 3
"""Lines in a row that say "label: value" from which they are what a collection says of a text."""

_FIELD = re.compile(r"[^\W\d_a-z][\w/-]+(?: \w+){0,2}: \S")
HEADERS = ("byline", "date", "dateline")


def mark_masthead(lines: list[Line]) -> None:
    """Short lines above the menu, where a headline follows below it, and two rubrics in a row."""
    top = {line for line in top_of(lines) if line.kind is None}
    _mark_rubrics(lines, top)
    end = next((n for n, line in enumerate(lines) if _ends_head(line)), len(lines))
    headed = end < len(lines) and lines[end].kind in HEADERS
    fit = [n for n, line in enumerate(lines[:end]) if _may_head(line, headed)]
    bars = [n for n, line in enumerate(lines[: fit[-1]]) if _is_bar(line)] if fit else []
    if not bars:
        return
    text = stems_of([line for line in lines[end:] if line.kind in CONTENT])
    for line in lines[: bars[-1]]:
        if line in top and line.kind is None and not _heads_text(line, text):
            line.call("navigation")


def _is_bar(line: Line) -> bool:
    """A counter stands below a headline as well."""
    return line.furniture in BARS and not any(map(str.isdigit, line.text))


def _ends_head(line: Line) -> bool:
    """The first line that says who wrote the text or when, or that is a paragraph of it."""
    if line.kind in HEADERS:
        return True
    told = line.is_sentence and not line.is_quoting and len(line.words) > SENTENCE_WORDS
    return line.kind in CONTENT and (len(line.text) > HEADLINE_CHARACTERS or told)


def _may_head(line: Line, headed: bool) -> bool:
    """Above a byline or a date any line may be the headline."""
    shaped = headed or line.is_headline_shaped or line.is_quotation_headline
    return line.kind is None and shaped and not is_names(line)


def _heads_text(line: Line, text: frozenset[str]) -> bool:
    shared = len(line.words) > SUBHEADING_WORDS and share_unseen(line, text) < UNSEEN
    return line.is_quoting or shared


def _mark_rubrics(lines: list[Line], top: set[Line]) -> None:
    """One rubric above a headline is its kicker; two in a row, or one below "Home", are a menu."""
    known = read_words("furniture")
    named = [line in top and line.plain in known["rubrics"] for line in lines]
    for place, line in enumerate(lines):
        beside = named[max(0, place - 1) : place] + named[place + 1 : place + 2]
        below_home = place > 0 and lines[place - 1].plain in known["home_words"]
        if named[place] and (any(beside) or below_home):
            line.call("navigation")


def mark_leads(lines: list[Line]) -> None:
    """What belongs to the text though it has its own words: fields, a date among them, and an
    exclamation below the byline.
    """
    for is_field, row in groupby(lines, key=lambda line: bool(_FIELD.match(line.text))):
        fields = list(row)
        if is_field and len(fields) >= FIELDS and any(line.kind == "date" for line in fields):
            for line in fields:
                line.kind = line.kind or "subheading"
    begun = False
    for above, line in pairwise(lines):
        begun = begun or (above.kind is None and above.is_headline_shaped)
        exclaims = line.is_headline_shaped and line.has_stop and above.kind in HEADERS
        if line.kind is None and begun and exclaims:
            line.kind = "subheading"
