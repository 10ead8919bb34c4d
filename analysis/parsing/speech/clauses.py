"""The noun phrases of a clause, and which of them is the subject of its word of saying.

No grammar: phrases are told apart by the small words of a language, and what stands behind a
preposition, or has the article of an object, is no subject.
"""

import re
from functools import cache
from typing import NamedTuple

from analysis.parsing.sentences import SHORTENED
from analysis.parsing.speech.cues import is_cue_word
from analysis.parsing.wordlists import LARGE, entries, is_listed, phrase, word_set

TOKEN = re.compile(
    rf"(?:[{LARGE}]\.)+(?:\s?-?[{LARGE}]\.)*|[A-Z][a-z]{{1,4}}\.(?=\s?[{LARGE}])"
    r"|[^\W_][\w’'-]*(?<=\w)"
    r"|\([^()]{0,30}\)|\s{3,}|[^\w\s]"
)
"""Initials and titles keep their stop; what stands in brackets is passed over."""

STOP = re.compile(rf"[.!?;:]{SHORTENED}(?:\[\d+\])?(?=\s)")
NEXT = re.compile(r"\s(\w+)")
PARTS = re.compile(r",\s|\s\|\s|\s[–—-]\s|[–—]")
MARKS = ",;:.!?–—"
OPENING = '“„"«»‚‘'
AROUND = f"({OPENING}”’›‹"
FAR = 3
"""Words between a word of saying and its subject behind it at most."""

ENDINGS = ("e", "em", "en", "er", "es")
"""Of a German adjective, behind which comes its noun."""


class Phrase(NamedTuple):
    """A noun phrase; `object` if it is no subject, `sure` if it has an article or is a name."""

    start: int
    end: int
    object: bool = False
    sure: bool = True


def phrases(told: str, start: int, end: int) -> list[Phrase]:
    """The noun phrases between two places, in text order, each up to its next small word."""
    found: list[Phrase] = []
    at = last = -1
    behind = sure = large = False
    for token in TOKEN.finditer(told, start, end):
        word, kind = token.group(), _kind_behind(told, token, at, last, end)
        if kind == "passed":
            at = token.end() if word in OPENING and last < 0 <= at else at  # der „Bote“
            continue
        if kind == "noun" and behind and _begins_name(told, at, last, token):
            found.append(Phrase(at, last, behind, sure))
            at, last, behind, sure, large = *token.span(), False, True, False
            continue
        small = large and word[0].islower()
        if kind == "noun" and at >= 0 and not (small and _is_headed(told, at, last)):
            last, sure = token.end(), sure or word[0].isupper()
            continue
        if at >= 0:
            if ended := _ended(told, Phrase(at, last, behind, sure), token.start()):
                found.append(ended)
                behind = False
            kind = "other" if kind == "noun" else kind
            at = last = -1
        if kind in ("article", "object", "noun"):
            at, last = token.start(), token.end() if kind == "noun" else -1
            sure = kind != "noun" or (word[0].isupper() and (at > start or _is_first(told, last)))
            large = word.casefold() in entries("large_nouns")
            behind = behind or kind == "object" or _is_owner(told, found, token)
        else:
            behind = kind == "preposition"
            found += [Phrase(*token.span())] if kind == "pronoun" else []
    ended = _ended(told, Phrase(at, last, behind, sure), end)
    return [*found, ended] if ended else found


def _is_first(told: str, end: int) -> bool:
    """Whether a first word is a subject: behind it stands an auxiliary."""
    after = NEXT.match(told, end)
    return bool(after and is_listed("auxiliaries", after[1]))


def _ended(told: str, found: Phrase, end: int) -> Phrase | None:
    """A phrase with a noun, or one that is an article alone: One said, said another."""
    if found.end > found.start >= 0:
        return found
    alone = found.start >= 0 and phrase("stand_alone", r"(<>)\s*").fullmatch(told, found.start, end)
    return found._replace(end=alone.end(1), sure=True) if alone else None


def _is_headed(told: str, at: int, last: int) -> bool:
    """Whether a phrase has a noun already, and no owner only."""
    return last > at >= 0 and not told.endswith(("'s", "’s"), at, last)


def _kind_behind(told: str, token: re.Match[str], at: int, last: int, end: int) -> str:
    """What a word is where it stands, behind what there is of a phrase."""
    word = token.group()
    kind = kind_of_word(word)
    if at < 0:
        return "other" if kind == "either" else kind
    if is_listed("noun_or_pronoun", word):
        return "noun"  # the man, but German man says
    if kind == "either":  # the report, but: they report; the retired nurse, but: she retired
        after = NEXT.match(told, token.end(), end)
        ends = not after or kind_of_word(after[1]) in ("preposition", "other")
        noun = not _is_headed(told, at, last) or (ends and not word.endswith("ed"))
        return "noun" if noun else "other"
    if last > at and told[at:last] in word_set("people_names", "titles"):
        return "noun" if kind in ("preposition", "article") else kind  # Frau von Welden
    if last < 0 and kind == "preposition":
        return "passed"  # one of them
    own = last < 0 and kind == "article" and phrase("possessives").match(told, at)
    return "noun" if own else kind  # his son, which is an article of French


def _is_owner(told: str, found: list[Phrase], token: re.Match[str]) -> bool:
    """Whether an article is of a genitive: der Sprecher der Feuerwehr."""
    if not found or not is_listed("genitive", token.group()):
        return False
    start, end, *_ = found[-1]
    return told[start:end].split()[-1][0].isupper() and not told[end : token.start()].strip()


