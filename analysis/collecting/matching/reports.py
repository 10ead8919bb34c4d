"""A text held against the reports of a corpus: what speaks for its being one, and against.

An address decides, a headline and an exact day nearly do, names and figures of a call add up, and
a language or a date that differs excludes. The points stand in `weights.yml`.
"""

import math
import re
from collections.abc import Callable, Collection, Iterator
from functools import cache
from typing import Any, Literal, NamedTuple

from rapidfuzz import fuzz

from analysis.collecting.matching.normalising import fold, same_address, site, slug_words
from analysis.collecting.matching.profiles import Profiles
from analysis.collecting.matching.ranking import Match, Piece, rank, read_weights
from analysis.collecting.matching.seen import Seen
from analysis.parsing.wordlists import any_of, read_words
from analysis.reading.corpus import Corpus
from analysis.tables.days import Days

RARE = 2
"""A name in no more reports than this is as good as theirs alone."""

MARGIN = 1.5
"""Points that the first must have before the second; in the five texts it had 2.9 to 9.3."""

POSSIBLE = 4.5
"""Points from which on two or more that are equally near are said to be."""

CITED_BEFORE, CITED_AFTER = (
    any_of(
        (each for words in read_words("matching")[name].values() for each in words), escape=False
    )
    for name in ("cited_before", "cited_after")
)
"""Words beside an outlet's name by which another outlet speaks of it."""


class Known(NamedTuple):
    """One report as evidence is looked for: its row, and what stands in other tables."""

    row: Any
    slug: str
    tellings: list[int]
    stems: frozenset[str]
    named: frozenset[str]
    rare: frozenset[str]
    sources: list[str]
    words: int | None

    @property
    def published(self) -> Days | None:
        return Days.of(self.row.published_from, self.row.published_to)


Verdict = Literal["recognised", "ambiguous", "new"]


class Recognition(NamedTuple):
    """The verdict on a text and the reports that came nearest, the best first."""

    verdict: Verdict
    matches: tuple[Match, ...]


class Reports:
    """The reports of a corpus, to be held against texts."""

    def __init__(self, corpus: Corpus) -> None:
        self.profiles = Profiles(corpus, "report_id")
        sources = corpus.citations.groupby("report_id")["source"].unique()
        words = corpus.wording.drop_duplicates("report_id").set_index("report_id")["words"]
        rows = corpus.reports.astype("object").where(corpus.reports.notna(), None)
        self.known = {}
        for row in rows.itertuples(index=False):
            own = self.profiles.groups[row.report_id]
            tellings = [self.profiles.tellings[number] for number in own]
            named = frozenset().union(*(each.named for each in tellings))
            self.known[row.report_id] = Known(
                row,
                fold(slug_words(row.url or "")),
                own,
                frozenset().union(*(each.stems for each in tellings)),
                named,
                frozenset(name for name in named if self.profiles.spread[name] <= RARE),
                list(sources.get(row.report_id, [])),
                words.get(row.report_id),
            )

    def recognise(self, seen: Seen, *, among: Collection[str] | None = None) -> Recognition:
        """Decide which report a text is, of all or of some.

        Returns
        -------
        Recognition
            "recognised": the first match has the same address, or at least as many points as the
            threshold of the weights and `MARGIN` more than the second. "ambiguous": `POSSIBLE`
            points, but others are as near; these are all the matches. "new": no report has enough.
        """
        ranked = self.rank(seen, among=among)[:10]
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

    def rank(self, seen: Seen, *, among: Collection[str] | None = None) -> list[Match]:
        """Each report, or each of some, with its evidence."""
        kept = self.known if among is None else [each for each in self.known if each in among]
        found = ((each, self.compare(seen, each)) for each in kept)
        return rank(found, read_weights("reports", seen.told.language))

    def compare(self, seen: Seen, report_id: str) -> list[Piece]:
        """All evidence on whether a text is a report."""
        known = self.known[report_id]
        found = [
            Piece(what, {name: value})
            for look in LOOKS
            for name, value, what in look(seen, known)
            if value
        ]
        return [*found, *self._told(seen, known)]

    def _told(self, seen: Seen, known: Known) -> Iterator[Piece]:
        """What the text and our words on the report have in common."""
        profiles, told = self.profiles, seen.told
        own = told.passages[0].stems if told.passages else frozenset()
        weights = profiles.weight
        # Names count twice: retellings keep names and change words.
        whole = weights(known.stems) + weights(known.named) or 1.0
        share = (weights(known.stems & own) + weights(known.named & own)) / whole
        yield Piece(f"{share:.0%} of its facts' words", {"words": share})
        if rare := sorted(known.rare & own):
            yield Piece(f"rare names: {', '.join(rare[:5])}", {"rare_names": math.log1p(len(rare))})
        for kind in ("names", "numbers"):
            if found := profiles.shared(told, kind, known.tellings):
                shown = ", ".join(f"{each.theirs}" for each in found[:5])
                yield Piece(f"{kind}: {shown}", {kind: sum(each.values[kind] for each in found)})


