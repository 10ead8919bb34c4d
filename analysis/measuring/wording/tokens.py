"""The words of texts one by one, each at its place, and any of them in its context."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

import numpy as np
import pandas as pd

from analysis.parsing.layout.paragraphs import parse_paragraphs
from analysis.parsing.spans import Paragraph, Quote, Turn
from analysis.parsing.speech.quotations import parse_quotes
from analysis.parsing.speech.turns import parse_turns

Part = Literal["own", "quoted", "all"]

PARTS: dict[Part, str] = {
    "own": "the outlets' own words",
    "quoted": "words quoted or spoken",
    "all": "all words of the articles",
}

COUNTED = ("headline", "subheading", "body")
"""Kinds of paragraph in which an outlet tells; bylines, captions and legends are names mostly."""

SPEECH = ("speech", "headline_quote")

WORD = re.compile(r"\w+")


def find_tokens(texts: pd.DataFrame, *, part: Part = "own") -> pd.DataFrame:
    """Find the words of texts, one by one, with their places.

    Parameters
    ----------
    texts
        One row a text; its first column is the key, `text` the text as it was saved.
    part
        "own": the outlet's own words, outside quotation marks of any kind and turns of a printed
        call. "quoted": direct speech, quoted headlines and turns. "all": both and words in scare
        quotes. Only headlines, subheadings and body are looked at; page furniture never counts.

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
    if part not in PARTS:
        raise ValueError(f"part is {part!r}, expected one of: {', '.join(PARTS)}")
    key = texts.columns[0]
    rows = [
        (name, start, end, fold(text[start:end]))
        for name, text in zip(texts[key], texts["text"].fillna(""), strict=True)
        for start, end in _places(text, part)
    ]
    typed = {"start": "int64", "end": "int64", "word": "str"}
    return pd.DataFrame(rows, columns=[key, "start", "end", "word"]).astype(typed)


def fold(word: str) -> str:
    """A word in small letters; one that would grow by it, such as "İ", stays findable as it is."""
    small = word.lower()
    return small if len(small) == len(word) else word


def _places(text: str, part: Part) -> Iterator[tuple[int, int]]:
    paragraphs = parse_paragraphs(text)
    quotes = parse_quotes(text, paragraphs)
    turns = parse_turns(text, paragraphs)
    told = [each for each in paragraphs if each.furniture is None and each.kind in COUNTED]
    counted = _mask(text, [*told, *turns])
    if part == "own":
        counted &= ~_mask(text, [*quotes, *turns])
    elif part == "quoted":
        speech = [each for each in quotes if each.kind in SPEECH]
        counted &= _mask(text, [*speech, *turns])
    for found in WORD.finditer(text):
        if counted[found.start()]:
            yield found.span()


def _mask(text: str, spans: Sequence[Paragraph | Quote | Turn]) -> np.ndarray:
    mask = np.zeros(len(text), dtype=bool)
    for each in spans:
        mask[each.start : each.end] = True
    return mask


def find_words(
    texts: pd.DataFrame,
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
        One row a text; its first column is the key.
    words
        A word or phrase, found whatever its case and only as whole words. A `*` at the end of a
        word stands for any ending; between words any white space may stand.
    column
        Column that holds the text.
    width
        Characters of context on either side.
    part
        Only places in this part of full texts, the one that `compare_words` counts: "own",
        "quoted" or "all"; by default anywhere, page furniture too.

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
    if column not in texts:
        raise KeyError(f"texts have no column {column!r}; there are: {', '.join(texts)}")
    key = texts.columns[0]
    rows = [
        {
            key: name,
            "start": found.start(),
            "end": found.end(),
            "left": _one_line(text[max(0, found.start() - width) : found.start()]),
            "match": found.group(),
            "right": _one_line(text[found.end() : found.end() + width]),
        }
        for name, text in zip(texts[key], texts[column].fillna(""), strict=True)
        for found in pattern.finditer(text)
    ]
    found = pd.DataFrame(rows, columns=[key, "start", "end", "left", "match", "right"])
    if part is None:
        return found
    tokens = find_tokens(texts.assign(text=texts[column]), part=part)
    places = pd.MultiIndex.from_frame(tokens[[key, "start"]])
    inside = pd.MultiIndex.from_frame(found[[key, "start"]]).isin(places)
    return found[inside].reset_index(drop=True)


def _pattern(words: str) -> re.Pattern[str]:
    parts = words.split()
    if not any(part.strip("*") for part in parts):
        raise ValueError(f"{words!r} has no word to look for")
    escaped = (re.escape(part).replace(r"\*", r"\w*") for part in parts)
    return re.compile(r"(?<!\w)" + r"\s+".join(escaped) + r"(?!\w)", re.IGNORECASE)


def _one_line(text: str) -> str:
    return re.sub(r"\s", " ", text)
