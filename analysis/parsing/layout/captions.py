"""Captions of pictures, told by who took them, and notes on who owns a text."""

import re
from functools import cache

from analysis.parsing.layout.lines import Line
from analysis.parsing.words import read_words

CAPTION = 450
"""Characters of a long caption with its credit."""

CREDIT_TAIL = 120
"""Characters at the end of a line in which a picture's credit stands."""

SHORT = 280
"""Characters of a note about who owns a text."""

_YEAR = re.compile(r"(?:©|\(c\)|copyright) ?(?:19|20)\d\d|^©.{1,80}\b20\d\d", re.IGNORECASE)
_TAKEN_BY = re.compile(r"\([^\W\d_a-z][^()/ ]{1,20} [^()/]{2,30}/ ?[^\W\d_a-z][^()]{1,40}\)$")
"""As in "(Ann Bell/Agency)": the blank tells a name from a pair of agencies under a report."""


@cache
def _credit() -> re.Pattern[str]:
    words = "|".join(map(re.escape, read_words("furniture")["credit_words"]))
    return re.compile(rf"(?:^|[.!?)”\"’'|–—/(\[]\s?|\s\s)(?:{words})(?: credit| by)?\s?[:/]\s?\S")


@cache
def _marks() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, read_words("furniture")["caption_marks"])))


@cache
def _starts() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, read_words("furniture")["caption_starts"])))


@cache
def _agency() -> re.Pattern[str]:
    """Two names and an agency, or an agency and a name, at the end of a line."""
    known = read_words("furniture")
    agencies = "|".join(map(re.escape, known["credit_agencies"]))
    libraries = "|".join(map(re.escape, known["credit_libraries"]))
    name = r"[^\W\d_a-z][\w.'’-]{1,25}"
    return re.compile(
        rf"{name} {name} ?/ ?(?:{agencies})(?: via [\w ]{{2,30}})?[)\s.]*$"
        rf"|(?<!\w)(?:{libraries})/ ?{name}[^.!?]{{0,60}}$"
    )


def find_caption(line: Line) -> str | None:
    """A credit, or the word that a picture stands for others, makes a caption."""
    text = line.text
    if _YEAR.search(text[-CREDIT_TAIL:]) and len(text) <= SHORT:
        return "copyright"
    if len(text) > CAPTION:
        return None
    tail = line.plain[-CREDIT_TAIL:]
    if "©" in text or _marks().search(tail):
        return "image_caption"
    if _starts().match(line.plain):
        return "image_caption"
    if _TAKEN_BY.search(text) or _agency().search(text):
        return "image_caption"
    credit = _credit().search(text)
    if credit and (credit.start() == 0 or credit.start() > len(text) - CREDIT_TAIL):
        return "image_caption"
    return None
