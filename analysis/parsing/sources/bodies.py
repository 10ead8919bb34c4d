"""Bodies, outlets, documents and unnamed people that are said to say something: on any subject."""

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from analysis.parsing.dates.calendar_words import names_of_days
from analysis.parsing.prose import Prose
from analysis.parsing.spans import Source
from analysis.parsing.wordlists import WordLists, any_of, entries, phrase, read_words, word_set

SORTS = ("body", "outlet", "document", "anonymous")
REACH = 6
"""Words of saying beside a noun that are looked at: some stand in a clause between."""

LEFT, FAR = 70, 300
"""Characters before a noun in which its article and its name stand, and up to a word of saying."""

SHORT = 20
"""More characters than a preposition has."""

RECENT = 20
"""Names among which that is looked for which a bare noun means."""

TOLD = ("told", "tells", "asked", "asks", "named", "called", "calls")
MARKS = "«»„“”\"' "

_PATTERN = re.compile(r"[\\()?*+|]")


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
    cues += [(found.start, found.end, "verb") for found in _verbs().find(plain)]
    cues.sort()
    starts = [start for start, *_ in cues]
    named = [each for each in prose.scene.people if each.name]
    people = [each for each in named if each.gender != "n" or each.role == "politician"]
    names = [range(max(p.start, p.end - len(p.name or "")), p.end) for p in people]
    held = {place for name in names for place in name}
    last = None
    for each in _called_again(sorted(_named(plain, language))):
        place = max(0, bisect_left(starts, each.start) - 1)
        span = _said_by(plain, each, cues[place : place + REACH], language)
        if span and held.isdisjoint(range(each.start, each.end)):
            if last and span[0] == each.start and _are_two(plain, last, each):
                yield Source(*last[:3])
            yield Source(*span, each.name)
        last = each
    yield from _vouching(prose)
    for match in _form("hidden").finditer(plain):
        yield Source(*match.span(), match["who"] or match["body"])


def _are_two(plain: str, one: _Named, other: _Named) -> bool:
    """Whether a verb is of both: the police and the council said."""
    return bool(phrase("and", " (?-i:<>) ").fullmatch(plain, one.end, other.start))


def _vouching(prose: Prose) -> Iterator[Source]:
    """Whatever stands behind "according to" or "laut" and is nobody that can be a person."""
    scene, no_names = prose.scene, read_words("sources")["no_names"]
    for cue in scene.cues(0, len(scene.told)):
        if cue.shape != "according" or scene.told[cue.start : cue.end] in ("so", "per"):
            continue
        clause = _form("vouched").match(scene.told, cue.end, cue.end + LEFT)
        for start, end, *_ in scene.phrases(*clause.span())[:1] if clause else ():
            name = _bare(scene.told[start:end])
            noun = name.split()[-1] if scene.told[start].islower() and name else ""
            known = scene.people_in(start, end) or phrase("somebody", "<>").fullmatch(noun)
            if noun and not known and noun.casefold() not in no_names:
                yield Source(cue.start, end, name)


def _called_again(found: list[_Named]) -> Iterator[_Named]:
    """A bare noun, as in "the company", has the name of the last one that was called so."""
    names: deque[str] = deque(maxlen=RECENT)
    for each in found:
        noun = each.name.casefold()
        if " " in noun or each.name.isupper() or each.sort != "body":
            names.appendleft(each.name)
            yield each
        else:
            fitting = (name for name in names if _is_called(name, noun))
            yield each._replace(name=next(fitting, each.name))


def _is_called(name: str, noun: str) -> bool:
    """Whether a noun can mean a name: it is the end of a word of it, or the name a company's."""
    company = noun in word_set("bodies", "companies") and not name.isupper()
    ends = any(word.endswith(noun) for word in name.casefold().split())
    return ends or bool(company and _form("others").fullmatch(name))


