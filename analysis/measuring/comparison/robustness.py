"""Whether a finding holds: under other choices, and on reports that were not seen before.

Under every defensible choice: which of them it depends on. Of one edition, as a prediction for the
next: what would count is written down before (`predictions.yml`), and one rule judges them all.
"""

from collections.abc import Callable, Iterable, Mapping
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from analysis.measuring.comparison.comparing import compare_groups, find_estimate, say_few
from analysis.measuring.comparison.leads import count_lead
from analysis.measuring.counting import count_codes
from analysis.measuring.ratios import FEW_CALLS
from analysis.measuring.retelling.travel import summarise_travel
from analysis.reading.corpus import Corpus, at_edition
from analysis.reading.editions import ABOVE, ALIKE, KNOWN, NEW, Prediction, read_predictions

ALL, EVERYTHING, LARGEST = "all", "no call", "the largest call"
OF_CORPUS = ("edition", "without")
"""Choices of which reports, made before anything is measured; all others are options of it."""


def vary_choices(
    corpus: Corpus,
    finding: Callable[..., pd.DataFrame],
    *,
    row: Mapping[str, Any] | None = None,
    **choices: Iterable[Any],
) -> pd.DataFrame:
    """Repeat a measurement under every combination of choices that could as well have been made.

    Parameters
    ----------
    corpus
        What is measured.
    finding
        A function of a corpus, with the options named in `choices`, that returns a table with a
        difference, a share or another estimate with its interval.
    row
        Which row of the table is the finding: its value in each column named. Without it the table
        has one row.
    **choices
        The options of each choice. `edition`: "all" or an edition of the corpus; `without`: "no
        call" or "the largest call" (the one told in most reports; its reports are left out); any
        other name is an option of `finding`: `unit`, `coder`, `bandwidth` ...

    Returns
    -------
    DataFrame
        One row a combination (a specification): a column a choice; `estimate`, `low`, `high`, in
        the unit of the finding (missing where it cannot be measured so); `reports` measured.
        `.attrs` holds the names of the choices, and the attrs of the first table.

    Raises
    ------
    ValueError
        There is no choice; several rows, or none, are the finding; the table has no estimate.

    Notes
    -----
    The specification curve of Simonsohn, Simmons & Nelson (2020), its first two steps: all
    reasonable specifications, each estimate shown. Specifications share their reports, so that many
    that agree are not as many confirmations.

    Examples
    --------
    >>> import analysis
    >>> def losses(corpus, **options):
    ...     return analysis.count_codes(corpus, values=["losses"], every=None, **options)
    >>> table = analysis.vary_choices(
    ...     analysis.read_corpus(edition=1), losses, unit=["report", "call"], coder=["a", "b"]
    ... )
    >>> table[["unit", "coder", "estimate"]].round(2)
         unit coder  estimate
    0  report     a      0.57
    1  report     b      0.57
    2    call     a      0.57
    3    call     b      0.57
    """
    options = {name: list(dict.fromkeys(each)) for name, each in choices.items()}
    if not options:
        raise ValueError("no choice is named: `unit=[...]`, `coder=[...]`, `without=[...]` ...")
    rows: list[dict[str, Any]] = []
    attrs: dict[Any, Any] = {}
    for chosen in product(*options.values()):
        how = dict(zip(options, chosen, strict=True))
        part = _choose_reports(corpus, **{name: how[name] for name in OF_CORPUS if name in how})
        table = finding(part, **{name: how[name] for name in how if name not in OF_CORPUS})
        estimate = read_estimate(choose_row(table, row))
        rows.append(how | estimate | {"reports": len(part.reports)})
        attrs = attrs or table.attrs
    found = pd.DataFrame(rows)
    found.attrs = attrs | {"choices": list(options), "noun": corpus.declared.noun}
    return found


def _choose_reports(corpus: Corpus, *, edition: Any = ALL, without: str = EVERYTHING) -> Corpus:
    if edition != ALL:
        reports = corpus.reports
        corpus = corpus.select(reports.loc[reports["edition"] == edition, "report_id"])
    if without == EVERYTHING:
        return corpus
    if without != LARGEST:
        raise ValueError(f"without is {without!r}, expected one of: {EVERYTHING}, {LARGEST}")
    return leave_out_largest(corpus)


