"""Who the labels of a transcript stand for: its legend, and roles that labels name."""

import re
from collections.abc import Sequence
from functools import lru_cache

from analysis.parsing.spans import Paragraph
from analysis.parsing.speech.people import find_people
from analysis.parsing.words import read_words

PLAIN = ("soldier", "mother", "wife", "relative", "comrade", "official", "politician", "journalist")

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
        if role in PLAIN and not person.possessive:
            return role
    for role, pattern in label_patterns().items():
        if pattern.fullmatch(label.strip()):
            return role
    return "unknown"


@lru_cache(maxsize=1)
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
