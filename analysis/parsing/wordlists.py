"""The linguistic knowledge of the parser, kept as data beside the code, and how it is found.

Lists of word patterns are found in one pass over a text: some six hundred patterns in one
alternation cost ten microseconds a letter, so only those are tried that can begin with the two
letters at hand, and before most words of a text none can.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate
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
    """A pattern for any of some words, the longest first; without `escape` of some patterns."""
    ordered = sorted(words, key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, ordered) if escape else ordered)})"


def any_word(words: Iterable[str]) -> re.Pattern[str]:
    """What finds any of some words, whole, without regard to case."""
    return re.compile(rf"(?<!\w){any_of(words)}(?!\w)", re.IGNORECASE)


@cache
def word_pattern(file: str, name: str) -> re.Pattern[str]:
    """What finds the words of a list, whole, without regard to case."""
    return any_word(read_words(file)[name])


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


_PLAIN_START = re.compile(r"\w(?![?*+{|])(?:\w(?![?*+{|]))?")


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
        entries.sort(key=lambda entry: -len(entry[0]))
        self._labels = {f"f{number}": label for number, (_, label) in enumerate(entries)}
        self._words = re.compile(rf"{start}\w")
        self._end = end
        self._entries = [(form, f"f{number}") for number, (form, _) in enumerate(entries)]
        self._buckets: dict[str, re.Pattern[str] | None] = {}

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Found]:
        """What of the lists stands in `text[start:end]`, in text order, without overlaps."""
        last = len(text) if end is None else end
        at = start
        for word in self._words.finditer(text, start, last):
            if word.start() < at:
                continue
            bucket = self._bucket(text[word.start() : word.start() + 2].lower())
            match = bucket and bucket.match(text, word.start(), last)
            if match:
                yield Found(match.start(), match.end(), self._labels[match.lastgroup or ""])
                at = match.end()

    def fullmatch(self, words: str) -> bool:
        """Whether some words are one of the lists' entries, and nothing else."""
        found = next(self.find(words), None)
        return found is not None and (found.start, found.end) == (0, len(words))

    def _bucket(self, letters: str) -> re.Pattern[str] | None:
        """The patterns that can begin with two letters; None where no one can."""
        if letters not in self._buckets:
            begin = {"", letters[:1], letters}
            forms = [f"(?P<{name}>{form})" for form, name in self._entries if begin & _starts(form)]
            whole = rf"(?:{'|'.join(forms)}){self._end}"
            self._buckets[letters] = re.compile(whole, re.IGNORECASE) if forms else None
        return self._buckets[letters]


@cache
def _starts(form: str) -> frozenset[str]:
    """The letters, one or two, that a pattern can begin with; an empty one if they can be any."""
    if form.startswith(("(?:", "(?-i:")):
        depths = accumulate((sign == "(") - (sign == ")") for sign in form)
        end = next(place for place, depth in enumerate(depths) if not depth)
        rest = form[end + 1 :]
        choices = _split(form[form.index(":") + 1 : end])
        choices += [rest[1:]] if rest.startswith(("?", "*")) else []
        return frozenset().union(*map(_starts, choices))
    match = _PLAIN_START.match(form)
    return frozenset([match.group().lower() if match else ""])


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
