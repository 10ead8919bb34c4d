"""The head of a page, and lines shaped like headlines: the article's, and others between them.

A sub-heading says what the paragraphs below it are about, so it shares words with them. The
headline of another article, put in by the page, brings words that the text has nowhere. Above the
headline stand the site's name and its parts.
"""

import re
from functools import cache
from itertools import pairwise, takewhile

from analysis.parsing.layout.furniture import speaks_of_page
from analysis.parsing.layout.headers import begins_with_place, is_names
from analysis.parsing.layout.lines import (
    CLOSING,
    HEADLINE_CHARACTERS,
    NARRATIVE,
    OPENING,
    QUOTE_ENDS,
    STOPS,
    Line,
    runs,
    share_unseen,
    stems_of,
)
from analysis.parsing.wordlists import read_words, word_set

AHEAD = 3
"""Paragraphs below a line in which a sub-heading finds its words again."""

UNSEEN = 0.5
UNSEEN_AT_TOP = 0.6
"""Shares of words found nowhere in the text from which a line belongs to another article."""

SUBHEADING_WORDS = 4
"""Up to so many words a line is too short to be an article's headline."""

STANDFIRST, LABEL = 240, 60
REACH = 30
"""Lines below a line among which those paragraphs are looked for, furniture and all."""

LIST = 8
"""Links that stand below one label at most."""

STANDFIRST_WORDS = 15
SITE_WORDS = 3
"""Words from which a line below the headline sums up the text, and at most in a site's name."""

_NUMBERED = re.compile(r"\d{1,2}[.)] ")
_QUOTED = re.compile(r"[“„«\"‘]([^“”„«»\"]{3,})[”“»\"’]")
CONTENT = (None, "transcript_turn")


def top_of(lines: list[Line]) -> list[Line]:
    """The headline-shaped lines before the text begins."""
    found: list[Line] = []
    for line in lines:
        shaped = line.is_headline_shaped and not (found and begins_with_place(line))
        if line.kind in CONTENT and not shaped:
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
    joined, place = _is_whole_quote(headline), lines.index(headline)
    kicker = next((one for one in lines[place - 1 :: -1] if one.kind not in HEADERS[:2]), None)
    for line in top:
        if line is headline:
            continue
        unseen, below = share_unseen(line, known), line.start > headline.start
        if below and is_names(line):
            line.kind = "byline"
        elif _is_strange(line, unseen) and not (joined or _is_standfirst(line, lines, below=below)):
            line.call("inserted_headline")
        elif not below and _is_site(line, unseen, lines, kicker):
            line.call("navigation")
        else:
            line.kind = "subheading"


def _is_standfirst(line: Line, lines: list[Line], *, below: bool) -> bool:
    """A long line, one that asks or exclaims, or one between headline and byline."""
    if len(line.words) >= STANDFIRST_WORDS or line.has_stop:
        return True
    place = lines.index(line)
    around = lines[place - 1 : place + 3]
    headed = below and any(one.kind in HEADERS for one in around) and not _is_labelled(line)
    return headed and all(one.furniture in (None, "timestamp") for one in around[:3])


def _is_site(line: Line, unseen: float, lines: list[Line], kicker: Line | None) -> bool:
    """The name of a site or of its part; what stands right above the headline is its kicker."""
    if len(line.words) > SITE_WORDS:
        return False
    outlet = not word_set("press", "name_words").isdisjoint(line.plain.split())
    if line is kicker:
        return unseen == 1 and line is lines[0] and len(line.words) > 1
    return outlet or unseen == 1 or line.plain in _rubrics()


def _headline_of(top: list[Line], text: frozenset[str]) -> Line:
    """The first that is long enough and shares a word with the text; the site's name does not."""
    long = [line for line in top if len(line.words) >= SUBHEADING_WORDS]
    return next((line for line in long if line.stems & text), (long or top)[0])


def _is_strange(line: Line, unseen: float) -> bool:
    telling = len(line.words) > SUBHEADING_WORDS and len(line.stems) > 2
    return telling and unseen >= UNSEEN_AT_TOP


def _closed_headline(lines: list[Line]) -> list[Line]:
    """A first line that does end with a stop: a byline or date follows it, or it quotes."""
    for line, after in pairwise(lines):
        if line.kind is None:
            short = len(line.text) <= STANDFIRST / 2
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
        headless = seen and not any(each.kind == "headline" for each in lines)
        fit = line.kind is None and len(line.text) <= STANDFIRST
        placed = after.kind is None and begins_with_place(after)
        longer = headless and len(after.text) > len(line.text)
        one = line.is_sentence and (longer or after.kind in ("byline", "date"))
        if fit and (placed or one):
            line.kind = "subheading"
        return