Look = Iterator[tuple[str, float, str]]
"""Name and amount of what is weighed, and what it is, in words."""


def _address(seen: Seen, known: Known) -> Look:
    url, theirs = seen.document.fact("url"), known.row.url
    if not url or not theirs:
        return
    if same_address(url) == same_address(theirs):
        yield "same_address", 1, "the same address"
    else:
        yield "other_address", 1, f"another address, on {site(url)}"


def _headline(seen: Seen, known: Known) -> Look:
    if len(known.slug.split()) < 4:
        return
    best = max((fuzz.token_sort_ratio(known.slug, line) for line in seen.headlines), default=0.0)
    if best >= 70:
        yield "headline", (best - 55) / 45, f"headline as in its address ({best:.0f} of 100)"


def _published(seen: Seen, known: Known) -> Look:
    theirs, own = known.published, seen.published.days
    if not theirs or not own or seen.published.basis != "stated":
        return
    width = (theirs.last - theirs.first).days
    if own.meets(theirs):
        what = f"dated {own}, within its interval" if width else f"dated {own}"
        yield "same_day", 1 / (1 + math.log1p(width)), what
    elif own.apart(theirs) > 2:
        yield "other_day", 1, f"dated {own}, outside its interval"


def _author(seen: Seen, known: Known) -> Look:
    byline, author = known.row.byline, seen.document.fact("author")
    if not byline:
        return
    surname = fold(byline.split()[-1])
    if surname in seen.edges or (author and surname in fold(author)):
        yield "same_author", 1, f"by {byline}"
    elif author and len(author.split()) in (2, 3):
        yield "other_author", 1, f"by {author}, not {byline}"


def _outlet(seen: Seen, known: Known) -> Look:
    given = seen.document.fact("outlet")
    for name in filter(None, (known.row.outlet, known.row.carried_by)):
        bare = fold(re.sub(r"\.\w{2,4}$|^The ", "", name))
        if given and fuzz.ratio(bare, fold(given)) > 80:
            yield "same_outlet", 1, f"from {name}"
        elif seen.names(bare) and _as_another(bare).search(seen.folded):
            yield "other_outlet", 1, f"speaks of {name} as another outlet"
        elif seen.names(bare):
            yield "outlet_named", 1, f"names {name}"


@cache
def _as_another(name: str) -> re.Pattern[str]:
    name = re.escape(name)
    before = rf"\b{CITED_BEFORE}:? (?:the |der |die |das )?{name}\b"
    return re.compile(rf"{before}|\b{name},? {CITED_AFTER}\b")


def _sources(seen: Seen, known: Known) -> Look:
    found = [name for name in known.sources if seen.names(fold(name))]
    yield "sources", min(len(found), 3), f"cites {', '.join(found)}"


def _language(seen: Seen, known: Known) -> Look:
    if seen.language not in ("und", known.row.language):
        yield "other_language", 1, f"in {seen.language}, not {known.row.language}"


def _length(seen: Seen, known: Known) -> Look:
    """The number of words, which the corpus has for reports in English and German."""
    if not known.words:
        return
    off = seen.words / known.words - 1
    what = f"{seen.words} words, {known.words} known"
    if known.row.read != "whole":
        if off < -0.2:
            yield "shorter", 1, f"only {what} from its opening"
    elif abs(off) <= 0.03:
        yield "same_length", 1 if abs(off) <= 0.005 else 0.4, what
    elif abs(off) > 0.15:  # what is too long may be the same with adverts
        yield "shorter" if off < 0 else "longer", 1, what


LOOKS: list[Callable[[Seen, Known], Look]] = [
    _address, _headline, _published, _author, _outlet, _sources, _language, _length,
]  # fmt: skip
