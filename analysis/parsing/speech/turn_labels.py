"""Who the labels of a transcript stand for: a legend, roles that labels name or leave open."""

import re
from collections.abc import Sequence
from functools import cache

from analysis.parsing.spans import KNOWN_ROLES, Paragraph, Turn
from analysis.parsing.speech.people import addressed, find_people, kin_of_woman
from analysis.parsing.wordlists import phrase, read_words

SEXES = {"man": "soldier", "woman": "unknown"}
CODE = re.compile(
    r"[(\[]?(?<!\w)(?P<code>[^\W\d_a-zà-ÿа-яіїєґ]{1,3}\d?|\d)[)\]]?\s?(?:=|[–—:-](?=\s))\s?"
)
NEAR = 1500
"""Signs before a transcript in which its parties are told."""

MARKS = "“”„\"«»‘’‚'‹›「」"


def legend_of(text: str, paragraph: Paragraph) -> dict[str, str]:
    """What a line says that the codes of a transcript stand for: (R)=Russian soldier (M)=Mother."""
    head = phrase("legend_heads", r"<>\s?:\s*").match(text, paragraph.start, paragraph.end)
    if not head and paragraph.kind != "legend":
        return {}
    codes = list(CODE.finditer(text, head.end() if head else paragraph.start, paragraph.end))
    ends = [*(code.start() for code in codes), paragraph.end][1:]
    meanings = (
        text[code.end() : end].split(";")[0].strip(" \u00a0,.")
        for code, end in zip(codes, ends, strict=True)
    )
    return {code["code"].casefold(): who for code, who in zip(codes, meanings, strict=True)}


def role_of_label(label: str) -> str:
    """The role that a label names; unknown for a name or a number.

    What brackets add tells more than a man or a woman before them.
    """
    head, bracket, more = label.partition("(")
    if bracket and (within := role_of_label(more.rstrip(")"))) != "unknown":
        return within
    for person in find_people(head):
        role = SEXES.get(person.role, person.role)
        if role in KNOWN_ROLES and not person.possessive:
            return role
    patterns = label_patterns().items()
    return next((role for role, known in patterns if known.fullmatch(head.strip())), "unknown")


@cache
def label_patterns() -> dict[str, re.Pattern[str]]:
    """Labels that stand for a speaker beyond the nouns for people, by role."""
    lists = read_words("transcripts")
    return {role: re.compile("|".join(forms), re.IGNORECASE) for role, forms in lists.items()}


def is_staff(label: str) -> bool:
    """Whether a label says that somebody works for the broadcaster: ADA MOORE, HOST."""
    return bool(phrase("staff", r"(?:^|[,(\s])<>\)?$").search(label))


def is_interview(text: str, end: int) -> bool:
    """Whether a text tells, before a transcript, that a paper asks."""
    return bool(phrase("interview").search(text, 0, end))


def name_voices(text: str, turns: list[Turn]) -> list[Turn]:
    """The turns with roles for reporters and for the man and the woman of a call."""
    roles = {turn.speaker: turn.role for turn in turns}
    roles |= _staff(text, turns, roles)
    near = max(0, turns[0].start - NEAR)
    told = any(person.role == "soldier" for person in find_people(text[near : turns[-1].end]))
    for label, role in roles.items():
        if role == "unknown" and told and phrase("a_man").fullmatch(label):
            roles[label] = "soldier"
    women = [label for label in roles if _is_woman(label)]
    woman = _woman(text, turns, roles, women)
    if woman and woman not in roles.values():
        roles |= {label: woman for label in women if roles[label] == "unknown"}
    return [turn._replace(role=roles[turn.speaker]) for turn in turns]


def _staff(text: str, turns: list[Turn], roles: dict[str, str]) -> dict[str, str]:
    """Whoever is labelled as host, under the surname, too; of an interview the one who asks."""
    staff = set()
    for label in filter(is_staff, roles):
        name = label.split(",")[0].casefold()
        staff |= {label.casefold(), name, name.split()[-1]}
    labels = [label for label in roles if label.casefold() in staff]
    unknown = all(role == "unknown" for role in roles.values())
    if len(roles) == 2 and unknown and is_interview(text, turns[0].start):
        asking = {turn.speaker for turn in turns} - {
            turn.speaker for turn in turns if not asks(text, turn)
        }
        labels += asking if len(asking) == 1 else []
    return dict.fromkeys(labels, "journalist")


def asks(text: str, turn: Turn) -> bool:
    """Whether a turn ends with a question."""
    return text[turn.start : turn.end].rstrip(MARKS).endswith("?")


def _woman(text: str, turns: list[Turn], roles: dict[str, str], women: Sequence[str]) -> str | None:
    """Mother if the soldier calls her mum, else what the text before the call says."""
    spoken = (text[turn.start : turn.end] for turn in turns if roles[turn.speaker] == "soldier")
    if any(addressed(words) == "mother" for words in spoken):
        return "mother"
    first = next((turn.start for turn in turns if turn.speaker in women), 0)
    before = text[max(0, first - NEAR) : first]
    named = {person.role for person in find_people(before)} & {"mother", "wife"}
    return named.pop() if len(named) == 1 else kin_of_woman(before)


def _is_woman(label: str) -> bool:
    named = any(person.role == "woman" for person in find_people(label))
    return named or bool(phrase("a_woman").fullmatch(label))
