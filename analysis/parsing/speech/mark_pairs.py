"""Quotation marks -> pairs, and what to do where one of a pair is missing.

Works on one paragraph: a mark without its partner costs at most this paragraph.
"""

import re
from typing import NamedTuple

from analysis.parsing.speech.cues import find_cues
from analysis.parsing.speech.marks import Mark, find_marks

CLOSERS = {
    "“": '”"“',
    '"': '"”“',
    "„": '“”"',
    "”": '”"',
    "«": "»",
    "»": "«»",
    "‘": "’'",
    "'": "'’",
    "‚": "‘’'",
    "’": "’'",
    "‹": "›",
    "›": "‹›",
    "「": "」",
    "『": "』",
    "〝": "〟〞",
}
"""What may close what has been opened; the first is the proper partner."""

DEPTH = 6
"""Quotations within quotations beyond this are noise, and would cost time."""

HEADING = 120
"""Letters of a heading that is a quotation whose opening mark was lost."""

CLAUSE = 5
"""Words of a clause like `, the tired soldier says`."""

SENTENCE_END = re.compile(r"[.!?…][)\]]*(?=\s)")
INTRODUCED = re.compile(r":\s+(?=\S)")
SPEECH_ENDS = ".,!?…"


class Pair(NamedTuple):
    """What stands between two marks; a missing one is where the paragraph begins or ends."""

    start: int
    end: int
    opened: bool
    closed: bool
    single: bool


def pair_marks(text: str, start: int, end: int) -> list[Pair]:
    """The quotations of a paragraph by their start, outer ones first."""
    pairing = _Pairing(find_marks(text, start, end))
    pairing.run()
    pairing.repair()
    pairs = [Pair(one.end, other.start, True, True, one.single) for one, other in pairing.pairs]
    pairs.sort()
    pairs += uncrossed(_missing_closers(text, pairing.stack, pairs, end), pairs)
    pairs += uncrossed(_missing_openers(text, pairing.strays, pairs, start, end), pairs)
    return sorted(
        (pair for pair in pairs if pair.start < pair.end), key=lambda p: (p.start, -p.end)
    )


def uncrossed(guessed: list[Pair], pairs: list[Pair]) -> list[Pair]:
    """The guessed pairs that stand within each of the others, around it or apart from it."""
    return [
        one
        for one in guessed
        if not any(
            one.start < other.start < one.end < other.end
            or other.start < one.start < other.end < one.end
            for other in pairs
        )
    ]


class _Pairing:
    def __init__(self, marks: list[Mark]) -> None:
        self.marks = marks
        self.stack: list[Mark] = []
        self.pairs: list[tuple[Mark, Mark]] = []
        self.strays: list[Mark] = []

    def run(self) -> None:
        free, held = _later_closers(self.marks)
        for number, mark in enumerate(self.marks):
            at = self.opener_of(mark)
            if mark.doubtful:
                nested = at > 0 and not self.stack[at - 1].single
                if at >= 0 and not (held if nested else free)[number]:
                    self.close(at, mark)
            elif mark.direction == "closes":
                self.close(at, mark)
            elif mark.direction == "opens":
                self.open_or_mend(at, mark)
            elif at >= 0 and (mark.sign != "“" or self.stack[at].sign == "„"):
                self.close(at, mark)
            elif mark.sign in "”’":
                self.strays.append(mark)
            else:
                self.open(mark)

    def open_or_mend(self, at: int, mark: Mark) -> None:
        """A mark that only ever closes what is open was set off by a slip: `“Yes ”he said`."""
        slip = at >= 0 and (mark.sign, self.stack[at].sign) in {("”", "“"), ("»", "«")}
        if slip:
            self.close(at, mark)
        else:
            self.open(mark)

    def opener_of(self, mark: Mark) -> int:
        for at in range(len(self.stack) - 1, -1, -1):
            if mark.sign in CLOSERS[self.stack[at].sign]:
                return at
        return -1

    def open(self, mark: Mark) -> None:
        if mark.sign in CLOSERS and len(self.stack) < DEPTH:
            self.stack.append(mark)

    def close(self, at: int, mark: Mark) -> None:
        if at < 0:
            self.strays.append(mark)
            return
        self.pairs.append((self.stack[at], mark))
        del self.stack[at:]

    def repair(self) -> None:
        """Pair what is left open with the first stray mark behind it: „so», “so»."""
        doubles = [mark for mark in self.stack if not mark.single]
        if not doubles or not self.strays:
            return
        opener = doubles[-1]
        around = self.around()
        for stray in self.strays:
            beside = around[stray.start] == around[opener.start]
            if stray.start > opener.start and not stray.single and beside:
                self.pairs.append((opener, stray))
                self.stack.remove(opener)
                self.strays.remove(stray)
                return

    def around(self) -> dict[int, int | None]:
        """Where a mark stands -> where the innermost pair around it closes."""
        closes = {one.start: other.start for one, other in self.pairs}
        opened: list[int] = []
        found: dict[int, int | None] = {}
        for mark in self.marks:
            while opened and opened[-1] <= mark.start:
                opened.pop()
            found[mark.start] = opened[-1] if opened else None
            if mark.start in closes:
                opened.append(closes[mark.start])
        return found


