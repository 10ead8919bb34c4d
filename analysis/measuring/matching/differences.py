"""Where two copies of a text differ, passage by passage."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd
from rapidfuzz.distance import Indel

from analysis.adding.wordings import fold
from analysis.parsing.layout.paragraphs import parse_paragraphs
from analysis.tables.texts import require_texts

WORD = re.compile(r"\w+(?:[-'’]\w+)*")
ISLAND = 2
"""Words in common that still part two differences: fewer are met by chance."""

COLUMNS = ["kind", "start", "end", "passage", "other_start", "other_end", "other_passage"]


class _Word(NamedTuple):
    start: int
    end: int
    folded: str


class _Part(NamedTuple):
    """Numbers of words, from the first to behind the last, on both sides."""

    same: bool
    first: int
    last: int
    other_first: int
    other_last: int


def compare_copies(texts: pd.DataFrame, text_id: str, other_id: str) -> pd.DataFrame:
    """List the passages in which two texts differ, and those that they have in common.

    Words are aligned so that the most stay the same (longest common subsequence; Hunt & McIlroy
    1976), whatever their case, accents and punctuation; page furniture is left out on both sides.

    Parameters
    ----------
    texts
        One row a text; its first column is the key, `text` the text as it was saved.
    text_id, other_id
        The keys of the two.

    Returns
    -------
    DataFrame
        One row a passage, in order: `kind` (same; changed; left out: only the first text has it;
        added: only the other has it), `start`, `end` and `passage` of the first text,
        `other_start`, `other_end` and `other_passage`; an empty passage where a text has nothing.

    Raises
    ------
    KeyError
        There is no such text, or no column `text`.

    Examples
    --------
    >>> texts = pd.DataFrame({"text_id": ["a", "b"],
    ...     "text": ["It rains on the quay, he says.", "It snows on the quay, he says again."]})
    >>> compare_copies(texts, "a", "b")[["kind", "passage", "other_passage"]]
          kind               passage         other_passage
    0     same                    It                    It
    1  changed                 rains                 snows
    2     same  on the quay, he says  on the quay, he says
    3    added                                       again
    """
    one, other = (_text(texts, each) for each in (text_id, other_id))
    words, others = (_words(text) for text in (one, other))
    rows = []
    for part in _align([each.folded for each in words], [each.folded for each in others]):
        start, end = _span(words, part.first, part.last)
        other_start, other_end = _span(others, part.other_first, part.other_last)
        rows.append(
            [
                _kind(part), start, end, one[start:end],
                other_start, other_end, other[other_start:other_end],
            ]
        )  # fmt: skip
    return pd.DataFrame(rows, columns=COLUMNS).astype(
        dict.fromkeys(["kind", "passage", "other_passage"], "str")
    )


def _text(texts: pd.DataFrame, text_id: str) -> str:
    found = texts.loc[texts[require_texts(texts)] == text_id, "text"].fillna("")
    if found.empty:
        raise KeyError(f"no such text: {text_id}")
    return str(found.iloc[0])


def _words(text: str) -> list[_Word]:
    return [
        _Word(match.start(), match.end(), fold(match.group()))
        for each in parse_paragraphs(text)
        if not each.furniture
        for match in WORD.finditer(text, each.start, each.end)
    ]


def _span(words: list[_Word], first: int, last: int) -> tuple[int, int]:
    """From the first word to the last; where there is none, the end of the word before."""
    if first < last:
        return words[first].start, words[last - 1].end
    place = words[first - 1].end if first else 0
    return place, place


def _align(words: list[str], others: list[str]) -> Iterator[_Part]:
    """Runs of words that are the same or not, in turn; short islands belong to what is around."""
    parts: list[_Part] = []
    operations = Indel.opcodes(words, others)
    for number, each in enumerate(operations):
        ends = number in (0, len(operations) - 1)
        same = each.tag == "equal" and (ends or each.src_end - each.src_start >= ISLAND)
        span = _Part(same, each.src_start, each.src_end, each.dest_start, each.dest_end)
        if parts and not same and not parts[-1].same:
            parts[-1] = parts[-1]._replace(last=span.last, other_last=span.other_last)
        else:
            parts.append(span)
    yield from parts


def _kind(part: _Part) -> str:
    if part.same:
        return "same"
    if part.first == part.last:
        return "added"
    return "left out" if part.other_first == part.other_last else "changed"
