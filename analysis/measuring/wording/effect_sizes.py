"""Scores of keyness and dispersion: from counts of a word to numbers, for many words at once."""

from typing import NamedTuple

import numpy as np
from scipy.special import xlogy

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
    others = (np.asarray(sizes) + prior_size)[..., None] - known
    odds = np.log(known / np.where(others > 0, others, np.nan))
    difference = odds[..., 0, :] - odds[..., 1, :]
    error = np.sqrt(1 / known[..., 0, :] + 1 / known[..., 1, :])
    return LogOdds(difference, difference / error)


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
