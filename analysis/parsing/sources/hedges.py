"""The words by which an outlet keeps its distance from what it reports."""

import re
from collections.abc import Iterator
from functools import cache

from analysis.parsing.prose import NOT_WORDED, Prose
from analysis.parsing.sentences import ENDED
from analysis.parsing.spans import Marker, Span
from analysis.parsing.wordlists import read_words
from analysis.reading.hedges import read_markers

KEY = 3
"""Letters of its first word by which a phrase is looked up."""

NEAR = 2
"""Words before a verb among which the person is that does it."""

BEFORE = 300
"""Characters before a word in which its sentence is looked at; few sentences are longer."""

STOPS = (".", "!", "?", "…")
_WORD = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"\w+")
_SPACE = r"[ \u00a0]"


def parse_markers(prose: Prose, *, language: str) -> list[Marker]:
    """The words of distance of `corpus/markers.yml` that are the outlet's own.

    Parameters
    ----------
    prose
        The text; quotations, furniture and turns of a call are left out.
    language
        ISO 639-1 code; only languages that `markers.yml` has give anything.

    Returns
    -------
    list of Marker
        In the order of the text; of several that say in one sentence that nothing was verified,
        the longest.

    Examples
    --------
    >>> from analysis.parsing.layout.paragraphs import parse_paragraphs
    >>> text = "The man allegedly called home. It could not be verified."
    >>> [text[mark.start : mark.end] for mark in
    ...  parse_markers(Prose(text, parse_paragraphs(text)), language="en")]
    ['allegedly', 'could not be verified']
    """
    phrases = _phrases(language)
    if not phrases:
        return []
    # A stop within the marks may be the end of the sentence around them.
    hidden = [
        Span(each.start, each.end - prose.text.endswith(STOPS, each.start, each.end))
        for each in prose.quotes
    ]
    own = prose.without(NOT_WORDED, hidden)
    found = [
        Marker(*match.span(), kind)
        for match, kind in _matches(own, phrases)
        if _is_distance(own, match)
    ]
    return list(_verified_once(own, found))


@cache
def _phrases(language: str) -> dict[str, list[tuple[str, str]]]:
    """First letters of a phrase -> the phrases that begin so and their kinds, the longest first."""
    phrases = [
        (phrase, kind)
        for kind, listed in read_markers().get(language, {}).items()
        for phrase in listed
    ]
    phrases.sort(key=lambda each: (-len(each[0].split()), -len(each[0])))
    found: dict[str, list[tuple[str, str]]] = {}
    for phrase, kind in phrases:
        first = _TOKEN.search(phrase)
        if first:
            found.setdefault(first.group()[:KEY].lower(), []).append((phrase, kind))
    return found


@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    """What finds a phrase; most are never looked for."""
    words = _SPACE.join(map(_as_regex, phrase.split()))
    return re.compile(rf"{words}(?!\w)", re.IGNORECASE)


def _matches(
    text: str, phrases: dict[str, list[tuple[str, str]]]
) -> Iterator[tuple[re.Match[str], str]]:
    """At each word the longest phrase that begins there; the next one begins behind it."""
    end = 0
    for word in _TOKEN.finditer(text):
        for phrase, kind in phrases.get(word.group()[:KEY].lower(), ()):
            if word.start() >= end and (match := _pattern(phrase).match(text, word.start())):
                end = match.end()
                yield match, kind


def _as_regex(word: str) -> str:
    if word == "*":
        return r"[^\W\d_]+"
    return re.escape(word.rstrip("*")) + (r"[^\W\d_]*" if word.endswith("*") else "")


def _is_distance(text: str, match: re.Match[str]) -> bool:
    """Whether a word found is the outlet's doubt, and not another use of it."""
    rules = read_words("distance")
    word = match.group().casefold()
    before = text[max(0, match.start() - BEFORE) : match.start()].casefold()
    words = _WORD.findall(ENDED.split(before)[-1])
    begins = not words and word in rules["upper_at_start"]
    if word in rules["lower_only"] and match.group() != word and not begins:
        return False
    after = text[match.end() : match.end() + 30].casefold().lstrip()
    if after.startswith(tuple(rules["not_before"].get(word, ()))) and word in rules["not_before"]:
        return False
    if {*words} & {*rules["not_with"].get(word, ())}:
        return False
    if words and words[-1] in rules["not_after"].get(word, ()):
        return False
    if word in rules["modals"]:
        return not any(each in rules["speech"] for each in words)
    return word not in rules["of_persons"] or not {*words[-NEAR:]} & {*rules["persons"]}


def _verified_once(text: str, markers: list[Marker]) -> Iterator[Marker]:
    """One sentence says once that nothing was verified, however many of its words do."""
    for place, marker in enumerate(markers):
        if marker.kind != "verification":
            yield marker
            continue
        rivals = [
            other
            for other in markers[max(0, place - 3) : place + 4]
            if other.kind == marker.kind and _in_one_sentence(text, marker, other)
        ]
        if marker == max(rivals, key=lambda each: (each.end - each.start, -each.start)):
            yield marker


def _in_one_sentence(text: str, one: Marker, other: Marker) -> bool:
    start, end = min(one.start, other.start), max(one.end, other.end)
    stretch = text[start:end]
    return end - start <= BEFORE and "\n" not in stretch and not ENDED.search(stretch)
