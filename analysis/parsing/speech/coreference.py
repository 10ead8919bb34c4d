"""Who is meant: everybody of a text, with all that each is called, and whom a pronoun stands for.

One pass in the order of the text. A name is of whoever has its words, a description of whoever is
introduced by it; a pronoun, like a description that introduces nobody, is of whoever is most
salient and agrees with it, after Lappin and Leass (An algorithm for pronominal anaphora
resolution, Computational Linguistics 20, 1994), as Kennedy and Boguraev (1996) do without a parse.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from analysis.parsing.spans import CALLERS, OUTSIDERS, Span
from analysis.parsing.speech.clauses import kind_of_word
from analysis.parsing.speech.naming import Name, people_words
from analysis.parsing.speech.people import Person
from analysis.parsing.speech.scene import MARKS, Scene
from analysis.parsing.speech.subjects import is_object, is_subordinate
from analysis.parsing.wordlists import phrase

SUBJECT, OTHER, OBJECT, ASIDE = 180.0, 150.0, 120.0, 60.0
"""What a mention adds to how salient somebody is, by its place in its sentence."""

BACK = 4
DECAY = 0.5
"""With each sentence somebody is half as salient."""

UNSURE = 0.7
"""So salient is somebody beside another, of whom no sex is known."""

MOST = 220.0
HEADLINE = 0.1
MANY = 100
"""So many can be meant at a place; whoever is least salient beyond them is forgotten."""

FAINT = 2.0
"""Somebody less salient is not meant any more."""

SKIPPED = ("furniture", "caption", "byline", "date", "dateline")
OF = "of|for|from|at|in|to|der|des|von|vom|aus|im|am"
BETWEEN = re.compile(rf"(?: (?:{OF}) [^,.;:!?()]{{0,60}})?, (?:\d\d-year-old )?")
ENDED = re.compile(r"\s*(?:[,.;:()–—-]|\s\s|$)")
AGE = r"(?:,? (?:\(\d\d?\)|\d\d?(?=,)))?"
OWNED = re.compile(rf"\s(?:{OF})\s")
VERB = re.compile(r"[a-zäöüßà-ÿ]+(?:s|ed|t|en)")
LEAST = 5
FAR = 40
ARTICLE = re.compile(r"(?<!\w)(\w+)(?: [\w-]+){0,2} $")
BODIES = {f"{role} n" for role in OUTSIDERS}


@dataclass(eq=False)
class Somebody:
    """Whoever is mentioned: by the fullest name, or as introduced where the text tells none."""

    name: str
    gender: str = "n"
    named: bool = False
    human: bool = False
    plural: bool = False
    called: list[frozenset[str]] = field(default_factory=list)
    salience: float = 0.0
    mentions: list["Mention"] = field(default_factory=list)


class Mention(NamedTuple):
    """Where somebody is mentioned; `kind` is name, pronoun, or that of the article, or bare."""

    start: int
    end: int
    kind: str
    words: str
    gender: str
    place: float
    human: bool
    plural: bool = False
    owner: bool = False

    @property
    def noun(self) -> str:
        """The last word of a description."""
        return self.words.split()[-1].casefold()


class Cast:
    """Who is mentioned in a text, and where."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.told = scene, scene.told
        self.everybody: list[Somebody] = []
        self.mentions: list[tuple[Mention, Somebody | None]] = []
        self.names = scene.names
        for paragraph in scene.paragraphs:
            if paragraph.kind in SKIPPED or paragraph.furniture:
                continue
            if scene.section_start(paragraph.start) == paragraph.start:
                self._forget(0.0)
            starts = scene.starts(paragraph.start, paragraph.end)
            told = scene.text[paragraph.start : paragraph.end].rstrip(MARKS + " ")[-1:] in ".!?…:;,"
            for start, end in pairwise([*starts, paragraph.end]):
                self._read(start, end, 1.0 if told else HEADLINE)
        self._starts = [mention.start for mention, _ in self.mentions]

    def _forget(self, part: float) -> None:
        for each in self.everybody:
            each.salience *= part

    def _read(self, start: int, end: int, weight: float) -> None:
        if not self.told[start:end].strip():
            return
        self._forget(DECAY)
        found = list(self._mentions(start, end))
        for number, mention in enumerate(found):
            meant = self._meant(mention, found[number + 1 : number + 1 + BACK])
            self.mentions.append((mention, meant))
            if meant:
                meant.mentions.append(mention)
                meant.salience = max(meant.salience, 0.0) + mention.place * weight
                meant.salience = min(meant.salience, MOST)

    def _meant(self, mention: Mention, following: list[Mention]) -> Somebody | None:
        if mention.kind == "pronoun":
            return self._most_salient(mention, self._others(mention))
        found = self._apposed(mention)
        if not found and mention.kind == "name":
            found = self._known(mention.words) or self._new(mention)
        found = found or self._of_noun(mention, following)
        if mention.kind == "name":
            if not found.named or len(mention.words.split()) > len(found.name.split()):
                found.name, found.named = mention.words, True
        else:
            _call(found, _words(mention.words))
        found.gender = mention.gender if found.gender == "n" else found.gender
        found.human |= mention.human
        return found

    def _others(self, pronoun: Mention) -> list[Somebody]:
        """Who is left: in `The friend warns him, but he says` he is not the friend."""
        last = next(
            (pair for pair in reversed(self.mentions[-MANY:]) if pair[0].place == SUBJECT), None
        )
        if not last:
            return self.everybody
        whom = phrase("object_pronouns", r"\s<>\s").search(self.told, last[0].end, pronoun.start)
        if not whom or not phrase("turns_to", r"\s<>\s$").search(
            self.told, whom.end() - 1, pronoun.start
        ):
            return self.everybody
        return [each for each in self.everybody if each is not last[1]]

    def _most_salient(
        self, mention: Mention, among: list[Somebody] | None = None
    ) -> Somebody | None:
        def weight(each: Somebody) -> float:
            return each.salience * (1.0 if each.gender == mention.gender else UNSURE)

        everybody = self.everybody if among is None else among
        fitting = [each for each in everybody if _agrees(each, mention)]
        if phrase("this_one", "<>").fullmatch(mention.words):
            return next((who for _, who in reversed(self.mentions[-MANY:]) if who in fitting), None)
        best = max(fitting, key=weight, default=None)
        if best is None or best.salience < FAINT:
            return None
        best.gender = mention.gender if best.gender == "n" else best.gender
        return best

    def _apposed(self, mention: Mention) -> Somebody | None:
        """Whoever is named right before: Ada Moore, 40, the mayor; the mayor, Ada Moore."""
        copula = phrase("copulas", rf"{AGE}(?:, | <> )")
        naming = mention.kind == "name"
        beside = [
            who
            for last, who in reversed(self.mentions[-BACK:])
            if who and last.kind != "pronoun" and (last.kind == "name") != naming
            if (
                self._is_apposed(last, mention)
                if naming
                else copula.fullmatch(self.told, last.end, mention.start)
            )
        ]
        # The head of a phrase is somebody: the mayor of the town, Ada Moore.
        best = next((who for who in beside if who.human), next(reversed(beside), None))
        if best and naming:
            return self._joined(best, mention)
        return best if mention.kind != "possessive" else None

    def _joined(self, meant: Somebody, mention: Mention) -> Somebody | None:
        known = self._known(mention.words)
        if known and known is not meant:
            known.called += meant.called
            return known
        return None if meant.named and not known else meant

    def _is_apposed(self, last: Mention, name: Mention) -> bool:
        gap = self.told[last.end : name.start]
        beside = last.kind != "bare" and ENDED.match(self.told, name.end)
        return gap == " " or bool(beside and BETWEEN.fullmatch(gap))

    def _known(self, name: str) -> Somebody | None:
        words = {*name.split()}
        known = [
            each
            for each in self.everybody
            if each.named and (words <= {*each.name.split()} or {*each.name.split()} <= words)
        ]
        return max(known, key=lambda each: each.salience, default=None)

    def _of_noun(self, mention: Mention, following: list[Mention]) -> Somebody:
        named = any(n.kind == "name" and self._is_apposed(mention, n) for n in following)
        if mention.kind == "indefinite" or named:
            return self._new(mention)
        words = _words(mention.words)
        known = [each for each in self.everybody if _is_called(each, mention, words)]
        if known:
            return max(known, key=lambda each: each.salience)
        whole = not OWNED.match(self.told, mention.end) and "'s " not in mention.words
        role = next(people_words().find(mention.noun), None)
        party = role and role.label.startswith(CALLERS)  # the mother is one of the call
        anaphor = mention.kind == "definite" and mention.human and mention.place > OBJECT
        if anaphor and whole and not party:
            best = self._most_salient(mention, [each for each in self.everybody if each.named])
            if best:
                return best
        return self._new(mention)

    def _new(self, mention: Mention) -> Somebody:
        name = mention.words if mention.kind == "name" else self.told[mention.start : mention.end]
        if len(self.everybody) >= MANY:
            self.everybody.remove(min(self.everybody, key=lambda each: each.salience))
        self.everybody.append(Somebody(name, mention.gender, plural=mention.plural))
        return self.everybody[-1]

    def of(self, start: int, end: int) -> Somebody | None:
        """Who is mentioned by the words between two places; an owner is somebody else."""
        first = max(0, bisect_left(self._starts, start) - BACK)
        last = bisect_left(self._starts, end)
        within = (
            who
            for mention, who in self.mentions[first:last]
            if start < mention.end and not mention.owner
        )
        return next(within, None)

    def _place(self, person: Person) -> float:
        person = person._replace(possessive=False)
        if is_subordinate(self.scene, person):
            return ASIDE
        return OBJECT if is_object(self.scene, person) else OTHER

    def antecedent(self, pronoun: Person) -> Person | None:
        """The last mention by more than a pronoun of whoever a pronoun stands for."""
        meant = self.of(pronoun.start, pronoun.end)
        before = meant.mentions if meant else []
        before = before[: bisect_left(before, (pronoun.start,))][-MANY:]
        last = [each for each in before if each.kind != "pronoun"]
        if not meant or not last:
            return None
        named = [each for each in last if each.kind == "name"] if meant.named else []
        start, end = (named or last)[-1][:2]
        person = next((p for p in self.scene.people_at(start, end) if p.role != "pronoun"), None)
        if person and not meant.named:
            return person
        role = person.role if person else "unknown"
        name = person.name if person else meant.name
        return Person(start, end, role, meant.gender, False, name)

    def _mentions(self, start: int, end: int) -> Iterator[Mention]:
        """Whoever, or whatever, a sentence mentions, in text order; the first is its subject."""
        first, last = bisect_left(self.names, (start,)), bisect_left(self.names, (end,))
        names = self.names[first:last]
        people = self.scene.people_in(start, end)
        found = [self._of_name(name) for name in names]
        found += [_of_pronoun(self.told, each) for each in people if each.role == "pronoun"]
        found += list(self._of_phrases(start, end, names, {m.start for m in found}))
        found += list(self._of_nouns(people, found))
        free = True
        for mention in sorted(found):
            subject = free and mention.place > OBJECT
            free = free and not subject
            yield mention._replace(place=SUBJECT) if subject else mention

    def _of_name(self, name: Name) -> Mention:
        place = self._place(Person(name.start, name.end, "", name.gender, False))
        span = name.start, name.end
        return Mention(
            *span, "name", name.name, name.gender, place, name.human, owner=name.possessive
        )

    def _of_phrases(
        self, start: int, end: int, names: list[Name], taken: set[int]
    ) -> Iterator[Mention]:
        for each in self.scene.phrases(start, end):
            inside = [name for name in names if each.start <= name.start < each.end]
            begin = each.start
            if inside and inside[0].start == begin and inside[0].possessive:
                begin = min(each.end, inside.pop(0).end + 1)
            until = min([each.end, *(name.start for name in inside)])
            until = begin + len(self.told[begin:until].rstrip())
            if until > begin and not taken & {*range(begin, until)}:
                place = self._place(Person(begin, until, "", "n", False))
                place = min(place, OBJECT) if each.object else place
                mention = _of_phrase(self.told, (begin, until), bool(inside), place)
                if mention:
                    yield mention

    def _of_nouns(self, people: list[Person], found: list[Mention]) -> Iterator[Mention]:
        """Nouns for people that no phrase has; an owner within one is somebody else."""
        for each in people:
            covered = any(m.start <= each.start < m.end for m in found) and not each.possessive
            anybody = self.told[each.start : each.end] in ("man", "Man")
            if each.role != "pronoun" and not covered and not anybody:
                yield _of_person(self.told, each, self._place(each))


