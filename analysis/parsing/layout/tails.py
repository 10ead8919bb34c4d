"""What stands below a text: notes on its author, signatures, the last links, the page's footer."""

import re
from collections import Counter
from itertools import accumulate, chain, pairwise, takewhile
from math import ceil
from operator import or_

from analysis.parsing.dates.calendar_words import names_of_days
from analysis.parsing.layout.captions import CAPTION
from analysis.parsing.layout.furniture import speaks_of_page
from analysis.parsing.layout.headings import CONTENT, HEADERS, SUBHEADING_WORDS, is_label
from analysis.parsing.layout.lines import DASHES, Line, runs, share_unseen, stems_of
from analysis.parsing.layout.teasers import is_link, sums_up
from analysis.parsing.wordlists import read_words

TAIL = 3
"""Paragraphs above the tail of a page."""

LATER = 0.6
"""Share of a page's lines above which nothing of its tail stands."""

LONG = 160
"""Characters from which a line below the text may be a paragraph that was put off by the page."""

UNSEEN_LABEL = 0.5
UNSEEN_NOTE = 0.75
"""Shares of words foreign to the text, of a line without a stop and of a sentence."""

LABEL_WORDS = 8
"""Words of a label or of a link at the foot of a page."""

BUTTONED = ("newsletter", "navigation", "consent_notice")
BOX = 2
"""What ends the box of a newsletter, and lines in it at most."""

BESIDE = 2
LABEL = 40
"""Lines above a dated link among which its list is, and characters of a button."""

_DATED = re.compile(r"[\"“„«»‘]?[^\W\d_]{3}.*\s(?:\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d\d-\d\d)")
_HOUR = re.compile(r"(?:[01]?\d|2[0-3])[.:][0-5]\d (?:Uhr )?\W?[^\W\d_a-z]")
_CLOCK = re.compile(r"\d{1,2}:\d\d(?!\s?Uhr)")
_RESULT = re.compile(r"\d ?[:–-] ?\d")
_NAME = re.compile(
    r"(?P<name>[^\W\d_a-z][\w'’.-]+(?: [^\W\d_a-z][\w'’.-]+){1,3})(?:, \d{4})?,? (?P<verb>\w+)\b"
)


def mark_between(lines: list[Line]) -> None:
    """Beside furniture a dated line is a link, and one above a player or gallery its title."""
    begun = [*accumulate(map(_is_paragraph, lines), or_)]
    for place, line in enumerate(lines):
        around = lines[max(0, place - BESIDE) : place] + lines[place + 1 : place + 2]
        if line.kind or not line.is_headline_shaped or not any(one.furniture for one in around):
            continue
        if begun[place] and _DATED.fullmatch(line.text):
            line.call("teaser_headline")
        elif any(_plays_or_shows(one, begun=begun[place]) for one in lines[place + 1 : place + 2]):
            line.call("inserted_headline")


def mark_boxes(lines: list[Line]) -> None:
    """Between a label and a button of a newsletter: its name, and a sentence that praises it."""
    labels = [place for place, line in enumerate(lines) if line.furniture == "newsletter"]
    own = [line for line in lines if line.kind in CONTENT] if labels else []
    counts = Counter(stem for line in own for stem in line.stems)
    known = frozenset(stem for stem, count in counts.items() if count > 1)
    for place in labels:
        below = lines[place + 1 : place + 2 + BOX]
        size = next((n for n, one in enumerate(below) if one.furniture in BUTTONED), 0)
        if all(_praises(one, known) for one in below[:size]):
            for one in below[:size]:
                one.call("newsletter")


def _praises(line: Line, known: frozenset[str]) -> bool:
    foreign = not line.has_stop or share_unseen(line, known) >= UNSEEN_LABEL
    return line.kind is None and foreign and not line.is_quoting


def mark_hours(lines: list[Line]) -> None:
    """Headlines behind an hour, one below the other, are links to the entries of a live page."""
    timed = [bool(_HOUR.match(line.text)) and line.is_headline_shaped for line in lines]
    for line in chain.from_iterable(runs(lines, timed)):
        if line.kind is None:
            line.call("link_list")


def _plays_or_shows(line: Line, *, begun: bool) -> bool:
    """Whether it is the clock of a player within the text, or a button that opens pictures."""
    if _CLOCK.match(line.text):
        return begun
    words = read_words("furniture")["gallery_words"]
    button = line.furniture == "navigation" and len(line.text) <= LABEL
    return button and any(word in line.plain for word in words)


