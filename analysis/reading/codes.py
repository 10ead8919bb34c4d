"""Who coded, and whose codes can be viewed."""

from collections.abc import Iterable
from functools import lru_cache

import pandas as pd

from analysis.reading.codebook import ADJUDICATED as ADJUDICATED
from analysis.reading.corpus import Corpus

BOTH, EITHER = "both", "either"


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


def _who_coded(corpus: Corpus) -> frozenset[str]:
    """Coders of the whole corpus: a selection has the same, even of reports that one never saw."""
    return list_all(corpus.origin or corpus, "coder")


@lru_cache(maxsize=16)
def list_all(corpus: Corpus, column: str) -> frozenset[str]:
    """Who coded, or what was coded; kept, since every count asks for them several times."""
    return frozenset(list_coded(corpus)[column].dropna())


@lru_cache(maxsize=16)
def list_coded(corpus: Corpus) -> pd.DataFrame:
    """Who gave what: coder, variable, value (missing for none), each once; kept, too."""
    return corpus.tables.distinct("codings", ["coder", "variable", "value"])


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
