"""The travel of calls in figures over all calls, with intervals."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.measuring.resampling import cluster_reports
from analysis.measuring.retelling.chains import chain_steps
from analysis.measuring.retelling.estimates import (
    Estimate,
    estimate_mean,
    estimate_median,
    estimate_share,
)
from analysis.measuring.retelling.links import cluster_calls, list_tellings, single_calls
from analysis.measuring.retelling.releases import is_service
from analysis.measuring.retelling.sources import LESS, MORE, compare_with_sources, within_calls
from analysis.measuring.retelling.travel import NAMED, measure_travel
from analysis.reading.corpus import Corpus

WEEK = 7


class Measure(NamedTuple):
    """What is measured, and the value of each row that has one, by call or report."""

    key: str
    words: str
    unit: str
    values: pd.Series
    weights: pd.Series | None = None


SHARE, MEAN, MEDIAN, PER_STEP = "share", "mean", "median", "per step"


def _estimate(measure: Measure, values: pd.Series, clusters: np.ndarray) -> Estimate:
    numbers = values.to_numpy(dtype="float64")
    if measure.unit == SHARE:
        return estimate_share(numbers, clusters)
    if measure.unit == MEDIAN:
        return estimate_median(numbers, clusters)
    weights = measure.weights
    return estimate_mean(numbers, clusters, None if weights is None else weights.to_numpy())


def summarise_travel(corpus: Corpus) -> pd.DataFrame:
    """Summarise how calls travel, over all calls, with intervals that resample clusters of calls.

    Parameters
    ----------
    corpus
        Its calls, citations, codes and wording are read.

    Returns
    -------
    DataFrame
        One row a measure: `key`, `measure` (in words), estimate, low, high (95 % interval), unit
        ("share", "mean", "median", "per step"), `of` (what is counted: "calls", "reports",
        "sources", "pairs", "tellings"), `n` (how many of them), `calls` (independent calls behind
        them: clusters of reports that share calls), `tellings` (reports behind them). Batches
        whose calls are listed are left out: those calls are counted.

    Notes
    -----
    Where dates or releases are intervals, a length of time has two rows, "at least" and "at most":
    what is not known about dates is between the rows, what chance does is within each. Days from
    the release are of calls whose release is known to a week. A pair is a report and the report
    that it uses as its source (`compare_with_sources`); "per step" is the change with each step
    from the release, reports of one call set against each other (`within_calls`). The estimates
    say how these calls travelled in these reports, which were looked for along chains: they are no
    estimates for all reporting.

    Examples
    --------
    >>> import analysis
    >>> table = analysis.summarise_travel(analysis.read_corpus()).set_index("key")
    >>> table.loc[["told_again", "named"], ["estimate", "low", "high"]].round(2)
                estimate   low  high
    key
    told_again      0.59  0.48  0.69
    named           0.85  0.80  0.89
    """
    clusters = cluster_reports(corpus)
    calls = cluster_calls(corpus)
    behind = list_tellings(corpus).groupby("call_id")["report_id"].agg(set)
    itself = pd.Series([{each} for each in clusters.index], index=clusters.index)
    travel = measure_travel(corpus).set_index("call_id")
    travel = travel[travel.index.isin(single_calls(corpus))]
    return pd.DataFrame(
        [
            *(_row(each, "calls", calls, behind) for each in _of_calls(travel)),
            *(_row(each, "reports", clusters, itself) for each in _of_reports(corpus)),
            *(_row(each, "sources", clusters, itself) for each in _of_sources(corpus)),
            *(_row(each, "pairs", clusters, itself) for each in _of_pairs(corpus)),
            *(_row(each, "tellings", clusters, itself) for each in _of_steps(corpus)),
        ]
    )


def _row(measure: Measure, of: str, clusters: pd.Series, behind: pd.Series) -> dict[str, object]:
    values = measure.values.dropna()
    cluster = clusters.loc[values.index].to_numpy()
    estimate = _estimate(measure, values, cluster)
    return {
        "key": measure.key,
        "measure": measure.words,
        **estimate._asdict(),
        "unit": measure.unit,
        "of": of,
        "n": len(values),
        "calls": len(set(cluster)),
        "tellings": len(set().union(*behind.loc[values.index])),
    }


def _of_calls(calls: pd.DataFrame) -> list[Measure]:
    again = calls[calls["tellings"] > 1]
    dated = again[again["release_days"] <= WEEK]
    chains = calls["longest_chain"].dropna()
    told, until = "calls told more than once", "days from release to last telling"
    return [
        Measure("tellings", "reports that tell a call", MEAN, calls["tellings"]),
        Measure("told_again", told, SHARE, calls["tellings"] > 1),
        Measure("outlets", f"{told}: outlets", MEAN, again["outlets"]),
        Measure("languages", f"{told}: languages", MEAN, again["languages"]),
        Measure("crossing", f"{told}: in several languages", SHARE, again["languages"] > 1),
        Measure("days_from", f"{told}: {until}, at least", MEDIAN, dated["days_from"]),
        Measure("days_to", f"{told}: {until}, at most", MEDIAN, dated["days_to"]),
        Measure("week_from", f"{told}: after a week, at least", SHARE, dated["days_from"] > WEEK),
        Measure("week_to", f"{told}: after a week, at most", SHARE, dated["days_to"] > WEEK),
        Measure("two_links", "calls with a chain of two links or more", SHARE, chains >= 2),
        Measure("three_links", "calls with a chain of three links or more", SHARE, chains >= 3),
    ]


def _of_reports(corpus: Corpus) -> list[Measure]:
    steps = chain_steps(corpus).set_index("report_id")["step"]
    citing = steps.index[steps.ne(0).fillna(value=True)].to_series()
    citations = corpus.tables["citations"]
    named = citations["evidence"] == NAMED
    naming = citing.isin(citations.loc[named, "report_id"])
    unnamed = citing.isin(citations.loc[~named, "report_id"])
    return [
        Measure("naming", "reports that name a source", SHARE, naming),
        Measure("using_unnamed", "reports that use a source unnamed", SHARE, unnamed),
    ]


def _of_sources(corpus: Corpus) -> list[Measure]:
    citations = corpus.tables["citations"].set_index("report_id")
    named = citations["evidence"] == NAMED
    outlets = ~citations["source"].map(is_service).astype(bool)
    return [
        Measure("named", "sources that are named", SHARE, named),
        Measure("outlets_named", "outlets used that are named", SHARE, named[outlets]),
    ]


def _of_pairs(corpus: Corpus) -> list[Measure]:
    pairs = compare_with_sources(corpus).set_index("report_id")
    coded = pairs.dropna(subset="certainty_change")
    more, less = (coded["certainty_change"] == each for each in (MORE, LESS))
    named = coded["evidence"] == NAMED
    words = "distance markers per 100 own words, report minus source"
    return [
        Measure("more_distance", "report coded with more distance than its source", SHARE, more),
        Measure("less_distance", "report coded with less distance than its source", SHARE, less),
        Measure("more_if_named", "more distance, where the source is named", SHARE, more[named]),
        Measure("more_if_not", "more distance, where the source is not named", SHARE, more[~named]),
        Measure("distance", words, MEAN, pairs["distance_change"]),
    ]


def _of_steps(corpus: Corpus) -> list[Measure]:
    coded = within_calls(corpus, "distanced")
    marked = within_calls(corpus, "distance")
    words = "distance markers per 100 own words, change within a call"
    return [
        Measure(key, text, PER_STEP, slopes["slope"], slopes["weight"])
        for key, text, slopes in (
            ("distanced_per_step", "share coded distanced, change within a call", coded),
            ("distance_per_step", words, marked),
        )
    ]
