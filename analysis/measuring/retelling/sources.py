"""Whom reports use as their source: which outlet feeds on which, and how sure both sound."""

from typing import Literal

import numpy as np
import pandas as pd

from analysis.measuring.reports import NOT_KNOWN
from analysis.measuring.retelling.chains import chain_steps
from analysis.measuring.retelling.links import (
    AGAINST,
    canonical_name,
    list_links,
    list_tellings,
    single_calls,
)
from analysis.measuring.retelling.tracing import CERTAINTY, certainty_codes
from analysis.measuring.variables import measure_wording
from analysis.reading.corpus import Corpus

MORE, LESS, SAME = "more distance", "less distance", "the same"


def compare_with_sources(corpus: Corpus) -> pd.DataFrame:
    """Compare how sure each report sounds with the report that it uses as its source.

    Parameters
    ----------
    corpus
        Its citations, codes and wording are read.

    Returns
    -------
    DataFrame
        One row a report and a report that it uses for a call that both tell (but for sources that
        are against the dates: other versions of what was used): report_id, source_report_id,
        evidence, `step` of the report (see `chain_steps`), language, source_language, certainty,
        source_certainty (adjudicated codes);
        `certainty_change`: "more distance", "less distance" or "the same", in the order of the
        codebook (asserted, attributed, distanced), missing where one is not coded; `distance` and
        `source_distance` (markers of distance per 100 own words; English and German only, no
        transcripts); `distance_change`: their difference, missing where the languages differ,
        since their lists of markers do.

    Examples
    --------
    >>> import analysis
    >>> from analysis.measuring.retelling.sources import compare_with_sources
    >>> pairs = compare_with_sources(analysis.read_corpus())
    >>> pairs["certainty_change"].value_counts().to_dict()
    {'more distance': 120, 'the same': 104, 'less distance': 15}
    """
    links = list_links(corpus).dropna(subset="source_report_id")
    pair = ["report_id", "source_report_id"]
    links = links[links["timing"] != AGAINST].drop_duplicates(pair, ignore_index=True)
    facts = _list_facts(corpus)
    pairs = links[[*pair, "evidence"]].join(facts, on="report_id")
    pairs = pairs.join(facts.add_prefix("source_"), on="source_report_id")
    order = {value: place for place, value in enumerate(_certainties(corpus))}
    own, other = (pairs[f"{of}certainty"].map(order).astype("float64") for of in ("", "source_"))
    pairs["certainty_change"] = np.sign(own - other).map({1: MORE, -1: LESS, 0: SAME}).astype("str")
    same = pairs["language"] == pairs["source_language"]
    pairs["distance_change"] = (pairs["distance"] - pairs["source_distance"]).where(same)
    return pairs[COLUMNS]


COLUMNS = [
    "report_id", "source_report_id", "evidence", "step", "language", "source_language", "certainty",
    "source_certainty", "distance", "source_distance", "certainty_change", "distance_change",
]  # fmt: skip


def within_calls(corpus: Corpus, measure: Literal["distanced", "distance"]) -> pd.DataFrame:
    """Set reports of one call, and of different steps, against each other.

    Parameters
    ----------
    corpus
        Its calls, citations, codes and wording are read.
    measure
        "distanced": 1 where the adjudicated code of certainty is the last of the codebook, else 0.
        "distance": markers of distance per 100 own words; reports of one call and one language.

    Returns
    -------
    DataFrame
        One row a telling whose step differs from the mean step of its call, by report_id: `slope`
        (its difference from the mean of its call, per step from the mean step) and `weight` (the
        square of these steps). The weighted mean of the slopes is the within estimator of the
        change per step (Mundlak 1978, Econometrica 46): what calls differ in cannot be in it.
    """
    told = list_tellings(corpus)
    told = told[told["call_id"].isin(single_calls(corpus))]
    told = told.join(_list_facts(corpus).astype({"step": "float64"}), on="report_id")
    if measure == "distanced":
        coded = told["certainty"].notna()
        last = told["certainty"].isin(_certainties(corpus)[-1:]).astype("float64")
        told, group = told.assign(value=last.where(coded)), ["call_id"]
    else:
        told, group = told.assign(value=told["distance"]), ["call_id", "language"]
    told = told.dropna(subset=["step", "value"])
    means = told.groupby(group)[["step", "value"]].transform("mean")
    apart = (told[["step", "value"]] - means).set_axis(told["report_id"])
    apart = apart[apart["step"].abs() > 1e-9]
    return pd.DataFrame({"slope": apart["value"] / apart["step"], "weight": apart["step"] ** 2})


