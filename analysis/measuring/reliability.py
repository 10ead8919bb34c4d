"""Coefficients of agreement: Krippendorff's alpha, Gwet's AC1, Cohen's and Fleiss' kappa."""

import krippendorff
import numpy as np
import pandas as pd

RELIABLE, TENTATIVE, POOR = 0.8, 0.667, 0.4
"""Krippendorff's (2004) customary limits: rely on at least .8; below .667 draw no conclusion. Below
the last, what coders disagree on is most of what there is to see."""

UNSURE = ("unreliable", "poor")
"""Grades below which no conclusion is drawn."""


def reliability_of(alpha: float) -> str:
    """How far codes with this agreement can be relied on.

    Parameters
    ----------
    alpha
        Krippendorff's alpha; missing where there is none.

    Returns
    -------
    str
        "reliable" (at least .8), "tentative" (.667: conclusions only with reserve), "unreliable",
        "poor" (under .4) or "not known". The limits but the last are Krippendorff's (2004).

    Examples
    --------
    >>> [reliability_of(alpha) for alpha in (0.96, 0.7, 0.6, 0.2, float("nan"))]
    ['reliable', 'tentative', 'unreliable', 'poor', 'not known']
    """
    if pd.isna(alpha):
        return "not known"
    limits = {"reliable": RELIABLE, "tentative": TENTATIVE, "unreliable": POOR}
    return next((name for name, least in limits.items() if alpha >= least), "poor")


def alphas_of_draws(
    ratings: np.ndarray, draws: np.ndarray, clusters: np.ndarray | None = None
) -> np.ndarray:
    """Nominal alpha of each weighted sample of the things coded, or of their clusters.

    Parameters
    ----------
    ratings
        As for `measure_alpha`.
    draws
        How often each thing, or cluster, counts: one row a sample, one column a thing.
    clusters
        The number of each thing's cluster, where these are drawn.

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
    if clusters is not None:
        counts, unequal = (_sum_clusters(each, clusters) for each in (counts, unequal))
    totals = draws @ counts
    size = totals.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        expected = (size**2 - (totals**2).sum(axis=1)) / (size - 1)
        return np.where(expected > 0, 1 - (draws @ unequal) / expected, np.nan)


def _sum_clusters(numbers: np.ndarray, clusters: np.ndarray) -> np.ndarray:
    sums = np.zeros((clusters.max(initial=-1) + 1, *numbers.shape[1:]))
    np.add.at(sums, clusters, numbers)
    return sums


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


def measure_ac1(ratings: np.ndarray, values: int) -> float:
    """Gwet's AC1; missing where no thing was rated twice.

    Parameters
    ----------
    ratings
        As for `measure_alpha`. Here, what only one coder rated tells how often a value is given.
    values
        How many values could have been given.

    Notes
    -----
    Gwet (2008), "Computing inter-rater reliability and its variance in the presence of high
    agreement"; with missing ratings as in Gwet (2014), Handbook of Inter-Rater Reliability, ch. 5.

    Examples
    --------
    >>> import numpy as np
    >>> round(measure_ac1(np.array([[0, 1, 0, 0], [0, 1, 1, 0]], dtype=float), 2), 3)
    0.529
    """
    alike, shares = _count_ratings(ratings)
    return _beyond(alike, float((shares * (1 - shares)).sum()) / (values - 1))


def measure_kappa(ratings: np.ndarray) -> float:
    """Cohen's kappa of two coders, Fleiss' of more; missing where no thing was rated twice.

    Parameters
    ----------
    ratings
        As for `measure_alpha`. Of two coders, what only one of them rated is left out; of more, it
        tells how often a value is given, as for AC1.

    Notes
    -----
    Cohen (1960), "A coefficient of agreement for nominal scales"; Fleiss (1971), "Measuring nominal
    scale agreement among many raters", with missing ratings as in Gwet (2014), ch. 5. Missing, too,
    where every rating is the same, since chance alone agrees on all then.

    Examples
    --------
    >>> import numpy as np
    >>> round(measure_kappa(np.array([[0, 1, 0, 0], [0, 1, 1, 0]], dtype=float)), 3)
    0.5
    """
    if len(ratings) > 2:
        alike, shares = _count_ratings(ratings)
        return _beyond(alike, float((shares**2).sum()))
    both = ratings[:, ~np.isnan(ratings).any(axis=0)]
    alike, _ = _count_ratings(both)
    shares = (both[..., None] == np.unique(both)).mean(axis=1) if both.size else np.zeros((2, 0))
    return _beyond(alike, float(shares.prod(axis=0).sum()))


def _count_ratings(ratings: np.ndarray) -> tuple[float, np.ndarray]:
    """The part of a thing's pairs of ratings that are alike, and the share of each value given."""
    given = np.unique(ratings[~np.isnan(ratings)])
    counts = (ratings[..., None] == given).sum(axis=0).astype("float64")
    counts = counts[counts.sum(axis=1) > 0]
    rated = counts.sum(axis=1)
    paired = rated > 1
    if not paired.any():
        return float("nan"), np.zeros(0)
    alike = (counts * (counts - 1)).sum(axis=1)[paired] / (rated * (rated - 1))[paired]
    return float(alike.mean()), (counts / rated[:, None]).mean(axis=0)


def _beyond(alike: float, chance: float) -> float:
    """Agreement beyond chance, as a part of what is beyond it."""
    return (alike - chance) / (1 - chance) if chance < 1 else float("nan")
