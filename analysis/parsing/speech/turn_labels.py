"""Who the labels of a transcript stand for: a legend, roles that labels name or leave open."""

import re
from collections.abc import Sequence
from functools import cache

from analysis.parsing.spans import KNOWN_ROLES, Paragraph, Turn
from analysis.parsing.speech.people import find_people, kin_of_woman
from analysis.parsing.wordlists import read_words

SEXES = {"man": "soldier", "woman": "unknown"}

LEGEND_ENTRY = re.compile(
    r"[(\[]?(?<![\w])(?P<code>[^\W\d_]{1,3}\d?|\d)[)\]]?\s?(?:=|–|—|-|:)\s?"
    r"(?P<who>[^\W\d_][^=;,()\[\]\n:]{2,40}?)(?=\s*(?:$|[;,.\n]|[)\]]|[(\[]?\b[^\W\d_]{1,3}\d?[)\]]?\s?[=–—:]))"
)

LEGEND_HEAD = re.compile(
    r"(?:Legend|Legende|Key|Speakers|Sprecher|Participants|Personen)\s?:\s*", re.I
)
LISTED = re.compile(
    r"\s*[(\[]?(?P<code>[^\W\d_]{1,3}\d?|\d)[)\]]?\s?(?:=|–|—|-|:)\s?(?P<who>[^\W\d_].{2,80}?)\s*$"
)
"""An entry of a legend of one line, between semicolons: W – woman (his wife)."""

LEGEND_LENGTH = 160
LEAST = 2
"""One entry is a sentence with a dash; two are a legend."""


def read_legend(text: str, paragraphs: Sequence[Paragraph]) -> dict[str, str]:
    """What the codes of a transcript stand for: (R)=Russian soldier (M)=Mother."""
    found: dict[str, str] = {}
    for paragraph in paragraphs:
        if LEGEND_HEAD.match(text, paragraph.start, paragraph.end):
            found |= _listed(text, paragraph)
            continue
        if paragraph.kind == "furniture" or paragraph.end - paragraph.start > LEGEND_LENGTH:
            continue
        entries = list(LEGEND_ENTRY.finditer(text, paragraph.start, paragraph.end))
        known = [entry for entry in entries if role_of_label(entry["who"]) != "unknown"]
        if paragraph.kind == "legend" or (len(entries) >= LEAST and len(known) == len(entries)):
            for entry in entries:
                found.setdefault(entry["code"].casefold(), entry["who"].strip())
    return found


def _listed(text: str, paragraph: Paragraph) -> dict[str, str]:
    head = LEGEND_HEAD.match(text, paragraph.start, paragraph.end)
    parts = text[head.end() : paragraph.end].split(";") if head else []
    entries = [entry for part in parts if (entry := LISTED.fullmatch(part))]
    return {entry["code"].casefold(): entry["who"] for entry in entries}


def role_of_label(label: str) -> str:
    """The role that a label names; unknown for a name or a number.

    What brackets add tells more than a man or a woman before them.
    """
    head, bracket, more = label.partition("(")
    if bracket and (within := role_of_label(more.rstrip(")"))) != "unknown":
        return within
    label = head if bracket else label
    for person in find_people(label):
        role = SEXES.get(person.role, person.role)
        if role in KNOWN_ROLES and not person.possessive:
            return role
    for role, pattern in label_patterns().items():
        if pattern.fullmatch(label.strip()):
            return role
    return "unknown"


@cache
def label_patterns() -> dict[str, re.Pattern[str]]:
    """Labels that stand for a speaker beyond the nouns for people, by role."""
    lists = read_words("transcripts")
    return {role: re.compile("|".join(forms), re.IGNORECASE) for role, forms in lists.items()}


def is_legend(text: str, paragraph: Paragraph, legend: dict[str, str]) -> bool:
    """Whether a line explains the codes of a transcript rather than speaking itself."""
    entries = list(LEGEND_ENTRY.finditer(text, paragraph.start, paragraph.end))
    if paragraph.kind == "legend":
        return True
    return len(entries) >= LEAST and all(entry["code"].casefold() in legend for entry in entries)


PAIR = 2
NEAR = 1500
"""Signs before a transcript in which its parties are told."""