def _said_by(
    plain: str, each: _Named, cues: list[tuple[int, int, str]], language: str
) -> tuple[int, int] | None:
    """From the noun to its word of saying behind it, or from what makes it a source to the noun."""
    # Behind a preposition, or with the article of an object, it is no subject.
    oblique = _form("oblique").search(plain, max(0, each.start - SHORT), each.start)
    article = plain[each.start : each.end].split(" ", 1)[0].casefold()
    if language == "de" and article in ("der", "des"):
        oblique = oblique or _form("owner").search(plain, max(0, each.start - LEFT), each.start)
    subject = not oblique and article not in entries("object_articles")
    if each.name.islower() and _is_in_clause(plain, each):
        return None
    for start, end, shape in cues:
        near = 0 <= start - each.end <= FAR and (subject or shape == "behind")
        if near and shape in ("verb", "behind") and _is_told(plain, each, start, end, language):
            return each.start, each.end if "," in plain[each.end : start] else end
    before = plain[max(0, each.start - LEFT) : each.start]
    forms = (_form("cue", each.sort), _form("by"), _form("spokesman"))
    match = next(filter(None, (form.search(before) for form in forms)), None)
    if match:
        return each.start - len(before) + match.start(), each.end
    for start, end, shape in cues[:1]:
        near = end <= each.start and bool(_form("days").fullmatch(plain, end, each.start))
        if near and shape in ("verb", "according"):
            quoted = plain[:start].rstrip(" ")[-1:] in ",”“\"»«'?!\x00"
            told = plain[start:end].casefold() in TOLD
            first = subject and (quoted or language == "de") and not told
            if shape == "according" or first:
                return start, each.end
    document = each.sort == "document"
    form = "quoting" if subject else "written" if document else "impersonal"
    shown = document and _form("shown").match(plain, each.end)
    return each[:2] if shown or _form(form).match(plain, each.end) else None


def _is_in_clause(plain: str, each: _Named) -> bool:
    """Whether somebody else tells it of a noun: the mayor said police had been there."""
    said = phrase("bare_verbs", r"(?<!\w)<>(?: that)? $")
    told = phrase("finite", r"\s<>(?!\w)").match(plain, each.end)
    return bool(told and said.search(plain, max(0, each.start - LEFT), each.start))


def _is_told(plain: str, each: _Named, start: int, end: int, language: str) -> bool:
    """Whether a verb behind a noun is of what this says: the council, which met on Monday, said.

    In German the auxiliary stands behind or before the noun, and the participle far from it.
    """
    gap, told = plain[each.end : start], plain[start:end]
    if told.isupper() or plain.startswith(" by ", end):
        return False
    if told in read_words("bodies")["participles"]:
        return bool(_form("saying").fullmatch(gap))
    before = max(0, each.start - LEFT)
    apposed = gap == ", " and plain.endswith(", ", 0, each.start)
    framed = language == "de" and (
        _form("framed").fullmatch(gap)
        or (_form("inverted").search(plain, before, each.start) and _form("apart").fullmatch(gap))
    )
    return bool(apposed or framed or _form("between").fullmatch(gap))