def mark_headings(lines: list[Line]) -> None:
    """Headline-shaped lines within the text: sub-headings, or headlines put in by the page.

    Those below a colon are what it leads to.
    """
    shaped = [line.kind is None and _may_head(line) for line in lines]
    text = [line for line, is_shaped in zip(lines, shaped, strict=True) if not is_shaped]
    text = [line for line in text if line.kind in CONTENT]
    known, end = stems_of(text if any(shaped) else []), text[-1].start if text else -1
    listed = False
    for place, line in enumerate(lines):
        above = lines[place - 1]
        listed = above.kind is None and (above.text[-1] == ":" or (listed and shaped[place - 1]))
        if listed or not shaped[place]:
            continue
        if not (_is_whole_quote(line) and share_unseen(line, known) >= UNSEEN):
            if line.start > end:
                if above.furniture or not line.opens_sentence:
                    _mark_last(line, known)
            elif not _is_of_text(line, known) and _is_foreign(
                line, lines[place + 1 : place + 1 + REACH], known, above
            ):
                line.call("inserted_headline")
            else:
                line.kind = "subheading"


def mark_pulled(lines: list[Line]) -> None:
    """A line that is one quotation heads a section when the text below repeats it word by word."""
    for place, line in enumerate(lines):
        if line.kind is None and _is_whole_quote(line):
            words, *below = (
                each.plain.strip(OPENING + CLOSING + STOPS + " ")
                for each in lines[place : place + 1 + REACH]
            )
            # Two who talk may say the same, and hardly more.
            if " " in words and any(
                words in other and len(other) >= LONGER * len(words) for other in below
            ):
                line.kind = "subheading"


def _may_head(line: Line) -> bool:
    bracketed = line.text[0] in "([" and line.text[-1] in ")]"
    if bracketed or not line.is_headline_shaped or line.is_narrative:
        return False
    placed = begins_with_place(line) and not line.is_title_cased
    return not placed and not _is_labelled(line)


def _is_labelled(line: Line) -> bool:
    """Whether a word as "Source:" says what it is."""
    label, colon, _ = line.plain.partition(":")
    return bool(colon) and label in read_words("speakers")["not_speakers"]


def _is_whole_quote(line: Line) -> bool:
    """Nothing but a quotation: a pulled one repeats the text, any other is part of it."""
    return line.is_quoting and line.text[-1] in QUOTE_ENDS


def _is_of_text(line: Line, known: frozenset[str]) -> bool:
    """Whether it quotes words that the text has."""
    quoted = [Line(0, len(part), part).stems for part in _QUOTED.findall(line.text)]
    return any(stems and stems <= known for stems in quoted)


def _mark_last(line: Line, known: frozenset[str]) -> None:
    """Nothing is below it: it heads nothing, but a signature or a lost full stop look like it."""
    short = SUBHEADING_WORDS < len(line.words) < NARRATIVE
    if short and share_unseen(line, known) >= UNSEEN:
        line.call("inserted_headline")


def _is_foreign(line: Line, below: list[Line], known: frozenset[str], above: Line) -> bool:
    """What asks or exclaims is the text's own, but among furniture; so is what has a number."""
    if len(line.words) <= SUBHEADING_WORDS or len(line.stems) < 2 or _NUMBERED.match(line.text):
        return False
    if line.has_stop and not (above.furniture and below[0].furniture):
        return False
    return share_unseen(line, known) >= UNSEEN and not takes_up(line, below)


def takes_up(line: Line, below: list[Line]) -> bool:
    """Whether the next paragraphs take up a word of a line."""
    body = [each for each in below if each.kind in CONTENT and not each.is_headline_shaped]
    return bool(line.stems & stems_of(body[:AHEAD]))


LONGER = 2
"""What a pulled quotation was pulled from is so many times as long."""

BARS = ("navigation", "consent_notice", "support_prompt", "newsletter", "app_prompt")
"""Furniture of the head of a page; what stands above it belongs to the page as well."""

SENTENCE_WORDS = 14
"""Words beyond which a sentence with its stop opens the text rather than heads it."""

LEAST_MENU, MENU, SURE, MOSTLY = 3, 8, 0.2, 0.6
"""Labels in a short and in a long row, and what share of them are furniture for sure where all are
a menu; of a short row only below the text's beginning: a headline may stand below a menu.
"""

