"""Captions of pictures, told by who took them, and notes on who owns a text."""

import re
from functools import cache

from analysis.parsing.layout.lines import Line
from analysis.parsing.wordlists import any_of, read_words

CAPTION = 450
"""Characters of a long caption with its credit."""

CREDIT_TAIL = 120
"""Characters at the end of a line in which a picture's credit stands."""

SHORT = 280
"""Characters of a note about who owns a text."""

CREDITED = ("words", "agencies", "libraries")
BARE = 40
"""Characters of a credit that stands without its caption."""

STOPPED = 4
"""So many paragraphs with a stop for each without one make a page that sets its stops."""

_TWO = re.compile(r"[^\W\d_]{3}[.!?] [^\W\d_a-z][^.!?]+$")
_SPEECH = re.compile(r"[“”„\"«»:]")
_YEAR = re.compile(r"(?:©|\(c\)|copyright) ?(?:19|20)\d\d|^©.{1,80}\b20\d\d", re.IGNORECASE)
_TAKEN_FOR = re.compile(r"[^\W\d_a-z][\w'’-]+(?: [^\W\d_a-z][\w.'’-]*){1,2} for [A-Z]{2,6}")
"""As in "Ann Bell for BBC", alone below a caption."""

_SIGNS = re.compile("[:/]")


@cache
def _credits() -> tuple[re.Pattern[str], ...]:
    known = read_words("furniture")
    lists = {f"<{name}>": any_of(known[f"credit_{name}"]) for name in CREDITED}
    lists["<name>"] = r"[^\W\d_a-z][\w.'’-]{1,25}"
    forms = (
        re.sub("<[a-z]+>", lambda match: lists[match[0]], form) for form in known["credit_forms"]
    )
    return tuple(map(re.compile, forms))


def find_caption(line: Line) -> str | None:
    """A credit, or the word that a picture stands for others, makes a caption."""
    text, tail = line.text, line.plain[-CREDIT_TAIL:]
    if _YEAR.search(text[-CREDIT_TAIL:]) and len(text) <= SHORT:
        return "copyright"
    if len(text) > CAPTION:
        return None
    known = read_words("furniture")
    if "©" in text or any(map(tail.__contains__, known["caption_marks"])):
        return "image_caption"
    credited = _TAKEN_FOR.fullmatch(text) or (
        _SIGNS.search(text) and any(each.search(text) for each in _credits())
    )
    opened = line.plain.startswith(tuple(known["caption_starts"]))
    return "image_caption" if credited or opened else None


def mark_captions(lines: list[Line]) -> None:
    """Captions that name nobody: their place beside a credit shows them, or a stop that lacks."""
    for place, line in enumerate(lines):
        if line.kind is None and _is_between(lines, place):
            line.call("image_caption")
    body = [line for line in lines if line.kind is None]
    body = [line for line in body if not (line.is_headline_shaped or line.is_bulleted)]
    stopped = sum(line.has_stop for line in body)
    if len(body) - stopped > stopped / STOPPED:
        return
    for line in body[1:-1]:
        if not line.has_stop and _is_unstopped(line):
            line.call("image_caption")


def _is_between(lines: list[Line], place: int) -> bool:
    """One sentence between furniture, as a gallery's counter, and the credit of its picture."""
    if not 0 < place < len(lines) - 1 or len(lines[place].text) > SHORT:
        return False
    before, after = lines[place - 1], lines[place + 1]
    credited = after.furniture == "image_caption" and (
        len(after.text) <= BARE or any(each.match(after.text) for each in _credits())
    )
    one = lines[place].is_sentence or _TAKEN_FOR.fullmatch(after.text)
    return bool(credited and before.furniture and one)


def _is_unstopped(line: Line) -> bool:
    """Two sentences, the last without its stop, as picture desks write them."""
    apart = len(line.text) <= SHORT and bool(_TWO.search(line.text))
    return apart and not _SPEECH.search(line.text)
