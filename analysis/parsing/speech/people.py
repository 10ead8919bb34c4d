"""Who is mentioned in a text: nouns for soldiers and their families, offices, names, pronouns."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from analysis.parsing.spans import CALLERS, OUTSIDERS
from analysis.parsing.speech.naming import (
    NAME_WORD,
    Name,
    find_names,
    gender_of,
    people_words,
)
from analysis.parsing.wordlists import LARGE, phrase, read_languages

TRADES = (*OUTSIDERS, "unknown")
FIRST = ("man", "woman")
"""Roles of which nothing is told but a first name."""

OWNED = r"(?<!\w)<>\s(?:[\w-]+\s)?$"
"""Before a noun for a partner, of him and of her say which of a couple is meant: his spouse."""

SIGNED = re.compile(rf"[”“»«\"’'\s]*[—―–-]\s*({NAME_WORD}(?: {NAME_WORD}){{1,3}})\s*")
TWO_NAMES = rf"(?-i:([{LARGE}][\w’'-]+ [{LARGE}][\w’-]+))"
INITIAL = re.compile(r" \w\.?$")
POSSESSIVE = re.compile(r"['’](?:s\b|(?=\s))")


class Person(NamedTuple):
    """A mention of somebody; `role` may also be man, woman, other and pronoun."""

    start: int
    end: int
    role: str
    gender: str
    possessive: bool
    name: str | None = None


def find_people(text: str, names: Sequence[Name] | None = None) -> list[Person]:
    """Who is mentioned, in text order; of `intelligence official` only the head, the last word."""
    people: list[Person] = []
    wife = False
    for person in _mentions(text):
        people.append(_of_couple(text, person, wife))
        wife = wife or people[-1].role == "wife"
    people = [_of_rank(text, person) for person in people]
    return _with_names(text, people, find_names(text) if names is None else names)


def _mentions(text: str) -> list[Person]:
    """Nouns and pronouns, those that stand side by side as one."""
    found: list[Person] = []
    for start, end, label in people_words().find(text):
        role, _, gender = label.partition(" ")
        if text[start:end] in ("man", "Man") and not _is_one_man(text, start):
            continue
        person = Person(start, end, role, gender, _owns(text, end))
        if found and text[found[-1].end : start] in (" ", "-") and role != "pronoun":
            found[-1:] = _joined(found[-1], person, text[start:end])
        else:
            found.append(person)
    return found


def _joined(last: Person, person: Person, noun: str) -> list[Person]:
    """Two nouns side by side: the second is the head, or somebody else, or the name of one."""
    # Ukrainian sets no word between subject and addressee: two of a call are two people.
    callers = {person.role, last.role} <= {*CALLERS} and person.role != last.role
    if last.role == "pronoun" or callers:
        return [last, person]
    if person.role in ("man", "woman", "politician") and last.role not in ("man", "woman"):
        return [last._replace(end=person.end, possessive=person.possessive, name=noun)]
    return [person._replace(start=last.start)]


def _is_one_man(text: str, start: int) -> bool:
    """Whether English `man` begins there; the German word is a pronoun for anybody."""
    one_man = phrase("one_man", r"(?<!\w)<>[ -]$")
    return bool(one_man.search(text, max(0, start - 24), start))


def _owns(text: str, end: int) -> bool:
    """Whether a mention that ends there, or its name, is in the genitive of English."""
    return bool(POSSESSIVE.match(text, end)) or text.endswith(("'s", "’s"), 0, end)


def _of_couple(text: str, person: Person, known: bool) -> Person:
    """Of `seine Frau` and `his spouse` the wife, of `ihr Mann` and `her spouse` the soldier."""
    noun, before = text[person.start : person.end], text[max(0, person.start - 32) : person.start]
    spouse = person.role == "spouse"
    if (spouse or noun == "Frau") and phrase("of_him", OWNED).search(before):
        return person._replace(role="wife", gender="f")
    if (spouse or noun == "Mann") and phrase("of_her", OWNED).search(before):
        return person._replace(role="soldier", gender="m")
    if spouse:
        return person._replace(role="wife" if known else "relative", gender="f" if known else "n")
    return person


def _of_rank(text: str, person: Person) -> Person:
    """Colonel Ada Moore speaks for a service; whoever calls his wife is a party of a call."""
    if person.role != "soldier":
        return person
    rank = phrase("ranks", rf"(?:[A-Z]\w*\.?[ -])?<> {TWO_NAMES}(?!\w)")
    ranked = rank.match(text, person.start)
    at_home = phrase("at_home", r"[^.!?\n]{0,120}(?<!\w)<>(?!\w)")
    if not ranked or at_home.match(text, ranked.end()):
        return person
    end, name = max(person.end, ranked.end()), ranked[1]
    return Person(person.start, end, "official", gender_of(name), _owns(text, end), name)


def _with_names(text: str, people: list[Person], names: Sequence[Name]) -> list[Person]:
    """Nouns with the names beside them, and people of whom only the name is known."""
    starts = [person.start for person in people]
    absorbed: set[Person] = set()
    named: list[Person] = []
    for each in names:
        first = bisect_left(starts, each.start)
        if first and people[first - 1].end > each.start:
            first -= 1
        inside = people[first : bisect_left(starts, each.end)]
        called = {person.role for person in inside}
        alone = " " not in each.name or INITIAL.search(each.name)
        if alone and called & {*FIRST}:
            continue  # a caller's first name
        if all(person.role in (*TRADES, *FIRST) and person.end <= each.end for person in inside):
            start = min([each.start, *(person.start for person in inside)])
            role, sex = (inside[0].role, inside[0].gender) if inside else ("unknown", "n")
            gender = sex if each.gender == "n" else each.gender
            named.append(Person(start, each.end, role, gender, each.possessive, each.name))
            absorbed |= {*inside}
    return _merged(text, sorted([person for person in people if person not in absorbed] + named))


def _merged(text: str, people: list[Person]) -> list[Person]:
    """`Private Ada Moore` is one mention, in the role of the noun."""
    found: list[Person] = []
    for person in people:
        last = found[-1] if found else None
        gap = text[last.end : person.start] if last else ""
        outlet = last and last.role == "journalist" and gap in ("'s ", "’s ")  # CNN's Ada Moore
        beside = last and (gap == " " or outlet) and not last.name
        if last and beside and person.name and last.role not in ("pronoun", *FIRST):
            found[-1] = last._replace(
                end=person.end, possessive=person.possessive, name=person.name
            )
        else:
            found.append(person)
    return found


def signature_of(text: str, start: int, end: int) -> Person | None:
    """Who signs a quotation that ends at `start` behind a dash, where nothing else follows."""
    signed = SIGNED.fullmatch(text, start, end)
    return Person(*signed.span(1), "unknown", gender_of(signed[1]), False) if signed else None


def addressed(words: str) -> str | None:
    """Whom a quotation speaks to: mother, father or soldier; missing where it calls nobody.

    Examples
    --------
    >>> addressed("No, Mum, the coats never came.")
    'mother'
    >>> addressed("Mum knows it.") is None
    True
    """
    roles = ("mother", "father", "soldier")
    return next((role for role in roles if _address(role).search(words)), None)


@cache
def _address(role: str) -> re.Pattern[str]:
    word = phrase("before_address", r"(?<=\s)<>\s").pattern
    return phrase(f"address_{role}", rf"(?:^|[,.!?…;:]\s*|{word})<>(?=\s*(?:[,.!?…;]|$))")


def kin_of_woman(text: str, start: int = 0, end: int | None = None) -> str | None:
    """Mother or wife, if a text says that a woman talks to her son or husband."""
    last = len(text) if end is None else end
    for role in ("mother", "wife"):
        if phrase(f"kin_{role}").search(text, start, last):
            return role
    return None


@cache
def _counterparts() -> dict[str, str]:
    return {
        noun: other
        for lists in read_languages().values()
        for noun, other in lists.get("counterparts", {}).items()
    }


def is_counterpart(text: str, noun: str) -> bool:
    """Whether the nephew is the soldier: he talks with his uncle, and has no nephew."""
    other = _counterparts().get(noun.lower().removesuffix("s"))
    if not other:
        return False
    his = r"(?<!\w)<> (?:\w+ )?"
    spoken = phrase("his", rf"{his}(?:{other})\b").search(text)
    return bool(spoken) and not phrase("his", rf"{his}{re.escape(noun)}\b").search(text)
