"""A text line by line, and the shape of a line: what can be said of it in any language."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby
from operator import itemgetter

from analysis.parsing.wordlists import read_words

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

_LINE = re.compile(r"[^\r\n]+")
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
        words = (word for word in _WORD.findall(self.text.casefold()) if len(word) > 2)
        return frozenset(word[:STEM] for word in words if is_telling(word))

    @property
    def is_quoting(self) -> bool:
        """Whether it begins with a quotation mark."""
        return self.text[0] in OPENING

    @property
    def has_stop(self) -> bool:
        """Whether it ends as a sentence does, or leads on to the next line."""
        return _SIGNED.sub("", self.text[-SIGNATURE:]).rstrip(CLOSING)[-1:] in (*STOPS,)

    @cached_property
    def is_narrative(self) -> bool:
        """Whether it may be a sentence of the text that has lost its full stop."""
        if self.is_quoting:
            return bool(_SPEECH_TAG.search(self.text))
        if not self.words:
            return False
        opens = self.words[0].casefold() in read_words("subjects")["openers"]
        return opens and (len(self.words) > NARRATIVE or bool(_SPOKEN.search(self.text)))

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


def is_telling(word: str) -> bool:
    """Whether a word in lower case can show what a line is about."""
    words, beginnings = _untelling()
    if word in words:
        return False
    return not any(word[:size] in beginnings for size in range(3, STEM + 2))


def split_lines(text: str) -> Iterator[Line]:
    """The lines that are not blank, without their edge blanks (no-break spaces are blanks)."""
    for line in _LINE.finditer(text):
        stripped = line.group().strip(BLANKS)
        if stripped:
            start = line.end() - len(line.group().lstrip(BLANKS))
            yield Line(start, start + len(stripped), stripped)


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