def _named(plain: str, language: str) -> Iterator[_Named]:
    """Noun phrases with a noun of the lists, and names made like those of companies."""
    known: dict[str, str] = {}
    end = 0
    for noun in _heads(language).find(plain):
        # Whose report it is speaks by the report.
        if noun.start < end or plain.startswith(("'s ", "' "), noun.end):
            continue
        beside = max(0, noun.start - LEFT), noun.start
        left = _form("article").search(plain, *beside)
        left = left or (_form("names").search(plain, *beside) if language == "en" else None)
        start = noun.start - (len(left[0]) if left else 0)
        right = _form("right").match(plain, noun.end)
        name = ((right["name"] or right["apposed"] or "") if right else "").strip(MARKS)
        if name and (noun.label == "anonymous" or name.split()[0].casefold() in _titles()):
            continue
        words = _bare(plain[start : noun.end])
        anaphor = " " not in words and (words.islower() or _form("ours").match(plain, start))
        if noun.label == "outlet" and not name and anaphor:
            continue
        end = right.end() if right else noun.end
        apposed = _form("apposed").search(plain, max(0, start - LEFT), start)
        known |= {each: noun.label for each in (name, apposed and apposed["name"]) if each}
        words = _bare(plain[start:end])
        named = name and (language == "de" or plain[noun.start].islower())
        yield _Named(start, end, name if name and named else words, noun.label)
    if language == "en":
        yield from _with_article(plain)
    again = re.compile(rf"(?<![\w'-])(?:[Tt]he )?(?P<name>{any_of(known)})(?![\w-])")
    for pattern in (_form("others"), *([again] if known else [])):
        for match in pattern.finditer(plain):
            yield _Named(*match.span(), match["name"], known.get(match["name"], "body"))


def _with_article(plain: str) -> Iterator[_Named]:
    """An English name with an article is no person's: the Harbour Lamp."""
    for match in _form("with_article").finditer(plain):
        first, last = match["name"].split()[0].casefold(), match["name"].split()[-1].casefold()
        if first not in read_words("sources")["no_names"] and last not in _titles():
            press = word_set("press", "name_words").isdisjoint(match["name"].casefold().split())
            yield _Named(*match.span(), match["name"], "body" if press else "outlet")


def _bare(words: str) -> str:
    """A noun phrase without its article."""
    article = _form("determiner").match(words)
    return words[article.end() if article else 0 :].strip(MARKS)


@cache
def _heads(language: str) -> WordLists:
    nouns = read_words("bodies")[language]
    if language == "en":
        forms = {
            sort: [re.sub("y$", "(?:y|ie)", n) + "(?:s|es)?" for n in nouns[sort]] for sort in SORTS
        }
    else:  # German nouns end longer words
        behind = "(?:en|es|e|s|n|in|innen)?"
        forms = {sort: [rf"[\w-]*{_any_of((*nouns[sort],))}{behind}"] for sort in SORTS}
    return WordLists(forms, start=r"(?<![\w'-])", end=r"(?![\w-])")


@cache
def _verbs() -> WordLists:
    """Verbs that tell, as they are written."""
    return WordLists({"verb": [f"(?-i:{_form('verbs').pattern})"]}, end=r"(?![\w-])")


@cache
def _form(name: str, sort: str = "") -> re.Pattern[str]:
    """A form of `bodies.yml` with the words that it names, which can depend on a noun's sort."""
    known, sources, stop = map(read_words, ("bodies", "sources", "stopwords"))
    lists = {
        **known,
        "cues": [*sources["cues_for_any"], *known["cues"], *known["cues_of"].get(sort, ())],
        "sources": sources["cues_for_any"],
        "oblique": [*entries("prepositions"), *entries("owned"), *known["not_subjects"]],
        "stopwords": [*stop["en"], *stop["de"]],
        # They stand where a name can begin, whose first letters are those of Latin up to Ü.
        "days": [each for each in map(str.capitalize, names_of_days()) if each < "Ý"],
    }
    parts = re.compile("@([a-z_]+)")
    form = parts.sub(lambda match: known["parts"].get(match[1], match[0]), known["forms"][name])
    return re.compile(parts.sub(lambda match: _any_of((*lists[match[1]],)), form))


@cache
def _any_of(words: tuple[str, ...]) -> str:
    """A pattern for any of a list of words and patterns, the words by their common beginnings."""
    forms = [word for word in words if _PATTERN.search(word)]
    return f"(?:{any_of({*words} - {*forms})}|{any_of(forms, escape=False)})"


@cache
def _titles() -> frozenset[str]:
    titles = word_set("people_names", "titles") | word_set("bodies", "titles")
    return frozenset(title.casefold() for title in titles)