def _later_closers(marks: list[Mark]) -> tuple[list[bool], list[bool]]:
    """Whether the next firm mark of the same level closes; in the second list, within its pair.

    A possessive before the real closing mark has one behind it, a closing mark has not.
    """
    free, held = [False] * len(marks), [False] * len(marks)
    later = {True: False, False: False}
    within = False
    for number in range(len(marks) - 1, -1, -1):
        mark = marks[number]
        free[number] = later[mark.single]
        held[number] = within if mark.single else later[False]
        if mark.doubtful:
            continue
        later[mark.single] = mark.direction == "closes"
        within = mark.single and mark.direction == "closes"
    return free, held


def _missing_closers(text: str, opened: list[Mark], pairs: list[Pair], end: int) -> list[Pair]:
    """Quotations left open: the last one runs to the end, one before others to its sentence's."""
    found = []
    doubles = [mark for mark in opened if not mark.single or mark.sign in "‘‚"]
    starts = sorted([pair.start - 1 for pair in pairs if not pair.single])
    for number, mark in enumerate(doubles):
        later = [start for start in starts if start > mark.end]
        later += [other.start for other in doubles[number + 1 :]]
        if not later:
            if not mark.single or _begins_speech(text, mark):
                found.append(Pair(mark.end, end, True, False, mark.single))
            continue
        ends = [stop.end() for stop in SENTENCE_END.finditer(text, mark.end, min(later))]
        if ends and not mark.single:
            found.append(Pair(mark.end, _before_cue(text, mark.end, ends[-1]), True, False, False))
    return found


def _before_cue(text: str, start: int, end: int) -> int:
    """Where a forgotten closing mark belongs: before `, he says` at the end of a sentence."""
    comma = text.rfind(",", start, end)
    clause = text[comma + 1 : end]
    if comma < 0 or len(clause.split()) > CLAUSE or not find_cues(text[comma + 1 : end]):
        return end
    return comma + 1


def _begins_speech(text: str, mark: Mark) -> bool:
    """A single mark left open is one only where speech begins, not in the midst of a clause."""
    before = text[max(0, mark.start - 3) : mark.start].rstrip(" \u00a0")
    return not before or before[-1] in ":\n\r"


def _missing_openers(
    text: str, strays: list[Mark], pairs: list[Pair], start: int, end: int
) -> list[Pair]:
    """A paragraph that begins within speech: from its start, or from behind its introduction."""
    strays = [mark for mark in strays if not mark.single and mark.direction == "closes"]
    if not strays:
        return []
    mark = strays[0]
    before = max((pair.end + 1 for pair in pairs if pair.end < mark.start), default=start)
    covered = any(pair.start <= mark.start <= pair.end for pair in pairs)
    whole = before == start and mark.end >= end and mark.end - start <= HEADING
    if covered or not (whole or _ends_speech(text, mark, end)):
        return []
    introduced = [colon.end() for colon in INTRODUCED.finditer(text, before, mark.start)]
    return [Pair(introduced[-1] if introduced else before, mark.start, False, True, False)]


def _ends_speech(text: str, mark: Mark, end: int) -> bool:
    last = text[mark.start - 1 : mark.start] if mark.start else ""
    return (last in SPEECH_ENDS and last != "") or text[mark.end : min(mark.end + 1, end)] == ","
