"""Corpora with a known truth: for coverage, smoothing, speed, and for planning a study.

Each call has a day and a chance of each theme of its own, which spreads around the true share of
that day (a beta distribution, so that reports of one call correlate by `alike`). Its reports follow
within days, each of an outlet; some only have an interval of days, some no date at all. Coders see
what is there and err now and then.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

import analysis
from analysis.reading.codebook import read_codebook
from analysis.reading.tableset import Tables
from analysis.tables import SCHEMAS
from analysis.tables.columns import DTYPES

CODEBOOK = Path(analysis.__file__).parents[1] / "corpus"
FIRST, LAST = pd.Timestamp("2022-05-01"), pd.Timestamp("2023-12-31")
KINDS = ("newspaper", "news_site", "broadcaster", "agency")

Share = float | Callable[[np.ndarray], np.ndarray]
"""The true share of a theme: one for all time, or by the part of the time that is over (0 to 1)."""


@dataclass(frozen=True)
class Plan:
    """What is true of a generated corpus.

    Attributes
    ----------
    reports
        How many there are.
    shares
        The true share of each theme.
    effects
        By outlet kind, what is added to the share of every theme in its reports.
    alike
        Correlation of reports of one call, at least 0 and below 1.
    retold
        Mean number of reports of a call; their numbers are as uneven as those of the corpus (a
        logarithmic series).
    interval, undated
        Part of the reports that only have an interval of days, and that have no date.
    error
        Chance that a coder gives a theme that is not there, or misses one that is.
    seed
        Where the random numbers start.
    """

    reports: int = 300
    shares: Mapping[str, Share] | None = None
    effects: Mapping[str, float] | None = None
    alike: float = 0.5
    retold: float = 3.0
    interval: float = 0.2
    undated: float = 0.0
    error: float = 0.05
    seed: int = 1


def generate_corpus(plan: Plan) -> analysis.Corpus:
    """A corpus as planned; of its coders `a` and `b` err, and `adjudicated` is the truth."""
    random = np.random.default_rng(plan.seed)
    call = _retell(plan, random)
    length = (LAST - FIRST).days
    call_day = random.integers(0, length - 30, call.max() + 1)
    day = call_day[call] + random.integers(0, 15, plan.reports)
    kind = random.integers(0, len(KINDS), plan.reports)
    shares = dict(plan.shares or {"losses": 0.5, "doubt": 0.2})
    added = np.array([(plan.effects or {}).get(name, 0.0) for name in KINDS])[kind]
    has = np.column_stack(
        [
            random.random(len(call)) < (_chances(plan, share, call_day, random)[call] + added)
            for share in shares.values()
        ]
    )
    tables = {
        "reports": _reports(plan, day, kind, random),
        "calls": pd.DataFrame({"call_id": [f"k{each}" for each in range(call.max() + 1)]}),
        "tellings": pd.DataFrame(
            {"report_id": _ids(plan), "position": 1, "call_id": [f"k{each}" for each in call]}
        ),
        "codings": _codings(plan, has, list(shares), random),
    }
    tables["calls"]["released_by"] = "unknown"
    typed = {name: _typed(name, tables.get(name)) for name in SCHEMAS}
    return analysis.Corpus(Path("generated"), Tables(typed), read_codebook(CODEBOOK)[0])


def true_share(share: Share, days: pd.Series | pd.DatetimeIndex) -> np.ndarray:
    """The true share on each day."""
    over = (np.asarray(days, dtype="datetime64[D]") - FIRST.to_datetime64().astype("M8[D]")) / (
        (LAST - FIRST).to_timedelta64()
    )
    return share(over) if callable(share) else np.full(len(over), share)


def _retell(plan: Plan, random: np.random.Generator) -> np.ndarray:
    """The call of each report, numbered without gaps."""
    # The mean of a logarithmic series is -p / ((1 - p) ln(1 - p)): found by halving.
    low, high = 1e-6, 1 - 1e-9
    for _ in range(60):
        middle = (low + high) / 2
        mean = -middle / ((1 - middle) * np.log1p(-middle))
        low, high = (middle, high) if mean < plan.retold else (low, middle)
    sizes = random.logseries(low, plan.reports)
    return np.repeat(np.arange(plan.reports), sizes)[: plan.reports]


def _chances(
    plan: Plan, share: Share, call_day: np.ndarray, random: np.random.Generator
) -> np.ndarray:
    """The chance of a theme in each call's reports."""
    truth = true_share(share, FIRST + pd.to_timedelta(call_day, unit="D"))
    if not plan.alike:
        return truth
    strength = 1 / plan.alike - 1
    return random.beta(truth * strength, (1 - truth) * strength)


def _ids(plan: Plan) -> list[str]:
    return [f"r{number:07}" for number in range(plan.reports)]


def _reports(
    plan: Plan, day: np.ndarray, kind: np.ndarray, random: np.random.Generator
) -> pd.DataFrame:
    before, after = (
        np.where(
            random.random(plan.reports) < plan.interval, random.integers(0, 20, plan.reports), 0
        )
        for _ in range(2)
    )
    dated = random.random(plan.reports) >= plan.undated
    from_, to = (
        pd.Series(FIRST + pd.to_timedelta(days, unit="D")).where(dated)
        for days in (day - before, day + after)
    )
    return pd.DataFrame(
        {
            "report_id": _ids(plan),
            "outlet": [f"Outlet {number}" for number in random.integers(0, 120, plan.reports)],
            "outlet_kind": np.array(KINDS)[kind],
            "published_from": from_,
            "published_to": to,
            "language": "en",
            "digest": "What it says.",
        }
    )


def _codings(
    plan: Plan, has: np.ndarray, themes: list[str], random: np.random.Generator
) -> pd.DataFrame:
    rows = []
    for coder in ("a", "b", "adjudicated"):
        wrong = random.random(has.shape) < (0 if coder == "adjudicated" else plan.error)
        report, theme = np.nonzero(has ^ wrong)
        ids = np.array(_ids(plan), dtype=object)
        rows.append(
            pd.DataFrame(
                {"report_id": ids, "coder": coder, "variable": "certainty", "value": "asserted"}
            )
        )
        given = np.array(themes, dtype=object)[theme]
        rows.append(
            pd.DataFrame(
                {"report_id": ids[report], "coder": coder, "variable": "theme", "value": given}
            )
        )
    return pd.concat(rows, ignore_index=True)


def _typed(name: str, table: pd.DataFrame | None) -> pd.DataFrame:
    dtypes = {
        column: DTYPES[described.metadata["kind"]]
        for column, described in SCHEMAS[name].columns.items()
    }
    known = pd.DataFrame() if table is None else table
    missing = {
        column: (False if dtype == "bool" else None)
        for column, dtype in dtypes.items()
        if column not in known
    }
    return known.assign(**missing)[list(dtypes)].astype(dtypes)
