"""Quotation marks of a paragraph: where they stand, and whether each opens or closes.

The same sign opens in one language and closes in another („…“ against “…”), so the direction is
read from both neighbours first, as Markdown does, and from the sign only where they are silent.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

DOUBLE = '“”„‟"＂″«»「」『』〝〞〟❝❞'
SINGLE = "‘’‚‛'‹›`´′"
LONG = {"''": '"', "``": "“", ",,": "„", "<<": "«", ">>": "»", "‚‚": "„", "‘‘": "“", "’’": "”"}
"""Marks typed as two signs, and the sign that they stand for."""

ALIKE = {"＂": '"', "″": '"', "′": "'", "´": "’", "`": "‘", "‛": "‘", "‟": "“", "❝": "“", "❞": "”"}
OPEN_ONLY = "„‚「『〝"
CLOSE_ONLY = "」』〞〟"

APOSTROPHES = "'’‘"
ELIDED = re.compile(
    r"(?:em|cause|til|till|twas|tis|bout|round|cos|coz|im|un|n['’‘]|s|t|ne|nem|ner|nen|rein|rauf"
    r"|\d0s|\d\ds?)(?![\w'’‘])"
    r"|n['’‘](?=\s)",
    re.IGNORECASE,
)
"""What follows an apostrophe at the beginning of a word: 'em, ’90s, rock ’n’ roll, ’nem."""

ELISION = re.compile(r"(?<!\w)(?:[cdjlmnst]|qu)['’]$", re.IGNORECASE)
"""A French word before what it is written together with: d’« abandon »."""

POSSESSIVE_ENDS = "sxzSXZßS"
DASHES = "-‐‑‒–—―/"
OPENING = "([{¿¡（［"
CLOSING = ".,;!?…)]}:。，！？、；）］%"
EMPHASIS = "*_"
"""Markdown around a mark says nothing about its direction."""

_MARK = re.compile(r"''|``|,,(?=\w)|<<|>>|‚‚|‘‘|’’|[" + re.escape(DOUBLE + SINGLE) + "]")


class Mark(NamedTuple):
    """A quotation mark; `doubtful` if it may be a possessive, an inch or a minute."""

    start: int
    end: int
    sign: str
    single: bool
    direction: str
    doubtful: bool = False


def find_marks(text: str, start: int, end: int) -> list[Mark]:
    """The quotation marks of `text[start:end]` in text order, apostrophes left out."""
    found = []
    raw = list(_MARK.finditer(text, start, end))
    befores = list(_neighbours(text, raw, start, end))
    for match, (before, after) in zip(raw, befores, strict=True):
        written = match.group()
        sign = LONG.get(written) or ALIKE.get(written, written)
        single = sign in SINGLE
        if single and _is_apostrophe(text, match, sign, before, after):
            continue
        doubtful = _is_doubtful(text, match, single, before, end)
        elided = sign == "«" and ELISION.search(text, max(start, match.start() - 4), match.start())
        direction = "closes" if doubtful else _direction(sign, _kind(before), _kind(after))
        direction = "opens" if elided else direction
        found.append(Mark(match.start(), match.end(), sign, single, direction, doubtful))
    return found


def _neighbours(
    text: str, raw: list[re.Match[str]], start: int, end: int
) -> Iterator[tuple[str, str]]:
    """The signs before and after each mark, other marks and emphasis beside it not counted."""
    afters: list[str] = []
    later, later_at = "", end
    for match in reversed(raw):
        at = match.end()
        while at < later_at and text[at] in EMPHASIS:
            at += 1
        if at != later_at:
            later = text[at]
        afters.append(later)
        later_at = match.start()
    earlier, earlier_at = "", start
    for match, after in zip(raw, reversed(afters), strict=True):
        at = match.start()
        while at > earlier_at and text[at - 1] in EMPHASIS:
            at -= 1
        if at != earlier_at:
            earlier = text[at - 1]
        yield earlier, after
        earlier_at = match.end()


def _kind(sign: str) -> str:
    if not sign or sign.isspace() or sign in "\u200b\ufeff\u2060\u00ad":
        return "space"
    kinds = {"dash": DASHES, "opening": OPENING, "colon": ":：", "closing": CLOSING}
    return next((kind for kind, signs in kinds.items() if sign in signs), "word")


def _direction(sign: str, before: str, after: str) -> str:
    if sign in OPEN_ONLY or sign in CLOSE_ONLY:
        return "opens" if sign in OPEN_ONLY else "closes"
    if before == "space":
        return "either" if after == "space" else "opens"
    if after in ("space", "closing", "colon"):
        return "closes"
    if before in ("opening", "dash"):
        return "opens"
    if after == "dash":
        return "closes"
    return "opens" if before == "colon" else "either"


def _is_apostrophe(text: str, match: re.Match[str], sign: str, before: str, after: str) -> bool:
    """Whether a single mark is part of a word: don't, l’armée, ’em, ’22."""
    if sign in "‚‹›":
        return sign == "‚" and (not after or after.isspace())
    close = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if all(each.isalnum() for each in close if each) and all(close):
        return True
    if before.isalnum():
        return False
    return sign in APOSTROPHES and bool(ELIDED.match(text, match.end()))


def _is_doubtful(text: str, match: re.Match[str], single: bool, before: str, end: int) -> bool:
    """Whether a mark behind a word may be none: soldiers’ wives, 5" pipe, 10' walk."""
    if match.start() == 0 or match.group() not in "'’\"”″′":
        return False
    last = text[match.start() - 1]
    following = text[match.end() : min(match.end() + 2, end)]
    if last.isdigit():
        return not single or not following[:1].isalnum()
    in_sentence = len(following) == 2 and following[0].isspace() and following[1].isalpha()
    return single and last in POSSESSIVE_ENDS and in_sentence
