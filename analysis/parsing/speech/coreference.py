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
from functools import cache
from itertools import pairwise

from analysis.parsing.spans import CALLERS, Paragraph
from analysis.parsing.speech.clauses import kind_of_word
from analysis.parsing.speech.people import FIRST, Person
from analysis.parsing.speech.referring import (
    AGED,
    HARDLY,
    OBJECT,
    SUBJECT,
    Mention,
    is_body,
    mentions_in,
)
from analysis.parsing.speech.scene import MARKS, Scene
from analysis.parsing.wordlists import is_listed, phrase

MOST = 220.0
DECAY = 0.5
"""With each sentence somebody is half as salient."""

HEADLINE = 0.1
UNSURE = 0.7
"""So salient is somebody beside another, of whom no sex is known."""

UNNAMED = 0.8
"""The same of whoever has no name: mostly named people are quoted by a pronoun."""

THING = 0.3
"""How likely it is said of what is no body."""

FAINT = 2.0
"""Somebody less salient is not meant any more."""

BACK = 4
MANY = 100
"""So many can be meant at a place; whoever is least salient beyond them is forgotten."""

SKIPPED = ("furniture", "caption", "byline", "date", "dateline")
OWNER = re.compile(r"['’]s ")
ENDED = re.compile(r"(?: [A-Z]{2,4}(?=,))?\s*(?:[,.;:()–—-]|\s\s|$)")
AGE = r"(?:,? (?:\(\d\d?\)|\d\d?(?=,)))?"
LEAST = 5
BEHIND = re.compile(rf"[.!?…][{MARKS}]\s+(?=[A-ZÄÖÜ])")


@dataclass(eq=False)
class Somebody:
    """Whoever is mentioned: by the fullest name, or as introduced where the text tells none.

    `human` is how likely that is a human being.
    """

    name: str
    gender: str = "n"
    named: bool = False
    human: float = 0.0
    plural: bool = False
    called: list[frozenset[str]] = field(default_factory=list)
    salience: float = 0.0
    mentions: list[Mention] = field(default_factory=list)


