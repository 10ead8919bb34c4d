"""Keyness: the words that one group of texts uses more than another, and how sure that is."""

from collections.abc import Collection
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse, stats
from scipy.special import xlogy

from analysis.collecting.streaming import ParsedFolder
from analysis.measuring.resampling import bunch_clusters, draw_clusters
from analysis.measuring.wording.sampling import (
    Sample,
    count_words,
    label_texts,
    list_facts,
    require_full_texts,
    require_pair,
    sample_words,
    say_smallness,
)
from analysis.measuring.wording.tokens import PARTS, Part
from analysis.parsing.tabling import Texts
from analysis.reading.corpus import Corpus
from analysis.tables.declaring import CALL

BY_SIDE = ("z", "log_odds", "log_ratio")
BY_SIZE = ("g2", "count")
LEAST = 3


def compare_words(
    texts: Texts | ParsedFolder,
    by: str,
    *,
    groups: tuple[str, str] | None = None,
    corpus: Corpus | None = None,
    part: Part = "own",
    least: int = LEAST,
    stop: Collection[str] = (),
    prior: float | None = None,
    background: Texts | ParsedFolder | None = None,
    sort: str = "z",
    intervals: bool = True,
) -> pd.DataFrame:
    """Compare how often two groups of full texts use each word.

    Parameters
    ----------
    texts
        One row a text of one language (`read_stored_texts`, `read_samples`); its first column is
        the key, `text` the text as it was saved; or texts that `parse_texts` has parsed; or a
        folder of more than memory holds, from `parse_files`, whose counts of words are read.
        Copies of one article would count its words again: `keep_articles` leaves one of each.
    by
        A column of `texts` or, with a corpus, a grouping of its reports: "outlet",
        "outlet_kind", "outlet_country", "origin", "carriage", "year" ...
    groups
        The two groups; by default the two that there are.
    corpus
        The corpus whose reports the texts are, by their key: it knows the groups, and which
        reports tell the same call.
    part
        Whose words: "own" (the outlets'), "quoted", "all" or, of texts that are cleaned already,
        "text" (`find_tokens`).
    least
        Words that both groups together use less often are not listed.
    stop
        Words that are not listed. They still count as words of the texts.
    prior
        Weight of the prior of the log-odds, in words; by default that of one average text.
    background
        Texts on whose words the prior rests besides those of the two groups.
    sort
        "z", "log_odds" or "log_ratio": words of the first group first, those of the other last;
        "g2" or "count": the largest first.
    intervals
        Whether `low` and `high` are asked for: of a large vocabulary they take most of the time.

    Returns
    -------
    DataFrame
        One row a word: word; `group` (which uses it more often; missing for neither); `count`
        and `other_count` (occurrences in the first group and in the other); `rate` and
        `other_rate` (per 1,000 words); `log_odds` (difference of log-odds, above 0 for words of
        the first group) with `low` and `high` (95 % interval, calls resampled; texts, where
        there is no corpus; missing where a group has but one of them, or where they are not asked
        for) and `z`; `log_ratio`
        (powers of two); `g2` with `p` and `q` (Benjamini-Hochberg over the words listed);
        `dispersion` and `other_dispersion` (0 even to 1 all in one text; missing where a group
        has one text); `texts`, `other_texts`, `calls`, `other_calls` (how many use it; calls are
        missing without a corpus); `only_in` ("one text" or "one call" that has all occurrences
        in `group`; else missing). `.attrs` holds the options, the sizes of the groups, the prior
        and `warnings`: sentences that belong beside these numbers.

    Raises
    ------
    ValueError
        There are no full texts (digests are none), no two groups, no words, or several
        languages; an option has no such value.
    KeyError
        No such column, group or report.

    Notes
    -----
    Log-odds and z are those of Monroe, Colaresi & Quinn (2008), G2 that of Dunning (1993), log
    ratio that of Hardie (2014), dispersion that of Gries (2008) as normalised by Lijffijt & Gries
    (2012). z, p and q take every word for an observation of its own, but words of one text are
    not (Lijffijt et al. 2016): use them to rank words, and the interval to believe in one.

    Examples
    --------
    >>> texts = pd.DataFrame({
    ...     "text_id": ["a", "b", "c", "d"],
    ...     "outlet": ["Post", "Post", "Courier", "Courier"],
    ...     "text": ["Grim news about boots.", "A grim call.", "News about boots.", "A call."]})
    >>> table = compare_words(texts, "outlet", groups=("Post", "Courier"), least=2)
    >>> table[["word", "group", "count", "other_count", "texts"]].head(1)
       word group  count  other_count  texts
    0  grim  Post      2            0      2
    """
    parsed = require_full_texts(texts, corpus)
    if sort not in BY_SIDE + BY_SIZE:
        raise ValueError(f"sort is {sort!r}, expected one of: {', '.join(BY_SIDE + BY_SIZE)}")
    facts = list_facts(parsed)
    labels = label_texts(facts, by, corpus)
    pair = require_pair(labels, groups)
    sample = sample_words(parsed, facts, labels, pair, corpus=corpus, part=part)
    noun = corpus.declared.noun if corpus else CALL
    weighed = weigh_prior(sample, background, part=part, weight=prior)
    listed = (sample.counts.sum(axis=0) >= least) & ~sample.words.isin([*stop])
    table = score_words(sample, weighed, np.flatnonzero(listed), intervals=intervals)
    table["only_in"] = table["only_in"].replace("one call", f"one {noun.one}")
    if corpus is None:
        nobody_knows = pd.Series(pd.NA, index=table.index, dtype="Int64")
        table = table.assign(calls=nobody_knows, other_calls=nobody_knows)
    table = table.sort_values(
        [sort, "word"], ascending=[False, True], kind="stable", ignore_index=True
    )
    table.attrs = {
        "by": by, "groups": sample.groups, "part": part, "part_words": PARTS[part],
        "least": least, "family": len(table), "left_out": len(labels) - len(sample.second),
        "prior": round(weighed.weight, 3), "prior_from": weighed.rests_on,
        "resampled": "texts" if corpus is None else noun.several, "noun": noun,
        "warnings": say_smallness(sample, noun=noun if corpus else None),
    } | _sizes(sample, known=corpus is not None)  # fmt: skip
    return table


