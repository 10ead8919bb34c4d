"""What a sentence mentions: names, pronouns and descriptions, and what each tells by itself."""

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from analysis.parsing.spans import OUTSIDERS, Span
from analysis.parsing.speech.clauses import Phrase, kind_of_word
from analysis.parsing.speech.naming import Name
from analysis.parsing.speech.people import Person
from analysis.parsing.speech.scene import Scene
from analysis.parsing.speech.subjects import is_object, is_subordinate
from analysis.parsing.wordlists import is_listed, phrase, read_words

SUBJECT, OTHER, OBJECT, ASIDE = 180.0, 150.0, 120.0, 60.0
"""What a mention adds to how salient somebody is, by its place in its sentence."""

PERHAPS, HARDLY = 0.6, 0.2
"""How likely a name without a known first name, and a noun of no list, is a human being."""

NEAR = 8
"""Mentions that begin before a noun of which one can hold it."""

AGED = re.compile(r"\d\d?-(?:year-old|[Jj]ährige[rnm]?)")
WHO = re.compile(r"(?:,? who(?:se)?\b|, \d\d?,| \(\d\d?\))")
VERB = re.compile(r"[a-zäöüßà-ÿ]+(?:s|ed|t|en)")
SORTS = ("body", "outlet", "document")
BODIES = {f"{role} n" for role in OUTSIDERS}


class Mention(NamedTuple):
    """Where somebody is mentioned; `kind` is name, pronoun, or that of the article, or bare."""

    start: int
    end: int
    kind: str
    words: str
    gender: str
    place: float
    human: float
    plural: bool = False
    owner: bool = False


def mentions_in(scene: Scene, start: int, end: int) -> list[Mention]:
    """Whoever, or whatever, a sentence mentions, in text order; the first is its subject."""
    names = scene.names[bisect_left(scene.names, (start,)) : bisect_left(scene.names, (end,))]
    people = scene.people_in(start, end)
    found = [_of_name(scene, name) for name in names]
    found += [_of_pronoun(scene, each) for each in people if each.role == "pronoun"]
    starts = {each.start for each in found}
    described = (_of_phrase(scene, each, names) for each in scene.phrases(start, end))
    found += [each for each in described if each and each.start not in starts]
    found.sort()
    begun = [each.start for each in found]
    for noun in people:
        before = bisect_right(begun, noun.start)
        if noun.role != "pronoun" and not _is_covered(noun, found[max(0, before - NEAR) : before]):
            found.append(_of_noun(scene, noun))
    found.sort()
    subject = next((n for n, each in enumerate(found) if each.place > OBJECT), None)
    if subject is not None:
        found[subject] = found[subject]._replace(place=SUBJECT)
    return found


def _is_covered(noun: Person, found: list[Mention]) -> bool:
    """Whether a noun is a part of what is found already, and no owner in it."""
    over = (each for each in found if each.start <= noun.start < each.end)
    return any(each.kind == "name" or not noun.possessive for each in over)


def _of_name(scene: Scene, name: Name) -> Mention:
    start, end = name[:2]
    named = Person(start, end, "", name.gender, name.possessive)
    place = _place(scene, start, is_object(scene, named))
    human = 1.0 if name.human else PERHAPS if scene.speaks(start, end) else HARDLY
    human = 0.0 if _listed(name.name.split()[-1]) == 0 else human
    sex = name.gender if human else "n"
    return Mention(start, end, "name", name.name, sex, place, human, owner=name.possessive)


def _of_pronoun(scene: Scene, each: Person) -> Mention:
    words, place = scene.told[each.start : each.end], _place(scene, each.start, False)
    return Mention(*each[:2], "pronoun", words, each.gender, place, 1.0)


def _place(scene: Scene, start: int, aside: bool) -> float:
    return ASIDE if is_subordinate(scene, start) else OBJECT if aside else OTHER


def _of_phrase(scene: Scene, each: Phrase, names: list[Name]) -> Mention | None:
    """A noun phrase from behind the owner in it up to the name: Rovers' coach Ada Moore."""
    start, end = each.start, each.end
    inside = [name for name in names if start <= name.start < end]
    owned = bool(inside) and inside[0].start == start and inside[0].possessive
    if owned:
        start = min(end, inside.pop(0).end + 1)
    until = min([end, *(name.start for name in inside)])
    until = start + len(scene.told[start:until].rstrip())
    words = scene.told[start:until].split()
    kind = "possessive" if owned else _kind(words[0]) if words else "bare"
    if owned:
        pass
    elif kind != "bare":
        words = words[1:]
    elif words and words[0][0].isupper() and not inside:
        large = [n for n, word in enumerate(words) if word[0].isupper()]
        words = words[: large[-1] + 1]
    people = scene.people_at(start, until)
    # A verb may stand behind the noun: the friend yawns.
    if people and start < people[0].end < until:
        rest = scene.told[people[0].end : until].split()
        if all(VERB.fullmatch(word) for word in rest) and len(rest) < len(words):
            words = words[: len(words) - len(rest)]
    if not words or not words[-1][0].isalnum():
        return None
    named = inside and words[-1][0].isupper()
    if kind == "bare" and not named and not _is_large(words) and _chance(words, _head(people)) < 1:
        return None
    mention = _described(scene, Span(start, until), kind, words, each.object)
    if kind == "bare" and not people and not inside and _is_body(scene, mention):
        return mention._replace(kind="name", gender="n", human=0.0, plural=False)
    return mention if mention.human == 1 or named or kind != "bare" else None


