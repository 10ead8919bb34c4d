"""Copies among full texts: the same words on several pages, whole or in part.

Candidates come from signatures of the texts' shingles (MinHash with locality-sensitive hashing;
Broder 1997, Indyk and Motwani 1998; library rensa); each is then counted exactly.
"""

import re
from collections import defaultdict
from itertools import combinations, product
from typing import Any, TypeVar

import numpy as np
import pandas as pd
from rensa import RMinHash, RMinHashLSH
from scipy import sparse

from analysis.collecting.matching.normalising import fold
from analysis.parsing.article import Article
from analysis.parsing.tabling import ParsedTexts, Texts, parse_texts

LEAST = 0.6
"""Share of the shorter text's wording from which on a text counts as a copy of another."""

FEWEST = 20
"""Shingles that a text has at least: fewer are a caption or a teaser, which many pages share."""

SHINGLE = 5
"""Words of a shingle: long enough that chance agreement is rare."""

SIGNS = 256
"""Signs of a signature, each a band of its own: the end of a long text must be found by it."""

SLACK = 3
"""A candidate may seem to share this many times less than it must: signatures estimate."""

Some = TypeVar("Some", pd.DataFrame, ParsedTexts)

COLUMNS = {
    "kind": "str", "shared": "int64", "containment": "float64", "resemblance": "float64",
    "words": "int64", "other_words": "int64",
}  # fmt: skip


class Wording:
    """The words of a text, whatever its blanks, case, accents and marks, and their runs of five.

    Examples
    --------
    >>> Wording("“It rains,” he said.").exact == Wording('"It rains,"  he SAID').exact
    True
    """

    def __init__(self, text: str) -> None:
        words = re.findall(r"\w+", fold(text)) or [text]
        behind = (words[place:] for place in range(SHINGLE))
        runs = [*map(" ".join, zip(*behind, strict=False))] or [" ".join(words)]
        self.words = len(text.split())
        self.exact = hash(" ".join(words))
        self.runs = np.unique(np.fromiter(map(hash, runs), dtype=np.int64))
        self.signature = RMinHash(num_perm=SIGNS, seed=1)
        self.signature.update(runs)

    def shared(self, other: "Wording") -> int:
        """How many runs both have."""
        return len(np.intersect1d(self.runs, other.runs, assume_unique=True))

    def containment(self, other: "Wording") -> float:
        """Shared part of the runs of the one that has fewer, 0 to 1."""
        return self.shared(other) / min(len(self.runs), len(other.runs))

    def resemblance(self, other: "Wording") -> float:
        """Shared part of all runs of both (Jaccard), 0 to 1."""
        shared = self.shared(other)
        return shared / (len(self.runs) + len(other.runs) - shared)

    def may_share(self, other: "Wording", least: float) -> bool:
        """Whether, by their signatures, they can share so much of the shorter one."""
        needed = least * min(len(self.runs), len(other.runs))
        resemblance = needed / (len(self.runs) + len(other.runs) - needed)
        return bool(SLACK * self.signature.jaccard(other.signature) >= resemblance)


class Wordings:
    """Texts by number, to be asked for copies of another one."""

    def __init__(self) -> None:
        self._index = RMinHashLSH(threshold=LEAST, num_perm=SIGNS, num_bands=SIGNS)
        self._known: dict[int, Wording] = {}

    def add(self, number: int, wording: Wording) -> None:
        self._index.insert(number, wording.signature)
        self._known[number] = wording

    def near(self, wording: Wording, least: float = LEAST) -> list[tuple[int, Wording]]:
        """Those that share so much of the wording of the shorter one of the two."""
        found = ((each, self._known[each]) for each in self._index.query(wording.signature))
        return [
            (number, other)
            for number, other in found
            if wording.may_share(other, least) and wording.containment(other) >= least
        ]


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
    bodies = [article.once(_body) for article in parsed.articles]
    groups: dict[int, list[int]] = defaultdict(list)
    known, near = Wordings(), []
    for number, body in enumerate(bodies):
        if not body.words:
            continue
        groups[body.exact].append(number)
        # Of exact copies the first is compared, for all of them.
        if groups[body.exact] == [number] and len(body.runs) >= FEWEST:
            near += [(other.exact, body.exact) for _, other in known.near(body, least)]
            known.add(number, body)
    pairs = [pair for same in groups.values() for pair in combinations(same, 2)]
    pairs += [pair for one, other in near for pair in product(groups[one], groups[other])]
    ids = keys.to_numpy()
    rows = [
        [ids[one], ids[other], *_measures(bodies[one], bodies[other])]
        for one, other in sorted(tuple(sorted(pair)) for pair in pairs)
    ]
    return pd.DataFrame(rows, columns=[keys.name, "other_id", *COLUMNS]).astype(
        COLUMNS | dict.fromkeys([keys.name, "other_id"], keys.dtype)
    )


def _body(article: Article) -> Wording:
    """A text without its furniture."""
    told = [each for each in article.paragraphs if not each.furniture]
    return Wording("\n".join(article.text[each.start : each.end] for each in told))


def _measures(one: Wording, other: Wording) -> list[object]:
    kind = "exact" if one.exact == other.exact else "near"
    return [
        kind, one.shared(other), one.containment(other), one.resemblance(other),
        one.words, other.words,
    ]  # fmt: skip


def keep_articles(texts: Some) -> Some:
    """The texts with each article once, by its longest copy: the unit of counts is the article.

    Texts that are copies of each other, directly or over further ones, are one article.

    Parameters
    ----------
    texts
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
    pairs, place = find_copies(parsed), pd.Index(parsed.ids)
    one, other = (place.get_indexer(pairs[each]) for each in (parsed.ids.name, "other_id"))
    graph = sparse.coo_array((np.ones(len(pairs)), (one, other)), shape=(len(place),) * 2)
    _, article = sparse.csgraph.connected_components(graph, directed=False)
    words = np.zeros(len(place))
    words[one], words[other] = pairs["words"], pairs["other_words"]
    # The first of the longest.
    longest = np.lexsort([-words, article])[np.unique(np.sort(article), return_index=True)[1]]
    kept: Any = np.isin(np.arange(len(place)), longest)  # of no text, a list would be columns
    left = parsed.keep(kept, copies=np.bincount(article)[article][kept])
    return left if isinstance(texts, ParsedTexts) else left.frame
