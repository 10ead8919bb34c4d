"""One view of codes that several coders gave."""

from collections.abc import Iterable
from functools import lru_cache

import pandas as pd

from analysis.reading.codebook import ADJUDICATED as ADJUDICATED
from analysis.reading.codebook import version_order
from analysis.reading.corpus import Corpus

BOTH, EITHER = "both", "either"
JUDGED = ["report_id", "coder", "variable"]


def coders(corpus: Corpus) -> list[str]:
    """The coders who worked independently, in alphabetical order; not the adjudication."""
    return sorted(_who_coded(corpus) - {corpus.codebook.settled})


def choose_coders(corpus: Corpus, wanted: Iterable[str] | None = None) -> tuple[str, ...]:
    """The coders to compare: those wanted, "adjudicated" too, else all who worked independently.

    Raises
    ------
    ValueError
        Fewer than two are wanted, or one who coded nothing; the message names those who did.
    """
    if wanted is None:
        return tuple(coders(corpus))
    known, settled = _who_coded(corpus), corpus.codebook.settled
    chosen = tuple(dict.fromkeys(settled if each == ADJUDICATED else each for each in wanted))
    if len(chosen) < 2 or not known.issuperset(chosen):
        found, there = (", ".join(each) or "nobody" for each in (chosen, sorted(known)))
        raise ValueError(f"coders are {found}; name two or more of those who coded: {there}")
    return chosen


def coder_views(corpus: Corpus) -> list[str]:
    """The views that can be chosen: the adjudication if there is one, each coder, both, either."""
    independent, settled = coders(corpus), settled_coder(corpus)
    together = [BOTH, EITHER] if len(independent) > 1 else []
    return [*([settled] if settled else []), *independent, *together]


def settled_coder(corpus: Corpus) -> str | None:
    """The coder whose codes are the settled ones; None where nothing is settled.

    The codebook names the coder; where it does not, it is `adjudicated`.
    """
    settled = corpus.codebook.settled
    return settled if settled in _who_coded(corpus) else None


def view_codes(
    corpus: Corpus, *, coder: str = ADJUDICATED, variable: str | None = None
) -> pd.DataFrame:
    """The codes as one coder, the adjudication, or the coders together have them.

    Parameters
    ----------
    corpus
        Its codings are read.
    coder
        "adjudicated" (what is settled, whatever the codebook calls the coder; where only one coder
        coded, what that coder gave), the name of a coder ("a", "b"), "both" (only what every coder
        of the report gave, of reports that at least two coded) or "either" (what at least one
        gave).
    variable
        Only this variable of the codebook; by default all.

    Returns
    -------
    DataFrame
        One row a report, variable and value: report_id, variable, value; none of a variable that
        was judged and of whose values none was found.

    Raises
    ------
    ValueError
        There is no such view; the message names those that there are.

    Examples
    --------
    >>> import analysis
    >>> corpus = analysis.read_corpus()
    >>> len(analysis.view_codes(corpus, coder="both", variable="theme"))
    1704
    """
    coder = name_view(corpus, coder)
    codings = corpus.tables["codings"]
    if variable is not None:
        corpus.codebook.values(variable)
        codings = codings[codings["variable"] == variable]
    codings = codings.dropna(subset="value")
    columns = ["report_id", "variable", "value"]
    if coder not in (BOTH, EITHER):
        return codings.loc[codings["coder"] == coder, columns].reset_index(drop=True)
    independent = coders(corpus)
    given = codings[codings["coder"].isin(independent)].groupby(columns, sort=True)["coder"]
    counts = given.nunique().rename("gave").reset_index()
    if coder == BOTH:
        judges = list_judges(corpus)
        judges = judges[judges["coder"].isin(independent)]
        judges = judges.groupby(["report_id", "variable"]).size().rename("judged")
        late = list_unasked(corpus)
        late = late[late["coder"].isin(independent)].groupby(columns).size().rename("late")
        counts = counts.join(judges, on=["report_id", "variable"]).join(late, on=columns)
        asked = counts["judged"] - counts["late"].fillna(0)
        counts = counts[(counts["gave"] == asked) & (asked > 1)]
    return counts[columns].reset_index(drop=True)


