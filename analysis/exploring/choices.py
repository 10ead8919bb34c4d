"""What a reader can choose in an explorer: controls as plain data, and choices held to them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any, ClassVar, NamedTuple, TypeVar

from analysis.charting.wording import say_group
from analysis.reading.corpus import Corpus
from analysis.tables.declaring import CALL, Noun

PAGE = 30
"""So many reports are listed at once."""


class Option(NamedTuple):
    """One thing that can be chosen: its value, label, number of reports, colour, and why not.

    `words` are what it is found by, besides its label.
    """

    value: Any
    label: str
    number: int | None = None
    hue: int | None = None
    why: str = ""
    words: str = ""


@dataclass(frozen=True)
class Control:
    """One choice as the page offers it.

    Attributes
    ----------
    name, label
        The field of the choices, and its word on the page.
    kind
        "chips" and "menu" hold any number of values, "segments" and "pick" one, "switch" yes or
        no, "search" words that are typed.
    options
        What is offered; one with a reason (`why`) is shown and cannot be chosen on the page.
    nothing
        What it means that nothing is chosen.
    """

    name: str
    label: str
    kind: str
    options: tuple[Option, ...] = ()
    nothing: str = "all"

    @property
    def several(self) -> bool:
        """Whether any number can be chosen."""
        return self.kind in ("chips", "menu")

    def values(self) -> list[Any]:
        """What can be asked for."""
        return [option.value for option in self.options]

    def as_data(self) -> dict[str, Any]:
        """The control for the page."""
        options = [option._asdict() for option in self.options]
        return {
            "name": self.name, "label": self.label, "kind": self.kind, "options": options,
            "nothing": self.nothing,
        }  # fmt: skip


@dataclass(frozen=True)
class Choices:
    """What a reader chose; each explorer adds its own fields, in the order of its arguments.

    Attributes
    ----------
    marks
        Marks of the chart whose reports are listed; none: all reports.
    shown
        So many reports are listed.
    """

    marks: tuple[tuple[Any, ...], ...] = ()
    shown: int = PAGE

    FREE: ClassVar[frozenset[str]] = frozenset({"marks", "shown"})
    """Fields that no control offers."""

    @classmethod
    def names(cls) -> list[str]:
        """The fields that a reader can set."""
        return [field.name for field in fields(cls) if field.name != "shown"]

    def as_data(self) -> dict[str, Any]:
        """The choices for the page."""
        return {field.name: _plain(getattr(self, field.name)) for field in fields(self)}

    def unmarked(self: "Chosen") -> "Chosen":
        """The choices without what is marked and how much of it is listed."""
        return replace(self, marks=(), shown=PAGE)

    def change(self: "Chosen", data: Mapping[str, Any]) -> "Chosen":
        """The choices with what the page says of them; what they do not know is left out."""
        known = {field.name for field in fields(self)}
        changed: Any = {name: _frozen(data[name]) for name in data if name in known}
        return replace(self, **changed)


Chosen = TypeVar("Chosen", bound=Choices)


def _plain(value: Any) -> Any:
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def _frozen(value: Any) -> Any:
    return tuple(_frozen(each) for each in value) if isinstance(value, list | tuple) else value


def require(first: Chosen, chosen: Mapping[str, Any]) -> Chosen:
    """First choices; ValueError names a choice that there is not, and those that there are."""
    known = first.names()
    if unknown := sorted(set(chosen) - set(known)):
        raise ValueError(f"no choice {', '.join(unknown)}; there are: {', '.join(known)}")
    return first.change(chosen)


def require_offered(choices: Chosen, chosen: Iterable[str], controls: Sequence[Control]) -> Chosen:
    """The choices with single values of several made a list; ValueError names what is offered."""
    offered = {control.name: control for control in controls}
    for name in chosen:
        control, value = offered.get(name), getattr(choices, name)
        if control is None or control.kind in ("search", "switch"):
            continue
        if control.several:
            value = (value,) if isinstance(value, str) else tuple(value or ())
            choices = choices.change({name: value})
        wrong = [each for each in (value if control.several else [value])
                 if each not in control.values()]  # fmt: skip
        if wrong:
            known = ", ".join(map(str, control.values())) or "nothing here"
            raise ValueError(f"{name} {wrong[0]!r} is none of: {known}")
    return choices


def settle(choices: Chosen, controls: Sequence[Control]) -> Chosen:
    """The choices as far as they are offered: what is not goes, or becomes the first that is."""
    kept: dict[str, Any] = {}
    for control in controls:
        if control.kind in ("search", "switch"):
            continue
        value, values = getattr(choices, control.name), control.values()
        if control.several:
            kept[control.name] = tuple(each for each in value if each in values)
        elif value not in values:
            kept[control.name] = values[0] if values else None
    return choices.change(kept)


def say_python(call: str, choices: Choices, usual: Choices) -> str:
    """The line of Python that opens an explorer as it stands.

    Examples
    --------
    >>> say_python("analysis.explore_themes(corpus)", Choices(marks=(("a", None),)), Choices())
    "analysis.explore_themes(corpus, marks=[['a', None]])"
    """
    said = "".join(
        f", {name}={_plain(getattr(choices, name))!r}"
        for name in choices.names()
        if getattr(choices, name) != getattr(usual, name)
    )
    return f"{call.removesuffix(')')}{said})"


def name_options(words: Mapping[Any, str], noun: Noun = CALL) -> tuple[Option, ...]:
    """Values with their labels as options, in the words of a corpus."""
    return tuple(Option(value, noun.say(label)) for value, label in words.items())


@lru_cache(maxsize=16)
def count_options(corpus: Corpus, column: str) -> tuple[Option, ...]:
    """The values of a column of the reports, the most frequent first, with how often they are."""
    return tuple(
        Option(str(name), say_group(str(name)), int(count), words=str(name))
        for name, count in corpus.tables["reports"][column].astype("str").value_counts().items()
    )
