"""The scores of every word of two groups of texts, with intervals that resample calls."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse, stats

from analysis.measuring.resampling import draw_clusters
from analysis.measuring.wording.effect_sizes import dispersion, log_likelihood, log_odds, log_ratio
from analysis.measuring.wording.sampling import Sample, require_full_texts
from analysis.measuring.wording.tokens import Part, find_tokens

LEVEL = 0.95
BLOCK = 500
"""Words whose scores are resampled at a time, for the memory's sake."""


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
    sample: Sample, background: pd.DataFrame | None, *, part: Part, weight: float | None
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
    require_full_texts(background, None)
    words = find_tokens(background, part=part)["word"]
    counts = counts + words.value_counts().reindex(sample.words, fill_value=0).to_numpy()
    return Prior(counts * weight / (total + len(words)), weight, "both groups and a background")


def score_words(sample: Sample, prior: Prior, listed: np.ndarray) -> pd.DataFrame:
    """One row a listed word (its column number in the sample), as `compare_words` hands it out."""
    sides = sample.sides()
    counts = [sample.counts[side][:, listed] for side in sides]
    one, two = (np.asarray(each.sum(axis=0)) for each in counts)
    size, other_size = sizes = [float(sample.sizes[side].sum()) for side in sides]
    odds = log_odds(np.stack([one, two]), np.array(sizes), prior.counts[listed], prior.weight)
    half = _error(sample, prior, listed)
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
            "texts": (counts > 0).sum(axis=0).astype("int64"),
            "calls": (calls > 0).sum(axis=0).astype("int64"),
        }
    )


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
    add = _add_up(sample.clusters)
    parts = [add @ sparse.diags_array(side.astype("float64")) for side in sides]
    draws = draw_clusters(add.shape[0])
    sizes = np.stack([draws @ (part @ sample.sizes) for part in parts], axis=1)
    whole = (sizes > 0).all(axis=1)
    tail = stats.t.ppf((1 + LEVEL) / 2, fewest - 1) * np.sqrt(fewest / (fewest - 1))
    for at in range(0, len(listed), BLOCK):
        columns = listed[at : at + BLOCK]
        counts = [draws[whole] @ (part @ sample.counts[:, columns]).toarray() for part in parts]
        drawn = log_odds(
            np.stack(counts, axis=1), sizes[whole], prior.counts[columns], prior.weight
        )
        half[at : at + BLOCK] = tail * drawn.difference.std(axis=0)
    return half


def _add_up(clusters: np.ndarray) -> sparse.csr_array:
    """The matrix that adds up the rows of each cluster."""
    shape = (int(clusters.max()) + 1, len(clusters))
    place = (clusters, np.arange(len(clusters)))
    return sparse.coo_array((np.ones(len(clusters)), place), shape=shape).tocsr()