def _sizes(sample: Sample, *, known: bool) -> dict[str, dict[str, int]]:
    """Words, texts and, where they are known, calls of each group."""
    sides = dict(zip(sample.groups, sample.sides(), strict=True))
    sizes = {
        "words": {name: int(sample.sizes[side].sum()) for name, side in sides.items()},
        "texts": {name: int(side.sum()) for name, side in sides.items()},
    }
    calls = {name: len(np.unique(sample.clusters[side])) for name, side in sides.items()}
    return sizes | ({"calls": calls} if known else {})


LEVEL = 0.95
BLOCK = 200
"""Words whose scores are resampled at a time: their draws stay near the processor."""


class Prior(NamedTuple):
    """What the log-odds are pulled towards.

    Attributes
    ----------
    counts
        Occurrences of each word that it stands for.
    weight
        Words that it stands for, of all the vocabulary.
    rests_on
        The texts whose shares of words it has.
    """

    counts: np.ndarray
    weight: float
    rests_on: str


def weigh_prior(
    sample: Sample, background: Texts | ParsedFolder | None, *, part: Part, weight: float | None
) -> Prior:
    """The shares of the words in both groups, and in a background, times a weight.

    Raises
    ------
    ValueError
        The weight is not above 0, or the background holds no full texts.
    """
    weight = float(sample.sizes.mean() if weight is None else weight)
    if not weight > 0:
        raise ValueError(f"the prior weighs {weight:g} words, expected more than 0")
    counts = sample.counts.sum(axis=0)
    total = counts.sum()
    if background is None:
        return Prior(counts * weight / total, weight, "both groups")
    texts = require_full_texts(background, None)
    words, found = count_words(texts, list_facts(texts).iloc[:, 0], part)
    times = pd.Series(found.sum(axis=0), index=words)
    counts = counts + times.reindex(sample.words, fill_value=0).to_numpy()
    return Prior(counts * weight / (total + times.sum()), weight, "both groups and a background")


