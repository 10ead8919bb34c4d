"""How far independent coders agree, on what, how that comes as they go on, and how much to code."""

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from analysis.measuring.reliability import (
    alphas_of_draws,
    measure_ac1,
    measure_alpha,
    measure_kappa,
)
from analysis.measuring.resampling import (
    SEED,
    Footing,
    bunch_clusters,
    cluster_reports,
    draw_clusters,
    wilson_interval,
)
from analysis.reading.codes import choose_coders, list_all
from analysis.reading.corpus import Corpus
from analysis.reading.judgements import judge_reports, list_judges


def compare_coders(
    corpus: Corpus,
    variable: str | None = None,
    *,
    coders: Iterable[str] | None = None,
    by: str | None = None,
    every: int | None = None,
) -> pd.DataFrame:
    """Agreement of coders on each variable and each of its values.

    Parameters
    ----------
    corpus
        Its codings are compared.
    variable
        Only this variable of the codebook; by default all.
    coders
        Whose, two or more; by default all who worked independently. "adjudicated" can be named.
    by
        A column of the reports, such as "edition" or "language": agreement on the reports of each
        of its values, in a first column of this name.
    every
        Agreement as coding went on: on the first so many reports that two had coded, on the first
        twice as many, and so on to all, in the order of the codings; in a first column `coded`.

    Returns
    -------
    DataFrame
        One row a variable as a whole (value missing; only where a report has exactly one value)
        and one a value against all others. Columns: variable; value; title; `alpha`
        (Krippendorff's, nominal; 1 perfect, 0 as by chance; missing where nothing varies); `low`,
        `high` (95 %, percentile bootstrap that resamples calls); `ac1` (Gwet's, whose chance is
        that of a guess where a coder is in doubt); `kappa` (Cohen's of two coders, Fleiss' of
        more); `agreement` (share of reports on which all who judged agree); `prevalence` (share of
        judgements that give the value); `reports` (that two coders or more judged: the others say
        nothing of agreement); `pairs` (of judgements of one report). `.attrs` says who coded.

    Raises
    ------
    KeyError
        The codebook has no such variable, or the reports no such column.
    ValueError
        One of the coders coded nothing, only one is named, or `by` and `every` are both given.

    Notes
    -----
    Alpha says how definite codebook and texts are to these coders, not whether they are right.
    It is computed by the `krippendorff` library, and for the draws of the bootstrap by the same
    formula over all draws at once (`alphas_of_draws`). Reports of one call are drawn together.
    Coders need not have coded the same reports, and may be more than two. Where a value is rare,
    alpha falls with few disagreements, since chance alone would agree on most; AC1 does not, and
    says little where a value is as often there as not. Read the two together. Kappa is there to
    be compared with what others published: where two coders give a value equally often, it is
    nearly alpha.

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
    corpus = corpus.in_numbers
    variables = tuple(corpus.codebook.variables) if variable is None else (variable,)
    for each in variables:
        corpus.codebook.values(each)
    names = choose_coders(corpus, coders)
    if every is not None and (by is not None or every < 1):
        raise ValueError(f"every is {every}, by {by}; give one of them, and every from 1")
    if by is None and every is None:
        return _agreement(corpus, names, variables).copy()
    parts = _split(corpus, by) if every is None else _grow(corpus, names, every)
    tables = {label: _agreement(part, names, variables) for label, part in parts.items()}
    tables = tables or {None: _agreement(corpus, names, variables).head(0)}
    table = pd.concat(tables, names=[by or "coded"]).reset_index(level=0).reset_index(drop=True)
    table.attrs = next(iter(tables.values())).attrs
    return table.astype({by or "coded": "int64" if by is None else corpus.reports[by].dtype})


def _split(corpus: Corpus, by: str | None) -> dict[Any, Corpus]:
    """The reports of each value of a column."""
    reports = corpus.reports
    if by not in reports or by == "report_id":
        raise KeyError(f"no column {by!r} of reports to compare by; use edition, language, ...")
    return {value: corpus.select(some["report_id"]) for value, some in reports.groupby(by)}


def _grow(corpus: Corpus, names: tuple[str, ...], every: int) -> dict[Any, Corpus]:
    """The reports that two had coded first, more and more of them."""
    codings = corpus.tables["codings"]
    first = codings[codings["coder"].isin(names)].drop_duplicates(["report_id", "coder"])
    ids = first.loc[first.groupby("report_id").cumcount() == 1, "report_id"].tolist()
    return {
        (coded := min(end, len(ids))): corpus.select(ids[:coded])
        for end in range(every, len(ids) + every, every)
    }


@lru_cache(maxsize=64)
def find_alphas(corpus: Corpus, variable: str) -> pd.Series:
    """The alpha of each value, as `compare_coders` has it, which draws intervals of it besides.

    Examples
    --------
    >>> import analysis
    >>> find_alphas(analysis.read_corpus(), "certainty").round(3).to_dict()
    {'asserted': 0.736, 'attributed': 0.794, 'distanced': 0.925}
    """
    names = choose_coders(corpus)
    kinds, rated = _rate(corpus, _coded_twice(corpus, names), variable, names)
    found = {
        value: alphas_of_draws(ratings, _times(kinds, ratings))[0]
        for value, ratings, _ in rated
        if value is not None
    }
    return pd.Series(found, dtype="float64")


def _times(kinds: np.ndarray, ratings: np.ndarray) -> np.ndarray:
    """How many reports are of each kind that is rated, as one draw."""
    return np.bincount(kinds, minlength=ratings.shape[1])[None, :].astype("float64")


def _coded_twice(corpus: Corpus, names: tuple[str, ...]) -> pd.Index:
    """The reports that two of these coders coded, or more."""
    ids = corpus.tables.ids()
    found = judge_reports(corpus, None)
    twice = found.asked(names).sum(axis=0) > 1
    return ids[twice[found.kinds]]


@lru_cache(maxsize=64)
def _agreement(corpus: Corpus, names: tuple[str, ...], variables: tuple[str, ...]) -> pd.DataFrame:
    ids = _coded_twice(corpus, names)
    clusters = cluster_reports(corpus.select(ids))
    rows = [
        [
            variable, value, _title(corpus, variable, value),
            *_measure(ratings[:, kinds], clusters, values),
        ]
        for variable in variables
        for kinds, rated in [_rate(corpus, ids, variable, names)]
        for value, ratings, values in rated
    ]  # fmt: skip
    numbers = ["alpha", "low", "high", "ac1", "kappa", "agreement", "prevalence"]
    kinds = dict.fromkeys(["variable", "value", "title"], "str")
    kinds |= dict.fromkeys(numbers, "float64") | {"reports": "int64", "pairs": "int64"}
    table = pd.DataFrame(rows, columns=list(kinds)).astype(kinds)
    table.loc[table["value"].isna(), "prevalence"] = np.nan
    notes = {name: corpus.codebook.coders.get(name, "") for name in names}
    table.attrs = {"coder_notes": notes, "noun": corpus.declared.noun}
    return table


def _title(corpus: Corpus, variable: str, value: str | None) -> str:
    return corpus.codebook.titles(variable)[value] if value else f"{variable} as a whole"


Rated = Iterator[tuple[str | None, np.ndarray, int]]
"""Value (None: all), its ratings (one row a coder, one column a kind), and how many values."""


def _rate(
    corpus: Corpus, ids: pd.Index, variable: str, names: tuple[str, ...]
) -> tuple[np.ndarray, Rated]:
    """The kind of each of these reports, and the ratings of kinds.

    A rating is missing where a coder did not judge the variable in a report.
    """
    found = judge_reports(corpus, variable, ids)
    kinds = found.kinds
    given, values = found.gave(names, found.values), found.values
    none = not given[:, kinds].any() and variable not in list_all(corpus, "variable")

    def rate() -> Rated:
        if variable not in corpus.codebook.present_only:
            yield None, np.where(found.asked(names), given.argmax(axis=2), np.nan), len(values)
        for number, value in enumerate(values):
            yield value, np.where(found.asked(names, [value]), given[..., number], np.nan), 2

    return kinds, iter(()) if none else rate()


def _measure(ratings: np.ndarray, clusters: pd.Series, values: int) -> tuple[float, ...]:
    """Alpha with its interval, AC1, kappa, agreement, prevalence; reports and pairs behind."""
    rated = (~np.isnan(ratings)).sum(axis=0)
    paired = ratings[:, rated > 1]
    if not paired.shape[1]:
        return (*(np.nan,) * 7, 0, 0)
    drawn = bunch_clusters(clusters.nunique())
    draws = draw_clusters(drawn.max() + 1)
    alphas = alphas_of_draws(ratings, draws, drawn[clusters.to_numpy()])
    alphas = alphas[~np.isnan(alphas)]
    low, high = np.percentile(alphas, [2.5, 97.5]) if alphas.size else (np.nan, np.nan)
    agreed = np.nanmin(paired, axis=0) == np.nanmax(paired, axis=0)
    return (
        measure_alpha(ratings), float(low), float(high), measure_ac1(ratings, values),
        measure_kappa(ratings), float(agreed.mean()), float(np.nanmean(paired)),
        len(agreed), int((rated * (rated - 1) // 2).sum()),
    )  # fmt: skip


def count_confusions(
    corpus: Corpus, variable: str, *, coders: Iterable[str] | None = None
) -> pd.DataFrame:
    """What one coder gave a report where another gave something else, or the same.

    Parameters
    ----------
    corpus, variable
        Codings of this variable are compared.
    coders
        Whose, two or more; by default all who worked independently.

    Returns
    -------
    DataFrame
        One row a pair of coders and of values: coder, value, other_coder, other_value, reports (in
        how many they gave them), the most frequent first. Of a variable of which a report can have
        several values, what both gave is paired with itself, each value that one alone gave with
        each that the other alone gave, or with nothing (missing): the other left it out.

    Raises
    ------
    KeyError, ValueError
        As `compare_coders`.

    Examples
    --------
    >>> import analysis
    >>> table = count_confusions(analysis.read_corpus(), "certainty")
    >>> table[["value", "other_value", "reports"]].head(4).values.tolist()
    [['attributed', 'attributed', 288], ['distanced', 'distanced', 192],
     ['asserted', 'asserted', 100], ['asserted', 'attributed', 34]]
    """
    corpus.codebook.values(variable)
    names, codings = choose_coders(corpus, coders), corpus.tables["codings"]
    codings = codings[codings["variable"] == variable].dropna(subset="value")
    given = codings.groupby(["report_id", "coder"])["value"].agg(set).to_dict()
    judges = list_judges(corpus).query("variable == @variable")
    judged = judges.groupby("coder")["report_id"].agg(set)
    counts: Counter[tuple[str | None, ...]] = Counter()
    for coder, other in itertools.combinations(names, 2):
        for report_id in judged.get(coder, set()) & judged.get(other, set()):
            one, two = (given.get((report_id, each), set()) for each in (coder, other))
            pairs = [(value, value) for value in one & two]
            pairs += itertools.product(one - two or [None], two - one or [None])
            counts.update((coder, a, other, b) for a, b in pairs if a or b)
    columns = ["coder", "value", "other_coder", "other_value"]
    table = pd.DataFrame([*counts], columns=columns, dtype="str")
    table["reports"] = [*counts.values()]
    return table.sort_values(
        ["reports", *columns], ascending=[False, *[True] * 4], ignore_index=True
    )


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
