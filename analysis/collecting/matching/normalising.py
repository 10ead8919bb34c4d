"""Texts reduced to what can be compared: words, stems, shingles, fingerprints, addresses."""

import hashlib
import re
import unicodedata
from urllib.parse import unquote, urlsplit

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
