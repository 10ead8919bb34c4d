"""What a call is told with: places, military formations, and figures.

Figures are men, losses, sums, shares, lengths of time. Ages, ordinals, numbers of units, times,
dates, calibres, types of vehicles and code words (a `200` is somebody dead) are none.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from analysis.parsing.dates.calendar_words import NUMBERS
from analysis.parsing.prose import PAGE_KINDS, Prose, cover
from analysis.parsing.sources.naming import aliases_of
from analysis.parsing.spans import Figure, Mention, Paragraph
from analysis.parsing.wordlists import any_of, read_words, word_pattern, word_set

CAPITALS = {"Moscow", "Kyiv"}
"""Names that mostly stand for a government: places only behind a word of place."""

_OF_PLACE = re.compile(
    r"(?<!\w)(?:in|near|around|outside|towards?|from|aus|nach|bei|um|Richtung)\s$"
)
_DATELINE = re.compile(r"[^\r\n.!?:]{0,30} ?[–—-]\s")


ARTICLES = ("a", "an", "ein", "eine", "einen", "einem", "eines", "einer", "one")
"""Numbers only before a scale: `a thousand`."""

_DIGITS = r"\d{1,3}(?:[,. ]\d{3}){1,3}|\d{1,7}(?:[.,]\d{1,2})?"
_WHAT = re.compile(r"(?:[ \t-]+(?:\([^()\r\n]{1,20}\) )?(?P<word>[^\W\d_][\w’'*-]{0,30}\*{0,8}))")
WHAT_WORDS = 3
BOUNDS = ("lower", "upper", "about")
NEAR = 16


class Mentions(NamedTuple):
    """What a text names and counts, each in its order."""

    places: list[Mention]
    formations: list[Mention]
    figures: list[Figure]


def find_mentions(prose: Prose) -> Mentions:
    """The places, military formations and figures of a text, furniture and its own dates aside.

    Places are those of the gazetteer, datelines aside; formations are brigades, battalions and the
    like by number, and some by name; figures are such as are claimed, with the words that say of
    what.

    Examples
    --------
    >>> from analysis.parsing.layout.paragraphs import parse_paragraphs
    >>> text = "Kyiv – Of the 3rd company more than 40 men left Svatovo, the Kyiv Post says."
    >>> found = find_mentions(Prose(text, parse_paragraphs(text)))
    >>> [each.name for each in (*found.places, *found.formations)]
    ['Svatove', '3rd company']
    >>> found.figures[0][2:]
    (40.0, 'men left Svatovo', 'lower', None)
    """
    own = [p for p in prose.paragraphs if p.furniture is None and p.kind not in PAGE_KINDS]
    places = [each for paragraph in own for each in _places(prose.text, paragraph)]
    formations = [each for paragraph in own for each in _formations(prose.text, paragraph)]
    # What dates a text, counts the war or numbers a unit is no figure.
    other = cover(prose.text, [*prose.dates, *prose.war_times, *formations])
    said = cover(prose.text, prose.quotes)
    figures = [
        figure
        for paragraph in own
        for match in _numbers().finditer(prose.text, paragraph.start, paragraph.end)
        if not any(other[match.start() : match.end()])
        for figure in _figure(prose.text, match, paragraph, said)
    ]
    return Mentions(places, sorted(formations), figures)


@cache
def _gazetteer() -> tuple[re.Pattern[str], dict[str, str]]:
    names = {
        spelling: name
        for name, others in read_words("gazetteer").items()
        for spelling in (name, *others)
    }
    return re.compile(rf"(?<![\w-]){any_of(names)}(?:s(?=[\s,.]))?(?!\w)"), names


@cache
def _outlets() -> re.Pattern[str]:
    """Names of sources that hold a place's name: the Kyiv Post is nowhere."""
    return re.compile(rf"(?<!\w){any_of(aliases_of('outlet', 'agency'))}(?!\w)")


def _places(text: str, paragraph: Paragraph) -> Iterator[Mention]:
    pattern, names = _gazetteer()
    start, end = paragraph.start, paragraph.end
    outlets = {
        place for match in _outlets().finditer(text, start, end) for place in range(*match.span())
    }
    for match in pattern.finditer(text, start, end):
        word = match.group()
        name = names.get(word) or names[word[:-1]]
        if match.start() in outlets:
            continue
        if match.start() == start and _DATELINE.match(text, match.end(), end):
            continue
        behind = text[max(start, match.start() - 12) : match.start()]
        if name not in CAPITALS or _OF_PLACE.search(behind):
            yield Mention(match.start(), match.end(), name)


