"""What a saved page says of the day on which it was published: in its markup, and where its
readers see it, in lines around the headline and at the end of the text.

Only what is named as the day of publishing, or of a later change, is a fact: never an event's, a
book's, a comment's, another article's or an image's. What a shown line means is found in the text.
"""

import json
import re
from collections.abc import Iterator
from itertools import groupby, takewhile
from typing import Any, NamedTuple

from lxml import etree
from lxml.html import HtmlElement

from analysis.reading.texts.documents import LABELS

NAMES = {name: kind for kind in ("published", "dated", "changed") for name in LABELS["page"][kind]}
OTHERS, OTHER_DAYS, ARTICLES = (
    frozenset(LABELS["page"][name]) for name in ("others", "other_days", "articles")
)
OF_CHANGE = frozenset({"updated", "modified"})
BEFORE_TIME = tuple(f"{word} " for name in ("author", "date") for word in LABELS["facts"][name])

BLOCKS = LABELS["page"]["blocks"]
HEADINGS = ("h1", "h2", "h3", "h4")
LABEL = ("dt", "th", "label")
"""Elements whose words are put before the next line: `Published` above `5 March 2022`."""

SHOWN = f"//text()[not({' or '.join(f'ancestor::{tag}' for tag in LABELS['page']['unread'])})]"
LINKED = "//script[contains(@type, 'ld+json')]/text()"
ASIDE = ("figure", "figcaption", "nav", "aside", "form", "blockquote")
"""Elements whose dates are of something else; a header or footer only outside of the article."""

PROSE, LINE = 60, 160
"""Characters from which on a line with a stop is of the text, and up to which one may be a date."""

ABOVE, BELOW = 4, 6
"""Lines above the headline and below the text that are looked at."""

DAY = r"(?<!\d)(?:19|20)\d\d(?!\d)|\d[./-]\d{1,2}[./-]\d\d"
DATED = re.compile(rf"^(?!.{{0,80}}©)(?=.*\d\D+\d).*?(?:{DAY}|\b\d\d?[:.h]\d\d\b)")
"""A year, a short date or an hour, and a number more: other lines name no day."""

_DAY = re.compile(DAY)
_STOP = re.compile(r"[.!?…。！？؟][\"'”’»)]*(?:\s|$)|[。！？]")
_WORDS = re.compile(r"[a-z]+")
_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review)$")
_PATH = re.compile(r"^https?://(?:www\.|amp\.|m\.)?[^/]*|[/?#]+(?:amp|[^/]*=[^/]*)?$")
"""What of an address two pages of one article can differ in."""

_PARSELY = re.compile(r'^\{.*"pub_date"\s*:\s*"([^"]+)"', re.DOTALL)
"""Where a scheme packs all that it says into one value."""

_ARCHIVED = re.compile(r"FILE ARCHIVED ON [\d:]+ ([A-Z][a-z]{2} \d\d, \d{4})")

Found = tuple[str, str, str]
"""A fact: its name, its value as written, and where it stands."""


class Line(NamedTuple):
    """A line as it is shown, and the element that holds it."""

    text: str
    element: HtmlElement


