"""Many comparisons at once: the false discovery rate."""

import numpy as np
from scipy import stats

ALPHA = 0.05
"""Share of false ones among the differences that are named."""


def adjust_p(p: np.ndarray) -> np.ndarray:
    """Adjust p-values for the false discovery rate; what is missing is no test.

    Parameters
    ----------
    p
        P-values of one family of tests.

    Returns
    -------
    ndarray
        q: the lowest false discovery rate at which the test is still called a discovery
        (Benjamini & Hochberg 1995, by `scipy.stats.false_discovery_control`); missing where p is.

    Examples
    --------
    >>> import numpy as np
    >>> adjust_p(np.array([0.01, np.nan, 0.04, 0.03])).round(3)
    array([0.03,  nan, 0.04, 0.04])
    """
    p = np.asarray(p, dtype="float64")
    q = np.full(p.shape, np.nan)
    known = ~np.isnan(p)
    if known.any():
        q[known] = stats.false_discovery_control(p[known])
    return q
