"""Who is mentioned in a text: nouns for soldiers and their families, offices, names, pronouns."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from analysis.parsing.spans import CALLERS
from analysis.parsing.speech.cues import is_cue_word
from analysis.parsing.speech.nouns import Person, gender_of, is_noun, people_words, sex_of
from analysis.parsing.wordlists import any_of, read_words

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
SPOKEN_BY = re.compile(rf"(?<![\w’'])([^\W\d_]+) (?:{any_of(AUXILIARIES)} )?$")


@cache
def _lists() -> tuple[re.Pattern[str], frozenset[str]]:
    known = read_words("people_names")
    return re.compile(rf"(?<!\w){any_of(known['titles'])}\.? $"), frozenset(known["no_people"])


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


POSSESSIVE = re.compile(r"['’](?:s\b|(?=\s))")
NAME = r"((?:[A-ZÄÖÜА-Я][\w'’-]+)(?: [A-ZÄÖÜА-Я][\w'’-]+){0,2})"
NAMING = re.compile(
    r"(?:,? (?:named|called|(?:who is )?(?:identified|known) (?:only )?as|by the name of|namens"
    r"|(?:der|die) sich|mit dem Namen|mit Namen)"
    r"|,? (?:who|der|die) (?:[\w'’]+ ){0,3}(?:name(?: is| as|d)?|himself|herself|sich)(?: as| als)?"
    r"|, (?:den|die) (?:die|seine?|ihre?) \w+"
    r"|,? (?:whom|who) (?:his|her|the) \w+ (?:calls|called)) " + NAME
)
"""Words that give somebody a name: a man, who introduces himself as Ruslan."""

APPOSED = re.compile(rf"(?:, | ){NAME}")
SURNAME = re.compile(r"(?: [A-ZÄÖÜ][\w’'-]+){1,2}")
ONE_MAN = re.compile(
    r"(?<!\w)(?:the|an?|this|that|one|another|old|young|no|every|other|first|second|same|older|younger|elder"
    r"|\w+(?:ed|ing|an|ish|al))[ -]$",
    re.I,
)
"""Before English `man`; the German word is a pronoun for anybody."""

OF_HIM = re.compile(r"(?<!\w)(?:his|(?:sein|mein|dein)e[rnm]?)\s(?:[\w-]+\s)?$", re.I)
OF_HER = re.compile(r"(?<!\w)(?:her|(?:ihr|mein|dein)(?:e[rnms]+)?)\s(?:[\w-]+\s)?$", re.I)
"""Before a noun for a partner they say which of a couple is meant: his spouse, ihr Mann."""

APPOSED_FAR = re.compile(
    rf" (?:for|of|from|at|with|der|des|von|für|in|im) [^,.;:!?]{{1,60}}, {NAME}(?=[,.])"
)
ALIAS = re.compile(
    r", (?:(?:who|der|die) (?:\w+ ){0,2}(?:works|worked|serves|served) as |als )?(?:an?|ein|eine)"
    r" (?:[\w-]+ ){0,2}?([^\W\d_]{4,})(?=[,.;]| (?:in|at|from|arbeitet)\b)"
)
"""His brother, a mechanic: from then on, the mechanic is the brother."""

BEFORE_NOUN = re.compile(
    r"((?:[A-ZÄÖÜА-Я][\w'’-]+ ){0,2}[A-ZÄÖÜА-Я][\w'’-]+), "
    r"(?:(?:an?|the|his|her|ein|eine|der|die|sein|seine|ihr|ihre)\s(?:[\w'’-]+\s){0,3})?$"
)
RANKED = re.compile(
    r"(?:[A-Z]\w*\.?[ -])?(?:(?:Oberst|General)(?:leutnant|major|oberst)?"
    r"|Colonel|General|Col\.?|Gen\.?|Captain|Capt\.?|Hauptmann|Major|Maj\.?|Admiral|Brigadier) "
    r"(?P<name>[A-ZÄÖÜ][\w'’-]+(?: [A-ZÄÖÜ][\w’-]+))(?!\w)"
)
AT_HOME = re.compile(
    r"[^.!?\n]{0,120}\b(?:his|seine[rnm]?) (?:\w+ )?(?:wife|mother|father|son|brother|family"
    r"|Frau|Mutter|Vater|Sohn|Bruder|Familie)\b"
)
"""An officer named in full speaks for an army; one who calls his wife is a party of a call."""

LOOKBACK = 90
MANY = 100
"""Names that are looked for again; a text with more of them is no report of a call."""


def find_people(text: str) -> list[Person]:
    """Who is mentioned, in text order; of `intelligence official` only the head, the last word."""
    found: list[Person] = []
    for start, end, label in people_words().find(text):
        role, _, gender = label.partition(" ")
        if role == "pronoun" and end - start > 1 and text[start:end].isupper():
            continue
        if text[start:end] == "man" and not ONE_MAN.search(text, max(0, start - 24), start):
            continue
        owner = _owns(text, end)
        person = Person(start, end, role, gender, owner)
        if found and text[found[-1].end : person.start] in (" ", "-") and role != "pronoun":
            last = found.pop()
            # Ukrainian sets no word between subject and addressee: two of a call are two people.
            if last.role == "pronoun" or ({role, last.role} <= {*CALLERS} and role != last.role):
                found.append(last)
            elif role in ("man", "woman", "politician") and last.role not in ("man", "woman"):
                person = last._replace(end=person.end, possessive=owner, name=text[start:end])
            else:
                person = person._replace(start=last.start)
        found.append(person)
    people: list[Person] = []
    wife = False
    for person in found:
        people.append(_of_couple(text, person, wife))
        wife = wife or people[-1].role == "wife"
    people = [_of_rank(text, person) for person in _with_surnames(text, people)]
    return _with_aliases(text, _with_names(text, people))


def _owns(text: str, end: int) -> bool:
    """Whether a mention that ends there, or its name, is in the genitive of English."""
    return bool(POSSESSIVE.match(text, end)) or text.endswith(("'s", "’s"), 0, end)


def _with_aliases(text: str, people: list[Person]) -> list[Person]:
    """Whoever is given a trade in an apposition, and later called by it alone."""
    meant: dict[str, Person] = {}
    for person in people:
        match = ALIAS.match(text, person.end) if person.role != "pronoun" else None
        if match and len(meant) < MANY and not is_noun(match.group(1)):
            meant.setdefault(match.group(1), person)
    if not meant:
        return people
    later = re.compile(rf"(?<=the |der |die |dem |den ){any_of(meant)}(?!\w)", re.I)
    taken = {place for person in people for place in range(person.start, person.end)}
    for match in later.finditer(text):
        known = meant.get(match.group())
        if known and match.start() > known.end and match.start() not in taken:
            start, end = match.span()
            owns = _owns(text, end)
            people.append(known._replace(start=start, end=end, possessive=owns))
    return sorted(people)


def _with_names(text: str, people: list[Person]) -> list[Person]:
    """People of whom only the name is known, in full where they are introduced, short later."""
    names = list(find_full_names(text))
    if not names:
        return people
    last = {text[start:end].split()[-1]: text[start:end] for start, end in names[:MANY]}
    short = re.compile(rf"(?<![\w-]){any_of(last)}(?![\w-])")
    spans = {match.start(): match.end() for match in short.finditer(text)}
    spans |= dict(names)
    taken = [(person.start, person.end) for person in people]
    found = list(people)
    at = 0
    ends = sorted(end for _, end in taken)
    starts = sorted(start for start, _ in taken)
    for start, end in sorted(spans.items()):
        free = bisect_left(starts, end) == bisect_left(ends, start + 1) and start >= at
        if free:
            found.append(_named(text, start, end, last))
            at = end
    return _merged(text, sorted(found))


def _named(text: str, start: int, end: int, last: dict[str, str]) -> Person:
    name = last.get(text[start:end], text[start:end])
    gender = gender_of(name.split()[0]) or "n"
    return Person(start, end, "unknown", gender, _owns(text, end), name)


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


def _of_couple(text: str, person: Person, known: bool) -> Person:
    """Of `seine Frau` and `his spouse` the wife, of `ihr Mann` and `her spouse` the soldier."""
    if person.role not in ("spouse", "woman", "man"):
        return person
    noun, before = text[person.start : person.end], text[max(0, person.start - 32) : person.start]
    if (person.role == "spouse" or noun == "Frau") and OF_HIM.search(before):
        return person._replace(role="wife", gender="f")
    if (person.role == "spouse" or noun == "Mann") and OF_HER.search(before):
        return person._replace(role="soldier", gender="m")
    if person.role == "spouse":
        role, gender = ("wife", "f") if known else ("relative", person.gender)
        return person._replace(role=role, gender=gender)
    return person


def _of_rank(text: str, person: Person) -> Person:
    """Colonel Ada Moore speaks for a service; a private with a name is one of the callers."""
    ranked = RANKED.match(text, person.start) if person.role == "soldier" else None
    if not ranked or AT_HOME.match(text, ranked.end()):
        return person
    end = max(person.end, ranked.end())
    gender = gender_of(ranked["name"].split()[0]) or "n"
    return Person(person.start, end, "official", gender, _owns(text, end), ranked["name"])


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


def named_people(text: str, people: list[Person]) -> dict[str, Person]:
    """Names that stand beside a noun once, and who they belong to: her son, Dima."""
    named: dict[str, Person] = {}
    for person in people:
        naming = NAMING.match(text, person.end) if person.role != "pronoun" else None
        if naming:
            named.setdefault(naming.group(1), person)
        if person.role in ("pronoun", "man", "other"):
            continue
        if person.name and person.role not in ("woman", "unknown"):
            named.setdefault(person.name, person)
            named.setdefault(person.name.split()[-1], person)
        after = APPOSED.match(text, person.end)
        before = BEFORE_NOUN.search(text, max(0, person.start - LOOKBACK), person.start)
        far = None if after else APPOSED_FAR.match(text, person.end)
        for match in (after, before, far):
            if match and not is_noun(match.group(1)):
                name = match.group(1)
                named.setdefault(name, person)
                named.setdefault(re.sub(r"['’]s?$", "", name.split()[-1]), person)
    return named
