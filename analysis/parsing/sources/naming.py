"""Who is named as the source of what a text tells: names, and the words that make one a source."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from analysis.parsing.prose import Prose, blot
from analysis.parsing.sentences import ENDED
from analysis.parsing.sources.hedges import OWN_WORDS
from analysis.parsing.spans import Paragraph, Source
from analysis.parsing.wordlists import any_of, read_words

KINDS = ("service", "ministry", "agency", "outlet", "channel", "side")
ARTICLE = "(?:[Tt]he|[Dd](?:ie|er|as|em|en|es))"
BETWEEN = 5
"""Words between a name and its verb: "the directorate had on Monday already published"."""

SHORT = 4
"""Letters of a word, as "via" or German "nach", that must stand right before the name."""

_CAPITAL = r"[^\W\d_a-zà-öø-ÿ][\w.&'/-]{0,40}"
_NAME = rf"{_CAPITAL}(?: (?:of |for |the |and |für |der |am |an der |im )?{_CAPITAL}){{0,5}}"


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


def aliases_of(*kinds: str) -> list[str]:
    """How texts call the sources of some kinds."""
    return [alias for alias, (_, kind) in _aliases().items() if kind in kinds]


@cache
def _anaphors() -> dict[str, tuple[str, ...]]:
    """What stands for a name -> the kinds of source that it can mean."""
    found: dict[str, tuple[str, ...]] = {}
    for kinds, phrases in read_words("sources")["anaphors"].items():
        for phrase in phrases:
            found[phrase.casefold()] = (*found.get(phrase.casefold(), ()), *kinds.split())
    return found


def without_article(name: str) -> str:
    return re.sub(rf"^{ARTICLE} ", "", name)


@cache
def name_pattern() -> re.Pattern[str]:
    """Listed names as they are written, and in any case what stands for them."""
    names, anaphors = any_of(_aliases()), any_of(_anaphors())
    return re.compile(rf"(?<![\w-])(?:(?:{ARTICLE} )?(?:{names})|(?i:{anaphors}))(?![\w-])")


def named_by(words: str, *, kinds: tuple[str, ...] = ()) -> tuple[str | None, tuple[str, ...]]:
    """Canonical name and kind of what a text calls a source; of an anaphor, only the kinds.

    With `kinds` alone: what such a source is called when nothing in the text names it.
    """
    if kinds:
        unnamed = read_words("sources")["unnamed"]
        return None, tuple(unnamed[kind] for kind in kinds if kind in unnamed)
    for alias in (words, without_article(words)):
        if alias in _aliases():
            name, kind = _aliases()[alias]
            return name, (kind,)
    return None, _anaphors()[words.casefold()]


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


def cue_before(stretch: str) -> int | None:
    """Where the word begins that makes the name after this stretch a source."""
    found = _cue().search(stretch)
    return found.start() if found else None


def verb_after(stretch: str) -> int | None:
    """Where the verb ends that makes the name before this stretch a source."""
    found = _verb().match(stretch)
    return found.end() if found else None


@cache
def echo_pattern() -> re.Pattern[str]:
    """As in "..., it said." or "Accordingly, ..."; the group is the echo itself."""
    known = read_words("sources")
    echoes, openers = any_of(known["echoes"]), any_of(known["echo_openers"])
    begins = r"(?:(?<=[.!?”\"] )|(?<=\n)|^)"
    return re.compile(rf"(?:, (?=(?:{echoes})[ .,:])|{begins})((?:{echoes}|{openers}))(?!\w)")


@cache
def unlisted_pattern() -> re.Pattern[str]:
    """A name that is not listed, after or before the surest words."""
    known = read_words("sources")
    cues, verbs = any_of(known["cues_for_any"]), any_of(known["verbs_for_any"])
    return re.compile(
        rf"(?<!\w)(?:(?i:{cues})) (?:(?:the|der|dem|des|den) )?(?P<name>{_NAME})"
        rf"|(?<!\w)(?P<named>{_NAME})(?P<verb> (?:{verbs}))(?!\w)"
    )


BEFORE = 70
AFTER = 70
"""Characters beside a name in which the word stands that makes it a source."""

DETACHED = 70
"""Characters between "the newspaper" and its name at the sentence's end in machine translation."""

_APOSTROPHES = str.maketrans("’‘ʼ\u00a0", "''' ")


class _Mention(NamedTuple):
    start: int
    end: int
    name: str | None
    kinds: tuple[str, ...]


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
    if language not in ("en", "de"):
        return []
    plain = blot(prose.text, prose.quotes).translate(_APOSTROPHES)
    found: list[Source] = []
    named: dict[str, _Mention] = {}
    for paragraph in prose.paragraphs:
        if paragraph.furniture is None and paragraph.kind in OWN_WORDS:
            found += _in_paragraph(plain, paragraph, named, found)
    return found


