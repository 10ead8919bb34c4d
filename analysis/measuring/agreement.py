"""How far independent coders agree: Krippendorff's alpha, Gwet's AC1, and what they rest on."""

from collections.abc import Iterator
from functools import lru_cache

import krippendorff
import numpy as np
import pandas as pd

from analysis.measuring.resampling import cluster_reports, draw_clusters
from analysis.reading.codes import coders, list_judges, list_unasked
from analysis.reading.corpus import Corpus

RELIABLE, TENTATIVE, POOR = 0.8, 0.667, 0.4
"""Krippendorff's (2004) customary limits: rely on at least .8; below .667 draw no conclusion. Below
the last, what coders disagree on is most of what there is to see."""

UNSURE = ("unreliable", "poor")
"""Grades below which no conclusion is drawn."""


def compare_coders(
    corpus: Corpus, variable: str | None = None, *, by: str | None = None
) -> pd.DataFrame:
    """Agreement of the independent coders on each variable and each of its values.

    Parameters
    ----------
    corpus
        Its codings are compared; the adjudication is no coder and is left out.
    variable
        Only this variable of the codebook; by default all.
    by
        A column of the reports, such as "edition" or "language": agreement on the reports of each
        of its values, in a first column of this name.

    Returns
    -------
    DataFrame
        One row a variable as a whole (value missing; only where a report has exactly one value)
        and one a value against all others. Columns: variable; value; title; `alpha`
        (Krippendorff's, nominal; 1 perfect, 0 as by chance; missing where nothing varies); `low`,
        `high` (95 %, percentile bootstrap that resamples calls); `ac1` (Gwet's, whose chance is
        that of a guess where a coder is in doubt); `agreement` (share of reports on which all who
        judged agree); `prevalence` (share of judgements that give the value); `reports` (that two
        coders or more judged: the others say nothing of agreement); `pairs` (of judgements of one
        report). `.attrs` says who coded.

    Raises
    ------
    KeyError
        The codebook has no such variable, or the reports no such column.

    Notes
    -----
    Alpha says how definite codebook and texts are to these coders, not whether they are right.
    It is computed by the `krippendorff` library, and for the draws of the bootstrap by the same
    formula over all draws at once (`alphas_of_draws`). Reports of one call are drawn together.
    Coders need not have coded the same reports, and may be more than two. Where a value is rare,
    alpha falls with few disagreements, since chance alone would agree on most; AC1 does not, and
    says little where a value is as often there as not. Read the two together.

    Examples
    --------
    >>> import analysis
    >>> table = analysis.compare_coders(analysis.read_corpus(), "certainty")
    >>> table[["value", "alpha", "agreement"]].round(3)
            value  alpha  agreement
    0         NaN  0.825      0.891
    1    asserted  0.736      0.917
    2  attributed  0.794      0.897
    3   distanced  0.925      0.968
    """
    if variable is not None:
        corpus.codebook.values(variable)
    table = _agreement(corpus) if by is None else _agreement_by(corpus, by)
    if variable is not None:
        table = table[table["variable"] == variable].reset_index(drop=True)
    return table.copy()


def _agreement_by(corpus: Corpus, by: str) -> pd.DataFrame:
    reports = corpus.reports
    if by not in reports or by == "report_id":
        raise KeyError(f"no column {by!r} of reports to compare by; use edition, language, ...")
    parts = {
        value: _agreement(corpus.select(some["report_id"])) for value, some in reports.groupby(by)
    }
    if not parts:
        return _agreement(corpus).head(0).assign(**{by: pd.Series(dtype=reports[by].dtype)})
    table = pd.concat(parts, names=[by]).reset_index(by).reset_index(drop=True)
    table.attrs = next(iter(parts.values())).attrs
    return table.astype({by: reports[by].dtype})


