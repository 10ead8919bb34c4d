"""Who is mentioned in a text: nouns for soldiers and their families, offices, names, pronouns."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from analysis.parsing.spans import CALLERS, OUTSIDERS
from analysis.parsing.wordlists import (
    LARGE,
    WordLists,
    any_of,
    phrase,
    read_languages,
    read_words,
    word_set,
)

ROLE_OF_NAME = {"m": "man", "f": "woman"}
"""A first name tells no more than a sex; who of the call it is, the context must say."""

TRADES = (*OUTSIDERS, "unknown")
FEMALE = "a"
"""How a first name of no list mostly ends if it is a woman's."""

MANY = 100
"""Names that are looked for again; a text with more of them is no report of a call."""

LOOKBACK = 90
OWNED = r"(?<!\w)<>\s(?:[\w-]+\s)?$"
"""Before a noun for a partner, of him and of her say which of a couple is meant: his spouse."""

_WORD = (
    rf"(?:(?:[{LARGE}]\.)+|(?:Prof|Dr|Sgt|Lt|Col|Gen|Capt|Rev|med|phil|jur)\."
    rf"|[{LARGE}][\w’'-]+)"
)
_NICKNAME = r"(?: [“\"'‘„»‚«][A-ZÄÖÜ]\w+[”\"'’“«‘»])?"
FULL_NAME = re.compile(
    rf"(?<![\w-]){_WORD}{_NICKNAME}(?: (?:van|von|de|den|der|la|du|al|el|bin|di)){{0,2}}"
    rf"(?: {_WORD}){{1,5}}"
)
SIGNED = re.compile(rf"[”“»«\"’'\s]*[—―–-]\s*({_WORD}(?: {_WORD}){{1,3}})\s*")
SURNAME = re.compile(rf"(?: [{LARGE}][\w’'-]+){{1,2}}")
NAME = rf"(?-i:([{LARGE}][\w’'-]+(?: [{LARGE}][\w’'-]+){{0,2}}))"
TWO_NAMES = rf"(?-i:([{LARGE}][\w’'-]+ [{LARGE}][\w’-]+))"
APPOSED = re.compile(rf"(?:, | ){NAME}")
POSSESSIVE = re.compile(r"['’](?:s\b|(?=\s))")


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
        if sex := sex_of(word) or _more_names().get(word):
            return sex
    return "f" if words[1:] and phrase("feminine", "<>").fullmatch(words[0]) else "n"


def gender_of(name: str) -> str:
    """The same, with a guess by the last letter of a name that is not known."""
    sex, first = sex_by(name), name.split()[:1]
    return "f" if sex == "n" and first and first[0].endswith(FEMALE) else sex


@lru_cache(maxsize=8192)
def is_first_name(word: str) -> bool:
    """Whether a word is a first name that is known."""
    return bool(sex_of(word) or _more_names().get(word))


def find_people(text: str) -> list[Person]:
    """Who is mentioned, in text order; of `intelligence official` only the head, the last word."""
    people: list[Person] = []
    wife = False
    for person in _mentions(text):
        people.append(_of_couple(text, person, wife))
        wife = wife or people[-1].role == "wife"
    people = [_of_rank(text, person) for person in _with_surnames(text, people)]
    return _with_aliases(text, _with_names(text, people))


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


def _with_surnames(text: str, people: list[Person]) -> list[Person]:
    """First names with the surname behind them, which callers have seldom and experts mostly."""
    starts = {person.start for person in people}
    found = []
    for person in people:
        surname = SURNAME.match(text, person.end)
        named = person.role in ("man", "woman") and sex_of(text[person.start : person.end])
        if named and surname and not starts & set(range(*surname.span())):
            end = surname.end()
            name = text[person.start : end]
            person = person._replace(end=end, possessive=_owns(text, end), name=name)
        found.append(person)
    return found


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


def _with_names(text: str, people: list[Person]) -> list[Person]:
    """People of whom only the name is known, in full where they are introduced, short later."""
    names = list(find_full_names(text))
    if not names:
        return people
    last = {text[start:end].split()[-1]: text[start:end] for start, end in names[:MANY]}
    last = {word: name for word, name in last.items() if len(word) > 2}
    short = re.compile(rf"(?<![\w-]){any_of(last)}(?![\w-])")
    spans = {match.start(): match.end() for match in short.finditer(text)}
    spans |= dict(names)
    starts = [person.start for person in people]
    named: list[Person] = []
    absorbed: set[Person] = set()
    at = 0
    for start, end in sorted(spans.items()):
        first = bisect_left(starts, start)
        if start < at or (first and people[first - 1].end > start):
            continue
        inside = people[first : bisect_left(starts, end)]
        # German sets the addressee behind the name: sagte Ada Moore Journalisten.
        while (
            inside
            and inside[-1].role == "journalist"
            and len(text[start : inside[-1].start].split()) > 1
        ):
            end = inside.pop().start - 1
        if all(person.role in TRADES and person.end <= end for person in inside):
            name = last.get(text[start:end], text[start:end])
            role, sex = (inside[0].role, inside[0].gender) if inside else ("unknown", "n")
            gender = gender_of(name)
            gender = sex if gender == "n" else gender
            named.append(Person(start, end, role, gender, _owns(text, end), name))
            absorbed |= {*inside}
            at = end
    found = [person for person in people if person not in absorbed] + named
    return _merged(text, sorted(found))