def _in_paragraph(
    plain: str, paragraph: Paragraph, named: dict[str, _Mention], earlier: list[Source]
) -> list[Source]:
    """Mentions, echoes and unlisted names of one paragraph; `named` has the last of each kind."""
    found: list[Source] = []
    for mention in _mentions(plain, paragraph):
        if mention.start < (found[-1].end if found else 0):
            continue
        span = _attributed(plain, paragraph, mention)
        end, name = mention.end, mention.name
        if name is None:
            end, name = _resolve(plain, paragraph, mention, named)
        if mention.name:
            named[mention.kinds[0]] = mention
        if span and name:
            found.append(Source(span[0], max(span[1], end), name))
    vouching = [*earlier[-3:], *found]
    others = [*_unlisted(plain, paragraph), *_echoes(plain, paragraph, vouching)]
    return sorted([*found, *_apart(others, sorted(found))])


def _apart(others: list[Source], found: list[Source]) -> Iterator[Source]:
    """Those of the others that share no letter with any that was found."""
    starts = [source.start for source in found]
    ends = list(accumulate((source.end for source in found), max))
    for source in others:
        before = bisect_left(starts, source.end)
        if not before or ends[before - 1] <= source.start:
            yield source


def _mentions(plain: str, paragraph: Paragraph) -> Iterator[_Mention]:
    """Listed names and what stands for them; "the directorate (HUR)" is one mention."""
    last: _Mention | None = None
    for match in name_pattern().finditer(plain, paragraph.start, paragraph.end):
        name, kinds = named_by(match.group())
        mention = _Mention(match.start(), match.end(), name, kinds)
        between = plain[last.end : mention.start] if last else ""
        if last and between in (" (", " ") and (last.name in (None, name)) and name:
            closed = between == " (" and plain[mention.end : mention.end + 1] == ")"
            last = _Mention(last.start, mention.end + closed, name, kinds)
            continue
        if last:
            yield last
        last = mention
    if last:
        yield last


def _attributed(plain: str, paragraph: Paragraph, mention: _Mention) -> tuple[int, int] | None:
    """The stretch from the word that makes a mention a source, or up to it."""
    before = _since_stop(plain[max(paragraph.start, mention.start - BEFORE) : mention.start])
    cue = cue_before(before)
    if cue is not None:
        return mention.start - len(before) + cue, mention.end
    after = plain[mention.end : min(paragraph.end, mention.end + AFTER)]
    stop = ENDED.search(after)
    verb = verb_after(after[: stop.start()] if stop else after)
    return None if verb is None else (mention.start, mention.end + verb)


def _since_stop(stretch: str) -> str:
    stops = list(ENDED.finditer(stretch))
    return stretch[stops[-1].end() :] if stops else stretch


def _resolve(
    plain: str, paragraph: Paragraph, mention: _Mention, named: dict[str, _Mention]
) -> tuple[int, str | None]:
    """Whom "the newspaper" means: a name at its sentence's end, else the one named last."""
    after = plain[mention.end : min(paragraph.end, mention.end + DETACHED)]
    stop = ENDED.search(after)
    if stop:
        for match in name_pattern().finditer(after[: stop.start()]):
            name, kinds = named_by(match.group())
            if name and match.end() == stop.start() and kinds[0] in mention.kinds:
                return mention.end + match.end(), name
    fitting = [named[kind] for kind in mention.kinds if kind in named]
    if fitting:
        return mention.end, max(fitting).name
    _, unnamed = named_by("", kinds=mention.kinds)
    return mention.end, unnamed[0] if unnamed else None


def _echoes(plain: str, paragraph: Paragraph, vouching: list[Source]) -> Iterator[Source]:
    """As in "..., it said": back to the source before it."""
    ends = [source.end for source in vouching]
    for match in echo_pattern().finditer(plain, paragraph.start, paragraph.end):
        before = bisect_right(ends, match.start())
        if before:
            yield Source(match.start(1), match.end(1), vouching[before - 1].name)


def _unlisted(plain: str, paragraph: Paragraph) -> Iterator[Source]:
    for match in unlisted_pattern().finditer(plain, paragraph.start, paragraph.end):
        name = (match.group("name") or match.group("named")).removesuffix("'s").strip(" .,'")
        name = without_article(name)
        if _is_name(name):
            end = match.start() + match.group().rfind(name) + len(name)
            yield Source(match.start(), max(end, match.end("verb")), name)


def _is_name(name: str) -> bool:
    first = name.split()[0].casefold() if name.split() else ""
    return len(name) > 1 and first not in read_words("sources")["no_names"]
