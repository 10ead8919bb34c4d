"""A text line by line, and the shape of a line: what can be said of it in any language."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import groupby, pairwise
from operator import itemgetter

from analysis.parsing.spans import Paragraph
from analysis.parsing.wordlists import KNOWN, read_words, word_set

OPENING = "\"'“”„«»‘‚‹›「『"
CLOSING = "\"'”“’»«‹›」』)]*_"
QUOTE_ENDS = "\"'“”’»«‹›」』"
STOPS = ".!?…。！？:;,"
DASHES = "—–-−"
BULLETS = "•*·▪●◦‣■►▶➤→>#|+~"

BLANKS = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\ufeff"
"""What Unicode calls blank, and the byte order mark that a decoded file may begin with."""

HEADLINE_CHARACTERS = 170
HEADLINE_WORDS = (1, 26)
NARRATIVE = 13
"""Words beyond which a line that begins with an article or a pronoun reads as a sentence."""

TITLE_LETTERS = 3
"""Letters of the longest word that a headline in capitals may leave small."""

SIGNATURE = 40
"""Characters at the end of a line among which "(abc/dpa)" stands behind the last sentence."""

STEM = 5
"""Letters of a word that are compared: enough to tell words apart, few enough to join forms."""

LEAST_WIDTH, MOST_WIDTH = 32, 100
"""Signs of the longest line of a text that a program has broken at its margin."""

_LINE_END = re.compile(r"[^\S\r\n]*(?:\r\n|\n|\r)[^\S\r\n]*")
_BREAK = re.compile(r"[\r\n]")
_FIRST = re.compile(r"\S+")
_ITEM = re.compile(r"[•*·▪●►▶|+>–—-]\s|\(\w{1,3}\)|[^\W\d_a-z][^\W\d_]*(?: [^\W\d_]+){0,2}:\s")
"""What begins a line of its own: a bullet, the label of a speaker."""

_WORD = re.compile(r"[^\W\d_]+")
_STOP_INSIDE = re.compile(r"[.!?…][\"'”’»)]?\s+[\"'“„«‘(]?[^\W\d_a-z]")


@dataclass(eq=False)
class Line:
    """A paragraph in the making: passes give a kind to lines that have none yet."""

    start: int
    end: int
    text: str
    kind: str | None = None
    furniture: str | None = None

    def call(self, furniture: str) -> None:
        """Say what furniture this is."""
        self.kind, self.furniture = "furniture", furniture

    @cached_property
    def plain(self) -> str:
        """In lower case, with straight apostrophes and single spaces, without bullets and marks."""
        text = self.text.translate(_PLAIN).strip(BULLETS + DASHES + "_ ")
        return " ".join(text.split()).casefold()

    @cached_property
    def words(self) -> list[str]:
        return _WORD.findall(self.text[:HEADLINE_CHARACTERS])

    @cached_property
    def stems(self) -> frozenset[str]:
        """Beginnings of the words that say what the line is about."""
        return frozenset(map(_stem, _WORD.findall(self.text.casefold()))) - {""}

    @property
    def is_quoting(self) -> bool:
        """Whether it begins with a quotation mark."""
        return self.text[0] in OPENING

    @cached_property
    def has_stop(self) -> bool:
        """Whether it ends as a sentence does, or leads on to the next line."""
        broken_off = self.text[-1] in CLOSING and self.text[-2:-1] in (*DASHES,)
        end = self.text[-SIGNATURE:]
        end = _SIGNED.sub("", end) if end[-1] == ")" else end
        return broken_off or end.rstrip(CLOSING).endswith((*STOPS,))

    @cached_property
    def is_narrative(self) -> bool:
        """Whether it may be a sentence of the text that has lost its full stop."""
        if self.is_quoting:
            return bool(_SPEECH_TAG.search(self.text))
        if not self.words:
            return False
        long = len(self.words) > NARRATIVE or bool(_SPOKEN.search(self.text))
        return long and self.opens_sentence

    @property
    def opens_sentence(self) -> bool:
        """Whether it begins as sentences do and headlines seldom: with an article, a pronoun."""
        return bool(self.words) and self.words[0].casefold() in word_set("subjects", "openers")

    @property
    def is_title_cased(self) -> bool:
        """Whether its longer words begin with capitals, as English headlines have it."""
        longer = [word for word in self.words if len(word) > TITLE_LETTERS]
        return len(longer) > 2 and sum(word[0].isupper() for word in longer) >= 0.8 * len(longer)

    @property
    def is_quotation_headline(self) -> bool:
        """One sentence, a colon and a quotation: who speaks, and what."""
        return self.is_sentence and not self.is_narrative and bool(_SPOKEN.search(self.text))

    @property
    def is_bulleted(self) -> bool:
        return self.text[0] in BULLETS + DASHES

    @cached_property
    def is_sentence(self) -> bool:
        """Whether it is one sentence, not more."""
        return self.has_stop and not _STOP_INSIDE.search(self.text)

    @cached_property
    def is_headline_shaped(self) -> bool:
        """Short, with no sentence in it and no stop at its end, beginning like one."""
        if len(self.text) > HEADLINE_CHARACTERS or self.is_bulleted:
            return False
        least, most = HEADLINE_WORDS
        first = _CRAWLED.sub("", self.text)[:1]
        if not least <= len(self.words) <= most or first.islower():
            return False
        return self._ends_open() and self.text[-1] not in ":;,"

    def _ends_open(self) -> bool:
        """A quotation may end with its own stop where another part of the line frames it."""
        if not self.has_stop:
            return not _FULL_STOP.search(self.text) or self.is_quoting
        if self.text[-1] in "?!":
            clear = not _SPOKEN.search(self.text) and not _STOP_INSIDE.search(self.text)
            return clear and not self.is_quoting
        return self.text[-1] in CLOSING and bool(_FRAMED.search(self.text))


_CRAWLED = re.compile(r"^date \d{4}(?:-\d\d){0,2} ")
"""What a crawler puts before the first line when it has no line of its own."""

_PLAIN = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "\u00a0": " "})
_FRAMED = re.compile(r"[\"”“»][:–—-]|[\"”“»] [–—-] ")
_SIGNED = re.compile(r"\s?\([^()]{1,20}\)$")
_FULL_STOP = re.compile(r"[^\W\d_]{3}[.…][\"'”’»)]?\s+[\"'“„«‘(]?[^\W\d_a-z]")
_SPEECH_TAG = re.compile(r"[,?!][\"”“»'’] |[\"”“»'’], ")
_SPOKEN = re.compile(r": ?[\"“„«‘']")


@cache
def _untelling() -> tuple[frozenset[str], frozenset[str]]:
    """Words without content, and beginnings of words that every text on the subject has."""
    stopwords, subjects = read_words("stopwords"), read_words("subjects")
    words = {word for language in ("en", "de") for word in stopwords[language]}
    return frozenset(words.union(subjects["headline"])), frozenset(subjects["subject"])


@lru_cache(KNOWN)
def _stem(word: str) -> str:
    """The beginning of a word that can show what a line is about; nothing of any other."""
    return word[:STEM] if len(word) > 2 and is_telling(word) else ""


def is_telling(word: str) -> bool:
    """Whether a word in lower case can show what a line is about."""
    words, beginnings = _untelling()
    if word in words:
        return False
    return not any(word[:size] in beginnings for size in range(3, STEM + 2))


def split_lines(text: str) -> Iterator[Line]:
    """The lines that are not blank, without their edge blanks (no-break spaces are blanks).

    Lines that a program has broken at its margin are one.
    """
    spans: list[tuple[int, int]] = []
    at = 0
    for line in text.replace("\r", "\n").split("\n"):
        stripped = line.strip(BLANKS)
        if stripped:
            start = at + len(line) - len(line.lstrip(BLANKS))
            spans.append((start, start + len(stripped)))
        at += len(line) + 1
    broken = _broken(text, spans)
    begin = None
    for (start, end), goes_on in zip(spans, broken, strict=True):
        begin = start if begin is None else begin
        if not goes_on:
            told = text[begin:end]
            yield Line(begin, end, told if begin == start else _BREAK.sub(" ", told))
            begin = None


def unbreak(text: str, paragraphs: Iterable[Paragraph]) -> str:
    """The text, as long as it was, with the ends of lines within its paragraphs as blanks."""
    pieces, at = [], 0
    for each in paragraphs:
        pieces += [text[at : each.start], _BREAK.sub(" ", text[each.start : each.end])]
        at = each.end
    return "".join([*pieces, text[at:]])


def _broken(text: str, spans: list[tuple[int, int]]) -> list[bool]:
    """For each line whether the next one goes on with it, if that is so of many lines of a text.

    It is of lines into which the next word would not have fit, and of ones that end within a
    sentence before a small letter.
    """
    beside = [bool(_LINE_END.fullmatch(text, a[1], b[0])) for a, b in pairwise(spans)]
    sizes = [end - start for start, end in spans]
    width = max((size for size, near in zip(sizes, beside, strict=False) if near), default=0)
    found = [
        near and _goes_on(text, spans[number][1], spans[number + 1], width - sizes[number])
        for number, near in enumerate(beside)
    ]
    # A label before a small letter, as "Related", is far shorter than what is broken by width.
    within = [
        n
        for n, goes_on in enumerate(found)
        if goes_on and 2 * sizes[n] >= width and _ends_within(text, spans[n][1])
    ]
    # Languages that write no blanks break anywhere: there a width says nothing.
    spaced = 2 * sum(" " in text[start:end] for start, end in spans) >= len(spans)
    broken = spaced and LEAST_WIDTH <= width <= MOST_WIDTH and 3 * len(within) >= len(spans)
    return [*(found if broken else [False] * len(found)), False][: len(spans)]


def _ends_within(text: str, end: int) -> bool:
    """Whether a line ends within a sentence."""
    return text[end - 1] not in ".!?…:" + CLOSING


def _goes_on(text: str, end: int, following: tuple[int, int], room: int) -> bool:
    word = _FIRST.match(text, *following)
    if not word or _ITEM.match(text, *following):
        return False
    fits = word.end() - word.start() + 1 <= room
    return not fits or (text[following[0]].islower() and _ends_within(text, end))


def share_unseen(line: Line, others: frozenset[str]) -> float:
    """Which share of the telling words of a line is in none of the others."""
    return len(line.stems - others) / len(line.stems) if line.stems else 0.0


def stems_of(lines: list[Line]) -> frozenset[str]:
    return frozenset().union(*(line.stems for line in lines))


def runs(lines: list[Line], flags: Iterable[bool], *, least: int = 2) -> Iterator[list[Line]]:
    """The rows of lines, so many at least, of which each is flagged."""
    for flagged, row in groupby(zip(lines, flags, strict=True), key=itemgetter(1)):
        found = [line for line, _ in row]
        if flagged and len(found) >= least:
            yield found
