"""Which report of the catalogue a text is: one that is far enough ahead, several, or none."""

from collections.abc import Collection
from typing import Literal, NamedTuple

from analysis.collecting.matching.ranking import Match
from analysis.collecting.matching.reports import Reports
from analysis.collecting.matching.seen import Seen

MARGIN = 1.5
"""Points that the first must have before the second; in the five texts it had 2.9 to 9.4."""

POSSIBLE = 4.5
"""Points from which on two or more that are equally near are said to be."""

Verdict = Literal["recognised", "ambiguous", "new"]


class Recognition(NamedTuple):
    """The verdict on a text and the reports that came nearest, the best first."""

    verdict: Verdict
    matches: tuple[Match, ...]


def recognise(seen: Seen, reports: Reports, *, among: Collection[str] | None = None) -> Recognition:
    """Decide which report a text is.

    Parameters
    ----------
    seen
        A text with what its header says.
    reports
        The reports of a corpus.
    among
        The ids of those that it may be; by default all.

    Returns
    -------
    Recognition
        "recognised": the first match has the same address, or at least as many points as the
        threshold of the weights and `MARGIN` more than the second. "ambiguous": `POSSIBLE` points,
        but others are as near; these are all the matches. "new": no report has enough points.
    """
    ranked = reports.rank(seen, among=among)[:10]
    if not ranked:
        return Recognition("new", ())
    first = ranked[0]
    near = [match for match in ranked if first.points - match.points < MARGIN]
    enough = first.points >= first.weights.threshold
    by_address = any("same_address" in piece.values for piece in first.pieces)
    if by_address or (enough and len(near) == 1):
        return Recognition("recognised", tuple(ranked[:3]))
    if first.points >= POSSIBLE and len(near) > 1:
        return Recognition("ambiguous", tuple(near))
    return Recognition("new", tuple(ranked[:3]))
