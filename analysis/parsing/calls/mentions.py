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
from analysis.parsing.spans import Figure, Mention, Span
from analysis.parsing.wordlists import aliases_of, any_of, read_words, word_pattern, word_set

_DATELINE = re.compile(r"[^\r\n.!?:]{0,30} ?[–—-]\s")
_DIGITS = r"\d{1,3}(?:[,. ]\d{3}){1,3}|\d{1,7}(?:[.,]\d{1,2})?"
_WHAT = re.compile(r"(?:[ \t-]+(?:\([^()\r\n]{1,20}\) )?(?P<word>[^\W\d_][\w’'*-]{0,30}\*{0,8}))")
WHAT_WORDS = 3
BOUNDS = ("lower", "upper", "about")
NEAR = 16
"""Signs before a name or a number in which the word stands that says what it is."""


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
    text = prose.without(PAGE_KINDS)
    formations = [*_formations(text)]
    # What dates a text, counts the war or numbers a unit is no figure.
    other = cover(text, [*prose.dates, *prose.war_times, *formations])
    said = cover(text, prose.quotes)
    figures = [
        figure
        for match in _numbers().finditer(text)
        if other.find(1, *match.span()) < 0
        for figure in _figure(text, match, said)
    ]
    starts = {each.start for each in prose.paragraphs}
    return Mentions([*_places(text, starts)], sorted(formations), figures)


def _names(spellings: dict[str, str]) -> tuple[re.Pattern[str], dict[str, str]]:
    """What finds any spelling, a name's own `s` aside, and the name of each."""
    pattern = rf"(?<![\w-])(?=\w)(?P<name>{any_of(spellings)})(?:s(?=[\s,.]))?(?!\w)"
    return re.compile(pattern), spellings


@cache
def _gazetteer() -> tuple[re.Pattern[str], dict[str, str]]:
    places = read_words("gazetteer").items()
    return _names({each: name for name, others in places for each in (name, *others)})


@cache
def _outlets() -> re.Pattern[str]:
    """Names of sources that hold a place's name: the Kyiv Post is nowhere."""
    return re.compile(rf"(?<!\w){any_of(aliases_of('outlet', 'agency'))}(?!\w)")


def _places(text: str, starts: set[int]) -> Iterator[Mention]:
    pattern, names = _gazetteer()
    outlets = cover(text, [Span(*match.span()) for match in _outlets().finditer(text)])
    of_place = word_pattern("calls", "of_place")
    for match in pattern.finditer(text):
        at, name = match.start(), names[match["name"]]
        if outlets[at] or (at in starts and _DATELINE.match(text, match.end())):
            continue
        before = [each.end() for each in of_place.finditer(text, max(0, at - NEAR), at)]
        if name not in word_set("calls", "capitals") or at - 1 in before:
            yield Mention(at, match.end(), name)


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
    named = read_words("calls")["named_formations"].items()
    return _names({each: name for name, spellings in named for each in spellings})


def _formations(text: str) -> Iterator[Mention]:
    pattern, names = _named()
    for match in _numbered().finditer(text):
        yield Mention(*match.span(), " ".join(match.group().split()))
    for match in pattern.finditer(text):
        yield Mention(*match.span(), names[match["name"]])


@cache
def _numbers() -> re.Pattern[str]:
    words, spelled = read_words("calls"), any_of(NUMBERS)
    scales, ranges, shares = (any_of(words[name]) for name in ("scales", "ranges", "shares"))
    bounds = any_of(word for name in BOUNDS for word in words[name])
    number = rf"(?:{_DIGITS}|{spelled}(?:-{spelled})?)"
    return re.compile(
        rf"(?<![\w.,:/+-])(?=\w)(?:(?P<bound>{bounds}) )?(?P<number>{number})"
        r"(?![\d:/]|-\d|[.,]\d|(?:st|nd|rd|th|s)\b|(?<=\d)\.\s?[^\W\d_])"
        rf"(?: ?(?:{ranges}|[-–](?=[\d ])) ?(?P<upto>{number})(?![\w:/]|\.\w))?"
        rf"(?:[ -](?P<scale>{scales})(?!\w))?(?P<share> ?%| {shares})?",
        re.IGNORECASE,
    )


def _figure(text: str, match: re.Match[str], said: bytearray) -> Iterator[Figure]:
    """The figure of a number, if it is one; a range may say nothing of what: `from 240 to 94`."""
    what = _what(text, match.end())
    before = text[max(0, match.start() - NEAR) : match.start()].split()
    value = _value(match["number"], match["scale"])
    upto = _value(match["upto"], match["scale"]) if match["upto"] else None
    ranging = upto and before and before[-1].casefold() in word_set("calls", "range_starts")
    if value is None or _is_none(match, what, before) or not (what or match["share"] or ranging):
        return
    first = what.split()[0].casefold() if what else ""
    vague = match["bound"] or match["upto"] or said[match.start()]
    if value == 2 and first in word_set("calls", "those_who_talk") and not vague:
        return
    share = "percent " if match["share"] else ""
    yield Figure(*match.span(), value, (share + what).strip(), _bound(match["bound"]), upto)


def _what(text: str, start: int) -> str:
    """The words that follow, up to a stop or a comma."""
    words = []
    for _ in range(WHAT_WORDS):
        match = _WHAT.match(text, start)
        if not match:
            break
        words.append(match["word"])
        start = match.end()
    return " ".join(words)


def _is_none(match: re.Match[str], what: str, before: list[str]) -> bool:
    number, plain = match["number"], what.casefold()
    if not match["scale"] and number.casefold() in word_set("calls", "scaled_only"):
        return True
    if re.fullmatch(r"(?:19|20)\d\d", number) and not match["bound"]:
        return True
    after = word_pattern("calls", "not_a_figure_after").match(plain)
    behind = [" ".join(before[-size:]).casefold() for size in range(1, 4)]
    numbering = not word_set("calls", "not_a_figure_before").isdisjoint(behind)
    return bool(after and not match["share"]) or numbering


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