def _begins_name(told: str, at: int, last: int, token: re.Match[str]) -> bool:
    """In mitigation Ada Moore: behind a small noun without article a name is another phrase."""
    small = last > at >= 0 and told[at:last].islower() and not told.endswith(ENDINGS, at, last)
    return small and token.group()[0].isupper()


@cache
def kind_of_word(word: str) -> str:
    """What a word is for noun phrases: noun (or adjective), article, object, preposition ..."""
    low = word.casefold()
    if word[0] in AROUND or word.isdigit() or (word.islower() and is_listed("adverbs", word)):
        return "passed"
    if not word[0].isalnum():
        return "other"
    for kind, words in _kinds().items():
        if low in words:
            return kind
    if not word[0].islower():
        return "noun"
    if is_listed("noun_or_verb", word) or is_listed("cue_nouns", word):
        return "either"
    verb = is_listed("finite", word) or is_listed("subjunctive", word)
    return "other" if verb or is_cue_word(word) else "noun"


@cache
def _kinds() -> dict[str, frozenset[str]]:
    return {
        "pronoun": entries("subject_pronouns"),
        "object": entries("object_articles"),
        "article": entries("determiners"),
        "preposition": entries("prepositions"),
        "other": entries("connectives"),
    }


def subject_before(told: str, start: int, end: int) -> Phrase | None:
    """The subject of a verb that begins at `end`, in the clause from `start` on."""
    start = max([start, *(stop.end() for stop in STOP.finditer(told, start, end))])
    inner = list(PARTS.finditer(told, start, end))
    parts = [start, *(part.end() for part in inner)]
    ends = [*(part.start() for part in inner), end]
    relative = phrase("relatives", r"(?<!\w)<>\s(?:[^\W\d]+\s){0,3}$").search(told, parts[-1], end)
    if relative and not phrases(told, relative.start(), end):
        before = phrases(told, start, relative.start())
        return before[-1] if before else None
    who = len(parts) > 1 and phrase("relative", r"\s*<>(?!\w)").match(told, parts[-1], end)
    to_say = phrase("infinitive", r"(?<!\w)<>\s$").search(told, parts[-1], end)
    own = None if who or (to_say and len(parts) > 1) else _of_part(told, parts[-1], end)
    if own and len(parts) > 1 and told[own.start].isupper():
        own = own._replace(sure=True)  # no sentence begins behind a comma
    if own or len(parts) == 1:
        return own or _of_part(told, parts[-1], end)
    # What stands between two commas is inserted: the chief, Ada Moore, who knows him, said.
    whole: list[Phrase] = []
    for first, last in zip(parts[:-1], ends[:-1], strict=True):
        aside = phrase("asides", r"\s*<>(?!\w)"), phrase("inserted", r"\s*<>(?!\w)")
        form = aside[first > start]
        if not form.match(told, first, last):
            whole += [p for p in phrases(told, first, last) if not p.object]
    found = next((p for p in whole if p.sure), None) or next(iter(whole), None)
    return found or _of_part(told, parts[-1], end)


def _of_part(told: str, start: int, end: int) -> Phrase | None:
    """The subject in a part without commas: of the last clause in it that has one."""
    found = [p for p in phrases(told, start, end) if not p.object]
    sure = [p for p in found if p.sure] or found[-1:]
    if not sure:
        return None
    if kind_of_word(told[sure[-1].start : sure[-1].end]) == "pronoun":
        return sure[-1]
    best = sure[0]
    for each in sure[1:]:
        between = told[best.end : each.start].split()
        if between in (["and"], ["und"], ["&"]):
            best = best._replace(end=each.end)
        elif between and between[-1].casefold() in entries("clauses"):
            best = each
        elif not between and is_saying(told, best):
            best = each  # a claim the company denied
    return best


def is_saying(told: str, found: Phrase) -> bool:
    """Whether a noun phrase is of something said: a claim, his answer."""
    return bool(phrase("cue_said", r"(?:.*\s)?<>").fullmatch(told, *found[:2]))


def subject_behind(told: str, start: int, end: int) -> Phrase | None:
    """The subject of a verb that ends at `start`, right behind it."""
    found = phrase_behind(told, start, end)
    return found if found and not found.object else None


def phrase_behind(told: str, start: int, end: int) -> Phrase | None:
    """The noun phrase right behind a word, in its part of the sentence."""
    for token in TOKEN.finditer(told, start, end):
        if token.group() in MARKS or token.group().isspace():
            end = token.start()
            break
    found = [p for p in phrases(told, start, end) if len(told[start : p.start].split()) <= FAR]
    return next((p for p in found if p.sure), None) or next(iter(found), None)


def with_owner(told: str, found: Phrase, end: int) -> Phrase:
    """A phrase with what belongs to it: a spokesman for the trust, the head of the board."""
    bare = kind_of_word(told[found.start : found.end].split()[0]) != "article"
    owner = None if bare else phrase("owned", r"\s<>\s").match(told, found.end, end)
    more = phrases(told, owner.end() - 1, min(end, owner.end() + 80)) if owner else []
    begins = more and not told[owner.end() - 1 : more[0].start].strip() if owner else False
    return found._replace(end=more[0].end) if begins else found
