"""Bodies, outlets, documents and unnamed people that are said to say something: on any subject."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from analysis.parsing.dates.calendar_words import names_of_days
from analysis.parsing.prose import Prose
from analysis.parsing.spans import Source
from analysis.parsing.wordlists import WordLists, any_of, entries, read_words, word_set

SORTS = ("body", "outlet", "document", "anonymous")
REACH = 6
"""Words of saying beside a noun that are looked at: some stand in a clause between."""

LEFT, FAR = 70, 300
"""Characters before a noun in which its article and its name stand, and up to a word of saying."""

TOLD = ("told", "tells", "asked", "asks", "named", "called", "calls")
MARKS = "«»„“”\"' "

CAPITAL = r"[A-ZÄÖÜ][\w.&'’-]{0,40}\w"
_NAME = rf"{CAPITAL}(?: (?:(?:of|for|and|the|in|&|für|und|der|des|im|am) ){{0,2}}{CAPITAL}){{0,5}}"


class _Named(NamedTuple):
    """A noun phrase that can be a source, from its article to its name."""

    start: int
    end: int
    name: str
    sort: str


def find_bodies(prose: Prose, plain: str, language: str) -> Iterator[Source]:
    """Those who say something or are told to have, none of them a person with a name.

    Parameters
    ----------
    prose
        A text; of it, the words of saying and the people.
    plain
        The same with straight apostrophes and without what counts for no source.
    language
        "en" or "de".
    """
    cues = [(cue.start, cue.end, cue.shape) for cue in prose.scene.cues(0, len(plain))]
    cues += [(*match.span(), "verb") for match in _verbs().finditer(plain)]
    cues.sort()
    starts = [start for start, *_ in cues]
    people = [each for each in prose.scene.people if each.name and each.gender != "n"]
    held = {place for each in people for place in range(each.start, each.end)}
    for each in _named(plain, language):
        place = max(0, bisect_left(starts, each.end) - 1)
        span = _said_by(plain, each, cues[place : place + REACH], language)
        if span and held.isdisjoint(range(*span)):
            yield Source(*span, each.name)


def _said_by(
    plain: str, each: _Named, cues: list[tuple[int, int, str]], language: str
) -> tuple[int, int] | None:
    """From the noun to its word of saying behind it, or from what makes it a source to the noun."""
    # Behind a preposition it is no subject.
    subject = not _oblique().search(plain, max(0, each.start - LEFT), each.start)
    for start, end, shape in cues:
        if start - each.end > FAR or (not subject and shape != "behind"):
            continue
        gap = plain[each.end : start]
        verb = shape in ("verb", "behind") and not plain[start:end].isupper()
        if start >= each.end and verb and (_between().fullmatch(gap) or _framed().fullmatch(gap)):
            return each.start, each.end if "," in gap else end
    before = plain[max(0, each.start - LEFT) : each.start]
    match = _cue(each.sort).search(before) or _by().search(before) or _spokesman().search(before)
    if match:
        return each.start - len(before) + match.start(), each.end
    for start, end, shape in cues[:1]:
        near = end <= each.start and _days().fullmatch(plain, end, each.start)
        if near and shape in ("verb", "according"):
            quoted = plain[:start].rstrip(" ")[-1:] in ",”“\"»«'?!\x00"
            told = plain[start:end].casefold() in TOLD
            if shape == "according" or ((quoted or language == "de") and not told):
                return start, each.end
    shown = each.sort == "document" and _shown().match(plain, each.end)
    return each[:2] if shown else None


def _named(plain: str, language: str) -> Iterator[_Named]:
    """Noun phrases with a noun of the lists, and names made like those of companies."""
    known: dict[str, str] = {}
    end = 0
    for noun in _heads(language).find(plain):
        # Whose report it is speaks by the report.
        if noun.start < end or plain.startswith(("'s ", "' "), noun.end):
            continue
        left = _left(language).search(plain[max(0, noun.start - LEFT) : noun.start])
        start = noun.start - (len(left[0]) if left else 0)
        right = _right().match(plain, noun.end)
        name = right["name"].strip(MARKS) if right and right["name"] else None
        if name and (noun.label == "anonymous" or name.split()[0].casefold() in _titles()):
            continue
        if (
            noun.label == "outlet"
            and not name
            and plain[start : noun.end].split(" ", 1)[-1].islower()
        ):
            continue
        end = right.end() if right else noun.end
        apposed = _apposed().search(plain, max(0, start - LEFT), start)
        known |= {each: noun.label for each in (name, apposed and apposed["name"]) if each}
        words = _determiner().sub("", plain[start:end]).strip(MARKS)
        named = name and (language == "de" or plain[noun.start].islower())
        yield _Named(start, end, name if name and named else words, noun.label)
    if language == "en":
        yield from _with_article(plain)
    again = re.compile(rf"(?<![\w'-])(?:[Tt]he )?(?P<name>{any_of(known)})(?![\w-])")
    for pattern in (_others(), *([again] if known else [])):
        for match in pattern.finditer(plain):
            yield _Named(*match.span(), match["name"], known.get(match["name"], "body"))


def _with_article(plain: str) -> Iterator[_Named]:
    """An English name with an article is no person's: the Harbour Lamp."""
    for match in _article_name().finditer(plain):
        first, last = match["name"].split()[0].casefold(), match["name"].split()[-1].casefold()
        if first not in read_words("sources")["no_names"] and last not in _titles():
            press = word_set("press", "name_words").isdisjoint(match["name"].casefold().split())
            yield _Named(*match.span(), match["name"], "body" if press else "outlet")


