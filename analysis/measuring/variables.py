"""What is compared: a code as 1 or 0 of a report, or a count of words as a part of its words."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from analysis.measuring.counting import (
    choose_values,
    correlate_codes,
    correlate_values,
)
from analysis.measuring.resampling import Correlation
from analysis.reading.codes import coder_views
from analysis.reading.corpus import Corpus
from analysis.reading.judgements import coded_reports, indicate_view

Measure = Literal["share", "per 100 own words", "share of words"]
SHARE: Measure = "share"
RATE: Measure = "per 100 own words"
QUOTES: Measure = "share of words"

MARKERS = {
    "all": "Any word of distance",
    "allegation": "Allegation",
    "hearsay": "Hearsay",
    "appearance": "Appearance",
    "possibility": "Possibility",
    "verification": "Verification",
}
QUOTED = {"quoted": "Quoted words"}
VOICES = {"quote": "Quotation", "claim": "Claim", "neutral": "Neutral statement"}

FACTS = {"title_voice": VOICES}
WORDINGS = {"distance": MARKERS, "quoted": QUOTED}

TRANSCRIPTS = "transcript_site"
"""Kind of outlet whose reports have no quotation marks, so that no words are its own."""

BASES = {
    "title_voice": "reports whose headline was seen",
    "distance": "English and German reports, no transcripts; the part that was read",
    "quoted": "English and German reports, no transcripts; the part that was read",
}


class Amounts(NamedTuple):
    """A variable, measured in each report that it can be measured in.

    Attributes
    ----------
    measure
        What the ratio of sums is.
    report_ids
        The reports measured.
    values, titles
        The values of the variable, and what to call them.
    amount
        One row a report, or a kind of reports; one column a value: 1 or 0 for a code, else a number
        of words.
    base
        What it is an amount of: 1 for a code, else words, or hundreds of words.
    kinds
        The row of each report in these two.
    correlation
        Of a code, how alike reports of one call are in it, over the whole corpus.
    """

    measure: Measure
    report_ids: pd.Index
    values: list[str]
    titles: list[str]
    amount: np.ndarray
    base: np.ndarray
    kinds: np.ndarray
    correlation: Correlation | None = None

    def rows(self, report_ids: pd.Index | pd.Series) -> np.ndarray:
        """The rows of these reports in the amounts."""
        return self.kinds[self.report_ids.get_indexer(report_ids)]

    def having(self, value: str) -> pd.Index:
        """The reports that have something of a value."""
        return self.report_ids[self.amount[self.kinds, self.values.index(value)] > 0]


def variables(corpus: Corpus) -> list[str]:
    """The variables that groups can be compared by: the codebook's, facts, measures of wording.

    Where a codebook has a variable of the same name as a fact or a measure, it is the codebook's.
    """
    return list(dict.fromkeys([*corpus.codebook.variables, *FACTS, *WORDINGS]))


def given_variables(corpus: Corpus) -> list[str]:
    """Those that there can be something of: none that is coded before anybody has coded."""
    coded = [] if coder_views(corpus) else corpus.codebook.variables
    return [each for each in variables(corpus) if each not in coded]


def measure_reports(
    corpus: Corpus, variable: str, values: Iterable[str] | None, *, coder: str
) -> Amounts:
    """Measure a variable in each report.

    Parameters
    ----------
    corpus
        Reports to measure.
    variable, values
        A variable (`variables`), and those of its values that are wanted (default: all).
    coder
        View of the codes (`view_codes`); facts and wording have no coders.

    Raises
    ------
    KeyError, ValueError
        No such variable or value; no such coder view.
    """
    known = variables(corpus)
    if variable not in known:
        raise KeyError(f"no variable {variable!r}; there are: {', '.join(known)}")
    return _measure(corpus, variable, None if values is None else tuple(values), coder)


@lru_cache(maxsize=16)
def _measure(corpus: Corpus, variable: str, values: tuple[str, ...] | None, coder: str) -> Amounts:
    """The same, kept, since every redrawing asks for it."""
    is_coded = variable in corpus.codebook.variables
    if variable in WORDINGS and not is_coded:
        return measure_wording(corpus, variable, values)
    wanted = _wanted(
        variable, corpus.codebook.titles(variable) if is_coded else FACTS[variable], values
    )
    ids, kinds, has = _given(corpus, variable, list(wanted), coder=coder)
    amounts = _amounts(SHARE, ids, wanted, has)._replace(kinds=kinds)
    if is_coded:
        return amounts._replace(
            correlation=correlate_codes(corpus, variable, list(wanted), coder=coder)
        )
    if corpus.origin is not None:
        ids, kinds, has = _given(corpus.origin, variable, list(wanted), coder=coder)
    correlation = correlate_values(corpus.origin or corpus, has, ids, kinds)
    return amounts._replace(correlation=correlation)


def _given(
    corpus: Corpus, variable: str, values: list[str], *, coder: str
) -> tuple[pd.Index, np.ndarray, np.ndarray]:
    """The reports of which a variable is known, their kinds, and which values a kind has."""
    if variable in corpus.codebook.variables:
        ids = coded_reports(corpus, coder=coder, variable=variable, values=values)
        return ids, *indicate_view(corpus, variable, values, coder=coder, ids=ids)
    facts = corpus.tables["reports"][variable].astype("category").cat
    kinds = facts.codes.to_numpy()
    has = facts.categories.to_numpy()[:, None] == np.array(values)
    return corpus.tables.ids()[kinds >= 0], kinds[kinds >= 0], has.astype("float64")


def _wanted(variable: str, titles: dict[str, str], values: Iterable[str] | None) -> dict[str, str]:
    return {value: titles[value] for value in choose_values(variable, list(titles), values)}


def measure_wording(corpus: Corpus, variable: str, values: Iterable[str] | None) -> Amounts:
    """Measure one of `WORDINGS` in each report whose words were counted."""
    wanted = _wanted(variable, WORDINGS[variable], values)
    kinds = corpus.reports.set_index("report_id")["outlet_kind"]
    counts = corpus.wording.set_index("report_id").astype("float64")
    counts = counts[kinds.reindex(counts.index).ne(TRANSCRIPTS).to_numpy()]
    if variable == "quoted":
        words, measure = counts["words"], QUOTES
        amount = counts[["quoted_words"] * len(wanted)]
    else:
        words, measure = counts["own_words"] / 100, RATE
        amount = counts.assign(all=counts[list(MARKERS)[1:]].sum(axis=1))[list(wanted)]
    some = words.gt(0).to_numpy()
    ids = counts.index[some]
    return _amounts(measure, ids, wanted, amount.to_numpy()[some], words.to_numpy()[some])


def _amounts(
    measure: Measure,
    ids: pd.Index,
    wanted: dict[str, str],
    amount: np.ndarray,
    base: np.ndarray | None = None,
) -> Amounts:
    base = np.ones(len(amount)) if base is None else base
    titles = list(wanted.values())
    return Amounts(measure, ids, list(wanted), titles, amount, base, np.arange(len(ids)))


def describe_variable(
    corpus: Corpus, variable: str, amounts: Amounts, *, coder: str
) -> dict[str, object]:
    """What was measured and who coded it: attrs that every table of a comparison has."""
    is_coded = variable in corpus.codebook.variables
    return {
        "variable": variable,
        "measure": amounts.measure,
        "base": "coded reports" if is_coded else BASES[variable],
        "coder": coder,
        "coder_note": corpus.codebook.who(coder) if is_coded else "",
        "uncoded": len(corpus.reports) - len(amounts.report_ids),
    }
