"""What a text itself shows of the facts that a report needs: proposals, each with where it stands.

A proposal is no fact: a person checks it, and what nobody finds is left open.
"""

import re
from collections.abc import Collection, Iterator
from functools import cache
from itertools import chain
from urllib.parse import urlsplit

from analysis.collecting.matching.normalising import fold
from analysis.collecting.matching.seen import Seen
from analysis.parsing.article import Article
from analysis.parsing.dates.calendar_words import names_of_days, names_of_months
from analysis.parsing.dates.stated import find_dates
from analysis.parsing.spans import Call, Paragraph
from analysis.parsing.wordlists import read_words
from analysis.reading.texts.documents import Fact
from analysis.tables.declaring import Declaration

HEAD_LINES = 8
"""Lines at the top among which a page shows whose it is."""

NAME_WORDS = 4
"""Words in the name of an outlet, at most."""

PARTED = re.compile(r"\s*[|·•–—/,]\s*|\s+-\s+")
COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)\s*(?:\d{4}(?:\s*[-–]\s*\d{4})?)?\s*", re.IGNORECASE)
NAME = re.compile(r"[^\W\d_][^:;!?…“”„\"@()\d]{2,39}")
FIRM = re.compile(r"\s+(?:Ltd|LLC|Inc|GmbH|AG|Media|S\.?A|plc)\b.*$", re.IGNORECASE)
OF_OUTLETS = frozenset(read_words("press")["name_words"])
BYLINES = tuple(f"{word} " for word in read_words("headers")["byline_starts"])
RUBRICS = frozenset(read_words("furniture")["rubrics"])
TIME = re.compile(r"[\d:. ]+(?:[ap]m|uhr|[a-z]{3,4})?[\d:. ]*", re.IGNORECASE)


def slug(text: str, signs: int) -> str:
    """Words as part of an id: small Latin letters and digits between dashes."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:signs].strip("-")


def propose_headline(seen: Seen) -> Fact | None:
    """The headline as the file's header or the text shows it."""
    if "title" in seen.document.facts:
        return seen.document.facts["title"]
    outlets = {name for name, _ in _names_shown(seen.article)}
    for each in seen.article.paragraphs[:HEAD_LINES]:
        line = " ".join(_line(seen.article, each).split())
        if each.kind in ("headline", "subheading") and line not in outlets:
            return Fact(line, "the headline of the text")
    return None


def propose_outlet(seen: Seen, known: Collection[str] = ()) -> Fact | None:
    """Who published a text: by its file's header, a known name at its head, or the page's own.

    Parameters
    ----------
    seen
        A text.
    known
        Names of outlets that are to be recognised wherever the head of the text has them.

    Returns
    -------
    Fact or None
        A name with the place that shows it, the surest place first: the header of the file, a
        known name at the head, the site's name above the headline, beside the date or behind the
        author, the copyright line; at last the host of the address.
    """
    if "outlet" in seen.document.facts:
        return seen.document.facts["outlet"]
    folded = {fold(name): name for name in known}
    shown = list(_names_shown(seen.article))
    for name, place in shown:
        if fold(name) in folded:
            return Fact(folded[fold(name)], f"{place}; an outlet that is known")
    for name, place in shown:
        return Fact(name, place)
    host = urlsplit(seen.document.fact("url") or "").hostname or ""
    return Fact(host.removeprefix("www."), "the host of its address") if host else None


def _names_shown(article: Article) -> Iterator[tuple[str, str]]:
    """Names that stand where pages say whose they are, the surest place first.

    Behind an author a second one may stand: there a name needs a word of outlets' names, or
    to be named once more.
    """
    head = [(each, _line(article, each)) for each in article.paragraphs[:HEAD_LINES]]
    first = [
        line
        for each, line in head[:1]
        if each.kind == "furniture" or OF_OUTLETS & {*fold(line).split()}
    ]
    beside = [part for each, line in head for part in _beside_date(line) if each.kind != "body"]
    behind = [part for each, line in head if each.kind == "byline" for part in PARTED.split(line)]
    below = [
        FIRM.sub("", re.split(r"[.|,]|\s\d{4}", line[match.end() :])[0].strip())
        for line in (_line(article, each) for each in article.paragraphs)
        if (match := COPYRIGHT.match(line))
    ]
    folded = fold(article.text)
    behind = [
        name
        for name in behind[1:]
        if folded.count(fold(name)) > 1 or OF_OUTLETS & {*fold(name).split()}
    ]
    for names, place in (
        (first, "the first line"),
        (beside, "beside the date"),
        (below, "the copyright line"),
        (behind, "behind the author"),
    ):
        yield from ((name, place) for name in names if _is_name(name))


def _line(article: Article, paragraph: Paragraph) -> str:
    return article.text[paragraph.start : paragraph.end].strip()


def _beside_date(line: str) -> list[str]:
    """What stands alone with a date on a line; nothing where more does."""
    parts = [part for part in PARTED.split(line) if part]
    others = [part for part in parts if not find_dates(part) and not TIME.fullmatch(part)]
    return others if len(others) == 1 < len(parts) and find_dates(line) else []


def _is_name(part: str) -> bool:
    """Whether a part of a line can name an outlet: short, capitalised, no place, day or label."""
    words = part.split()
    return (
        bool(NAME.fullmatch(part))
        and len(words) <= NAME_WORDS
        and words[0][0].isupper()
        and "  " not in part
        and not part.casefold().startswith(BYLINES)
        and not find_dates(part)
        and part.casefold() not in _others()
        and not RUBRICS.issuperset(part.casefold().split())
    )


@cache
def _others() -> frozenset[str]:
    """What names a place, a day or a part of a page, not its outlet."""
    places, days = read_words("gazetteer"), [*names_of_days(), *names_of_months()]
    sorts = read_words("furniture")["phrases"].values()
    labels = chain.from_iterable(sort.get("whole", ()) for sort in sorts)
    spelt = chain(places, chain.from_iterable(places.values()), days, labels)
    return frozenset(each.casefold() for each in spelt)


def propose_calls(article: Article, declared: Declaration) -> list[dict[str, Fact]]:
    """The calls that a text tells: who speaks with whom, who released it, when and where.

    Parameters
    ----------
    article
        The text, parsed.
    declared
        What the corpus says of itself: its words for roles and issuers.

    Returns
    -------
    list of dict
        One a call, in the order of the text: caller_role, callee_role, released_by, and, where the
        text says so, released_on and channel.
    """
    return [dict(_call(article, call, declared)) for call in article.calls]


def _call(article: Article, call: Call, declared: Declaration) -> Iterator[tuple[str, Fact]]:
    place = declared.noun.say(f"the call told from character {call.start} on")
    roles = [role for role in call.parties if role in declared.words("roles")]
    for key, role in zip(("caller_role", "callee_role"), [*roles, None, None], strict=False):
        yield key, Fact(role, place) if role else Fact("unknown", "the text does not say")
    if call.released_by:
        known = call.released_by in declared.words("issuers")
        releaser = call.released_by if known else "other"
        yield "released_by", Fact(releaser, f"{call.released_by}, named in the text")
    else:
        yield "released_by", Fact("unknown", "the text does not say")
    if days := call.released.days:
        yield "released_on", Fact(f"{days}", _words(article, call))
    if call.channel in declared.words("channels"):
        yield "channel", Fact(call.channel, place)


def _words(article: Article, call: Call) -> str:
    shown = (article.text[each.start : each.end] for each in call.released.evidence)
    return "; ".join(shown) or "its day of publication"
