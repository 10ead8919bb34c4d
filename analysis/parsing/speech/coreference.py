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
from functools import cache, lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

from analysis.parsing.spans import CALLERS, OUTSIDERS, Paragraph, Span
from analysis.parsing.speech.clauses import Phrase, kind_of_word
from analysis.parsing.speech.naming import Name
from analysis.parsing.speech.people import FIRST, Person
from analysis.parsing.speech.scene import MARKS, Scene
from analysis.parsing.speech.subjects import is_object, is_subordinate
from analysis.parsing.wordlists import phrase, read_words

SUBJECT, OTHER, OBJECT, ASIDE = 180.0, 150.0, 120.0, 60.0
"""What a mention adds to how salient somebody is, by its place in its sentence."""

MOST = 220.0
DECAY = 0.5
"""With each sentence somebody is half as salient."""

HEADLINE = 0.1
UNSURE = 0.7
"""So salient is somebody beside another, of whom no sex is known."""

UNNAMED = 0.8
"""The same of whoever has no name: mostly named people are quoted by a pronoun."""

HERE = 0.4
"""So much of it an object has in its own sentence, the rest behind it."""

THING = 0.3
"""How likely it is said of what is no body."""

PERHAPS, HARDLY = 0.6, 0.2
"""How likely a name without a known first name, and a noun of no list, is a human being."""

FAINT = 2.0
"""Somebody less salient is not meant any more."""

BACK = 4
MANY = 100
"""So many can be meant at a place; whoever is least salient beyond them is forgotten."""

