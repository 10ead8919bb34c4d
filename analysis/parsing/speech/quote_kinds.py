"""What a quotation is: speech, a headline's, a distanced word, a term or a title."""

import re
from bisect import bisect_left
from functools import cache

from analysis.parsing.sources.naming import aliases_of
from analysis.parsing.spans import Paragraph
from analysis.parsing.speech.cues import Cue, subjunctive
from analysis.parsing.speech.mark_pairs import Pair
from analysis.parsing.wordlists import any_of, read_words

HEADLINES = ("headline", "subheading")
SHORT = 4
"""Terms and distanced words are short; from the fifth word on it is somebody's sentence."""

CLOSE = 24
"""So soon behind a quotation and its comma its cue comes: ”, sagte der."""

NEAR = 48
"""So far before a quotation stands what names it: dubbed, call sign, the newspaper."""

NEIGHBOURS = 12
WINDOW = 500
"""Quotations and signs around one that can matter; beyond them time would grow with the square."""

PARTICLES = frozenset((
    "of", "the", "and", "for", "in", "on", "at", "to", "de", "del", "der", "die", "das", "den",
    "dem", "von", "vom", "zu", "zum", "und", "am", "an", "im", "la", "le", "du", "des", "van",
    "di", "da", "y", "e", "et", "i",
))  # fmt: skip
"""Words that are written small within a name: Merchant of Death."""