def score_words(
    sample: Sample, prior: Prior, listed: np.ndarray, *, intervals: bool = True
) -> pd.DataFrame:
    """One row a listed word (its column number in the sample), as `compare_words` hands it out."""
    sides = sample.sides()
    counts = [sample.counts[side][:, listed] for side in sides]
    one, two = (np.asarray(each.sum(axis=0)) for each in counts)
    size, other_size = sizes = [float(sample.sizes[side].sum()) for side in sides]
    odds = log_odds(np.stack([one, two]), np.array(sizes), prior.counts[listed], prior.weight)
    half = _error(sample, prior, listed) if intervals else np.full(len(listed), np.nan)
    g2 = log_likelihood(one, two, size, other_size)
    p = stats.chi2.sf(g2, df=1)
    more = np.sign(one / size - two / other_size)
    group = pd.Series(np.select([more > 0, more < 0], sample.groups, default=""), dtype="str")
    table = pd.DataFrame(
        {
            "word": sample.words[listed].astype("str"), "group": group.where(more != 0),
            "count": one.astype("int64"), "other_count": two.astype("int64"),
            "rate": 1000 * one / size, "other_rate": 1000 * two / other_size,
            "log_odds": odds.difference, "low": odds.difference - half,
            "high": odds.difference + half, "z": odds.z,
            "log_ratio": log_ratio(one, two, size, other_size),
            "g2": g2, "p": p, "q": stats.false_discovery_control(p) if len(p) else p,
        }
    )  # fmt: skip
    spread = [_spread(*each, sample) for each in zip(counts, sides, strict=True)]
    for name in ("dispersion", "texts", "calls"):
        table[name], table[f"other_{name}"] = (each[name] for each in spread)
    table["only_in"] = _only_in(spread, more)
    return table


def _spread(counts: sparse.csr_array, side: np.ndarray, sample: Sample) -> pd.DataFrame:
    """How the occurrences of each word are spread over the texts and calls of a group."""
    blocks = range(0, counts.shape[1], BLOCK)
    sizes = sample.sizes[side]
    found = [dispersion(counts[:, at : at + BLOCK].toarray(), sizes) for at in blocks]
    calls = _add_up(sample.clusters[side]) @ counts
    return pd.DataFrame(
        {
            "dispersion": np.concatenate([*found, []]),
            "texts": _using(counts),
            "calls": _using(calls),
        }
    )


def _using(counts: sparse.csr_array) -> np.ndarray:
    """How many rows have each word: of what is counted there is at least one."""
    return np.bincount(counts.indices, minlength=counts.shape[1])


def _only_in(spread: list[pd.DataFrame], more: np.ndarray) -> pd.Series:
    texts, calls = (
        np.where(more > 0, spread[0][name], spread[1][name]) for name in ("texts", "calls")
    )
    only = np.select([texts == 1, calls == 1], ["one text", "one call"], default="")
    return pd.Series(only, dtype="str").where((more != 0) & (only != ""))


def _error(sample: Sample, prior: Prior, listed: np.ndarray) -> np.ndarray:
    """Half the width of Student's interval around the log-odds, from resampled clusters.

    Missing where a group is of one cluster: nothing is known of how clusters differ then.
    """
    half = np.full(len(listed), np.nan)
    sides = sample.sides()
    fewest = min(len(np.unique(sample.clusters[side])) for side in sides)
    if fewest < 2:
        return half
    drawn = bunch_clusters(sample.clusters.max() + 1)[sample.clusters]
    draws = draw_clusters(drawn.max() + 1)
    parts, sizes = [], []
    for side in sides:
        known, number = np.unique(drawn[side], return_inverse=True)
        times, counts = draws[:, known], _add_up(number) @ sample.counts[side]
        parts.append((times, counts))
        sizes.append(times @ counts.sum(axis=1))
    whole = (sizes[0] > 0) & (sizes[1] > 0)
    tail = stats.t.ppf((1 + LEVEL) / 2, fewest - 1) * np.sqrt(fewest / (fewest - 1))
    for at in range(0, len(listed), BLOCK):
        columns = listed[at : at + BLOCK]
        one, other = (
            _odds(
                times @ counts[:, columns].toarray() + prior.counts[columns],
                size[:, None] + prior.weight,
            )
            for (times, counts), size in zip(parts, sizes, strict=True)
        )
        half[at : at + BLOCK] = tail * (one - other)[whole].std(axis=0)
    return half


def _add_up(clusters: np.ndarray) -> sparse.csr_array:
    """The matrix that adds up the rows of each cluster."""
    shape = (int(clusters.max()) + 1, len(clusters))
    place = (clusters, np.arange(len(clusters)))
    return sparse.coo_array((np.ones(len(clusters)), place), shape=shape).tocsr()


ABSENT = 0.5
"""Occurrences that stand for none where a ratio is asked for (Hardie 2014)."""