SKIPPED = ("furniture", "caption", "byline", "date", "dateline")
ENDED = re.compile(r"\s*(?:[,.;:()–—-]|\s\s|$)")
AGE = r"(?:,? (?:\(\d\d?\)|\d\d?(?=,)))?"
AGED = re.compile(r"\d\d?-(?:year-old|[Jj]ährige[rnm]?)")
WHO = re.compile(r"(?:,? who(?:se)?\b|, \d\d?,| \(\d\d?\))")
VERB = re.compile(r"[a-zäöüßà-ÿ]+(?:s|ed|t|en)")
LEAST = 5
BEHIND = re.compile(rf"[.!?…][{MARKS}]\s+(?=[A-ZÄÖÜ])")
SORTS = ("body", "outlet", "document")
BODIES = {f"{role} n" for role in OUTSIDERS}


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
    mentions: list["Mention"] = field(default_factory=list)


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
        objects: list[tuple[Somebody, float]] = []
        found = list(self._mentions(start, end))
        for number, mention in enumerate(found):
            meant = self._meant(mention, found[number + 1 : number + 1 + BACK])
            self.mentions.append((mention, meant))
            if meant:
                meant.mentions.append(mention)
                place = mention.place * weight
                if mention.place <= OBJECT:  # To the coach, Ada Moore, she wrote: not to herself
                    place *= HERE
                    objects.append((meant, mention.place * weight - place))
                _raise(meant, place)
        for meant, place in objects:
            _raise(meant, place)

    def _meant(self, mention: Mention, following: list[Mention]) -> Somebody | None:
        if mention.kind == "pronoun":
            return self._most_salient(mention, self.everybody)
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
        found.human = max(found.human, mention.human)
        return found

    def _most_salient(self, mention: Mention, among: list[Somebody]) -> Somebody | None:
        """Whoever of some is most likely meant by a pronoun, or by a description of its own."""
        if phrase("this_one", "<>").fullmatch(mention.words):
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
        owned = phrase("owned", r"\s<>\s").match(self.told, mention.end) or "'s " in mention.words
        call = self.scene.is_call
        noun = next(iter(self.scene.people_at(mention.start, mention.end)), None)
        party = call and (not noun or noun.role in (*CALLERS, *FIRST))  # the mother is one of them
        anaphor = mention.kind == "definite" and mention.human == 1 and mention.place > OBJECT
        if anaphor and not owned and not party:
            among = [each for each in self.everybody if each.named or not call]
            best = self._most_salient(mention, among)
            if best:
                return best
        return self._new(mention)

    def _called(self, mention: Mention) -> Iterator[Somebody]:
        """Who was called by the same noun before."""
        noun = mention.words.split()[-1]
        german, noun = noun[0].isupper() and len(noun) >= LEAST, noun.casefold()
        more = _nouns(mention.words) - {noun}
        for each in self.everybody:
            for known in each.called:
                same = noun in known or (german and any(_is_inflected(w, noun) for w in known))
                if same and more <= known:
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
        names = self.scene.names
        names = names[bisect_left(names, (start,)) : bisect_left(names, (end,))]
        people = self.scene.people_in(start, end)
        found = [self._of_name(name) for name in names]
        found += [self._of_pronoun(each) for each in people if each.role == "pronoun"]
        starts = {each.start for each in found}
        phrases = (self._of_phrase(each, names) for each in self.scene.phrases(start, end))
        found += [each for each in phrases if each and each.start not in starts]
        found += [
            self._of_noun_alone(each)
            for each in people
            if each.role != "pronoun"
            and not any(
                m.start <= each.start < m.end and (m.kind == "name" or not each.possessive)
                for m in found
            )
        ]
        free = True
        for mention in sorted(found):
            subject = free and mention.place > OBJECT
            free = free and not subject
            yield mention._replace(place=SUBJECT) if subject else mention

    def _of_name(self, name: Name) -> Mention:
        start, end = name[:2]
        named = Person(start, end, "", name.gender, name.possessive)
        place = self._place(start, is_object(self.scene, named))
        human = 1.0 if name.human else PERHAPS if self.scene.speaks(start, end) else HARDLY
        human = 0.0 if _listed(name.name.split()[-1]) == 0.0 else human
        return Mention(
            start, end, "name", name.name, name.gender, place, human, owner=name.possessive
        )

    def _of_pronoun(self, each: Person) -> Mention:
        words, place = self.told[each.start : each.end], self._place(each.start, False)
        return Mention(*each[:2], "pronoun", words, each.gender, place, 1.0)

    def _place(self, start: int, aside: bool) -> float:
        return ASIDE if is_subordinate(self.scene, start) else OBJECT if aside else OTHER

    def _of_phrase(self, each: Phrase, names: list[Name]) -> Mention | None:
        """A noun phrase from behind the owner in it up to the name: Rovers' coach Ada Moore."""
        start, end = each.start, each.end
        inside = [name for name in names if start <= name.start < end]
        owned = bool(inside) and inside[0].start == start and inside[0].possessive
        if owned:
            start = min(end, inside.pop(0).end + 1)
        until = min([end, *(name.start for name in inside)])
        until = start + len(self.told[start:until].rstrip())
        words = self.told[start:until].split()
        kind = "possessive" if owned else _kind(words[0]) if words else "bare"
        if owned:
            pass
        elif kind != "bare":
            words = words[1:]
        elif words and words[0][0].isupper() and not inside:
            large = [n for n, word in enumerate(words) if word[0].isupper()]
            words = words[: large[-1] + 1]
        people = self.scene.people_at(start, until)
        # A verb may stand behind the noun: the friend yawns.
        if people and start < people[0].end < until:
            rest = self.told[people[0].end : until].split()
            if all(VERB.fullmatch(word) for word in rest) and len(rest) < len(words):
                words = words[: len(words) - len(rest)]
        if not words or not words[-1][0].isalnum():
            return None
        mention = self._described(Span(start, until), kind, words, each.object)
        noun = mention.human == 1 or (inside and words[-1][0].isupper())
        return mention if noun or kind != "bare" else None

    def _of_noun_alone(self, person: Person) -> Mention:
        """A noun for somebody that no phrase has."""
        end = person.end - len(person.name or "")
        span = Span(person.start, end if end > person.start else person.end)
        aside = is_object(self.scene, person)
        several = phrase("one_of", "<>").fullmatch(self.told, *span)
        words = self.told[slice(*span)].split()
        return self._described(span, "indefinite" if several else "bare", words, aside)

    def _described(self, span: Span, kind: str, words: list[str], aside: bool) -> Mention:
        """A description: how likely it is of a human being, its noun or what it does tells."""
        noun = words[-1]
        head = next((p for p in self.scene.people_at(*span) if p.role != "pronoun"), None)
        whose = WHO.match(self.told, span.end)
        place = self._place(span.start, aside or bool(head and head.possessive))
        place = OTHER if whose else place
        article = self.told[slice(*span)].split()[0] if place > OBJECT else ""
        human = 1.0 if any(map(AGED.fullmatch, words)) else _human(noun, head)
        doing = kind != "bare" and not phrase("article_n", "<>").fullmatch(article)
        if human == HARDLY and doing and (whose or self.scene.speaks(*span)):
            human = 1.0 if phrase("doers", "<>").fullmatch(self.told, *span) else PERHAPS
        sex = _sex(article, noun, head) if human >= PERHAPS else "n"
        plural = bool(phrase("plurals", "<>").fullmatch(noun))
        return Mention(*span, kind, " ".join(words), sex, place, human, plural)


