"""The same quotation in several texts, reworded or translated anew."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from analysis.adding.wordings import count_words, fold
from analysis.measuring.matching.likeness import Embed
from analysis.parsing.article import Article, parse_article
from analysis.parsing.spans import Span
from analysis.tables.texts import require_texts

LEAST = 0.6
"""Likeness from which on two quotations are listed. Set by hand: there is no coded set of pairs. Of
the quotations in five whole articles on five calls none of two articles reached it."""

FEWEST = 7
"""Words of a quotation at least: shorter ones are like each other by chance."""

ROWS = 500
"""Quotations that are compared with all at a time, so that memory stays small."""

COLUMNS = {
    "start": "int64", "end": "int64", "quote": "str", "other_id": "str", "other_start": "int64",
    "other_end": "int64", "other_quote": "str", "likeness": "float64",
}  # fmt: skip


class _Quotation(NamedTuple):
    text: int
    start: int
    end: int
    words: str


def find_shared_quotes(
    texts: pd.DataFrame, *, least: float = LEAST, embed: Embed | None = None
) -> pd.DataFrame:
    """List the quotations that two texts have in common, however they are worded.

    Compared are quotations of speech and of headlines, and turns of printed calls, of seven words
    and more: their words in any order (rapidfuzz's token sort ratio), or with a model what they
    mean, whatever the language. It is a list to be read: two soldiers may say the same.

    Parameters
    ----------
    texts
        One row a text; its first column is the key, `text` the text as it was saved. Leave copies
        of one article out first: `keep_articles(texts)`.
    least
        Likeness from which on a pair is listed, 0 to 1.
    embed
        A model, as for `find_candidates`; likeness is then the cosine.

    Returns
    -------
    DataFrame
        One row a pair of quotations of two texts, in the order of the texts: the key, `start`,
        `end`, `quote`, `other_id`, `other_start`, `other_end`, `other_quote`, `likeness`.

    Raises
    ------
    KeyError
        The texts have no column `text`.
    ValueError
        `least` is not a share.

    Examples
    --------
    >>> texts = pd.DataFrame({"text_id": ["a", "b"], "text": [
    ...     "“Nobody has brought us dry boots for nine days,” the soldier said.",
    ...     "The soldier said: “For nine days nobody brought us any dry boots.”"]})
    >>> find_shared_quotes(texts)[["quote", "other_quote"]].values.tolist()
    [['Nobody has brought us dry boots for nine days,',
      'For nine days nobody brought us any dry boots.']]
    """
    key = require_texts(texts)
    if not 0 < least <= 1:
        raise ValueError(f"least is {least}, expected a share above 0 and at most 1")
    quotations = [
        each
        for number, text in enumerate(texts["text"].fillna(""))
        for each in _quotations(number, parse_article(text))
    ]
    ids = texts[key].to_numpy()
    rows = [
        [ids[one.text], *one[1:], ids[other.text], *other[1:], likeness]
        for one, other, likeness in _alike(quotations, least, embed)
    ]
    return pd.DataFrame(rows, columns=[key, *COLUMNS]).astype(
        COLUMNS | dict.fromkeys([key, "other_id"], texts[key].dtype)
    )


def _quotations(number: int, article: Article) -> Iterator[_Quotation]:
    speech = [
        Span(each.start, each.end)
        for each in article.quotes
        if each.kind in ("speech", "headline_quote")
    ]
    turns = [
        Span(turn.start, turn.end)
        for turn in article.turns
        if not any(turn.start <= start and end <= turn.end for start, end in speech)
    ]
    for start, end in sorted([*speech, *turns]):
        words = article.text[start:end]
        if count_words(words) >= FEWEST:
            yield _Quotation(number, start, end, words)


def _alike(
    quotations: list[_Quotation], least: float, embed: Embed | None
) -> Iterator[tuple[_Quotation, _Quotation, float]]:
    """Pairs of two texts, the earlier text first."""
    words = [each.words for each in quotations]
    folded = [fold(each) for each in words]
    vectors = np.asarray(embed(words)) if embed and words else None
    for first in range(0, len(quotations), ROWS):
        if vectors is None:
            part = folded[first : first + ROWS]
            likeness = process.cdist(part, folded, scorer=fuzz.token_sort_ratio) / 100
        else:
            likeness = vectors[first : first + ROWS] @ vectors.T
        for row, column in np.argwhere(likeness >= least):
            one, other = quotations[first + row], quotations[column]
            if one.text < other.text:
                yield one, other, float(likeness[row, column])