def mark_author_notes(lines: list[Line]) -> None:
    """Below the text, a paragraph that begins with a name says who the writer is: "Ann Bell covers
    harbours", where the byline names her, or "Ann Bell is a reporter", what reporters are called.
    Below "About the Lamp" stands what the Lamp is.
    """
    bylines = " ".join(line.plain for line in lines if line.kind == "byline")
    known = read_words("furniture")
    later = lines[ceil(len(lines) * LATER) :]
    for line in lines:
        named = _NAME.match(line.text) if line.kind is None and len(line.text) <= CAPTION else None
        if named is None or line.is_quoting:
            continue
        is_role = named["verb"] and named["verb"].casefold() in known["author_verbs"]
        has_role = any(word.strip(".,;") in known["author_roles"] for word in line.plain.split())
        signed = named["name"].casefold() in bylines
        if is_role and (signed or (has_role and line in later)):
            line.call("author_bio")
    for label, line in pairwise(later):
        about = is_label(label) and label.words[0].casefold() in known["about_words"]
        if about and line.kind is None and label.words[-1] in line.words[: len(label.words)]:
            label.call("author_bio")
            line.call("author_bio")


def mark_tail(lines: list[Line]) -> None:
    """Below the text: short lines among furniture, and a last link with a sentence on it."""
    text = [line for line in lines if line.kind in CONTENT and not line.is_headline_shaped]
    if not text:
        return
    last = lines.index(text[-1])
    link = lines[last - 1]
    linked = len(text) > TAIL and is_link(link) and len(link.words) > SUBHEADING_WORDS
    if linked and sums_up(text[-1], link, stems_of(text[:-1])):
        link.call("teaser_headline")
        text[-1].call("teaser_summary")
    _mark_comments(lines)


def _is_paragraph(line: Line) -> bool:
    """What no footer holds: a long paragraph, speech."""
    if line.kind == "transcript_turn":
        return True
    spoken = line.is_quoting or line.text[0] in DASHES
    return line.kind is None and (len(line.text) > LONG or spoken)


def _mark_comments(lines: list[Line]) -> None:
    """Below the heading of comments, when the first says who wrote it, all are comments."""
    verbs = read_words("furniture")["comment_verbs"]
    for place in range(int(len(lines) * LATER), len(lines) - 1):
        who, colon, _ = lines[place + 1].plain[:LABEL].partition(":")
        signed = colon and who.rpartition(" ")[2] in verbs
        if signed and lines[place].furniture == "comment_prompt":
            for below in lines[place + 1 :]:
                if below.kind in CONTENT:
                    below.call("comment")
            return


def mark_heads(lines: list[Line]) -> None:
    """Dates and writers below the text or beside furniture in it, where such stand above it."""
    own = [n for n, line in enumerate(lines) if _is_paragraph(line)]
    told = [n for n in own if lines[n].kind is None and len(lines[n].text) > LONG]
    if not own:
        return
    first, last = (told or own[-1:])[0], own[-1]
    for kind in ("date", "byline"):
        above = any(line.kind == kind for line in lines[:last])
        for place, line in enumerate(lines[first + 1 :], first + 1):
            furnished = lines[place - 1].furniture
            above = above or furnished == "teaser_headline"
            beside = place > last or furnished is not None
            if line.kind == kind and beside and above:
                word = line.plain.split()[0].strip(":,.")
                calendar = word[:1].isdigit() or word in names_of_days()
                if calendar or kind == "byline":
                    line.call("teaser_head")


CLOSING = ("comment_prompt", "tags", "copyright", "author_bio", "support_prompt", "footer_note")
"""Furniture that a page puts below its text; a sentence below it seldom is the text's."""


def mark_foot(lines: list[Line]) -> None:
    """The foot of a page: from its end up, labels and links without a stop, and what speaks of the
    page or to its reader; it needs one line that is furniture for sure.
    """
    own = [n for n, line in enumerate(lines) if _is_paragraph(line)]
    below = lines[own[-1] + 1 :] if own else []
    told = [line for line in lines if line.kind in CONTENT and len(line.text) > LONG]
    known = stems_of(told if below else [])
    closed = False
    for line in below[max(0, ceil(len(lines) * LATER) - len(lines) + len(below)) :]:
        closed = closed or line.furniture in CLOSING
        if closed and line.kind is None and share_unseen(line, known) >= UNSEEN_NOTE:
            line.call("footer_note")
    foot = [*takewhile(_may_be_of_foot, reversed(lines))]
    sure = [n for n, line in enumerate(foot) if line.furniture or speaks_of_page(line)]
    if len(foot) == len(lines) or not sure:
        return
    # Right above them there may be a last line of the text that has lost its stop.
    above = foot[sure[-1] + 1 :]
    listed = len(above) > 1 or all(len(line.words) < SUBHEADING_WORDS for line in above)
    for line in foot if listed else foot[: sure[-1] + 1]:
        if line.kind is None:
            line.call("footer_note")


def _may_be_of_foot(line: Line) -> bool:
    if line.kind is not None:
        return line.furniture is not None or line.kind in HEADERS
    return speaks_of_page(line) or (len(line.words) <= LABEL_WORDS and _is_open(line))


def _is_open(line: Line) -> bool:
    """Whether a line is no sentence, or one question, as labels of links are."""
    open_ended = not line.has_stop or line.text[-1] in "?:"
    return open_ended and not line.is_quoting and not _RESULT.search(line.text)
