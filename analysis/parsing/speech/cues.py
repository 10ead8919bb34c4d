"""Words by which a text attributes speech: verbs of saying, according to, laut, so der ..."""

import re
from functools import cache
from typing import NamedTuple

from analysis.parsing.wordlists import WordLists, any_of, entries, is_listed, phrase

VOWELS = "aeiou"
WEAK_ENDS = "(?:e|st|t|et|te|ete|ten|eten|en|n|end)"
WEAK_PREFIXES = "(?:(?:an|aus|bei|hinzu|nach|zurück|weiter|zu|mit|vor|fest)?ge|hinzu)"

BE = re.compile(r"\b(?:is|are|was|were|been|being|be)\s$", re.I)
GOES_ON = re.compile(r"\s(?:to|by|as|telling|saying)\b", re.I)
SO_FOLLOWS = (",", "“", '"', "”", "«", "»", "‘", "–")
SO_PRECEDES = re.compile(r"\s+(?:d|ein|sein|ihr|[A-ZÄÖÜ])")
NOUN = re.compile(r"(?<![\w’'])[a-zäöüß]+\s$")
"""A large letter behind a small word: a noun in German, and no verb in any language."""

SHAPES = ("quotes", "according", "behind", "said")
LOOKBACK = 24


class Cue(NamedTuple):
    """A word of saying; `shape` is verb, according (speaker after), behind, quotes or said."""

    start: int
    end: int
    shape: str

    def is_told(self, text: str) -> bool:
        """Whether it is told itself, by a form of indirect speech: er beschwere sich."""
        word = text[self.start : self.end]
        return word.endswith("e") and word[:-1] in entries("cue_weak")


def find_cues(text: str) -> list[Cue]:
    """The cues of a text in text order, nouns that look like verbs left out."""
    found = (_cue(text, *each) for each in _cue_words().find(text))
    return [cue for cue in found if cue]


def _cue(text: str, start: int, end: int, shape: str) -> Cue | None:
    if shape != "said" and _is_cue(text, start, end, shape):
        return Cue(start, end, shape)
    if not is_listed("cue_said", text[start:end]):
        return None
    # A noun that leads to a quotation: `the answer of the driver:`, `was his reply`.
    before = phrase("reply_verbs", r"(?<!\w)<>\s(?:\w+\s)?$").search(
        text, max(0, start - 40), start
    )
    behind = phrase("owners", r"(?:(?:\s<>(?:\s[\w-]+){1,4})?\s?:|\s(?:that|dass)\b)").match(
        text, end
    )
    return Cue(start, end, "said") if before or behind else None


def _is_cue(text: str, start: int, end: int, shape: str) -> bool:
    if shape == "according":
        return text[start:end].lower() != "so" or _is_so(text, start, end)
    if shape != "verb":
        return True
    if text[start].isupper() and NOUN.search(text, max(0, start - LOOKBACK), start):
        return False
    noun = is_listed("cue_nouns", text[start:end])
    determined = phrase(
        "cue_determiners", r"(?:(?<!\w)<>|['’]s)(?:\s[\w-]+(?:ed|ic|al|ous|ive))?\s+$"
    )
    # A singular behind an article is none either: with a melancholy smile.
    one = phrase("one_of_its_kind", r"(?<!\w)<>\s\w+\s+$") if text[end - 1] not in "sd" else None
    before = text, max(0, start - LOOKBACK), start
    if noun and (determined.search(*before) or (one and one.search(*before))):
        return False
    return not _is_passive(text, start, end)


def is_cue_word(word: str) -> bool:
    """Whether a single word can say that somebody speaks."""
    return _cue_words().fullmatch(word)


def is_asking(cue: str) -> bool:
    """Whether a word of saying asks for an answer: `fragt`, `wants to know`."""
    return bool(phrase("asking", "<>").match(cue))


def _is_passive(text: str, start: int, end: int) -> bool:
    """`It was announced` names no speaker; `she was told`, `is said to have` do."""
    if not text[start:end].endswith("ed") or phrase("told").match(text, start):
        return False
    return bool(BE.search(text, max(0, start - 8), start)) and not GOES_ON.match(text, end)


def _is_so(text: str, start: int, end: int) -> bool:
    """German `so der Soldat` stands behind a quotation; any other `so` means something else."""
    before = text[max(0, start - 4) : start].rstrip()
    return before.endswith(SO_FOLLOWS) and bool(SO_PRECEDES.match(text, end))


def subjunctive() -> re.Pattern[str]:
    """A verb of German indirect speech: what a sentence with one holds, somebody has said."""
    return phrase("subjunctive", r"(?<!\w)(?-i:<>)(?!\w)")


@cache
def _cue_words() -> WordLists:
    weak = any_of(sorted(entries("cue_weak")), escape=False)
    verbs = [*sorted(entries("cue_verbs")), *map(_english_forms, sorted(entries("cue_regular")))]
    verbs += [f"{weak}{WEAK_ENDS}", f"{WEAK_PREFIXES}{weak}e?t"]
    shapes = {shape: sorted(entries(f"cue_{shape}")) for shape in SHAPES}
    return WordLists(shapes | {"verb": verbs}, start=r"(?<![\w'’-])", end=r"(?!\w|-(?!t-|il|elle))")


def _english_forms(lemma: str) -> str:
    """say, says, said: the regular forms of a verb as a pattern (its particle stays behind)."""
    verb, _, particle = lemma.partition(" ")
    tail = rf"\s{particle}" if particle else ""
    if verb.endswith("e"):
        return rf"{verb[:-1]}(?:e|es|ed|ing){tail}"
    if verb.endswith("y") and verb[-2] not in VOWELS:
        return rf"{verb[:-1]}(?:y|ies|ied|ying){tail}"
    double = rf"{verb[-1]}?" if verb[-2] in VOWELS and verb[-1] not in "wxyr" else ""
    return rf"{verb}(?:{double}(?:ed|ing)|e?s)?{tail}"
