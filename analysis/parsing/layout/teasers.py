"""Links to other articles: headlines below a label, behind a bullet or twice; their summaries."""

import re
from collections import Counter

from analysis.parsing.layout.headings import (
    CONTENT,
    LIST,
    REACH,
    SUBHEADING_WORDS,
    UNSEEN,
    takes_up,
    top_of,
)
from analysis.parsing.layout.lines import BULLETS, DASHES, Line, share_unseen, stems_of

_QUOTING = re.compile(r"[“”„«»\"]")
UNSEEN_SUMMARY = 0.6
"""Share of words found nowhere in the text from which a paragraph sums up another article."""

LISTED = 3
"""Links below a label from which they are a list without summaries."""

SUMMARY = 320
"""Characters of such a summary."""

UNSEEN_TAIL = 0.75
"""Share of words foreign to the text in the teaser at the end of a page."""

BADGES = ("newsletter", "read_time", "timestamp", "video_player")
"""Furniture between the links of a list: who may read them, how long it takes."""

SUBHEADING_LONGEST = 12
"""Words beyond which a line below a link sums it up, whatever words it shares with the text."""


def mark_repeated(lines: list[Line]) -> None:
    """A headline-shaped line that stands twice is a link to another article, in any language.

    One that heads a paragraph with its words is the text's.
    """
    places: dict[str, list[Line]] = {}
    for line in lines:
        if line.kind is None and line.is_headline_shaped:
            places.setdefault(line.plain, []).append(line)
    top = top_of(lines)
    for copies in places.values():
        if len(copies) > 1:
            at_top = not {*top[:2]}.isdisjoint(copies)
            own = next((each for each in copies if at_top or _heads(each, lines)), None)
            for line in copies:
                if line is not own:
                    line.call("teaser_headline" if len(line.words) > 3 else "repeated_label")


def _heads(line: Line, lines: list[Line]) -> bool:
    """Whether the paragraph right below a line repeats half of its words and more."""
    below = lines[lines.index(line) + 1 :][:1]
    return bool(line.stems) and share_unseen(line, stems_of(below)) < UNSEEN


def mark_teasers(lines: list[Line]) -> None:
    """What stands below a label: headlines of other articles, and the summary of the last one.

    Above the text the headline below a label can be the article's own.
    """
    if not any(line.furniture == "teaser_label" for line in lines):
        return
    begun = False
    counts = Counter(stem for line in lines if line.kind is None for stem in line.stems)
    for place, line in enumerate(lines):
        begun = begun or (line.kind in CONTENT and not line.is_headline_shaped)
        if begun and line.furniture == "teaser_label":
            _mark_below(lines, place, counts)


def _mark_below(lines: list[Line], place: int, counts: Counter[str]) -> None:
    below = lines[place + 1 : place + 1 + LIST]
    linked, twice = [], any(line.furniture == "teaser_headline" for line in below)
    for line, following in zip(below, [*below[1:], *below[-1:]], strict=True):
        short = line.kind is None and line.is_headline_shaped and is_link(following)
        if line.furniture not in ("teaser_headline", *BADGES) and not is_link(line) and not short:
            break
        linked.append(line)
    after = place + 1 + len(linked)
    links = [line for line in linked if line.furniture not in BADGES]
    last = links[-1] if len(links) > 1 else None
    summed = last is not None and len(last.words) > SUBHEADING_LONGEST
    if last and not summed and takes_up(last, lines[after : after + REACH]):
        links.pop()
        summed = True
    for line in links:
        line.call("teaser_headline")
    if links and not summed and after < len(lines) and (twice or len(links) < LISTED):
        shared = lines[after].stems & stems_of(links)
        _mark_summary(lines[after], counts, UNSEEN_SUMMARY if twice or shared else 1)


def is_link(line: Line) -> bool:
    """Whether a line without a kind may be the headline of another article."""
    return line.kind is None and _is_headline(line) and len(line.words) >= SUBHEADING_WORDS


def _is_headline(line: Line) -> bool:
    """Whether a line is shaped like one, behind the bullet of a list of links as well."""
    text = line.text.lstrip(BULLETS + DASHES + " ")
    return bool(text) and Line(line.end - len(text), line.end, text).is_headline_shaped


def _mark_summary(line: Line, counts: Counter[str], needed: float) -> None:
    """The paragraph below a link sums it up when it shares words with it, or none with the text.

    A link that the page gives twice has its summary below it.
    """
    if line.kind or _QUOTING.search(line.text) or len(line.text) > SUMMARY:
        return
    elsewhere = frozenset(stem for stem in line.stems if counts[stem] > 1)
    if share_unseen(line, elsewhere) >= needed:
        line.call("teaser_summary")


def sums_up(line: Line, link: Line, known: frozenset[str]) -> bool:
    """One sentence that takes up a word of the link above it, and few of the text."""
    apart = min(share_unseen(line, known), share_unseen(link, known)) >= UNSEEN_TAIL
    return line.is_sentence and apart and bool(line.stems & link.stems)
