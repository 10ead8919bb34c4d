"""How calls travel: each of them, and in figures over all with intervals."""

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
from analysis.measuring.retelling.links import (
    cluster_calls,
    find_issuers,
    list_tellings,
    single_calls,
)
from analysis.measuring.retelling.sources import LESS, MORE, compare_with_sources, within_calls
from analysis.measuring.retelling.tracing import trace_reports
from analysis.reading.corpus import Corpus

NAMED = "named"


def measure_travel(corpus: Corpus) -> pd.DataFrame:
    """Measure the travel of each call that is told.

    Parameters
    ----------
    corpus
        Its calls are measured; a batch by the reports of any call in it.

    Returns
    -------
    DataFrame
        One row a call or batch, in the order of the calls: call_id; `tellings` (reports); `outlets`
        (by name, or by site where not shown); `languages` (as carried); `days_from` and `days_to`
        (fewest and most days from the release to the last telling); `release_days` (days in which
        the release can lie); `longest_chain` (most links between the release and a telling, see
        `chain_steps`). Days and links are missing where nothing tells them.

    Notes
    -----
    Many releases have no known day. Their first possible one is often set at two weeks before the
    first report (`release_note`): then `days_to` says no more than that. Where the tellings are
    the few that a store of pages held, the last of them is not the last that was published.

    Examples
    --------
    >>> import analysis
    >>> from analysis.measuring.retelling.travel import measure_travel
    >>> travel = measure_travel(analysis.read_corpus()).set_index("call_id")
    >>> travel.loc["ivanivka-forest-2023-10", ["tellings", "days_from", "days_to"]].tolist()
    [6, 9, 38]
    """
    calls, told, _ = trace_reports(corpus)
    told = told.assign(
        carrier=told["outlet"].fillna(told["carried_by"]), undated=told["published_to"].isna()
    )
    by_call = told.groupby("call_id")
    travel = calls.set_index("call_id").join(
        by_call.agg(
            tellings=("report_id", "size"),
            outlets=("carrier", "nunique"),
            languages=("language", "nunique"),
            longest_chain=("step", "max"),
            first=("published_from", "max"),
            last=("published_to", "max"),
            undated=("undated", "any"),
        ),
        how="inner",
    )
    travel = travel.join(_days_told(travel))
    return travel[_COUNTS].astype("Int64").reset_index().astype({"call_id": "str"})


_COUNTS = [
    "tellings", "outlets", "languages", "days_from", "days_to", "release_days", "longest_chain",
]  # fmt: skip


def _days_told(travel: pd.DataFrame) -> pd.DataFrame:
    """Bounds of the days from the release to the last telling; nothing is told before it."""
    most = (travel["last"] - travel["released_from"]).mask(travel["undated"])
    least = travel["first"] - travel["released_to"]
    return pd.DataFrame(
        {
            "days_from": least.dt.days.clip(lower=0),
            "days_to": most.dt.days.clip(lower=0),
            "release_days": (travel["released_to"] - travel["released_from"]).dt.days + 1,
        }
    )


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
    """Summarise how calls travel, over all calls, with intervals that take their clusters together.

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
    told_again      0.57  0.45  0.69
    named           0.86  0.83  0.89
    """
    clusters = cluster_reports(corpus)
    calls = cluster_calls(corpus)
    behind = list_tellings(corpus).set_index("call_id")["report_id"]
    itself = clusters.index.to_series()
    travel = measure_travel(corpus).set_index("call_id")
    travel = travel[travel.index.isin(single_calls(corpus))]
    table = pd.DataFrame(
        [
            *(_row(each, "calls", calls, behind) for each in _of_calls(travel)),
            *(_row(each, "reports", clusters, itself) for each in _of_reports(corpus)),
            *(_row(each, "sources", clusters, itself) for each in _of_sources(corpus)),
            *(_row(each, "pairs", clusters, itself) for each in _of_pairs(corpus)),
            *(_row(each, "tellings", clusters, itself) for each in _of_steps(corpus)),
        ]
    )
    table["measure"] = table["measure"].map(corpus.declared.noun.say).astype("str")
    table.attrs["noun"] = corpus.declared.noun
    return table


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
        "tellings": behind[behind.index.isin(values.index)].nunique(),
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
    outlets = ~find_issuers(corpus, citations["source"])
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
