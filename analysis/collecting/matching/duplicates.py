"""Copies among full texts: the same words on several pages, whole or in part."""

from collections import defaultdict
from itertools import combinations
from typing import NamedTuple, TypeVar

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.collecting.matching.normalising import fingerprint, shingles
from analysis.parsing.article import Article
from analysis.parsing.tabling import ParsedTexts, Texts, parse_texts

LEAST = 0.6
"""Share of the shorter text's wording from which on a text counts as a copy of another."""

FEWEST = 20
"""Shingles that a text has at least: fewer are a caption or a teaser, which many pages share."""

Some = TypeVar("Some", pd.DataFrame, ParsedTexts)

COLUMNS = {
    "kind": "str", "shared": "int64", "containment": "float64", "resemblance": "float64",
    "words": "int64", "other_words": "int64",
}  # fmt: skip


class _Body(NamedTuple):
    """A text without its furniture: its fingerprint, its shingles, its number of words."""

    print: str
    shingles: frozenset[int]
    words: int


def find_copies(texts: Texts, *, least: float = LEAST) -> pd.DataFrame:
    """Find the pairs of texts that are copies of each other, exact or near.

    Compared are the words of the articles, not the furniture of the pages: their runs of five words
    (shingles; Broder 1997), counted exactly. The work grows with the number of texts and of the
    copies among them, not with the number of pairs.

    Parameters
    ----------
    texts
        One row a text; its first column is the key, `text` the text as it was saved; or texts
        that `parse_texts` has parsed.
    least
        Share of the shorter text's shingles that the other must have, more than 0 to 1.

    Returns
    -------
    DataFrame
        One row a pair, in the order of the texts: the key, `other_id`, `kind` ("exact": the same
        words but for blanks, case, accents and punctuation; "near"), `shared` (shingles that both
        have), `containment` (share of those of the text that has fewer), `resemblance` (share of
        those of either; Jaccard), `words` and `other_words` of the articles. Texts of fewer than
        twenty shingles can be exact copies only.

    Raises
    ------
    KeyError
        The texts have no column `text`.
    ValueError
        A key stands twice, or `least` is not a share.

    Examples
    --------
    >>> told = "The man says that it rains on the quay and that for nine days nobody has come. "
    >>> texts = pd.DataFrame({"text_id": ["a", "b"], "text": [told, told.upper()]})
    >>> find_copies(texts)[["text_id", "other_id", "kind"]]
      text_id other_id   kind
    0       a        b  exact
    """
    parsed = parse_texts(texts)
    keys = parsed.ids
    if not 0 < least <= 1:
        raise ValueError(f"least is {least}, expected a share above 0 and at most 1")
    if keys.duplicated().any():
        raise ValueError(f"{keys[keys.duplicated()].iloc[0]} stands twice in {keys.name}")
    bodies = [_body(article) for article in parsed.articles]
    groups: dict[str, list[int]] = defaultdict(list)
    for number, body in enumerate(bodies):
        if body.words:
            groups[body.print].append(number)
    pairs = {pair for same in groups.values() for pair in combinations(same, 2)}
    pairs |= _near(bodies, list(groups.values()), least)
    ids = keys.to_numpy()
    rows = [
        [ids[one], ids[other], *_measures(bodies[one], bodies[other])]
        for one, other in sorted(pairs)
    ]
    return pd.DataFrame(rows, columns=[keys.name, "other_id", *COLUMNS]).astype(
        COLUMNS | dict.fromkeys([keys.name, "other_id"], keys.dtype)
    )


def _body(article: Article) -> _Body:
    told = [each for each in article.paragraphs if not each.furniture]
    parts = [article.text[each.start : each.end] for each in told]
    body = "\n".join(parts)
    return _Body(fingerprint(body), shingles(body), len(body.split()))


def _near(bodies: list[_Body], groups: list[list[int]], least: float) -> set[tuple[int, int]]:
    """Pairs of texts that share enough; of exact copies the first is compared, for all of them."""
    firsts = [same for same in groups if len(bodies[same[0]].shingles) >= FEWEST]
    shared = _count_shared([bodies[same[0]].shingles for same in firsts])
    sizes = np.array([len(bodies[same[0]].shingles) for same in firsts])
    rows, columns = shared.row, shared.col
    enough = shared.data >= least * np.minimum(sizes[rows], sizes[columns])
    return {
        (min(one, other), max(one, other))
        for row, column in zip(rows[enough], columns[enough], strict=True)
        for one in firsts[row]
        for other in firsts[column]
    }


