"""In which language a text is written."""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from analysis.parsing.wordlists import read_words
from analysis.parsing.words import count_words

READ = 20_000
"""Characters that are looked at: the language of a report does not change after its first pages."""

UNKNOWN = "und"
"""The code of ISO 639-2 for a language that cannot be told."""

LISTED = 25
"""Words of each language that count: a longer list must not win by its length."""

LEAST = 2
"""Frequent words that must be found; a single one may be a name or belong to another language."""

SCRIPTS = {
    "ko": r"[\uac00-\ud7a3]", "ja": r"[\u3040-\u30ff]", "zh": r"[\u4e00-\u9fff]",
    "ar": r"[\u0600-\u06ff]", "he": r"[\u0590-\u05ff]", "el": r"[\u0370-\u03ff]",
    "ka": r"[\u10a0-\u10ff]", "hy": r"[\u0530-\u058f]", "th": r"[\u0e00-\u0e7f]",
    "hi": r"[\u0900-\u097f]",
}  # fmt: skip
"""A script that stands for its best-known language; Japanese before Chinese: it uses both."""

_OTHER_SCRIPT = re.compile(f"[{''.join(letters[1:-1] for letters in SCRIPTS.values())}]")
_SCRIPTS = {language: re.compile(letters) for language, letters in SCRIPTS.items()}


@cache
def _frequent() -> dict[str, list[str]]:
    """Frequent word -> the languages that it is one of."""
    found: dict[str, list[str]] = {}
    for language, words in read_words("stopwords").items():
        for word in {*words[:LISTED]}:
            found.setdefault(word, []).append(language)
    return found


def guess_language(text: str, words: Mapping[str, int] | None = None) -> str:
    """The language of a text, as an ISO 639-1 code.

    By the script where it tells, else by the language whose most frequent words are found most
    often (after Ingle's list method, 1976). A dependency would know more languages, but a model
    of some megabytes; the reports of the corpus are in these 25.

    Parameters
    ----------
    text
        Any text; its first 20,000 characters are looked at.
    words
        How often each word stands in it, where that is counted already (`count_words`).

    Returns
    -------
    str
        A code such as "en"; "und" when the text is too short or mixed to tell.

    Examples
    --------
    >>> guess_language("Der Soldat sagt, dass er nicht nach Hause kann.")
    'de'
    >>> guess_language("12:30")
    'und'
    """
    if words is None or len(text) > READ:
        text = text[:READ]
        words = count_words(text)
    other = not text.isascii() and _OTHER_SCRIPT.search(text)
    letters = sum(map(str.isalpha, text)) if other else 0
    for language, script in _SCRIPTS.items() if letters else ():
        if len(script.findall(text)) > letters / 3:
            return language
    found: dict[str, int] = defaultdict(int)
    frequent = _frequent()
    for word in frequent.keys() & words.keys():
        for language in frequent[word]:
            found[language] += words[word]
    most = max(found.values(), default=0)
    best = [language for language, times in found.items() if times == most]
    return best[0] if most >= LEAST and len(best) == 1 else UNKNOWN
