"""Which report of a corpus a text is: what speaks for its being one, and against.

An address decides, a headline and an exact day nearly do, names and figures of a call add up, and
a language or a date that differs excludes. The points stand in `weights.yml`.
"""

import copy
import math
import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import Any, Literal, NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

import numpy as np
from rapidfuzz import fuzz

from analysis.collecting.matching.features import (
    Found,
    Match,
    Piece,
    rank,
    read_weights,
    with_wording,
)
from analysis.collecting.matching.normalising import WORDS, fold
from analysis.collecting.matching.seen import Seen
from analysis.collecting.matching.targets import Targets, read_tellings
from analysis.parsing.wordlists import any_of
from analysis.reading.corpus import Corpus
from analysis.tables.days import Days

MARGIN = 1.5
"""Points that the first must have before the second; in the five texts it had 2.9 to 9.3."""

POSSIBLE = 0.0
"""Points from which on two or more that are equally near are said to be."""

MIRRORS = ("www.", "m.", "amp.", "mobile.")

CITED_BEFORE, CITED_AFTER = (
    any_of((each for words in WORDS[name].values() for each in words), escape=False)
    for name in ("cited_before", "cited_after")
)
"""Words beside an outlet's name by which another outlet speaks of it."""

Look = Iterator[tuple[str, float, str]]
"""What one look at a text and a report finds: what is weighed, how much of it, and its words."""

Verdict = Literal["recognised", "ambiguous", "new"]


class Recognition(NamedTuple):
    """The verdict on a text and the reports that came nearest, the best first."""

    verdict: Verdict
    matches: tuple[Match, ...]


class Reports(Targets):
    """The reports of a corpus, to be held against texts."""

    def __init__(self, corpus: Corpus) -> None:
        super().__init__(read_tellings(corpus), lambda telling: telling.report_id)
        words = corpus.wording.drop_duplicates("report_id")[["report_id", "words"]]
        table = corpus.reports.merge(words, on="report_id", how="left").set_index("report_id")
        table = table.loc[self.ids].astype("object")
        self.rows = list(table.where(table.notna(), None).itertuples(index=False))

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
        by = seen.compared_by
        return rank(seen, some, FEATURES[by], read_weights("reports", by), most=most)


def _address(seen: Seen, row: Any) -> Look:
    url = seen.document.fact("url")
    if not url or not row.url:
        return
    if same_address(url) == same_address(row.url):
        yield "same_address", 1, "the same address"
    else:
        yield "other_address", 1, f"another address, on {site(url)}"


def _headline(seen: Seen, row: Any) -> Look:
    slug = _slug(row.url or "")
    if len(slug.split()) < 4:
        return
    best = max((fuzz.token_sort_ratio(slug, line) for line in seen.headlines), default=0.0)
    if best >= 70:
        yield "headline", (best - 55) / 45, f"headline as in its address ({best:.0f} of 100)"


def _published(seen: Seen, row: Any) -> Look:
    theirs = Days.of(row.published_from, row.published_to)
    own = seen.published.days
    if not theirs or not own or seen.published.basis != "stated":
        return
    width = (theirs.last - theirs.first).days
    if own.meets(theirs):
        what = f"dated {own}, within its interval" if width else f"dated {own}"
        yield "same_day", 1 / (1 + math.log1p(width)), what
    elif own.apart(theirs) > 2:
        yield "other_day", 1, f"dated {own}, outside its interval"


def _author(seen: Seen, row: Any) -> Look:
    if not row.byline:
        return
    surname = fold(row.byline.split()[-1])
    if surname in seen.edges or surname in fold(seen.document.fact("author") or ""):
        yield "same_author", 1, f"by {row.byline}"


def _outlet(seen: Seen, row: Any) -> Look:
    given = seen.document.fact("outlet")
    for name in filter(None, (row.outlet, row.carried_by)):
        bare = _bare(name)
        if given and fuzz.ratio(bare, fold(given)) > 80:
            yield "same_outlet", 1, f"from {name}"
        elif seen.mentions(bare) and _as_another(bare).search(seen.folded):
            yield "other_outlet", 1, f"speaks of {name} as another outlet"


@cache
def _bare(outlet: str) -> str:
    return fold(re.sub(r"\.\w{2,4}$|^The ", "", outlet))


@cache
def _as_another(name: str) -> re.Pattern[str]:
    name = re.escape(name)
    before = rf"\b{CITED_BEFORE}:? (?:the |der |die |das )?{name}\b"
    return re.compile(rf"{before}|\b{name},? {CITED_AFTER}\b")


def _language(seen: Seen, row: Any) -> Look:
    if seen.language not in ("und", row.language):
        yield "other_language", 1, f"in {seen.language}, not {row.language}"


def _length(seen: Seen, row: Any) -> Look:
    """The number of words, which the corpus has for reports in English and German."""
    off = abs(seen.words / row.words - 1) if row.words else 1.0
    if row.read == "whole" and off <= 0.03:
        what = f"{seen.words} words, {row.words} known"
        yield "same_length", 1 if off <= 0.005 else 0.4, what


LOOKS = (_address, _headline, _published, _author, _outlet, _language, _length)


def find_page(seen: Seen, reports: Reports) -> Found:
    """What a page shows of itself, against what the corpus has of each report."""
    found = [[each for look in LOOKS for each in look(seen, row)] for row in reports.rows]
    values = {name: np.zeros(len(found)) for some in found for name, _, _ in some}
    for number, some in enumerate(found):
        for name, value, _ in some:
            values[name][number] += value
    return Found(
        values, lambda number: (Piece(what, {name: value}) for name, value, what in found[number])
    )


FEATURES = with_wording(find_page)


@cache
def _slug(url: str) -> str:
    return fold(slug_words(url))


def same_address(url: str) -> str:
    """An address without what differs between ways to the same page."""
    parts = _split(url)
    path = re.sub(r"/(?:amp|index\.html?)?/?$", "", unquote(parts.path)).rstrip("/")
    query = parts.query if re.match(r"(?:p|id|article|story)=", parts.query) else ""
    return f"{site(url)}{path}?{query}".rstrip("?").lower()


def site(url: str) -> str:
    """The host of an address without the prefixes of its mobile copies."""
    host = (_split(url).hostname or "").lower()
    for prefix in MIRRORS:
        host = host.removeprefix(prefix)
    return host


def _split(url: str) -> SplitResult:
    """The parts of an address; what is none is all path."""
    try:
        return urlsplit(url.strip())
    except ValueError:
        return SplitResult("", "", url.strip(), "", "")


def slug_words(url: str) -> str:
    """The words of the longest part of an address: on most sites they are the headline.

    Examples
    --------
    >>> slug_words("https://harbour.example/world/2022/late-mail-for-the-fourth-crew-12345.html")
    'late mail for the fourth crew'
    """
    longest = max(unquote(_split(url).path).split("/"), key=len)
    words = re.split(r"[-_+ ]+", re.sub(r"\.\w{2,5}$", "", longest))
    return " ".join(word for word in words if not re.search(r"\d{3,}", word)).strip()
