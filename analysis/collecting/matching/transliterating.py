"""Names that can be compared across spellings: Чернігів, Chernihiv, Chernigov and Tschernihiw.

A name becomes a skeleton: its letters in Latin, the digraphs of each spelling habit as one sound,
its vowels left out, a German s and a z being one. Where a habit is ambiguous (ch is one sound in
English, another in German) a name has several skeletons, and two names match when they share one.
The idea is that of phonetic keys (Soundex; Philips 1990), with the sounds of transliterated
Ukrainian and Russian.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from analysis.collecting.matching.normalising import fold
from analysis.parsing.wordlists import any_of, read_words

SHORTEST = 3
"""Consonants that a skeleton has at least: with two, every third name is like another."""

SHORT_NAME = 5
"""Letters from which on a name of fewer consonants is compared with its vowels: Izium."""

LETTERS, DIGRAPHS = (read_words("matching")[each] for each in ("letters", "digraphs"))
"""What stands for a sound here: Latin letters for those that `fold` leaves, one for several."""

CH = ("c", "h", "s")
"""What ch can be: Chernihiv, German Charkiw, French Chevtchenko."""

CASES = re.compile(rf"{any_of(read_words('matching')['endings'])}$")
"""Endings of names in a sentence, where a stem of four is left."""

NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[’'-](?=[^\W\d_]))*")
_SPELLINGS = re.compile("|".join(DIGRAPHS))
_SAME = str.maketrans("gzyj", "hsii")


class Named(NamedTuple):
    """A word with a capital, and where it stands."""

    start: int
    end: int
    word: str


def find_names(text: str) -> Iterator[Named]:
    """The words of a text that begin with a capital, in its order.

    Examples
    --------
    >>> [each.word for each in find_names("They left for Izium, near Kharkiv.")]
    ['They', 'Izium', 'Kharkiv']
    """
    for match in NAME.finditer(text):
        if match.group()[0].isupper():
            yield Named(match.start(), match.end(), match.group())


@lru_cache(maxsize=100_000)
def name_keys(name: str) -> frozenset[str]:
    """The skeletons of a name; none when it has too few consonants to tell it from others.

    Examples
    --------
    >>> bool(name_keys("Чернігів") & name_keys("Chernihiv") & name_keys("Tschernihiw"))
    True
    >>> sorted(name_keys("Бахмутом"))
    ['bhmt']
    >>> name_keys("Kyiv")
    frozenset()
    """
    folded = fold(name)
    if re.search(r"[а-я]", folded) and len(folded) > 6:
        folded = CASES.sub("", folded)
    latin = re.sub(r"[^a-z]", "", "".join(LETTERS.get(sign, sign) for sign in folded))
    return frozenset(key for reading in _readings(latin) if (key := _skeleton(reading)))


def _readings(latin: str) -> Iterator[str]:
    one = _SPELLINGS.sub(lambda match: DIGRAPHS[match.group()], latin)
    yield from {one.replace("ch", sound) for sound in CH}


def _skeleton(reading: str) -> str:
    """Consonants, each once in a row, behind a stroke where a vowel is first; г is h and g."""
    same = re.sub(r"(.)\1+", r"\1", reading.translate(_SAME))
    consonants = re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiou]", "", same))
    if len(consonants) >= SHORTEST:
        return f"-{consonants}" if same[0] in "aeiou" else consonants
    voiced = re.sub(r"[aeou]+$|(?<=[aeou])i", "", same)
    return voiced if len(voiced) >= SHORT_NAME else ""
