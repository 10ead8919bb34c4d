"""What speaks for, or against, a text being a report of the catalogue: clues with points.

Points were set by hand and measured (see `recognise`): an address decides, a headline and an exact
day nearly do, names and figures of a call add up, and a language or a date that differs excludes.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from rapidfuzz import fuzz

from analysis.collecting.matching.catalogue import Known
from analysis.collecting.matching.normalising import fold, same_address, site
from analysis.collecting.matching.seen import Seen, whole_words
from analysis.tables.days import Days

ADDRESS = 12.0
"""Points of the same address: more than all other evidence can speak against."""

FACTS = 7.0
"""Points if a text shared every term of a report's facts; none does, a true one about half."""

RARE_NAME = 0.5
"""Points of each name that hardly another report has, on top of its share; three at most count."""

CITED_BEFORE = (
    r"(?:according to|citing|cited by|reported by|report by|newspaper|magazine|agency|they said"
    r"|told by|laut|loud|zitiert|agentur|zeitung|berichtet)"
)
CITED_AFTER = (
    r"(?:report(?:s|ed)|quot(?:es|ed)|wr(?:ites|ote)|cit(?:es|ed)|claim(?:s|ed)|bericht\w*"
    r"|schr(?:eib|ieb)\w*|zitier\w*|zufolge)"
)
"""Words beside an outlet's name by which another outlet speaks of it, "loud" being German "laut" in
machine English. An outlet says of itself that it was told something, or has asked."""


class Clue(NamedTuple):
    """A piece of evidence: how much it says, and what it is, in words."""

    points: float
    what: str


def find_clues(seen: Seen, known: Known) -> list[Clue]:
    """All evidence on whether a text is a report, the strongest first."""
    clues = [clue for look in LOOKS for clue in look(seen, known) if clue.points]
    return sorted(clues, key=lambda clue: -abs(clue.points))


def _address(seen: Seen, known: Known) -> Iterator[Clue]:
    url = seen.document.fact("url")
    if not url or not known.url:
        return
    if same_address(url) == same_address(known.url):
        yield Clue(ADDRESS, "the same address")
    elif site(url) == site(known.url):
        yield Clue(-2.0, f"another address on {site(url)}")
    else:
        yield Clue(-4.0, f"an address on {site(url)}, not {site(known.url)}")


def _headline(seen: Seen, known: Known) -> Iterator[Clue]:
    if len(known.slug.split()) < 4:
        return
    slug = fold(known.slug)
    best = max((fuzz.token_sort_ratio(slug, line) for line in seen.headlines), default=0.0)
    if best >= 70:
        yield Clue(3.0 * (best - 55) / 45, f"headline as in its address ({best:.0f} of 100)")


def _published(seen: Seen, known: Known) -> Iterator[Clue]:
    theirs, own = Days.of(known.first, known.last), seen.published.days
    if not theirs or not own or seen.published.basis != "stated":
        return
    width = (theirs.last - theirs.first).days
    if own.meets(theirs) and width == 0:
        yield Clue(2.5, f"dated {own}")
    elif own.meets(theirs):
        yield Clue(1.0 if width <= 31 else 0.4, f"dated {own}, within its interval")
    elif own.apart(theirs) > 2:
        yield Clue(-3.0, f"dated {own}, outside its interval")


def _released(seen: Seen, known: Known) -> Iterator[Clue]:
    found = [day for day in known.released if (day.month, day.day) in seen.days]
    if found:
        yield Clue(1.0, f"names the day of release, {min(found)}")


def _facts(seen: Seen, known: Known) -> Iterator[Clue]:
    """The share of what is told of the report that the text has, too, rare words counting more."""
    foreign = seen.language not in ("en", "und")
    terms = {
        term: weight for term, weight in known.terms.items() if not foreign or term in known.names
    }
    whole = sum(terms.values())
    shared = terms.keys() & seen.stems
    share = sum(terms[term] for term in shared) / whole if whole else 0.0
    names = sorted(shared & known.names, key=lambda term: -terms[term])
    told = f": {', '.join(names[:5])}" if names else ""
    weight = FACTS / 2 if foreign else FACTS
    rare = shared & known.rare
    if rare:
        yield Clue(min(RARE_NAME * len(rare), 1.5), f"rare names: {', '.join(sorted(rare)[:5])}")
    yield Clue(weight * share, f"{share:.0%} of its facts' words{told}")


def _figures(seen: Seen, known: Known) -> Iterator[Clue]:
    found = known.amounts & seen.numbers
    if found:
        points = min(sum(0.8 if len(each) > 2 else 0.4 for each in found), 2.0)
        yield Clue(points, f"figures: {', '.join(sorted(found))}")


def _author(seen: Seen, known: Known) -> Iterator[Clue]:
    if not known.byline:
        return
    surname = fold(known.byline.split()[-1])
    author = seen.document.fact("author")
    if surname in seen.edges or (author and surname in fold(author)):
        yield Clue(1.5, f"by {known.byline}")
    elif author and len(author.split()) in (2, 3):
        yield Clue(-1.0, f"by {author}, not {known.byline}")


def _outlet(seen: Seen, known: Known) -> Iterator[Clue]:
    given = seen.document.fact("outlet")
    for name in (known.outlet, known.carried_by):
        if not name:
            continue
        bare = fold(re.sub(r"\.\w{2,4}$|^The ", "", name))
        if given and fuzz.ratio(bare, fold(given)) > 80:
            yield Clue(1.5, f"from {name}")
        elif not seen.names(bare):
            continue
        elif _as_another(bare).search(seen.folded):
            yield Clue(-2.0, f"speaks of {name} as another outlet")
        elif any(whole_words(bare).search(line) for line in seen.imprint):
            yield Clue(0.8, f"names {name} at its head or foot")
        else:
            yield Clue(0.3, f"names {name}")


@cache
def _as_another(name: str) -> re.Pattern[str]:
    name = re.escape(name)
    before = rf"\b{CITED_BEFORE}:? (?:the |der |die |das )?{name}\b"
    return re.compile(rf"{before}|\b{name},? {CITED_AFTER}\b")


def _sources(seen: Seen, known: Known) -> Iterator[Clue]:
    found = [name for name in known.sources if seen.names(fold(name))]
    if found:
        yield Clue(min(0.3 * len(found), 0.9), f"cites {', '.join(found)}")


def _language(seen: Seen, known: Known) -> Iterator[Clue]:
    if seen.language not in ("und", known.language):
        yield Clue(-6.0, f"in {seen.language}, not {known.language}")


def _length(seen: Seen, known: Known) -> Iterator[Clue]:
    """The number of words, which the corpus has for reports in English and German."""
    if not known.words:
        return
    off = abs(seen.words - known.words) / known.words
    what = f"{seen.words} words, {known.words} known"
    if known.whole:
        if off <= 0.03:
            yield Clue(2.5 if off <= 0.005 else 1.0, what)
        elif off > 0.15:  # what is too long may be the same with adverts
            yield Clue(-1.5 if seen.words < known.words else -0.8, what)
    elif seen.words < 0.8 * known.words:
        yield Clue(-1.5, f"only {what} from its opening")


LOOKS: list[Callable[[Seen, Known], Iterator[Clue]]] = [
    _address, _headline, _published, _released, _facts, _figures, _author, _outlet, _sources,
    _language, _length,
]  # fmt: skip