def _count_shared(sets: list[frozenset[int]]) -> sparse.coo_array:
    """How many shingles each two sets share, one set before the other; only where they do."""
    everything = np.array([each for some in sets for each in sorted(some)], dtype=np.uint64)
    _, columns = np.unique(everything, return_inverse=True)
    rows = np.repeat(np.arange(len(sets)), [len(some) for some in sets])
    ones = np.ones(len(rows), dtype=np.int64)
    table = sparse.csr_array((ones, (rows, columns)), shape=(len(sets), len(everything) or 1))
    return sparse.coo_array(sparse.triu(table @ table.T, k=1))


def _measures(one: _Body, other: _Body) -> list[object]:
    shared = len(one.shingles & other.shingles)
    fewer = min(len(one.shingles), len(other.shingles))
    either = len(one.shingles | other.shingles)
    kind = "exact" if one.print == other.print else "near"
    return [kind, shared, shared / fewer, shared / either, one.words, other.words]


def group_copies(texts: Texts, *, least: float = LEAST) -> pd.DataFrame:
    """Say which article each text is a copy of, so that copies can be counted once.

    Texts that are copies of each other, directly or over further ones, are one article.

    Parameters
    ----------
    texts, least
        As for `find_copies`.

    Returns
    -------
    DataFrame
        One row a text, in order: the key, `article_id` (key of the longest text of the article),
        `copies` (texts of the article, itself included).

    Examples
    --------
    >>> told = "The man says that it rains on the quay and that for nine days nobody has come. "
    >>> texts = pd.DataFrame({"text_id": ["a", "b", "c"], "text": [told, "No", told.upper()]})
    >>> group_copies(texts)
      text_id article_id  copies
    0       a          a       2
    1       b          b       1
    2       c          a       2
    """
    parsed = parse_texts(texts)
    ids, key = parsed.ids, parsed.ids.name
    pairs = find_copies(parsed, least=least)
    place = {text_id: number for number, text_id in enumerate(ids)}
    links = (pairs[key].map(place).to_numpy(int), pairs["other_id"].map(place).to_numpy(int))
    graph = sparse.coo_array((np.ones(len(pairs)), links), shape=(len(ids),) * 2)
    _, labels = sparse.csgraph.connected_components(graph, directed=False)
    words = dict(zip(pairs[key], pairs["words"], strict=True))
    words |= dict(zip(pairs["other_id"], pairs["other_words"], strict=True))
    table = pd.DataFrame({key: ids.array, "label": labels})
    longest = table.assign(words=table[key].map(words)).sort_values(
        "words", ascending=False, kind="stable"
    )
    table["article_id"] = table["label"].map(longest.groupby("label")[key].first())
    table["copies"] = table.groupby("label")["label"].transform("size")
    return table[[key, "article_id", "copies"]].astype({"article_id": ids.dtype})


def keep_articles(texts: Some, *, least: float = LEAST) -> Some:
    """The texts with each article once, by its longest copy: the unit of counts is the article.

    Parameters
    ----------
    texts, least
        As for `find_copies`.

    Returns
    -------
    DataFrame or ParsedTexts
        What of `texts` is kept, in order, with a column `copies` (texts that each stands for).

    Examples
    --------
    >>> told = "The man says that it rains on the quay and that for nine days nobody has come. "
    >>> texts = pd.DataFrame({"text_id": ["a", "b"], "text": [told, told.upper()]})
    >>> keep_articles(texts)[["text_id", "copies"]]
      text_id  copies
    0       a       2
    """
    parsed = parse_texts(texts)
    groups = group_copies(parsed, least=least)
    kept = (groups.iloc[:, 0] == groups["article_id"]).to_numpy()
    left = parsed.keep(kept, copies=groups.loc[kept, "copies"].to_numpy())
    return left if isinstance(texts, ParsedTexts) else left.frame
