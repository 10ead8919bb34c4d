"""The words of texts one by one, each at its place, and any of them in its context."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

import pandas as pd

from analysis.parsing.tabling import ParsedTexts, Texts, parse_texts
from analysis.parsing.tokens import ANYTHING, EVERYBODY, OWN, QUOTED, list_tokens
from analysis.parsing.words import LETTER, fold

Part = Literal["own", "quoted", "all", "text"]

_BLANK = re.compile(r"\s")

PARTS: dict[Part, str] = {
    "own": "the outlets' own words",
    "quoted": "words quoted or spoken",
    "all": "all words of the articles",
    "text": "all words of the texts, page furniture too",
}

WHOSE = {"own": (OWN,), "quoted": (QUOTED,), "all": EVERYBODY, "text": (ANYTHING,)}
"""Part of a text -> whose words it has."""


def whose_words(part: Part) -> tuple[str, ...]:
    """Whose words a part of a text has; ValueError where there is no such part."""
    if part not in WHOSE:
        raise ValueError(f"part is {part!r}, expected one of: {', '.join(PARTS)}")
    return WHOSE[part]


def find_tokens(texts: Texts, *, part: Part = "own") -> pd.DataFrame:
    """Find the words of texts, one by one, with their places.

    Parameters
    ----------
    texts
        One row a text; its first column is the key, `text` the text as it was saved; or texts
        that `parse_texts` has parsed.
    part
        "own": the outlet's own words, outside quotation marks of any kind and turns of a printed
        call. "quoted": direct speech, quoted headlines and turns. "all": both and words in scare
        quotes. Only headlines, subheadings and body are looked at, and page furniture never counts,
        but for "text": all words as they stand, for texts that are cleaned already.

    Returns
    -------
    DataFrame
        One row a word, in the order of the texts: the key; `start` and `end` (offsets into the
        untouched text); `word` (in small letters). A word is a run of letters and digits, as
        `find_words` finds it: what stands after an apostrophe or a hyphen is a word of its own.

    Raises
    ------
    ValueError
        There is no such part.

    Examples
    --------
    >>> texts = pd.DataFrame({"text_id": ["one"], "text": ["“It rains,” the soldier said."]})
    >>> find_tokens(texts)[["start", "end", "word"]]
       start  end     word
    0     12   15      the
    1     16   23  soldier
    2     24   28     said
    """
    wanted, parsed = whose_words(part), parse_texts(texts)
    rows = [
        (name, start, end, fold(article.text[start:end]))
        for name, article in zip(parsed.ids, parsed.articles, strict=True)
        for start, end in list_tokens(article, wanted)
    ]
    typed = {"start": "int64", "end": "int64", "word": "str"}
    return pd.DataFrame(rows, columns=[parsed.ids.name, "start", "end", "word"]).astype(typed)


def find_words(
    texts: Texts,
    words: str,
    *,
    column: str = "digest",
    width: int = 50,
    part: Part | None = None,
) -> pd.DataFrame:
    """Find every place of a word or phrase, with its context.

    Parameters
    ----------
    texts
        One row a text; its first column is the key; or texts that `parse_texts` has parsed.
    words
        A word or phrase, found whatever its case and only as whole words. A `*` at the end of a
        word stands for any ending; between words any white space may stand.
    column
        Column that holds the text.
    width
        Characters of context on either side.
    part
        Only places in this part of full texts, the one that `compare_words` counts: "own",
        "quoted", "all" or "text"; by default anywhere, as with "text".

    Returns
    -------
    DataFrame
        One row a place, in order: the key, `start` and `end` (offsets into the untouched text),
        `left`, `match`, `right`. Line breaks in the context are shown as spaces.

    Raises
    ------
    KeyError
        The texts have no such column.
    ValueError
        There is no word to look for; there is no such part.

    Examples
    --------
    >>> import pandas as pd
    >>> texts = pd.DataFrame({"report_id": ["one"], "digest": ["He said: no boots, no stove."]})
    >>> find_words(texts, "no boot*")[["start", "end", "match"]]
       start  end     match
    0      9   17  no boots
    """
    pattern = _pattern(words)
    frame = texts.frame if isinstance(texts, ParsedTexts) else texts
    if column not in frame:
        raise KeyError(f"texts have no column {column!r}; there are: {', '.join(frame)}")
    key = frame.columns[0]
    texts_by_key = zip(frame[key].tolist(), frame[column].fillna("").tolist(), strict=True)
    rows = [
        (name, start, end, _one_line(text[max(0, start - width) : start]), text[start:end],
         _one_line(text[end : end + width]))
        for name, text in texts_by_key
        for start, end in map(re.Match.span, pattern.finditer(text))
    ]  # fmt: skip
    found = pd.DataFrame(rows, columns=[key, "start", "end", "left", "match", "right"])
    if part is None:
        return found
    if column != "text":
        texts = frame.assign(text=frame[column])
    tokens = find_tokens(texts, part=part)
    places = pd.MultiIndex.from_frame(tokens[[key, "start"]])
    inside = pd.MultiIndex.from_frame(found[[key, "start"]]).isin(places)
    return found[inside].reset_index(drop=True)


def _pattern(words: str) -> re.Pattern[str]:
    parts = words.split()
    if not any(part.strip("*") for part in parts):
        raise ValueError(f"{words!r} has no word to look for")
    first, *others = (
        dict.fromkeys(unicodedata.normalize(form, part) for form in ("NFC", "NFD"))
        for part in parts
    )
    if any(form.startswith("*") for form in first):
        begin = rf"(?<!{LETTER}){_either(first)}"
    else:
        # By a set of its first signs a word is looked for many times as fast as by ignoring case.
        signs = "".join(re.escape(each) for form in first for each in _cases(form[0]))
        rests = (rf"(?<={re.escape(form[0])}){_any_end(form[1:])}" for form in first)
        begin = rf"(?-i:[{signs}])(?<!{LETTER}(?s:.))(?:{'|'.join(rests)})"
    whole = r"\s+".join([begin, *map(_either, others)])
    return re.compile(rf"{whole}(?!{LETTER})", re.IGNORECASE)


def _either(forms: Iterable[str]) -> str:
    return f"(?:{'|'.join(map(_any_end, forms))})"


def _any_end(form: str) -> str:
    return re.escape(form).replace(r"\*", f"{LETTER}*")


@lru_cache(maxsize=256)
def _cases(sign: str) -> str:
    """A sign with what an expression that ignores case takes for it: s with S and ſ."""
    signs = "".join(map(chr, range(0x1F000)))  # behind these no letter is small or large
    return "".join(re.findall(re.escape(sign), signs, re.IGNORECASE)) or sign


def _one_line(text: str) -> str:
    return _BLANK.sub(" ", text)
