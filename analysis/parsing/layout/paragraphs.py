"""Paragraphs of a text: turns of a printed call, what is the article's own, what is the page's.

Each pass gives a kind to lines that have none yet, the surest first: turns of a printed call are
told by their labels, furniture by its words or shape, headers by their form, and what is left by
its place and by the words that it shares with the text.
"""

import re
from collections import Counter

from analysis.parsing.layout.captions import mark_captions
from analysis.parsing.layout.furniture import mark_furniture
from analysis.parsing.layout.headers import mark_headers
from analysis.parsing.layout.headings import (
    mark_headings,
    mark_headline,
    mark_leads,
    mark_masthead,
    mark_pulled,
    mark_standfirst,
)
from analysis.parsing.layout.lines import DASHES, Line, runs, split_lines
from analysis.parsing.layout.tails import (
    mark_author_notes,
    mark_between,
    mark_boxes,
    mark_foot,
    mark_heads,
    mark_hours,
    mark_tail,
)
from analysis.parsing.layout.teasers import mark_repeated, mark_teasers
from analysis.parsing.spans import Paragraph
from analysis.parsing.wordlists import read_words

LEGEND = 200
MEANING = 6
"""Words that explain a letter at most."""

_BULLET = re.compile(r"^[•·▪●◦‣—–−*_-]{0,3}\s*(?:\*\*|__)?\s*")
_CODE = re.compile(r"^[(\[]?([^\W\d_a-zà-ÿа-яіїєґ]{1,3}\d?)[)\]]?(?:\*\*|__)?\s?:")
_NAME = re.compile(r"^([^\W\d_][^:\r\n“”\"„«».!?]{0,38}):(?:\*\*|__)?(?=\s|$)")
_EXPLAINED = re.compile(r"[(\[]?(?<!\w)([^\W\d_a-z]{1,3}\d?)[)\]]?\s?(=|[–—:-](?=\s))\s?")


def mark_transcripts(lines: list[Line]) -> None:
    """Find legends and turns; turns come at least two in a row, so that one label is no proof."""
    codes: set[str] = set()
    for line in lines:
        found = parse_legend(line.text)
        if found:
            line.kind = "legend"
            codes |= found
    labels = [None if line.kind else find_label(line.text) for line in lines]
    often = Counter(label.casefold() for label in labels if label)
    for row in runs(lines, [_is_turn(label, often, codes) for label in labels]):
        for line in row:
            line.kind = "transcript_turn"
    # A run of dashes could be a list, so it must ask or exclaim as well.
    for row in runs(lines, [line.kind is None and _is_dashed(line) for line in lines]):
        if any(line.text.rstrip('”"»')[-1:] in ("?", "!") for line in row):
            for line in row:
                line.kind = "transcript_turn"


def find_label(text: str) -> str | None:
    """The label of a speaker that a line begins with: "(R):", "Speaker 1:", "**Mother:**"."""
    rest = text[:200]
    rest = rest[_BULLET.match(rest).end() :]  # type: ignore[union-attr] # matches nothing at least
    found = _CODE.match(rest) or _NAME.match(rest)
    if found is None:
        return None
    label = found.group(1).strip(" *_()[]")
    return label if label.casefold() not in read_words("speakers")["not_speakers"] else None


def is_role(label: str) -> bool:
    """Whether a label says who speaks by what they are: "the mother", "Speaker 2"."""
    plain = re.sub(r"\s*(?:\d+|\([^()]*\))$", "", label.casefold().removeprefix("the "))
    return plain in read_words("speakers")["roles"]


def _is_turn(label: str | None, often: Counter[str], codes: set[str]) -> bool:
    if label is None:
        return False
    if label in codes or len(label) == 1 or is_role(label):
        return True
    return often[label.casefold()] > 1 and len(often) > 1


def _is_dashed(line: Line) -> bool:
    text = line.text
    return len(text) > 2 and text[0] in DASHES and text[1].isspace()


def parse_legend(text: str) -> set[str]:
    """The letters that a line explains: "(R)=Soldier (M)=Mother", "S – soldier, M – mother"."""
    if len(text) > LEGEND:
        return set()
    head, colon, rest = text.partition(":")
    if colon and head.casefold().strip(" *(_") in read_words("speakers")["legend_starts"]:
        text = rest.strip()
    codes = list(_EXPLAINED.finditer(text))
    if not codes or codes[0].start() > 0:
        return set()
    ends = [code.start() for code in codes[1:]] + [len(text)]
    meanings = [text[code.end() : end] for code, end in zip(codes, ends, strict=True)]
    signs = {code.group(2) for code in codes}
    certain = "=" in signs or (len(codes) > 1 and len(signs) == 1)
    short = all(0 < len(meaning.split()) <= MEANING for meaning in meanings)
    return {code.group(1) for code in codes} if certain and short else set()


PASSES = (
    mark_transcripts, mark_furniture, mark_headers, mark_author_notes, mark_captions,
    mark_repeated, mark_teasers, mark_heads, mark_boxes, mark_hours, mark_masthead, mark_leads,
    mark_between, mark_headline, mark_standfirst, mark_tail, mark_foot, mark_pulled,
    mark_headings,
)  # fmt: skip


def parse_paragraphs(text: str) -> list[Paragraph]:
    """The lines of a text that are not blank, each with its kind; none is left out.

    Parameters
    ----------
    text
        An article as it was saved. It is not changed.

    Returns
    -------
    list of Paragraph
        In the order of the text; together they hold every character that is not blank. Those
        whose `furniture` is given belong to the page, not to the article.

    Examples
    --------
    >>> paragraphs = parse_paragraphs("By Ann Bell\\n\\nIt rains again.\\nAdvertisement")
    >>> [paragraph.kind for paragraph in paragraphs]
    ['byline', 'body', 'furniture']
    """
    lines = list(split_lines(text))
    for mark in PASSES:
        mark(lines)
    return [Paragraph(line.start, line.end, line.kind or "body", line.furniture) for line in lines]