@cache
def _article_name() -> re.Pattern[str]:
    grounds = any_of(read_words("bodies")["grounds"])
    return re.compile(
        rf"(?<![\w'-])[Tt]he (?P<name>{CAPITAL}(?: (?:of |for |and )?{CAPITAL}){{0,4}})(?!\w)"
        rf"(?! {grounds}(?!\w))"
    )


@cache
def _apposed() -> re.Pattern[str]:
    """Before a noun with its article, the name of what it is: Cropline, a maker of seeds."""
    return re.compile(rf"(?<![\w'-])(?P<name>{CAPITAL}(?: {CAPITAL}){{0,3}}), $")


@cache
def _heads(language: str) -> WordLists:
    nouns = read_words("bodies")[language]
    if language == "en":
        forms = {sort: [rf"{re.escape(noun)}(?:s|es)?" for noun in nouns[sort]] for sort in SORTS}
    else:  # German nouns end longer words
        behind = "(?:en|es|e|s|n|in|innen)?"
        forms = {sort: [rf"[\w-]*{any_of(nouns[sort])}{behind}"] for sort in SORTS}
    return WordLists(forms, start=r"(?<![\w'-])", end=r"(?![\w-])")


@cache
def _determiner() -> re.Pattern[str]:
    return re.compile(rf"^{any_of(read_words('bodies')['determiners'])} ", re.IGNORECASE)


@cache
def _left(language: str) -> re.Pattern[str]:
    """The article and the words between it and the noun, or a name before it."""
    stop = any_of({*read_words("stopwords")["en"], *read_words("stopwords")["de"]})
    word = rf"(?!(?:{stop})\b)[\w'&-]+"
    determiners = any_of(read_words("bodies")["determiners"])
    article = rf"(?:(?i:{determiners})|{CAPITAL}'s?|\d{{4}}) (?:{word} ){{0,4}}"
    names = rf"|(?:{CAPITAL} (?:(?:of|for|and|&) )?){{1,5}}" if language == "en" else ""
    return re.compile(rf"(?<![\w'-])(?:{article}{names})$")


@cache
def _right() -> re.Pattern[str]:
    """A name behind the noun: the retailer Homebarn, the Ministry of Defence in Moscow."""
    days = any_of(map(str.capitalize, names_of_days()))
    joins = r"(?:of|for|at|in|on|from|by|der|des|für|im|am)"
    return re.compile(
        rf" ?(?: \([A-Z]{{2,8}}\)| (?P<name>[«»„“”\"]?{_NAME}[«»„“”\"]?)"
        rf"| {joins} (?:the |der |die |den |a )?(?!{days}){_NAME}(?: \([A-Z]{{2,8}}\))?)"
    )