def leave_out_largest(corpus: Corpus) -> Corpus:
    """The corpus without the reports that tell the call told in most of them.

    Of several told in as many reports it is the first by its id; links of any confidence count.

    Examples
    --------
    >>> import analysis
    >>> corpus = analysis.read_corpus(edition=1)
    >>> len(corpus.reports) - len(leave_out_largest(corpus).reports)
    17
    """
    told = corpus.tellings[["report_id", "call_id"]].dropna().drop_duplicates()
    if told.empty:
        return corpus
    largest = told.groupby("call_id").size().idxmax()
    ids = corpus.reports["report_id"]
    return corpus.select(ids[~ids.isin(told.loc[told["call_id"] == largest, "report_id"])])


def choose_row(table: pd.DataFrame, row: Mapping[str, Any] | None = None) -> pd.Series:
    """The row of a table that is the finding: that with these values, else its only one.

    Raises
    ------
    ValueError
        None or several have them.

    Examples
    --------
    >>> table = pd.DataFrame({"group": ["US", "UA"], "share": [0.5, 0.25]})
    >>> choose_row(table, {"group": "UA"})["share"].item()
    0.25
    """
    found = table
    for column, wanted in (row or {}).items():
        found = found[found[column] == wanted]
    if len(found) != 1:
        raise ValueError(
            f"the finding has {len(found)} rows, expected one: choose one value, and with `row` "
            "one of several groups"
        )
    return found.iloc[0]


def read_estimate(row: pd.Series) -> dict[str, float]:
    """The estimate of a row with the ends of its interval."""
    ends = zip(("estimate", "low", "high"), find_estimate(row.index), strict=True)
    return {name: float(row[column]) for name, column in ends}


HOLDS, FAILS, UNTESTED = "holds", "fails", "cannot be tested"

MARGIN = 0.2
"""Shares that differ by less are alike: the first edition left room for twenty points."""

MEASURES: dict[str, Callable[..., pd.DataFrame]] = {
    "compare_groups": compare_groups,
    "count_codes": count_codes,
    "count_lead": count_lead,
    "summarise_travel": summarise_travel,
}
"""What a prediction can name as its measurement."""


def select_new(corpus: Corpus, edition: int = 2, *, telling: str = NEW) -> Corpus:
    """Select the reports that an edition added, by whether the editions before knew their calls.

    Parameters
    ----------
    corpus
        All editions.
    edition
        The edition whose reports are wanted.
    telling
        "new calls": those that tell no call of a report of an earlier edition, among them all that
        are linked to no call. "known calls": the others. Links of any confidence count.

    Returns
    -------
    Corpus
        The selection (see `Corpus.select`).

    Raises
    ------
    ValueError
        `telling` is something else.

    Examples
    --------
    >>> import analysis
    >>> corpus = analysis.read_corpus()
    >>> [len(analysis.select_new(corpus, telling=calls).reports)
    ...  for calls in ("new calls", "known calls")]
    [104, 286]
    """
    if telling not in (NEW, KNOWN):
        raise ValueError(f"telling is {telling!r}, expected one of: {NEW}, {KNOWN}")
    reports, told = corpus.reports.set_index("report_id"), corpus.tellings.dropna(subset="call_id")
    before = told["report_id"].map(reports["edition"]).lt(edition).fillna(value=False)
    known = told["call_id"].isin(told.loc[before, "call_id"])
    added = reports.index[reports["edition"].eq(edition).fillna(value=False)]
    tells_known = added.isin(told.loc[known, "report_id"])
    return corpus.select(added[tells_known == (telling == KNOWN)])


