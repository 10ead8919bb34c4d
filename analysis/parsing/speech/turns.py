"""Transcripts -> turns: what one speaker says before the next one does."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from analysis.parsing.spans import CALLERS, Paragraph, Turn
from analysis.parsing.speech.people import addressed, find_people
from analysis.parsing.speech.turn_labels import (
    INTERVIEW,
    MARKS,
    STAFF,
    is_legend,
    label_patterns,
    name_voices,
    read_legend,
    role_of_label,
)

BULLET = r"(?:[•·▪‣◦●*+-]\s+|\d{1,3}[.)]\s+|\[?\(?\d{1,2}:\d\d(?::\d\d)?\)?\]?\s*)?"
LABEL = re.compile(
    BULLET
    + r"(?P<emphasis>\*{1,2}|_{1,2})?(?P<open>[(\[<])?"
    + r"(?P<label>[^\W_][^:()\[\]<>*\n“”„\"«»=]{0,38}?)"
    + r"(?:[)\]>](?:\*{1,2}|_{1,2})?\s?[:.–—-]?"
    + r"|(?:\s\([^()\n]{1,40}\))?\s?(?:[:：](?:\*{1,2}|_{1,2})?|(?:\*{1,2}|_{1,2})\s?[:：–—-]))"
    + r"[ \t\u00a0\u202f]*"
)
CAST = re.compile(
    r"(?P<label>(?:[A-ZÄÖÜ][A-ZÄÖÜ.'’-]+ ){0,3}[A-ZÄÖÜ][A-ZÄÖÜ.'’-]+(?:, [A-ZÄÖÜ][A-ZÄÖÜ ]+)?)"
    r"(?: \([^()\n]{1,40}\))?:[ \t\u00a0\u202f]*"
)
"""A broadcaster's transcript names voices in capitals: ADA MOORE, HOST:"""

DASH = re.compile(r"[–—―-][ \t\u00a0\u202f]*(?=\S)")
LEAST_CAST = 3
LEAST = 2
"""One line with a label is a sentence with a colon; two are a transcript."""

LEAST_DASHES = 3
"""Dashes also begin the items of a list, which has no two in a row ending like speech."""

CALLED = {"mother": "mother", "father": "relative", "soldier": "soldier"}
BLANKS = " \t\u00a0\u202f\u2009\u200b\ufeff"
SPOKEN_ENDS = '.!?…»”"“)’*'


class _Line(NamedTuple):
    start: int
    end: int
    label: str | None


def parse_turns(text: str, paragraphs: Sequence[Paragraph]) -> list[Turn]:
    """The turns of the transcripts in a text, in text order.

    Parameters
    ----------
    text
        The untouched text.
    paragraphs
        What `parse_paragraphs` returns for it.

    Returns
    -------
    list of Turn
        The span is the words spoken, without label, bullet and enclosing marks. `speaker` is what
        the legend gives for the label, or the label. A text without a transcript has none.

    Examples
    --------
    >>> from analysis.parsing.layout.paragraphs import parse_paragraphs
    >>> call = "(S)=soldier (M)=mother\\n(S): It rains.\\n(M): Still?"
    >>> [(turn.speaker, call[turn.start : turn.end])
    ...  for turn in parse_turns(call, parse_paragraphs(call))]
    [('soldier', 'It rains.'), ('mother', 'Still?')]
    """
    legend = read_legend(text, paragraphs)
    lines = _labelled(text, paragraphs, legend)
    if len(lines) < LEAST:
        lines = _dashed(text, paragraphs)
        return _alternating(text, paragraphs, lines) if len(lines) >= LEAST_DASHES else []
    turns = []
    for line in lines:
        label = line.label or ""
        speaker = legend.get(label.casefold(), label)
        turns.append(Turn(line.start, line.end, speaker, role_of_label(speaker)))
    return name_voices(text, turns)


def _labelled(text: str, paragraphs: Sequence[Paragraph], legend: dict[str, str]) -> list[_Line]:
    """Lines that begin with a label which is known, or comes back."""
    matched = []
    cast = _cast(text, paragraphs)
    if len(cast) >= LEAST_CAST:
        return cast
    for paragraph in paragraphs:
        if paragraph.kind == "furniture":
            continue
        match = LABEL.match(text, paragraph.start, paragraph.end)
        if match and match.end() < paragraph.end and not is_legend(text, paragraph, legend):
            matched.append((paragraph, match))
    counts = Counter(match["label"].casefold() for _, match in matched)
    several = len(counts) > 1
    found = []
    for paragraph, match in matched:
        label = match["label"].strip()
        key = label.casefold()
        coded = bool(match["open"] or match["emphasis"]) and counts[match["label"].casefold()] > 1
        named = several and _is_label(label, counts[match["label"].casefold()])
        if key in legend or coded or named or paragraph.kind == "transcript_turn":
            found.append(_Line(*_words(text, match.end(), paragraph.end), label))
    return found