@cache
def _others() -> re.Pattern[str]:
    """Seats of governments, and names that end or begin like a company's."""
    seats, last, first = (any_of(read_words("bodies")[name]) for name in ("seats", "last", "first"))
    name = rf"{seats}|(?:{CAPITAL} (?:& )?){{1,4}}{last}|{CAPITAL} & {CAPITAL}|{first} {CAPITAL}"
    cues = any_of(read_words("sources")["cues_for_any"])
    return re.compile(
        rf"(?<![\w'-])(?:[Tt]he )?(?=[A-ZÄÖÜ])(?!(?i:{cues}) )(?P<name>{name}|[A-Z]{{2,5}})"
        r"(?: \([A-Z]{2,8}\))?(?![\w-])"
    )


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){any_of(read_words('bodies')['verbs'])}(?![\w-])")


@cache
def _between() -> re.Pattern[str]:
    known = read_words("bodies")
    words, speakers = (any_of(known[name], escape=False) for name in ("between", "speakers"))
    return re.compile(
        rf"[{MARKS}]?(?:'s)?(?: {speakers})?(?: \([^()]{{1,40}}\))?"
        rf"(?: {any_of(known['joins'])} [^,.;:!?\n]{{1,50}}?)?"
        rf"(?:,[^,.;:!?\n]{{1,110}},| [–—-] [^.;!?\n]{{1,110}}? [–—-]){{0,2}}(?: {words}){{0,4}} ?"
    )


@cache
def _days() -> re.Pattern[str]:
    """Between a verb and the subject behind it: teilte am Montag die Bahn mit."""
    words = any_of(read_words("bodies")["between"], escape=False)
    return re.compile(rf"(?: {words}){{0,3}} ")


@cache
def _oblique() -> re.Pattern[str]:
    words = any_of({*entries("prepositions"), *entries("owned"), "than", "als"})
    return re.compile(rf"(?<![\w-])(?i:{words}) $")


@cache
def _by() -> re.Pattern[str]:
    """Of what is done by those who publish: released last month by."""
    verbs = any_of(read_words("bodies")["published"])
    return re.compile(rf"(?<!\w){verbs}(?: [\w-]+){{0,3}} (?:by|von|vom|durch) $")


@cache
def _spokesman() -> re.Pattern[str]:
    """A spokesman for the council, ein Sprecher der Bahn: the body speaks."""
    return re.compile(
        r"(?<!\w)(?:spokes\w+|officials?|lawyers?|Sprecher(?:s|in)?) "
        r"(?:for|of|at|from|with|von|vom|beim|bei der)? ?$"
    )


@cache
def _shown() -> re.Pattern[str]:
    return re.compile(rf"[^.;:!?\n]{{0,50}}?,? {any_of(read_words('bodies')['shown'])}(?!\w)")


@cache
def _titles() -> frozenset[str]:
    titles = word_set("people_names", "titles") | word_set("bodies", "titles")
    return frozenset(title.casefold() for title in titles)


@cache
def _framed() -> re.Pattern[str]:
    """Between the auxiliary and the participle of a German sentence."""
    words = any_of(read_words("bodies")["auxiliaries"])
    return re.compile(rf"[{MARKS}]?(?: \([^()]{{1,40}}\))? {words} [^.,;:!?\n]{{0,90}}")


@cache
def _cue(sort: str) -> re.Pattern[str]:
    known = read_words("bodies")
    cues = any_of(
        [*read_words("sources")["cues_for_any"], *known["cues"], *known["cues_of"].get(sort, ())]
    )
    return re.compile(
        rf"(?<!\w){cues} (?:von )?(?:[a-zäöü][\w-]+ ){{0,2}}[\"„“«»]?$", re.IGNORECASE
    )
