"""Who does the saying: the subject of a cue within its clause, told from objects and owners."""

import re
from bisect import bisect_left
from typing import NamedTuple

from analysis.parsing.spans import CALLERS, OUTSIDERS, Span
from analysis.parsing.speech.clauses import (
    Phrase,
    phrase_behind,
    phrases,
    subject_before,
    subject_behind,
    with_owner,
)
from analysis.parsing.speech.cues import Cue, is_asking
from analysis.parsing.speech.naming import gender_of, people_words
from analysis.parsing.speech.people import Person
from analysis.parsing.speech.scene import Scene
from analysis.parsing.wordlists import entries, is_listed, phrase

CLAUSE = r"[.!?:;,]|(?<!\w)<>(?!\w)"
"""What a new clause begins with: behind it, his wife is a subject again."""

CLAUSE_ENDS = ".!?:;,\n"
HOLDER = re.compile(r"(?<!\w)((?:[A-ZÄÖÜ][\w-]*\s)*[A-ZÄÖÜ][\w-]*)['’]s\s$")
OWNED_NAME = re.compile(r"[^\s]+(?:\s[A-ZÄÖÜ][^\s]+)?['’]s (?=[A-ZÄÖÜ])")
"""CNN's Ada Moore."""

ENDED = re.compile(r"\s?(?:[.!?:;,–—]|\s\s|$)")
ADJECTIVES = 3
REACH = 100


class Attribution(NamedTuple):
    """A cue and its subject, either of which can be missing; `other` if the other one speaks."""

    cue: Cue | None
    person: Person | None
    other: bool = False
    nobody: bool = False

    @property
    def place(self) -> Span | None:
        """Where the cue stands."""
        return Span(self.cue.start, self.cue.end) if self.cue else None


def own_pronoun(m: re.Match[str] | None, f: re.Match[str] | None) -> Person | None:
    """Him or her of whom a word tells that something is theirs: in her own words, his answer."""
    own = m or f
    return Person(*own.span(), "pronoun", "m" if m else "f", False) if own else None


def is_object(scene: Scene, person: Person) -> bool:
    """Whether somebody is owner, addressee or part of a phrase: of the man, seiner Mutter."""
    if person.possessive:
        return True
    if person.role == "pronoun":  # he, er, она: the object has another form
        return False
    before = scene.told[max(0, person.start - 60) : person.start]
    words = before[before.rfind("\n") + 1 :].lower().split()[-1 - ADJECTIVES :]
    for word in reversed(words):
        if word[-1:] in ",.:;!?–—)":
            return False
        if word in entries("prepositions") or word in entries("object_articles"):
            return True
        if word in entries("determiners"):
            at = words.index(word)
            return at > 0 and words[at - 1] in entries("prepositions")
    return False


def is_subordinate(scene: Scene, start: int) -> bool:
    """Whether a clause with `when` or `als` holds a place: a pronoun behind it is another."""
    before = scene.told[max(0, start - REACH) : start]
    clause = before[max(map(before.rfind, CLAUSE_ENDS)) + 1 :].lstrip()
    return bool(clause and phrase("subordinate").match(clause))


def subjects_in(scene: Scene, start: int, end: int) -> list[Person]:
    """Whoever is mentioned within these offsets, objects left out."""
    return [person for person in scene.people_in(start, end) if not is_object(scene, person)]


def subject_of(scene: Scene, cue: Cue, start: int, end: int) -> Attribution:
    """Who the cue is about, looking no further than `start` and `end`."""
    before = scene.people_in(max(start, cue.start - 3 * REACH), cue.start)
    after = scene.people_in(cue.end, min(end, cue.end + REACH))
    if cue.shape == "quotes" and (found := _of_quoted(scene, cue, start)):
        return found
    if phrase("impersonal", "<>").match(scene.told, cue.start):
        return _of_writing(scene, cue, start, end)
    if cue.shape in ("according", "quotes"):
        source = phrase_behind(scene.told, cue.end, min(end, cue.end + REACH))
        return Attribution(cue, somebody(scene, source, end) if source else None)
    if cue.shape == "behind":
        said = phrases(scene.told, start, cue.start)
        return Attribution(cue, somebody(scene, said[-1], end) if said else None)
    if cue.shape == "said":
        return _of_noun(scene, cue, before)
    passive = phrase("passive", r"(?<!\w)<>\s+(?:\w+\s)?$")
    if not _is_participle(scene, cue) and passive.search(
        scene.told, max(start, cue.start - 24), cue.start
    ):
        found = _of_passive(scene, cue, before, after, end)
        if found:
            return found
    return _of_verb(scene, cue, before, after, (start, end))