def _merged(text: str, people: list[Person]) -> list[Person]:
    """`Private Ada Moore` is one mention, in the role of the noun."""
    found: list[Person] = []
    for person in people:
        last = found[-1] if found else None
        beside = last and text[last.end : person.start] == " " and not last.name
        if last and beside and person.name and last.role not in ("pronoun", "man", "woman"):
            found[-1] = last._replace(
                end=person.end, possessive=person.possessive, name=person.name
            )
        else:
            found.append(person)
    return found


def _with_aliases(text: str, people: list[Person]) -> list[Person]:
    """Whoever is given a trade in an apposition, and later called by it alone: a mechanic."""
    tail = phrase("alias_after", r" <>\b").pattern
    alias = phrase("alias", rf"<> (?:[\w-]+ ){{0,2}}?([^\W\d_]{{4,}})(?=[,.;]|{tail})")
    meant: dict[str, Person] = {}
    for person in people:
        match = alias.match(text, person.end) if person.role != "pronoun" else None
        if match and len(meant) < MANY:
            meant.setdefault(match[1], person)
    if not meant:
        return people
    later = phrase("alias_before", rf"(?<!\w)<> ({any_of(meant)})(?!\w)")
    taken = {place for person in people for place in range(person.start, person.end)}
    for match in later.finditer(text):
        known, (start, end) = meant.get(match[1]), match.span(1)
        if known and start > known.end and start not in taken:
            people.append(known._replace(start=start, end=end, possessive=_owns(text, end)))
    return sorted(people)


def find_full_names(text: str) -> Iterator[tuple[int, int]]:
    """Where somebody is named in full: words with large letters that no place or body has.

    Examples
    --------
    >>> text = "At noon Ada Moore spoke. “No,” said Finn Holm."
    >>> [text[start:end] for start, end in find_full_names(text)]
    ['Ada Moore', 'Finn Holm']
    """
    no_people = word_set("people_names", "no_people")
    for match in FULL_NAME.finditer(text):
        start, end = _without_title(text, *match.span())
        words = text[start:end].split()
        if len(words) > 1 and not any(_plain(word) in no_people for word in words):
            yield start, end


@cache
def _title() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(read_words('people_names')['titles'])}\.? $")


def _without_title(text: str, start: int, end: int) -> tuple[int, int]:
    """`Dr Ada Moore` and `Der Forscher Finn Holm` without what is no part of the name."""
    article = phrase("name_articles", "<> ").match(text, start, end)
    if article:
        start = article.end()
        noun = text.find(" ", start, end)
        start = noun + 1 if " " in text[noun + 1 : end] else start
    while (space := text.find(" ", start, end)) > 0 and _title().search(text[start : space + 1]):
        start = space + 1
    return start, end


def _plain(word: str) -> str:
    return word.casefold().removesuffix("'s").removesuffix("’s")


def named_people(text: str, people: list[Person]) -> dict[str, Person]:
    """Names that stand beside a noun once, and who they belong to: her son, Dima."""
    naming = phrase("naming", rf"<> {NAME}")
    far = phrase("of_place", rf" <> [^,.;:!?]{{1,60}}, {NAME}(?=[,.])")
    before = phrase("noun_phrase", rf"{NAME}, (?:<>\s(?:[\w'’-]+\s){{0,3}})?$")
    named: dict[str, Person] = {}
    for person in people:
        called = naming.match(text, person.end) if person.role != "pronoun" else None
        if called:
            named.setdefault(called[1], person)
        if person.role in ("pronoun", "man", "other"):
            continue
        apposed = APPOSED.match(text, person.end)
        matches = (
            apposed,
            before.search(text, max(0, person.start - LOOKBACK), person.start),
            None if apposed else far.match(text, person.end),
        )
        for match in matches:
            if match:
                named.setdefault(match[1], person)
                named.setdefault(re.sub(r"['’]s?$", "", match[1].split()[-1]), person)
    return named


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
    word = phrase("before_address", r"(?<=\s)<>\s").pattern
    before = rf"(?:^|[,.!?…;:]\s*|{word})"
    for role in ("mother", "father", "soldier"):
        if phrase(f"address_{role}", rf"{before}<>(?=\s*(?:[,.!?…;]|$))").search(words):
            return role
    return None


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