def replicate(corpus: Corpus) -> pd.DataFrame:
    """Test the findings of the first edition as predictions on the reports that the second added.

    Parameters
    ----------
    corpus
        Both editions; its folder holds the predictions.

    Returns
    -------
    DataFrame
        One row a prediction and the reports that it is tested on. Columns: prediction_id; notebook;
        finding; `predicted` ("above 0", "below 0.61", "alike"); `first`, `first_low`, `first_high`:
        the estimate of the edition before, as it was published, with its 95 % interval; `on` ("new
        calls" or "known calls", see `select_new`); `new`, `new_low`, `new_high`: the same of these
        reports (missing where it cannot be measured); `reports` measured and independent `calls`
        behind them (of two groups, those of the smaller); `answer` and `why`.

        The answer "holds": the interval of the new reports lies on the predicted side of the null;
        or, where "alike" was predicted, it holds the null and ends within 0.2 of it. "fails": it
        lies on the other side, or holds the null and leaves out the estimate of the edition before;
        or, where "alike" was predicted, it leaves the null out. "cannot be tested": fewer than five
        independent calls, or an interval so wide that it holds both.

    Raises
    ------
    CorpusError, KeyError, ValueError
        The predictions are broken, or name what there is not; there is no edition before.

    Notes
    -----
    An effect as large as first seen has to be inside an interval that holds none, else the
    prediction fails: a replication that finds nothing is told from one that is too small to find
    anything (Simonsohn 2015). "alike" is a test of equivalence (Schuirmann 1987). Each prediction
    is one test, by its own interval.

    Examples
    --------
    >>> import analysis
    >>> table = analysis.replicate(analysis.read_corpus())
    >>> table.loc[table["prediction_id"] == "words-2023", ["answer", "why"]].iloc[0].tolist()
    ['cannot be tested', 'not measured in these reports']
    """
    before = at_edition(corpus, 1)
    parts = {name: select_new(corpus, telling=name) for name in (NEW, KNOWN)}
    rows = []
    for prediction in read_predictions(corpus.folder):
        first = _measure(before, prediction)
        rows += [
            _row(prediction, first, part_of, _measure_new(parts[part_of], prediction))
            for part_of in prediction.on
        ]
    for row in rows:
        row["why"] = corpus.declared.noun.say(row["why"])
    return pd.DataFrame(rows)


def _measure(corpus: Corpus, prediction: Prediction) -> dict[str, float]:
    """The estimate with its interval, and the reports and calls behind it."""
    if prediction.measure not in MEASURES:
        raise KeyError(f"no measure {prediction.measure}; there are: {', '.join(MEASURES)}")
    table = MEASURES[prediction.measure](corpus, **prediction.options)
    row = choose_row(table, prediction.row)
    reports, calls = row.get("reports", len(corpus.reports)), row["calls"]
    if "group" in table and table["group"].nunique() <= 2:
        # Of two groups both are what is compared, and the smaller says how much it rests on.
        reports, calls = table.attrs["reports"], table["calls"].min()
    return read_estimate(row) | {"reports": reports, "calls": table.attrs.get("clusters", calls)}


def _measure_new(corpus: Corpus, prediction: Prediction) -> dict[str, float]:
    """The same; missing where these reports have no such group, or too few calls for one."""
    try:
        return _measure(corpus, prediction)
    except ValueError:
        return dict.fromkeys(("estimate", "low", "high", "calls"), np.nan) | {"reports": 0}


def _row(
    prediction: Prediction, first: dict[str, float], part: str, new: dict[str, float]
) -> dict[str, Any]:
    side = "" if prediction.predicted == ALIKE else f" {prediction.null:.2g}"
    answer, why = judge_prediction(prediction, first["estimate"], new)
    return {
        "prediction_id": prediction.prediction_id,
        "notebook": prediction.notebook,
        "finding": prediction.finding,
        "predicted": prediction.predicted + side,
        "first": first["estimate"], "first_low": first["low"], "first_high": first["high"],
        "on": part,
        "new": new["estimate"], "new_low": new["low"], "new_high": new["high"],
        "reports": int(new["reports"]), "calls": round(float(new["calls"]), 1),
        "answer": answer, "why": why,
    }  # fmt: skip


def judge_prediction(
    prediction: Prediction, first: float, new: dict[str, float]
) -> tuple[str, str]:
    """Answer a prediction, and say why, by the rule of `replicate`.

    Parameters
    ----------
    prediction
        What was predicted.
    first
        The estimate that it comes from.
    new
        `estimate`, `low`, `high` of the new reports, and the independent `calls` behind them.
    """
    low, high, null = new["low"], new["high"], prediction.null
    if np.isnan(new["calls"]):
        return UNTESTED, "a group has fewer than five independent calls"
    if np.isnan(low):
        return UNTESTED, "not measured in these reports"
    if new["calls"] < FEW_CALLS:
        return UNTESTED, say_few(new["calls"])
    above, below = low > null, high < null
    if prediction.predicted == ALIKE:
        if above or below:
            return FAILS, "the interval leaves out that they are alike"
        if max(high - null, null - low) <= MARGIN:
            return HOLDS, "no difference of 20 points is in the interval"
        return UNTESTED, "the interval holds both no difference and one of 20 points"
    if above if prediction.predicted == ABOVE else below:
        return HOLDS, "the interval lies on the predicted side"
    if above or below:
        return FAILS, "the interval lies on the other side"
    if not low <= first <= high:
        return FAILS, "the interval leaves out what the edition before saw"
    return UNTESTED, f"the interval holds both {null:.2g} and what the edition before saw"
