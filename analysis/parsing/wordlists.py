"""The linguistic knowledge of the parser, kept as data beside the code, and how it is found.

Lists of word patterns are found in one pass over a text: some six hundred patterns in one
alternation cost ten microseconds a letter, so at a word only those are tried that can begin there,
and which these are is known of each word that was met before. At most words of a text none can.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import accumulate, groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

import yaml

FOLDER = Path(__file__).parent / "data"

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""The same loader in C, where PyYAML was built with it, takes a tenth of the time."""


@cache
def read_words(name: str) -> dict[str, Any]:
    """A file of `analysis/parsing/data`: word lists by what they are for.

    What stands below `languages` is joined over all of them, list by list: a language more is one
    more block of the file. In the place of the blocks are then their codes.
    """
    text = (FOLDER / f"{name}.yml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=_LOADER)  # noqa: S506 `no` stays text
    if languages := loaded.get("languages"):
        loaded["languages"] = list(languages)
        for lists in languages.values():
            _join(loaded, lists)
    return loaded


def _join(known: dict[str, Any], more: dict[str, Any]) -> None:
    for name, words in more.items():
        if isinstance(words, list):
            known.setdefault(name, []).extend(words)
        elif isinstance(words, dict):
            _join(known.setdefault(name, {}), words)
        else:
            known[name] = words


def any_of(words: Iterable[str], *, escape: bool = True) -> str:
    """A pattern for any of some words, the longest first; without `escape` of some patterns.

    Of no words it is a pattern that finds nothing. Words share their beginnings in it, so that a
    letter is looked at once, not once for each word.

    Examples
    --------
    >>> any_of(["tell", "told", "tells"])
    '(?:t(?:ell(?:s)?|old))'
    """
    known = sorted(set(words))
    if not any(known):
        return "(?!)"
    if not escape:
        return f"(?:{'|'.join(sorted(known, key=len, reverse=True))})"
    return f"(?:{_branches(known, 0)})"


def _branches(words: list[str], at: int) -> str:
    """Words in alphabetical order, alike up to a letter, as a pattern for what follows there."""
    ends = bool(words) and len(words[0]) == at
    forms = []
    for _, row in groupby(words[ends:], itemgetter(at)):
        alike = list(row)
        shared = _shared(alike[0], alike[-1])
        rest = _branches(alike, shared) if len(alike) > 1 else ""
        forms.append(re.escape(alike[0][at:shared]) + (f"(?:{rest})" if "|" in rest else rest))
    found = "|".join(forms)
    return f"(?:{found})?" if ends and forms else found


def any_word(words: Iterable[str]) -> re.Pattern[str]:
    """What finds any of some words, whole, without regard to case."""
    return re.compile(rf"(?<!\w){any_of(words)}(?!\w)", re.IGNORECASE)


def _shared(one: str, other: str) -> int:
    """How many first letters two words share."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


@cache
def word_pattern(file: str, name: str) -> re.Pattern[str]:
    """What finds the words of a list, whole, without regard to case."""
    return any_word(read_words(file)[name])


def aliases_of(*kinds: str) -> list[str]:
    """How texts call the sources of some kinds, such as "outlet"."""
    listed = (named.values() for kind, named in read_words("sources").items() if kind in kinds)
    return [alias for lists in listed for aliases in lists for alias in aliases]


@cache
def word_set(file: str, name: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(read_words(file)[name])


LARGE = "A-ZÀ-ÖØ-ÞĄĆČĎĘĚŁŃŇŘŚŠŤŮŹŻŽА-ЯЁІЇЄҐ"
"""Large letters of the languages at hand, for a class of a pattern."""

WHOLE = r"(?<!\w)<>(?!\w)"
"""The form of a pattern in which a phrase is no part of a longer word."""


@cache
def read_languages() -> dict[str, dict[str, Any]]:
    """Language -> its phrases by what they tell: what another language adds is one more file.

    Raises
    ------
    ValueError
        A file has a list that `en.yml`, which explains them all, has not.
    """
    names = sorted(path.stem for path in (FOLDER / "languages").glob("*.yml"))
    languages = {name: read_words(f"languages/{name}") for name in names}
    for name, lists in languages.items():
        if unknown := lists.keys() - languages["en"].keys():
            raise ValueError(f"languages/{name}.yml: {sorted(unknown)} are no lists of en.yml")
    return languages


@cache
def entries(name: str) -> frozenset[str]:
    """The entries of a list in all languages."""
    languages = read_languages().values()
    return frozenset(each for lists in languages for each in lists.get(name, ()))


@cache
def phrase(name: str, form: str = WHOLE) -> re.Pattern[str]:
    """What finds any of a list's phrases of all languages, in the place of <> in a form.

    Examples
    --------
    >>> phrase("asking", "<>").match("fragt").group()
    'frag'
    """
    return re.compile(
        form.replace("<>", any_of(sorted(entries(name)), escape=False)), re.IGNORECASE
    )


@lru_cache(maxsize=65_536)
def is_listed(name: str, words: str) -> bool:
    """Whether some words are one of a list's phrases of any language, and nothing else."""
    return phrase(name, "<>").fullmatch(words) is not None


KEY = 5
"""Letters by which the patterns are looked up that can begin with them."""

RUN = 40
"""Letters of a word that what is known of it goes by; all patterns are tried at a longer one."""

KNOWN = 30_000
"""Words of which it is known at most what can begin there."""

_PLAIN = re.compile(r"(?:\w(?![?*+{]))+")
_ELEMENT = re.compile(r"(\w)|\[(\w+)\]|([ ’',]|\\s)|\(\?(?:-i)?(:)|$")
"""What a pattern can begin with: a letter or any of some, the end of a word, a group."""

_ASIDE = re.compile(r"\(\?<?[=!][^()]*\)")
_LEAVES_WORD = re.compile(r"\(\?<?[=!]|[^\w\[\]()?:|*+{},\\-]|\\[^wd]")
_GROUP = re.compile(r"\([^()]*\)")


class Found(NamedTuple):
    """A word, or some, of the list `label`."""

    start: int
    end: int
    label: str


class WordLists:
    """Patterns by label; longer ones are tried before shorter ones.

    Parameters
    ----------
    forms
        Label -> patterns without capture groups, matched without regard to case.
    start, end
        What must stand before the first and behind the last letter, as patterns.
    """

    def __init__(
        self,
        forms: Mapping[str, Sequence[str]],
        *,
        start: str = r"(?<![\w-])",
        end: str = r"(?!\w)",
    ) -> None:
        entries = [
            (form, label) for label in forms for many in forms[label] for form in _split(many)
        ]
        self._entries = sorted(entries, key=lambda entry: -len(entry[0]))
        self._words = re.compile(rf"{start}(?=(\w[\w-]{{0,{RUN}}}))\w")
        self._end = end
        self._begun = defaultdict[str, list[int]](list)
        for number, (form, _) in enumerate(self._entries):
            for letters in _starts(_ASIDE.sub("", form)):
                self._begun[letters].append(number)
        self._loose = {
            number: re.compile(_in_word(self._entries[number][0], end), re.IGNORECASE)
            for number in self._begun.pop("", ())
        }
        self._at = lru_cache(KNOWN)(self._pattern_at)
        self._any_of = cache(self._joined)

    def find(self, text: str) -> Iterator[Found]:
        """What of the lists stands in a text, in text order, without overlaps."""
        # Gaps and words in turn: of each word only the first letter is no part of the next gap.
        gaps = self._words.split(text)
        places = accumulate(map(len, gaps[::2]))
        begun = enumerate(zip(places, map(self._at, gaps[1::2]), strict=False))
        end = 0
        for place, pattern in [(number + place, at) for number, (place, at) in begun if at]:
            if place >= end and (match := pattern.match(text, place)):
                entry = int((match.lastgroup or "f0")[1:])
                yield Found(*match.span(), self._entries[entry][1])
                end = match.end()

    def fullmatch(self, words: str) -> bool:
        """Whether some words are one of the lists' entries, and nothing else."""
        found = next(self.find(words), None)
        return found is not None and (found.start, found.end) == (0, len(words))

    def _pattern_at(self, word: str) -> re.Pattern[str] | None:
        """The patterns that can begin where a word does; None where no one can."""
        low = word.lower()
        starts = [*(low[:size] for size in range(1, KEY + 1)), low.partition("-")[0] + " "]
        numbers = {number for letters in starts for number in self._begun.get(letters, ())}
        whole = len(word) <= RUN
        numbers |= {n for n, loose in self._loose.items() if not whole or loose.match(word)}
        return self._any_of(tuple(sorted(numbers))) if numbers else None

    def _joined(self, numbers: tuple[int, ...]) -> re.Pattern[str]:
        forms = "|".join(f"(?P<f{number}>{self._entries[number][0]})" for number in numbers)
        return re.compile(f"(?:{forms}){self._end}", re.IGNORECASE)


@cache
def _starts(form: str, size: int = KEY) -> frozenset[str]:
    """The letters that a pattern can begin with, so many at most; an empty row if they are any.

    A blank stands behind those of a whole word.
    """
    if plain := _PLAIN.match(form[: size + 1]) if size else None:
        letters = plain[0][:size]
        behind = _starts(form[len(letters) :], size - len(letters))
        return frozenset(letters.lower() + each for each in behind)
    element = _ELEMENT.match(form) if size else None
    if not element:
        return frozenset([""])
    letter, any_letter, blank, group = element.groups()
    depths = accumulate((sign == "(") - (sign == ")") for sign in form)
    closing = (place for place, depth in enumerate(depths, start=1) if not depth)
    end = next(closing) if group else element.end()
    inner, rest = form[element.end() : end - 1], form[end:]
    if rest[:1] in ("*", "+", "{") or (blank and rest[:1] == "?"):
        return frozenset([""])
    if blank or not form:
        return frozenset([" "])
    after = rest.removeprefix("?")
    choices = [each + after for each in (_split(inner) if group else letter or any_letter)]
    without = [after] if after != rest else []
    return frozenset().union(*(_starts(each, size) for each in (*choices, *without)))


def _in_word(form: str, end: str) -> str:
    """What a word must match if a pattern that begins with any letter begins there."""
    part, *rest = _LEAVES_WORD.split(_ASIDE.sub("", form), maxsplit=1)
    if not rest:
        return f"(?:{part}){end}"
    if any("|" in _without_groups(each) for each in (part, *rest)):
        return ""
    return part + ")" * (part.count("(") - part.count(")"))


def _without_groups(form: str) -> str:
    bare = _GROUP.sub("", form)
    return bare if bare == form else _without_groups(bare)


def _split(form: str) -> list[str]:
    """`Lavrov|Lawrow` -> both; a bar within brackets stays."""
    parts, depth = [""], 0
    for sign in form:
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return parts