def _of_pronoun(told: str, each: Person) -> Mention:
    words = told[each.start : each.end]
    return Mention(each.start, each.end, "pronoun", words, each.gender, OTHER, True)


def _agrees(each: Somebody, mention: Mention) -> bool:
    if each.plural != mention.plural:
        return False
    if mention.gender == "n" and mention.kind == "pronoun":
        return not each.human and each.gender == "n"
    return each.human and (mention.gender in ("n", each.gender) or each.gender == "n")


def _words(words: str) -> frozenset[str]:
    return frozenset(word for word in words.casefold().split() if kind_of_word(word) == "noun")


def _is_called(each: Somebody, mention: Mention, words: frozenset[str]) -> bool:
    noun = mention.noun
    german = mention.words.split()[-1][0].isupper() and len(noun) >= LEAST
    more = words - {noun}
    return any(
        more <= known and any(_is_same(word, noun, german) for word in known)
        for known in each.called
    )


def _call(somebody: Somebody, words: frozenset[str]) -> None:
    if words not in somebody.called:
        somebody.called.append(words)


def _is_same(word: str, noun: str, german: bool) -> bool:
    """Whether two words are one; in German one may end otherwise, or be a part of the other."""
    if word == noun or not german:
        return word == noun
    stem = min(len(word), len(noun)) - 1
    inflected = abs(len(word) - len(noun)) < LEAST // 2 and word[:stem] == noun[:stem]
    return word.endswith(noun) or inflected


