"""Names of people: in full, by one of their words later, or a single one known by itself."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from analysis.parsing.speech.clauses import kind_of_word
from analysis.parsing.speech.cues import is_cue_word
from analysis.parsing.wordlists import (
    LARGE,
    WordLists,
    any_of,
    is_listed,
    phrase,
    read_languages,
    read_words,
    word_set,
)

SINGLE = re.compile(r"(?<![\w’'.-])[A-ZÄÖÜÀ-ÞА-ЯІЇЄ][\w’'-]*[^\W\d_](?![\w-])")
NEAR = 48
BEFORE = re.compile(r"(\w+)\.? $")
GOES_ON = re.compile(rf"\.?['’]?s?\s[{LARGE}]")
AGED = re.compile(r", (?:\d\d?,|who\b|whose\b)")
NICK = "“”\"'‘’„»‚«"
OWNER = re.compile(r"['’]s?$")


ROLE_OF_NAME = {"m": "man", "f": "woman"}
"""A first name tells no more than a sex; who of the call it is, the context must say."""

FEMALE = "a"
"""How a first name of no list mostly ends if it is a woman's."""

_TITLES = any_of(word_set("people_names", "titles") & word_set("people_names", "shortened"))
NAME_WORD = rf"(?:(?:[{LARGE}]\.)+|(?:{_TITLES})\.|[{LARGE}][\w’'-]+)"
_PARTICLE = any_of(read_words("people_names")["particles"])
_NICKNAME = r"(?: [“\"'‘„»‚«][A-ZÄÖÜ]\w+[”\"'’“«‘»](?= [A-ZÄÖÜ]))?"
FULL_NAME = re.compile(
    rf"(?<![\w-]){NAME_WORD}{_NICKNAME}(?: {_PARTICLE}){{0,2}}(?: {NAME_WORD}{_NICKNAME}){{1,5}}"
)


TAIL = re.compile(rf"(?: {_PARTICLE}){{1,2}} {NAME_WORD}")
PARTICLES = re.compile(rf"(?<!\w)(?:{_PARTICLE} )+$")


class Name(NamedTuple):
    """Where somebody is named."""

    start: int
    end: int
    name: str
    gender: str
    human: bool
    possessive: bool


@cache
def people_words() -> WordLists:
    """The lists of `people.yml` and `names.yml`: role and gender of each word."""
    forms: dict[str, list[str]] = defaultdict(list)
    languages = (lists.get("people", {}) for lists in read_languages().values())
    for people in (read_words("people"), *languages):
        for role, genders in people.items():
            for gender, words in genders.items():
                forms[f"{role} {gender}"] += words
    for gender, names in read_words("names").items():
        forms[f"{ROLE_OF_NAME[gender]} {gender}"] += [
            f"(?-i:{name})" for name in re.split(r",\s+", names)
        ]
    return WordLists(forms, start=r"(?:(?<![\w-])|(?<=[td]-)(?=elle|il))")


@cache
def _first_names() -> dict[str, re.Pattern[str]]:
    names = read_words("names")
    return {gender: re.compile(re.sub(r",\s+", "|", names[gender])) for gender in names}


def sex_of(name: str) -> str | None:
    """M or f for a first name that callers have; missing for any other."""
    return next((sex for sex, names in _first_names().items() if names.fullmatch(name)), None)


@cache
def _more_names() -> dict[str, str]:
    lists = read_words("more_names").items()
    return {name: sex for sex, names in reversed(lists) for name in names.split()}


def sex_by(name: str) -> str:
    """M or f by a first name that is known among the words of a name, or by a trade before it."""
    words = name.split()
    for word in words:
        first = word.partition("-")[0]
        if sex := sex_of(first) or _more_names().get(first):
            return sex
    return "f" if words[1:] and is_listed("feminine", words[0]) else "n"


def gender_of(name: str) -> str:
    """The same, with a guess by the last letter of a name that is not known."""
    sex, first = sex_by(name), name.split()[:1]
    return "f" if sex == "n" and first and first[0].endswith(FEMALE) else sex


@lru_cache(maxsize=8192)
def is_first_name(word: str) -> bool:
    """Whether a word is a first name that is known."""
    first = word.partition("-")[0]
    return bool(sex_of(first) or _more_names().get(first))


