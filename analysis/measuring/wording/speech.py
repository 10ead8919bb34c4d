"""How much of a text is speech, and whose."""

from collections import defaultdict

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.measuring.ratios import estimate_ratios, sum_clusters, tabulate
from analysis.parsing.article import Article
from analysis.parsing.spans import Quote, Turn
from analysis.parsing.tabling import Texts, parse_texts
from analysis.parsing.words import WORD


def count_speech(texts: Texts) -> pd.DataFrame:
    """Count the words of each text that are quoted or spoken in turns.

    Parameters
    ----------
    texts
        One row a text; its first column is the key, `text` the text as it was saved; or texts
        that `parse_texts` has parsed. Copies of one article would count its words again:
        `keep_articles` leaves one of each.

    Returns
    -------
    DataFrame
        One row a text: the key; language; `words` (outside page furniture); `quoted` (of these,
        inside quotation marks); `spoken` (of these, in turns of a transcript); `own` (the rest:
        the outlet's own words); `share` = (quoted + spoken) / words; `quotes` and `turns` counted.
        Headline quotations, scare quotes and terms are not speech.

    Raises
    ------
    KeyError
        The texts have no column `text`.

    Examples
    --------
    >>> texts = pd.DataFrame({"text_id": ["one"], "text": ["“It rains,” the soldier said."]})
    >>> count_speech(texts)[["words", "quoted", "own", "share"]]
       words  quoted  own  share
    0      5       2    3    0.4
    """
    parsed = parse_texts(texts)
    table = pd.DataFrame(map(_count, parsed.articles), columns=list(COLUMNS)).astype(COLUMNS)
    table.insert(0, parsed.ids.name, parsed.ids.array)
    return table


def count_speakers(texts: Texts) -> pd.DataFrame:
    """Count whose words are quoted or spoken, by the role in which somebody speaks.

    Parameters
    ----------
    texts
        As for `count_speech`.

    Returns
    -------
    DataFrame
        One row a role, the one with most words first: role; `words` (quoted or spoken by it);
        `share` of all that is quoted or spoken; `low`, `high` (95 % interval, for which texts are
        drawn anew: words of one text are not independent); `quotes` and `texts` in which it
        speaks; `few`: fewer than five texts in all. Empty where nobody speaks.

    Raises
    ------
    KeyError
        The texts have no column `text`.

    Examples
    --------
    >>> said = "“It rains,” the soldier said. “Still?” his mother asked."
    >>> texts = pd.DataFrame({"text_id": ["one"], "text": [said]})
    >>> count_speakers(texts)[["role", "words", "share", "quotes", "few"]]
          role  words     share  quotes   few
    0  soldier      2  0.666667       1  True
    1   mother      1  0.333333       1  True
    """
    articles = parse_texts(texts).articles
    spoken = [_words_by_role(article) for article in articles]
    roles = sorted({role for words in spoken for role in words})
    words = np.array([[each.get(role, 0) for role in roles] for each in spoken], dtype="float64")
    speaking = words.sum(axis=1) if roles else np.zeros(0)
    cells = pd.DataFrame({"row": np.flatnonzero(speaking)})
    cells = cells.assign(cluster=range(len(cells)), place=0, part=1.0, weight=1.0)
    if cells.empty:
        return pd.DataFrame(columns=list(SPEAKERS)).astype(SPEAKERS)
    alone = sparse.eye_array(1, format="csr")
    [sums] = sum_clusters(cells, words, speaking, shares=alone, clusters=len(cells))
    table = tabulate(sums, estimate_ratios(sums), groups=pd.Index(["all"]), values=roles)
    quotes = pd.Series([each.role for article in articles for each in _speech(article)])
    table = table.rename(columns={"value": "role", "count": "words", "estimate": "share"})
    table["quotes"] = table["role"].map(quotes.value_counts()).fillna(0)
    table["texts"] = (words > 0).sum(axis=0)
    table.attrs["texts"] = len(cells)
    kept = table[list(SPEAKERS)].astype(SPEAKERS)
    return kept.sort_values(["words", "role"], ascending=[False, True], ignore_index=True)


SPEAKERS = {
    "role": "str", "words": "int64", "share": "float64", "low": "float64", "high": "float64",
    "quotes": "int64", "texts": "int64", "few": "bool",
}  # fmt: skip


def _speech(article: Article) -> list[Quote | Turn]:
    """Turns of a transcript, and quotations of speech outside of them."""
    outside = [
        each for each in article.quotes if each.kind == "speech" and not _in_turn(article, each)
    ]
    return [*article.turns, *outside]


def _words_by_role(article: Article) -> dict[str, int]:
    spans = defaultdict(list)
    for each in _speech(article):
        spans[each.role].append((each.start, each.end))
    return {role: _words(article.text, some) for role, some in spans.items()}


COLUMNS = {
    "language": "str", "words": "int64", "quoted": "int64", "spoken": "int64", "own": "int64",
    "share": "float64", "quotes": "int64", "turns": "int64",
}  # fmt: skip


def _count(article: Article) -> dict[str, object]:
    body = [(each.start, each.end) for each in article.paragraphs if not each.furniture]
    speech = [each for each in article.quotes if each.kind == "speech"]
    quoted = _words(article.text, [(each.start, each.end) for each in speech])
    turns = _words(article.text, [(each.start, each.end) for each in article.turns])
    spoken = turns - _words_in_turns(article, speech)
    words = _words(article.text, body)
    return {
        "language": article.language,
        "words": words,
        "quoted": quoted,
        "spoken": spoken,
        "own": words - quoted - spoken,
        "share": (quoted + spoken) / words if words else float("nan"),
        "quotes": len(speech),
        "turns": len(article.turns),
    }


def _words_in_turns(article: Article, speech: list[Quote]) -> int:
    inside = [(each.start, each.end) for each in speech if _in_turn(article, each)]
    return _words(article.text, inside)


def _in_turn(article: Article, quote: Quote) -> bool:
    return any(turn.start <= quote.start and quote.end <= turn.end for turn in article.turns)


def _words(text: str, spans: list[tuple[int, int]]) -> int:
    """Words within any of the spans, each counted once however the spans nest."""
    total, reached = 0, 0
    for start, end in sorted(spans):
        begin = max(start, reached)
        total += len(WORD.findall(text, begin, end)) if begin < end else 0
        reached = max(reached, end)
    return total