def _of_phrase(told: str, span: tuple[int, int], before_name: bool, place: float) -> Mention | None:
    words = told[slice(*span)].split()
    kind = _kind(words[0])
    if kind != "bare":
        words = words[1:]
    elif words[0][0].isupper() and not before_name:
        large = [n for n, word in enumerate(words) if word[0].isupper()]
        words = words[: large[-1] + 1]
    # A verb may stand behind the noun: the friend yawns.
    heads = [n for n, word in enumerate(words) if word[0].isalpha() and _is_human(word)]
    if heads and all(VERB.fullmatch(word) for word in words[heads[-1] + 1 :]):
        words = words[: heads[-1] + 1]
    if not words or not words[-1][0].isalpha():
        return None
    human = _is_human(words[-1]) and words[-1].casefold() != "man"
    if kind == "bare" and not (human or before_name):
        return None
    return _of_words(Span(*span), kind, words, place)


def _of_person(told: str, person: Person, place: float) -> Mention:
    before = ARTICLE.search(told, max(0, person.start - FAR), person.start)
    kind = _kind(before[1]) if before else "bare"
    start = before.start(1) if before and kind != "bare" else person.start
    return _of_words(Span(start, person.end), kind, told[person.start : person.end].split(), place)


def _of_words(span: Span, kind: str, words: list[str], place: float) -> Mention:
    noun = words[-1]
    role = next(people_words().find(noun), None)
    gender = role.label.split()[1] if role else "n"
    human = _is_human(noun)
    gender = "f" if human and phrase("feminine", "<>").fullmatch(noun) else gender
    plural = bool(phrase("plurals", "<>").fullmatch(noun))
    return Mention(*span, kind, " ".join(words), gender, place, human, plural)


def _kind(word: str) -> str:
    """What an article tells: indefinite, possessive or definite; bare if it is none."""
    if kind_of_word(word) not in ("article", "object"):
        return "bare"
    if phrase("indefinite", "<>").fullmatch(word):
        return "indefinite"
    return "possessive" if phrase("owners_of", "<>").fullmatch(word) else "definite"


@lru_cache(maxsize=8192)
def _is_human(noun: str) -> bool:
    """Whether a noun is of human beings: no ministry, and no paper."""
    role = next(people_words().find(noun), None)
    if phrase("voices", "<>").fullmatch(noun):
        return False
    body = role and role.label in BODIES and not phrase("human", "<>").fullmatch(noun)
    return bool(role and not body) or bool(phrase("somebody", "<>").fullmatch(noun))


def cast_of(scene: Scene) -> Cast:
    """Everybody of a text, found once."""
    if scene.cast is None:
        scene.cast = Cast(scene)
    return scene.cast
