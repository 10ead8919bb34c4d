"""A text held against the calls of a corpus: what they have in common, piece by piece."""

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

from analysis.collecting.matching.profiles import RELEASERS, Profiles
from analysis.collecting.matching.told import Told
from analysis.parsing.spans import Span
from analysis.tables.days import Days


class Shared(NamedTuple):
    """A name or number that both have: as the reports have it, where, and how rare it is."""

    theirs: str
    place: Span
    rarity: float


class Comparison(NamedTuple):
    """What a text and a call have in common.

    `nearest` is the telling that is most like the text, `passage` what of the text is most like
    it; `days` the two intervals that come nearest; `values` what is weighed.
    """

    call_id: str
    tellings: list[int]
    nearest: int
    passage: Span
    names: list[Shared]
    numbers: list[Shared]
    days: tuple[Days, Days] | None
    releasers: frozenset[str]
    values: Mapping[str, float]


class Likeness(NamedTuple):
    """By call: how alike, how far ahead, the telling that is nearest, and the text's passage."""

    alike: np.ndarray
    lead: np.ndarray
    nearest: list[int]
    passages: list[int]


def compare(
    told: Told, profiles: Profiles, others: Mapping[str, list[int]]
) -> Iterator[Comparison]:
    """A text and each call; `others` are the tellings that count (see `Profiles.others`)."""
    if not told.passages or not others:
        return
    likeness = _by_words(told, profiles, others)
    for number, (call_id, some) in enumerate(others.items()):
        names = _shared(told, profiles, "names", some)
        numbers = _shared(told, profiles, "numbers", some)
        days = _days(told, profiles, some)
        releasers = _releasers(profiles, some)
        passage = told.passages[likeness.passages[number]]
        own = told.facts.released_by
        yield Comparison(
            call_id, some, likeness.nearest[number], Span(passage.start, passage.end), names,
            numbers, days, releasers,
            {
                "words": float(likeness.alike[number]),
                "words_lead": float(likeness.lead[number]),
                "names": math.log1p(sum(each.rarity for each in names)),
                "numbers": math.log1p(sum(each.rarity for each in numbers)),
                "dated": float(days is not None),
                "days_apart": math.log1p(days[0].apart(days[1])) if days else 0.0,
                "same_releaser": float(own in releasers),
                "other_releaser": float(bool(releasers) and own in RELEASERS - releasers),
            },
        )  # fmt: skip


def _shared(told: Told, profiles: Profiles, kind: str, tellings: list[int]) -> list[Shared]:
    """Names or numbers that the text and some tellings have, the rarest first."""
    own: Mapping[str, Span] = getattr(told, kind)
    found: dict[Span, Shared] = {}
    for number in tellings:
        theirs = getattr(profiles.tellings[number], kind)
        for key in sorted(own.keys() & set(theirs)):
            shown = theirs[key] if isinstance(theirs, Mapping) else key
            shared = Shared(shown, own[key], profiles.rarity(kind, key))
            found.setdefault(own[key], shared)
    return sorted(found.values(), key=lambda each: (-each.rarity, each.place))


def _days(told: Told, profiles: Profiles, tellings: list[int]) -> tuple[Days, Days] | None:
    """The day of the text or of the release it tells, and of theirs, that are nearest."""
    own = [each for each in (told.facts.released, told.facts.published) if each]
    theirs = [
        each
        for number in tellings
        for facts in [profiles.tellings[number].facts]
        for each in (facts.released, facts.published)
        if each
    ]
    pairs = [(one, other) for one in own for other in theirs]
    return min(pairs, key=lambda pair: pair[0].apart(pair[1]), default=None)


def _releasers(profiles: Profiles, tellings: list[int]) -> frozenset[str]:
    named = (profiles.tellings[each].facts.released_by for each in tellings)
    return frozenset(name for name in named if name)


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
