"""How many reports must be coded, and how many twice: studies tried before anybody codes."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis.measuring.reliability import alphas_of_draws
from analysis.measuring.resampling import SEED, Footing, wilson_interval

STUDIES, DRAWS = 200, 400

BOTH_ONE_NONE = np.array([[1.0, 1.0, 0.0, 0.0], [1.0, 0.0, 1.0, 0.0]])
"""What two coders can give of a value, one column a case: both, the first or second alone, none."""


def plan_coding(
    share: float,
    alpha: float,
    *,
    reports: Iterable[int] = (25, 50, 100, 200, 400, 800),
    design: float = 1.0,
    seed: int = SEED,
) -> pd.DataFrame:
    """How wide intervals will be, by the number of reports coded: of a share, and of alpha.

    Parameters
    ----------
    share
        Of the reports that will be given the value, as far as one can guess; between 0 and 1.
    alpha
        Krippendorff's alpha that two coders will reach, at least 0 and at most 1. A pilot tells
        both: they are `prevalence` and `alpha` of `compare_coders`.
    reports
        Numbers of reports to try.
    design
        So many reports count as one: 1 where each tells another call; where calls are told again,
        at most the reports of a call (Kish's design effect).
    seed
        Where the random numbers start.

    Returns
    -------
    DataFrame
        One row a measure and number of reports: measure ("share" of the reports coded; "alpha", of
        reports that two code), reports, width (of the 95 % interval, mean over the studies tried),
        low, high (four studies in five lie between). Missing where chance leaves nothing that
        varies. `.attrs` has what was assumed.

    Raises
    ------
    ValueError
        A number cannot be.

    Notes
    -----
    200 studies are drawn for each number: two coders who give the value equally often and differ
    as often as alpha says. Each study gets the intervals that the kit would give it, Wilson's for
    the share and the bootstrap of `compare_coders` for alpha. Of a variable with several values,
    plan for the rarest value that matters.

    Examples
    --------
    >>> plan = plan_coding(0.2, 0.8, reports=[50, 200])
    >>> plan[["measure", "reports", "width"]].round(2).values.tolist()
    [['share', 50, 0.22], ['share', 200, 0.11], ['alpha', 50, 0.45], ['alpha', 200, 0.21]]
    """
    sizes = [int(each) for each in reports]
    if not (0 < share < 1 and 0 <= alpha <= 1 and design >= 1 and min(sizes, default=0) >= 2):
        found = f"share {share}, alpha {alpha}, design {design}, reports {sizes}"
        bounds = "share must lie between 0 and 1, alpha too, design be 1 or more, reports 2 or more"
        raise ValueError(f"{found}: {bounds}")
    random = np.random.default_rng(seed)
    apart = (1 - alpha) * share * (1 - share)
    chances = [share - apart, apart, apart, 1 - share - apart]
    rows = []
    for size in sizes:
        alone = max(round(size / design), 1)
        given = random.multinomial(alone, chances, size=STUDIES)
        for measure, widths in (
            ("share", _share_widths(given, alone)),
            ("alpha", _alpha_widths(given, alone, random)),
        ):
            known = widths[~np.isnan(widths)]
            ends = np.percentile(known, [10, 90]) if known.size else [np.nan] * 2
            rows.append([measure, size, known.mean() if known.size else np.nan, *ends])
    table = pd.DataFrame(rows, columns=["measure", "reports", "width", "low", "high"])
    table.attrs = {"share": share, "alpha": alpha, "design": design}
    return table.sort_values("measure", ascending=False, kind="stable", ignore_index=True)


def _share_widths(given: np.ndarray, size: int) -> np.ndarray:
    ones = np.full(len(given), float(size))
    footing = Footing(ones, np.full(len(given), np.inf), 1 / ones)
    _, low, high = wilson_interval(given[:, :2].sum(axis=1) / size, footing, 0.05)
    return np.asarray(high - low)


def _alpha_widths(given: np.ndarray, size: int, random: np.random.Generator) -> np.ndarray:
    draws = random.multinomial(size, given / size, size=(DRAWS, len(given))).astype("float64")
    alphas = alphas_of_draws(BOTH_ONE_NONE, draws.reshape(-1, 4)).reshape(DRAWS, -1)
    varied = ~np.isnan(alphas).all(axis=0)
    widths = np.full(len(given), np.nan)
    widths[varied] = np.ptp(np.nanpercentile(alphas[:, varied], [2.5, 97.5], axis=0), axis=0)
    return widths
