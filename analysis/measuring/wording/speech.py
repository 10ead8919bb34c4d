"""How much of a text is speech, and whose."""

import pandas as pd

from analysis.measuring.wording.tokens import WORD
from analysis.parsing.article import Article
from analysis.parsing.spans import Quote
from analysis.parsing.tabling import Texts, parse_texts


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
    inside = [
        (each.start, each.end)
        for each in speech
        if any(turn.start <= each.start and each.end <= turn.end for turn in article.turns)
    ]
    return _words(article.text, inside)


def _words(text: str, spans: list[tuple[int, int]]) -> int:
    """Words within any of the spans, each counted once however the spans nest."""
    total, reached = 0, 0
    for start, end in sorted(spans):
        begin = max(start, reached)
        total += len(WORD.findall(text, begin, end)) if begin < end else 0
        reached = max(reached, end)
    return total
