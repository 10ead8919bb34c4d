"""Text -> its quotations: what stands between quotation marks, without them, or behind a dash."""

from collections.abc import Sequence

from analysis.parsing.layout.lines import unbreak
from analysis.parsing.spans import Paragraph, Quote
from analysis.parsing.speech.cues import find_cues
from analysis.parsing.speech.dashes import dashed_speech
from analysis.parsing.speech.mark_pairs import Pair, pair_marks, uncrossed
from analysis.parsing.speech.quote_kinds import kind_of

EDGES = " \t\u00a0\u202f\u2009\u200a\u2007\u2002\u2003\u200b\ufeff\u2060\u3000"
"""Blanks inside a mark: French sets no-break and thin ones within its guillemets."""

PASSED_OVER = ("furniture", "caption", "subheading")
"""Between two paragraphs of one speech stand adverts, teasers, captions and cross-headings."""

UNMARKED = 3
"""Of a speech marked only at both its ends, so many paragraphs in between are believed."""

LEAD_IN = 2
"""A bullet and a blank may stand before the mark that a paragraph begins with."""


def find_pairs(text: str, paragraphs: Sequence[Paragraph]) -> list[list[Pair]]:
    """By paragraph, what stands between marks: the quotations, before it is asked what they are."""
    text = unbreak(text, paragraphs)
    pairs = [_pairs(text, paragraph) for paragraph in paragraphs]
    _fill_unmarked(paragraphs, pairs)
    return pairs


def parse_quotes(
    text: str, paragraphs: Sequence[Paragraph], pairs: list[list[Pair]] | None = None
) -> list[Quote]:
    """The quotations of a text in text order, outer ones before those within them.

    Parameters
    ----------
    text
        The untouched text.
    paragraphs
        What `parse_paragraphs` returns for it.
    pairs
        What `find_pairs` returns for it, where that is known already.

    Returns
    -------
    list of Quote
        Without speakers (see `attribute_quotes`). A speech over several paragraphs is a quotation
        per paragraph; `continued_from` is the index of the one before.

    Examples
    --------
    >>> from analysis.parsing.layout.paragraphs import parse_paragraphs
    >>> said = "“It rains,” he said. “Still.”"
    >>> [said[each.start : each.end] for each in parse_quotes(said, parse_paragraphs(said))]
    ['It rains,', 'Still.']
    """
    text = unbreak(text, paragraphs)
    pairs = find_pairs(text, paragraphs) if pairs is None else pairs
    cues = find_cues(text) if any(pairs) else []
    quotes: list[Quote] = []
    left_open: int | None = None
    for number, paragraph in enumerate(paragraphs):
        inside = _begins_inside(paragraph, pairs[number])
        continued = left_open if inside else None
        if left_open is None or inside or paragraph.kind not in PASSED_OVER:
            left_open = _left_open(paragraph, pairs[number], len(quotes))
        for place, pair in enumerate(pairs[number]):
            kind = kind_of(text, paragraph, pairs[number], place, cues)
            kind = "speech" if not (pair.opened and pair.closed) and kind == "scare" else kind
            before = continued if place == 0 else None
            quotes.append(
                Quote(pair.start, pair.end, kind, continued_from=before, paragraph=number)
            )
    return quotes


def _pairs(text: str, paragraph: Paragraph) -> list[Pair]:
    found = []
    for pair in pair_marks(text, paragraph.start, paragraph.end):
        inner = text[pair.start : pair.end]
        start = pair.start + len(inner) - len(inner.lstrip(EDGES))
        stripped = inner.strip(EDGES)
        if stripped.strip() and not (
            _is_whole_turn(text, paragraph, pair) or _is_markup(text, pair)
        ):
            found.append(pair._replace(start=start, end=start + len(stripped)))
    dashed = [Pair(*span, False, True, False) for span in dashed_speech(text, paragraph)]
    return sorted([*found, *uncrossed(dashed, found)], key=lambda pair: (pair.start, -pair.end))


def _is_markup(text: str, pair: Pair) -> bool:
    """An attribute, id="7", and wiki's italics for a label: ''Ann'':."""
    italics = text.endswith("''", 0, pair.start) and text.startswith("'':", pair.end)
    return italics or text[max(0, pair.start - 2) : pair.start - 1] == "="


def _is_whole_turn(text: str, paragraph: Paragraph, pair: Pair) -> bool:
    """A transcript may set marks around each turn; the turn is not repeated as a quotation."""
    if paragraph.kind != "transcript_turn" or pair.end < paragraph.end - 2:
        return False
    return (
        text[paragraph.start : pair.start]
        .rstrip(EDGES + "“”„\"«»‘'‚*_")
        .endswith((":", "—", "–", "-"))
    )


def _begins_inside(paragraph: Paragraph, pairs: list[Pair]) -> bool:
    if not pairs:
        return False
    return pairs[0].start <= paragraph.start + (LEAD_IN if pairs[0].opened else 0) + 1


def _left_open(paragraph: Paragraph, pairs: list[Pair], before: int) -> int | None:
    """The index of the quotation that this paragraph leaves without a closing mark."""
    for place in range(len(pairs) - 1, -1, -1):
        if not pairs[place].closed and pairs[place].end >= paragraph.end - 1:
            return before + place
    return None


def _fill_unmarked(paragraphs: Sequence[Paragraph], pairs: list[list[Pair]]) -> None:
    """Paragraphs without marks between one left open and one that only closes are speech, too."""
    spoken = [n for n, paragraph in enumerate(paragraphs) if paragraph.kind not in PASSED_OVER]
    for place, number in enumerate(spoken):
        if _left_open(paragraphs[number], pairs[number], 0) is None:
            continue
        between: list[int] = []
        for later in spoken[place + 1 : place + 2 + UNMARKED]:
            if pairs[later]:
                closes = not pairs[later][0].opened
                for each in between if closes else []:
                    paragraph = paragraphs[each]
                    pairs[each].append(Pair(paragraph.start, paragraph.end, False, False, False))
                break
            between.append(later)
