"""Nouns, offices, first names and pronouns by which texts mention people, and their roles."""

import re
from functools import lru_cache
from typing import NamedTuple

from analysis.parsing.wordlists import WordLists
from analysis.parsing.words import read_words

ROLE_OF_NAME = {"m": "man", "f": "woman"}
"""A first name tells no more than a sex; who of the call it is, the context must say."""


class Person(NamedTuple):
    """A mention of somebody; `role` may also be man, woman, other and pronoun."""

    start: int
    end: int
    role: str
    gender: str
    possessive: bool
    name: str | None = None


@lru_cache(maxsize=1)
def people_words() -> WordLists:
    """The lists of `people.yml` and `names.yml`: role and gender of each word."""
    forms = {
        f"{role} {gender}": list(words)
        for role, genders in read_words("people").items()
        for gender, words in genders.items()
    }
    for gender in _names():
        forms[f"{ROLE_OF_NAME[gender]} {gender}"] += [
            f"(?-i:{name})" for name in re.split(r",\s+", read_words("names")[gender])
        ]
    return WordLists(forms, start=r"(?:(?<![\w-])|(?<=[td]-)(?=elle|il))")


def is_noun(words: str) -> bool:
    """Whether some words hold a noun for people, first names aside."""
    return any(
        sex_of(words[found.start : found.end]) is None for found in people_words().find(words)
    )


def gender_of(name: str) -> str | None:
    """M or f for a first name that callers or those who speak of them have."""
    return (
        sex_of(name)
        or ("f" if name in _more_names()["f"] else None)
        or ("m" if name in _more_names()["m"] else None)
    )


@lru_cache(maxsize=1)
def _more_names() -> dict[str, frozenset[str]]:
    names = read_words("more_names")
    return {gender: frozenset(names[gender].split()) for gender in ("m", "f")}


def sex_of(name: str) -> str | None:
    """M or f for a first name that callers have; missing for any other."""
    for gender, pattern in _names().items():
        if pattern.fullmatch(name):
            return gender
    return None


@lru_cache(maxsize=1)
def _names() -> dict[str, re.Pattern[str]]:
    names = read_words("names")
    return {gender: re.compile(re.sub(r",\s+", "|", names[gender])) for gender in names}
