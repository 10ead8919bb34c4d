"""Lines shaped like headlines: those of the article, and those of other articles between them.

A sub-heading says what the paragraphs below it are about, so it shares words with them. The
headline of another article, put in by the page, brings words that the text has nowhere.
"""

from collections import Counter
from itertools import pairwise

from analysis.parsing.layout.furniture import split_label
from analysis.parsing.layout.headers import begins_with_place
from analysis.parsing.layout.lines import (
    CLOSING,
    OPENING,
    QUOTE_ENDS,
    STOPS,
    Line,
    share_unseen,
    stems_of,
)

AHEAD = 3
"""Paragraphs below a line in which a sub-heading finds its words again."""

UNSEEN = 0.5
UNSEEN_AT_TOP = 0.6
UNSEEN_SUMMARY = 0.6
"""Shares of words found nowhere in the text from which a line belongs to another article."""

SUBHEADING_WORDS = 4
"""Up to so many words a line is too short to be an article's headline."""

STANDFIRST = 240
SUMMARY = 320
PULLED = 120
"""Characters of a quotation that heads a section."""

REACH = 30
"""Lines below a line among which those paragraphs are looked for, furniture and all."""

LIST = 8
"""Links that stand below one label at most."""

CONTENT = (None, "transcript_turn")
EMBEDS = ("consent_notice", "video_player")
"""What stands right below the title of an embedded video."""


def mark_repeated(lines: list[Line]) -> None:
    """A headline-shaped line that stands twice is a link to another article, in any language."""
    places: dict[str, list[Line]] = {}
    for line in lines:
        if line.kind is None and line.is_headline_shaped:
            places.setdefault(line.plain, []).append(line)
    top = top_of(lines)
    for copies in places.values():
        if len(copies) > 1:
            own = [line for line in copies if line in top[:2]]
            for line in copies[1:] if own else copies:
                line.call("teaser_headline" if len(line.words) > 3 else "repeated_label")


def mark_teasers(lines: list[Line]) -> None:
    """What stands below a label: headlines of other articles, and the summary of the last one.

    Above the text the headline below a label can be the article's own.
    """
    begun = False
    counts = Counter(stem for line in lines if line.kind is None for stem in line.stems)
    for place, line in enumerate(lines):
        begun = begun or (line.kind in CONTENT and not line.is_headline_shaped)
        if begun and (line.furniture == "teaser_label" or _is_open_label(line)):
            _mark_below(lines, place, counts)


def _is_open_label(line: Line) -> bool:
    found = split_label(line) if line.furniture == "just_in_link" else None
    return found is not None and not found[1]


def _mark_below(lines: list[Line], place: int, counts: Counter[str]) -> None:
    below = lines[place + 1 : place + 1 + LIST]
    linked = []
    for line in below:
        if line.furniture != "teaser_headline" and not _is_link(line):
            break
        linked.append(line)
    after = place + 1 + len(linked)
    last = linked[-1] if len(linked) > 1 else None
    if last and last.kind is None and _heads(last, lines[after : after + REACH]):
        linked.pop()
    for line in linked:
        counts.subtract(line.stems if line.kind is None else ())
        line.call("teaser_headline")
    if linked and after + 1 < len(lines):
        _mark_summary(lines[after], counts, stems_of(linked))


def _is_link(line: Line) -> bool:
    return line.kind is None and line.is_headline_shaped and len(line.words) >= SUBHEADING_WORDS


def _mark_summary(line: Line, counts: Counter[str], linked: frozenset[str]) -> None:
    """The paragraph below a link sums it up when it shares words with it, or none with the text."""
    if line.kind or line.is_quoting or len(line.text) > SUMMARY:
        return
    elsewhere = frozenset(stem for stem in line.stems if counts[stem] > 1)
    needed = UNSEEN_SUMMARY if line.stems & linked else 1
    if line.stems and share_unseen(line, elsewhere) >= needed:
        line.call("teaser_summary")


def top_of(lines: list[Line]) -> list[Line]:
    """The headline-shaped lines before the text begins."""
    found = []
    for line in lines:
        if line.kind in CONTENT and not line.is_headline_shaped:
            break
        if line.kind is None:
            found.append(line)
    return found