FIELDS = 3
"""Lines in a row that say "label: value" from which they are what a collection says of a text."""

_FIELD = re.compile(r"[^\W\d_a-z][\w/-]+(?: \w+){0,2}: \S")
HEADERS = ("byline", "date", "dateline")


def mark_masthead(lines: list[Line]) -> None:
    """Short lines above the menu, where a headline follows below it, and two rubrics in a row."""
    for line in takewhile(_may_be_of_head, lines):
        if line.kind is None and speaks_of_page(line):
            line.call("navigation")
    top = {*top_of(lines)}
    _mark_menus(lines)
    end = next((n for n, line in enumerate(lines) if _ends_head(line)), len(lines))
    fit = [n for n, line in enumerate(lines[:end]) if line.kind is None and not is_names(line)]
    bars = [n for n, line in enumerate(lines[: fit[-1]]) if _is_bar(line)] if fit else []
    if not bars:
        return
    text = stems_of([line for line in lines[end:] if line.kind in CONTENT])
    for line in lines[: bars[-1]]:
        if line in top and line.kind is None and not _heads_text(line, text):
            line.call("navigation")


def _may_be_of_head(line: Line) -> bool:
    """Whether a line may stand above the text: nothing of its own that is longer than a label."""
    told = line.kind in CONTENT and not line.is_headline_shaped
    return not told or len(line.text) <= LABEL or speaks_of_page(line)


def _is_bar(line: Line) -> bool:
    """A counter stands below a headline as well."""
    return line.furniture in BARS and not any(map(str.isdigit, line.text))


def _ends_head(line: Line) -> bool:
    """The first line that says who wrote the text or when, or that is a paragraph of it."""
    if line.kind in HEADERS:
        return True
    if line.kind not in CONTENT or len(line.text) > HEADLINE_CHARACTERS:
        return line.kind in CONTENT
    return line.is_sentence and len(line.words) > SENTENCE_WORDS


def _heads_text(line: Line, text: frozenset[str]) -> bool:
    shared = len(line.words) > SUBHEADING_WORDS and share_unseen(line, text) < UNSEEN
    return line.is_quoting or shared


@cache
def _rubrics() -> frozenset[str]:
    return word_set("furniture", "rubrics") | word_set("furniture", "home_words")


def _mark_menus(lines: list[Line]) -> None:
    """A rubric above the text; one that names the subject is a kicker, if it stands alone.

    Many labels in a row, some of which are furniture for sure, are a menu, but for those with
    words of the text.
    """
    rubrics = [len(line.text) <= LABEL and line.plain in _rubrics() for line in lines]
    for row in runs(lines, rubrics, least=1):
        for line in row:
            if line.kind is None and (line.stems or len(row) > 1):
                line.call("navigation")
    told = [line for line in lines if line.kind in CONTENT and not line.is_headline_shaped]
    menus = []
    for row in runs(lines, map(is_label, lines), least=LEAST_MENU):
        sure = sum(line.furniture is not None for line in row) / len(row)
        below = bool(told) and row[0].start > told[0].start
        if sure >= (SURE if len(row) >= MENU else MOSTLY if below else 1):
            menus += [line for line in row if line.kind is None]
    text = stems_of(told if menus else [])
    for line in menus:
        if share_unseen(line, text) >= UNSEEN:
            line.call("navigation")


def is_label(line: Line) -> bool:
    """A word or a few without a stop, as on a button; an abbreviation has one."""
    if len(line.text) > LABEL or line.kind not in (None, "furniture") or line.is_quoting:
        return False
    shaped = line.is_headline_shaped and not line.has_stop
    return 0 < len(line.words) <= SUBHEADING_WORDS and (shaped or line.text.isupper())


def mark_leads(lines: list[Line]) -> None:
    """What belongs to the text though it has its own words: fields, a date among them, and an
    exclamation below the byline.
    """
    for fields in runs(lines, [bool(_FIELD.match(line.text)) for line in lines], least=FIELDS):
        for line in fields if any(line.kind == "date" for line in fields) else ():
            line.kind = line.kind or "subheading"
    begun = False
    for above, line in pairwise(lines):
        begun = begun or (above.kind is None and above.is_headline_shaped)
        exclaims = line.is_headline_shaped and line.has_stop and above.kind in HEADERS
        if line.kind is None and begun and exclaims:
            line.kind = "subheading"
