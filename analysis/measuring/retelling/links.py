"""Which reports tell a call, and which of their citations can be for it."""

import numpy as np
import pandas as pd

from analysis.measuring.resampling import cluster_reports
from analysis.measuring.retelling.ordering import compare_dates
from analysis.measuring.retelling.releases import canonical_name, find_releasers
from analysis.reading.corpus import Corpus

CONFIDENCE = ["sure", "likely", "possible"]


def list_tellings(corpus: Corpus) -> pd.DataFrame:
    """List the reports that tell each call, and those that tell each batch or a part of it.

    Parameters
    ----------
    corpus
        Its tellings and calls are read.

    Returns
    -------
    DataFrame
        One row a call or batch and report: call_id, report_id, `confidence` (that of the link; of
        a batch, the best of its links). A report of a call out of a batch tells the batch, too; a
        report of the batch as a whole does not tell each call in it.
    """
    told = corpus.tables["tellings"][["call_id", "report_id", "confidence"]]
    told = told.dropna(subset="call_id")
    batch = told["call_id"].map(_batches(corpus))
    rolled = told.assign(call_id=batch).dropna(subset="call_id")
    both = pd.concat([told, rolled])
    rank = both["confidence"].map(CONFIDENCE.index, na_action="ignore")
    both = both.assign(rank=rank).sort_values(["call_id", "report_id", "rank"])
    return both.drop_duplicates(["call_id", "report_id"], ignore_index=True).drop(columns="rank")


def single_calls(corpus: Corpus) -> pd.Series:
    """Ids of the calls, and of the batches that are told as one: none of their calls is listed.

    Figures over all calls are about these: a batch whose calls are listed would count them again.
    """
    calls = corpus.tables["calls"]
    return calls.loc[~calls["call_id"].isin(calls["part_of"].dropna()), "call_id"]


def cluster_calls(corpus: Corpus) -> pd.Series:
    """The cluster of each call that is told, by call_id: that of any of its reports."""
    told = list_tellings(corpus).drop_duplicates("call_id").set_index("call_id")["report_id"]
    return told.map(cluster_reports(corpus))


def list_links(corpus: Corpus) -> pd.DataFrame:
    """List the citations of each telling of a call.

    Citations are kept by report, not by call. One belongs to a telling where the source is a
    report that tells the same call; a report that tells another call of the same batch stands for
    its outlet; a source that is only a name can be for any call of the report, and is listed for
    each. A citation of a report that tells other calls only is for those, and left out.

    Parameters
    ----------
    corpus
        Its citations, tellings and calls are read.

    Returns
    -------
    DataFrame
        One row a call, report and source, in the order of their names: call_id, report_id, source,
        `source_report_id` (missing where the source is a name, or a report of another call of the
        batch), evidence, `timing` (see `compare_dates`; a name that is the releaser's is dated by
        the release, another is not).
    """
    told = list_tellings(corpus)[["call_id", "report_id"]]
    links = told.merge(corpus.tables["citations"], on="report_id")
    batch = _batches(corpus)
    used = links["source_report_id"]
    same = _rows(links["call_id"], used).isin(_rows(told["call_id"], told["report_id"]))
    family = _rows(told["call_id"].replace(batch), told["report_id"])
    related = _rows(links["call_id"].replace(batch), used).isin(family)
    links["timing"] = _timing(corpus, links)
    links["source_report_id"] = used.where(same)
    links = links[used.isna() | same | related]
    return links.sort_values(["call_id", "report_id", "source"], ignore_index=True, kind="stable")


def _rows(left: pd.Series, right: pd.Series) -> pd.MultiIndex:
    return pd.MultiIndex.from_arrays([left, right])


def _timing(corpus: Corpus, links: pd.DataFrame) -> np.ndarray:
    """What the dates say of each report and its source."""
    reports = corpus.tables["reports"].set_index("report_id")
    days = reports[["published_from", "published_to"]].set_axis(["from", "to"], axis=1)
    calls = corpus.tables["calls"].set_index("call_id").loc[links["call_id"]]
    releaser = find_releasers(corpus).set_index("call_id")["releaser"].loc[links["call_id"]]
    source = days.reindex(links["source_report_id"]).reset_index(drop=True)
    named = links["source"].map(canonical_name).to_numpy() == releaser.to_numpy()
    released = links["source_report_id"].isna().to_numpy() & named
    for end in ("from", "to"):
        source[end] = source[end].mask(released, calls[f"released_{end}"].to_numpy())
    return compare_dates(source, days.loc[links["report_id"]])


def _batches(corpus: Corpus) -> dict[str, str]:
    """The batch of each call that is part of one."""
    calls = corpus.tables["calls"][["call_id", "part_of"]].dropna()
    return dict(zip(calls["call_id"], calls["part_of"], strict=True))