_WORD = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]|\w[\w'’-]*")
GERMAN_ARTICLE = re.compile(
    r"(?<!\w)(?:der|die|das|dem|den|des|(?:[mds]?ein|kein|ihr|unser|eur)(?:e[mnrs]?)?|als|zum|zur"
    r"|vom|(?:spr[aei]ch|rede)\w*\s[^.!?]{0,30}von|(?:ein|kein|[mds]ein|ihr)e?[mnrs]? \w+e[mnrs]?"
    r"|\w+(?:ische|liche|ige)[mnrs]?)"
    r"\W{1,3}$"
)
HEADED = re.compile(
    r"(?:headline|headed|(?:en)?titled|caption(?:ed)?|Überschrift(?: wie)?|Titel(?: wie)?)\W{0,3}$",
    re.I,
)
"""What follows is the heading of something, whole sentences included."""

_STOP_WITHIN = re.compile(r"[.!?]\s+[^\W\d_a-z]")
_SENTENCE = re.compile(r"[.!?…:;](?:\s|$)|\n")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    lists = read_words("kinds")
    ends = ("names", "distances", "introduces_titles")
    found = {}
    for key, words in lists.items():
        tail = r"\W{0,3}$" if key in ends else r"(?!\w)"
        found[key] = re.compile(rf"(?<!\w){any_of(words, escape=False)}{tail}", re.IGNORECASE)
    names = map(re.escape, aliases_of("outlet", "agency", "channel"))
    outlets = any_of([*lists["outlets"], *names], escape=False)
    found["outlets"] = re.compile(rf"(?:the |der |die |das )?{outlets}", re.IGNORECASE)
    return found


def kind_of(text: str, paragraph: Paragraph, pairs: list[Pair], place: int, cues: list[Cue]) -> str:
    """The kind of one quotation of a paragraph (one of `spans.QUOTE_KINDS`)."""
    pair = pairs[place]
    inner = text[pair.start : pair.end]
    before = text[max(paragraph.start, pair.start - NEAR) : pair.start].rstrip(" “”„\"«»‘'‚‹›(")
    headline = paragraph.kind in HEADLINES or paragraph.furniture is not None
    shouted = headline and _is_title_case(text, paragraph, pair)
    if not pair.opened or not pair.closed:
        return "headline_quote" if headline else "speech"
    named = _named(text, pair, inner, before)
    if named:
        return named
    if headline and paragraph.kind != "caption":
        return "term" if _is_name(inner) and not shouted else "headline_quote"
    return _in_running_text(text, paragraph, pairs, place, cues)


def _is_title_case(text: str, paragraph: Paragraph, pair: Pair) -> bool:
    """Where every word of a headline is written large, a large letter makes no name."""
    rest = text[paragraph.start : pair.start] + " " + text[pair.end : paragraph.end]
    words = [word for word in _WORD.findall(rest) if len(word) > 3]
    small = sum(word[0].islower() for word in words)
    many = len(_WORD.findall(text[pair.start : pair.end])) > 1
    return many and small * 4 <= len(words)


def _named(text: str, pair: Pair, inner: str, before: str) -> str | None:
    """The kind that the words around it give it: a nickname, a work, so-called."""
    words = _WORD.findall(inner)
    patterns = _patterns()
    if HEADED.search(before):
        return "title"
    if len(words) > SHORT + 2 or inner[-1:] in ".!?…":
        return None
    if inner[-1:] == ",":
        return "term" if patterns["names"].search(before) else None
    if patterns["outlets"].fullmatch(inner):
        return "title"
    if patterns["names"].search(before):
        return "term"
    if patterns["introduces_titles"].search(before) and inner[:1].isupper():
        return "title"
    if patterns["distances"].search(before) and len(words) <= SHORT:
        return "scare"
    return None


def _in_running_text(
    text: str, paragraph: Paragraph, pairs: list[Pair], place: int, cues: list[Cue]
) -> str:
    pair = pairs[place]
    inner = text[pair.start : pair.end]
    if len(_WORD.findall(inner)) > SHORT or inner[-1:] in ".!?…," or _STOP_WITHIN.search(inner):
        return "speech"
    patterns = _patterns()
    near = pairs[max(0, place - NEIGHBOURS) : place + NEIGHBOURS]
    nested = any(o.start < pair.start and pair.end <= o.end for o in near)
    alone = not nested and _stands_as_speech(text, paragraph, pair, cues)
    if patterns["distanced"].fullmatch(inner) and not alone:
        return "scare"
    german = _is_german_noun(text, paragraph, pair, inner)
    if _is_code(inner) or (_is_name(inner) and not alone and not german):
        return "term"
    if alone:
        return "speech"
    start, end = _sentence(text, paragraph, pair)
    told = bool(subjunctive().search(text, start, end)) or any(
        start <= cue.start < end and not any(o.start <= cue.start < o.end for o in near)
        for cue in cues[bisect_left(cues, (start,)) : bisect_left(cues, (end,))]
    )
    return "speech" if told and not nested and paragraph.kind != "transcript_turn" else "scare"


def _stands_as_speech(text: str, paragraph: Paragraph, pair: Pair, cues: list[Cue]) -> bool:
    """Set off by a colon before it or a comma behind it, or a paragraph of its own."""
    before = text[max(paragraph.start, pair.start - NEAR) : pair.start].rstrip(
        " \u00a0\u202f“”„\"«»‘'‚‹›"
    )
    after = text[pair.end : min(paragraph.end, pair.end + NEAR)].lstrip(" \u00a0\u202f“”\"«»‘'’‹›")
    if before.endswith((":", "—")) or (not before and after[:1] in ("", ":")):
        return True
    if after[:1] not in (",", "–", "—"):
        return False
    following = bisect_left(cues, (pair.end,))
    return following < len(cues) and cues[following].start < pair.end + CLOSE


def _sentence(text: str, paragraph: Paragraph, pair: Pair) -> tuple[int, int]:
    """Where the sentence around a quotation begins and ends."""
    start = max(paragraph.start, pair.start - WINDOW)
    for stop in _SENTENCE.finditer(text, start, pair.start):
        start = stop.end()
    last = min(paragraph.end, pair.end + WINDOW)
    stop_after = _SENTENCE.search(text, pair.end, last)
    return start, stop_after.start() if stop_after else last


def _is_code(inner: str) -> bool:
    """Military code and model names: 200s, 300er, T-90M."""
    return any(sign.isdigit() for sign in inner) and len(inner) <= 16


def _is_german_noun(text: str, paragraph: Paragraph, pair: Pair, inner: str) -> bool:
    """German writes every noun large: behind an article it is a word rather than a name."""
    before = text[max(paragraph.start, pair.start - NEAR) : pair.start]
    words = _WORD.findall(inner)
    one = len(words) == 1 and text[pair.end + 1 : pair.end + 2] != "-"
    return (one or any(word[0].islower() for word in words)) and bool(GERMAN_ARTICLE.search(before))


def _is_name(inner: str) -> bool:
    words = _WORD.findall(inner)
    large = [word for word in words if word[0].isupper()]
    if not words or not words[0][0].isupper() or len(words) > SHORT:
        return False
    small = [word for word in words if not word[0].isupper()]
    return (
        len(large) >= 1
        and all(word in PARTICLES for word in small)
        and (len(large) > 1 or (len(words) == 1))
    )
