"""The details of each call as each report has them, and where they were read."""

import pandas as pd

from analysis.measuring.retelling.links import list_tellings
from analysis.reading.corpus import Corpus

LACKING = ("absent", "none", "not given", "not stated")
"""Readings that say that the part read does not have the detail."""

FIGURE = "figure"


def list_readings(corpus: Corpus, *, figures: bool = False) -> pd.DataFrame:
    """List how each report has each detail of a call that differs between tellings.

    Parameters
    ----------
    corpus
        Its variants are read.
    figures
        Also the figures claimed, as aspect "figure". Two figures are comparable only where the
        same is counted: here, where at least two tellings of the call have a figure whose `what`
        is word for word the same, and no variant is about it. Others are left out.

    Returns
    -------
    DataFrame
        One row a detail and report that tells the call: call_id, aspect, detail, report_id,
        reading, `has` (the reading is more than a word for lacking it, see `LACKING`), read.
    """
    found = corpus.tables["variants"]
    if figures:
        found = pd.concat([found, _figures(corpus, found)], ignore_index=True)
    found["has"] = ~found["reading"].str.casefold().isin(LACKING)
    told = list_tellings(corpus)[["call_id", "report_id"]]
    whole = corpus.tables["reports"][["report_id", "read"]]
    return found.merge(told, on=["call_id", "report_id"]).merge(whole, on="report_id")


def _figures(corpus: Corpus, variants: pd.DataFrame) -> pd.DataFrame:
    told = corpus.tables["tellings"][["report_id", "position", "call_id"]].dropna()
    found = corpus.tables["figures"].merge(told, on=["report_id", "position"]).dropna()
    found = found.assign(
        aspect=FIGURE,
        detail=found["what"].str.casefold(),
        reading=found["amount"].map(lambda amount: f"{amount:,.10g}").astype("str"),
    )
    key = ["call_id", "detail"]
    # A figure given twice in one telling has no one reading.
    once = found[~found.duplicated([*key, "report_id"], keep=False)]
    shared = once.groupby(key)["report_id"].transform("size") > 1
    known = pd.MultiIndex.from_frame(variants[key].assign(detail=variants["detail"].str.casefold()))
    new = ~pd.MultiIndex.from_frame(once[key]).isin(known)
    return once.loc[shared & new, list(variants.columns)]
