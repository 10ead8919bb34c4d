"""Who is named as the source of what a text tells: names, and the words that make one a source."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from analysis.parsing.prose import NOT_WORDED, Prose
from analysis.parsing.sentences import ENDED
from analysis.parsing.sources.bodies import find_bodies
from analysis.parsing.spans import Source
from analysis.parsing.wordlists import any_of, read_words

KINDS = ("service", "ministry", "agency", "outlet", "channel", "side")
BETWEEN = 5
"""Words between a name and its verb: "the directorate had on Monday already published"."""

SHORT = 4
"""Letters of a word, as "via" or German "nach", that must stand right before the name."""

BESIDE = 70
"""Characters beside a name in which the word stands that makes it a source, and between "the
newspaper" and its name at the sentence's end in machine translation."""

NAMED = 40
"""Characters of a name between marks."""

_BRACKETED = re.compile(r" \((.+)\)$")
_APOSTROPHES = {"’": "'", "‘": "'", "ʼ": "'", "\u00a0": " "}


class _Mention(NamedTuple):
    start: int
    end: int
    name: str | None
    kinds: tuple[str, ...]


@cache
def _aliases() -> dict[str, tuple[str, str]]:
    """How texts call a source -> its canonical name and kind."""
    known = read_words("sources")
    return {
        alias: (name, kind)
        for kind in KINDS
        for name, aliases in known[kind].items()
        for alias in aliases
    }


@cache
def _anaphors() -> dict[str, tuple[str, ...]]:
    """What stands for a name -> the kinds of source that it can mean."""
    found: dict[str, tuple[str, ...]] = {}
    for kinds, phrases in read_words("sources")["anaphors"].items():
        for phrase in phrases:
            found[phrase.casefold()] = (*found.get(phrase.casefold(), ()), *kinds.split())
    return found


@cache
def _article() -> str:
    words = read_words("sources")["articles"]
    return f"(?:{any_of([*words, *map(str.title, words)])} )"


@cache
def _name_pattern() -> re.Pattern[str]:
    """Listed names as they are written, and in any case what stands for them."""
    names, anaphors = any_of(_aliases()), any_of(_anaphors())
    return re.compile(rf"(?<![\w-])(?=\w)(?:{_article()}?(?:{names})|(?i:{anaphors}))(?![\w-])")


def named_by(words: str) -> tuple[str | None, tuple[str, ...]]:
    """Canonical name and kind of what a text calls a source; of an anaphor, only the kinds."""
    for alias in (words, re.sub(rf"^{_article()}", "", words)):
        if alias in _aliases():
            name, kind = _aliases()[alias]
            return name, (kind,)
    return None, _anaphors().get(words.casefold(), ())


@cache
def _kinds() -> dict[str, str]:
    unnamed = {name: kind for kind, name in read_words("sources")["unnamed"].items()}
    return unnamed | dict(_aliases().values())


def kind_of(name: str) -> str | None:
    """The kind of a source by its canonical name."""
    return _kinds().get(name)


@cache
def _cue() -> re.Pattern[str]:
    cues = read_words("sources")["cues_before"]
    long = any_of(cue for cue in cues if len(cue) > SHORT)
    short = any_of(cue for cue in cues if len(cue) <= SHORT)
    found = rf"(?:(?:{long})(?: |: ?)(?:[\w'-]+ ){{0,5}}|(?:{short})(?: |: ?)(?:[\w'-]+ )?)"
    return re.compile(rf"(?<!\w){found}[(\"„“]?$", re.IGNORECASE)


@cache
def _verb() -> re.Pattern[str]:
    verbs = any_of(read_words("sources")["verbs_after"])
    return re.compile(
        rf"^(?:'s)?(?: \([^()]{{1,40}}\))?,?(?: [\w'-]+){{0,{BETWEEN}}}? (?:{verbs})(?!\w)"
    )


@cache
def _echo() -> re.Pattern[str]:
    """As in "..., it said." or "Accordingly, ..."; the group is the echo itself."""
    known = read_words("sources")
    echoes, openers = any_of(known["echoes"]), any_of(known["echo_openers"])
    begins = r"(?:(?<=[.!?”\"] )|(?<=\n)|^)"
    return re.compile(rf"(?:, (?=(?:{echoes})[ .,:])|{begins})((?:{echoes}|{openers}))(?!\w)")


def parse_sources(prose: Prose, *, language: str) -> list[Source]:
    """The services, ministries, agencies, outlets and others that a text rests on.

    Parameters
    ----------
    prose
        The text; quotations, furniture and turns of a call are left out.
    language
        ISO 639-1 code; only English and German have words that make a name a source.

    Returns
    -------
    list of Source
        In the order of the text, from the word that makes the name a source to the name, or the
        other way round. "The newspaper" has the name of the one named last.

    Examples
    --------
    >>> from analysis.parsing.layout.paragraphs import parse_paragraphs
    >>> text = "The call was published by the SBU. He is tired, according to the agency."
    >>> parse_sources(Prose(text, parse_paragraphs(text)), language="en")
    [Source(start=13, end=33, name='SBU'), Source(start=48, end=71, name='SBU')]
    """
    if language not in read_words("sources")["languages"]:
        return []
    plain = _straight(prose.without(NOT_WORDED, prose.quotes))
    listed = list(_listed(plain))
    bodies = sorted(find_bodies(prose, _with_names(prose), language), key=_by_place)
    ends = [0, *accumulate((each.end for each in bodies), max)]
    others = [each for each, end in zip(bodies, ends, strict=False) if each.start >= end]
    known = [each._replace(name=_usual_name(each, listed)) for each in others]
    named = sorted([*listed, *_apart(known, listed)])
    return sorted([*named, *_apart(_echoes(plain, named), named)])


