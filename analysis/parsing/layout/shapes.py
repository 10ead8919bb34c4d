"""Page furniture that a single line gives away by its shape, in any language."""

import re
from functools import cache

from analysis.parsing.layout.lines import Line
from analysis.parsing.words import read_words

SHORT = 280
"""Characters of a line that phrases are looked for in: longer ones are paragraphs of a report."""

SHARE_WORDS = 16

_BRACKETED = re.compile(r"([\[(])([^\W\d_a-z]{2}[^\]\[()a-zà-ÿа-я\d]{0,40})[\])]$")
_CRUMBS = re.compile(r" ?[›»→>] ?| / | \| | [·•] ")
_DAY_PART = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d")
_DIVIDERS = re.compile(r"[|≡☰·]")
_COLUMNS = re.compile(r"\s{2,}")
_TAGS = re.compile(r"#\w")
_SHAPES = (
    (re.compile(r"^(?:https?://|www\.|pic\.twitter\.com/|t\.me/)\S+$"), "link"),
    (re.compile(r"^\d{1,2}:\d\d(?:\s?/\s?\d{1,2}:\d\d)?$"), "video_player"),
    (re.compile(r"^[•*-]? ?</?(?:iframe|div|img|script|embed)\b"), "video_player"),
    (re.compile(r"^\d{1,3}\s?/\s?\d{1,3}$"), "navigation"),
    (re.compile(r"^(?:← .{1,80}|[→»>] ?#\d.{1,80}|#\d.{1,80} [→»>])$"), "navigation"),
    (re.compile(r"^\[\d{1,3}\] https?://"), "link_list"),
    (re.compile(r"^[+-]?\d{1,5}[km]?$", re.I), "navigation"),
    (re.compile(r"^[—–-] .{0,80}\(@\w{1,20}\)"), "social_embed"),
    (re.compile(r"^[|*_=#~+<>•·\\/ –—-]{1,80}$"), "separator"),
)
"""Addresses, clocks and counters of players, embedded posts, and lines that only divide."""

_GLUED = re.compile(r"[A-ZÄÖÜ][a-zäöüß]+")


def find_shape(line: Line) -> str | None:
    """The sort of an address, a clock, a row of tags, a link in brackets or the way to a page."""
    text = line.text
    if len(text) > SHORT:
        return None
    for pattern, sort in _SHAPES:
        if pattern.match(text):
            return sort
    words = text.split()
    if all(_TAGS.match(word) or word.startswith("@") for word in words):
        return "tags" if text[0] == "#" else "social_embed"
    if _is_bracketed(text) and len(words) >= 5 and not line.is_bulleted:
        return "link_list"
    if _is_breadcrumb(line):
        return "navigation"
    return None


def _is_bracketed(text: str) -> bool:
    """A label in capitals in brackets ends a link; in round ones it may be an agency."""
    found = _BRACKETED.search(text)
    if found is None:
        return False
    return found[1] == "[" or found[2].casefold() in read_words("furniture")["bracket_labels"]


def _is_breadcrumb(line: Line) -> bool:
    """Home > World > Europe: at least two separators, or one behind the word for home."""
    if line.has_stop or len(line.text) > SHORT or line.plain.startswith(_author_starts()):
        return False
    rubrics = read_words("furniture")["rubrics"]
    if len(line.words) > 1 and all(word in rubrics for word in line.plain.split()):
        return True
    columns = _COLUMNS.split(line.text)
    if any(map(_DAY_PART.fullmatch, columns)):
        return False
    if len(columns) > 2 and all(len(_DIVIDERS.sub(" ", each).split()) <= 3 for each in columns):
        return True
    parts = [part.strip() for part in _CRUMBS.split(line.text.strip("»›→> "))]
    home = read_words("furniture")["home_words"]
    at_home = parts[0].casefold() in home
    if at_home and len(parts) > 2 and all(parts):
        return True
    if len(parts) > 1 and all(0 < len(part) <= 40 for part in parts):
        return at_home or (len(parts) > 2 and len(line.text) <= SHORT / 2)
    return line.plain.startswith(("home page ", "startseite ", "homepage ")) and len(line.words) < 7


@cache
def _author_starts() -> tuple[str, ...]:
    """Such a line may hold a name, a date and a counter beside each other."""
    return tuple(f"{word} " for word in read_words("headers")["byline_starts"])


def find_buttons(line: Line) -> str | None:
    """A row of buttons: nothing but names of networks and things to do with an article."""
    words = [word.strip(".,:;|/()[]·•+-0123456789") for word in line.plain.split()]
    words = [word for word in words if word]
    share = read_words("furniture")["share_prompt"]["words"]
    if len(words) == 1:
        words = [word.casefold() for word in _GLUED.findall(line.text)]
    if 2 <= len(words) <= SHARE_WORDS and all(word in share for word in words):
        return "share_prompt"
    return None
