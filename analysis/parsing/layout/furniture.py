"""Page furniture that a single line gives away by what it says or by its shape."""

import re
from functools import cache
from typing import NamedTuple

from analysis.parsing.layout.captions import find_caption
from analysis.parsing.layout.lines import BULLETS, DASHES, Line
from analysis.parsing.spans import Paragraph, Span
from analysis.parsing.wordlists import any_of, read_words, word_set

SHORT = 280
"""Characters of a line that phrases are looked for in: longer ones are paragraphs of a report."""

SHARE_WORDS = 16
NO_WORDS = BULLETS + ".,:;/()[]-0123456789"
"""Words of a row of buttons at most, and signs beside them."""

_BRACKETED = re.compile(r"([\[(])([^\W\d_a-z]{2}[^\]\[()a-zà-ÿа-я\d]{0,40})[\])]$")
_CRUMBS = re.compile(r" ?[›»→>] ?| / | \| | [·•] ")
_NAMES = re.compile(r"[^\s|/›»→>·•]+")
_GLUED = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")
_DIVIDERS = re.compile(r"[|≡☰·]")
_COLUMNS = re.compile(r"\s{2,}")
_MARKS = re.compile(r"[“”„«»\"]")


def _by_shape(line: Line) -> str | None:
    """The sort of an address, a clock, a row of tags, a link in brackets or the way to a page."""
    for pattern, sort in _patterns("shapes"):
        if pattern.match(line.text):
            return sort
    if _is_bracketed(line.text) and len(line.text.split()) >= 5 and not line.is_bulleted:
        return "link_list"
    return "navigation" if _is_breadcrumb(line) else None


def _is_bracketed(text: str) -> bool:
    """A label in capitals in brackets ends a link; in round ones it may be an agency."""
    found = _BRACKETED.search(text)
    if found is None:
        return False
    return found[1] == "[" or found[2].casefold() in read_words("furniture")["bracket_labels"]


def _is_breadcrumb(line: Line) -> bool:
    """Home > World > Europe: at least two separators, or one behind the word for home."""
    if line.has_stop or line.plain.startswith(_author_starts()):
        return False
    known = read_words("furniture")
    names = _NAMES.findall(_GLUED.sub(" ", line.text).casefold())
    if len(names) > 1 and all(name in known["rubrics"] for name in names):
        return True
    columns = [_DIVIDERS.sub(" ", column).split() for column in _COLUMNS.split(line.text)]
    if len(columns) > 2 and all(len(column) <= 3 for column in columns):
        return True
    parts = [part.strip() for part in _CRUMBS.split(line.text.strip("»›→> "))]
    short = len(parts) > 2 and all(0 < len(part) <= 40 for part in parts)
    brief = all(len(part.split()) <= BRIEF for part in parts)
    begun = known["home_words"] + (known["rubrics"] if brief else [])
    return short or (len(parts) > 1 and parts[0].casefold() in begun)


@cache
def _author_starts() -> tuple[str, ...]:
    """Such a line may hold a name, a date and a counter beside each other."""
    return tuple(f"{word} " for word in read_words("headers")["byline_starts"])


def _by_buttons(line: Line) -> str | None:
    """A row of buttons: nothing but names of networks and things to do with an article.

    A page that was copied may have lost the blanks between them.
    """
    known = word_set("furniture", "buttons")
    for text in (line.plain, _GLUED.sub(" ", line.text).casefold()):
        words = [*filter(None, (word.strip(NO_WORDS) for word in text.split()))]
        if 2 <= len(words) <= SHARE_WORDS and known.issuperset(words):
            return "share_prompt"
    return None


BRIEF = 2
"""Words of each step of a way to the page that begins with a rubric."""

BAR = 3
"""Words beside a button in a bar: the name of the site, a rubric."""

SIGNALS = 2
"""Words by which a line that speaks to the reader is one of the page's."""

LONG = 900
"""Characters of a notice about data, the longest furniture there is."""

_BESIDE = re.compile(r" [|·•/] ")
_COUNTS = re.compile(r"^[\d\s()\[.,:/]+|[\d\s()\].,:!…»→>/]+$")
_SENTENCE = re.compile(r"[^\W\d_]{4}[.!?][\"”’)]* \(?[^\W\d_]")


class _Phrases(NamedTuple):
    whole: dict[str, str]
    starts: dict[str, str]
    holds: dict[str, str]
    begun: re.Pattern[str]
    held: re.Pattern[str]


@cache
def _phrases() -> _Phrases:
    known = read_words("furniture")
    whole, starts, holds = (
        {
            each.casefold(): sort  # as a line is compared: ß is ss
            for sort, rules in known["phrases"].items()
            for each in rules.get(form, ())
        }
        for form in ("whole", "starts", "holds")
    )
    begun, held = re.compile(any_of(starts)), re.compile(any_of(holds))
    return _Phrases(whole, starts, holds, begun, held)


