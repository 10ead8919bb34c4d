"""Which report of a corpus a text is: what speaks for its being one, and against.

An address decides, a headline and an exact day nearly do, names and figures of a call add up, and
a language or a date that differs excludes. The points stand in `weights.yml`.
"""

import copy
import math
import re
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from functools import cache, partial
from typing import Any, Literal, NamedTuple
from urllib.parse import unquote, urlsplit

import numpy as np
from rapidfuzz import fuzz
from scipy import sparse

from analysis.collecting.matching.features import find_shared
from analysis.collecting.matching.normalising import WORDS, fold
from analysis.collecting.matching.ranking import Feature, Found, Match, Piece, rank, read_weights
from analysis.collecting.matching.seen import Seen
from analysis.collecting.matching.targets import Targets
from analysis.collecting.matching.tellings import read_tellings
from analysis.parsing.wordlists import any_of
from analysis.reading.corpus import Corpus
from analysis.tables.days import Days

RARE = 2
"""A name in no more reports than this is as good as theirs alone."""

MARGIN = 1.5
"""Points that the first must have before the second; in the five texts it had 2.9 to 9.3."""

POSSIBLE = 4.5
"""Points from which on two or more that are equally near are said to be."""

MIRRORS = ("www.", "m.", "amp.", "mobile.")

CITED_BEFORE, CITED_AFTER = (
    any_of((each for words in WORDS[name].values() for each in words), escape=False)
    for name in ("cited_before", "cited_after")
)
"""Words beside an outlet's name by which another outlet speaks of it."""

Verdict = Literal["recognised", "ambiguous", "new"]


class Recognition(NamedTuple):
    """The verdict on a text and the reports that came nearest, the best first."""

    verdict: Verdict
    matches: tuple[Match, ...]


class Reports(Targets):
    """The reports of a corpus, to be held against texts."""

    def __init__(self, corpus: Corpus) -> None:
        super().__init__(read_tellings(corpus), lambda telling: telling.report_id)
        plain = corpus.reports.astype("object").where(corpus.reports.notna(), None)
        rows = {row.report_id: row for row in plain.itertuples(index=False)}
        cited = corpus.citations.groupby("report_id")["source"].unique()
        words = corpus.wording.drop_duplicates("report_id").set_index("report_id")["words"]
        known = [_Known(rows[each], cited.get(each, ()), words.get(each)) for each in self.ids]
        self.distinct = {look: _distinct([column(each) for each in known]) for look, column in
                         LOOKS.items()}  # fmt: skip
        self.told, self.named = self._table("told"), self._table("named")

    def _table(self, what: str) -> sparse.csr_array:
        """What each report says, or names, in the words of all: a row each, weighed by rarity."""
        space, _ = self.space("words")
        pairs = {
            (int(number), space.places[stem])
            for number, each in zip(self.of, self.tellings, strict=True)
            for stem in (each.terms("words") if what == "told" else each.named)
        }
        rarities = np.array(list(space.rarities.values()))
        rows, columns = np.array(sorted(pairs), dtype=int).reshape(-1, 2).T
        shape = (len(self.ids), len(space.places))
        return sparse.csr_array((rarities[columns], (rows, columns)), shape=shape)

    def recognise(self, seen: Seen, *, among: Collection[str] | None = None) -> Recognition:
        """Decide which report a text is, of all or of some.

        Returns
        -------
        Recognition
            "recognised": the first match has the same address, or at least as many points as the
            threshold of the weights and `MARGIN` more than the second. "ambiguous": `POSSIBLE`
            points, but others are as near; these are all the matches. "new": no report has enough.
        """
        ranked = self.rank(seen, among=among, most=10)
        if not ranked:
            return Recognition("new", ())
        first = ranked[0]
        near = [match for match in ranked if first.points - match.points < MARGIN]
        by_address = any("same_address" in piece.values for piece in first.pieces)
        if by_address or (first.likely and len(near) == 1):
            return Recognition("recognised", tuple(ranked[:3]))
        if first.points >= POSSIBLE and len(near) > 1:
            return Recognition("ambiguous", tuple(near))
        return Recognition("new", tuple(ranked[:3]))

    def rank(
        self, seen: Seen, *, among: Collection[str] | None = None, most: int | None = None
    ) -> list[Match]:
        """Each report, or each of some, with its evidence."""
        some = copy.copy(self)
        some.alive = np.array([among is None or each in among for each in self.ids], dtype=bool)
        return rank(seen, some, FEATURES, read_weights("reports", seen.compared_by), most=most)