def log_likelihood(
    count: np.ndarray, other: np.ndarray, size: float, other_size: float
) -> np.ndarray:
    """Dunning's G2 of the table of a word and all other words in two corpora.

    Parameters
    ----------
    count, other
        Occurrences of each word in either corpus.
    size, other_size
        Words of either corpus.

    Returns
    -------
    array
        G2 of each word, 0 or more; chi-squared with one degree of freedom where the words are
        independent of each other.

    Notes
    -----
    All four cells of the table (Dunning 1993). Rayson & Garside (2000) sum over the two cells of
    the word alone, which gives a little less, the more so the more frequent the word.

    Examples
    --------
    >>> float(log_likelihood(np.array([110]), np.array([111]), 2552, 29225)[0].round(2))  # Dunning
    270.72
    """
    cells = np.array([[count, other], [size - count, other_size - other]], dtype="float64")
    total = size + other_size
    expected = cells.sum(axis=1, keepdims=True) * np.array([[[size], [other_size]]]) / total
    ratio = np.divide(cells, expected, out=np.ones_like(cells), where=expected > 0)
    return np.maximum(2 * xlogy(cells, ratio).sum(axis=(0, 1)), 0.0)


def log_ratio(count: np.ndarray, other: np.ndarray, size: float, other_size: float) -> np.ndarray:
    """How many times more frequent a word is, as a power of two (Hardie 2014).

    1 is twice as frequent in the first corpus, -1 in the other. Half an occurrence stands for none.

    Examples
    --------
    >>> log_ratio(np.array([8, 3]), np.array([2, 0]), 1000, 1000).round(3).tolist()
    [2.0, 2.585]
    """
    rate = np.where(count > 0, count, ABSENT) / size
    other_rate = np.where(other > 0, other, ABSENT) / other_size
    return np.log2(rate / other_rate)


class LogOdds(NamedTuple):
    """The difference of log-odds of each word, and its z: the difference by its standard error."""

    difference: np.ndarray
    z: np.ndarray


def log_odds(
    counts: np.ndarray, sizes: np.ndarray, prior: np.ndarray, prior_size: float
) -> LogOdds:
    """Log-odds ratio of each word with an informative Dirichlet prior.

    Monroe, Colaresi & Quinn (2008), equations 16 and 20 to 22: the prior pulls the words of both
    corpora towards their frequency in the language, rare ones most.

    Parameters
    ----------
    counts
        Occurrences: in the last axis the words, in the one before the two corpora.
    sizes
        Words of the two corpora, in the last axis.
    prior
        Occurrences of each word that the prior stands for, in either corpus; above 0.
    prior_size
        Words that the prior stands for, of all the vocabulary.

    Returns
    -------
    LogOdds
        Positive for words of the first corpus; missing where there is no other word.

    Examples
    --------
    >>> scores = log_odds(np.array([[1], [0]]), np.array([9, 9]), np.array([0.05]), 0.55)
    >>> float(scores.z[0].round(4))
    0.6894
    """
    known = counts + prior
    odds = _odds(known, (np.asarray(sizes) + prior_size)[..., None])
    difference = odds[..., 0, :] - odds[..., 1, :]
    error = np.sqrt(1 / known[..., 0, :] + 1 / known[..., 1, :])
    return LogOdds(difference, difference / error)


def _odds(known: np.ndarray, size: np.ndarray) -> np.ndarray:
    """Log-odds of words among all of a corpus; missing where there is no other word."""
    others = size - known
    return np.log(known / np.where(others > 0, others, np.nan))


def dispersion(counts: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """How unevenly words are spread over the texts: the normalised deviation of proportions.

    Gries (2008), normalised by Lijffijt & Gries (2012): half the sum of the differences between
    the share of the occurrences and the share of all words that each text holds.

    Parameters
    ----------
    counts
        Occurrences, one row a text, one column a word.
    sizes
        Words of each text.

    Returns
    -------
    array
        For each word from 0, spread just like the words of the texts, to 1, all in the shortest
        text; missing for a word that does not occur, and where there are not two texts.

    Examples
    --------
    >>> counts = np.array([[1, 2, 3, 4, 5]]).T  # the example of Gries
    >>> dispersion(counts, np.array([9, 10, 10, 10, 11])).round(4).tolist()
    [0.2195]
    """
    if np.count_nonzero(sizes) < 2:
        return np.full(counts.shape[1], np.nan)
    expected = (sizes / sizes.sum())[:, None]
    total = counts.sum(axis=0)
    observed = np.divide(counts, total, out=np.full(counts.shape, np.nan), where=total > 0)
    spread: np.ndarray = np.abs(observed - expected).sum(axis=0) / 2
    return spread / (1 - expected[expected > 0].min())