@cache
def _patterns(name: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    listed = read_words("furniture")[name].items()
    return tuple((re.compile("|".join(each)), sort) for sort, each in listed)


@cache
def _labels() -> tuple[re.Pattern[str], dict[str, str]]:
    labels = read_words("furniture")["labels"]
    sorts = {label: sort for sort in ("just_in_link", "related_link") for label in labels[sort]}
    return re.compile(any_of(sorts)), sorts


def mark_furniture(lines: list[Line]) -> None:
    """Give a sort to each line that is furniture by itself."""
    for line in lines:
        sort = None if line.kind else find_furniture(line)
        if sort:
            line.call(sort)


def find_furniture(line: Line) -> str | None:
    """The sort of furniture that a line is by itself, or nothing."""
    if len(line.text) > LONG:
        return None
    short = len(line.text) <= SHORT
    found = (short and (_by_buttons(line) or _by_shape(line))) or find_caption(line)
    if found or line.is_quoting:
        return found
    return (short and (_by_label(line) or _by_phrase(line.plain))) or _by_signals(line, short=short)


def _by_label(line: Line) -> str | None:
    """The sort of the link behind its label; a label alone heads a list of links."""
    plain, (pattern, sorts) = line.plain, _labels()
    found = pattern.match(plain)
    if found is None:
        return None
    label = found.group()
    rest = plain[len(label) :].strip()
    if not rest.strip(":.…»→>!-–0123456789 "):
        return "teaser_label"
    shouted = " " in label and line.text.lstrip("•*·►▶➤→>#|+~ _")[: len(label)].isupper()
    apart = plain[len(label)] == " " or rest[0] in DASHES
    return sorts[label] if rest[0] in ":|»→>" or (shouted and apart) else None


def _by_phrase(plain: str) -> str | None:
    known = _phrases()
    for parts in ([plain], [_COUNTS.sub("", plain)], _BESIDE.split(plain)):
        sorts = [known.whole.get(part.strip()) for part in parts]
        bar = len(parts) > 1 and all(len(part.split()) <= BAR for part in parts)
        if all(sorts) or (bar and any(sorts)):
            return next(filter(None, sorts))
    begun = known.begun.match(plain)
    if begun and _is_asked_for(known.starts[begun.group()], plain):
        return known.starts[begun.group()]
    for pattern, sort in _patterns("patterns"):
        if pattern.fullmatch(plain):
            return sort
    held = known.held.search(plain)
    if held and not _is_signed(known.holds[held.group()], plain[: held.start()]):
        return known.holds[held.group()]
    return None


def _is_signed(sort: str, before: str) -> bool:
    """Names of reporters behind the last sentence of a report: the sentence is the report's."""
    return sort == "footer_note" and bool(_SENTENCE.search(before))


def _is_asked_for(sort: str, plain: str) -> bool:
    """Some sorts need a second word: "download" alone may open a sentence of the report."""
    needed = read_words("furniture")["phrases"][sort].get("requires", [])
    return not needed or any(word in plain for word in needed)


def _by_signals(line: Line, *, short: bool) -> str | None:
    """A notice about data, or a short one about offers, that speaks to the reader."""
    known = read_words("furniture")
    signals = [*known["consent_signals"], *(known["offer_signals"] if short else ())]
    if sum(map(line.plain.__contains__, signals)) < SIGNALS:
        return None
    addressed = not word_set("furniture", "consent_address").isdisjoint(line.plain.split())
    return "consent_notice" if addressed else None


def speaks_of_page(line: Line) -> bool:
    """Whether a short line without a quotation speaks of the page that it stands on, its author or
    its offers, or tells the reader to do something.
    """
    short = len(line.text) <= SHORT and not _MARKS.search(line.text)
    return short and bool(_page_words().search(line.plain))


@cache
def _page_words() -> re.Pattern[str]:
    return re.compile("|".join(read_words("furniture")["page_words"]))


def parse_furniture(text: str, paragraphs: list[Paragraph]) -> list[tuple[Span, str]]:
    """Stretches of furniture and their sorts: whole paragraphs, and a rubric behind a date.

    Examples
    --------
    >>> from analysis.parsing.layout.paragraphs import parse_paragraphs
    >>> text = "date 2023-03-01 Home page politics"
    >>> parse_furniture(text, parse_paragraphs(text))
    [(Span(start=16, end=34), 'navigation')]
    """
    found: list[tuple[Span, str]] = []
    for paragraph in paragraphs:
        if paragraph.furniture:
            found.append((Span(paragraph.start, paragraph.end), paragraph.furniture))
        elif paragraph.kind == "date":
            line = text[paragraph.start : paragraph.end]
            start = find_rubric(line)
            if start is not None:
                found.append((Span(paragraph.start + start, paragraph.end), "navigation"))
    return found


@cache
def _rubric() -> re.Pattern[str]:
    return re.compile(rf"(?<= ){any_of(read_words('furniture')['home_words'])} ", re.IGNORECASE)


def find_rubric(line: str) -> int | None:
    """Where the way to the page begins in a line that is no breadcrumb as a whole."""
    found = _rubric().search(line)
    return found.start() if found else None