@lru_cache(maxsize=8)
def list_judges(corpus: Corpus) -> pd.DataFrame:
    """Which coder judged which variable in which report; the base of every share and agreement.

    What is written was judged. Of a variable of which a report can have any number of values, a
    coder who coded the report judged it, too: that none was found leaves nothing to write. Not so a
    coder who ever says "none", as one does at the desk: of that coder only what is written counts,
    and a report coded by half is not one without themes.

    Returns
    -------
    DataFrame
        One row a report, coder and variable: report_id, coder, variable. The adjudication is a
        coder here. Kept, so not to be changed.

    Examples
    --------
    >>> import analysis
    >>> judges = list_judges(analysis.read_corpus())
    >>> judges.query("variable == 'theme'")["coder"].value_counts().to_dict()
    {'a': 651, 'adjudicated': 651, 'b': 651}
    """
    codings, whole = (each.tables["codings"] for each in (corpus, corpus.origin or corpus))
    asked = whole[["coder", "variable"]].drop_duplicates()
    implied = asked[
        asked["variable"].isin(corpus.codebook.present_only)
        & ~asked["coder"].isin(whole.loc[whole["value"].isna(), "coder"])
    ]
    written = codings[JUDGED].drop_duplicates()
    seen = written[JUDGED[:2]].drop_duplicates().merge(implied, on="coder")
    return pd.concat([written, seen]).drop_duplicates(ignore_index=True)


@lru_cache(maxsize=8)
def list_unasked(corpus: Corpus) -> pd.DataFrame:
    """Which value no coder can have given in which report: it came later than the coding.

    That it is not there is no judgement. A coder judged a variable of a report by the latest
    version of the codebook that the codes have; where they have none, before any value was added.

    Returns
    -------
    DataFrame
        One row a report, coder, variable and value: report_id, coder, variable, value. Kept, so
        not to be changed.
    """
    codings, later = corpus.tables["codings"], corpus.codebook.definitions.dropna(subset="since")
    who = JUDGED[:2]
    rows = [pd.DataFrame(columns=[*JUDGED, "value"], dtype="str")]
    if later.empty:
        return rows[0]
    versions = codings["codebook"].fillna("")
    orders = sorted(map(version_order, {*versions.unique(), *later["since"]}))
    codings["rank"] = versions.map(
        {each: orders.index(version_order(each)) for each in versions.unique()}
    )
    last = codings.groupby(who)["rank"].max()
    for variable, values in later.groupby("variable"):
        own = codings[codings["variable"] == variable]
        asked = own.groupby(who)["rank"].max().reindex(last.index).fillna(last)
        for each in values.itertuples():
            late = asked.index[asked < orders.index(version_order(each.since))]
            given = pd.MultiIndex.from_frame(own.loc[own["value"] == each.value, who])
            found = late.difference(given).to_frame(index=False)
            rows.append(found.assign(variable=variable, value=each.value))
    return pd.concat(rows, ignore_index=True)


def _who_coded(corpus: Corpus) -> frozenset[str]:
    """Coders of the whole corpus: a selection has the same, even of reports that one never saw."""
    return list_all(corpus.origin or corpus, "coder")


@lru_cache(maxsize=16)
def list_all(corpus: Corpus, column: str) -> frozenset[str]:
    """Who coded, or what was coded; kept, since every count asks for them several times."""
    return corpus.tables.distinct("codings", column)


def name_view(corpus: Corpus, coder: str) -> str:
    """The view that is meant: where nobody adjudicated, the codes of an only coder are settled."""
    known = coder_views(corpus)
    if coder == ADJUDICATED and (settled_coder(corpus) or len(known) == 1):
        return known[0]
    if not known:
        mend = "analysis.collecting.draft_codings writes a sheet to be filled in"
        raise ValueError(f"no report is coded yet; {mend}")
    if coder not in known:
        raise ValueError(f"no coder view {coder!r}; there are: {', '.join(known)}")
    return coder