INTERVIEW = re.compile(
    r"\b(?:interview\w*|spoke (?:with|to)|talked to|we asked|we ask|asked him|asked her"
    r"|im Gespräch mit|sprach mit|gefragt)\b",
    re.IGNORECASE,
)
"""Where a paper asks, dashes part its questions from the answers."""

MARKS = "“”„\"«»‘’‚'‹›「」"
STAFF = re.compile(
    r"(?:^|[,(\s])(?:HOST|BYLINE|ANCHOR|REPORTER|CORRESPONDENT|PRESENTER|MODERATOR(?:IN)?|REPORTER(?:IN)?"
    r"|KORRESPONDENT(?:IN)?|INTERVIEWER(?:IN)?)\)?$",
    re.I,
)
"""Behind a name, or alone, it says that somebody works for the broadcaster."""

MAN = re.compile(r"(?:er|he|man|mann|male(?: voice)?|männerstimme|unidentified man)", re.I)
WOMAN = re.compile(
    r"(?:sie|she|woman|frau|female(?: voice)?|frauenstimme|unidentified woman)", re.I
)

ADDRESSED = (",", ".", "!", "?", "…")


def name_voices(text: str, turns: list[Turn]) -> list[Turn]:
    """The turns with roles for reporters and for the man and the woman of a call."""
    return _with_woman(text, _with_staff(_with_reporter(text, turns)))


def _with_staff(turns: list[Turn]) -> list[Turn]:
    """Whoever is once labelled as host or reporter is one under the surname, too."""
    staff = set()
    for label in {turn.speaker or "" for turn in turns}:
        if STAFF.search(label):
            words = label.split(",")[0].split()
            staff |= {label.casefold(), " ".join(words).casefold(), words[-1].casefold()}
    return [
        turn._replace(role="journalist") if (turn.speaker or "").casefold() in staff else turn
        for turn in turns
    ]


def _with_reporter(text: str, turns: list[Turn]) -> list[Turn]:
    """Of the two voices of an interview the one who asks is the reporter."""
    labels = list(dict.fromkeys(turn.speaker for turn in turns))
    if len(labels) != PAIR or any(turn.role != "unknown" for turn in turns):
        return turns
    if not INTERVIEW.search(text, 0, turns[0].start):
        return turns
    asking = [
        label
        for label in labels
        if all(
            text[turn.start : turn.end].rstrip(MARKS).endswith("?")
            for turn in turns
            if turn.speaker == label
        )
    ]
    if len(asking) != 1:
        return turns
    return [turn._replace(role="journalist") if turn.speaker in asking else turn for turn in turns]


def _with_woman(text: str, turns: list[Turn]) -> list[Turn]:
    """He is the soldier of a call, and she whoever the text says that he talks to."""
    turns = [
        turn._replace(role="soldier")
        if turn.role == "unknown" and MAN.fullmatch(turn.speaker or "") and _told(text, turns)
        else turn
        for turn in turns
    ]
    role = _woman(text, turns)
    if not role or any(turn.role == role for turn in turns):
        return turns
    return [
        turn._replace(role=role)
        if turn.role == "unknown" and _is_woman(turn.speaker or "")
        else turn
        for turn in turns
    ]


def _told(text: str, turns: list[Turn]) -> bool:
    """Whether the report has a soldier before its transcript."""
    before = text[max(0, turns[0].start - NEAR) : turns[-1].end]
    return any(person.role == "soldier" for person in find_people(before))


def _woman(text: str, turns: list[Turn]) -> str | None:
    """Mother if the soldier calls her mum, else what the text before the call says."""
    spoken = " ".join(text[turn.start : turn.end] for turn in turns if turn.role == "soldier")
    people = find_people(spoken)
    if any(p.role == "mother" and spoken[p.end : p.end + 1] in ("", *ADDRESSED) for p in people):
        return "mother"
    women = [turn for turn in turns if _is_woman(turn.speaker or "")]
    if not women:
        return None
    before = text[max(0, women[0].start - NEAR) : women[0].start]
    named = [p.role for p in find_people(before) if p.role in ("mother", "wife")]
    return named[-1] if len(set(named)) == 1 else kin_of_woman(before)


def _is_woman(label: str) -> bool:
    return bool(WOMAN.fullmatch(label)) or any(p.role == "woman" for p in find_people(label))