def _sex(article: str, noun: str, person: Person | None) -> str:
    """He or she by a noun, or by its article where that may tell."""
    for sex, name in (("f", "feminine"), ("m", "masculine")):
        if phrase(name, "<>").fullmatch(noun):
            return sex
    known = person.gender if person and not AGED.fullmatch(noun) else "n"
    told = [sex for sex in "mf" if phrase(f"article_{sex}", "<>").fullmatch(article)]
    return known if known != "n" or not told else told[0]


def _raise(somebody: Somebody, place: float) -> None:
    somebody.salience = min(MOST, max(somebody.salience, 0.0) + place)


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


def _kind(word: str) -> str:
    """What an article tells: indefinite, possessive or definite; bare if it is none."""
    if kind_of_word(word) not in ("article", "object"):
        return "bare"
    if phrase("indefinite", "<>").fullmatch(word):
        return "indefinite"
    return "possessive" if phrase("owners_of", "<>").fullmatch(word) else "definite"


def _human(noun: str, person: Person | None) -> float:
    """How likely a noun is of a human being: no ministry is, and no paper."""
    known = 0.0 if noun.isupper() else _listed(noun)
    if known is not None:
        return known
    if not person:  # German man is nobody
        return 0.0 if phrase("noun_or_pronoun", "<>").fullmatch(noun) else HARDLY
    body = f"{person.role} {person.gender}" in BODIES
    return 0.0 if body and not phrase("human", ".*<>").fullmatch(noun) else 1.0


@lru_cache(maxsize=8192)
def _listed(noun: str) -> float | None:
    """1 for a noun of a human being, 0 for one of those who speak for many: der Verband."""
    if phrase("voices", "<>").fullmatch(noun):
        return 0.0
    pronoun = phrase("noun_or_pronoun", "<>").fullmatch(noun)
    if phrase("somebody", "<>").fullmatch(noun) and not pronoun:
        return 1.0
    word, bodies = noun.casefold(), read_words("bodies")
    ends = tuple(chain.from_iterable(bodies["de"].get(sort, ()) for sort in SORTS))
    body = word in chain.from_iterable(bodies["en"].get(sort, ()) for sort in SORTS)
    return 0.0 if noun in bodies["last"] or body or word.endswith(ends) else None


@cache
def _between() -> re.Pattern[str]:
    """What stands between a noun and the name in apposition: of the town, Captain ..."""
    title = phrase("articles", r"(?:<> )?(?-i:(?:[A-ZÄÖÜ][\w.-]* ){0,2})").pattern
    return phrase("owned", rf"(?: <> [^,.;:!?()]{{0,60}})?, (?:\d\d-year-old )?{title}")


def cast_of(scene: Scene) -> Cast:
    """Everybody of a text, found once."""
    if scene.cast is None:
        scene.cast = Cast(scene)
    return scene.cast
