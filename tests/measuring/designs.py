"""How often the intervals of shares hold the truth, on the groups and codes of the corpus.

A design is a group of reports (a period, a language, ...) in its clusters of calls, and the share
of a code in it. `designs.json` holds 400 of them, drawn from the first edition, so that methods can
be compared on the same ones; `python -m tests.measuring.designs` draws others from the corpus as it
is now, simulates both and prints what the intervals cover.
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy import stats

import analysis
from analysis.measuring.dates import spread_dates
from analysis.measuring.resampling import (
    Correlation,
    Footing,
    cluster_reports,
    coded_footing,
    correlate_reports,
    wilson_interval,
)
from analysis.reading.judgements import view_codes

FILE = Path(__file__).parents[1] / "data" / "designs.json"
SIZE, LEAST_REPORTS, LEAST_CODED, ENOUGH, NEARLY_ALL = 400, 3, 3, 10, 0.9
RAREST = 0.01
"""Any interval holds a share that is rarer: hardly a simulated group has the code at all."""
KINDS = ("language", "outlet_kind", "outlet_country")
ALL = "all reports"


class Design(NamedTuple):
    """A group of reports in clusters, and a code.

    Attributes
    ----------
    name
        The group and the code.
    clusters
        The weights of the reports of each cluster: below one where dates are shared out.
    whole
        The sizes of the clusters of the whole corpus.
    share, share_of_all, alike
        The share of the code in the group and in the whole corpus; how alike reports of a cluster
        are in it (the intraclass correlation of a beta distribution).
    before
        Mean width of the interval by the method of the kit's version 0.1, which drew the clusters
        of the group itself (missing where it was not measured).
    """

    name: str
    clusters: list[list[float]]
    whole: list[int]
    share: float
    share_of_all: float
    alike: float
    before: float = np.nan


def read_designs(path: Path = FILE) -> list[Design]:
    """The designs of a file."""
    return _unpack(json.loads(path.read_text("utf-8")))


def _unpack(found: dict[str, Any]) -> list[Design]:
    whole = [len(cluster) for cluster in found["groups"][ALL]]
    return [
        Design(
            f"{group}, {code}", found["groups"][group], whole, share, *found["codes"][code], *width
        )
        for group, code, share, *width in found["designs"]
    ]


def draw_designs(corpus: analysis.Corpus, *, size: int = SIZE, seed: int = 400) -> dict[str, Any]:
    """Groups and codes of a corpus, and `size` pairs of them: what the file holds."""
    clusters = cluster_reports(corpus)
    groups = dict(_groups(corpus))
    codes: dict[str, tuple[float, float]] = {}
    designs: list[tuple[str, str, float]] = []
    for variable in corpus.codebook.variables:
        values = corpus.codebook.values(variable)
        given = view_codes(corpus, variable=variable)
        table = pd.crosstab(given["report_id"], given["value"])
        has = table.reindex(clusters.index, columns=values, fill_value=0).to_numpy(dtype=float)
        for value, column in zip(values, has.T, strict=True):
            if not LEAST_CODED <= column.sum() <= len(column) - LEAST_CODED:
                continue
            alike = _anova(column, clusters.to_numpy()).clip(0.02, 0.95)
            name = f"{variable} {value}"
            codes[name] = round(float(column.mean()), 3), round(float(alike), 2)
            coded = pd.Series(column, clusters.index)
            for group, weights in groups.items():
                # Two reports more, as the whole corpus has them: no share is nought or one.
                seen = (weights * coded[weights.index]).sum() + 2 * column.mean()
                share = round(float(seen / (weights.sum() + 2)), 3)
                if RAREST <= share <= 1 - RAREST:
                    designs.append((group, name, share))
    chosen = np.sort(np.random.default_rng(seed).choice(len(designs), size, replace=False))
    return {
        "groups": {name: _in_clusters(weights, clusters) for name, weights in groups.items()},
        "codes": codes,
        "designs": [designs[number] for number in chosen],
    }


def _groups(corpus: analysis.Corpus) -> list[tuple[str, pd.Series]]:
    """The weight of each report in each group that has at least some reports."""
    reports = corpus.reports.set_index("report_id")
    found = [(ALL, pd.Series(1.0, reports.index))]
    for column in KINDS:
        for group, ids in reports.groupby(column).groups.items():
            found.append((f"{column} {group}", pd.Series(1.0, ids)))
    for every in ("month", "quarter", "year"):
        spread = spread_dates(corpus.reports, every=every).dropna(subset="period")
        for period, rows in spread.groupby("period"):
            weights = rows.set_index("report_id")["weight"].round(3)
            found.append((f"{every} {period:%Y-%m}", weights))
    return [(name, weights) for name, weights in found if weights.sum() >= LEAST_REPORTS]


def _in_clusters(weights: pd.Series, clusters: pd.Series) -> list[list[float]]:
    grouped = weights.groupby(clusters[weights.index].to_numpy()).agg(list)
    return sorted(grouped.tolist(), key=lambda each: (-sum(each), -len(each)))


def _anova(column: np.ndarray, clusters: np.ndarray) -> Any:
    """Intraclass correlation by analysis of variance: not the estimator that is put to the test."""
    size = np.bincount(clusters)
    mean = np.bincount(clusters, column) / size
    reports, groups = len(column), len(size)
    between = (size * (mean - column.mean()) ** 2).sum() / (groups - 1)
    within = ((column - mean[clusters]) ** 2).sum() / (reports - groups)
    usual = (reports - (size**2).sum() / reports) / (groups - 1)
    return (between - within) / (between + (usual - 1) * within)


def _draw_reports(
    share: float, alike: float, cluster: np.ndarray, size: int, random: np.random.Generator
) -> np.ndarray:
    """Each cluster has a chance of the code of its own (beta), its reports take it one by one."""
    strength = 1 / alike - 1
    shape = (cluster.max() + 1, size)
    chance = random.beta(share * strength, (1 - share) * strength, size=shape)
    return (random.random((len(cluster), size)) < chance[cluster]).astype("float64")


def _number(sizes: Iterable[int]) -> np.ndarray:
    return np.repeat(np.arange(len(sizes := list(sizes))), sizes)


def cover(design: Design, *, size: int, seed: int) -> tuple[float, float]:
    """How often the interval holds the truth, and its mean width.

    How alike reports of a call are comes from a simulated corpus, as the kit takes it from the
    whole corpus; that is the design itself where it holds nearly all clusters.
    """
    random = np.random.default_rng(seed)
    cluster, weight = _number(map(len, design.clusters)), np.concatenate(design.clusters)
    has = _draw_reports(design.share, design.alike, cluster, size, random)
    total, squared = (np.bincount(cluster, each)[:, None] for each in (weight, weight**2))
    if len(design.clusters) >= NEARLY_ALL * len(design.whole):
        correlation = correlate_reports(has, cluster)
    else:
        all_ = _number(design.whole)
        others = _draw_reports(design.share_of_all, design.alike, all_, size, random)
        correlation = correlate_reports(others, all_)
    share = (weight @ has)[None] / weight.sum()
    found = wilson_interval(share, coded_footing(total, squared, correlation), 0.05)
    held = (found.low <= design.share) & (design.share <= found.high)
    return float(held.mean()), float((found.high - found.low).mean())


def cover_all(designs: list[Design], *, size: int, seed: int = 1) -> pd.DataFrame:
    """One row a design: clusters, `coverage`, mean `width`, and `ratio` to the width before."""
    rows = [
        (each.name, len(each.clusters), *cover(each, size=size, seed=seed + number), each.before)
        for number, each in enumerate(designs)
    ]
    table = pd.DataFrame(rows, columns=["design", "clusters", "coverage", "width", "before"])
    return table.assign(ratio=table["width"] / table["before"])


def enumerate_coverage(clusters: int) -> tuple[float, float]:
    """Least and mean coverage over true shares where each cluster is one observation.

    So few observations allow no better than this: of n there are n + 1 results, and the coverage
    jumps wherever the truth passes the end of the interval of one of them.
    """
    truths = np.linspace(0.01, 0.99, 981)
    having = np.arange(clusters + 1)
    total = np.ones((clusters, 1))
    footing = coded_footing(total, total, Correlation(np.ones(1), np.zeros(1)))
    found = wilson_interval(having / clusters, Footing(*(each.ravel() for each in footing)), 0.05)
    held = (found.low <= truths[:, None]) & (truths[:, None] <= found.high)
    chance = stats.binom.pmf(having, clusters, truths[:, None])
    covered = (held * chance).sum(axis=1)
    return float(covered.min()), float(covered.mean())


def say(name: str, table: pd.DataFrame) -> str:
    """A line for the designs with at least ten clusters, and one for the others."""
    lines = []
    for words, part in (
        ("ten clusters or more", table[table["clusters"] >= ENOUGH]),
        ("fewer than ten", table[table["clusters"] < ENOUGH]),
    ):
        lines.append(
            f"{name}, {words}: {len(part)} designs, coverage {part['coverage'].mean():.3f}, "
            f"least {part['coverage'].min():.3f}, under .93 {(part['coverage'] < 0.93).sum()}, "
            f"width {part['ratio'].mean():.3f} of what it was"
        )
    return "\n".join(lines)


def main(size: int) -> None:
    """Simulate both editions' designs; enumerate what few clusters allow."""
    print(say("first edition", cover_all(read_designs(), size=size)))  # noqa: T201
    now = _unpack(draw_designs(analysis.read_corpus()))
    print(say("corpus as it is", cover_all(now, size=size)))  # noqa: T201
    for clusters in range(2, ENOUGH):
        least, mean = enumerate_coverage(clusters)
        print(f"{clusters} clusters: mean {mean:.3f}, least {least:.3f}")  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