class _Known(NamedTuple):
    """One report as evidence is looked for: its row, and what stands in other tables."""

    row: Any
    sources: Sequence[str]
    words: int | None


def _distinct(values: list[Hashable]) -> tuple[list[Any], np.ndarray]:
    """The distinct values, each looked at once for all that have it; and which report has which."""
    distinct = list(dict.fromkeys(values))
    number = {value: place for place, value in enumerate(distinct)}
    return distinct, np.array([number[value] for value in values], dtype=int)


Look = Callable[[Seen, Any], Iterator[tuple[str, float, str]]]
"""Name and amount of what is weighed, and what it is, in words; for one value of a report."""


def _look(seen: Seen, reports: Reports, *, look: Look) -> Found:
    """What is looked for in every report."""
    distinct, which = reports.distinct[look]
    found = [[each for each in look(seen, value) if each[1]] for value in distinct]
    values = {name: np.zeros(len(distinct)) for some in found for name, _, _ in some}
    for number, some in enumerate(found):
        for name, value, _ in some:
            values[name][number] += value
    return Found(
        {name: each[which] for name, each in values.items()},
        lambda number: (Piece(what, {name: value}) for name, value, what in found[which[number]]),
    )


def _address(seen: Seen, theirs: str | None) -> Iterator[tuple[str, float, str]]:
    url = seen.document.fact("url")
    if not url or not theirs:
        return
    if same_address(url) == same_address(theirs):
        yield "same_address", 1, "the same address"
    else:
        yield "other_address", 1, f"another address, on {site(url)}"


def _headline(seen: Seen, slug: str) -> Iterator[tuple[str, float, str]]:
    if len(slug.split()) < 4:
        return
    best = max((fuzz.token_sort_ratio(slug, line) for line in seen.headlines), default=0.0)
    if best >= 70:
        yield "headline", (best - 55) / 45, f"headline as in its address ({best:.0f} of 100)"


def _published(seen: Seen, theirs: Days | None) -> Iterator[tuple[str, float, str]]:
    own = seen.published.days
    if not theirs or not own or seen.published.basis != "stated":
        return
    width = (theirs.last - theirs.first).days
    if own.meets(theirs):
        what = f"dated {own}, within its interval" if width else f"dated {own}"
        yield "same_day", 1 / (1 + math.log1p(width)), what
    elif own.apart(theirs) > 2:
        yield "other_day", 1, f"dated {own}, outside its interval"


def _author(seen: Seen, byline: str | None) -> Iterator[tuple[str, float, str]]:
    author = seen.document.fact("author")
    if not byline:
        return
    surname = fold(byline.split()[-1])
    if surname in seen.edges or (author and surname in fold(author)):
        yield "same_author", 1, f"by {byline}"
    elif author and len(author.split()) in (2, 3):
        yield "other_author", 1, f"by {author}, not {byline}"


def _outlet(seen: Seen, names: tuple[str | None, ...]) -> Iterator[tuple[str, float, str]]:
    given = seen.document.fact("outlet")
    for name in filter(None, names):
        bare = fold(re.sub(r"\.\w{2,4}$|^The ", "", name))
        if given and fuzz.ratio(bare, fold(given)) > 80:
            yield "same_outlet", 1, f"from {name}"
        elif seen.mentions(bare) and _as_another(bare).search(seen.folded):
            yield "other_outlet", 1, f"speaks of {name} as another outlet"
        elif seen.mentions(bare):
            yield "outlet_named", 1, f"names {name}"


@cache
def _as_another(name: str) -> re.Pattern[str]:
    name = re.escape(name)
    before = rf"\b{CITED_BEFORE}:? (?:the |der |die |das )?{name}\b"
    return re.compile(rf"{before}|\b{name},? {CITED_AFTER}\b")


def _sources(seen: Seen, theirs: tuple[str, ...]) -> Iterator[tuple[str, float, str]]:
    found = [name for name in theirs if seen.mentions(fold(name))]
    yield "sources", min(len(found), 3), f"cites {', '.join(found)}"


def _language(seen: Seen, theirs: str) -> Iterator[tuple[str, float, str]]:
    if seen.language not in ("und", theirs):
        yield "other_language", 1, f"in {seen.language}, not {theirs}"


