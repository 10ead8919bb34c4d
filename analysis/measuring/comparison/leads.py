"""By how much a code leads: its share less that of the code next to it, in the same reports."""

import numpy as np
import pandas as pd

from analysis.measuring.counting import Unit, require_values, weigh_reports
from analysis.measuring.resampling import cluster_reports
from analysis.measuring.retelling.estimates import estimate_mean
from analysis.reading.codes import ADJUDICATED
from analysis.reading.corpus import Corpus
from analysis.reading.judgements import coded_reports, indicate_view


def count_lead(
    corpus: Corpus,
    variable: str,
    value: str,
    *,
    unit: Unit = "report",
    coder: str = ADJUDICATED,
) -> pd.DataFrame:
    """Count by how much a value leads: its share less that of the next most frequent one.

    Both are counted in the same reports, so that a call that was told often moves both: intervals
    of two shares that overlap do not say that neither leads.

    Parameters
    ----------
    corpus
        Reports to count.
    variable, value
        A variable of the codebook, and the value that may lead.
    unit, coder
        As for `count_codes`.

    Returns
    -------
    DataFrame
        One row: value; `next` (the most frequent other value); `share` and `next_share`; their
        `difference` (negative where the next one leads) with `difference_low` and
        `difference_high` (95 %, calls resampled); `reports`; independent `calls`.

    Raises
    ------
    KeyError, ValueError
        No such variable or value; no such unit or coder view; the variable has one value only.

    Notes
    -----
    The difference is the mean of a number of each report: 1 where it has the value and not the next
    one, -1 the other way round, else 0 (as McNemar 1947 pairs them). See `estimate_mean`. Which
    value is next is taken as given; where two are about as frequent, the lead is if anything
    counted too small.

    Examples
    --------
    >>> import analysis
    >>> lead = analysis.count_lead(analysis.read_corpus(edition=1), "theme", "losses")
    >>> lead[["value", "next", "share", "next_share"]].round(2)
        value     next  share  next_share
    0  losses  refusal   0.58        0.34
    """
    corpus = corpus.in_numbers
    require_values(corpus, variable, [value])
    values = require_values(corpus, variable, None)
    if len(values) < 2:
        raise ValueError(f"{variable} has one value only, which leads nothing")
    coded = corpus.select(coded_reports(corpus, coder=coder, variable=variable, values=values))
    weight = weigh_reports(coded, unit=unit)
    kinds, found = indicate_view(coded, variable, values, coder=coder)
    has = found[kinds]
    shares = pd.Series(has.T @ weight.to_numpy() / (weight.sum() or np.nan), index=values)
    other = shares.drop(value).fillna(0).idxmax()
    ahead = has[:, values.index(value)] - has[:, values.index(other)]
    clusters = cluster_reports(coded)[weight.index].to_numpy()
    gap = estimate_mean(ahead, clusters, weight.to_numpy())
    row = {
        "value": value, "next": other, "share": shares[value], "next_share": shares[other],
        "difference": gap.estimate, "difference_low": gap.low, "difference_high": gap.high,
        "reports": len(weight), "calls": len(set(clusters)),
    }  # fmt: skip
    table = pd.DataFrame([row])
    table.attrs = {"variable": variable, "unit": unit, "coder": coder}
    return table
