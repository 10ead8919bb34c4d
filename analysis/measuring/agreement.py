"""How far independent coders agree: Krippendorff's alpha, per cent agreement, prevalence."""

from collections.abc import Iterator
from functools import lru_cache

import krippendorff
import numpy as np
import pandas as pd

from analysis.measuring.resampling import cluster_reports, draw_clusters
from analysis.reading.codes import coders
from analysis.reading.corpus import Corpus

RELIABLE, TENTATIVE = 0.8, 0.667
"""Krippendorff's (2004) customary limits: rely on at least .8; below .667 draw no conclusion."""


def compare_coders(corpus: Corpus, variable: str | None = None) -> pd.DataFrame:
    """Agreement of the independent coders on each variable and each of its values.

    Parameters
    ----------
    corpus
        Its codings are compared; the adjudication is no coder and is left out.
    variable
        Only this variable of the codebook; by default all.

    Returns
    -------
    DataFrame
        One row a variable as a whole (value missing; only where a report has exactly one value)
        and one a value against all others. Columns: variable; value; title; `alpha`
        (Krippendorff's, nominal; 1 perfect, 0 as by chance; missing where nothing varies); `low`,
        `high` (95 %, percentile bootstrap that resamples calls); `agreement` (share of reports on
        which all coders agree); `prevalence` (mean share of reports given the value); `reports`
        (coded by all).
        `.attrs` says who coded.

    Raises
    ------
    KeyError
        The codebook has no such variable.

    Notes
    -----
    Alpha says how definite codebook and texts are to these coders, not whether they are right.
    It is computed by the `krippendorff` library, and for the draws of the bootstrap by the same
    formula over all draws at once (`alphas_of_draws`). Reports of one call are drawn together.

    Examples
    --------
    >>> import analysis
    >>> table = analysis.compare_coders(analysis.read_corpus(), "certainty")
    >>> table[["value", "alpha", "agreement"]].round(3)
            value  alpha  agreement
    0         NaN  0.745      0.835
    1    asserted  0.705      0.889
    2  attributed  0.675      0.839
    3   distanced  0.864      0.943
    """
    if variable is not None:
        corpus.codebook.values(variable)
    table = _agreement(corpus)
    if variable is not None:
        table = table[table["variable"] == variable].reset_index(drop=True)
    return table.copy()


@lru_cache(maxsize=16)
def _agreement(corpus: Corpus) -> pd.DataFrame:
    codings, names = corpus.tables["codings"], coders(corpus)
    codings = codings[codings["coder"].isin(names)]
    seen = codings.groupby("report_id")["coder"].nunique()
    ids = seen.index[seen == len(names)] if len(names) > 1 else seen.index[:0]
    draws = _draw_reports(corpus, ids)
    rows = [
        [
            variable,
            value,
            _title(corpus, variable, value),
            *_measure(ratings, draws),
            _prevalence(ratings, value),
            len(ids),
        ]
        for variable in corpus.codebook.variables
        for value, ratings in _ratings(corpus, codings[codings["variable"] == variable], names, ids)
    ]
    numbers = dict.fromkeys(["alpha", "low", "high", "agreement", "prevalence"], "float64")
    kinds = dict.fromkeys(["variable", "value", "title"], "str") | numbers | {"reports": "int64"}
    table = pd.DataFrame(rows, columns=list(kinds)).astype(kinds)
    table.attrs = {"coder_notes": {name: corpus.codebook.coders.get(name, "") for name in names}}
    return table


def _title(corpus: Corpus, variable: str, value: str | None) -> str:
    return corpus.codebook.titles(variable)[value] if value else f"{variable} as a whole"


def _draw_reports(corpus: Corpus, ids: pd.Index) -> np.ndarray:
    """How often each report is drawn: one row a bootstrap sample, one column a report."""
    clusters = cluster_reports(corpus.select(ids))[ids]
    return draw_clusters(clusters.nunique())[:, clusters.to_numpy()]


def _ratings(
    corpus: Corpus, codings: pd.DataFrame, names: list[str], ids: pd.Index
) -> Iterator[tuple[str | None, np.ndarray]]:
    """Value (None: all) and its ratings: one row a coder, one column a report."""
    if codings.empty:
        return
    variable = codings["variable"].iloc[0]
    values = pd.Index(corpus.codebook.values(variable))
    given = np.zeros((len(names), len(ids), len(values)), dtype="int64")
    mine = codings[codings["report_id"].isin(ids)]
    place = (
        pd.Index(names).get_indexer(mine["coder"]),
        ids.get_indexer(mine["report_id"]),
        values.get_indexer(mine["value"]),
    )
    given[place] = 1
    if variable not in corpus.codebook.present_only:
        chosen = np.where(given.any(axis=2), given.argmax(axis=2), np.nan)
        yield None, chosen
    for number, value in enumerate(values):
        yield value, given[:, :, number].astype("float64")


def _measure(ratings: np.ndarray, draws: np.ndarray) -> tuple[float, float, float, float]:
    """Alpha with its interval, and the share of reports on which all coders agree."""
    if not ratings.shape[1]:
        return (np.nan,) * 4
    alphas = alphas_of_draws(ratings, draws)
    alphas = alphas[~np.isnan(alphas)]
    low, high = np.percentile(alphas, [2.5, 97.5]) if alphas.size else (np.nan, np.nan)
    agreed = float((ratings == ratings[0]).all(axis=0).mean())
    return measure_alpha(ratings), float(low), float(high), agreed


def alphas_of_draws(ratings: np.ndarray, draws: np.ndarray) -> np.ndarray:
    """Nominal alpha of each weighted sample of the things coded.

    Parameters
    ----------
    ratings
        As for `measure_alpha`.
    draws
        How often each thing counts: one row a sample, one column a thing.

    Returns
    -------
    ndarray
        One alpha a sample; missing where every rating in it is the same.
    """
    values = np.unique(ratings[~np.isnan(ratings)])
    counts = (ratings[..., None] == values).sum(axis=0).astype("float64")
    rated = counts.sum(axis=1)
    counts[rated < 2] = 0
    unequal = (counts.sum(axis=1) ** 2 - (counts**2).sum(axis=1)) / np.maximum(rated - 1, 1)
    totals = draws @ counts
    size = totals.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        expected = (size**2 - (totals**2).sum(axis=1)) / (size - 1)
        return np.where(expected > 0, 1 - (draws @ unequal) / expected, np.nan)


def measure_alpha(ratings: np.ndarray) -> float:
    """Krippendorff's alpha for nominal data; missing where every rating is the same.

    Parameters
    ----------
    ratings
        One row a coder, one column a thing coded; missing where a coder gave nothing. What only
        one coder rated says nothing about agreement and is left out.

    Examples
    --------
    >>> import numpy as np
    >>> round(measure_alpha(np.array([[0, 1, 0, 0], [0, 1, 1, 0]], dtype=float)), 3)
    0.533
    """
    paired = ratings[:, (~np.isnan(ratings)).sum(axis=0) > 1]
    known = paired[~np.isnan(paired)]
    if not known.size or (known == known[0]).all():
        return float("nan")
    return float(krippendorff.alpha(paired, level_of_measurement="nominal"))


def _prevalence(ratings: np.ndarray, value: str | None) -> float:
    return float(ratings.mean()) if value is not None and ratings.size else float("nan")