def _length(seen: Seen, theirs: tuple[int | None, str]) -> Iterator[tuple[str, float, str]]:
    """The number of words, which the corpus has for reports in English and German."""
    words, read = theirs
    if not words:
        return
    off = seen.words / words - 1
    what = f"{seen.words} words, {words} known"
    if read != "whole":
        if off < -0.2:
            yield "shorter", 1, f"only {what} from its opening"
    elif abs(off) <= 0.03:
        yield "same_length", 1 if abs(off) <= 0.005 else 0.4, what
    elif abs(off) > 0.15:  # what is too long may be the same with adverts
        yield "shorter" if off < 0 else "longer", 1, what


LOOKS: dict[Look, Callable[[_Known], Hashable]] = {
    _address: lambda known: known.row.url,
    _headline: lambda known: fold(slug_words(known.row.url or "")),
    _published: lambda known: Days.of(known.row.published_from, known.row.published_to),
    _author: lambda known: known.row.byline,
    _outlet: lambda known: (known.row.outlet, known.row.carried_by),
    _sources: lambda known: tuple(known.sources),
    _language: lambda known: known.row.language,
    _length: lambda known: (known.words, known.row.read),
}
"""What is looked for, and in what of a report."""


def _facts_words(seen: Seen, reports: Reports) -> Found:
    """The share of our words on a report, and the rare names, that the text has."""
    space, _ = reports.space("words")
    own = seen.terms(seen.passages[0], "words") if seen.passages else frozenset()
    has = np.zeros(len(space.places))
    has[[space.places[stem] for stem in own if stem in space.places]] = 1.0
    # Names count twice: retellings keep names and change words.
    both = reports.told + reports.named
    share = (both @ has) / np.maximum(np.asarray(both.sum(axis=1)), 1.0)
    rare = np.array([space.spread[stem] <= RARE for stem in space.places]) * has
    rarely = np.log1p((reports.named > 0) @ rare)
    stems = list(space.places)

    def show(number: int) -> Iterator[Piece]:
        yield Piece(f"{share[number]:.0%} of its facts' words", {"words": float(share[number])})
        if rarely[number]:
            named = reports.named[[number]].indices
            shown = ", ".join(sorted(stems[each] for each in named if rare[each])[:5])
            yield Piece(f"rare names: {shown}", {"rare_names": float(rarely[number])})

    return Found({"words": share, "rare_names": rarely}, show)


def _shared(seen: Seen, reports: Reports, *, kind: str) -> Found:
    """The names or numbers that both have, as one piece."""
    found = find_shared(seen, reports, kind=kind)

    def show(number: int) -> Iterator[Piece]:
        if pieces := list(found.show(number)):
            shown = ", ".join(f"{each.theirs}" for each in pieces[:5])
            yield Piece(f"{kind}: {shown}", {kind: float(found.values[kind][number])})

    return Found(found.values, show)


FEATURES: tuple[Feature[Reports], ...] = (
    *(partial(_look, look=look) for look in LOOKS),
    _facts_words,
    partial(_shared, kind="names"),
    partial(_shared, kind="numbers"),
)


def same_address(url: str) -> str:
    """An address without what differs between ways to the same page."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url.strip().lower()
    path = re.sub(r"/(?:amp|index\.html?)?/?$", "", unquote(parts.path))
    query = parts.query if re.match(r"(?:p|id|article|story)=", parts.query) else ""
    return f"{site(url)}{path.rstrip('/')}?{query}".rstrip("?").lower()


def site(url: str) -> str:
    """The host of an address without the prefixes of its mobile copies."""
    try:
        host = (urlsplit(url.strip()).hostname or "").lower()
    except ValueError:
        return ""
    for prefix in MIRRORS:
        host = host.removeprefix(prefix)
    return host


def slug_words(url: str) -> str:
    """The words of the longest part of an address: on most sites they are the headline.

    Examples
    --------
    >>> slug_words("https://harbour.example/world/2022/late-mail-for-the-fourth-crew-12345.html")
    'late mail for the fourth crew'
    """
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return ""
    longest = max(re.split("/", path), key=len)
    words = re.split(r"[-_+ ]+", re.sub(r"\.\w{2,5}$", "", longest))
    return " ".join(word for word in words if not re.search(r"\d{3,}", word)).strip()