def mark_headline(lines: list[Line]) -> None:
    """One line of the top is the headline; the others head the text, the page or an embed."""
    top = top_of(lines) or _closed_headline(lines)
    if not top or len(lines) < 2 or top[0] is lines[-1]:
        return
    text = stems_of([line for line in lines if line.kind in CONTENT and line not in top[:LIST]])
    headline = _headline_of(top, text)
    headline.kind = "headline"
    known = text | headline.stems
    embeds = {one for one, after in pairwise(lines) if after.furniture in EMBEDS}
    for line in top:
        if line is headline:
            continue
        unseen = share_unseen(line, known)
        if line in embeds or _is_strange(line, unseen):
            line.call("inserted_headline")
        elif line.start < headline.start and unseen == 1:
            line.call("navigation")
        else:
            line.kind = "subheading"


def _headline_of(top: list[Line], text: frozenset[str]) -> Line:
    """The first that is long enough and shares a word with the text; the site's name does not."""
    fit = (line for line in top if len(line.words) >= SUBHEADING_WORDS and line.stems & text)
    return next(fit, top[0])


def _is_strange(line: Line, unseen: float) -> bool:
    telling = len(line.words) > SUBHEADING_WORDS and len(line.stems) > 2
    return telling and unseen >= UNSEEN_AT_TOP


def _closed_headline(lines: list[Line]) -> list[Line]:
    """A first line that does end with a stop: a byline or date follows it, or it quotes."""
    for line, after in pairwise(lines):
        if line.kind is None:
            short = len(line.text) <= STANDFIRST / 2 and len(line.words) > 1
            headed = after.kind in ("byline", "date") or line.is_quotation_headline
            return [line] if short and headed else []
    return []


def mark_standfirst(lines: list[Line]) -> None:
    """One sentence before the text: a dateline begins the next paragraph, or a byline follows."""
    plain = [line for line in lines if line.kind not in ("furniture", "headline", "subheading")]
    seen = False
    for line, after in pairwise(plain):
        if line.kind in ("byline", "date"):
            seen = True
            continue
        if line.kind is not None or line.is_quoting or line.is_bulleted:
            return
        headless = seen and not any(each.kind == "headline" for each in lines)
        short = len(line.text) <= STANDFIRST and not begins_with_place(line)
        placed = after.kind is None and begins_with_place(after)
        longer = headless and len(after.text) > len(line.text)
        one = line.is_sentence and (longer or after.kind in ("byline", "date"))
        if short and (placed or one):
            line.kind = "subheading"
        return


def mark_headings(lines: list[Line]) -> None:
    """Headline-shaped lines within the text: sub-headings, or headlines put in by the page."""
    shaped = [line.kind is None and _may_head(line) for line in lines]
    text = [line for line, is_shaped in zip(lines, shaped, strict=True) if not is_shaped]
    text = [line for line in text if line.kind in CONTENT]
    known, end = stems_of(text), text[-1].start if text else -1
    for place, line in enumerate(lines):
        if shaped[place] and not (_is_whole_quote(line) and share_unseen(line, known) >= UNSEEN):
            if line.start > end:
                _mark_last(line, known)
            elif _is_foreign(line, lines[place + 1 : place + 1 + REACH], known):
                line.call("inserted_headline")
            else:
                line.kind = "subheading"


def mark_pulled(lines: list[Line]) -> None:
    """A line that is one quotation heads a section when the text below repeats it word by word."""
    for place, line in enumerate(lines):
        if line.kind is None and _is_whole_quote(line) and len(line.text) <= PULLED:
            words = line.plain.strip(OPENING + CLOSING + STOPS + " ")
            below = lines[place + 1 : place + 1 + REACH]
            if " " in words and any(words in other.plain for other in below):
                line.kind = "subheading"


def _may_head(line: Line) -> bool:
    return line.is_headline_shaped and not line.is_narrative


def _is_whole_quote(line: Line) -> bool:
    """Nothing but a quotation: a pulled one repeats the text, any other is part of it."""
    return line.is_quoting and line.text[-1] in QUOTE_ENDS


def _mark_last(line: Line, known: frozenset[str]) -> None:
    """Nothing is below it: it heads nothing, but a signature or a lost full stop look like it."""
    if len(line.words) > SUBHEADING_WORDS and share_unseen(line, known) >= UNSEEN:
        line.call("inserted_headline")


def _is_foreign(line: Line, below: list[Line], known: frozenset[str]) -> bool:
    if len(line.words) <= SUBHEADING_WORDS or len(line.stems) < 2:
        return False
    return share_unseen(line, known) >= UNSEEN and not _heads(line, below)


def _heads(line: Line, below: list[Line]) -> bool:
    """Whether the next paragraphs take up a word of a line."""
    body = [each for each in below if each.kind in CONTENT and not each.is_headline_shaped]
    return bool(line.stems & stems_of(body[:AHEAD]))