class Cast:
    """Who is mentioned in a text, and where."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.told = scene, scene.told
        self.everybody: list[Somebody] = []
        self.mentions: list[tuple[Mention, Somebody | None]] = []
        for paragraph in scene.paragraphs:
            if paragraph.kind in SKIPPED or paragraph.furniture:
                continue
            if scene.section_start(paragraph.start) == paragraph.start:
                self._forget(0.0)
            starts = self._starts_in(paragraph)
            told = scene.text[paragraph.start : paragraph.end].rstrip(MARKS + " ")[-1:] in ".!?…:;,"
            for start, end in pairwise([*starts, paragraph.end]):
                self._read(start, end, 1.0 if told else HEADLINE)
        self._starts = [mention.start for mention, _ in self.mentions]

    def _starts_in(self, paragraph: Paragraph) -> list[int]:
        """Where sentences begin, also behind a quotation that ends one."""
        quotes = self.scene.quotes
        first, last = bisect_left(quotes, paragraph[:1]), bisect_left(quotes, (paragraph.end,))
        ends = (quote.end for quote in quotes[first:last])
        behind = (BEHIND.match(self.scene.text, end - 1, paragraph.end) for end in ends)
        starts = self.scene.starts(paragraph.start, paragraph.end)
        return sorted({*starts, *(each.end() for each in behind if each)})

    def _forget(self, part: float) -> None:
        for each in self.everybody:
            each.salience *= part

    def _read(self, start: int, end: int, weight: float) -> None:
        if not self.told[start:end].strip():
            return
        self._forget(DECAY)
        found = mentions_in(self.scene, start, end)
        for number, mention in enumerate(found):
            meant = self._meant(mention, found[number + 1 : number + 1 + BACK])
            self.mentions.append((mention, meant))
            if meant:
                meant.mentions.append(mention)
                salience = max(meant.salience, 0.0) + mention.place * weight
                meant.salience = min(MOST, salience)

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
        elif (words := _nouns(mention.words)) not in found.called:
            found.called.append(words)
        found.gender = mention.gender if found.gender == "n" else found.gender
        if not (
            found.named and found.human == 0 and mention.human < 1
        ):  # Amber Capital, an investor
            found.human = max(found.human, mention.human)
        return found

    def _others(self, pronoun: Mention) -> list[Somebody]:
        """Who is left: in `The friend warns him, but he says` he is not the friend."""
        subjects = (pair for pair in reversed(self.mentions) if pair[0].place == SUBJECT)
        mention, subject = next(subjects, (None, None))
        told = self.told[mention.end : pronoun.start] if mention else ""
        if phrase("object_pronouns").search(told) and phrase("turns_to", r"\s<>\s$").search(told):
            return [each for each in self.everybody if each is not subject]
        return self.everybody

    def _most_salient(self, mention: Mention, among: list[Somebody]) -> Somebody | None:
        """Whoever of some is most likely meant by a pronoun, or by a description of its own."""
        if is_listed("this_one", mention.words):
            last = reversed(self.mentions[-MANY:])
            return next((who for _, who in last if who in among and _fit(who, mention)), None)
        best = max(among, key=lambda each: each.salience * _fit(each, mention), default=None)
        if best is None or best.salience * _fit(best, mention) < FAINT:
            return None
        best.gender = mention.gender if best.gender == "n" else best.gender
        return best

    def _apposed(self, mention: Mention) -> Somebody | None:
        """Whoever is named right before: Ada Moore, 40, the mayor; the mayor, Ada Moore."""
        joins = self._is_named_by if mention.kind == "name" else self._is_told_by
        beside = [
            who
            for last, who in reversed(self.mentions[-BACK:])
            if who
            and last.kind != "pronoun"
            and {last.human, mention.human} != {0.0, 1.0}
            and joins(last, mention)
        ]
        # The head of a phrase is somebody: the mayor of the town, Ada Moore.
        best = max(reversed(beside), key=lambda who: who.human > HARDLY, default=None)
        if not best or mention.kind != "name":
            return best
        known = self._known(mention.words)
        if known and known is not best:
            known.called += best.called
            return known
        return None if best.named and not known else best

    def _is_told_by(self, last: Mention, noun: Mention) -> bool:
        """Whether a noun says who the last one is: Ada Moore, 40, the mayor; her son, a cook."""
        gap = self.told[last.end : noun.start]
        her_son = last.kind == "possessive" or gap != ", "
        both = noun.kind == "indefinite" and last.human == 1 and her_son
        if noun.kind == "possessive" or (last.kind != "name" and not both):
            return False
        return bool(phrase("copulas", rf"{AGE}(?:, |,? <> )").fullmatch(gap))

    def _is_named_by(self, last: Mention, name: Mention) -> bool:
        """Whether a name is that of the last one: the mayor of the town, Ada Moore."""
        if last.kind == "name":
            return False
        gap = self.told[last.end : name.start]
        one = last.kind != "bare" or (last.human == 1 and not last.plural)
        beside = one and ENDED.match(self.told, name.end)
        called = phrase("naming", "<> ").fullmatch(gap)
        return bool(gap == " " or called or (beside and _between().fullmatch(gap)))

    def _known(self, name: str) -> Somebody | None:
        words = {*name.split()}
        known = [
            each
            for each in self.everybody
            if each.named and (words <= {*each.name.split()} or {*each.name.split()} <= words)
        ]
        return max(known, key=lambda each: each.salience, default=None)

    def _of_noun(self, mention: Mention, following: list[Mention]) -> Somebody:
        named = any(n.kind == "name" and self._is_named_by(mention, n) for n in following)
        if mention.kind == "indefinite" or named:
            return self._new(mention)
        if known := list(self._called(mention)):
            return max(known, key=lambda each: each.salience)
        owned = phrase("owned", r"\s<>\s").match(self.told, mention.end) or OWNER.search(
            mention.words
        )
        call = self.scene.is_call
        noun = next(iter(self.scene.people_at(mention.start, mention.end)), None)
        told = AGED.fullmatch(mention.words.split()[-1])
        party = (
            call and not told and (not noun or noun.role in (*CALLERS, *FIRST))
        )  # the mother is one of them
        anaphor = mention.kind == "definite" and mention.human == 1 and mention.place > OBJECT
        if anaphor and not owned and not party:
            among = [each for each in self.everybody if each.named or not call]
            best = self._most_salient(mention, among)
            if best:
                return best
        if not owned and mention.kind == "definite" and _is_plain(mention.words):
            return self._body() or self._new(mention)
        return self._new(mention)

    def _body(self) -> Somebody | None:
        """The most salient body that has a name."""
        named = filter(_is_body, self.everybody)
        best = max(named, key=lambda each: each.salience, default=None)
        return best if best and best.salience >= FAINT else None

    def _called(self, mention: Mention) -> Iterator[Somebody]:
        """Who was called by the same noun before."""
        noun = mention.words.split()[-1]
        german, noun = noun[0].isupper() and len(noun) >= LEAST, noun.casefold()
        more = _nouns(mention.words) - {noun}
        for each in self.everybody:
            for known in each.called:
                if more <= known and (
                    noun in known or (german and any(_is_inflected(w, noun) for w in known))
                ):
                    yield each
                    break

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

    def before(self, place: int) -> list[tuple[Mention, Somebody | None]]:
        """The last mentions before a place."""
        last = bisect_left(self._starts, place)
        return self.mentions[max(0, last - MANY) : last]

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


def _is_body(each: Somebody) -> bool:
    """Whether that is a body by its name, or by its own noun: the Harbour Safety Office."""
    noun = each.name.split()[-1]
    return each.human == 0 and (each.named or (is_body(noun) and not _is_plain(noun)))


def _is_plain(noun: str) -> bool:
    """Whether a noun may mean any body: the agency, the company."""
    return is_listed("bodies", noun)


def _fit(each: Somebody, mention: Mention) -> float:
    """How well somebody goes with what is said of them: sex, number, being human or named."""
    if each.plural != mention.plural:
        return 0.0
    if mention.gender == "n" and mention.kind == "pronoun":
        return (0.0 if each.gender != "n" else THING if each.human else 1.0) * (each.human < 1)
    if each.human <= HARDLY or not (mention.gender in ("n", each.gender) or each.gender == "n"):
        return 0.0
    sure = each.gender == mention.gender or mention.gender == "n"
    return each.human * (1.0 if sure else UNSURE) * (1.0 if each.named else UNNAMED)


def _nouns(words: str) -> frozenset[str]:
    return frozenset(word for word in words.casefold().split() if kind_of_word(word) == "noun")


def _is_inflected(word: str, noun: str) -> bool:
    """Whether two German words are one that ends otherwise, or one is a part of the other."""
    stem = min(len(word), len(noun)) - 1
    ends = abs(len(word) - len(noun)) < LEAST // 2 and word[:stem] == noun[:stem]
    return ends or word.endswith(noun)


@cache
def _between() -> re.Pattern[str]:
    """What stands between a noun and the name in apposition: of the town, Captain ..."""
    title = phrase("articles", r"(?:<> )?(?-i:(?:[A-ZÄÖÜ][\w.-]* ){0,2})").pattern
    return phrase("belonging", rf"(?: <> [^,.;:!?()]{{0,60}})?, (?:\d\d-year-old )?{title}")


def cast_of(scene: Scene) -> Cast:
    """Everybody of a text, found once."""
    if scene.cast is None:
        scene.cast = Cast(scene)
    return scene.cast