def _of_passive(
    scene: Scene, cue: Cue, before: list[Person], after: list[Person], end: int
) -> Attribution | None:
    """Who says it by an agent, `by his mother`; of `she was told` the other one."""
    agent = phrase("agents", r"\s{1,3}(?:[\w-]+\s){0,3}?<>\s").match(
        scene.told, cue.end, min(end, cue.end + REACH)
    )
    if agent:
        by = phrase_behind(scene.told, agent.end() - 1, end)
        return Attribution(cue, somebody(scene, by, end) if by else None)
    subjects = [person for person in before if not is_object(scene, person)]
    told = subjects and phrase("told").match(scene.told, cue.start)
    return Attribution(cue, subjects[-1], other=True) if told else None


def _of_quoted(scene: Scene, cue: Cue, start: int) -> Attribution | None:
    """Who is quoted in a passive: Moore wird zitiert, zitiert wird Moore."""
    passive = phrase("quoted_passive", r"(?<!\w)<>\s[^.!?:;]{0,80}$")
    verb = passive.search(scene.told, start, cue.start)
    if not verb:
        return None
    found = subject_before(scene.told, start, verb.start())
    found = found or phrase_behind(scene.told, verb.start(), cue.start)
    return Attribution(cue, somebody(scene, found, cue.start)) if found else None


def _of_writing(scene: Scene, cue: Cue, start: int, end: int) -> Attribution:
    """In dem Antrag heißt es, heißt es in einer Mail: what is written says it."""
    behind = phrase("written_in", r"\s(?:\w+\s)?<>\s").match(scene.told, cue.end, end)
    found = phrase_behind(scene.told, behind.end() - 1, end) if behind else None
    earlier = phrases(scene.told, max(start, cue.start - REACH), cue.start)
    before = [*phrases(scene.told, max(0, cue.start - 3 * REACH), cue.start), *earlier]
    writing = next((p for p in reversed(before) if _is_writing(scene, p)), None)
    found = found or (writing if writing in earlier or not earlier else None)
    found = found or next(iter(earlier[-1:]), writing)
    return Attribution(cue, somebody(scene, found, end) if found else None)


def _is_writing(scene: Scene, found: Phrase) -> bool:
    """Whether a phrase is of a letter, a report: what darin, heißt es, is in."""
    return is_listed("writings", scene.told[found.start : found.end])


def _of_noun(scene: Scene, cue: Cue, before: list[Person]) -> Attribution:
    """Whose answer it is; where that is not said, the one's who was spoken to."""
    owned = phrase("owners", r"\s<>\s").match(scene.told, cue.end)
    named = owned and phrase_behind(scene.told, cue.end, cue.end + REACH)
    if named:
        return Attribution(cue, somebody(scene, named, named.end))
    holder = HOLDER.search(scene.told, max(0, cue.start - REACH), cue.start)
    if holder and not (before and before[-1].end > holder.start()):
        return Attribution(cue, Person(*holder.span(1), "unknown", "n", False))
    owner = before[-1] if before and before[-1].possessive else None
    if owner and len(scene.told[owner.end : cue.start].split()) < ADJECTIVES:
        return Attribution(cue, owner)
    places = scene.told, max(0, cue.start - 24), cue.start
    own = [phrase(f"own_{sex}", r"(?<!\w)<>\s(?:\w+\s)?$").search(*places) for sex in "mf"]
    person = own_pronoun(*own)
    return Attribution(cue, person, other=not person)


