"""Places and military formations that a text names."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from analysis.parsing.spans import Mention, Paragraph
from analysis.parsing.words import read_words

CAPITALS = {"Moscow", "Kyiv"}
"""Names that mostly stand for a government: places only behind a word of place."""

_OF_PLACE = re.compile(
    r"(?<!\w)(?:in|near|around|outside|towards?|from|aus|nach|bei|um|Richtung)\s$"
)
_DATELINE = re.compile(r"[^\r\n.!?:]{0,30} ?[–—-]\s")


@cache
def _places() -> tuple[re.Pattern[str], dict[str, str]]:
    names = {
        spelling: name
        for name, others in read_words("gazetteer").items()
        for spelling in (name, *others)
    }
    ordered = sorted(map(re.escape, names), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(ordered)})(?:s(?=[\s,.]))?(?!\w)"), names


@cache
def _outlets() -> re.Pattern[str]:
    """Names of sources that hold a place's name: the Kyiv Post is nowhere."""
    known = read_words("sources")
    aliases = [
        alias for kind in ("outlet", "agency") for some in known[kind].values() for alias in some
    ]
    ordered = sorted(map(re.escape, aliases), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(ordered)})(?!\w)")


def find_places(text: str, paragraphs: Iterable[Paragraph]) -> list[Mention]:
    """The places of the gazetteer that a text names, furniture and datelines aside.

    Examples
    --------
    >>> from analysis.parsing.layout.paragraphs import parse_paragraphs
    >>> text = "Kyiv – They retreat from Svatovo, the Kyiv Post says."
    >>> find_places(text, parse_paragraphs(text))
    [Mention(start=25, end=32, name='Svatove')]
    """
    return [
        mention
        for each in paragraphs
        if each.furniture is None and each.kind not in ("dateline", "byline", "date")
        for mention in _in_paragraph(text, each)
    ]


def _in_paragraph(text: str, paragraph: Paragraph) -> Iterator[Mention]:
    pattern, names = _places()
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
def _formations() -> re.Pattern[str]:
    words = read_words("calls")
    ordinals, middle = "|".join(words["ordinal_words"]), "|".join(words["formation_words"])
    nouns = "|".join(words["formation_nouns"])
    return re.compile(
        rf"(?<![\w.,-])(?:\d{{1,4}}(?:st|nd|rd|th|\.)|(?:{ordinals}))"
        rf"(?: (?:and|und) (?:\d{{1,4}}(?:st|nd|rd|th|\.)|(?:{ordinals})))?"
        rf"(?:[ -](?:{middle})){{0,5}}[ -]?(?:{nouns})(?!\w)",
        re.IGNORECASE,
    )


@cache
def _named() -> tuple[re.Pattern[str], dict[str, str]]:
    named = read_words("calls")["named_formations"]
    names = {spelling: name for name, spellings in named.items() for spelling in spellings}
    ordered = sorted(map(re.escape, names), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(ordered)})(?!\w)"), names


def find_formations(text: str, paragraphs: Iterable[Paragraph]) -> list[Mention]:
    """Brigades, battalions and the like by number, and some by name; furniture aside.

    Examples
    --------
    >>> from analysis.parsing.layout.paragraphs import parse_paragraphs
    >>> text = "Men of the 4th separate motorised rifle brigade say so."
    >>> [each.name for each in find_formations(text, parse_paragraphs(text))]
    ['4th separate motorised rifle brigade']
    """
    pattern, names = _named()
    found: list[Mention] = []
    for each in paragraphs:
        if each.furniture is None:
            span = each.start, each.end
            numbered = _formations().finditer(text, *span)
            found += (Mention(*one.span(), " ".join(one.group().split())) for one in numbered)
            known = pattern.finditer(text, *span)
            found += (Mention(*one.span(), names[one.group()]) for one in known)
    return sorted(found)
