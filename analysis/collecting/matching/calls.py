"""A text held against the calls of a corpus: what they have in common, piece by piece."""

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

from analysis.collecting.matching.normalising import LETTERS, STEM, fold
from analysis.collecting.matching.profiles import RELEASERS, Profiles
from analysis.collecting.matching.ranking import Match, Piece, rank, read_weights
from analysis.collecting.matching.told import Told
from analysis.parsing.spans import Span
from analysis.reading.corpus import Corpus


class Likeness(NamedTuple):
    """By call: how alike, how far ahead, the telling that is nearest, and the text's passage."""

    alike: np.ndarray
    lead: np.ndarray
    nearest: list[int]
    passages: list[int]


class Calls:
    """The calls of a corpus, to be held against texts."""

    def __init__(self, corpus: Corpus) -> None:
        self.profiles = Profiles(corpus, "call_id")

    def rank(self, told: Told, *, report_id: str | None = None) -> list[Match]:
        """Each call with its evidence; a report of the corpus is held against the others only."""
        return rank(self.compare(told, report_id=report_id), read_weights("calls", told.language))

    def compare(
        self, told: Told, *, report_id: str | None = None
    ) -> Iterator[tuple[str, list[Piece]]]:
        """Each call with what it and the text have in common, in the order of the corpus."""
        profiles, others = self.profiles, self.profiles.others(report_id)
        if not told.passages or not others:
            return
        likeness = _by_words(told, profiles, others)
        for number, (call_id, some) in enumerate(others.items()):
            gist = profiles.tellings[likeness.nearest[number]].gist
            passage = told.passages[likeness.passages[number]]
            place = Span(passage.start, passage.end)
            alike, lead = float(likeness.alike[number]), float(likeness.lead[number])
            yield (
                call_id,
                [
                    Piece(
                        "words", {"words": alike, "words_lead": lead}, gist,
                        own=told.text[slice(*place)], place=place, telling=likeness.nearest[number],
                    ),
                    *profiles.shared(told, "names", some),
                    *profiles.shared(told, "numbers", some),
                    *_days(told, profiles, some),
                    *_releasers(told, profiles, some),
                ],
            )  # fmt: skip

    def reports(self, call_id: str, *, but: str | None = None) -> int:
        """How many reports tell a call, one of them aside."""
        told = {self.profiles.tellings[each].report_id for each in self.profiles.groups[call_id]}
        return len(told - {but})

    def shown(self, piece: Piece) -> str | None:
        """The report whose telling a piece of evidence shows."""
        return None if piece.telling is None else self.profiles.tellings[piece.telling].report_id

    def words(self, told: Told, shown: Piece) -> list[str]:
        """Our words on the telling shown that the passage has, too, the rarest first."""
        telling = self.profiles.tellings[shown.telling or 0]
        [passage] = [each for each in told.passages if each[:2] == shown.place]
        spelled = {fold(word)[:STEM]: word for word in LETTERS.findall(telling.own_words)}
        shared = passage.stems & telling.stems & spelled.keys()
        return [spelled[stem] for stem in sorted(shared, key=self.profiles.commonness)]


def _days(told: Told, profiles: Profiles, tellings: list[int]) -> Iterator[Piece]:
    """The day of the text or of the release it tells, and of theirs, that are nearest."""
    own = [each for each in (told.facts.released, told.facts.published) if each]
    theirs = [
        each
        for number in tellings
        for facts in [profiles.tellings[number].facts]
        for each in (facts.released, facts.published)
        if each
    ]
    pairs = [(one.apart(other), one, other) for one in own for other in theirs]
    if pairs:
        apart, one, other = min(pairs, key=lambda pair: pair[0])
        values = {"dated": 1.0, "days_apart": math.log1p(apart)}
        yield Piece("days", values, f"{other}", own=f"{one}")


def _releasers(told: Told, profiles: Profiles, tellings: list[int]) -> Iterator[Piece]:
    """The services that are said to have released it, and whether the text names them."""
    own = told.facts.released_by
    named = {profiles.tellings[each].facts.released_by for each in tellings} - {None}
    if named:
        values = {}
        if own in RELEASERS:
            values["same_releaser" if own in named else "other_releaser"] = 1.0
        yield Piece("releaser", values, ", ".join(sorted(filter(None, named))), own=own)


def _by_words(told: Told, profiles: Profiles, others: Mapping[str, list[int]]) -> Likeness:
    """Cosine of a passage's words with those of all tellings of a call, rare words weighing more.

    The vector of a call is the sum of its tellings' (Rocchio 1971).
    """
    each = (profiles.weigh(part.stems for part in told.passages) @ profiles.vectors.T).toarray()
    calls = np.column_stack([profiles.likeness(each, some) for some in others.values()])
    return Likeness(calls.max(axis=0), _lead(calls), *_places(calls, each, others))


def _places(
    calls: np.ndarray, each: np.ndarray, others: Mapping[str, list[int]]
) -> tuple[list[int], list[int]]:
    """The telling that is nearest, and the passage; `calls` and `each` (telling) by passages."""
    rows = [int(row) for row in calls.argmax(axis=0)]
    pairs = zip(rows, others.values(), strict=True)
    return [some[int(each[row, some].argmax())] for row, some in pairs], rows


def _lead(calls: np.ndarray) -> np.ndarray:
    """How far a call is ahead of the next, or behind the first, in the passage that favours it."""
    if calls.shape[1] < 2:
        return np.zeros(calls.shape[1])
    ordered = np.sort(calls, axis=1)
    first, second = ordered[:, -1:], ordered[:, -2:-1]
    lead: np.ndarray = (calls - np.where(calls == first, second, first)).max(axis=0)
    return lead