class PageDates:
    """The days that a saved page names for itself.

    Parameters
    ----------
    tree
        The page, as lxml reads it.
    html
        Its source, for what an archive writes into it.

    Attributes
    ----------
    facts
        Those of date, changed and saved that its markup gives.
    above, below
        Lines with a date as the page shows them, around its headline and at the end of its text.
    others
        Those among them, or further above, that date something else, such as the day of saving; of
        a page that lists several articles, all.
    """

    def __init__(self, tree: HtmlElement, html: str) -> None:
        self.tree, self.lines = tree, list(_lines(tree))
        self.headline = _find_headline(tree, self.lines)
        self.around: set[HtmlElement] = set()
        if self.headline is not None:
            self.around.update(_upwards(self.lines[self.headline].element))
        self.prose = [n for n, line in enumerate(self.lines) if self._is_prose(n, line)]
        first = self.lines[self.prose[0]].element if self.prose else tree
        self.article = next(filter(self._is_whole, _upwards(first)), tree)
        self.around |= set(_upwards(first))
        near = self._zones()
        self.listed = self._is_list()
        above, below = (
            [each for each in zone if self._is_own(each) and not self.listed] for zone in near
        )
        self.above, self.below = _dated_lines(above), _dated_lines(below)
        top = self.lines[: self.headline or 0]
        others = _dated_lines(self.lines if self.listed else [*top, *near[0]])
        self.others = {*others} - {*self.above, *self.below}
        self.facts = list(self._facts(html, [*above, *below]))

    def _is_prose(self, number: int, line: Line) -> bool:
        below = self.headline is None or number > self.headline
        long = len(line.text) >= PROSE and _STOP.search(line.text)
        return bool(below and long) and not self._is_other(line.element)

    def _is_whole(self, element: HtmlElement) -> bool:
        """Whether an element around the first paragraph is around the headline, or a time, too."""
        return element in self.around if self.around else element.find(".//time") is not None

    def _is_other(self, element: HtmlElement) -> bool:
        """Whether an element is not of the article: none around its headline is."""
        return any(each not in self.around and _begins_other(each) for each in _upwards(element))

    def _zones(self) -> tuple[list[Line], list[Line]]:
        """The lines around the headline, down to the second paragraph, and those below the last."""
        if not self.prose:
            return [], []
        first, second = [*self.prose, self.prose[0] + 1][:2]
        start = self.headline if self.headline is not None else first
        top = max(start - ABOVE, 0) if _is_article(self.article) else start
        last = max((n for n in self.prose if self._is_own(self.lines[n])), default=first)
        below = self.lines[last + 1 : last + 1 + BELOW]
        below = list(takewhile(_is_timed, below))
        return [*self.lines[top:start], *self.lines[start + 1 : second]], below

    def _is_own(self, line: Line) -> bool:
        names = {name for each in line.element.iter(etree.Element) for name in _names(each)}
        own = OTHER_DAYS.isdisjoint(names) and not self._is_other(line.element)
        return own and self.article in _upwards(line.element)

    def _is_list(self) -> bool:
        """Whether several articles stand below the headline, each with a heading of its own."""
        found = set[HtmlElement | None]()
        for number in self.prose:
            path = takewhile(lambda each: each not in (self.article, self.tree),
                             _upwards(self.lines[number].element))  # fmt: skip
            found.add(next(filter(_is_headed, path), None))
        return len(found - {None}) > 1

    def _facts(self, html: str, shown: list[Line]) -> Iterator[Found]:
        """The surest first; what only may be the day of publishing where no line shows a day."""
        weak = []
        for name, value, basis in (*_linked(self.tree), *_named(self.tree), *self._marked()):
            if name == "dated":
                weak.append(("date", value, basis))
            else:
                yield name, value, basis
        if not any(_is_dated(line) and _DAY.search(line.text) for line in shown):
            yield from weak
        times = {value for line in shown for value in _times(line)}
        if len(times) == 1:
            yield "date", times.pop(), "html time element"
        if archived := _ARCHIVED.search(html):
            yield "saved", archived[1], "the archive's comment"

    def _marked(self) -> Iterator[Found]:
        """Microdata and RDFa of the article, if the page has one."""
        elements = () if self.listed else self.tree.iter("meta", "time", "span", "div", "p")
        for element in elements:
            words = _names(element)
            dated = element.get("datetime") or element.get("content")
            published = "datepublished" in words or element.get("pubdate") is not None
            name = "date" if published else "changed" if "datemodified" in words else None
            if name and not self._is_other(element) and self._is_about(element):
                yield name, dated or element.text_content(), "html markup"

    def _is_about(self, element: HtmlElement) -> bool:
        """Whether what an element belongs to is the article, not something in it or beside it."""
        for each in element.iterancestors():
            if each.get("itemscope") is not None or each.get("typeof") or _is_article(each):
                return each in self.around
        return True


def _dated_lines(lines: list[Line]) -> list[str]:
    return list(dict.fromkeys(line.text for line in filter(_is_dated, lines)))


def _is_dated(line: Line) -> bool:
    return len(line.text) <= LINE and DATED.search(line.text) is not None


def _is_timed(line: Line) -> bool:
    return _is_dated(line) or line.element.find(".//time") is not None


def _upwards(element: HtmlElement) -> list[HtmlElement]:
    return [element, *element.iterancestors()]


def _names(element: HtmlElement) -> set[str]:
    """The names that microdata, RDFa and microformats give to what an element holds."""
    written = (element.get(name, "") for name in ("itemprop", "property", "class"))
    return {each.rpartition(":")[2] for each in " ".join(written).lower().split()}


def _class_words(element: HtmlElement) -> set[str]:
    return set(_WORDS.findall(f"{element.get('class', '')} {element.get('id', '')}".lower()))


def _is_article(element: HtmlElement) -> bool:
    kind = element.get("itemtype") or ""
    return element.tag == "article" or (
        element.tag in ("div", "section", "main")
        and (not ARTICLES.isdisjoint(_class_words(element)) or bool(_ARTICLE.search(kind)))
    )