def _is_body(scene: Scene, bare: Mention) -> bool:
    """Whether nothing but a name that is nobody's says something: Cropline says."""
    told, (start, end) = scene.told, bare[:2]
    if not _is_large(bare.words.split()) or bare.human == 1 or told[start:end] != bare.words:
        return False
    between = told.endswith(", ", 0, start) and told.startswith(",", end)
    return between or scene.speaks(start, end)


def _is_large(words: list[str]) -> bool:
    return all(word[0].isupper() or word == "&" for word in words)


def _of_noun(scene: Scene, person: Person) -> Mention:
    """A noun for somebody that no phrase has."""
    end = person.end - len(person.name or "")
    span = Span(person.start, end if end > person.start else person.end)
    aside = is_object(scene, person)
    several = is_listed("one_of", scene.told[slice(*span)])
    words = scene.told[slice(*span)].split()
    return _described(scene, span, "indefinite" if several else "bare", words, aside)


def _described(scene: Scene, span: Span, kind: str, words: list[str], aside: bool) -> Mention:
    """A description: how likely it is of a human being, its noun or what it does tells."""
    noun = words[-1]
    head = _head(scene.people_at(*span))
    whose = WHO.match(scene.told, span.end)
    place = _place(scene, span.start, aside or bool(head and head.possessive))
    place = OTHER if whose else place
    article = scene.told[slice(*span)].split()[0] if place > OBJECT else ""
    human = _chance(words, head)
    doing = kind != "bare" and not is_listed("article_n", article)
    place = ASIDE if aside and not human else place  # in a letter to the board
    if human == HARDLY and doing and (whose or (not aside and scene.speaks(*span))):
        human = 1.0 if is_listed("doers", scene.told[slice(*span)]) else PERHAPS
    anybody = head and head.role == "soldier" and not scene.is_call  # an officer may be she
    sex = _sex(article, noun, None if anybody else head) if human >= PERHAPS else "n"
    bare = kind == "bare" and phrase("plural", "<>").match(noun)
    plural = bool(is_listed("plurals", noun) or bare)
    return Mention(*span, kind, " ".join(words), sex, place, human, plural)


def _head(people: list[Person]) -> Person | None:
    return next((each for each in people if each.role != "pronoun"), None)


def _chance(words: list[str], head: Person | None) -> float:
    """How likely words are of a human being, by an age or their noun."""
    return 1.0 if any(map(AGED.fullmatch, words)) else _human(words[-1], head)


def _sex(article: str, noun: str, person: Person | None) -> str:
    """He or she by a noun, or by its article where that may tell."""
    if is_listed("feminine", noun):
        return "f"
    if is_listed("masculine", noun):
        return "m"
    known = person.gender if person and not AGED.fullmatch(noun) else "n"
    told = [sex for sex in "mf" if is_listed(f"article_{sex}", article)]
    return known if known != "n" or not told else told[0]


def _kind(word: str) -> str:
    """What an article tells: indefinite, possessive or definite; bare if it is none."""
    if kind_of_word(word) not in ("article", "object"):
        return "bare"
    if is_listed("indefinite", word):
        return "indefinite"
    return "possessive" if is_listed("owners_of", word) else "definite"


def _human(noun: str, person: Person | None) -> float:
    """How likely a noun is of a human being: no ministry is, and no paper."""
    known = 0.0 if noun.isupper() else _listed(noun)
    if known is not None:
        return known
    if not person:  # German man is nobody
        return 0.0 if is_listed("noun_or_pronoun", noun) else HARDLY
    body = f"{person.role} {person.gender}" in BODIES
    return 0.0 if body and not phrase("human", ".*<>").fullmatch(noun) else 1.0


@lru_cache(maxsize=8192)
def _listed(noun: str) -> float | None:
    """1 for a noun of a human being, 0 for one of those who speak for many: der Verband."""
    if is_listed("voices", noun):
        return HARDLY / 2  # neither a human being by itself nor a body
    pronoun = is_listed("noun_or_pronoun", noun)
    if is_listed("somebody", noun) and not pronoun:
        return 1.0
    return 0.0 if noun in read_words("bodies")["last"] or _is_of(noun, SORTS) else None


@lru_cache(maxsize=8192)
def is_body(noun: str) -> bool:
    """Whether a noun is of a body or an outlet, and of no document."""
    return _is_of(noun, SORTS[:2])


def _is_of(noun: str, sorts: tuple[str, ...]) -> bool:
    word, bodies = noun.casefold(), read_words("bodies")
    ends = tuple(chain.from_iterable(bodies["de"].get(sort, ()) for sort in sorts))
    whole = chain.from_iterable(bodies["en"].get(sort, ()) for sort in sorts)
    return word in whole or word.endswith(ends)
