"""Patterns for the names of sources and for the words that make a name a source."""

import re
from functools import cache

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
