"""Who released a call, which reports tell it, on whose word, and which came first.

The list of calls says that a medium released a call, not which. Its tellings do: what most of them
name as their source, the medium's own report standing for its own outlet.

One report is earlier than another for certain where its last possible day lies before the other's
first: intervals are in a partial order (Fishburn 1985, Interval Orders and Interval Graphs). A
report that another used as its source is earlier, too. What neither says has no order here,
reports of the same day included.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
import pandas as pd
from scipy.sparse.csgraph import connected_components

from analysis.measuring.resampling import cluster_reports
from analysis.parsing.sources.naming import named_by
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
    return _list_tellings(corpus).copy(deep=False)


@lru_cache(maxsize=4)
def _list_tellings(corpus: Corpus) -> pd.DataFrame:
    """Kept, since every measure of how calls travel asks for them several times."""
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


def list_links(corpus: Corpus, *, releasers: pd.DataFrame | None = None) -> pd.DataFrame:
    """List the citations of each telling of a call.

    Citations are kept by report, not by call. One belongs to a telling where the source is a
    report that tells the same call; a report that tells another call of the same batch stands for
    its outlet; a source that is only a name can be for any call of the report, and is listed for
    each. A citation of a report that tells other calls only is for those, and left out.

    Parameters
    ----------
    corpus
        Its citations, tellings and calls are read.
    releasers
        From `find_releasers`, where it is known already.

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
    used = links["source_report_id"]
    same = _rows(links["call_id"], used).isin(_rows(told["call_id"], told["report_id"]))
    family, families = (_families(corpus, each["call_id"]) for each in (links, told))
    related = _rows(family, used).isin(_rows(families, told["report_id"]))
    releasers = find_releasers(corpus) if releasers is None else releasers
    links["timing"] = _timing(corpus, links, releasers)
    links["source_report_id"] = used.where(same)
    links = links[used.isna() | same | related]
    return links.sort_values(["call_id", "report_id", "source"], ignore_index=True, kind="stable")


def _rows(left: pd.Series, right: pd.Series) -> pd.MultiIndex:
    return pd.MultiIndex.from_arrays([left, right])


def _timing(corpus: Corpus, links: pd.DataFrame, releasers: pd.DataFrame) -> np.ndarray:
    """What the dates say of each report and its source."""
    reports = corpus.tables["reports"].set_index("report_id")
    days = reports[["published_from", "published_to"]].set_axis(["from", "to"], axis=1)
    calls = corpus.tables["calls"].set_index("call_id").loc[links["call_id"]]
    releaser = releasers.set_index("call_id")["releaser"].loc[links["call_id"]]
    source = days.reindex(links["source_report_id"]).reset_index(drop=True)
    named = links["source"].map(canonical_name).to_numpy() == releaser.to_numpy()
    released = links["source_report_id"].isna().to_numpy() & named
    for end in ("from", "to"):
        source[end] = source[end].mask(released, calls[f"released_{end}"].to_numpy())
    return compare_dates(source, days.loc[links["report_id"]])


def _families(corpus: Corpus, call_ids: pd.Series) -> pd.Series:
    """The batch of each call, else the call itself."""
    # `Series.replace` with a dict takes the square of its length.
    batches = _batches(corpus)
    return call_ids.map(lambda call_id: batches.get(call_id, call_id))


def _batches(corpus: Corpus) -> dict[str, str]:
    """The batch of each call that is part of one."""
    calls = corpus.tables["calls"][["call_id", "part_of"]].dropna()
    return dict(zip(calls["call_id"], calls["part_of"], strict=True))


POSSIBLE, SURE, AGAINST, NOT_KNOWN = "possible", "sure", "against the dates", "not known"


