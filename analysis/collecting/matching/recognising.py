"""Which report of the catalogue a text is: the reports ranked by their evidence, and a verdict."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from analysis.collecting.matching.catalogue import Known
from analysis.collecting.matching.clues import ADDRESS, Clue, find_clues
from analysis.collecting.matching.seen import Seen
from analysis.reading.texts.documents import Document

THRESHOLD = 5.5
"""Points from which on a text is a report. Measured with five whole texts, whose own reports got
8.2 to 14.3; with these reports taken out of the catalogue the nearest others, retellings of the
same call, got 2.8 to 5.3; and 261 digests held against the other reports got at most 5.47."""

MARGIN = 1.5
"""Points that the first must have before the second; in the five texts it had 2.9 to 9.4."""

POSSIBLE = 4.5
"""Points from which on two or more that are equally near are said to be."""

Verdict = Literal["recognised", "ambiguous", "new"]


class Match(NamedTuple):
    """A report that a text may be, its points, and what they rest on."""

    report_id: str
    score: float
    clues: tuple[Clue, ...]

    @property
    def evidence(self) -> str:
        return "; ".join(
            f"{clue.what} ({clue.points:+.1f})" for clue in self.clues if abs(clue.points) >= 0.05
        )


class Recognition(NamedTuple):
    """The verdict on a text and the reports that came nearest, the best first."""

    verdict: Verdict
    matches: tuple[Match, ...]


def rank_reports(document: Document, reports: Sequence[Known]) -> list[Match]:
    """Every report with its points for being the text, most points first.

    Parameters
    ----------
    document
        A text with what its header says.
    reports
        What `know_reports` gives for a corpus.

    Returns
    -------
    list of Match
        Equal points are in the order of the ids.
    """
    seen = Seen(document)
    matches = []
    for known in reports:
        clues = find_clues(seen, known)
        score = sum(clue.points for clue in clues)
        matches.append(Match(known.report_id, round(score, 2), tuple(clues)))
    return sorted(matches, key=lambda match: (-match.score, match.report_id))


def recognise(document: Document, reports: Sequence[Known]) -> Recognition:
    """Decide which report a text is: one that is far enough ahead, several, or none.

    Parameters
    ----------
    document, reports
        As for `rank_reports`.

    Returns
    -------
    Recognition
        "recognised": the first match has the same address, or at least `THRESHOLD` points and
        `MARGIN` more than the second. "ambiguous": `POSSIBLE` points, but others are as near; these
        are all the matches. "new": no report has enough points.
    """
    ranked = rank_reports(document, reports)[:10]
    if not ranked:
        return Recognition("new", ())
    first = ranked[0]
    near = [match for match in ranked if first.score - match.score < MARGIN]
    by_address = any(clue.points == ADDRESS for clue in first.clues)
    if by_address or (first.score >= THRESHOLD and len(near) == 1):
        return Recognition("recognised", tuple(ranked[:3]))
    if first.score >= POSSIBLE and len(near) > 1:
        return Recognition("ambiguous", tuple(near))
    return Recognition("new", tuple(ranked[:3]))