def _certainties(corpus: Corpus) -> list[str]:
    """The codes of certainty, the surest first; none where the codebook is another."""
    known = CERTAINTY in corpus.codebook.variables
    return corpus.codebook.values(CERTAINTY) if known else []


def _list_facts(corpus: Corpus) -> pd.DataFrame:
    """One row a report, by its id: step, language, certainty, distance (see above)."""
    facts = chain_steps(corpus).set_index("report_id")[["step"]]
    language = corpus.tables["reports"].set_index("report_id")["language"]
    words = measure_wording(corpus, "distance", ["all"])
    distance = pd.Series(words.amount[:, 0] / words.base, index=words.report_ids, dtype="float64")
    certainty = certainty_codes(corpus).reindex(facts.index)
    return facts.assign(language=language, certainty=certainty, distance=distance)


EVIDENCE = ["named", "copied", "inferred"]


def count_feeds(corpus: Corpus) -> pd.DataFrame:
    """Count which outlet uses which source.

    Parameters
    ----------
    corpus
        Its citations are read.

    Returns
    -------
    DataFrame
        One row a source and an outlet that uses it, the most calls first: `source` and `outlet`
        (by the names that citations have; an outlet that is not shown goes by the site that carries
        the report, else it is "not known"); `calls` (for which it can be used, see `list_links`;
        a batch is not counted beside its calls) and `reports`; reports by evidence: `named`,
        `copied`, `inferred`. An outlet that uses another report of its own feeds on itself.

    Examples
    --------
    >>> import analysis
    >>> feeds = analysis.count_feeds(analysis.read_corpus())
    >>> feeds[["source", "outlet", "calls", "reports"]].head(3)
      source           outlet  calls  reports
    0    HUR        Kyiv Post     11        9
    1    HUR         Newsweek      9        9
    2    SBU  The Daily Beast      8        7
    """
    corpus = corpus.in_numbers
    used = corpus.tables["citations"][["report_id", "source", "evidence"]]
    used = used.assign(outlet=used["report_id"].map(_outlets(corpus)).astype("str"))
    used["source"] = used["source"].map(canonical_name)
    pair = ["source", "outlet"]
    counts = used.groupby(pair).agg(reports=("report_id", "nunique"))
    for evidence in EVIDENCE:
        reports = used[used["evidence"] == evidence].groupby(pair)["report_id"].nunique()
        counts[evidence] = reports.reindex(counts.index, fill_value=0)
    links = list_links(corpus)
    links = links[links["call_id"].isin(single_calls(corpus))]
    links = links.assign(
        source=links["source"].map(canonical_name), outlet=links["report_id"].map(_outlets(corpus))
    )
    calls = links.groupby(pair)["call_id"].nunique()
    counts.insert(0, "calls", calls.reindex(counts.index, fill_value=0))
    order = ["calls", "reports", "source", "outlet"]
    table = (
        counts.reset_index()
        .astype(dict.fromkeys(pair, "str"))
        .sort_values(order, ascending=[False, False, True, True], ignore_index=True)
    )
    declared = corpus.declared
    table.attrs = {"noun": declared.noun, "issuers": declared.issuer.several}
    return table


def _outlets(corpus: Corpus) -> pd.Series:
    """The name of each report's outlet, or of the site where it is not shown, by report_id."""
    reports = corpus.tables["reports"].set_index("report_id")
    return (
        reports["outlet"]
        .map(canonical_name, na_action="ignore")
        .astype("str")
        .fillna(reports["carried_by"])
        .fillna(NOT_KNOWN)
    )