def _cast(text: str, paragraphs: Sequence[Paragraph]) -> list[_Line]:
    """The turns of a transcript whose labels are capitals, on a line of their own or not."""
    found: list[_Line] = []
    waiting = ""
    for paragraph in paragraphs:
        match = CAST.match(text, paragraph.start, paragraph.end)
        if match and match.end() == paragraph.end:
            waiting = match["label"]
        elif match or (waiting and paragraph.kind != "furniture"):
            start = match.end() if match else paragraph.start
            label = match["label"] if match else waiting
            found.append(_Line(*_words(text, start, paragraph.end), label))
            waiting = ""
    several = len({line.label for line in found}) > 1
    known = any(STAFF.search(line.label or "") for line in found)
    return found if several and known else []


def _is_label(label: str, count: int) -> bool:
    """Whether words before a colon name a speaker rather than introduce a sentence."""
    if len(label.split()) > 3:
        return False
    if any(pattern.fullmatch(label) for pattern in label_patterns().values()):
        return True
    people = find_people(label)
    if people and people[-1].end == len(label) and people[-1].role != "pronoun":
        return True
    return count > 1 and label[:1].isupper() and len(label.split()) <= 2


def _dashed(text: str, paragraphs: Sequence[Paragraph]) -> list[_Line]:
    """The longest run of paragraphs that begin with a dash and end like speech."""
    runs: list[list[_Line]] = [[]]
    for paragraph in paragraphs:
        if paragraph.kind in ("furniture", "caption"):
            continue
        match = DASH.match(text, paragraph.start, paragraph.end)
        if match and paragraph.kind != "subheading" and text[paragraph.end - 1] in SPOKEN_ENDS:
            runs[-1].append(_Line(*_words(text, match.end(), paragraph.end), None))
        elif runs[-1]:
            runs.append([])
    longest = max(runs, key=len)
    lively = any(text[line.start : line.end].rstrip(MARKS)[-1:] in ("?", "!") for line in longest)
    return longest if lively else []


def _alternating(text: str, paragraphs: Sequence[Paragraph], lines: list[_Line]) -> list[Turn]:
    """Dashes name nobody: two known parties take turns, the soldier first unless addressed."""
    before = text[: lines[0].start]
    if INTERVIEW.search(before) and _asks_first(text, lines):
        asking = ("journalist", "unknown")
        return [Turn(each.start, each.end, "", asking[at % 2]) for at, each in enumerate(lines)]
    roles = [person for person in find_people(before) if person.role in CALLERS]
    common = [role for role, _ in Counter(person.role for person in roles).most_common(2)]
    if len(common) < 2:
        return [Turn(line.start, line.end, "", "unknown") for line in lines]
    parties = _in_order(text, lines, common)
    return [
        Turn(line.start, line.end, parties[number % 2], parties[number % 2])
        for number, line in enumerate(lines)
    ]


def _asks_first(text: str, lines: list[_Line]) -> bool:
    """Whether the first of two asks all the questions."""
    asks = [text[line.start : line.end].rstrip(MARKS).endswith("?") for line in lines]
    return all(asks[::2]) and not any(asks[1::2])


def _in_order(text: str, lines: list[_Line], parties: list[str]) -> list[str]:
    """Whoever says mum is not the mother: the parties with the first speaker first."""
    for number, line in enumerate(lines):
        called = CALLED.get(addressed(text[line.start : line.end]) or "")
        if called in parties:
            speaker = next(role for role in parties if role != called)
            return [speaker, called] if number % 2 == 0 else [called, speaker]
    return sorted(parties, key=lambda role: role != "soldier")


def _words(text: str, start: int, end: int) -> tuple[int, int]:
    """The words of a turn, without blanks, emphasis and marks that enclose all of it."""
    inner = text[start:end]
    start += len(inner) - len(inner.lstrip(BLANKS))
    end -= len(inner) - len(inner.rstrip(BLANKS))
    enclosed = end - start > 2 and text[start] in MARKS and text[end - 1] in MARKS
    if enclosed and not any(sign in MARKS[:7] for sign in text[start + 1 : end - 1]):
        return start + 1, end - 1
    return start, end
