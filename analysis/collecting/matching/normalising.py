"""Words, names and numbers reduced to what can be compared, across endings, spellings, languages.

A word becomes its first letters; a word of a language of the glossary also the concepts that it
can stand for, by which a text is compared with our English words.

A name becomes a key that is the same across spellings (Чернігів, Chernihiv, Chernigov,
Tschernihiw): its letters in Latin, the digraphs of each spelling habit as one sound, a German s and
a z being one; its beginning with vowels, the rest without. Where a habit is ambiguous (ch is one
sound in English, another in German) a name has several keys, and two names match when they share
one. The idea is that of phonetic keys (Soundex; Philips 1990), with the sounds of transliterated
Ukrainian and Russian.
"""

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path

from analysis.parsing.dates.calendar_words import NUMBERS, WORDS_TOO, month_names, weekday_names
from analysis.parsing.dates.stated import find_dates
from analysis.parsing.spans import Span
from analysis.parsing.wordlists import any_of, read_words

DIGESTS = "en"
"""The language of our digests."""

WORDS = read_words("matching")
LETTERS = re.compile(r"[^\W\d_]{3,}")
NUMBER = re.compile(
    r"(?<![\w.,])\d{1,3}(?:[., \xa0]\d{3})+(?!\d)|(?<![\w.,])\d+(?:[.,]\d{1,2})?(?!\w)"
)
STEM = 6
"""Letters of a word that count: its endings change with grammar, and with who retells it."""

LEAST_AMOUNT = 4
"""Smaller numbers stand in every text."""

SHORTEST = 3
"""Consonants that a name has at least: with two, every third name is like another."""

SHORT_NAME = 5
"""Letters from which on a name of fewer consonants is compared: Izium."""

SOUNDED = 4
"""Letters at the beginning of a name whose vowels count: Nagorno is no `nagranie`."""

CH = ("c", "h", "s")
"""What ch can be: Chernihiv, German Charkiw, French Chevtchenko."""

NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[’'-](?=[^\W\d_]))*")
YEAR = re.compile(r"(?:19|20)\d\d")
_CASES = re.compile(rf"{any_of(WORDS['endings'])}$")
_SPELLINGS = re.compile("|".join(WORDS["digraphs"]))
_SAME = str.maketrans("gzyje", "hsiii")
_SPELLED = re.compile(
    rf"(?<![\w-])(?:(?P<tens>{'|'.join(word for word, value in NUMBERS.items() if value >= 20)})-)?"
    rf"(?P<unit>{'|'.join(NUMBERS)})(?![\w-])",
    re.IGNORECASE,
)


def fold(text: str) -> str:
    """Letters without accents and case: names are spelled with and without them."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return apart.translate({ord(each): None for each in {*apart} if unicodedata.combining(each)})


class Beginnings:
    """What words mean that begin with given letters; the longest beginning counts.

    A beginning with = at its end is a whole word, with one of the endings of its language at most.
    """

    def __init__(self, meanings: Iterable[tuple[str, str]], endings: Iterable[str] = ()) -> None:
        self._endings = ("", *map(fold, endings))
        self._known: dict[str, set[str]] = defaultdict(set)
        for beginning, meaning in meanings:
            self._known[fold(beginning)].add(meaning)

    def of(self, word: str) -> frozenset[str]:
        """The meanings of a folded word."""
        wholes = (f"{word.removesuffix(each)}=" for each in self._endings if word.endswith(each))
        parts = (word[:length] for length in range(len(word), 1, -1))
        found = (self._known.get(each) for each in (*wholes, *parts))
        return frozenset(next(filter(None, found), ()))


@cache
def read_glossary() -> dict[str, Beginnings]:
    """Language -> the concepts of its words; English words count by their stems.

    Examples
    --------
    >>> sorted(read_glossary()["de"].of("leichen") & read_glossary()["pl"].of("zwłoki"))
    ['corpse']
    """
    path = Path(__file__).parent / "glossary.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    concepts = [(row[DIGESTS].split()[0], row) for row in rows]
    return {
        language: Beginnings(
            [
                (_cut(word) if language == DIGESTS else word, concept)
                for concept, row in concepts
                for word in row[language].split()
            ],
            WORDS["inflections"][language],
        )
        for language in rows[0]
    }


def _cut(word: str) -> str:
    return word if len(word) >= STEM else f"{word}="


@lru_cache(maxsize=100_000)
def _concepts_of(word: str, language: str) -> frozenset[str]:
    return read_glossary()[language].of(word)


def terms_of(text: str, language: str, space: str) -> frozenset[str]:
    """What a text says: the stems of its "words", or the "concepts" that these can stand for.

    Words of a language that the glossary does not have are looked up as if they were English.
    """
    if space == "words":
        return telling_stems(text)
    known = language if language in read_glossary() else DIGESTS
    words = set(re.findall(r"[^\W\d_]{2,}", fold(text)))
    return frozenset().union(*(_concepts_of(word, known) for word in words))


def stems(text: str) -> set[str]:
    """The words of three letters and more, cut to their first letters."""
    return {word[:STEM] for word in LETTERS.findall(fold(text))}


@cache
def _empty_stems() -> frozenset[str]:
    calendar = (month_names().keys() | weekday_names().keys()) - WORDS_TOO
    lists = (WORDS["own_words"], calendar, read_words("stopwords")[DIGESTS])
    return frozenset().union(*(stems(" ".join(words)) for words in lists))


def telling_stems(text: str) -> frozenset[str]:
    """The stems of words that can tell one call from another; what days tell is compared as days.

    Examples
    --------
    >>> sorted(telling_stems("The soldier reportedly left them on Friday without boots."))
    ['boots', 'left', 'withou']
    """
    return frozenset(stems(text)) - _empty_stems()


_NUMBER_WORDS = Beginnings(WORDS["numbers"].items())


@lru_cache(maxsize=100_000)
def _numbers_of(word: str) -> frozenset[str]:
    return _NUMBER_WORDS.of(fold(word))


def find_numbers(text: str) -> Iterator[tuple[str, Span]]:
    """Numbers in figures and in words, from four on; those of dates and years aside.

    Examples
    --------
    >>> [number for number, _ in find_numbers("On 20 July, 1,000 rubles and twenty-five men")]
    ['1000', '25']
    """
    dates = find_dates(text) if re.search(r"\d", text) else []
    for match in NUMBER.finditer(text):
        number = _plain(match.group())
        dated = any(each.start <= match.start() < each.end for each in dates)
        if not dated and not YEAR.fullmatch(number) and float(number) >= LEAST_AMOUNT:
            yield number, Span(*match.span())
    for match in _SPELLED.finditer(text):
        value = sum(NUMBERS[word.casefold()] for word in match.groups() if word)
        if value >= LEAST_AMOUNT:
            yield str(value), Span(*match.span())
    for match in LETTERS.finditer(text):
        for number in _numbers_of(match.group()):
            yield number, Span(*match.span())


def _plain(number: str) -> str:
    """A number without the marks that group thousands: 1,000 and 1.000 are 1000."""
    grouped = re.fullmatch(r"\d{1,3}(?:[., \xa0]\d{3})+", number)
    return re.sub(r"\D", "", number) if grouped else number.replace(",", ".")


def find_names(text: str, language: str) -> Iterator[tuple[frozenset[str], Span]]:
    """The keys of each word with a capital that can be a name, in the order of the text.

    Examples
    --------
    >>> text = "They left for Izium, near Kharkiv."
    >>> [text[slice(*place)] for _, place in find_names(text, "en")]
    ['Izium', 'Kharkiv']
    """
    for match in NAME.finditer(text):
        word = match.group()
        if word[0].isupper() and not _is_word(word, language) and (keys := name_keys(word)):
            yield keys, Span(*match.span())


def _is_word(word: str, language: str) -> bool:
    """Whether a word with a capital is an ordinary one, as every noun is in German."""
    foreign = language != DIGESTS and language in read_glossary()
    return not telling_stems(word) or (foreign and bool(_concepts_of(fold(word), language)))


@lru_cache(maxsize=100_000)
def name_keys(name: str) -> frozenset[str]:
    """The keys of a name; none when it has too few letters to tell it from others.

    Examples
    --------
    >>> bool(name_keys("Чернігів") & name_keys("Chernihiv") & name_keys("Tschernihiw"))
    True
    >>> sorted(name_keys("Бахмутом"))
    ['bahmt']
    >>> name_keys("Kyiv")
    frozenset()
    """
    folded, letters = fold(name), WORDS["letters"]
    if re.search(r"[а-я]", folded) and len(folded) > 6:
        folded = _CASES.sub("", folded)
    latin = re.sub(r"[^a-z]", "", "".join(letters.get(sign, sign) for sign in folded))
    one = _SPELLINGS.sub(lambda match: WORDS["digraphs"][match.group()], latin)
    return frozenset(key for sound in CH if (key := _key(one.replace("ch", sound))))


def _key(reading: str) -> str:
    """The letters of a reading, each once in a row, the later vowels left out; г is h and g."""
    # A soft consonant is written with an i in Polish and Ukrainian only: Donieck, Siergiej.
    same = re.sub(r"(.)\1+", r"\1", reading.translate(_SAME))
    consonants = re.sub(r"[aiou]", "", same)
    voiced = re.sub(r"[aiou]+$", "", same)
    if len(consonants) < SHORTEST and len(voiced) < SHORT_NAME:
        return ""
    key = same[:SOUNDED] + re.sub(r"[aiou]", "", same[SOUNDED:])
    return re.sub(r"(.)\1+", r"\1", key)
