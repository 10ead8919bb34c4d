"""Names of people: in full, by one of their words later, or a single one known by itself."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from analysis.parsing.speech.clauses import kind_of_word
from analysis.parsing.speech.cues import is_cue_word
from analysis.parsing.speech.people import (
    FULL_NAME,
    gender_of,
    is_first_name,
    people_words,
    sex_by,
    sex_of,
)
from analysis.parsing.wordlists import phrase, word_set

SINGLE = re.compile(r"(?<![\w’'.-])[A-ZÄÖÜÀ-ÞА-ЯІЇЄ][\w’'-]*[^\W\d_](?![\w-])")
BEFORE = re.compile(r"(\w+)\.? $")
AGED = re.compile(r", (?:\d\d?,|who\b|whose\b)")
OWNER = re.compile(r"['’]s?$")


class Name(NamedTuple):
    """Where somebody is named."""

    start: int
    end: int
    name: str
    gender: str
    human: bool
    possessive: bool


def find_names(text: str) -> list[Name]:
    """The names of a text, in text order: full ones, parts of them, and single ones."""
    found = list(_full_names(text))
    taken = {place for name in found for place in range(*name[:2])}
    singles = [match for match in SINGLE.finditer(text) if match.start() not in taken]
    # Whether somebody bears a word of a full name, and who is known by a single one.
    known = {word: name.human for name in found for word in name.name.split()}
    counts = Counter(OWNER.sub("", match.group()) for match in singles)
    known |= {
        word: True
        for match in singles
        if _is_named(text, match, counts[word := OWNER.sub("", match.group())] > 1)
    }
    for match in singles:
        word = OWNER.sub("", match.group())
        name = word if word in known else word.removesuffix("s")
        if name in known and not name.isupper():
            owns = name != match.group()
            gender = sex_by(name)
            found.append(Name(*match.span(), name, gender, known[name], owns))
    return sorted(found)


def _full_names(text: str) -> Iterator[Name]:
    no_people = word_set("people_names", "no_people")
    for match in FULL_NAME.finditer(text):
        name = bare_name(match.group())
        at = match.group().index(name)
        before = match.group()[:at].split()
        titled = bool(before) and is_title(before[-1])
        words = OWNER.sub("", name).split()
        whole = len(words) > 1 or (titled and not is_title(words[0]))
        if not whole or name.isupper() or any(word.casefold() in no_people for word in words):
            continue
        start, end = match.start() + at, match.start() + at + len(name)
        owns = bool(OWNER.search(name)) or text.startswith(("'s", "’s"), end)
        genders = (
            sex_by(words[0]),
            gender_of(f"{before[-1]} ?") if titled else "n",
            gender_of(words[0]),
        )
        gender = next((each for each in genders if each != "n"), "n")
        known = titled or is_first_name(words[0])
        human = known or bool(AGED.match(text, end))
        yield Name(start, end, " ".join(words), gender, human, owns)


def bare_name(name: str) -> str:
    """A name without what stands before it: from its first name on, or behind nouns and titles.

    Examples
    --------
    >>> bare_name("Bildungsministerin Oksana Hrebinka"), bare_name("Dr. Kai von der Aue")
    ('Oksana Hrebinka', 'Kai von der Aue')
    """
    words = name.split()
    first = next((n for n, word in enumerate(words[:-1]) if is_first_name(word)), None)
    if first is None:
        titles = [n for n, word in enumerate(words[:-1]) if is_title(word) or _is_small(word)]
        first = titles[-1] + 1 if titles else 0
        first = 0 if words[first].islower() else first
    last = len(words)
    while last - first > 2 and people_words().fullmatch(words[last - 1]):
        last -= 1
    return " ".join(words[first:last])


def _is_small(word: str) -> bool:
    small = word.casefold() in word_set("stopwords", "en") | word_set("stopwords", "de")
    return word[0].isupper() and (small or kind_of_word(word) != "noun")


@lru_cache(maxsize=8192)
def is_title(word: str) -> bool:
    """Whether a word before a name is none of it: an article, a title, a noun for people."""
    word = word.rstrip(".")
    return (
        word in word_set("people_names", "titles")
        or (bool(people_words().fullmatch(word)) and not sex_of(word))
        or bool(phrase("somebody", "<>").fullmatch(word))
    )


def _is_named(text: str, match: re.Match[str], again: bool) -> bool:
    """Whether a single word with a large letter is somebody's name."""
    word = OWNER.sub("", match.group())
    if (
        kind_of_word(word) != "noun"
        or is_title(word)
        or word.casefold() in word_set("people_names", "no_people")
    ):
        return False
    before = BEFORE.search(text, max(0, match.start() - 24), match.start())
    word_before = before[1] if before else ""
    if AGED.match(text, match.end()) or word_before in word_set("people_names", "titles"):
        return True
    said = word_before.islower() and is_cue_word(word_before)
    free = not word_before or kind_of_word(word_before) in ("noun", "other")
    return (said and again) or (free and is_first_name(word))
