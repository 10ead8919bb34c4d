"""Texts reduced to what can be compared: words, stems, shingles, fingerprints, addresses, names.

A name becomes a skeleton, so that it can be compared across spellings (Чернігів, Chernihiv,
Chernigov, Tschernihiw): its letters in Latin, the digraphs of each spelling habit as one sound, its
vowels left out, a German s and a z being one. Where a habit is ambiguous (ch is one sound in
English, another in German) a name has several skeletons, and two names match when they share one.
The idea is that of phonetic keys (Soundex; Philips 1990), with the sounds of transliterated
Ukrainian and Russian.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from analysis.parsing.wordlists import any_of, read_words

WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
"""A word as `wording.csv` counts words, so that its counts can be held against a text."""

LETTERS = re.compile(r"[^\W\d_]{3,}")
NUMBER = re.compile(
    r"(?<![\w.,])\d{1,3}(?:[., \xa0]\d{3})+(?!\d)|(?<![\w.,])\d+(?:[.,]\d{1,2})?(?!\w)"
)
STEM = 6
"""Letters of a word that count: its endings change with grammar, and with who retells it."""

SHINGLE = 5
"""Words of a shingle (Broder 1997): long enough that chance agreement is rare."""

MIRRORS = ("www.", "m.", "amp.", "mobile.")

SHORTEST = 3
"""Consonants that a skeleton has at least: with two, every third name is like another."""

SHORT_NAME = 5
"""Letters from which on a name of fewer consonants is compared with its vowels: Izium."""

LATIN, DIGRAPHS = (read_words("matching")[each] for each in ("letters", "digraphs"))
"""What stands for a sound here: Latin letters for those that `fold` leaves, one for several."""

CH = ("c", "h", "s")
"""What ch can be: Chernihiv, German Charkiw, French Chevtchenko."""

CASES = re.compile(rf"{any_of(read_words('matching')['endings'])}$")
"""Endings of names in a sentence, where a stem of four is left."""

NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[’'-](?=[^\W\d_]))*")
_SPELLINGS = re.compile("|".join(DIGRAPHS))
_SAME = str.maketrans("gzyj", "hsii")


def fold(text: str) -> str:
    """Letters without accents and case: names are spelled with and without them."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in apart if not unicodedata.combining(each))


def count_words(text: str) -> int:
    return sum(1 for _ in WORD.finditer(text))


def stems(text: str) -> set[str]:
    """The words of three letters and more, cut to their first letters."""
    return {word[:STEM] for word in LETTERS.findall(fold(text))}


def numbers(text: str) -> set[str]:
    """Numbers in figures, without the marks that group thousands: 1,000 and 1.000 are 1000."""
    found = set()
    for match in NUMBER.findall(text):
        grouped = re.fullmatch(r"\d{1,3}(?:[., \xa0]\d{3})+", match)
        found.add(re.sub(r"\D", "", match) if grouped else match.replace(",", "."))
    return found


def fingerprint(text: str) -> str:
    """A digest that stays the same with other blanks, cases, quotation marks and accents.

    Examples
    --------
    >>> fingerprint("“It rains,” he said.") == fingerprint('"It rains,"  he said. ')
    True
    """
    words = re.findall(r"\w+", fold(text))
    return hashlib.sha256(" ".join(words or [text]).encode()).hexdigest()


def shingles(text: str) -> frozenset[int]:
    """The runs of five words of a text, as numbers that are the same in every process."""
    words = re.findall(r"\w+", fold(text)) or [text]
    runs = [" ".join(words[n : n + SHINGLE]) for n in range(max(len(words) - SHINGLE + 1, 1))]
    return frozenset(
        int.from_bytes(hashlib.blake2b(run.encode(), digest_size=8).digest()) for run in runs
    )


def resemblance(one: frozenset[int], other: frozenset[int]) -> float:
    """Shared part of all shingles of two texts (Jaccard), 0 to 1."""
    both = len(one & other)
    return both / (len(one) + len(other) - both) if both else 0.0


def same_address(url: str) -> str:
    """An address without what differs between ways to the same page."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url.strip().lower()
    path = re.sub(r"/(?:amp|index\.html?)?/?$", "", unquote(parts.path))
    query = parts.query if re.match(r"(?:p|id|article|story)=", parts.query) else ""
    return f"{site(url)}{path.rstrip('/')}?{query}".rstrip("?").lower()


def site(url: str) -> str:
    """The host of an address without the prefixes of its mobile copies."""
    try:
        host = (urlsplit(url.strip()).hostname or "").lower()
    except ValueError:
        return ""
    for prefix in MIRRORS:
        host = host.removeprefix(prefix)
    return host


def slug_words(url: str) -> str:
    """The words of the longest part of an address: on most sites they are the headline.

    Examples
    --------
    >>> slug_words("https://harbour.example/world/2022/late-mail-for-the-fourth-crew-12345.html")
    'late mail for the fourth crew'
    """
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return ""
    longest = max(re.split("/", path), key=len)
    words = re.split(r"[-_+ ]+", re.sub(r"\.\w{2,5}$", "", longest))
    return " ".join(word for word in words if not re.search(r"\d{3,}", word)).strip()


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
    latin = re.sub(r"[^a-z]", "", "".join(LATIN.get(sign, sign) for sign in folded))
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
