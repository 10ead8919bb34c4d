"""Speech that a dash begins, where papers set no marks: – It rains – says the mayor. – Still."""

import re
from collections.abc import Iterator
from itertools import pairwise

from analysis.parsing.spans import Paragraph
from analysis.parsing.speech.clauses import phrases
from analysis.parsing.speech.cues import find_cues
from analysis.parsing.wordlists import LARGE, is_listed

DASH = re.compile(r"[–—―-][ \t\u00a0\u202f]*(?=\S)")
"""What a line of speech begins with."""

LATER = re.compile(rf"(?<=[.!?…])\s[–—―]\s(?=[{LARGE}])")
"""The same behind a sentence of the paper's own."""

INNER = re.compile(
    r"\s[–—―-]\s|\s[–—―](?=\w)|(?<=[\w.,!?…])[–—―][.,:;]?\s"
    r"|[,!?]\s(?=[^\W\d_]+-(?:t-)?(?:ils?|elles?)\b)"
)
"""What can part speech and who says it: dashes, Spanish ones close to a word; a comma: dit-il."""

LONGEST = 4000
"""Signs of a paragraph at most: a longer one is no line of speech, and would cost time."""

ENDS = " \t\u00a0\u202f,"


def dashed_speech(text: str, paragraph: Paragraph) -> list[tuple[int, int]]:
    """Where in a paragraph somebody speaks from a dash on; empty if it names no speaker.

    What a dash begins may be an item of a list or a line of a dialogue: only a word of saying right
    behind another dash, or behind a comma, shows that what stands before it is said.

    Examples
    --------
    >>> line = "– It rains – says the mayor. – Still."
    >>> [line[start:end] for start, end in dashed_speech(line, Paragraph(0, len(line), "body"))]
    ['It rains', 'Still.']
    """
    dash = DASH.match(text, paragraph.start, paragraph.end)
    dash = dash or LATER.search(text, paragraph.start, paragraph.end)
    if not dash or paragraph.end - paragraph.start > LONGEST:
        return []
    spoken = list(_spoken(text, dash.end(), paragraph.end))
    found = [_stripped(text, start, end) for start, end in spoken]
    return [span for span in found if span[0] < span[1]] if len(spoken) > 1 else []


def _spoken(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts between what is inserted; an empty one last where nothing follows that."""
    breaks = [(each.start(), each.end()) for each in INNER.finditer(text, start, end)]
    told = False
    for (first, at), (until, _) in pairwise([*breaks, (end, end)]):
        dash = text[first:at].strip() != ","
        if not told and _is_saying(text[at:until]):
            yield start, first
            told, start = True, end
        elif told and dash:
            told, start = False, at
    yield start, end


def _is_saying(part: str) -> bool:
    """Whether a part tells who speaks, its verb first; `— tell him` does not: nobody says it."""
    cue = next(iter(find_cues(part)), None)
    if not cue or cue.start or not part[0].islower():
        return False
    ending = any(is_listed(f"said_{sex}", part[cue.start : cue.end]) for sex in "mf")
    return ending or any(not found.object for found in phrases(part, 0, len(part)))


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip(ENDS)), end - len(words) + len(words.rstrip(ENDS))