def find_names(text: str) -> list[Name]:
    """The names of a text, in text order: full ones, parts of them, and single ones.

    Examples
    --------
    >>> text = "At noon Ada Moore spoke. “No,” said Dr. Kai von der Aue. Moore left."
    >>> [name.name for name in find_names(text)]
    ['Ada Moore', 'Kai von der Aue', 'Moore']
    """
    found = list(_full_names(text))
    taken = {place for name in found for place in range(*name[:2])}
    singles = [match for match in SINGLE.finditer(text) if match.start() not in taken]
    # What stands before a surname: von der Aue.
    particles = {
        name.name.split()[-1]: match.group()
        for name in found
        if (match := PARTICLES.search(name.name.rpartition(" ")[0] + " "))
    }
    # Whether somebody bears a word of a full name, and who is known by a single one.
    known = {word: name.human for name in found for word in name.name.split()}
    words = [OWNER.sub("", match.group()) for match in singles]
    counts = Counter(words)
    known |= {
        word: is_first_name(word)
        for match, word in zip(singles, words, strict=True)
        if _is_named(text, match, word, counts[word] > 1)
    }
    for match, word in zip(singles, words, strict=True):
        base = word if word in known else word.removesuffix("s")
        if base in known and not base.isupper():
            owns = base != match.group()
            gender = sex_by(base)
            start = match.start() - len(particles.get(base, ""))
            start = start if text.startswith(particles.get(base, ""), start) else match.start()
            name = text[start : match.start()] + base
            found.append(Name(start, match.end(), name, gender, known[base], owns))
    return sorted(found)


def _full_names(text: str) -> Iterator[Name]:
    no_people = word_set("people_names", "no_people")
    for match in FULL_NAME.finditer(text):
        found = match.group()
        tail = TAIL.match(text, match.end()) if is_first_name(found.split()[-1]) else None
        found += tail.group() if tail else ""
        name = bare_name(found)
        at = found.index(name)
        before = found[:at].split()
        titled = bool(before) and is_title(before[-1])
        words = OWNER.sub("", name).split()
        whole = len(words) > 1 or (titled and not is_title(words[0]))
        # Their particles are no articles: Kai von der Aue, Frau von Welden.
        first = is_first_name(words[0]) or words[0].islower()
        parts = [word.casefold() for word in words if not (first and word.islower())]
        if not whole or name.isupper() or not no_people.isdisjoint(parts):
            continue
        start, end = match.start() + at, match.start() + at + len(name)
        owns = bool(OWNER.search(name)) or text.startswith(("'s", "’s"), end)
        genders = (
            sex_by(words[0]),
            gender_of(f"{before[-1]} ?") if titled else "n",
            gender_of(words[0]),
        )
        gender = next((each for each in genders if each != "n"), "n")
        known = titled or first
        human = known or bool(AGED.match(text, end))
        words = [word for word in words if word.strip(NICK)]
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
        styled = first and words[first - 1] in word_set("people_names", "titles")
        first = 0 if words[first].islower() and not styled else first
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
        or is_listed("somebody", word)
    )


def _is_named(text: str, match: re.Match[str], word: str, again: bool) -> bool:
    """Whether a single word with a large letter is somebody's name."""
    if kind_of_word(word) != "noun" or word.casefold() in word_set("people_names", "no_people"):
        return False
    before = BEFORE.search(text, max(0, match.start() - 24), match.start())
    word_before = before[1] if before else ""
    # A trade can be a surname behind another: Bundesminister Habermann.
    titled = word_before[:1].isupper() and is_title(word_before) and not is_first_name(word_before)
    if titled and not GOES_ON.match(text, match.end()):
        return True
    if is_title(word):
        return False
    if AGED.match(text, match.end()):
        return True
    said = word_before.islower() and is_cue_word(word_before)
    said = said and not is_listed("told", word_before)
    free = not word_before or kind_of_word(word_before) in ("noun", "other")
    if (said and again) or (free and is_first_name(word)):
        return True
    near, start = max(0, match.start() - NEAR), match.start()
    called = text.endswith(" ", near, start) and phrase("naming", "<> $").search(text, near, start)
    return bool(called)
