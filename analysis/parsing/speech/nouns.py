"""Nouns, offices, first names and pronouns by which texts mention people, and who is whose."""

import re
from functools import cache
from typing import NamedTuple

from analysis.parsing.wordlists import WordLists, read_words

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


@cache
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


@cache
def _more_names() -> dict[str, frozenset[str]]:
    names = read_words("more_names")
    return {gender: frozenset(names[gender].split()) for gender in ("m", "f")}


def sex_of(name: str) -> str | None:
    """M or f for a first name that callers have; missing for any other."""
    for gender, pattern in _names().items():
        if pattern.fullmatch(name):
            return gender
    return None


@cache
def _names() -> dict[str, re.Pattern[str]]:
    names = read_words("names")
    return {gender: re.compile(re.sub(r",\s+", "|", names[gender])) for gender in names}


KIN_OF_WOMAN = {
    "mother": re.compile(
        r"\b(?:her|ihr(?:e[mnr])?|su|son) (?:\w+ )?(?:sons?|Sohn|boys?|Jungen?|hijo|fils)\b", re.I
    ),
    "wife": re.compile(
        r"\b(?:her|ihr(?:e[mnr])?|su|son) (?:\w+ )?(?:husband|Mann|Ehemann|marido|mari)\b"
        r"|\bseine[rn]? (?:\w+ )?Frau\b",
        re.I,
    ),
}
"""Whom a woman talks to says who she is."""

COUNTERPARTS = {
    "nephew": "uncle|aunt", "grandson": "grandmother|grandma|grandfather", "godson": "god\\w+",
    "boyfriend": "girlfriend", "stepson": "stepfather|stepmother", "brother": "sisters?",
    "son-in-law": "(?:mother|father)-in-law", "neffe": "onkel|tante", "enkel": "oma|opa|groß\\w+",
    "bruder": "schwester", "freund": "freundin", "schwiegersohn": "schwieger\\w+",
}  # fmt: skip
"""Where a soldier speaks with the one, he is the other: his uncle and the nephew."""


def kin_of_woman(text: str, start: int = 0, end: int | None = None) -> str | None:
    """Mother or wife, if a text says that a woman talks to her son or husband."""
    last = len(text) if end is None else end
    for role, pattern in KIN_OF_WOMAN.items():
        if pattern.search(text, start, last):
            return role
    return None


def is_counterpart(text: str, noun: str) -> bool:
    """Whether the nephew is the soldier: he talks with his uncle, and has no nephew."""
    other = COUNTERPARTS.get(noun.lower().removesuffix("s"))
    if not other:
        return False
    his = r"\b(?:his|seine[mnr]?) (?:\w+ )?"
    spoken = re.search(rf"{his}(?:{other})\b", text, re.I)
    return bool(spoken) and not re.search(rf"{his}{noun}\b", text, re.I)