def _of_verb(
    scene: Scene, cue: Cue, before: list[Person], after: list[Person], within: tuple[int, int]
) -> Attribution:
    told, (start, end) = scene.told, within
    comma = told[max(0, cue.start - 3) : cue.start].rstrip().endswith(",")
    saying = [p for p in before if not is_listed("writings", scene.written(p))]
    if saying and not comma and _is_participle(scene, cue):
        return Attribution(cue, sorted(saying, key=lambda person: not person.possessive)[-1])
    # Who stands behind `told` is told.
    spoken_of = phrase("objects_behind", "<>").match(told, cue.start)
    addressed = phrase("told").match(told, cue.start) and not is_asking(told[cue.start : cue.end])
    named = [p for p in after if p.name and p.start == cue.end + 1 and not p.possessive]
    if named and comma and not spoken_of and not addressed:
        return Attribution(cue, named[0])
    subject = subject_before(told, start, cue.start)
    behind = None if spoken_of or addressed else subject_behind(told, cue.end, end)
    # A German sentence can begin with anything: Gleichzeitig mahnte er.
    he = phrase("he", r"\s<>(?!\w)").match(told, cue.end)
    apposed = comma and before and before[-1].name and told[before[-1].end : cue.start] == ", "
    if behind and (not subject or he):
        subject = behind
    elif behind and subject and comma and not apposed:
        small = told[subject.start].islower() and not subject.sure
        subject = behind if small or _is_subject(told, cue, behind) else subject
    subjects = [person for person in before if not is_object(scene, person)]
    if subject in (None, behind) and subjects and not comma:
        return Attribution(cue, subjects[-1])
    crowd = subject and subject.end + 1 == cue.start and is_somebody(scene, subject)
    if subject and not subject.sure and subjects and not crowd:
        return Attribution(cue, subjects[-1])
    if not subject:
        near = (
            p
            for p in after
            if not spoken_of and _is_near(scene, cue.end, p) and not is_object(scene, p)
        )
        near_or_before = next(near, None) or (before[-1] if before else None)
        return Attribution(cue, near_or_before or _of_ending(told, cue))
    mine = told[slice(*subject[:2])].casefold() in entries("first_person")
    return Attribution(cue, somebody(scene, subject, end), nobody=mine)


def _of_ending(told: str, cue: Cue) -> Person | None:
    """Him or her, or either, in a language whose verbs need no pronoun: сказала, ha detto."""
    forms = ((sex, phrase(f"said_{sex}", "<>")) for sex in "mfc")
    sexes = (sex for sex, form in forms if form.fullmatch(told, cue.start, cue.end))
    sex = next(sexes, None)
    return Person(cue.start, cue.end, "pronoun", sex, False) if sex else None


def subject_of_sentence(
    scene: Scene, start: int, end: int, *, thing: bool = False
) -> Person | None:
    """Who, or what, a sentence is about: its first noun phrase that is no object."""
    told = scene.told
    for found in scene.phrases(start, end):
        first = found.sure or told[found.start].isupper()
        if first and not found.object:
            person = somebody(scene, found, end)
            named = person and (person.name or person in scene.people_in(person.start, person.end))
            return person if thing or named or is_somebody(scene, found) else None
    return None


def is_somebody(scene: Scene, found: Phrase) -> bool:
    """Whether a phrase of nobody known is a name of the text, or a noun for a human being."""
    names = bisect_left(scene.names, found[:1]), bisect_left(scene.names, (found.end,))
    noun = scene.told[found.start : found.end].split()[-1]
    return names[0] < names[1] or is_listed("somebody", noun)


def _is_subject(told: str, cue: Cue, behind: Phrase) -> bool:
    """Whether a phrase behind a verb must be its subject: `, said the man.`, `, sagte er ihm`."""
    first = phrase("first_of_subject", r"\s<>(?!\w)").match(told, cue.end)
    return bool(first) or bool(ENDED.match(told, behind.end))


def somebody(scene: Scene, found: Phrase, end: int) -> Person | None:
    """A phrase as somebody mentioned, by its last word; else as it stands."""
    told = scene.told
    people = scene.people_in(max(0, found.start - REACH), found.end)
    # A language without articles sets subject and addressee side by side: солдат матери.
    first = [p for p in people if p.start == found.start and p.role in CALLERS and not p.possessive]
    heads = first or [person for person in people if person.end >= found.end]
    if heads or told[found.start : found.end].casefold() in entries("subject_pronouns"):
        return heads[-1] if heads else None
    start, whole = found.start, with_owner(told, found, end)
    inside = scene.people_in(found.start, whole.end)
    role = next((person.role for person in inside if person.role in OUTSIDERS), None)
    owned = OWNED_NAME.match(told, found.start, found.end)
    start = owned.end() if owned else found.start
    words = told[start : whole.end]
    role = role or next((known for _, _, known in people_words().find(words.split("-")[-1])), "")
    role = role.split()[0] if role else "unknown"
    return Person(start, whole.end, role, gender_of(words), False)


def _is_participle(scene: Scene, cue: Cue) -> bool:
    return scene.told[cue.start : cue.end].lower().endswith("ing")


def _is_near(scene: Scene, at: int, person: Person) -> bool:
    between = scene.told[at : person.start]
    return len(between.split()) <= ADJECTIVES + 2 and not re.search(r"[,:;.]", between)