def _is_headed(element: HtmlElement) -> bool:
    return _is_article(element) and next(element.iter(*HEADINGS), None) is not None


def _begins_other(element: HtmlElement) -> bool:
    if element.tag in ("header", "footer"):
        return not any(map(_is_article, element.iterancestors()))
    return element.tag in ASIDE or not OTHERS.isdisjoint(_class_words(element))


def _lines(tree: HtmlElement) -> Iterator[Line]:
    """What the page shows, line by line; a label is put before what it labels."""
    label = ""
    for block, texts in groupby(tree.xpath(SHOWN), key=_block_of):
        for shown in "".join(map(_as_shown, texts)).split("\n"):
            text = " ".join(shown.split())
            if text and block.tag in LABEL:
                label = f"{text} "
            elif text:
                yield Line(label + text, block)
                label = ""


def _block_of(text: Any) -> HtmlElement:
    parent = text.getparent()
    path = _upwards(parent)[1 if text.is_tail else 0 :]
    return next((each for each in path if each.tag in BLOCKS), path[-1])


def _as_shown(text: Any) -> str:
    """A stretch of text; the end of a line is where a break stands before it."""
    words = " ".join(f"|{text}|".split())[1:-1]
    return f"\n{words}" if text.is_tail and text.getparent().tag == "br" else words


def _find_headline(tree: HtmlElement, lines: list[Line]) -> int | None:
    """The heading that the page's title has in it, else the first of the first rank, or of any."""
    title = " ".join((tree.findtext(".//title") or "").split()).casefold()
    headings = [
        (line.text.casefold() not in title, line.element.tag != "h1", number)
        for number, line in enumerate(lines)
        if line.element.tag in HEADINGS and not _is_dated(line)
    ]
    return min(headings)[2] if headings else None


def _linked(tree: HtmlElement) -> Iterator[Found]:
    """What linked data says of the article: of several, of the one whose headline is shown."""
    found = [item for script in tree.xpath(LINKED) for item in _items(_load(script))]
    articles = [item for item in found if _ARTICLE.search(_type(item))]
    title = tree.findtext(".//title") or ""
    titled = [each for each in articles if each.get("headline") and f"{each['headline']}" in title]
    chosen = titled or (articles if len(articles) == 1 and _is_here(articles[0], tree) else [])
    pages = [] if articles else [item for item in found if _type(item) == "WebPage"]
    for item in (*chosen[:1], *pages[:1]):
        for name, key in (("date", "datePublished"), ("changed", "dateModified")):
            if isinstance(item.get(key), str):
                yield name, item[key], "html head"


def _is_here(item: dict[str, Any], tree: HtmlElement) -> bool:
    """Whether an article that is linked to can be that of the page, by its address."""
    url = item.get("url") or item.get("mainEntityOfPage")
    own = tree.find(".//link[@rel='canonical']")
    if own is None or not isinstance(url, str):
        return True
    return _PATH.sub("", url) == _PATH.sub("", own.get("href", ""))


def _load(script: str) -> Any:
    try:
        return json.loads(script, strict=False)
    except (ValueError, RecursionError):
        return None


def _items(found: Any) -> Iterator[dict[str, Any]]:
    """The things that linked data is about; not those that only belong to them."""
    for each in found if isinstance(found, list) else [found]:
        if isinstance(each, dict):
            yield each
            for key in ("@graph", "mainEntity"):
                yield from _items(each.get(key))


def _type(item: dict[str, Any]) -> str:
    kinds = item.get("@type")
    return f"{kinds[-1] if isinstance(kinds, list) and kinds else kinds}".rpartition("/")[2]


def _named(tree: HtmlElement) -> Iterator[Found]:
    """Metadata by its name, from all schemes that are used for it."""
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("http-equiv") or ""
        value, kind = element.get("content") or "", NAMES.get(name.strip().lower())
        if packed := _PARSELY.search(value):
            kind, value = "published", packed[1]
        if kind and value:
            yield {"published": "date"}.get(kind, kind), value, "html head"


def _times(line: Line) -> Iterator[str]:
    """The day of a time element that is alone in its line or behind a byline, and shows no day.

    Microformats name the one of publishing, whatever it shows.
    """
    times = {each: " ".join(each.text_content().split()) for each in line.element.iter("time")}
    rest = line.text.casefold()
    for shown in times.values():
        rest = rest.replace(shown.casefold(), "")
    if any(map(str.isalpha, rest)) and not rest.startswith(BEFORE_TIME):
        return
    for element, shown in times.items():
        words, day = _class_words(element), element.get("datetime")
        if day and ("published" in words or not (words & OF_CHANGE or _DAY.search(shown))):
            yield day
