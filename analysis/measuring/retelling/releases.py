"""Who released a call: the service on the list of calls, or the medium that its tellings name.

The list of calls says that a medium released a call, not which. Its tellings do: what most of them
name as their source, the medium's own report standing for its own outlet.
"""

from functools import lru_cache

import pandas as pd

from analysis.parsing.sources.naming import named_by
from analysis.reading.corpus import Corpus


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
    >>> from analysis.measuring.retelling.releases import find_releasers
    >>> found = find_releasers(analysis.read_corpus())
    >>> found["releaser"].value_counts().head(3).to_dict()
    {'HUR': 74, 'SBU': 53, 'The New York Times': 30}
    """
    return _find_releasers(corpus).copy(deep=False)


@lru_cache(maxsize=4)
def _find_releasers(corpus: Corpus) -> pd.DataFrame:
    """Kept, since the chains of a corpus and its traces both begin with them."""
    calls = corpus.tables["calls"][["call_id", "part_of", "released_by"]]
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
    outlets = corpus.tables["reports"].set_index("report_id")["outlet"]
    voted = told.merge(
        corpus.tables["citations"][["report_id", "source"]].drop_duplicates(), how="left"
    )
    voted["source"] = voted["source"].fillna(voted["report_id"].map(outlets))
    voted = voted.dropna(subset="source").drop_duplicates()
    voted["source"] = voted["source"].map(canonical_name)
    voted = voted[~find_issuers(corpus, voted["source"])]
    votes = voted.groupby(["family", "source"]).size().rename("votes").reset_index()
    most = votes[votes["votes"] == votes.groupby("family")["votes"].transform("max")]
    alone = most.drop_duplicates("family", keep=False).set_index("family")["source"]
    return family.map(alone).astype("str")
