"""Names of languages as exports and headers write them -> ISO 639 codes."""

import re
from functools import cache

from babel import Locale

WRITTEN_IN = ("en", "de", "fr", "es", "it", "nl", "pt", "pl", "uk", "ru")
"""Languages that exports and headers are written in."""

MORE_NAMES = {"slovene": "sl"}


@cache
def _codes() -> dict[str, str]:
    """Names of one word -> codes of two letters; no name in these languages means two."""
    names = (each for locale in map(Locale, WRITTEN_IN) for each in locale.languages.items())
    known = {name.lower(): code for code, name in names if len(code) == 2 and name.isalpha()}
    return known | MORE_NAMES


def language_code(name: str | None) -> str | None:
    """The code of a language by its name in one of some languages; None for any other words.

    Examples
    --------
    >>> language_code("ENGLISH; ANGLAIS"), language_code("Deutsch"), language_code("Page 3")
    ('en', 'de', None)
    """
    words = re.findall(r"[^\W\d_]+", name or "")
    return _codes().get(words[0].lower()) if words else None
