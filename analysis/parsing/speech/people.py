"""Who is mentioned in a text: nouns for soldiers and their families, offices, names, pronouns."""

import re
from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

from analysis.parsing.wordlists import WordLists
from analysis.parsing.words import read_words

ROLE_OF_NAME = {"m": "man", "f": "woman"}
"""A first name tells no more than a sex; who of the call it is, the context must say."""

KIN = ("soldier", "mother", "wife", "relative", "comrade")
"""Two of these in a row are two people: Ukrainian sets no word between subject and addressee."""

POSSESSIVE = re.compile(r"['’](?:s\b|(?=\s))")
APPOSED = re.compile(
    r"(?:,? (?:named|called|identified as|by the name of|namens|mit dem Namen) |, | )"
    r"((?:[A-ZÄÖÜА-Я][\w'’-]+)(?: [A-ZÄÖÜА-Я][\w'’-]+){0,2})"
)
BEFORE_NOUN = re.compile(
    r"((?:[A-ZÄÖÜА-Я][\w'’-]+ ){0,2}[A-ZÄÖÜА-Я][\w'’-]+), "
    r"(?:(?:an?|the|his|her|ein|eine|der|die|sein|seine|ihr|ihre)\s)?(?:[\w'’-]+\s){0,3}$"
)
LOOKBACK = 90


class Person(NamedTuple):
    """A mention of somebody; `role` may also be man, woman, other and pronoun."""

    start: int
    end: int
    role: str
    gender: str
    possessive: bool
    name: str | None = None


def find_people(text: str) -> list[Person]:
    """Who is mentioned, in text order; of `intelligence official` only the head, the last word."""
    found: list[Person] = []
    for start, end, label in _people().find(text):
        role, _, gender = label.partition(" ")
        if role == "pronoun" and end - start > 1 and text[start:end].isupper():
            continue
        owner = bool(POSSESSIVE.match(text, end))
        person = Person(start, end, role, gender, owner)
        if found and text[found[-1].end : person.start] in (" ", "-") and role != "pronoun":
            last = found.pop()
            if last.role == "pronoun" or (role in KIN and last.role in KIN and role != last.role):
                found.append(last)
            elif role in ("man", "woman", "politician") and last.role not in ("man", "woman"):
                person = last._replace(end=person.end, possessive=owner, name=text[start:end])
            else:
                person = person._replace(start=last.start)
        found.append(person)
    return found


def named_people(text: str, people: list[Person]) -> dict[str, Person]:
    """Names that stand beside a noun once, and who they belong to: her son, Dima."""
    named: dict[str, Person] = {}
    for person in people:
        if person.role in ("pronoun", "man", "other"):
            continue
        if person.name:
            named.setdefault(person.name, person)
        after = APPOSED.match(text, person.end)
        before = BEFORE_NOUN.search(text, max(0, person.start - LOOKBACK), person.start)
        for match in (after, before):
            if match and not _is_noun(match.group(1)):
                name = match.group(1)
                named.setdefault(name, person)
                named.setdefault(re.sub(r"['’]s?$", "", name.split()[-1]), person)
    return named


def people_between(people: list[Person], start: int, end: int) -> list[Person]:
    """The mentions that begin within `[start, end)`."""
    low = bisect_left(people, (start,))
    high = bisect_left(people, (end,))
    return people[low:high]


def _is_noun(words: str) -> bool:
    return next(_people().find(words), None) is not None


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


@lru_cache(maxsize=1)
def _people() -> WordLists:
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
