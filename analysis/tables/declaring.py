"""What a corpus says of itself, and the schemas of its tables that follow from it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import pandera.pandas as pa

from analysis.tables.columns import column, table, text
from analysis.tables.days import Days
from analysis.tables.schemas import ALWAYS, CSV_SCHEMAS, SCHEMAS, VOCABULARIES

COLUMN = r"[a-z][a-z0-9_]*"
"""What a column of a corpus's own may be called."""

_CALLS = re.compile(r"\b([Aa] )?([Cc])all(s?)\b")


class Noun(NamedTuple):
    """What the reports of a corpus retell, one of it and several."""

    one: str = "call"
    several: str = "calls"

    def say(self, words: str) -> str:
        """Words of the kit, which speaks of calls, about what the corpus retells.

        They are said so once, and before a word of a corpus is put into them.

        Examples
        --------
        >>> Noun("event", "events").say("Calls told once; a call told again.")
        'Events told once; an event told again.'
        """
        return _CALLS.sub(self._say, words)

    def _say(self, found: re.Match[str]) -> str:
        article, letter, several = found.groups(default="")
        word = self.several if several else self.one
        if letter == "C":
            word = word[:1].upper() + word[1:]
        return f"{article.replace(' ', 'n ') if word[:1] in 'aeiou' else article}{word}"


CALL = Noun()
"""What is retold where a corpus does not say."""

CODER = Noun("coder", "coders")


def noun_of(options: Mapping[Any, Any]) -> Noun:
    """What the reports of a table retell, by its attrs; calls where these do not say."""
    noun: Noun = options.get("noun", CALL)
    return noun


@dataclass(frozen=True)
class Declaration:
    """What `corpus.yml` says; what it leaves out is as in the kit's own corpus.

    Attributes
    ----------
    title
        What to call it.
    licence
        The terms on which it is given on, by their SPDX name.
    noun, in_full
        What is retold, and several of it in more words.
    coder
        What gave the codes.
    about
        What the corpus is, in a sentence.
    silent_on
        What it says nothing about.
    warning
        What some of its reports tell of that a reader may not want to meet unwarned.
    terms
        Term of "About these numbers" -> what it means here, in place of the kit's words.
    vocabularies
        Name of a vocabulary -> its words, for those that are the corpus's own: `roles`, `issuers`
        (who may publish first, so that a chain starts there), `channels`, `outlet_kinds`,
        `aspects`.
    window
        The days that it is about.
    may_be_named
        The persons whom its own words may name in full, such as holders of an office; where there
        is such a list, `overheard check` finds other names.
    packs
        Words of a subject that its texts are parsed with (see `parse_article`); by default those of
        the kit's corpus, and none where a corpus has roles of its own.
    columns
        Table -> name of a column of its own -> what it means; `reports` and `calls` can have such.
    half_filled
        Whether a report may still lack its outlet, its kind, its calls and its digest, as in a
        study that somebody is at work on.
    """

    title: str | None = None
    licence: str | None = None
    noun: Noun = CALL
    in_full: str | None = None
    coder: Noun = CODER
    about: str | None = None
    silent_on: str = "what happened"
    warning: str | None = None
    terms: Mapping[str, str] = field(default_factory=dict)
    vocabularies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    window: Days | None = None
    may_be_named: tuple[str, ...] = ()
    packs: tuple[str, ...] = ("war",)
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    half_filled: bool = False

    @property
    def issuer(self) -> Noun:
        """Who publishes first."""
        named = "issuer" if "issuers" in self.vocabularies else "service"
        return Noun(named, f"{named}s")

    @cached_property
    def schemas(self) -> dict[str, pa.DataFrameSchema]:
        """The tables of the corpus, by name, as `SCHEMAS`."""
        return {name: self._declared(schema) for name, schema in SCHEMAS.items()}

    @cached_property
    def csv_schemas(self) -> dict[str, pa.DataFrameSchema]:
        """The CSV files of its folder, by name, as `CSV_SCHEMAS`."""
        return {name: self._declared(schema) for name, schema in CSV_SCHEMAS.items()}

    def _declared(self, schema: pa.DataFrameSchema) -> pa.DataFrameSchema:
        if self.noun == CALL and not (self.vocabularies or self.columns or self.half_filled):
            return schema
        own = {
            name: text(meaning, missing="not said", later=True)
            for name, meaning in self.columns.get(str(schema.name), {}).items()
        }
        changed = {name: self._column(old) for name, old in schema.columns.items()}
        grain = self.noun.say(str(schema.description))
        # Made anew: pandera's own change of a schema copies all of it.
        key = list(schema.unique or [])
        return table(str(schema.name), grain, key, {**changed, **own}, schema.checks)

    def words(self, vocabulary: str) -> list[str]:
        """The words of a vocabulary: the corpus's own and those that each has, or the kit's."""
        own = self.vocabularies.get(vocabulary)
        if not own:
            return VOCABULARIES[vocabulary]
        return [*own, *(each for each in ALWAYS.get(vocabulary, ()) if each not in own)]

    def _column(self, old: pa.Column) -> pa.Column:
        facts = dict(old.metadata or {})
        if facts["vocabulary"]:
            facts["allowed"] = self.words(facts["vocabulary"])
        if self.half_filled and facts["at_last"]:
            facts["missing"] = "not filled in yet"
        facts["missing"] = facts["missing"] and self.noun.say(facts["missing"])
        return column(meaning=self.noun.say(str(old.description)), **facts)