def certain_order(reports: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Find which reports are earlier than which for certain, by dates and by citations.

    Parameters
    ----------
    reports
        One row a report: report_id, published_from, published_to.
    links
        One row a report and source: report_id, source_report_id (missing for a mere name), timing.
        A source that is against the dates is another version of what was used: it says nothing,
        and neither do citations that make a circle, alone or with the dates.

    Returns
    -------
    DataFrame
        One row and one column a report, true where the report of the row is earlier than that of
        the column: a strict partial order.
    """
    ids = reports["report_id"]
    used = links.loc[links["timing"].ne(AGAINST), ["source_report_id", "report_id"]]
    begins, ends = (reports[end].to_numpy() for end in ("published_from", "published_to"))
    before = order_matrix(ids, begins, ends, used.to_numpy())
    return pd.DataFrame(before, index=ids.to_numpy(), columns=ids.to_numpy()).rename_axis(
        index="earlier", columns="later"
    )


def order_matrix(
    ids: Iterable[str], begins: np.ndarray, ends: np.ndarray, used: Iterable[Sequence[str]]
) -> np.ndarray:
    """The matrix of `certain_order`; `used`: pairs of a source and the report that used it."""
    before = ends[:, None] < begins[None, :]
    places = {report: place for place, report in enumerate(ids)}
    pairs = [(places[source], places[report]) for source, report in used if source in places]
    if not pairs:
        return before
    cited = np.zeros_like(before)
    cited[tuple(np.transpose(pairs))] = True
    _, circle = connected_components(before | cited, connection="strong")
    before |= cited & (circle[:, None] != circle)
    for middle in range(len(before)):  # transitive closure (Warshall 1962)
        before |= before[:, [middle]] & before[middle]
    return before


def possible_places(before: pd.DataFrame) -> pd.DataFrame:
    """The first and the last place that each report can have in the order of time.

    Parameters
    ----------
    before
        As from `certain_order`.

    Returns
    -------
    DataFrame
        One row a report: report_id; `earliest` and `latest`, counted from 1: equal where the
        place is certain. With a partial order both can be taken, though not all of them at once.

    Examples
    --------
    >>> import pandas as pd
    >>> from analysis.measuring.retelling.links import certain_order, possible_places
    >>> reports = pd.DataFrame({
    ...     "report_id": ["one", "two", "three"],
    ...     "published_from": pd.to_datetime(["2022-05-01", "2022-05-03", "2022-05-05"]),
    ...     "published_to": pd.to_datetime(["2022-05-01", "2022-05-31", "2022-05-05"]),
    ... })
    >>> no_links = pd.DataFrame(columns=["report_id", "source_report_id", "timing"])
    >>> possible_places(certain_order(reports, no_links))
      report_id  earliest  latest
    0       one         1       1
    1       two         2       3
    2     three         2       3
    """
    earlier, later = before.to_numpy().sum(axis=0), before.to_numpy().sum(axis=1)
    return pd.DataFrame(
        {
            "report_id": pd.array(before.index.to_numpy(), dtype="str"),
            "earliest": pd.array(earlier + 1, dtype="Int64"),
            "latest": pd.array(len(before) - later, dtype="Int64"),
        }
    )


def compare_dates(source: pd.DataFrame, report: pd.DataFrame) -> np.ndarray:
    """Whether each source can, must, or cannot be earlier than the report that names it.

    Parameters
    ----------
    source, report
        Frames of equal length with the columns `from` and `to`: first and last possible day.

    Returns
    -------
    ndarray
        "sure": its last possible day is before the report's first; "against the dates": its first
        is after the report's last; "possible": neither, the same day included; "not known": a
        date is missing.
    """
    days = [frame[end].to_numpy() for frame in (source, report) for end in ("from", "to")]
    source_from, source_to, report_from, report_to = days
    missing = np.logical_or.reduce([np.isnat(day) for day in days])
    cases = [missing, source_to < report_from, source_from > report_to]
    return np.select(cases, [NOT_KNOWN, SURE, AGAINST], POSSIBLE)


@lru_cache(maxsize=8192)  # a corpus names few outlets, each of them many times
def canonical_name(name: str) -> str:
    """The name that citations have for an outlet or a service."""
    return named_by(name)[0] or name


def find_issuers(corpus: Corpus, names: pd.Series) -> pd.Series:
    """Which names are those of issuers, who publish first: a chain of citations starts with them.

    They are those that the corpus declares; where it declares none, the services that are known.
    """
    declared = corpus.declared.vocabularies.get("issuers")
    issuers = {
        name
        for name in names.dropna().unique()
        if (name in declared if declared else "service" in source_kinds(name))
    }
    return names.isin(issuers)


def source_kinds(name: str) -> tuple[str, ...]:
    """What a name is known as: "service", "ministry", "agency", "outlet" ...; else nothing."""
    return named_by(name)[1]


def find_releasers(corpus: Corpus) -> pd.DataFrame:
    """Find who released each call, by name.

    Parameters
    ----------
    corpus
        Its calls, tellings and citations are read.

    Returns
    -------
    DataFrame
        One row a call, in the order of the calls: call_id; `releaser`: the issuer that the list
        of calls names, or, where it says that a medium released it, the outlet that more of its
        tellings name as their source than any other (the calls of one batch together; a telling
        that names no source stands for its own outlet), missing where there is none such;
        `inferred`: whether it was found the second way.

    Examples
    --------
    >>> import analysis
    >>> from analysis.measuring.retelling.links import find_releasers
    >>> found = find_releasers(analysis.read_corpus())
    >>> found["releaser"].value_counts().head(3).to_dict()
    {'HUR': 74, 'SBU': 53, 'The New York Times': 30}
    """
    return _find_releasers(corpus).copy(deep=False)


@lru_cache(maxsize=4)
def _find_releasers(corpus: Corpus) -> pd.DataFrame:
    """Kept, since the chains of a corpus and its traces both begin with them."""
    calls = corpus.tables["calls"][["call_id", "part_of", "released_by"]]
    calls = calls.astype({"released_by": "str"})
    by_service = find_issuers(corpus, calls["released_by"])
    by_medium = calls["released_by"].eq("media")
    media = _named_most(corpus, calls["part_of"].fillna(calls["call_id"]), calls["call_id"])
    releaser = calls["released_by"].where(by_service, media.to_numpy())
    return pd.DataFrame(
        {
            "call_id": calls["call_id"],
            "releaser": releaser.where(by_service | by_medium).astype("str"),
            "inferred": by_medium & media.notna().to_numpy(),
        }
    )


def _named_most(corpus: Corpus, family: pd.Series, call_ids: pd.Series) -> pd.Series:
    """The outlet that most reports of each call's family name; missing at a tie."""
    told = corpus.tables["tellings"][["report_id", "call_id"]].dropna()
    told = told.assign(family=told["call_id"].map(dict(zip(call_ids, family, strict=True))))
    told = told[["report_id", "family"]].drop_duplicates()
    outlets = corpus.tables["reports"].set_index("report_id")["outlet"].astype("str")
    voted = told.merge(
        corpus.tables["citations"][["report_id", "source"]].drop_duplicates(), how="left"
    )
    voted["source"] = voted["source"].astype("str").fillna(voted["report_id"].map(outlets))
    voted = voted.dropna(subset="source").drop_duplicates()
    voted["source"] = voted["source"].map(canonical_name)
    voted = voted[~find_issuers(corpus, voted["source"])]
    votes = voted.groupby(["family", "source"]).size().rename("votes").reset_index()
    most = votes[votes["votes"] == votes.groupby("family")["votes"].transform("max")]
    alone = most.drop_duplicates("family", keep=False).set_index("family")["source"]
    return family.map(alone).astype("str")