@cache
def _numbered() -> re.Pattern[str]:
    words = read_words("calls")
    ordinals, middle, nouns = (
        any_of(words[key], escape=False)
        for key in ("ordinal_words", "formation_words", "formation_nouns")
    )
    numbered = rf"(?:\d{{1,4}}(?:st|nd|rd|th|\.)|{ordinals})"
    return re.compile(
        rf"(?<![\w.,-]){numbered}(?: (?:and|und) {numbered})?"
        rf"(?:[ -]{middle}){{0,5}}[ -]?{nouns}(?!\w)",
        re.IGNORECASE,
    )


@cache
def _named() -> tuple[re.Pattern[str], dict[str, str]]:
    named = read_words("calls")["named_formations"]
    names = {spelling: name for name, spellings in named.items() for spelling in spellings}
    return re.compile(rf"(?<![\w-]){any_of(names)}(?!\w)"), names


def _formations(text: str, paragraph: Paragraph) -> Iterator[Mention]:
    pattern, names = _named()
    for match in _numbered().finditer(text, paragraph.start, paragraph.end):
        yield Mention(*match.span(), " ".join(match.group().split()))
    for match in pattern.finditer(text, paragraph.start, paragraph.end):
        yield Mention(*match.span(), names[match.group()])


@cache
def _numbers() -> re.Pattern[str]:
    words, spelled = read_words("calls"), any_of(NUMBERS)
    scales = any_of(words["scales"])
    bounds = any_of(word for name in BOUNDS for word in words[name])
    number = rf"(?:{_DIGITS}|{spelled}(?:-{spelled})?)"
    return re.compile(
        rf"(?<![\w.,:/+-])(?:(?P<bound>{bounds}) )?(?P<number>{number})"
        r"(?![\d:/]|-\d|[.,]\d|(?:st|nd|rd|th|s)\b|\.\s?[^\W\d_])"
        rf"(?: ?(?:to|or|bis|oder|[-–]) ?(?P<upto>{number})(?![\w.:/]))?"
        rf"(?:[ -](?P<scale>{scales})(?!\w))?(?P<share> ?%| percent| per cent| prozent)?",
        re.IGNORECASE,
    )


def _figure(
    text: str, match: re.Match[str], paragraph: Paragraph, said: bytearray
) -> Iterator[Figure]:
    what = _what(text, match.end(), paragraph.end)
    behind = text[max(paragraph.start, match.start() - NEAR) : match.start()]
    value = _value(match["number"], match["scale"])
    if value is None or _is_none(match, what, behind) or not (what or match["share"]):
        return
    first = what.split()[0].casefold() if what else ""
    vague = match["bound"] or match["upto"] or said[match.start()]
    if value == 2 and first in word_set("calls", "those_who_talk") and not vague:
        return
    upto = _value(match["upto"], match["scale"]) if match["upto"] else None
    share = "percent " if match["share"] else ""
    yield Figure(*match.span(), value, (share + what).strip(), _bound(match["bound"]), upto)


def _what(text: str, start: int, end: int) -> str:
    """The words that follow, up to a stop or a comma."""
    words = []
    for _ in range(WHAT_WORDS):
        match = _WHAT.match(text, start, end)
        if not match:
            break
        words.append(match["word"])
        start = match.end()
    return " ".join(words)


def _is_none(match: re.Match[str], what: str, behind: str) -> bool:
    number, plain = match["number"], what.casefold()
    if not match["scale"] and number.casefold() in ARTICLES:
        return True
    if re.fullmatch(r"(?:19|20)\d\d", number) and not match["bound"]:
        return True
    after = word_pattern("calls", "not_a_figure_after").match(plain)
    before = word_pattern("calls", "not_a_figure_before").search(behind.rstrip())
    return bool(
        (after and not match["share"]) or (before and behind.rstrip()[before.end() :] == "")
    )


def _value(number: str, scale: str | None) -> float | None:
    """The number as written, `1,000` and `1.000` alike; missing for `hundreds`."""
    times = float(read_words("calls")["scales"].get((scale or "").casefold(), 1))
    if number[0].isdigit():
        whole = re.fullmatch(r"\d{1,3}(?:[,. ]\d{3})+", number)
        plain = re.sub(r"[,. ]", "", number) if whole else number.replace(",", ".")
        return float(plain) * times or None
    value = sum(NUMBERS[part] for part in number.casefold().split("-"))
    return value * times or None


def _bound(word: str | None) -> str | None:
    plain = (word or "").casefold()
    bounds = (name for name in BOUNDS if plain in word_set("calls", name))
    return next(bounds, None)