def _by_place(source: Source) -> tuple[int, int]:
    """Of those that begin at one place the longest comes first."""
    return source.start, -source.end


def _with_names(prose: Prose) -> str:
    """The text with straight apostrophes and without quotations but names between marks."""
    names = ("term", "title")
    said = [q for q in prose.quotes if q.kind not in names or q.end - q.start > NAMED]
    return _straight(prose.without(NOT_WORDED, said))


def _straight(text: str) -> str:
    for sign, plain in _APOSTROPHES.items():
        text = text.replace(sign, plain)
    return text


def _listed(plain: str) -> Iterator[Source]:
    """Listed names, and what stands for them, that a word makes a source."""
    named: dict[str, _Mention] = {}
    last = 0
    for mention in _mentions(plain):
        if mention.start < last:
            continue
        span = _attributed(plain, mention)
        end, name = mention.end, mention.name
        if name is None:
            end, name = _resolve(plain, mention, named)
        else:
            named[mention.kinds[0]] = mention
        if span and name:
            last = max(span[1], end)
            yield Source(span[0], last, name)


def _apart(others: Iterable[Source], found: list[Source]) -> Iterator[Source]:
    """Those of the others that share no letter with any that was found."""
    starts = [source.start for source in found]
    ends = list(accumulate((source.end for source in found), max))
    for source in others:
        before = bisect_left(starts, source.end)
        if not before or ends[before - 1] <= source.start:
            yield source


def _mentions(plain: str) -> Iterator[_Mention]:
    """Listed names and what stands for them; "the directorate (HUR)" is one mention."""
    last: _Mention | None = None
    for match in _name_pattern().finditer(plain):
        start, end = match.span()
        name, kinds = named_by(match.group())
        between = plain[last.end : start] if last else ""
        if last and name and last.name in (None, name) and between in (" (", " "):
            start, end = last.start, end + plain.startswith(")", end) * (between == " (")
        elif last:
            yield last
        last = _Mention(start, end, name, kinds)
    if last:
        yield last


def _attributed(plain: str, mention: _Mention) -> tuple[int, int] | None:
    """The stretch from the word that makes a mention a source, or up to it."""
    before = ENDED.split(plain[max(0, mention.start - BESIDE) : mention.start])[-1]
    if cue := _cue().search(before):
        return mention.start - len(before) + cue.start(), mention.end
    after = ENDED.split(plain[mention.end : mention.end + BESIDE])[0]
    verb = _verb().match(after)
    return (mention.start, mention.end + verb.end()) if verb else None


def _resolve(plain: str, mention: _Mention, named: dict[str, _Mention]) -> tuple[int, str | None]:
    """Whom "the newspaper" means: a name at its sentence's end, else the one named last."""
    after, *ended = ENDED.split(plain[mention.end : mention.end + BESIDE])
    for match in _name_pattern().finditer(after) if ended else ():
        name, kinds = named_by(match.group())
        if name and match.end() == len(after) and kinds[0] in mention.kinds:
            return mention.end + match.end(), name
    fitting = [named[kind] for kind in mention.kinds if kind in named]
    return mention.end, max(fitting).name if fitting else _unnamed(mention.kinds)


def _unnamed(kinds: tuple[str, ...]) -> str | None:
    """What an anaphor is called that no name came before."""
    return read_words("sources")["unnamed"].get(kinds[0]) if len(kinds) == 1 else None


def _usual_name(source: Source, listed: list[Source]) -> str:
    """The name of the lists for what a text calls otherwise, or the one named last of its kind."""
    articles = ["", *(f"{article} " for article in read_words("sources")["articles"])]
    called = (named_by(article + source.name) for article in articles)
    name, kinds = next((each for each in called if each[1]), (None, ()))
    if not kinds:  # it can have a listed name behind it: Security Service (SBU)
        short = _BRACKETED.search(source.name)
        return (short and named_by(short[1])[0]) or source.name
    before = (each.name for each in reversed(listed) if each.start < source.start)
    last = next((each for each in before if kind_of(each) in kinds), None)
    return name or last or _unnamed(kinds) or source.name


def _echoes(plain: str, vouching: list[Source]) -> Iterator[Source]:
    """As in "..., it said": back to the source before it."""
    ends = list(accumulate((source.end for source in vouching), max))
    for match in _echo().finditer(plain):
        before = bisect_right(ends, match.start())
        if before:
            yield Source(match.start(1), match.end(1), vouching[before - 1].name)
