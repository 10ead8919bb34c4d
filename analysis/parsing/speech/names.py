"""Names of people whom no list knows: told by what stands beside them, and found again later."""

import re
from collections.abc import Iterator
from functools import cache

from analysis.parsing.speech.cues import is_cue_word
from analysis.parsing.words import read_words

_WORD = r"[A-ZÄÖÜÀ-ÞА-ЯІЇЄ][\w’'-]+"
FULL_NAME = re.compile(
    rf"(?<![\w-]){_WORD}(?: (?:van|von|de|der|al|el|bin|di))?(?: {_WORD}){{1,3}}"
)
INTRODUCED = re.compile(
    r",? (?:\(\d\d\)|\d\d,)|, (?:an?|the|who|whose|then|then-|former|his|her|eine?|einer|der|die"
    r"|dessen|deren"
    r"|früherer?|ehemaliger?|Dozent\w*|Leiter\w*|Professor\w*|Direktor\w*|Autor\w*|Chef\w*|Sprecher\w*)\b",
)
"""Behind a name it says who that is: an age in brackets or commas, or an apposition."""

_ARTICLE = re.compile(r"(?:D(?:er|ie|em|en|es)|Eine?[mnrs]?) ")
AUXILIARIES = frozenset(
    ("has", "had", "also", "then", "later", "hat", "auch", "is", "was", "ist", "war")
)
SPOKEN_BY = re.compile(rf"(?<![\w’'])([^\W\d_]+) (?:(?:{'|'.join(AUXILIARIES)}) )?$")


@cache
def _lists() -> tuple[re.Pattern[str], frozenset[str]]:
    known = read_words("people_names")
    titles = "|".join(map(re.escape, known["titles"]))
    return re.compile(rf"(?<!\w)(?:{titles})\.? $"), frozenset(known["no_people"])


def find_full_names(text: str) -> Iterator[tuple[int, int]]:
    """Where somebody is named in full, with a title, an age, an apposition or a word of saying.

    Examples
    --------
    >>> text = "In Old Harbour Dr Ada Moore spoke. “No,” said Finn Holm."
    >>> [text[start:end] for start, end in find_full_names(text)]
    ['Ada Moore', 'Finn Holm']
    """
    for match in FULL_NAME.finditer(text):
        start, end = _without_title(text, *match.span())
        words = text[start:end].split()
        if len(words) < 2 or any(_plain(word) in _lists()[1] for word in words):
            continue
        if _is_told(text, start, end) or start > match.start():
            yield start, end


def _without_title(text: str, start: int, end: int) -> tuple[int, int]:
    """`Dr Ada Moore` and `Der Forscher Finn Holm` without what is no part of the name."""
    article = _ARTICLE.match(text, start, end)
    if article:
        start = article.end()
        noun = text.find(" ", start, end)
        start = noun + 1 if " " in text[noun + 1 : end] else start
    while (space := text.find(" ", start, end)) > 0 and _lists()[0].search(text[start : space + 1]):
        start = space + 1
    return start, end


def _is_told(text: str, start: int, end: int) -> bool:
    if INTRODUCED.match(text, end) or _lists()[0].search(text, max(0, start - 12), start):
        return True
    after = text[end : end + 40].split(" ")[1:3] if text[end : end + 1] == " " else []
    if after and (is_cue_word(after[0].strip(",.:“”")) or after[0] in AUXILIARIES):
        return is_cue_word(after[-1].strip(",.:“”")) or is_cue_word(after[0].strip(",.:“”"))
    before = SPOKEN_BY.search(text, max(0, start - 24), start)
    return bool(before and is_cue_word(before[1]))


def _plain(word: str) -> str:
    return word.casefold().removesuffix("'s").removesuffix("’s")
