"""Words by which a text attributes speech: verbs of saying, according to, laut, so der ..."""

import re
from functools import cache
from typing import NamedTuple

from analysis.parsing.wordlists import WordLists, any_of, read_words, word_set

VOWELS = "aeiou"
WEAK_ENDS = "(?:e|st|t|et|te|ete|ten|eten|en|n|end)"
WEAK_PREFIXES = (
    "ge", "ange", "ausge", "beige", "hinzu", "hinzuge", "nachge", "zurückge", "weiterge", "zuge",
    "mitge", "vorge", "festge",
)  # fmt: skip

TOLD = re.compile(
    r"(?:tells?|told|asked|informed|ordered|instructed|reminded|reassured|advised)\b", re.I
)
"""In the passive, somebody else says it to the subject: she was told."""

SAID_BEFORE = re.compile(r"(?:\s(?:of|from|by|des|der|von|vom)(?:\s[\w-]+){1,4})?\s?:")
SAID_BEHIND = re.compile(
    r"(?<!\w)(?:lautete?n?|waren?|ist|sind|was|is|are|were|came|comes|kam|so)"
    r"\s(?:die|das|ihre?|seine?|the(?:\s\w+['’]s)?|his|her)\s(?:\w+\s)?$",
    re.I,
)
"""Where a noun leads to a quotation: `the answer of the driver:`, `was his reply`."""

BE = re.compile(r"\b(?:is|are|was|were|been|being|be)\s$", re.I)
GOES_ON = re.compile(r"\s(?:to|by|as|telling|saying)\b", re.I)
LOOKBACK = 24
SO_FOLLOWS = (",", "“", '"', "”", "«", "»", "‘", "–")
SO_PRECEDES = re.compile(r"\s+(?:d|ein|sein|ihr|[A-ZÄÖÜ])")


class Cue(NamedTuple):
    """A word of saying; `shape` is verb, according (speaker after), behind, quotes or said."""

    start: int
    end: int
    shape: str


def find_cues(text: str) -> list[Cue]:
    """The cues of a text in text order, nouns that look like verbs left out."""
    cues = _cue_patterns()[0]
    found = (_cue(text, *each) for each in cues.find(text))
    return [cue for cue in found if cue]


def _cue(text: str, start: int, end: int, shape: str) -> Cue | None:
    if shape != "said" and _is_cue(text, start, end, shape):
        return Cue(start, end, shape)
    said = _cue_patterns()[3].fullmatch(text, start, end)
    if said and (
        SAID_BEFORE.match(text, end) or SAID_BEHIND.search(text, max(0, start - 40), start)
    ):
        return Cue(start, end, "said")
    return None


def _is_cue(text: str, start: int, end: int, shape: str) -> bool:
    if shape == "according":
        return text[start:end].lower() != "so" or _is_so(text, start, end)
    if shape != "verb":
        return True
    _, nouns, determiners, _ = _cue_patterns()
    noun = nouns.fullmatch(text, start, end)
    if noun and determiners.search(text, max(0, start - LOOKBACK), start):
        return False
    return not _is_passive(text, start, end)


def is_cue_word(word: str) -> bool:
    """Whether a single word can say that somebody speaks."""
    return _cue_patterns()[0].fullmatch(word)


def _is_passive(text: str, start: int, end: int) -> bool:
    """`It was announced` names no speaker; `she was told`, `is said to have` do."""
    if not text[start:end].endswith("ed") or TOLD.match(text, start):
        return False
    return bool(BE.search(text, max(0, start - 8), start)) and not GOES_ON.match(text, end)


def _is_so(text: str, start: int, end: int) -> bool:
    """German `so der Soldat` stands behind a quotation; any other `so` means something else."""
    before = text[max(0, start - 4) : start].rstrip()
    return before.endswith(SO_FOLLOWS) and bool(SO_PRECEDES.match(text, end))


@cache
def subjunctive() -> re.Pattern[str]:
    """A verb of German indirect speech: what a sentence with one holds, somebody has said."""
    return re.compile(rf"(?<!\w){any_of(word_set('reported', 'subjunctive'))}(?!\w)")


@cache
def _cue_patterns() -> tuple[WordLists, re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = {key: re.split(r",\s+", value) for key, value in read_words("cues").items()}
    verbs = [_english_forms(lemma) for lemma in words["regular"]]
    verbs += words["irregular"] + words["strong"] + words["other"]
    verbs += [f"{stem}{WEAK_ENDS}" for stem in words["weak"]]
    verbs += [f"{prefix}(?:{'|'.join(words['weak'])})e?t" for prefix in WEAK_PREFIXES]
    shapes = {shape: words[shape] for shape in ("quotes", "according", "behind", "said")}
    cues = WordLists(shapes | {"verb": verbs}, start=r"(?<![\w'’-])", end=r"(?!\w|-(?!t-|il|elle))")
    before = "|".join(words["determiners"])
    determiners = re.compile(rf"(?:(?<!\w)(?:{before})|['’]s)(?:\s[\w-]+ed)?\s+$", re.I)
    nouns, said = (re.compile("|".join(words[key]), re.IGNORECASE) for key in ("nouns", "said"))
    return cues, nouns, determiners, said


def _english_forms(lemma: str) -> str:
    """say, says, said: the regular forms of a verb as a pattern (its particle stays behind)."""
    verb, _, particle = lemma.partition(" ")
    tail = rf"\s{particle}" if particle else ""
    if verb.endswith("e"):
        return rf"{verb[:-1]}(?:e|es|ed|ing){tail}"
    if verb.endswith("y") and verb[-2] not in VOWELS:
        return rf"{verb[:-1]}(?:y|ies|ied|ying){tail}"
    double = (
        verb[-1]
        if len(verb) > 2 and verb[-1].isalpha() and verb[-2] in VOWELS and verb[-1] not in "wxyr"
        else ""
    )
    return rf"{verb}(?:{double and double + '?'}(?:ed|ing)|e?s)?{tail}"
