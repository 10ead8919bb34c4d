"""A text held against the calls of a corpus: what they have in common, piece by piece."""

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from analysis.collecting.matching.likeness import Likeness
from analysis.collecting.matching.profiles import RELEASERS, Profiles
from analysis.collecting.matching.told import Days, Told
from analysis.parsing.spans import Span


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


def compare(
    told: Told,
    profiles: Profiles,
    others: Mapping[str, list[int]],
    likeness: Mapping[str, Likeness],
) -> Iterator[Comparison]:
    """A text and each call.

    Parameters
    ----------
    others
        The tellings of each call that count, as `Profiles.others` gives them.
    likeness
        By "words", "meaning" or both; the last one says which passage is like which telling.
    """
    if not told.passages:
        return
    shown = list(likeness.values())[-1]
    for number, (call_id, some) in enumerate(others.items()):
        names = _shared(told, profiles, "names", some)
        numbers = _shared(told, profiles, "numbers", some)
        days = _days(told, profiles, some)
        releasers = _releasers(profiles, some)
        passage = told.passages[shown.passages[number]]
        alike = {name: float(each.alike[number]) for name, each in likeness.items()}
        lead = {f"{name}_lead": float(each.lead[number]) for name, each in likeness.items()}
        own = told.facts.released_by
        yield Comparison(
            call_id, some, shown.nearest[number], Span(passage.start, passage.end), names, numbers,
            days, releasers,
            alike | lead | {
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