@lru_cache(maxsize=16)
def _agreement(corpus: Corpus) -> pd.DataFrame:
    names, judges = coders(corpus), list_judges(corpus)
    seen = judges.groupby("report_id")["coder"].nunique()
    ids = seen.index[seen > 1]
    draws = _draw_reports(corpus, ids)
    rows = [
        [variable, value, _title(corpus, variable, value), *_measure(ratings, draws, values)]
        for variable in corpus.codebook.variables
        for value, ratings, values in _ratings(corpus, judges, variable, names, ids)
    ]
    numbers = dict.fromkeys(["alpha", "low", "high", "ac1", "agreement", "prevalence"], "float64")
    kinds = dict.fromkeys(["variable", "value", "title"], "str") | numbers
    kinds |= {"reports": "int64", "pairs": "int64"}
    table = pd.DataFrame(rows, columns=list(kinds)).astype(kinds)
    table.loc[table["value"].isna(), "prevalence"] = np.nan
    notes = {name: corpus.codebook.coders.get(name, "") for name in names}
    table.attrs = {"coder_notes": notes, "noun": corpus.declared.noun}
    return table


def _title(corpus: Corpus, variable: str, value: str | None) -> str:
    return corpus.codebook.titles(variable)[value] if value else f"{variable} as a whole"


def _draw_reports(corpus: Corpus, ids: pd.Index) -> np.ndarray:
    """How often each report is drawn: one row a bootstrap sample, one column a report."""
    clusters = cluster_reports(corpus.select(ids))[ids]
    return draw_clusters(clusters.nunique())[:, clusters.to_numpy()]


def _ratings(
    corpus: Corpus, judges: pd.DataFrame, variable: str, names: list[str], ids: pd.Index
) -> Iterator[tuple[str | None, np.ndarray, int]]:
    """Value (None: all), its ratings (one row a coder, one column a report), and how many values.

    A rating is missing where a coder did not judge the variable in a report.
    """
    codings = corpus.tables["codings"]
    codings = codings[(codings["variable"] == variable) & codings["coder"].isin(names)]
    if codings.empty:
        return
    values = pd.Index(corpus.codebook.values(variable))
    coder, report = pd.Index(names), ids

    def places(rows: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
        return coder.get_indexer(rows["coder"]), report.get_indexer(rows["report_id"])

    given = np.zeros((len(names), len(ids), len(values)))
    mine = codings[codings["report_id"].isin(ids)].dropna(subset="value")
    given[(*places(mine), values.get_indexer(mine["value"]))] = 1
    judged = np.zeros(given.shape[:2], dtype=bool)
    some = judges[(judges["variable"] == variable) & judges["report_id"].isin(ids)]
    judged[places(some)] = True
    if variable not in corpus.codebook.present_only:
        judged &= given.any(axis=2)
        yield None, np.where(judged, given.argmax(axis=2), np.nan), len(values)
    late = list_unasked(corpus)
    late = late[(late["variable"] == variable) & late["coder"].isin(names)]
    late = late[late["report_id"].isin(ids)]
    asked = np.ones_like(given, dtype=bool)
    asked[(*places(late), values.get_indexer(late["value"]))] = False
    for number, value in enumerate(values):
        yield value, np.where(judged & asked[:, :, number], given[:, :, number], np.nan), 2


def _measure(ratings: np.ndarray, draws: np.ndarray, values: int) -> tuple[float, ...]:
    """Alpha with its interval, AC1, agreement, prevalence, and the reports and pairs behind."""
    rated = (~np.isnan(ratings)).sum(axis=0)
    paired = ratings[:, rated > 1]
    if not paired.shape[1]:
        return (*(np.nan,) * 6, 0, 0)
    alphas = alphas_of_draws(ratings, draws)
    alphas = alphas[~np.isnan(alphas)]
    low, high = np.percentile(alphas, [2.5, 97.5]) if alphas.size else (np.nan, np.nan)
    agreed = np.nanmin(paired, axis=0) == np.nanmax(paired, axis=0)
    return (
        measure_alpha(ratings), float(low), float(high), measure_ac1(ratings, values),
        float(agreed.mean()), float(np.nanmean(paired)),
        len(agreed), int((rated * (rated - 1) // 2).sum()),
    )  # fmt: skip


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
    given = np.unique(ratings[~np.isnan(ratings)])
    counts = (ratings[..., None] == given).sum(axis=0).astype("float64")
    counts = counts[counts.sum(axis=1) > 0]
    rated = counts.sum(axis=1)
    paired = rated > 1
    if not paired.any():
        return float("nan")
    alike = (counts * (counts - 1)).sum(axis=1)[paired] / (rated * (rated - 1))[paired]
    share = (counts / rated[:, None]).mean(axis=0)
    chance = (share * (1 - share)).sum() / (values - 1)
    return float((alike.mean() - chance) / (1 - chance))
