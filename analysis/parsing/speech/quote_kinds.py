"""What a quotation is: speech, a headline's, a distanced word, a term or a title."""

import re
from bisect import bisect_left
from functools import cache

from analysis.parsing.spans import Paragraph
from analysis.parsing.speech.cues import Cue, subjunctive
from analysis.parsing.speech.mark_pairs import Pair
from analysis.parsing.speech.people import signature_of
from analysis.parsing.wordlists import aliases_of, any_of, phrase, read_words

HEADLINES = ("headline", "subheading")
SHORT = 4
"""Terms and distanced words are short; from the fifth word on it is somebody's sentence."""

CLOSE = 24
"""So soon behind a quotation and its comma its cue comes: ”, sagte der."""

NEAR = 48
"""So far before a quotation stands what names it: dubbed, call sign, the newspaper."""

CODE = 16
"""Letters of military code and names of models at most."""

NEIGHBOURS = 12
WINDOW = 500
"""Quotations and signs around one that can matter; beyond them time would grow with the square."""

_WORD = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]|\w[\w'’-]*")
MARKS = " \u00a0\u202f“”„\"«»‘'‚‹›"
_SHORTENED = re.compile(r"(?:[A-ZÄÖÜ][a-zäöüß]{0,6}\.\s?){2,}")
"""A paper's name in an older one: B. Tagbl."""

_OWNED = re.compile(r"(?<!\w)[A-Z]{2,}['’]s$")
"""A broadcaster before its programme: NBC's."""

_STOP_WITHIN = re.compile(r"[.!?]\s+[^\W\d_a-z]")
_SENTENCE = re.compile(r"[.!?…:;](?:\s|$)|\n")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    lists = read_words("kinds")
    ends = ("names", "distances", "introduces_titles", "works")
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
    headline = paragraph.kind in HEADLINES or paragraph.furniture is not None
    before = text[max(paragraph.start, pair.start - NEAR) : pair.start].rstrip(MARKS + "(")
    named = _named(inner, before, text[pair.end + 1 : pair.end + NEAR])
    if named:
        return named
    signed = signature_of(text, pair.end, paragraph.end)
    if headline and paragraph.kind != "caption" and not signed:
        shouted = _is_title_case(text, paragraph, pair)
        return "term" if _is_name(inner) and not shouted else "headline_quote"
    return _in_running_text(text, paragraph, pairs, place, cues)


def _is_title_case(text: str, paragraph: Paragraph, pair: Pair) -> bool:
    """Where every word of a headline is written large, a large letter makes no name."""
    rest = text[paragraph.start : pair.start] + " " + text[pair.end : paragraph.end]
    words = [word for word in _WORD.findall(rest) if len(word) > 3]
    small = sum(word[0].islower() for word in words)
    many = len(_WORD.findall(text[pair.start : pair.end])) > 1
    return many and small * 4 <= len(words)


def _named(inner: str, before: str, after: str) -> str | None:
    """The kind that the words around it give it: a nickname, a work, so-called."""
    words, patterns = _WORD.findall(inner), _patterns()
    if patterns["works"].search(before) or _SHORTENED.fullmatch(inner):
        return "title"
    if _OWNED.search(before) and _is_name(inner.rstrip(",.")):
        return "title"
    if phrase("is_called", r"(?<!\w)<>\W*$").search(before) and phrase("called").match(
        after.lstrip()
    ):
        return "term"
    # What follows is the heading of something, whole sentences included.
    if phrase("headed", r"<>\W{0,3}$").search(before):
        return "title"
    if len(words) > SHORT + 2 or inner[-1:] in ".!?…":
        return None
    if inner[-1:] != "," and patterns["outlets"].fullmatch(inner):
        return "title"
    if patterns["names"].search(before):
        return "term"
    if inner[-1:] == ",":
        return None
    if patterns["introduces_titles"].search(before) and inner[:1].isupper():
        return "title"
    distanced = patterns["distances"].search(before) and len(words) <= SHORT
    return "scare" if distanced else None


def _in_running_text(
    text: str, paragraph: Paragraph, pairs: list[Pair], place: int, cues: list[Cue]
) -> str:
    pair = pairs[place]
    inner = text[pair.start : pair.end]
    if len(_WORD.findall(inner)) > SHORT or inner[-1:] in ".!?…," or _STOP_WITHIN.search(inner):
        return "speech"
    near = pairs[max(0, place - NEIGHBOURS) : place + NEIGHBOURS]
    nested = any(o.start < pair.start and pair.end <= o.end for o in near)
    alone = not nested and _stands_as_speech(text, paragraph, pair, cues)
    if not alone and _patterns()["distanced"].fullmatch(inner):
        return "scare"
    code = any(sign.isdigit() for sign in inner) and len(inner) <= CODE  # 200s, 300er, T-90M
    name = not alone and _is_name(inner) and not _is_common_noun(text, paragraph, pair)
    if code or name:
        return "term"
    if alone:
        return "speech"
    start, end = _sentence(text, paragraph, pair)
    told = bool(subjunctive().search(text, start, end)) or any(
        not any(o.start <= cue.start < o.end for o in near)
        for cue in cues[bisect_left(cues, (start,)) : bisect_left(cues, (end,))]
    )
    return "speech" if told and not nested and paragraph.kind != "transcript_turn" else "scare"


def _stands_as_speech(text: str, paragraph: Paragraph, pair: Pair, cues: list[Cue]) -> bool:
    """Set off by a colon before it or a comma behind it, or a sentence or paragraph by itself."""
    before = text[max(paragraph.start, pair.start - NEAR) : pair.start].rstrip(MARKS)
    after = text[pair.end : min(paragraph.end, pair.end + NEAR)].lstrip(MARKS + "’")
    if before.endswith((":", "—")) or (not before and after[:1] in ("", ":")):
        return True
    if before.endswith((".", "!", "?", "…")) and after[:1] == ".":
        return True
    following = bisect_left(cues, (pair.end,))
    cued = any(cue.start < pair.end + CLOSE for cue in cues[following : following + 1])
    return cued and after[:1] in (",", "–", "—")


def _sentence(text: str, paragraph: Paragraph, pair: Pair) -> tuple[int, int]:
    """Where the sentence around a quotation begins and ends."""
    first = max(paragraph.start, pair.start - WINDOW)
    last = min(paragraph.end, pair.end + WINDOW)
    starts = [first, *(stop.end() for stop in _SENTENCE.finditer(text, first, pair.start))]
    stop = _SENTENCE.search(text, pair.end, last)
    return starts[-1], stop.start() if stop else last


def _is_common_noun(text: str, paragraph: Paragraph, pair: Pair) -> bool:
    """German writes every noun large: behind an article it is a word rather than a name."""
    before = text[max(paragraph.start, pair.start - NEAR) : pair.start]
    return bool(phrase("before_a_noun", r"(?<!\w)(?-i:<>)\W{1,3}$").search(before))


def _is_name(inner: str) -> bool:
    words = _WORD.findall(inner)
    if not words or not words[0][0].isupper() or len(words) > SHORT:
        return False
    large = sum(word[0].isupper() for word in words)
    particles = phrase("particles")  # written small within a name: Merchant of Death
    small = [word for word in words if not word[0].isupper()]
    return (large > 1 or len(words) == 1) and all(map(particles.fullmatch, small))
